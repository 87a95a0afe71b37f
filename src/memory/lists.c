/*
 * lists.c - what the index has of a key, read into memory.
 *
 * A list lies in the heads and rows of several runs.  Its groups are unpacked
 * into segments, each of units of one bucket.
 *
 * Of most lists only the units are wanted that others have named already: one
 * in twenty.  So these others are noted in a sieve, by a bit each, and of the
 * rest is kept what passes it.  A bit in SIEVE_BITS is set, so that the sieve
 * lies in a near cache; a few pass by chance, and do no harm.
 */
#include "memory/lists.h"

#include "base/error.h"

#include <string.h>

enum { SEGMENTS_FIRST = 256 };

/* Bits for each unit that a sieve is made for; words of it. */
enum { SIEVE_BITS = 8, SIEVE_LEAST = 16, SIEVE_MOST = 1 << 14 };

/* ----------------------------------------------------------------- sieve */

bool sieve_make(struct sieve *sieve, size_t units, struct arena *keep)
{
    uint32_t words = SIEVE_LEAST;

    while (words < SIEVE_MOST && words * SIEVE_WORD / SIEVE_BITS < units)
        words *= 2;
    sieve->words = arena_new(keep, uint64_t, words);
    sieve->mask = words - 1;
    return sieve->words != NULL;
}

void sieve_put(struct sieve *sieve, const uint32_t *units, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sieve->words[units[i] / SIEVE_WORD & sieve->mask] |=
            UINT64_C(1) << units[i] % SIEVE_WORD;
}

void sieve_put_again(struct sieve *sieve, struct sieve *twice,
                     const uint32_t *units, size_t count)
{
    uint64_t *once = sieve->words, *again = twice->words;

    for (size_t i = 0; i < count; i++) {
        uint32_t at = units[i] / SIEVE_WORD & sieve->mask;
        uint64_t bit = UINT64_C(1) << units[i] % SIEVE_WORD;
        again[at] |= once[at] & bit;
        once[at] |= bit;
    }
}

size_t sieve_pass(const struct sieve *sieve, const uint32_t *units,
                  size_t count, uint32_t *to)
{
    struct sieve near = *sieve;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t unit = units[i];
        to[kept] = unit;
        kept += sieve_has(near, unit);
    }
    return kept;
}

/* ----------------------------------------------------------------- lists */

/* Add what one run has of a list. */
static enum barq_status look_in(struct barq_memory *memory, int run,
                                uint64_t list, struct memory_key *key,
                                struct arena *keep, struct barq_error *err)
{
    struct memory_head *to = &key->heads[key->head_count];
    struct barq_text data;
    enum barq_status status =
        heads_get(memory, row_id(run, list), &data, keep, err);

    if (status || !data.at)
        return status;
    if (!head_read(data, &to->head))
        return memory_index_damaged(memory, err);
    to->run = run;
    key->rarity += to->head.count;
    key->head_count++;
    return BARQ_OK;
}

enum barq_status lists_look(struct lists *lists, const struct runs *runs,
                            struct memory_key *key, struct barq_error *err)
{
    uint64_t list = posting_list(lists->side, key->key);
    enum barq_status status = BARQ_OK;

    key->rarity = 0;
    key->head_count = 0;
    key->heads =
        arena_new(lists->keep, struct memory_head, (size_t)runs->count);
    if (!key->heads)
        return fail_nomem(err, "for the units found");
    for (int r = 0; r < runs->count && !status; r++)
        status =
            look_in(lists->memory, runs->id[r], list, key, lists->keep, err);
    return status;
}

/* Heads lie anywhere in a large table: while one is read, the next are on their
 * way. */
static void expect_heads(const struct lists *lists, const struct runs *runs,
                         const struct memory_key *keys, size_t count)
{
    for (int data = 0; data < 2; data++)
        for (size_t i = 0; i < count; i++)
            for (int r = 0; r < runs->count; r++)
                heads_expect(
                    lists->memory,
                    row_id(runs->id[r], posting_list(lists->side, keys[i].key)),
                    data);
}

void lists_expect(const struct lists *lists, const struct memory_key *keys,
                  size_t count)
{
    for (int data = 0; data < 2; data++)
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < keys[i].head_count; k++)
                if (keys[i].heads[k].head.rows)
                    heads_expect(
                        lists->memory,
                        whole_row(keys[i].heads[k].run,
                                  posting_list(lists->side, keys[i].key)),
                        data);
}

enum barq_status memory_look(struct barq_memory *memory, enum barq_lang lang,
                             struct memory_key *keys, size_t count,
                             struct arena *keep, struct barq_error *err)
{
    struct lists lists = { .memory = memory, .keep = keep };
    struct runs runs;
    enum barq_status status = memory_side(lang, &lists.side, err);

    if (!status)
        status = heads_runs(memory, &runs, err);
    if (!status)
        expect_heads(&lists, &runs, keys, count);
    for (size_t i = 0; i < count && !status; i++)
        status = lists_look(&lists, &runs, &keys[i], err);
    return status;
}

