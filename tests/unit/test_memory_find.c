/*
 * Retrieval against a full scan.  Random pairs of few words are stored; what
 * the indexes give must be what a walk over all units gives, with keys and
 * weights computed here from the tokens.
 */
#include "memory_fixture.h"

enum { UNITS = 250, ASKED = 120 };

static unsigned seed = 20261123;

static unsigned below(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 8) % n;
}

static void random_segment(enum barq_lang lang, char *to, size_t size)
{
    static const char *const words[2][8] = {
        { "\u0642\u0627\u0644", "\u0623\u062D\u0645\u062F",
          "\u0645\u062D\u0627\u062F\u062B\u0627\u062A", "\u0641\u064A", "15",
          "\u060C", "\u0627\u0644\u0642\u0627\u0647\u0631\u0629", "." },
        { "talks", "resume", "resumed", "in", "15", ",", "Cairo", "." },
    };
    unsigned count = 1 + below(5);

    *to = 0;
    for (unsigned i = 0; i < count; i++) {
        strncat(to, words[lang == BARQ_EN][below(8)], size - strlen(to) - 1);
        strncat(to, " ", size - strlen(to) - 1);
    }
}

/* What the tests compute themselves of one side of a unit. */
struct side {
    uint64_t keys[16];
    size_t count;
    uint64_t bare;
    int64_t weight;
};

static struct side side_of(struct fixture *f, enum barq_lang lang,
                           struct barq_text text)
{
    struct text_language language = { lang, memory_lexicon(f->memory) };
    struct arena keep = f->keep, scratch = arena_split(&keep);
    struct side side = { 0 };
    struct text_brief briefs[8];
    size_t count = 0;
    struct tokens tokens;

    assert_int_equal(
        BARQ_OK, text_tokens(language, text, &tokens, &keep, scratch, NULL));
    assert_true(2 * tokens.count <= sizeof(side.keys) / sizeof(side.keys[0]));
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.at[i].kind == TOKEN_PUNCT)
            continue;
        side.weight += memory_token_weight(&tokens.at[i]);
        briefs[count++] = text_brief_of(&tokens.at[i]);
    }
    assert_true(
        memory_keys((struct text_briefs){ .at = briefs, .count = count },
                    side.keys, &side.count, scratch));
    side.bare = memory_bare_key(tokens);
    return side;
}

static bool holds(const struct side *side, uint64_t key)
{
    for (size_t i = 0; i < side->count; i++)
        if (side->keys[i] == key)
            return true;
    return false;
}

static struct side sides[2][UNITS + 1];
static int64_t last;

static int make_random(void **state)
{
    struct fixture *f;

    if (make_memory(state))
        return -1;
    f = *state;
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    last = 0;
    for (int i = 0; i < UNITS; i++) {
        char ar[128], en[128];
        random_segment(BARQ_AR, ar, sizeof(ar));
        random_segment(BARQ_EN, en, sizeof(en));
        struct barq_unit unit = pair_of(ar, en);
        enum barq_added added;
        int64_t id;
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, &added, &id, NULL));
        if (added == BARQ_MERGED)
            continue;
        sides[0][id] = side_of(f, BARQ_AR, unit.ar);
        sides[1][id] = side_of(f, BARQ_EN, unit.en);
        last = id;
    }
    assert_true(last > UNITS / 2);
    return (int)memory_commit(f->memory, NULL);
}

static void assert_ids(const int64_t *want, size_t count, struct memory_ids got)
{
    assert_int_equal(count, got.count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(want[i], got.at[i]);
}

static void same_is_what_a_scan_finds(void **state)
{
    struct fixture *f = *state;

    for (int asked = 0; asked < ASKED; asked++) {
        int s = asked % 2;
        uint64_t bare = sides[s][1 + below((unsigned)last)].bare;
        struct arena keep = f->keep;
        struct memory_ids got;
        int64_t want[UNITS + 1];
        size_t count = 0;
        for (int64_t id = 1; id <= last; id++)
            if (sides[s][id].bare == bare)
                want[count++] = id;
        assert_int_equal(BARQ_OK, memory_same(f->memory, s ? BARQ_EN : BARQ_AR,
                                              bare, &got, &keep, NULL));
        assert_true(count > 0);
        assert_ids(want, count, got);
    }
}

/* What it holds of the first `count` keys. */
static int64_t held_by(const struct side *side,
                       const struct memory_filter *filter, size_t count)
{
    int64_t held = 0;

    for (size_t i = 0; i < count; i++)
        if (holds(side, filter->keys[i].key))
            held += filter->keys[i].cost;
    return held;
}

/* Some of the keys of a side, and what each is worth. */
static size_t pick_keys(const struct side *side, size_t most,
                        struct memory_key *keys)
{
    static const int64_t worth[] = { 25, 50, 70 };
    size_t count = 0;

    for (size_t i = 0; i < side->count && count < most; i++) {
        struct side seen = *side;
        seen.count = i;
        if (holds(&seen, side->keys[i])) /* each key once */
            continue;
        keys[count++] = (struct memory_key){ .key = side->keys[i],
                                             .cost = worth[below(3)] };
    }
    return count;
}

/* How many keys to read, and what is enough, at random for each bucket; for
 * some, nothing ever is. */
static void pick_enough(struct memory_filter *filter)
{
    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        int64_t sum = 1;
        size_t read = below((unsigned)filter->key_count + 1);
        for (size_t i = 0; i < read; i++)
            sum += filter->keys[i].cost;
        filter->read[b] = read;
        filter->first[b] = below((unsigned)read + 1);
        filter->enough[b] =
            below(4) ? (int64_t)below((unsigned)sum) : MEMORY_NEVER;
    }
}

