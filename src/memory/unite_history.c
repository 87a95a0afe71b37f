/*
 * unite_history.c - the changes that were made in another memory.
 *
 * A change has a random token, the same wherever it is copied to, so a change
 * that came with an earlier merge is known and left alone.  A new one gets
 * our next number, and the units in its history our numbers:
 *
 *     a unit that they have    ours with the same pair, which the merge of
 *                              units has just seen to
 *     a unit that is gone      a number of its own, so that `barq undo` can
 *                              bring it back here
 *
 * Order.  Rows go in as they are in theirs, change by change, since a unit's
 * history is read by their order.
 *
 * Limits: of two units of theirs that are one here (their pairs differed in
 * white space), the histories run together.
 */
#include "memory/unite.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { PAIRS_FIRST = 64 };

/* Their number and ours, ascending by theirs. */
struct number_pair {
    int64_t theirs, ours;
    bool fresh; /* of a change: it was not known */
};

struct number_map {
    struct number_pair *at;
    size_t count, room;
    struct arena *keep;
};

struct history_merge {
    const struct merge *merge;
    struct number_map units, changes, rows;
};

static bool map_add(struct number_map *map, struct number_pair pair)
{
    if (map->count == map->room) {
        size_t room = map->room ? 2 * map->room : PAIRS_FIRST;
        struct number_pair *more =
            arena_new(map->keep, struct number_pair, room);
        if (!more)
            return false;
        if (map->count)
            memcpy(more, map->at, map->count * sizeof(*more));
        map->at = more;
        map->room = room;
    }
    map->at[map->count++] = pair;
    return true;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct number_pair *x = a, *y = b;

    return (x->theirs > y->theirs) - (x->theirs < y->theirs);
}

/* Our number for theirs; 0 if there is none. */
static int64_t map_get(const struct number_map *map, int64_t theirs)
{
    const struct number_pair want = { .theirs = theirs };
    const struct number_pair *found =
        map->count
            ? bsearch(&want, map->at, map->count, sizeof(want), compare_pairs)
            : NULL;

    return found ? found->ours : 0;
}

/* ------------------------------------------------------------------- units */

static enum barq_status next_id(struct barq_memory *ours, int64_t *id,
                                struct barq_error *err)
{
    struct query q;

    query_start(&q, ours, SQL_NEW_ID);
    if (query_row(&q))
        *id = query_column(&q, 0);
    return query_end(&q, err);
}

static enum barq_status map_units(struct history_merge *h,
                                  struct barq_error *err)
{
    struct barq_memory *ours = h->merge->ours;
    int64_t fresh = 0;
    struct query q;
    enum barq_status status = next_id(ours, &fresh, err);

