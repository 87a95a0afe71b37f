/*
 * page.h - the phrases and names by which the lines of a page are told
 * apart; see page.c.
 */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H

#include "text/keymap.h"
#include "text/text.h"

#include <stdbool.h>

/* Classes of tm/rules/furniture.tsv. */
enum page_class {
    PAGE_NONE,
    PAGE_READING,
    PAGE_RELATED,
    PAGE_SHARE,
    PAGE_FOLLOW,
    PAGE_NEWSLETTER,
    PAGE_TAGS,
    PAGE_SECTION,
    PAGE_COMMENTS,
    PAGE_ADVERT,
    PAGE_RIGHTS,
    PAGE_STAMP,
    PAGE_CLASSES,
};

/* Classes of tm/rules/agencies.tsv as bits, and those of the lexicon. */
enum {
    NAME_AGENCY = 1,
    NAME_BY = 2,
    NAME_FROM = 4,
    NAME_PHOTO = 8,
    NAME_DESK = 16,
    NAME_END = 32,
    NAME_DATE = 64,
    NAME_GLUE = 128,
    NAME_PLACE = 256,
    NAME_MONTH = 512,
};

struct page_rules {
    struct keymap phrases; /* to page_class, and PHRASE_COLON */
    struct keymap names;   /* to bits */
};

enum barq_status page_rules_open(struct page_rules *rules, struct arena *keep,
                                 struct arena scratch, struct barq_error *err);

/*
 * The key of a line: its L2 words, set apart by one space; a number becomes
 * #, punctuation goes.  *colon is the length of the key up to the line's
 * first colon, or the whole length without one.
 */
enum barq_status page_key(struct barq_text line, struct barq_text *key,
                          size_t *colon, struct arena *keep,
                          struct arena scratch, struct barq_error *err);

/* The class of a key as page_key() made it. */
enum page_class page_phrase(const struct page_rules *rules,
                            struct barq_text key, size_t colon);

/* What a key is made of, in words. */
struct page_makeup {
    size_t words, unknown;
    size_t lead; /* unknown words before the first known one */
    size_t places, agencies, months, dates, numbers;
    int first; /* bits of the first word or name */
};

struct page_makeup page_makeup(const struct page_rules *rules,
                               struct barq_text key);

#endif
