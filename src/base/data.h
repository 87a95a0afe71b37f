/*
 * data.h - the files of tm/, compiled in, so that one program runs anywhere.
 *
 * With BARQ_DATA set to a folder, a file of the same name in it stands in
 * for ours: a desk can change a rule without a compiler.
 */
#ifndef BASE_DATA_H
#define BASE_DATA_H

#include "base/arena.h"
#include "barq.h"

#include <stdbool.h>

/* The file "lexicon/function.tsv" and the like, valid UTF-8. */
enum barq_status data_file(const char *name, struct barq_text *text,
                           struct arena *keep, struct barq_error *err);

/* Is a folder set, so that any of them may not be ours? */
bool data_is_overridden(void);

/* The name of the index-th file under `folder` ("schema/"), or NULL; sorted
 * by name. */
const char *data_name(const char *folder, size_t index);

#endif
