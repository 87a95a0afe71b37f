/* lexicon.h - what the lexicon knows of a single word, for tokens. */
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
    WORD_CONTENT = 256, /* of a table other than function and numbers */
};

struct word {
    struct barq_text date; /* "month:9" or empty */
    uint32_t first, last;  /* its pairs, a chain of indices + 1 */
    uint16_t flags;
    uint8_t polarity; /* enum token_polarity */
};

/* What is known of an L2 key; NULL if nothing. */
const struct word *lexicon_word(const struct lexicon *lexicon,
                                enum barq_lang lang, struct barq_text key);

#endif
