/*
 * test_memory_undo_random.c - random changes, and all of them taken back.
 *
 * First: whatever was changed, undo after undo brings back each state, to the
 * row, and undoing the undos goes forward through the same.  Then, with pairs
 * stored in between: none of what was stored and not changed since is lost,
 * whatever is undone and done again.
 */
#include "care_fixture.h"

enum { SOURCES = 3, WORDINGS = 4, STORIES = 3, STEPS = 6, ROUNDS = 40 };
enum { LIVES = 30, LIFE = 40 };

static const char *const sources[SOURCES] = { TALKS, PEACE, RAIN };
static const char *const wordings[WORDINGS] = { "it 'goes' on", "it ends",
                                                "it \u2018goes\u2019 on",
                                                "it is over" };
static const char *const stories[STORIES] = { "", "Harbour", "Port" };

/* What was stored, and not touched since. */
struct stored {
    bool is;
    enum barq_origin origin;
    bool in[STORIES];
};

static uint64_t seed;

static size_t below(size_t n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (size_t)(seed >> 33) % n;
}

static void store(struct fixture *f, size_t ar, size_t en,
                  struct stored known[SOURCES][WORDINGS])
{
    struct barq_unit unit = pair_of(sources[ar], wordings[en]);
    struct barq_error err = { 0 };
    size_t story = below(STORIES);

    unit.origin = (enum barq_origin)below(BARQ_ORIGINS);
    unit.confidence = 0.5;
    unit.uses = (int64_t)below(5);
    unit.story = text_of(stories[story]);
    unit.position = story ? (int64_t)below(2) : -1;
    unit.en_before = text_of(below(2) ? "Before it" : "");
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    if (below(2))
        assert_int_equal(BARQ_OK,
                         memory_edition_begin(f->memory, text_of(""), NULL));
    if (memory_put(f->memory, &unit, NULL, NULL, &err))
        fail_msg("%s", err.message);
    memory_edition_end(f->memory);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    struct stored *s = &known[ar][en];
    s->origin = s->is && s->origin < unit.origin ? s->origin : unit.origin;
    s->is = true;
    s->in[story] = true;
}

/* A unit that there is, or 0. */
static int64_t any_unit(struct fixture *f)
{
    char sql[128];
    int64_t count = number_in(f->path, "SELECT count(*) FROM unit");

    if (!count)
        return 0;
    snprintf(sql, sizeof(sql),
             "SELECT id FROM unit ORDER BY id LIMIT 1"
             " OFFSET %d",
             (int)below((size_t)count));
    return number_in(f->path, sql);
}

/* Nothing is known any more of what the unit says, whatever its marks. */
static void forget(struct fixture *f, int64_t id,
                   struct stored known[SOURCES][WORDINGS])
{
    struct barq_unit unit = get(f, id);
    size_t ar = 0, en = 0;

    while (ar + 1 < SOURCES && !text_equal(unit.ar, text_of(sources[ar])))
        ar++;
    while (en + 1 < WORDINGS && !text_equal(unit.en, text_of(wordings[en])))
        en++;
    known[ar][en] = (struct stored){ 0 };
    if (en % 2 == 0)
        known[ar][0] = known[ar][2] = (struct stored){ 0 };
}

/* Some change; its number, or 0 if there was nothing to change. */
static int64_t change_some(struct fixture *f,
                           struct stored known[SOURCES][WORDINGS])
{
    int64_t id = any_unit(f);
    const struct barq_selection which = { .ids = &id, .count = 1 };
    struct barq_edit edit = { .en = text_of(wordings[below(WORDINGS)]) };
    struct barq_change *change = NULL;
    enum barq_status status = BARQ_NOTHING;

    if (!id)
        return 0;
    switch (below(8)) {
    case 0:
        forget(f, id, known);
        status = barq_memory_delete(f->memory, &which, &by_rana, &change, NULL);
        break;
    case 1:
    case 2:
        status = barq_memory_review(f->memory, &which, BARQ_REVIEWED, &by_rana,
                                    &change, NULL);
        break;
    case 3:
        memset(known, 0, sizeof(struct stored) * SOURCES * WORDINGS);
        status = barq_memory_dedupe(f->memory, NULL, &by_rana, &change, NULL);
        break;
    case 4:
        edit = (struct barq_edit){ .note = text_of(below(2) ? "new" : "") };
        status =
            barq_memory_edit(f->memory, id, &edit, &by_rana, &change, NULL);
        break;
    default:
        forget(f, id, known);
        status =
            barq_memory_edit(f->memory, id, &edit, &by_rana, &change, NULL);
    }
    if (status == BARQ_NOTHING)
        return 0;
    assert_int_equal(BARQ_OK, status);
    int64_t number = barq_change_number(change);
    barq_change_free(change);
    return number;
}

