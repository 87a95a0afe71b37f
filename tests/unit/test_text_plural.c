/* Plural categories, as CLDR has them for the two languages. */
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void categories_are_those_of_cldr(void **state)
{
    static const struct {
        double number;
        enum barq_lang lang;
        enum text_plural want;
    } cases[] = {
        { 0, BARQ_AR, PLURAL_ZERO },    { 1, BARQ_AR, PLURAL_ONE },
        { 2, BARQ_AR, PLURAL_TWO },     { 3, BARQ_AR, PLURAL_FEW },
        { 10, BARQ_AR, PLURAL_FEW },    { 11, BARQ_AR, PLURAL_MANY },
        { 99, BARQ_AR, PLURAL_MANY },   { 100, BARQ_AR, PLURAL_OTHER },
        { 102, BARQ_AR, PLURAL_OTHER }, { 103, BARQ_AR, PLURAL_FEW },
        { 111, BARQ_AR, PLURAL_MANY },  { 1.5, BARQ_AR, PLURAL_OTHER },
        { 1e6, BARQ_AR, PLURAL_OTHER }, { 0, BARQ_EN, PLURAL_OTHER },
        { 1, BARQ_EN, PLURAL_ONE },     { 2, BARQ_EN, PLURAL_OTHER },
        { 1.5, BARQ_EN, PLURAL_OTHER }, { 101, BARQ_EN, PLURAL_OTHER },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        enum text_plural got = PLURAL_ZERO;
        assert_int_equal(
            BARQ_OK, text_plural(cases[i].lang, cases[i].number, &got, NULL));
        if (got != cases[i].want)
            fail_msg("%g is %d, not %d", cases[i].number, got, cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(categories_are_those_of_cldr),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
