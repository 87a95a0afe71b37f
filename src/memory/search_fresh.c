/*
 * search_fresh.c - the latest units, which are in no run of the concordance
 * yet: a row for each, with its words and where they stand.
 *
 * A search wants their words only.  A row is sorted by word, and words are
 * hashes, so that from one to the next it is a long way: of a unit of fifty
 * words four steps in five take four bytes, and one place follows.
 */
#include "memory/search.h"

#include "base/error.h"

#include <endian.h>
#include <string.h>

/* Read a posting of five bytes, four for a word and one for a place, if this
 * is one: all but the last two of them have the high bit. */
static bool next_of_five(struct place_reader *reader)
{
    uint32_t step;

    if (reader->end - reader->at < 5)
        return false;
    memcpy(&step, reader->at, sizeof(step));
    step = le32toh(step);
    if ((step & 0x80808081U) != 0x00808080U || reader->at[4] >= 0x80)
        return false;
    step = (step & 0x7FU) | (step >> 1 & 0x3F80U) | (step >> 2 & 0x1FC000U) |
           (step >> 3 & 0xFE00000U);
    reader->unit += step >> 1;
    reader->at += 5;
    return true;
}

static enum barq_status read_row(struct barq_memory *memory,
                                 struct fresh_unit *fresh,
                                 struct barq_text data, struct arena *keep,
                                 struct barq_error *err)
{
    uint32_t *words = arena_new_raw(keep, uint32_t, data.len / 2 + 1);
    struct place_reader reader = {
        .at = (const unsigned char *)data.at,
        .end = (const unsigned char *)data.at + data.len,
    };

    if (!words)
        return fail_nomem(err, "for the latest units");
    while (next_of_five(&reader) || place_next(&reader))
        words[fresh->count++] = (uint32_t)reader.unit;
    fresh->words = words;
    return reader.bad ? memory_index_damaged(memory, err) : BARQ_OK;
}

static enum barq_status count_rows(struct barq_memory *memory, size_t *rows,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_COUNT_FRESH);
    if (query_row(&q))
        *rows = (size_t)query_column(&q, 0);
    return query_end(&q, err);
}

enum barq_status fresh_read(struct barq_memory *memory,
                            struct fresh_units **out, struct arena *keep,
                            struct barq_error *err)
{
    struct fresh_units *fresh = arena_new(keep, struct fresh_units, 1);
    size_t rows = 0;
    enum barq_status status = count_rows(memory, &rows, err);
    struct query q;

    if (status)
        return status;
    if (fresh)
        fresh->at = arena_new(keep, struct fresh_unit, rows + 1);
    if (!fresh || !fresh->at)
        return fail_nomem(err, "for the latest units");
    query_start(&q, memory, SQL_FRESH);
    while (!status && fresh->count < rows && query_row(&q)) {
        struct fresh_unit *unit = &fresh->at[fresh->count++];
        unit->unit = query_column(&q, 0);
        status = read_row(memory, unit, query_blob(&q, 1), keep, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    *out = fresh;
    return status ? status : ended;
}
