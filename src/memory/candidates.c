/*
 * candidates.c - units worth scoring, out of the lists of the fuzzy index.
 *
 * The scorer asks for the units that hold enough of some keys: each key is
 * worth something to hold, and what is enough depends on how heavy the unit
 * is.  Weights are known by the bucket, and a list is sorted by bucket, so
 * what is too light or too heavy is never read:
 *
 *     dredger 70, harbour 70, talks 70, the 50; enough: 140
 *     unit 9  harbour, the           120: out
 *     unit 4  harbour, talks         140: in
 *
 * All lists are read into memory, and added up twice.  First in a table of
 * small sums, where a unit's place is a hash of its id: two units may share
 * a place, so a sum there is what a unit holds or more.  Nearly all are below
 * what is enough, and out.  What is left is added up again, exactly.  Sums
 * that do not fit are cut off at the top, and so is what is enough.
 *
 * Where all keys together are not enough to tell anything, every unit of the
 * bucket is a candidate; the list under the key 0 has them all.
 */
#include "memory/posting.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* The least weight of each bucket, in hundredths of a word: an eighth more
 * from one to the next. */
static const int64_t floors[MEMORY_BUCKETS] = {
    0,    150,  250,  350,  450,  550,  650,  750,   850,   950,   1100,
    1250, 1400, 1550, 1750, 1950, 2200, 2450, 2750,  3100,  3450,  3900,
    4350, 4900, 5500, 6200, 7000, 8000, 9000, 10500, 12500, 16000,
};

int memory_bucket(int64_t weight)
{
    int bucket = MEMORY_BUCKETS - 1;

    while (bucket && weight < floors[bucket])
        bucket--;
    return bucket;
}

int64_t memory_bucket_floor(int bucket)
{
    return bucket < MEMORY_BUCKETS ? floors[bucket] : INT64_MAX;
}

/* 0 Arabic, 1 English; BARQ_E_USAGE for neither. */
static enum barq_status side_of(enum barq_lang lang, int *side,
                                struct barq_error *err)
{
    if (lang != BARQ_AR && lang != BARQ_EN)
        return fail(err, BARQ_E_USAGE, 0,
                    "the language must be Arabic or English");
    *side = lang == BARQ_EN;
    return BARQ_OK;
}

/* ----------------------------------------------------------------- heads */

/* What a run has of a list. */
struct memory_head {
    int run;
    struct head head;
};

/* Add what one run has of a key. */
static enum barq_status look_in(struct barq_memory *memory, int run,
                                uint64_t list, struct memory_key *key,
                                struct arena *keep, struct barq_error *err)
{
    struct memory_head *to = &key->heads[key->head_count];
    bool good = true, full = false;
    struct query q;

    query_start(&q, memory, SQL_GET_POSTINGS);
    query_int(&q, row_id(run, list));
    if (query_row(&q)) {
        struct barq_text data = query_blob(&q, 0), copy;
        copy = arena_text(keep, data);
        full = !copy.at;
        good = full || head_read(copy, &to->head);
        to->run = run;
        key->rarity += to->head.count;
        key->head_count++;
    }
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    if (full)
        return fail_nomem(err, "for the units found");
    return good ? BARQ_OK : memory_damaged(memory, err);
}

enum barq_status memory_look(struct barq_memory *memory, enum barq_lang lang,
                             struct memory_key *keys, size_t count,
                             struct arena *keep, struct barq_error *err)
{
    struct runs runs;
    int side = 0;
    enum barq_status status = side_of(lang, &side, err);

    if (!status)
        status = runs_read(memory, &runs, err);
    if (status)
        return status;
    for (size_t i = 0; i < count && !status; i++) {
        keys[i].rarity = 0;
        keys[i].head_count = 0;
        keys[i].heads = arena_new(keep, struct memory_head, (size_t)runs.count);
        if (!keys[i].heads)
            return fail_nomem(err, "for the units found");
        for (int r = 0; r < runs.count && !status; r++)
            status =
                look_in(memory, runs.id[r], posting_list(side, keys[i].key),
                        &keys[i], keep, err);
    }
    return status;
}

/* ----------------------------------------------------------------- lists */

/* The postings of all lists, one after the other, in an arena that has room
 * for more behind them. */
