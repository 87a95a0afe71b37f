/* lookup.h - the steps of a lookup that one query and many have in common. */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include "match/sweep.h"

/* Is this a query? */
enum barq_status match_check(struct barq_text text,
                             const struct barq_lookup_options *options,
                             struct barq_error *err);

/* How many matches are wanted. */
size_t match_wanted(const struct barq_lookup_options *options);

/* Its language, by the options or its letters. */
enum barq_lang match_query_lang(struct barq_text text,
                                const struct barq_lookup_options *options);

/* Make a query ready, of which nothing but its memory, its language and what it
 * shares with others is set; in `keep`. */
enum barq_status match_prepare_query(struct barq_text text,
                                     const struct barq_lookup_options *options,
                                     struct match_query *query,
                                     struct arena *keep, struct arena scratch,
                                     struct barq_error *err);

/* The verdicts as matches, with the texts of their units. */
enum barq_status match_publish(const struct match_query *query,
                               const struct match_podium *podium,
                               struct barq_matches **out, struct arena scratch,
                               struct barq_error *err);

#endif
