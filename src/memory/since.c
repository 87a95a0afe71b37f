/*
 * since.c - what others have done since a handle last looked.
 *
 * Beside an import others write between its batches, mostly a unit or two.
 * What the import knows of the memory, hundreds of megabytes of it, holds
 * still, but for the units that are new.  SQLite says no more than that
 * somebody has written.  So a handle notes
 *
 *     the last change of the history         edits, deletions, all that is
 *                                            undone
 *     how often the index was made anew      words may be gone
 *     a unit, and the words that it has      the last that was there, or that
 *                                            this handle has put since
 *
 * and if all three are as they were, units may have been added, behind those
 * that it knew, and nothing else has happened that matters here.  The unit
 * tells that the file is the same: a backup may have taken its place, which has
 * all that was there before and nothing of what was put since.
 */
#include "memory/since.h"

/* What `since` is compared with, and the highest unit. */
struct look {
    int64_t last, changes, made, bare[2];
};

static enum barq_status look(struct barq_memory *memory, int64_t unit,
                             struct look *out, struct barq_error *err)
{
    struct query q;

    *out = (struct look){ 0 };
    query_start(&q, memory, SQL_SINCE);
    query_int(&q, unit);
    if (query_row(&q))
        *out = (struct look){
            query_column(&q, 0),
            query_column(&q, 1),
            query_column(&q, 2),
            { query_column(&q, 3), query_column(&q, 4) },
        };
    return query_end(&q, err);
}

/* Nothing else than that units were added? */
static bool is_kept(const struct since *since, const struct look *now)
{
    return since->known && since->changes == now->changes &&
           since->made == now->made && since->bare[0] == now->bare[0] &&
           since->bare[1] == now->bare[1];
}

static enum barq_status read_version(struct barq_memory *memory,
                                     int64_t *version, struct barq_error *err)
{
    struct query q;

    *version = 0;
    query_start(&q, memory, SQL_DATA_VERSION);
    if (query_row(&q))
        *version = query_column(&q, 0);
    return query_end(&q, err);
}

enum barq_status since_check(struct barq_memory *memory, struct since *since,
                             enum since_what *what, struct barq_error *err)
{
    int64_t version;
    struct look now;
    enum barq_status status = read_version(memory, &version, err);

    if (status)
        return status;
    *what = SINCE_NOTHING;
    if (since->known && since->version == version)
        return BARQ_OK;
    status = look(memory, since->unit, &now, err);
    if (status)
        return status;
    *what = is_kept(since, &now) ? SINCE_ADDED : SINCE_CHANGED;
    int64_t unit = now.last;
    status = look(memory, unit, &now, err);
    *since =
        (struct since){ !status,     version,  unit,
                        now.changes, now.made, { now.bare[0], now.bare[1] } };
    return status;
}

void since_stay(const struct barq_memory *memory, struct since *since)
{
    const struct newest *newest = &memory->newest;

    if (!since->known || newest->id <= since->unit)
        return;
    since->unit = newest->id;
    since->bare[0] = newest->bare[0];
    since->bare[1] = newest->bare[1];
}

static const struct barq_text mark = { "rebuilds", sizeof("rebuilds") - 1 };

const struct barq_text since_rebuild = { "rebuild", sizeof("rebuild") - 1 };

enum barq_status since_index_made(struct barq_memory *memory,
                                  struct barq_error *err)
{
    int64_t times = 0;
    enum barq_status status = memory_mark_get(memory, mark, &times, err);

    if (status <= BARQ_NOTHING)
        status = memory_mark_set(memory, mark, times + 1, err);
    return status ? status : memory_mark_drop(memory, since_rebuild, err);
}
