/* Names keep the order of their consonant classes when they change script. */
#include "align/lattice.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void both_scripts_have_one_skeleton(void **state)
{
    static const struct {
        const char *why, *arabic, *latin, *skeleton;
    } cases[] = {
        { "a plain name", "\u0628\u0644\u064A\u0646\u0643\u0646", "blinken",
          "BLMGM" },
        { "sh is one sound", "\u0634\u0648\u0644\u062A\u0632", "sholtz",
          "SLTS" },
        { "kh and gh are throaty", "\u062E\u0631\u063A\u0648\u0644", "kharghul",
          "GRGL" },
        { "soft c", "\u0641\u0631\u0646\u0633\u064A\u0633", "francis", "FRMS" },
        { "x is two", "\u0645\u0643\u0633\u064A\u0643\u0648", "mexico",
          "MGSG" },
        { "runs count once", "\u0645\u062D\u0645\u062F", "mohammed", "MT" },
        { "vowels alone leave nothing", "\u0627\u0648\u064A", "aoui", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *both[] = { cases[i].arabic, cases[i].latin };
        print_message("  %s\n", cases[i].why);
        for (size_t k = 0; k < 2; k++) {
            char out[SKELETON_MOST + 1] = { 0 };
            out[skeleton_of(text_of(both[k]), out)] = 0;
            assert_string_equal(cases[i].skeleton, out);
        }
    }
}

static void long_words_are_cut(void **state)
{
    char word[200], out[SKELETON_MOST];

    (void)state;
    for (size_t i = 0; i < sizeof(word); i++)
        word[i] = i % 2 ? 'b' : 'r';
    assert_int_equal(
        SKELETON_MOST,
        skeleton_of((struct barq_text){ word, sizeof(word) }, out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_scripts_have_one_skeleton),
        cmocka_unit_test(long_words_are_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
