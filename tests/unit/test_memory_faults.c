/*
 * Every write that fails, in turn.  SQLite is given a file system that passes
 * all on to the real one until its n-th write (or sync, truncation, removal of
 * a journal), and from there on fails: a disk that is full, or gone.  Whatever
 * n is, the call says so, and the file that is left is sound, with all of the
 * change or nothing of it, and index and units agree.
 */
#include "memory_fixture.h"

/* How many changes to files go well; then `fault` is the answer. */
static int left = -1;
static int fault = SQLITE_FULL;
static bool hit;

/* Do all writes to temporary files fail? */
static bool no_temporary;

struct shim_file {
    sqlite3_file base;
    bool temporary;
};

/* The real file lies behind ours, in the same piece of memory. */
static sqlite3_file *real_of(sqlite3_file *file)
{
    return (sqlite3_file *)((char *)file + sizeof(struct shim_file));
}

static bool fails(void)
{
    if (left < 0)
        return false;
    if (left) {
        left--;
        return false;
    }
    hit = true;
    return true;
}

#define REAL(file) real_of(file)->pMethods

static int shim_close(sqlite3_file *f)
{
    return REAL(f)->xClose(real_of(f));
}
static int shim_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return REAL(f)->xRead(real_of(f), to, n, at);
}
static int shim_write(sqlite3_file *f, const void *from, int n,
                      sqlite3_int64 at)
{
    if (no_temporary && ((struct shim_file *)f)->temporary) {
        hit = true;
        return SQLITE_FULL;
    }
    return fails() ? fault : REAL(f)->xWrite(real_of(f), from, n, at);
}
static int shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    return fails() ? SQLITE_IOERR_TRUNCATE
                   : REAL(f)->xTruncate(real_of(f), size);
}
static int shim_sync(sqlite3_file *f, int flags)
{
    return fails() ? SQLITE_IOERR_FSYNC : REAL(f)->xSync(real_of(f), flags);
}
static int shim_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return REAL(f)->xFileSize(real_of(f), size);
}
static int shim_lock(sqlite3_file *f, int how)
{
    return REAL(f)->xLock(real_of(f), how);
}
static int shim_unlock(sqlite3_file *f, int how)
{
    return REAL(f)->xUnlock(real_of(f), how);
}
static int shim_reserved(sqlite3_file *f, int *out)
{
    return REAL(f)->xCheckReservedLock(real_of(f), out);
}
static int shim_control(sqlite3_file *f, int op, void *arg)
{
    return REAL(f)->xFileControl(real_of(f), op, arg);
}
static int shim_sector(sqlite3_file *f)
{
    return REAL(f)->xSectorSize(real_of(f));
}
static int shim_device(sqlite3_file *f)
{
    return REAL(f)->xDeviceCharacteristics(real_of(f));
}
static int shim_map(sqlite3_file *f, int page, int size, int extend,
                    void volatile **out)
{
    return REAL(f)->xShmMap(real_of(f), page, size, extend, out);
}
static int shim_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return REAL(f)->xShmLock(real_of(f), offset, n, flags);
}
static void shim_barrier(sqlite3_file *f)
{
    REAL(f)->xShmBarrier(real_of(f));
}
static int shim_unmap(sqlite3_file *f, int remove)
{
    return REAL(f)->xShmUnmap(real_of(f), remove);
}

static const sqlite3_io_methods methods = {
    2,
    shim_close,
    shim_read,
    shim_write,
    shim_truncate,
    shim_sync,
    shim_size,
    shim_lock,
    shim_unlock,
    shim_reserved,
    shim_control,
    shim_sector,
    shim_device,
    shim_map,
    shim_shm_lock,
    shim_barrier,
    shim_unmap,
    NULL,
    NULL,
};

