#include "memory_fixture.h"

#include "base/data.h"

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *to = fopen(path, "wb");

    assert_non_null(to);
    assert_int_equal(len, fwrite(bytes, 1, len, to));
    assert_int_equal(0, fclose(to));
}

/* Opening must fail with the file's path, a colon and `want`. */
static void assert_refused(const char *path, enum barq_access access,
                           const char *want)
{
    struct barq_memory *memory = NULL;
    struct barq_error err = { 0 };
    char message[sizeof(err.message)];

    snprintf(message, sizeof(message), "%s: %s", path, want);
    assert_int_equal(BARQ_E_MEMORY,
                     barq_memory_open(path, access, &memory, &err));
    assert_string_equal(message, err.message);
    assert_null(memory);
}

/* Nobody sees it half made: the file, which counts its transactions, has one
 * for all that is in it, and one for the log. */
static void a_new_memory_is_made_at_once(void **state)
{
    struct fixture *f = *state;
    unsigned char head[28] = { 0 };

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    FILE *file = fopen(f->path, "rb");
    assert_non_null(file);
    assert_int_equal(sizeof(head), fread(head, 1, sizeof(head), file));
    fclose(file);
    assert_int_equal(2, head[27]);
}

static void a_new_memory_has_the_present_schema(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    assert_int_equal(memory_schema(),
                     number_in(f->path, "PRAGMA user_version"));
    assert_int_equal(APPLICATION_ID,
                     number_in(f->path, "PRAGMA application_id"));
    assert_int_equal(TEXT_KEY_VERSION,
                     number_in(f->path, "SELECT value FROM meta"));
    assert_non_null(memory_lexicon(f->memory));
    add_pair(f, "\u0633\u0644\u0627\u0645", "peace");
    barq_memory_close(f->memory);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &f->memory, NULL));
    barq_memory_close(f->memory);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
}

/* Without a path there is a memory all the same, and no file. */
static void a_memory_in_passing_leaves_no_file(void **state)
{
    struct barq_unit unit = { .ar = text_of("\u0646\u0639\u0645"),
                              .en = text_of("yes") };
    struct barq_memory *memory = NULL;
    struct barq_stats stats;

    (void)state;
    assert_int_equal(BARQ_OK,
                     barq_memory_open(NULL, BARQ_WRITE, &memory, NULL));
    assert_int_equal(BARQ_OK, barq_memory_add(memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, barq_memory_stats(memory, &stats, NULL));
    assert_int_equal(1, stats.units);
    barq_memory_close(memory);
    assert_int_equal(-1, access(":memory:", F_OK));
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_open(NULL, BARQ_READ, &memory, NULL));
}

static void what_is_no_memory_is_refused(void **state)
{
    struct fixture *f = *state;
    char text[2000];

    assert_refused(f->path, BARQ_READ,
                   "no such memory; `barq add` or `barq import` makes one");
    assert_refused(f->folder, BARQ_WRITE,
                   "not a memory: it is no regular file");
    write_file(f->path, "", 0);
    assert_refused(f->path, BARQ_READ,
                   "not a memory: it is empty; `barq add` or `barq import` "
                   "makes one");
    memset(text, 'x', sizeof(text));
    for (size_t len = 1; len < sizeof(text); len += 600) {
        write_file(f->path, text, len);
        assert_refused(f->path, BARQ_READ,
                       "not a memory: the file is no SQLite database");
        assert_refused(f->path, BARQ_WRITE,
                       "not a memory: the file is no SQLite database");
    }
    unlink(f->path);
    exec_in(f->path, "CREATE TABLE recipe (name)");
    assert_refused(f->path, BARQ_WRITE,
                   "not a memory: another program's database");
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM "
                                           "sqlite_schema"));
    unlink(f->path);
    exec_in(f->path, "PRAGMA application_id = 7");
    assert_refused(f->path, BARQ_WRITE,
                   "not a memory: another program's database");
}

/* A slip of the hand in a memory's name is no new memory. */
static void what_changes_a_memory_makes_none(void **state)
{
    struct fixture *f = *state;
    const char *want = "no such memory; `barq add` or `barq import` makes one";

    assert_refused(f->path, BARQ_CHANGE, want);
    assert_int_equal(-1, access(f->path, F_OK));
    write_file(f->path, "", 0);
    assert_refused(f->path, BARQ_CHANGE,
                   "not a memory: it is empty; `barq add` or `barq import` "
                   "makes one");
    unlink(f->path);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    add_pair(f, "\u0633\u0644\u0627\u0645", "peace");
    barq_memory_close(f->memory);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_CHANGE, &f->memory, NULL));
    add_pair(f, "\u062D\u0631\u0628", "war");
}

