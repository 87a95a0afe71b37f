/* texts.h - what a lookup has compared; see texts.c. */
#ifndef MATCH_TEXTS_H
#define MATCH_TEXTS_H

#include "match/judge.h"

/* The texts that were compared, in rows by a few of their bytes. */
struct match_text;
enum { MATCH_TEXT_ROWS = 64 };
struct match_texts {
    struct arena home; /* theirs alone */
    struct match_text *rows[MATCH_TEXT_ROWS];
};

/*
 * Cut the text of a unit into tokens and compare it, unless one that is equal
 * was; BARQ_NOTHING when it is too far away.  What is made lives with the
 * texts, and then `kept` is set, or in `keep` if it is too long or they are too
 * many.
 */
enum barq_status match_texts_compare(struct match_texts *texts,
                                     const struct match_query *query,
                                     struct match_candidate *candidate,
                                     struct arena *keep, struct arena scratch,
                                     struct barq_error *err);

#endif
