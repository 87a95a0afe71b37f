/*
 * Retrieval loses nothing: whatever a scan of the whole memory finds, a
 * lookup finds, in the same order.  Random segments of few words, so that
 * they are alike in every way, and queries made of them by editing.
 *
 * The numbers are from a generator of our own with a fixed seed: a failure
 * comes back at the next run.
 */
#include "match_fixture.h"

#include "memory/memory.h"

enum { UNITS = 240, QUERIES = 1100, WORDS_MOST = 14 };

static struct memory_fixture fixture;
static uint64_t seed = 88172645463325252;

/* xorshift64, by Marsaglia. */
static size_t random_below(size_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % n);
}

/* Content and function words, forms of one stem, words alike, numbers,
 * months, names, negations, marks: whatever costs differently. */
static const char *const english[] = {
    "army",     "armies", "troops", "troop", "harbour", "harbor", "village",
    "Villages", "river",  "border", "storm", "storms",  "talks",  "prices",
    "price",    "rose",   "fell",   "not",   "in",      "of",     "to",
    "and",      "with",   "from",   "Cairo", "Doha",    "Egypt",  "3",
    "5",        "1,500",  "1500",   "May",   "may",     "June",   "Friday",
    ".",        ",",      "\"",     "-",     "%",
};
static const char *const arabic[] = {
    "\u0627\u0644\u062C\u064A\u0634",
    "\u062C\u064A\u0634",
    "\u0642\u0648\u0627\u062A",
    "\u0627\u0644\u0642\u0648\u0627\u062A",
    "\u0642\u0631\u064A\u0629",
    "\u0642\u0631\u064A\u0647",
    "\u0646\u0647\u0631",
    "\u0627\u0644\u0646\u0647\u0631",
    "\u0623\u0633\u0639\u0627\u0631",
    "\u0627\u0633\u0639\u0627\u0631",
    "\u0627\u0631\u062A\u0641\u0639\u062A",
    "\u062A\u0631\u0627\u062C\u0639\u062A",
    "\u0644\u0645",
    "\u0641\u064A",
    "\u0645\u0646",
    "\u0625\u0644\u0649",
    "\u0639\u0644\u0649",
    "\u0645\u0639",
    "\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
    "\u0648\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
    "\u0627\u0644\u062F\u0648\u062D\u0629",
    "3",
    "\u0663",
    "15",
    "\u0633\u0628\u062A\u0645\u0628\u0631",
    "\u0623\u064A\u0644\u0648\u0644",
    "\u0645\u0627\u064A\u0648",
    "\u0648\u0632\u064A\u0631",
    "\u0648\u0632\u0631\u0627\u0621",
    "\u0645\u062D\u0627\u062F\u062B\u0627\u062A",
    "\u0645\u062D\u0627\u062F\u062B\u0629",
    ".",
    "\u060C",
    ",",
    "\"",
};

struct words {
    const char *const *from;
    size_t count;
};
static const struct words vocabulary[] = {
    { arabic, sizeof(arabic) / sizeof(arabic[0]) },
    { english, sizeof(english) / sizeof(english[0]) },
};

struct segment {
    const char *words[WORDS_MOST];
    size_t count;
};

static const char *any_word(const struct words *words)
{
    return words->from[random_below(words->count)];
}

static struct segment make(const struct words *words)
{
    struct segment made = { .count = 1 + random_below(WORDS_MOST - 3) };

    for (size_t i = 0; i < made.count; i++)
        made.words[i] = any_word(words);
    return made;
}

static void edit(struct segment *segment, const struct words *words)
{
    size_t at = random_below(segment->count);
    size_t behind = segment->count - at - 1;

    switch (random_below(4)) {
    case 0:
        if (segment->count == 1)
            return;
        memmove(&segment->words[at], &segment->words[at + 1],
                behind * sizeof(char *));
        segment->count--;
        return;
    case 1:
        if (segment->count == WORDS_MOST)
            return;
        memmove(&segment->words[at + 1], &segment->words[at],
                (behind + 1) * sizeof(char *));
        segment->count++;
        segment->words[at] = any_word(words);
        return;
    case 2: /* a word twice */
        segment->words[at] = segment->words[random_below(segment->count)];
        return;
    default:
        segment->words[at] = any_word(words);
        return;
    }
}

static struct barq_text join(const struct segment *segment, char *room,
                             size_t size)
{
    size_t len = 0;

    room[0] = 0;
    for (size_t i = 0; i < segment->count; i++)
        len += (size_t)snprintf(room + len, size - len, "%s%s", i ? " " : "",
                                segment->words[i]);
    return (struct barq_text){ room, len };
}

static struct segment segments[2][UNITS];

static int set_up(void **state)
{
    static const enum barq_origin origins[] = { BARQ_PUBLISHED, BARQ_PUBLISHED,
                                                BARQ_ALIGNED, BARQ_MT };
    char ar[512], en[512];

    (void)state;
    fixture_open(&fixture);
    assert_int_equal(BARQ_OK, memory_begin(fixture.memory, NULL));
    for (size_t i = 0; i < UNITS; i++) {
        segments[0][i] = make(&vocabulary[0]);
        segments[1][i] = make(&vocabulary[1]);
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

static size_t compare(struct barq_text query,
                      struct barq_lookup_options options)
{
    struct barq_matches *found = NULL, *all = NULL;

    options.max = options.max ? options.max : UNITS;
    barq_lookup(fixture.memory, query, &options, &found, NULL);
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
        { "three of six words alike: 2.35 of 6",
          "village harbour mountain commander soldiers convoy",
          "villqge harbqur mountqin commander soldiers convoy", 70 },
        { "three function words for others: 1.15 of 3.9",
          "above with from commander soldiers convoy",
          "into over upon commander soldiers convoy", 70 },
        { "numbers that went: 0.65 of 4.6",
          "sailors marching onwards through harbour",
          "sailors marching 11 12 onwards through harbour", 90 },
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
        cmocka_unit_test(other_numbers_are_found),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
