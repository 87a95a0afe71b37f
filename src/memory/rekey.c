/*
 * rekey.c - make every key anew when the folding has changed.
 *
 * Keys are only comparable when the same rules made them.  The file keeps
 * the version of the rules; when this build's differs, all that is derived
 * from texts is made again, in one transaction.
 */
#include "memory/pairs.h"
#include "memory/posting.h"
#include "memory/words.h"

#include "base/error.h"

#include <stdio.h>

/* A row of which keys are made: an id, and its texts. */
struct text_row {
    int64_t id;
    struct barq_text texts[4];
};

static enum barq_status read_version(struct barq_memory *memory,
                                     int64_t *version, struct barq_error *err)
{
    struct query q;

    *version = 0;
    query_start(&q, memory, SQL_KEY_VERSION);
    if (query_row(&q))
        *version = query_column(&q, 0);
    return query_end(&q, err);
}

static enum barq_status run(struct barq_memory *memory,
                            enum statement statement, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    return query_finish(&q, err);
}

/* The row after row->id, with `count` texts in `keep`; BARQ_NOTHING at the
 * end. */
static enum barq_status next_row(struct query *q, struct text_row *row,
                                 int count, struct arena *keep,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    query_int(q, row->id);
    bool found = query_row(q);
    if (found) {
        int64_t id = query_column(q, 0);
        if (id <= row->id) /* or it would come up for ever */
            status = memory_damaged(q->memory, err);
        row->id = id;
    }
    for (int i = 0; i < count && found && !status; i++)
        status = query_take_text(q, i + 1, &row->texts[i], keep, err);
    enum barq_status ended = query_end(q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    return found ? BARQ_OK : BARQ_NOTHING;
}

enum barq_status memory_next_texts(struct barq_memory *memory, int64_t *id,
                                   struct barq_text texts[2],
                                   struct arena *keep, struct barq_error *err)
{
    struct text_row row = { .id = *id };
    struct query q;

    query_start(&q, memory, SQL_NEXT_TEXTS);
    enum barq_status status = next_row(&q, &row, 2, keep, err);
    if (status)
        return status;
    *id = row.id;
    texts[0] = row.texts[0];
    texts[1] = row.texts[1];
    return BARQ_OK;
}

static enum barq_status rekey_unit(struct barq_memory *memory,
                                   struct text_row *row, struct barq_error *err)
{
    struct arena task = memory->work, scratch = arena_split(&task);
    struct unit_side sides[2];
    struct query q;
    enum barq_status status =
        memory_next_texts(memory, &row->id, row->texts, &task, err);

    for (int i = 0; i < 2; i++)
        word_cache_rest(memory->known[i]);
    if (!status)
        status =
            memory_index_pair(memory, row->texts, sides, &task, scratch, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_REKEY_UNIT);
    query_sides(&q, sides);
    query_int(&q, row->id);
    status = query_finish(&q, err);
    return status ? status : memory_index_unit(memory, row->id, sides, err);
}

static enum barq_status rekey_context(struct barq_memory *memory,
                                      struct text_row *row,
                                      struct barq_error *err)
{
    struct arena task = memory->work, scratch = arena_split(&task);
    uint64_t keys[4];
    struct query q;

    query_start(&q, memory, SQL_NEXT_CONTEXT);
    enum barq_status status = next_row(&q, row, 4, &task, err);
    if (!status)
        status = memory_neighbour_keys(row->texts, keys, scratch, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_REKEY_CONTEXT);
    for (int i = 0; i < 4; i++)
        query_int(&q, (int64_t)keys[i]);
    query_int(&q, row->id);
    return query_finish(&q, err);
}

static enum barq_status rekey_story(struct barq_memory *memory,
                                    struct text_row *row,
                                    struct barq_error *err)
{
    struct arena task = memory->work, scratch = arena_split(&task);
    uint64_t key = 0;
    struct query q;

    query_start(&q, memory, SQL_NEXT_STORY);
    enum barq_status status = next_row(&q, row, 1, &task, err);
    if (!status)
        status = memory_story_key(row->texts[0], &key, scratch, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_REKEY_STORY);
    query_int(&q, (int64_t)key);
    query_int(&q, row->id);
    return query_finish(&q, err);
}

static enum barq_status drop_index(struct barq_memory *memory,
                                   struct barq_error *err)
{
    enum barq_status status = words_drop(memory, err);

    memory->pending.count = 0;
    memory->disordered = false;
    recent_forget(memory);
    if (!status)
        status = run(memory, SQL_DROP_RUNS, err);
    if (!status)
        status = latest_drop(memory, err);
    return status ? status
                  : posting_drop_rows(memory, INT64_MIN, INT64_MAX, err);
}

static enum barq_status (*const kinds[])(struct barq_memory *,
                                         struct text_row *,
                                         struct barq_error *) = {
    [REKEY_UNITS] = rekey_unit,
    [REKEY_CONTEXTS] = rekey_context,
    [REKEY_STORIES] = rekey_story,
};

enum barq_status rekey_next(struct barq_memory *memory, enum rekeyed kind,
                            int64_t *id, struct barq_error *err)
{
    struct text_row row = { .id = *id };
    enum barq_status status = kinds[kind](memory, &row, err);

    if (!status)
        *id = row.id;
    return status;
}

static enum barq_status rekey_all(struct barq_memory *memory,
                                  struct barq_error *err)
{
    enum barq_status status = drop_index(memory, err);
    struct query q;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && !status; i++) {
        struct text_row row = { 0 };
        do {
            status = kinds[i](memory, &row, err);
        } while (!status);
        if (status == BARQ_NOTHING)
            status = BARQ_OK;
    }
    if (!status) /* the stems it was learnt by are of the old version */
        status = memory_put_learnt(memory, NULL, 0, 0, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_SET_KEY_VERSION);
    query_int(&q, TEXT_KEY_VERSION);
    return query_finish(&q, err);
}

