/* cutter.h - how a text is cut into tokens, for the files that do it. */
#ifndef TEXT_CUTTER_H
#define TEXT_CUTTER_H

#include "text/scan.h"
#include "text/text.h"
#include "text/word_cache.h"

struct cutter {
    struct text_language language;
    struct barq_text raw;
    size_t at;
    bool begun;               /* a word of the sentence has been seen */
    struct word_cache *cache; /* or NULL */
    struct arena *keep;
    struct arena scratch;
};

/* A token that was found and not yet looked at. */
struct piece {
    struct text_span span;
    enum scan_class class;
    uint64_t hash; /* for the cache, if there is one */
};

/* So many are found before the first is looked at; so many of them ahead are
 * the facts brought near. */
enum { PIECES = 64, AHEAD = 8 };

/* The next pieces of the text, `most` of them at most; 0 at its end. */
size_t cutter_find(const struct cutter *cutter, struct piece *pieces,
                   size_t most);

/* The token of a piece, and of the next one if both are a month. */
enum barq_status cutter_fill(struct cutter *cutter, struct token *token,
                             const struct piece *piece, struct barq_error *err);

/* An array of so many things moved to where one batch of pieces more has room,
 * at least; *room says for how many in all.  NULL: there is none. */
void *cutter_widen(const struct cutter *cutter, void *at, size_t size,
                   size_t count, size_t *room);

#endif
