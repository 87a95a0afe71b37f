/* search_forms.h - the finding of a word's forms, in either language. */
#ifndef MEMORY_SEARCH_FORMS_H
#define MEMORY_SEARCH_FORMS_H

#include "memory/search.h"

enum {
    KEYS_MOST = 2048,
    RANGE_MOST = 4096,
    ENDING_MOST = 12, /* bytes that a form has behind the root */
    ROOTS_MOST = 24,
    STEMS_MOST = 12,
    READINGS_MOST = 4,
    JOINED_MOST = 2 * WORD_MOST, /* with either mark before each letter */
    LETTER = 2,                  /* bytes of an Arabic one */
    LEAST = 3 * LETTER,
};

/* What a form begins with, behind its clitics. */
struct root {
    struct barq_text key;
    bool feminine; /* a teh marbuta has been taken off */
    size_t
        seat; /* where a hamza may sit that is read in several ways; 0: none */
    /* Its last letter is another before a pronoun, and it has one ... */
    bool bound;
    bool bare; /* ... or, the other way, is of a word without one */
    enum search_letter letter; /* what its last letter must be */
};

struct finder {
    struct barq_memory *memory;
    struct search_word *word;
    enum search_forms forms;
    struct search_keys keys;
    size_t room; /* for keys */
    bool broad;
    struct barq_text stems[STEMS_MOST];
    size_t stem_count;
    struct root roots[ROOTS_MOST];
    size_t root_count;
    size_t hamza; /* in the L2 key of the word; 0: none inside */
    /* The letters that may stand there in the lexicon, that of the word first.
     */
    const char *readings[READINGS_MOST];
    size_t reading_count;
    bool preposition; /* like ila, which stays as it is before a pronoun */
    struct arena *keep;
};

/* A key that lives long enough; or a copy of one. */
void finder_add_key(struct finder *f, int side, struct barq_text key);
enum barq_status finder_keep_key(struct finder *f, int side,
                                 struct barq_text key, struct barq_error *err);

/* Should this word of a range be taken? */
typedef bool (*range_chooser)(const struct finder *f, struct barq_text key,
                              struct barq_text front, const struct root *root);

bool range_choose_all(const struct finder *f, struct barq_text key,
                      struct barq_text front, const struct root *root);

/* Take what `choose` wants of the words that begin with front and root. */
enum barq_status finder_take_range(struct finder *f, int side,
                                   struct barq_text front,
                                   const struct root *root,
                                   range_chooser choose,
                                   struct barq_error *err);

/* Take all words that begin with a key, which lives long enough; with .at NULL
 * there was no room for it. */
enum barq_status finder_take_prefix(struct finder *f, int side,
                                    struct barq_text key,
                                    struct barq_error *err);

/* --------------------------------------------------------------- English */

/* The same word with and without marks inside (ceasefire, cease-fire). `choose`
 * takes forms of the word; the first stem of the finder is another then. */
enum barq_status finder_find_joined(struct finder *f, range_chooser choose,
                                    struct barq_error *err);

/* The same of a prefix. */
enum barq_status finder_join_prefix(struct finder *f, struct barq_error *err);

/* Is it a word that says little by itself? */
bool search_is_function(const struct barq_memory *memory, enum barq_lang lang,
                        struct barq_text key);

/* ---------------------------------------------------------------- Arabic */

/* What may stand before a word, "" among them. */
enum { FRONTS = 24 };
extern const char *const search_fronts[FRONTS];

void finder_add_root(struct finder *f, struct barq_text key, size_t seat);
void finder_put_root(struct finder *f, struct root root);

/* A stem of a word, with these keys, as a root and to compare with. */
enum barq_status finder_add_stem(struct finder *f, struct barq_text l1,
                                 struct barq_text l2, struct barq_error *err);

/* The stem of a word in to[0..l2.len + STEM_GROWTH). */
struct barq_text finder_stem(const struct finder *f, struct barq_text l1,
                             struct barq_text l2, char *to);

/* Is it a pronoun behind a noun?  No yeh, which makes an adjective of the noun
 * rather than mine; no alef. */
bool finder_is_person(struct barq_text ending);
enum { PRONOUNS = 12 };
extern const char *const search_pronouns[PRONOUNS];

/* search_letters_ar.c: the roots in which letters of the word are others. */
enum barq_status finder_read_hamza(struct finder *f, struct barq_error *err);
enum barq_status finder_add_letters(struct finder *f, struct barq_error *err);

/* What the forms of the word begin with, behind their clitics: the word, its
 * stems, and these with the first hamza inside on any other seat. */
enum barq_status finder_add_roots(struct finder *f, struct barq_error *err);

/* All Arabic forms of the word. */
enum barq_status finder_find_arabic(struct finder *f, struct barq_error *err);

#endif
