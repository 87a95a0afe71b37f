/*
 * rebuild.c - the index made anew, beside the one that is there.
 *
 * Made anew in the file, the index would keep all others from writing for as
 * long as that takes, minutes at ten million units.  So it is made in tables of
 * the same names that are this connection's alone, in a temporary file of
 * SQLite's: what stands in `temp` goes before what stands in the memory, and no
 * statement need know.  Units are walked through in batches (batch.c), between
 * which others write, to the memory and its old index:
 *
 *     batches    units 1..n into temp       others add, edit and delete
 *     the last   n+1.. into temp
 *                what was edited meanwhile, again
 *                the memory's tables emptied, and filled from temp
 *
 * Meanwhile whoever asks is answered by the old index.  The last transaction
 * copies the index, which takes a tenth of the time that it takes to make it;
 * nobody sees a part of it, and what was killed before leaves nothing behind.
 *
 * What others edited since the walk began, their history tells.  Such a unit
 * may have been walked before the edit or after it, or between two: so all
 * that it may have been put in with is taken out, and what it is now put in.
 *
 * Whoever begins last makes the index: a mark says who that is.  It is looked
 * for in each transaction, for a backup may have taken the memory's place, too,
 * or another barq has made all keys anew.  Each sets another one, since a
 * backup may have been made between two of them.
 */
#include "memory/batch.h"
#include "memory/posting.h"
#include "memory/since.h"
#include "memory/words.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

#define COPY(table)               \
    "DELETE FROM main." table ";" \
    "INSERT INTO main." table " SELECT * FROM temp." table ";"
#define COPY_INDEX COPY("posting") COPY("run") COPY("latest")
#define COPY_WORDS COPY("word") COPY("place") COPY("words_run") COPY("fresh")

/* How many tables these are, and where they lie. */
enum { TABLES_APART = 7 };
#define APART "PRAGMA temp_store = FILE;"

/* It drops all of them, and asks for nothing to be written for that: where
 * temporary files lie the disk may be full. */
#define TOGETHER "PRAGMA temp_store = MEMORY;"

struct rebuild {
    struct barq_memory *memory;
    struct memory_batch batch;
    int64_t past;  /* the last row of the history when it began */
    int64_t token; /* the mark's */
};

static enum barq_status run_sql(struct barq_memory *memory, const char *sql,
                                struct barq_error *err)
{
    int rc = sqlite3_exec(memory->db, sql, NULL, NULL, NULL);

    return rc ? memory_fail(memory, rc, err) : BARQ_OK;
}

/* What the file says of a table is one statement, or not ours. */
static enum barq_status make_table(struct barq_memory *memory, const char *sql,
                                   struct barq_error *err)
{
    sqlite3_stmt *stmt = NULL;
    const char *rest = NULL;
    int rc = sqlite3_prepare_v2(memory->db, sql, -1, &stmt, &rest);
    bool ours = !rc && stmt && !*rest;

    if (ours)
        rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    if (rc && rc != SQLITE_DONE)
        return memory_fail(memory, rc, err);
    return ours ? BARQ_OK : memory_damaged(memory, err);
}

/* Tables of this connection's alone, as the memory has them. */
static enum barq_status set_apart(struct barq_memory *memory,
                                  struct barq_error *err)
{
    struct arena task = memory->work;
    struct barq_text create[TABLES_APART];
    int count = 0;
    struct query q;
    enum barq_status status = run_sql(memory, APART, err);

    query_start(&q, memory, SQL_SET_APART);
    while (!status && count < TABLES_APART && query_row(&q))
        status = query_take_text(&q, 0, &create[count++], &task, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    for (int i = 0; i < count && !status; i++)
        status = make_table(memory, create[i].at, err);
    return status || count == TABLES_APART ? status
                                           : memory_damaged(memory, err);
}

/* ------------------------------------------------------------------- mark */

static enum barq_status set_mark(struct rebuild *r, struct barq_error *err)
{
    sqlite3_randomness(sizeof(r->token), &r->token);
    return memory_mark_set(r->memory, since_rebuild, r->token, err);
}

static enum barq_status begin(struct rebuild *r, struct barq_error *err)
{
    enum barq_status status = batch_begin(&r->batch, r->memory, err);
    struct query q;

    if (status)
        return status;
    query_start(&q, r->memory, SQL_LAST_HISTORY);
    r->past = query_row(&q) ? query_column(&q, 0) : 0;
    status = query_end(&q, err);
    return status ? status : set_mark(r, err);
}

static enum barq_status check_mark(struct rebuild *r, struct barq_error *err)
{
    int64_t token = 0;
    enum barq_status status =
        memory_mark_get(r->memory, since_rebuild, &token, err);

