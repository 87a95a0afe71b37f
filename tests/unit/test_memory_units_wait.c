/*
 * Units that an import puts wait for their statement, and nobody can tell.
 */
#include "memory_fixture.h"

enum { UNITS = 37 }; /* no multiple of what one statement puts */

/* The i-th unit of an import, whose note has `note` bytes. */
static int64_t put(const struct fixture *f, int i, size_t note)
{
    struct arena scratch = f->keep;
    char ar[64], en[64];
    enum barq_added added;
    int64_t id = 0;

    snprintf(ar, sizeof(ar), "\u0633\u0644\u0627\u0645 %d", i);
    snprintf(en, sizeof(en), "Peace %d", i);
    struct barq_unit unit = pair_of(ar, en);
    char *long_note = arena_new(&scratch, char, note + 1);
    assert_non_null(long_note);
    memset(long_note, 'n', note);
    unit.note = (struct barq_text){ long_note, note };
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, &added, &id, NULL));
    assert_int_equal(BARQ_ADDED, added);
    memset(ar, 'x', sizeof(ar)); /* they were the caller's */
    memset(en, 'x', sizeof(en));
    return id;
}

static void begin(const struct fixture *f)
{
    memory_expect_many(f->memory, true);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
}

static void all_are_there_after_the_commit(void **state)
{
    struct fixture *f = *state;
    char en[64];

    begin(f);
    for (int i = 0; i < UNITS; i++)
        put(f, i, i % 5 == 0 ? 60 << 10 : 0);
    put(f, UNITS, 500 << 10); /* too long to wait */
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    for (int i = 0; i <= UNITS; i++) {
        struct barq_unit unit = get(f, i + 1);
        snprintf(en, sizeof(en), "Peace %d", i);
        assert_text(en, unit.en);
        if (i < UNITS)
            assert_int_equal(i % 5 == 0 ? 60 << 10 : 0, unit.note.len);
    }
    assert_int_equal(500 << 10, get(f, UNITS + 1).note.len);
}

/* Equal pairs are found whether they wait or not. */
static void who_waits_is_found(void **state)
{
    struct fixture *f = *state;
    enum barq_added added;
    int64_t id = 0;

    begin(f);
    for (int i = 0; i < UNITS; i++) {
        char ar[64];
        put(f, i, 0);
        snprintf(ar, sizeof(ar), "\u0633\u0644\u0627\u0645  %d", i);
        struct barq_unit again = pair_of(ar, "Peace 0");
        again.who = text_of("Rana");
        if (i % 3)
            continue;
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &again, &added, &id, NULL));
        assert_int_equal(i ? BARQ_ADDED : BARQ_MERGED, added);
        assert_text("Rana", get(f, id).who);
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

static void a_rollback_forgets_who_waits(void **state)
{
    struct fixture *f = *state;
    struct barq_stats stats;

    begin(f);
    for (int i = 0; i < UNITS; i++)
        put(f, i, 0);
    memory_rollback(f->memory);
    begin(f);
    put(f, UNITS, 0);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
    assert_int_equal(1, stats.units);
}

/* That they could not be put is told at the latest by the commit. */
static void what_goes_wrong_later_is_told(void **state)
{
    struct fixture *f = *state;
    struct barq_error err;
    struct barq_stats stats;

    begin(f);
    put(f, 0, 0); /* the first of a transaction may be asked for at once */
    assert_int_equal(2, put(f, 1, 0));
    assert_int_equal(SQLITE_OK, /* its number is taken meanwhile */
                     sqlite3_exec(f->memory->db,
                                  "INSERT INTO unit SELECT 2, 'a', 'b', 0, 0,"
                                  " 0, 0, 0, 0, 0, 0, 0, 0, '', '', '', '', 0,"
                                  " 0, 0, 0",
                                  NULL, NULL, NULL));
    assert_int_equal(BARQ_E_MEMORY, memory_commit(f->memory, &err));
    assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
    assert_int_equal(0, stats.units);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(all_are_there_after_the_commit),
        IN_MEMORY(who_waits_is_found),
        IN_MEMORY(a_rollback_forgets_who_waits),
        IN_MEMORY(what_goes_wrong_later_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