static void no_pair_is_there_twice(struct fixture *f)
{
    assert_int_equal(0, number_in(f->path,
                                  "SELECT count(*) FROM unit a JOIN unit b"
                                  " ON a.id < b.id AND a.ar = b.ar"
                                  " AND a.en = b.en"));
    assert_int_equal(0, number_in(f->path,
                                  "SELECT count(*) FROM unit u WHERE contexts"
                                  " <> (SELECT count(*) FROM context"
                                  " WHERE unit = u.id)"));
}

/* Changes one after another, and what was before each and behind the last. */
struct course {
    int round;
    size_t steps;
    uint64_t states[STEPS + 1];
    int64_t undos[STEPS];
};

static void go(struct fixture *f, struct course *course)
{
    struct stored known[SOURCES][WORDINGS] = { 0 };

    seed = (uint64_t)course->round;
    for (size_t i = 0; i < 4; i++)
        store(f, below(SOURCES), below(WORDINGS), known);
    course->states[0] = fingerprint(f->path);
    while (course->steps < STEPS && change_some(f, known))
        course->states[++course->steps] = fingerprint(f->path);
}

static void go_back(struct fixture *f, struct course *course)
{
    for (size_t i = course->steps; i; i--) {
        course->undos[i - 1] = undo(f, 0, 0);
        if (fingerprint(f->path) != course->states[i - 1])
            fail_msg("round %d: step %zu is not undone", course->round, i);
    }
}

static void go_again(struct fixture *f, const struct course *course)
{
    for (size_t i = 0; i < course->steps; i++) {
        undo(f, course->undos[i], 0);
        if (fingerprint(f->path) != course->states[i + 1])
            fail_msg("round %d: step %zu is not done again", course->round,
                     i + 1);
    }
}

static void all_states_come_back(void **state)
{
    struct fixture *f = *state;

    for (int round = 0; round < ROUNDS; round++) {
        struct course course = { .round = round };
        go(f, &course);
        go_back(f, &course);
        go_again(f, &course);
        no_pair_is_there_twice(f);
    }
    assert_sound(f);
}

/* As dedupe sees it: one mark is as good as another. */
#define PLAIN                                                     \
    "replace(replace(replace(u.en, '''', '`'), char(8216), '`')," \
    " char(8217), '`')"

/* Is it there as well as it was stored? */
static void assert_kept(struct fixture *f, size_t ar, size_t en,
                        const struct stored *s, int round)
{
    const char *plain = en % 2 ? wordings[en] : "it `goes` on";
    char sql[512];

    snprintf(sql, sizeof(sql),
             "SELECT count(*) FROM unit u WHERE ar = '%s' AND " PLAIN
             " = '%s' AND origin <= %d",
             sources[ar], plain, (int)s->origin);
    if (number_in(f->path, sql) < 1)
        fail_msg("round %d: %zu %zu is lost", round, ar, en);
    for (size_t i = 1; i < STORIES; i++) {
        snprintf(sql, sizeof(sql),
                 "SELECT count(*) FROM unit u JOIN context c ON c.unit = u.id"
                 " JOIN story s ON s.id = c.story WHERE u.ar = '%s' AND " PLAIN
                 " = '%s' AND s.name = '%s'",
                 sources[ar], plain, stories[i]);
        if (s->in[i] && number_in(f->path, sql) < 1)
            fail_msg("round %d: %zu %zu stands no longer in %s", round, ar, en,
                     stories[i]);
    }
}

static void assert_all_kept(struct fixture *f,
                            struct stored known[SOURCES][WORDINGS], int round)
{
    for (size_t i = 0; i < SOURCES; i++)
        for (size_t k = 0; k < WORDINGS; k++)
            if (known[i][k].is)
                assert_kept(f, i, k, &known[i][k], round);
    no_pair_is_there_twice(f);
}

/* Undo the last change, or one of the last undos or changes by its number; it
 * may be refused. */
static void undo_some(struct fixture *f)
{
    int64_t last = number_in(f->path, "SELECT max(id) FROM change");
    int64_t number = below(2) ? 0 : last - (int64_t)below(4);
    struct barq_error err = { 0 };
    enum barq_status status = barq_memory_undo(
        f->memory, number > 0 ? number : 0, 0, &by_rana, NULL, &err);

    if (status && status != BARQ_NOTHING && status != BARQ_E_USAGE)
        fail_msg("%s", err.message);
}

/* One memory's short life. */
static void live(struct fixture *f, int round)
{
    struct stored known[SOURCES][WORDINGS] = { 0 };

    seed = (uint64_t)round;
    for (int i = 0; i < LIFE; i++) {
        switch (below(3)) {
        case 0:
            store(f, below(SOURCES), below(WORDINGS), known);
            break;
        case 1:
            change_some(f, known);
            break;
        default:
            undo_some(f);
        }
        assert_all_kept(f, known, round);
    }
    assert_sound(f);
}

static void nothing_stored_is_lost(void **state)
{
    (void)state;
    for (int round = 0; round < LIVES; round++) {
        void *own = NULL;
        if (make_memory(&own) || !own) {
            fail();
            return;
        }
        live(own, round);
        drop_folder(&own);
    }
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(all_states_come_back),
        cmocka_unit_test(nothing_stored_is_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
