/*
 * An index is made anew in batches, between which others write: whatever they
 * do, it says in the end what the units say.
 */
#include "care_fixture.h"

#include <limits.h>
#include <stdatomic.h>
#include <threads.h>

enum { UNITS = 10000 };

static void fill(struct barq_memory *memory, int first, int last)
{
    char ar[80], en[80];

    assert_int_equal(BARQ_OK, memory_begin(memory, NULL));
    for (int n = first; n <= last; n++) {
        snprintf(ar, sizeof(ar), "\u0643\u0644\u0645\u0629 %d \u0648 %d", n,
                 n * 7);
        snprintf(en, sizeof(en), "word %d and %d", n, n * 7);
        struct barq_unit unit = pair_of(ar, en);
        assert_int_equal(BARQ_OK, memory_put(memory, &unit, NULL, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_commit(memory, NULL));
}

/* One that makes the index anew, and stops behind so many transactions until
 * it may go on. */
struct rebuilding {
    const char *path;
    struct barq_error err;
    enum barq_status status;
    atomic_int stored, stop;
    thrd_t thread;
    int statements;
};

enum { NOWHERE = INT_MAX, LONG_MS = 30000 };

/* A unit takes two statements, and so all of them a third of a second, which
 * is several short transactions, on the fastest machine. */
enum { REST_EVERY = 64 };

static int take_time(unsigned kind, void *context, void *statement, void *sql)
{
    struct rebuilding *r = context;

    (void)kind, (void)statement, (void)sql;
    if (++r->statements % REST_EVERY == 0)
        sqlite3_sleep(1);
    return SQLITE_OK;
}

/* It holds no lock here; and goes on at last if a test has failed. */
static int stop_there(void *context, sqlite3 *db, const char *name, int pages)
{
    struct rebuilding *r = context;
    int stored = atomic_fetch_add(&r->stored, 1) + 1;

    (void)db, (void)name, (void)pages;
    for (int ms = 0; stored >= atomic_load(&r->stop) && ms < LONG_MS; ms++)
        sqlite3_sleep(1);
    return SQLITE_OK;
}

static int rebuild(void *context)
{
    struct rebuilding *r = context;
    struct barq_memory *memory = NULL;

    r->status = barq_memory_open(r->path, BARQ_WRITE, &memory, &r->err);
    if (!r->status) {
        sqlite3_wal_hook(memory->db, stop_there, r);
        sqlite3_trace_v2(memory->db, SQLITE_TRACE_STMT, take_time, r);
        r->status = barq_memory_rebuild(memory, &r->err);
    }
    barq_memory_close(memory);
    return 0;
}

static bool is_at_work(const struct fixture *f)
{
    return number_in(f->path, "SELECT count(*) FROM meta"
                              " WHERE name = 'rebuild'") == 1;
}

/* Let it store the next part of its work, a short one: it is asked to, again
 * and again. */
static void let_it_go_on(struct rebuilding *r, const struct fixture *f)
{
    int stop = atomic_fetch_add(&r->stop, 1) + 1;

    for (int ms = 0; atomic_load(&r->stored) < stop && ms < LONG_MS; ms++) {
        memory_ask(f->memory);
        sqlite3_sleep(1);
    }
    assert_true(is_at_work(f));
}

static void begin_rebuild(struct rebuilding *r, const struct fixture *f)
{
    *r = (struct rebuilding){ .path = f->path };
    assert_int_equal(thrd_success, thrd_create(&r->thread, rebuild, r));
    let_it_go_on(r, f);
}

static void let_it_go(struct rebuilding *r)
{
    atomic_store(&r->stop, NOWHERE);
}

static void await_end(struct rebuilding *r)
{
    let_it_go(r);
    assert_int_equal(thrd_success, thrd_join(r->thread, NULL));
}

static void assert_agrees(const struct fixture *f, int64_t units)
{
    struct barq_check check = { 0 };

    assert_int_equal(BARQ_OK, barq_memory_check(f->memory, &check, NULL));
    assert_string_equal("", check.problem);
    assert_int_equal(units, check.units);
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM meta"
                                           " WHERE name = 'rebuild'"));
}

/* Units at both ends of the walk, and what is not there yet; some of them
 * again and again. */
static void change_some(struct fixture *f, int64_t round, int64_t *units)
{
    static const int64_t step = 331;
    const int64_t low = round + 1, high = UNITS - round * step;
    char en[40];

    snprintf(en, sizeof(en), "edited %d", (int)round);
    edit_en(f, low, en);
    edit_en(f, high, en);
    edit_en(f, low, "and edited again");
    if (round % 3 == 0) {
        undo(f, 0, high);
    } else if (round % 3 == 1) {
        delete_one(f, low);
        delete_one(f, high);
        *units -= 2;
    } else {
        delete_one(f, high);
        undo(f, 0, high);
    }
    snprintf(en, sizeof(en), "added %d", (int)round);
    add_pair(f, PEACE, en);
    ++*units;
}