struct reading {
    struct barq_memory *memory;
    int side;
    int first, last; /* the buckets wanted */
    struct arena *keep;
    struct postings all;
    size_t *ends; /* where each list ends */
};

/* A posting is 8 bytes, and a row has no more of them than bytes. */
static bool make_room(struct reading *reading, size_t more)
{
    struct postings *all = &reading->all;

    if (all->room - all->count >= more)
        return true;
    size_t room = 2 * (all->count + more);
    uint64_t *at = arena_new(reading->keep, uint64_t, room);
    if (!at)
        return false;
    if (all->count)
        memcpy(at, all->at, all->count * sizeof(*at));
    all->at = at;
    all->room = room;
    return true;
}

/* The rows of a list in a run. */
static enum barq_status read_rows(struct reading *reading, int run,
                                  uint64_t list, struct barq_error *err)
{
    struct barq_memory *memory = reading->memory;
    bool good = true, full = false;
    struct query q;

    query_start(&q, memory, SQL_POSTINGS);
    query_int(&q, row_id(run, posting_of(list, reading->first, 1)));
    query_int(&q, row_id(run, posting_of(list, reading->last, UNIT_MOST)));
    while (good && !full && query_row(&q)) {
        struct barq_text data = query_blob(&q, 1);
        full = !make_room(reading, data.len + 1);
        good = full || row_postings(query_column(&q, 0), data, &reading->all);
    }
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    if (full)
        return fail_nomem(err, "for the units found");
    return good ? BARQ_OK : memory_damaged(memory, err);
}

