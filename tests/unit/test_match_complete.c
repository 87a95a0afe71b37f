/*
 * Retrieval loses nothing: whatever a scan of the whole memory finds, a
 * lookup finds, in the same order.  (That the scan finds all there is,
 * test_match_sweep.c shows.)
 */
#include "match_fixture.h"
#include "random_segments.h"

#include "match/match.h"

enum { UNITS = 240, QUERIES = 1100, SLICE_MOST = 2 * UNITS };

static struct segment segments[2][UNITS];

/* A third of the units say few words, again and again. */
static struct segment any_segment(int side, size_t number)
{
    enum { FEW = 6 };
    const struct words few = {
        vocabulary[side].from + random_below(vocabulary[side].count - FEW), FEW
    };

    return make(number % 3 ? &vocabulary[side] : &few);
}

static int set_up(void **state)
{
    static const enum barq_origin origins[] = { BARQ_PUBLISHED, BARQ_PUBLISHED,
                                                BARQ_ALIGNED, BARQ_MT };
    char ar[512], en[512];

    (void)state;
    fixture_open(&fixture);
    assert_int_equal(BARQ_OK, memory_begin(fixture.memory, NULL));
    for (size_t i = 0; i < UNITS; i++) {
        segments[0][i] = any_segment(0, i);
        segments[1][i] = any_segment(1, i);
        struct barq_unit unit = {
            .ar = join(&segments[0][i], ar, sizeof(ar)),
            .en = join(&segments[1][i], en, sizeof(en)),
            .origin = origins[random_below(4)],
            .confidence = 0.5 + (double)random_below(6) / 10,
            .position = -1,
        };
        assert_int_equal(BARQ_OK,
                         memory_put(fixture.memory, &unit, NULL, NULL, NULL));
    }
    return memory_commit(fixture.memory, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&fixture);
    return 0;
}

static size_t count_of(const struct barq_matches *matches)
{
    return matches ? barq_matches_count(matches) : 0;
}

/* With buckets looked through a few at a time, in each of several ways. */
static int64_t any_slice(void)
{
    return random_below(2) ? 0 : 1 + (int64_t)random_below(SLICE_MOST);
}

static size_t compare(struct barq_text query,
                      struct barq_lookup_options options)
{
    const struct match_asking asking = { .slice = any_slice() };
    struct barq_matches *found = NULL, *all = NULL;

    options.max = options.max ? options.max : UNITS;
    match_lookup(fixture.memory, query, &options, &asking, &found, NULL);
    options.exhaustive = true;
    barq_lookup(fixture.memory, query, &options, &all, NULL);
    size_t count = count_of(all);
    if (count != count_of(found))
        print_error("%s, at %d: %zu of %zu\n", query.at, options.min,
                    count_of(found), count);
    assert_int_equal(count, count_of(found));
    for (size_t i = 0; i < count; i++) {
        const struct barq_match *a = barq_matches_at(all, i);
        const struct barq_match *b = barq_matches_at(found, i);
        assert_int_equal(a->unit.id, b->unit.id);
        assert_int_equal(a->rank, b->rank);
        assert_int_equal(a->score, b->score);
    }
    barq_matches_free(found);
    barq_matches_free(all);
    return count;
}

static size_t run(int side)
{
    static const int thresholds[] = { 50, 70, 85 };
    size_t found = 0;
    char room[512];

    for (size_t i = 0; i < QUERIES; i++) {
        struct segment query = segments[side][random_below(UNITS)];
        for (size_t edits = random_below(5); edits; edits--)
            edit(&query, &vocabulary[side]);
        struct barq_text text = join(&query, room, sizeof(room));
        struct barq_lookup_options options = {
            .lang = side ? BARQ_EN : BARQ_AR,
            .min = thresholds[i % 3],
        };
        found += compare(text, options);
        options.max = 1 + i % 5; /* once so many are found, fewer are sought */
        compare(text, options);
    }
    return found;
}

static void arabic_loses_nothing(void **state)
{
    (void)state;
    size_t found = run(0);
    print_message("  %zu matches of %d queries\n", found, QUERIES);
    assert_true(found > QUERIES / 2); /* else it proves nothing */
}

static void english_loses_nothing(void **state)
{
    (void)state;
    size_t found = run(1);
    print_message("  %zu matches of %d queries\n", found, QUERIES);
    assert_true(found > QUERIES / 2);
}

