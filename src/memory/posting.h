/*
 * posting.h - the fuzzy index: which units hold a token key.
 *
 * posting.c has the shape of its rows, pending.c what waits for the commit,
 * latest.c the units that come one by one, run.c the sorted runs and how they
 * are merged, candidates.c and more.c the reading.
 */
#ifndef MEMORY_POSTING_H
#define MEMORY_POSTING_H

#include "memory/store.h"

#include <endian.h>
#include <string.h>

/*
 * A posting is one number, so that sorting numbers sorts an index:
 *
 *     side 1 | key 24 | bucket 5 | unit 29     from the highest bit down
 */
enum { UNIT_BITS = 29, BUCKET_BITS = 5, KEY_BITS = 24 };
enum { LIST_SHIFT = BUCKET_BITS + UNIT_BITS };
enum { POSTING_BITS = 1 + KEY_BITS + LIST_SHIFT };

/* The highest id that a posting has room for. */
enum { UNIT_MOST = (1 << UNIT_BITS) - 1 };

_Static_assert(MEMORY_BUCKETS == 1 << BUCKET_BITS, "a bucket has its bits");

static inline uint64_t posting_list(int side, uint64_t key)
{
    return ((uint64_t)side << KEY_BITS | key) << LIST_SHIFT;
}
static inline uint64_t posting_of(uint64_t list, int bucket, int64_t unit)
{
    return list | (uint64_t)bucket << UNIT_BITS | (uint64_t)unit;
}
static inline uint64_t posting_list_of(uint64_t posting)
{
    return posting >> LIST_SHIFT << LIST_SHIFT;
}
static inline uint64_t posting_key(uint64_t posting)
{
    return posting >> LIST_SHIFT & ((UINT64_C(1) << KEY_BITS) - 1);
}
static inline int posting_bucket(uint64_t posting)
{
    return (int)(posting >> UNIT_BITS & (MEMORY_BUCKETS - 1));
}
static inline uint32_t posting_unit(uint64_t posting)
{
    return (uint32_t)(posting & UNIT_MOST);
}

/*
 * The highest keys are no token's.  Under them lie the units by the hash of
 * all their words (same.c), each in two places: seventeen bits of the bare key
 * give a list and a bucket, which has nothing to do with weights here, and the
 * next seventeen bits another.
 */
enum { SAME_BITS = 12, SAME_PLACES = 2, SAME_KEYS = SAME_PLACES << SAME_BITS };
enum { SAME_FIRST = (1 << KEY_BITS) - SAME_KEYS };

static inline uint64_t same_mix(uint64_t bare)
{
    return bare * UINT64_C(0x9E3779B97F4A7C15);
}
static inline uint64_t same_posting(int side, uint64_t bare, int place,
                                    int64_t unit)
{
    enum { BITS = SAME_BITS + BUCKET_BITS };
    uint64_t bits = same_mix(bare) >> (64 - BITS * (place + 1));
    uint64_t list = bits >> BUCKET_BITS & ((1 << SAME_BITS) - 1);
    uint64_t first = SAME_FIRST + ((uint64_t)place << SAME_BITS);

    return posting_of(posting_list(side, first + list),
                      (int)(bits & (MEMORY_BUCKETS - 1)), unit);
}

/* ----------------------------------------------------------------- rows */

/* A run is a whole index of some units; all of them together are the index.
 * Run 0 is where few units go; the others are written sorted.  What has no row
 * in any of them yet is read as one more (latest.c). */
enum { RUNS = 31, RUN_SINGLE = 0, RUN_LATEST = RUNS };

/* Up to this many postings are put into run 0 in place. */
enum { SINGLES_MOST = 8 << 10 };

/* The row of a run that begins with this posting; with a list alone, the
 * head of that list. */
static inline int64_t row_id(int run, uint64_t posting)
{
    return (int64_t)((uint64_t)run << POSTING_BITS | posting);
}
static inline int row_run(int64_t row)
{
    return (int)((uint64_t)row >> POSTING_BITS);
}
static inline uint64_t row_posting(int64_t row)
{
    return (uint64_t)row & ((UINT64_C(1) << POSTING_BITS) - 1);
}

/* Postings of a list of one run go into its head up to this many; beyond,
 * into rows of up to so many bytes. */
enum { HEAD_POSTINGS = 1000, ROW_BYTES = 1900 };

/* The most units that a row holds; room for what we write of one.  A longer
 * row is not ours. */
enum { ROW_UNITS = 4096, ROW_ROOM = 4096 };

