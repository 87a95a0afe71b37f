/*
 * search_list.c - the postings of one word, from the newest unit back.
 *
 * Of one run.  A list is written forwards and read backwards, so what a row has
 * of it is taken apart when it is reached: an entry for each unit up to the
 * one that is asked for.  Going to a unit far back costs one step of the
 * b-tree and one row, whatever lies between.
 */
#include "memory/search.h"

#include "base/error.h"

#include <string.h>

enum { ENTRIES_FIRST = 64 };

static bool make_room(struct list *list)
{
    if (list->count < list->room)
        return true;
    size_t room = list->room ? 2 * list->room : ENTRIES_FIRST;
    struct list_entry *more = arena_new(list->keep, struct list_entry, room);
    if (!more)
        return false;
    if (list->count)
        memcpy(more, list->entries, list->count * sizeof(*more));
    list->entries = more;
    list->room = room;
    return true;
}

/* The bytes of a list, copied: the statement goes on to others. */
static bool keep_bytes(struct list *list, const unsigned char *at, size_t len)
{
    if (len > list->bytes_room) {
        list->bytes_room = 2 * len;
        list->bytes = arena_new(list->keep, char, list->bytes_room);
        if (!list->bytes)
            return false;
    }
    memcpy(list->bytes, at, len);
    list->bytes_len = len;
    return true;
}

static struct place_reader reader_at(const struct list *list, size_t at,
                                     int64_t before)
{
    const unsigned char *bytes = (const unsigned char *)list->bytes;

    return (struct place_reader){ .at = bytes + at,
                                  .end = bytes + list->bytes_len,
                                  .unit = before };
}

/* Take the postings up to `unit` apart. */
static enum barq_status take_postings(struct list *list, int64_t unit,
                                      struct barq_error *err)
{
    struct place_reader reader = reader_at(list, 0, 0);
    const unsigned char *start = reader.at;

    list->count = 0;
    for (;;) {
        uint32_t at = (uint32_t)(reader.at - start);
        if (!place_next(&reader) || reader.unit > unit)
            break;
        if (!make_room(list))
            return fail_nomem(err, "for the places of a word");
        list->entries[list->count++] =
            (struct list_entry){ (uint32_t)reader.unit, at };
    }
    return reader.bad ? memory_damaged(list->memory, err) : BARQ_OK;
}

/* What a row has of the word, up to `unit`; nothing, if it is not there. */
static enum barq_status take_row(struct list *list, int64_t row,
                                 struct barq_text data, int64_t unit,
                                 struct barq_error *err)
{
    struct place_rows reader = place_rows_open(row, data);

    list->over = place_word(row) != list->word; /* it began before this row? */
    list->count = 0;
    while (place_rows_next(&reader) && reader.word < list->word)
        continue;
    if (reader.bad)
        return memory_damaged(list->memory, err);
    if (reader.word != list->word || !reader.list.at)
        return BARQ_OK;
    if (!keep_bytes(list, reader.list.at,
                    (size_t)(reader.list.end - reader.list.at)))
        return fail_nomem(err, "for the places of a word");
    return take_postings(list, unit, err);
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
    if (!found) {
        list->over = true;
        list->count = 0;
    }
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
    if (!list->count && !list->over && unit >= list->first)
        status = load(list, unit, err);
    list->unit = list->count ? list->entries[list->count - 1].unit : 0;
    return status;
}

size_t list_places(const struct list *list, uint16_t *to, size_t room)
{
    const struct list_entry *entry = &list->entries[list->count - 1];
    int64_t before = list->count > 1 ? entry[-1].unit : 0;
    struct place_reader reader = reader_at(list, entry->at, before);

    place_next(&reader);
    return place_list(&reader, to, room);
}
