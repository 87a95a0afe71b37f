/* letters.h - how much of a query's letters a stored segment lacks. */
#ifndef MATCH_LETTERS_H
#define MATCH_LETTERS_H

#include "match/match.h"

/* Read the letters of a query that is compared with many, into `keep`. */
enum barq_status match_letters_read(struct match_side *query,
                                    struct arena *keep, struct barq_error *err);

/*
 * From 0, where every three letters that follow one another in the query do so
 * in `stored`, and the other way round, to 1, where none do.
 */
enum barq_status match_letters(const struct match_side *query,
                               const struct match_side *stored, double *lacking,
                               struct arena scratch, struct barq_error *err);

/* What comes off a score for it beyond `points`, which the words take. */
double match_letter_points(double points, double lacking);

#endif
