/*
 * The full scan finds all there is: it is held against a comparison of every
 * pair, with no bound and no memory between.  And many queries at once get the
 * answers that each gets alone.
 */
#include "match_fixture.h"
#include "random_segments.h"

#include "match/scale.h"
#include "match/score.h"
#include "match/sweep.h"
#include "memory/memory.h"

enum { UNITS = 240, TRIES = 9 * UNITS, QUERIES = 300, MANY = 900 };

static struct block home, spare;
static struct arena all, scratch;

static const int thresholds[] = { 50, 70, 85 };
static const enum barq_lang languages[] = { BARQ_AR, BARQ_EN };

static struct segment segments[2][UNITS];
static struct match_side sides[2][UNITS]; /* of the units, one by one */
static size_t unit_count;

static struct match_side *prepare(int lang, const char *text,
                                  struct match_side *out)
{
    struct barq_text raw = arena_text(&all, text_of(text));

    assert_int_equal(
        BARQ_OK, match_prepare(memory_words(fixture.memory, languages[lang]),
                               raw, out, &all, scratch, NULL));
    return out;
}

/* Rank and score of a pair, compared in full. */
static struct match_score score_of(const struct match_side *query,
                                   const struct match_side *unit)
{
    struct match_score score = { 0 };

    assert_int_equal(BARQ_OK,
                     match_compare(query, unit, &score, NULL, scratch, NULL));
    return score;
}

/* No source is there twice, so that none has a rival. */
static bool is_new(int lang, const struct match_side *side)
{
    for (size_t i = 0; i < unit_count; i++)
        if (score_of(side, &sides[lang][i]).rank >= RANK_LEAST)
            return false;
    return true;
}

static void add_unit(void)
{
    char ar[512], en[512];
    struct arena mark = all;

    segments[0][unit_count] = make(&vocabulary[0]);
    segments[1][unit_count] = make(&vocabulary[1]);
    struct barq_unit unit = {
        .ar = join(&segments[0][unit_count], ar, sizeof(ar)),
        .en = join(&segments[1][unit_count], en, sizeof(en)),
        .confidence = 1,
        .position = -1,
    };
    if (!is_new(0, prepare(0, ar, &sides[0][unit_count])) ||
        !is_new(1, prepare(1, en, &sides[1][unit_count]))) {
        all.at = mark.at;
        return;
    }
    assert_int_equal(BARQ_OK,
                     memory_put(fixture.memory, &unit, NULL, NULL, NULL));
    unit_count++;
}

static int set_up(void **state)
{
    (void)state;
    fixture_open(&fixture);
    assert_int_equal(BARQ_OK,
                     block_reserve(&home, (size_t)4 << 30, &all, NULL));
    assert_int_equal(BARQ_OK,
                     block_reserve(&spare, (size_t)1 << 30, &scratch, NULL));
    assert_int_equal(BARQ_OK, memory_begin(fixture.memory, NULL));
    for (size_t tries = 0; unit_count < UNITS && tries < TRIES; tries++)
        add_unit();
    assert_int_equal(UNITS, unit_count);
    return memory_commit(fixture.memory, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&fixture);
    block_release(home);
    block_release(spare);
    return 0;
}

static const char *random_query(int lang, char *room, size_t size)
{
    struct segment query = segments[lang][random_below(UNITS)];

    for (size_t edits = random_below(6); edits; edits--)
        edit(&query, &vocabulary[lang]);
    return join(&query, room, size).at;
}

static bool holds(const struct match_side *side, const struct token *token)
{
    for (size_t i = 0; i < side->tokens.count; i++)
        if (side->tokens.at[i].key_hash == token->key_hash)
            return true;
    return false;
}

/* What the tokens of `a` cost at least whose keys `b` has. */
static int32_t common_of(const struct match_side *a, const struct match_side *b)
{
    int32_t sum = 0;

    for (size_t i = 0; i < a->tokens.count; i++)
        if (holds(b, &a->tokens.at[i]))
            sum += match_least(a->tokens.at[i].kind, a->words[i].weight);
    return sum;
}

static bool near(const struct match_side *query, const struct match_side *unit,
                 int percent)
{
    struct match_sketch a, b;

    match_sketch(query, &a);
    match_sketch(unit, &b);
    return match_sketch_near(
        &a, &b,
        (struct match_common){ common_of(query, unit), common_of(unit, query) },
        match_reach(percent));
}

/* What is far is below, at every threshold; and most of what is below is
 * far, or the test would be none. */
static void what_is_far_scores_less(void **state)
{
    size_t below = 0, far = 0;
    char room[512];

    (void)state;
    for (int n = 0; n < QUERIES; n++) {
        int lang = n % 2, percent = thresholds[n % 3];
        struct arena mark = all;
        struct match_side query;
        prepare(lang, random_query(lang, room, sizeof(room)), &query);
        for (size_t i = 0; i < UNITS; i++) {
            struct match_score score = score_of(&query, &sides[lang][i]);
            bool is_near = near(&query, &sides[lang][i], percent);
            bool wanted = score.rank >= RANK_LEAST || score.score >= percent;
            if (wanted && !is_near)
                fail_msg("%s, unit %zu: %d", room, i + 1, score.score);
            below += !wanted;
            far += !is_near;
        }
        all.at = mark.at;
    }
    print_message("  %zu pairs below, %zu of them far\n", below, far);
    assert_true(far > below * 9 / 10);
}

/* Whatever the score: other numbers may be put in. */
static void an_equal_frame_is_near(void **state)
{
    struct match_side a, b, c;

    (void)state;
    prepare(1, "1,234,567 trucks", &a);
    prepare(1, "8 trucks", &b);
    prepare(1, "8 lorries", &c);
    assert_true(score_of(&a, &b).score < 85);
    assert_true(near(&a, &b, 85));
    assert_false(near(&a, &c, 85));
}

