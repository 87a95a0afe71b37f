/*
 * ends.c - do the words around an end stand where that end says?
 *
 * A translator who ends sentences elsewhere leaves each pair with nearly all
 * of its words, and with a clause of its neighbour:
 *
 *   ar  He left. The rain had     en  He left the house as the rain began.
 *       begun; they waited.           They waited.
 *
 * Words in the middle of a segment tell little of that, those next to an end
 * do.  Of node (i, j), between segments i - 1 and i, j - 1 and j, these are
 * asked: the last quarter of the items of i - 1 and of j - 1, and the first
 * quarter of i and of j.  One that has a like in the segment across the node
 * over there and none in that on its own side is astray.  Either the end of
 * the Arabic comes too late (so say the last of i - 1 and the first of j), or
 * that of the English (the last of j - 1 and the first of i).  It cannot be
 * both, so the larger sum counts.
 *
 * An item counts 1 over the number of segments that hold its like: what stands
 * once tells most.  Quotation marks are not asked, they stand at ends for
 * reasons of their own.  In the example "rain" is found beyond the end that
 * the pairs He left : He left ..., The rain ... : They waited have in common.
 *
 * A quarter told most, of 0.2 to 0.5 that were tried on freely translated
 * stories; all words of the segments told half as much.
 */
#include "align/lattice.h"

#include <math.h>

static const double quarter = 0.25;

static bool is_held(const struct post *posts, size_t count, size_t segment)
{
    for (size_t p = 0; p < count; p++)
        if (posts[p].segment == segment)
            return true;
    return false;
}

/* What an item says: it is at home before or behind a node of the other side,
 * and `beyond` is the segment across. */
static double ask_item(const struct side *side, const struct item *item,
                       size_t home, size_t beyond)
{
    const struct post *posts = &side->posts[item->first_post];
    size_t count = item->post_count;

    if (!count || posts[0].kind == EVIDENCE_MARK)
        return 0;
    return is_held(posts, count, beyond) && !is_held(posts, count, home)
               ? 1 / (double)count
               : 0;
}

/* The end of segment `own` of side s, or its beginning. */
static double ask_segment(const struct evidence *evidence, int s, size_t own,
                          bool end, size_t between)
{
    const struct side *side = &evidence->side[s];
    const struct side_segment *segment = &side->segments[own];
    double sum = 0;

    for (size_t k = 0; k < segment->item_count; k++) {
        double place = ((double)k + 0.5) / (double)segment->item_count;
        if (end ? place >= 1 - quarter : place <= quarter)
            sum += ask_item(side, &side->items[segment->first_item + k],
                            between - end, between - !end);
    }
    return sum;
}

/* That the end of side s comes too late at the node of these two segments. */
static double too_late(const struct evidence *evidence, int s,
                       const size_t at[SIDES])
{
    return ask_segment(evidence, s, at[s] - 1, true, at[!s]) +
           ask_segment(evidence, !s, at[!s], false, at[s]);
}

double ends_astray(const struct lattice *l, size_t i, size_t j)
{
    const size_t at[SIDES] = { l->chunk.first[SIDE_AR] + i,
                               l->chunk.first[SIDE_EN] + j };

    if (!i || !j || i == l->count[SIDE_AR] || j == l->count[SIDE_EN])
        return 0;
    return fmax(too_late(l->evidence, SIDE_AR, at),
                too_late(l->evidence, SIDE_EN, at));
}
