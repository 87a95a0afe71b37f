/* stem.h - light stems (L3) of L2 words; see stem_ar.c and stem_en.c. */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "text/text.h"

/* What a stem can grow to: a suffix may be replaced by one letter. */
enum { STEM_GROWTH = 2 };

/* The stem of `word`, an L2 key whose L1 key is `l1`, in to[0..word.len +
 * STEM_GROWTH); returns its length: two letters or more, unless the word is
 * shorter. */
size_t stem_arabic(const struct lexicon *lexicon, struct barq_text l1,
                   struct barq_text word, char *to);
size_t stem_english(const struct lexicon *lexicon, struct barq_text l1,
                    struct barq_text word, char *to);

/* Are two English expressions, L2 keys, forms of one another? */
bool stem_same_english(const struct lexicon *lexicon, struct barq_text a,
                       struct barq_text b);

/*
 * `word` without a proclitic that only leads it (waw, feh, beh, kaf, lam,
 * seen), if what is left is known to the lexicon; else `word` itself.
 */
struct barq_text stem_bare(const struct lexicon *lexicon,
                           struct barq_text word);

#endif
