/*
 * Scores are a promise to translators, so they are pinned here one by one.
 * A row's reason says the sum: D over W in words, as distance.c and keys.c
 * have it.  Arabic is spelt in \u escapes: the very code points matter.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "match/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* kitab, "book"; and the like: names for what the rows are made of. */
#define BOOK "\u0643\u062A\u0627\u0628"
#define THE_BOOK "\u0627\u0644\u0643\u062A\u0627\u0628"
#define ROSE "\u0627\u0631\u062A\u0641\u0639\u062A"
#define FELL "\u062A\u0631\u0627\u062C\u0639\u062A"
#define PRICES "\u0623\u0633\u0639\u0627\u0631"
#define PRICES_BARE "\u0627\u0633\u0639\u0627\u0631"
#define OIL "\u0627\u0644\u0646\u0641\u0637"
#define IN "\u0641\u064A"
#define CAIRO "\u0627\u0644\u0642\u0627\u0647\u0631\u0629"
#define DOHA "\u0627\u0644\u062F\u0648\u062D\u0629"
#define TALKS "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"
#define NOT "\u0644\u0645"
#define SAID "\u0642\u0627\u0644"
#define SAID_MARKED "\u0642\u064E\u0627\u0644\u064E"
#define SAID_LONG "\u0642\u0640\u0640\u0627\u0644"
#define SEPTEMBER "\u0633\u0628\u062A\u0645\u0628\u0631"
#define AYLUL "\u0623\u064A\u0644\u0648\u0644"
#define MAY "\u0645\u0627\u064A\u0648"
#define DAYS "\u0623\u064A\u0627\u0645"

struct fixture {
    struct lexicon *lexicon;
    struct word_cache *words[2];
    struct block home;
    struct arena all;
};
static struct fixture fixture;

