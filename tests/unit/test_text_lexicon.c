/* A desk's own tables: read in place of ours, and refused by file and line;
 * and ours, which the build has read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/lexicon.h"

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
    { "an unknown language among whole words", "rules/whole.tsv",
      "en\tnews\nfr\tle\n", "rules/whole.tsv:2: not a language and a word" },
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
            struct lexicon_pair found[2];
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

static void expect_same_text(const struct lexicon *a, struct lexicon_key x,
                             const struct lexicon *b, struct lexicon_key y)
{
    assert_true(text_equal(lexicon_text(a, x), lexicon_text(b, y)));
}

static void expect_same_word(const struct lexicon *a, const struct lexicon *b,
                             size_t i)
{
    const struct word *x = &a->words[i], *y = &b->words[i];

    expect_same_text(a, a->keys[i], b, b->keys[i]);
    expect_same_text(a, x->date, b, y->date);
    expect_same_text(a, x->role_code, b, y->role_code);
    assert_int_equal(x->role, y->role);
    assert_int_equal(x->first, y->first);
    assert_int_equal(x->flags, y->flags);
    assert_int_equal(x->polarity, y->polarity);
}

static void expect_same_pair(const struct lexicon *a, const struct lexicon *b,
                             size_t i)
{
    const struct lexicon_link *x = &a->pairs[i], *y = &b->pairs[i];

    assert_int_equal(x->ar, y->ar);
    assert_int_equal(x->en, y->en);
    expect_same_text(a, x->code, b, y->code);
    assert_string_equal(a->tables[x->table], b->tables[y->table]);
    assert_int_equal(a->next[i][0], b->next[i][0]);
    assert_int_equal(a->next[i][1], b->next[i][1]);
}

/* What the build wrote down is what is read from the same tables: the words,
 * the pairs, and how to find them. */
static void test_ready(void **state)
{
    struct lexicon *ready, *read;

    (void)state;
    assert_int_equal(lexicon_open(&read, NULL), BARQ_OK);
    unsetenv("BARQ_DATA");
    assert_int_equal(lexicon_open(&ready, NULL), BARQ_OK);
    setenv("BARQ_DATA", folder, 1);
    assert_true(ready->words != read->words && ready->word_count > 10000);
    assert_int_equal(ready->word_count, read->word_count);
    assert_int_equal(ready->pair_count, read->pair_count);
    assert_int_equal(ready->words_known, read->words_known);
    assert_int_equal(ready->pairs_known, read->pairs_known);
    for (size_t i = 0; i < read->word_count; i++) {
        struct barq_text key = { read->pool + read->keys[i].at,
                                 read->keys[i].len };
        expect_same_word(ready, read, i);
        const struct lexicon *all = lexicon_vocabulary(ready);
        assert_true(lexicon_word(all, BARQ_AR, key) == &ready->words[i] ||
                    lexicon_word(all, BARQ_EN, key) == &ready->words[i]);
    }
    for (size_t i = 0; i < read->pair_count; i++)
        expect_same_pair(ready, read, i);
    lexicon_close(ready);
    lexicon_close(read);
}

/* A word of the vocabulary renders, and is nothing to tokens; one that tokens
 * know already keeps what they go by. */
static void test_vocabulary(void **state)
{
    struct lexicon_pair found[4];
    struct barq_text ours = text_of("\u0632\u0645\u0631\u062F"); /* emerald */
    struct barq_text known = text_of("qq");
    struct lexicon *lexicon, *without;

    (void)state;
    write_file("rules/function.tsv", "en\tqq\n");
    assert_int_equal(lexicon_open(&without, NULL), BARQ_OK);
    write_file("vocabulary/everyday.tsv",
               "\u0632\u0645\u0631\u062F\temerald|qq\n");
    assert_int_equal(lexicon_open(&lexicon, NULL), BARQ_OK);
    remove_file("vocabulary/everyday.tsv");
    remove_file("rules/function.tsv");
    const struct lexicon *all = lexicon_vocabulary(lexicon);

    assert_null(lexicon_word(lexicon, BARQ_AR, ours));
    assert_int_equal(lexicon_find(lexicon, BARQ_AR, ours, found, 4), 0);
    assert_int_equal(lexicon_find(lexicon, BARQ_EN, known, found, 4), 0);
    assert_non_null(lexicon_word(all, BARQ_AR, ours));
    assert_int_equal(lexicon_find(all, BARQ_AR, ours, found, 4), 2);
    assert_true(text_equal(found[0].en, text_of("emerald")));
    assert_string_equal(found[0].table, "everyday");
    assert_int_equal(lexicon_find(all, BARQ_EN, known, found, 4), 1);
    assert_int_equal(lexicon_word(lexicon, BARQ_EN, known)->flags,
                     lexicon_word(without, BARQ_EN, known)->flags);
    assert_ptr_equal(lexicon_vocabulary(all), all);
    lexicon_close(lexicon);
    lexicon_close(without);
}

static void test_synonyms(void **state)
{
    const struct {
        const char *stem;
        size_t count;
        uint32_t first;
    } words[] = { { "qq", 1, 1 },    { "rr", 2, 1 },     { "ss", 2, 2 },
                  { "trudg", 1, 2 }, { "trudge", 0, 0 }, { "walk", 0, 0 } };
    struct lexicon *lexicon;
    uint32_t groups[4];

    (void)state;
    write_file("synonyms/acts.tsv", "# ours\nqq rr\nrr  ss trudge\n");
    write_file("synonyms/things.tsv", "ss tt\n");
    assert_int_equal(lexicon_open(&lexicon, NULL), BARQ_OK);
    remove_file("synonyms/acts.tsv");
    remove_file("synonyms/things.tsv");
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        uint64_t stem = text_hash(text_of(words[i].stem));
        size_t count = lexicon_synonyms(lexicon, stem, groups, 4);
        if (count != words[i].count || (count && groups[0] != words[i].first))
            fail_msg("%s: %zu groups", words[i].stem, count);
    }
    assert_int_equal(
        1, lexicon_synonyms(lexicon, text_hash(text_of("rr")), groups, 1));
    lexicon_close(lexicon);
}

/* No term is missed, and few words that begin none are looked at. */
static void test_terms_begin(void **state)
{
    struct lexicon *lexicon;
    size_t single = 0, taken = 0;

    (void)state;
    assert_int_equal(lexicon_open(&lexicon, NULL), BARQ_OK);
    for (size_t i = 0; i < lexicon->word_count; i++) {
        struct barq_text rest = { lexicon->pool + lexicon->keys[i].at,
                                  lexicon->keys[i].len };
        struct barq_text first = text_field(&rest, ' ');
        bool begins = lexicon_begins_term(lexicon, text_hash(first));
        assert_true(begins || !rest.len);
        single += !rest.len;
        taken += !rest.len && begins;
    }
    assert_true(single > 10000 && taken < single / 3);
    lexicon_close(lexicon);
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
    snprintf(path, sizeof(path), "%s/vocabulary", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/synonyms", folder);
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
    snprintf(path, sizeof(path), "%s/vocabulary", folder);
    rmdir(path);
    snprintf(path, sizeof(path), "%s/synonyms", folder);
    rmdir(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_overrides),
        cmocka_unit_test(test_ready),
        cmocka_unit_test(test_vocabulary),
        cmocka_unit_test(test_synonyms),
        cmocka_unit_test(test_terms_begin),
        cmocka_unit_test(test_segmenter_rules),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
