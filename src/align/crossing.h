/*
 * crossing.h - neighbours that only together say the same.
 */
#ifndef ALIGN_CROSSING_H
#define ALIGN_CROSSING_H

#include "align/confidence.h"

/* Join such beads, whose confidence is settled; the parts of those that are
 * explained too, in `keep`. */
enum barq_status crossing_join(const struct evidence *evidence,
                               struct pairing_result *found, struct arena *keep,
                               struct barq_error *err);

#endif
