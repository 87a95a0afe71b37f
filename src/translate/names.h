/*
 * names.h - names in drafts and in pairs: which words of an Arabic and an
 * English text are one name (names_pair.c), what may be proposed to the ledger
 * (names_propose.c), the ledger's names in a text (names_book.c), and house
 * forms in a draft (names_draft.c).
 */
#ifndef TRANSLATE_NAMES_H
#define TRANSLATE_NAMES_H

#include "base/arena.h"
#include "barq.h"
#include "memory/ledger.h"
#include "mt/mt.h"
#include "text/name.h"
#include "text/text.h"
#include "translate/translate.h"

/* ------------------------------------------------------------------- pairs */

/* What names are recognised with; borrowed from a memory, but the costs. */
struct name_finder {
    struct barq_memory *memory;
    const struct lexicon *lexicon;
    struct name_costs *costs;
};
enum barq_status name_finder_open(struct barq_memory *memory,
                                  struct name_finder *out,
                                  struct barq_error *err);
void name_finder_close(struct name_finder *finder);

/* Both sides of a pair as tokens, [0] Arabic, [1] English; they last until
 * words of the memory are next cut. */
struct name_sides {
    struct barq_text texts[2];
    struct tokens tokens[2];
};
enum barq_status name_sides_cut(const struct name_finder *finder,
                                struct name_sides *sides, struct arena *keep,
                                struct arena scratch, struct barq_error *err);

/* One name on both sides: tokens first..end of each. */
struct name_pair {
    size_t ar_first, ar_end, en_first, en_end;
    struct barq_text ar; /* its letters, without a proclitic or marks */
    struct barq_text en; /* as it is written, without a possessive */
    double likeness;     /* 0..1 */
};
struct name_pairs {
    struct name_pair *at;
    size_t count;
};

/*
 * The names that both sides are written alike in, in the order of the English;
 * no word is in two of them.
 */
enum barq_status names_pair(const struct name_finder *finder,
                            const struct name_sides *sides,
                            struct name_pairs *out, struct arena *keep,
                            struct barq_error *err);

/* An English word without 's or ' at its end. */
struct barq_text name_bare(struct barq_text word);

/* A word written as names are: a capital in front, or behind al- or el-. */
bool name_has_capital(struct barq_text word);

/* Has the lexicon's table of that name this L2 key? */
bool name_in_table(const struct name_finder *finder, enum barq_lang lang,
                   struct barq_text key, const char *table);

/* Mr, president, the Arabic for them: what stands before a person's name. */
bool name_is_title(const struct name_finder *finder, enum barq_lang lang,
                   struct barq_text key);

/* `word`, an L2 or L1 key, without the letters of proclitics in front: the
 * i-th way to see it (0: as it is); false behind the last. */
bool name_without_proclitic(struct barq_text word, size_t i,
                            struct barq_text *out, struct arena *keep);

/* -------------------------------------------------------------------- book */

/* A form to be found in a text, and what it is on the other side. */
struct name_pattern {
    const struct barq_name *name;
    struct tokens words;    /* of the form */
    struct barq_text form;  /* what it is found by */
    struct barq_text house; /* English: the house form, or as much of it as
                               the form says; or the usual Arabic form */
    bool derived;           /* a surname alone, which the ledger does not say */
    uint32_t next;          /* with the same first word: index + 1 */
};

/* The words that some texts have, by the hashes of their L2 keys: with them a
 * book need not make ready what no text has. */
struct name_seen {
    uint64_t *slots; /* open addressing; 0 is free */
    size_t slot_count;
};

/* Room for the words of texts of so many bytes; in `keep`. */
enum barq_status name_seen_open(struct name_seen *seen, size_t bytes,
                                struct arena *keep, struct barq_error *err);
void name_seen_add(struct name_seen *seen, const struct tokens *tokens,
                   struct arena scratch);

/* The accepted names, ready to be found in texts of one language. */
struct name_book {
    struct name_finder finder;
    enum barq_lang lang;
    const struct name_seen *seen; /* NULL: any word may come */
    struct arena scratch;         /* while it is filled */
    struct name_pattern *patterns;
    size_t count, room;
    uint32_t *slots;
    size_t slot_count; /* a power of two */
    struct arena *keep;
};

/* Fill *book, of which finder, lang and seen are set; the finder must outlive
 * it, and all lives in `keep`. */
enum barq_status name_book_open(struct name_book *book, struct arena *keep,
                                struct arena scratch, struct barq_error *err);

/* A name in a text: tokens first..end. */
struct name_found {
    const struct name_pattern *pattern;
    size_t first, end;
};
struct name_founds {
    struct name_found *at;
    size_t count;
};

/* The names in a row of tokens, the longest form at each place. */
enum barq_status name_book_find(const struct name_book *book,
                                const struct tokens *tokens,
                                struct name_founds *out, struct arena *keep,
                                struct barq_error *err);

/* Do these words stand at tokens[at..]?  Their L2 keys are compared, English
 * ones without a possessive at the end. */
bool name_stands_at(const struct tokens *words, const struct tokens *tokens,
                    size_t at);

/* ------------------------------------------------------------------- terms */

/* The ledger's names, as terms for an engine that takes them. */
struct name_terms;
enum barq_status name_terms_open(struct barq_memory *memory,
                                 enum barq_lang from, struct name_terms **out,
                                 struct barq_error *err);
void name_terms_close(struct name_terms *terms);

/* Give the segment those that its text has; they live in `keep`. */
enum barq_status name_terms_fill(struct name_terms *terms,
                                 struct mt_segment *segment, struct arena *keep,
                                 struct barq_error *err);

#endif