static sqlite3_vfs shim;

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file,
                     int flags, int *out)
{
    sqlite3_vfs *real = vfs->pAppData;
    int rc = real->xOpen(real, name, real_of(file), flags, out);

    ((struct shim_file *)file)->temporary = !name;
    file->pMethods = rc ? NULL : &methods;
    return rc;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    sqlite3_vfs *real = vfs->pAppData;

    return fails() ? SQLITE_IOERR_DELETE : real->xDelete(real, name, sync);
}

static int install(void **state)
{
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);

    (void)state;
    shim = *real;
    shim.zName = "shim";
    shim.pAppData = real;
    shim.szOsFile = real->szOsFile + (int)sizeof(struct shim_file);
    shim.xOpen = shim_open;
    shim.xDelete = shim_delete;
    return sqlite3_vfs_register(&shim, 1);
}

static int uninstall(void **state)
{
    (void)state;
    return sqlite3_vfs_unregister(&shim);
}

/* -------------------------------------------------------------- the change */

enum { UNITS = 40 };

/* One transaction of UNITS units, some of whose words are common. */
static enum barq_status store(struct barq_memory *memory, int first)
{
    struct barq_error err;
    enum barq_status status = memory_begin(memory, &err);

    for (int i = first; i < first + UNITS && !status; i++) {
        char ar[64], en[64];
        snprintf(ar, sizeof(ar),
                 "\u0645\u062D\u0627\u062F\u062B\u0627\u062A "
                 "%d",
                 i);
        snprintf(en, sizeof(en), "number%d of the talks", i);
        struct barq_unit unit = pair_of(ar, en);
        status = memory_put(memory, &unit, NULL, NULL, &err);
    }
    if (!status)
        return memory_commit(memory, &err);
    memory_rollback(memory);
    return status;
}

static enum barq_status add(struct barq_memory *memory)
{
    return store(memory, 1000);
}

static enum barq_status merge(struct barq_memory *memory)
{
    return memory_rest(memory, NULL);
}

static enum barq_status rebuild(struct barq_memory *memory)
{
    return barq_memory_rebuild(memory, NULL);
}

static enum barq_status edit(struct barq_memory *memory)
{
    struct barq_edit wording = { .en = text_of("another wording") };
    struct barq_change *change = NULL;
    enum barq_status status =
        barq_memory_edit(memory, 3, &wording, NULL, &change, NULL);

    barq_change_free(change);
    return status;
}

static enum barq_status dedupe(struct barq_memory *memory)
{
    struct barq_change *change = NULL;
    enum barq_status status =
        barq_memory_dedupe(memory, NULL, NULL, &change, NULL);

    barq_change_free(change);
    return status;
}

/* As a first large import does, in two batches. */
static enum barq_status fill(struct barq_memory *memory)
{
    enum barq_status status;

    memory_fill_begin(memory);
    status = store(memory, 0);
    if (!status)
        status = store(memory, 500);
    memory_fill_end(memory);
    return status;
}

/* What is changed, and how many units there are afterwards: so many as before
 * and some steps more, each of which is whole. */
struct change {
    const char *name;
    enum barq_status (*make)(struct barq_memory *memory);
    int before, after, step;
};

/* ------------------------------------------------------------- before, after
 */

/* A unit of store(0), with a vowel mark. */
static void put_double(struct fixture *f)
{
    add_pair(f, "\u0645\u064F\u062D\u0627\u062F\u062B\u0627\u062A 5",
             "number5 of the talks");
}

