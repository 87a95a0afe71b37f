/*
 * chars.h - what a code point is, for the readers of text/.
 *
 * The blocks that news is written in (ASCII, Arabic, general punctuation)
 * are answered here; ICU is asked about the rest.
 */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

/* Direction marks, zero-width space and joiners, soft hyphen, U+FEFF. */
bool char_is_control(uint32_t c);

/* Arabic vowel marks and Quranic signs: written above or below a letter. */
bool char_is_haraka(uint32_t c);

/* ASCII 0-9, U+0660-0669 and U+06F0-06F9. */
bool char_is_digit(uint32_t c);

/* A letter or a mark on one, of any script; tatweel is one. */
bool char_is_letter(uint32_t c);

bool char_is_arabic(uint32_t c); /* a letter of the Arabic script */
bool char_is_latin(uint32_t c);  /* a letter of the Latin script */
bool char_is_upper(uint32_t c);
bool char_is_lower(uint32_t c);
bool char_is_currency(uint32_t c);

bool char_is_quote(uint32_t c); /* of any kind, opening or closing */
bool char_is_dash(uint32_t c);
bool char_opens(uint32_t c);  /* an opening bracket */
bool char_closes(uint32_t c); /* a closing bracket */
bool char_is_bullet(uint32_t c);

/* Ends a sentence: . ! ? and the Arabic, ideographic and wide ones. */
bool char_is_stop(uint32_t c);

/* Does text[i] lead a sequence of two bytes that is all there? */
static inline bool char_is_pair(struct barq_text text, size_t i)
{
    unsigned char lead = (unsigned char)text.at[i];

    return lead >= 0xC2 && lead < 0xE0 && i + 1 < text.len &&
           ((unsigned char)text.at[i + 1] & 0xC0) == 0x80;
}

/* utf8_next() for those who read much: ASCII and Arabic without a call. */
static inline uint32_t char_next(struct barq_text text, size_t *i)
{
    unsigned char lead = (unsigned char)text.at[*i];

    if (lead < 0x80) {
        *i += 1;
        return lead;
    }
    if (!char_is_pair(text, *i))
        return utf8_next(text, i);
    *i += 2;
    return (lead & 0x1Fu) << 6 | ((unsigned char)text.at[*i - 1] & 0x3Fu);
}

/* utf8_prev(), likewise. */
static inline uint32_t char_prev(struct barq_text text, size_t *i)
{
    unsigned char last = (unsigned char)text.at[*i - 1];
    size_t lead = *i - 2;

    if (last < 0x80) {
        *i -= 1;
        return last;
    }
    if (*i < 2 || !char_is_pair(text, lead))
        return utf8_prev(text, i);
    *i = lead;
    return char_next(text, &lead);
}

/* The code point at i, or 0 behind the end. */
static inline uint32_t char_at(struct barq_text text, size_t i)
{
    return i < text.len ? char_next(text, &i) : 0;
}

/* The code point that ends before i, or 0 at the beginning. */
static inline uint32_t char_before(struct barq_text text, size_t i)
{
    return i ? char_prev(text, &i) : 0;
}

#endif
