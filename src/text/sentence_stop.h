/* sentence_stop.h - stops and the words beside them, between the files of
 * the sentence scanner. */
#ifndef TEXT_SENTENCE_STOP_H
#define TEXT_SENTENCE_STOP_H

#include "text/chars.h"
#include "text/sentence.h"

/* Kinds of tm/rules/abbreviations.tsv, as bits, in the order of the names in
 * sentence_words.c. */
enum {
    SHORT_TITLE = 1,
    SHORT_MONTH = 2,
    SHORT_NUMBER = 4,
    SHORT_OTHER = 8,
    STARTER = 16,
    SHORT_LETTER = 32,
    SHORT_SPELT = 64,
    SAID = 128,
    ZONE = 256,
    SURNAME = 512,
    LETTERED = 1024,
    CRY = 2048,
    JOINS = 4096,
    SURE = 8192,
    LABEL = 16384,
    DOMAIN = 32768,
    ADDS = 65536,
    TELLS = 131072,
    COMMON = 262144,
    FIRM = 524288,
    VERB = 1048576,
    OFFICE = 2097152,
    CLAUSE = 4194304,
};

/* Of a word before a stop or after it, this much is looked at, in bytes. */
enum { LONGEST_WORD = 64 };

/* A word beside a stop. */
struct beside {
    size_t start, end;
    size_t letters, digits, dots;
    size_t longest;       /* letters between two dots, at most */
    uint32_t first, last; /* letters or digits; 0 if there are none */
};

/* The word that ends at `end`, or before the white space there, no further
 * back than `from`; the one that begins at `start`. */
struct beside word_before(struct barq_text text, size_t end, size_t from);
struct beside word_after(struct barq_text text, size_t start);

uint32_t word_kinds(const struct sentence_rules *rules, struct barq_text text,
                    const struct beside *word);

/* A run of stops with the quotes and brackets that close behind it. */
struct stop {
    size_t start;     /* of the first stop */
    size_t stops_end; /* behind the last stop of the run */
    size_t end;       /* behind the closers */
    size_t next;      /* behind the white space; end if there is none */
    size_t dots;      /* full stops in a row in it, at most */
    size_t spaced;    /* ... with a space before them, as in ". . ." */
};

/* A stop and what is beside it. */
struct site {
    const struct sentence_rules *rules;
    struct barq_text text;
    size_t from; /* where the sentence begins */
    const struct stop *stop;
    struct beside word, next;
    size_t after; /* where `next` begins: quotes and dashes may lie before */
    uint32_t kinds, next_kinds;
    bool opens; /* the word opens the sentence */
};

struct site site_read(const struct sentences *block, const struct stop *stop);

/* Does a single full stop end the sentence, going by the words? */
bool site_full_stop_ends(const struct site *site);

/* Does the stop end the sentence? */
bool site_ends(const struct site *site);

/* ... if no white space follows it; see sentence_join.c. */
bool site_joins(const struct site *site);

/* Can it, going by the next two characters? */
bool stop_may_join(struct barq_text text, const struct stop *stop);

/* Does a quote that ends at the stop go on with who said it? */
bool site_is_said(const struct site *site);

/* Names at most, then a verb of speaking, behind the stop: Smith asked. */
bool site_speaks(const struct site *site);

/* Marks that do not follow the end of a sentence: , ; : and brackets. */
bool stop_is_pause(uint32_t c);

/* Behind an address (www., a@b) that the dot at i lies in, else 0. */
size_t address_end(struct sentences *block, size_t i);
bool address_begins(struct barq_text text, size_t i);

size_t skip_space(struct barq_text text, size_t i);

/* Does text[start] look like the marker of a list at i, its "." or ")"?
 * Then the list is counted on, and if it is the next item of the list the
 * place where it begins is returned, else 0. */
size_t list_marker(struct sentences *block, size_t i);
size_t list_bullet(struct sentences *block, size_t i);

#endif
