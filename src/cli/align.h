/*
 * align.h - what the files of `barq align` share: one run of it.
 */
#ifndef CLI_ALIGN_H
#define CLI_ALIGN_H

#include "cli/cli.h"

struct pairing {
    const struct arguments *args;
    struct barq_story *ar, *en;
    bool swapped; /* the first file was the English one */
    struct barq_alignment *alignment;
    struct barq_clauses *clauses; /* or NULL: none are wanted */
};

size_t align_count_sure(const struct barq_alignment *alignment);

/* The answer in the form that was asked for; `counts` says what was stored. */
enum barq_status align_print(const struct pairing *p,
                             const struct barq_counts *counts);

/* --explain: for people, and as "parts" of a bead in JSON. */
void align_print_explained(const struct pairing *p);
void align_add_parts(cJSON *bead, const struct barq_alignment *alignment,
                     size_t index);

/* Nothing, or BARQ_E_USAGE said: a review of this name has no form. */
enum barq_status review_check_name(const char *path);
/* Write what is to be decided, in the form that the name ends in. */
enum barq_status review_save(const struct barq_review *review,
                             const char *path);
enum barq_status review_write(const struct barq_alignment *alignment,
                              const char *path);
/* Store what was accepted, and say so; BARQ_NOTHING if nothing was. */
enum barq_status review_store(const struct arguments *args,
                              const struct barq_review *review);
/* --from-review, --edit and --edited */
enum barq_status review_take(const struct arguments *args);
enum barq_status align_by_hand(const struct pairing *p);

#endif
