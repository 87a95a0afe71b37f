/* sweep.h - every unit of the memory against many queries; see sweep.c. */
#ifndef MATCH_SWEEP_H
#define MATCH_SWEEP_H

#include "match/scan.h"

/* A query, and the best verdicts on it so far. */
struct match_seeker {
    struct match_query query;
    struct match_podium podium;
};

/*
 * Judge every unit there is for every query, less than 2^32 of them.  All ask
 * the same memory, in the same language and for the same least percent, and
 * share one match_same, which is emptied now and then.
 */
enum barq_status match_sweep(struct match_seeker *seekers, size_t count,
                             struct arena scratch, struct barq_error *err);

/*
 * A segment as the sweep sees it, and the test that leaves most pairs out.  In
 * hundredths of a content word.
 */
struct match_sketch {
    int64_t weight;
    int64_t least;  /* what its tokens cost at least, each without a partner
                       of its own key */
    int64_t spares; /* ... but for those that may be alike */
    uint64_t bare;  /* memory_bare_key() */
    uint64_t frame; /* of the words but numbers and dates, in their order */
};
void match_sketch(const struct match_side *side, struct match_sketch *out);

/* Of either side, what the tokens cost at least whose keys both have. */
struct match_common {
    int32_t query, unit;
};

/* False: a comparison of the two, in full, would find a score below the percent
 * that `reach` was made of (match_reach), neither equal words nor an equal
 * frame. */
bool match_sketch_near(const struct match_sketch *query,
                       const struct match_sketch *unit,
                       struct match_common common, int64_t reach);

#endif
