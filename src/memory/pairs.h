/* pairs.h - which units may have a pair, and which were put just now: told
 * without asking the file. */
#ifndef MEMORY_PAIRS_H
#define MEMORY_PAIRS_H

#include "memory/store.h"

/* A transaction begins, ends well, or does not. */
void pairs_begin(struct barq_memory *memory);
void pairs_stay(struct barq_memory *memory);
void pairs_rollback(struct barq_memory *memory);

/* Before a pair is looked for, in a transaction that writes. */
enum barq_status pairs_ready(struct barq_memory *memory,
                             struct barq_error *err);

/* This pair will be looked for: bring its slot near.  Asks for the bare keys
 * alone. */
void pairs_expect(const struct barq_memory *memory,
                  const struct unit_side sides[2]);

/* While memory->pairs_sure: add the units that may have the words of this
 * pair, all that do among them; some may be gone or changed since. */
enum barq_status pairs_ids(const struct barq_memory *memory,
                           const struct unit_side sides[2],
                           struct id_list *list, struct barq_error *err);

/* A unit has it from now on. */
enum barq_status pairs_note(struct barq_memory *memory, int64_t id,
                            const struct unit_side sides[2],
                            struct barq_error *err);

void pairs_forget(struct barq_memory *memory);

/* ---------------------------------------------------------------- pending */

/* A hash of the words of a pair. */
uint64_t pair_hash(const struct unit_side sides[2]);

/* Note a pair whose postings are pending. */
enum barq_status recent_note(struct barq_memory *memory, int64_t id,
                             const struct unit_side sides[2],
                             struct barq_error *err);

/* Add the units noted that may have the words of this pair; some may be gone
 * or changed since. */
enum barq_status recent_ids(const struct barq_memory *memory,
                            const struct unit_side sides[2],
                            struct id_list *list, struct barq_error *err);

/* Nothing is pending any more. */
void recent_forget(struct barq_memory *memory);
void recent_close(struct recent *recent);

#endif
