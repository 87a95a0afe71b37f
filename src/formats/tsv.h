/* tsv.h - what tables of pairs have in common, whatever sets cells apart. */
#ifndef FORMATS_TSV_H
#define FORMATS_TSV_H

#include "barq.h"

/* Which columns are the two languages. */
struct table_columns {
    size_t ar, en;
};

/* Note down that a heading's cell is this column: "en", "ar-SA", "English".
 * Begin with SIZE_MAX for both; the first of each counts. */
void table_take_heading(struct table_columns *columns, struct barq_text cell,
                        size_t column);

/* Turn a pair round whose letters say so; false when both sides are of one
 * language. */
bool table_sort_sides(struct barq_unit *unit);

/* Why a line gives no pair: for struct pair_sink. */
extern const char table_empty_side[], table_one_language[];

#endif
