/* The concordance as a whole: order, marks, pages; and all of it against a look
 * at every unit.  Forms of words: test_memory_search_forms.c. */
#include "memory/search.h"
#include "memory_fixture.h"

static unsigned seed = 7;

static unsigned below(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % n;
}

/* ----------------------------------------------------------------- order */

/* Add to a text of 512 bytes at most. */
static void append(char to[512], const char *what)
{
    size_t len = strlen(to);

    snprintf(to + len, 512 - len, "%s", what);
}

static const char *ids(const struct memory_hits *hits)
{
    static char text[256];

    *text = 0;
    for (size_t i = 0; i < hits->count; i++)
        snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%lld",
                 i ? " " : "", (long long)hits->at[i].unit.id);
    return text;
}

static void the_best_come_first(void **state)
{
    static const struct {
        const char *en;
        enum barq_origin origin;
        int64_t changed;
    } units[] = {
        { "talks resume in Doha", BARQ_MT, 500 },        /* 1 */
        { "talks resume in Cairo", BARQ_ALIGNED, 300 },  /* 2 */
        { "talks resume in Riyadh", BARQ_ALIGNED, 400 }, /* 3 */
        { "talks resume today", BARQ_PUBLISHED, 100 },   /* 4 */
        { "resume the talks now", BARQ_PUBLISHED, 600 }, /* 5 */
        { "talk resumed", BARQ_PUBLISHED, 700 },         /* 6 */
        { "resuming all talk", BARQ_PUBLISHED, 800 },    /* 7 */
        { "talks alone", BARQ_PUBLISHED, 900 },          /* 8 */
    };
    struct fixture *f = *state;
    struct memory_hits hits;

    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        struct barq_unit unit = pair_of("\u0646\u0639\u0645", units[i].en);
        unit.origin = units[i].origin;
        unit.created = unit.changed = units[i].changed;
        assert_int_equal(BARQ_OK,
                         barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_search(f->memory, text_of("talks resume"),
                                            NULL, &hits, &f->keep, NULL));
    assert_string_equal("4 3 2 1 5 6 7", ids(&hits));
    assert_true(hits.at[0].exact && hits.at[0].together);
    assert_true(hits.at[4].exact && !hits.at[4].together);
    assert_true(!hits.at[5].exact && hits.at[5].together);
    assert_true(!hits.at[6].exact && !hits.at[6].together);
}

static void pages_follow_one_another(void **state)
{
    struct fixture *f = *state;
    struct memory_hits hits;
    char whole[512] = "", pages[512] = "";

    for (int i = 0; i < 30; i++) {
        char en[64];
        snprintf(en, sizeof(en), "%s number %d", i % 3 ? "talks" : "talk", i);
        add_pair(f, "\u0646\u0639\u0645", en);
    }
    struct barq_search_options all = { .limit = 100 };
    assert_int_equal(BARQ_OK, memory_search(f->memory, text_of("talks"), &all,
                                            &hits, &f->keep, NULL));
    append(whole, ids(&hits));
    assert_false(hits.more);
    for (size_t skip = 0; skip < 30; skip += 7) {
        struct barq_search_options page = { .limit = 7, .skip = skip };
        assert_int_equal(BARQ_OK, memory_search(f->memory, text_of("talks"),
                                                &page, &hits, &f->keep, NULL));
        assert_int_equal(skip < 28, hits.more);
        append(pages, skip ? " " : "");
        append(pages, ids(&hits));
    }
    assert_string_equal(whole, pages);
    struct barq_search_options beyond = { .limit = 7, .skip = 30 };
    assert_int_equal(BARQ_NOTHING,
                     memory_search(f->memory, text_of("talks"), &beyond, &hits,
                                   &f->keep, NULL));
}

/* ----------------------------------------------------------------- marks */

