/* lists.h - lists of the fuzzy index read into memory. */
#ifndef MEMORY_LISTS_H
#define MEMORY_LISTS_H

#include "memory/posting.h"

/* Units of one bucket that hold a key. */
struct segment {
    uint32_t *units; /* ascending */
    uint32_t count;
    uint16_t bucket;
    uint16_t list; /* the number of the key */
};

/* Room for so many units; false when the arena is full. */
bool sieve_make(struct sieve *sieve, size_t units, struct arena *keep);
void sieve_put(struct sieve *sieve, const uint32_t *units, size_t count);

/* The same, and what was in there already goes into `twice`, made alike. */
void sieve_put_again(struct sieve *sieve, struct sieve *twice,
                     const uint32_t *units, size_t count);

/* Those that pass, in `to`, which has room for all; returns how many. */
size_t sieve_pass(const struct sieve *sieve, const uint32_t *units,
                  size_t count, uint32_t *to);

/* Candidates who are looked for in a list; more.c. */
struct wanted;

struct lists {
    struct barq_memory *memory;
    int side;
    uint32_t buckets; /* a bit for each that is wanted */
    uint32_t noted;   /* ... whose units go into the sieve */
    uint32_t sieved;  /* ... of which only those are wanted that pass it */
    struct sieve sieve;
    struct sieve twice;          /* those that more than one list has */
    const struct wanted *wanted; /* who is credited instead; or NULL */
    struct arena *keep;
    struct segment *segments;
    size_t count, room;
};

/* Look for a key in all runs. */
enum barq_status lists_look(struct lists *lists, const struct runs *runs,
                            struct memory_key *key, struct barq_error *err);

/* Have what is kept of these on its way. */
void lists_expect(const struct lists *lists, const struct memory_key *keys,
                  size_t count);

/* Read what the memory has of a key, which was looked for, as list `number`. */
enum barq_status lists_read(struct lists *lists, const struct memory_key *key,
                            size_t number, struct barq_error *err);

/* Credit the candidates that a group holds. */
enum barq_status wanted_credit(const struct lists *lists,
                               const struct group *group,
                               struct barq_error *err);

/* Sort the segments by bucket, and within it by list. */
enum barq_status lists_sort(struct lists *lists, struct barq_error *err);

/* 0 Arabic, 1 English; BARQ_E_USAGE for neither. */
enum barq_status memory_side(enum barq_lang lang, int *side,
                             struct barq_error *err);

/* What a run has of a list. */
struct memory_head {
    int run;
    struct head head;
};

#endif
