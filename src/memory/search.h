/*
 * search.h - the parts of a search: what was asked (search_query.c), the forms
 * of its words (search_forms.c), also as two (search_apart.c), the units that
 * may be meant (search_units.c), and whether they are, on their texts
 * (search_text.c); search.c puts them together.
 */
#ifndef MEMORY_SEARCH_H
#define MEMORY_SEARCH_H

#include "memory/words.h"

/* ----------------------------------------------------------------- asked */

/* What a letter must be that L2 keys do not tell from others: with hamza; alef
 * maqsura; a heh, and no teh marbuta. */
enum search_letter {
    LETTER_ANY,
    LETTER_HAMZA,
    LETTER_MAQSURA,
    LETTER_HEH,
};

/* A key that a word of a unit may have, on one side. */
struct search_key {
    int side;
    struct barq_text key;
    uint64_t hash;
    enum search_letter letter;
    size_t at; /* that letter, in the key */
};
struct search_keys {
    struct search_key *at;
    size_t count;
};

/* Prefixes of keys, on one side. */
struct search_prefix {
    int side;
    struct barq_text key;
};

/* How strictly words are taken. */
enum search_forms { FORMS_EXACT, FORMS_ALL };
enum { FORMS_COUNT = FORMS_ALL + 1 };

/* A word that was asked for, and which keys will do. */
struct search_word {
    struct barq_text l1, l2;
    bool sides[SIDES];       /* where it may stand */
    bool prefix;             /* l2 is the beginning of it */
    bool alone;              /* not where it is a part of a word with hyphens */
    bool parts[FORMS_COUNT]; /* it may be a part of a word with hyphens */
    bool ready[FORMS_COUNT];
    struct search_keys keys[FORMS_COUNT]; /* the second holds the first */
    struct search_prefix *prefixes[FORMS_COUNT];
    size_t prefix_count[FORMS_COUNT];
    /* A bit for each value that the low six bits of a key's hash have: most
     * words of a text are told by it to be none of these. */
    uint64_t signature[FORMS_COUNT];
};

/* Words that stand one behind the other. */
struct search_term {
    struct search_word *words;
    size_t count;
    int within; /* words between it and the term before it, at most; or -1 */
    bool quoted;
};

enum { ANYWHERE = -1 };

struct search_terms {
    struct search_term *at;
    size_t count;
};

/* What was asked: one of the alternatives, and nothing of what is excluded. */
struct search_query {
    struct search_terms *alternatives;
    size_t count;
    struct search_terms excluded;
    enum search_forms excluded_forms;
    bool broad; /* a prefix of more words than were looked at */
};

/* Read a query; BARQ_NOTHING when there is no word in it to look for. */
enum barq_status query_read(struct barq_text text, enum barq_lang lang,
                            struct search_query *out, struct arena *keep,
                            struct arena scratch, struct barq_error *err);

/* The query with each alternative of several plain words as one phrase;
 * false when it has none. */
bool query_together(const struct search_query *query,
                    struct search_query *together, struct arena *keep);

/* ----------------------------------------------------------------- forms */

/* Find the keys of all words in `query`. */
enum barq_status forms_find(struct barq_memory *memory,
                            struct search_query *query, enum search_forms forms,
                            struct arena *keep, struct barq_error *err);

/* Add the alternatives that write two words as one, or one as two; and the
 * same for what is excluded. */
enum barq_status query_join(struct barq_memory *memory,
                            struct search_query *query, struct arena *keep,
                            struct barq_error *err);
enum barq_status query_join_excluded(struct barq_memory *memory,
                                     struct search_query *query,
                                     struct arena *keep,
                                     struct barq_error *err);

/* ------------------------------------------------------------ candidates */

/* The units of `fresh`, ascending, each with its words as numbers. */
struct fresh_units {
    struct fresh_unit {
        int64_t unit;
        const uint32_t *words; /* ascending */
        size_t count;
    } * at;
    size_t count;
};
enum barq_status fresh_read(struct barq_memory *memory,
                            struct fresh_units **out, struct arena *keep,
                            struct barq_error *err);

/* Units that hold the words of a query by the postings, the newest first. */
struct candidates;

/* Whose candidates. */
struct candidates_of {
    struct barq_memory *memory;
    const struct search_query *query;
    enum search_forms forms;
    const struct fresh_units *fresh;
};
enum barq_status candidates_open(const struct candidates_of *of,
                                 struct candidates **out, struct arena *keep,
                                 struct barq_error *err);

/* A unit, and how many words of each side one must look at, from its
 * beginning, to see all that may be hit. */
struct candidate {
    int64_t unit;
    size_t reach[SIDES];
};
#define ALL_WORDS SIZE_MAX

/* The next unit; BARQ_NOTHING at the end. */
enum barq_status candidates_next(struct candidates *candidates,
                                 struct candidate *next,
                                 struct barq_error *err);

/* A posting, or where a block of them begins and behind which unit. */
struct list_entry {
    uint32_t unit, at; /* where it is in the bytes */
};
enum { LIST_ENTRIES = 35 }; /* at most, of a block */

/* The postings of one word in one run, read from the newest on. */
struct list {
    struct barq_memory *memory;
    struct arena *keep;
    uint32_t word;
    int run;
    int64_t first, last; /* units of the run */
    bool over;           /* there is nothing before what was read */
    int64_t row;         /* the first unit that the row at hand may have */
    int64_t unit; /* where it is; 0 before the first and behind the last */
    struct list_entry *entries, *blocks;
    size_t count, block_count; /* those up to `unit`, and before these */
    size_t block_end;          /* where the last block ends */
    unsigned char *bytes;
    size_t bytes_len, bytes_room;
};

/* Go to the last unit that is not beyond `unit`, which never grows from call
 * to call; list->unit is 0 if there is none. */
enum barq_status list_seek(struct list *list, int64_t unit,
                           struct barq_error *err);

/* How common the word is, by the row at hand: its bytes in a million units. */
int64_t list_frequency(const struct list *list);

/* The places in list->unit, in to[0..room); returns how many. */
size_t list_places(const struct list *list, uint16_t *to, size_t room);

/* ----------------------------------------------------------------- texts */

/* A unit, and what its texts say. */
struct unit_match {
    const struct barq_unit *unit;
    const size_t *reach;             /* of the candidate */
    struct word_cache *const *known; /* of the memory */
    bool holds;                      /* what was asked; if so, then ... */
    struct text_spans marks[SIDES];  /* its hits, ascending and apart */
};

enum barq_status match_unit(const struct search_query *query,
                            enum search_forms forms, struct unit_match *match,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err);

#endif
