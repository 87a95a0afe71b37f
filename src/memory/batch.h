/* batch.h - many units, stored in transactions of some thousands. */
#ifndef MEMORY_BATCH_H
#define MEMORY_BATCH_H

#include "memory/memory.h"

struct memory_batch {
    struct barq_memory *memory;
    int64_t count;  /* units since the last commit ... */
    int64_t begun;  /* ... which was then, in ms, */
    int64_t waited; /* ... and others, the last time */
    int64_t stored; /* units committed, but for those of the last batch */
};

/* Begin the first transaction; whoever comes to the end of the units ends the
 * last one. */
enum barq_status batch_begin(struct memory_batch *batch,
                             struct barq_memory *memory,
                             struct barq_error *err);

/* One unit more was put: if the batch is full, or somebody waits, it is stored,
 * others have their turn, and another begins.  Nothing of the file is known for
 * sure any more then. */
enum barq_status batch_count(struct memory_batch *batch,
                             struct barq_error *err);

#endif
