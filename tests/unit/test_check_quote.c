/* Quotation marks. */
#include "check_fixture.h"

static const struct check_row rows[] = {
    { "on both sides", "وقال \"لن نرحل عن هذه الأرض\"",
      "\"We will not leave this land,\" he said", "" },
    { "of other shapes", "وقال «لن نرحل عن هذه الأرض»",
      "“We will not leave this land,” he said", "" },
    { "one mark lost", "وقال \"لن نرحل عن هذه الأرض\"",
      "\"We will not leave this land, he said",
      "quote:\"لن نرحل عن هذه الأرض\"/\"" },
    { "both marks lost", "وقال \"لن نرحل عن هذه الأرض\"",
      "We will not leave this land, he said",
      "quote:\"لن نرحل عن هذه الأرض\"/" },
    { "single ones will do", "وقال \"لن نرحل عن هذه الأرض\"",
      "'We will not leave this land,' he said", "" },
    { "an apostrophe is none", "وقال \"لن نرحل عن هذه الأرض\"",
      "We won't leave the people's land, he said",
      "quote:\"لن نرحل عن هذه الأرض\"/" },
    { "a name in marks", "عرض فيلم \"تيتانيك\" أمس",
      "The film Titanic was shown yesterday", "" },
    { "one of two quotations lost", "وصفه بأنه \"جبان\" و\"كاذب\"",
      "He called him \"a coward\" and a liar",
      "quote:\"جبان\" و\"كاذب\"/\"a coward\"" },
    { "left open, and closed in the Arabic", "\"لن نرحل عن هذه الأرض\"",
      "\"We will not leave this land.", "quote:\"لن نرحل عن هذه الأرض\"/\"" },
    { "a title that is translated, by its place",
      "عادت إلى المسرح في \"الساحر\" أمس",
      "She came back to the stage in The Wiz yesterday", "" },
    { "a word in marks is no title", "وصف الخطة بأنها \"غبية\" أمس",
      "He called the plan stupid yesterday", "quote:\"غبية\"/" },
    { "a title half of which is known, none of it small",
      "باسم \"مبادئ دكا للهجرة بكرامة\" أمس",
      "known as the Dhaka Principles for Migration with Dignity", "" },
    { "a long title",
      "بعنوان \"مؤشرات حقوق الإنسان: دليل للقياس والتنفيذ\" أمس",
      "entitled Human Rights Indicators: A Guide to Measurement yesterday",
      "" },
    { "an open one on both sides", "\"لن نرحل عن هذه الأرض.",
      "\"We will not leave this land.", "" },
    { "indirect speech in Arabic", "وقال إنهم لن يرحلوا",
      "\"We will not leave,\" he said", "" },
};

static void test_rows(void **state)
{
    (void)state;
    check_rows_of(BARQ_RULE_BIT(BARQ_RULE_QUOTE), rows, CHECK_COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
