/* unite.h - another memory on its way into this one. */
#ifndef MEMORY_UNITE_H
#define MEMORY_UNITE_H

#include "base/buf.h"
#include "memory/care.h"

struct merge {
    struct barq_memory *ours, *theirs;
    struct barq_counts counts;
    int64_t before, latest; /* our editions before, and with theirs */
    struct buf taken;       /* struct taken, one behind the other */
    char renewed[4096];     /* a copy of theirs that is to go; or "" */
    const struct barq_filter *filter; /* what is wanted; NULL: all */
    struct memory_sieve *sieve;       /* the same, made ready; or NULL */
    bool parted;   /* units of one version of a story may be left out */
    int64_t story; /* of theirs, the last that was put */
};

/* Our id of their unit, by its pair; 0 if we have none. */
enum barq_status merge_find(const struct merge *merge, int64_t theirs,
                            int64_t *ours, struct arena scratch,
                            struct barq_error *err);

/* Take over the changes that we do not know; after the units. */
enum barq_status merge_histories(const struct merge *merge,
                                 struct barq_error *err);

#endif
