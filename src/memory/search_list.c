/*
 * search_list.c - the postings of one word, from the newest unit back.
 *
 * Of one run.  A list is written forwards and read backwards.  What a row has
 * of it is skimmed when it is reached: of each BLOCK bytes is noted where they
 * begin, and behind which unit.  Only the block that is asked for is taken
 * apart, an entry for each unit.
 *
 *     at 0 behind 0    at 64 behind 371    at 129 behind 702
 *     the last up to 650: in the second block, if it begins so early; if not,
 *     it is 371, the end of the first
 *
 * Going to a unit far back costs one step of the b-tree and one row, whatever
 * lies between.
 */
#include "memory/search.h"

#include "base/error.h"

#include <endian.h>
#include <stddef.h>
#include <string.h>

/* The least bytes of a block.  A posting has two or more, and three may begin
 * behind these bytes before the end is noticed. */
enum { BLOCK = 64 };
_Static_assert(BLOCK / 2 + 3 <= LIST_ENTRIES, "a block's entries have room");

/* Keep the bytes of a list, for the statement goes on to others, and make room
 * for its blocks. */
static bool keep_bytes(struct list *list, const unsigned char *at, size_t len)
{
    if (len > list->bytes_room) {
        size_t room = 2 * len;
        list->bytes = arena_new_raw(list->keep, unsigned char, room);
        list->blocks =
            arena_new_raw(list->keep, struct list_entry, room / BLOCK + 1);
        list->bytes_room = list->bytes && list->blocks ? room : 0;
        if (!list->bytes_room)
            return false;
    }
    memcpy(list->bytes, at, len);
    list->bytes_len = len;
    return true;
}

static struct place_reader reader_at(const struct list *list,
                                     const struct list_entry *from)
{
    return (struct place_reader){ .at = list->bytes + from->at,
                                  .end = list->bytes + list->bytes_len,
                                  .unit = from->unit };
}

/*
 * The next posting; false at the end.  What most lists are made of, one place
 * and units told in one byte or two, is read without asking which: nobody can
 * tell beforehand.
 */
static inline bool skim(struct place_reader *reader)
{
    const unsigned char *at = reader->at;

    if (reader->end - at > 2) {
        unsigned two = at[0] >> 7;
        unsigned since = (at[0] & 0x7FU) | (at[1] & (0U - two)) << 7;
        unsigned odd = (at[0] & 1U) | (at[1] & (two << 7)) | (at[1 + two] >> 7);
        if (!odd) {
            reader->unit += since >> 1;
            reader->at = at + 2 + two;
            return true;
        }
    }
    return place_next(reader);
}

/* Four postings of two bytes, if such come next: as most do in the list of a
 * common word, for which units and place have less than eight bits and the
 * lowest bit is not set.  Their units are added up by a multiplication. */
static inline bool skim_four(struct place_reader *reader)
{
    uint64_t four;

    if (reader->end - reader->at < (ptrdiff_t)sizeof(four))
        return false;
    memcpy(&four, reader->at, sizeof(four));
    four = le64toh(four);
    if (four & UINT64_C(0x8081808180818081))
        return false;
    four = four >> 1 & UINT64_C(0x007F007F007F007F);
    reader->unit += (int64_t)(four * UINT64_C(0x0001000100010001) >> 48);
    reader->at += sizeof(four);
    return true;
}

/* Note where the blocks of the postings up to `unit` begin. */
static enum barq_status find_blocks(struct list *list, int64_t unit,
                                    struct barq_error *err)
{
    struct place_reader reader = reader_at(list, &(struct list_entry){ 0 });

    list->block_count = 0;
    list->block_end = list->bytes_len;
    while (reader.at < reader.end && reader.unit < unit && !reader.bad) {
        const unsigned char *next = reader.at + BLOCK;
        list->blocks[list->block_count++] =
            (struct list_entry){ (uint32_t)reader.unit,
                                 (uint32_t)(reader.at - list->bytes) };
        while (reader.at < next && (skim_four(&reader) || skim(&reader)))
            continue;
    }
    if (list->block_count)
        list->block_end = (size_t)(reader.at - list->bytes);
    if (!reader.bad)
        return BARQ_OK;
    list->block_count = 0;
    return memory_index_damaged(list->memory, err);
}