    if (status)
        return status;
    query_start(&q, h->merge->theirs, SQL_PAST_UNITS);
    while (!status && query_row(&q)) {
        struct number_pair pair = { .theirs = query_column(&q, 0) };
        status = merge_find(h->merge, pair.theirs, &pair.ours, ours->work, err);
        if (!status && !pair.ours)
            pair.ours = fresh++;
        if (!status && !map_add(&h->units, pair))
            status = fail_nomem(err, "to merge histories");
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ----------------------------------------------------------------- changes */

static enum barq_status find_change(struct barq_memory *ours, int64_t token,
                                    int64_t *id, struct barq_error *err)
{
    struct query q;

    *id = 0;
    query_start(&q, ours, SQL_CHANGE_BY_TOKEN);
    query_int(&q, token);
    if (query_row(&q))
        *id = query_column(&q, 0);
    return query_end(&q, err);
}

static enum barq_status put_change(struct barq_memory *ours,
                                   const struct query *row, int64_t *id,
                                   struct arena scratch, struct barq_error *err)
{
    struct barq_text who = { 0 };
    struct query q;
    enum barq_status status = query_take_text(row, 4, &who, &scratch, err);

    if (status)
        return status;
    query_start(&q, ours, SQL_PUT_CHANGE);
    query_int(&q, query_column(row, 1));
    query_int(&q, query_column(row, 2));
    query_text(&q, who);
    query_int(&q, query_column(row, 3));
    status = query_finish(&q, err);
    *id = sqlite3_last_insert_rowid(ours->db);
    return status;
}

static enum barq_status map_changes(struct history_merge *h,
                                    struct barq_error *err)
{
    struct barq_memory *ours = h->merge->ours;
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, h->merge->theirs, SQL_ALL_CHANGES);
    while (!status && query_row(&q)) {
        struct number_pair pair = { .theirs = query_column(&q, 0) };
        status = find_change(ours, query_column(&q, 1), &pair.ours, err);
        pair.fresh = !status && !pair.ours;
        if (pair.fresh)
            status = put_change(ours, &q, &pair.ours, ours->work, err);
        if (!status && !map_add(&h->changes, pair))
            status = fail_nomem(err, "to merge histories");
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* -------------------------------------------------------------------- rows */

/* Its number there says nothing here; and its edition only, if that came. */
static enum barq_status put_saved(const struct history_merge *h, int64_t row,
                                  const struct saved_context *saved,
                                  struct arena scratch, struct barq_error *err)
{
    const struct merge *merge = h->merge;
    uint64_t key = 0;
    struct query q;
    enum barq_status status = memory_story_key(saved->name, &key, scratch, err);

    if (status)
        return status;
    query_start(&q, merge->ours, SQL_PUT_SAVED);
    query_int(&q, row);
    query_int(&q, saved->kind);
    query_int(&q, saved->position);
    for (int i = 0; i < 4; i++)
        query_text(&q, saved->texts[i]);
    query_int(&q, (int64_t)key);
    query_int(&q, merge_edition(merge, saved->edition));
    query_int(&q, map_get(&h->rows, saved->since));
    return query_finish(&q, err);
}

static enum barq_status copy_saved(const struct history_merge *h,
                                   int64_t theirs, int64_t ours,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, h->merge->theirs, SQL_SAVED_CONTEXTS);
    query_int(&q, theirs);
    while (!status && query_row(&q)) {
        struct arena keep = h->merge->ours->work, scratch = arena_split(&keep);
        struct saved_context saved = { .kind = SAVED_GONE };
        status = query_take_saved(&q, &saved, &keep, err);
        if (!status)
            status = put_saved(h, ours, &saved, scratch, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status copy_row(struct history_merge *h,
                                 const struct query *row, int64_t change,
                                 struct barq_error *err)
{
    struct barq_memory *ours = h->merge->ours;
    struct arena keep = ours->work;
    struct past past;
    enum barq_status status = query_take_past(row, &past, &keep, err);

    if (status)
        return status;
    int64_t theirs = past.id;
    past.change = change;
    past.step.unit = map_get(&h->units, past.step.unit);
    past.step.heir = map_get(&h->units, past.step.heir);
    past.undone = map_get(&h->changes, past.undone);
    if ((status = past_put(ours, &past, err)))
        return status;
    struct number_pair pair = { theirs, sqlite3_last_insert_rowid(ours->db),
                                true };
    if (!map_add(&h->rows, pair))
        return fail_nomem(err, "to merge histories");
    status = again_copy(h->merge->theirs, theirs, ours, past.step.unit, err);
    return status ? status : copy_saved(h, theirs, pair.ours, err);
}

static enum barq_status copy_rows(struct history_merge *h,
                                  const struct number_pair *change,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, h->merge->theirs, SQL_PAST_OF_CHANGE);
    query_int(&q, change->theirs);
    while (!status && query_row(&q))
        status = copy_row(h, &q, change->ours, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ------------------------------------------------------------------ places */

/* The columns of SQL_ALL_CONTEXTS. */
enum { PLACE_POSITION, PLACE_TEXTS, PLACE_STORY = 5, PLACE_SINCE = 8 };

/* A place of theirs that came here: since which row of the history. */
static enum barq_status set_since(const struct history_merge *h, int64_t unit,
                                  int64_t since, const struct query *place,
                                  struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text texts[5] = { 0 };
    uint64_t story = 0, keys[4];
    enum barq_status status = BARQ_OK;
    struct query q;

    for (int i = 0; i < 5 && !status; i++)
        status = query_take_text(place, PLACE_TEXTS + i, &texts[i], &keep, err);
    if (!status)
        status = memory_story_key(texts[4], &story, scratch, err);
    if (!status)
        status = memory_neighbour_keys(texts, keys, scratch, err);
    if (status)
        return status;
    query_start(&q, h->merge->ours, SQL_STOOD_SINCE);
    query_int(&q, unit);
    query_int(&q, h->merge->contexts);
    query_int(&q, (int64_t)story);
    query_int(&q, query_column(place, PLACE_POSITION));
    for (int i = 0; i < 4; i++)
        query_int(&q, (int64_t)keys[i]);
    query_int(&q, since);
    return query_finish(&q, err);
}

static enum barq_status date_places(const struct history_merge *h,
                                    const struct number_pair *unit,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, h->merge->theirs, SQL_ALL_CONTEXTS);
    query_int(&q, unit->theirs);
    while (!status && query_row(&q)) {
        int64_t since = map_get(&h->rows, query_column(&q, PLACE_SINCE));
        if (since)
            status =
                set_since(h, unit->ours, since, &q, h->merge->ours->work, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ----------------------------------------------------------------- history */

static enum barq_status merge_changes(struct history_merge *h,
                                      struct barq_error *err)
{
    enum barq_status status = map_units(h, err);

    if (!status)
        status = map_changes(h, err);
    for (size_t i = 0; i < h->changes.count && !status; i++)
        if (h->changes.at[i].fresh)
            status = copy_rows(h, &h->changes.at[i], err);
    for (size_t i = 0; i < h->units.count && h->rows.count && !status; i++)
        status = date_places(h, &h->units.at[i], err);
    return status;
}

static enum barq_status last_row(struct barq_memory *ours, int64_t *last,
                                 struct barq_error *err)
{
    struct query q;

    query_start(&q, ours, SQL_LAST_HISTORY);
    if (query_row(&q))
        *last = query_column(&q, 0);
    return query_end(&q, err);
}

enum barq_status merge_histories(const struct merge *merge,
                                 struct barq_error *err)
{
    struct history_merge h = { .merge = merge };
    struct block home;
    struct arena units, changes, rows;
    int64_t last = 0;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &units, err);

    if (status)
        return status;
    changes = arena_split(&units);
    rows = arena_split(&changes);
    h.units.keep = &units;
    h.changes.keep = &changes;
    h.rows.keep = &rows;
    status = last_row(merge->ours, &last, err);
    if (!status)
        status = merge_changes(&h, err);
    if (!status)
        status = merge_claims_end(merge, last, err);
    block_release(home);
    return status;
}
