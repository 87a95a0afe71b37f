/* The same value in Arabic and English has one form; spans and memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "values_read.h"

static const struct {
    const char *why, *ar, *en, *want;
} pairs[] = {
    { "a percent and money", "ارتفع 12,5 في المئة إلى 1.2 مليار دولار",
      "rose 12.5 percent to $1.2 billion",
      "percent:12.5 money:USD:1200000000" },
    { "a doublet", "في 15 أيلول/سبتمبر 2022", "on September 15, 2022",
      "date:2022-09-15" },
    { "Levantine", "في 3 تشرين الأول", "on October 3", "date:--10-03" },
    { "a range of days", "15-16 سبتمبر", "September 15-16",
      "date:--09-15..16" },
    { "words against digits", "ثلاثة وعشرون قتيلا", "23 dead", "number:23" },
    { "words on both sides", "مئة وخمسون ألفا", "a hundred and fifty thousand",
      "number:150000" },
    { "half a million", "نصف مليون لاجئ", "half a million refugees",
      "number:500000" },
    { "one and a half million", "مليون ونصف المليون", "one and a half million",
      "number:1500000" },
    { "two in one word", "قبل يومين", "two days ago", "number:2" },
    { "quantity", "50 كيلومترا", "50 km", "quantity:km:50" },
    { "duals of units", "على بعد كيلومترين", "two kilometres away",
      "quantity:km:2" },
    { "barrels", "3 ملايين برميل يوميا", "3 million barrels a day",
      "quantity:bpd:3000000" },
    { "euros", "خمسة مليارات يورو", "five billion euros",
      "money:EUR:5000000000" },
    { "Saudi riyals", "ألف ريال سعودي", "a thousand Saudi riyals",
      "money:SAR:1000" },
    { "Turkish liras", "10 ليرات تركية و20 ليرة تركية",
      "10 Turkish liras and 20 Turkish liras", "money:TRY:10 money:TRY:20" },
    { "a name several share", "100 دينار", "100 dinars", "money:dinar:100" },
    { "ordinals", "للمرة الثالثة", "for the third time", "ordinal:3" },
    { "compound ordinals", "القرن الحادي والعشرين", "the 21st century",
      "ordinal:21" },
    { "a weekday", "الثلاثاء", "Tuesday", "weekday:2" },
    { "a time", "الساعة الخامسة والنصف مساء", "5:30 p.m.", "time:17:30" },
    { "a time and GMT", "الساعة 15,00 ت غ", "1500 GMT", "time:15:00" },
    { "scores", "فاز 2-3", "won 3-2", "score:3-2" },
    { "a range", "بين 15 و16 شخصا", "between 15 and 16 people",
      "range:15..16" },
    { "percents from to", "من 10% إلى 15%", "from 10 to 15 percent",
      "percent:10..15" },
    { "two thirds", "ثلثا الأعضاء", "two thirds of the members",
      "number:0.666666666667" },
    { "a decade", "ثلاثينيات القرن الماضي", "the 1930s", "date:1930s" },
    { "a year", "عام 2022", "in 2022", "number:2022" },
    { "years", "2020-2022", "2020-22", "range:2020..2022" },
    { "degrees", "35 درجة مئوية", "35 degrees Celsius", "quantity:c:35" },
    { "thousands by comma and by stop", "76.000 هكتار", "76,000 hectares",
      "quantity:ha:76000" },
};

static void test_pairs_meet(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        print_message("  %s\n", pairs[i].why);
        assert_string_equal(pairs[i].want, read_values(BARQ_AR, pairs[i].ar));
        assert_string_equal(pairs[i].want, read_values(BARQ_EN, pairs[i].en));
    }
}

static const struct {
    const char *why, *ar, *en;
} strangers[] = {
    { "another number", "خمسة", "six" },
    { "another scale", "5 ملايين", "5 billion" },
    { "another day", "15 سبتمبر", "September 16" },
    { "another month", "15 تشرين الأول", "November 15" },
    { "another currency", "5 دولارات", "5 euros" },
    { "another unit", "5 كيلومترات", "5 miles" },
    { "percent or points", "5 في المئة", "5 percentage points" },
    { "number or percent", "10 في المئة", "10" },
    { "another score", "فاز 3-2", "won 3-1" },
    { "Hijri is not Gregorian", "9 رمضان 1445", "September 9, 1445" },
    { "morning or evening", "الساعة الخامسة صباحا", "5 p.m." },
};

static void test_strangers_do_not_meet(void **state)
{
    char ar[256];

    (void)state;
    for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
        print_message("  %s\n", strangers[i].why);
        const char *got = read_values(BARQ_AR, strangers[i].ar);
        assert_true(*got);
        snprintf(ar, sizeof(ar), "%s", got);
        got = read_values(BARQ_EN, strangers[i].en);
        assert_true(*got);
        assert_string_not_equal(ar, got);
    }
}

static const struct {
    const char *why;
    struct {
        enum barq_lang lang;
        enum value_type type;
    };
    const char *text, *span; /* of the first value */
} spans[] = {
    { "the article counts",
      { BARQ_EN, VALUE_NUMBER },
      "over a hundred people",
      "a hundred" },
    { "sign to scale",
      { BARQ_EN, VALUE_MONEY },
      "paid $1.2 billion, he said",
      "$1.2 billion" },
    { "the stop of a month",
      { BARQ_EN, VALUE_DATE },
      "On Sept. 15, 2022, he",
      "Sept. 15, 2022" },
    { "the comma behind is not its",
      { BARQ_EN, VALUE_DATE },
      "On Sept. 15, he",
      "Sept. 15" },
    { "part of a word with hyphens",
      { BARQ_EN, VALUE_NUMBER },
      "a three-day visit",
      "three" },
    { "the zone counts",
      { BARQ_EN, VALUE_TIME },
      "at 1715 GMT on",
      "1715 GMT" },
    { "both months",
      { BARQ_AR, VALUE_DATE },
      "في 15 أيلول/سبتمير 2022 قال",
      "15 أيلول/سبتمير 2022" },
    { "a Hijri era",
      { BARQ_AR, VALUE_HIJRI },
      "يوم 25 شوال 1436 هـ الموافق",
      "25 شوال 1436 هـ" },
    { "a phrase for percent",
      { BARQ_AR, VALUE_PERCENT },
      "نحو 12 في المئة من",
      "12 في المئة" },
    { "vowel marks lie inside",
      { BARQ_AR, VALUE_NUMBER },
      "قتل ثَلاثَةٌ وعِشرونَ شخصا",
      "ثَلاثَةٌ وعِشرونَ" },
    { "a score", { BARQ_AR, VALUE_SCORE }, "فاز (3-2) أمس", "3-2" },
    { "an ordinal",
      { BARQ_AR, VALUE_ORDINAL },
      "القرن الحادي والعشرين بدأ",
      "الحادي والعشرين" },
    { "a range", { BARQ_EN, VALUE_RANGE }, "some 15-16 people", "15-16" },
    { "a quantity", { BARQ_EN, VALUE_QUANTITY }, "a 50-km road", "50-km" },
    { "a weekday",
      { BARQ_EN, VALUE_WEEKDAY },
      "last Friday's talks",
      "Friday's" },
};

