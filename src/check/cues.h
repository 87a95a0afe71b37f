/* cues.h - words and expressions that matter to a check, from a table. */
#ifndef CHECK_CUES_H
#define CHECK_CUES_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

enum cue_kind {
    CUE_NONE,    /* only looks like a cue */
    CUE_NOT,     /* negates, and wants a partner */
    CUE_WEAK,    /* negates, and its partner may be farther off */
    CUE_NOR,     /* so does this, but what was negated already may have it */
    CUE_MAY,     /* negates, and needs no partner */
    CUE_SOFT,    /* says without a negation what may be said with one */
    CUE_LIKE,    /* is like one of these to others of its family only */
    CUE_MUST,    /* says so too, and wants a partner */
    CUE_BUT,     /* turns a negation before it into "only" */
    CUE_JUST,    /* so does this, if it stands close behind it */
    CUE_UP,      /* rose */
    CUE_DOWN,    /* fell */
    CUE_CAPITAL, /* is translated, even as part of a name */
    CUE_TWICE,   /* may rightly stand twice running */
    CUE_BARE,    /* an auxiliary that seldom stands without a negation */
    CUE_INSIDE,  /* negates, inside of words that were run together */
    CUE_COMMON,  /* is of the language itself, and no foreign name */
};
enum { CUE_KINDS = CUE_COMMON + 1 };

/* How the text of a cue is to be compared. */
enum cue_form {
    CUE_EXACT,  /* with the words as they stand, at L1: hamzas count */
    CUE_WHOLE,  /* ... at L2 */
    CUE_STEM,   /* with the stem of one word */
    CUE_BEGINS, /* with the beginning of one word */
    CUE_ENDS,   /* with its end */
};

struct cue {
    struct barq_text text; /* keys set apart by spaces, # for a number */
    enum barq_lang lang;
    enum cue_form form;
    enum cue_kind kind;
    uint64_t family; /* text_hash() of what stands behind a colon; or 0 */
};

/* By form, language and text. */
struct cues {
    struct cue *at;
    size_t count;
};

enum { CUE_WORDS_MOST = 5 };

/* Read the table of this name; BARQ_E_INPUT names the line that is wrong. */
enum barq_status cues_read(struct cues *cues, const char *name,
                           const struct lexicon *lexicon, struct arena *keep,
                           struct arena scratch, struct barq_error *err);

/* The longest cue that begins with token i, and how many tokens it takes;
 * NULL if none does.  Of Arabic a leading waw or feh may be left out. */
const struct cue *cues_find(const struct cues *cues, enum barq_lang lang,
                            const struct tokens *tokens, size_t i,
                            size_t *count);

/* Is a cue of the kind CUE_INSIDE anywhere in a word, at L1? */
bool cues_are_inside(const struct cues *cues, struct barq_text word);

#endif
