/*
 * A large memory is merged in batches: others write between them, and what a
 * merge leaves that was killed, the next one completes.
 */
#include "care_fixture.h"

#include <signal.h>
#include <threads.h>

/* Theirs: stories of twenty units each, in two versions, of which the second
 * has other words at every fourth place. */
enum {
    STORIES = 600 /* the last: 599 */,
    PLACES = 20,
    UNITS = STORIES * (PLACES + PLACES / 4)
};

static void put_place(struct barq_memory *memory, int story, int place,
                      const char *word)
{
    char ar[80], en[80], name[40];
    int n = story * PLACES + place;

    snprintf(ar, sizeof(ar), "\u0643\u0644\u0645\u0629 %d \u0648 %d", n, n * 7);
    snprintf(en, sizeof(en), "%s %d and %d", word, n, n * 7);
    snprintf(name, sizeof(name), "Story %d", story);
    struct barq_unit unit = pair_of(ar, en);
    unit.story = text_of(name);
    unit.position = place;
    assert_int_equal(BARQ_OK, memory_put(memory, &unit, NULL, NULL, NULL));
}

static void put_version(struct barq_memory *memory, int story, bool second)
{
    const struct barq_text none = { "", 0 };

    assert_int_equal(BARQ_OK, memory_edition_begin(memory, none, NULL));
    for (int place = 0; place < PLACES; place++)
        put_place(memory, story, place,
                  second && place % 4 == 0 ? "later" : "word");
    memory_edition_end(memory);
}

static void fill(struct barq_memory *memory)
{
    assert_int_equal(BARQ_OK, memory_begin(memory, NULL));
    for (int second = 0; second < 2; second++)
        for (int story = 0; story < STORIES; story++)
            put_version(memory, story, second);
    assert_int_equal(BARQ_OK, memory_commit(memory, NULL));
}

/* A memory of that name in the folder, filled, with a history. */
static void make_theirs(const struct fixture *f, char path[128])
{
    struct barq_memory *memory = NULL;
    struct fixture theirs;

    snprintf(path, 128, "%s/theirs.db", f->folder);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(path, BARQ_WRITE, &memory, NULL));
    fill(memory);
    theirs = (struct fixture){ .memory = memory };
    edit_en(&theirs, 1, "edited");
    delete_one(&theirs, 2);
    edit_en(&theirs, UNITS, "edited, too");
    barq_memory_close(memory);
}

static enum barq_status merge_files(const char *ours, const char *theirs)
{
    struct barq_memory *memory = NULL;
    enum barq_status status = barq_memory_open(ours, BARQ_WRITE, &memory, NULL);

    if (!status)
        status = barq_memory_merge(memory, theirs, false, NULL, NULL);
    barq_memory_close(memory);
    return status;
}

/* Units that are there as soon as there are any. */
static int64_t await_units(const char *path, int64_t least)
{
    int64_t units = 0;

    for (int i = 0; i < 60000 && units <= least; i++) {
        sqlite3_sleep(1);
        units = number_in(path, "SELECT count(*) FROM unit");
    }
    return units;
}

struct merging {
    const char *ours, *theirs;
    enum barq_status status;
    thrd_t thread;
};

static int merge_beside(void *context)
{
    struct merging *merging = context;

    merging->status = merge_files(merging->ours, merging->theirs);
    return 0;
}

/* Somebody waits from its first moment on. */
static void others_write_between_batches(void **state)
{
    struct fixture *f = *state;
    struct merging merging = { .ours = f->path };
    char theirs[128];

    make_theirs(f, theirs);
    merging.theirs = theirs;
    memory_ask(f->memory);
    assert_int_equal(thrd_success,
                     thrd_create(&merging.thread, merge_beside, &merging));
    assert_true(await_units(f->path, 0) < UNITS - 1);
    add_pair(f, PEACE, "peace");
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM history"));
    assert_int_equal(thrd_success, thrd_join(merging.thread, NULL));
    assert_int_equal(BARQ_OK, merging.status);
    assert_int_equal(UNITS, number_in(f->path, "SELECT count(*) FROM unit"));
    assert_int_equal(3, number_in(f->path, "SELECT count(*) FROM history"));
    assert_sound(f);
}

