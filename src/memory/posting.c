/*
 * posting.c - lists of units, small.
 *
 * A unit is in a list for each of its distinct token keys.  A memory of a
 * million units has fifty million such postings, and a row for each would be
 * most of the file.  So a list is packed: sorted by bucket (a range of
 * weights) and id, and of each id only the distance to the one before it is
 * kept.
 *
 * Most words are rare.  All that a run knows of such a list is in one row,
 * its head: how many postings, then for each bucket a byte (bucket, and how
 * many if under seven) and the ids, in seven bits a byte:
 *
 *     units 1000 1003 1010 of bucket 7   ->   67  E8 07  03  07
 *
 * A list of more than HEAD_POSTINGS has rows of its own, each of one bucket;
 * the id of a row is the first posting in it, so that a bucket is a range of
 * rows and no others are read.  Its distances have all as many bits as the
 * largest needs, which the first byte says: they are smaller so than in bytes,
 * and many times faster to read, since nothing depends on what is read.
 *
 *     head of "harbour"            row id  (run, harbour, 0, 0)
 *     row  of bucket 7, from 1000          (run, harbour, 7, 1000)
 *     row  of bucket 7, from 9120          (run, harbour, 7, 9120)
 *
 * Rows can be changed in place, which is how single units come and go.  Such
 * a row is halved when it gets too long.  The count in a head with rows is
 * not kept up to date: it only says what is rare.
 */
#include "memory/posting.h"

#include "base/error.h"

#include <endian.h>
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

size_t units_read(struct barq_text *rest, size_t count, uint32_t *to)
{
    uint64_t unit = 0, step = 0;
    size_t i = 0;

    for (; i < count && take_number(rest, &step); i++) {
        unit += step;
        if (unit > UNIT_MOST)
            break;
        to[i] = (uint32_t)unit;
    }
    return i;
}

/* `count` units as postings. */
static bool add_postings(const uint32_t *units, size_t count, uint64_t bucket,
                         struct postings *out)
{
    if (count > out->room - out->count)
        return false;
    for (size_t i = 0; i < count; i++)
        out->at[out->count++] = bucket | units[i];
    return true;
}

/* ----------------------------------------------------------------- heads */

enum { FEW = 7, COUNT_SHIFT = BUCKET_BITS };

bool head_read(struct barq_text data, struct head *head)
{
    uint64_t count = 0;

    *head = (struct head){ .rest = data };
    if (!take_number(&head->rest, &count))
        return false;
    if (!count) {
        head->rows = true;
        if (!take_number(&head->rest, &count))
            return false;
    }
    head->count = (int64_t)count;
    return true;
}

bool head_group(struct barq_text *rest, int *bucket, size_t *count)
{
    unsigned char first = (unsigned char)*rest->at;
    uint64_t n = first >> COUNT_SHIFT;

    *bucket = first & (MEMORY_BUCKETS - 1);
    rest->at++;
    rest->len--;
    if (n == FEW && !take_number(rest, &n))
        return false;
    *count = (size_t)n;
    return n && n <= rest->len;
}

bool head_postings(const struct head *head, uint64_t list, struct postings *out)
{
    struct barq_text rest = head->rest;
    uint32_t units[ROW_UNITS];
    size_t count;
    int bucket;

    while (rest.len)
        if (!head_group(&rest, &bucket, &count) || count > ROW_UNITS ||
            units_read(&rest, count, units) != count ||
            !add_postings(units, count, posting_of(list, bucket, 0), out))
            return false;
    return true;
}

/* How many of at[0..count) are of one bucket, as the first is. */
static size_t of_one_bucket(const uint64_t *at, size_t count)
{
    size_t n = 1;

    while (n < count && posting_bucket(at[n]) == posting_bucket(at[0]))
        n++;
    return n;
}