static bool add_segment(struct lists *lists, struct segment segment)
{
    if (lists->count == lists->room) {
        size_t room = lists->room ? 2 * lists->room : SEGMENTS_FIRST;
        struct segment *more = arena_new_raw(lists->keep, struct segment, room);
        if (!more)
            return false;
        if (lists->count)
            memcpy(more, lists->segments, lists->count * sizeof(*more));
        lists->segments = more;
        lists->room = room;
    }
    lists->segments[lists->count++] = segment;
    return true;
}

static bool has_bucket(uint32_t buckets, int bucket)
{
    return buckets >> bucket & 1;
}

/* The units of a group as a segment, or those that pass the sieve.  What is
 * taken in the end lies where the arena was. */
static enum barq_status take_group(struct lists *lists,
                                   const struct group *group, size_t number,
                                   struct barq_error *err)
{
    struct arena before = *lists->keep;
    uint32_t *units = arena_new_raw(lists->keep, uint32_t, group->count);
    size_t count = group->count;
    bool sieved =
        lists->sieve.words && has_bucket(lists->sieved, group->bucket);

    if (!units)
        return fail_nomem(err, "for the units found");
    if (!(sieved ? group_sieved(group, &lists->sieve, units, &count)
                 : group_units(group, units))) {
        *lists->keep = before;
        return memory_index_damaged(lists->memory, err);
    }
    if (sieved) {
        *lists->keep = before;
        units = arena_new_raw(lists->keep, uint32_t, count);
        if (units)
            sieve_put(&lists->twice, units, count);
    } else if (lists->sieve.words && has_bucket(lists->noted, group->bucket)) {
        sieve_put_again(&lists->sieve, &lists->twice, units, count);
    }
    if (count && !add_segment(lists, (struct segment){ units, (uint32_t)count,
                                                       (uint16_t)group->bucket,
                                                       (uint16_t)number }))
        return fail_nomem(err, "for the units found");
    return BARQ_OK;
}

/* The groups of a head or a row, up to the last bucket that is wanted: they
 * ascend. */
static enum barq_status read_groups(struct lists *lists,
                                    struct barq_text groups, size_t number,
                                    struct barq_error *err)
{
    int high = MEMORY_BUCKETS - 1 - __builtin_clz(lists->buckets);
    enum barq_status status = BARQ_OK;
    struct group group;

    while (groups.len && !status) {
        if (!group_read(&groups, &group))
            return memory_index_damaged(lists->memory, err);
        if (group.bucket > high)
            break;
        if (!has_bucket(lists->buckets, group.bucket))
            continue;
        status = lists->wanted ? wanted_credit(lists, &group, err)
                               : take_group(lists, &group, number, err);
    }
    return status;
}

/* The rows of a list in a run, from the last that is wanted back to the first:
 * that may begin in a bucket before. */
static enum barq_status read_rows(struct lists *lists, int run, uint64_t list,
                                  size_t number, struct barq_error *err)
{
    int low = __builtin_ctz(lists->buckets);
    int high = MEMORY_BUCKETS - 1 - __builtin_clz(lists->buckets);
    enum barq_status status = BARQ_OK;
    uint64_t first = UINT64_MAX;
    struct query q;

    query_start(&q, lists->memory, SQL_POSTINGS_DOWN);
    query_int(&q, row_id(run, list | 1));
    query_int(&q, row_id(run, posting_of(list, high, UNIT_MOST)));
    while (!status && first >= posting_of(list, low, 0) && query_row(&q)) {
        first = row_posting(query_column(&q, 0));
        status = read_groups(lists, query_blob(&q, 1), number, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* What a run has of a list in rows. */
static enum barq_status read_long(struct lists *lists,
                                  const struct memory_head *head, uint64_t list,
                                  size_t number, struct barq_error *err)
{
    struct barq_text groups = { 0 };
    enum barq_status status = BARQ_OK;

    if (head->head.count <= WHOLE_POSTINGS)
        status = heads_whole(
            lists->memory,
            (struct heads_list){ head->run, list, head->head.count },
            lists->buckets, &groups, err);
    if (status)
        return status;
    return groups.at ? read_groups(lists, groups, number, err)
                     : read_rows(lists, head->run, list, number, err);
}

enum barq_status lists_read(struct lists *lists, const struct memory_key *key,
                            size_t number, struct barq_error *err)
{
    uint64_t list = posting_list(lists->side, key->key);
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < key->head_count && lists->buckets && !status; i++) {
        const struct memory_head *head = &key->heads[i];
        status = head->head.rows
                     ? read_long(lists, head, list, number, err)
                     : read_groups(lists, head->head.groups, number, err);
    }
    return status;
}

enum barq_status lists_sort(struct lists *lists, struct barq_error *err)
{
    struct segment *sorted =
        arena_new_raw(lists->keep, struct segment, lists->count);
    size_t starts[MEMORY_BUCKETS + 1] = { 0 };

    if (!sorted)
        return fail_nomem(err, "for the units found");
    for (size_t i = 0; i < lists->count; i++)
        starts[lists->segments[i].bucket + 1]++;
    for (size_t b = 1; b <= MEMORY_BUCKETS; b++)
        starts[b] += starts[b - 1];
    for (size_t i = 0; i < lists->count; i++)
        sorted[starts[lists->segments[i].bucket]++] = lists->segments[i];
    lists->segments = sorted;
    return BARQ_OK;
}
