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
 * less than s w.  Only content words are alike by letters, at 0.9, and no more
 * than one of them (MATCH_ALIKE_MOST):
 *
 *   content word     w; but one may spare 0.1 w
 *   function word    w
 *   number, date     0.7 w by its like; w if the candidate has no number (no
 *                    date) at all
 *   punctuation      w; but we do not index it: nothing
 *
 * So a number has two keys, its value at 0.7 w and "any number" at the rest.
 *
 * Of a candidate that lacks keys of the query that cost C, let A be what the
 * heaviest content word among them may spare.  Then C - A is in the
 * budget; or it lacks none, and no stretch is taken off.  So when the costs of
 * some keys add up to S, a candidate of T or more holds of them what costs S
 * less the budget and less A.  With S just above these that is one key; a few
 * more make it two or three, and leave far fewer candidates.
 *
 * Words that come again.  Of m tokens that have one key, c are paired with it
 * at most if the candidate has it c times; the other m - c have no partner of
 * this key, and each of them pays its own share.  So the second time is a key
 * of its own, the third another, in the index and here.  The dearest token has
 * the first of them: then those that are lacking are the cheapest, whichever
 * were paired.  (Two tokens of a key may differ, a function word and a content
 * word of one stem.  From MEMORY_TIMES_MOST times on there is but one key: who
 * holds it may hold all the rest.)
 *
 * The rarest keys come first, so that short lists are read, for each bucket
 * as many as its budget asks for; more are worth it as long as they are not
 * many times as long (MORE_ROWS), since a row is read in far less time than a
 * candidate.
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
 * less what that may spare, then D >= m + g, and for e > 0 D >= e + m + g by
 * (1), so that
 *
 *   D / max(Wq, Wc) >= 1 - (Wq - m - g) / max(Wq, lo)
 *
 * and by the window, Vq - Vc may stand for m + g.  Once the unit is read its
 * weight is known, and both are taken again with lo = Vc and hi = Vc + 1.
 *
 * Stretches.  Let it lack the keys of two tokens of the query, with a content
 * word of weight w between them, whose key it holds.  Either the two lie in two
 * stretches, and another g is paid.  Or all that is between them lies in one
 * stretch with them, the word, too.  There it has no partner of its own key:
 * to keep the pair would save the weights and cost a tenth of w and one stretch
 * more, and w is 0.4 at least, so kept.c would have kept it (of
 * one key, none is heavier than a content word; and by what the partner is
 * lighter, the pair costs).  So the word has no partner, or one of another key,
 * and pays 0.9 w; or it moved, and pays 0.3 w.  None of this is in m: a word
 * whose key was read, but nobody knows whether it is held, does not count here,
 * since it may have paid.  If the key is lacking, too, the word pays 0.9 w
 * itself.  So between any two that follow one another of what is known to be
 * lacking, the heaviest content word of which that is not known adds min(g, 0.3
 * w) to D, and one more that is lacking only adds to the sum (ladder.c).
 *   Of tokens that have one key it is known which are lacking when all are;
 * when some are, none counts here, neither as lacking nor as a word between
 * two, since it may have paid already.
 *
 * So when all of the first n keys together, with the stretches between them and
 * less what they may spare, cost more than the budget, whoever is wanted holds
 * one of these.
 *
 *   Example, T = 0.7 (a score of 78), ten content words of five letters and a
 * stop: Wq = 815, the budget is 244.5 - 25; of these words, at 80, three have
 *   240, less 8: any 3 keys are enough.  Of a candidate of 950 or more the
 *   budget is 125, and of all ten keys (800) it must hold 667: nine.
 *   Candidates weigh between 555 and 1164.
 *
 * The figures: what tokens weigh (keys.c), what pairs of them cost (likeness.c,
 * distance.c), how a distance becomes a score (scale.c) and what letters take
 * off (letters.c).  Most were found by measuring (tests/eval/weights.c), as the
 * aligner's were, and still they are constants, no table of tm/rules.  A table
 * may be put in the place of ours at run time (BARQ_DATA), but the file of a
 * memory holds what its units weigh: asked by other figures than it was written
 * with, it would lose units, and nobody would know.  So whoever changes one
 * changes the program, and TEXT_KEY_VERSION where it is a weight; and what the
 * proof asks of them is asserted below, where no lookup pays for it.
 *
 * Equal but for punctuation is found by another key (same.c), whatever
 * the score.  Letters (letters.c), caps and penalties only lower a score, and
 * rank 95-100 is never found by score alone; so T is the least score asked for.
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
#include "base/sort.h"

