/*
 * same.c - the units of equal words, and lists of ids.
 *
 * Which units have a bare key?  An index of SQLite's over keys that are hashes
 * is written all over by every batch of an import, page by page, and costs more
 * than the units themselves.  So the units of a bare key lie in the fuzzy
 * index, which is written in sorted runs, in two places each that different
 * bits of the key give (posting.h).  Of 2^34 others one is in both by chance.
 *
 *     bare key 5A7F...  ->  list 1447, bucket 28: units 12 90 311
 *                           list 3001, bucket 2:  units 7 90
 *                           90, if the key in its row is this one
 */
#include "memory/lists.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { IDS_FIRST = 64 };

/* ----------------------------------------------------------- lists of ids */

bool id_list_add(struct id_list *list, int64_t id)
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
        if (!id_list_add(list, query_column(query, 0))) {
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

void id_list_sort(struct id_list *list)
{
    size_t kept = 0;

    while (kept < list->count && (!kept || list->at[kept - 1] < list->at[kept]))
        kept++;
    if (kept == list->count) /* as most do */
        return;
    qsort(list->at, list->count, sizeof(*list->at), compare_ids);
    kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!kept || list->at[kept - 1] != list->at[i])
            list->at[kept++] = list->at[i];
    list->count = kept;
}

/* --------------------------------------------------------- what lies where */

/* The units in one of the places of a bare key, ascending. */
static enum barq_status take_place(struct lists *lists, const struct runs *runs,
                                   uint64_t posting, struct id_list *out,
                                   struct barq_error *err)
{
    struct memory_key key = { .key = posting_key(posting) };
    enum barq_status status = lists_look(lists, runs, &key, err);

    lists->buckets = UINT32_C(1) << posting_bucket(posting);
    if (!status)
        status = lists_read(lists, &key, 0, err);
    for (size_t i = 0; i < lists->count && !status; i++)
        for (size_t k = 0; k < lists->segments[i].count && !status; k++)
            if (!id_list_add(out, lists->segments[i].units[k]))
                status = fail_nomem(err, "for the units found");
    id_list_sort(out);
    return status;
}

void id_list_intersect(struct id_list *list, const struct id_list *other)
{
    size_t kept = 0, j = 0;

    for (size_t i = 0; i < list->count; i++) {
        while (j < other->count && other->at[j] < list->at[i])
            j++;
        if (j < other->count && other->at[j] == list->at[i])
            list->at[kept++] = list->at[i];
    }
    list->count = kept;
}

enum barq_status same_listed(struct barq_memory *memory, int side,
                             uint64_t bare, struct id_list *list,
                             struct barq_error *err)
{
    struct id_list ids[SAME_PLACES] = { 0 };
    struct runs runs;
    enum barq_status status = heads_runs(memory, &runs, err);

    for (int k = 0; k < SAME_PLACES && !status; k++) {
        struct lists read = { .memory = memory,
                              .side = side,
                              .keep = list->keep };
        ids[k].keep = list->keep;
        status = take_place(&read, &runs, same_posting(side, bare, k, 0),
                            &ids[k], err);
        if (k)
            id_list_intersect(&ids[0], &ids[k]);
        if (!ids[0].count)
            break;
    }
    *list = ids[0];
    return status;
}

/* ------------------------------------------------------------------- same */

/* Keep the units that have this key. */
static enum barq_status weed(struct barq_memory *memory, int side,
                             uint64_t bare, struct id_list *list,
                             struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    size_t kept = 0;

    for (size_t i = 0; i < list->count && !status; i++) {
        struct query q;
        query_start(&q, memory, side ? SQL_SAME_EN : SQL_SAME_AR);
        query_int(&q, list->at[i]);
        query_int(&q, (int64_t)bare);
        if (query_row(&q))
            list->at[kept++] = list->at[i];
        status = query_end(&q, err);
    }
    list->count = kept;
    return status;
}

/* Those that lie where a key's do. */
static enum barq_status find_likely(struct barq_memory *memory,
                                    enum barq_lang lang, uint64_t bare,
                                    struct id_list *out, struct barq_error *err)
{
    int side = 0;
    enum barq_status status = memory_side(lang, &side, err);

    if (!status)
        status = pending_flush(memory, err);
    return status ? status : same_listed(memory, side, bare, out, err);
}

/* Those of a key, unless fewer than `least` may have it. */
static enum barq_status find_same(struct barq_memory *memory,
                                  enum barq_lang lang, uint64_t bare,
                                  size_t least, struct id_list *out,
                                  struct barq_error *err)
{
    enum barq_status status = find_likely(memory, lang, bare, out, err);

    if (!status && out->count >= least)
        status = weed(memory, lang == BARQ_EN, bare, out, err);
    if (out->count < least)
        out->count = 0;
    return status;
}

enum barq_status memory_same_likely(struct barq_memory *memory,
                                    enum barq_lang lang, uint64_t bare,
                                    struct memory_ids *out, struct arena *keep,
                                    struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    enum barq_status status = find_likely(memory, lang, bare, &list, err);

    if (!status)
        *out = (struct memory_ids){ list.at, list.count };
    return status;
}

enum barq_status memory_same(struct barq_memory *memory, enum barq_lang lang,
                             uint64_t bare, struct memory_ids *out,
                             struct arena *keep, struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    enum barq_status status = find_same(memory, lang, bare, 1, &list, err);

    if (!status)
        *out = (struct memory_ids){ list.at, list.count };
    return status;
}

enum barq_status memory_same_many(struct barq_memory *memory,
                                  enum barq_lang lang, uint64_t bare,
                                  struct memory_ids *out, struct arena *keep,
                                  struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    enum barq_status status = find_same(memory, lang, bare, 2, &list, err);

    if (!status)
        *out = (struct memory_ids){ list.at, list.count };
    return status;
}

/* -------------------------------------------------------- of all the units */

static int compare_pairs(const void *a, const void *b)
{
    const struct bare_pair *x = a, *y = b;

    if (x->ar != y->ar)
        return x->ar < y->ar ? -1 : 1;
    return (x->en > y->en) - (x->en < y->en);
}

/* A list of pairs while it grows at the end of an arena. */
struct pair_list {
    struct bare_pair *at;
    size_t count, room;
    struct arena *keep;
};

static bool add_pair(struct pair_list *list, struct bare_pair pair)
{
    if (list->count == list->room) {
        size_t more = list->room ? list->room : IDS_FIRST;
        struct bare_pair *at = arena_grow(list->keep, struct bare_pair,
                                          list->at, list->room, more);
        if (!at)
            return false;
        list->at = at;
        list->room += more;
    }
    list->at[list->count++] = pair;
    return true;
}

enum barq_status same_pairs(struct barq_memory *memory, struct bare_pair **out,
                            size_t *count, struct arena *keep,
                            struct barq_error *err)
{
    struct pair_list list = { .keep = keep };
    bool good = true;
    struct query q;

    query_start(&q, memory, SQL_PAIRS);
    while (good && query_row(&q))
        good = add_pair(&list, (struct bare_pair){ query_column(&q, 0),
                                                   query_column(&q, 1) });
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    if (!good)
        return fail_nomem(err, "to compare units");
    if (list.count)
        qsort(list.at, list.count, sizeof(*list.at), compare_pairs);
    *out = list.at;
    *count = list.count;
    return BARQ_OK;
}
