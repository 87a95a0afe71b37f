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
 * has the room of two fields.  A stretch is of 24 distances: loads of two,
 * three or four make it up, and it begins with a byte.  Distances of less than
 * four bits, of which sums might not fit, are added up one by one.
 */
#include "memory/posting.h"

#include <string.h>

enum { STRETCH = 24 };
enum { WIDTH_LEAST = 4, FOUR_MOST = 14, THREE_MOST = 19, TWO_MOST = 28 };

/* How the distances of a stretch are read. */
struct stride {
    size_t step;        /* bits of a load that count */
    uint64_t even, odd; /* the fields of a load; the odd ones moved down */
    size_t reach;       /* bytes of a stretch, with all its loads */
};

/* Where we are in a group: at this unit, so many distances behind the first. */
struct cursor {
    const char *at;
    size_t len; /* of the distances, POSTING_WORD at least */
    size_t count;
    unsigned width;
    struct stride stride;
    uint64_t unit;
    size_t i;
};

/* No stretch is taken, where reach is more than there is. */
static struct stride stride_of(unsigned width)
{
    size_t fields = width <= FOUR_MOST ? 4 : width <= THREE_MOST ? 3 : 2;
    uint64_t one = (UINT64_C(1) << width) - 1;
    struct stride stride = { .step = fields * width, .even = one, .odd = one };

    if (fields > 2)
        stride.even |= one << 2 * width;
    if (fields > 3)
        stride.odd |= one << 2 * width;
    size_t last = (STRETCH * width - stride.step) / 8;
    stride.reach = width < WIDTH_LEAST || width > TWO_MOST
                       ? SIZE_MAX / 2
                       : last + POSTING_WORD;
    return stride;
}

/* What the distances of the stretch that begins here add up to. */
static uint64_t add_stretch(const struct cursor *cursor, const char *from)
{
    const struct stride *stride = &cursor->stride;
    unsigned width = cursor->width;
    uint64_t sum = 0;

    for (size_t bit = 0; bit < (size_t)STRETCH * width; bit += stride->step) {
        uint64_t word = posting_load(from + bit / 8) >> bit % 8;
        sum += (word & stride->even) + (word >> width & stride->odd);
    }
    return (sum & ((UINT64_C(1) << 2 * width) - 1)) + (sum >> 2 * width);
}

static uint64_t next_step(const struct cursor *cursor)
{
    size_t bit = cursor->i * cursor->width, byte = bit / 8;
    size_t last = cursor->len - POSTING_WORD;
    uint64_t mask = (UINT64_C(1) << cursor->width) - 1;

    byte = byte < last ? byte : last;
    return posting_load(cursor->at + byte) >> (bit - 8 * byte) & mask;
}

/* Move to the first unit that is no less; false when there is none. */
static bool seek_unit(struct cursor *cursor, uint64_t unit)
{
    while (cursor->unit < unit) {
        size_t byte = cursor->i * cursor->width / 8;
        if (cursor->i % STRETCH == 0 &&
            byte + cursor->stride.reach <= cursor->len) {
            uint64_t end =
                cursor->unit + add_stretch(cursor, cursor->at + byte);
            if (end <= unit) {
                cursor->unit = end;
                cursor->i += STRETCH;
                continue;
            }
        }
        if (cursor->i + 1 >= cursor->count)
            return false;
        cursor->unit += next_step(cursor);
        cursor->i++;
    }
    return true;
}

size_t group_find(const struct group *group, const uint32_t *units,
                  size_t count, uint32_t *found)
{
    char few[POSTING_WORD] = { 0 };
    struct cursor cursor = { .at = group->steps.at,
                             .len = group->steps.len,
                             .count = group->count,
                             .width = group->width,
                             .stride = stride_of(group->width),
                             .unit = group->first };
    size_t n = 0;

    if (cursor.len < sizeof(few)) {
        if (cursor.len)
            memcpy(few, cursor.at, cursor.len);
        cursor.at = few;
        cursor.len = sizeof(few);
    }
    for (size_t i = 0; i < count && seek_unit(&cursor, units[i]); i++)
        if (cursor.unit == units[i])
            found[n++] = (uint32_t)i;
    return n;
}
