/* judge.h - a stored unit as a match of a query: score, context, penalties. */
#ifndef MATCH_JUDGE_H
#define MATCH_JUDGE_H

#include "match/match.h"

/* The wordings of sources, as far as they were asked for in this lookup: what
 * the memory holds a thousand times is read once (rivals.c). */
struct match_source;
enum { MATCH_SAME_ROWS = 1024 };
struct match_same {
    struct arena home;                           /* theirs alone */
    struct match_source *table[MATCH_SAME_ROWS]; /* by key */
};

struct match_verdict;
struct match_measure;

/* The values of a query, read when the first match asks for them; and those of
 * the last source, since units of one text often follow one another. */
struct match_said {
    struct arena home; /* the query's stay, the source's lie behind them */
    struct values values;
    bool read;
    const struct match_measure *of; /* whose source this is; NULL: of none */
    struct values source;
    bool differs; /* may its values be other ones? */
};

/* What is asked of the memory. */
struct match_query {
    struct barq_memory *memory;
    enum barq_lang lang;
    struct word_cache *words;
    struct match_side side;
    uint64_t bare;                 /* memory_bare_key() of it */
    uint64_t before, after, story; /* context keys; 0 for unknown */
    struct match_same *same;
    const struct memory_sieve *sieve; /* which units are wanted */
    struct match_asking asking;
    int min;
    const struct barq_style *style; /* for what is put into translations */
    struct barq_text who;           /* who asks */
    bool adapt, quoted;             /* as in barq_lookup_options */
    struct match_said *said;        /* what values the query says */
    bool exhaustive; /* compare in full, trust no short cut; see sweep.c */
    const struct match_verdict *worst; /* what ranks no better is not wanted;
                                          or NULL */
};

/* A verdict on a unit, with what ranks it among others. */
struct match_verdict {
    int64_t id;
    int rank, score;
    double exact; /* before penalties and caps, not rounded */
    enum barq_origin origin;
    int64_t changed, uses;
    bool ours; /* of who asks; known when the unit's texts are read */
    bool rivals;
    /* It is below what was asked for, but equal but for numbers and dates: it
     * is wanted if those of the query can be put in, and ranks last. */
    bool lent;
    /* They were put in, and nothing else differs. */
    bool adapted;
    /* What the unit's text is cut into, and how it compares, if these were
     * kept; or NULL. */
    struct match_side *side;
    const struct match_measure *measure;
    int class;       /* 100 or 99 in context; else 0 */
    int64_t edition; /* of the story's earlier versions, the last in which it
                        stands, from 1; 0: it stands in none */
    struct barq_part *parts;
    size_t part_count;
    struct barq_run *runs;
    size_t run_count;
};

/* Of a unit whose words are not all the query's: can it be wanted, if it scores
 * no more than `most`, before penalties?  With `framed` it may be equal but for
 * numbers and dates. */
bool match_may_be_wanted(const struct match_query *query,
                         const struct memory_brief *unit, int most,
                         bool framed);

/* The least score that matters, before penalties, of a unit whose words are not
 * all the query's. */
int match_least_score(const struct match_query *query);

/* Below 0 when `a` goes first: what stands in an earlier version, of these by
 * class and edition; then by rank, then score, then what is nearer by less than
 * a point, then origin (published first), then the newest, then the most used,
 * then one of who asks, then the last one stored. */
int match_order(const struct match_verdict *a, const struct match_verdict *b);

/* A unit, its text in the language of the query, made ready, and how that
 * compares. */
struct match_candidate {
    const struct memory_brief *unit;
    struct match_side *side;
    struct match_measure *measure;
    bool kept; /* side and measure stay as long as the verdict */
};

/* Judge a unit.  BARQ_NOTHING when it is below what was asked for. */
enum barq_status match_judge(const struct match_query *query,
                             const struct match_candidate *candidate,
                             struct match_verdict *out, struct arena scratch,
                             struct barq_error *err);

/* The parts and runs of what was judged, in `keep`; and how it compares, if
 * that was not kept, in `work`. */
enum barq_status match_explain_verdict(const struct match_query *query,
                                       const struct match_candidate *candidate,
                                       struct match_verdict *verdict,
                                       struct arena *keep, struct arena *work,
                                       struct barq_error *err);

/* The verdict on a unit that equals the query, at this rank, once the values
 * of the query are put in. */
enum barq_status match_judge_adapted(const struct memory_brief *unit, int rank,
                                     struct match_verdict *verdict,
                                     struct arena *keep,
                                     struct barq_error *err);

/* The rank in context of a unit that equals the query, and its edition. */
struct match_place {
    int rank; /* 102, 101, or 0 */
    int64_t edition;
};
enum barq_status match_context(const struct match_query *query, int64_t id,
                               struct match_place *out, struct arena scratch,
                               struct barq_error *err);

/* Has the memory another wording for the source of `unit`, which `side` is? */
struct match_rivals {
    bool found;      /* another wording of the same source */
    bool superseded; /* one of them is a correction of this */
    bool corrected;  /* ... that a person published by itself */
};
enum barq_status match_rivals(const struct match_query *query, int64_t id,
                              const struct match_side *side,
                              struct match_rivals *out, struct arena scratch,
                              struct barq_error *err);

/* What is weighed of a unit, in the language of the query. */
struct memory_brief match_brief(const struct barq_unit *unit,
                                enum barq_lang lang);

/* Put the numbers of the query into the translation of a match, where they
 * differ and it is safe (adapt.c); the verdict is bent to what comes of it. */
enum barq_status match_put_values(const struct match_query *query,
                                  struct match_verdict *verdict,
                                  struct barq_match *match, struct arena *keep,
                                  struct arena scratch, struct barq_error *err);

#endif