size_t head_write(const uint64_t *at, size_t count, char *to)
{
    size_t len = put_number(count, to);

    for (size_t i = 0, n; i < count; i += n) {
        n = of_one_bucket(at + i, count - i);
        size_t few = n < FEW ? n : FEW;
        uint32_t unit = 0;
        to[len++] = (char)(posting_bucket(at[i]) | few << COUNT_SHIFT);
        if (few == FEW)
            len += put_number(n, to + len);
        for (size_t j = i; j < i + n; j++) {
            len += put_number(posting_unit(at[j]) - unit, to + len);
            unit = posting_unit(at[j]);
        }
    }
    return len;
}

size_t head_write_rows(size_t count, char *to)
{
    to[0] = 0;
    return 1 + put_number(count, to + 1);
}

/* ------------------------------------------------------------------ rows */

/* Distances are read eight bytes at a time, which begin with theirs; the last
 * ones are in a copy with zeros behind it. */
enum { WORD = 8, WIDTH_MOST = 32 };

/* Of a full row, with the bits that its last byte has over. */
enum { STEPS_MOST = ROW_UNITS - 1 + 7 };

static uint64_t load(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof(word));
    return le64toh(word);
}

/* How many distances of `width` bits a row of so many bytes has. */
static size_t steps_in(size_t bytes, unsigned width)
{
    return 8 * bytes / width;
}

size_t row_units(uint32_t first, struct barq_text data, uint32_t *to)
{
    char tail[WORD];
    size_t bit = 0, i = 0, count;
    uint32_t unit = first;

    *to++ = first;
    if (data.len < 2)
        return data.len ? 0 : 1;
    unsigned width = (unsigned char)data.at[0];
    const char *at = data.at + 1;
    size_t len = data.len - 1;
    if (!width || width >= WIDTH_MOST || steps_in(len, width) > STEPS_MOST)
        return 0;
    count = steps_in(len, width);
    count = count < ROW_UNITS ? count : ROW_UNITS - 1;
    uint64_t mask = (UINT64_C(1) << width) - 1;
    size_t safe = len < WORD ? 0 : steps_in(len - WORD, width);
    for (; i < safe; i++, bit += width) {
        unit += (uint32_t)(load(at + bit / 8) >> bit % 8 & mask);
        to[i] = unit;
    }
    for (; i < count; i++, bit += width) {
        size_t from = bit / 8, more = len - from < WORD ? len - from : WORD;
        memcpy(tail, at + from, more);
        memset(tail + more, 0, WORD - more);
        uint64_t step = load(tail) >> bit % 8 & mask;
        if (!step) /* the bits that were left over */
            break;
        unit += (uint32_t)step;
        to[i] = unit;
    }
    return unit <= UNIT_MOST && unit >= first ? i + 1 : 0;
}

bool row_postings(int64_t row, struct barq_text data, struct postings *out)
{
    uint64_t first = row_posting(row);
    uint32_t units[ROW_UNITS];
    size_t count = row_units(posting_unit(first), data, units);

    return count &&
           add_postings(units, count, first >> UNIT_BITS << UNIT_BITS, out);
}

static unsigned width_of(uint64_t step)
{
    unsigned width = 1;

    while (step >> width)
        width++;
    return width;
}

size_t row_write(const uint64_t *at, size_t count, char *to, size_t *len)
{
    unsigned width = 1;
    size_t n = 1;

    /* As many as fit, at the width that the widest of them needs. */
    for (; n < count && n < ROW_UNITS; n++) {
        unsigned wider = width_of(at[n] - at[n - 1]);
        wider = wider > width ? wider : width;
        if (n * wider > 8 * (size_t)ROW_BYTES)
            break;
        width = wider;
    }
    *len = 0;
    if (n == 1)
        return n;
    *len = 1 + ((n - 1) * width + 7) / 8;
    memset(to, 0, *len + WORD);
    to[0] = (char)width;
    for (size_t i = 1, bit = 0; i < n; i++, bit += width) {
        uint64_t word = load(to + 1 + bit / 8) | (at[i] - at[i - 1]) << bit % 8;
        word = htole64(word);
        memcpy(to + 1 + bit / 8, &word, sizeof(word));
    }
    return n;
}
