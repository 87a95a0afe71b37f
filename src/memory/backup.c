/*
 * backup.c - a copy of the memory while others work with it.
 *
 * A file that is being written to cannot be copied with cp: half of it would
 * be of before, half of after.  SQLite's backup copies pages, and begins anew
 * whenever another program writes; on a busy desk it would never end.  So a
 * read transaction is opened first, and all pages come from that moment:
 *
 *     BEGIN, read     10:04:07
 *     copy pages 1 to 20,000, 1,024 at a time, telling how far it is
 *     another add     10:04:09   goes on as ever, and is not in the copy
 *
 * The copy is written under a temporary name, made one self-contained file
 * without a log beside it, synced and renamed (base/file.h).
 */
#include "memory/care.h"

#include "base/error.h"
#include "base/file.h"

#include <string.h>
#include <sys/stat.h>

/* Pages at a time: some 4 MiB, so that it tells ten times a second. */
enum { PAGES_AT_ONCE = 1024 };

enum barq_status memory_copy_pages(sqlite3_backup *backup,
                                   struct barq_memory *memory,
                                   const struct barq_progress *progress,
                                   struct barq_error *err)
{
    int rc = SQLITE_OK;

    while (rc == SQLITE_OK) {
        rc = sqlite3_backup_step(backup, PAGES_AT_ONCE);
        if (progress && progress->tell &&
            (rc == SQLITE_OK || rc == SQLITE_DONE))
            progress->tell(progress->context,
                           sqlite3_backup_pagecount(backup) -
                               sqlite3_backup_remaining(backup),
                           sqlite3_backup_pagecount(backup));
    }
    return rc == SQLITE_DONE ? BARQ_OK : memory_fail(memory, rc, err);
}

/* What went wrong with the copy, as of any file that is written. */
static enum barq_status copy_fail(const char *path, int rc,
                                  struct barq_error *err)
{
    if ((rc & 0xFF) == SQLITE_FULL)
        return fail(err, BARQ_E_INPUT, rc,
                    "%s: cannot write: No space left on device", path);
    return fail(err, BARQ_E_INPUT, rc, "%s: cannot write: %s", path,
                sqlite3_errstr(rc));
}

/* ... or with the memory that is copied. */
static bool is_of_source(int rc)
{
    return (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_BUSY ||
           (rc & 0xFF) == SQLITE_NOTADB;
}

static enum barq_status copy_into(struct barq_memory *memory, sqlite3 *to,
                                  const char *path,
                                  const struct barq_progress *progress,
                                  struct barq_error *err)
{
    sqlite3_backup *backup =
        sqlite3_backup_init(to, "main", memory->db, "main");
    struct barq_error why;

    if (!backup)
        return copy_fail(path, sqlite3_errcode(to), err);
    enum barq_status status = memory_copy_pages(backup, memory, progress, &why);
    int rc = sqlite3_backup_finish(backup);
    if (status && is_of_source(why.cause))
        return memory_fail(memory, why.cause, err);
    if (status)
        return copy_fail(path, rc ? rc : why.cause, err);
    /* One file that says all, and can be read where nothing can be made. */
    rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    return rc ? copy_fail(path, rc, err) : BARQ_OK;
}

/* All reads of the source from now on see the same moment. */
static enum barq_status hold_moment(struct barq_memory *memory,
                                    struct barq_error *err)
{
    memory_await_log(memory);
    int rc = sqlite3_exec(memory->db, "BEGIN", NULL, NULL, NULL);
    struct query q;

    if (rc)
        return memory_fail(memory, rc, err);
    query_start(&q, memory, SQL_DATA_VERSION); /* any read will do */
    return query_finish(&q, err);
}

static enum barq_status copy_to(struct barq_memory *memory, const char *file,
                                const char *path,
                                const struct barq_progress *progress,
                                struct barq_error *err)
{
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(file, &to,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    /* Until it has its name nobody needs to be able to repair it. */
    if (!rc)
        rc = sqlite3_exec(to,
                          "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF",
                          NULL, NULL, NULL);
    enum barq_status status =
        rc ? copy_fail(path, rc, err) : hold_moment(memory, err);
    if (!status)
        status = copy_into(memory, to, path, progress, err);
    memory_rollback(memory);
    sqlite3_close(to);
    return status;
}

enum barq_status memory_copy_file(struct barq_memory *memory, const char *path,
                                  const struct barq_progress *progress,
                                  struct barq_error *err)
{
    struct file file;
    enum barq_status status = file_create(&file, path, err);

    if (status)
        return status;
    if (!file.temporary[0])
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: a backup needs a file of its own", path);
    else
        status = copy_to(memory, file.temporary, path, progress, err);
    if (status)
        file_drop(&file);
    return status ? status : file_commit(&file, err);
}

/* What is there may be the only copy of something; an empty file is none. */
static enum barq_status spare(const char *path, struct barq_error *err)
{
    struct stat facts;

    if (stat(path, &facts) || !S_ISREG(facts.st_mode) || !facts.st_size)
        return BARQ_OK;
    return fail(err, BARQ_E_INPUT, 0,
                "%s: is there already, and a backup writes over nothing; name "
                "another file",
                path);
}

enum barq_status barq_memory_backup(struct barq_memory *memory,
                                    const char *path,
                                    const struct barq_progress *progress,
                                    struct barq_error *err)
{
    enum barq_status status = spare(path, err);

    return status ? status : memory_copy_file(memory, path, progress, err);
}
