/*
 * number.c - numbers by value, in either script.
 *
 * ICU reads "1,234.5" as 1.234 under most Arabic locales, so this is our own.
 * A separator counts as part of a number only between two digits.  Which one
 * marks the fraction is told from the number itself:
 *
 *   U+066B is the decimal mark, U+066C and U+060C group thousands
 *   of two kinds of mark, the last is the decimal one   1.234,5    1234.5
 *   one comma before exactly three digits groups        41,250     41250
 *   ... unless nothing but zero stands before it        0,500      0.5
 *   one full stop is the decimal mark                   2.500      2.5
 *   ... unless it stands before three zeros             150.000    150000
 *   a repeated mark groups, if threes follow it         1.550.000  1550000
 *
 * Whatever does not fit (15.5.2024, 1,2,3) is compared as it is written.
 *
 * Who looks for a value where only spellings are kept asks for each of them:
 *
 *     1200     1200  1,200  1200.0  1200.00  1,200.0  1,200.00
 */
#include "text/number.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

enum { DECIMAL = 0x066B, THOUSANDS = 0x066C, COMMA = 0x060C };

/* Exactly three digits, and no fourth, from i on. */
static bool three_digits(struct barq_text text, size_t i)
{
    int count = 0;

    while (i < text.len && char_is_digit(utf8_next(text, &i)))
        count++;
    return count == 3;
}

size_t number_end(struct barq_text text, size_t i)
{
    size_t end = i;

    while (i < text.len) {
        uint32_t c = utf8_next(text, &i);
        if (char_is_digit(c)) {
            end = i;
            continue;
        }
        if (c != '.' && c != ',' && c != DECIMAL && c != THOUSANDS &&
            !(c == COMMA && three_digits(text, i)))
            break;
        size_t next = i;
        if (i == text.len || !char_is_digit(utf8_next(text, &next)))
            break;
    }
    return end;
}

/* A number taken apart. */
struct parts {
    size_t marks;      /* separators seen */
    uint32_t mark;     /* the last one ... */
    size_t at, after;  /* ... and where it begins and ends */
    size_t of_last;    /* how many separators are like the last one */
    bool in_threes;    /* three digits between any two of them, and at the
                          end */
    bool inner_threes; /* the same, but for the end */
    size_t lead;       /* digits before the first */
};

static struct parts take_apart(struct barq_text l1)
{
    struct parts p = { .in_threes = true, .inner_threes = true };
    size_t run = 0;

    for (size_t i = 0; i < l1.len;) {
        size_t start = i;
        uint32_t c = utf8_next(l1, &i);
        if (char_is_digit(c)) {
            run++;
            continue;
        }
        if (p.marks)
            p.inner_threes = p.inner_threes && run == 3;
        else
            p.lead = run;
        p.of_last = c == p.mark ? p.of_last + 1 : 1;
        p.marks++;
        p.mark = c;
        p.at = start;
        p.after = i;
        run = 0;
    }
    p.in_threes = p.inner_threes && run == 3;
    return p;
}

enum reading { WHOLE, FRACTION, NO_NUMBER };

static enum reading read_parts(struct barq_text l1, const struct parts *p)
{
    bool groups = p->in_threes && p->lead <= 3 && p->lead > 0;
    bool fraction_after_groups = p->of_last == 1 && p->inner_threes;

    if (!p->marks)
        return WHOLE;
    if (p->mark == THOUSANDS || p->mark == COMMA)
        return groups ? WHOLE : NO_NUMBER;
    if (p->marks > p->of_last || p->mark == DECIMAL)
        return fraction_after_groups ? FRACTION : NO_NUMBER;
    if (p->marks > 1)
        return groups ? WHOLE : NO_NUMBER;
    bool zeros = p->mark == '.' && memcmp(l1.at + p->at, ".000", 4) == 0;
    return (p->mark == ',' || zeros) && groups && l1.at[0] != '0' ? WHOLE
                                                                  : FRACTION;
}

static size_t copy_digits(struct barq_text from, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < from.len; i++)
        if (from.at[i] >= '0' && from.at[i] <= '9')
            to[n++] = from.at[i];
    return n;
}

