/*
 * keys.c - growing lists of keys, and their order.
 *
 * A book has some millions of keys, and all are sorted once, so they are
 * sorted by radix: four passes over the upper 44 bits of the hash, from the
 * lowest.  Two keys that agree in these and are still not equal come once in
 * a million books, and are put in order by hand.
 */
#include "align/evidence.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_FIRST = 1024, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Below this many, qsort() is as fast. */
enum { RADIX_LEAST = 4096 };

void keys_add(struct keys *keys, uint64_t hash, size_t item,
              enum evidence_kind kind)
{
    if (keys->full)
        return;
    if (keys->count == keys->room) {
        size_t room = keys->room ? keys->room * 2 : KEYS_FIRST;
        struct key *more = arena_new(keys->arena, struct key, room);
        keys->full = !more;
        if (!more)
            return;
        if (keys->count)
            memcpy(more, keys->at, keys->count * sizeof(*more));
        keys->at = more;
        keys->room = room;
    }
    keys->at[keys->count++] =
        (struct key){ .hash = hash, .item = (uint32_t)item, .kind = kind };
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

/* What the passes left out of order stands close together. */
static void mend(struct key *keys, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct key key = keys[i];
        size_t k = i;
        while (k && keys[k - 1].hash > key.hash) {
            keys[k] = keys[k - 1];
            k--;
        }
        keys[k] = key;
    }
}

void keys_sort(struct key *keys, size_t count, struct key *spare)
{
    if (count < RADIX_LEAST) {
        if (count)
            qsort(keys, count, sizeof(*keys), compare_keys);
        return;
    }
    for (int digit = 4; digit > 0; digit -= 2) {
        pass(keys, spare, count, 64 - digit * DIGIT_BITS);
        pass(spare, keys, count, 64 - (digit - 1) * DIGIT_BITS);
    }
    mend(keys, count);
}