static const struct {
    const char *why, *query, *en, *want;
} marked[] = {
    { "a word", "talks", "The talks, talks!", "The [talks], [talks]!" },
    { "a phrase over marks", "\"cairo he\"", "in Cairo,\" he said",
      "in [Cairo,\" he] said" },
    { "words", "said cairo", "in Cairo he said", "in [Cairo] he [said]" },
    { "words side by side are two", "cairo he", "in Cairo he is",
      "in [Cairo he] is" },
    { "a prefix", "res*", "rest and resume", "[rest] and [resume]" },
    { "either", "rest OR cairo", "rest in Cairo", "[rest] in [Cairo]" },
    { "only what is near", "cairo ~1 talks", "Cairo had talks. Not in Cairo",
      "[Cairo] had [talks]. Not in Cairo" },
    { "a form", "talk", "talking heads", "[talking] heads" },
    { "case and width", "usa", "\uFF35\uFF33\uFF21 won",
      "[\uFF35\uFF33\uFF21] won" },
};

static void hits_are_marked(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(marked) / sizeof(marked[0]); i++) {
        struct memory_hits hits;
        char shown[512] = "";
        size_t at = 0;
        barq_memory_close(f->memory);
        assert_int_equal(BARQ_OK,
                         barq_memory_open(NULL, BARQ_WRITE, &f->memory, NULL));
        add_pair(f, "\u0646\u0639\u0645", marked[i].en);
        assert_int_equal(BARQ_OK,
                         memory_search(f->memory, text_of(marked[i].query),
                                       NULL, &hits, &f->keep, NULL));
        const struct text_spans *marks = &hits.at[0].marks[1];
        for (size_t k = 0; k < marks->count; k++) {
            struct text_span m = marks->at[k];
            snprintf(shown + strlen(shown), sizeof(shown) - strlen(shown),
                     "%.*s[%.*s]", (int)(m.start - at), marked[i].en + at,
                     (int)(m.end - m.start), marked[i].en + m.start);
            at = m.end;
        }
        append(shown, marked[i].en + at);
        if (strcmp(marked[i].want, shown) != 0)
            fail_msg("%s: %s, not %s", marked[i].why, shown, marked[i].want);
    }
}

/* -------------------------------------------------- against every unit */

static const char *const vocabulary[] = {
    "talks", "talk", "resume", "resumed", "Cairo",   "in",         "the",
    "U.S.",  "US",   "15",     "report",  "reports", "cease-fire",
};
static const char *const arabic[] = {
    "حكومة", "الحكومة", "وحكومتها", "في",   "القاهرة", "مسؤول",
    "مسئول", "15",      "AFP",      "قالت", "وقالت",   "تقرير",
};

static void random_words(char *to, size_t room, const char *const *from,
                         unsigned words, unsigned most)
{
    *to = 0;
    for (unsigned n = 1 + below(most); n > 0; n--) {
        strncat(to, from[below(words)], room - strlen(to) - 1);
        strncat(to, n > 1 ? " " : "", room - strlen(to) - 1);
    }
}

enum { WORDS = sizeof(vocabulary) / sizeof(vocabulary[0]) };
enum { ARABIC = sizeof(arabic) / sizeof(arabic[0]) };

/* Units in transactions of all sizes, so that some are fresh and others lie
 * in runs. */
static void fill_at_random(struct fixture *f, int units)
{
    for (int i = 0; i < units;) {
        assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
        for (unsigned n = 1 + below(below(3) ? 4 : 120); n > 0; n--, i++) {
            char ar[256], en[256];
            random_words(ar, sizeof(ar), arabic, ARABIC, 8);
            random_words(en, sizeof(en), vocabulary, WORDS, 8);
            struct barq_unit unit = pair_of(ar, en);
            assert_int_equal(BARQ_OK,
                             memory_put(f->memory, &unit, NULL, NULL, NULL));
        }
        assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    }
}

static void random_query(char *to, size_t room)
{
    static const char *const joints[] = { " ",   " ",  " ",   " OR ", " ~1 ",
                                          " ~ ", " -", " \"", "\" ",  "* " };

    *to = 0;
    for (unsigned n = 1 + below(4); n > 0; n--) {
        const char *word =
            below(2) ? vocabulary[below(WORDS)] : arabic[below(ARABIC)];
        strncat(to, word, room - strlen(to) - 1);
        strncat(to, joints[below(10)], room - strlen(to) - 1);
    }
}

/* NULL, if it is not there; it is there once. */
static const struct memory_hit *find_hit(const struct memory_hits *hits,
                                         int64_t id)
{
    const struct memory_hit *hit = NULL;

    for (size_t i = 0; i < hits->count; i++) {
        if (hits->at[i].unit.id != id)
            continue;
        assert_null(hit);
        hit = &hits->at[i];
    }
    return hit;
}

