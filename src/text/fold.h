/* fold.h - what folding does to a single code point; see fold_char.c. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "text/text.h"

/* What `c`, already normalised, becomes at a level; 0: nothing. */
uint32_t fold_char(uint32_t c, enum text_level level);

/* Is `c` untouched by NFC and NFKC whatever stands around it, so that a text
 * of such code points needs no ICU? */
bool fold_is_simple(uint32_t c);

#endif
