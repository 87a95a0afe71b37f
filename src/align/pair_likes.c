/*
 * pair_likes.c - which Arabic types may be which English ones.
 *
 * Both vocabularies are sorted by key, and types that share one are likes.
 * Names are sorted by their consonant skeleton, and those under one skeleton
 * are likes when it costs little to write the one as the other (text/name.c);
 * a short skeleton is shared by many, so more is asked there.
 *
 * So the work grows with the vocabularies, which grow with the square root
 * of the archive, and never with all stories against all.  A key or skeleton
 * that too many types share tells nothing apart and is left out.
 */
#include "align/pair.h"

#include "base/error.h"
#include "text/name.h"

#include <stdlib.h>
#include <string.h>

/* Products of the types on either side under one key, beyond which the key
 * is left out. */
enum { SHARED_MOST = 4096, BUCKET_MOST = 400000 };

/* How alike a name and its writing must be, see name.h. */
static const double similar = 0.8, similar_short = 0.9;
enum { SHORT = 2 }; /* classes */

static const float lambda_name = 0.75F;

struct like {
    uint32_t type[PAIR_SIDES];
    float lambda;
};

struct likes {
    struct like *at;
    size_t count, room;
    struct arena *keep;
    bool full;
};

static void add_like(struct likes *likes, uint32_t ar, uint32_t en,
                     float lambda)
{
    struct like *at = pair_grow(likes->at, sizeof(*at), likes->count,
                                &likes->room, likes->keep);

    likes->full = likes->full || !at;
    if (!at)
        return;
    likes->at = at;
    at[likes->count++] = (struct like){ { ar, en }, lambda };
}

/* ------------------------------------------------------------------ keys */

static int by_key(const void *a, const void *b)
{
    const struct pair_key *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->type > y->type) - (x->type < y->type);
}

static size_t key_run(const struct pair_side *side, size_t at)
{
    size_t end = at;

    while (end < side->key_count && side->keys[end].hash == side->keys[at].hash)
        end++;
    return end - at;
}

static void join_keys(struct likes *likes, const struct pair_side side[],
                      const size_t at[], const size_t run[])
{
    const struct pair_key *ar = &side[PAIR_AR].keys[at[PAIR_AR]];
    const struct pair_key *en = &side[PAIR_EN].keys[at[PAIR_EN]];

    if (run[PAIR_AR] * run[PAIR_EN] > SHARED_MOST)
        return;
    for (size_t i = 0; i < run[PAIR_AR]; i++)
        for (size_t j = 0; j < run[PAIR_EN]; j++)
            add_like(likes, ar[i].type, en[j].type,
                     ar[i].lambda < en[j].lambda ? en[j].lambda : ar[i].lambda);
}

static void find_by_key(struct likes *likes, struct pair_side side[])
{
    size_t at[PAIR_SIDES] = { 0 };

    for (int s = 0; s < PAIR_SIDES; s++)
        if (side[s].key_count)
            qsort(side[s].keys, side[s].key_count, sizeof(*side[s].keys),
                  by_key);
    while (at[PAIR_AR] < side[PAIR_AR].key_count &&
           at[PAIR_EN] < side[PAIR_EN].key_count) {
        uint64_t ar = side[PAIR_AR].keys[at[PAIR_AR]].hash;
        uint64_t en = side[PAIR_EN].keys[at[PAIR_EN]].hash;
        size_t run[PAIR_SIDES] = { 0 };
        if (ar <= en)
            run[PAIR_AR] = key_run(&side[PAIR_AR], at[PAIR_AR]);
        if (en <= ar)
            run[PAIR_EN] = key_run(&side[PAIR_EN], at[PAIR_EN]);
        join_keys(likes, side, at, run);
        at[PAIR_AR] += run[PAIR_AR];
        at[PAIR_EN] += run[PAIR_EN];
    }
}

/* ----------------------------------------------------------------- names */

static int by_skeleton(const void *a, const void *b)
{
    const struct pair_name *x = a, *y = b;

    if (x->skeleton != y->skeleton)
        return x->skeleton < y->skeleton ? -1 : 1;
    return (x->type > y->type) - (x->type < y->type);
}

static size_t name_run(const struct pair_side *side, size_t at)
{
    size_t end = at;

    while (end < side->name_count &&
           side->names[end].skeleton == side->names[at].skeleton)
        end++;
    return end - at;
}

static void compare_names(struct likes *likes, const struct name_costs *costs,
                          const struct pair_name *ar,
                          const struct pair_name *en)
{
    double similarity = 0;

    name_cost(costs, ar->text, en->text, &similarity);
    if (similarity >= (ar->classes <= SHORT ? similar_short : similar))
        add_like(likes, ar->type, en->type, lambda_name);
}

static void join_names(struct likes *likes, const struct name_costs *costs,
                       const struct pair_side side[], const size_t at[],
                       const size_t run[])
{
    if (run[PAIR_AR] * run[PAIR_EN] > BUCKET_MOST)
        return;
    for (size_t i = 0; i < run[PAIR_AR]; i++)
        for (size_t j = 0; j < run[PAIR_EN]; j++)
            compare_names(likes, costs, &side[PAIR_AR].names[at[PAIR_AR] + i],
                          &side[PAIR_EN].names[at[PAIR_EN] + j]);
}