static void others_write_beside_it(void **state)
{
    enum { ROUNDS = 20 };
    struct fixture *f = *state;
    struct rebuilding r;
    int64_t units = UNITS, round = 0, before = 0;

    fill(f->memory, 1, UNITS);
    before = number_in(f->path, "SELECT count(*) FROM posting");
    exec_in(f->path, "DELETE FROM posting WHERE id IN"
                     " (SELECT id FROM posting LIMIT 100)");
    begin_rebuild(&r, f);
    for (; round < ROUNDS && is_at_work(f); round++) {
        change_some(f, round, &units);
        let_it_go(&r);
    }
    await_end(&r);
    assert_string_equal("", r.err.message);
    assert_int_equal(BARQ_OK, r.status);
    assert_agrees(f, units);
    assert_true(number_in(f->path, "SELECT count(*) FROM posting") >
                before / 2);
    assert_int_equal(1, hits_of(f, "\"added 0\""));
    change_some(f, ROUNDS, &units); /* with the new index */
    assert_agrees(f, units);
}

/* Who begins last makes it; the other changes nothing. */
static void another_takes_its_place(void **state)
{
    struct fixture *f = *state;
    struct barq_error err = { 0 };
    struct rebuilding r;

    fill(f->memory, 1, UNITS);
    begin_rebuild(&r, f);
    barq_memory_rebuild(f->memory, &err);
    assert_string_equal("", err.message);
    await_end(&r);
    assert_int_equal(BARQ_E_MEMORY, r.status);
    assert_non_null(strstr(r.err.message, "another program began"));
    assert_agrees(f, UNITS);
}

/* A restored backup is another memory, whose index is its own. */
static void a_restored_memory_stays_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct rebuilding r;
    char backup[128];

    snprintf(backup, sizeof(backup), "%s/backup.db", f->folder);
    add_pair(f, TALKS, "talks");
    assert_int_equal(BARQ_OK,
                     barq_memory_backup(f->memory, backup, NULL, NULL));
    fill(f->memory, 1, UNITS);
    begin_rebuild(&r, f);
    assert_int_equal(BARQ_OK,
                     barq_memory_restore(f->path, backup, NULL, NULL, NULL));
    await_end(&r);
    assert_int_equal(BARQ_E_MEMORY, r.status);
    assert_agrees(f, 1);
    assert_int_equal(1, hits_of(f, "talks"));
}

/* ... even if it was made while the index was being made. */
static void a_backup_of_its_work_is_another_memory(void **state)
{
    enum { MORE = 3 * UNITS };
    static const char mark[] = "SELECT value FROM meta WHERE name = 'rebuild'";
    struct fixture *f = *state;
    struct rebuilding r;
    char backup[128];

    snprintf(backup, sizeof(backup), "%s/backup.db", f->folder);
    fill(f->memory, 1, MORE);
    begin_rebuild(&r, f);
    int64_t first = number_in(f->path, mark);
    assert_int_equal(BARQ_OK,
                     barq_memory_backup(f->memory, backup, NULL, NULL));
    let_it_go_on(&r, f);
    assert_true(number_in(f->path, mark) != first);
    edit_en(f, MORE, "edited behind it");
    assert_int_equal(BARQ_OK,
                     barq_memory_restore(f->path, backup, NULL, NULL, NULL));
    await_end(&r);
    assert_int_equal(BARQ_E_MEMORY, r.status);
    assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    assert_agrees(f, MORE);
}

/* What a file says of its tables is run, but for what stands behind that. */
static void a_schema_says_no_more_than_its_tables(void **state)
{
    static const char *const cases[] = {
        "; CREATE  TABLE main.theirs (x)",
        "; ATTACH 'theirs.db' AS theirs",
        " /* theirs */ ; ",
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture *f = *state;
        struct barq_memory *memory = NULL;
        char sql[256];
        if (i == 0)
            add_pair(f, TALKS, "talks");
        snprintf(sql, sizeof(sql),
                 "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET"
                 " sql = substr(sql, 1, instr(sql, 'STRICT') + 5) || \"%s\""
                 " WHERE name = 'posting'",
                 cases[i]);
        exec_in(f->path, sql);
        assert_int_equal(BARQ_OK,
                         barq_memory_open(f->path, BARQ_WRITE, &memory, NULL));
        assert_int_equal(BARQ_E_MEMORY, barq_memory_rebuild(memory, NULL));
        barq_memory_close(memory);
        assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM"
                                               " sqlite_schema WHERE"
                                               " name = 'theirs'"));
    }
}

int main(void)
{
#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
    const struct CMUnitTest tests[] = {
        IN(others_write_beside_it),
        IN(another_takes_its_place),
        IN(a_restored_memory_stays_as_it_is),
        IN(a_backup_of_its_work_is_another_memory),
        IN(a_schema_says_no_more_than_its_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