/* Is it among what the filter asks for? */
static bool is_wanted(const struct side *side,
                      const struct memory_filter *filter)
{
    int bucket = memory_bucket(side->weight);
    size_t first = filter->first[bucket];

    return held_by(side, filter, filter->read[bucket]) >=
               filter->enough[bucket] &&
           (!first || held_by(side, filter, first) > 0);
}

/* By id: they come by bucket. */
static int by_id(const void *a, const void *b)
{
    const struct memory_candidate *x = a, *y = b;

    assert_int_not_equal(x->id, y->id);
    return x->id > y->id ? 1 : -1;
}

/* `got` has the units that are wanted, credited with what they hold of the
 * keys that were read of their buckets. */
static void assert_candidates(int s, const struct memory_filter *filter,
                              const struct memory_filter *known,
                              struct memory_candidates *got)
{
    size_t n = 0;

    if (got->count)
        qsort(got->at, got->count, sizeof(*got->at), by_id);
    for (int64_t id = 1; id <= last; id++) {
        const struct side *side = &sides[s][id];
        int bucket = memory_bucket(side->weight);
        uint64_t lists = 0;
        if (!is_wanted(side, filter))
            continue;
        for (size_t i = 0; i < known->read[bucket]; i++)
            lists |= (uint64_t)holds(side, known->keys[i].key) << i;
        assert_true(n < got->count);
        assert_int_equal(id, got->at[n].id);
        assert_int_equal(held_by(side, known, known->read[bucket]),
                         got->at[n].held);
        assert_int_equal(lists, got->at[n].lists);
        assert_int_equal(bucket, got->at[n++].bucket);
    }
    assert_int_equal(n, got->count);
}

static int by_bucket(const void *a, const void *b)
{
    const struct memory_candidate *x = a, *y = b;

    return x->bucket != y->bucket ? x->bucket - y->bucket : by_id(a, b);
}

/* Read the keys one by one that were not read of all buckets. */
static void read_the_rest(struct fixture *f, int s,
                          struct memory_filter *filter,
                          struct memory_candidates *got)
{
    struct memory_more more = { s ? BARQ_EN : BARQ_AR, 0 };
    struct arena scratch = f->keep;

    scratch = arena_split(&scratch);
    if (got->count)
        qsort(got->at, got->count, sizeof(*got->at), by_bucket);
    for (; more.list < filter->key_count; more.list++)
        assert_int_equal(BARQ_OK, memory_read_more(f->memory, more, filter, got,
                                                   scratch, NULL));
}

static void candidates_are_what_a_scan_finds(void **state)
{
    struct fixture *f = *state;
    size_t all = 0;

    for (int asked = 0; asked < ASKED; asked++) {
        int s = asked % 2;
        enum barq_lang lang = s ? BARQ_EN : BARQ_AR;
        struct arena keep = f->keep;
        struct memory_candidates got;
        struct memory_key keys[16];
        struct memory_filter filter = { .keys = keys };
        filter.key_count = pick_keys(&sides[s][1 + below((unsigned)last)],
                                     asked % 4 ? 16 : 0, keys);
        pick_enough(&filter);
        assert_int_equal(BARQ_OK, memory_look(f->memory, lang, keys,
                                              filter.key_count, &keep, NULL));
        assert_int_equal(BARQ_OK, memory_candidates(f->memory, lang, &filter,
                                                    &got, &keep, NULL));
        assert_candidates(s, &filter, &filter, &got);
        struct memory_filter more = filter;
        read_the_rest(f, s, &more, &got);
        assert_candidates(s, &filter, &more, &got);
        all += got.count;
    }
    assert_true(all > ASKED);
}

