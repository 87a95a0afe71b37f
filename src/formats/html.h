/* html.h - what the pages of a draft and of an alignment have in common. */
#ifndef FORMATS_HTML_H
#define FORMATS_HTML_H

#include "base/buf.h"
#include "barq.h"

/* All from <!DOCTYPE> to the heading; `title` may be empty. */
void html_add_head(struct buf *buf, const char *what, struct barq_text title);
void html_add_tail(struct buf *buf);

/* <td lang dir>text</td>'s inside: one paragraph of text in its language. */
void html_add_text(struct buf *buf, enum barq_lang lang, struct barq_text text);

/* The same for a translation: what was put into it is marked. */
void html_add_runs(struct buf *buf, enum barq_lang lang,
                   const struct barq_adapted *runs, size_t count);

/* The opening tag of a cell in `lang`. */
void html_add_cell(struct buf *buf, enum barq_lang lang);

#endif
