#include "care_fixture.h"

#include "base/data.h"

static void beside(const struct fixture *f, const char *name, char path[160])
{
    snprintf(path, 160, "%s/%s", f->folder, name);
}

static int64_t units_in(const char *path)
{
    return number_in(path, "SELECT count(*) FROM unit");
}

/* How many files there are in the folder. */
static int count_files(const struct fixture *f)
{
    char line[256];
    int count = 0;

    snprintf(line, sizeof(line), "ls '%s' | wc -l", f->folder);
    FILE *from = popen(line, "r");
    assert_non_null(from);
    assert_int_equal(1, fscanf(from, "%d", &count)); /* NOLINT(cert-err34-c) */
    pclose(from);
    return count;
}

static void count_up(void *context, int64_t done, int64_t total)
{
    int64_t *last = context;

    assert_true(done >= *last && done <= total);
    *last = done;
}

static void a_backup_is_the_memory_of_a_moment(void **state)
{
    struct fixture *f = *state;
    struct barq_progress progress = { count_up, &(int64_t){ 0 } };
    struct barq_memory *copy = NULL;
    struct barq_error err = { 0 };
    char path[160];

    add_in_story(f, TALKS, "Talks resume", "Harbour", 3);
    beside(f, "copy.db", path);
    int files = count_files(f);
    if (barq_memory_backup(f->memory, path, &progress, &err))
        fail_msg("%s", err.message);
    assert_true(*(int64_t *)progress.context > 10);
    assert_int_equal(files + 1, count_files(f)); /* one file, no log */
    add_pair(f, PEACE, "peace");
    assert_int_equal(1, units_in(path));
    assert_whole(path);
    assert_int_equal(BARQ_OK, barq_memory_open(path, BARQ_READ, &copy, &err));
    barq_memory_close(copy);
    /* Nothing is written over; nor is what is no file. */
    assert_int_equal(BARQ_E_INPUT,
                     barq_memory_backup(f->memory, path, NULL, &err));
    assert_non_null(strstr(err.message, "is there already"));
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_backup(f->memory, "/dev/null", NULL, &err));
    assert_int_equal(BARQ_E_INPUT,
                     barq_memory_backup(f->memory, "/no/such/x", NULL, &err));
}

/* Another writer neither waits for the copy nor makes it begin anew. */
struct writer {
    struct barq_memory *memory;
    int calls;
};

static void write_meanwhile(void *context, int64_t done, int64_t total)
{
    struct writer *writer = context;
    char en[32];

    (void)done;
    (void)total;
    snprintf(en, sizeof(en), "line %d", writer->calls++);
    struct barq_unit unit = pair_of(RAIN, en);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(writer->memory, &unit, NULL, NULL, NULL));
}

