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
 * The scorer knows of some keys, the rarest, that whoever is wanted holds one
 * of them (bound.c).  So only the units of these few lists are looked up in
 * the table: above, those of dredger, harbour and talks.
 *
 * Most of them are in one list alone, which is hardly ever enough.  While the
 * lists are read it is noted who is named again, roughly, and nobody else is
 * added up.
 *
 * Where all keys together are not enough to tell anything, every unit of the
 * bucket is a candidate; the list under the key 0 has them all.
 *
 * What else the candidates hold can be asked for later, a list at a time
 * (more.c).
 */
#include "memory/lists.h"

#include "base/error.h"

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

/* The segments of one bucket, sorted by list, and what is asked of it: whoever
 * is wanted is in one of those from `from` on and before `to`. */
struct bucket {
    struct segment *segments;
    size_t count, from, to;
    const struct memory_filter *filter;
    int64_t enough;
};

enum { SUMS_LEAST_BITS = 8, SUMS_MOST_BITS = 16, SUM_MOST = UINT16_MAX };

struct sums {
    uint16_t *at;
    unsigned shift;
    int64_t scale;
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
                        const struct sums *sums)
{
    unsigned shift = sums->shift;

    for (size_t i = 0; i < segment->count; i++) {
        uint16_t *sum = &sums->at[place_of(shift, segment->units[i])];
        uint32_t more = *sum + value;
        *sum = (uint16_t)(more < SUM_MOST ? more : SUM_MOST);
    }
}

static bool add_up(const struct bucket *bucket, struct sums *sums,
                   struct arena *keep)
{
    unsigned bits = SUMS_LEAST_BITS;
    size_t all = 0;

    for (size_t i = 0; i < bucket->count; i++)
        all += bucket->segments[i].count;
    while (bits < SUMS_MOST_BITS && (size_t)1 << bits < 4 * all)
        bits++;
    sums->shift = 32 - bits;
    sums->scale = scale_of(bucket->filter);
    sums->at = arena_new(keep, uint16_t, (size_t)1 << bits);
    for (size_t i = 0; i < bucket->count && sums->at; i++) {
        int64_t cost = cost_of(bucket->filter, bucket->segments[i].list);
        add_segment(&bucket->segments[i],
                    (uint32_t)((cost + sums->scale - 1) / sums->scale), sums);
    }
    return sums->at != NULL;
}

/* ----------------------------------------------------- who may hold enough */

struct units {
    uint32_t *at;
    size_t count;
};

/* Those of a segment whose sums are enough, or the sums of their places. */
static void take_segment(const struct segment *segment, int64_t enough,
                         const struct sums *sums, struct units *out)
{
    uint32_t least = enough > 0 ? (uint32_t)(enough / sums->scale) : 0;
    unsigned shift = sums->shift;
    size_t count = out->count;

    for (size_t i = 0; i < segment->count; i++) {
        out->at[count] = segment->units[i];
        count += sums->at[place_of(shift, segment->units[i])] >= least;
    }
    out->count = count;
}

/* Merge at[0..middle) and at[middle..count), both ascending. */
static void merge(const uint32_t *at, size_t middle, size_t count, uint32_t *to)
{
    size_t i = 0, k = middle, n = 0;

    while (i < middle && k < count) { /* no branch to guess at */
        bool second = at[k] < at[i];
        to[n++] = at[second ? k : i];
        k += second;
        i += !second;
    }
    memcpy(to + n, at + i, (middle - i) * sizeof(*to));
    memcpy(to + n + middle - i, at + k, (count - k) * sizeof(*to));
}

/* How many of at[0..count) ascend from the first on. */
static size_t ascending(const uint32_t *at, size_t count)
{
    size_t n = count ? 1 : 0;

    while (n < count && at[n - 1] <= at[n])
        n++;
    return n;
}

/* Merge what ascends, two by two, until all does. */
static void sort_runs(struct units *units, uint32_t *spare)
{
    size_t count = units->count;

    while (ascending(units->at, count) < count) {
        uint32_t *from = units->at;
        for (size_t i = 0, n; i < count; i += n) {
            size_t first = ascending(from + i, count - i);
            n = first + ascending(from + i + first, count - i - first);
            merge(from + i, first, n, spare + i);
        }
        units->at = spare;
        spare = from;
    }
}

/* In order, each once: a unit may be in several of the lists. */
static void sort_units(struct units *units, uint32_t *spare)
{
    size_t kept = 0;

    sort_runs(units, spare);
    for (size_t i = 0; i < units->count; i++)
        if (!kept || units->at[kept - 1] != units->at[i])
            units->at[kept++] = units->at[i];
    units->count = kept;
}

static bool take_units(const struct bucket *bucket, const struct sums *sums,
                       struct units *out, struct arena *keep)
{
    size_t room = 0;

