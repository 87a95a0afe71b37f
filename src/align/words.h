/*
 * words.h - which words of a pair translate one another.
 *
 * clues.c gathers what speaks for a link, words.c chooses.
 */
#ifndef ALIGN_WORDS_H
#define ALIGN_WORDS_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

/* Words of either side, as bytes of its text. */
struct word_link {
    struct text_span ar, en;
    double weight; /* of the evidence, 0..1 */
    bool sure;     /* strong, and nothing speaks for another */
};
struct word_links {
    struct word_link *at;
    size_t count;
};

/* What is known of a word's translations beside the lexicon, as a table learnt
 * from a memory: how likely `en` renders `ar`, both L3 stems, 0..1. */
struct word_table {
    double (*probability)(const void *table, struct barq_text ar,
                          struct barq_text en);
    const void *table;
};

/* A linker serves one thread; the lexicon and the table outlive it. */
struct word_linker;
enum barq_status word_linker_open(const struct lexicon *lexicon,
                                  const struct word_table *table,
                                  struct word_linker **out,
                                  struct barq_error *err);
void word_linker_close(struct word_linker *linker);

/* The links of a pair, no word in two of them, in the order of the Arabic; a
 * pair of more than WORDS_MOST words a side has none. */
enum { LINK_WORDS_MOST = 300 };
enum barq_status word_links(const struct word_linker *linker,
                            const struct barq_text texts[2],
                            struct word_links *out, struct arena *keep,
                            struct arena scratch, struct barq_error *err);

/* ------------------------------------------------- for this room's use */

struct word_linker {
    struct block home;
    struct text_language languages[2];
    struct name_costs *names;
    struct word_table table; /* .probability NULL: none */
};

/* Tokens first..end of a side. */
struct word_range {
    uint32_t first, end;
};

/* That two ranges might be linked. */
struct clue {
    struct word_range at[2]; /* [0] Arabic, [1] English */
    float strength;          /* of the evidence, 0..1 */
    float score;             /* the same, with position and neighbours */
};
struct clues {
    struct tokens tokens[2];
    struct clue *at;
    size_t count, room;
};

enum barq_status clues_gather(const struct word_linker *linker,
                              const struct barq_text texts[2],
                              struct clues *out, struct arena *keep,
                              struct arena scratch, struct barq_error *err);

#endif
