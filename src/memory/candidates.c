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
 * All lists are read into memory and added up, bucket by bucket, in a table
 * of small sums, where a unit's place is a hash of its id.  Two units may
 * share a place, so a sum is what a unit holds or more: nobody is lost, and
 * the few that are left are added up exactly.  The table is so small that it
 * stays in a near cache.
 *
 * Whoever is in none of the first lists, so many that the others are not
 * enough, is out.  So only the units of these few, the rarest, are looked up
 * in the table: above, those of dredger, harbour and talks.
 *
 * Where all keys together are not enough to tell anything, every unit of the
 * bucket is a candidate; the list under the key 0 has them all.
 */
#include "memory/lists.h"

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

enum barq_status memory_side(enum barq_lang lang, int *side,
                             struct barq_error *err)
{
    if (lang != BARQ_AR && lang != BARQ_EN)
        return fail(err, BARQ_E_USAGE, 0,
                    "the language must be Arabic or English");
    *side = lang == BARQ_EN;
    return BARQ_OK;
}

/* ------------------------------------------------------------------ sums */

enum { SUMS_LEAST_BITS = 8, SUMS_MOST_BITS = 16, SUM_MOST = UINT16_MAX };
enum { CANDIDATES_FIRST = 64 };

struct sums {
    uint16_t at[1 << SUMS_MOST_BITS];
    unsigned shift;
    int64_t scale;
};

/* The segments of one bucket, and what is asked of it. */
struct bucket {
    const struct segment *segments;
    size_t count;
    const struct memory_filter *filter;
    int64_t enough;
};

/* Fibonacci hashing: the high bits of a product by 2^32 over the golden
 * ratio. */
static uint32_t place_of(unsigned shift, uint32_t unit)
{
    return unit * UINT32_C(2654435769) >> shift;
}

/* What holding a list is worth; that of all units (MEMORY_ALL_KEY) nothing. */
static int64_t cost_of(const struct memory_filter *filter, size_t list)
{
    return list < filter->key_count ? filter->keys[list].cost : 0;
}

/* Sums are kept in units of this: values are rounded up, and what is enough
 * down, so that nothing is lost. */
static int64_t scale_of(const struct memory_filter *filter)
{
    int64_t sum = 0;

    for (size_t i = 0; i < filter->key_count; i++)
        sum += filter->keys[i].cost;
    return sum / (SUM_MOST / 2) + 1;
}

static void add_segment(const struct segment *segment, uint32_t value,
                        struct sums *sums)
{
    unsigned shift = sums->shift;

    for (size_t i = 0; i < segment->count; i++) {
        uint16_t *sum = &sums->at[place_of(shift, segment->units[i])];
        uint32_t more = *sum + value;
        *sum = (uint16_t)(more < SUM_MOST ? more : SUM_MOST);
    }
}

static void add_up(const struct bucket *bucket, struct sums *sums)
{
    unsigned bits = SUMS_LEAST_BITS;
    size_t all = 0;

    for (size_t i = 0; i < bucket->count; i++)
        all += bucket->segments[i].count;
    while (bits < SUMS_MOST_BITS && (size_t)1 << bits < 4 * all)
        bits++;
    sums->shift = 32 - bits;
    sums->scale = scale_of(bucket->filter);
    memset(sums->at, 0, sizeof(*sums->at) << bits);
    for (size_t i = 0; i < bucket->count; i++) {
        int64_t cost = cost_of(bucket->filter, bucket->segments[i].list);
        add_segment(&bucket->segments[i],
                    (uint32_t)((cost + sums->scale - 1) / sums->scale), sums);
    }
}

/* ------------------------------------------------------------ candidates */

struct growing {
    struct memory_candidate *at;
    size_t count, room;
    struct arena *keep;
};

static bool add_candidate(struct growing *out, struct memory_candidate found)
{
    if (out->count == out->room) {
        size_t more = out->room ? 2 * out->room : CANDIDATES_FIRST;
        struct memory_candidate *at =
            arena_new(out->keep, struct memory_candidate, more);
        if (!at)
            return false;
        if (out->count)
            memcpy(at, out->at, out->count * sizeof(*at));
        out->at = at;
        out->room = more;
    }
    out->at[out->count++] = found;
    return true;
}

/* The units of a segment that hold enough. */
static bool take_segment(const struct segment *segment, int64_t enough,
                         const struct sums *sums, struct growing *out)
{
    uint32_t least = enough > 0 ? (uint32_t)(enough / sums->scale) : 0;
    unsigned shift = sums->shift;

    for (size_t i = 0; i < segment->count; i++) {
        uint32_t sum = sums->at[place_of(shift, segment->units[i])];
        if (sum >= least &&
            !add_candidate(
                out, (struct memory_candidate){ .id = segment->units[i],
                                                .held = sum * sums->scale,
                                                .bucket = segment->bucket }))
            return false;
    }
    return true;
}

/* Where the first lists begin and end, one of which whoever holds enough is
 * in. */