    for (size_t i = bucket->from; i < bucket->to; i++)
        room += bucket->segments[i].count;
    *out = (struct units){ arena_new_raw(keep, uint32_t, room + 1), 0 };
    uint32_t *spare = arena_new_raw(keep, uint32_t, room + 1);
    if (!out->at || !spare)
        return false;
    for (size_t i = bucket->from; i < bucket->to; i++)
        take_segment(&bucket->segments[i], bucket->enough, sums, out);
    sort_units(out, spare);
    return true;
}

/* -------------------------------------------------------------- who does */

struct growing {
    struct memory_candidate *at;
    size_t count, room;
    struct arena *keep;
};

static bool make_room(struct growing *out, size_t more)
{
    size_t room = out->count + more;

    if (room <= out->room)
        return true;
    room = room < 2 * out->room ? 2 * out->room : room;
    struct memory_candidate *at =
        arena_new_raw(out->keep, struct memory_candidate, room);
    if (!at)
        return false;
    if (out->count)
        memcpy(at, out->at, out->count * sizeof(*at));
    out->at = at;
    out->room = room;
    return true;
}

/* The first of at[0..count), ascending, that is no less than `unit`: near the
 * beginning, as it is when many are looked for in turn. */
static size_t seek(const uint32_t *at, size_t count, uint32_t unit)
{
    size_t from = 0, step = 1;

    while (step <= count - from && at[from + step - 1] < unit) {
        from += step;
        step *= 2;
    }
    size_t size = step <= count - from ? step - 1 : count - from;
    for (; size; size -= (size + 1) / 2) /* no branch to guess at */
        from += at[from + size / 2] < unit ? (size + 1) / 2 : 0;
    return from;
}

/* Credit those of the units, in order, that are in the segment. */
static void credit(const struct segment *segment, int64_t cost,
                   const struct units *units, struct memory_candidate *all)
{
    const uint32_t *at = segment->units;
    size_t left = segment->count;
    uint64_t bit =
        segment->list < MEMORY_LISTS ? UINT64_C(1) << segment->list : 0;
    size_t i = left ? seek(units->at, units->count, *at) : units->count;

    for (; i < units->count && left; i++) {
        size_t next = seek(at, left, units->at[i]);
        at += next;
        left -= next;
        if (!left || *at != units->at[i])
            continue;
        all[i].held += cost;
        all[i].lists |= bit;
    }
}

/* Credit them with all segments of keys: what is not much longer than they are
 * many is sieved first, which takes less time than to look for each. */
enum { SIEVED_MOST = 32 };

static bool credit_bucket(const struct bucket *bucket,
                          const struct units *units,
                          struct memory_candidate *all, struct arena scratch)
{
    const struct memory_filter *filter = bucket->filter;
    size_t most = SIEVED_MOST * units->count;
    uint32_t *passed = arena_new_raw(&scratch, uint32_t, most);
    struct sieve sieve;

    if (!passed || !sieve_make(&sieve, units->count, &scratch))
        return false;
    sieve_put(&sieve, units->at, units->count);
    for (size_t i = 0; i < bucket->count; i++) {
        struct segment segment = bucket->segments[i];
        if (segment.list >= filter->key_count)
            continue;
        if (segment.count <= most) {
            segment.count = (uint32_t)sieve_pass(&sieve, segment.units,
                                                 segment.count, passed);
            segment.units = passed;
        }
        credit(&segment, filter->keys[segment.list].cost, units, all);
    }
    return true;
}

/* Of these units, those that really hold enough. */
static bool weed(const struct bucket *bucket, const struct units *units,
                 struct growing *out, struct arena scratch)
{
    struct memory_candidate *all;
    size_t kept = 0;

    if (!make_room(out, units->count))
        return false;
    all = out->at + out->count;
    for (size_t i = 0; i < units->count; i++)
        all[i] =
            (struct memory_candidate){ .id = units->at[i],
                                       .bucket = bucket->segments->bucket };
    if (!credit_bucket(bucket, units, all, scratch))
        return false;
    for (size_t i = 0; i < units->count; i++)
        if (all[i].held >= bucket->enough)
            all[kept++] = all[i];
    out->count += kept;
    return true;
}

static bool take_bucket(const struct bucket *bucket, struct growing *out,
                        struct arena scratch)
{
    struct units units = { 0 };
    struct sums sums;

    return add_up(bucket, &sums, &scratch) &&
           take_units(bucket, &sums, &units, &scratch) &&
           (!units.count || weed(bucket, &units, out, scratch));
}

/* ------------------------------------------------------------- all buckets */

/* How many of a bucket's segments are of the first `lists` lists. */
static size_t segments_of(const struct segment *segments, size_t count,
                          size_t lists)
{
    size_t n = 0;

    while (n < count && segments[n].list < lists)
        n++;
    return n;
}

/* Where any unit may do, they all are in the list behind the others. */
static struct bucket bucket_of(const struct memory_filter *filter,
                               struct segment *segments, size_t count)
{
    size_t first = filter->first[segments->bucket];
    struct bucket bucket = { .segments = segments,
                             .count = count,
                             .filter = filter,
                             .to = count,
                             .enough = filter->enough[segments->bucket] };

