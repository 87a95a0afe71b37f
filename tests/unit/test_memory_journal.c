/*
 * How a memory that is filled keeps its transactions whole: with a journal
 * while nobody else is there, with the log whenever somebody is, and with
 * nothing of a batch whose writer was killed.
 */
#include "memory_fixture.h"

/* Is the log in use, as the file itself says in its header? */
static bool has_log(const char *path)
{
    unsigned char head[20] = { 0 };
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    assert_int_equal(sizeof(head), fread(head, 1, sizeof(head), file));
    fclose(file);
    return head[18] == 2 && head[19] == 2;
}

static int64_t count_units(struct barq_memory *memory)
{
    struct barq_stats stats = { 0 };
    struct barq_error err = { 0 };

    if (barq_memory_stats(memory, &stats, &err))
        fail_msg("%s", err.message);
    return stats.units;
}

static void a_new_memory_is_filled_without_the_log(void **state)
{
    struct fixture *f = *state;

    assert_true(has_log(f->path));
    memory_fill_begin(f->memory);
    assert_false(has_log(f->path));
    add_pair(f, "\u0646\u0639\u0645", "yes");
    memory_fill_end(f->memory);
    assert_true(has_log(f->path));
    assert_int_equal(1, count_units(f->memory));
}

/* What is stored is on the disk: with a journal the folder must be, too. */
static void what_is_stored_is_on_the_disk(void **state)
{
    struct fixture *f = *state;
    int64_t level = 0;
    enum { EXTRA = 3 };

    assert_int_equal(
        SQLITE_OK, memory_number(f->memory->db, "PRAGMA synchronous", &level));
    assert_int_equal(EXTRA, level);
}

static void what_has_units_keeps_the_log(void **state)
{
    struct fixture *f = *state;

    add_pair(f, "\u0646\u0639\u0645", "yes");
    memory_fill_begin(f->memory);
    add_pair(f, "\u0644\u0627", "no");
    assert_true(has_log(f->path));
    memory_fill_end(f->memory);
    assert_int_equal(2, count_units(f->memory));
}

static void what_another_has_open_keeps_the_log(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &other, NULL));
    memory_fill_begin(f->memory);
    assert_true(has_log(f->path));
    add_pair(f, "\u0646\u0639\u0645", "yes");
    assert_int_equal(1, count_units(other));
    barq_memory_close(other);
}

/* Between two transactions of the fill another writer comes: from then on both
 * write into the log. */
static void another_writer_brings_the_log_back(void **state)
{
    struct fixture *f = *state;
    struct fixture other = *f;

    memory_fill_begin(f->memory);
    add_pair(f, "\u0646\u0639\u0645", "yes");
    assert_int_equal(
        BARQ_OK, barq_memory_open(f->path, BARQ_WRITE, &other.memory, NULL));
    assert_true(has_log(f->path));
    add_pair(&other, "\u0644\u0627", "no");
    add_pair(f, "\u0631\u0628\u0645\u0627", "perhaps");
    memory_fill_end(f->memory);
    assert_int_equal(3, count_units(f->memory));
    assert_int_equal(3, count_units(other.memory));
    barq_memory_close(other.memory);
    assert_whole(f->path);
}

static void a_reader_sees_what_is_stored_of_a_fill(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *reader = NULL;
    struct barq_unit unit = pair_of("\u0644\u0627", "no");

    memory_fill_begin(f->memory);
    add_pair(f, "\u0646\u0639\u0645", "yes");
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    assert_int_equal(1, count_units(reader));
    barq_memory_close(reader);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    memory_fill_end(f->memory);
    assert_int_equal(2, count_units(f->memory));
}

/* It holds nobody up for long, and the next writer makes up for it. */
static void a_reader_that_reads_on_keeps_the_journal(void **state)
{
    struct fixture *f = *state;
    struct fixture other = *f;
    struct barq_memory *reader = NULL;
    int64_t units = 0;

    memory_fill_begin(f->memory);
    add_pair(f, "\u0646\u0639\u0645", "yes");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    sqlite3_exec(reader->db, "BEGIN", NULL, NULL, NULL);
    assert_int_equal(
        SQLITE_OK,
        memory_number(reader->db, "SELECT count(*) FROM unit", &units));
    memory_fill_end(f->memory);
    assert_false(has_log(f->path));
    sqlite3_exec(reader->db, "COMMIT", NULL, NULL, NULL);
    add_pair(f, "\u0644\u0627", "no");
    assert_int_equal(2, count_units(reader));
    barq_memory_close(reader);
    assert_int_equal(
        BARQ_OK, barq_memory_open(f->path, BARQ_WRITE, &other.memory, NULL));
    assert_true(has_log(f->path));
    assert_int_equal(2, count_units(other.memory));
    barq_memory_close(other.memory);
}

/* Two pipes, by which a writer in a process of its own and its parent wait
 * for each other: [0] to read, [1] to write. */
struct meeting {
    int stored[2], go[2];
};

/* In a process of its own: one unit is stored, and of the next batch the pages
 * are in the file when it dies. */
