/* stem.h - light stems (L3) of L2 words; see stem_ar.c and stem_en.c. */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "text/scan.h"
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

/* Does this key begin with an Arabic letter? */
bool word_is_arabic(struct barq_text key);

/* Give a word that has l1 and l2 its l3, in `keep`. */
enum barq_status stem_token(const struct lexicon *lexicon, struct token *token,
                            enum scan_class class, struct arena *keep,
                            struct barq_error *err);

/* Give a token that has its keys and kind the hashes of these, and `letters`.
 */
enum barq_status stem_hashes(const struct lexicon *lexicon, struct token *token,
                             struct arena scratch, struct barq_error *err);

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
