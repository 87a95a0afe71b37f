/*
 * scan.c - where tokens begin and end.
 *
 *   word     letters and their marks; Latin ones with digits, hyphens and
 *            apostrophes between them (G20, COVID-19, don't, cease-fire);
 *            a currency sign.  Words end where the script changes, and an
 *            Arabic clitic before a number (l-15, b-90) stands alone.
 *   acronym  two or more single letters, each with a full stop but perhaps
 *            the last: U.S., a.f.b
 *   number   digits with separators between them, and a minus before them;
 *            15-16 is three tokens
 *   punct    one mark, or a run of the same
 *
 * Direction marks and joiners belong to the word they stand in; elsewhere
 * they are passed over, as white space is.
 */
#include "text/scan.h"

#include "base/utf8.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/number.h"

#include <endian.h>
#include <string.h>

enum { TATWEEL = 0x0640 };

static uint32_t peek(struct barq_text text, size_t i)
{
    return i < text.len ? utf8_next(text, &i) : 0;
}

/* Behind the marks, tatweel and controls that follow a letter. */
static size_t skip_marks(struct barq_text text, size_t i)
{
    while (i < text.len) {
        size_t next = i;
        uint32_t c = utf8_next(text, &next);
        if (!char_is_haraka(c) && c != TATWEEL && !char_is_control(c))
            break;
        i = next;
    }
    return i;
}

/* The end of an acronym that begins at i, or i if there is none. */
static size_t acronym_end(struct barq_text text, size_t i)
{
    size_t at = i, end = i;
    int letters = 0;

    while (char_is_letter(peek(text, at))) {
        utf8_next(text, &at);
        size_t stop = skip_marks(text, at);
        if (peek(text, stop) != '.') {
            uint32_t c = peek(text, at);
            /* A longer word: its first letter belongs to no acronym. */
            if (char_is_letter(c) || char_is_digit(c))
                break;
            letters++;
            end = at;
            break;
        }
        letters++;
        at = end = stop + 1;
    }
    return letters >= 2 ? end : i;
}

/* Whichever hyphen or apostrophe it is: texts that are equal at L1 must have
 * the same tokens, or a lookup by tokens would miss one of them. */
static bool joins(uint32_t c)
{
    uint32_t mark = fold_char(c, TEXT_L1);

    return mark == '\'' || mark == '-' || c == '&';
}

/* Does the word go on with c, before `next`?  `*latin` is its script. */
static bool goes_on(uint32_t c, uint32_t next, bool latin)
{
    if (c == '_' || char_is_control(c))
        return true;
    if (char_is_letter(c))
        return char_is_haraka(c) || c == TATWEEL || !char_is_arabic(c) == latin;
    if (!latin)
        return false;
    return char_is_digit(c) || (joins(c) && next < 0x0250 &&
                                (char_is_letter(next) || char_is_digit(next)));
}

static size_t word_end(struct barq_text text, size_t i)
{
    bool latin = !char_is_arabic(utf8_next(text, &i));
    size_t end = i;

    while (i < text.len) {
        uint32_t c = utf8_next(text, &i);
        if (!goes_on(c, peek(text, i), latin))
            break;
        if (!char_is_control(c))
            end = i;
    }
    return end;
}

static size_t run_end(struct barq_text text, size_t i)
{
    uint32_t mark = utf8_next(text, &i);

    while (peek(text, i) == mark)
        utf8_next(text, &i);
    return i;
}

/* Is at[0..] an Arabic letter, but neither tatweel nor one with a mark of its
 * own?  U+0621-063A and U+0641-064A: D8 A1-BA and D9 81-8A, a bit for each
 * second byte.  Which first byte comes next nobody can guess, so that it is not
 * asked. */
static bool is_plain_arabic(const unsigned char *at)
{
    static const uint64_t letters[2] = { UINT64_C(0x07FFFFFE00000000),
                                         UINT64_C(0x00000000000007FE) };
    unsigned first = at[0] ^ 0xD8U, second = at[1] ^ 0x80U;

    return (first < 2) & (second < 64) & letters[first & 1] >> (second & 63);
}

/* Is at[0..] seen, as far as its first bytes tell: ASCII, or a letter of the
 * Arabic block? */
static bool is_seen(const unsigned char *at)
{
    return (at[0] > ' ' && at[0] < 0x7F) || is_plain_arabic(at);
}

static size_t skip_blank(struct barq_text text, size_t i)
{
    const unsigned char *at = (const unsigned char *)text.at;

    while (i < text.len && text.at[i] == ' ')
        i++;
    while (i < text.len && !(i + 1 < text.len && is_seen(at + i))) {
        size_t next = i;
        uint32_t c = utf8_next(text, &next);
        if (!utf8_is_space(c) && !char_is_control(c))
            break;
        i = next;
    }
    return i;
}

/* Does the dash at i make the number behind it negative?  Not between words
 * or numbers (15-16), and not with a space behind it. */
static bool is_minus(struct barq_text text, size_t i)
{
    size_t before = i;

    if (i) {
        uint32_t c = utf8_prev(text, &before);
        if (!utf8_is_space(c) && c != '(')
            return false;
    }
    return char_is_dash(utf8_next(text, &i)) && char_is_digit(peek(text, i));
}

/* The Arabic comma, semicolon or question mark: U+060C, 061B, 061F. */
static bool is_arabic_mark(const unsigned char *at, size_t room)
{
    return at[0] == 0xD8 && room > 1 &&
           (at[1] == 0x8C || at[1] == 0x9B || at[1] == 0x9F);
}

