/* kept.h - step 1 of pairing.c: what stays in order; see kept.c. */
#ifndef MATCH_KEPT_H
#define MATCH_KEPT_H

#include "match/pairing.h"

/* Pair what is KEPT of a stretch of two segments, none of which has a partner.
 * False when the arena is full. */
bool match_keep(const struct match_side *query, const struct match_side *stored,
                struct match_stretch stretch, struct match_pairing *out,
                struct arena scratch);

#endif
