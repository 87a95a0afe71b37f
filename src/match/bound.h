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
 * The keys of a query, which have been looked for, by rarity.  Of two sums it
 * is known what the first n of them come to, for n from 0 to all: `costs` is
 * theirs; `climbs` adds what the stretches cost where all of them are lacking,
 * less what words may spare.
 */
struct match_rung {
    short key; /* the number of its key, or -1 */
    short gap; /* what it costs at least between two that are lacking */
};
struct match_key_spare { /* what a key may cost less, its word being alike */
    short key;
    short most;
};
struct match_ladder {
    const struct match_side *query;
    const struct memory_key *keys;
    size_t key_count;
    const struct match_rung *rungs; /* one per token */
    const int64_t *costs, *climbs;
    const struct match_key_spare *by_spare; /* one per key, the most first */
    int64_t spares;                         /* ... of all keys in all */
};
enum barq_status match_ladder_make(const struct match_side *query,
                                   struct memory_key *keys, size_t count,
                                   struct match_ladder *out, struct arena *keep,
                                   struct barq_error *err);

/* What a candidate lacks of the first `read` keys, and what the stretches cost
 * at least that lie around it. */
struct match_lacking {
    size_t read;
    int known;     /* of how many of these it is known whether they are held */
    uint64_t keys; /* a bit for each that is lacking */
    int64_t cost;  /* of all that are */
};
int64_t match_stretches(const struct match_ladder *ladder,
                        struct match_lacking lacking);

/* What the words that are lacking may cost less in all, being alike. */
int64_t match_spared(const struct match_ladder *ladder,
                     struct match_lacking lacking);

/*
 * Choose for each bucket how many of the first keys to read, and how much of
 * them a unit has to hold so that it may reach `percent`, or, where that is
 * asked for, be equal but for numbers and dates.
 */
void match_choose(const struct match_ladder *ladder, int percent, bool framed,
                  struct memory_filter *filter);

/* What a candidate lacks of the keys that were read costs at least so much,
 * with the stretches; 0: it lacks none. */
int64_t match_missing(const struct match_ladder *ladder,
                      const struct memory_filter *filter,
                      const struct memory_candidate *candidate);

/* How light and how heavy a segment may be, without punctuation. */
struct match_window {
    int64_t low, high;
};
struct match_window match_bucket_window(int bucket);

/* The most percent that is reached by what lacks so much and is so heavy; may
 * be below what it was looked for at. */
int match_most(const struct match_ladder *ladder, int64_t missing,
               struct match_window window);

/* May it be equal but for numbers and dates? */
bool match_may_be_framed(const struct match_ladder *ladder,
                         const struct memory_filter *filter,
                         const struct memory_candidate *candidate);

#endif