static int set_up(void **state)
{
    (void)state;
    return lexicon_open(&fixture.lexicon, NULL) ||
           word_cache_open((struct text_language){ BARQ_AR, fixture.lexicon },
                           &fixture.words[0], NULL) ||
           word_cache_open((struct text_language){ BARQ_EN, fixture.lexicon },
                           &fixture.words[1], NULL) ||
           block_reserve(&fixture.home, (size_t)1 << 30, &fixture.all, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    word_cache_close(fixture.words[0]);
    word_cache_close(fixture.words[1]);
    lexicon_close(fixture.lexicon);
    block_release(fixture.home);
    return 0;
}

/* The score of b for a; parts live until the next call. */
static struct match_score score(enum barq_lang lang, const char *a,
                                const char *b)
{
    struct word_cache *words = fixture.words[lang == BARQ_EN];
    struct arena keep = fixture.all;
    struct arena scratch = arena_split(&keep);
    struct match_side sides[2];
    struct match_score with, without;

    assert_int_equal(BARQ_OK, match_prepare(words, text_of(a), &sides[0], &keep,
                                            scratch, NULL));
    assert_int_equal(BARQ_OK, match_prepare(words, text_of(b), &sides[1], &keep,
                                            scratch, NULL));
    assert_int_equal(BARQ_OK, match_compare(&sides[0], &sides[1], &with, &keep,
                                            scratch, NULL));
    assert_int_equal(BARQ_OK, match_compare(&sides[0], &sides[1], &without,
                                            NULL, scratch, NULL));
    assert_int_equal(with.score, without.score);
    assert_int_equal(with.rank, without.rank);
    assert_int_equal(0, without.part_count);
    return with;
}

static const struct row {
    const char *why;
    enum barq_lang lang;
    int want;
    const char *a, *b;
    const char *part; /* the name of one of its parts, or NULL for none */
} rows[] = {
    { "equal", BARQ_EN, 100, "talks resume in Cairo", "talks resume in Cairo",
      NULL },
    { "white space is nothing", BARQ_EN, 100, "talks  resume ", "talks resume",
      NULL },
    { "curly quotes", BARQ_EN, 99, "the \u201Csafe\u201D road",
      "the \"safe\" road", "cap marks" },
    { "upper case", BARQ_EN, 98, "Talks RESUME", "talks resume", "spelling" },
    { "a stop", BARQ_EN, 96, "talks resume in Cairo.", "talks resume in Cairo",
      "punctuation" },
    { "a stop in a long one is never 98: 0.4 of 21.65", BARQ_EN, 97,
      "army troops reach northern border village after heavy night fighting "
      "near river bank while seven convoys leave southern desert storm towns "
      "behind them yesterday evening.",
      "army troops reach northern border village after heavy night fighting "
      "near river bank while seven convoys leave southern desert storm towns "
      "behind them yesterday evening",
      "cap punctuation" },
    { "all of it punctuation: 95 is the floor", BARQ_EN, 95, "talks?!,;",
      "talks", "punctuation" },
    { "one content word of four: 0.9 and a stretch, of 3.2", BARQ_EN, 68,
      "army troops reach village", "army troops reach river", "word" },
    { "one of eight: 1.05 of 6.9", BARQ_EN, 88,
      "army troops reach northern border village desert storm",
      "army troops reach northern border village desert rain", "word" },
    { "a number: 0.07 and a stretch, of 2.4", BARQ_EN, 87,
      "army loses 3 soldiers", "army loses 5 soldiers", "number" },
    { "numbers of one value: 0.016 of 2.7", BARQ_EN, 94,
      "army loses 1500 soldiers", "army loses 1,500 soldiers", "cap fuzzy" },
    { "a sign is of the number: 0.42 of 2.2", BARQ_EN, 87,
      "growth was really 5 again", "growth was really -5 again", "number" },
    { "a number that went: 0.35 of 2.4", BARQ_EN, 88, "army loses 3 soldiers",
      "army loses soldiers", "missing" },
    { "months: 0.95 of 2.8", BARQ_EN, 75, "elections held September",
      "elections held October", "date" },
    { "a stem: 0.09 of 3.2", BARQ_EN, 94, "army troops reach villages",
      "army troops reach village", "cap form" },
    { "alike by letters: 1.17 of 3.3", BARQ_EN, 73, "army troops reach harbour",
      "army troops reach harbor", "alike" },
    { "a function word: 0.35 of 3.4", BARQ_EN, 90,
      "troops reach village of river", "troops reach village river",
      "missing" },
    { "not, in a long one, is 84", BARQ_EN, 84,
      "army troops will not reach northern border village desert storm",
      "army troops will reach northern border village desert storm",
      "cap polarity" },
    { "rose and fell", BARQ_EN, 84,
      "oil prices rose sharply today amid fears army troops reach northern "
      "village",
      "oil prices fell sharply today amid fears army troops reach northern "
      "village",
      "cap polarity" },
    { "rose and fell changed round", BARQ_EN, 84,
      "oil prices rose sharply today amid fears army troops reach northern "
      "village border desert storm near harbour while gold prices fell",
      "oil prices fell sharply today amid fears army troops reach northern "
      "village border desert storm near harbour while gold prices rose",
      "cap polarity" },
    { "not, in another clause", BARQ_EN, 84,
      "army troops will not reach northern border village while desert storm "
      "convoy will leave",
      "army troops will reach northern border village while desert storm "
      "convoy will not leave",
      "cap polarity" },
    { "another word that rises: 1.05 of 10.8", BARQ_EN, 92,
      "oil prices rose sharply today army troops reach northern village border "
      "desert storm",
      "oil prices climbed sharply today army troops reach northern village "
      "border desert storm",
      "word" },
    { "three letters of ten: 1.24 of 3.4", BARQ_EN, 69,
      "army troops reach bcdkbcdkbc", "army troops reach bxdkxcdkbx", "alike" },
    { "four of ten, the same", BARQ_EN, 67, "army troops reach bcdkbcdkbc",
      "army troops reach xxdkxcdkbx", "alike" },
    { "five of ten: 1.35 of 3.4", BARQ_EN, 62, "army troops reach bcdkbcdkbc",
      "army troops reach xxdkxcdxbx", "word" },
    { "three letters more: 1.24 of 3.4", BARQ_EN, 72,
      "army troops reach bcdkbcd", "army troops reach bcdkbcdkbc", "alike" },
    { "another city is 89", BARQ_EN, 89,
      "army troops leave northern border village after talks near Cairo "
      "harbour yesterday evening",
      "army troops leave northern border village after talks near Doha "
      "harbour yesterday evening",
      "cap name" },
    { "a phrase moved: 0.09 and two stretches, of 6.45", BARQ_EN, 89,
      "In Cairo the minister said that prices rose sharply again yesterday",
      "the minister said that prices rose sharply again yesterday in Cairo",
      "moved" },
    { "who does what to whom", BARQ_EN, 69, "lions attack bears",
      "bears attack lions", "moved" },
    { "in two places: 2.1 of 8.6", BARQ_EN, 79,
      "army troops reach northern border village desert storm harbour bank",
      "army troops leave northern border village desert rain harbour bank",
      "word" },
    { "in one: 2.05 of 8.6", BARQ_EN, 79,
      "army troops reach northern border village desert storm harbour bank",
      "army troops reach northern border village desert rain weather bank",
      "word" },
    { "a light word between two differences: one stretch, 3.05 of 5.5", BARQ_EN,
      47, "army leaves village of river merchants early today",
      "army leaves harbour of desert sailors early today", "word" },
    { "nothing in common", BARQ_EN, 0, "army troops", "oil prices", "word" },
    { "one side empty", BARQ_EN, 0, "army troops", "", "missing" },
    { "both empty", BARQ_EN, 100, "", "", NULL },
    { "marks alone are no words", BARQ_EN, 0, "...", "!!!", "punctuation" },

    { "equal", BARQ_AR, 100, ROSE " " PRICES " " OIL, ROSE " " PRICES " " OIL,
      NULL },
    { "vowel marks", BARQ_AR, 99, SAID_MARKED, SAID, "cap marks" },
    { "tatweel", BARQ_AR, 99, SAID_LONG, SAID, "cap marks" },
    { "digits of either script", BARQ_AR, 99, "\u0661\u0665 " DAYS, "15 " DAYS,
      "cap marks" },
    { "hamza", BARQ_AR, 98, ROSE " " PRICES " " OIL,
      ROSE " " PRICES_BARE " " OIL, "spelling" },
    { "an Arabic comma for an ASCII one", BARQ_AR, 98, BOOK "\u060C " TALKS,
      BOOK ", " TALKS, "spelling" },
    { "a stop", BARQ_AR, 96, ROSE " " PRICES " " OIL ".",
      ROSE " " PRICES " " OIL, "punctuation" },
    { "the article: 0.07 of 3.1", BARQ_AR, 94,
      TALKS " " PRICES " " OIL " " BOOK, TALKS " " PRICES " " OIL " " THE_BOOK,
      "cap form" },
    { "a number: 0.39 of 0.9", BARQ_AR, 58, "15 " BOOK, "16 " BOOK, "number" },
    { "doublets of a month are one value: 0.04 of 1.9", BARQ_AR, 94,
      "15 " SEPTEMBER " " BOOK, "15 " AYLUL " " BOOK, "cap fuzzy" },
    { "months: 0.95 of 1.9", BARQ_AR, 60, "15 " SEPTEMBER " " BOOK,
      "15 " MAY " " BOOK, "date" },
    { "rose and fell: 1.15 of 2.3", BARQ_AR, 60, ROSE " " PRICES " " OIL,
      FELL " " PRICES " " OIL, "word" },
    { "lam, in a long one, is 84", BARQ_AR, 84,
      SAID " " BOOK " " NOT " " TALKS " " OIL " " PRICES " " DAYS " " BOOK
           " " OIL " " PRICES,
      SAID " " BOOK " " TALKS " " OIL " " PRICES " " DAYS " " BOOK " " OIL
           " " PRICES,
      "cap polarity" },
    { "rose and fell changed round", BARQ_AR, 84,
      ROSE " " PRICES " " OIL " " SAID " " BOOK " " TALKS " " DAYS " " BOOK
           " " OIL " " PRICES " " BOOK " " TALKS " " DAYS " " FELL " " PRICES,
      FELL " " PRICES " " OIL " " SAID " " BOOK " " TALKS " " DAYS " " BOOK
           " " OIL " " PRICES " " BOOK " " TALKS " " DAYS " " ROSE " " PRICES,
      "cap polarity" },
    { "another city is 89", BARQ_AR, 89,
      SAID " " BOOK " " TALKS " " OIL " " PRICES " " DAYS " " BOOK " " OIL
           " " PRICES " " TALKS " " DAYS " " BOOK " " TALKS " " PRICES " " IN
           " " CAIRO,
      SAID " " BOOK " " TALKS " " OIL " " PRICES " " DAYS " " BOOK " " OIL
           " " PRICES " " TALKS " " DAYS " " BOOK " " TALKS " " PRICES " " IN
           " " DOHA,
      "cap name" },
};

static bool has_part(const struct match_score *got, const char *name)
{
    for (size_t i = 0; i < got->part_count; i++)
        if (strcmp(got->parts[i].name, name) == 0)
            return true;
    return false;
}

static void print_parts(const struct match_score *got)
{
    for (size_t i = 0; i < got->part_count; i++)
        print_message("    %s %.3f [%.*s] [%.*s]\n", got->parts[i].name,
                      got->parts[i].points, (int)got->parts[i].query.len,
                      got->parts[i].query.at, (int)got->parts[i].stored.len,
                      got->parts[i].stored.at);
}

static void scores_are_pinned(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct match_score got = score(rows[i].lang, rows[i].a, rows[i].b);
        print_message("  %s: %d\n", rows[i].why, got.score);
        if (got.score != rows[i].want)
            print_parts(&got);
        assert_int_equal(rows[i].want, got.score);
        assert_int_equal(rows[i].want, got.rank);
        if (rows[i].part)
            assert_true(has_part(&got, rows[i].part));
        else
            assert_int_equal(0, got.part_count);
    }
}