static enum barq_status find_by_name(struct likes *likes,
                                     struct pair_side side[],
                                     struct barq_error *err)
{
    struct name_costs *costs = NULL;
    size_t at[PAIR_SIDES] = { 0 };
    enum barq_status status = name_costs_open(&costs, err);

    if (status)
        return status;
    for (int s = 0; s < PAIR_SIDES; s++)
        if (side[s].name_count)
            qsort(side[s].names, side[s].name_count, sizeof(*side[s].names),
                  by_skeleton);
    while (at[PAIR_AR] < side[PAIR_AR].name_count &&
           at[PAIR_EN] < side[PAIR_EN].name_count) {
        uint64_t ar = side[PAIR_AR].names[at[PAIR_AR]].skeleton;
        uint64_t en = side[PAIR_EN].names[at[PAIR_EN]].skeleton;
        size_t run[PAIR_SIDES] = { 0 };
        if (ar <= en)
            run[PAIR_AR] = name_run(&side[PAIR_AR], at[PAIR_AR]);
        if (en <= ar)
            run[PAIR_EN] = name_run(&side[PAIR_EN], at[PAIR_EN]);
        join_names(likes, costs, side, at, run);
        at[PAIR_AR] += run[PAIR_AR];
        at[PAIR_EN] += run[PAIR_EN];
    }
    name_costs_close(costs);
    return BARQ_OK;
}

/* ----------------------------------------------------------------- lists */

static int by_types(const void *a, const void *b)
{
    const struct like *x = a, *y = b;

    for (int s = 0; s < PAIR_SIDES; s++)
        if (x->type[s] != y->type[s])
            return x->type[s] < y->type[s] ? -1 : 1;
    return (x->lambda < y->lambda) - (x->lambda > y->lambda);
}

/* Sorted, each pair of types once, with the best of its lambdas. */
static void tidy(struct likes *likes)
{
    size_t kept = 0;

    if (likes->count)
        qsort(likes->at, likes->count, sizeof(*likes->at), by_types);
    for (size_t i = 0; i < likes->count; i++) {
        const struct like *like = &likes->at[i];
        if (kept && likes->at[kept - 1].type[0] == like->type[0] &&
            likes->at[kept - 1].type[1] == like->type[1])
            continue;
        likes->at[kept++] = *like;
    }
    likes->count = kept;
}

/* Each type's share of side->likes: counted first, then filled. */
static bool list_likes(struct pair_side *side, int s, const struct likes *likes,
                       struct arena *keep)
{
    uint32_t next = 0;

    side->likes = arena_new(keep, uint32_t, likes->count + 1);
    if (!side->likes || likes->count > UINT32_MAX)
        return false;
    for (size_t i = 0; i < likes->count; i++) {
        struct pair_type *type = &side->types[likes->at[i].type[s]];
        type->like_count++;
        if (type->lambda < likes->at[i].lambda)
            type->lambda = likes->at[i].lambda;
    }
    for (size_t i = 0; i < side->type_count; i++) {
        side->types[i].first_like = next;
        next += side->types[i].like_count;
        side->types[i].like_count = 0;
    }
    for (size_t i = 0; i < likes->count; i++) {
        struct pair_type *type = &side->types[likes->at[i].type[s]];
        side->likes[type->first_like + type->like_count++] =
            likes->at[i].type[!s];
    }
    return true;
}

static bool list_stories(struct pair_side *side, struct arena *keep)
{
    size_t next = 0;

    side->postings = arena_new(keep, uint32_t, side->mention_count + 1);
    if (!side->postings)
        return false;
    for (size_t i = 0; i < side->mention_count; i++)
        side->types[side->mentions[i].type].story_count++;
    for (size_t i = 0; i < side->type_count; i++) {
        side->types[i].first_story = next;
        next += side->types[i].story_count;
        side->types[i].story_count = 0;
    }
    for (size_t n = 0; n < side->story_count; n++) {
        const struct pair_story *story = &side->stories[n];
        for (size_t i = 0; i < story->count; i++) {
            struct pair_type *type =
                &side->types[side->mentions[story->first + i].type];
            side->postings[type->first_story + type->story_count++] =
                (uint32_t)n;
        }
    }
    return true;
}

static void forget_lists(struct pair_side *side)
{
    for (size_t i = 0; i < side->type_count; i++)
        side->types[i] = (struct pair_type){ 0 };
}

enum barq_status pair_find_likes(struct pair_side side[PAIR_SIDES],
                                 struct arena *keep, struct arena scratch,
                                 struct barq_error *err)
{
    struct likes likes = { .keep = &scratch };
    enum barq_status status;

    find_by_key(&likes, side);
    status = find_by_name(&likes, side, err);
    if (status)
        return status;
    tidy(&likes);
    for (int s = 0; s < PAIR_SIDES; s++) {
        forget_lists(&side[s]);
        likes.full = likes.full || !list_likes(&side[s], s, &likes, keep) ||
                     !list_stories(&side[s], keep);
    }
    return likes.full ? fail_nomem(err, "for the words of an archive")
                      : BARQ_OK;
}
