/* distance.h - what tells two segments apart, token by token. */
#ifndef MATCH_DISTANCE_H
#define MATCH_DISTANCE_H

#include "match/likeness.h"

/* What each stretch costs in which two segments differ, in hundredths of a
 * content word. */
enum { MATCH_STRETCH = 25, MATCH_STRETCH_COST = MATCH_STRETCH * MATCH_FINE };

/* More tokens than a sentence has; longer segments are compared for
 * equality alone, so that no text can make a lookup crawl. */
enum { MATCH_TOKENS_MOST = 1000 };

/* A token replaced, moved (there is a step where it was and one where it is),
 * missing or added. */
struct match_step {
    const struct token *query, *stored; /* NULL where there is none */
    enum match_difference difference;
    int64_t cost;
};

/* From query to stored: the steps that cost, in order. */
struct match_path {
    struct match_step *steps;
    size_t count;
    int64_t cost;      /* theirs, and less than one each of rounding */
    int64_t stretches; /* of it, what the stretches cost by themselves */
};

/* A query, a stored segment, and the least percent that matters. */
struct match_pair {
    const struct match_side *query, *stored;
    int least;
};

/*
 * Both sides have at most MATCH_TOKENS_MOST tokens.  BARQ_NOTHING as soon as
 * it is clear that they are too far apart for pair->least.
 */
enum barq_status match_distance(const struct match_pair *pair,
                                struct match_path *path, struct arena *keep,
                                struct arena scratch, struct barq_error *err);

/* Does what is kept of a stored segment say as much of it?  Not to be asked of
 * one whose words may be the query's, or all but numbers and dates. */
bool match_bag_too_far(const struct match_side *query, struct memory_bag stored,
                       int least);

#endif