_Static_assert(0 <= MATCH_SHARE_MOVED &&
                   MATCH_SHARE_MOVED <= MATCH_SHARE_ALIKE &&
                   MATCH_SHARE_ALIKE <= MATCH_FINE,
               "a word in a stretch pays for its gap");
_Static_assert((MEMORY_WEIGHT_MOST - 40) * MATCH_FINE <=
                   MATCH_SHARE_ALIKE * MEMORY_WEIGHT_MOST,
               "a content word that is alike to another pays no less than a "
               "function word of its stem (keys.c), whichever is lacking");
_Static_assert((MATCH_FINE - MATCH_SHARE_KEYED) * MEMORY_WORD_LEAST >
                   MATCH_STRETCH_COST,
               "to keep a word is cheaper than to leave it in a stretch");

/* Further lists may have this many rows for one of the first lists, or this
 * many in all. */
enum { MORE_ROWS = 5, MORE_LEAST = 8000 };

/* Common keys are not looked for when the others cost this many budgets. */
enum { UNCOMMON_ENOUGH = 2 };

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int by_key(const void *a, const void *b)
{
    const struct memory_key *ka = a, *kb = b;

    if (ka->common != kb->common)
        return ka->common - kb->common;
    return (ka->key > kb->key) - (ka->key < kb->key);
}

/* Of one key, the dearest first. */
static int by_cost(const void *a, const void *b)
{
    const struct memory_key *ka = a, *kb = b;

    if (ka->key != kb->key)
        return (ka->key > kb->key) - (ka->key < kb->key);
    return (ka->cost < kb->cost) - (ka->cost > kb->cost);
}

/* Tokens of one key get the keys of the first time, the second, ... */
static void tell_apart(struct memory_key *keys, size_t count)
{
    uint64_t key = 0;
    int time = 0;

    sort_objects(keys, count, sizeof(*keys), by_cost);
    for (size_t i = 0; i < count; i++) {
        if (!i || keys[i].key != key)
            time = 0;
        key = keys[i].key;
        if (time < MEMORY_TIMES_MOST)
            time++;
        keys[i].key = memory_again_key(key, time);
    }
}