/* How many rows of a query does only one of two files have? */
static int64_t differing(const char *a, const char *b, const char *query)
{
    char sql[2000];
    const char *files[] = { a, b };
    int64_t count = 0;

    for (int i = 0; i < 2; i++) {
        sqlite3 *db = NULL;
        int64_t rows = -1;
        snprintf(sql, sizeof(sql), "ATTACH '%s' AS o", files[!i]);
        assert_int_equal(SQLITE_OK, sqlite3_open(files[i], &db));
        assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
        char *here = sqlite3_mprintf("%s", query);
        snprintf(sql, sizeof(sql), "SELECT count(*) FROM (%s EXCEPT ", here);
        for (char *at = here; (at = strstr(at, "main.")); at++)
            for (size_t k = 0; k < 5; k++)
                at[k] = "o.   "[k];
        snprintf(sql + strlen(sql), sizeof(sql) - strlen(sql), "%s)", here);
        assert_int_equal(SQLITE_OK, memory_number(db, sql, &rows));
        sqlite3_free(here);
        sqlite3_close(db);
        count += rows;
    }
    return count;
}

/* In all that a merge brings, the order of versions included. */
static void assert_same(const char *a, const char *b)
{
    static const char *const queries[] = {
        "SELECT ar, en, origin, created, changed, uses FROM main.unit",
        "SELECT u.en, s.name, c.position, c.edition FROM main.context c"
        " JOIN main.unit u ON u.id = c.unit JOIN main.story s ON s.id = "
        "c.story",
        "SELECT token, at, deed FROM main.change",
        "SELECT h.fate, h.en, u.en FROM main.history h"
        " LEFT JOIN main.unit u ON u.id = h.unit",
        "SELECT name, value FROM main.meta",
    };

    for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++)
        assert_int_equal(0, differing(a, b, queries[i]));
}

/* Kill a merge that has stored a part. */
static void break_off(struct fixture *f, const char *theirs)
{
    int64_t before = number_in(f->path, "SELECT count(*) FROM unit");
    int how;

    memory_ask(f->memory);
    pid_t child = fork();
    if (!child)
        _exit(merge_files(f->path, theirs) ? 1 : 0);
    assert_true(await_units(f->path, before) < UNITS - 1);
    assert_int_equal(0, kill(child, SIGKILL));
    assert_int_equal(child, waitpid(child, &how, 0));
    assert_true(WIFSIGNALED(how));
    f->memory->asked = true; /* take away what the dead has left */
    memory_has_turn(f->memory);
}

static void what_was_broken_off_is_completed(void **state)
{
    struct fixture *f = *state;
    char theirs[128], at_once[128];

    make_theirs(f, theirs);
    snprintf(at_once, sizeof(at_once), "%s/at-once.db", f->folder);
    assert_int_equal(BARQ_OK, merge_files(at_once, theirs));
    for (int i = 0; i < 2; i++) {
        break_off(f, theirs);
        assert_sound(f);
        assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM change"));
    }
    assert_int_equal(BARQ_OK, merge_files(f->path, theirs));
    assert_sound(f);
    assert_same(f->path, at_once);
    assert_int_equal(BARQ_OK, merge_files(f->path, theirs));
    assert_same(f->path, at_once);
}

/* A version that was stored here meanwhile is later than all of theirs. */
static void what_comes_meanwhile_is_later(void **state)
{
    struct fixture *f = *state;
    char theirs[128];

    make_theirs(f, theirs);
    break_off(f, theirs);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put_version(f->memory, 3, false);
    put_version(f->memory, STORIES - 1, false);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_OK, merge_files(f->path, theirs));
    assert_int_equal(
        2, number_in(f->path,
                     "SELECT count(*) FROM (SELECT story, max(edition) AS last"
                     " FROM context GROUP BY story HAVING last >"
                     " (SELECT max(edition) FROM context c JOIN story s"
                     " ON s.id = c.story WHERE s.name = 'Story 598'))"));
    assert_int_equal(
        PLACES,
        number_in(f->path,
                  "SELECT count(*) FROM context c JOIN story s ON s.id ="
                  " c.story WHERE s.name = 'Story 3' AND c.edition ="
                  " (SELECT max(edition) FROM context WHERE story = s.id)"));
    assert_sound(f);
}

int main(void)
{
#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
    const struct CMUnitTest tests[] = {
        IN(others_write_between_batches),
        IN(what_was_broken_off_is_completed),
        IN(what_comes_meanwhile_is_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
