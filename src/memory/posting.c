/*
 * posting.c - lists of units, small.
 *
 * A unit is in a list for each of its distinct token keys.  A memory of a
 * million units has fifty million such postings, and a row for each would be
 * most of the file.  So a list is packed: sorted by bucket (a range of
 * weights) and id, and of each id only the distance to the one before it is
 * kept.
 *
 * The units of one bucket are a group: a byte (bucket, and how many if under
 * seven), the first id in seven bits a byte, and the distances, which all have
 * as many bits as the largest needs.  They are small so, and fast to read,
 * since nothing depends on what is read:
 *
 *     units 1000 1003 1010 of bucket 7   ->   67  E8 07  03  3B
 *
 * Most words are rare.  All that a run knows of such a list is in one row, its
 * head: how many postings, then the groups.  A list of more than HEAD_POSTINGS
 * has rows of its own; the id of a row is the first posting in it, so that a
 * few buckets are a range of rows, and hardly any others are read.
 *
 *     head of "harbour"                row id  (run, harbour, 0, 0)
 *     row from bucket 7, unit 1000             (run, harbour, 7, 1000)
 *     row from bucket 9, unit 9120             (run, harbour, 9, 9120)
 *
 * Rows can be changed in place, which is how single units come and go.  Such
 * a row is halved when it gets too long.  The count in a head with rows is
 * not kept up to date: it only says what is rare.
 */
#include "memory/posting.h"

#include "base/error.h"

#include <string.h>

/* --------------------------------------------------------------- numbers */

static size_t put_number(uint64_t n, char *to)
{
    size_t len = 0;

    for (; n >= 0x80; n >>= 7)
        to[len++] = (char)(n | 0x80);
    to[len++] = (char)n;
    return len;
}

static bool take_number(struct barq_text *rest, uint64_t *n)
{
    unsigned shift = 0;

    *n = 0;
    for (size_t i = 0; i < rest->len && shift < 35; i++, shift += 7) {
        unsigned char byte = (unsigned char)rest->at[i];
        *n |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            rest->at += i + 1;
            rest->len -= i + 1;
            return true;
        }
    }
    return false;
}

static void store(uint64_t word, char *at)
{
    word = htole64(word);
    memcpy(at, &word, sizeof(word));
}

/* ----------------------------------------------------------------- groups */

enum { WORD = POSTING_WORD, WIDTH_MOST = 32 };
enum { FOUR_MOST = (8 * WORD - 7) / 4 };

enum { FEW = 7, COUNT_SHIFT = BUCKET_BITS };

/* Bytes of a group but its distances, and of these. */
enum { GROUP_MOST = 1 + 2 + 5 + 1 };
static size_t steps_len(size_t count, unsigned width)
{
    return ((count - 1) * width + 7) / 8;
}

static bool take_byte(struct barq_text *rest, unsigned char *byte)
{
    if (!rest->len)
        return false;
    *byte = (unsigned char)*rest->at;
    rest->at++;
    rest->len--;
    return true;
}

bool group_read(struct barq_text *rest, struct group *group)
{
    unsigned char byte = 0, width = 0;
    uint64_t count, first;

    if (!take_byte(rest, &byte))
        return false;
    count = byte >> COUNT_SHIFT;
    if (count == FEW && !take_number(rest, &count))
        return false;
    if (!count || count > ROW_UNITS || !take_number(rest, &first) ||
        first > UNIT_MOST)
        return false;
    if (count > 1 &&
        (!take_byte(rest, &width) || !width || width >= WIDTH_MOST))
        return false;
    size_t len = steps_len((size_t)count, width);
    if (len > rest->len)
        return false;
    *group = (struct group){ byte & (MEMORY_BUCKETS - 1),
                             (size_t)count,
                             (uint32_t)first,
                             width,
                             { rest->at, len } };
    rest->at += len;
    rest->len -= len;
    return true;
}

/* Write a unit behind `n` others, if it passes. */
static inline size_t put_unit(uint32_t unit, const struct sieve *sieve,
                              uint32_t *to, size_t n)
{
    to[n] = unit;
    return n + (sieve ? sieve_has(sieve, unit) : 1);
}

/* The distances from the i-th on, whose eight bytes are not all there: a copy
 * is read.  They go on from *unit. */
static size_t unpack_last(const struct group *group, size_t i, uint32_t *unit,
                          const struct sieve *sieve, uint32_t *to, size_t n)
{
    size_t bit = (i - 1) * group->width, done = bit / 8;
    uint64_t mask = (UINT64_C(1) << group->width) - 1;
    char padded[2 * WORD] = { 0 };

    memcpy(padded, group->steps.at + done, group->steps.len - done);
    for (bit -= 8 * done; i < group->count; i++, bit += group->width) {
        *unit += (uint32_t)(posting_load(padded + bit / 8) >> bit % 8 & mask);
        n = put_unit(*unit, sieve, to, n);
    }
    return n;
}

/* As long as eight bytes are there, four at a time where they hold so many.
 * Made twice, with a sieve and without. */