/* What a head says: how many postings its list has (roughly, if they are in
 * rows of their own), and the groups of those it holds itself. */
struct head {
    int64_t count;
    bool rows;
    struct barq_text groups;
};

/*
 * Units that are wanted, roughly: a bit for the lowest bits of each.  A list
 * that says more of them is sieved as it is read, so that hardly any others
 * are kept.
 */
struct sieve {
    uint64_t *words; /* NULL: all pass */
    uint32_t mask;   /* of the number of a word */
};

enum { SIEVE_WORD = 64 };
static inline uint64_t sieve_has(struct sieve sieve, uint32_t unit)
{
    return sieve.words[unit / SIEVE_WORD & sieve.mask] >> unit % SIEVE_WORD & 1;
}

/* Units of one bucket: the first, and the distances to the others, `width`
 * bits each. */
struct group {
    int bucket;
    size_t count; /* up to ROW_UNITS */
    uint32_t first;
    unsigned width;
    struct barq_text steps;
};

/* The distances are read and written so many bytes at a time, which begin with
 * theirs. */
enum { POSTING_WORD = 8 };
static inline uint64_t posting_load(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof(word));
    return le64toh(word);
}

/* A load that begins with any bit holds four distances of up to so many bits,
 * or three, or two. */
enum { POSTING_FOUR = 14, POSTING_THREE = 19, POSTING_TWO = 28 };

/* Do so many loads, each `step` bits behind the one before, lie within so many
 * bytes? */
static inline bool posting_loads_fit(size_t loads, size_t step, size_t len)
{
    return !loads || (loads - 1) * step / 8 + POSTING_WORD <= len;
}

/* All of these return false when the bytes make no sense. */
bool head_read(struct barq_text data, struct head *head);

/* The next group of a head or a row, which *rest moves behind. */
bool group_read(struct barq_text *rest, struct group *group);

/* Its units; `to` has room for them. */
bool group_units(const struct group *group, uint32_t *to);

/* Those that pass the sieve, and how many they are. */
bool group_sieved(const struct group *group, const struct sieve *sieve,
                  uint32_t *to, size_t *count);

/* Which of units[0..count), ascending, it holds: `found`, with room for all,
 * gets their places in `units`; returns how many. */
size_t group_find(const struct group *group, const uint32_t *units,
                  size_t count, uint32_t *found);

/* The distances of a group one by one; those of less than eight bytes are
 * copied, so that there are as many. */
struct steps {
    const char *at;
    size_t last; /* where the last eight bytes begin */
    unsigned width;
    char few[POSTING_WORD];
};

static inline void steps_start(struct steps *steps, const struct group *group)
{
    struct barq_text all = group->steps;

    *steps = (struct steps){ .at = all.at, .width = group->width };
    if (all.len >= sizeof(steps->few)) {
        steps->last = all.len - sizeof(steps->few);
        return;
    }
    if (all.len)
        memcpy(steps->few, all.at, all.len);
    steps->at = steps->few;
}

/* The distance between unit i of the group, from 0 on, and the next. */
static inline uint64_t steps_at(const struct steps *steps, size_t i)
{
    size_t bit = i * steps->width, byte = bit / 8;

    byte = byte < steps->last ? byte : steps->last;
    return posting_load(steps->at + byte) >> (bit - 8 * byte) &
           ((UINT64_C(1) << steps->width) - 1);
}

/* Put a posting in its place among others, for which there is room; false if it
 * is there. */
bool postings_insert(struct postings *held, uint64_t posting);

/*
 * Write groups with one posting more, of which only those of its bucket are
 * unpacked; returns their length.  0: the posting is there already, a row would
 * hold too many, what comes out takes more than so many bytes, or those that
 * went in make no sense; then what is in `to` does not, either.  A word more
 * than `bytes` may be written.
 */
size_t groups_insert(struct barq_text groups, uint64_t posting, size_t bytes,
                     char *to);

/* The same of a head that holds its postings, and will. */
size_t head_insert(const struct head *head, uint64_t posting, char *to);

/* The postings of groups, all of one list, ascending. */
bool groups_postings(struct barq_text groups, uint64_t list,
                     struct postings *out);

/* ... and of a row, be it a head. */
bool row_postings(int64_t row, struct barq_text data, struct postings *out);

/* Write at[0..count), all of one list, as a head that holds them. */
size_t head_write(const uint64_t *at, size_t count, char *to);

/* ... as a head whose `count` postings have rows. */
size_t head_write_rows(size_t count, char *to);

/* Write as many of at[0..count) as make a row; returns how many, and in *len
 * the bytes. */