size_t number_write(struct barq_text l1, char *to)
{
    struct parts p = take_apart(l1);
    enum reading reading = read_parts(l1, &p);

    if (reading == NO_NUMBER)
        return 0;
    size_t whole = reading == FRACTION ? p.at : l1.len;
    size_t n = copy_digits(text_slice(l1, 0, whole), to), zeros = 0;
    while (zeros + 1 < n && to[zeros] == '0')
        zeros++;
    memmove(to, to + zeros, n - zeros);
    n -= zeros;
    if (reading == FRACTION) {
        to[n++] = '.';
        n += copy_digits(text_slice(l1, p.after, l1.len), to + n);
        while (to[n - 1] == '0')
            n--;
        n -= to[n - 1] == '.';
    }
    return n;
}

struct barq_text number_value(struct barq_text l1, struct arena *keep)
{
    char *to = arena_new(keep, char, l1.len + 2);

    if (!to)
        return (struct barq_text){ 0 };
    size_t len = number_write(l1, to);
    to[len] = 0;
    return len ? (struct barq_text){ to, len } : l1;
}

/* ---------------------------------------------------------------- spellings */

/* The longest value that is spelt in other ways; grouped and padded it has room
 * in twice as much. */
enum { SPELT_MOST = 24, SPELLING_ROOM = 2 * SPELT_MOST };

/* A value, taken apart at its full stop. */
struct written {
    char digits[SPELT_MOST + 1];
    struct barq_text all, whole, fraction;
    bool minus;
};

static bool take_value(struct barq_text l1, struct written *value)
{
    value->minus = l1.len && l1.at[0] == '-';
    struct barq_text number = text_slice(l1, value->minus, l1.len);

    if (number.len > SPELT_MOST || !number.len || number.at[0] < '0' ||
        number.at[0] > '9')
        return false;
    value->all.at = value->digits;
    value->all.len = number_write(number, value->digits);
    value->fraction = value->all;
    value->whole = text_field(&value->fraction, '.');
    return value->all.len;
}

/* The value with this mark between groups and this one before the fraction (0:
 * none), and so many zeros at the end; returns the length. */
static size_t spell(const struct written *value, char group, char mark,
                    size_t zeros, char *to)
{
    size_t n = 0, len = value->whole.len;

    if (value->minus)
        to[n++] = '-';
    if (group == '0')
        to[n++] = '0';
    for (size_t i = 0; i < len; i++) {
        if (group && i && (len - i) % 3 == 0)
            to[n++] = group;
        to[n++] = value->whole.at[i];
    }
    if (mark)
        to[n++] = mark;
    for (size_t i = 0; i < value->fraction.len; i++)
        to[n++] = value->fraction.at[i];
    for (size_t i = 0; i < zeros; i++)
        to[n++] = '0';
    return n;
}

/* May it be written in this way? */
static bool suits(const struct written *value, char group, char mark,
                  size_t zeros)
{
    size_t len = value->whole.len;

    if ((value->fraction.len + zeros != 0) != (mark != 0))
        return false;
    return !group || (group == '0' ? len == 1 : len > 3);
}

/* Is it a spelling of the value? */
static bool says(const struct written *value, struct barq_text spelling)
{
    char read[SPELLING_ROOM];
    size_t len =
        number_write(text_slice(spelling, value->minus, spelling.len), read);

    return text_equal(value->all, (struct barq_text){ read, len });
}

size_t number_spellings(struct barq_text l1,
                        struct barq_text to[NUMBER_SPELLINGS],
                        struct arena *keep)
{
    /* Of what may be written so, what is read so counts.  The group '0' is a
     * zero before a single digit, as in dates. */
    static const struct {
        char group, mark;
        size_t zeros;
    } ways[] = {
        { 0, 0, 0 },     { ',', 0, 0 },   { '.', 0, 0 },   { 0, '.', 0 },
        { 0, '.', 1 },   { 0, '.', 2 },   { 0, ',', 0 },   { 0, ',', 1 },
        { '0', 0, 0 },   { ',', '.', 0 }, { ',', '.', 1 }, { ',', '.', 2 },
        { '.', ',', 0 }, { '.', ',', 1 },
    };
    struct written value;
    char spelling[SPELLING_ROOM] = { 0 };
    size_t count = 0;

    if (!take_value(l1, &value))
        return 0;
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        if (!suits(&value, ways[i].group, ways[i].mark, ways[i].zeros) ||
            count == NUMBER_SPELLINGS)
            continue;
        struct barq_text made = { spelling,
                                  spell(&value, ways[i].group, ways[i].mark,
                                        ways[i].zeros, spelling) };
        if (!says(&value, made))
            continue;
        to[count] = arena_text(keep, made);
        if (!to[count++].at)
            return 0;
    }
    return count;
}
