/* sentence.h - the sentences of a block, one after another; sentence.c. */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include "text/keymap.h"
#include "text/text.h"

#include <stdbool.h>

/* What is known of words beside a stop; see sentence_words.c. */
struct sentence_rules {
    enum barq_lang lang;
    struct keymap words; /* to kinds, as bits */
};

enum barq_status sentence_rules_open(struct sentence_rules *rules,
                                     enum barq_lang lang, struct arena *keep,
                                     struct barq_error *err);

/* The list that is being counted in the present block; sentence_list.c. */
struct sentence_list {
    uint32_t form;   /* how its markers look; 0 without a list */
    uint32_t number; /* of its last marker; a is 1 */
    uint32_t bullet; /* the mark that its items begin with, or 0 */
};

/* A block being read. */
struct sentences {
    const struct sentence_rules *rules;
    struct barq_text text;
    size_t from; /* where the present sentence begins */
    size_t at;   /* read up to here */
    size_t bare; /* no address lies before here, in its piece of text */
    struct sentence_list list;
};

/* The next sentence of text[from..), without white space at either end;
 * false when there is none. */
bool sentence_next(struct sentences *block, struct text_span *span);

#endif