static void a_missing_folder_is_named(void **state)
{
    struct fixture *f = *state;
    char path[160], want[256];

    snprintf(path, sizeof(path), "%s/desk/tm.db", f->folder);
    snprintf(want, sizeof(want), "there is no folder %s/desk; make it first",
             f->folder);
    assert_refused(path, BARQ_WRITE, want);
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_open("", BARQ_WRITE, &f->memory, NULL));
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_open(NULL, BARQ_READ, &f->memory, NULL));
}

/* Of these SQLite would make memories that are gone at the end, or lie
 * elsewhere. */
static void any_name_is_a_file(void **state)
{
    static const char *const names[] = { ":memory:", "file::memory:",
                                         "file:tm.db?mode=memory", "file:tm.db",
                                         "tm.db" };
    struct fixture *f = *state;
    char before[512];

    assert_non_null(getcwd(before, sizeof(before)));
    assert_int_equal(0, chdir(f->folder));
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_refused(names[i], BARQ_READ,
                       "no such memory; `barq add` or `barq import` makes "
                       "one");
        assert_int_equal(
            BARQ_OK, barq_memory_open(names[i], BARQ_WRITE, &f->memory, NULL));
        add_pair(f, "\u0633\u0644\u0627\u0645", "peace");
        barq_memory_close(f->memory);
        assert_int_equal(0, access(names[i], F_OK));
        assert_int_equal(
            BARQ_OK, barq_memory_open(names[i], BARQ_READ, &f->memory, NULL));
        barq_memory_close(f->memory);
        f->memory = NULL;
    }
    assert_int_equal(0, chdir(before));
}

static void a_newer_memory_is_refused_and_untouched(void **state)
{
    struct fixture *f = *state;
    char want[160];

    exec_in(f->path, "PRAGMA application_id = 0x42415251;"
                     "PRAGMA user_version = 99; CREATE TABLE later (x)");
    snprintf(want, sizeof(want),
             "made by a newer barq (schema 99, this one knows %d); upgrade "
             "barq",
             memory_schema());
    assert_refused(f->path, BARQ_WRITE, want);
    assert_refused(f->path, BARQ_READ, want);
    assert_int_equal(99, number_in(f->path, "PRAGMA user_version"));
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM "
                                           "sqlite_schema"));
}

static void a_failed_step_leaves_the_version_before_it(void **state)
{
    struct fixture *f = *state;
    char path[256];

    snprintf(path, sizeof(path), "%s/schema", f->folder);
    assert_int_equal(0, mkdir(path, 0755));
    snprintf(path, sizeof(path), "%s/%s", f->folder, data_name("schema/", 0));
    write_file(path, "CREATE TABLE a (x); CREATE TABLE a (x);", 39);
    setenv("BARQ_DATA", f->folder, 1);
    assert_refused(f->path, BARQ_WRITE, "table a already exists");
    unsetenv("BARQ_DATA");
    assert_int_equal(0, number_in(f->path, "PRAGMA user_version"));
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM "
                                           "sqlite_schema"));
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
}

static void a_truncated_file_is_damaged(void **state)
{
    struct fixture *f = *state;
    struct stat facts;

    add_pair(f, "\u0633\u0644\u0627\u0645", "peace");
    barq_memory_close(f->memory);
    f->memory = NULL;
    assert_int_equal(0, stat(f->path, &facts));
    assert_int_equal(0, truncate(f->path, facts.st_size / 2));
    assert_refused(f->path, BARQ_READ, "damaged; put back a copy of the file");
    assert_refused(f->path, BARQ_WRITE, "damaged; put back a copy of the file");
}