static void die_half_way(struct fixture *f, const struct meeting *meeting)
{
    struct barq_unit unit = pair_of("\u0644\u0627", "no");
    char byte = 1;

    if (barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL))
        _exit(1);
    memory_fill_begin(f->memory);
    add_pair(f, "\u0646\u0639\u0645", "yes");
    if (meeting && (write(meeting->stored[1], &byte, 1) != 1 ||
                    read(meeting->go[0], &byte, 1) != 1))
        _exit(3);
    if (memory_begin(f->memory, NULL) ||
        memory_put(f->memory, &unit, NULL, NULL, NULL) ||
        sqlite3_db_cacheflush(f->memory->db))
        _exit(2);
    _exit(0);
}

static void assert_died(pid_t pid)
{
    int how = 0;

    assert_int_equal(pid, waitpid(pid, &how, 0));
    assert_int_equal(0, how);
}

static void make_half(struct fixture *f)
{
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (!pid)
        die_half_way(f, NULL);
    assert_died(pid);
}

static bool has_journal(const struct fixture *f)
{
    struct stat facts;
    char journal[128];

    snprintf(journal, sizeof(journal), "%s-journal", f->path);
    return stat(journal, &facts) == 0 && facts.st_size > 0;
}

static void assert_one_unit(struct fixture *f, enum barq_access access)
{
    struct barq_error err = { 0 };

    make_half(f);
    assert_true(has_journal(f));
    if (barq_memory_open(f->path, access, &f->memory, &err))
        fail_msg("%s", err.message);
    assert_int_equal(1, count_units(f->memory));
    assert_false(has_journal(f));
    assert_whole(f->path);
}

static void a_reader_undoes_what_was_killed(void **state)
{
    assert_one_unit(*state, BARQ_READ);
}

static void a_writer_undoes_what_was_killed(void **state)
{
    struct fixture *f = *state;

    assert_one_unit(f, BARQ_WRITE);
    assert_true(has_log(f->path));
    add_pair(f, "\u0644\u0627", "no");
    assert_int_equal(2, count_units(f->memory));
}

/* What a reader does that has the memory open when its writer is killed. */
static void ask_stats(struct fixture *f)
{
    assert_int_equal(1, count_units(f->memory));
}

static void ask_lookup(struct fixture *f)
{
    assert_int_equal(BARQ_OK, memory_read_begin(f->memory, NULL));
    assert_int_equal(1, count_units(f->memory));
    memory_read_end(f->memory);
}

static void ask_check(struct fixture *f)
{
    struct barq_error err = { 0 };
    struct barq_check check;

    if (barq_memory_check(f->memory, &check, &err))
        fail_msg("%s", err.message);
    assert_string_equal("", check.problem);
    assert_int_equal(1, check.units);
}

static void ask_backup(struct fixture *f)
{
    struct barq_error err = { 0 };
    char copy[128];

    snprintf(copy, sizeof(copy), "%s/copy.db", f->folder);
    if (barq_memory_backup(f->memory, copy, NULL, &err))
        fail_msg("%s", err.message);
    assert_int_equal(1, number_in(copy, "SELECT count(*) FROM unit"));
}

static void open_and_ask(struct fixture *f, void (*ask)(struct fixture *f))
{
    struct meeting meeting;
    char byte = 1;

    assert_int_equal(0, pipe(meeting.stored));
    assert_int_equal(0, pipe(meeting.go));
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (!pid)
        die_half_way(f, &meeting);
    assert_int_equal(1, read(meeting.stored[0], &byte, 1));
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &f->memory, NULL));
    assert_int_equal(1, count_units(f->memory));
    assert_int_equal(1, write(meeting.go[1], &byte, 1));
    assert_died(pid);
    for (int i = 0; i < 2; i++) {
        close(meeting.stored[i]);
        close(meeting.go[i]);
    }
    assert_true(has_journal(f));
    ask(f);
    assert_false(has_journal(f));
}

static void who_has_it_open_undoes_what_was_killed(void **state)
{
    static void (*const asks[])(struct fixture * f) = { ask_stats, ask_lookup,
                                                        ask_check, ask_backup };

    (void)state;
    for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
        void *folder = NULL;
        if (make_folder(&folder) || !folder) {
            fail_msg("no folder to work in");
            return;
        }
        open_and_ask(folder, asks[i]);
        drop_folder(&folder);
    }
}

int main(void)
{
#define WITH_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
#define WITH_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)
    const struct CMUnitTest tests[] = {
        WITH_MEMORY(a_new_memory_is_filled_without_the_log),
        WITH_MEMORY(what_is_stored_is_on_the_disk),
        WITH_MEMORY(what_has_units_keeps_the_log),
        WITH_MEMORY(what_another_has_open_keeps_the_log),
        WITH_MEMORY(another_writer_brings_the_log_back),
        WITH_MEMORY(a_reader_sees_what_is_stored_of_a_fill),
        WITH_MEMORY(a_reader_that_reads_on_keeps_the_journal),
        WITH_FOLDER(a_reader_undoes_what_was_killed),
        WITH_FOLDER(a_writer_undoes_what_was_killed),
        cmocka_unit_test(who_has_it_open_undoes_what_was_killed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
