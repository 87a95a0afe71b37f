/* moved.h - paragraphs that stand elsewhere in the translation. */
#ifndef ALIGN_MOVED_H
#define ALIGN_MOVED_H

#include "align/pairing.h"

/*
 * Of what the beads leave alone on either side, pair what belongs together
 * though the order does not: the bead then stands where its Arabic does.
 * `confidence` of such a bead is its posterior, as of the others.
 */
enum barq_status moved_pair(const struct pairing *pairing,
                            struct pairing_result *result, struct arena *keep,
                            struct arena scratch, struct barq_error *err);

#endif