static void rarity_counts_the_units_that_hold_a_key(void **state)
{
    struct fixture *f = *state;
    struct memory_key key = { .key = text_hash(text_of("zebra")) >> 40 };

    for (int asked = 0; asked < ASKED; asked++) {
        int s = asked % 2;
        const struct side *side = &sides[s][1 + below((unsigned)last)];
        struct arena keep = f->keep;
        int64_t want = 0;
        if (!side->count)
            continue;
        struct memory_key known = {
            .key = side->keys[below((unsigned)side->count)]
        };
        for (int64_t id = 1; id <= last; id++)
            want += holds(&sides[s][id], known.key);
        assert_int_equal(BARQ_OK, memory_look(f->memory, s ? BARQ_EN : BARQ_AR,
                                              &known, 1, &keep, NULL));
        assert_int_equal(want, known.rarity);
    }
    assert_int_equal(BARQ_OK,
                     memory_look(f->memory, BARQ_AR, &key, 1, &f->keep, NULL));
    assert_int_equal(0, key.rarity);
}

static void a_language_must_be_named(void **state)
{
    struct fixture *f = *state;
    struct memory_filter all = { 0 };
    struct memory_candidates found;
    struct memory_key key = { 0 };
    struct memory_ids ids;

    assert_int_equal(BARQ_E_USAGE, memory_same(f->memory, BARQ_LANG_UNKNOWN, 1,
                                               &ids, &f->keep, NULL));
    assert_int_equal(BARQ_E_USAGE,
                     memory_candidates(f->memory, BARQ_LANG_UNKNOWN, &all,
                                       &found, &f->keep, NULL));
    assert_int_equal(BARQ_E_USAGE, memory_look(f->memory, BARQ_LANG_UNKNOWN,
                                               &key, 1, &f->keep, NULL));
}

/* Results that do not fit are a failure, and the next call works again. */
static void a_full_arena_is_an_error(void **state)
{
    struct fixture *f = *state;
    struct memory_filter all = { 0 };
    static char block[1024];
    struct arena small = arena_over(block, sizeof(block));
    struct memory_candidates found;
    struct barq_unit unit;

    assert_int_equal(
        BARQ_E_INTERNAL,
        memory_candidates(f->memory, BARQ_AR, &all, &found, &small, NULL));
    small = arena_over(block, 1);
    assert_int_equal(BARQ_E_INTERNAL,
                     memory_get(f->memory, 1, &unit, &small, NULL));
    assert_int_equal(BARQ_OK, memory_candidates(f->memory, BARQ_AR, &all,
                                                &found, &f->keep, NULL));
    assert_int_equal(last, found.count);
}

/* The units that a search finds, as "3 1". */
static const char *found(struct fixture *f, const char *query,
                         const struct barq_search_options *options)
{
    static char ids[256];
    struct barq_units *units = NULL;
    struct barq_error err = { 0 };
    enum barq_status status =
        barq_memory_search(f->memory, text_of(query), options, &units, &err);

    *ids = 0;
    if (status == BARQ_NOTHING)
        return ids;
    if (status)
        fail_msg("%s: %s", query, err.message);
    for (size_t i = 0; i < barq_units_count(units); i++)
        snprintf(ids + strlen(ids), sizeof(ids) - strlen(ids), "%s%lld",
                 i ? " " : "", (long long)barq_units_at(units, i)->id);
    barq_units_free(units);
    return ids;
}

static int make_concordance(void **state)
{
    static const char *const pairs[][2] = {
        { "\u0642\u0627\u0644 \u0623\u062D\u0645\u062F \u0625\u0646 "
          "\u0627\u0644\u0645\u062D\u0627\u062F\u062B\u0627\u062A",
          "Ahmad said the talks will resume in Cairo" },
        { "\u0648\u064E\u0642\u064E\u0627\u0644\u064E "
          "\u0627\u062D\u0645\u062F",
          "Talks in Cairo, he said, were held on May 15" },
        { "\u0627\u0644\u0642\u0627\u0647\u0631\u0629 \u0661\u0665",
          "CAIRO resumes Al-Azhar's talks" },
    };
    struct fixture *f;

    if (make_memory(state))
        return -1;
    f = *state;
    for (int64_t i = 0; i < 3; i++) {
        struct barq_unit unit = pair_of(pairs[i][0], pairs[i][1]);
        unit.changed = 100 + i;
        unit.origin = i == 1 ? BARQ_PUBLISHED : BARQ_ALIGNED;
        if (barq_memory_add(f->memory, &unit, NULL, NULL, NULL))
            return -1;
    }
    return 0;
}

