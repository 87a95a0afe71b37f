/* scale.h - how a distance becomes a score, and back. */
#ifndef MATCH_SCALE_H
#define MATCH_SCALE_H

#include <stdint.h>

/* The points, of a hundred, that a distance of `cost` takes off a segment of
 * weight `whole`: from 0, rising, to 100 where they are equal.  With no weight
 * at all, none. */
double match_points(int64_t cost, int64_t whole);

/* Rounded down, and not below 0. */
int match_whole(double exact);

/* What is left, in whole percent, rounded down; 0 at least. */
int match_percent(int64_t cost, int64_t whole);

/* A score of `percent` (from 0 to 100) takes a distance of no more than so many
 * ten-thousandths of the weight; rounded up. */
int64_t match_reach(int percent);

#endif
