/* scan.h - the stored units that are like a query; see scan.c. */
#ifndef MATCH_SCAN_H
#define MATCH_SCAN_H

#include "match/texts.h"

/* The best verdicts so far, in order; there is room for `max`. */
struct match_podium {
    struct match_verdict *at;
    size_t count, max;
    struct match_texts *texts; /* of a lookup by the index */
};

/* Put a verdict in its place; false when it is not among the best. */
bool match_podium_place(struct match_podium *podium,
                        const struct match_verdict *verdict);

/* The least rank that gets on the podium. */
int match_floor(const struct match_query *query,
                const struct match_podium *podium);

/* Judge a unit, which may get on the podium. */
enum barq_status match_consider(const struct match_query *query,
                                const struct memory_brief *unit,
                                struct match_podium *podium,
                                struct arena scratch, struct barq_error *err);

/* What the index names is in the same state of the memory, or it is damaged:
 * note that for BARQ_NOTHING, and go on. */
enum barq_status match_pass_missing(const struct match_query *query,
                                    enum barq_status status);

/* Judge what may get on the podium. */
enum barq_status match_scan(const struct match_query *query,
                            struct match_podium *podium, struct arena scratch,
                            struct barq_error *err);

#endif
