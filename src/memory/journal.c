/*
 * journal.c - what makes a transaction whole: a log, or a journal.
 *
 * Readers beside a writer need the write-ahead log: what is new goes into
 * memory.db-wal, and from there into the file some time after.  So each page
 * is written twice and read once between.  A memory that is filled by its first
 * large import has nothing to read yet, and takes the older way meanwhile:
 *
 *     pages that are there and change    are copied to memory.db-journal first
 *     pages that are new, nearly all     go straight to their place
 *
 * which saves a twelfth of the import.  A transaction is as whole: whoever
 * opens the file after a crash, be it only to read, finds the journal and puts
 * the old pages back.
 *
 *     import of 1M units   alone, into no units       journal, then log
 *                          another has to wait        the log from there on
 *                          units are there already    log
 *
 * Whoever reads while a batch is stored has to wait, for a few tenths of a
 * second, and with that ends the fill (turn.c).  Who means to read on and on,
 * as a backup does, would hold up the commit, and that all others: it asks for
 * the log first, and waits until it is there.
 *
 * Limits.  Another program's long read, begun while there is a journal, is
 * waited for.  A file system that cannot do a log keeps the journal for ever,
 * which is as safe.
 */
#include "memory/store.h"

#include "base/error.h"

#include <string.h>
#include <sys/stat.h>

/* So long is waited for the file, which others let go of for some
 * milliseconds at a time. */
enum { BUSY_MS = 30000, SHORT_MS = 1000, RETRY_MS = 2 };

/* Who fills the memory lets go for no longer between two batches. */
enum { QUIET_MS = 6 };

/* So often one asks for the log. */
enum { ASK_MS = 50 };

static bool is_busy(int rc)
{
    return (rc & 0xFF) == SQLITE_BUSY;
}

/* Changing to the log takes the file for a moment, and may fail at once if
 * another program has it.  No try waits, so that others are let in between. */
static int use_log(struct barq_memory *memory, int patience)
{
    int rc = SQLITE_BUSY;

    memory_be_patient(memory, false);
    for (int waited = 0; waited <= patience && is_busy(rc);
         waited += RETRY_MS) {
        if (waited)
            sqlite3_sleep(RETRY_MS);
        rc = sqlite3_exec(memory->db, "PRAGMA journal_mode = WAL", NULL, NULL,
                          NULL);
    }
    memory_be_patient(memory, true);
    return rc;
}

enum barq_status memory_use_log(struct barq_memory *memory,
                                struct barq_error *err)
{
    int rc = use_log(memory, BUSY_MS);

    /* The journal is as safe, and whoever opens it next tries again. */
    return rc && !is_busy(rc) ? memory_fail(memory, rc, err) : BARQ_OK;
}

bool memory_has_log(const struct barq_memory *memory)
{
    sqlite3_stmt *stmt = NULL;
    bool log = false;

    if (!sqlite3_prepare_v2(memory->db, "PRAGMA journal_mode", -1, &stmt,
                            NULL) &&
        sqlite3_step(stmt) == SQLITE_ROW)
        log = strcmp((const char *)sqlite3_column_text(stmt, 0), "wal") == 0;
    sqlite3_finalize(stmt);
    return log;
}

/* Is there a file of that ending beside the memory, with anything in it? */
static bool has_beside(const struct barq_memory *memory, const char *ending)
{
    struct arena task = memory->work;
    struct barq_text name = arena_print(&task, "%s%s", memory->file, ending);
    struct stat facts;

    return !name.at || (stat(name.at, &facts) == 0 && facts.st_size > 0);
}

bool memory_is_whole(const struct barq_memory *memory)
{
    return !has_beside(memory, "-wal") && !has_beside(memory, "-journal");
}

int memory_roll_back(const char *file)
{
    sqlite3 *db = NULL;
    int64_t tables;
    int rc = sqlite3_open_v2(file, &db,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (!rc)
        rc = sqlite3_busy_timeout(db, BUSY_MS);
    if (!rc) /* whoever reads first does it */
        rc = memory_number(db, "SELECT count(*) FROM sqlite_schema", &tables);
    sqlite3_close(db);
    return rc;
}

void memory_fill_begin(struct barq_memory *memory)
{
    int64_t units = 1;

    if (memory_number(memory->db, "SELECT EXISTS (SELECT 1 FROM unit)",
                      &units) ||
        units)
        return;
    memory->filling = true;
    /* It does nothing if another has the memory open. */
    sqlite3_exec(memory->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

/* Does a writer have the file, in the way of a journal?  With the log, no byte
 * of the file itself is locked for it. */
static bool is_written(const struct barq_memory *memory)
{
    sqlite3_file *file = NULL;
    int held = 0;

    if (sqlite3_file_control(memory->db, "main", SQLITE_FCNTL_FILE_POINTER,
                             &file) ||
        !file || !file->pMethods)
        return false;
    return !file->pMethods->xCheckReservedLock(file, &held) && held;
}

void memory_await_log(struct barq_memory *memory)
{
    int quiet = 0;

    for (int waited = 0; waited < BUSY_MS && quiet <= QUIET_MS;
         waited += RETRY_MS) {
        quiet = is_written(memory) ? 0 : quiet + RETRY_MS;
        if (!quiet && waited % ASK_MS == 0)
            memory_ask(memory);
        sqlite3_sleep(RETRY_MS);
    }
}

void memory_fill_leave(struct barq_memory *memory)
{
    if (memory->filling) /* if it fails, the next batch or writer does it */
        memory->filling = use_log(memory, SHORT_MS) != SQLITE_OK;
}

void memory_fill_end(struct barq_memory *memory)
{
    memory_fill_leave(memory);
    memory->filling = false;
}
