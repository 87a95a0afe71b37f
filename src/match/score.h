/* score.h - the steps of scoring, for lookup.c, which knows the penalties. */
#ifndef MATCH_SCORE_H
#define MATCH_SCORE_H

#include "match/distance.h"
#include "match/match.h"

/* Ranks that mean more than a number (DESIGN.md, section 6). */
enum {
    RANK_BOTH_NEIGHBOURS = 102,
    RANK_NEIGHBOUR = 101,
    RANK_EQUAL = 100,
    RANK_MARKS = 99,        /* equal at L1 */
    RANK_LETTER_FORMS = 98, /* equal at L2 */
    RANK_PUNCTUATION = 97,  /* down to RANK_LEAST */
    RANK_LEAST = 95,
};

/* Why a score may not be higher; `name` is NULL where it may. */
struct match_cap {
    int percent;
    const char *name; /* "cap polarity" ...; static */
};

/* The lowest cap that the difference between two segments calls for. */
struct match_cap match_cap(const struct match_side *query,
                           const struct match_side *stored,
                           const struct match_path *path);

/* A score before penalties and caps. */
struct match_measure {
    int class;      /* 100, 99, 98, 97 (but for punctuation), or 0 */
    int plain;      /* whole percent, rounded down */
    double exact;   /* not rounded */
    double letters; /* of what it lacks, points by letters (letters.h) */
    bool framed;    /* equal but for numbers and dates, some of which differ */
    struct match_cap cap;
    struct match_path path;  /* empty where a class says it all */
    struct barq_part *parts; /* with room for MATCH_MORE_PARTS more */
    size_t part_count;
    struct barq_run *runs;
    size_t run_count;
};
enum { MATCH_MORE_PARTS = 6 };

/* Points that come off for what a unit is. */
struct match_penalty {
    const char *name; /* "penalty mt" ...; static */
    int points;
};

/* BARQ_NOTHING when the plain score is below pair->least, unless the words
 * are equal, or framed.  There are no parts and no runs yet. */
enum barq_status match_measure(const struct match_pair *pair,
                               struct match_measure *out, struct arena *keep,
                               struct arena scratch, struct barq_error *err);

/* The parts of what was measured, and the runs of the stored text. */
enum barq_status match_explain(const struct match_pair *pair,
                               struct match_measure *measure,
                               struct arena *keep, struct barq_error *err);
enum barq_status match_diff(const struct match_pair *pair,
                            struct match_measure *measure, struct arena *keep,
                            struct barq_error *err);

/* Take at most 3 penalties off, then apply the caps. */
void match_settle(struct match_measure *measure,
                  const struct match_penalty *penalties, size_t count,
                  struct match_score *out);

#endif
