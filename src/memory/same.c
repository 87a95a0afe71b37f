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
#include "memory/posting.h"

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

    if (list->count)
        qsort(list->at, list->count, sizeof(*list->at), compare_ids);
    for (size_t i = 0; i < list->count; i++)
        if (!kept || list->at[kept - 1] != list->at[i])
            list->at[kept++] = list->at[i];
    list->count = kept;
}

/* --------------------------------------------------------- what lies where */

/* The units of a bucket, from a head or a row. */
static enum barq_status take_groups(struct barq_memory *memory,
                                    struct barq_text groups, int wanted,
                                    struct id_list *list,
                                    struct barq_error *err)
{
    uint32_t units[ROW_UNITS];
    struct group group;

    while (groups.len) {
        if (!group_read(&groups, &group))
            return memory_damaged(memory, err);
        if (group.bucket != wanted)
            continue;
        if (!group_units(&group, units))
            return memory_damaged(memory, err);
        for (size_t i = 0; i < group.count; i++)
            if (!id_list_add(list, units[i]))
                return fail_nomem(err, "for the units found");
    }
    return BARQ_OK;
}

/* ... and from all rows that hold some, back to one that begins before. */
static enum barq_status take_rows(struct barq_memory *memory, int run,
                                  uint64_t first, struct id_list *list,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    uint64_t begin = UINT64_MAX;
    struct query q;

    query_start(&q, memory, SQL_POSTINGS_DOWN);
    query_int(&q, row_id(run, posting_list_of(first) | 1));
    query_int(&q, row_id(run, first | UNIT_MOST));
    while (!status && begin >= first && query_row(&q)) {
        begin = row_posting(query_column(&q, 0));
        status = take_groups(memory, query_blob(&q, 1), posting_bucket(first),
                             list, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status take_run(struct barq_memory *memory, int run,
                                 uint64_t first, struct id_list *list,
                                 struct barq_error *err)
{
    struct head head = { 0 };
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_GET_POSTINGS);
    query_int(&q, row_id(run, posting_list_of(first)));
    if (query_row(&q)) {
        if (!head_read(query_blob(&q, 0), &head))
            status = memory_damaged(memory, err);
        else if (!head.rows)
            status = take_groups(memory, head.groups, posting_bucket(first),
                                 list, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    return head.rows ? take_rows(memory, run, first, list, err) : BARQ_OK;
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
    struct id_list lists[SAME_PLACES] = { 0 };
    struct runs runs;
    enum barq_status status = runs_read(memory, &runs, err);

    for (int k = 0; k < SAME_PLACES && !status; k++) {
        uint64_t first = same_posting(side, bare, k, 0);
        lists[k].keep = list->keep;
        for (int i = 0; i < runs.count && !status; i++)
            status = take_run(memory, runs.id[i], first, &lists[k], err);
        if (status)
            break;
        id_list_sort(&lists[k]);
        if (k)
            id_list_intersect(&lists[0], &lists[k]);
        if (!lists[0].count)
            break;
    }
    *list = lists[0];
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

enum barq_status memory_same(struct barq_memory *memory, enum barq_lang lang,
                             uint64_t bare, struct memory_ids *out,
                             struct arena *keep, struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    int side = lang == BARQ_EN;

    if (lang != BARQ_AR && lang != BARQ_EN)
        return fail(err, BARQ_E_USAGE, 0,
                    "the language must be Arabic or English");
    enum barq_status status = pending_flush(memory, err);
    if (!status)
        status = same_listed(memory, side, bare, &list, err);
    if (!status)
        status = weed(memory, side, bare, &list, err);
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
