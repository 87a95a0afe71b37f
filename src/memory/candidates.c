/*
 * candidates.c - ids of the units worth scoring.
 *
 * The scorer asks for those units that hold enough of some tokens and weigh
 * about as much as the query.  A posting carries the unit's weight in its
 * key, so the window is a range of the index and nothing outside it is read:
 *
 *     postings of "harbour"  (200, 4) (350, 9) (350, 12) (900, 2)
 *     window 300..400                  ^^^^^^^^^^^^^^^^^
 *
 * Whoever holds none of the rarest tokens, so many that the others are not
 * enough, is out.  So the units in the lists of these few, the seeds, are all
 * there can be, and the longer lists only add to what those hold:
 *
 *     dredger 70, harbour 70, talks 70, the 20; enough: 140
 *     seeds   dredger, harbour       since 70 + 20 is not enough
 *     unit 9  harbour, the           90: out
 *     unit 4  harbour, talks         140: in
 */
#include "memory/store.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { IDS_FIRST = 64 };

/* 0 Arabic, 1 English; BARQ_E_USAGE for neither. */
static enum barq_status side_of(enum barq_lang lang, int *side,
                                struct barq_error *err)
{
    if (lang != BARQ_AR && lang != BARQ_EN)
        return fail(err, BARQ_E_USAGE, 0,
                    "the language must be Arabic or English");
    *side = lang == BARQ_EN;
    return BARQ_OK;
}

static bool list_add(struct id_list *list, int64_t id)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : IDS_FIRST;
        int64_t *more = arena_new(list->keep, int64_t, room);
        if (!more)
            return false;
        if (list->count)
            memcpy(more, list->at, list->count * sizeof(*more));
        list->at = more;
        list->room = room;
    }
    list->at[list->count++] = id;
    return true;
}

enum barq_status query_collect(struct query *query, struct id_list *list,
                               struct barq_error *err)
{
    while (query_row(query))
        if (!list_add(list, query_column(query, 0))) {
            query_end(query, NULL);
            return fail_nomem(err, "for the units found");
        }
    return query_end(query, err);
}

static int compare_ids(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* Ascending, each id once. */
static struct memory_ids in_order(const struct id_list *list)
{
    struct memory_ids ids = { list->at, 0 };

    if (list->count)
        qsort(list->at, list->count, sizeof(*list->at), compare_ids);
    for (size_t i = 0; i < list->count; i++)
        if (!ids.count || ids.at[ids.count - 1] != list->at[i])
            ids.at[ids.count++] = list->at[i];
    return ids;
}

enum barq_status memory_same(struct barq_memory *memory, enum barq_lang lang,
                             uint64_t bare, struct memory_ids *out,
                             struct arena *keep, struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    struct query q;
    int side = 0;
    enum barq_status status = side_of(lang, &side, err);

    if (status)
        return status;
    query_start(&q, memory, side ? SQL_SAME_EN : SQL_SAME_AR);
    query_int(&q, (int64_t)bare);
    status = query_collect(&q, &list, err);
    if (!status)
        *out = in_order(&list);
    return status;
}

enum barq_status memory_rarity(struct barq_memory *memory, enum barq_lang lang,
                               uint64_t key, int64_t *rarity,
                               struct barq_error *err)
{
    int64_t units = 0;
    struct query q;
    int side = 0;
    enum barq_status status = side_of(lang, &side, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_RARITY);
    query_int(&q, side);
    query_int(&q, (int64_t)key);
    if (query_row(&q))
        units = query_column(&q, 0);
    status = query_end(&q, err);
    if (!status)
        *rarity = units;
    return status;
}

/* How many of the first keys every unit that holds enough has one of. */
static size_t count_seeds(const struct memory_filter *filter)
{
    int64_t others = 0;
    size_t seeds = filter->key_count;

    while (seeds && others + filter->values[seeds - 1] < filter->enough)
        others += filter->values[--seeds];
    return seeds;
}

static void start_postings(struct query *q, struct barq_memory *memory,
                           int side, const struct memory_filter *filter,
                           size_t key)
{
    query_start(q, memory, SQL_POSTINGS);
    query_int(q, side);
    query_int(q, (int64_t)filter->keys[key]);
    query_int(q, filter->least);
    query_int(q, filter->most);
}

/* Add `value` to what each unit of a list of postings holds. */
static enum barq_status add_value(struct query *q, struct memory_ids ids,
                                  int64_t *held, int64_t value,
                                  struct barq_error *err)
{
    while (ids.count && query_row(q)) {
        int64_t id = query_column(q, 0);
        const int64_t *found =
            bsearch(&id, ids.at, ids.count, sizeof(*ids.at), compare_ids);
        if (found)
            held[found - ids.at] += value;
    }
    return query_end(q, err);
}

/* Of `ids` those that hold enough, in place. */
static enum barq_status keep_rich(struct barq_memory *memory, int side,
                                  const struct memory_filter *filter,
                                  struct memory_ids *ids, struct arena *keep,
                                  struct barq_error *err)
{
    int64_t *held = arena_new(keep, int64_t, ids->count);
    size_t kept = 0;
    enum barq_status status = BARQ_OK;

    if (!held)
        return fail_nomem(err, "for the units found");
    for (size_t i = 0; i < filter->key_count && !status; i++) {
        struct query q;
        start_postings(&q, memory, side, filter, i);
        status = add_value(&q, *ids, held, filter->values[i], err);
    }
    for (size_t i = 0; i < ids->count; i++)
        if (held[i] >= filter->enough)
            ids->at[kept++] = ids->at[i];
    ids->count = kept;
    return status;
}

static enum barq_status by_keys(struct barq_memory *memory, int side,
                                const struct memory_filter *filter,
                                struct memory_ids *out, struct arena *keep,
                                struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    size_t seeds = count_seeds(filter);
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < seeds && !status; i++) {
        struct query q;
        start_postings(&q, memory, side, filter, i);
        status = query_collect(&q, &list, err);
    }
    if (status)
        return status;
    *out = in_order(&list);
    return keep_rich(memory, side, filter, out, keep, err);
}

static enum barq_status by_weight(struct barq_memory *memory, int side,
                                  const struct memory_filter *filter,
                                  struct memory_ids *out, struct arena *keep,
                                  struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    struct query q;

    query_start(&q, memory, side ? SQL_WINDOW_EN : SQL_WINDOW_AR);
    query_int(&q, filter->least);
    query_int(&q, filter->most);
    enum barq_status status = query_collect(&q, &list, err);
    if (!status)
        *out = in_order(&list);
    return status;
}

enum barq_status memory_candidates(struct barq_memory *memory,
                                   enum barq_lang lang,
                                   const struct memory_filter *filter,
                                   struct memory_ids *out, struct arena *keep,
                                   struct barq_error *err)
{
    int side = 0;
    enum barq_status status = side_of(lang, &side, err);

    if (status)
        return status;
    return filter->key_count ? by_keys(memory, side, filter, out, keep, err)
                             : by_weight(memory, side, filter, out, keep, err);
}