    if (status > BARQ_NOTHING)
        return status;
    if (!status && token == r->token)
        return set_mark(r, err);
    return fail(err, BARQ_E_MEMORY, 0,
                "%s: another program began to make its index anew, or restored "
                "the memory; this one stops, and has changed nothing",
                r->memory->path);
}

/* ------------------------------------------------------------------- walk */

static enum barq_status walk(struct rebuild *r, enum rekeyed kind,
                             struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    int64_t id = 0;

    while (!status) {
        status = rekey_next(r->memory, kind, &id, err);
        if (!status)
            status = batch_count(&r->batch, err);
        if (!status && !r->batch.count) /* in another transaction */
            status = check_mark(r, err);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* -------------------------------------------------------------- catch up */

static enum barq_status take_out(struct barq_memory *memory, int64_t id,
                                 const struct barq_text texts[2],
                                 struct arena task, struct barq_error *err)
{
    struct arena scratch = arena_split(&task);
    struct unit_side sides[2];
    enum barq_status status =
        memory_index_pair(memory, texts, sides, &task, scratch, err);

    return status ? status : memory_unindex_unit(memory, id, sides, err);
}

/* As it was before each of its changes, the last of them first; `texts` are
 * what it is now, or empty. */
static enum barq_status take_out_past(const struct rebuild *r, int64_t id,
                                      const struct barq_text now[2],
                                      struct arena task, struct barq_error *err)
{
    struct barq_text texts[2] = { now[0], now[1] };
    enum barq_status status = BARQ_OK;
    struct query q;

    if (texts[0].len)
        status = take_out(r->memory, id, texts, task, err);
    query_start(&q, r->memory, SQL_PAST_TEXTS);
    query_int(&q, id);
    query_int(&q, r->past);
    while (!status && query_row(&q)) {
        for (int i = 0; i < 2 && !status; i++)
            if (!query_column_null(&q, i))
                status = query_take_text(&q, i, &texts[i], &task, err);
        if (!status && texts[0].len && texts[1].len)
            status = take_out(r->memory, id, texts, task, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status renew(const struct rebuild *r, int64_t id,
                              struct barq_error *err)
{
    struct barq_memory *memory = r->memory;
    struct arena task = memory->work;
    struct barq_text texts[2] = { { 0 }, { 0 } };
    int64_t found = id - 1;
    enum barq_status status =
        memory_next_texts(memory, &found, texts, &task, err);

    if (status > BARQ_NOTHING)
        return status;
    if (status || found != id)
        texts[0] = texts[1] = (struct barq_text){ 0 };
    status = take_out_past(r, id, texts, task, err);
    if (status || !texts[0].len)
        return status;
    found = id - 1;
    return rekey_next(memory, REKEY_UNITS, &found, err);
}

static enum barq_status catch_up(const struct rebuild *r,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, r->memory, SQL_TOUCHED);
    query_int(&q, r->past);
    while (!status && query_row(&q))
        status = renew(r, query_column(&q, 0), err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ----------------------------------------------------------------- rebuild */

/* All that is pending goes into temp, and from there into the memory. */
static enum barq_status replace(struct barq_memory *memory,
                                struct barq_error *err)
{
    enum barq_status status;

    if ((status = pending_flush(memory, err)) ||
        (status = words_commit(memory, err)) ||
        (status = run_sql(memory, COPY_INDEX COPY_WORDS, err)) ||
        (status = memory_put_learnt(memory, NULL, 0, 0, err)))
        return status;
    return since_index_made(memory, err);
}

static enum barq_status rebuild(struct rebuild *r, struct barq_error *err)
{
    enum barq_status status;

    if ((status = begin(r, err)) || (status = walk(r, REKEY_CONTEXTS, err)) ||
        (status = walk(r, REKEY_STORIES, err)) ||
        (status = walk(r, REKEY_UNITS, err)) || (status = catch_up(r, err)) ||
        (status = replace(r->memory, err)))
        return status;
    r->memory->due = false; /* what is left to be merged goes with temp */
    return memory_commit(r->memory, err);
}

/* It may be another disk that is full, which has the temporary files. */
static void add_where(struct barq_error *err)
{
    size_t len = err ? strlen(err->message) : 0;

    if (err && (err->cause & 0xFF) == SQLITE_FULL)
        snprintf(err->message + len, sizeof(err->message) - len,
                 "; the index is as it was, and another is made among the "
                 "temporary files (in SQLITE_TMPDIR or TMPDIR, if set)");
}

enum barq_status barq_memory_rebuild(struct barq_memory *memory,
                                     struct barq_error *err)
{
    struct rebuild r = { .memory = memory };

    if (memory->rekeyed) /* and nothing was written since */
        return memory_rest(memory, err);
    enum barq_status status = set_apart(memory, err);
    memory_expect_many(memory, true);
    words_forget_all(memory);
    if (!status)
        status = rebuild(&r, err);
    if (status) {
        memory_rollback(memory);
        add_where(err);
    }
    words_forget_all(memory);
    memory_expect_many(memory, false);
    enum barq_status dropped = run_sql(memory, TOGETHER, status ? NULL : err);
    if (status || dropped)
        return status ? status : dropped;
    memory->index_damaged = false;
    return memory_rest(memory, err);
}
