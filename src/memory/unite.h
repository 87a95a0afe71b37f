/* unite.h - another memory on its way into this one. */
#ifndef MEMORY_UNITE_H
#define MEMORY_UNITE_H

#include "base/buf.h"
#include "memory/batch.h"
#include "memory/care.h"
#include "memory/trial.h"

struct merge {
    struct barq_memory *ours, *theirs;
    struct memory_batch batch;
    struct memory_trial trial; /* ... in place of it, if nothing is stored */
    bool dry_run;
    struct barq_counts counts;
    struct memory_ids editions; /* the numbers of theirs, */
    int64_t before;             /* ... and ours, behind which they come */
    char mark[32];      /* that keeps `before` until the merge is through */
    struct buf taken;   /* struct known_place, one behind the other */
    char renewed[4096]; /* a copy of theirs that is to go; or "" */
    const struct barq_filter *filter; /* what is wanted; NULL: all */
    struct memory_sieve *sieve;       /* the same, made ready; or NULL */
    struct arena keep;                /* for what stays until the end */
    struct merge_claim *claims;       /* what we said of units that both have */
    int64_t contexts;                 /* the last of ours before */
    bool parted;   /* units of one version of a story may be left out */
    int64_t story; /* of theirs, the last that was put */
};

/* Before the first of their units, of a memory at `path`; and behind the last:
 * their versions of stories are whole. */
enum barq_status merge_editions_begin(struct merge *merge, const char *path,
                                      struct barq_error *err);
enum barq_status merge_editions_end(struct merge *merge,
                                    struct barq_error *err);

/* Our unit stood at this place, in their edition of a story; or it is there
 * already, as our context says. */
enum barq_status merge_put_place(struct merge *merge, int64_t unit,
                                 const struct barq_unit *place, int64_t theirs,
                                 struct arena scratch, struct barq_error *err);
enum barq_status merge_note_taken(struct merge *merge, int64_t unit,
                                  int64_t context, int64_t theirs,
                                  struct barq_error *err);

/* Our number for an edition of theirs; 0: none of theirs came. */
int64_t merge_edition(const struct merge *merge, int64_t theirs);

/* Our id of their unit, by its pair; 0 if we have none. */
enum barq_status merge_find(const struct merge *merge, int64_t theirs,
                            int64_t *ours, struct arena scratch,
                            struct barq_error *err);

/* What we say of the unit of theirs that is about to come, if it has a history;
 * and after the histories, of which ours had `last` as the last row. */
enum barq_status merge_claims_begin(struct merge *merge,
                                    struct barq_error *err);
enum barq_status merge_note_claim(struct merge *merge, int64_t theirs,
                                  struct barq_error *err);
enum barq_status merge_claims_end(const struct merge *merge, int64_t last,
                                  struct barq_error *err);

/* Take over the changes that we do not know; after the units. */
enum barq_status merge_histories(const struct merge *merge,
                                 struct barq_error *err);

#endif