static enum barq_status read_list(struct reading *reading,
                                  const struct memory_key *key,
                                  struct barq_error *err)
{
    uint64_t list = posting_list(reading->side, key->key);
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < key->head_count && !status; i++) {
        const struct memory_head *head = &key->heads[i];
        if (head->head.rows) {
            status = read_rows(reading, head->run, list, err);
        } else {
            if (!make_room(reading, head->head.rest.len))
                return fail_nomem(err, "for the units found");
            if (!head_postings(&head->head, list, &reading->all))
                return memory_damaged(reading->memory, err);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ sums */

enum { SUMS_LEAST_BITS = 8, SUMS_MOST_BITS = 22, SUM_MOST = UINT16_MAX };

struct sums {
    uint16_t *at;
    unsigned shift;
    uint16_t enough[MEMORY_BUCKETS];
};

/* Fibonacci hashing: the high bits of a product by 2^32 over the golden
 * ratio. */
static uint32_t place_of(const struct sums *sums, uint64_t posting)
{
    return posting_unit(posting) * UINT32_C(2654435769) >> sums->shift;
}

static bool may_be(const struct sums *sums, uint64_t posting)
{
    return sums->at[place_of(sums, posting)] >=
           sums->enough[posting_bucket(posting)];
}

/* Values are scaled so that the sum of all fits; up, and what is enough
 * down, so that nothing is lost. */
static int64_t scale_of(const struct memory_filter *filter)
{
    int64_t sum = 0;

    for (size_t i = 0; i < filter->key_count; i++)
        sum += filter->keys[i].cost;
    return sum / (SUM_MOST / 2) + 1;
}

static bool add_up(const struct reading *reading,
                   const struct memory_filter *filter, struct sums *sums)
{
    int64_t scale = scale_of(filter);
    unsigned bits = SUMS_LEAST_BITS;
    size_t i = 0;

    while (bits < SUMS_MOST_BITS && (size_t)1 << bits < 2 * reading->all.count)
        bits++;
    sums->shift = 32 - bits;
    sums->at = arena_new(reading->keep, uint16_t, (size_t)1 << bits);
    if (!sums->at)
        return false;
    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        int64_t enough = filter->enough[b] > 0 ? filter->enough[b] / scale : 0;
        sums->enough[b] = (uint16_t)(enough < SUM_MOST ? enough : SUM_MOST);
    }
    for (size_t list = 0; list < filter->key_count; list++) {
        uint32_t value =
            (uint32_t)(filter->keys[list].cost / scale + (scale > 1));
        for (; i < reading->ends[list]; i++) {
            uint16_t *sum = &sums->at[place_of(sums, reading->all.at[i])];
            uint32_t more = *sum + value;
            *sum = (uint16_t)(more < SUM_MOST ? more : SUM_MOST);
        }
    }
    return true;
}

/* ----------------------------------------------------------------- units */

/* The units left, by the hash of their id; id 0 is free. */
struct left {
    struct memory_candidate *at;
    size_t mask, count;
};

static struct memory_candidate *find(struct left *left, uint64_t posting)
{
    uint32_t unit = posting_unit(posting);
    size_t i = unit * UINT32_C(2654435769) & left->mask;

    while (left->at[i].id && left->at[i].id != unit)
        i = (i + 1) & left->mask;
    if (!left->at[i].id) {
        left->at[i].id = unit;
        left->at[i].bucket = posting_bucket(posting);
        left->count++;
    }
    return &left->at[i];
}

/* Add up exactly what those hold that may hold enough. */
static bool add_exactly(const struct reading *reading,
                        const struct memory_filter *filter,
                        const struct sums *sums, struct left *left)
{
    size_t likely = 0, i = 0;

    for (; i < reading->all.count; i++)
        likely += may_be(sums, reading->all.at[i]);
    left->mask = 1;
    while (left->mask < 2 * likely)
        left->mask = 2 * left->mask + 1;
    left->at =
        arena_new(reading->keep, struct memory_candidate, left->mask + 1);
    if (!left->at)
        return false;
    i = 0;
    for (size_t list = 0; list <= filter->key_count; list++)
        for (; i < reading->ends[list]; i++)
            if (may_be(sums, reading->all.at[i]))
                find(left, reading->all.at[i])->held +=
                    list < filter->key_count ? filter->keys[list].cost : 0;
    return true;
}

static int compare_ids(const void *a, const void *b)
{
    const struct memory_candidate *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static void take(const struct left *left, const struct memory_filter *filter,
                 struct memory_candidates *out)
{
    *out = (struct memory_candidates){ .at = left->at };
    for (size_t i = 0; i <= left->mask; i++) {
        struct memory_candidate found = left->at[i];
        if (found.id && found.held >= filter->enough[found.bucket])
            out->at[out->count++] = found;
    }
    qsort(out->at, out->count, sizeof(*out->at), compare_ids);
}

/* The key under which all units are, if some bucket wants them all. */
static enum barq_status read_all(struct reading *reading,
                                 const struct memory_filter *filter,
                                 enum barq_lang lang, struct barq_error *err)
{
    struct memory_key all = { .key = MEMORY_ALL_KEY };
    enum barq_status status = BARQ_OK;
    int first = MEMORY_BUCKETS, last = 0;

    for (int b = reading->first; b <= reading->last; b++)
        if (filter->enough[b] <= 0) {
            first = b < first ? b : first;
            last = b;
        }
    if (first <= last) {
        reading->first = first;
        reading->last = last;
        status =
            memory_look(reading->memory, lang, &all, 1, reading->keep, err);
        if (!status)
            status = read_list(reading, &all, err);
    }
    reading->ends[filter->key_count] = reading->all.count;
    return status;
}

static enum barq_status start_reading(struct reading *reading,
                                      const struct memory_filter *filter,
                                      struct barq_error *err)
{
    reading->first = MEMORY_BUCKETS;
    reading->last = -1;
    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->enough[b] < MEMORY_NEVER) {
            reading->first = b < reading->first ? b : reading->first;
            reading->last = b;
        }
    reading->ends = arena_new(reading->keep, size_t, filter->key_count + 1);
    return reading->ends ? BARQ_OK : fail_nomem(err, "for the units found");
}

enum barq_status memory_candidates(struct barq_memory *memory,
                                   enum barq_lang lang,
                                   const struct memory_filter *filter,
                                   struct memory_candidates *out,
                                   struct arena *keep, struct barq_error *err)
{
    struct reading reading = { .memory = memory, .keep = keep };
    struct sums sums;
    struct left left = { 0 };
    enum barq_status status = side_of(lang, &reading.side, err);

    if (!status)
        status = start_reading(&reading, filter, err);
    for (size_t i = 0; i < filter->key_count && !status; i++) {
        status = read_list(&reading, &filter->keys[i], err);
        reading.ends[i] = reading.all.count;
    }
    if (!status)
        status = read_all(&reading, filter, lang, err);
    if (status)
        return status;
    if (!add_up(&reading, filter, &sums) ||
        !add_exactly(&reading, filter, &sums, &left))
        return fail_nomem(err, "for the units found");
    take(&left, filter, out);
    return BARQ_OK;
}
