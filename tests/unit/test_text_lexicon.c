/* A desk's own tables: read in place of ours, and refused by file and line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/barq-lexicon-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[512];

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *name)
{
    char path[512];

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    unlink(path);
}

static const struct {
    const char *why, *name, *text, *message; /* NULL: it opens */
} cases[] = {
    { "a table of one's own", "lexicon/places.tsv",
      "# ours\n\n\u0645\u0643\u0627\u0646\tSomewhere|Anywhere\tXX\n", NULL },
    { "no second column", "lexicon/places.tsv",
      "# x\n\u0645\u0643\u0627\u0646\n",
      "lexicon/places.tsv:2: a column is missing; columns are set off by "
      "tabs" },
    { "an empty rendering", "lexicon/places.tsv",
      "\u0645\u0643\u0627\u0646\ta||b\n",
      "lexicon/places.tsv:1: an expression is empty; fill it in" },
    { "four columns", "lexicon/places.tsv", "\u0645\ta\tb\tc\n",
      "lexicon/places.tsv:1: too many columns; three are read" },
    { "an unknown class", "rules/polarity.tsv", "sideways\ten\tdrift\n",
      "rules/polarity.tsv:1: not a class, a language and a word" },
    { "an unknown language", "rules/function.tsv", "fr\tle\n",
      "rules/function.tsv:1: not a language and a word" },
};

static void test_overrides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct lexicon *lexicon = NULL;
        struct barq_error err = { 0 };
        write_file(cases[i].name, cases[i].text);
        enum barq_status status = lexicon_open(&lexicon, &err);
        remove_file(cases[i].name);
        if (!cases[i].message) {
            const struct lexicon_pair *found[2];
            assert_int_equal(status, BARQ_OK);
            assert_int_equal(
                lexicon_find(lexicon, BARQ_EN, text_of("anywhere"), found, 2),
                1);
            lexicon_close(lexicon);
            continue;
        }
        assert_int_equal(status, BARQ_E_INPUT);
        assert_null(lexicon);
        assert_string_equal(err.message, cases[i].message);
    }
}

static void test_segmenter_rules(void **state)
{
    struct segmenter *segmenter = NULL;
    struct barq_error err = { 0 };

    (void)state;
    write_file("rules/abbreviations.tsv", "en\tMr\tnoble\n");
    assert_int_equal(segmenter_open(BARQ_EN, &segmenter, &err), BARQ_E_INPUT);
    remove_file("rules/abbreviations.tsv");
    assert_string_equal(
        err.message,
        "rules/abbreviations.tsv:1: not a language, a word and a kind");
}

static int set_up(void **state)
{
    char path[512];

    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/lexicon", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/rules", folder);
    mkdir(path, 0700);
    return setenv("BARQ_DATA", folder, 1);
}

static int tear_down(void **state)
{
    char path[512];

    (void)state;
    snprintf(path, sizeof(path), "%s/lexicon", folder);
    rmdir(path);
    snprintf(path, sizeof(path), "%s/rules", folder);
    rmdir(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_overrides),
        cmocka_unit_test(test_segmenter_rules),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
