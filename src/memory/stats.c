/* stats.c - what is in a memory, counted from its indexes. */
#include "memory/posting.h"

#include "base/error.h"

#include <stdlib.h>

/* A row of SQL_COUNTS: one origin. */
static enum barq_status add_origin(const struct query *q,
                                   struct barq_stats *stats,
                                   struct barq_error *err)
{
    int64_t origin = query_column(q, 0), first = query_column(q, 4),
            last = query_column(q, 5);

    if (origin < 0 || origin >= BARQ_ORIGINS)
        return memory_damaged(q->memory, err);
    if (!stats->units || first < stats->first)
        stats->first = first;
    if (!stats->units || last > stats->last)
        stats->last = last;
    stats->by_origin[origin] = query_column(q, 1);
    stats->units += query_column(q, 1);
    stats->ar_words += query_column(q, 2);
    stats->en_words += query_column(q, 3);
    return BARQ_OK;
}

static enum barq_status count_units(struct barq_memory *memory,
                                    struct barq_stats *stats,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_COUNTS);
    while (!status && query_row(&q))
        status = add_origin(&q, stats, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* What a unit says: hashes of its Arabic at L2, of its English at L1. */
struct said {
    uint64_t source, target;
};

static int compare_said(const void *a, const void *b)
{
    const struct said *x = a, *y = b;

    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return (x->target > y->target) - (x->target < y->target);
}

static enum barq_status hash_of(struct barq_text text, enum text_level level,
                                uint64_t *hash, struct arena scratch,
                                struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text key = { 0 };
    enum barq_status status = text_fold(text, level, &key, &keep, scratch, err);

    *hash = status ? 0 : text_hash(key);
    return status;
}

static enum barq_status read_said(struct barq_memory *memory, int64_t id,
                                  struct said *out, struct arena scratch,
                                  struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_unit unit = { 0 };
    enum barq_status status = memory_get(memory, id, &unit, &keep, err);

    *out = (struct said){ 0 };
    if (status == BARQ_NOTHING) /* deleted meanwhile */
        return BARQ_OK;
    if (!status)
        status = hash_of(unit.ar, TEXT_L2, &out->source, scratch, err);
    if (!status)
        status = hash_of(unit.en, TEXT_L1, &out->target, scratch, err);
    return status;
}

/* The sources with several targets among the units of one bare key. */
static enum barq_status count_group(struct barq_memory *memory, uint64_t bare,
                                    int64_t *rivals, struct barq_error *err)
{
    struct arena keep = memory->work, scratch = arena_split(&keep);
    struct memory_ids ids = { 0 };
    enum barq_status status =
        memory_same_many(memory, BARQ_AR, bare, &ids, &keep, err);
    struct said *said =
        status ? NULL : arena_new(&keep, struct said, ids.count);

    if (!status && !said)
        return fail_nomem(err, "to count wordings");
    for (size_t i = 0; i < ids.count && !status; i++)
        status = read_said(memory, ids.at[i], &said[i], scratch, err);
    if (status)
        return status;
    qsort(said, ids.count, sizeof(*said), compare_said);
    for (size_t first = 0, end; first < ids.count; first = end) {
        for (end = first + 1;
             end < ids.count && said[end].source == said[first].source;)
            end++;
        *rivals += said[end - 1].target != said[first].target;
    }
    return BARQ_OK;
}

/*
 * How many Arabic segments have more than one English wording, by the rule of
 * match/rivals.c: sources are the same at L2, targets at L1.  Such units share
 * the bare key of their Arabic, so only units of a key that two have are read.
 */
static enum barq_status count_rivals(struct barq_memory *memory,
                                     int64_t *rivals, struct barq_error *err)
{
    struct block home;
    struct arena list;
    struct bare_pair *pairs = NULL;
    size_t count = 0;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &list, err);

    if (status)
        return status;
    status = same_pairs(memory, &pairs, &count, &list, err);
    for (size_t first = 0, end; first < count && !status; first = end) {
        for (end = first + 1; end < count && pairs[end].ar == pairs[first].ar;)
            end++;
        if (end - first > 1)
            status =
                count_group(memory, (uint64_t)pairs[first].ar, rivals, err);
    }
    block_release(home);
    return status;
}

enum barq_status barq_memory_stats(struct barq_memory *memory,
                                   struct barq_stats *out,
                                   struct barq_error *err)
{
    struct barq_stats stats = { 0 };
    struct query q;
    enum barq_status status = count_units(memory, &stats, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_SUMS);
    if (query_row(&q)) {
        stats.stories = query_column(&q, 0);
        stats.schema = (int)query_column(&q, 1);
        stats.bytes = query_column(&q, 2);
    }
    status = query_end(&q, err);
    if (!status)
        status = count_rivals(memory, &stats.rivals, err);
    if (!status)
        *out = stats;
    return status;
}
