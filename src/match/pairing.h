/* pairing.h - which token of one segment answers to which of another. */
#ifndef MATCH_PAIRING_H
#define MATCH_PAIRING_H

#include "match/likeness.h"

/* Where the partner of a token stands. */
enum match_place {
    PLACE_NONE,   /* it has none */
    PLACE_KEPT,   /* in order: between such pairs the segments part */
    PLACE_WITHIN, /* in order, in a stretch where they part */
    PLACE_MOVED,  /* somewhere else */
};

struct match_mate {
    uint16_t at; /* the index of the partner */
    uint8_t place, difference;
};

/* One mate for each token of either side. */
struct match_pairing {
    struct match_mate *query, *stored;
};

void match_pair_up(struct match_pairing *out, size_t i, size_t j,
                   enum match_place place, enum match_difference difference);

/* Pair the tokens of two segments of at most MATCH_TOKENS_MOST each; in
 * `keep`. */
enum barq_status match_pairs(const struct match_side *query,
                             const struct match_side *stored,
                             struct match_pairing *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err);

/* A stretch of both segments, between two pairs that are in order. */
struct match_stretch {
    size_t query, query_end, stored, stored_end;
};

/* The next stretch of tokens that are not paired in order, KEPT or, if asked
 * so, WITHIN; begin with {0}.  False when there is none. */
bool match_next_stretch(const struct match_pairing *pairing,
                        const struct match_side *query,
                        const struct match_side *stored, bool within,
                        struct match_stretch *stretch);

#endif
