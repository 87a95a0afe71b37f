/* sentence.h - does a stop end a sentence?  See sentence.c. */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include "text/keymap.h"
#include "text/text.h"

#include <stdbool.h>

/* Kinds of tm/rules/abbreviations.tsv, as bits. */
enum {
    SHORT_TITLE = 1,
    SHORT_MONTH = 2,
    SHORT_NUMBER = 4,
    SHORT_OTHER = 8,
    STARTER = 16,
    SHORT_LETTER = 32,
    SHORT_SPELT = 64,
    SAID = 128,
};

struct sentence_rules {
    enum barq_lang lang;
    struct keymap words; /* key (L1 for English, L2 for Arabic) to kinds */
};

enum barq_status sentence_rules_open(struct sentence_rules *rules,
                                     enum barq_lang lang, struct arena *keep,
                                     struct barq_error *err);

/* A run of stops with the quotes and brackets that close behind it. */
struct stop {
    size_t start;     /* of the first stop */
    size_t stops_end; /* behind the last stop of the run */
    size_t end;       /* behind the closers */
    size_t next;      /* behind the white space; end if there is none */
};

/* The first run of stops in text[*i..); *i moves behind it.  False if there
 * is none. */
bool sentence_stop(struct barq_text text, size_t *i, struct stop *stop);

/* Does the sentence that began at `from` end at this stop?  `scratch` is
 * for the keys of words. */
bool sentence_ends(const struct sentence_rules *rules, struct barq_text text,
                   size_t from, const struct stop *stop, struct arena scratch);

#endif
