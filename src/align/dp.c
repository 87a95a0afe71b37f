/*
 * dp.c - the way through the lattice.
 *
 * Not the way of greatest weight, but the one whose beads can be expected to
 * be right most often: each bead with two sides gains its posterior less
 * WORTHWHILE, one with an empty side gains nothing.  A bead that is as
 * likely wrong as right is better left out: what is left alone goes to a
 * person, what is paired wrongly goes into the memory.
 */
#include "align/lattice.h"

#include "base/error.h"

#include <math.h>

static const double worthwhile = 0.4;

/* A node that so small a share of all ways goes through, e^-20 of them, has
 * no bead worth weighing. */
static const double hopeless = -20;

static double gain_of(const struct lattice *l, const struct flow *flow,
                      size_t i, size_t j, const struct bead_shape *shape)
{
    size_t to_i = i + shape->count[SIDE_AR], to_j = j + shape->count[SIDE_EN];
    size_t from = lattice_cell(l, i, j), to = lattice_cell(l, to_i, to_j);

    if (!shape->count[SIDE_AR] || !shape->count[SIDE_EN])
        return 0;
    if (flow->before[from] + flow->after[from] - flow->total < hopeless)
        return -worthwhile;
    double share = flow->before[from] + lattice_weight(l, i, j, shape) +
                   flow->after[to] - flow->total;
    return exp(share) - worthwhile;
}

/* The best bead that ends at (i, j), and the gain of the way up to there. */
static double best_arrival(const struct lattice *l, const struct flow *flow,
                           const double *best, size_t at[SIDES],
                           unsigned char *shape)
{
    size_t i = at[SIDE_AR], j = at[SIDE_EN];
    double highest = -INFINITY;

    for (size_t s = 0; s < SHAPES; s++) {
        size_t ar = bead_shapes[s].count[SIDE_AR];
        size_t en = bead_shapes[s].count[SIDE_EN];
        if (ar > i || en > j || !lattice_has(l, i - ar, j - en))
            continue;
        double gain = best[lattice_cell(l, i - ar, j - en)] +
                      gain_of(l, flow, i - ar, j - en, &bead_shapes[s]);
        if (gain <= highest)
            continue;
        highest = gain;
        *shape = (unsigned char)s;
    }
    return highest;
}

static struct barq_bead bead_at(const struct lattice *l,
                                const struct flow *flow, size_t i, size_t j,
                                const struct bead_shape *shape)
{
    return (struct barq_bead){
        .ar_first = i,
        .ar_count = shape->count[SIDE_AR],
        .en_first = j,
        .en_count = shape->count[SIDE_EN],
        .confidence = flow_confidence(l, flow, i, j, shape),
    };
}

/* From the end back to the start, then turned round. */
static void trace(const struct lattice *l, const struct flow *flow,
                  const unsigned char *shapes, struct beads *out)
{
    size_t i = l->count[SIDE_AR], j = l->count[SIDE_EN];

    while (i || j) {
        const struct bead_shape *shape =
            &bead_shapes[shapes[lattice_cell(l, i, j)]];
        i -= shape->count[SIDE_AR];
        j -= shape->count[SIDE_EN];
        out->at[out->count++] = bead_at(l, flow, i, j, shape);
    }
    for (size_t k = 0; k < out->count / 2; k++) {
        struct barq_bead bead = out->at[k];
        out->at[k] = out->at[out->count - 1 - k];
        out->at[out->count - 1 - k] = bead;
    }
}

enum barq_status lattice_walk(const struct lattice *l, const struct flow *flow,
                              struct beads *out, struct arena *keep,
                              struct arena scratch, struct barq_error *err)
{
    size_t rows = l->count[SIDE_AR] + 1, columns = l->count[SIDE_EN] + 1;
    double *best = arena_new(&scratch, double, rows * l->width);
    unsigned char *shapes = arena_new(&scratch, unsigned char, rows * l->width);

    *out =
        (struct beads){ arena_new(keep, struct barq_bead, rows + columns), 0 };
    if (!best || !shapes || !out->at)
        return fail_nomem(err, "to pair two stories this long");
    for (size_t i = 0; i < rows; i++)
        for (size_t j = l->low[i]; j < lattice_high(l, i); j++) {
            size_t at[SIDES] = { i, j }, cell = lattice_cell(l, i, j);
            if (i || j)
                best[cell] = best_arrival(l, flow, best, at, &shapes[cell]);
        }
    trace(l, flow, shapes, out);
    return BARQ_OK;
}