static inline __attribute__((always_inline)) bool unpack(
    const struct group *group, const struct sieve *sieve, uint32_t *to,
    size_t *passed)
{
    /* A copy, which nobody writes to meanwhile. */
    struct sieve near = sieve ? *sieve : (struct sieve){ NULL, 0 };
    const struct sieve *through = sieve ? &near : NULL;
    unsigned width = group->width;
    uint64_t mask = (UINT64_C(1) << width) - 1;
    const char *at = group->steps.at;
    uint32_t unit = group->first;
    size_t count = group->count, len = group->steps.len, bit = 0, i = 1;
    size_t n = put_unit(unit, through, to, 0);

    for (; width <= FOUR_MOST && i + 3 < count && bit / 8 + WORD <= len;
         i += 4, bit += (size_t)4 * width) {
        uint64_t word = posting_load(at + bit / 8) >> bit % 8;
        n = put_unit(unit += (uint32_t)(word & mask), through, to, n);
        word >>= width;
        n = put_unit(unit += (uint32_t)(word & mask), through, to, n);
        word >>= width;
        n = put_unit(unit += (uint32_t)(word & mask), through, to, n);
        word >>= width;
        n = put_unit(unit += (uint32_t)(word & mask), through, to, n);
    }
    for (; i < count && bit / 8 + WORD <= len; i++, bit += width) {
        uint64_t word = posting_load(at + bit / 8) >> bit % 8;
        n = put_unit(unit += (uint32_t)(word & mask), through, to, n);
    }
    if (i < count)
        n = unpack_last(group, i, &unit, through, to, n);
    *passed = n;
    return unit <= UNIT_MOST && unit >= group->first;
}

bool group_units(const struct group *group, uint32_t *to)
{
    size_t all;

    return unpack(group, NULL, to, &all);
}

bool group_sieved(const struct group *group, const struct sieve *sieve,
                  uint32_t *to, size_t *count)
{
    return unpack(group, sieve, to, count);
}

/* Bits that a number needs, at least one. */
static unsigned width_of(uint64_t step)
{
    return 64 - (unsigned)__builtin_clzll(step | 1);
}

/* How many of at[0..count), of one bucket, have distances that fit into so
 * many bytes, at the width that the widest of them needs. */
static size_t fit(const uint64_t *at, size_t count, size_t bytes,
                  unsigned *width)
{
    size_t n = 1;

    for (*width = 1; n < count; n++) {
        unsigned wider = width_of(at[n] - at[n - 1]);
        wider = wider > *width ? wider : *width;
        if (n * wider > 8 * bytes)
            break;
        *width = wider;
    }
    return n;
}

static size_t group_write(const uint64_t *at, size_t count, unsigned width,
                          char *to)
{
    size_t few = count < FEW ? count : FEW, len = 0;

    to[len++] = (char)(posting_bucket(at[0]) | few << COUNT_SHIFT);
    if (few == FEW)
        len += put_number(count, to + len);
    len += put_number(posting_unit(at[0]), to + len);
    if (count == 1)
        return len;
    to[len++] = (char)width;
    uint64_t bits = 0; /* not written yet, so many of them */
    unsigned held = 0;
    char *word = to + len;
    for (size_t i = 1; i < count; i++) {
        bits |= (at[i] - at[i - 1]) << held;
        held += width;
        store(bits, word);
        word += held / 8;
        bits >>= held / 8 * 8;
        held %= 8;
    }
    return len + steps_len(count, width);
}

/* How many of at[0..count) are of one bucket, as the first is. */
static size_t of_one_bucket(const uint64_t *at, size_t count)
{
    size_t n = 1;

    while (n < count && at[n] >> UNIT_BITS == at[0] >> UNIT_BITS)
        n++;
    return n;
}

/* Write as many of at[0..count) as fit into so many bytes. */
static size_t groups_write(const uint64_t *at, size_t count, size_t bytes,
                           char *to, size_t *len)
{
    size_t done = 0;

    *len = 0;
    count = count < ROW_UNITS ? count : ROW_UNITS;
    while (done < count && *len + GROUP_MOST <= bytes) {
        size_t all = of_one_bucket(at + done, count - done);
        unsigned width;
        size_t n = fit(at + done, all, bytes - *len - GROUP_MOST, &width);
        *len += group_write(at + done, n, width, to + *len);
        done += n;
        if (n < all)
            break;
    }
    return done;
}

bool groups_postings(struct barq_text groups, uint64_t list,
                     struct postings *out)
{
    uint32_t units[ROW_UNITS];
    struct group group;

    while (groups.len) {
        if (!group_read(&groups, &group) || !group_units(&group, units) ||
            group.count > out->room - out->count)
            return false;
        for (size_t i = 0; i < group.count; i++)
            out->at[out->count++] = posting_of(list, group.bucket, units[i]);
    }
    return true;
}

/* --------------------------------------------------------- heads and rows */

/* All that a head holds fits. */
_Static_assert(HEAD_POSTINGS *UNIT_BITS / 8 + MEMORY_BUCKETS * GROUP_MOST +
                       WORD <
                   ROW_ROOM,
               "a head has room");

bool head_read(struct barq_text data, struct head *head)
{
    uint64_t count = 0;

    *head = (struct head){ .groups = data };
    if (!take_number(&head->groups, &count))
        return false;
    if (!count) {
        head->rows = true;
        if (!take_number(&head->groups, &count))
            return false;
    }
    head->count = (int64_t)count;
    return true;
}

bool row_postings(int64_t row, struct barq_text data, struct postings *out)
{
    uint64_t first = row_posting(row), list = posting_list_of(first);
    struct head head;

    if (first != list)
        return groups_postings(data, list, out);
    return head_read(data, &head) &&
           (head.rows || groups_postings(head.groups, list, out));
}

size_t head_write(const uint64_t *at, size_t count, char *to)
{
    size_t start = put_number(count, to), len;

    groups_write(at, count, ROW_ROOM - start, to + start, &len);
    return start + len;
}

size_t head_write_rows(size_t count, char *to)
{
    to[0] = 0;
    return 1 + put_number(count, to + 1);
}

size_t row_write(const uint64_t *at, size_t count, char *to, size_t *len)
{
    return groups_write(at, count, ROW_BYTES, to, len);
}