static void assert_same_marks(const struct text_spans *want,
                              const struct text_spans *got)
{
    assert_int_equal(want->count, got->count);
    assert_memory_equal(want->at, got->at, want->count * sizeof(*want->at));
}

/* Compare a search with the text of each unit. */
static void check_query(struct fixture *f, const char *text, bool exact)
{
    struct arena keep = f->keep, scratch = arena_split(&keep);
    enum search_forms how = exact ? FORMS_EXACT : FORMS_ALL;
    struct barq_search_options all = { .limit = 100000, .exact = exact };
    struct memory_hits hits = { 0 };
    struct search_query query;
    struct barq_unit unit = { 0 };

    memory_search(f->memory, text_of(text), &all, &hits, &keep, NULL);
    if (query_read(text_of(text), 0, &query, &keep, scratch, NULL))
        return;
    query.excluded_forms = how;
    assert_int_equal(BARQ_OK, forms_find(f->memory, &query, how, &keep, NULL));
    while (!memory_next(f->memory, unit.id, &unit, &keep, NULL)) {
        static const size_t all_words[SIDES] = { ALL_WORDS, ALL_WORDS };
        const struct memory_hit *hit = find_hit(&hits, unit.id);
        struct unit_match match = { .unit = &unit,
                                    .reach = all_words,
                                    .known = f->memory->known };
        assert_int_equal(BARQ_OK,
                         match_unit(&query, how, &match, &keep, scratch, NULL));
        if (match.holds != (hit != NULL))
            fail_msg("[%s] %s unit %lld: %.*s / %.*s", text,
                     match.holds ? "misses" : "wrongly finds",
                     (long long)unit.id, (int)unit.ar.len, unit.ar.at,
                     (int)unit.en.len, unit.en.at);
        if (!hit || hit->together || hit->exact != exact)
            continue; /* in such a pass other words count */
        for (int side = 0; side < SIDES; side++)
            assert_same_marks(&match.marks[side], &hit->marks[side]);
    }
}

static void a_search_finds_what_a_scan_finds(void **state)
{
    struct fixture *f = *state;

    fill_at_random(f, 700);
    for (int round = 0; round < 300; round++) {
        char query[256];
        random_query(query, sizeof(query));
        check_query(f, query, round % 3 == 0);
    }
}

/* ------------------------------------------------------------ long lists */

/* What a unit of many says, by its number. */
static void long_text(int i, char to[512])
{
    *to = 0;
    append(to, i % 3 == 0 ? "beta alpha" : "alpha beta");
    if (i % 5 == 0)
        append(to, " alpha");
    if (i % 97 == 0)
        append(to, " gamma");
    if (i > 3000 && i % 400 == 1)
        append(to, " gamma delta");
    if (i % 1000 == 7)
        append(to, " epsilon");
}

static bool is_long_hit(int i, int query)
{
    bool gamma = i % 97 == 0 || (i > 3000 && i % 400 == 1);

    switch (query) {
    case 0:
        return gamma;
    case 1:
        return i % 1000 == 7 && i % 3 == 0;
    case 2:
        return gamma && (i % 3 == 0 || i % 5 == 0);
    default:
        return i > 3000 && i % 400 == 1 && i % 3 == 0 && i % 97 != 0;
    }
}

/* Lists of many rows, which are read in blocks from their ends: each hit, once,
 * the newest first. */
static void long_lists_lose_nothing(void **state)
{
    enum { UNITS = 5000 };
    static const char *const queries[] = { "gamma alpha",
                                           "\"beta alpha\" epsilon",
                                           "\"alpha gamma\"",
                                           "alpha ~1 delta" };
    struct barq_search_options all = { .limit = UNITS, .exact = true };
    struct fixture *f = *state;
    struct memory_hits hits;
    char en[512];

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 1; i <= UNITS; i++) {
        long_text(i, en);
        snprintf(en + strlen(en), 32, " x%d", i);
        struct barq_unit unit = pair_of("\u0646\u0639\u0645", en);
        unit.created = unit.changed = i;
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, NULL, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    for (int q = 0; q < 4; q++) {
        struct arena keep = f->keep;
        size_t want = 0;
        assert_int_equal(BARQ_OK, memory_search(f->memory, text_of(queries[q]),
                                                &all, &hits, &keep, NULL));
        for (int i = UNITS; i > 0; i--) {
            if (!is_long_hit(i, q))
                continue;
            if (find_hit(&hits, i) == NULL)
                fail_msg("%s: unit %d is missed", queries[q], i);
            want++;
        }
        assert_int_equal(want, hits.count);
    }
}

