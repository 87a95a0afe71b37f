/* document.h - what a first pass over two stories teaches the second. */
#ifndef ALIGN_DOCUMENT_H
#define ALIGN_DOCUMENT_H

#include "align/lattice.h"

/* How much each family of shapes is expected of a chunk, in beads; and of the
 * items in likely beads, how many find a like there. */
struct document_shapes {
    double expected[SHAPE_FAMILIES];
    double found, items;
};

/*
 * Add keys for words that the likely beads of the first pass pair again and
 * again, in place of those of an earlier chunk, and count shapes and items.
 */
enum barq_status document_learn(struct evidence *evidence,
                                const struct lattice *l,
                                const struct flow *flow,
                                struct document_shapes *shapes,
                                struct arena scratch, struct barq_error *err);

/* `model` with the shapes as often as they are in these stories, and with
 * what stands alone as such text has it. */
struct align_model document_model(const struct align_model *model,
                                  const struct document_shapes *shapes);

#endif
