/* What a file may say of its index that is not so: it is found, and nothing
 * that is done with it goes on for ever or loses what is sound. */
#include "care_fixture.h"

#include "memory/posting.h"

enum { UNITS = 1500 };

static void fill(struct fixture *f)
{
    char en[40];

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int n = 0; n < UNITS; n++) {
        snprintf(en, sizeof(en), "talks of day %d", n);
        struct barq_unit unit = pair_of(TALKS, en);
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, NULL, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

static bool is_sound(struct fixture *f)
{
    struct barq_check check = { 0 };

    assert_int_equal(BARQ_OK, barq_memory_check(f->memory, &check, NULL));
    return !*check.problem;
}

static void rows_out_of_place_are_found(void **state)
{
    static const char *const cases[] = {
        "DELETE FROM posting WHERE substr(units, 1, 1) = x'00'",
        "UPDATE posting SET id = id + 1 WHERE id ="
        " (SELECT max(id) FROM posting WHERE substr(units, 1, 1) = x'FF'"
        " OR length(units) > 100)",
        "UPDATE posting SET units = CAST(x'05' || substr(units, 2) AS BLOB)"
        " WHERE id = (SELECT min(id) FROM posting WHERE length(units) < 20"
        " AND substr(units, 1, 1) = x'01')",
        "UPDATE posting SET units = x'0102' WHERE id ="
        " (SELECT max(id) FROM posting)",
        "DELETE FROM posting WHERE id = (SELECT max(id) FROM posting)",
        "UPDATE run SET id = 30",
    };
    struct fixture *f = *state;

    fill(f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_true(is_sound(f));
        exec_in(f->path, cases[i]);
        if (is_sound(f))
            fail_msg("not found: %s", cases[i]);
        assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    }
    assert_true(is_sound(f));
}

/* Of units that were edited, deleted and taken back it knows more. */
static void a_concordance_may_know_more(void **state)
{
    struct fixture *f = *state;

    fill(f);
    for (int64_t id = 1; id < 40; id++) {
        int64_t change = edit_en(f, id, "another day of talks");
        if (id % 3 == 0)
            undo(f, change, id);
        else if (id % 3 == 1)
            delete_one(f, id);
    }
    for (int64_t id = 100; id < 140; id++)
        undo(f, edit_en(f, id, "the talks"), id);
    add_pair(f, RAIN, "rain");
    assert_true(is_sound(f));
}

static void a_concordance_that_knows_less_is_found(void **state)
{
    static const char *const cases[] = {
        "DELETE FROM words_run",
        "DELETE FROM place",
        "DELETE FROM place WHERE at = (SELECT max(at) FROM place)",
        "UPDATE place SET at = at + 1 WHERE at = (SELECT max(at) FROM place)",
        "UPDATE words_run SET first = first + 1",
        "UPDATE words_run SET last = last - 1",
        "UPDATE words_run SET id = id + 1",
        "UPDATE unit SET en = 'talks of a day' WHERE id = 7",
        "DELETE FROM word WHERE key = 'talks'",
        "DELETE FROM fresh",
        "UPDATE fresh SET data = substr(data, 1, length(data) - 2)",
        "UPDATE fresh SET unit = unit + 1",
    };
    struct fixture *f = *state;

    fill(f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_check check = { 0 };
        assert_true(is_sound(f));
        edit_en(f, 20 + (int64_t)i, "an edited day");
        exec_in(f->path, cases[i]);
        assert_int_equal(BARQ_OK, barq_memory_check(f->memory, &check, NULL));
        if (!strstr(check.problem, "does not agree"))
            fail_msg("%s: %s", cases[i], check.problem);
        assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    }
}

/* A row of so many units of a bucket, under a number of its own. */
static void put_row(struct fixture *f, int64_t row, int bucket, size_t units)
{
    uint64_t at[ROW_UNITS], list = posting_list_of(row_posting(row));
    char data[ROW_ROOM];
    size_t len;

    for (size_t i = 0; i < units; i++)
        at[i] = posting_of(list, bucket, (int64_t)i + 1);
    assert_int_equal(units, row_write(at, units, data, &len));
    assert_int_equal(
        BARQ_OK,
        posting_put_row(f->memory, row, (struct barq_text){ data, len }, NULL));
}

static void put_head_with_rows(struct fixture *f, int run, uint64_t list)
{
    char data[ROW_ROOM];
    size_t len = head_write_rows(ROW_UNITS, data);

    assert_int_equal(BARQ_OK,
                     posting_put_row(f->memory, row_id(run, list),
                                     (struct barq_text){ data, len }, NULL));
}

/* Rows that do not ascend would be merged for ever. */
static void a_merge_of_disorder_ends(void **state)
{
    const uint64_t list = posting_list(0, 77), last = posting_list(1, 0) - 1;
    struct fixture *f = *state;

    add_pair(f, PEACE, "peace");
    exec_in(f->path, "INSERT INTO run VALUES (3, 9000, 5), (5, 0, 0)");
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put_head_with_rows(f, 3, list);
    put_row(f, row_id(3, list | 1), 31, 3000);
    put_row(f, row_id(3, list | 2), 0, 3000);
    put_row(f, row_id(3, list | 3), 0, 3000);
    put_row(f, row_id(3, last), 31, 3000);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_E_MEMORY, runs_step(f->memory, RUNS_GROW, NULL));
    assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    assert_true(is_sound(f));
}

