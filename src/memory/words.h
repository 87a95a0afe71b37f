/*
 * words.h - the concordance: which words stand where.
 *
 * place.c has the shape of its rows, words.c what waits for the commit,
 * words_run.c the sorted runs, words_plan.c which of them are to be merged and
 * words_merge.c how; search.h
 * has the reading.
 */
#ifndef MEMORY_WORDS_H
#define MEMORY_WORDS_H

#include "memory/store.h"

/* ------------------------------------------------------------ in numbers */

/*
 * A word is a number: 27 bits of a hash of its key, and its side.  Words that
 * share one by chance are told apart on the text.  A row of `place` is
 * numbered by its run, and by the word and the unit that it begins with.
 */
enum {
    SIDES = 2,
    PLACE_RUN_BITS = 6,
    PLACE_WORD_BITS = 28,
    PLACE_UNIT_BITS = 29
};
_Static_assert(PLACE_RUN_BITS + PLACE_WORD_BITS + PLACE_UNIT_BITS == 63,
               "a row has a number");

enum {
    WORDS_RUNS_MOST = 1 << PLACE_RUN_BITS,
    PLACE_UNIT_MOST = (1 << PLACE_UNIT_BITS) - 1
};

/* Bytes of a key that count for its number, and that `word` keeps. */
enum { WORD_MOST = 96 };

/* `hash` is text_hash() of a clipped key. */
static inline uint32_t word_number(int side, uint64_t hash)
{
    return (uint32_t)(hash >> (64 - PLACE_WORD_BITS + 1)) << 1 | (uint32_t)side;
}

static inline int64_t place_row(int run, uint32_t word, int64_t unit)
{
    return (int64_t)((uint64_t)run << (PLACE_WORD_BITS + PLACE_UNIT_BITS) |
                     (uint64_t)word << PLACE_UNIT_BITS | (uint64_t)unit);
}
static inline uint32_t place_word(int64_t row)
{
    return (uint32_t)((uint64_t)row >> PLACE_UNIT_BITS) &
           ((1U << PLACE_WORD_BITS) - 1);
}

static inline int64_t place_unit(int64_t row)
{
    return row & PLACE_UNIT_MOST;
}

/* The key as it is numbered and kept: cut to WORD_MOST, at a character. */
struct barq_text word_clip(struct barq_text key);

/* Stands in a row of `word` for a part of a word with hyphens (words.c). */
enum { WORD_BREAK = '\x01' };

/* The row for the part of `key` from byte `at` on, in to[0..key.len + 1). */
struct barq_text word_part(struct barq_text key, size_t at, char *to);

/* The word that a row of `word` is of, in to[0..row.len), or the row itself;
 * *part is the beginning of the row up to its break. */
struct barq_text word_whole(struct barq_text row, struct barq_text *part,
                            char *to);

/* The next word of keys with spaces between them; false at the end. */
bool word_next(struct barq_text *rest, struct barq_text *word);

/* -------------------------------------------------------------- postings */

/* The places of one word in one unit: ordinals of words, ascending. */
enum { ORDINAL_MOST = UINT16_MAX };

enum { VARINT_MOST = 10 };
size_t varint_put(uint64_t value, char *to);
/* False when there is no end to it. */
bool varint_take(const unsigned char **at, const unsigned char *end,
                 uint64_t *value);

/* Most bytes of one posting. */
#define PLACE_ROOM(places) ((size_t)2 * VARINT_MOST + (size_t)3 * (places))

/* Write a posting behind one of `before`; returns its bytes. */
size_t place_write(int64_t before, int64_t unit, const uint16_t *places,
                   size_t count, char *to);

/* Postings read one by one; `unit` begins as what was before the first. */
struct place_reader {
    const unsigned char *at, *end;
    int64_t unit;                /* of the posting that was read */
    const unsigned char *places; /* ... its places, as they are written */
    size_t count;                /* ... and how many they are */
    bool bad;                    /* the bytes make no sense */
};
bool place_next(struct place_reader *reader);

/* The places of the posting that was read, in to[0..room); returns how many.
 */
size_t place_list(const struct place_reader *reader, uint16_t *to, size_t room);

/* Write the posting that was read behind another one; returns its bytes. */
size_t place_copy(const struct place_reader *reader, int64_t before, char *to);

/*
 * The postings behind it, which are the same wherever they go as long as they
 * stay behind each other: of units before `end`, those that begin in the first
 * `room` bytes, up to one of more than PLACE_SHORT bytes.  Returns how many
 * bytes were written, and leaves the reader at the last of them.
 */
enum { PLACE_SHORT = 32 };
size_t place_copy_more(struct place_reader *reader, int64_t end, char *to,
                       size_t room);

/* ------------------------------------------------------------------ rows */

/* A list ends its row when it makes it so long. */
enum { PLACE_ROW_BYTES = 1000 };

/* The lists of a row, one by one. */
struct place_rows {
    const unsigned char *at, *end;
    uint32_t word;            /* of the list that was read */
    struct place_reader list; /* ... and its postings */
    bool bad;
};
struct place_rows place_rows_open(int64_t row, struct barq_text data);
bool place_rows_next(struct place_rows *reader);

/* ------------------------------------------------------------------ runs */

/* A run is a whole concordance of some units; all of them are the whole. */
struct words_run {
    int id;
    int64_t units;       /* how many */
    int64_t first, last; /* the lowest and the highest of them */
};
struct words_runs {
    struct words_run at[WORDS_RUNS_MOST];
    int count;
};
/* All runs, the one with the newest units first. */
enum barq_status words_runs(struct barq_memory *memory, struct words_runs *runs,
                            struct barq_error *err);

/* --------------------------------------------------------------- writing */

struct words;

/* Room for `more` words than there are; false when the arena is full.  It is
 * in place as long as nothing else is taken from `keep`. */
bool words_make_room(struct word_keys *words, size_t more, struct arena *keep);

/* Add the words of a token's L2 key, mostly one.  False when the arena is
 * full. */
bool words_take_key(struct word_keys *words, const struct text_brief *brief,
                    struct arena *keep);

/* Note where the words of a unit stand.  They are found from the commit on. */
enum barq_status words_add(struct barq_memory *memory, int64_t unit,
                           const struct word_keys keys[SIDES],
                           struct barq_error *err);

/*
 * A unit is gone, or has other words; the latter are to be added.  What was
 * noted of it may stay: every hit is checked on the unit's text.
 */
enum barq_status words_remove(struct barq_memory *memory, int64_t unit,
                              struct barq_error *err);

/* Empty the concordance, to be made anew. */
enum barq_status words_drop(struct barq_memory *memory, struct barq_error *err);

/* A step of a merge that is under way or due, in a transaction of its own;
 * BARQ_NOTHING if there is none. */
enum barq_status words_step(struct barq_memory *memory, struct barq_error *err);

/* A transaction begins.  Write what was added: before the commit.  Or forget
 * it: in a rollback. */
void words_begin(struct barq_memory *memory);
enum barq_status words_commit(struct barq_memory *memory,
                              struct barq_error *err);
void words_rollback(struct barq_memory *memory);

/* It was committed. */
void words_stay(struct barq_memory *memory);

/* The table of words is another now. */
void words_forget_all(struct barq_memory *memory);

/* Nothing is to be written for now: let the system have the pages; NULL:
 * nothing. */
void words_rest(struct words *words);
void words_close(struct words *words);

#endif
