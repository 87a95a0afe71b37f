/* items.h - the items of one side, while they are being gathered. */
#ifndef ALIGN_ITEMS_H
#define ALIGN_ITEMS_H

#include "align/evidence.h"
#include "text/values.h"
#include "text/word_cache.h"

/* A word that was there before: the keys that its item got. */
struct known_word {
    uint64_t word; /* 0: free */
    uint32_t first, count;
};

/* Words of a long story, of which each is looked up once; by open addressing,
 * and no more than KNOWN_MOST. */
enum { KNOWN_SLOTS = 1 << 17, KNOWN_MOST = KNOWN_SLOTS / 4 * 3 };

/* A side while it is being gathered. */
struct gathering {
    struct text_language language;
    const struct lexicon *vocabulary;
    const struct lexicons *lexicons;
    struct side *side;
    struct name_words *names;
    size_t item_room;
    size_t segment;      /* that is at work */
    struct text_span at; /* of the item that is made, in the segment */
    struct arena *keep, *names_keep;
    struct arena items;       /* for the side's, and nothing else */
    struct word_cache *cache; /* of a long story; or NULL */
    struct known_word *known; /* the same */
    size_t known_count;
    struct key_filter wanted; /* what the other side has, if it is known */
    bool keyed;               /* the item that is made got a key */
    bool full;
};

/* Add the items of a segment: those of its values; that of a token, which
 * stands at g->at; those of the terms that begin with the token `at`. */
void items_add_values(struct gathering *g, const struct values *values);
void items_add_token(struct gathering *g, const struct token *token);
void items_add_terms(struct gathering *g, const struct tokens *tokens,
                     size_t at);

/* Is a token of `text` a number that is part of one of its amounts? */
bool items_are_of_value(const struct token *token, struct barq_text text,
                        const struct values *values);

#endif
