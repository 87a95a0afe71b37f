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
};

size_t align_count_sure(const struct barq_alignment *alignment);

/* The answer in the form that was asked for; `counts` says what was stored. */
enum barq_status align_print(const struct pairing *p,
                             const struct barq_counts *counts);

#endif
