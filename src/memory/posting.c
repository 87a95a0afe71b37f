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
 * Rows can be changed in place, which is how few units come and go.  Such a row
 * is halved when it gets too long.  The count in a head with rows is
 * not kept up to date: it only says what is rare.
 */
#include "memory/posting.h"

#include "base/error.h"
#include "base/utf8.h"

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

/* A number of up to five bytes. */
enum { NUMBER_MOST = 5 };

static inline bool take_number(struct barq_text *rest, uint64_t *n)
{
    size_t most = rest->len < NUMBER_MOST ? rest->len : NUMBER_MOST;
    uint64_t number = 0;

    for (size_t i = 0; i < most; i++) {
        unsigned char byte = (unsigned char)rest->at[i];
        number |= (uint64_t)(byte & 0x7F) << 7 * i;
        if (byte < 0x80) {
            rest->at += i + 1;
            rest->len -= i + 1;
            *n = number;
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

/* A group as far as it is unpacked: the last unit, so many distances behind the
 * first, and how many have passed. */
struct unpacked {
    uint32_t unit;
    size_t i, passed;
};

/* Made twice, with a sieve and without.  It is copied, so that nobody writes to
 * it meanwhile. */
#define BOTH_WAYS static inline __attribute__((always_inline))

/* Write a unit behind those that passed, and keep it if it does. */
BOTH_WAYS void put_unit(uint32_t unit, struct sieve sieve, uint32_t *to,
                        struct unpacked *done)
{
    to[done->passed] = unit;
    done->passed += sieve.words ? sieve_has(sieve, unit) : 1;
    done->unit = unit;
}

/* Take so many distances with each load, as long as there are so many, and
 * eight bytes. */
BOTH_WAYS void unpack_loads(const struct group *group, unsigned fields,
                            struct sieve sieve, uint32_t *to,
                            struct unpacked *done)
{
    const char *at = group->steps.at;
    unsigned width = group->width;
    uint64_t mask = (UINT64_C(1) << width) - 1;
    size_t step = (size_t)fields * width, bit = 0;
    size_t loads = (group->count - 1) / fields;

    while (!posting_loads_fit(loads, step, group->steps.len))
        loads--;
    done->i = loads * fields;
    for (; loads; loads--, bit += step) {
        uint64_t word = posting_load(at + bit / 8) >> bit % 8;
        put_unit(done->unit + (uint32_t)(word & mask), sieve, to, done);
        word >>= width;
        put_unit(done->unit + (uint32_t)(word & mask), sieve, to, done);
        word >>= width;
        if (fields > 2)
            put_unit(done->unit + (uint32_t)(word & mask), sieve, to, done);
        word >>= width;
        if (fields > 3)
            put_unit(done->unit + (uint32_t)(word & mask), sieve, to, done);
    }
}

BOTH_WAYS bool unpack(const struct group *group, struct sieve sieve,
                      uint32_t *to, size_t *passed)
{
    struct unpacked done = { 0 };
    struct steps steps;

    put_unit(group->first, sieve, to, &done);
    if (group->width <= POSTING_FOUR)
        unpack_loads(group, 4, sieve, to, &done);
    else if (group->width <= POSTING_THREE)
        unpack_loads(group, 3, sieve, to, &done);
    else if (group->width <= POSTING_TWO)
        unpack_loads(group, 2, sieve, to, &done);
    steps_start(&steps, group);
    for (; done.i + 1 < group->count; done.i++)
        put_unit(done.unit + (uint32_t)steps_at(&steps, done.i), sieve, to,
                 &done);
    *passed = done.passed;
    return done.unit <= UNIT_MOST && done.unit >= group->first;
}

bool group_units(const struct group *group, uint32_t *to)
{
    size_t all;

    return unpack(group, (struct sieve){ NULL, 0 }, to, &all);
}

bool group_sieved(const struct group *group, const struct sieve *sieve,
                  uint32_t *to, size_t *count)
{
    return sieve->words && unpack(group, *sieve, to, count);
}

/* Bits that a number needs, at least one. */
static unsigned width_of(uint64_t step)
{
    return 64 - (unsigned)__builtin_clzll(step | 1);
}

/* The width that the widest distance between them needs. */
static unsigned width_of_all(const uint64_t *at, size_t count)
{
    uint64_t bits = 0;

    for (size_t n = 1; n < count; n++)
        bits |= at[n] - at[n - 1];
    return width_of(bits);
}

/* How many of at[0..count), of one bucket, have distances that fit into so
 * many bytes, at the width that the widest of them needs. */
static size_t fit(const uint64_t *at, size_t count, size_t bytes,
                  unsigned *width)
{
    size_t n = 1;

    *width = width_of_all(at, count);
    if ((count - 1) * *width <= 8 * bytes)
        return count;
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
    uint64_t next = list; /* what comes is not under it */
    struct group group;

    while (groups.len) {
        if (!group_read(&groups, &group) || !group_units(&group, units) ||
            group.count > out->room - out->count)
            return false;
        for (size_t i = 0; i < group.count; i++) {
            uint64_t posting = posting_of(list, group.bucket, units[i]);
            if (posting < next)
                return false;
            next = posting + 1;
            out->at[out->count++] = posting;
        }
    }
    return true;
}

bool postings_insert(struct postings *held, uint64_t posting)
{
    size_t i = held->count;

    while (i && held->at[i - 1] > posting)
        i--;
    if (i && held->at[i - 1] == posting)
        return false;
    memmove(held->at + i + 1, held->at + i,
            (held->count - i) * sizeof(*held->at));
    held->at[i] = posting;
    held->count++;
    return true;
}

/* Where the group of a bucket stands among others, or would; and how many
 * postings there are. */
struct group_place {
    size_t start, end, postings;
};

static bool group_place(struct barq_text groups, int bucket,
                        struct group_place *place)
{
    struct barq_text rest = groups;
    struct group group;

    *place = (struct group_place){ 0 };
    while (rest.len) {
        if (!group_read(&rest, &group))
            return false;
        size_t end = groups.len - rest.len;
        if (group.bucket < bucket)
            place->start = end;
        if (group.bucket <= bucket)
            place->end = end;
        place->postings += group.count;
    }
    return true;
}

size_t groups_insert(struct barq_text groups, uint64_t posting, size_t bytes,
                     char *to)
{
    uint64_t room[ROW_UNITS];
    struct postings held = { room, 0, ROW_UNITS };
    struct group_place place;
    size_t len;

    if (!group_place(groups, posting_bucket(posting), &place) ||
        place.postings >= ROW_UNITS || groups.len + GROUP_MOST > bytes ||
        !groups_postings(text_slice(groups, place.start, place.end),
                         posting_list_of(posting), &held) ||
        !postings_insert(&held, posting))
        return 0;
    size_t behind = groups.len - place.end;
    if (groups_write(held.at, held.count, bytes - place.start - behind,
                     to + place.start, &len) < held.count)
        return 0;
    memcpy(to, groups.at, place.start);
    memcpy(to + place.start + len, groups.at + place.end, behind);
    return place.start + len + behind;
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

size_t head_insert(const struct head *head, uint64_t posting, char *to)
{
    size_t count = (size_t)head->count + 1;

    if (head->rows || count > HEAD_POSTINGS)
        return 0;
    size_t start = put_number(count, to);
    size_t len = groups_insert(head->groups, posting, ROW_ROOM - WORD - start,
                               to + start);
    return len ? start + len : 0;
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
