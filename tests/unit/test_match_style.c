/* The style of a desk, read from a configuration: what is set, and where it
 * is said to be wrong. */
#include "barq.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char path[] = "./style.ini"; /* in a folder of its own */
static char folder[] = "/tmp/barq-style-XXXXXX";

static void write_file(const char *text)
{
    FILE *to = fopen(path, "w");

    assert_non_null(to);
    fputs(text, to);
    assert_int_equal(0, fclose(to));
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static void settings_are_read(void **state)
{
    struct barq_style style;

    (void)state;
    write_file("[mt deepl]\nstyle = plain\n[style]\npercent = per cent\n"
               "[style wire]\ndate_order = day-month\ndates = american\n"
               "grouping = none\npercent = %\n");
    assert_int_equal(BARQ_OK, barq_style_read(path, NULL, &style, NULL));
    assert_int_equal(BARQ_PERCENT_WORDS, style.percent);
    assert_int_equal(BARQ_AS_STORED, style.dates);
    assert_int_equal(BARQ_OK, barq_style_read(path, "wire", &style, NULL));
    assert_int_equal(BARQ_ORDER_DAY_MONTH, style.date_order);
    assert_int_equal(BARQ_DATES_AMERICAN, style.dates);
    assert_int_equal(BARQ_GROUP_NONE, style.grouping);
    assert_int_equal(BARQ_PERCENT_SIGN, style.percent);
    assert_int_equal(BARQ_OK, barq_style_read(NULL, path, &style, NULL));
    assert_int_equal(BARQ_PERCENT_WORDS, style.percent);
}

static void nothing_set_is_as_stored(void **state)
{
    struct barq_style style = { 9, 9, 9, 9 };

    (void)state;
    assert_int_equal(BARQ_OK, barq_style_read(NULL, NULL, &style, NULL));
    assert_int_equal(BARQ_AS_STORED, style.percent);
    style.percent = 9;
    write_file("[mt deepl]\nmodel = x\n");
    assert_int_equal(BARQ_OK, barq_style_read(path, NULL, &style, NULL));
    assert_int_equal(BARQ_AS_STORED, style.percent);
}

static void mistakes_are_named(void **state)
{
    static const struct {
        const char *file, *name;
        enum barq_status status;
        const char *message;
    } cases[] = {
        { "[style]\npercent = pct\n", NULL, BARQ_E_INPUT,
          "./style.ini:2: percent is %, percent or per cent, not "
          "\"pct\"" },
        { "[style]\ndates = french\n", NULL, BARQ_E_INPUT,
          "./style.ini:2: dates is american or british, not "
          "\"french\"" },
        { "[style]\n\ncolour = red\n", NULL, BARQ_E_INPUT,
          "./style.ini:3: [style] has no setting \"colour\"" },
        { "[style]\ndates = british\n", "wire", BARQ_E_USAGE,
          "no style \"wire\": ./style.ini has no section [style "
          "wire]" },
        { "[mt x]\nmodel = y\n", path, BARQ_E_INPUT,
          "./style.ini: has no section [style]" },
    };
    struct barq_style style;
    struct barq_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        write_file(cases[i].file);
        assert_int_equal(cases[i].status,
                         barq_style_read(path, cases[i].name, &style, &err));
        assert_string_equal(cases[i].message, err.message);
    }
    assert_int_equal(BARQ_E_USAGE, barq_style_read(NULL, "wire", &style, &err));
    assert_string_equal("no style \"wire\": there is no configuration file",
                        err.message);
    assert_int_equal(BARQ_E_INPUT,
                     barq_style_read(NULL, "/tmp/no/such.ini", &style, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_read),
        cmocka_unit_test(nothing_set_is_as_stored),
        cmocka_unit_test(mistakes_are_named),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
