/*
 * posting_find.c - which of a few units a group holds, hardly any unpacked.
 *
 * Of a long list often a few units are wanted: those that shorter ones have
 * named, and that still may hold enough.  To add up all distances between them
 * one by one takes most of a lookup.  But they all have the same width, so
 * those of a stretch are added up side by side, four in a word, without looking
 * where the others lie; and a stretch that ends before the next unit that is
 * wanted needs no more:
 *
 *     distances  3 7 2 9 | 4 1 6 8        from unit 1000; 1031 is wanted
 *     3+2 and 7+9 -> 21                   1021 at the end of the first stretch
 *     4, 1, 6                             1025, 1026, 1032: 1031 is not there
 *
 * Of a word the even fields and the odd ones are added apart, so that each sum
 * has the room of two fields.  A stretch is of 24 distances, which loads of
 * two, three or four make up.  Distances of less than four bits, of which sums
 * might not fit, are added up one by one.
 */
#include "memory/posting.h"

#include <string.h>

enum { STRETCH = 24, WIDTH_LEAST = 4 };

/* How the distances of a group are read. */
struct stride {
    size_t fields;      /* of a load; 0: one by one */
    size_t loads;       /* of a stretch */
    size_t step;        /* bits of a load that count */
    uint64_t even, odd; /* the fields of a load; the odd ones moved down */
};

/* Where we are in a group: at this unit, so many distances behind the first. */
struct cursor {
    const struct group *group;
    struct steps steps;
    struct stride stride;
    uint64_t unit;
    size_t i;
};

static struct stride stride_of(unsigned width)
{
    size_t fields = width <= POSTING_FOUR ? 4 : width <= POSTING_THREE ? 3 : 2;
    uint64_t one = (UINT64_C(1) << width) - 1;
    struct stride stride = { .fields = fields,
                             .loads = STRETCH / fields,
                             .step = fields * width,
                             .even = one,
                             .odd = one };

    if (width < WIDTH_LEAST || width > POSTING_TWO)
        return (struct stride){ 0 };
    if (fields > 2)
        stride.even |= one << 2 * width;
    if (fields > 3)
        stride.odd |= one << 2 * width;
    return stride;
}

/* What the distances of so many loads add up to, from this bit on. */
static uint64_t add_loads(const struct cursor *cursor, size_t bit, size_t loads)
{
    const struct stride *stride = &cursor->stride;
    const char *at = cursor->group->steps.at;
    unsigned width = cursor->group->width;
    uint64_t sum = 0;

    for (; loads; loads--, bit += stride->step) {
        uint64_t word = posting_load(at + bit / 8) >> bit % 8;
        sum += (word & stride->even) + (word >> width & stride->odd);
    }
    return (sum & ((UINT64_C(1) << 2 * width) - 1)) + (sum >> 2 * width);
}

/* Move behind so many loads, if there are as many and they do not end behind
 * the unit. */
static inline bool pass_loads(struct cursor *cursor, size_t loads,
                              uint64_t unit)
{
    const struct group *group = cursor->group;
    size_t end = cursor->i + loads * cursor->stride.fields;
    size_t bit = cursor->i * group->width;
    size_t last = bit + (loads - 1) * cursor->stride.step;

    if (end >= group->count || last / 8 + POSTING_WORD > group->steps.len)
        return false;
    uint64_t at = cursor->unit + add_loads(cursor, bit, loads);
    if (at > unit)
        return false;
    cursor->unit = at;
    cursor->i = end;
    return true;
}

/* Move to the first unit that is no less: by stretches, by loads, then one by
 * one; false when there is none. */
static bool seek_unit(struct cursor *cursor, uint64_t unit)
{
    if (cursor->stride.fields) {
        while (pass_loads(cursor, cursor->stride.loads, unit))
            continue;
        while (pass_loads(cursor, 1, unit))
            continue;
    }
    while (cursor->unit < unit) {
        if (cursor->i + 1 >= cursor->group->count)
            return false;
        cursor->unit += steps_at(&cursor->steps, cursor->i++);
    }
    return true;
}

size_t group_find(const struct group *group, const uint32_t *units,
                  size_t count, uint32_t *found)
{
    struct cursor cursor = { .group = group,
                             .stride = stride_of(group->width),
                             .unit = group->first };
    size_t n = 0;

    steps_start(&cursor.steps, group);
    for (size_t i = 0; i < count && seek_unit(&cursor, units[i]); i++)
        if (cursor.unit == units[i])
            found[n++] = (uint32_t)i;
    return n;
}
