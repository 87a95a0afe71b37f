/* names_house.h - a house form in the place of another form. */
#ifndef TRANSLATE_NAMES_HOUSE_H
#define TRANSLATE_NAMES_HOUSE_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

/* Nothing but capitals, two at least. */
bool house_is_acronym(struct barq_text text);

/* The house form, in the letters that fit in the place of `old`, which stands
 * at tokens[first]; .at is NULL when `keep` is full. */
struct barq_text house_fitted(struct barq_text house, struct barq_text old,
                              const struct tokens *tokens, size_t first,
                              struct arena *keep);

/* What stands in the way of the house form at tokens[first]; or NULL. */
const char *house_objection(struct barq_text house, struct barq_text old,
                            const struct tokens *tokens, size_t first,
                            enum barq_name_kind kind);

/* Is `old` (with this L2 key) a word of its own that is made from the house
 * form, or holds it behind a hyphen? */
bool house_is_stem(struct barq_text house, struct barq_text old,
                   struct barq_text old_key, const struct lexicon *lexicon);

#endif