/* Two runs of one size, which are due to be merged when the memory rests. */
static void prepare(struct fixture *f, const struct change *change)
{
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    if (!change->before)
        return;
    assert_int_equal(BARQ_OK, store(f->memory, 0));
    assert_int_equal(SQLITE_OK,
                     sqlite3_exec(f->memory->db,
                                  "UPDATE posting SET id = id + (3 << 59);"
                                  "UPDATE run SET id = 3",
                                  NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, store(f->memory, 500));
    if (change->before > 2 * UNITS)
        put_double(f);
}

/* The file as a program of tomorrow finds it, with `more` units than the change
 * says. */
static void assert_sound(struct fixture *f, const struct change *change,
                         bool done, int more)
{
    struct barq_check check;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    assert_int_equal(BARQ_OK, barq_memory_check(f->memory, &check, NULL));
    assert_string_equal("", check.problem);
    check.units -= more;
    if (check.units != change->after) {
        assert_false(done);
        assert_in_range(
            check.units,
            change->before < change->after ? change->before : change->after,
            change->before < change->after ? change->after : change->before);
        if (change->step)
            assert_int_equal(0, (check.units - change->before) % change->step);
    }
    assert_int_equal(BARQ_OK, store(f->memory, 2000)); /* and goes on */
    barq_memory_close(f->memory);
    f->memory = NULL;
}

/* There is room again, and the same handle stores so many units more. */
static int go_on(struct barq_memory *memory)
{
    left = -1;
    assert_int_equal(BARQ_OK, store(memory, 3000));
    return UNITS;
}

/* The n-th write fails; false when there were not so many. */
static bool fail_at(int n, const struct change *change)
{
    void *state = NULL;
    enum barq_status status;

    assert_int_equal(0, make_folder(&state));
    struct fixture *f = state;
    if (!f)
        return false;
    prepare(f, change);
    hit = false;
    left = n;
    status = change->make(f->memory);
    int more = n % 3 ? 0 : go_on(f->memory);
    barq_memory_close(f->memory);
    f->memory = NULL;
    left = -1;
    /* A checkpoint that fails after the commit takes nothing back. */
    assert_true(hit || !status);
    assert_sound(f, change, !status, more);
    drop_folder(&state);
    return hit;
}

static void each_write_may_fail(void **state)
{
    static const int faults[] = { SQLITE_FULL, SQLITE_IOERR_WRITE };
    static const struct change changes[] = {
        { "add", add, 2 * UNITS, 3 * UNITS, UNITS },
        { "merge", merge, 2 * UNITS, 2 * UNITS, 0 },
        { "rebuild", rebuild, 2 * UNITS, 2 * UNITS, 0 },
        { "edit", edit, 2 * UNITS, 2 * UNITS, 0 },
        { "dedupe", dedupe, 2 * UNITS + 1, 2 * UNITS, 0 },
        { "first import", fill, 0, 2 * UNITS, UNITS },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        int n = 0;
        do {
            fault = faults[n % 2];
        } while (fail_at(n++, &changes[i]));
        print_message("  %s: %d writes\n", changes[i].name, n - 1);
        assert_true(n > 3);
    }
}

/* More than SQLite holds of temporary tables before it writes them. */
enum { SPILLED = 30000 };

/* An index that is made anew has no room: nothing is changed, and the handle
 * goes on, with the index of the memory. */
static void temporary_files_may_have_no_room(void **state)
{
    const struct change none = { .before = SPILLED, .after = SPILLED };
    struct barq_error err = { 0 };

    assert_int_equal(0, make_memory(state));
    struct fixture *f = *state;
    for (int first = 10000; first < 10000 + SPILLED; first += UNITS)
        assert_int_equal(BARQ_OK, store(f->memory, first));
    hit = false;
    no_temporary = true;
    assert_int_equal(BARQ_E_MEMORY, barq_memory_rebuild(f->memory, &err));
    assert_non_null(strstr(err.message, "in SQLITE_TMPDIR or TMPDIR"));
    assert_true(hit);
    assert_int_equal(BARQ_OK, add(f->memory)); /* still no room */
    no_temporary = false;
    assert_int_equal(BARQ_OK, edit(f->memory));
    barq_memory_close(f->memory);
    assert_sound(f, &none, true, UNITS);
    drop_folder(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_write_may_fail),
        cmocka_unit_test(temporary_files_may_have_no_room),
    };

    return cmocka_run_group_tests(tests, install, uninstall);
}