/* An editor's trust: what is taken off is accounted for, to the point. */
static void parts_add_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct match_score got = score(rows[i].lang, rows[i].a, rows[i].b);
        double left = 100 - got.score;
        print_message("  %s\n", rows[i].why);
        for (size_t j = 0; j < got.part_count; j++) {
            assert_true(got.parts[j].points > 0);
            left -= got.parts[j].points;
        }
        assert_true(left > -0.0001 && left < 1.0001);
    }
}

/* What the words take, without what letters, caps and rounding do. */
static double points_of_words(const struct match_score *got)
{
    double sum = 0;

    for (size_t i = 0; i < got->part_count; i++)
        if (got->parts[i].query.len || got->parts[i].stored.len)
            sum += got->parts[i].points;
    return sum;
}

/* Rounded to hundredths, part by part. */
static void words_take_the_same_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct match_score got = score(rows[i].lang, rows[i].a, rows[i].b);
        struct match_score back = score(rows[i].lang, rows[i].b, rows[i].a);
        double apart = points_of_words(&got) - points_of_words(&back);
        print_message("  %s\n", rows[i].why);
        assert_true(apart > -0.2 && apart < 0.2);
    }
}

/* What a match lacks must be translated, what is too much is struck out. */
static void lacking_is_worse_than_too_much(void **state)
{
    static const char brief[] = "army troops reach village";
    static const char longer[] = "army troops reach village harbour";

    (void)state;
    int too_much = score(BARQ_EN, brief, longer).score;
    int too_little = score(BARQ_EN, longer, brief).score;
    assert_true(too_much > too_little);
}

