/* adapt.h - the query's numbers and dates put into a stored translation; see
 * adapt.c. */
#ifndef MATCH_ADAPT_H
#define MATCH_ADAPT_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

#include <stdbool.h>

/* What is asked: a query in `from`, and how the desk writes. */
struct match_adapt_query {
    const struct lexicon *lexicon;
    enum barq_lang from;
    struct barq_text query;
    struct barq_style style;
    bool quoted; /* it stands in a quotation that began before it */
    const struct values *values; /* of the query; NULL: yet to be read */
    /* What is known of the words of the query's language and of the other;
     * or NULL. */
    struct word_cache *words[2];
};

/* A stored pair, in the order of the query's direction. */
struct match_adapt_pair {
    struct barq_text source, target;
    const struct tokens *cut;    /* the source; NULL: yet to be cut */
    const struct values *values; /* of the source; NULL: yet to be read */
};

struct match_adapted {
    struct barq_text text; /* .at is NULL: nothing was put in */
    const struct barq_adapted *runs;
    size_t run_count;
    struct barq_text refusal; /* why not, on one line; .len 0: no reason, the
                                 values are the same */
    int rank; /* 99: equal but for what was put in; 98: and for letter forms;
                 0: other words differ too */
};

/* Is a quotation that begins in the text not closed in it? */
bool match_quote_is_open(struct barq_text text);

/*
 * Put the values of the query into the translation, if that is safe.  All
 * that *out refers to lives in `keep`.
 */
enum barq_status match_adapt(const struct match_adapt_query *asked,
                             const struct match_adapt_pair *pair,
                             struct match_adapted *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err);

#endif
