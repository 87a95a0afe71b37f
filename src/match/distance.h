/* distance.h - what tells two segments apart, token by token. */
#ifndef MATCH_DISTANCE_H
#define MATCH_DISTANCE_H

#include "match/match.h"

/* How two tokens differ, or what became of one without a partner. */
enum match_difference {
    MATCH_SAME,     /* equal at L1 */
    MATCH_SPELLING, /* equal at L2, or in value */
    MATCH_CLITIC,   /* equal at L3 */
    MATCH_NUMBER,   /* two numbers */
    MATCH_DATE,     /* two names of months or weekdays */
    MATCH_ALIKE,    /* by their letters */
    MATCH_WORD,     /* not at all */
    MATCH_PUNCTUATION,
    MATCH_MISSING, /* the stored segment lacks it */
    MATCH_ADDED,   /* the query lacks it */
};

/* The unit of all costs: this many are one hundredth of a content word. */
enum { MATCH_FINE = 10000 };

/* What it costs to put a word for one alike, and a number for another, as a
 * share of their weight.  Retrieval rests on these (bound.c). */
enum { MATCH_SHARE_ALIKE = 8500, MATCH_SHARE_VALUE = 2500 };

/* More tokens than a sentence has; longer segments are compared for
 * equality alone, so that no text can make a lookup crawl. */
enum { MATCH_TOKENS_MOST = 1000 };

/* The longest word that is compared by its letters: beyond it stand web
 * addresses and broken files. */
enum { MATCH_LETTERS_MOST = 32 };

/* A token replaced, missing or added. */
struct match_step {
    const struct token *query, *stored; /* NULL where there is none */
    enum match_difference difference;
    int64_t cost;
};

/* The cheapest way from query to stored: its steps that cost, in order. */
struct match_path {
    struct match_step *steps;
    size_t count;
    int64_t cost;
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

#endif
