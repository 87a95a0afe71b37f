/*
 * bound.c - retrieval that loses nothing.
 *
 * A memory has millions of segments and a query is like ten of them.  We want
 * to look at few, and yet find every one that a full scan would score at
 * least so many percent; that is, where D <= (1 - T) max(Wq, Wc), with
 * 1 - T = match_reach(percent).
 *
 * Let Wq and Wc be the weights of query and candidate, and e = Wc - Wq.  Of
 * their tokens some are paired, others have no partner, of weights Uq and Uc.
 * By distance.c, with a stretch g if anything differs but by form, and at
 * cost c for each pair, of weights wq and wc,
 *
 *   e  = Uc - Uq + sum(wc - wq)
 *   D >= max(Uq, Uc) + sum(c) + g,  c >= |wc - wq|
 *
 * so that both
 *
 *   D >= Uq + sum(c) + g
 *   D >= Uc + sum(c) + g = e + Uq + sum(c - (wc - wq)) + g             (1)
 *
 * and no term of these sums is negative, nor is D below |e|.  Hence
 *
 *   e <= 0:  Uq + sum(c)             <= (1 - T) Wq - g
 *   e >  0:  Uq + sum(c - (wc - wq)) <= (1 - T)(Wq + e) - e - g
 *                                     = (1 - T) Wq - T e - g
 *
 * Either way each query token pays its share of one budget, which shrinks as
 * the candidate grows.  What does it pay at least when the candidate has not
 * got its key?  Without a partner, its weight w, in Uq.  With one of another
 * key, which has to be alike by a share s, c is the difference of the weights
 * and s of the lighter: so whichever is lighter, c and c - (wc - wq) are no
 * less than s w.  Only content words are alike by letters, at 0.7:
 *
 *   content word     0.7 w
 *   function word    w
 *   number, date     0.7 w by its like; w if the candidate has no number (no
 *                    date) at all
 *   punctuation      w; but we do not index it: nothing
 *
 * So a number has two keys, its value at 0.7 w and "any number" at the rest.
 *
 * When the least costs of some keys of the query add up to S, a candidate of
 * T or more holds of them what costs S less the budget; or it lacks none, and
 * no stretch is taken off.  With S just above the budget that is one key; a few
 * more make it two or three, and leave far fewer candidates.  A key that the
 * query holds twice counts twice: the candidate without it pays for both.
 * The rarest keys come first, so that short lists are read; more are worth it
 * as long as they are not many times as long (MORE_ROWS), since a row is read
 * in far less time than a candidate.
 *
 * The window.  Candidates are told apart by V, the weight without
 * punctuation, by the bucket: lo <= Vc < hi.  Vc <= Wc, so e >= lo - Wq.
 *   D >= |e| gives Wc - Wq <= (1 - T) Wc, so lo <= Vc <= Wc <= Wq / T.
 *   Marks are paired with marks alone.  So Vq - Vc is no more than what Uq
 *   has of it and the sum of wq - wc where that is above 0: for e <= 0 no more
 *   than Uq + sum(c), for e > 0 no more than Uq + sum(c - (wc - wq)).
 *   Hence Vq - Vc <= (1 - T) Wq, and hi > Vq - (1 - T) Wq.
 *
 * The same sums say how high a candidate can get.  If what it lacks costs m,
 * then D >= m + g, and for e > 0 D >= e + m + g by (1), so that
 *
 *   D / max(Wq, Wc) >= 1 - (Wq - m - g) / max(Wq, lo)
 *
 * And more is known of a candidate than the sum: which keys it holds.  Let it
 * lack those of two tokens of the query, and hold that of a content word of
 * weight w between them.  Either the two lie in two stretches, and another g
 * is paid.  Or all that is between them lies in one stretch with them, the
 * word, too.  There it has no partner of its own key: to keep the pair would
 * save the weights and cost a tenth of w and one stretch more, and w is
 * 0.4 at least, so the table of pairing.c would have kept it (of one key, none
 * is heavier than a content word; and by what the partner is lighter, the pair
 * costs).  So the word has no partner, or one of another key, and pays 0.7 w;
 * or it moved, and pays 0.3 w.  None of this is in m.  So between any two that
 * follow one another of what is lacking, the heaviest such word adds
 * min(g, 0.3 w) to D: see least_stretches().
 *
 *   Example, T = 0.7 (a score of 78), ten content words of five letters and a
 * stop: Wq = 815, the budget is 244.5 - 25; of these words, at 56, four have
 *   224: any 4 keys are enough.  Of a candidate of 950 or more the budget is
 *   125, and of all ten keys (560) it must hold 435: eight.  Candidates
 *   weigh between 555 and 1164.
 *
 * Equal but for punctuation is found by another key (memory_same), whatever
 * the score.  Caps and penalties only lower a score, and rank 95-100 is never
 * found by score alone; so T is the least score asked for.
 *
 * Equal but for numbers and dates is found here, whatever the score, since
 * those of the query can be put in: it lacks none but the keys of values, which
 * are always in the budget, and is in a bucket that the weights of other
 * numbers leave open (framed).
 */
