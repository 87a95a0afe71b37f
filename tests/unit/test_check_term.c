/* Terms of the desk. */
#include "check_fixture.h"

static const struct check_row rows[] = {
    { "as the desk has it", "أعلن مجلس الشورى ذلك",
      "The Shura Council announced it", "" },
    { "another rendering", "أعلن مجلس الشورى ذلك",
      "The Consultative Assembly announced it", "term:مجلس الشورى/" },
    { "a rendering that the desk has too", "أعلن مجلس الشورى ذلك",
      "The Advisory Council announced it", "" },
    { "with a conjunction", "ومجلس الشورى وافق",
      "and the consultative body agreed", "term:ومجلس الشورى/" },
    { "the other way", "أعلن المجلس ذلك", "The Shura Council announced it",
      "term:/Shura Council" },
    { "an inflected word", "قدمت الموازنات", "The budgets were presented", "" },
    { "no term at all", "وصل الوزير", "The minister arrived", "" },
};

static void test_rows(void **state)
{
    const struct barq_term terms[] = {
        { check_text("مجلس الشورى"), check_text("Shura Council") },
        { check_text("مجلس الشورى"), check_text("Advisory Council") },
        { check_text("موازنات"), check_text("budget") },
    };
    const struct barq_checker_options options = {
        .only = BARQ_RULE_BIT(BARQ_RULE_TERM),
        .terms = terms,
        .term_count = 3,
    };

    (void)state;
    check_rows(&options, rows, CHECK_COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
