/*
 * context.c - where a segment stood, and what else was made of it.
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
 *
 * A rival is another wording of the very same source.  It takes a point off
 * all of them, so that a person looks.  A correction is a rival, too, and no
 * context may put the old wording before it: a person's newer wording
 * supersedes one that nobody read, and also one that somebody did, if it was
 * given by itself.  (If it stood in another story, it is that story's.)
 */
#include "match/judge.h"

#include "match/score.h"

#include "base/utf8.h"

/* How many units of the same words are read in search of rivals. */
enum { RIVALS_MOST = 100 };

static bool same_place(uint64_t asked, uint64_t stored)
{
    return asked && asked == stored;
}

static int context_rank(const struct match_query *query,
                        const struct memory_context *context)
{
    int side = query->language.lang == BARQ_AR ? 0 : 1;
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

/* What tells one wording of a source from another. */
struct wording {
    struct barq_text source, target; /* L2 and L1 keys */
};

static enum barq_status read_wording(enum barq_lang lang,
                                     const struct barq_unit *unit,
                                     struct wording *out, struct arena *keep,
                                     struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    bool arabic = lang == BARQ_AR;
    enum barq_status status = text_fold(arabic ? unit->ar : unit->en, TEXT_L2,
                                        &out->source, keep, scratch, err);

    if (status)
        return status;
    return text_fold(arabic ? unit->en : unit->ar, TEXT_L1, &out->target, keep,
                     scratch, err);
}

/* The units with the words of `side`, from the memory or the last time. */
static enum barq_status find_same(const struct match_query *query,
                                  const struct match_side *side,
                                  struct barq_error *err)
{
    struct match_same *same = query->same;
    struct arena home = same->home; /* all of it again */
    uint64_t bare = memory_bare_key(side->tokens);

    if (bare == same->bare)
        return BARQ_OK;
    same->bare = 0;
    same->ids = (struct memory_ids){ 0 };
    enum barq_status status = memory_same(query->memory, query->language.lang,
                                          bare, &same->ids, &home, err);
    if (!status)
        same->bare = bare;
    return status;
}

static bool by_a_person(const struct barq_unit *unit)
{
    return unit->origin == BARQ_PUBLISHED || unit->origin == BARQ_REVIEWED;
}

static bool supersedes(const struct barq_unit *other,
                       const struct barq_unit *unit)
{
    bool newer =
        other->changed > unit->changed ||
        (other->changed == unit->changed && other->id > unit->id);

    return newer && by_a_person(other) &&
           (!by_a_person(unit) || !other->story.len);
}

enum barq_status match_rivals(const struct match_query *query,
                              const struct barq_unit *unit,
                              const struct match_side *side,
                              struct match_rivals *out, struct arena scratch,
                              struct barq_error *err)
{
    enum barq_lang lang = query->language.lang;
    struct arena keys = arena_split(&scratch);
    const struct memory_ids *ids = &query->same->ids;
    struct wording mine, its;
    enum barq_status status;

    *out = (struct match_rivals){ 0 };
    if ((status = find_same(query, side, err)) ||
        (status = read_wording(lang, unit, &mine, &keys, err)))
        return status;
    for (size_t i = 0; i < ids->count && i < RIVALS_MOST; i++) {
        struct arena turn = scratch;
        struct barq_unit other = { 0 };
        if (ids->at[i] == unit->id)
            continue;
        if ((status =
                 memory_get(query->memory, ids->at[i], &other, &turn, err)) ||
            (status = read_wording(lang, &other, &its, &turn, err)))
            return status;
        if (!text_equal(mine.source, its.source) ||
            text_equal(mine.target, its.target))
            continue;
        out->found = true;
        out->superseded = supersedes(&other, unit);
        if (out->superseded)
            break; /* nothing that another could add */
    }
    return BARQ_OK;
}