#include "match/bound.h"

#include "match/distance.h"
#include "match/scale.h"

#include "base/error.h"

#include <stdlib.h>

/* Further lists may have this many rows for one of the first lists, or this
 * many in all. */
enum { MORE_ROWS = 5, MORE_LEAST = 4000 };

/* Common keys are not looked for when the others cost this many budgets. */
enum { UNCOMMON_ENOUGH = 2 };

static int by_key(const void *a, const void *b)
{
    const struct memory_key *ka = a, *kb = b;

    if (ka->common != kb->common)
        return ka->common - kb->common;
    return (ka->key > kb->key) - (ka->key < kb->key);
}

static int by_rarity(const void *a, const void *b)
{
    const struct memory_key *ka = a, *kb = b;

    if (ka->rarity != kb->rarity)
        return (ka->rarity > kb->rarity) - (ka->rarity < kb->rarity);
    if (ka->cost != kb->cost) /* more for the same: fewer keys */
        return (ka->cost < kb->cost) - (ka->cost > kb->cost);
    return by_key(a, b);
}

/* Each key once, with the costs of all its tokens. */
static size_t distinct(struct memory_key *keys, size_t count)
{
    size_t kept = 0;

    qsort(keys, count, sizeof(*keys), by_key);
    for (size_t i = 0; i < count; i++) {
        if (kept && by_key(&keys[kept - 1], &keys[i]) == 0)
            keys[kept - 1].cost += keys[i].cost;
        else
            keys[kept++] = keys[i];
    }
    return kept;
}

enum barq_status match_keys(const struct match_side *query,
                            struct memory_key **keys, size_t *count,
                            struct arena *keep, struct barq_error *err)
{
    struct memory_key *all =
        arena_new(keep, struct memory_key, 2 * query->tokens.count);
    size_t n = 0;

    if (!all)
        return fail_nomem(err, "for the keys of a query");
    for (size_t i = 0; i < query->tokens.count; i++) {
        enum token_kind kind = query->tokens.at[i].kind;
        int weight = query->words[i].weight;
        if (kind == TOKEN_PUNCT)
            continue;
        all[n].key = query->words[i].key;
        all[n].common = kind == TOKEN_FUNCTION;
        all[n++].cost = match_least(kind, weight);
        if (!memory_kind_key(kind))
            continue;
        all[n].key = memory_kind_key(kind);
        all[n].common = true;
        all[n++].cost = weight - match_least(kind, weight);
    }
    *count = distinct(all, n);
    *keys = all;
    return BARQ_OK;
}

/* A hundred times what it costs at least to have other numbers and dates. */
static int64_t to_put_in(const struct match_side *query)
{
    int64_t sum = 0;

    for (size_t i = 0; i < query->tokens.count; i++)
        if (memory_kind_key(query->tokens.at[i].kind))
            sum +=
                match_least(query->tokens.at[i].kind, query->words[i].weight);
    return 100 * sum;
}

/* A hundred times what may be lacking of what `left` may be lost: now that a
 * stretch is paid for, or all numbers are others. */
static int64_t budget(const struct match_side *query, int64_t left)
{
    int64_t framed = to_put_in(query);

    left -= INT64_C(100) * MATCH_STRETCH;
    return left > framed ? left : framed;
}

/* A hundred times what may be lost of a weight, rounded up. */
static int64_t may_lose(int percent, int64_t weight)
{
    return (match_reach(percent) * weight + 99) / 100;
}

/* The same of a candidate no heavier than the query. */
static int64_t most_budget(const struct match_side *query, int percent)
{
    return budget(query, may_lose(percent, query->weight));
}

/* How light and how heavy segments may be. */
struct window {
    int64_t low, high;
};

static bool meets(struct window window, int bucket)
{
    return memory_bucket_floor(bucket) <= window.high &&
           memory_bucket_floor(bucket + 1) > window.low;
}

/* V of those that are equal but for numbers and dates. */
static struct window framed(const struct match_side *query)
{
    struct window window = { query->word_weight, query->word_weight };

    for (size_t i = 0; i < query->tokens.count; i++) {
        if (query->tokens.at[i].kind != TOKEN_NUMBER)
            continue;
        window.low -= query->words[i].weight - MEMORY_NUMBER_LEAST;
        window.high += MEMORY_NUMBER_MOST - query->words[i].weight;
    }
    return window;
}

/* A hundred times what the candidates of a bucket may lack; below 0 where none
 * of them is wanted. */
static int64_t may_lack(const struct match_side *query, int percent, int bucket)
{
    int64_t whole = may_lose(percent, query->weight);
    int64_t low = memory_bucket_floor(bucket);
    int64_t more = low > query->weight ? low - query->weight : 0;
    int64_t high = memory_bucket_floor(bucket + 1);
    int64_t left = whole + may_lose(percent, more) - 100 * more;

    if (left >= 0 && (high == INT64_MAX ||
                      100 * (high - 1) >= 100 * query->word_weight - whole))
        return budget(query, left);
    return meets(framed(query), bucket) ? to_put_in(query) : -1;
}

