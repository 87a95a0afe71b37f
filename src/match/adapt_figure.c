/*
 * adapt_figure.c - numbers in digits: what they are worth, and how they are
 * written.
 *
 * Decimals are kept as digits and places, so that 0.1 is 0.1 and 1,700,000 is
 * 1.7 million, exactly.  A figure knows its form (script, marks, places),
 * which is that of whoever wrote the translation and is given to the number
 * that takes its place:
 *
 *   1,250 of 12,400    12 400 of 9 800    0.50 of 0.75
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"
#include "text/number.h"

#include <stdio.h>

enum { DIGITS_MOST = 15, BYTES_MOST = 48 };

/* ------------------------------------------------------------- decimals */

static struct decimal without_zeros(struct decimal d)
{
    while (d.places > 0 && d.digits % 10 == 0) {
        d.digits /= 10;
        d.places--;
    }
    return d;
}

bool decimal_read(struct barq_text text, struct decimal *out)
{
    struct decimal d = { 0 };
    bool point = false;
    int digits = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > DIGITS_MOST)
            return false;
        d.digits = d.digits * 10 + (c - '0');
        d.places += point;
    }
    *out = without_zeros(d);
    return digits > 0;
}

bool decimal_equal(struct decimal a, struct decimal b)
{
    return a.digits == b.digits && a.places == b.places;
}

double decimal_double(struct decimal d)
{
    double power = 1;

    for (int i = 0; i < d.places; i++)
        power *= 10;
    return (double)d.digits / power;
}

struct decimal decimal_shift(struct decimal d, int power)
{
    d.places += power;
    return without_zeros(d);
}

int decimal_scale(struct decimal small, struct decimal large)
{
    static const int powers[] = { 0, 3, 6, 9, 12 };

    for (size_t i = 0; i < sizeof(powers) / sizeof(powers[0]); i++)
        if (decimal_equal(small, decimal_shift(large, powers[i])))
            return powers[i];
    return -1;
}

/* -------------------------------------------------------------- figures */

/* What is seen of a figure, character by character. */
static void look_at(struct figure *figure, uint32_t c, uint32_t *first,
                    uint32_t *last_mark)
{
    if (char_is_digit(c)) {
        figure->mixed |= figure->whole && figure->arabic != (c > '9');
        figure->arabic = c > '9';
        figure->whole++;
        figure->last++;
        return;
    }
    if (!*first)
        *first = c;
    *last_mark = c;
    figure->last = 0;
}

static size_t copy_ascii(struct barq_text raw, char *to)
{
    size_t len = 0;

    for (size_t i = 0; i < raw.len;) {
        uint32_t c = utf8_next(raw, &i);
        if (char_is_digit(c)) /* its last four bits are its worth */
            to[len++] = (char)('0' + (c > '9' ? c & 0xF : c - '0'));
        else
            len += utf8_put(c, to + len);
    }
    return len;
}

/* Which of the marks groups and which is the point, by what it is worth. */
static void tell_marks(struct figure *figure, struct barq_text value,
                       uint32_t first, uint32_t last_mark)
{
    int lost = figure->whole; /* digits that the value lacks */

    for (size_t i = 0; i < value.len; i++)
        lost -= value.at[i] != '.';
    bool point = last_mark && (memchr(value.at, '.', value.len) || lost > 0);
    if (point) {
        figure->point = last_mark;
        figure->places = figure->last;
        figure->whole -= figure->last;
    }
    if (first && (!point || first != last_mark))
        figure->group = first;
}

static void read_figure(struct barq_text raw, struct figure *figure)
{
    char ascii[BYTES_MOST], digits[BYTES_MOST + 1];
    uint32_t first = 0, last_mark = 0;

    for (size_t i = 0; i < raw.len;)
        look_at(figure, utf8_next(raw, &i), &first, &last_mark);
    if (!first)
        figure->last = 0;
    if (raw.len > BYTES_MOST)
        return;
    struct barq_text l1 = { ascii, copy_ascii(raw, ascii) };
    struct barq_text value = { digits, number_write(l1, digits) };
    figure->known = !figure->mixed && decimal_read(value, &figure->value);
    if (figure->known)
        tell_marks(figure, value, first, last_mark);
}

static bool find_digit(struct barq_text text, size_t *at, size_t limit)
{
    while (*at < limit) {
        size_t next = *at;
        if (char_is_digit(utf8_next(text, &next)))
            return true;
        *at = next;
    }
    return false;
}

bool figure_next(struct barq_text text, size_t *at, size_t limit,
                 struct figure *out)
{
    size_t start = *at;

    if (!find_digit(text, &start, limit))
        return false;
    *at = number_end(text_slice(text, 0, limit), start);
    *out = (struct figure){ .span = { start, *at } };
    read_figure(text_slice(text, start, *at), out);
    return true;
}

bool digits_next(struct barq_text text, size_t *at, size_t limit,
                 struct figure *out)
{
    size_t start = *at;

    if (!find_digit(text, &start, limit))
        return false;
    *at = start;
    for (size_t next = start; next < limit; *at = next)
        if (!char_is_digit(utf8_next(text, &next)))
            break;
    *out = (struct figure){ .span = { start, *at } };
    read_figure(text_slice(text, start, *at), out);
    return true;
}

/* -------------------------------------------------------------- writing */

static size_t put_digit(char *to, char digit, bool arabic)
{
    return utf8_put(arabic ? 0x0660 + (uint32_t)(digit - '0')
                           : (uint32_t)(unsigned char)digit,
                    to);
}

struct barq_text figure_write(struct decimal value, struct figure_form form,
                              struct arena *keep)
{
    char digits[64], text[256];
    size_t len = 0;

    while (value.places < form.places && value.digits < INT64_MAX / 10) {
        value.digits *= 10;
        value.places++;
    }
    int count = snprintf(digits, sizeof(digits), "%0*lld", value.places + 1,
                         (long long)value.digits);
    int whole = count - value.places;
    for (int i = 0; i < count; i++) {
        if (i == whole)
            len += utf8_put(form.point, text + len);
        else if (i && i < whole && (whole - i) % 3 == 0 && form.group)
            len += utf8_put(form.group, text + len);
        len += put_digit(text + len, digits[i], form.arabic);
    }
    return arena_text(keep, (struct barq_text){ text, len });
}
