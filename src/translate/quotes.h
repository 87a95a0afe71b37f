/*
 * quotes.h - quotations in a text (quotes_find.c), and those that were
 * published before (quotes.c).
 */
#ifndef TRANSLATE_QUOTES_H
#define TRANSLATE_QUOTES_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

struct quotations {
    struct text_span *at; /* what stands between the marks, in order */
    size_t count;
};

/*
 * The quotations in a text, whichever marks it uses; one that is not closed
 * reaches to its end, and one that was not opened from its beginning.
 */
enum barq_status quotes_find(struct barq_text text, struct quotations *out,
                             struct arena *keep, struct barq_error *err);

/* Does the span lie in one of them? */
bool quotes_hold(const struct quotations *quotations, struct text_span span);

#endif
