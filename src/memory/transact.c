/*
 * transact.c - all or nothing.
 *
 * A writer takes the lock at BEGIN, so that it waits there and nowhere else.
 * SQLite ends a transaction by itself when the disk is full; a caller that
 * went on regardless would then store its next units one by one.  Hence the
 * two rules of memory_writable(): no write outside a transaction, and none
 * after one that stopped half-way, until the rollback.
 */
#include "memory/pairs.h"
#include "memory/posting.h"
#include "memory/words.h"

#include "base/error.h"

/* What is stored in a file that has lost its name is gone. */
static enum barq_status check_name(struct barq_memory *memory,
                                   struct barq_error *err)
{
    memory->moved = memory_has_moved(memory);
    if (!memory->moved)
        return BARQ_OK;
    sqlite3_exec(memory->db, "ROLLBACK", NULL, NULL, NULL);
    return fail(err, BARQ_E_MEMORY, SQLITE_READONLY_DBMOVED,
                "%s: was moved or removed while it was open; nothing "
                "more is stored, so do it again",
                memory->path);
}

enum barq_status memory_begin(struct barq_memory *memory,
                              struct barq_error *err)
{
    if (sqlite3_db_readonly(memory->db, "main")) /* SQLite would begin it */
        return fail(err, BARQ_E_MEMORY, SQLITE_READONLY,
                    "%s: it was opened for reading only", memory->path);
    int rc = sqlite3_exec(memory->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc)
        return memory_fail(memory, rc, err);
    memory_has_turn(memory);
    memory->spoilt = memory->much = memory->rekeyed = false;
    memory->next_id = memory->newest.id = 0;
    memory->latest_hold = false;
    pairs_begin(memory);
    words_begin(memory);
    enum barq_status status = check_name(memory, err);
    if (status || !memory->many)
        return status;
    status = latest_settle(memory, err);
    if (status)
        memory_rollback(memory);
    return status;
}

enum barq_status memory_writable(const struct barq_memory *memory,
                                 struct barq_error *err)
{
    if (sqlite3_get_autocommit(memory->db) || memory->spoilt)
        return fail(err, BARQ_E_MEMORY, 0,
                    "%s: writing outside of a transaction", memory->path);
    return BARQ_OK;
}

/* With a journal those who read are waited for, however long they do: the
 * transaction is there still.  With the log nobody is. */
static int commit(struct barq_memory *memory)
{
    int rc;

    do
        rc = sqlite3_exec(memory->db, "COMMIT", NULL, NULL, NULL);
    while ((rc & 0xFF) == SQLITE_BUSY);
    return rc;
}

/* All that waits. */
static enum barq_status put_all(struct barq_memory *memory,
                                struct barq_error *err)
{
    enum barq_status status = units_flush(memory, err);

    if (!status)
        status = pending_flush(memory, err);
    return status ? status : words_commit(memory, err);
}

enum barq_status memory_commit(struct barq_memory *memory,
                               struct barq_error *err)
{
    enum barq_status status = memory_writable(memory, err);
    int rc = SQLITE_OK;

    if (!status)
        status = put_all(memory, err);
    if (!status)
        rc = commit(memory);
    if (rc)
        status = memory_fail(memory, rc, err);
    if (status) {
        memory_rollback(memory);
        return status;
    }
    memory->latest_hold = false;
    pairs_stay(memory);
    words_stay(memory);
    if (memory->due)
        runs_tend(memory);
    return BARQ_OK;
}

void memory_rollback(struct barq_memory *memory)
{
    if (!sqlite3_get_autocommit(memory->db))
        sqlite3_exec(memory->db, "ROLLBACK", NULL, NULL, NULL);
    memory->pending.count = 0;
    memory->disordered = memory->latest_hold = false;
    units_forget(memory);
    recent_forget(memory);
    pairs_rollback(memory);
    words_rollback(memory);
    memory->spoilt = false;
}

void memory_give_room(struct barq_memory *memory)
{
    pending_rest(memory);
    words_rest(memory->concordance);
}

static enum barq_status run(struct barq_memory *memory, enum statement what,
                            struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, what);
    return query_finish(&q, err);
}

enum barq_status memory_read_begin(struct barq_memory *memory,
                                   struct barq_error *err)
{
    enum barq_status status;

    if (!sqlite3_get_autocommit(memory->db)) { /* a writer sees what it put */
        status = put_all(memory, err);
        memory->spoilt = memory->spoilt || status;
        return status;
    }
    status = run(memory, SQL_READ_BEGIN, err);
    memory->reading = !status;
    memory->heads_hold = memory->latest_hold = false;
    return status;
}

void memory_read_end(struct barq_memory *memory)
{
    if (memory->reading)
        run(memory, SQL_READ_END, NULL);
    memory->reading = false;
    memory->heads_hold = memory->latest_hold = false;
}

enum barq_status barq_memory_add(struct barq_memory *memory,
                                 const struct barq_unit *unit,
                                 enum barq_added *added, int64_t *id,
                                 struct barq_error *err)
{
    enum barq_added how = BARQ_ADDED;
    int64_t where = 0;
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    status = memory_put(memory, unit, &how, &where, err);
    if (!status)
        status = memory_commit(memory, err);
    if (status) {
        memory_rollback(memory);
        return status;
    }
    if (added)
        *added = how;
    if (id)
        *id = where;
    return BARQ_OK;
}
