/*
 * bound.c - retrieval that loses nothing.
 *
 * A memory has millions of segments and a query is like ten of them.  We want
 * to look at few, and yet find every one that a full scan would score at
 * least T (as a share of one; T = percent / 100).
 *
 * Let Wq and Wc be the weights of query and candidate, e = Wc - Wq, and take
 * the cheapest path.  Del and Ins are the weights that it deletes and
 * inserts, and each replacement turns a weight wq into wc at some cost.
 *
 *   e = Ins - Del + sum(wc - wq)
 *   D = Ins + Del + sum(cost)
 *     = e + 2 Del + sum(cost - (wc - wq))                              (1)
 *
 * distance.c makes cost >= |wc - wq|, so no term of (1) but e is negative.
 * A score of T means D <= (1 - T) max(Wq, Wc).  Hence
 *
 *   e <= 0:  Del + sum(cost)               <= (1 - T) Wq
 *   e >  0:  2 Del + sum(cost - (wc - wq)) <= (1 - T)(Wq + e) - e
 *                                           = (1 - T) Wq - T e
 *
 * Either way each query token pays its share of one budget, which shrinks as
 * the candidate grows.  What does it pay at least when the candidate has not
 * got its key?  Without the key it is deleted, or replaced: at a share of 0.85
 * or more by another content word (only these are alike by letters), of 0.25
 * by its like if it is a number or a date, else in full.  In hundredths:
 *
 *                     deleted   replaced, cost and cost - (wc - wq)   least
 *   content word        100     by another 85, 85; by a number 100,
 *                               100; by a function word 100, 150;
 *                               by a mark 100, 185                     85
 *   function word        50     by another 50, 50; by a content word
 *                               or number 100, 50; by a mark 50, 85    50
 *   number, date        100     by its like 25, 25; else as above      25
 *   ... and no number   100     (or no date) in the candidate: nothing
 *                               is its like                           100
 *   punctuation          15     by a word 100, 15; by a mark 15, 15;
 *                               we do not index it                      0
 *
 * A number has two keys, its value at 25 and "any number" at 75 more.  So
 * when the least costs of some keys of the query add up to S, a candidate of
 * T or more holds of them what costs S less the budget.  With S just above
 * the budget that is one key; a few more make it two or three, and leave far
 * fewer candidates.  A key that the query holds twice counts twice: the
 * candidate without it pays for both.  The rarest keys come first, so that
 * short lists are read; more are worth it as long as they are not many times
 * as long (MORE_ROWS), since a row is read in far less time than a candidate.
 *
 * The window.  Candidates are told apart by V, the weight without
 * punctuation, by the bucket: lo <= Vc < hi.  Vc <= Wc, so e >= lo - Wq.
 *   D >= |e| gives Wc - Wq <= (1 - T) Wc, so lo <= Vc <= Wc <= Wq / T.
 *   What a step takes off V, it costs: a deleted word w; a word replaced by
 *   a lighter one at least the difference; a word replaced by a mark w
 *   (share 1).  For e <= 0, D is their sum; for e > 0, the same holds of
 *   the terms of (1): 2w; twice the difference; w - (15 - w) >= w.
 *   Hence Vq - Vc <= (1 - T) Wq, and hi > Vq - (1 - T) Wq.
 *
 * The same sums say how high a candidate can get.  If what it lacks costs m,
 * then D >= m, and for e > 0 D >= e + m by (1), so that
 *
 *   score <= (Wq - m) / max(Wq, lo)
 *
 *   Example, T = 0.7, ten content words and a stop: Wq = 1015, the budget
 *   is 304.5, four content words have 340: any 4 keys are enough.  Of a
 *   candidate of 1100 or more the budget is 245, and of all ten keys (850)
 *   it must hold 605: eight.  Candidates weigh between 695 and 1450.
 *
 * Equal but for punctuation is found by another key (memory_same), whatever
 * the score.  Caps and penalties only lower a score, and rank 95-100 is
 * never found by score alone; so T is the least score asked for.
 */
#include "match/bound.h"

#include "match/distance.h"

#include "base/error.h"

#include <stdlib.h>

/* Further lists may have this many rows for one of the first lists, or this
 * many in all. */
enum { MORE_ROWS = 5, MORE_LEAST = 4000 };

/* Common keys are not looked for when the others cost this many budgets. */
enum { UNCOMMON_ENOUGH = 2 };

/* Of a hundred points: a content word alike, a number by another. */
enum {
    LEAST_WORD = WEIGHT_WORD * MATCH_SHARE_ALIKE / MATCH_FINE,
    LEAST_FUNCTION = WEIGHT_FUNCTION,
    LEAST_VALUE = WEIGHT_WORD * MATCH_SHARE_VALUE / MATCH_FINE,
};

_Static_assert(WEIGHT_WORD == 100 && WEIGHT_FUNCTION == 50 &&
                   WEIGHT_PUNCT == 15,
               "the table above is of these weights");

static int64_t least_cost(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_WORD:
        return LEAST_WORD;
    case TOKEN_FUNCTION:
        return LEAST_FUNCTION;
    case TOKEN_NUMBER:
    case TOKEN_DATE:
        return LEAST_VALUE;
    case TOKEN_PUNCT:
        break;
    }
    return 0;
}

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
        if (!least_cost(kind))
            continue;
        all[n].key = query->words[i].key;
        all[n].common = kind == TOKEN_FUNCTION;
        all[n++].cost = least_cost(kind);
        if (!memory_kind_key(kind))
            continue;
        all[n].key = memory_kind_key(kind);
        all[n].common = true;
        all[n++].cost = WEIGHT_WORD - least_cost(kind);
    }
    *count = distinct(all, n);
    *keys = all;
    return BARQ_OK;
}

/* A hundred times what a candidate of the lowest weight of a bucket may cost;
 * below 0 where none of the bucket can reach `percent`. */
static int64_t budget(const struct match_side *query, int percent, int bucket)
{
    int64_t whole = (100 - percent) * query->weight;
    int64_t low = memory_bucket_floor(bucket);
    int64_t more = low > query->weight ? low - query->weight : 0;
    int64_t high = memory_bucket_floor(bucket + 1);

    if (high < INT64_MAX && 100 * (high - 1) < 100 * query->word_weight - whole)
        return -1;
    return whole - percent * more;
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
    filter->key_count = choose(keys, count, (100 - percent) * query->weight);
    for (size_t i = 0; i < filter->key_count; i++)
        cost += keys[i].cost;
    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        int64_t left = budget(query, percent, b);
        filter->enough[b] = left < 0 ? MEMORY_NEVER : cost - left / 100;
    }
}

size_t match_uncommon(const struct match_side *query, int percent,
                      const struct memory_key *keys, size_t count)
{
    int64_t cost = 0;
    size_t n = 0;

    while (n < count && !keys[n].common)
        cost += keys[n++].cost;
    return 100 * cost >
                   (int64_t)UNCOMMON_ENOUGH * (100 - percent) * query->weight
               ? n
               : count;
}

int match_most(const struct match_side *query,
               const struct memory_filter *filter,
               const struct memory_candidate *candidate)
{
    int64_t low = memory_bucket_floor(candidate->bucket);
    int64_t weight = low > query->weight ? low : query->weight;
    int64_t missing = -candidate->held;

    for (size_t i = 0; i < filter->key_count; i++)
        missing += filter->keys[i].cost;
    return (int)(100 * (query->weight - missing) / weight);
}
