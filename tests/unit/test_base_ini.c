/* A configuration file: what is read, and where it is said to be wrong. */
#include "base/arena.h"
#include "base/ini.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static _Alignas(16) char block[1 << 20];

static enum barq_status parse(const char *text, struct ini *ini,
                              struct barq_error *err)
{
    static struct arena keep;

    keep = arena_over(block, sizeof(block));
    return ini_parse("desk.ini", text_of(text), ini, &keep, err);
}

static void settings_are_read(void **state)
{
    static const struct {
        const char *why, *text, *section, *name, *want;
        size_t line;
    } cases[] = {
        { "plain", "[a]\nb = c\n", "a", "b", "c", 2 },
        { "without spaces", "[a]\nb=c", "a", "b", "c", 2 },
        { "CR LF and a byte order mark", "\xEF\xBB\xBF[a]\r\nb = c\r\n", "a",
          "b", "c", 2 },
        { "comments and empty lines", "# x\n\n; y\n[a]\n# b = d\nb = c", "a",
          "b", "c", 6 },
        { "a value as it stands", "[a]\nb = \"x = [y]\" # z", "a", "b",
          "\"x = [y]\" # z", 2 },
        { "a longer value", "[a]\nb = {\n  \"x\": 1\n\t}\nc = d", "a", "b",
          "{ \"x\": 1 }", 2 },
        { "a section of two words", "[mt desk]\nb = c", "mt desk", "b", "c",
          2 },
        { "the last of two", "[a]\nb = c\nb = d", "a", "b", "d", 3 },
        { "a section in two places", "[a]\nb = c\n[x]\n[a]\nd = e", "a", "d",
          "e", 5 },
        { "an empty value", "[a]\nb =\n", "a", "b", "", 2 },
        { "Arabic", "[a]\nb = \u0628\u0631\u0642", "a", "b",
          "\u0628\u0631\u0642", 2 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct ini ini;
        print_message("  %s\n", cases[i].why);
        assert_int_equal(BARQ_OK, parse(cases[i].text, &ini, NULL));
        const struct ini_entry *entry =
            ini_find(&ini, text_of(cases[i].section), cases[i].name);
        assert_non_null(entry);
        assert_string_equal(cases[i].want, entry->value.at);
        assert_int_equal(cases[i].line, entry->line);
    }
}

static void mistakes_have_a_line(void **state)
{
    static const struct {
        const char *why, *text, *want;
    } cases[] = {
        { "words", "[a]\nhello\n",
          "desk.ini:2: neither a [section], a name = value nor a # comment" },
        { "half a section", "\n[a\n",
          "desk.ini:2: a section without its \"]\"" },
        { "no name of a section", "[ ]",
          "desk.ini:1: a section without a name" },
        { "no name of a value", "[a]\n= b",
          "desk.ini:2: a value without a name before \"=\"" },
        { "before any section", "a = b",
          "desk.ini:1: a setting before the first [section]" },
        { "more of nothing", "[a]\n  b",
          "desk.ini:2: an indented line with no setting above it" },
        { "not UTF-8", "[a]\nb = \xFF", "desk.ini: no UTF-8 text at byte 8" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_error err = { 0 };
        struct ini ini;
        print_message("  %s\n", cases[i].why);
        assert_int_equal(BARQ_E_INPUT, parse(cases[i].text, &ini, &err));
        assert_string_equal(cases[i].want, err.message);
    }
}

static void values_are_checked(void **state)
{
    long long range[2] = { 1, 10 }, number = 0;
    struct barq_error err = { 0 };
    struct ini ini;
    bool flag = false;

    (void)state;
    assert_int_equal(BARQ_OK,
                     parse("[a]\nn = 7\nm = 11\nf = YES\ng = 1", &ini, NULL));
    struct barq_text a = text_of("a");
    assert_int_equal(BARQ_OK, ini_number(&ini, ini_find(&ini, a, "n"), range,
                                         &number, NULL));
    assert_int_equal(7, number);
    assert_int_equal(BARQ_E_INPUT, ini_number(&ini, ini_find(&ini, a, "m"),
                                              range, &number, &err));
    assert_string_equal(
        "desk.ini:3: m is a whole number from 1 to 10, not \"11\"",
        err.message);
    assert_int_equal(BARQ_OK,
                     ini_flag(&ini, ini_find(&ini, a, "f"), &flag, NULL));
    assert_true(flag);
    assert_int_equal(BARQ_E_INPUT,
                     ini_flag(&ini, ini_find(&ini, a, "g"), &flag, &err));
    assert_string_equal("desk.ini:5: g is yes or no, not \"1\"", err.message);
    assert_null(ini_find(&ini, a, "z"));
}

static void a_file_may_be_missing(void **state)
{
    struct arena keep = arena_over(block, sizeof(block));
    struct barq_error err = { 0 };
    struct ini ini;

    (void)state;
    assert_int_equal(BARQ_OK,
                     ini_read("no/such.ini", false, &ini, &keep, NULL));
    assert_int_equal(0, ini.count);
    assert_int_equal(BARQ_E_INPUT,
                     ini_read("no/such.ini", true, &ini, &keep, &err));
    assert_string_equal("no/such.ini: cannot open: No such file or directory",
                        err.message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_read),
        cmocka_unit_test(mistakes_have_a_line),
        cmocka_unit_test(values_are_checked),
        cmocka_unit_test(a_file_may_be_missing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
