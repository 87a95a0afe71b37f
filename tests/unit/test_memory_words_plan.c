/* Runs of the concordance merged in steps: whoever searches between two finds
 * all, and whoever writes goes on with what was left. */
#include "memory/words_write.h"
#include "memory_fixture.h"

#include <signal.h>

enum { STEP = 3000 }; /* bytes: some thirty words */

/* A unit whose English says its number, and some words of few. */
static void add_numbered(struct barq_memory *memory, int number)
{
    char en[128];

    snprintf(en, sizeof(en), "unit%d says %s and word%d and word%d", number,
             number % 2 ? "odd" : "even", number % 7, number % 7);
    struct barq_unit unit = pair_of("\u0646\u0639\u0645", en);
    assert_int_equal(BARQ_OK, memory_put(memory, &unit, NULL, NULL, NULL));
}

/* Transactions of so many units, no two of one size: a run each. */
static int fill(struct fixture *f)
{
    static const int sizes[] = { 80, 1100, 300 };
    int total = 0;

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
        for (int k = 0; k < sizes[i]; k++)
            add_numbered(f->memory, total++);
        assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    }
    assert_int_equal(3, number_in(f->path, "SELECT count(*) FROM words_run"));
    return total;
}

static size_t count(struct barq_memory *memory, const char *query)
{
    struct barq_search_options all = { .limit = 100000, .exact = true };
    struct barq_units *units = NULL;
    size_t found = 0;

    if (!barq_memory_search(memory, text_of(query), &all, &units, NULL))
        found = barq_units_count(units);
    barq_units_free(units);
    return found;
}

static void assert_all_found(struct barq_memory *memory, int total)
{
    char query[32];

    assert_int_equal(total, count(memory, "says"));
    assert_int_equal(total / 2, count(memory, "\"says odd and\""));
    assert_int_equal((total + 6) / 7, count(memory, "\"word0 and word0\""));
    for (int i = 0; i < total; i += 211) {
        snprintf(query, sizeof(query), "unit%d word%d", i, i % 7);
        assert_int_equal(1, count(memory, query));
    }
}

/* No row is left of a run that is gone. */
static void assert_sound(const struct fixture *f)
{
    assert_int_equal(0, number_in(f->path,
                                  "SELECT count(*) FROM place WHERE at >> 57 "
                                  "NOT IN (SELECT id FROM words_run)"));
    assert_whole(f->path);
}

/* In a transaction: the first step of a merge of all runs. */
static void begin_merge(struct barq_memory *memory)
{
    struct words_merge merge = { .most = STEP };

    assert_int_equal(BARQ_OK, words_runs(memory, &merge.sources, NULL));
    merge.target = (struct words_run){ .id = words_free_run(&merge.sources),
                                       .first = merge.sources.at[0].first };
    assert_int_equal(BARQ_OK, words_merge_some(memory, &merge, NULL));
}

/* ... and one that goes on: 7 is where begin_merge() began. */
static enum barq_status go_on(struct barq_memory *memory, int into)
{
    struct words_merge merge = { .most = STEP };
    struct words_runs all;

    assert_int_equal(BARQ_OK, words_runs(memory, &all, NULL));
    for (int i = 0; i < all.count; i++) {
        if (all.at[i].id == into)
            merge.target = all.at[i];
        else
            merge.sources.at[merge.sources.count++] = all.at[i];
    }
    if (!merge.sources.count)
        return BARQ_NOTHING;
    return words_merge_some(memory, &merge, NULL);
}

static enum barq_status step(struct barq_memory *memory, int into)
{
    assert_int_equal(BARQ_OK, memory_begin(memory, NULL));
    enum barq_status status = go_on(memory, into);
    assert_int_equal(BARQ_OK, memory_commit(memory, NULL));
    return status;
}

static void each_step_leaves_a_whole(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *reader = NULL;
    int total = fill(f), steps = 0;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    begin_merge(f->memory);
    assert_all_found(reader, total); /* of before: nothing is stored yet */
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(4, number_in(f->path, "SELECT count(*) FROM words_run"));
    do {
        assert_all_found(steps % 2 ? f->memory : reader, total);
        steps++;
    } while (!step(f->memory, 3));
    assert_true(steps > 5);
    assert_all_found(reader, total);
    assert_int_equal(total, number_in(f->path, "SELECT units FROM words_run"));
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM words_run"));
    assert_sound(f);
    barq_memory_close(reader);
}

