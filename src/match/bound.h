/* bound.h - which stored segments need not be looked at. */
#ifndef MATCH_BOUND_H
#define MATCH_BOUND_H

#include "match/match.h"

/* A key of the query, and what it costs at least to do without it. */
struct match_key {
    uint64_t key;
    int64_t cost;   /* of all tokens that have it, hundredths of a word */
    int64_t rarity; /* for the caller to fill in */
};

/* The distinct keys of the query that cost anything; lives in `keep`. */
enum barq_status match_keys(const struct match_side *query,
                            struct match_key **keys, size_t *count,
                            struct arena *keep, struct barq_error *err);

/*
 * Order `keys` by rarity.  Returns how many of the first to look under;
 * every segment of at least `percent` holds so many of these that they cost
 * *enough or more.  0 when all of them together tell nothing.
 */
size_t match_choose_keys(const struct match_side *query, int percent,
                         struct match_key *keys, size_t count, int64_t *enough);

/* The weights, without punctuation, between which segments of at least
 * `percent` lie. */
struct match_window {
    int64_t least, most;
};
struct match_window match_window(const struct match_side *query, int percent);

/* Might `stored` reach `percent`?  False only when it surely does not. */
bool match_may_reach(const struct match_side *query,
                     const struct match_side *stored, int percent);

#endif