/* Take the last block apart, up to `unit`; it is gone then. */
static bool take_block(struct list *list, int64_t unit)
{
    const struct list_entry *block = &list->blocks[--list->block_count];
    struct place_reader reader = reader_at(list, block);
    const unsigned char *end = list->bytes + list->block_end;

    list->block_end = block->at;
    if (!list->entries)
        list->entries =
            arena_new_raw(list->keep, struct list_entry, LIST_ENTRIES);
    list->count = 0;
    while (list->entries && reader.at < end) {
        uint32_t at = (uint32_t)(reader.at - list->bytes);
        if (!skim(&reader) || reader.unit > unit)
            break;
        list->entries[list->count++] =
            (struct list_entry){ (uint32_t)reader.unit, at };
    }
    return list->entries;
}

/* Go on to the last entry up to `unit`.  Blocks behind units as high are
 * beyond it; of the others the last may begin too late, and the one before
 * ends where that begins. */
static enum barq_status seek_block(struct list *list, int64_t unit,
                                   struct barq_error *err)
{
    while (list->block_count &&
           list->blocks[list->block_count - 1].unit >= unit)
        list->block_end = list->blocks[--list->block_count].at;
    while (!list->count && list->block_count)
        if (!take_block(list, unit))
            return fail_nomem(err, "for the places of a word");
    return BARQ_OK;
}

/* What a row has of the word, up to `unit`; nothing, if it is not there. */
static enum barq_status take_row(struct list *list, int64_t row,
                                 struct barq_text data, int64_t unit,
                                 struct barq_error *err)
{
    struct place_rows reader = place_rows_open(row, data);

    list->over = place_word(row) != list->word; /* it began before this row? */
    list->row = list->over ? list->first : place_unit(row);
    while (place_rows_next(&reader) && reader.word < list->word)
        continue;
    if (reader.bad)
        return memory_index_damaged(list->memory, err);
    if (reader.word != list->word || !reader.list.at)
        return BARQ_OK;
    if (!keep_bytes(list, reader.list.at,
                    (size_t)(reader.list.end - reader.list.at)))
        return fail_nomem(err, "for the places of a word");
    enum barq_status status = find_blocks(list, unit, err);
    return status ? status : seek_block(list, unit, err);
}

/* The last row that begins at or before the word's `unit`. */
static enum barq_status load(struct list *list, int64_t unit,
                             struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, list->memory, SQL_PLACES);
    query_int(&q, place_row(list->run, 0, 0));
    query_int(&q, place_row(list->run, list->word, unit));
    bool found = query_row(&q);
    if (found)
        status =
            take_row(list, query_column(&q, 0), query_blob(&q, 1), unit, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    list->over |= !found;
    return status ? status : ended;
}

enum { NEAR = 8 };

/* Drop the entries beyond `unit`: mostly few, else by halves. */
static void drop_beyond(struct list *list, int64_t unit)
{
    size_t low = 0, high = list->count;

    for (int i = 0; i < NEAR && high; i++) {
        if (list->entries[high - 1].unit <= unit)
            break;
        high--;
    }
    if (high && list->entries[high - 1].unit <= unit)
        low = high;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list->entries[middle].unit <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    list->count = low;
}

enum barq_status list_seek(struct list *list, int64_t unit,
                           struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (list->unit && list->unit <= unit)
        return BARQ_OK;
    if (list->count)
        drop_beyond(list, unit);
    if (!list->count)
        status = seek_block(list, unit, err);
    while (!list->count && !status && !list->over && unit >= list->first) {
        status = load(list, unit, err);
        unit = list->row - 1; /* if the row was damaged */
    }
    list->unit = list->count ? list->entries[list->count - 1].unit : 0;
    return status;
}

int64_t list_frequency(const struct list *list)
{
    int64_t units = list->unit - list->row;

    return list->unit ? (int64_t)(list->bytes_len << 20) / (units + 1) : 0;
}

size_t list_places(const struct list *list, uint16_t *to, size_t room)
{
    struct place_reader reader =
        reader_at(list, &list->entries[list->count - 1]);

    place_next(&reader);
    return place_list(&reader, to, room);
}