size_t row_write(const uint64_t *at, size_t count, char *to, size_t *len);

/* -------------------------------------------------------------- statements */

enum barq_status posting_put_row(struct barq_memory *memory, int64_t row,
                                 struct barq_text data, struct barq_error *err);
/*
 * While a run is written: let rows wait until there are enough for a statement
 * that puts them all, which takes two thirds of the time.  They wait in
 * `keep`; what is read here of the file is read behind them.  The end writes
 * those that are left, unless there was a failure before, which it returns.
 */
enum barq_status posting_rows_begin(struct barq_memory *memory,
                                    struct arena *keep, struct barq_error *err);
enum barq_status posting_rows_end(struct barq_memory *memory,
                                  enum barq_status before,
                                  struct barq_error *err);

enum barq_status posting_drop_rows(struct barq_memory *memory, int64_t from,
                                   int64_t to, struct barq_error *err);

/* The first posting of the last row of a run; BARQ_NOTHING if it has none. */
enum barq_status posting_last(struct barq_memory *memory, int run,
                              uint64_t *posting, struct barq_error *err);

/* Write a list of a run that has none of it yet. */
enum barq_status posting_write_list(struct barq_memory *memory, int run,
                                    const uint64_t *at, size_t count,
                                    struct barq_error *err);

/* Add postings of one list to a run, in place. */
enum barq_status posting_add(struct barq_memory *memory, int run,
                             const uint64_t *at, size_t count,
                             struct barq_error *err);

/* Take one posting out of a run; *found says whether it was there. */
enum barq_status posting_remove(struct barq_memory *memory, int run,
                                uint64_t posting, bool *found,
                                struct barq_error *err);

/* Sort, and let each posting stand once.  *spare has as much room, and may
 * change places with postings->at. */
void postings_sort(struct postings *postings, uint64_t **spare);

/* The same, when those of each list and bucket ascend already. */
void postings_sort_lists(struct postings *postings, uint64_t **spare);

/* ------------------------------------------------------------------- runs */

/* The runs there are, in the order of their numbers. */
struct runs {
    int id[RUNS + 1];
    int64_t postings[RUNS + 1];
    int into[RUNS + 1]; /* the run it is being merged into, or 0 */
    int count;
};
enum barq_status runs_read(struct barq_memory *memory, struct runs *runs,
                           struct barq_error *err);

/* Add so many postings, or take them away, in the count of a run. */
enum barq_status runs_count(struct barq_memory *memory, int run, int64_t more,
                            struct barq_error *err);

/* Write sorted postings as a run of their own, or in place if there are few.
 */
enum barq_status runs_add(struct barq_memory *memory,
                          const struct postings *postings,
                          struct barq_error *err);

enum barq_status runs_drop(struct barq_memory *memory, int run,
                           struct barq_error *err);

/* A step of the merge that is under way, or of one that is due, in a
 * transaction of its own; BARQ_NOTHING if there is none. */
enum runs_when { RUNS_GROW, RUNS_REST };
enum barq_status runs_step(struct barq_memory *memory, enum runs_when when,
                           struct barq_error *err);

/* After a commit: the merges that are due, or a step of them if it was of
 * little; if they fail, they are due again. */
void runs_tend(struct barq_memory *memory);

/* In a transaction: move the next lists of the runs that go into `target`, of
 * `most` postings and some more, or of fewer if somebody waits; or all, however
 * long others wait. */
#define MERGE_WHOLE INT64_MAX
enum barq_status merge_some(struct barq_memory *memory, const struct runs *runs,
                            int target, int64_t most, struct barq_error *err);

/* ----------------------------------------------------------------- latest */

struct latest;

void latest_close(struct latest *latest); /* NULL: nothing */

/* If there are any, name them as one run more.  `state` is that of the file in
 * a transaction that only reads, or 0: what was read in it is not read again.
 */
enum barq_status latest_add_run(struct barq_memory *memory, struct runs *runs,
                                uint32_t state, struct barq_error *err);

/* What the head of a list says there, if they were named in this transaction;
 * data->at is NULL if they are not in it. */
enum barq_status latest_head(const struct barq_memory *memory, uint64_t list,
                             struct barq_text *data, struct arena *keep,
                             struct barq_error *err);

/* All of their postings, as they come, until these are asked for again; and
 * whether the rows make sense. */
enum barq_status latest_all(struct barq_memory *memory, struct postings *out,
                            bool *good, struct barq_error *err);

/* Put sorted postings here; BARQ_NOTHING: they are not those of one unit that
 * comes alone, and belong in a run. */
