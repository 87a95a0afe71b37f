/*
 * utf8.h - UTF-8 by the code point.
 *
 * Text is checked once, where it enters; after that utf8_next() may trust
 * it.  On bytes that were not checked it still ends, and reads nothing
 * beyond the text, with U+FFFD for what is wrong.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "barq.h"

/* Valid UTF-8 without NUL?  If not, *offset is the first bad byte. */
bool utf8_check(struct barq_text text, size_t *offset);

/* What utf8_check() found at `offset`: "is not UTF-8" or "has a NUL". */
const char *utf8_problem(struct barq_text text, size_t offset);

/* The code point at *i, which moves behind it; *i < text.len. */
uint32_t utf8_next(struct barq_text text, size_t *i);

/* The code point that ends before *i, which moves onto it; *i > 0. */
uint32_t utf8_prev(struct barq_text text, size_t *i);

/* Write c to `to` (room for 4 bytes); returns how many were written. */
size_t utf8_put(uint32_t c, char *to);

/* Space, tab, line ends, NBSP, U+2000-200A, 2028, 2029, 202F, 205F, 3000. */
bool utf8_is_space(uint32_t c);

/* Without white space at either end. */
struct barq_text text_trim(struct barq_text text);

static inline struct barq_text text_of(const char *string)
{
    return (struct barq_text){ string, string ? strlen(string) : 0 };
}

static inline bool text_equal(struct barq_text a, struct barq_text b)
{
    return a.len == b.len && (!a.len || memcmp(a.at, b.at, a.len) == 0);
}

static inline struct barq_text text_slice(struct barq_text text, size_t start,
                                          size_t end)
{
    return (struct barq_text){ text.at + start, end - start };
}

/* Take the first line of *rest, without its LF or CR LF; false at the end. */
bool text_line(struct barq_text *rest, struct barq_text *line);

/* Take what stands before the next `separator` in *rest, or all of it. */
struct barq_text text_field(struct barq_text *rest, char separator);

#endif
