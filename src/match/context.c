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
 * What stands in an earlier version bears the number of the last edition in
 * which it does, and ranks as it stood there: of a sentence that an editor has
 * reworded, the place that the old wording had in older editions is history.
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

/* The edition of a context in the chain, from 1 (what was stored before there
 * were numbers is the oldest); 0 outside of it. */
static int64_t edition_in(const struct match_chain *chain,
                          const struct memory_context *context)
{
    for (size_t i = 0; chain && context->story_id && i < chain->count; i++)
        if (chain->stories[i] == context->story_id)
            return context->edition + 1;
    return 0;
}

/* A later edition goes before a better place. */
static void weigh(const struct match_query *query,
                  const struct memory_context *context, struct match_place *out)
{
    struct match_place found = { context_rank(query, context),
                                 edition_in(query->asking.chain, context) };

    if (found.edition && !found.rank)
        found.rank = RANK_NEIGHBOUR;
    if (found.edition > out->edition ||
        (found.edition == out->edition && found.rank > out->rank))
        *out = found;
}

enum barq_status match_context(const struct match_query *query, int64_t id,
                               struct match_place *out, struct arena scratch,
                               struct barq_error *err)
{
    struct memory_contexts contexts = { 0 };

    *out = (struct match_place){ 0 };
    if (!query->before && !query->after && !query->story &&
        !query->asking.chain)
        return BARQ_OK;
    enum barq_status status =
        memory_contexts(query->memory, id, &contexts, &scratch, err);
    for (size_t i = 0; i < contexts.count && !status; i++)
        weigh(query, &contexts.at[i], out);
    return status;
}
