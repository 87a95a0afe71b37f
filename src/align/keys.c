/*
 * keys.c - growing lists of keys, and their order.
 *
 * A book has some millions of keys, and all are sorted once, so they are
 * sorted by radix: three passes of eleven bits over the hash, from the lowest.
 * Each pass keeps what is equal in order, so the items stay in theirs.
 */
#include "align/evidence.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_MORE = 4096, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Below this many, qsort() is as fast. */
enum { RADIX_LEAST = 1024 };

void keys_add(struct keys *keys, uint64_t hash, size_t item,
              enum evidence_kind kind)
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
    keys->at[keys->count++] =
        (struct key){ .hash = (uint32_t)(hash ^ hash >> 32),
                      .item = (uint32_t)item & (ITEMS_MOST - 1),
                      .kind = (unsigned)kind & 0xF };
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
