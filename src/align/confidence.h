/*
 * confidence.h - how likely is a bead right?
 */
#ifndef ALIGN_CONFIDENCE_H
#define ALIGN_CONFIDENCE_H

#include "align/pairing.h"

/* What is known of each bead, one row a bead. */
typedef double confidence_row[CONFIDENCES];

/* The rows of all beads, whose confidence is the posterior yet; a bead with
 * an empty side has none.  In `keep`; NULL when that is full. */
confidence_row *confidence_rows(const struct evidence *evidence,
                                const struct pairing_result *found,
                                struct arena *keep);

/* By how many standard deviations the lengths of a bead are off, at most 4;
 * over 0: the English is too long.  0 of a bead with an empty side. */
double bead_off(const struct evidence *evidence, const struct barq_bead *bead);

/* Make confidences of the posteriors of all beads. */
enum barq_status confidence_settle(const struct evidence *evidence,
                                   const struct align_model *model,
                                   struct pairing_result *found,
                                   struct arena scratch,
                                   struct barq_error *err);

#endif