/* Does a word surely end before at[0..]?  Not before a hyphen, a digit ... */
static bool ends_word(const unsigned char *at, size_t room)
{
    static const bool ascii[0x80] = {
        [' '] = true, ['.'] = true, [','] = true, ['\n'] = true, ['"'] = true,
        ['('] = true, [')'] = true, [':'] = true, [';'] = true,  ['!'] = true,
        ['?'] = true, ['/'] = true, ['%'] = true,
    };

    return at[0] < 0x80 ? ascii[at[0]] : is_arabic_mark(at, room);
}

/* The length of a mark of those, if it is one and no run of it begins; 0: ask
 * the rules. */
static size_t plain_mark(struct barq_text text, size_t start)
{
    const unsigned char *at = (const unsigned char *)text.at + start;
    size_t room = text.len - start, len = at[0] < 0x80 ? 1 : 2;

    if (!ends_word(at, room))
        return 0;
    return room < 2 * len || memcmp(at, at + len, len) != 0 ? len : 0;
}

/*
 * Letters are looked at eight bytes at a time, all at once: how long a word is
 * nobody can guess either, and a loop over its letters goes on or ends against
 * expectation in every other word.
 */
enum { EIGHT = sizeof(uint64_t), BYTE_BITS = 8, LANE_BITS = 16 };
#define EACH_BYTE UINT64_C(0x0101010101010101)
#define EACH_LANE UINT64_C(0x0001000100010001)

/* The first byte is the lowest. */
static inline uint64_t eight_at(const unsigned char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof(word));
    return le64toh(word);
}

/* How many plain Arabic letters these eight bytes begin with: is_plain_arabic()
 * of four.  Of each, a number of sixteen bits, the highest is left where a
 * difference is none or no less than none. */
static inline size_t arabic_letters(uint64_t word)
{
    const uint64_t highest = EACH_LANE << (LANE_BITS - 1);
    uint64_t first = word & 0xFF * EACH_LANE;
    uint64_t second = word >> BYTE_BITS & 0xFF * EACH_LANE;
    uint64_t is_d9 = first & EACH_LANE;
    uint64_t least = 0xA1 * EACH_LANE - 0x20 * is_d9;
    uint64_t most = 0xBA * EACH_LANE - 0x30 * is_d9;
    uint64_t other = (first & 0xFE * EACH_LANE) ^ 0xD8 * EACH_LANE;
    uint64_t good = (highest - other) & ((second | highest) - least) &
                    ((most | highest) - second) & highest;
    uint64_t bad = good ^ highest;

    return bad ? (size_t)__builtin_ctzll(bad) / LANE_BITS : EIGHT / 2;
}

/* How many Latin letters of ASCII they begin with. */
static inline size_t latin_letters(uint64_t word)
{
    const uint64_t highest = EACH_BYTE << (BYTE_BITS - 1);
    uint64_t small = (word | 0x20 * EACH_BYTE) & ~highest;
    uint64_t from_a = small + (0x80 - 'a') * EACH_BYTE;
    uint64_t behind_z = small + (0x7F - 'z') * EACH_BYTE;
    uint64_t bad = (~from_a | behind_z | word) & highest;

    return bad ? (size_t)__builtin_ctzll(bad) / BYTE_BITS : EIGHT;
}

/* Behind the plain letters, of one script, that begin at i. */
static size_t skip_letters(struct barq_text text, size_t i)
{
    const unsigned char *at = (const unsigned char *)text.at;
    bool arabic = at[i] >= 0x80;
    size_t bytes = EIGHT;

    while (bytes == EIGHT && i + EIGHT <= text.len) {
        uint64_t word = eight_at(at + i);
        bytes = arabic ? 2 * arabic_letters(word) : latin_letters(word);
        i += bytes;
    }
    if (bytes < EIGHT)
        return i;
    while (arabic && i + 1 < text.len && is_plain_arabic(at + i))
        i += 2;
    while (!arabic && i < text.len && (unsigned)(at[i] | 0x20) - 'a' < 26)
        i++;
    return i;
}

/*
 * The end of a word as nearly all are: two plain letters or more, of one
 * script, with a space or a common mark behind them.  0 if it is another
 * kind, for which the rules below are asked.
 */
static size_t plain_end(struct barq_text text, size_t start)
{
    const unsigned char *at = (const unsigned char *)text.at;
    size_t i = skip_letters(text, start);
    size_t least = start + (at[start] < 0x80 ? 2 : 4);
    bool ends = i == text.len || ends_word(at + i, text.len - i);
    return i >= least && ends ? i : 0;
}

enum scan_class scan_token(struct barq_text text, size_t *i,
                           struct text_span *span)
{
    size_t start = skip_blank(text, *i), end = start;
    enum scan_class class = SCAN_PUNCT;

    *i = start;
    if (start == text.len)
        return SCAN_END;
    if ((end = plain_end(text, start))) {
        *span = (struct text_span){ start, end };
        *i = end;
        return SCAN_WORD;
    }
    if ((end = start + plain_mark(text, start)) > start) {
        *span = (struct text_span){ start, end };
        *i = end;
        return SCAN_PUNCT;
    }
    uint32_t c = peek(text, start);
    if (char_is_digit(c)) {
        class = SCAN_NUMBER;
        end = number_end(text, start);
    } else if (is_minus(text, start)) {
        class = SCAN_NUMBER;
        utf8_next(text, &end);
        end = number_end(text, end);
    } else if (char_is_letter(c) || c == '_') {
        end = acronym_end(text, start);
        class = end > start ? SCAN_ACRONYM : SCAN_WORD;
        if (class == SCAN_WORD)
            end = word_end(text, start);
    } else if (char_is_currency(c)) {
        class = SCAN_WORD;
        utf8_next(text, &end);
    } else {
        end = run_end(text, start);
    }
    *span = (struct text_span){ start, end };
    *i = end;
    return class;
}
