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
    PAGE_HOME,
    PAGE_SECTION,
    PAGE_COMMENTS,
    PAGE_ADVERT,
    PAGE_RIGHTS,
    PAGE_SOURCE,
    PAGE_STAMP,
    PAGE_TAKE,
    PAGE_CONTROL,
    PAGE_COOKIES,
    PAGE_CLASSES,
};

/* Classes of tm/rules/agencies.tsv as bits, and those of the lexicon. */
enum {
    NAME_AGENCY = 1,
    NAME_BY = 2,
    NAME_FROM = 4,
    NAME_MADE = 8,
    NAME_PHOTO = 16,
    NAME_DESK = 32,
    NAME_END = 64,
    NAME_PART = 128,
    NAME_DATE = 256,
    NAME_GLUE = 512,
    NAME_PLACE = 1024,
    NAME_MONTH = 2048,
    NAME_BEGINS = 4096, /* a name of several words begins with this one */
};

struct page_rules {
    struct keymap phrases; /* to page_class, and PHRASE_COLON */
    struct keymap names;   /* to bits */
};

/* The same as the build writes it down, without pointers, which a program
 * would have to set at its start. */
struct page_entry {
    uint64_t hash;
    uint32_t slot, at, len, value; /* the key is pool[at..at + len) */
};
enum { PAGE_MAPS = 2 }; /* [0] phrases, [1] names */
struct page_image {
    const char *pool;
    struct {
        const struct page_entry *entries;
        size_t count, mask;
    } map[PAGE_MAPS];
};

/* Our own rules, by scripts/ready.c; without an entry in scripts/ready.c. */
extern const struct page_image page_ready;

enum barq_status page_rules_open(struct page_rules *rules, struct arena *keep,
                                 struct arena scratch, struct barq_error *err);

/*
 * The key of a line: its L2 words, set apart by one space; a number becomes
 * #, punctuation goes.  *colon is the length of the key up to the line's
 * first colon, bar or dash that stands free, or the whole length without one.
 */
enum barq_status page_key(struct barq_text line, struct barq_text *key,
                          size_t *colon, struct arena *keep,
                          struct arena scratch, struct barq_error *err);

/* The class of a key as page_key() made it. */
enum page_class page_phrase(const struct page_rules *rules,
                            struct barq_text key, size_t colon);

/* The class of a key that is two phrases or more in a row, set apart by
 * nothing ("share tweet print"); PAGE_NONE for any other. */
enum page_class page_row(const struct page_rules *rules, struct barq_text key);

/* What a key is made of, in words. */
struct page_makeup {
    size_t words, unknown;
    size_t lead; /* unknown words before the first known one */
    size_t places, agencies, months, dates, numbers;
    int first; /* bits of the first word or name */
};

struct page_makeup page_makeup(const struct page_rules *rules,
                               struct barq_text key);

/* Is a key made of names and phrases of one class alone? */
bool page_is_all(const struct page_rules *rules, struct barq_text key,
                 uint32_t bits);

#endif
