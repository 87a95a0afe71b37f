/* line.h - the shape of a line of a page; see line.c and credit.c. */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "text/page.h"

/* Where in its story a line stands, as far as blocks.c knows. */
enum line_place {
    LINE_FIRST, /* before the headline */
    LINE_TOP,   /* between the headline and the first paragraph */
    LINE_BODY,  /* among paragraphs */
    LINE_TAIL,  /* behind the last paragraph that is one for sure */
};

/* Of a long line, which is prose, the key and what is read off it is empty. */
struct line {
    struct barq_text text; /* no white space at either end */
    size_t start;          /* in the story */
    struct barq_text key;  /* page_key() */
    size_t colon;
    struct barq_text same; /* equal in lines that say the same; or empty */
    enum page_class class; /* of the phrase that it is */
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
                              const struct line *line, enum line_place place,
                              struct arena scratch);
const char *line_is_list(const struct line *line);
const char *line_is_part(const struct page_rules *rules,
                         const struct line *line);
const char *line_is_signoff(const struct page_rules *rules,
                            const struct line *line, enum line_place place,
                            struct arena scratch);
const char *line_is_byline(const struct page_rules *rules,
                           const struct line *line, enum line_place place,
                           struct arena scratch);
const char *line_is_dateline(const struct line *line);
const char *line_is_caption(const struct page_rules *rules,
                            const struct line *line, enum line_place place,
                            struct arena scratch);

/* The last code point that is no quote, closer or control; 0 if none. */
uint32_t line_last_mark(struct barq_text text);

/* Where the picture credit that ends a text begins; its length if none. */
size_t line_credit(const struct page_rules *rules, struct barq_text text,
                   struct arena scratch);

#endif
