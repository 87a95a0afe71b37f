/* newsml_item.h - rules and items as the files of the NewsML reader share
 * them. */
#ifndef FORMATS_NEWSML_ITEM_H
#define FORMATS_NEWSML_ITEM_H

#include "base/xml.h"
#include "formats/html_page.h"

/* What an element says, from tm/rules/newsml.tsv. */
enum newsml_role {
    NEWSML_INLINE, /* nothing */
    NEWSML_PART,   /* holds others, and nothing else */
    NEWSML_ITEM,
    NEWSML_CONTENT,
    NEWSML_DATA,
    NEWSML_BLOCK,
    NEWSML_BREAK,
    NEWSML_PRE,
    NEWSML_OVER,
    NEWSML_DROP,
    NEWSML_CAPTIONS,
    NEWSML_PICTURE,
    NEWSML_WITHDRAWN,
    NEWSML_FIRST_KIND, /* from here: a kind of block */
    NEWSML_HEADLINE = NEWSML_FIRST_KIND,
    NEWSML_SUBHEAD,
    NEWSML_BYLINE,
    NEWSML_DATELINE,
    NEWSML_CAPTION,
    NEWSML_LIST,
    NEWSML_SIGNOFF,
    NEWSML_FURNITURE,
    NEWSML_FIRST_FIELD, /* from here: how the item is called */
    NEWSML_ID = NEWSML_FIRST_FIELD,
    NEWSML_VERSION,
    NEWSML_PROVIDER,
    NEWSML_DATE,
    NEWSML_SERIAL,
    NEWSML_PUBLIC,
    NEWSML_UPDATES,
    NEWSML_SLUG,
    NEWSML_TITLE,
    NEWSML_EMBARGO,
    NEWSML_ROLES,
};
enum { NEWSML_FIELDS = NEWSML_ROLES - NEWSML_FIRST_FIELD };

struct newsml_rule {
    struct barq_text element, value; /* a value may be "-", "=" or "*" */
    struct barq_text attribute;      /* or "-"; with a NUL behind it */
    enum newsml_role role;
};

struct newsml_rules {
    struct newsml_rule *at;
    size_t count;
    struct keymap first;    /* element -> its first rule, from 1 */
    struct html_rules html; /* for what is XHTML in them */
};

enum barq_status newsml_rules_open(struct newsml_rules *rules,
                                   struct arena *keep, struct barq_error *err);

/* The rules of an element; *count is 0 when there are none. */
const struct newsml_rule *newsml_rules_of(const struct newsml_rules *rules,
                                          struct barq_text element,
                                          size_t *count);

/* What an element is in XHTML, and what a class says. */
enum newsml_role newsml_html_role(const struct newsml_rules *rules,
                                  struct barq_text element);
enum newsml_role newsml_class_role(const struct newsml_rules *rules,
                                   struct barq_text class_);

enum barq_kind newsml_kind(enum newsml_role role); /* of a kind's role */

/* The value of an attribute, without the vocabulary before a colon, is this
 * one; capitals do not matter. */
bool newsml_value_is(struct barq_text value, struct barq_text wanted);

/* One piece of news. */
struct newsml_item {
    struct html_lines lines; /* in the order of the file */
    struct buf field[NEWSML_FIELDS];
    bool picture, withdrawn;
};

/* What a file holds. */
struct newsml_file {
    struct newsml_item story;
    struct html_lines captions; /* of pictures beside it */
    size_t items, stories;      /* of which it is the first */
};

/* The reasons of lines, by which they are told apart as well. */
extern const char newsml_meta[];   /* said of the item as a whole */
extern const char newsml_marked[]; /* marked in its text */
extern const char newsml_plain[];  /* a line of its text */

struct buf *newsml_field(struct newsml_item *item, enum newsml_role role);

/* The item is at its end: it becomes the story, leaves its captions, or is
 * counted alone.  It is empty afterwards. */
void newsml_item_end(struct newsml_file *file, struct newsml_item *item);

void newsml_item_release(struct newsml_item *item);

/* The lines of the story and its captions in the order of a text; how it is
 * called; and what its reader must know, a line each. */
void newsml_put_together(struct newsml_file *file, struct html_lines *to);
enum barq_status newsml_source(struct newsml_item *item,
                               struct story_source *source, struct arena *keep,
                               struct barq_error *err);
void newsml_warn(struct newsml_file *file, struct barq_text name,
                 struct buf *to);

#endif
