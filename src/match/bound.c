/*
 * bound.c - retrieval that loses nothing.
 *
 * A memory has a million segments and a query is like ten of them.  We want
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
 *   e <= 0:  Del + sum(cost)             <= (1 - T) Wq
 *   e >  0:  2 Del + sum(cost - (wc - wq)) <= (1 - T)(Wq + e) - e
 *                                        <= (1 - T) Wq
 *
 * Either way each query token pays its share of one budget, (1 - T) Wq.
 * What does it pay at least when the candidate has not got its key?
 * Without the key it is deleted, or replaced at a share of 0.7 or more, or
 * of 0.25 when both are numbers or both are dates.  In hundredths:
 *
 *                     deleted   replaced, cost and cost - (wc - wq)   least
 *   content word        100     by a word 70, 70; by a function
 *                               word 70, 120; by a mark 100, 185        70
 *   function word        50     by a word 70, 20; by a function
 *                               word 35, 35; by a mark 50, 85           20
 *   number, date        100     by its like 25, 25; else as a word      25
 *   punctuation          15     by a word 100, 15; alike is for
 *                               letters only; we do not index it         0
 *
 * So when the least costs of some query tokens add up to S, a candidate of T
 * or more has keys of theirs that cost S less the budget.  With S just above
 * the budget that is one key; a few more make it two or three, and leave far
 * fewer candidates.  A key that the query holds twice counts twice: the
 * candidate without it pays for both.  The rarest keys come first, so that
 * short lists are read; the next ones are worth it as long as their lists are
 * not many times as long (MORE_ROWS), since a row of a list is read in far
 * less time than a candidate.
 *
 * The window.  Let Vq and Vc be the weights without punctuation.
 *   Vc <= Wc, and D >= |e| gives Wc - Wq <= (1 - T) Wc, so Vc <= Wq / T.
 *   What a step takes off V, it costs: a deleted word w; a word replaced by
 *   a lighter one at least the difference; a word replaced by a mark w
 *   (share 1).  For e <= 0, D is their sum; for e > 0, the same holds of
 *   the terms of (1): 2w; twice the difference; w - (15 - w) >= w.
 *   Hence Vq - Vc <= (1 - T) Wq.
 *
 *   Example, T = 0.7, ten content words and a stop: Wq = 1015, the budget
 *   is 304.5, five content words have 350: any 5 keys are enough.  A
 *   candidate weighs between 695 and 1450.
 *
 * Equal but for punctuation is found by another key (memory_same), whatever
 * the score.  Caps and penalties only lower a score, and rank 95-100 is
 * never found by score alone; so T is the least score asked for.
 */
#include "match/bound.h"

#include "base/error.h"

#include <stdlib.h>

/* How many rows of further lists to read for one of the first lists. */
enum { MORE_ROWS = 8 };

_Static_assert(WEIGHT_WORD == 100 && WEIGHT_FUNCTION == 50 &&
                   WEIGHT_PUNCT == 15,
               "the table above is of these weights");

static int64_t least_cost(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_WORD:
        return 70;
    case TOKEN_FUNCTION:
        return 20;
    case TOKEN_NUMBER:
    case TOKEN_DATE:
        return 25;
    case TOKEN_PUNCT:
        break;
    }
    return 0;
}

static int by_key(const void *a, const void *b)
{
    const struct match_key *ka = a, *kb = b;

    return (ka->key > kb->key) - (ka->key < kb->key);
}

static int by_rarity(const void *a, const void *b)
{
    const struct match_key *ka = a, *kb = b;

    if (ka->rarity != kb->rarity)
        return (ka->rarity > kb->rarity) - (ka->rarity < kb->rarity);
    if (ka->cost != kb->cost) /* more for the same: fewer keys */
        return (ka->cost < kb->cost) - (ka->cost > kb->cost);
    return by_key(a, b);
}

enum barq_status match_keys(const struct match_side *query,
                            struct match_key **keys, size_t *count,
                            struct arena *keep, struct barq_error *err)
{
    struct match_key *all =
        arena_new(keep, struct match_key, query->tokens.count);
    size_t n = 0, distinct = 0;

    if (!all)
        return fail_nomem(err, "for the keys of a query");
    for (size_t i = 0; i < query->tokens.count; i++) {
        int64_t cost = least_cost(query->tokens.at[i].kind);
        if (cost)
            all[n++] = (struct match_key){ query->words[i].key, cost, 0 };
    }
    qsort(all, n, sizeof(*all), by_key);
    for (size_t i = 0; i < n; i++) {
        if (distinct && all[distinct - 1].key == all[i].key)
            all[distinct - 1].cost += all[i].cost;
        else
            all[distinct++] = all[i];
    }
    *keys = all;
    *count = distinct;
    return BARQ_OK;
}

/* A hundred times the budget, to stay with whole numbers. */
static int64_t budget(const struct match_side *query, int percent)
{
    return (100 - percent) * query->weight;
}

size_t match_choose_keys(const struct match_side *query, int percent,
                         struct match_key *keys, size_t count, int64_t *enough)
{
    int64_t spare = budget(query, percent), cost = 0, seeds = 0, more = 0;
    size_t chosen = 0;

    qsort(keys, count, sizeof(*keys), by_rarity);
    while (chosen < count && 100 * cost <= spare) {
        cost += keys[chosen].cost;
        seeds += keys[chosen++].rarity;
    }
    if (100 * cost <= spare)
        return 0;
    while (chosen < count && more + keys[chosen].rarity <= MORE_ROWS * seeds) {
        cost += keys[chosen].cost;
        more += keys[chosen++].rarity;
    }
    *enough = (100 * cost - spare + 99) / 100;
    return chosen;
}

struct match_window match_window(const struct match_side *query, int percent)
{
    struct match_window window = {
        query->word_weight - budget(query, percent) / 100,
        100 * query->weight / percent,
    };

    if (window.least < 0)
        window.least = 0;
    return window;
}

static bool holds(const struct match_side *side, uint64_t key)
{
    for (size_t i = 0; i < side->tokens.count; i++)
        if (side->words[i].key == key)
            return true;
    return false;
}

bool match_may_reach(const struct match_side *query,
                     const struct match_side *stored, int percent)
{
    int64_t left = budget(query, percent);

    if (100 * query->weight < percent * stored->weight)
        return false;
    for (size_t i = 0; left >= 0 && i < query->tokens.count; i++) {
        int64_t cost = least_cost(query->tokens.at[i].kind);
        if (cost && !holds(stored, query->words[i].key))
            left -= 100 * cost;
    }
    return left >= 0;
}