/* Read all that a memory gives out; any answer will do, but a crash. */
static void read_everything(const char *path)
{
    struct barq_memory *memory;
    struct barq_units *units;
    struct barq_stats stats;
    struct memory_filter all = { 0 };
    struct memory_candidates found;
    struct memory_contexts contexts;
    struct barq_unit unit = { 0 };
    struct block home;
    struct arena keep;

    if (barq_memory_open(path, BARQ_READ, &memory, NULL))
        return;
    assert_int_equal(BARQ_OK,
                     block_reserve(&home, (size_t)16 << 20, &keep, NULL));
    for (int i = 0; i < 10; i++)
        if (memory_next(memory, unit.id, &unit, &keep, NULL))
            break;
    memory_contexts(memory, 1, &contexts, &keep, NULL);
    memory_candidates(memory, BARQ_AR, &all, &found, &keep, NULL);
    memory_candidates(memory, BARQ_EN, &all, &found, &keep, NULL);
    barq_memory_stats(memory, &stats, NULL);
    if (!barq_memory_search(memory, text_of("talk*"), NULL, &units, NULL))
        barq_units_free(units);
    barq_memory_close(memory);
    block_release(home);
}

static void damage_anywhere_is_survived(void **state)
{
    struct fixture *f = *state;
    char copy[128];
    unsigned seed = 20261123;

    for (int i = 0; i < 6; i++) {
        char en[32];
        snprintf(en, sizeof(en), "talks %d resume", i);
        add_pair(f, "\u0645\u062D\u0627\u062F\u062B\u0627\u062A", en);
    }
    barq_memory_close(f->memory);
    f->memory = NULL;
    FILE *from = fopen(f->path, "rb");
    static char bytes[1 << 20];
    size_t len = fread(bytes, 1, sizeof(bytes), from);
    fclose(from);
    snprintf(copy, sizeof(copy), "%s/copy.db", f->folder);
    for (int round = 0; round < 60; round++) {
        static char bad[1 << 20];
        memcpy(bad, bytes, len);
        for (int i = 0; i < 40; i++) {
            seed = seed * 1103515245 + 12345;
            bad[100 + (seed >> 3) % (len - 100)] ^= 0x5A;
        }
        write_file(copy, bad, len);
        read_everything(copy);
    }
}

/* Texts that others would trust to be UTF-8. */
static void rows_that_make_no_sense_are_damage(void **state)
{
    static const char *const breaks[] = {
        "UPDATE unit SET en = CAST(x'FF' AS TEXT)",
        "UPDATE unit SET en = CAST(x'6100' AS TEXT)",
        "UPDATE unit SET origin = 5",
        "UPDATE unit SET origin = -1",
        "UPDATE unit SET confidence = 2",
        "UPDATE unit SET ar = ''",
        "UPDATE unit SET ar = printf('%.70000c', 'a')",
    };
    struct fixture *f = *state;
    struct barq_error err;
    struct barq_units *units;
    int64_t id = add_pair(f, "\u0633\u0644\u0627\u0645", "peace");

    exec_in(f->path, "CREATE TABLE saved AS SELECT * FROM unit");
    for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
        exec_in(f->path, breaks[i]);
        assert_int_equal(BARQ_E_MEMORY,
                         barq_memory_get(f->memory, id, &units, &err));
        assert_non_null(strstr(err.message, ": damaged; "));
        exec_in(f->path, "DELETE FROM unit;"
                         "INSERT INTO unit SELECT * FROM saved");
    }
    assert_int_equal(BARQ_OK, barq_memory_get(f->memory, id, &units, &err));
    barq_units_free(units);
}

/* A memory with one unit, all of whose keys are wrong. */
static void store_with_other_keys(struct fixture *f)
{
    struct barq_unit unit =
        pair_of("\u0645\u062D\u0627\u062F\u062B\u0627\u062A", "Talks resume");

    unit.story = text_of("Harbour talks");
    unit.en_before = text_of("Before");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    barq_memory_close(f->memory);
    f->memory = NULL;
    exec_in(f->path, "UPDATE meta SET value = 0; DELETE FROM posting;"
                     "DELETE FROM run; DELETE FROM latest; DELETE FROM word; "
                     "DELETE FROM place;"
                     "DELETE FROM words_run; DELETE FROM fresh; UPDATE unit "
                     "SET en_weight = 0, en_bare = 0,"
                     " ar_key = 0; UPDATE context SET en_before_key = 1;"
                     "UPDATE story SET key = 1");
}

static void assert_context_keys(struct fixture *f)
{
    struct memory_contexts contexts;
    uint64_t key = 0;

    assert_int_equal(BARQ_OK,
                     memory_contexts(f->memory, 1, &contexts, &f->keep, NULL));
    assert_int_equal(1, contexts.count);
    assert_int_equal(
        BARQ_OK, memory_context_key(text_of("Before"), &key, f->keep, NULL));
    assert_true(contexts.at[0].before[1] == key);
    assert_int_equal(BARQ_OK, memory_story_key(text_of("harbour talks"), &key,
                                               f->keep, NULL));
    assert_true(contexts.at[0].story == key);
}

