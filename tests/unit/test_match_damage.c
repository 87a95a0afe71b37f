/* A damaged index: a lookup goes on without the piece, and that is said. */
#include "match_fixture.h"

#include "memory/memory.h"

#include <sqlite3.h>

static struct memory_fixture fixture;

static int set_up(void **state)
{
    char en[64];

    (void)state;
    fixture_open(&fixture);
    for (int i = 0; i < 40; i++) {
        struct barq_unit unit = { .ar = text_of("\u0646\u0639\u0645"),
                                  .confidence = 1,
                                  .position = -1 };
        snprintf(en, sizeof(en), "Talks on harbour number %d resume.", i);
        unit.en = text_of(en);
        if (barq_memory_add(fixture.memory, &unit, NULL, NULL, NULL))
            return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&fixture);
    return 0;
}

static void exec(const char *sql)
{
    sqlite3 *db;

    assert_int_equal(SQLITE_OK, sqlite3_open(fixture.path, &db));
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
    sqlite3_close(db);
}

static size_t found(const char *query)
{
    const struct barq_lookup_options all = { .lang = BARQ_EN, .max = 1000 };
    struct barq_matches *matches = NULL;
    enum barq_status status =
        barq_lookup(fixture.memory, text_of(query), &all, &matches, NULL);
    size_t count = matches ? barq_matches_count(matches) : 0;

    assert_true(status == BARQ_OK || status == BARQ_NOTHING);
    barq_matches_free(matches);
    return count;
}

/* How many postings a run has is for the file to say, and it may say anything;
 * whoever stores plans merges by it. */
static void a_run_that_miscounts_is_merged(void **state)
{
    struct barq_unit unit = { .ar = text_of("\u0644\u0627"),
                              .en = text_of("no"),
                              .confidence = 1,
                              .position = -1 };
    char sql[160];

    (void)state;
    for (int run = 1; run < 12; run++) {
        snprintf(sql, sizeof(sql),
                 "INSERT INTO run (id, postings, target) VALUES (%d, %s, 0)",
                 run, run % 2 ? "-9" : "9223372036854775807");
        exec(sql);
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            BARQ_OK, barq_memory_add(fixture.memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_rest(fixture.memory, NULL));
}

static const char QUERY[] = "Talks on harbour number 7 resume.";

static void a_sound_index_has_no_warning(void **state)
{
    (void)state;
    assert_int_equal(40, found(QUERY));
    assert_string_equal("", barq_memory_warnings(fixture.memory));
}

static void damage_is_passed_over_and_said(void **state)
{
    static const struct {
        const char *why, *sql;
        size_t least, most;
    } cases[] = {
        { "all groups are nonsense", "UPDATE posting SET units = x'FFFFFFFF'",
          0, 0 },
        { "heads are empty", "UPDATE posting SET units = x''", 0, 0 },
        { "some lists are", "UPDATE posting SET units = x'FF' WHERE id % 3 = 0",
          0, 40 },
        { "it names a unit that there is not", "DELETE FROM unit WHERE id = 8",
          39, 39 },
        { "the table of runs is", "UPDATE run SET id = 99", 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_error err;
        assert_int_equal(BARQ_OK, barq_memory_rebuild(fixture.memory, &err));
        barq_memory_close(fixture.memory);
        assert_int_equal(BARQ_OK, barq_memory_open(fixture.path, BARQ_WRITE,
                                                   &fixture.memory, &err));
        exec(cases[i].sql);
        size_t count = found(QUERY);
        const char *said = barq_memory_warnings(fixture.memory);
        if (count < cases[i].least || count > cases[i].most || !*said)
            fail_msg("%s: %zu found, \"%s\"", cases[i].why, count, said);
        assert_non_null(strstr(said, fixture.path));
        assert_non_null(strstr(said, "`barq check --rebuild-index`"));
    }
}

static enum barq_status add(int number, struct barq_error *err)
{
    char en[40];

    snprintf(en, sizeof(en), "Rain fell on village %d.", number);
    const struct barq_unit unit = { .ar = text_of("\u0646\u0639\u0645"),
                                    .en = text_of(en),
                                    .confidence = 1,
                                    .position = -1 };
    return barq_memory_add(fixture.memory, &unit, NULL, NULL, err);
}

/* What is written has to agree with the index: that of units that come one by
 * one when they go where it lies. */
static void a_writer_is_refused(void **state)
{
    enum { MOST = 100 };
    enum barq_status status = BARQ_OK;
    struct barq_error err;
    int n = 0;

    (void)state;
    assert_int_equal(BARQ_OK, barq_memory_rebuild(fixture.memory, &err));
    exec("UPDATE posting SET units = x'FFFFFFFF'");
    while (n < MOST && !status)
        status = add(n++, &err);
    assert_int_equal(BARQ_E_MEMORY, status);
    assert_non_null(strstr(err.message, "`barq check --rebuild-index`"));
    assert_int_equal(BARQ_OK, barq_memory_rebuild(fixture.memory, &err));
    for (n--; n < MOST; n++)
        assert_int_equal(BARQ_OK, add(n, &err));
    assert_int_equal(MOST, found("Rain fell on village 7."));
}

#define IN(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN(a_sound_index_has_no_warning),
        IN(damage_is_passed_over_and_said),
        IN(a_writer_is_refused),
        IN(a_run_that_miscounts_is_merged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
