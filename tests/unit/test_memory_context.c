/* Where a unit stood: kept once for each place, and not without end. */
#include "memory_fixture.h"

#define PEACE "\u0633\u0644\u0627\u0645"
#define TALKS "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"

static void put_at(struct fixture *f, const char *story, int64_t position,
                   const char *before)
{
    struct barq_unit unit = pair_of(TALKS, "talks");

    unit.story = text_of(story);
    unit.position = position;
    unit.ar_before = text_of(before);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
}

static void a_context_is_kept_once_for_each_place(void **state)
{
    static const struct {
        const char *why, *story;
        int64_t position;
        const char *before;
        size_t want;
    } steps[] = {
        { "unknown is no context", "", -1, "", 0 },
        { "a place alone says nothing without a story", "", 7, "", 0 },
        { "a story", "Summit", 1, PEACE, 1 },
        { "the same place", "Summit", 1, PEACE, 1 },
        { "the same place, other neighbours", "Summit", 1, TALKS, 1 },
        { "a newcomer that knows no neighbours", "Summit", 1, "", 1 },
        { "the story by another case", "SUMMIT", 1, TALKS, 1 },
        { "another place", "Summit", 2, TALKS, 2 },
        { "another story", "Storm", 1, TALKS, 3 },
        { "neighbours without a story", "", -1, PEACE, 4 },
        { "the same again", "", -1, PEACE, 4 },
        { "others", "", -1, TALKS, 5 },
    };
    struct fixture *f = *state;
    struct memory_contexts contexts;
    struct barq_stats stats;
    uint64_t key;

    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        put_at(f, steps[i].story, steps[i].position, steps[i].before);
        assert_int_equal(
            BARQ_OK, memory_contexts(f->memory, 1, &contexts, &f->keep, NULL));
        if (contexts.count != steps[i].want)
            fail_msg("%s: %zu", steps[i].why, contexts.count);
    }
    assert_int_equal(BARQ_OK,
                     memory_context_key(text_of(TALKS), &key, f->keep, NULL));
    assert_true(contexts.at[0].before[0] == key);
    assert_true(contexts.at[0].before[1] == 0);
    assert_true(contexts.at[0].story == 0);
    assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
    assert_int_equal(2, stats.stories);
    assert_text(TALKS, get(f, 1).ar_before);
}

static void many_contexts_are_bounded(void **state)
{
    struct fixture *f = *state;
    struct memory_contexts contexts;

    add_pair(f, TALKS, "talks");
    exec_in(f->path,
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
            " WHERE i < 4999) INSERT INTO context SELECT i + 1, 1, NULL, i,"
            " 'a', '', '', '', i + 1, 0, 0, 0, 0, 0 FROM n");
    assert_int_equal(BARQ_OK,
                     memory_contexts(f->memory, 1, &contexts, &f->keep, NULL));
    assert_int_equal(4096, contexts.count);
    assert_int_equal(5000, contexts.at[0].before[0]);
}

/* Put one unit beside ever new neighbours, from number `first` on. */
static void put_beside(struct fixture *f, int first, int count)
{
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = first; i < first + count; i++) {
        char before[32];
        struct barq_unit unit = pair_of(TALKS, "talks");
        snprintf(before, sizeof(before), "before %d", i);
        unit.en_before = text_of(before);
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, NULL, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

static void the_newest_contexts_are_kept(void **state)
{
    enum { KEPT = 4096, MORE = 40 };
    static const char *const count =
        "SELECT count(*) FROM context WHERE unit = 1";
    struct fixture *f = *state;

    put_beside(f, 0, KEPT);
    assert_int_equal(KEPT, number_in(f->path, count));
    put_beside(f, 0, MORE); /* the same again are the newest now */
    assert_int_equal(KEPT, number_in(f->path, count));
    assert_text("before 39", get(f, 1).en_before);
    put_beside(f, KEPT, MORE);
    assert_int_equal(KEPT, number_in(f->path, count));
    assert_text("before 4135", get(f, 1).en_before);
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM context"
                                           " WHERE en_before IN"
                                           " ('before 40', 'before 79')"));
    assert_int_equal(3, number_in(f->path, "SELECT count(*) FROM context"
                                           " WHERE en_before IN ('before 0',"
                                           " 'before 39', 'before 80')"));
}

/* Steps of SQLite's machine, which do not depend on the computer. */
static int64_t steps_taken(const struct barq_memory *memory)
{
    int64_t steps = 0;

    for (int i = 0; i < STATEMENTS; i++)
        if (memory->statements[i])
            steps += sqlite3_stmt_status(memory->statements[i],
                                         SQLITE_STMTSTATUS_VM_STEP, 0);
    return steps;
}

static void a_context_more_costs_no_more(void **state)
{
    struct fixture *f = *state;

    put_beside(f, 0, 100);
    int64_t before = steps_taken(f->memory);
    put_beside(f, 100, 100);
    int64_t few = steps_taken(f->memory) - before;
    put_beside(f, 200, 2000);
    before = steps_taken(f->memory);
    put_beside(f, 2200, 100);
    int64_t many = steps_taken(f->memory) - before;
    assert_true(many < few + few / 4);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_context_is_kept_once_for_each_place),
        IN_MEMORY(many_contexts_are_bounded),
        IN_MEMORY(the_newest_contexts_are_kept),
        IN_MEMORY(a_context_more_costs_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