    if (first)
        bucket.to = segments_of(segments, count, first);
    else
        bucket.from = segments_of(segments, count, filter->key_count);
    return bucket;
}

/* Is no list enough alone? */
static bool needs_two(const struct bucket *bucket)
{
    const struct memory_filter *filter = bucket->filter;
    int b = bucket->segments->bucket;
    int64_t most = 0;

    for (size_t i = 0; i < filter->read[b]; i++)
        most = filter->keys[i].cost > most ? filter->keys[i].cost : most;
    return filter->first[b] && bucket->enough > most;
}

/* Of those that the first lists name, keep who is in another, too. */
static void keep_twice(const struct bucket *bucket, const struct sieve *twice)
{
    for (size_t i = 0; i < bucket->to; i++) {
        struct segment *segment = &bucket->segments[i];
        segment->count = (uint32_t)sieve_pass(twice, segment->units,
                                              segment->count, segment->units);
    }
}

static enum barq_status take_all(struct lists *lists,
                                 const struct memory_filter *filter,
                                 struct memory_candidates *out,
                                 struct barq_error *err)
{
    struct arena scratch = arena_split(lists->keep);
    struct growing all = { .keep = lists->keep };

    for (size_t i = 0, n; i < lists->count; i += n) {
        struct segment *first = &lists->segments[i];
        for (n = 1; i + n < lists->count && first[n].bucket == first->bucket;)
            n++;
        struct bucket bucket = bucket_of(filter, first, n);
        if (needs_two(&bucket))
            keep_twice(&bucket, &lists->twice);
        if (!take_bucket(&bucket, &all, scratch))
            return fail_nomem(err, "for the units found");
    }
    *out = (struct memory_candidates){ all.at, all.count };
    return BARQ_OK;
}

/* The buckets of which a list is to be read; behind those of the keys comes
 * that of all units. */
static uint32_t buckets_of(const struct memory_filter *filter, size_t list)
{
    uint32_t buckets = 0;

    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        bool read = list < filter->key_count ? list < filter->read[b]
                                             : !filter->first[b];
        if (read && filter->enough[b] != MEMORY_NEVER)
            buckets |= UINT32_C(1) << b;
    }
    return buckets;
}

/* The key under which all units are, if some bucket wants them all. */
static enum barq_status read_all(struct lists *lists,
                                 const struct memory_filter *filter,
                                 enum barq_lang lang, struct barq_error *err)
{
    struct memory_key all = { .key = MEMORY_ALL_KEY };

    lists->buckets = buckets_of(filter, filter->key_count);
    if (!lists->buckets)
        return BARQ_OK;
    enum barq_status status =
        memory_look(lists->memory, lang, &all, 1, lists->keep, err);
    return status ? status : lists_read(lists, &all, filter->key_count, err);
}

/* The buckets where one of the lists before this one is held by whoever is
 * wanted; in the others, but those of all units, this list is one of these. */
static uint32_t buckets_named(const struct memory_filter *filter, size_t list)
{
    uint32_t buckets = 0;

    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->first[b] && filter->first[b] <= list)
            buckets |= UINT32_C(1) << b;
    return buckets;
}

/* How many keys are read of some bucket. */
static size_t keys_read(const struct memory_filter *filter)
{
    size_t most = 0;

    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->enough[b] != MEMORY_NEVER && filter->read[b] > most)
            most = filter->read[b];
    return most;
}

/* Room for all units of which one is wanted in each bucket. */
static bool make_sieve(struct lists *lists, const struct memory_filter *filter)
{
    size_t first = 0, units = 0;

    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->enough[b] != MEMORY_NEVER && filter->first[b] > first)
            first = filter->first[b];
    for (size_t i = 0; i < first; i++)
        units += (size_t)filter->keys[i].rarity;
    return sieve_make(&lists->sieve, units, lists->keep) &&
           sieve_make(&lists->twice, units, lists->keep);
}

enum barq_status memory_candidates(struct barq_memory *memory,
                                   enum barq_lang lang,
                                   const struct memory_filter *filter,
                                   struct memory_candidates *out,
                                   struct arena *keep, struct barq_error *err)
{
    struct lists lists = { .memory = memory, .keep = keep };
    enum barq_status status = memory_side(lang, &lists.side, err);

    if (!status && !make_sieve(&lists, filter))
        status = fail_nomem(err, "for the units found");
    lists_expect(&lists, filter->keys, keys_read(filter));
    for (size_t i = 0; i < filter->key_count && !status; i++) {
        lists.buckets = buckets_of(filter, i);
        lists.sieved = buckets_named(filter, i);
        lists.noted = ~lists.sieved;
        status = lists_read(&lists, &filter->keys[i], i, err);
    }
    lists.sieved = 0;
    if (!status)
        status = read_all(&lists, filter, lang, err);
    if (!status)
        status = lists_sort(&lists, err);
    return status ? status : take_all(&lists, filter, out, err);
}
