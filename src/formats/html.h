/* html.h - what the pages of a draft and of an alignment have in common. */
#ifndef FORMATS_HTML_H
#define FORMATS_HTML_H

#include "base/buf.h"
#include "barq.h"
#include "formats/formats.h"

/* All from <!DOCTYPE> to the heading; `title` may be empty. */
void html_add_head(struct buf *buf, const char *what, struct barq_text title);
void html_add_tail(struct buf *buf);

/* <td lang dir>text</td>'s inside: one paragraph of text in its language. */
void html_add_text(struct buf *buf, enum barq_lang lang, struct barq_text text);

/* The same for a translation: what was put into it is marked. */
void html_add_runs(struct buf *buf, enum barq_lang lang,
                   const struct barq_adapted *runs, size_t count);

/* lang="ar" dir="rtl", or those of English. */
const char *html_attributes(enum barq_lang lang);

/* The opening tag of a cell in `lang`. */
void html_add_cell(struct buf *buf, enum barq_lang lang);

/* A draft beside the last version of its story, if there is one: the counts,
 * what a segment was, and what was dropped. */
void html_add_earlier(struct buf *buf, const struct barq_draft *draft);
void html_add_was(struct buf *buf, const struct barq_draft_segment *segment,
                  enum barq_lang lang);
void html_add_dropped(struct buf *buf, const struct barq_draft *draft);

#endif
