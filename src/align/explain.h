/* explain.h - what spoke for a bead, for a person. */
#ifndef ALIGN_EXPLAIN_H
#define ALIGN_EXPLAIN_H

#include "align/lattice.h"

struct bead_parts {
    struct barq_bead_part *at; /* the weightiest first */
    size_t count;
};

/*
 * The parts of the bead of this shape at node (i, j): its words one by one
 * and its features.  They add up to the bead's weight.  The stories are those
 * the evidence was gathered from; the texts are theirs.
 */
enum barq_status explain_bead(const struct lattice *l,
                              const struct barq_story *const stories[SIDES],
                              const struct barq_bead *bead,
                              struct bead_parts *out, struct arena *keep,
                              struct barq_error *err);

#endif
