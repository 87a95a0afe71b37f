/* stem.h - light stems (L3) of L2 words; see stem_ar.c and stem_en.c. */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "text/text.h"

/* What a stem can grow to: a suffix may be replaced by one letter. */
enum { STEM_GROWTH = 2 };

/* The stem of `word` in to[0..word.len + STEM_GROWTH); returns its length. */
size_t stem_arabic(const struct lexicon *lexicon, struct barq_text word,
                   char *to);
size_t stem_english(struct barq_text word, char *to);

/*
 * `word` without a proclitic that only leads it (waw, feh, beh, kaf, lam,
 * seen), if what is left is known to the lexicon; else `word` itself.
 */
struct barq_text stem_bare(const struct lexicon *lexicon,
                           struct barq_text word);

#endif
