/*
 * table.h - the tab-separated files of tm/, read line by line.
 *
 * A line is columns separated by tabs; an empty line and one that begins
 * with # is skipped.  A desk may put its own file in place of ours, so a
 * line that cannot be read is an error that names file and line.
 */
#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include "base/arena.h"
#include "barq.h"

enum { TABLE_COLUMNS = 4 };

struct table {
    const char *name; /* "lexicon/function.tsv" */
    struct barq_text rest;
    size_t line;                           /* number of the line, from 1 */
    struct barq_text field[TABLE_COLUMNS]; /* missing ones are empty */
    size_t count;                          /* fields on the line */
};

enum barq_status table_open(struct table *table, const char *name,
                            struct arena *keep, struct barq_error *err);

/* Go to the next line; BARQ_NOTHING at the end.  The first `least` fields
 * must not be empty. */
enum barq_status table_next(struct table *table, size_t least,
                            struct barq_error *err);

/* "FILE:LINE: what". */
enum barq_status table_fail(const struct table *table, const char *what,
                            struct barq_error *err);

/* How many lines are left, at most. */
size_t table_lines(const struct table *table);

/* AR or EN for "ar" or "en", else unknown. */
enum barq_lang table_lang(struct barq_text field);

#endif
