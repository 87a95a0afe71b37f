/*
 * restore.c - a backup takes the place of the memory.
 *
 * It is checked first, every page of it, since what it replaces may be the
 * better of the two.  Then its pages are written over the memory's in one
 * SQLite transaction: others who have the memory open see the old one until
 * the last page is there, and nobody is left with a file that has no name.
 *
 *     lock the memory for writing      nobody can add what would be lost
 *     copy it to memory.db.before-restore
 *     write the pages of the backup, commit
 *
 * A memory that cannot be read any more is no transaction's business: its
 * files are renamed, and the backup is put where it was.
 */
#include "memory/care.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_MOST = 4096, ASIDE_MOST = 1000 };

bool same_file(const char *a, const char *b)
{
    struct stat x, y;

    return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

static enum barq_status backup_damaged(const char *path, struct barq_error *err)
{
    return fail(err, BARQ_E_MEMORY, SQLITE_CORRUPT,
                "%s: damaged; restore from another copy", path);
}

/* Every page, index and constraint of it. */
static enum barq_status check_whole(struct barq_memory *memory,
                                    struct barq_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(memory->db, "PRAGMA integrity_check(1)", -1,
                                &stmt, NULL);
    bool whole = false;

    if (!rc && sqlite3_step(stmt) == SQLITE_ROW) {
        const void *said = sqlite3_column_text(stmt, 0);
        whole = said && strcmp(said, "ok") == 0;
    }
    sqlite3_finalize(stmt);
    return whole ? BARQ_OK : backup_damaged(memory->path, err);
}

/* A name beside the memory that is not taken yet. */
static enum barq_status name_aside(const char *path, char aside[PATH_MOST],
                                   struct barq_error *err)
{
    struct stat facts;

    for (int i = 1; i <= ASIDE_MOST; i++) {
        int len = i == 1 ? snprintf(aside, PATH_MOST, "%s.before-restore", path)
                         : snprintf(aside, PATH_MOST, "%s.before-restore-%d",
                                    path, i);
        if (len >= PATH_MOST)
            break;
        if (lstat(aside, &facts) && errno == ENOENT)
            return BARQ_OK;
    }
    return fail(err, BARQ_E_INPUT, 0,
                "%s: there is no free name beside it to keep it under", path);
}

/* ------------------------------------------------------- a damaged memory */

static enum barq_status move_file(const char *path, const char *aside,
                                  const char *suffix, struct barq_error *err)
{
    char from[PATH_MOST], to[PATH_MOST];

    if (snprintf(from, sizeof(from), "%s%s", path, suffix) >= PATH_MOST ||
        snprintf(to, sizeof(to), "%s%s", aside, suffix) >= PATH_MOST)
        return fail(err, BARQ_E_INPUT, ENAMETOOLONG, "%s: too long a path",
                    path);
    if (!rename(from, to) || (errno == ENOENT && *suffix))
        return BARQ_OK;
    return fail(err, BARQ_E_INPUT, errno, "%s: cannot be put aside: %s", from,
                strerror(errno));
}

/* The log and the journal first: with them, the file would be another. */
static enum barq_status put_aside(const char *path, const char *aside,
                                  struct barq_error *err)
{
    static const char *const suffixes[] = { "-wal", "-shm", "-journal", "" };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 4 && !status; i++)
        status = move_file(path, aside, suffixes[i], err);
    return status;
}

/* --------------------------------------------------------- a sound memory */

static enum barq_status keep_copy(const char *path, const char *aside,
                                  struct barq_error *err)
{
    struct barq_memory *old;
    enum barq_status status = memory_open_as_is(path, &old, err);

    if (status)
        return status;
    status = memory_copy_file(old, aside, NULL, err);
    barq_memory_close(old);
    return status;
}

/* The first page takes the lock; under it the old memory is copied. */
static enum barq_status write_pages(sqlite3_backup *backup,
                                    struct barq_memory *memory,
                                    const char *aside,
                                    const struct barq_progress *progress,
                                    struct barq_error *err)
{
    int rc = sqlite3_backup_step(backup, 1);