static void other_keys_are_made_anew(void **state)
{
    struct fixture *f = *state;
    struct barq_units *units = NULL;
    struct memory_filter all = { 0 };
    struct memory_candidates found;

    store_with_other_keys(f);
    assert_refused(f->path, BARQ_READ,
                   "its keys are of another version of barq; `barq check "
                   "--rebuild-index` makes them anew");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_candidates(f->memory, BARQ_EN, &all,
                                                &found, &f->keep, NULL));
    assert_int_equal(1, found.count);
    assert_int_equal(BARQ_OK, barq_memory_search(f->memory, text_of("talks"),
                                                 NULL, &units, NULL));
    barq_units_free(units);
    assert_context_keys(f);
    assert_int_equal(
        9, number_in(f->path, "SELECT sum(length(lists)) / 4 FROM latest"));
    /* It was just done, and is not done twice. */
    assert_true(f->memory->rekeyed);
    assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    assert_int_equal(1,
                     add_pair(f, "\u0645\u062D\u0627\u062F\u062B\u0627\u062A",
                              "Talks resume"));
    assert_false(f->memory->rekeyed);
}

/* The exit code of `child(f)` in a process that root cannot help. */
static int as_nobody(int (*child)(const struct fixture *),
                     const struct fixture *f)
{
    int code = 0;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
            _exit(99);
        _exit(child(f));
    }
    waitpid(pid, &code, 0);
    return WIFEXITED(code) ? WEXITSTATUS(code) : 98;
}

static int reads_one_unit(const struct fixture *f)
{
    struct barq_memory *memory;
    struct barq_stats stats;

    if (barq_memory_open(f->path, BARQ_READ, &memory, NULL))
        return 1;
    if (barq_memory_stats(memory, &stats, NULL) || stats.units != 1)
        return 2;
    if (memory_begin(memory, NULL) != BARQ_E_MEMORY)
        return 3;
    barq_memory_close(memory);
    return 0;
}

static int cannot_write(const struct fixture *f)
{
    struct barq_memory *memory;
    struct barq_error err = { 0 };

    if (barq_memory_open(f->path, BARQ_WRITE, &memory, &err) != BARQ_E_MEMORY)
        return 1;
    return strstr(err.message, "permissions") ? 0 : 2;
}

static void a_folder_that_is_read_only_will_do(void **state)
{
    struct fixture *f = *state;

    /* What SQLite's URIs would take for something else. */
    snprintf(f->path, sizeof(f->path), "%s/50%%25 a?b#c.db", f->folder);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    add_pair(f, "\u0633\u0644\u0627\u0645", "peace");
    barq_memory_close(f->memory);
    f->memory = NULL;
    chmod(f->path, 0444);
    chmod(f->folder, 0555);
    assert_int_equal(0, as_nobody(reads_one_unit, f));
    assert_int_equal(0, as_nobody(cannot_write, f));
    chmod(f->folder, 0755);
}

static void a_second_writer_is_told_to_wait(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other;
    struct barq_error err = { 0 };

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    sqlite3_busy_timeout(other->db, 0);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_E_MEMORY, memory_begin(other, &err));
    assert_non_null(strstr(err.message, ": another program is writing to it; "
                                        "try again when it is done"));
    memory_rollback(f->memory);
    assert_int_equal(BARQ_OK, memory_begin(other, &err));
    barq_memory_close(other);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)
#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_new_memory_has_the_present_schema),
        IN_FOLDER(a_new_memory_is_made_at_once),
        IN_FOLDER(a_memory_in_passing_leaves_no_file),
        IN_FOLDER(what_is_no_memory_is_refused),
        IN_FOLDER(what_changes_a_memory_makes_none),
        IN_FOLDER(a_missing_folder_is_named),
        IN_FOLDER(any_name_is_a_file),
        IN_FOLDER(a_newer_memory_is_refused_and_untouched),
        IN_FOLDER(a_failed_step_leaves_the_version_before_it),
        IN_MEMORY(a_truncated_file_is_damaged),
        IN_MEMORY(damage_anywhere_is_survived),
        IN_MEMORY(rows_that_make_no_sense_are_damage),
        IN_MEMORY(other_keys_are_made_anew),
        IN_FOLDER(a_folder_that_is_read_only_will_do),
        IN_MEMORY(a_second_writer_is_told_to_wait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
