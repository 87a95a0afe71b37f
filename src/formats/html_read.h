/* html_read.h - the article in a page of HTML; see html_read.c. */
#ifndef FORMATS_HTML_READ_H
#define FORMATS_HTML_READ_H

#include "text/text.h"

/* Does this look like a page of HTML? */
bool html_is_page(struct barq_text bytes);

/*
 * The article of a page: `text` has a line a block, `marks` says what the
 * page says of each; see text/story.h.  Both live in `keep`.  charset NULL:
 * as the page says, else UTF-8.
 */
enum barq_status html_read(struct barq_text bytes, const char *charset,
                           struct barq_text *text, struct text_blocks *marks,
                           struct arena *keep, struct barq_error *err);

#endif
