/* since.h - does what a handle knows of the memory hold still? */
#ifndef MEMORY_SINCE_H
#define MEMORY_SINCE_H

#include "memory/store.h"

/* What a memory was like; zeroed: nothing is known. */
struct since {
    bool known;
    int64_t version; /* SQLite's, for this connection */
    int64_t unit;    /* the highest that there was, or that was put since */
    int64_t changes, made;
    int64_t bare[2]; /* the unit's */
};

enum since_what {
    SINCE_NOTHING, /* by others, that is */
    SINCE_ADDED,   /* units, behind since->unit as it was, and no more */
    SINCE_CHANGED, /* or nothing was known */
};

/* In a transaction: what have others done since the last time?  Takes note. */
enum barq_status since_check(struct barq_memory *memory, struct since *since,
                             enum since_what *what, struct barq_error *err);

/* A transaction ended well: what it put last is the unit to look for. */
void since_stay(const struct barq_memory *memory, struct since *since);

/* The mark of a rebuild at work (rebuild.c). */
extern const struct barq_text since_rebuild;

/* In a transaction: the index is made anew, and words may go with it. */
enum barq_status since_index_made(struct barq_memory *memory,
                                  struct barq_error *err);

#endif
