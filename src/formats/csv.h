/* csv.h - pairs in a table as spreadsheets save it; see csv.c. */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include "formats/formats.h"

/* Does the file, by its beginning, name the columns of a table of pairs, set
 * apart by commas or semicolons? */
bool csv_is_one(struct barq_text head);

enum barq_status csv_read(FILE *from, const char *name,
                          const struct pair_sink *sink, struct barq_error *err);

#endif
