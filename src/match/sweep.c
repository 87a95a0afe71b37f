/*
 * sweep.c - the full scan: every unit of the memory against many queries.
 *
 * What a lookup finds by its index (scan.c) has to be all that there is, with
 * the same scores.  That is claimed and proven in bound.c; here is what it is
 * measured by, and so nothing of it is used: no posting, no list of keys or of
 * its lengths, no bound of that file.  The text of every unit is read and cut
 * into tokens anew.  What may be wanted is compared with the query in full, by
 * match_measure(), which takes no short cut for a query that is exhaustive.
 * (Whether another wording of a source exists is asked of the memory by both:
 * it says what a match is worth and not whether it is found.)
 *
 * A million units times a thousand queries are 10^9 pairs, and a full
 * comparison takes 6 us: two hours.  So three things are done.
 *
 * 1  Each unit is read and cut once for all queries: 5 us, shared by them.
 *
 * 2  The keys of the queries stand in one table, each with the queries that
 *    hold it.  Of a unit each key is looked up once, and of every query it is
 *    known what they have in common: two additions for each that holds it, and
 *    none for the others.
 *
 *       table    oil: 3, 17    rose: 3, 8, 17    harbour: 44 ...
 *       unit     oil rose sharply        3: oil, rose   17: oil, rose   8: rose
 *
 * 3  Most have too little in common.  By distance.c, with Wq and Wu the weights
 *    of both, Uq and Uu those of what has no partner, c the cost of a pair of
 *    weights wq and wu, and g a quarter of a word for each stretch,
 *
 *       D >= max(Uq, Uu) + sum(c) + g         c = |wq - wu| + share * min
 *       e  = Wu - Wq = Uu - Uq + sum(wu - wq)
 *
 *    A token whose key the other segment has not costs at least match_least(),
 *    l: without a partner its weight w, in Uq; with one of another key, as two
 *    numbers are, at a share s, c >= s w >= l, whichever is the lighter; of
 *    words of like letters below.  With Lq the sum of l over all such tokens of
 *    the query, Uq + sum(c) >= Lq.  Where the unit is the heavier, c - (wu -
 *    wq) is no less than s w either, and never below 0, so that
 *
 *       D >= Uu + sum(c) = e + Uq + sum(c - (wu - wq)) >= e + Lq
 *
 *    The same holds the other way round, for Lu of the unit.  And if Lq or Lu
 *    is not 0, a token has no partner of its own key, so it lies in a stretch:
 *
 *       D >= max(Lq + max(e, 0), Lu + max(-e, 0)) + (g if there is any)
 *
 *    but for what MATCH_ALIKE_MOST content words may spare, whose partners are
 *    of like letters: of all there are, the heaviest.
 *    Where that is more than match_reach() allows, the score is too low.
 *    Equal words, and what is equal but for numbers and dates, are wanted
 *    whatever the score; both have a hash that is equal then.
 *
 *       Of 10^6 pairs of news one to three thousand are left at 50, about a
 *       fifth of which score as much; two hundred at 70, of which a third do.
 *
 * A key is the whole hash of a stem or value, on which distance.c rests; tokens
 * of one hash count as common however often either side has them, which only
 * leaves more pairs.  tests/unit/test_match_sweep.c compares both bound and
 * answers with match_compare() of every pair.
 *
 * Limits: one query alone takes as long as it takes to read and cut all units.
 */
#include "match/sweep.h"

#include "match/distance.h"
#include "match/scale.h"
#include "match/score.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* Units are read so many at a time, of so many bytes. */
enum { BLOCK_UNITS = 256, BLOCK_BYTES = 256 << 10 };

/* What is remembered of wordings is forgotten beyond this. */
enum { SAME_MOST = 32 << 20 };

/* A query that holds a key, and what its tokens of this key cost at least. */
struct holder {
    uint64_t key;
    uint32_t seeker;
    int32_t cost;
};

/* A key that a query holds. */
struct entry {
    uint64_t key;      /* 0: free */
    size_t first, end; /* in `holders` */
    int32_t cost;      /* of the tokens of the unit at hand */
    bool touched;      /* the unit has it */
};

struct sweep {
    struct match_seeker *seekers;
    struct match_sketch *sketches; /* of the queries */
    struct match_common *common;   /* ... with the unit at hand */
    size_t count;
    struct holder *holders; /* by key and query */
    struct entry *entries;  /* open addressing */
    size_t mask;
    int64_t reach;
};

/* ---------------------------------------------------------------- sketches */

static uint64_t key_of(const struct token *token)
{
    return token->key_hash ? token->key_hash : 1;
}

static int32_t cost_of(const struct match_side *side, size_t i)
{
    return match_least(side->tokens.at[i].kind, side->words[i].weight);
}

