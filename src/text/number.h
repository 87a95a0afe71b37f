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

#endif
