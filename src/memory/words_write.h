/* words_write.h - occurrences of words that are not in the file yet. */
#ifndef MEMORY_WORDS_WRITE_H
#define MEMORY_WORDS_WRITE_H

#include "memory/posting.h"
#include "memory/since.h"
#include "memory/words.h"

/* An occurrence is one number, so that sorting numbers sorts the index; a unit
 * is given by its seq, its place among those in memory. */
enum { ORDINAL_BITS = 16, SEQ_BITS = 19, WORD_SHIFT = ORDINAL_BITS + SEQ_BITS };
enum { OCCURRENCE_BITS = WORD_SHIFT + PLACE_WORD_BITS };
_Static_assert(OCCURRENCE_BITS <= 64, "an occurrence is a number");

enum {
    OCCURRENCES_MOST = PENDING_MOST, /* 64 MiB; both are sorted in one room */
    UNITS_MOST = 1 << SEQ_BITS,
};

struct words {
    struct block home, arrays;
    uint64_t *at; /* occurrences */
    size_t count;
    int64_t *units; /* by seq */
    size_t unit_count;
    bool disordered; /* units do not ascend */
    uint64_t *seen;  /* hashes of keys that `word` has; 0 is free */
    size_t seen_slots, seen_count;
    uint32_t era;           /* what is noted of words in it, `seen` has */
    bool put;               /* words in this transaction, not to stay yet */
    struct since since;     /* when `seen` was right */
    struct arena all, left; /* for `seen` */
    struct new_words *new_words; /* words_new.c; or NULL */
};

/* See that `word` has a key: now or, if many are to be expected, before the
 * words of the units are written. */
enum barq_status new_words_put(struct barq_memory *memory, int side,
                               struct barq_text key, struct barq_error *err);

/* Put those that wait; or forget them, and let go of their room. */
enum barq_status new_words_flush(struct barq_memory *memory,
                                 struct barq_error *err);
void new_words_forget(struct new_words *words);
void new_words_close(struct new_words *words);

static inline uint32_t occurrence_word(uint64_t occurrence)
{
    return (uint32_t)(occurrence >> WORD_SHIFT);
}
static inline size_t occurrence_seq(uint64_t occurrence)
{
    return (size_t)(occurrence >> ORDINAL_BITS & (UNITS_MOST - 1));
}

/* Sort by the bits from `low` on, and keep the order of what has the same;
 * *spare has as much room, and may change places with words->at. */
void words_sort(struct words *words, unsigned low, uint64_t **spare);

/* Take the posting that begins at occurrence *i, of one word in one unit:
 * places[0..*count).  A place that stands twice is taken once.  Returns the
 * unit. */
int64_t words_take(const struct words *words, size_t *i, uint16_t *places,
                   size_t *count);

/* Write all that is in memory as a run, and forget it. */
enum barq_status words_spread(struct barq_memory *memory,
                              struct barq_error *err);
void words_forget(struct words *words);

/* Rows wait until there are enough for a statement that puts them all
 * (SQL_PUT_MANY_PLACES). */
enum { PLACES_AT_ONCE = 16 };
struct waiting_row {
    int64_t id;
    size_t start, len; /* in the writer's data */
};

/* A run while it is written: a list, which then goes into a row. */
struct run_writer {
    struct barq_memory *memory;
    int run;
    uint32_t word;       /* of the list */
    int64_t first, last; /* its units */
    char *list;          /* PLACE_ROW_BYTES and one posting more */
    size_t list_len;
    int64_t row;       /* number of the row at hand */
    uint32_t row_word; /* its last word */
    char *data;        /* those that wait, and the row at hand behind them */
    size_t start, len; /* where that begins, and how long it is */
    struct waiting_row waiting[PLACES_AT_ONCE];
    size_t waiting_count;
    size_t written; /* bytes of all rows */
};

/* The longest posting, and what stands before it in a row. */
#define LIST_ROOM (PLACE_ROW_BYTES + PLACE_ROOM(ORDINAL_MOST + 1))
#define DATA_ROOM (PLACE_ROW_BYTES + LIST_ROOM + (size_t)2 * VARINT_MOST)

/* So many bytes wait at most. */
#define WAITING_ROOM ((size_t)PLACES_AT_ONCE * 2 * PLACE_ROW_BYTES)

enum barq_status run_writer_open(struct run_writer *w,
                                 struct barq_memory *memory, int run,
                                 struct arena *keep, struct barq_error *err);

/* Make room for a posting at w->list + w->list_len, which goes behind one of
 * *before; the words ascend, and the units of each. */
enum barq_status run_writer_next(struct run_writer *w, uint32_t word,
                                 int64_t unit, int64_t *before,
                                 struct barq_error *err);
enum barq_status run_writer_close(struct run_writer *w, struct barq_error *err);

/* An id that no run has. */
int words_free_run(const struct words_runs *runs);
enum barq_status words_put_run(struct barq_memory *memory,
                               const struct words_run *run,
                               struct barq_error *err);

/* Runs that go into another, behind what that has. */
struct words_merge {
    struct words_run target; /* with no units: it is not there yet */
    struct words_runs sources;
    size_t most; /* bytes to be written: it ends with a word then */
};

/* A step of a merge: some hundredths of a second, and a second for whoever
 * brings much, unless somebody waits.  And no step. */
enum { WORDS_STEP = 4 << 20, WORDS_LARGE_STEP = 64 << 20 };
#define WORDS_WHOLE SIZE_MAX

/* In a transaction: take away the sources, or their words up to the end of a
 * step, which comes sooner if somebody waits. */
enum barq_status words_merge_some(struct barq_memory *memory,
                                  const struct words_merge *merge,
                                  struct barq_error *err);

/* In a transaction: merge small runs until there are few of each size, and note
 * in memory->due whether larger ones are to be merged. */
enum barq_status words_merge(struct barq_memory *memory,
                             struct barq_error *err);

#endif
