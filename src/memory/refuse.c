/*
 * refuse.c - SQLite's codes in words that help the person at the desk.
 *
 * Each message names the file and, where there is one, the mend.  No other
 * file of this room words a failure of SQLite.
 */
#include "memory/store.h"

#include "base/error.h"

#include <errno.h>

enum barq_status memory_damaged(const struct barq_memory *memory,
                                struct barq_error *err)
{
    return fail(err, BARQ_E_MEMORY, SQLITE_CORRUPT,
                "%s: damaged; put back a copy of the file", memory->path);
}

enum barq_status memory_index_damaged(struct barq_memory *memory,
                                      struct barq_error *err)
{
    if (!memory->reading)
        return fail(err, BARQ_E_MEMORY, SQLITE_CORRUPT,
                    "%s: its index is damaged; `barq check --rebuild-index` "
                    "makes it anew",
                    memory->path);
    memory->index_damaged = true;
    return BARQ_OK;
}

void memory_note_missing(struct barq_memory *memory)
{
    memory->index_damaged |= memory->reading;
}

const char *barq_memory_warnings(const struct barq_memory *memory)
{
    return memory->index_damaged ? memory->warnings : "";
}

/* Is it that what the last writer left beside the file cannot be dealt with in
 * this place? */
static bool is_left_behind(const struct barq_memory *memory, int rc)
{
    return rc == SQLITE_READONLY_ROLLBACK || rc == SQLITE_READONLY_RECOVERY ||
           rc == SQLITE_READONLY_CANTINIT ||
           ((rc & 0xFF) == SQLITE_CANTOPEN && !memory_is_whole(memory));
}

static enum barq_status left_behind(const char *path, int rc,
                                    struct barq_error *err)
{
    return fail(err, BARQ_E_MEMORY, rc,
                "%s: its last writer left work half-done, which cannot be "
                "finished here; open it once where it and its folder can be "
                "written to",
                path);
}

enum barq_status memory_fail(const struct barq_memory *memory, int rc,
                             struct barq_error *err)
{
    const char *path = memory->path;

    if ((rc & 0xFF) == SQLITE_IOERR && memory->db &&
        sqlite3_system_errno(memory->db) == ENOSPC)
        rc = SQLITE_FULL; /* where there is no room for the log's index */
    if (is_left_behind(memory, rc))
        return left_behind(path, rc, err);
    switch (rc & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(err, BARQ_E_MEMORY, rc,
                    "%s: another program is writing to it; try again when it "
                    "is done",
                    path);
    case SQLITE_FULL:
        return fail(err, BARQ_E_MEMORY, rc,
                    "%s: disk full; nothing more was stored", path);
    case SQLITE_READONLY:
        return fail(err, BARQ_E_MEMORY, rc,
                    "%s: it cannot be written to; check the permissions of "
                    "the file and of its folder",
                    path);
    case SQLITE_NOTADB:
        return fail(err, BARQ_E_MEMORY, rc,
                    "%s: not a memory: the file is no SQLite database", path);
    case SQLITE_CORRUPT:
        return memory_damaged(memory, err);
    case SQLITE_CANTOPEN:
        return fail(err, BARQ_E_MEMORY, rc,
                    "%s: cannot be opened; check the permissions of the file "
                    "and of its folder",
                    path);
    case SQLITE_NOMEM:
        return fail_nomem(err, "for the memory file");
    default:
        return fail(err, BARQ_E_MEMORY, rc, "%s: %s", path,
                    memory->db ? sqlite3_errmsg(memory->db)
                               : sqlite3_errstr(rc));
    }
}
