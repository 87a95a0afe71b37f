/* check_words.h - whether the concordance says what the units say. */
#ifndef MEMORY_CHECK_WORDS_H
#define MEMORY_CHECK_WORDS_H

#include "memory/words.h"

/* A bijection of 64 bits (the finaliser of MurmurHash3, by Appleby): sums of
 * what it gives are the same for different sets by chance only. */
static inline uint64_t scramble(uint64_t number)
{
    number ^= number >> 33;
    number *= 0xFF51AFD7ED558CCD;
    number ^= number >> 33;
    number *= 0xC4CEB9FE1A85EC53;
    return number ^ number >> 33;
}

struct words_check {
    struct barq_memory *memory;
    struct block home;
    struct stands *units; /* by their numbers */
    int64_t last;         /* ... of which this is the highest */
    uint64_t *numbers;    /* a bit for that of each word they have */
    uint64_t *wanted, *spare, *found; /* a list, and a bit for each of it */
    size_t count;
    struct words_runs runs;
    uint16_t *places; /* of one posting */
};

/* In a transaction that reads: begin, tell of each unit, and ask; *sound
 * becomes false if it does not say all.  The end is due after a begin that went
 * well. */
enum barq_status words_check_begin(struct words_check *check,
                                   struct barq_memory *memory,
                                   struct barq_error *err);
void words_check_unit(struct words_check *check, int64_t unit,
                      const struct unit_side sides[2]);
enum barq_status words_check_all(struct words_check *check, bool *sound,
                                 struct barq_error *err);
void words_check_end(struct words_check *check);

#endif
