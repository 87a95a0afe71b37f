/* bound.h - which stored segments need not be looked at. */
#ifndef MATCH_BOUND_H
#define MATCH_BOUND_H

#include "match/match.h"

/* The distinct keys of the query that cost anything, with what it costs at
 * least to do without each; live in `keep`.  Those that are surely common
 * (function words, "any number") come last. */
enum barq_status match_keys(const struct match_side *query,
                            struct memory_key **keys, size_t *count,
                            struct arena *keep, struct barq_error *err);

/* How many of the first keys are worth looking for. */
size_t match_uncommon(const struct match_side *query, int percent,
                      const struct memory_key *keys, size_t count);

/*
 * Order the keys, which have been looked for, by rarity, and choose how many
 * of the first to read, and how much of them a unit of each bucket has to
 * hold so that it may reach `percent`.
 */
void match_choose(const struct match_side *query, int percent,
                  struct memory_key *keys, size_t count,
                  struct memory_filter *filter);

/* Which of the keys that were chosen each token of the query has: its number,
 * or -1. */
struct match_ladder {
    const struct match_side *query;
    const struct memory_filter *filter;
    const short *rungs;
};
enum barq_status match_ladder_make(const struct match_side *query,
                                   const struct memory_filter *filter,
                                   struct match_ladder *out, struct arena *keep,
                                   struct barq_error *err);

/* The most percent that a candidate can reach; may be below what it was looked
 * for at. */
int match_most(const struct match_ladder *ladder,
               const struct memory_candidate *candidate);

/* May it be equal but for numbers and dates? */
bool match_may_be_framed(const struct match_ladder *ladder,
                         const struct memory_candidate *candidate);

#endif
