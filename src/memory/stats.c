/* stats.c - what is in a memory, counted from its indexes. */
#include "memory/posting.h"

#include "base/error.h"

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

/* How many Arabic segments have more than one English wording. */
static enum barq_status count_rivals(struct barq_memory *memory,
                                     int64_t *rivals, struct barq_error *err)
{
    struct arena task = memory->work;
    struct bare_pair *pairs = NULL;
    size_t count = 0;
    enum barq_status status = same_pairs(memory, &pairs, &count, &task, err);

    for (size_t first = 0, end; first < count && !status; first = end) {
        for (end = first + 1; end < count && pairs[end].ar == pairs[first].ar;)
            end++;
        *rivals += pairs[end - 1].en != pairs[first].en;
    }
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
