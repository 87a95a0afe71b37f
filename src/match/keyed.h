/* keyed.h - the units that are like a query by their keys; see keyed.c. */
#ifndef MATCH_KEYED_H
#define MATCH_KEYED_H

#include "match/scan.h"

/* Judge what may get on the podium, but for `same`, which were. */
enum barq_status match_scan_keys(const struct match_query *query,
                                 const struct memory_ids *same,
                                 struct match_podium *podium,
                                 struct arena scratch, struct barq_error *err);

#endif