/* ... and so would the last row there may be, of which the next is the first.
 */
static void a_merge_goes_round_nothing(void **state)
{
    const uint64_t highest = (UINT64_C(1) << POSTING_BITS) - 1;
    struct fixture *f = *state;

    add_pair(f, PEACE, "peace");
    exec_in(f->path, "INSERT INTO run VALUES (3, 9000, 5), (5, 0, 0)");
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put_row(f, row_id(3, highest - 2), 31, 3000);
    put_row(f, row_id(3, highest - 1), 31, 3000);
    put_row(f, row_id(3, highest), 31, 3000);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_E_MEMORY, runs_step(f->memory, RUNS_GROW, NULL));
}

/* A run that is to be merged into itself would be dropped. */
static void a_run_goes_into_another(void **state)
{
    struct fixture *f = *state;
    struct runs runs;

    fill(f);
    exec_in(f->path, "UPDATE run SET target = id WHERE id > 0");
    assert_int_equal(BARQ_E_MEMORY, runs_read(f->memory, &runs, NULL));
    assert_int_equal(BARQ_E_MEMORY, runs_step(f->memory, RUNS_GROW, NULL));
    exec_in(f->path, "UPDATE run SET target = 0");
    assert_true(is_sound(f));
}

/* A head that holds more than it may: all but what is taken out stays. */
static void a_head_of_many_keeps_them(void **state)
{
    enum { MANY = 1500 };
    const uint64_t list = posting_list(0, 77);
    struct fixture *f = *state;
    uint64_t at[MANY];
    char data[ROW_ROOM];
    bool found = false;

    for (int64_t i = 0; i < MANY; i++)
        at[i] = posting_of(list, 3, i + 1);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    size_t len = head_write(at, MANY, data);
    assert_int_equal(BARQ_OK,
                     posting_put_row(f->memory, row_id(RUN_SINGLE, list),
                                     (struct barq_text){ data, len }, NULL));
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(BARQ_OK, posting_remove(f->memory, RUN_SINGLE, at[i],
                                                 &found, NULL));
        assert_true(found);
    }
    assert_int_equal(
        BARQ_OK, posting_remove(f->memory, RUN_SINGLE, at[0], &found, NULL));
    assert_false(found);
    memory_rollback(f->memory);
}

static void exec_db(sqlite3 *db, const char *sql)
{
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static uint32_t random_below(uint32_t n)
{
    static uint64_t seed = 5;

    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(seed >> 33) % n;
}

/* Let some bits of each row of the concordance be others. */
static void tear_places(struct fixture *f)
{
    enum { BITS = 10 };
    sqlite3_stmt *read = NULL, *write = NULL;
    sqlite3 *db = NULL;

    assert_int_equal(SQLITE_OK, sqlite3_open(f->path, &db));
    exec_db(db, "BEGIN; CREATE TEMP TABLE sound AS SELECT * FROM place");
    sqlite3_prepare_v2(db, "SELECT at, data FROM sound", -1, &read, NULL);
    sqlite3_prepare_v2(db, "UPDATE place SET data = ? WHERE at = ?", -1, &write,
                       NULL);
    while (sqlite3_step(read) == SQLITE_ROW) {
        struct arena keep = f->keep;
        int len = sqlite3_column_bytes(read, 1);
        char *data = arena_new(&keep, char, (size_t)len + 1);
        memcpy(data, sqlite3_column_blob(read, 1), (size_t)len);
        for (int i = 0; i < BITS; i++) {
            char *byte = &data[random_below((uint32_t)len)];
            *byte = (char)((unsigned char)*byte ^ 1U << random_below(8));
        }
        sqlite3_bind_blob(write, 1, data, len, SQLITE_STATIC);
        sqlite3_bind_int64(write, 2, sqlite3_column_int64(read, 0));
        assert_int_equal(SQLITE_DONE, sqlite3_step(write));
        sqlite3_reset(write);
    }
    sqlite3_finalize(read);
    sqlite3_finalize(write);
    exec_db(db, "COMMIT");
    sqlite3_close(db);
}

static void search_for(struct fixture *f, const char *words)
{
    struct barq_units *units = NULL;
    enum barq_status status =
        barq_memory_search(f->memory, text_of(words), NULL, &units, NULL);

    assert_true(status == BARQ_OK || status == BARQ_NOTHING ||
                status == BARQ_E_MEMORY);
    barq_units_free(units);
}

/* Whatever stands there, what is found is found, and nothing else happens. */
static void a_torn_concordance_is_safe(void **state)
{
    enum { ROUNDS = 40 };
    struct fixture *f = *state;

    fill(f);
    for (int round = 0; round < ROUNDS; round++) {
        tear_places(f);
        assert_false(is_sound(f));
        search_for(f, "talks");
        search_for(f, "\"talks of day\"");
        search_for(f, "day 7*");
        search_for(f, TALKS);
    }
    assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    assert_int_equal(1, hits_of(f, "\"day 77\""));
}

int main(void)
{
#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
    const struct CMUnitTest tests[] = {
        IN(rows_out_of_place_are_found),
        IN(a_concordance_may_know_more),
        IN(a_concordance_that_knows_less_is_found),
        IN(a_merge_of_disorder_ends),
        IN(a_merge_goes_round_nothing),
        IN(a_run_goes_into_another),
        IN(a_head_of_many_keeps_them),
        IN(a_torn_concordance_is_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