static void first_lists(const struct memory_filter *filter, int64_t enough,
                        size_t *from, size_t *to)
{
    int64_t others = 0;

    *from = enough > 0 ? 0 : filter->key_count;
    *to = enough > 0 ? filter->key_count : filter->key_count + 1;
    while (enough > 0 && *to && others + filter->keys[*to - 1].cost < enough)
        others += filter->keys[--*to].cost;
}

static bool holds(const struct segment *segment, uint32_t unit)
{
    const uint32_t *at = segment->units;
    size_t count = segment->count;

    if (unit < at[0] || unit > at[count - 1])
        return false;
    while (count > 1) { /* at[0] <= unit */
        size_t half = count / 2;
        at += at[half] <= unit ? half : 0;
        count -= half;
    }
    return *at == unit;
}

/* Keep those behind the first `done` that really hold enough. */
static void weed(const struct bucket *bucket, struct growing *out, size_t done)
{
    size_t kept = done;

    for (size_t i = done; i < out->count; i++) {
        struct memory_candidate found = out->at[i];
        found.held = 0;
        for (size_t j = 0; j < bucket->count; j++) {
            size_t list = bucket->segments[j].list;
            if (!holds(&bucket->segments[j], (uint32_t)found.id))
                continue;
            found.held += cost_of(bucket->filter, list);
            found.lists |= list < 64 ? UINT64_C(1) << list : 0;
        }
        if (found.held >= bucket->enough)
            out->at[kept++] = found;
    }
    out->count = kept;
}

static bool take_bucket(const struct bucket *bucket, struct sums *sums,
                        struct growing *out)
{
    size_t from, to, done = out->count;

    add_up(bucket, sums);
    first_lists(bucket->filter, bucket->enough, &from, &to);
    for (size_t i = 0; i < bucket->count; i++) {
        const struct segment *segment = &bucket->segments[i];
        if (segment->list >= from && segment->list < to &&
            !take_segment(segment, bucket->enough, sums, out))
            return false;
    }
    weed(bucket, out, done);
    return true;
}

static int compare_ids(const void *a, const void *b)
{
    const struct memory_candidate *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

/* By id, each once: a unit may be in several of the first lists. */
static struct memory_candidates in_order(const struct growing *all)
{
    struct memory_candidates out = { all->at, 0 };

    if (all->count)
        qsort(all->at, all->count, sizeof(*all->at), compare_ids);
    for (size_t i = 0; i < all->count; i++)
        if (!out.count || out.at[out.count - 1].id != all->at[i].id)
            out.at[out.count++] = all->at[i];
    return out;
}

static enum barq_status take_all(struct lists *lists,
                                 const struct memory_filter *filter,
                                 struct memory_candidates *out,
                                 struct barq_error *err)
{
    struct sums *sums = arena_new(lists->keep, struct sums, 1);
    struct growing all = { .keep = lists->keep };

    if (!sums)
        return fail_nomem(err, "for the units found");
    for (size_t i = 0, n; i < lists->count; i += n) {
        const struct segment *first = &lists->segments[i];
        for (n = 1; i + n < lists->count && first[n].bucket == first->bucket;)
            n++;
        struct bucket bucket = { first, n, filter,
                                 filter->enough[first->bucket] };
        if (bucket.enough != MEMORY_NEVER && !take_bucket(&bucket, sums, &all))
            return fail_nomem(err, "for the units found");
    }
    *out = in_order(&all);
    return BARQ_OK;
}

/* The buckets where what is enough is at most `most`. */
static void choose_buckets(struct lists *lists,
                           const struct memory_filter *filter, int64_t most)
{
    lists->first = MEMORY_BUCKETS;
    lists->last = -1;
    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->enough[b] <= most) {
            lists->first = b < lists->first ? b : lists->first;
            lists->last = b;
        }
}

/* The key under which all units are, if some bucket wants them all. */
static enum barq_status read_all(struct lists *lists,
                                 const struct memory_filter *filter,
                                 enum barq_lang lang, struct barq_error *err)
{
    struct memory_key all = { .key = MEMORY_ALL_KEY };

    choose_buckets(lists, filter, 0);
    if (lists->first > lists->last)
        return BARQ_OK;
    enum barq_status status =
        memory_look(lists->memory, lang, &all, 1, lists->keep, err);
    return status ? status : lists_read(lists, &all, filter->key_count, err);
}

enum barq_status memory_candidates(struct barq_memory *memory,
                                   enum barq_lang lang,
                                   const struct memory_filter *filter,
                                   struct memory_candidates *out,
                                   struct arena *keep, struct barq_error *err)
{
    struct lists lists = { .memory = memory, .keep = keep };
    enum barq_status status = memory_side(lang, &lists.side, err);

    choose_buckets(&lists, filter, MEMORY_NEVER - 1);
    for (size_t i = 0; i < filter->key_count && !status; i++)
        status = lists_read(&lists, &filter->keys[i], i, err);
    if (!status)
        status = read_all(&lists, filter, lang, err);
    if (!status)
        status = lists_sort(&lists, err);
    return status ? status : take_all(&lists, filter, out, err);
}