/* Behind the last place of a word nothing is cut: but an edit that is newer
 * than the lists, and words that were excluded, count in all of a text. */
static void an_edited_unit_is_marked_whole(void **state)
{
    struct fixture *f = *state;
    struct memory_hits hits;

    fill_at_random(f, 100);
    int64_t id = add_pair(f, "\u0646\u0639\u0645", "omega first and then");
    fill_at_random(f, 100);
    struct barq_edit edit = { .en = text_of("now omega is last, omega") };
    assert_int_equal(BARQ_OK,
                     barq_memory_edit(f->memory, id, &edit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_search(f->memory, text_of("omega"), NULL,
                                            &hits, &f->keep, NULL));
    assert_int_equal(1, hits.count);
    assert_int_equal(2, hits.at[0].marks[1].count);
    assert_int_equal(19, hits.at[0].marks[1].at[1].start);
    assert_int_equal(BARQ_NOTHING,
                     memory_search(f->memory, text_of("omega -last"), NULL,
                                   &hits, &f->keep, NULL));
}

static void a_prefix_of_too_many_words_says_so(void **state)
{
    struct fixture *f = *state;
    struct memory_hits hits;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < 3000; i++) {
        char en[64];
        snprintf(en, sizeof(en), "w%d %s", i, i % 2 ? "rare" : "common");
        struct barq_unit unit = pair_of("\u0646\u0639\u0645", en);
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, NULL, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_search(f->memory, text_of("w*"), NULL,
                                            &hits, &f->keep, NULL));
    assert_true(hits.broad);
    assert_int_equal(BARQ_OK, memory_search(f->memory, text_of("w12*"), NULL,
                                            &hits, &f->keep, NULL));
    assert_false(hits.broad);
}

/* Two words for one are one hit, which may be near others, be left out, or be
 * none of the very words. */
static void two_words_for_one_are_a_hit(void **state)
{
    static const struct {
        const char *query;
        const char *hits; /* of units, by their ids */
    } cases[] = {
        { "ceasefire", "1 3 2" },           { "cease-fire", "2 3 1" },
        { "ceasefire ~1 holds", "3" },      { "ceasefire ~3 talks", "2" },
        { "holds OR cease-fire", "3 2 1" }, { "fire -ceasefire", "4" },
        { "fire -\"cease fire\"", "4" },
    };
    struct fixture *f = *state;
    struct memory_hits hits;

    add_pair(f, "\u0646\u0639\u0645", "the ceasefire began");
    add_pair(f, "\u0646\u0639\u0645", "talks on the cease-fire");
    add_pair(f, "\u0646\u0639\u0645", "a cease, fire holds");
    add_pair(f, "\u0646\u0639\u0645", "no fire began");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(BARQ_OK,
                         memory_search(f->memory, text_of(cases[i].query), NULL,
                                       &hits, &f->keep, NULL));
        if (strcmp(ids(&hits), cases[i].hits) != 0)
            fail_msg("%s: %s", cases[i].query, ids(&hits));
    }
    assert_int_equal(BARQ_OK, memory_search(f->memory, text_of("ceasefire"),
                                            NULL, &hits, &f->keep, NULL));
    assert_true(hits.at[0].exact && !hits.at[1].exact && !hits.at[2].exact);
    assert_int_equal(1, hits.at[1].marks[1].count);
    assert_int_equal(2, hits.at[1].marks[1].at[0].start);
    assert_int_equal(13, hits.at[1].marks[1].at[0].end);
}

#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN(the_best_come_first),
        IN(pages_follow_one_another),
        IN(hits_are_marked),
        IN(a_search_finds_what_a_scan_finds),
        IN(long_lists_lose_nothing),
        IN(an_edited_unit_is_marked_whole),
        IN(a_prefix_of_too_many_words_says_so),
        IN(two_words_for_one_are_a_hit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