/* The words of a difference, as they stand in the two texts. */
/* A headline in capitals is the same headline: words that are equal at L2 cost
 * a twenty-fifth, whether the lexicon knows them or not. */
static void capitals_cost_little(void **state)
{
    static const char stored[] = "poachers arrested as villagers hesitate";
    static const char *const queries[] = {
        "poachers arrested as villagers flee",
        "Poachers arrested as villagers flee",
        "Poachers Arrested As Villagers Flee",
        "POACHERS ARRESTED AS VILLAGERS FLEE",
    };
    int small = score(BARQ_EN, queries[0], stored).score;

    (void)state;
    for (size_t i = 1; i < sizeof(queries) / sizeof(queries[0]); i++) {
        print_message("  %s\n", queries[i]);
        assert_in_range(score(BARQ_EN, queries[i], stored).score, small - 3,
                        small);
    }
    /* Of two names that would have one stem in small letters, one is not the
     * other in another form. */
    assert_true(score(BARQ_EN, "he met Jones again", "he met Jon again").score <
                score(BARQ_EN, "he met jones again", "he met jon again").score);
}

static void parts_name_the_words(void **state)
{
    (void)state;
    struct match_score got = score(BARQ_EN, "army troops reach of Village",
                                   "army troops leave Village today");
    assert_true(got.part_count >= 3); /* and what is lost by rounding */
    assert_string_equal("word", got.parts[0].name);
    assert_true(text_equal(text_of("reach"), got.parts[0].query));
    assert_true(text_equal(text_of("leave"), got.parts[0].stored));
    assert_string_equal("missing", got.parts[1].name);
    assert_true(text_equal(text_of("of"), got.parts[1].query));
    assert_int_equal(0, got.parts[1].stored.len);
    assert_string_equal("added", got.parts[2].name);
    assert_true(text_equal(text_of("today"), got.parts[2].stored));
}

/* Longer than a sentence: equal or not, and at once. */
static void monsters_are_compared_for_equality(void **state)
{
    static char a[40000], b[40000];

    (void)state;
    for (size_t i = 0; i + 9 < sizeof(a); i += 8)
        memcpy(a + i, i ? "village " : "armies  ", 9);
    memcpy(b, a, sizeof(b));
    assert_int_equal(100, score(BARQ_EN, a, b).score);
    b[0] = 'A';
    assert_int_equal(98, score(BARQ_EN, a, b).score);
    b[0] = 'x';
    assert_int_equal(0, score(BARQ_EN, a, b).score);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* By the book, in the whole table. */
static size_t letters_between(const char *a, const char *b)
{
    static size_t table[16][16];
    size_t m = strlen(a), n = strlen(b);

    for (size_t i = 0; i <= m; i++)
        for (size_t j = 0; j <= n; j++) {
            size_t best = i + j;
            if (i && j)
                best = least(table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
                             least(table[i - 1][j], table[i][j - 1]) + 1);
            table[i][j] = best;
        }
    return table[m][n];
}

static unsigned seed = 20261123;

static unsigned below(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 8) % n;
}