/* How many of the first keys to read. */
static size_t choose(const struct memory_key *keys, size_t count,
                     int64_t budget)
{
    int64_t cost = 0, first = 0, more = 0;
    size_t chosen = 0;

    while (chosen < count && 100 * cost <= budget) {
        cost += keys[chosen].cost;
        first += keys[chosen++].rarity;
    }
    while (chosen < count && (more + keys[chosen].rarity <= MORE_LEAST ||
                              more + keys[chosen].rarity <= MORE_ROWS * first))
        more += keys[chosen++].rarity;
    return chosen;
}

void match_choose(const struct match_side *query, int percent,
                  struct memory_key *keys, size_t count,
                  struct memory_filter *filter)
{
    int64_t cost = 0;

    if (count)
        qsort(keys, count, sizeof(*keys), by_rarity);
    filter->keys = keys;
    filter->key_count = choose(keys, count, most_budget(query, percent));
    for (size_t i = 0; i < filter->key_count; i++)
        cost += keys[i].cost;
    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        int64_t lack = may_lack(query, percent, b);
        filter->enough[b] = lack < 0 ? MEMORY_NEVER : cost - lack / 100;
    }
}

size_t match_uncommon(const struct match_side *query, int percent,
                      const struct memory_key *keys, size_t count)
{
    int64_t cost = 0;
    size_t n = 0;

    while (n < count && !keys[n].common)
        cost += keys[n++].cost;
    return 100 * cost > UNCOMMON_ENOUGH * most_budget(query, percent) ? n
                                                                      : count;
}

enum { RUNGS_MOST = 64 };

enum barq_status match_ladder_make(const struct match_side *query,
                                   const struct memory_filter *filter,
                                   struct match_ladder *out, struct arena *keep,
                                   struct barq_error *err)
{
    short *rungs = arena_new(keep, short, query->tokens.count);

    if (!rungs)
        return fail_nomem(err, "for the keys of a query");
    for (size_t i = 0; i < query->tokens.count; i++) {
        bool common = query->tokens.at[i].kind == TOKEN_FUNCTION;
        rungs[i] = -1;
        for (size_t k = 0; k < filter->key_count && k < RUNGS_MOST; k++)
            if (filter->keys[k].key == query->words[i].key &&
                filter->keys[k].common == common)
                rungs[i] = (short)k;
        if (query->tokens.at[i].kind == TOKEN_PUNCT)
            rungs[i] = -1;
    }
    *out = (struct match_ladder){ query, filter, rungs };
    return BARQ_OK;
}

static bool is_held(const struct memory_candidate *candidate, int rung)
{
    return rung >= 0 && candidate->lists >> rung & 1;
}

/* What the stretches cost at least that lie around what is lacking. */
static int64_t least_stretches(const struct match_ladder *ladder,
                               const struct memory_candidate *candidate)
{
    const struct match_side *query = ladder->query;
    int64_t sum = 0, between = 0;
    bool lacking = false;

    for (size_t i = 0; i < query->tokens.count; i++) {
        int rung = ladder->rungs[i];
        int64_t moved =
            (int64_t)query->words[i].weight * MATCH_SHARE_MOVED / MATCH_FINE;
        if (rung < 0)
            continue;
        if (!is_held(candidate, rung)) {
            sum += lacking ? between : MATCH_STRETCH;
            lacking = true;
            between = 0;
        } else if (query->tokens.at[i].kind == TOKEN_WORD && moved > between) {
            between = moved < MATCH_STRETCH ? moved : MATCH_STRETCH;
        }
    }
    return sum;
}

int match_most(const struct match_ladder *ladder,
               const struct memory_candidate *candidate)
{
    const struct match_side *query = ladder->query;
    int64_t low = memory_bucket_floor(candidate->bucket);
    int64_t weight = low > query->weight ? low : query->weight;
    int64_t missing = -candidate->held;

    for (size_t i = 0; i < ladder->filter->key_count; i++)
        missing += ladder->filter->keys[i].cost;
    if (missing > 0) {
        int64_t stretches = least_stretches(ladder, candidate);
        missing += stretches > MATCH_STRETCH ? stretches : MATCH_STRETCH;
    }
    return match_percent(weight - query->weight + missing, weight);
}

bool match_may_be_framed(const struct match_ladder *ladder,
                         const struct memory_candidate *candidate)
{
    const struct match_side *query = ladder->query;

    for (size_t i = 0; i < query->tokens.count; i++)
        if (ladder->rungs[i] >= 0 &&
            !memory_kind_key(query->tokens.at[i].kind) &&
            !is_held(candidate, ladder->rungs[i]))
            return false;
    return true;
}