static const struct {
    const char *why, *query;
    enum barq_lang lang;
    const char *want; /* published first, then newest */
} searches[] = {
    { "case", "cairo", 0, "2 3 1" },
    { "all words, and their forms", "cairo resume", 0, "1 3" },
    { "prefix", "resum*", 0, "3 1" },
    { "phrase", "\"in cairo\"", 0, "2 1" },
    { "phrase in order", "\"cairo in\"", 0, "" },
    { "phrase over a comma", "\"cairo he\"", 0, "2" },
    { "phrase and word", "\"in cairo\" ahmad", 0, "1" },
    { "an open quote", "\"in cairo", 0, "2 1" },
    { "Arabic quotes", "\u00ABin cairo\u00BB", 0, "2 1" },
    { "hamza in the unit", "\u0627\u062D\u0645\u062F", 0, "2 1" },
    { "hamza in the query", "\u0623\u062D\u0645\u062F", 0, "2 1" },
    { "vowel marks in the unit", "\u0648\u0642\u0627\u0644", 0, "2 1" },
    { "vowel marks in the query", "\u0642\u064E\u0627\u0644", 0, "1 2" },
    { "teh marbuta", "\u0627\u0644\u0642\u0627\u0647\u0631\u0647", 0, "3" },
    { "Arabic prefix", "\u0627\u0644\u0642\u0627\u0647*", 0, "3" },
    { "digits of either script", "15", 0, "2 3" },
    { "both languages", "cairo \u0661\u0665", 0, "2 3" },
    { "Arabic alone", "15", BARQ_AR, "3" },
    { "English alone", "15", BARQ_EN, "2" },
    { "a name with a hyphen", "al-azhar*", 0, "3" },
    { "no such word", "doha", 0, "" },
    { "no word", " - ", 0, "" },
    { "nothing", "", 0, "" },
    { "a lone star", "* ** \"*\"", 0, "" },
    { "either word", "cairo OR ahmad", 0, "2 3 1" },
    { "a column is a word", "en:cairo", 0, "" },
    { "an open quote and a star", "\" OR *", 0, "" },
    { "brackets are none", "(cairo)", 0, "2 3 1" },
    { "a caret is none", "^cairo", 0, "2 3 1" },
    { "NEAR is a word", "NEAR(cairo talks, 3)", 0, "" },
    { "SQL is words", "'); DROP TABLE unit; --", 0, "" },
};

static void words_find_units(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]); i++) {
        struct barq_search_options options = { .lang = searches[i].lang };
        const char *got = found(f, searches[i].query, &options);
        if (strcmp(searches[i].want, got) != 0)
            fail_msg("%s: [%s], not [%s]", searches[i].why, got,
                     searches[i].want);
    }
}

static void no_mark_can_break_a_search(void **state)
{
    static const char *const marks[] = { "\"", "*",  "'",  "(",   ")",  "^",
                                         ":",  "{",  "}",  "-",   "+",  "\\",
                                         " ",  "ar", "OR", "NOT", "AND" };
    struct fixture *f = *state;

    for (int round = 0; round < 300; round++) {
        char query[64] = "";
        for (unsigned i = below(8); i > 0; i--)
            strncat(query, marks[below(sizeof(marks) / sizeof(marks[0]))],
                    sizeof(query) - strlen(query) - 1);
        found(f, query, NULL); /* fails the test on any error */
    }
}

static void a_search_is_bounded(void **state)
{
    static char many[5000];
    struct fixture *f = *state;
    struct barq_units *units;
    struct barq_search_options two = { .limit = 2 };

    assert_string_equal("2 3", found(f, "cairo", &two));
    memset(many, 'a', sizeof(many));
    assert_int_equal(BARQ_E_INPUT,
                     barq_memory_search(f->memory,
                                        (struct barq_text){ many, 4097 }, NULL,
                                        &units, NULL));
    for (size_t i = 1; i < 4096; i += 2)
        many[i] = ' ';
    assert_int_equal(BARQ_NOTHING,
                     barq_memory_search(f->memory,
                                        (struct barq_text){ many, 4096 }, NULL,
                                        &units, NULL));
    assert_int_equal(
        BARQ_E_INPUT,
        barq_memory_search(f->memory, text_of("\xFF"), NULL, &units, NULL));
}

#define IN(setup, test) \
    cmocka_unit_test_setup_teardown(test, setup, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN(make_random, same_is_what_a_scan_finds),
        IN(make_random, candidates_are_what_a_scan_finds),
        IN(make_random, rarity_counts_the_units_that_hold_a_key),
        IN(make_random, a_language_must_be_named),
        IN(make_random, a_full_arena_is_an_error),
        IN(make_concordance, words_find_units),
        IN(make_concordance, no_mark_can_break_a_search),
        IN(make_concordance, a_search_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
