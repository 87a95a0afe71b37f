/* fold.h - the parts of folding; see fold.c, fold_exact.c and fold_char.c. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "text/text.h"

/* What `c`, already normalised, becomes at a level; 0: nothing. */
uint32_t fold_char(uint32_t c, enum text_level level);

/* text_fold() without its table: what folding is, and slow. */
enum barq_status fold_exact(struct barq_text raw, enum text_level level,
                            struct barq_text *key, struct arena *keep,
                            struct arena scratch, struct barq_error *err);

/* Does `c` never join or trade places with what stands before it? */
bool fold_stands_alone(uint32_t c, enum text_level level);

/* Is `c` a mark that joins nothing, but trades places with other marks? */
bool fold_only_reorders(uint32_t c);

enum {
    FOLD_LEVELS = TEXT_L2 + 1,
    FOLD_BYTES = 7, /* the most that an entry writes */

    FOLD_LEN = 0x07,   /* of a tag: how many bytes are written */
    FOLD_MARK = 0x20,  /* not behind another mark: NFC may swap them */
    FOLD_SPACE = 0x40, /* white space */
    FOLD_KNOWN = 0x80, /* what is not goes through fold_exact() */

    /* Pages of 64 code points: first those of one and two bytes in UTF-8,
     * then the one of which nothing is known, then others. */
    FOLD_PAGE = 64,
    FOLD_SHORT_PAGES = 32,
    FOLD_NO_PAGE = FOLD_SHORT_PAGES,
    FOLD_PAGES = 72,
    FOLD_INDEX = 1024, /* pages of the code points below U+10000 */
};

/* What a code point becomes, wherever it stands. */
struct fold_entry {
    char to[FOLD_BYTES];
    uint8_t tag;
};

/* Worked out by scripts/ready.c when the program is built: for each page of
 * code points its page of entries, and those entries. */
extern const uint8_t fold_page[FOLD_INDEX];
extern const struct fold_entry fold_entries[FOLD_LEVELS]
                                           [FOLD_PAGES * FOLD_PAGE];

#endif