/* Each key once, with the costs of all its tokens. */
static size_t distinct(struct memory_key *keys, size_t count)
{
    size_t kept = 0;

    tell_apart(keys, count);
    sort_objects(keys, count, sizeof(*keys), by_key);
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

/* A hundred times what may be lost of a weight, rounded up. */
static int64_t may_lose(int64_t reach, int64_t weight)
{
    return (reach * weight + 99) / 100;
}

struct match_window match_bucket_window(int bucket)
{
    return (struct match_window){ memory_bucket_floor(bucket),
                                  memory_bucket_floor(bucket + 1) - 1 };
}

static bool meets(struct match_window window, int bucket)
{
    struct match_window other = match_bucket_window(bucket);

    return other.low <= window.high && other.high >= window.low;
}

/* V of those that are equal but for numbers and dates. */
static struct match_window window_of_frame(const struct match_side *query)
{
    struct match_window window = { query->word_weight, query->word_weight };

    for (size_t i = 0; i < query->tokens.count; i++) {
        if (query->tokens.at[i].kind != TOKEN_NUMBER)
            continue;
        window.low -= query->words[i].weight - MEMORY_NUMBER_LEAST;
        window.high += MEMORY_NUMBER_MOST - query->words[i].weight;
    }
    return window;
}

size_t match_uncommon(const struct match_side *query, int percent,
                      const struct memory_key *keys, size_t count)
{
    struct match_spares spares = { 0 };
    int64_t cost = 0;
    size_t n = 0;

    for (; n < count && !keys[n].common; n++) {
        cost += keys[n].cost;
        match_spares_add(&spares, (int)match_spare_of(keys[n].cost));
    }
    cost -= match_spares_sum(&spares);
    int64_t budget =
        larger(may_lose(match_reach(percent), query->weight), to_put_in(query));
    return 100 * cost > UNCOMMON_ENOUGH * budget ? n : count;
}

/* ----------------------------------------------------------- the buckets */

/* What is known of a query, whatever the bucket. */
struct limits {
    const struct match_side *query;
    int64_t reach;  /* match_reach() of what is asked for */
    int64_t values; /* to_put_in() */
    struct match_window frame;
    bool framed; /* whoever is in the frame is wanted */
};

/* A hundred times the most that may become of two sums; below 0: none of the
 * bucket is wanted for it. */
struct budget {
    int64_t score;  /* what is lacking, with its stretches */
    int64_t values; /* ... without */
};

static struct budget budget_of(const struct limits *limits, int bucket)
{
    const struct match_side *query = limits->query;
    int64_t whole = may_lose(limits->reach, query->weight);
    struct match_window window = match_bucket_window(bucket);
    int64_t more = larger(window.low - query->weight, 0);
    struct budget budget = { -1, -1 };

    if (window.high >= query->word_weight - whole / 100)
        budget.score = whole + may_lose(limits->reach, more) - 100 * more;
    if (limits->framed && meets(limits->frame, bucket))
        budget.values = limits->values;
    return budget;
}

/* A hundred times what may be lacking: nothing, or all but a stretch, and what
 * it may cost less. */
static int64_t may_lack(struct budget budget, int64_t spares)
{
    int64_t left = budget.score + 100 * (spares - MATCH_STRETCH);

    return larger(budget.score < 0 ? -1 : larger(left, 0), budget.values);
}

/* How many of the first keys there are so that whoever is wanted holds one of
 * them; 0 if all are not enough. */
static size_t first_keys(const struct match_ladder *ladder,
                         struct budget budget)
{
    size_t n = 0;

    while (n <= ladder->key_count && (100 * ladder->climbs[n] <= budget.score ||
                                      100 * ladder->costs[n] <= budget.values))
        n++;
    return n <= ladder->key_count ? n : 0;
}

/* How many keys to read. */
static size_t choose(const struct match_ladder *ladder, size_t first)
{
    const struct memory_key *keys = ladder->keys;
    int64_t sum = 0, more = 0;
    size_t chosen = first;

    for (size_t i = 0; i < first; i++)
        sum += keys[i].rarity;
    while (chosen < ladder->key_count &&
           (more + keys[chosen].rarity <= MORE_LEAST ||
            more + keys[chosen].rarity <= MORE_ROWS * sum))
        more += keys[chosen++].rarity;
    return chosen;
}

void match_choose(const struct match_ladder *ladder, int percent, bool framed,
                  struct memory_filter *filter)
{
    const struct match_side *query = ladder->query;
    const struct limits limits = { query, match_reach(percent),
                                   to_put_in(query), window_of_frame(query),
                                   framed };

    filter->keys = ladder->keys;
    filter->key_count = ladder->key_count;
    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        struct budget budget = budget_of(&limits, b);
        int64_t lack = may_lack(budget, ladder->spares);
        size_t first = first_keys(ladder, budget);
        filter->first[b] = first;
        filter->read[b] = first ? choose(ladder, first) : ladder->key_count;
        filter->enough[b] = lack < 0
                                ? MEMORY_NEVER
                                : ladder->costs[filter->read[b]] - lack / 100;
    }
}

/* ------------------------------------------------------------- candidates */

/* Of so many keys it is known which a candidate holds. */
static int known_keys(const struct memory_filter *filter,
                      const struct memory_candidate *candidate)
{
    size_t read = filter->read[candidate->bucket];

    return read < MEMORY_LISTS ? (int)read : MEMORY_LISTS;
}

static bool is_held(const struct memory_candidate *candidate, int key)
{
    return candidate->lists >> key & 1;
}

int64_t match_missing(const struct match_ladder *ladder,
                      const struct memory_filter *filter,
                      const struct memory_candidate *candidate)
{
    size_t read = filter->read[candidate->bucket];
    int64_t missing = ladder->costs[read] - candidate->held;
    struct match_lacking lacking = { read, known_keys(filter, candidate),
                                     ~candidate->lists, missing };

    return missing > 0
               ? missing - match_spared(ladder, lacking) +
                     larger(match_stretches(ladder, lacking), MATCH_STRETCH)
               : 0;
}

int match_most(const struct match_ladder *ladder, int64_t missing,
               struct match_window window)
{
    const struct match_side *query = ladder->query;
    int64_t weight = larger(window.low, query->weight);
    int64_t lost = larger(missing, query->word_weight - window.high);

    return match_percent(weight - query->weight + lost, weight);
}

bool match_may_be_framed(const struct match_ladder *ladder,
                         const struct memory_filter *filter,
                         const struct memory_candidate *candidate)
{
    const struct match_side *query = ladder->query;
    int known = known_keys(filter, candidate);

    for (size_t i = 0; i < query->tokens.count; i++) {
        int key = ladder->rungs[i].key;
        if (key >= 0 && key < known &&
            !memory_kind_key(query->tokens.at[i].kind) &&
            !is_held(candidate, key))
            return false;
    }
    return true;
}
