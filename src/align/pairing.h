/*
 * pairing.h - from evidence to beads: chunk by chunk, in two passes.
 */
#ifndef ALIGN_PAIRING_H
#define ALIGN_PAIRING_H

#include "align/explain.h"
#include "align/lattice.h"

/* What a first pass over a chunk leaves for the second; see document.c. */
struct first_pass {
    struct align_model model; /* with the shapes of these stories */
    const bool *hopeless;     /* by node */
};

/*
 * Join the evidence of the plan's chunk, with what a first pass by its general
 * model teaches; then lattice_make() can make the lattice of the second.
 */
enum barq_status pairing_prepare(const struct lattice_plan *general,
                                 struct first_pass *out, struct arena *keep,
                                 struct arena scratch, struct barq_error *err);

/* Two stories that are to be paired. */
struct pairing {
    struct evidence *evidence;
    const struct align_model *model; /* the general one */
    /* To explain the beads, the stories of the evidence; else NULL. */
    const struct barq_story *const *stories;
};

struct pairing_result {
    struct beads beads;       /* in order, each segment in one of them */
    struct bead_parts *parts; /* of each; NULL if they are not explained */
    double total;             /* log weight of all ways, over all chunks */
    double related; /* how likely the stories belong together; set when
                       confidences are settled */
};

/* What is found lives in `keep`. */
enum barq_status pairing_find(const struct pairing *pairing,
                              struct pairing_result *out, struct arena *keep,
                              struct arena scratch, struct barq_error *err);

#endif
