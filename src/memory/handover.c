/*
 * handover.c - where a unit stood that goes, and stands again.
 *
 * A unit that goes leaves its contexts to the history; an heir, to whom it is
 * joined, takes them over.  Where both stood at one place, the later of the two
 * stays, by edition and then by number:
 *
 *     unit 9 goes, and its heir is 5
 *     context 12  of 9  story Y, place 1               5 stands there: moved
 *     context 31  of 9  story X, place 3, edition 4    5 stands there: moved
 *     context 10  of 5  story X, place 3, edition 2    gives way to 31
 *     context 11  of 9  story Z, place 2               gone: 5 has 14 there
 *
 * What is taken back has the number and the edition that it had.  The story
 * with the highest number is the one where a unit stood last, and what is not
 * in a story's last edition was dropped from it.
 *
 * Limits: files of older schemas, and histories that come from another memory,
 * do not know the numbers.  Such a context is looked for by its place.
 */
#include "memory/care.h"

#include "base/error.h"

/* The columns of SQL_SAVED_CONTEXTS. */
enum {
    COLUMN_KIND,
    COLUMN_STORY,
    COLUMN_POSITION,
    COLUMN_TEXTS, /* four, and the name of the story */
    COLUMN_ID = COLUMN_TEXTS + 5,
    COLUMN_EDITION,
    COLUMN_SINCE,
};

/* No memory has so many contexts. */
#define CONTEXTS_HIGHEST (INT64_C(1) << 62)

enum barq_status query_take_saved(const struct query *query,
                                  struct saved_context *out, struct arena *keep,
                                  struct barq_error *err)
{
    int64_t kind = query_column(query, COLUMN_KIND);
    struct saved_context saved = {
        .id = query_column(query, COLUMN_ID),
        .story = query_column(query, COLUMN_STORY),
        .position = query_column(query, COLUMN_POSITION),
        .edition = query_column_null(query, COLUMN_EDITION)
                       ? -1
                       : query_column(query, COLUMN_EDITION),
        .since = query_column(query, COLUMN_SINCE),
    };
    enum barq_status status = BARQ_OK;

    if (kind < 0 || kind > SAVED_HEIRS || saved.id < 0 ||
        saved.id > CONTEXTS_HIGHEST || saved.since < 0 ||
        (saved.story && query_column_null(query, COLUMN_TEXTS + 4)))
        return memory_damaged(query->memory, err);
    saved.kind = (enum saved_kind)kind;
    for (int i = 0; i < 4 && !status; i++)
        status = query_take_text(query, COLUMN_TEXTS + i, &saved.texts[i], keep,
                                 err);
    if (!status)
        status =
            query_take_text(query, COLUMN_TEXTS + 4, &saved.name, keep, err);
    if (!status)
        *out = saved;
    return status;
}

enum barq_status contexts_recount(struct barq_memory *memory, int64_t unit,
                                  struct barq_error *err)
{
    return query_run(memory, SQL_RECOUNT_CONTEXTS, &unit, 1, err);
}

enum barq_status contexts_hand_over(struct barq_memory *memory, int64_t row,
                                    int64_t unit, int64_t heir,
                                    struct barq_error *err)
{
    const int64_t ids[] = { unit, heir, row }, moves[] = { row, heir };
    enum barq_status status = query_run(memory, SQL_SAVE_CONTEXTS, ids, 3, err);

    if (!status && heir)
        status = query_run(memory, SQL_SAVE_HEIRS, ids, 3, err);
    if (!status)
        status = query_run(memory, SQL_MARK_CONTEXTS, NULL, 0, err);
    if (!status && heir)
        status = query_run(memory, SQL_DROP_HEIRS, &row, 1, err);
    if (!status && heir)
        status = query_run(memory, SQL_MOVE_CONTEXTS, moves, 2, err);
    if (!status)
        status = query_run(memory, SQL_DROP_CONTEXTS, &unit, 1, err);
    return status || !heir ? status : contexts_recount(memory, heir, err);
}

static void bind_story(struct query *q, int64_t story)
{
    if (story)
        query_int(q, story);
    else
        query_null(q);
}

/* The heir no longer stands there, but the unit does; *taken says whether the
 * heir stood there still. */
static enum barq_status take_from_heir(struct barq_memory *memory, int64_t heir,
                                       const struct saved_context *saved,
                                       bool *taken, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, saved->id ? SQL_TAKE_CONTEXT : SQL_TAKE_PLACE);
    query_int(&q, saved->unit);
    query_int(&q, heir);
    bind_story(&q, saved->story);
    query_int(&q, saved->position);
    if (saved->id)
        query_int(&q, saved->id);
    for (int i = 0; i < 4 && !saved->id; i++)
        query_text(&q, saved->texts[i]);
    enum barq_status status = query_finish(&q, err);
    *taken = !status && sqlite3_changes(memory->db) > 0;
    return status;
}

/* Does the unit stand at this place of its story? */
static enum barq_status stands_there(struct barq_memory *memory,
                                     const struct saved_context *saved,
                                     bool *there, struct barq_error *err)
{
    struct query q;

    *there = false;
    if (!saved->story || saved->position < 0)
        return BARQ_OK;
    query_start(&q, memory, SQL_FIND_PLACE);
    query_int(&q, saved->unit);
    query_int(&q, saved->story);
    query_int(&q, saved->position);
    *there = query_row(&q);
    return query_end(&q, err);
}

static enum barq_status is_unit(struct barq_memory *memory, int64_t unit,
                                bool *is, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_COUNT_CONTEXTS);
    query_int(&q, unit);
    *is = query_row(&q);
    return query_end(&q, err);
}

/* The heir stands there again, where it had given way. */
static enum barq_status restore_heirs(struct barq_memory *memory, int64_t heir,
                                      struct saved_context saved,
                                      struct arena scratch,
                                      struct barq_error *err)
{
    bool is = false, there = false;
    enum barq_status status = is_unit(memory, heir, &is, err);

    saved.unit = heir;
    if (!status && is)
        status = stands_there(memory, &saved, &there, err);
    return status || !is || there
               ? status
               : memory_restore_context(memory, &saved, scratch, err);
}

static enum barq_status restore(struct barq_memory *memory, int64_t heir,
                                const struct saved_context *saved,
                                struct arena scratch, struct barq_error *err)
{
    bool taken = false;
    enum barq_status status = BARQ_OK;

    if (saved->kind == SAVED_HEIRS)
        return restore_heirs(memory, heir, *saved, scratch, err);
    if (saved->kind == SAVED_MOVED && heir)
        status = take_from_heir(memory, heir, saved, &taken, err);
    return status || taken
               ? status
               : memory_restore_context(memory, saved, scratch, err);
}

enum barq_status contexts_take_back(struct barq_memory *memory,
                                    const struct past *past,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    int64_t heir = past->step.heir;
    struct query q;

    query_start(&q, memory, SQL_SAVED_CONTEXTS);
    query_int(&q, past->id);
    while (!status && query_row(&q)) {
        struct arena turn = scratch, below = arena_split(&turn);
        struct saved_context saved = { .kind = SAVED_GONE };
        status = query_take_saved(&q, &saved, &turn, err);
        saved.unit = past->step.unit;
        if (!status)
            status = restore(memory, heir, &saved, below, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (!status && !ended && heir)
        status = contexts_recount(memory, heir, err);
    if (!status && !ended)
        status = contexts_recount(memory, past->step.unit, err);
    return status ? status : ended;
}
