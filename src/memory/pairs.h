/* pairs.h - which pairs no unit has, told without asking the file. */
#ifndef MEMORY_PAIRS_H
#define MEMORY_PAIRS_H

#include "memory/store.h"

/* Before a pair is looked for, in a transaction that writes. */
enum barq_status pairs_ready(struct barq_memory *memory,
                             struct barq_error *err);

/* May a unit have the words of this pair?  No means that none has. */
bool pairs_may_have(const struct barq_memory *memory,
                    const struct unit_side sides[2]);

/* A unit has it from now on. */
void pairs_note(struct barq_memory *memory, const struct unit_side sides[2]);

void pairs_forget(struct barq_memory *memory);

#endif
