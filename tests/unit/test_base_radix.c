/* Numbers in order: by some of their bits, the rest as it came. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/radix.h"

enum { MOST = 5000 };

static uint64_t numbers[MOST], want[MOST], room[MOST];
static unsigned low_bits;

/* By the bits that count, then as they came, which the lowest twelve say. */
static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    const uint64_t high_x = x >> low_bits, high_y = y >> low_bits;

    if (high_x != high_y)
        return high_x < high_y ? -1 : 1;
    return (x > y) - (x < y);
}

static uint64_t any(unsigned bits)
{
    static uint64_t seed = 88172645463325252;

    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return bits == 64 ? seed : seed & ((UINT64_C(1) << bits) - 1);
}

static void check(size_t count, unsigned low, unsigned bits, uint64_t mask)
{
    uint64_t *at = numbers, *spare = room;

    low_bits = low;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = any(bits) & mask;
        if (low) /* their order */
            numbers[i] = numbers[i] >> low << low | i;
    }
    memcpy(want, numbers, sizeof(want));
    qsort(want, count, sizeof(want[0]), compare);
    radix_sort(&at, count, low, bits, &spare);
    assert_memory_equal(want, at, count * sizeof(want[0]));
    assert_true((at == numbers && spare == room) ||
                (at == room && spare == numbers));
}

static void numbers_are_put_in_order(void **state)
{
    static const size_t counts[] = { 0, 1, 2, 3, 1000, 4999, MOST };

    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        check(counts[i], 0, 59, UINT64_MAX);
        check(counts[i], 0, 64, UINT64_MAX);
        check(counts[i], 0, 7, UINT64_MAX);
        check(counts[i], 13, 63, UINT64_MAX);
        check(counts[i], 29, 59, UINT64_MAX);
        check(counts[i], 29, 59, UINT64_C(7) << 40); /* few that differ */
        check(counts[i], 0, 59, 0);                  /* none */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_put_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