/* FNV-1a over hashes in place of bytes, as in keys.c. */
static uint64_t frame_of(struct tokens tokens)
{
    uint64_t hash = 0xCBF29CE484222325;

    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.at[i];
        bool value = token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE;
        hash ^= value ? (uint64_t)token->kind : token->l2_hash;
        hash *= 0x100000001B3;
        hash ^= hash >> 32;
    }
    return hash;
}

void match_sketch(const struct match_side *side, struct match_sketch *out)
{
    *out = (struct match_sketch){ .weight = side->weight,
                                  .bare = memory_bare_key(side->tokens),
                                  .frame = frame_of(side->tokens) };
    struct match_spares spares = { 0 };
    for (size_t i = 0; i < side->tokens.count; i++) {
        out->least += cost_of(side, i);
        match_spares_add(&spares, match_spare(side->tokens.at[i].kind,
                                              side->words[i].weight));
    }
    out->spares = match_spares_sum(&spares);
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

bool match_sketch_near(const struct match_sketch *query,
                       const struct match_sketch *unit,
                       struct match_common common, int64_t reach)
{
    int64_t apart = unit->weight - query->weight;
    int64_t here = query->least - common.query;
    int64_t there = unit->least - common.unit;
    int64_t stretch = here + there ? MATCH_STRETCH : 0;
    here -= smaller(query->spares, match_spare_of(here));
    there -= smaller(unit->spares, match_spare_of(there));
    int64_t distance =
        larger(here + larger(apart, 0), there + larger(-apart, 0)) + stretch;

    return MATCH_FINE * distance <=
               reach * larger(query->weight, unit->weight) ||
           query->bare == unit->bare || query->frame == unit->frame;
}

/* --------------------------------------------------------------- the table */

static int by_key(const void *a, const void *b)
{
    const struct holder *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->seeker > y->seeker) - (x->seeker < y->seeker);
}

/* Each query once for each key. */
static size_t distinct(struct holder *holders, size_t count)
{
    size_t kept = 0;

    qsort(holders, count, sizeof(*holders), by_key);
    for (size_t i = 0; i < count; i++) {
        if (kept && by_key(&holders[kept - 1], &holders[i]) == 0)
            holders[kept - 1].cost += holders[i].cost;
        else
            holders[kept++] = holders[i];
    }
    return kept;
}

/* Where a key is, or would be put. */
static struct entry *entry_of(const struct sweep *sweep, uint64_t key)
{
    size_t i = (size_t)(key ^ key >> 32) & sweep->mask;

    while (sweep->entries[i].key && sweep->entries[i].key != key)
        i = (i + 1) & sweep->mask;
    return &sweep->entries[i];
}

static size_t count_tokens(const struct sweep *sweep)
{
    size_t count = 0;

    for (size_t q = 0; q < sweep->count; q++)
        count += sweep->seekers[q].query.side.tokens.count;
    return count;
}

/* All tokens of all queries. */
static size_t list_holders(struct sweep *sweep)
{
    size_t n = 0;

    for (size_t q = 0; q < sweep->count; q++) {
        const struct match_side *side = &sweep->seekers[q].query.side;
        for (size_t i = 0; i < side->tokens.count; i++)
            sweep->holders[n++] =
                (struct holder){ key_of(&side->tokens.at[i]), (uint32_t)q,
                                 cost_of(side, i) };
    }
    return distinct(sweep->holders, n);
}

static void fill_table(struct sweep *sweep, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = entry_of(sweep, sweep->holders[i].key);
        if (!entry->key)
            *entry = (struct entry){ .key = sweep->holders[i].key, .first = i };
        entry->end = i + 1;
    }
}

static enum barq_status open_sweep(struct sweep *sweep, struct arena *keep,
                                   struct barq_error *err)
{
    size_t tokens = count_tokens(sweep), slots = 2;

    while (slots < 2 * tokens)
        slots *= 2;
    sweep->mask = slots - 1;
    sweep->holders = arena_new(keep, struct holder, tokens);
    sweep->entries = arena_new(keep, struct entry, slots);
    sweep->sketches = arena_new(keep, struct match_sketch, sweep->count);
    sweep->common = arena_new(keep, struct match_common, sweep->count);
    if (!sweep->holders || !sweep->entries || !sweep->sketches ||
        !sweep->common)
        return fail_nomem(err, "for the words of the queries");
    fill_table(sweep, list_holders(sweep));
    for (size_t q = 0; q < sweep->count; q++)
        match_sketch(&sweep->seekers[q].query.side, &sweep->sketches[q]);
    sweep->reach = match_reach(sweep->seekers[0].query.min);
    return BARQ_OK;
}

/* ---------------------------------------------------------------- the units */