enum barq_status latest_put(struct barq_memory *memory,
                            const struct postings *postings,
                            struct barq_error *err);

/* Put all of them into a run; only if this unit is one of them; and forget them
 * all. */
enum barq_status latest_settle(struct barq_memory *memory,
                               struct barq_error *err);
enum barq_status latest_let_go(struct barq_memory *memory, int64_t unit,
                               struct barq_error *err);
enum barq_status latest_drop(struct barq_memory *memory,
                             struct barq_error *err);

/* ------------------------------------------------------------------ heads */

/* What a handle knows of the index while it only reads; heads.c. */
struct heads;

void heads_close(struct heads *heads); /* NULL: nothing */

/* runs_read(), and the head of a list in a run; data->at is NULL if there is
 * none.  What they give is good until the transaction ends. */
enum barq_status heads_runs(struct barq_memory *memory, struct runs *runs,
                            struct barq_error *err);
enum barq_status heads_get(struct barq_memory *memory, int64_t row,
                           struct barq_text *data, struct arena *keep,
                           struct barq_error *err);

/* Under which row a list that is kept whole lies there; it is no head's. */
static inline int64_t whole_row(int run, uint64_t list)
{
    return row_id(run, list | 1);
}

/* Have what is kept of a row on its way: first where it lies, then the data. */
void heads_expect(const struct barq_memory *memory, int64_t row, bool data);

/* The groups of a list in rows that are of these buckets, or lie between them;
 * groups->at is NULL where they are not kept.  Worth asking for a list of up to
 * so many postings. */
enum { WHOLE_POSTINGS = 96 * HEAD_POSTINGS };
struct heads_list {
    int run;
    uint64_t list;
    int64_t count; /* of its postings, as its head says */
};
enum barq_status heads_whole(struct barq_memory *memory, struct heads_list list,
                             uint32_t buckets, struct barq_text *groups,
                             struct barq_error *err);

/* What else is kept for as long, under rows that no list has: NULL if nothing
 * is.  Room for it comes first, NULL if there is none. */
void *heads_kept(const struct barq_memory *memory, int64_t row);
void *heads_take(struct barq_memory *memory, size_t size);
void heads_keep(struct barq_memory *memory, int64_t row, void *taken,
                size_t size);

/* Of what refers to something else that is kept: when was that (0: it is not),
 * and is it there still?  In a transaction that found or kept something. */
uint32_t heads_age_of(const struct barq_memory *memory, const void *kept);
bool heads_has_age(const struct barq_memory *memory, uint32_t age);

/* What is known of a unit in a language, or NULL; it is good until the
 * transaction ends.  And to keep it, where there is room; known.c. */
const struct memory_brief *known_brief(const struct barq_memory *memory,
                                       enum barq_lang lang, int64_t id);
void known_keep_brief(struct barq_memory *memory, enum barq_lang lang,
                      const struct memory_brief *brief);

/* ------------------------------------------------------------------- same */

/* The units that lie where those of a bare key do, ascending: all that have
 * it, and hardly ever another.  Those pending are not among them. */
enum barq_status same_listed(struct barq_memory *memory, int side,
                             uint64_t bare, struct id_list *list,
                             struct barq_error *err);

/* The bare keys of all units, by the Arabic and then the English one. */
struct bare_pair {
    int64_t ar, en;
};
enum barq_status same_pairs(struct barq_memory *memory, struct bare_pair **out,
                            size_t *count, struct arena *keep,
                            struct barq_error *err);

/* ---------------------------------------------------------------- pending */

/* Postings of a transaction that are not in the file yet: room for them, and
 * as much to sort them, or the words of the concordance. */
enum { PENDING_MOST = 8 << 20 };

enum barq_status pending_open(struct barq_memory *memory,
                              struct barq_error *err);

/* Nothing is pending for now: let the system have the pages. */
void pending_rest(struct barq_memory *memory);

/* Room for all postings of a unit, to be filled: over two runs, a token that
 * the unit has twice would stand in both. */
enum barq_status pending_take(struct barq_memory *memory, int64_t unit,
                              size_t count, uint64_t **at,
                              struct barq_error *err);

/* The postings of a side of a unit, each once. */
enum barq_status memory_side_postings(int64_t id, int number,
                                      const struct unit_side *side,
                                      struct postings *out, struct arena *keep,
                                      struct barq_error *err);

/* Write what is pending; part of every commit. */
enum barq_status pending_flush(struct barq_memory *memory,
                               struct barq_error *err);

#endif
