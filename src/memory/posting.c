/*
 * posting.c - lists of units, small.
 *
 * A unit is in a list for each of its distinct token keys.  A memory of a
 * million units has fifty million such postings, and a row for each would be
 * most of the file.  So a list is packed: sorted by bucket (a range of
 * weights) and id, and of each id only the distance to the one before it is
 * kept, in seven bits a byte:
 *
 *     units 1000 1003 1010 of bucket 7   ->   E8 07  03  07
 *
 * Most words are rare.  All that a run knows of such a list is in one row,
 * its head: how many postings, then for each bucket a byte (bucket, and how
 * many if under seven) and the ids.  A list of more than HEAD_POSTINGS has
 * rows of its own, each of one bucket; the id of a row is the first posting
 * in it, so that a bucket is a range of rows and no others are read:
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

/* Up to `most` ids, each told by its distance from the one before it (the
 * first from `unit`), as postings of `bucket`.  Nearly all of the time that
 * reading takes is spent here. */
static bool take_units(struct barq_text *rest, uint64_t bucket, uint64_t unit,
                       size_t most, struct postings *out)
{
    const unsigned char *at = (const unsigned char *)rest->at;
    const unsigned char *end = at + rest->len;
    uint64_t *to = out->at + out->count;

    if (most > out->room - out->count)
        most = out->room - out->count;
    for (; most && at < end; most--) {
        uint64_t step = *at++;
        if (step >= 0x80) {
            step &= 0x7F;
            for (unsigned shift = 7; at < end && shift < 35; shift += 7) {
                step |= (uint64_t)(*at & 0x7F) << shift;
                if (*at++ < 0x80)
                    break;
            }
        }
        unit += step;
        if (unit > UNIT_MOST)
            return false;
        *to++ = bucket | unit;
    }
    rest->len -= (size_t)(at - (const unsigned char *)rest->at);
    rest->at = (const char *)at;
    out->count = (size_t)(to - out->at);
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

bool head_postings(const struct head *head, uint64_t list, struct postings *out)
{
    struct barq_text rest = head->rest;

    while (rest.len) {
        unsigned char first = (unsigned char)*rest.at;
        uint64_t bucket = first & (MEMORY_BUCKETS - 1);
        uint64_t count = first >> COUNT_SHIFT;
        size_t before = out->count;
        rest.at++;
        rest.len--;
        if (count == FEW && !take_number(&rest, &count))
            return false;
        if (!take_units(&rest, list | bucket << UNIT_BITS, 0, count, out) ||
            out->count - before != count)
            return false;
    }
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

/* The first posting is the row's own id; the others follow it. */
bool row_postings(int64_t row, struct barq_text data, struct postings *out)
{
    uint64_t first = row_posting(row);
    uint64_t bucket = first >> UNIT_BITS << UNIT_BITS;

    if (out->count == out->room)
        return false;
    out->at[out->count++] = first;
    return take_units(&data, bucket, posting_unit(first), data.len, out) &&
           !data.len;
}

size_t row_write(const uint64_t *at, size_t count, char *to, size_t *len)
{
    size_t n = 1;

    *len = 0;
    while (n < count && *len < ROW_BYTES) {
        *len += put_number(at[n] - at[n - 1], to + *len);
        n++;
    }
    return n;
}
