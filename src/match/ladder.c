/*
 * ladder.c - the keys of a query from rare to common, and what it costs at
 * least to lack the first so many of them.
 *
 * Each costs what its tokens do.  But where they lie apart, more is paid:
 * between any two tokens that are lacking, the heaviest content word adds
 * what bound.c says, whether its own key is there or not.
 *
 *     prices of oil rose sharply       lacking oil, then prices, then sharply
 *     keys         60  130   230       costs
 *     with more    85  155   273       25, and 18 for "rose"
 *     at least     79  148   263       climbs: less what one may spare
 *
 * So a query has to lack fewer keys than their costs alone say, and fewer
 * lists have to be read.
 */
#include "match/bound.h"

#include "match/distance.h"

#include "base/error.h"
#include "base/sort.h"

static int by_rarity(const void *a, const void *b)
{
    const struct memory_key *ka = a, *kb = b;

    if (ka->rarity != kb->rarity)
        return (ka->rarity > kb->rarity) - (ka->rarity < kb->rarity);
    if (ka->cost != kb->cost) /* more for the same: fewer keys */
        return (ka->cost < kb->cost) - (ka->cost > kb->cost);
    if (ka->common != kb->common)
        return ka->common - kb->common;
    return (ka->key > kb->key) - (ka->key < kb->key);
}

/* The number of the key that token i has, or -1.  Of tokens that have the same
 * one, it is that of the first time: without it they are all lacking; without
 * another, nobody knows which. */
static short key_of(const struct match_ladder *ladder, size_t i)
{
    enum token_kind kind = ladder->query->tokens.at[i].kind;
    uint64_t key = ladder->query->words[i].key;

    for (size_t k = 0; k < ladder->key_count && kind != TOKEN_PUNCT; k++)
        if (ladder->keys[k].key == key &&
            ladder->keys[k].common == (kind == TOKEN_FUNCTION))
            return (short)k;
    return -1;
}

static bool comes_again(const struct match_side *query, size_t i)
{
    for (size_t j = 0; j < query->tokens.count; j++)
        if (j != i && query->words[j].key == query->words[i].key &&
            query->tokens.at[j].kind != TOKEN_PUNCT)
            return true;
    return false;
}

/* What a token costs at least that stands between two that are lacking; if its
 * key comes again, it may be counted as lacking itself. */