/* Where the bound is tight: a token that pays the very least it can. */
static void the_least_costs_are_least(void **state)
{
    static const struct {
        const char *why, *unit, *query;
        int min;
    } cases[] = {
        { "one of six words alike",
          "village harbour mountain commander soldiers convoy",
          "villqge harbour mountain commander soldiers convoy", 88 },
        { "two of six words alike, of which one counts",
          "village harbour mountain commander soldiers convoy",
          "villqge harbqur mountain commander soldiers convoy", 74 },
        { "a word that comes again, alike to another",
          "soldiers convoy harbour soldyers",
          "soldiers convoy harbour soldiers", 78 },
        { "three function words for others: 1.15 of 3.9",
          "above with from commander soldiers convoy",
          "into over upon commander soldiers convoy", 69 },
        { "numbers that went: 0.65 of 4.6",
          "sailors marching onwards through harbour",
          "sailors marching 11 12 onwards through harbour", 88 },
        { "one word of two that are the same: 0.4 of 3.2",
          "soldiers convoy with soldiers", "soldiers convoy with", 68 },
        { "a content word and a function word of one stem: 0.4 of 2.3",
          "the needs of a village", "the need of a village", 80 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_unit unit = { .ar = text_of("-"),
                                  .en = text_of(cases[i].unit),
                                  .confidence = 1,
                                  .position = -1 };
        struct barq_lookup_options options = { .lang = BARQ_EN,
                                               .min = cases[i].min };
        print_message("  %s\n", cases[i].why);
        assert_int_equal(
            BARQ_OK, barq_memory_add(fixture.memory, &unit, NULL, NULL, NULL));
        assert_true(compare(text_of(cases[i].query), options) > 0);
    }
}

static void add_english(const char *text)
{
    struct barq_unit unit = {
        .ar = text_of("-"), .en = text_of(text), .confidence = 1, .position = -1
    };

    assert_int_equal(BARQ_OK,
                     barq_memory_add(fixture.memory, &unit, NULL, NULL, NULL));
}

static size_t compare_at(const char *text, int min)
{
    const struct barq_lookup_options options = { .lang = BARQ_EN, .min = min };

    return compare(text_of(text), options);
}

/* Pairs of words, a rare one and one that others have; of the first `joined`
 * pairs one word is made. */
enum { PAIRS = 60, STEP = 4 };
static char *pairs_of_words(int joined, char *text, size_t size)
{
    size_t len = 0;

    for (int i = 0; i < PAIRS; i++) {
        int a = 'b' + i % 20, b = 'b' + i / 20;
        len += (size_t)snprintf(text + len, size - len, "a%c%cxc%sm%c%cyt ", a,
                                b, i < joined ? "" : " ", b, a);
    }
    return text;
}

/* Of more keys than a candidate has bits for, it is not known which it holds.
 */
static void more_keys_than_are_known(void **state)
{
    char text[4096];
    size_t len = 0;

    (void)state;
    for (int i = 10; i < 10 + PAIRS; i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "%d ", i);
    for (int i = 0; i < 17; i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "commander ");
    add_english(text);
    for (int i = 0; i < 30; i++) {
        char filler[160];
        snprintf(filler, sizeof(filler),
                 "commander commander commander commander commander by%cx",
                 'a' + i % 26);
        add_english(filler);
    }
    memcpy(strstr(text, "40"), "99", 2);
    for (int min = 50; min < 95; min += 9)
        assert_true(compare_at(text, min) > 0);
    for (int joined = STEP; joined < PAIRS; joined += STEP)
        add_english(pairs_of_words(joined, text, sizeof(text)));
    for (int i = 0; i < PAIRS; i++) {
        char filler[160];
        snprintf(filler, sizeof(filler), "m%c%cyt alone", 'b' + i / 20,
                 'b' + i % 20);
        add_english(filler);
        snprintf(filler, sizeof(filler), "m%c%cyt again", 'b' + i / 20,
                 'b' + i % 20);
        add_english(filler);
    }
    for (int min = 50; min < 95; min++)
        assert_true(compare_at(pairs_of_words(0, text, sizeof(text)), min) > 0);
}

/* Whatever the score, if the query's can be put in: from another bucket, too.
 */
static void other_numbers_are_found(void **state)
{
    static const char *const numbers[] = { "12", "98", "1,234,567" };
    const struct barq_lookup_options options = { .lang = BARQ_AR, .min = 95 };
    const struct barq_text query =
        text_of("\u0639\u0628\u0631\u062A 15 \u0634\u0627\u062D\u0646\u0629");

    (void)state;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        char ar[64], en[64];
        snprintf(ar, sizeof(ar),
                 "\u0639\u0628\u0631\u062A %s \u0634\u0627\u062D\u0646\u0629",
                 numbers[i]);
        snprintf(en, sizeof(en), "%s trucks crossed", numbers[i]);
        struct barq_unit unit = { .ar = text_of(ar),
                                  .en = text_of(en),
                                  .confidence = 1,
                                  .position = -1 };
        print_message("  %s\n", numbers[i]);
        assert_int_equal(
            BARQ_OK, barq_memory_add(fixture.memory, &unit, NULL, NULL, NULL));
        assert_int_equal(i + 1, compare(query, options));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arabic_loses_nothing),
        cmocka_unit_test(english_loses_nothing),
        cmocka_unit_test(the_least_costs_are_least),
        cmocka_unit_test(more_keys_than_are_known),
        cmocka_unit_test(other_numbers_are_found),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
