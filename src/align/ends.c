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
 * do.  Of node (i, j), between segments i - 1 and i, j - 1 and j, the items of
 * these four are asked that are within NEAR of the node, as a share of their
 * segment.  One that has a like in the segment across the node over there and
 * none in that on its own side is astray.  Either the end of the Arabic comes
 * too late (so say the last of i - 1 and the first of j), or that of the
 * English (the last of j - 1 and the first of i).  It cannot be both, so the
 * larger sum counts.
 *
 * An item counts the more
 *
 *   the nearer it stands to the end        2 (1 - distance / NEAR)
 *   the surer its like over there is       lambda of its kind (model.h)
 *   the fewer segments hold a like of it   1 / sqrt(count)
 *
 * Quotation marks are not asked, see quotations.c for them.  In the example
 * "rain" is found beyond the end that the pairs He left : He left ..., The rain
 * ... : They waited have in common.
 *
 * NEAR was tried from 0.25 to 1 on freely translated stories, where beads are
 * as likely as with this only from 0.35 to 0.5.  Without these sums F1 falls by
 * 0.14 on nine tales, by 0.006 on news whose ends were moved.
 */
#include "align/lattice.h"

#include <math.h>

static const double near_most = 0.4;

/* The kind of like that an item has in a segment; EVIDENCE_KINDS: none. */
static uint32_t kind_in(const struct post *posts, size_t count, size_t segment)
{
    for (size_t p = 0; p < count; p++)
        if (posts[p].segment == segment)
            return posts[p].kind;
    return EVIDENCE_KINDS;
}

/* What an item says, near or far: it is at home before or behind a node of the
 * other side, and `across` is the segment beyond. */
static double ask_item(const struct lattice *l, const struct post *posts,
                       size_t count, size_t home, size_t across)
{
    if (!count || posts[0].kind == EVIDENCE_MARK)
        return 0;
    uint32_t kind = kind_in(posts, count, across);
    return kind < EVIDENCE_KINDS &&
                   kind_in(posts, count, home) == EVIDENCE_KINDS
               ? l->model->lambda[kind] / sqrt((double)count)
               : 0;
}

/* The end of segment `own` of side s, or its beginning. */
static double ask_segment(const struct lattice *l, int s, size_t own, bool end,
                          size_t between)
{
    const struct side *side = &l->evidence->side[s];
    const struct side_segment *segment = &side->segments[own];
    size_t count = segment->item_count;
    double sum = 0;

    for (size_t k = 0; k < count; k++) {
        const struct item *item =
            &side->items[end ? segment->first_item + count - 1 - k
                             : segment->first_item + k];
        double distance = ((double)k + 0.5) / (double)count;
        if (distance > near_most)
            break;
        sum += 2 * (1 - distance / near_most) *
               ask_item(l, &side->posts[item->first_post], item->post_count,
                        between - end, between - !end);
    }
    return sum;
}

/* That the end of side s comes too late at the node of these two segments. */
static double too_late(const struct lattice *l, int s, const size_t at[SIDES])
{
    return ask_segment(l, s, at[s] - 1, true, at[!s]) +
           ask_segment(l, !s, at[!s], false, at[s]);
}

double ends_astray(const struct lattice *l, size_t i, size_t j)
{
    const size_t at[SIDES] = { l->chunk.first[SIDE_AR] + i,
                               l->chunk.first[SIDE_EN] + j };

    if (!i || !j || i == l->count[SIDE_AR] || j == l->count[SIDE_EN])
        return 0;
    return fmax(too_late(l, SIDE_AR, at), too_late(l, SIDE_EN, at));
}