    if ((rc & 0xFF) == SQLITE_READONLY)
        return fail(err, BARQ_E_MEMORY, rc,
                    "%s: the backup has pages of another size; move the "
                    "memory away and restore again",
                    memory->path);
    if (rc != SQLITE_OK && rc != SQLITE_DONE)
        return memory_fail(memory, rc, err);
    enum barq_status status = keep_copy(memory->path, aside, err);
    if (status || rc == SQLITE_DONE)
        return status;
    return memory_copy_pages(backup, memory, progress, err);
}

static enum barq_status write_over(struct barq_memory *memory,
                                   struct barq_memory *source,
                                   const char *aside,
                                   const struct barq_progress *progress,
                                   struct barq_error *err)
{
    sqlite3_backup *backup =
        sqlite3_backup_init(memory->db, "main", source->db, "main");

    if (!backup)
        return memory_fail(memory, sqlite3_errcode(memory->db), err);
    enum barq_status status = write_pages(backup, memory, aside, progress, err);
    int rc = sqlite3_backup_finish(backup);
    return !status && rc ? memory_fail(memory, rc, err) : status;
}

/* ------------------------------------------------------------------ restore */

static bool is_wreck(const struct barq_error *err)
{
    return (err->cause & 0xFF) == SQLITE_CORRUPT ||
           (err->cause & 0xFF) == SQLITE_NOTADB;
}

static enum barq_status replace(const char *path, struct barq_memory *source,
                                const char *aside,
                                const struct barq_progress *progress,
                                struct barq_error *err)
{
    struct barq_memory *memory;
    struct barq_error why;
    enum barq_status status = barq_memory_open(path, BARQ_WRITE, &memory, &why);

    if (!status) {
        status = write_over(memory, source, aside, progress, err);
        barq_memory_close(memory);
        return status;
    }
    if (!is_wreck(&why)) {
        if (err)
            *err = why;
        return status;
    }
    status = put_aside(path, aside, err);
    return status ? status : memory_copy_file(source, path, progress, err);
}

/* Bring what was restored to the schema and the keys of this build. */
static enum barq_status renew(const char *path, struct barq_error *err)
{
    struct barq_memory *memory;
    enum barq_status status = barq_memory_open(path, BARQ_WRITE, &memory, err);

    if (!status)
        barq_memory_close(memory);
    return status;
}

static enum barq_status restore_from(const char *path,
                                     struct barq_memory *source,
                                     const struct barq_progress *progress,
                                     char **kept, struct barq_error *err)
{
    char aside[PATH_MOST] = "";
    struct stat facts;
    bool there = !stat(path, &facts);
    enum barq_status status = check_whole(source, err);

    if (!status && there)
        status = name_aside(path, aside, err);
    if (!status)
        status = there ? replace(path, source, aside, progress, err)
                       : memory_copy_file(source, path, progress, err);
    if (!status)
        status = renew(path, err);
    if (status || !kept)
        return status;
    *kept = there ? strdup(aside) : NULL;
    return there && !*kept ? fail_nomem(err, "for a path") : BARQ_OK;
}

enum barq_status barq_memory_restore(const char *path, const char *from,
                                     const struct barq_progress *progress,
                                     char **kept, struct barq_error *err)
{
    struct barq_memory *source;
    struct barq_error why;

    if (!path || !*path || !from || !*from)
        return fail(err, BARQ_E_USAGE, 0, "no memory was named");
    if (same_file(path, from))
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: is the memory itself; name a backup", from);
    enum barq_status status = memory_open_as_is(from, &source, &why);
    if (status && (why.cause & 0xFF) == SQLITE_CORRUPT)
        return backup_damaged(from, err);
    if (status && err)
        *err = why;
    if (status)
        return status;
    status = restore_from(path, source, progress, kept, err);
    barq_memory_close(source);
    return status;
}
