/* Numbers by value, in either script and either way of grouping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/number.h"

static const struct {
    const char *why, *text, *number, *value;
} cases[] = {
    { "digits", "2024 x", "2024", "2024" },
    { "leading zeros", "007", "007", "7" },
    { "zero", "0", "0", "0" },
    { "grouped and decimal", "1,234.5", "1,234.5", "1234.5" },
    { "continental", "1.234,5", "1.234,5", "1234.5" },
    { "Arabic marks", "1\u066C234\u066B5", "1\u066C234\u066B5", "1234.5" },
    { "a comma before three", "41,250", "41,250", "41250" },
    { "a comma before one", "4,3", "4,3", "4.3" },
    { "a comma after zero", "0,500", "0,500", "0.5" },
    { "a stop before three", "2.500", "2.500", "2.5" },
    { "a stop before three zeros", "150.000", "150.000", "150000" },
    { "... but for a leading zero", "0.000", "0.000", "0" },
    { "... or a fourth digit before", "1500.000", "1500.000", "1500" },
    { "stops in threes", "1.550.000", "1.550.000", "1550000" },
    { "commas in threes", "1,550,000", "1,550,000", "1550000" },
    { "needless zeros", "7.50", "7.50", "7.5" },
    { "a whole number in the end", "7.00", "7.00", "7" },
    { "a date is no number", "15.5.2024", "15.5.2024", "15.5.2024" },
    { "a list is no number", "1,2,3", "1,2,3", "1,2,3" },
    { "a stop ends the sentence", "2024. Then", "2024", "2024" },
    { "a range is two numbers", "15-16", "15", "15" },
    { "Arabic comma in threes", "41\u060C250 x", "41\u060C250", "41250" },
    { "Arabic comma in a list", "3\u060C4", "3", "3" },
};

static void test_cases(void **state)
{
    char memory[512];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text text = { cases[i].text, strlen(cases[i].text) };
        struct barq_text number = text_slice(text, 0, number_end(text, 0));
        struct barq_text value = number_value(number, &keep);
        if (!text_equal(number, text_of(cases[i].number)))
            fail_msg("%s: ends after %zu", cases[i].why, number.len);
        if (!value.at || !text_equal(value, text_of(cases[i].value)))
            fail_msg("%s: got %.*s", cases[i].why, (int)value.len, value.at);
    }
}

static const struct {
    const char *why, *number, *spellings;
} spelt[] = {
    { "grouped, and not", "1200",
      "1200 1,200 1200.0 1200.00 1200,0 1,200.0 1,200.00 1.200,0 " },
    { "the same from the other", "1,200",
      "1200 1,200 1200.0 1200.00 1200,0 1,200.0 1,200.00 1.200,0 " },
    { "Arabic marks", "1\u066C234\u066B5",
      "1234.5 1234.50 1234.500 1234,5 1234,50 1,234.5 1,234.50 1,234.500 "
      "1.234,5 1.234,50 " },
    { "a few", "7", "7 7.0 7.00 7,0 07 " },
    { "below zero", "-4.5", "-4.5 -4.50 -4.500 -4,5 -4,50 " },
    { "stops group before zeros, or twice", "2000000",
      "2000000 2,000,000 2.000.000 2000000.0 2000000.00 2000000,0 "
      "2,000,000.0 2,000,000.00 2.000.000,0 " },
    { "three behind the mark", "2.345", "2.345 2.3450 2.34500 2,3450 " },
    { "no number", "15.5.2024", "" },
    { "a word", "G20", "" },
    { "too long", "1234567890123456789012345", "" },
    { "nothing", "", "" },
};

static void values_are_spelt_in_many_ways(void **state)
{
    char memory[4096];

    (void)state;
    for (size_t i = 0; i < sizeof(spelt) / sizeof(spelt[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text to[NUMBER_SPELLINGS];
        char all[1024] = "";
        size_t count = number_spellings(text_of(spelt[i].number), to, &keep);
        for (size_t k = 0; k < count; k++)
            snprintf(all + strlen(all), sizeof(all) - strlen(all), "%.*s ",
                     (int)to[k].len, to[k].at);
        if (strcmp(all, spelt[i].spellings) != 0)
            fail_msg("%s: got %s", spelt[i].why, all);
    }
}

static void no_room_is_no_spelling(void **state)
{
    char memory[16];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct barq_text to[NUMBER_SPELLINGS];

    (void)state;
    assert_int_equal(0, number_spellings(text_of("1200"), to, &keep));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(values_are_spelt_in_many_ways),
        cmocka_unit_test(no_room_is_no_spelling)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
