/* word_cache.h - words that were cut before, with all that is known of them
 * wherever they stand; token.c fills it and reads it. */
#ifndef TEXT_WORD_CACHE_H
#define TEXT_WORD_CACHE_H

#include "text/scan.h"
#include "text/text.h"

/* What an index wants to know of a run of letters, and by what they are found:
 * one line of the machine's memory. */
enum { BRIEF_LETTERS = 35 };
struct word_brief {
    uint64_t l2_hash, key_hash; /* of the token */
    uint32_t note;              /* see text_tokens_cached() */
    uint16_t len;               /* of raw; USHRT_MAX: so long, or longer */
    unsigned char class, kind, letters, words, l2_len; /* see text_brief */
    bool plain;
    bool settled;            /* it depends on nothing that stands around it */
    char raw[BRIEF_LETTERS]; /* if there is room for it */
};
_Static_assert(sizeof(struct word_brief) == 64, "it is a line");

/* What holds of a run of letters in every segment. */
struct word_facts {
    struct word_brief brief;
    struct token token;    /* raw is a copy; kind, value as if not a date */
    enum scan_class class; /* the same letters may be cut as another */
    uint64_t hash;         /* of raw and class */
    struct barq_text date; /* "month:9" if it may be a date */
    uint64_t date_hash;
    bool shortened; /* ... but only before a stop or a number */
    bool capital;   /* a name, unless it begins a sentence */
    bool leads;     /* may begin the name of a month in two words */
};

struct word_slot {
    uint64_t hash; /* told apart by it before the facts are looked at */
    struct word_facts *facts; /* NULL is free */
};

struct word_cache {
    struct block home;
    struct text_language language;
    struct word_slot *slots; /* open addressing */
    size_t count;
    struct arena left; /* for facts and their texts */
    struct arena all;  /* ... as it was at the beginning */
};

/* What these letters are looked for under; in this process alone. */
uint64_t word_cache_hash(struct barq_text raw, enum scan_class class);

/*
 * They will be looked for soon: the first has their slot brought near, the
 * second, some time after it, their facts.  A word is anywhere in megabytes,
 * and waiting for one at a time would be half of the time of cutting.
 */
void word_cache_expect(const struct word_cache *cache, uint64_t hash);
void word_cache_expect_facts(const struct word_cache *cache, uint64_t hash);

/* ... or no more of them than their brief. */
void word_cache_expect_brief(const struct word_cache *cache, uint64_t hash);

/* The facts of these letters, or NULL. */
struct word_facts *word_cache_find(const struct word_cache *cache,
                                   struct barq_text raw, enum scan_class class,
                                   uint64_t hash);

/* What a brief says of the length of `l2`. */
unsigned char word_short_len(struct barq_text l2);

/* Keep a copy of `facts` with its texts; NULL when there is no room. */
const struct word_facts *word_cache_keep(struct word_cache *cache,
                                         const struct word_facts *facts);

#endif
