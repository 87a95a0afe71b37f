/* names.h - what the files of barq names share. */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include "cli/cli.h"

/* The names that --state and --kind ask for, for people or as JSON;
 * BARQ_NOTHING, said, when that is none. */
enum barq_status names_print(const struct arguments *args,
                             const struct barq_names *names);

enum barq_status names_propose(const struct arguments *args);
enum barq_status names_import(const struct arguments *args);
enum barq_status names_export(const struct arguments *args);

#endif
