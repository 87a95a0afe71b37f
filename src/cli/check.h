/* check.h - what barq check says of pairs: cmd_check.c asks, check_print.c
 * prints. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/cli.h"

/* Findings on their way out, as text, JSON or SARIF. */
struct check_output {
    const struct arguments *args;
    const struct barq_checker *checker;
    const char *path; /* of the file that is checked; NULL: the memory */
    cJSON *list;      /* of findings or results; NULL: text */
    struct barq_check_counts all;
};

/* Zeroed counts, an empty list where one is wanted. */
void check_output_begin(struct check_output *output,
                        const struct arguments *args,
                        const struct barq_checker *checker);

/* A barq_check_sink's tell(). */
void check_output_tell(void *context, const struct barq_checked *checked);

/* Add what one file or memory came to. */
void check_output_add(struct check_output *output,
                      const struct barq_check_counts *counts);

/* The summary, or the whole document; `soundness` is put into JSON, may be
 * NULL. */
enum barq_status check_output_end(struct check_output *output,
                                  cJSON *soundness);

#endif
