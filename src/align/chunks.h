/* chunks.h - long stories cut into stretches that can be paired one by one. */
#ifndef ALIGN_CHUNKS_H
#define ALIGN_CHUNKS_H

#include "align/evidence.h"

struct chunks {
    struct chunk *at; /* in order; all segments of both stories */
    size_t count;
};

enum barq_status chunks_cut(const struct evidence *evidence, struct chunks *out,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err);

#endif
