/*
 * keys.c - growing lists of keys, and their order.
 *
 * A book has some millions of keys, and all are sorted once, so they are
 * sorted by radix: three passes of eleven bits over the hash, from the lowest.
 * Each pass keeps what is equal in order, so the items stay in theirs.
 *
 * Most of what words may be rendered as stands nowhere in the other story.
 * The side that is gathered second keeps only keys that the first has (a set
 * of bits tells, one of eight of which is set at most), and the first is
 * sifted by the second: nothing is lost, and there is less to sort.
 */
#include "align/evidence.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_MORE = 4096, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Below this many, qsort() is as fast. */
enum { RADIX_LEAST = 1024 };

static uint32_t hash_of(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32);
}

bool key_filter_make(struct key_filter *filter, const struct keys *keys,
                     struct arena *keep)
{
    size_t size = 64;

    while (size < 8 * keys->count)
        size *= 2;
    uint64_t *bits = arena_new(keep, uint64_t, size / 64);
    if (!bits)
        return false;
    *filter = (struct key_filter){ bits, (uint32_t)(size - 1) };
    for (size_t i = 0; i < keys->count; i++) {
        uint32_t bit = keys->at[i].hash & filter->mask;
        bits[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    return true;
}

static bool filter_has(const struct key_filter *filter, uint32_t hash)
{
    uint32_t bit = hash & filter->mask;

    return filter->bits[bit / 64] >> bit % 64 & 1;
}

bool key_filter_has(const struct key_filter *filter, uint64_t hash)
{
    return filter_has(filter, hash_of(hash));
}

void keys_sift(struct keys *keys, const struct key_filter *filter)
{
    size_t kept = 0;

    for (size_t i = 0; i < keys->count; i++)
        if (filter_has(filter, keys->at[i].hash))
            keys->at[kept++] = keys->at[i];
    keys->count = kept;
}

static void add(struct keys *keys, struct key key)
{
    if (keys->full)
        return;
    if (keys->count == keys->room) {
        struct key *more = arena_grow(&keys->arena, struct key, keys->at,
                                      keys->count, KEYS_MORE);
        keys->full = !more;
        if (!more)
            return;
        keys->at = more;
        keys->room += KEYS_MORE;
    }
    keys->at[keys->count++] = key;
}

void keys_add(struct keys *keys, uint64_t hash, size_t item,
              enum evidence_kind kind)
{
    add(keys, (struct key){ .hash = hash_of(hash),
                            .item = (uint32_t)item & (ITEMS_MOST - 1),
                            .kind = (unsigned)kind & 0xF });
}

bool keys_last_has(const struct keys *keys, uint64_t hash, size_t item)
{
    for (size_t i = keys->count; i-- > 0 && keys->at[i].item == item;)
        if (keys->at[i].hash == hash_of(hash))
            return true;
    return false;
}

void keys_repeat(struct keys *keys, size_t first, size_t count, size_t item)
{
    for (size_t i = first; i < first + count; i++) {
        struct key key = keys->at[i];
        key.item = (uint32_t)item & (ITEMS_MOST - 1);
        add(keys, key);
    }
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* Stable, by one digit of the hash. */
static void pass(const struct key *from, struct key *to, size_t count,
                 int shift)
{
    size_t ends[DIGITS] = { 0 };
    size_t sum = 0;

    for (size_t i = 0; i < count; i++)
        ends[from[i].hash >> shift & (DIGITS - 1)]++;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t of_digit = ends[d];
        ends[d] = sum;
        sum += of_digit;
    }
    for (size_t i = 0; i < count; i++)
        to[ends[from[i].hash >> shift & (DIGITS - 1)]++] = from[i];
}

void keys_sort(struct key *keys, size_t count, struct key *spare)
{
    if (count < RADIX_LEAST) {
        if (count)
            qsort(keys, count, sizeof(*keys), compare_keys);
        return;
    }
    pass(keys, spare, count, 0);
    pass(spare, keys, count, DIGIT_BITS);
    pass(keys, spare, count, 2 * DIGIT_BITS);
    memcpy(keys, spare, count * sizeof(*keys));
}
