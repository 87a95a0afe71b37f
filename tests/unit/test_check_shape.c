/* Doubled words, the source as translation, length. */
#include "check_fixture.h"

static const struct check_row rows[] = {
    { "none", "وصل الوزير", "The minister arrived", "" },
    { "doubled in English", "وصل إلى القاهرة", "He came to to Cairo",
      "doubled:/to to" },
    { "doubled in Arabic", "وصل الوزير الوزير أمس",
      "The minister arrived yesterday", "doubled:الوزير الوزير/" },
    { "doubled on both sides", "كبير كبير هذا البيت", "A big big house, this",
      "" },
    { "right twice", "كان قد وصل", "He had had enough and arrived", "" },
    { "the names of letters", "قالت بي بي سي", "The BBC said", "" },
    { "the source itself", "وصل الوزير", "وصل الوزير",
      "same:وصل الوزير/وصل الوزير" },
    { "a name may be the same", "AFP", "AFP", "" },
    { "a word of English that was not translated", "the end of the day",
      "the end of the day", "same:the end of the day/the end of the day" },
    { "far too short",
      "أعلنت الوزارة أمس أن عدد المصابين في الحادث الذي وقع على الطريق "
      "الساحلي قرب المدينة القديمة بلغ عشرات الأشخاص بينهم أطفال ونساء",
      "Yes.",
      "length:أعلنت الوزارة أمس أن عدد المصابين في الحادث الذي وقع على الطريق "
      "الساحلي قرب المدينة القديمة بلغ عشرات الأشخاص بينهم أطفال "
      "ونساء/Yes." },
};

static void test_rows(void **state)
{
    (void)state;
    check_rows_of(BARQ_RULE_BIT(BARQ_RULE_DOUBLED) |
                      BARQ_RULE_BIT(BARQ_RULE_SAME) |
                      BARQ_RULE_BIT(BARQ_RULE_LENGTH),
                  rows, CHECK_COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
