/* html_page.h - a page of HTML as the readers of its parts share it. */
#ifndef FORMATS_HTML_PAGE_H
#define FORMATS_HTML_PAGE_H

#include "base/buf.h"
#include "text/keymap.h"
#include "text/text.h"

#include <libxml/tree.h>

/* What an element says of its text, from tm/rules/html.tsv. */
enum html_role {
    HTML_INLINE,
    HTML_BLOCK,
    HTML_BREAK,
    HTML_ARTICLE, /* a block that may hold the story */
    HTML_HEADLINE,
    HTML_SUBHEAD,
    HTML_CAPTION,
    HTML_LIST,
    HTML_BYLINE,
    HTML_DATELINE,
    HTML_FURNITURE,
    HTML_TIME, /* inline */
    HTML_DROP,
    HTML_ROLES,
};

struct html_rules {
    struct keymap elements, classes, roles; /* to html_role */
};

enum barq_status html_rules_open(struct html_rules *rules, struct arena *keep,
                                 struct barq_error *err);

/* What is known of an element; its node's _private points here. */
struct html_element {
    enum html_role role;   /* by its name or its role */
    enum html_role class_; /* by its classes, or HTML_INLINE */
    size_t prose;          /* characters of running text in it */
};

static inline struct html_element *html_element(const xmlNode *node)
{
    return node->_private;
}

/* What the words of a class say. */
enum html_role html_class_role(const struct html_rules *rules,
                               struct barq_text class_);

/* A walk over the nodes in `root`, which comes first: an element is come upon
 * when it begins and when it ends, other nodes once. */
struct html_walk {
    xmlNode *root;
    xmlNode *node; /* NULL before the first step */
    bool leaving;  /* an element that ends */
    bool skip;     /* set: pass over what is in this element */
};

bool html_walk_next(struct html_walk *walk);

/* Does the role begin and end a line? */
static inline bool html_is_edge(enum html_role role)
{
    return role != HTML_INLINE && role != HTML_TIME && role != HTML_DROP;
}

/* Does the node stand in a link of the same line? */
bool html_in_link(const xmlNode *node);

/* An attribute's value, in the page's memory; .at NULL if there is none. */
struct barq_text html_attribute(const xmlNode *node, const char *name);
struct barq_text html_text(const xmlNode *node); /* of a text node */
bool html_named(const xmlNode *node, const char *name);

/* The page as UTF-8; charset NULL: as it says itself. */
enum barq_status html_decode(struct barq_text bytes, const char *charset,
                             struct barq_text *utf8, struct arena *keep,
                             struct barq_error *err);

/* Parse UTF-8; *document is for xmlFreeDoc(). */
enum barq_status html_parse(struct barq_text utf8, xmlDoc **document,
                            struct barq_error *err);

/* Note what every element is, and how much prose it has. */
enum barq_status html_judge(xmlNode *root, const struct html_rules *rules,
                            struct arena *keep, struct barq_error *err);

/* Characters of a text without the white space at its ends; and is a run of
 * so many, so many of them in links, running text? */
size_t html_characters(struct barq_text text);
bool html_is_prose(size_t characters, size_t linked);

/* The element that holds the story; `root` if no other does. */
xmlNode *html_find_story(xmlNode *root);

/* `story`, or the part of the page round it that takes in its headline. */
xmlNode *html_with_headline(xmlNode *root, xmlNode *story);

/* The text of the last <h1> before the story: the first may be the name of
 * the site; and the <title> without that name. */
void html_outer_headline(xmlNode *root, const xmlNode *story, struct buf *to);
void html_title(xmlNode *root, struct buf *to);

/* Lines of a page, and what it says of each. */
struct html_line {
    size_t start, end;
    enum barq_kind kind; /* a paragraph: it says nothing */
    const char *reason;  /* static */
};

struct html_lines {
    struct buf text;      /* each line ends in a line feed */
    struct html_line *at; /* in the C library's memory */
    size_t count, cap;
    bool failed;
};

/* Add the lines of `story`, a part of the page under `root`. */
void html_collect(const xmlNode *root, xmlNode *story,
                  struct html_lines *lines);

/* Add what is running text under `root` outside of `story`, as furniture:
 * what a page says is not dropped unsaid. */
void html_collect_rest(xmlNode *root, const xmlNode *story,
                       struct html_lines *lines);

/* Add one line without its white space at the ends; nothing if that leaves
 * nothing. */
void html_add_line(struct html_lines *lines, struct barq_text text,
                   enum barq_kind kind, const char *reason);

struct barq_text html_line_text(const struct html_lines *lines, size_t index);
/* The letters and digits of a text, by which two forms of it are one. */
void html_add_letters(struct buf *to, struct barq_text text);

/* Lines of the page or lines of JSON-LD: `data` become the page's lines if
 * the page's do not hold them. */
void html_weigh(struct html_lines *lines, struct html_lines *data);

void html_lines_release(struct html_lines *lines);

/* Lines into `keep`: their text, and as marks what is known of each. */
enum barq_status html_deliver(const struct html_lines *lines,
                              struct barq_text *text, struct text_blocks *marks,
                              struct arena *keep, struct barq_error *err);

/* Add the lines of a piece of text with tags, in which a line end is one. */
enum barq_status html_read_fragment(struct barq_text text,
                                    const struct html_rules *rules,
                                    struct html_lines *lines,
                                    struct arena *work, struct barq_error *err);

/* What a page says of its article to machines: JSON-LD.  Markup and entities
 * stand in it as they were. */
struct html_data {
    struct buf headline, body; /* empty: not given */
};

void html_data_read(xmlNode *root, struct html_data *data);
void html_data_release(struct html_data *data);

#endif