/* Consonants alone: no stem, no word of any list. */
static void any_word(char *to, size_t len)
{
    for (size_t i = 0; i < len; i++)
        to[i] = "bcdk"[below(4)];
    to[len] = 0;
}

/* Are two words taken for alike, in a segment where all else is the same? */
static bool is_alike(const char *a, const char *b)
{
    char with_a[64], with_b[64];

    snprintf(with_a, sizeof(with_a), "army troops reach %s", a);
    snprintf(with_b, sizeof(with_b), "army troops reach %s", b);
    struct match_score got = score(BARQ_EN, with_a, with_b);
    return has_part(&got, "alike");
}

static void words_are_alike_by_six_tenths_of_their_letters(void **state)
{
    size_t alike = 0;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        char a[16], b[16];
        any_word(a, 3 + below(12));
        memcpy(b, a, sizeof(b));
        for (unsigned edits = below(6); edits; edits--)
            b[below((unsigned)strlen(b))] = "bcdk"[below(4)];
        size_t cut = below(3), start = below(3);
        b[strlen(b) - least(cut, strlen(b) - 3)] = 0;
        const char *rest = b + least(start, strlen(b) - 3);
        size_t longer = strlen(a);
        bool want = 10 * letters_between(a, rest) <= 4 * longer;
        if (strcmp(a, rest) == 0)
            continue;
        assert_int_equal(want, is_alike(a, rest));
        alike += want;
    }
    assert_true(alike > 500); /* else it proves little */
}

/* A thousand words whose letters are the same, in another order. */
static void make_long_words(char *to, unsigned len)
{
    for (int i = 0; i < 1000; i++) {
        for (unsigned j = 0; j < len; j++)
            to[j] = (char)('b' + j % 24);
        for (unsigned j = len - 1; j; j--) {
            unsigned other = below(j + 1);
            char c = to[j];
            to[j] = to[other];
            to[other] = c;
        }
        to += len;
        *to++ = ' ';
    }
    to[-1] = 0;
}

/* Nobody waits for words that are no words.  The limit is far above what it
 * takes under a sanitiser, and far below what it took. */
static void long_words_are_soon_compared(void **state)
{
    static char a[70000], b[70000];
    static const unsigned lengths[] = { 24, 32, 33, 60 };

    (void)state;
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        make_long_words(a, lengths[i]);
        make_long_words(b, lengths[i]);
        clock_t start = clock();
        assert_true(score(BARQ_EN, a, b).score < 50);
        double took = (double)(clock() - start) / CLOCKS_PER_SEC;
        print_message("  %u letters: %.2f s\n", lengths[i], took);
        assert_true(took < 9);
    }
}

static void every_shortage_is_reported(void **state)
{
    struct word_cache *words = fixture.words[1];
    struct arena keep = fixture.all;
    struct arena scratch = arena_split(&keep);
    static _Alignas(16) char block[1 << 16];
    struct match_side a, b;
    struct match_score got;
    size_t size = 0;
    enum barq_status status;

    (void)state;
    assert_int_equal(BARQ_OK, match_prepare(words, text_of("army loses 3 men"),
                                            &a, &keep, scratch, NULL));
    assert_int_equal(BARQ_OK, match_prepare(words, text_of("army lost 4 men"),
                                            &b, &keep, scratch, NULL));
    do {
        struct arena low = arena_over(block, size), high = arena_split(&low);
        status = match_compare(&a, &b, &got, &low, high, NULL);
    } while (status == BARQ_E_INTERNAL && (size += 8) < sizeof(block));
    assert_int_equal(BARQ_OK, status);
    assert_true(size > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_are_pinned),
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(words_take_the_same_both_ways),
        cmocka_unit_test(lacking_is_worse_than_too_much),
        cmocka_unit_test(capitals_cost_little),
        cmocka_unit_test(parts_name_the_words),
        cmocka_unit_test(monsters_are_compared_for_equality),
        cmocka_unit_test(words_are_alike_by_six_tenths_of_their_letters),
        cmocka_unit_test(long_words_are_soon_compared),
        cmocka_unit_test(every_shortage_is_reported),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