/* The version is read again inside the lock: another program may have been
 * quicker. */
static enum barq_status rekey_locked(struct barq_memory *memory,
                                     struct barq_error *err)
{
    int64_t version;
    enum barq_status status = read_version(memory, &version, err);

    if (!status && version != TEXT_KEY_VERSION)
        status = rekey_all(memory, err);
    return status ? status : memory_commit(memory, err);
}

/* Who has to wait for it is told. */
enum { TELL_UNITS = 50000 };

static void tell(const struct barq_memory *memory)
{
    char sql[80], line[512];
    int64_t units = 0;

    snprintf(sql, sizeof(sql),
             "SELECT count(*) FROM (SELECT 1 FROM unit LIMIT %d)", TELL_UNITS);
    if (!memory->waiting.tell || memory_number(memory->db, sql, &units) ||
        units < TELL_UNITS)
        return;
    snprintf(line, sizeof(line),
             "%s: its keys are of another version of barq; they are made anew, "
             "once, which takes a minute or more for a million units",
             memory->path);
    memory->waiting.tell(memory->waiting.context, line);
}

enum barq_status memory_rekey(struct barq_memory *memory,
                              enum barq_access access, struct barq_error *err)
{
    int64_t version;
    enum barq_status status = read_version(memory, &version, err);

    if (status || version == TEXT_KEY_VERSION)
        return status;
    if (access == BARQ_READ)
        return fail(err, BARQ_E_MEMORY, 0,
                    "%s: its keys are of another version of barq; `barq "
                    "check --rebuild-index` makes them anew",
                    memory->path);
    tell(memory);
    status = memory_begin(memory, err);
    if (status)
        return status;
    status = rekey_locked(memory, err);
    if (status)
        memory_rollback(memory);
    memory->rekeyed = !status;
    return status;
}