/* How many units a comparison of every pair puts so high. */
static size_t count_wanted(int lang, const struct match_side *query,
                           int percent)
{
    size_t wanted = 0;

    for (size_t i = 0; i < UNITS; i++) {
        struct match_score score = score_of(query, &sides[lang][i]);
        wanted += score.rank >= RANK_LEAST || score.score >= percent;
    }
    return wanted;
}

static void check_scores(int lang, const struct match_side *query,
                         const struct barq_matches *matches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct barq_match *match = barq_matches_at(matches, i);
        struct match_score score =
            score_of(query, &sides[lang][match->unit.id - 1]);
        assert_int_equal(score.rank, match->rank);
        assert_int_equal(score.score, match->score);
    }
}

/* The scan of the memory against the comparison of every pair. */
static void the_scan_finds_all(void **state)
{
    size_t found = 0;
    char room[512];

    (void)state;
    for (int n = 0; n < QUERIES; n++) {
        int lang = n % 2;
        const struct barq_lookup_options how = { .lang = languages[lang],
                                                 .min = thresholds[n % 3],
                                                 .max = UNITS,
                                                 .exhaustive = true,
                                                 .no_adapt = true };
        struct barq_matches *matches = NULL;
        struct arena mark = all;
        struct match_side query;
        prepare(lang, random_query(lang, room, sizeof(room)), &query);
        barq_lookup(fixture.memory, text_of(room), &how, &matches, NULL);
        size_t count = matches ? barq_matches_count(matches) : 0;
        assert_int_equal(count_wanted(lang, &query, how.min), count);
        check_scores(lang, &query, matches, count);
        found += count;
        barq_matches_free(matches);
        all.at = mark.at;
    }
    print_message("  %zu matches of %d queries\n", found, QUERIES);
    assert_true(found > QUERIES / 2);
}

/* ------------------------------------------------------------ many at once */

struct asked {
    struct barq_text queries[MANY];
    const struct barq_lookup_options *how;
    size_t told, matches, failed;
};

static void is_as_alone(void *context, const struct barq_answer *answer)
{
    struct asked *asked = context;

    assert_int_equal(asked->told, answer->index);
    asked->told++;
    asked->failed += answer->status > BARQ_NOTHING;
    assert_int_equal(answer->status != BARQ_OK, answer->problem != NULL);
    assert_int_equal(answer->status != BARQ_OK, answer->matches == NULL);
    asked->matches += answer->matches ? barq_matches_count(answer->matches) : 0;
}

/* What tell() is told, against barq_lookup() of the query alone. */
struct record {
    size_t count;
    enum barq_status status;
    int64_t ids[UNITS];
    int scores[UNITS];
    char problem[240];
};
static struct record records[MANY];

static void write_down(struct record *record, enum barq_status status,
                       const char *problem, const struct barq_matches *matches)
{
    record->status = status;
    snprintf(record->problem, sizeof(record->problem), "%.200s",
             status ? problem : "");
    record->count = matches ? barq_matches_count(matches) : 0;
    for (size_t i = 0; i < record->count; i++) {
        record->ids[i] = barq_matches_at(matches, i)->unit.id;
        record->scores[i] = barq_matches_at(matches, i)->score;
    }
}

static void record_answer(void *context, const struct barq_answer *answer)
{
    is_as_alone(context, answer);
    write_down(&records[answer->index], answer->status, answer->problem,
               answer->matches);
}

static void check_records(const struct asked *asked)
{
    static struct record alone;

    for (size_t i = 0; i < MANY; i++) {
        struct barq_matches *matches = NULL;
        struct barq_error err = { 0 };
        enum barq_status status = barq_lookup(fixture.memory, asked->queries[i],
                                              asked->how, &matches, &err);
        memset(&alone, 0, sizeof(alone));
        write_down(&alone, status, err.message, matches);
        barq_matches_free(matches);
        assert_int_equal(alone.status, records[i].status);
        assert_string_equal(alone.problem, records[i].problem);
        assert_int_equal(alone.count, records[i].count);
        assert_memory_equal(alone.ids, records[i].ids,
                            alone.count * sizeof(*alone.ids));
        assert_memory_equal(alone.scores, records[i].scores,
                            alone.count * sizeof(*alone.scores));
    }
}

/* Both languages mixed, and some that cannot be asked; as many are wanted as
 * one group has no room for, so that there are several. */
static void many_are_answered_as_alone(void **state)
{
    static struct asked asked;
    const struct barq_lookup_options how[] = {
        { .min = 50, .max = 10000, .exhaustive = true },
        { .min = 70, .exhaustive = true },
        { .min = 70 },
    };
    const struct barq_answers answers = { record_answer, &asked };
    static char rooms[MANY][512];

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        asked.queries[i] =
            text_of(random_query((int)random_below(2), rooms[i], 512));
    asked.queries[MANY / 3] = text_of(" ");
    asked.queries[MANY / 2] = text_of("\xFF");
    for (size_t k = 0; k < sizeof(how) / sizeof(how[0]); k++) {
        const struct barq_answers *to = &answers;
        asked.how = &how[k];
        asked.told = asked.matches = asked.failed = 0;
        barq_lookup_many(fixture.memory, asked.queries, MANY, &how[k], to);
        assert_int_equal(MANY, asked.told);
        assert_int_equal(2, asked.failed);
        assert_true(asked.matches > MANY / 2);
        check_records(&asked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_far_scores_less),
        cmocka_unit_test(an_equal_frame_is_near),
        cmocka_unit_test(the_scan_finds_all),
        cmocka_unit_test(many_are_answered_as_alone),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