static void others_write_meanwhile(void **state)
{
    struct fixture *f = *state;
    struct writer writer = { 0 };
    const struct barq_progress progress = { write_meanwhile, &writer };
    char path[160];

    for (int i = 0; i < 20; i++) {
        struct barq_unit unit = pair_of(TALKS, "x");
        char *note = calloc(1, 900001);
        memset(note, 'n', 900000);
        note[0] = (char)('a' + i);
        unit.note = text_of(note);
        unit.en = (struct barq_text){ note, 20 };
        assert_int_equal(BARQ_OK,
                         barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
        free(note);
    }
    assert_int_equal(
        BARQ_OK, barq_memory_open(f->path, BARQ_WRITE, &writer.memory, NULL));
    beside(f, "copy.db", path);
    assert_int_equal(BARQ_OK,
                     barq_memory_backup(f->memory, path, &progress, NULL));
    assert_true(writer.calls >= 4 && writer.calls < 100);
    assert_int_equal(20, units_in(path));
    assert_whole(path);
    barq_memory_close(writer.memory);
}

static void a_backup_takes_the_place_of_the_memory(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *reader = NULL;
    struct barq_stats stats;
    char path[160], *kept = NULL;
    struct barq_error err = { 0 };

    add_in_story(f, TALKS, "Talks resume", "Harbour", 3);
    beside(f, "copy.db", path);
    assert_int_equal(BARQ_OK, barq_memory_backup(f->memory, path, NULL, NULL));
    add_pair(f, PEACE, "peace");
    /* One who has it open sees the new state next. */
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    if (barq_memory_restore(f->path, path, NULL, &kept, &err))
        fail_msg("%s", err.message);
    assert_int_equal(BARQ_OK, barq_memory_stats(reader, &stats, NULL));
    assert_int_equal(1, stats.units);
    barq_memory_close(reader);
    assert_int_equal(1, hits_of(f, "resume"));
    assert_int_equal(2, units_in(kept));
    assert_whole(f->path);
    assert_whole(kept);
    assert_non_null(strstr(kept, "/tm.db.before-restore"));
    barq_string_free(kept);
    add_pair(f, RAIN, "rain");
    /* A second time: the first one that was kept stays. */
    assert_int_equal(BARQ_OK,
                     barq_memory_restore(f->path, path, NULL, &kept, NULL));
    assert_non_null(strstr(kept, "/tm.db.before-restore-2"));
    assert_int_equal(2, units_in(kept));
    barq_string_free(kept);
}

static void a_memory_that_is_missing_is_made(void **state)
{
    struct fixture *f = *state;
    char path[160], fresh[160], *kept = (char *)1;

    add_pair(f, TALKS, "Talks resume");
    beside(f, "copy.db", path);
    beside(f, "fresh.db", fresh);
    assert_int_equal(BARQ_OK, barq_memory_backup(f->memory, path, NULL, NULL));
    assert_int_equal(BARQ_OK,
                     barq_memory_restore(fresh, path, NULL, &kept, NULL));
    assert_null(kept);
    assert_int_equal(1, units_in(fresh));
}

static void a_wreck_is_put_aside_as_it_is(void **state)
{
    struct fixture *f = *state;
    char path[160], *kept = NULL;
    struct barq_error err = { 0 };
    struct stat before, after;

    add_pair(f, TALKS, "Talks resume");
    beside(f, "copy.db", path);
    assert_int_equal(BARQ_OK, barq_memory_backup(f->memory, path, NULL, NULL));
    barq_memory_close(f->memory);
    f->memory = NULL;
    assert_int_equal(0, truncate(f->path, 20000));
    assert_int_equal(0, stat(f->path, &before));
    if (barq_memory_restore(f->path, path, NULL, &kept, &err))
        fail_msg("%s", err.message);
    assert_int_equal(0, stat(kept, &after));
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(20000, after.st_size);
    assert_int_equal(1, units_in(f->path));
    barq_string_free(kept);
}

/* What is no whole memory of ours replaces nothing. */
static void a_bad_backup_changes_nothing(void **state)
{
    static const struct {
        const char *why, *spoil, *words;
        enum barq_status want;
    } cases[] = {
        { "damaged inside",
          "PRAGMA writable_schema = ON;"
          "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM"
          " sqlite_schema WHERE name = 'context') WHERE name = 'story'",
          "damaged; restore from another copy", BARQ_E_MEMORY },
        { "another program's", "PRAGMA application_id = 7",
          "another program's database", BARQ_E_MEMORY },
        { "newer", "PRAGMA user_version = 99",
          "made by a newer barq (schema 99", BARQ_E_MEMORY },
    };
    struct fixture *f = *state;
    char path[160];
    struct barq_error err = { 0 };

    add_pair(f, TALKS, "Talks resume");
    beside(f, "copy.db", path);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        unlink(path);
        assert_int_equal(BARQ_OK,
                         barq_memory_backup(f->memory, path, NULL, NULL));
        exec_in(path, cases[i].spoil);
        enum barq_status got =
            barq_memory_restore(f->path, path, NULL, NULL, &err);
        if (got != cases[i].want || !strstr(err.message, cases[i].words))
            fail_msg("%s: %d, %s", cases[i].why, got, err.message);
        assert_int_equal(1, units_in(f->path));
    }
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_restore(f->path, f->path, NULL, NULL, &err));
    assert_non_null(strstr(err.message, "is the memory itself"));
    assert_int_equal(BARQ_E_MEMORY, barq_memory_restore(f->path, "/no/such",
                                                        NULL, NULL, &err));
    snprintf(path, sizeof(path), "%s.before-restore", f->path);
    assert_int_equal(-1, access(path, F_OK));
}

