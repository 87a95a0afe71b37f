/*
 * crossing.c - sentences that end elsewhere in the translation.
 *
 *   ar  He left. The rain had     en  He left.
 *       begun; they waited.           The rain had begun; they waited.
 *
 * The lattice takes this for two beads of one to one, and would rather have
 * it so than as one of two to two: most words find their like.  But the first
 * pair is too long on one side and the second on the other.  Two neighbours
 * are made one bead when
 *
 *   - their lengths are off in opposite ways, z z' <= -2 (z by how many
 *     standard deviations, see length.h), and together they are not;
 *   - it is likely that neither is right: their confidences, which know about
 *     crossing ends, add up to less than a half.
 *
 * In stories that are translated freely six of ten beads joined so are right,
 * of their parts one of ten; in others hardly any is joined.  The confidence
 * of what is joined is those six tenths of what its parts leave over.  Of
 * stories that may have nothing in common nothing is joined.
 */
#include "align/crossing.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

static const double opposite = 2, together = 1.2; /* in z */
static const double doubtful = 0.5;
static const double right = 0.6, related_least = 0.9;
static const size_t segments_most = 8; /* of both sides */

static struct barq_bead join(const struct barq_bead *a,
                             const struct barq_bead *b)
{
    struct barq_bead both = *a;

    both.ar_count += b->ar_count;
    both.en_count += b->en_count;
    both.confidence = right * (1 - a->confidence - b->confidence);
    return both;
}

static bool has_sides(const struct barq_bead *bead)
{
    return bead->ar_count && bead->en_count;
}

/* What was moved is no neighbour. */
static bool are_neighbours(const struct barq_bead *a, const struct barq_bead *b)
{
    return a->ar_first + a->ar_count == b->ar_first &&
           a->en_first + a->en_count == b->en_first;
}

static bool cross(const struct evidence *evidence, const struct barq_bead *a,
                  const struct barq_bead *b)
{
    if (!has_sides(a) || !has_sides(b) || !are_neighbours(a, b) ||
        a->confidence + b->confidence >= doubtful)
        return false;
    struct barq_bead both = join(a, b);

    return both.ar_count + both.en_count <= segments_most &&
           bead_off(evidence, a) * bead_off(evidence, b) <= -opposite &&
           fabs(bead_off(evidence, &both)) < together;
}

/* The parts of both, the weightiest first as they are. */
static bool join_parts(struct bead_parts *a, const struct bead_parts *b,
                       struct arena *keep)
{
    struct bead_parts all = { .at = arena_new(keep, struct barq_bead_part,
                                              a->count + b->count + 1) };
    size_t i = 0, j = 0;

    if (!all.at)
        return false;
    while (i < a->count || j < b->count) {
        bool first =
            j == b->count ||
            (i < a->count && fabs(a->at[i].worth) >= fabs(b->at[j].worth));
        all.at[all.count++] = first ? a->at[i++] : b->at[j++];
    }
    *a = all;
    return true;
}

enum barq_status crossing_join(const struct evidence *evidence,
                               struct pairing_result *found, struct arena *keep,
                               struct barq_error *err)
{
    struct barq_bead *beads = found->beads.at;
    size_t kept = 0;

    if (found->related < related_least)
        return BARQ_OK;
    for (size_t i = 0; i < found->beads.count; i++) {
        if (kept && cross(evidence, &beads[kept - 1], &beads[i])) {
            beads[kept - 1] = join(&beads[kept - 1], &beads[i]);
            if (found->parts &&
                !join_parts(&found->parts[kept - 1], &found->parts[i], keep))
                return fail_nomem(err, "to explain a bead");
            continue;
        }
        if (found->parts)
            found->parts[kept] = found->parts[i];
        beads[kept++] = beads[i];
    }
    found->beads.count = kept;
    return BARQ_OK;
}
