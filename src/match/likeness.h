/* likeness.h - what it costs to have one token for another. */
#ifndef MATCH_LIKENESS_H
#define MATCH_LIKENESS_H

#include "match/match.h"

/* How two tokens differ, or what became of one without a partner. */
enum match_difference {
    MATCH_SAME,     /* equal at L1 */
    MATCH_SPELLING, /* equal at L2, or in value */
    MATCH_CLITIC,   /* equal at L3 */
    MATCH_NUMBER,   /* two numbers */
    MATCH_DATE,     /* two names of months or weekdays */
    MATCH_ALIKE,    /* by their letters */
    MATCH_WORD,     /* not at all */
    MATCH_PUNCTUATION,
    MATCH_MOVED,   /* it stands elsewhere in the stored segment */
    MATCH_MISSING, /* the stored segment lacks it */
    MATCH_ADDED,   /* the query lacks it */
};

/* The unit of all costs: this many are one hundredth of a content word.  And
 * what a pair costs, of the lighter one, on which retrieval rests (bound.c). */
enum {
    MATCH_FINE = 10000,
    MATCH_SHARE_KEYED = 1000, /* of one index key, at most */
    MATCH_SHARE_MOVED = 3000, /* besides, if it moved */
    MATCH_SHARE_ALIKE = 9000, /* of two words that are alike */
};

/* Of two segments so many pairs of words may be alike; any further word that
 * has no partner of its own key has none (pairing.c). */
enum { MATCH_ALIKE_MOST = 1 };

/* The longest word that is compared by its letters: beyond it stand web
 * addresses and broken files. */
enum { MATCH_LETTERS_MOST = 32 };

/* Tokens i of `a` and j of `b`, if they have one stem or value, and so one
 * index key; else MATCH_WORD. */
enum match_difference match_keyed(const struct match_side *a, size_t i,
                                  const struct match_side *b, size_t j);

/* ... and if they have not: MATCH_NUMBER, MATCH_DATE, MATCH_ALIKE, or
 * MATCH_WORD. */
enum match_difference match_likened(const struct match_side *a, size_t i,
                                    const struct match_side *b, size_t j);

/* Can two words be MATCH_ALIKE?  Their lengths and signatures say no of most
 * that are not. */
bool match_may_be_alike(const struct match_word *a, const struct match_word *b);

/* What a pair that differs like this costs: what the weights differ by, and a
 * share of the lighter one. */
int64_t match_pair_cost(int weight, int other,
                        enum match_difference difference);

/* What a token of this kind and weight costs at least, in hundredths of a
 * content word, where the other side lacks its key (bound.c), unless it is one
 * of the MATCH_ALIKE_MOST words that are alike; and what these may cost less.
 */
int match_least(enum token_kind kind, int weight);
int match_spare(enum token_kind kind, int weight);

/* The largest of what words may cost less, each by match_spare(). */
struct match_spares {
    int at[MATCH_ALIKE_MOST]; /* falling */
};

static inline void match_spares_add(struct match_spares *spares, int spare)
{
    for (int i = 0; i < MATCH_ALIKE_MOST; i++)
        if (spare > spares->at[i]) {
            int smaller = spares->at[i];
            spares->at[i] = spare;
            spare = smaller;
        }
}

/* What words of this cost may cost less, rounded up; and what any may. */
static inline int64_t match_spare_of(int64_t cost)
{
    return (cost * (MATCH_FINE - MATCH_SHARE_ALIKE) + MATCH_FINE - 1) /
           MATCH_FINE;
}

enum {
    MATCH_SPARED_MOST = MATCH_ALIKE_MOST * (((MATCH_FINE - MATCH_SHARE_ALIKE) *
                                                 MEMORY_WEIGHT_MOST +
                                             MATCH_FINE - 1) /
                                            MATCH_FINE)
};

static inline int match_spares_sum(const struct match_spares *spares)
{
    int sum = 0;

    for (int i = 0; i < MATCH_ALIKE_MOST; i++)
        sum += spares->at[i];
    return sum < MATCH_SPARED_MOST ? sum : MATCH_SPARED_MOST;
}

#endif
