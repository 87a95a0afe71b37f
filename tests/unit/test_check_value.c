/* Figures and dates by value. */
#include "check_fixture.h"

static const struct check_row rows[] = {
    { "equal digits", "قتل 15 شخصا", "15 people were killed", "" },
    { "Arabic digits", "قتل ١٥ شخصا", "15 people were killed", "" },
    { "a changed digit", "قتل 15 شخصا", "16 people were killed",
      "number:15/16" },
    { "a changed digit, in Arabic ones", "قتل ١٥ شخصا", "17 people were killed",
      "number:١٥/17" },
    { "written out in English", "قتل 15 شخصا", "Fifteen people were killed",
      "" },
    { "written out in Arabic", "قتل خمسة عشر شخصا", "15 people were killed",
      "" },
    { "written out on both sides, and wrong", "قتل أربعة أشخاص",
      "Three people were killed", "number:أربعة/Three" },
    { "a dual for two", "أصيب جنديان في الهجوم",
      "2 soldiers were hurt in the attack", "" },
    { "no dual for three", "أصيب جنديان في الهجوم",
      "3 soldiers were hurt in the attack", "number:/3" },
    { "a singular for one", "أصيب جندي", "1 soldier was hurt", "" },
    { "percent in words and signs", "ارتفع 12.5 في المئة", "It rose 12.5%",
      "" },
    { "a decimal lost", "ارتفع 12.5 في المئة", "It rose 125%",
      "number:12.5 في المئة/125%" },
    { "a scale changed", "بقيمة 3 مليارات دولار", "worth $3 million",
      "number:3 مليارات دولار/$3 million" },
    { "grouping", "شارك 1,200 متطوع", "some 1200 volunteers took part", "" },
    { "lost in English", "قتل 15 شخصا في القصف", "People died in the shelling",
      "number:15/" },
    { "lost in Arabic", "قتل أشخاص في القصف", "15 people died in the shelling",
      "number:/15" },
    { "a word that is no figure over there", "كان أول من وصل",
      "He was the first to arrive", "" },
    { "a date, months by another name", "في 15 أيلول/سبتمبر 2022",
      "on September 15, 2022", "" },
    { "another day", "في 15 أيلول/سبتمبر 2022", "on September 16, 2022",
      "date:15 أيلول/سبتمبر 2022/September 16, 2022" },
    { "another month", "في 15 أيلول/سبتمبر", "on October 15",
      "date:15 أيلول/سبتمبر/October 15" },
    { "another weekday", "وصل يوم الثلاثاء", "He arrived on Thursday",
      "date:الثلاثاء/Thursday" },
    { "a weekday left out", "وصل أمس", "He arrived on Thursday", "" },
    { "an hour in words", "في الساعة السادسة", "at 6:00", "" },
    { "digits in a word", "خطة ما بعد عام 2015", "the post-2015 agenda", "" },
    { "Roman digits", "مرض السكري من النوع 2", "type-II diabetes", "" },
    { "a telephone number in groups", "على الرقم 116123", "on 116 123", "" },
    { "a decade", "في الأربعينات من عمره", "in his 40s", "" },
    { "the number of a section", "عملا بالمادة 2-26 من النظام",
      "under article 2.26 of the statute", "" },
    { "the number of another section", "عملا بالمادة 2-26 من النظام",
      "under article 2.27 of the statute", "number:2-26/; number:2-26/2.27" },
    { "a time that was typed from left to right", "في الساعة 00:11",
      "at 11 a.m.", "" },
    { "the number of a paragraph", "3 - إقرار جدول الأعمال",
      "Adoption of the agenda", "" },
    { "numbers of paragraphs that differ", "3 - إقرار جدول الأعمال",
      "4. Adoption of the agenda", "number:3/4" },
    { "a conversion", "على بعد 22 كيلومترا", "22 km (14 miles) away", "" },
    { "units before tens, with the article", "خلال الساعات الأربع والعشرين",
      "in the past 24 hours", "" },
    { "no goals", "تعادل الفريقان بدون أهداف", "The teams drew 0-0", "" },
    { "a result", "فاز 3-1", "won 3-2", "number:3-1/3-2" },
    { "a Hijri date is let be", "في 25 شوال 1436 هـ الموافق 10 أغسطس 2015",
      "on August 10, 2015", "" },
};

static void test_rows(void **state)
{
    (void)state;
    check_rows_of(BARQ_RULE_BIT(BARQ_RULE_NUMBER) |
                      BARQ_RULE_BIT(BARQ_RULE_DATE),
                  rows, CHECK_COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
