/*
 * place.c - the shape of the concordance's rows.
 *
 * A row holds lists, sorted by word, and a list the postings of one word, a
 * unit after the other:
 *
 *     list     varint  words since the list before; of the first, 0
 *              varint  bytes that follow
 *              postings
 *     posting  varint  units since the one before, doubled; +1: several places
 *              varint  [how many places]
 *              varint  the place; of several, what is between one and the next
 *
 * "the" in unit 700 at places 0 and 9, then in 702 at place 4:
 *
 *     00 07   F9 0A 02 00 09   04 04
 *
 * A list that is too long for a row goes on in the next, which begins with its
 * word.  Of the postings of news the half is of a word in a tenth of the units
 * or more, and takes two bytes.  A varint has seven bits a byte, the lowest
 * first, and the high bit where another follows.
 */
#include "memory/words.h"

#include "base/utf8.h"

struct barq_text word_clip(struct barq_text key)
{
    size_t len = WORD_MOST;

    if (key.len <= WORD_MOST)
        return key;
    while (len && ((unsigned char)key.at[len] & 0xC0) == 0x80)
        len--;
    return text_slice(key, 0, len);
}

struct barq_text word_part(struct barq_text key, size_t at, char *to)
{
    memcpy(to, key.at + at, key.len - at);
    to[key.len - at] = WORD_BREAK;
    memcpy(to + key.len - at + 1, key.at, at);
    return (struct barq_text){ to, key.len + 1 };
}

struct barq_text word_whole(struct barq_text row, struct barq_text *part,
                            char *to)
{
    const char *end = row.len ? memchr(row.at, WORD_BREAK, row.len) : NULL;

    *part = row;
    if (!end)
        return row;
    part->len = (size_t)(end - row.at);
    size_t before = row.len - part->len - 1;
    memcpy(to, end + 1, before);
    memcpy(to + before, part->at, part->len);
    return (struct barq_text){ to, row.len - 1 };
}

bool word_next(struct barq_text *rest, struct barq_text *word)
{
    do {
        if (!rest->len)
            return false;
        *word = text_field(rest, ' ');
    } while (!word->len);
    return true;
}

size_t varint_put(uint64_t value, char *to)
{
    size_t n = 0;

    for (; value >= 0x80; value >>= 7)
        to[n++] = (char)(value | 0x80);
    to[n++] = (char)value;
    return n;
}

bool varint_take(const unsigned char **at, const unsigned char *end,
                 uint64_t *value)
{
    *value = 0;
    for (unsigned i = 0; i < VARINT_MOST && *at < end; i++) {
        unsigned char byte = *(*at)++;
        *value |= (uint64_t)(byte & 0x7F) << (7 * i);
        if (byte < 0x80)
            return true;
    }
    return false;
}

size_t place_write(int64_t before, int64_t unit, const uint16_t *places,
                   size_t count, char *to)
{
    uint64_t since = (uint64_t)(unit - before);
    size_t n = varint_put(since << 1 | (count > 1), to);
    uint16_t last = 0;

    if (count > 1)
        n += varint_put(count, to + n);
    for (size_t i = 0; i < count; i++) {
        n += varint_put((uint64_t)(places[i] - last), to + n);
        last = places[i];
    }
    return n;
}

/* Behind `count` varints; they have one byte each, mostly. */
static bool pass_places(const unsigned char **at, const unsigned char *end,
                        uint64_t count)
{
    unsigned char bits = 0;
    uint64_t place;

    for (uint64_t i = 0; i < count && i < (uint64_t)(end - *at); i++)
        bits |= (*at)[i];
    if (bits < 0x80 && count <= (uint64_t)(end - *at)) {
        *at += count;
        return true;
    }
    while (count--)
        if (!varint_take(at, end, &place))
            return false;
    return true;
}

bool place_next(struct place_reader *reader)
{
    const unsigned char *at = reader->at, *end = reader->end;
    uint64_t since, count = 1;

    if (at == end || reader->bad)
        return false;
    if (end - at > 1 && !(at[0] & 0x81) && at[1] < 0x80) { /* mostly */
        reader->unit += at[0] >> 1;
        reader->count = 1;
        reader->places = at + 1;
        reader->at = at + 2;
        return true;
    }
    bool good = varint_take(&at, end, &since);
    if (good && since & 1)
        good = varint_take(&at, end, &count);
    reader->places = at;
    reader->count = (size_t)count;
    good = good && pass_places(&at, end, count);
    reader->bad = !good || since >> 1 > (uint64_t)PLACE_UNIT_MOST;
    if (reader->bad)
        return false;
    reader->unit += (int64_t)(since >> 1);
    reader->at = at;
    return true;
}

size_t place_list(const struct place_reader *reader, uint16_t *to, size_t room)
{
    const unsigned char *at = reader->places;
    uint64_t place = 0, step;
    size_t n = 0;

    while (n < reader->count && n < room &&
           varint_take(&at, reader->at, &step)) {
        place += step;
        to[n++] = (uint16_t)place;
    }
    return n;
}

size_t place_copy(const struct place_reader *reader, int64_t before, char *to)
{
    uint64_t since = (uint64_t)(reader->unit - before);
    size_t n = varint_put(since << 1 | (reader->count > 1), to);
    size_t rest = (size_t)(reader->at - reader->places);

    if (reader->count > 1)
        n += varint_put(reader->count, to + n);
    memcpy(to + n, reader->places, rest);
    return n + rest;
}

/* Pass over postings of two bytes, while they begin below `most` and their
 * units are below `end`. */
static void pass_short(struct place_reader *reader, int64_t end,
                       const unsigned char *most)
{
    const unsigned char *at = reader->at, *last = reader->end;
    int64_t unit = reader->unit;

    while (at < most && last - at > 1 && !(at[0] & 0x81) && at[1] < 0x80 &&
           unit + (at[0] >> 1) < end) {
        unit += at[0] >> 1;
        at += 2;
    }
    if (at == reader->at)
        return;
    *reader = (struct place_reader){
        .at = at, .end = last, .unit = unit, .places = at - 1, .count = 1
    };
}

size_t place_copy_more(struct place_reader *reader, int64_t end, char *to,
                       size_t room)
{
    const unsigned char *first = reader->at, *most = first + room;

    for (;;) {
        pass_short(reader, end, most);
        struct place_reader next = *reader;
        if (next.at >= most || !place_next(&next) || next.unit >= end ||
            next.at - reader->at > PLACE_SHORT)
            break;
        *reader = next;
    }
    memcpy(to, first, (size_t)(reader->at - first));
    return (size_t)(reader->at - first);
}

struct place_rows place_rows_open(int64_t row, struct barq_text data)
{
    const unsigned char *at = (const unsigned char *)data.at;

    return (struct place_rows){ .at = at,
                                .end = at + data.len,
                                .word = place_word(row) };
}

bool place_rows_next(struct place_rows *reader)
{
    uint64_t since, len;

    if (reader->at == reader->end || reader->bad)
        return false;
    reader->bad = !varint_take(&reader->at, reader->end, &since) ||
                  !varint_take(&reader->at, reader->end, &len) ||
                  since >> PLACE_WORD_BITS ||
                  len > (uint64_t)(reader->end - reader->at);
    if (reader->bad)
        return false;
    reader->word += (uint32_t)since;
    reader->list =
        (struct place_reader){ .at = reader->at, .end = reader->at + len };
    reader->at += len;
    return true;
}
