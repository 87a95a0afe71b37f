/*
 * radix.c - many numbers put in order: LSD radix sort, ten bits at a time.
 *
 * More bits would be more places to write to than are near at once.  All digits
 * are counted in one walk.  One that all numbers share is passed over, and so
 * are bits in whose order they came.
 *
 * Where a number goes depends on how many of its digit came before it, so that
 * each waits for the one before; half of the time is that.  So two walks go
 * side by side, from both ends, each with counts of its own:
 *
 *     digits   2 0 1 | 2 0 0      first the zeros, then 1, then the twos
 *     ->       first zero, ...          <- last zero, ...
 */
#include "base/radix.h"

#include <string.h>

enum { DIGIT_BITS = 10, DIGITS = 1 << DIGIT_BITS, MASK = DIGITS - 1 };
enum { DIGITS_MOST = (64 + DIGIT_BITS - 1) / DIGIT_BITS };

typedef uint32_t counts_of[DIGITS_MOST][DIGITS];

static void add_digits(uint64_t rest, unsigned digits, counts_of counts)
{
    for (unsigned d = 0; d < digits; d++, rest >>= DIGIT_BITS)
        counts[d][rest & MASK]++;
}

/* How many have each digit; of every other number in `others`. */
static void count_digits(const uint64_t *at, size_t count, unsigned low,
                         unsigned digits, counts_of counts)
{
    counts_of others;
    size_t i = 0;

    memset(counts, 0, digits * sizeof(counts[0]));
    memset(others, 0, digits * sizeof(others[0]));
    for (; i + 1 < count; i += 2) {
        add_digits(at[i] >> low, digits, counts);
        add_digits(at[i + 1] >> low, digits, others);
    }
    if (i < count)
        add_digits(at[i] >> low, digits, counts);
    for (unsigned d = 0; d < digits; d++)
        for (size_t k = 0; k < DIGITS; k++)
            counts[d][k] += others[d][k];
}

/* One pass; the counts become the first places that are free. */
static void sort_digit(const uint64_t *from, size_t count, unsigned shift,
                       uint32_t first[DIGITS], uint64_t *to)
{
    uint32_t behind[DIGITS]; /* the last places that are free */
    uint32_t sum = 0;
    size_t i = 0, end = count;

    for (size_t k = 0; k < DIGITS; k++) {
        uint32_t n = first[k];
        first[k] = sum;
        sum += n;
        behind[k] = sum;
    }
    while (i + 1 < end) {
        uint64_t a = from[i++], b = from[--end];
        to[first[a >> shift & MASK]++] = a;
        to[--behind[b >> shift & MASK]] = b;
    }
    if (i < end)
        to[first[from[i] >> shift & MASK]] = from[i];
}

void radix_sort(uint64_t **at, size_t count, unsigned low, unsigned bits,
                uint64_t **spare)
{
    unsigned digits = (bits - low + DIGIT_BITS - 1) / DIGIT_BITS;
    counts_of counts;

    if (!count)
        return;
    count_digits(*at, count, low, digits, counts);
    for (unsigned d = 0; d < digits; d++) {
        unsigned shift = low + d * DIGIT_BITS;
        uint64_t *from = *at, *to = *spare;
        if (counts[d][from[0] >> shift & MASK] == count)
            continue; /* all share it */
        sort_digit(from, count, shift, counts[d], to);
        *at = to;
        *spare = from;
    }
}