/* Those of the unit's keys that a query holds; returns how many. */
static size_t touch(const struct sweep *sweep, const struct match_side *side,
                    struct entry **touched)
{
    size_t count = 0;

    for (size_t i = 0; i < side->tokens.count; i++) {
        struct entry *entry = entry_of(sweep, key_of(&side->tokens.at[i]));
        if (!entry->key)
            continue;
        if (!entry->touched)
            touched[count++] = entry;
        entry->touched = true;
        entry->cost += cost_of(side, i);
    }
    return count;
}

/* What a unit has in common with each of the queries. */
static enum barq_status find_common(const struct sweep *sweep,
                                    const struct match_side *side,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct entry **touched =
        arena_new_raw(&scratch, struct entry *, side->tokens.count);

    if (!touched)
        return fail_nomem(err, "for the tokens of a segment");
    memset(sweep->common, 0, sweep->count * sizeof(*sweep->common));
    for (size_t i = 0, n = touch(sweep, side, touched); i < n; i++) {
        struct entry *entry = touched[i];
        for (size_t h = entry->first; h < entry->end; h++) {
            struct match_common *common =
                &sweep->common[sweep->holders[h].seeker];
            common->query += sweep->holders[h].cost;
            common->unit += entry->cost;
        }
        entry->touched = false;
        entry->cost = 0;
    }
    return BARQ_OK;
}

/* Compared in full: match_least_score() of an exhaustive query is 0. */
static enum barq_status judge(struct match_seeker *seeker,
                              const struct memory_brief *unit,
                              struct match_side *side, struct arena scratch,
                              struct barq_error *err)
{
    const struct match_query *query = &seeker->query;
    const struct match_pair pair = { &query->side, side,
                                     match_least_score(query) };
    struct arena below = arena_split(&scratch);
    struct match_measure measure;
    const struct match_candidate candidate = { unit, side, &measure, false };
    struct match_verdict verdict;
    bool wanted = true;
    enum barq_status status =
        match_measure(&pair, &measure, &scratch, below, err);

    if (!status)
        status = match_judge(query, &candidate, &verdict, below, err);
    if (!status)
        status = memory_sieve_passes(query->sieve, unit->id, &wanted, err);
    if (!status && wanted)
        (void)match_podium_place(&seeker->podium, &verdict);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status sweep_unit(const struct sweep *sweep,
                                   const struct memory_brief *unit,
                                   struct arena scratch, struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    struct match_side side;
    struct match_sketch sketch;
    enum barq_status status = match_prepare(
        sweep->seekers[0].query.words, unit->text, &side, &scratch, below, err);

    if (status || (status = find_common(sweep, &side, below, err)))
        return status;
    match_sketch(&side, &sketch);
    for (size_t q = 0; q < sweep->count && !status; q++)
        if (match_sketch_near(&sweep->sketches[q], &sketch, sweep->common[q],
                              sweep->reach))
            status = judge(&sweep->seekers[q], unit, &side, below, err);
    return status;
}

/* Units of a wire's boilerplate are asked for again and again, but of a whole
 * memory not all wordings can be kept. */
static void rest_same(struct match_same *same, struct arena home)
{
    if (same->home.at - home.at > SAME_MOST)
        *same = (struct match_same){ .home = home };
}

static enum barq_status sweep_block(const struct sweep *sweep,
                                    const struct memory_briefs *units,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < units->count && !status; i++)
        status = sweep_unit(sweep, &units->at[i], scratch, err);
    return status;
}

static enum barq_status sweep_all(const struct sweep *sweep,
                                  struct memory_briefs *units,
                                  struct arena scratch, struct barq_error *err)
{
    const struct match_query *asked = &sweep->seekers[0].query;
    struct arena home = asked->same->home;
    enum barq_status status = BARQ_OK;
    int64_t last = 0;

    do {
        struct arena texts = scratch, below = arena_split(&texts);
        status = memory_next_briefs(asked->memory, last, asked->lang, units,
                                    &texts, err);
        if (!status)
            status = sweep_block(sweep, units, below, err);
        if (!status && units->count)
            last = units->at[units->count - 1].id;
        rest_same(asked->same, home);
    } while (!status && units->count);
    return status;
}

enum barq_status match_sweep(struct match_seeker *seekers, size_t count,
                             struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_part(&scratch, 8);
    struct sweep sweep = { .seekers = seekers, .count = count };
    struct memory_briefs units = { .max = BLOCK_UNITS, .bytes = BLOCK_BYTES };
    enum barq_status status = BARQ_OK;

    units.at = arena_new(&keep, struct memory_brief, units.max);
    if (!units.at)
        return fail_nomem(err, "for the units of a memory");
    if (count)
        status = open_sweep(&sweep, &keep, err);
    return status || !count ? status : sweep_all(&sweep, &units, scratch, err);
}
