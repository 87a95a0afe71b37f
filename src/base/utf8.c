#include "base/utf8.h"

#include <endian.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

/* How long the sequence is that `lead` begins; 0 if it begins none. */
static size_t sequence_len(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static bool is_code_point(uint32_t c, size_t len)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

    return c >= least[len] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

/*
 * Decode the sequence at at[0..room).  Returns its length, or 0 where it is
 * malformed: cut short, overlong, a surrogate or beyond U+10FFFF (Unicode
 * standard, table 3-7).
 */
static size_t decode(const unsigned char *at, size_t room, uint32_t *c)
{
    size_t len = sequence_len(at[0]);

    if (!len || len > room)
        return 0;
    uint32_t value = len == 1 ? at[0] : at[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (at[i] & 0x3F);
    }
    if (!is_code_point(value, len))
        return 0;
    *c = value;
    return len;
}

/* The length of a character of one byte or two, as most are; 0 for others,
 * for NUL and for what is malformed. */
static size_t plain_len(const unsigned char *at, size_t room)
{
    if (at[0] < 0x80)
        return at[0] != 0;
    return at[0] >= 0xC2 && at[0] < 0xE0 && room > 1 && (at[1] & 0xC0) == 0x80
               ? 2
               : 0;
}

enum { EIGHT = sizeof(uint64_t) };
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * How many of the eight bytes at `at` are whole characters of one byte or two,
 * well-formed and not NUL; 0 if others are among them.  In bits, a byte each:
 * those with 10 in front go on, those with 110 lead, C0 and C1 but for, and
 * behind each that leads stands one that goes on.
 */
static size_t plain_bytes(const unsigned char *at)
{
    uint64_t x, high, more, lead;

    memcpy(&x, at, sizeof(x));
    x = le64toh(x);
    high = x & EACH(0x80);
    if (((x - EACH(1)) & ~x & EACH(0x80)))
        return 0;
    if (!high)
        return EIGHT;
    more = high & ~(x << 1);
    lead = high & x << 1 & ~(x << 2) & ((x & EACH(0x1E)) + EACH(0x7E));
    if (high != (more | lead) || more != lead << 8)
        return 0;
    return EIGHT - (lead >> 63); /* the last may lead what is not seen yet */
}

/* Behind the characters of one byte or two that are well-formed from i on. */
static size_t skip_plain(const unsigned char *at, size_t i, size_t len)
{
    size_t n = 1;

    while (n && i + EIGHT <= len)
        i += n = plain_bytes(at + i);
    while (i < len && (n = plain_len(at + i, len - i)))
        i += n;
    return i;
}

bool utf8_check(struct barq_text text, size_t *offset)
{
    const unsigned char *at = (const unsigned char *)text.at;
    uint32_t c = 0;

    for (size_t i = 0; (i = skip_plain(at, i, text.len)) < text.len;) {
        size_t len = decode(at + i, text.len - i, &c);
        if (!len || !c) {
            *offset = i;
            return false;
        }
        i += len;
    }
    return true;
}

const char *utf8_problem(struct barq_text text, size_t offset)
{
    return text.at[offset] ? "is not UTF-8" : "has a NUL";
}

uint32_t utf8_next(struct barq_text text, size_t *i)
{
    const unsigned char *at = (const unsigned char *)text.at + *i;
    uint32_t c = REPLACEMENT;
    size_t plain = plain_len(at, text.len - *i);

    if (plain) {
        *i += plain;
        return plain == 1 ? at[0] : (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
    }
    size_t len = decode(at, text.len - *i, &c);

    *i += len ? len : 1;
    return c;
}

uint32_t utf8_prev(struct barq_text text, size_t *i)
{
    size_t start = *i - 1;

    while (start && *i - start < 4 &&
           ((unsigned char)text.at[start] & 0xC0) == 0x80)
        start--;

    size_t end = start;
    uint32_t c = utf8_next(text, &end);
    if (end != *i) { /* not one whole sequence: step over one byte */
        *i -= 1;
        return REPLACEMENT;
    }
    *i = start;
    return c;
}

size_t utf8_put(uint32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

bool utf8_is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

struct barq_text text_trim(struct barq_text text)
{
    size_t start = 0, end = text.len;

    while (start < end) {
        size_t next = start;
        if (!utf8_is_space(utf8_next(text, &next)))
            break;
        start = next;
    }
    while (end > start) {
        size_t before = end;
        if (!utf8_is_space(utf8_prev(text, &before)))
            break;
        end = before;
    }
    return text_slice(text, start, end);
}

struct barq_text text_field(struct barq_text *rest, char separator)
{
    const char *found =
        rest->len ? memchr(rest->at, separator, rest->len) : NULL;
    size_t len = found ? (size_t)(found - rest->at) : rest->len;
    struct barq_text field = { rest->at, len };
    size_t taken = found ? len + 1 : len;

    rest->at += taken;
    rest->len -= taken;
    return field;
}

bool text_line(struct barq_text *rest, struct barq_text *line)
{
    if (!rest->len)
        return false;
    *line = text_field(rest, '\n');
    if (line->len && line->at[line->len - 1] == '\r')
        line->len--;
    return true;
}