static short gap_of(const struct match_side *query, size_t i)
{
    int64_t moved =
        (int64_t)query->words[i].weight * MATCH_SHARE_MOVED / MATCH_FINE;

    if (query->tokens.at[i].kind != TOKEN_WORD || comes_again(query, i))
        return 0;
    return (short)(moved < MATCH_STRETCH ? moved : MATCH_STRETCH);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* What is paid more around token i when it is lacking, too. */
static int one_more(const struct match_ladder *ladder, const bool *lacking,
                    size_t i)
{
    const struct match_rung *rungs = ladder->rungs;
    size_t count = ladder->query->tokens.count, first = i, end = i + 1;
    int before = 0, behind = 0;

    while (first && !lacking[first - 1])
        before = larger(before, rungs[--first].gap);
    while (end < count && !lacking[end])
        behind = larger(behind, rungs[end++].gap);
    if (!first && end == count)
        return MATCH_STRETCH;
    if (!first)
        return behind;
    if (end == count)
        return before;
    return before + behind - larger(rungs[i].gap, larger(before, behind));
}

/* What key k may cost less: nothing if it is a function word's or a value's.
 * One that came again is taken for a content word's, which is the most. */
static short spare_of(const struct match_ladder *ladder, size_t k)
{
    const struct match_side *query = ladder->query;
    int64_t spare = match_spare_of(ladder->keys[k].cost);
    bool word = false, other = false;

    for (size_t i = 0; i < query->tokens.count; i++) {
        bool has = ladder->rungs[i].key == (short)k;
        word |= has && query->tokens.at[i].kind == TOKEN_WORD;
        other |= has && query->tokens.at[i].kind != TOKEN_WORD;
    }
    if (ladder->keys[k].common || (other && !word))
        return 0;
    return (short)(spare < MATCH_SPARED_MOST ? spare : MATCH_SPARED_MOST);
}

static int by_most(const void *a, const void *b)
{
    const struct match_key_spare *x = a, *y = b;

    return x->most != y->most ? y->most - x->most : x->key - y->key;
}

/* What each key may cost less, in their order. */
static struct match_key_spare *read_spares(const struct match_ladder *ladder,
                                           struct arena *keep)
{
    struct match_key_spare *spares =
        arena_new(keep, struct match_key_spare, ladder->key_count);

    for (size_t k = 0; spares && k < ladder->key_count; k++)
        spares[k] = (struct match_key_spare){ (short)k, spare_of(ladder, k) };
    return spares;
}

static bool climb(struct match_ladder *ladder, struct arena *keep)
{
    size_t count = ladder->query->tokens.count;
    bool *lacking = arena_new(keep, bool, count);
    int64_t *costs = arena_new(keep, int64_t, ladder->key_count + 1);
    int64_t *climbs = arena_new(keep, int64_t, ladder->key_count + 1);
    struct match_key_spare *by_spare = read_spares(ladder, keep);
    struct match_spares spares = { 0 };
    int stretches = 0;

    if (!lacking || !costs || !climbs || !by_spare)
        return false;
    for (size_t k = 0; k < ladder->key_count; k++) {
        costs[k + 1] = costs[k] + ladder->keys[k].cost;
        match_spares_add(&spares, by_spare[k].most);
        for (size_t i = 0; i < count; i++) {
            if (ladder->rungs[i].key != (short)k)
                continue;
            stretches += one_more(ladder, lacking, i);
            lacking[i] = true;
        }
        climbs[k + 1] = costs[k + 1] + larger(stretches, MATCH_STRETCH) -
                        match_spares_sum(&spares);
    }
    sort_objects(by_spare, ladder->key_count, sizeof(*by_spare), by_most);
    ladder->by_spare = by_spare;
    ladder->spares = match_spares_sum(&spares);
    ladder->costs = costs;
    ladder->climbs = climbs;
    return true;
}

enum barq_status match_ladder_make(const struct match_side *query,
                                   struct memory_key *keys, size_t count,
                                   struct match_ladder *out, struct arena *keep,
                                   struct barq_error *err)
{
    struct match_rung *rungs =
        arena_new(keep, struct match_rung, query->tokens.count);

    if (!rungs)
        return fail_nomem(err, "for the keys of a query");
    sort_objects(keys, count, sizeof(*keys), by_rarity);
    *out = (struct match_ladder){
        .query = query, .keys = keys, .key_count = count, .rungs = rungs
    };
    for (size_t i = 0; i < query->tokens.count; i++)
        rungs[i] = (struct match_rung){ key_of(out, i), gap_of(query, i) };
    return climb(out, keep) ? BARQ_OK
                            : fail_nomem(err, "for the keys of a query");
}

/* Where it is not known which keys are lacking, no more than what is lacking
 * may spare in all. */
int64_t match_spared(const struct match_ladder *ladder,
                     struct match_lacking lacking)
{
    int64_t sum = 0, most = match_spare_of(lacking.cost);

    for (size_t n = 0, i = 0; n < MATCH_ALIKE_MOST && i < ladder->key_count;
         i++) {
        struct match_key_spare one = ladder->by_spare[i];
        bool held = one.key < lacking.known && !(lacking.keys >> one.key & 1);
        if (held || (size_t)one.key >= lacking.read)
            continue;
        sum += one.most;
        n++;
    }
    return sum < most ? sum : most;
}

int64_t match_stretches(const struct match_ladder *ladder,
                        struct match_lacking lacking)
{
    const struct match_rung *rungs = ladder->rungs;
    int sum = 0, gap = 0;
    bool one = false;

    for (size_t i = 0; i < ladder->query->tokens.count; i++) {
        short key = rungs[i].key;
        if (key >= lacking.known && (size_t)key < lacking.read)
            continue; /* it may be lacking, and have paid */
        if (key < 0 || key >= lacking.known || !(lacking.keys >> key & 1)) {
            gap = larger(gap, rungs[i].gap);
            continue;
        }
        sum += one ? gap : MATCH_STRETCH;
        one = true;
        gap = 0;
    }
    return sum;
}
