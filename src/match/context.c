/*
 * context.c - where a segment stood.
 *
 * "He declined to comment" is translated in ten ways, and which one is right
 * depends on what stands around it.  A unit whose neighbours in its story
 * are the query's neighbours as well is the same place in an update of that
 * story:
 *
 *   102  the segment before and the one after are equal
 *   101  one of them is, or the story is an earlier version of this one
 *
 * Neighbours are compared by the hash of their L1 key, in the language of
 * the query.  0 says that a neighbour is unknown, and equals nothing: a
 * blank context neither helps nor harms.
 */
#include "match/judge.h"

#include "match/score.h"

static bool same_place(uint64_t asked, uint64_t stored)
{
    return asked && asked == stored;
}

static int context_rank(const struct match_query *query,
                        const struct memory_context *context)
{
    int side = query->lang == BARQ_AR ? 0 : 1;
    bool before = same_place(query->before, context->before[side]);
    bool after = same_place(query->after, context->after[side]);

    if (before && after)
        return RANK_BOTH_NEIGHBOURS;
    if (before || after || same_place(query->story, context->story))
        return RANK_NEIGHBOUR;
    return 0;
}

enum barq_status match_context(const struct match_query *query, int64_t id,
                               int *rank, struct arena scratch,
                               struct barq_error *err)
{
    struct memory_contexts contexts = { 0 };

    *rank = 0;
    if (!query->before && !query->after && !query->story)
        return BARQ_OK;
    enum barq_status status =
        memory_contexts(query->memory, id, &contexts, &scratch, err);
    if (status)
        return status;
    for (size_t i = 0; i < contexts.count; i++) {
        int found = context_rank(query, &contexts.at[i]);
        *rank = found > *rank ? found : *rank;
    }
    return BARQ_OK;
}
