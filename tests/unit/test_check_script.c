/* Words left in the other language, and direction controls. */
#include "check_fixture.h"

static const struct check_row rows[] = {
    { "none", "وصل الوزير", "The minister arrived", "" },
    { "Arabic in the English", "وصل الوزير", "The وزير arrived",
      "leftover:/وزير" },
    { "a run is one finding", "وصل وزير النفط", "The وزير النفط arrived",
      "leftover:/وزير النفط" },
    { "English in the Arabic", "وصل the oil minister أمس",
      "The oil minister arrived yesterday", "leftover:the oil minister/" },
    { "a Latin name may stay", "أعلنت شركة iPhone ذلك", "iPhone announced it",
      "" },
    { "an override", "وصل \u202Eالوزير", "The minister arrived",
      "control:\u202E/" },
    { "an embedding", "وصل الوزير", "The \u202Aminister\u202C arrived",
      "control:/\u202A; control:/\u202C" },
    { "an isolate that is closed", "وصل \u2067الوزير\u2069",
      "The minister arrived", "" },
    { "an isolate that is not", "وصل \u2067الوزير", "The minister arrived",
      "control:\u2067/" },
    { "marks are harmless", "وصل\u200F الوزير", "The minister arrived", "" },
};

static void test_rows(void **state)
{
    (void)state;
    check_rows_of(BARQ_RULE_BIT(BARQ_RULE_LEFTOVER) |
                      BARQ_RULE_BIT(BARQ_RULE_CONTROL),
                  rows, CHECK_COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
