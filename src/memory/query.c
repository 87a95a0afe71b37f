/*
 * query.c - the one way to run a statement.
 *
 * A statement is compiled when it is first used and kept until the memory is
 * closed.
 */
#include "memory/store.h"

#include "base/error.h"
#include "base/utf8.h"

/* Those that an import runs all the time and that ask for no unit. */
static bool asks_no_unit(enum statement statement)
{
    switch (statement) {
    case SQL_PUT_UNIT:
    case SQL_PUT_MANY_UNITS:
    case SQL_PUT_WORD:
    case SQL_PUT_MANY_WORDS:
    case SQL_DATA_VERSION:
        return true;
    default:
        return false;
    }
}

void query_start(struct query *query, struct barq_memory *memory,
                 enum statement statement)
{
    sqlite3_stmt **stmt = &memory->statements[statement];
    struct barq_error err;

    *query = (struct query){ .memory = memory, .next = 1 };
    if (!asks_no_unit(statement) && units_flush(memory, &err)) {
        query->rc = err.cause ? err.cause : SQLITE_NOMEM;
        return;
    }
    if (!*stmt)
        query->rc = sqlite3_prepare_v3(memory->db, statement_sql(statement), -1,
                                       SQLITE_PREPARE_PERSISTENT, stmt, NULL);
    query->stmt = *stmt;
}

void query_int(struct query *query, int64_t value)
{
    if (!query->rc)
        query->rc = sqlite3_bind_int64(query->stmt, query->next++, value);
}

void query_real(struct query *query, double value)
{
    if (!query->rc)
        query->rc = sqlite3_bind_double(query->stmt, query->next++, value);
}

void query_text(struct query *query, struct barq_text text)
{
    if (!query->rc)
        query->rc = sqlite3_bind_text64(query->stmt, query->next++,
                                        text.at ? text.at : "", text.len,
                                        SQLITE_STATIC, SQLITE_UTF8);
}

void query_bytes(struct query *query, struct barq_text bytes)
{
    if (!query->rc)
        query->rc = sqlite3_bind_blob64(query->stmt, query->next++,
                                        bytes.at ? bytes.at : "", bytes.len,
                                        SQLITE_STATIC);
}

void query_null(struct query *query)
{
    if (!query->rc)
        query->rc = sqlite3_bind_null(query->stmt, query->next++);
}

/* Who only reads may find, whenever it comes to the file anew, that a writer
 * was killed meanwhile and left a journal. */
static void row_after_rollback(struct query *query)
{
    if (memory_roll_back(query->memory->file))
        return;
    sqlite3_reset(query->stmt);
    query->rc = sqlite3_step(query->stmt);
}

bool query_row(struct query *query)
{
    if (query->rc && query->rc != SQLITE_ROW)
        return false;
    query->rc = sqlite3_step(query->stmt);
    if (query->rc == SQLITE_READONLY_ROLLBACK)
        row_after_rollback(query);
    return query->rc == SQLITE_ROW;
}

int64_t query_column(const struct query *query, int column)
{
    return sqlite3_column_int64(query->stmt, column);
}

double query_column_real(const struct query *query, int column)
{
    return sqlite3_column_double(query->stmt, column);
}

bool query_column_null(const struct query *query, int column)
{
    return sqlite3_column_type(query->stmt, column) == SQLITE_NULL;
}

/* Borrowed until the next row or the end. */
static struct barq_text column_text(const struct query *query, int column)
{
    const void *at = sqlite3_column_text(query->stmt, column);
    int len = sqlite3_column_bytes(query->stmt, column);

    return (struct barq_text){ at, at ? (size_t)len : 0 };
}

struct barq_text query_blob(const struct query *query, int column)
{
    const void *at = sqlite3_column_blob(query->stmt, column);
    int len = sqlite3_column_bytes(query->stmt, column);

    return (struct barq_text){ at, at ? (size_t)len : 0 };
}

enum barq_status query_take_text(const struct query *query, int column,
                                 struct barq_text *out, struct arena *keep,
                                 struct barq_error *err)
{
    struct barq_text text = column_text(query, column);
    size_t offset;

    if (!utf8_check(text, &offset))
        return memory_damaged(query->memory, err);
    *out = arena_text(keep, text);
    return out->at ? BARQ_OK : fail_nomem(err, "to read a unit");
}

enum barq_status query_end(struct query *query, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (query->rc && query->rc != SQLITE_ROW && query->rc != SQLITE_DONE)
        status = memory_fail(query->memory, query->rc, err);
    if (query->memory->asked)
        memory_has_turn(query->memory);
    if (query->stmt) {
        sqlite3_reset(query->stmt);
        sqlite3_clear_bindings(query->stmt);
    }
    return status;
}

enum barq_status query_finish(struct query *query, struct barq_error *err)
{
    while (query_row(query))
        continue;
    return query_end(query, err);
}

enum barq_status query_run(struct barq_memory *memory, enum statement statement,
                           const int64_t *values, int count,
                           struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    for (int i = 0; i < count; i++)
        query_int(&q, values[i]);
    return query_finish(&q, err);
}
