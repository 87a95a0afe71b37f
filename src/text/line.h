/* line.h - the shape of a line of a page; see line.c. */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "text/page.h"

struct line {
    struct barq_text text; /* no white space at either end */
    size_t start;          /* in the story */
    struct barq_text key;  /* page_key() */
    size_t colon;
    size_t words;
    bool stopped; /* ends in a stop mark, maybe inside closers */
    bool asks;    /* ... which is a question mark */
    bool coloned; /* ends in a colon */
    struct page_makeup makeup;
};

enum barq_status line_read(const struct page_rules *rules, struct line *line,
                           struct arena *keep, struct arena scratch,
                           struct barq_error *err);

/* Each answers with the reason, a static phrase, or NULL for no. */
const char *line_is_furniture(const struct page_rules *rules,
                              const struct line *line, struct arena scratch);
const char *line_is_signoff(const struct page_rules *rules,
                            const struct line *line, struct arena scratch);
const char *line_is_list(const struct line *line);
const char *line_is_byline(const struct line *line);
const char *line_is_dateline(const struct line *line);
const char *line_is_caption(const struct page_rules *rules,
                            const struct line *line, struct arena scratch);

#endif
