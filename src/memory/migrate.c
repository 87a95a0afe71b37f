/*
 * migrate.c - bring a memory to the schema this build knows.
 *
 * PRAGMA user_version counts the migrations a file has been through, so
 * tm/schema/000n takes it from n - 1 to n.  All that a file lacks run in one
 * transaction with the new count: after a crash, and for whoever reads
 * meanwhile, it is as it was or as it will be.  A new memory says in the same
 * transaction which keys it has, so that nobody sees it half made.  The count
 * is read inside the lock, since two programs may open an old memory at the
 * same moment.  A file of tm/schema that has been released is never edited
 * again; add the next one.
 */
#include "memory/store.h"

#include "base/data.h"
#include "base/error.h"

#include <stdio.h>

int memory_schema(void)
{
    int count = 0;

    while (data_name("schema/", (size_t)count))
        count++;
    return count;
}

enum barq_status memory_check_schema(const struct barq_memory *memory,
                                     int64_t version, struct barq_error *err)
{
    if (version < 0 || version > memory_schema())
        return fail(err, BARQ_E_MEMORY, 0,
                    "%s: made by a newer barq (schema %lld, this one knows "
                    "%d); upgrade barq",
                    memory->path, (long long)version, memory_schema());
    return BARQ_OK;
}

int memory_number(sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);

    if (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        *number = sqlite3_column_int64(stmt, 0);
    return rc ? rc : sqlite3_finalize(stmt);
}

/* Inside a transaction: one step up from `version`. */
static enum barq_status step_up(struct barq_memory *memory, int64_t version,
                                struct barq_error *err)
{
    struct arena task = memory->work;
    struct barq_text sql = { 0 };
    char count[64];
    enum barq_status status =
        data_file(data_name("schema/", (size_t)version), &sql, &task, err);

    if (status)
        return status;
    sql = arena_text(&task, sql); /* with the NUL that SQLite wants */
    if (!sql.at)
        return fail_nomem(err, "for the schema");
    int rc = sqlite3_exec(memory->db, sql.at, NULL, NULL, NULL);
    snprintf(count, sizeof(count), "PRAGMA user_version = %d",
             (int)version + 1);
    if (!rc)
        rc = sqlite3_exec(memory->db, count, NULL, NULL, NULL);
    return rc ? memory_fail(memory, rc, err) : BARQ_OK;
}

/* A memory with nothing in it has the keys of this build. */
static enum barq_status name_keys(struct barq_memory *memory,
                                  struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_SET_KEY_VERSION);
    query_int(&q, TEXT_KEY_VERSION);
    return query_finish(&q, err);
}

/* Inside a transaction: all steps. */
static enum barq_status step_all(struct barq_memory *memory,
                                 struct barq_error *err)
{
    int64_t first = 0;
    int rc = memory_number(memory->db, "PRAGMA user_version", &first);

    if (rc)
        return memory_fail(memory, rc, err);
    enum barq_status status = memory_check_schema(memory, first, err);
    for (int64_t v = first; v < memory_schema() && !status; v++)
        status = step_up(memory, v, err);
    return status || first ? status : name_keys(memory, err);
}

enum barq_status memory_migrate(struct barq_memory *memory,
                                struct barq_error *err)
{
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    status = step_all(memory, err);
    if (!status)
        status = memory_commit(memory, err);
    if (status)
        memory_rollback(memory);
    return status;
}
