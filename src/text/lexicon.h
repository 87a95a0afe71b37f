/*
 * lexicon.h - what the lexicon knows of a single word, for tokens.
 *
 * Two kinds of tables fill it.  Those of tm/lexicon are part of how text is
 * read: the stemmer, the classes of words and every key stored in a memory
 * go by them, so a new word there is a new version of the keys.  Those of
 * tm/vocabulary are renderings alone, for the aligner to go by: they come
 * last, so that the words and pairs from a certain number on are theirs.  A
 * lexicon as it is opened does not know them; lexicon_vocabulary() does.
 */
#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H

#include "text/text.h"

enum {
    WORD_KNOWN = 1,     /* a word of some table of tm/lexicon */
    WORD_FUNCTION = 2,  /* of lexicon/function.tsv */
    WORD_NAME = 4,      /* of countries, places or institutions */
    WORD_NATION = 8,    /* of nationalities */
    WORD_NUMBER = 16,   /* of numbers.tsv */
    WORD_CALENDAR = 32, /* of calendar.tsv */
    WORD_SHORT = 64,    /* a month only before a stop or a number: "Jan" */
    WORD_LEADS = 128,   /* begins the name of a month in two words */
    WORD_GRAMMAR = 512, /* of rules/function.tsv */
    WORD_WHOLE = 1024,  /* of rules/whole.tsv */
    WORD_CONTENT = 256, /* of a table other than function and numbers */
};

/* A text in the pool of a lexicon; see lexicon_text(). */
struct lexicon_key {
    uint32_t at, len;
};

struct word {
    struct lexicon_key date; /* "month:9" or empty */
    struct lexicon_key role_code;
    uint32_t first; /* its pairs, a chain of indices + 1 */
    uint16_t flags;
    uint8_t polarity; /* enum token_polarity */
    uint8_t role;     /* enum atom_kind of rules/values.tsv; 0: none */
};

enum { LANGS = 2 }; /* [0] Arabic, [1] English */

struct lexicon_slot {
    uint32_t hash, word; /* a word's index + 1; 0: free */
};

struct lexicon_map {
    const struct lexicon_slot *slots;
    size_t mask;
};

enum { LEADS = 1 << 16 };

/* A pair: indices of its words, and of its table.  Like all that is kept here
 * it has no pointer, which a program would have to set at its start. */
struct lexicon_link {
    uint32_t ar, en;
    struct lexicon_key code;
    uint32_t table;
};

/* That a stem, by its hash, is in a group of tm/synonyms. */
struct lexicon_synonym {
    uint32_t stem, group;
};

struct lexicon {
    struct block home;
    struct lexicon_map map[LANGS];
    const uint64_t *leads; /* LEADS bits, by hash; lexicon_leads() */
    const uint64_t *terms; /* the same; lexicon_begins_term() */
    const char *pool;
    const struct lexicon_key *keys; /* of the words */
    const struct word *words;
    size_t word_count;
    const struct lexicon_link *pairs;
    const uint32_t (*next)[LANGS]; /* of a pair: the next with the same key */
    size_t pair_count;
    const char *const *tables;
    size_t words_known, pairs_known;        /* the first so many */
    const struct lexicon_synonym *synonyms; /* by stem */
    size_t synonym_count;
    const struct lexicon *vocabulary; /* the same, with all known */
};

/* Our own tables, by scripts/ready.c; without a word in scripts/ready.c. */
extern const struct lexicon lexicon_ready;

/* Read the tables; what the lexicon refers to lives in `keep`. */
enum barq_status lexicon_read(struct lexicon *lexicon, struct arena *keep,
                              struct barq_error *err);

/* Read tm/synonyms into a lexicon that is read otherwise, which has room in
 * `keep`; see synonyms.c. */
enum barq_status synonyms_read(struct lexicon *lexicon, struct arena *keep,
                               struct barq_error *err);

struct barq_text lexicon_text(const struct lexicon *lexicon,
                              struct lexicon_key key);

/* The index of a language in what has LANGS of something. */
size_t lexicon_side(enum barq_lang lang);

/* Where `key` is in a map, or would be put. */
size_t lexicon_slot(struct lexicon_map map, const char *pool,
                    const struct lexicon_key *keys, struct barq_text key,
                    uint64_t hash);

/* What is known of an L2 key; NULL if nothing. */
const struct word *lexicon_word(const struct lexicon *lexicon,
                                enum barq_lang lang, struct barq_text key);

/* May an expression that is worth something to a value begin with this word?
 * True of a few others, too. */
bool lexicon_leads(const struct lexicon *lexicon, struct barq_text word);

/* May an expression of several words, the vocabulary's too, begin with a word
 * whose text_hash() is `hash`?  True of a few others, too. */
bool lexicon_begins_term(const struct lexicon *lexicon, uint64_t hash);

#endif
