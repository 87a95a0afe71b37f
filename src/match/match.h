/* match.h - how alike two segments are, and which stored ones are alike. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "base/arena.h"
#include "barq.h"
#include "memory/memory.h"
#include "text/text.h"

/* What scoring wants to know of a token beyond its keys. */
struct match_word {
    uint64_t key;        /* memory_token_key() */
    uint64_t signature;  /* a bit for each letter there is, by hash */
    size_t letter_count; /* of its L2 key; 0 for all but content words, and
                            for monsters */
    int weight;          /* memory_token_weight() */
};

/* A segment made ready for scoring.  Its bag has a number for each token, in
 * order: the key times MATCH_BAG_KEY, and MATCH_BAG_KEY - 1 less what the token
 * costs at least where the other side lacks the key (match_least), unless it is
 * alike to another: of those of one key the dearest comes first. */
enum { MATCH_BAG_KEY = 256 };
struct match_side {
    struct barq_text raw;
    struct tokens tokens;
    const struct match_word *words; /* one per token */
    const uint32_t *bag;
    int64_t weight;      /* of all tokens, in hundredths of a content word */
    int64_t word_weight; /* without punctuation */
    const struct match_letters *letters; /* NULL, or those of a query */
};

enum barq_status match_prepare(struct word_cache *words, struct barq_text raw,
                               struct match_side *side, struct arena *keep,
                               struct arena scratch, struct barq_error *err);

static inline struct memory_bag match_bag(const struct match_side *side)
{
    return (struct memory_bag){ side->bag, side->tokens.count, side->weight };
}

/* The same text lies elsewhere now. */
void match_side_move(struct match_side *side, struct barq_text raw);

/* A score before context and penalties. */
struct match_score {
    int rank;  /* 100, 99, 98, 95-97, or the score */
    int score; /* whole percent, rounded down, after caps */
    struct barq_part *parts;
    size_t part_count;
};

/*
 * Score `stored` as a match of `query`: weighted token edit distance with
 * the caps of DESIGN.md, section 6.  The parts are made in
 * `keep`; with NULL there are none, which is faster.
 */
enum barq_status match_compare(const struct match_side *query,
                               const struct match_side *stored,
                               struct match_score *out, struct arena *keep,
                               struct arena scratch, struct barq_error *err);

/*
 * barq_lookup() for a story whose earlier versions are known.  What stands in
 * one of these goes first, that of the last edition before all: rivals,
 * formulas of other stories, and whatever stood between the same neighbours
 * elsewhere. It gives way only to a correction that a person published since,
 * by itself.
 */
struct match_chain {
    const int64_t *stories; /* by their ids in the memory */
    size_t count;
};
struct match_asking {
    const struct match_chain *chain; /* NULL: none is known */
    bool equal_only;                 /* no fuzzy matches */
    int64_t slice; /* units of lists to read at a time; 0: as many as usual */
};
enum barq_status match_lookup(struct barq_memory *memory, struct barq_text text,
                              const struct barq_lookup_options *options,
                              const struct match_asking *asking,
                              struct barq_matches **out,
                              struct barq_error *err);

/* How alike two segments are, and `stored` in runs where `query` differs, as
 * barq_match has them, in `keep`; with NULL there are none, which is faster.
 * BARQ_NOTHING when they are less alike than out->percent says before. */
struct match_likeness {
    int percent;
    struct barq_run *runs;
    size_t run_count;
};
enum barq_status match_liken(const struct match_side *query,
                             const struct match_side *stored,
                             struct match_likeness *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err);

#endif
