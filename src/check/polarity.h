/* polarity.h - the cues of a pair, for polarity.c, which finds them and looks
 * at directions, and negation.c. */
#ifndef CHECK_POLARITY_H
#define CHECK_POLARITY_H

#include "check/check.h"

/* Bytes of an Arabic word from which on it may be several, run together. */
enum { CUE_RUN_BYTES = 24 };

struct found_cue {
    enum cue_kind kind;
    struct barq_span span;
    double place; /* in the English, also of an Arabic one */
    uint64_t family;
    size_t token;
    const struct found_cue *partner; /* or NULL */
    struct found_cue *goes_on;       /* of what it goes on with, or NULL */
    bool taken;                      /* it has a partner */
    bool optional;                   /* it needs none */
    bool wide;                       /* it may be far off */
    bool affix; /* a word that is negated by how it begins or ends */
};

struct found_cues {
    struct found_cue *at;
    size_t count;
};

bool check_is_negation(const struct found_cue *cue);

/* Report the negations of a pair that have no partner. */
void check_negation(struct check *check, struct found_cues *ar,
                    struct found_cues *en);

#endif
