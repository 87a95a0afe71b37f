/* learn.h - what words are rendered as, learnt from the pairs of a memory. */
#ifndef ALIGN_LEARN_H
#define ALIGN_LEARN_H

#include "barq.h"

/*
 * Learn anew if the memory has grown enough since the last time: by half, and
 * by 200 units.  Takes a transaction of its own, and about 0.03 ms a unit, for
 * the newest 30,000 at the most.
 */
enum barq_status learn_refresh(struct barq_memory *memory,
                               struct barq_error *err);

#endif
