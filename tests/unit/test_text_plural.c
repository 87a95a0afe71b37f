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
        enum barq_lang lang;
        double number;
        enum text_plural want;
    } cases[] = {
        { BARQ_AR, 0, PLURAL_ZERO },    { BARQ_AR, 1, PLURAL_ONE },
        { BARQ_AR, 2, PLURAL_TWO },     { BARQ_AR, 3, PLURAL_FEW },
        { BARQ_AR, 10, PLURAL_FEW },    { BARQ_AR, 11, PLURAL_MANY },
        { BARQ_AR, 99, PLURAL_MANY },   { BARQ_AR, 100, PLURAL_OTHER },
        { BARQ_AR, 102, PLURAL_OTHER }, { BARQ_AR, 103, PLURAL_FEW },
        { BARQ_AR, 111, PLURAL_MANY },  { BARQ_AR, 1.5, PLURAL_OTHER },
        { BARQ_AR, 1e6, PLURAL_OTHER }, { BARQ_EN, 0, PLURAL_OTHER },
        { BARQ_EN, 1, PLURAL_ONE },     { BARQ_EN, 2, PLURAL_OTHER },
        { BARQ_EN, 1.5, PLURAL_OTHER }, { BARQ_EN, 101, PLURAL_OTHER },
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
