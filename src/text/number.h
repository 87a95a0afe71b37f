/* number.h - what a run of digits and separators is worth; see number.c. */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include "text/text.h"

/* Where the number that begins at text[i] (a digit) ends. */
size_t number_end(struct barq_text text, size_t i);

/* Its value into to[0..l1.len], see below; returns its length, 0 for what is no
 * single number. */
size_t number_write(struct barq_text l1, char *to);

/*
 * Its value, as "1234.5": no grouping, no needless zero.  `l1` is its L1
 * key, so its digits are ASCII; what is no single number ("15.5.2024") is
 * its own value.  .at is NULL when the arena is full.
 */
struct barq_text number_value(struct barq_text l1, struct arena *keep);

/*
 * How the same value may be written, as L2 keys: whole or grouped, with either
 * mark, with a zero or two at the end; `l1` may begin with a minus.  Each of
 * `to` has that value by number_write().  Returns how many; 0 for what is no
 * single number, or is very long, or when the arena is full.
 */
enum { NUMBER_SPELLINGS = 12 };
size_t number_spellings(struct barq_text l1,
                        struct barq_text to[NUMBER_SPELLINGS],
                        struct arena *keep);

#endif
