/*
 * fragments.h - stretches of a segment that the memory knows in another
 * sentence; see fragments.c, and stretch.c for what renders them.
 */
#ifndef TRANSLATE_FRAGMENTS_H
#define TRANSLATE_FRAGMENTS_H

#include "align/words.h"
#include "memory/memory.h"

/* A stretch of one side of a unit, and what is asked of the other. */
struct stretch_asked {
    const struct word_linker *linker;
    struct barq_text from, to;        /* the sides of the unit */
    bool from_ar;                     /* which language `from` is in */
    const struct text_spans *stretch; /* of `from`, ascending */
};

/*
 * The one stretch of the other side that renders it, by the links of words:
 * nothing inside is linked to what is outside.  out->len is 0 if there is
 * none; *sure tells whether each link may be relied on.
 */
enum barq_status stretch_across(const struct stretch_asked *asked,
                                struct barq_text *out, bool *sure,
                                struct arena scratch, struct barq_error *err);

#endif
