/* trial.h - what memory_put() would make of units; nothing is stored. */
#ifndef MEMORY_TRIAL_H
#define MEMORY_TRIAL_H

#include "memory/memory.h"

/* A pair, by the hashes of its sides at L0. */
struct trial_pair {
    uint64_t ar, en; /* both 0: none */
};

/* A memory, and the pairs that were tried. */
struct memory_trial {
    struct barq_memory *memory;
    struct block home;
    struct trial_pair *at; /* open addressing */
    size_t mask, count;
};

/*
 * Between these two the memory is read as it was at the beginning, whoever
 * writes to it, and nobody waits.  The end is safe after any failure.
 */
enum barq_status memory_trial_begin(struct memory_trial *trial,
                                    struct barq_memory *memory,
                                    struct barq_error *err);
void memory_trial_end(struct memory_trial *trial);

/* Would the unit be added, or is its pair known: to the memory, or since it was
 * tried before?  Fails for what no memory can hold, as memory_put() does. */
enum barq_status memory_try(struct memory_trial *trial,
                            const struct barq_unit *unit,
                            enum barq_added *added, struct barq_error *err);

#endif