static void test_spans(void **state)
{
    static char memory[1 << 18];

    (void)state;
    for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct arena scratch = arena_split(&keep);
        struct text_language language = { spans[i].lang, lexicon };
        struct barq_text text = text_of(spans[i].text);
        struct values values = { 0 };
        print_message("  %s\n", spans[i].why);
        assert_int_equal(BARQ_OK, text_values(language, text, &values, &keep,
                                              scratch, NULL));
        assert_int_equal(1, values.count);
        assert_int_equal(spans[i].type, values.at[0].type);
        struct barq_text span =
            text_slice(text, values.at[0].span.start, values.at[0].span.end);
        assert_int_equal(strlen(spans[i].span), span.len);
        assert_memory_equal(spans[i].span, span.at, span.len);
    }
}

/* Out of memory at every step, then done: always said, never a crash. */
static void test_memory_runs_out(void **state)
{
    static char block[1 << 16];
    const char *text = "15-16 أيلول/سبتمير 2022، $1.2 مليار و12,5 في المئة";
    struct text_language language = { BARQ_AR, lexicon };
    enum barq_status status;
    struct values values;
    size_t size = 0;

    (void)state;
    do {
        struct arena keep = arena_over(block, size);
        struct arena scratch = arena_split(&keep);
        status =
            text_values(language, text_of(text), &values, &keep, scratch, NULL);
        size += 16;
    } while (status == BARQ_E_INTERNAL && size < sizeof(block));
    assert_int_equal(BARQ_OK, status);
    assert_int_equal(3, values.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_meet),
        cmocka_unit_test(test_strangers_do_not_meet),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
