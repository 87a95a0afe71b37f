/* chunks.h - long stories cut into stretches that can be paired one by one. */
#ifndef ALIGN_CHUNKS_H
#define ALIGN_CHUNKS_H

#include "align/evidence.h"

/* That a segment of one story belongs to one of the other. */
struct anchor {
    uint32_t at[SIDES];
    double weight;
};

struct anchors {
    struct anchor *at;
    size_t count;
};

struct chunks {
    struct chunk *at; /* in order; all segments of both stories */
    size_t count;
    struct anchors chain; /* the anchors they were cut by, both sides rising */
};

/* Cut where it is safe to. */
enum barq_status chunks_cut(const struct evidence *evidence, struct chunks *out,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err);

/* Of what is left of a chunk, the piece to be paired at once.  Beads are to be
 * taken from it up to `settled` (segments of the stories) and no further; what
 * is behind it is there to be looked at, and belongs to the next piece.  False
 * if all that is left is one piece. */
bool chunks_piece(const struct chunks *chunks, const struct chunk *left,
                  struct chunk *piece, size_t settled[SIDES]);

/* By node of the chunk's lattice: is it so far from the anchors around it that
 * no way goes there?  NULL when the arena is full. */
bool *chunks_far(const struct chunks *chunks, const struct chunk *chunk,
                 struct arena *keep);

#endif