/* A file as schema 0001 made it, with a unit that no index knows. */
static void make_old(const char *path, struct arena keep)
{
    struct barq_text sql = { 0 };

    assert_int_equal(BARQ_OK,
                     data_file(data_name("schema/", 0), &sql, &keep, NULL));
    exec_in(path, arena_text(&keep, sql).at);
    exec_in(path,
            "PRAGMA user_version = 1;"
            "INSERT INTO meta VALUES ('key_version', 0);"
            "INSERT INTO story (id, key, name, created)"
            " VALUES (1, 0, 'Harbour', 7);"
            "INSERT INTO unit (id, ar, en, ar_key, en_key, ar_bare, en_bare,"
            " ar_weight, en_weight, ar_words, en_words, origin, confidence,"
            " who, engine, note, extra, created, changed, uses, contexts)"
            " VALUES (5, '" TALKS "', 'Talks resume', 0, 0, 0, 0, 0, 0, 1, 2,"
            " 3, 0.9, 'Rana', '', '', '', 1000, 2000, 3, 1);"
            "INSERT INTO context (unit, story, position, ar_before, ar_after,"
            " en_before, en_after, ar_before_key, ar_after_key, en_before_key,"
            " en_after_key)"
            " VALUES (5, 1, 3, '', '', 'Before', '', 0, 0, 0, 0)");
}

static void assert_old_content(struct fixture *f, const char *path)
{
    f->memory = NULL;
    assert_int_equal(BARQ_OK,
                     barq_memory_open(path, BARQ_WRITE, &f->memory, NULL));
    assert_int_equal(memory_schema(), number_in(path, "PRAGMA user_version"));
    assert_int_equal(1, hits_of(f, "resume"));
    assert_int_equal(1, matches_of(f, "Talks resume"));
    assert_text("Harbour", get(f, 5).story);
    assert_text("", get(f, 5).agency);
    edit_en(f, 5, "Talks begin");
    undo(f, 0, 5);
    assert_text("Talks resume", get(f, 5).en);
    assert_whole(path);
}

static void an_old_memory_is_brought_up_to_date(void **state)
{
    struct fixture *f = *state;

    make_old(f->path, f->keep);
    assert_old_content(f, f->path);
}

static void so_is_an_old_backup(void **state)
{
    struct fixture *f = *state;
    char path[160];

    beside(f, "old.db", path);
    make_old(path, f->keep);
    assert_int_equal(BARQ_OK,
                     barq_memory_restore(f->path, path, NULL, NULL, NULL));
    assert_int_equal(1, number_in(path, "PRAGMA user_version"));
    assert_old_content(f, f->path);
}

static void and_one_that_is_merged(void **state)
{
    struct fixture *f = *state;
    struct barq_counts counts;
    char path[160];

    beside(f, "old.db", path);
    make_old(path, f->keep);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    int files = count_files(f);
    assert_int_equal(BARQ_OK,
                     barq_memory_merge(f->memory, path, false, &counts, NULL));
    assert_int_equal(files, count_files(f));
    assert_int_equal(1, counts.added);
    assert_int_equal(1, number_in(path, "PRAGMA user_version"));
    assert_text("Harbour", get(f, 1).story);
    assert_int_equal(7, number_in(f->path, "SELECT created FROM story"));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_backup_is_the_memory_of_a_moment),
        IN_MEMORY(others_write_meanwhile),
        IN_MEMORY(a_backup_takes_the_place_of_the_memory),
        IN_MEMORY(a_memory_that_is_missing_is_made),
        IN_MEMORY(a_wreck_is_put_aside_as_it_is),
        IN_MEMORY(a_bad_backup_changes_nothing),
        IN_FOLDER(an_old_memory_is_brought_up_to_date),
        IN_FOLDER(so_is_an_old_backup),
        IN_FOLDER(and_one_that_is_merged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
