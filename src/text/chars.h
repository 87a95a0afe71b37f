/*
 * chars.h - what a code point is, for the readers of text/.
 *
 * The blocks that news is written in (ASCII, Arabic, general punctuation)
 * are answered here; ICU is asked about the rest.
 */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

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

/* Ends a sentence: . ! ? and the Arabic, ideographic and wide ones. */
bool char_is_stop(uint32_t c);

#endif