/* In another process: a step, and in the midst of the next it is killed. */
static void merge_and_be_killed(const char *path)
{
    struct barq_memory *memory = NULL;
    pid_t child = fork();
    int how = 0;

    assert_true(child >= 0);
    if (!child) {
        if (barq_memory_open(path, BARQ_WRITE, &memory, NULL))
            _exit(1);
        if (memory_begin(memory, NULL))
            _exit(2);
        begin_merge(memory);
        if (memory_commit(memory, NULL) || step(memory, 3) ||
            memory_begin(memory, NULL) || go_on(memory, 3))
            _exit(3);
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(child, waitpid(child, &how, 0));
    assert_true(WIFSIGNALED(how));
}

/* Who comes after stores a unit, and goes on with the merge. */
static void a_merge_that_was_killed_goes_on(void **state)
{
    struct fixture *f = *state;
    int total = fill(f);

    barq_memory_close(f->memory);
    f->memory = NULL;
    merge_and_be_killed(f->path);
    assert_sound(f);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    assert_all_found(f->memory, total);
    assert_int_equal(4, number_in(f->path, "SELECT count(*) FROM words_run"));
    add_pair(f, "\u0644\u0627", "beside");
    assert_int_equal(BARQ_OK, words_step(f->memory, NULL));
    assert_int_equal(BARQ_NOTHING, words_step(f->memory, NULL));
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM words_run"));
    assert_all_found(f->memory, total);
    assert_int_equal(1, count(f->memory, "beside"));
    assert_sound(f);
}

/* Another who writes between two steps, and merges small runs of its own. */
static void others_write_between_two_steps(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;
    int total = fill(f);

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    begin_merge(f->memory);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    for (int round = 0; round < 4; round++) {
        assert_int_equal(BARQ_OK, memory_begin(other, NULL));
        for (int k = 0; k < 70; k++)
            add_numbered(other, total++);
        other->due = false; /* else it does the rest, too */
        assert_int_equal(BARQ_OK, memory_commit(other, NULL));
        assert_all_found(f->memory, total);
    }
    barq_memory_close(other);
    while (!words_step(f->memory, NULL))
        assert_all_found(f->memory, total);
    assert_all_found(f->memory, total);
    assert_int_equal(2, number_in(f->path, "SELECT count(*) FROM words_run"));
    assert_sound(f);
}

/* What is said of their sizes makes small runs large. */
static void large_runs_are_merged_after_the_commit(void **state)
{
    struct fixture *f = *state;
    int total = fill(f);

    exec_in(f->path, "UPDATE words_run SET units = 100000");
    assert_int_equal(BARQ_NOTHING, words_step(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int k = 0; k < 70; k++)
        add_numbered(f->memory, total++);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    exec_in(f->path, "UPDATE words_run SET units = 100000");
    add_pair(f, "\u0644\u0627", "beside"); /* of little: it is not looked */
    assert_int_equal(4, number_in(f->path, "SELECT count(*) FROM words_run"));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int k = 0; k < 70; k++)
        add_numbered(f->memory, total++);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(2, number_in(f->path, "SELECT count(*) FROM words_run"));
    assert_int_equal(400000,
                     number_in(f->path, "SELECT max(units) FROM words_run"));
    assert_all_found(f->memory, total);
    assert_sound(f);
}

/* There are numbers for so many runs and no more. */
static void too_many_runs_become_fewer(void **state)
{
    struct fixture *f = *state;
    int total = 0, runs = 0;

    while (total < 70 * (WORDS_RUNS_MOST + 20)) {
        assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
        for (int k = 0; k < 70; k++)
            add_numbered(f->memory, total++);
        assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
        /* Never enough of one size. */
        exec_in(f->path, "UPDATE words_run SET units = 1 << 2 * (id / 3 + 4)");
        int now = (int)number_in(f->path, "SELECT count(*) FROM words_run");
        runs = now > runs ? now : runs;
    }
    assert_int_equal(WORDS_RUNS_MOST - 2, runs);
    assert_all_found(f->memory, total);
    assert_sound(f);
}

int main(void)
{
#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
    const struct CMUnitTest tests[] = {
        IN(each_step_leaves_a_whole),
        IN(a_merge_that_was_killed_goes_on),
        IN(others_write_between_two_steps),
        IN(large_runs_are_merged_after_the_commit),
        IN(too_many_runs_become_fewer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
