/* Units that come one by one: found at once, wherever their postings lie. */
#include "care_fixture.h"

#include "memory/posting.h"

#define COUNT(of) "SELECT count(*) FROM " of

static int64_t waiting(const struct fixture *f)
{
    return number_in(f->path, COUNT("latest"));
}

/* In a file whose index agrees, all units are found, of both sides. */
static void assert_all_found(struct fixture *f, struct barq_memory *memory,
                             size_t units)
{
    struct barq_check check = { 0 };

    assert_int_equal(BARQ_OK, barq_memory_check(memory, &check, NULL));
    assert_string_equal("", check.problem);
    for (int side = 0; side < 2; side++) {
        struct memory_filter all = { 0 };
        struct memory_candidates found;
        struct arena keep = f->keep;
        assert_int_equal(BARQ_OK, memory_read_begin(memory, NULL));
        assert_int_equal(BARQ_OK,
                         memory_candidates(memory, side ? BARQ_EN : BARQ_AR,
                                           &all, &found, &keep, NULL));
        memory_read_end(memory);
        assert_int_equal(units, found.count);
    }
}

static int64_t add_number(struct fixture *f, int number)
{
    char ar[64], en[64];

    snprintf(ar, sizeof(ar), TALKS " " PEACE " %d", number);
    snprintf(en, sizeof(en), "peace talks %d", number);
    return add_pair(f, ar, en);
}

static void one_is_in_no_run(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;
    struct barq_unit again = pair_of(TALKS, "Talks");
    enum barq_added how;

    assert_int_equal(1, add_pair(f, TALKS, "talks"));
    assert_int_equal(1, waiting(f));
    assert_int_equal(0, number_in(f->path, COUNT("posting")));
    assert_int_equal(0, number_in(f->path, COUNT("run")));
    assert_all_found(f, f->memory, 1);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &other, NULL));
    assert_all_found(f, other, 1);
    add_pair(f, RAIN, "rain");
    assert_all_found(f, other, 2);
    barq_memory_close(other);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &again, &how, NULL, NULL));
    assert_int_equal(BARQ_ADDED, how); /* written in another way */
    again.en = text_of("talks");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &again, &how, NULL, NULL));
    assert_int_not_equal(BARQ_ADDED, how);
}

/* Two handles in turn, so that each finds what the other has put. */
static void many_go_into_a_run_together(void **state)
{
    enum { UNITS = 200 };
    struct fixture *f = *state, g = *f;
    int64_t most = 0;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &g.memory, NULL));
    for (int n = 0; n < UNITS; n++) {
        add_number(n % 3 ? f : &g, n);
        most = waiting(f) > most ? waiting(f) : most;
        if (n % 20 == 0)
            assert_all_found(f, n % 40 ? f->memory : g.memory, (size_t)n + 1);
    }
    assert_in_range(most, 2, UNITS / 2);
    assert_int_equal(1, number_in(f->path, COUNT("run")));
    assert_true(number_in(f->path, COUNT("posting")) > UNITS);
    assert_all_found(f, g.memory, UNITS);
    barq_memory_close(g.memory);
}

static void who_is_changed_is_let_go(void **state)
{
    struct fixture *f = *state;
    int64_t first = add_number(f, 1), second = add_number(f, 2);

    int64_t change = edit_en(f, first, "a tank");
    assert_int_equal(1, waiting(f)); /* as it is now */
    assert_all_found(f, f->memory, 2);
    undo(f, change, first);
    assert_all_found(f, f->memory, 2);
    change = delete_one(f, first);
    assert_all_found(f, f->memory, 1);
    delete_one(f, second);
    assert_all_found(f, f->memory, 0);
    undo(f, change, first);
    assert_all_found(f, f->memory, 1);
}

static void who_brings_many_lets_them_go(void **state)
{
    struct fixture *f = *state;

    add_number(f, 1);
    memory_expect_many(f->memory, true);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(0, waiting(f));
    add_number(f, 2);
    assert_int_equal(0, waiting(f));
    memory_expect_many(f->memory, false);
    assert_all_found(f, f->memory, 2);
    add_number(f, 3);
    assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    assert_all_found(f, f->memory, 3);
}

/* What has failed is not there, and what was there is. */
static void a_rollback_takes_it_back(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(RAIN, "rain");

    add_number(f, 1);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_read_begin(f->memory, NULL));
    memory_rollback(f->memory);
    assert_int_equal(1, waiting(f));
    assert_all_found(f, f->memory, 1);
    add_pair(f, RAIN, "rain");
    assert_all_found(f, f->memory, 2);
}

/* A unit of very many words goes into a run at once. */
static void a_long_one_is_not_kept(void **state)
{
    enum { WORDS = 1200, ROOM = 16 * WORDS };
    struct fixture *f = *state;
    char *en = arena_new(&f->keep, char, ROOM);
    size_t len = 0;

    for (int n = 0; n < WORDS; n++)
        len += (size_t)snprintf(en + len, ROOM - len, "word%d ", n);
    add_pair(f, TALKS, en);
    assert_int_equal(0, waiting(f));
    assert_all_found(f, f->memory, 1);
    /* As many as take the room of all are let go sooner. */
    for (int n = 1; n <= 10; n++) {
        en[len * 3 / 4] = '\0';
        en[0] = (char)('a' + n);
        add_pair(f, TALKS, en);
    }
    assert_in_range(waiting(f), 1, 9);
    assert_all_found(f, f->memory, 11);
}

/* More than there may be. */
static const char many_rows[] =
    "WITH n AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9))"
    " INSERT INTO latest SELECT 100 + a.column1 + 9 * b.column1,"
    " x'40000000' FROM n a, n b";

static void rows_that_make_no_sense(void **state)
{
    static const char *const cases[] = {
        "UPDATE latest SET lists = x''",
        "UPDATE latest SET lists = x'00000040'",
        "UPDATE latest SET lists = x'010000'",
        "UPDATE latest SET lists = x'FFFFFFFF'",
        "UPDATE latest SET lists = x'0000000100000001'",
        "UPDATE latest SET lists = x'4000000020000000'",
        "UPDATE latest SET lists = zeroblob(1000000)",
        "UPDATE latest SET unit = -unit",
        "UPDATE latest SET unit = unit + 4611686018427387904",
        many_rows,
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture *f = *state;
        struct barq_unit unit = pair_of(RAIN, cases[i]);
        struct barq_check check = { 0 };
        struct barq_error err = { 0 };
        assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
        add_number(f, 2 * (int)i);
        add_number(f, 2 * (int)i + 1);
        exec_in(f->path, cases[i]);
        assert_int_equal(BARQ_OK, barq_memory_check(f->memory, &check, NULL));
        assert_non_null(strstr(check.problem, "does not agree"));
        assert_int_equal(BARQ_E_MEMORY,
                         barq_memory_add(f->memory, &unit, NULL, NULL, &err));
        assert_non_null(strstr(err.message, "--rebuild-index"));
        assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
        assert_all_found(f, f->memory, 2 * i + 2);
    }
}

int main(void)
{
#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
    const struct CMUnitTest tests[] = {
        IN(one_is_in_no_run),         IN(many_go_into_a_run_together),
        IN(who_is_changed_is_let_go), IN(who_brings_many_lets_them_go),
        IN(a_rollback_takes_it_back), IN(a_long_one_is_not_kept),
        IN(rows_that_make_no_sense),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
