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

/* The best bead that ends at (i, j), and the gain of the way up to there. */
static double best_arrival(const struct lattice *l, const struct flow *flow,
                           const double *best, const size_t at[SIDES],
                           unsigned char *shape)
{
    double highest = -INFINITY;

    for (size_t s = 0; s < l->shapes; s++) {
        size_t ar = bead_shapes[s].count[SIDE_AR];
        size_t en = bead_shapes[s].count[SIDE_EN];
        if (ar > at[SIDE_AR] || en > at[SIDE_EN])
            continue;
        size_t i = at[SIDE_AR] - ar, j = at[SIDE_EN] - en;
        double gain = best[lattice_cell(l, i, j)];
        if (gain <= highest - 1)
            continue; /* no bead gains more than 1 - WORTHWHILE */
        if (ar && en)
            gain += flow_posterior(l, flow, i, j, s) - worthwhile;
        if (gain <= highest)
            continue;
        highest = gain;
        *shape = (unsigned char)s;
    }
    return highest;
}

static struct barq_bead bead_at(const struct lattice *l,
                                const struct flow *flow, size_t i, size_t j,
                                size_t shape)
{
    return (struct barq_bead){
        .ar_first = l->chunk.first[SIDE_AR] + i,
        .ar_count = bead_shapes[shape].count[SIDE_AR],
        .en_first = l->chunk.first[SIDE_EN] + j,
        .en_count = bead_shapes[shape].count[SIDE_EN],
        .confidence = flow_posterior(l, flow, i, j, shape),
    };
}

static struct bead_signs signs_at(const struct lattice *l, size_t i, size_t j,
                                  const struct bead_shape *shape)
{
    return (struct bead_signs){
        .astray = (double)(l->beyond[lattice_cell(l, i, j)] +
                           l->beyond[lattice_cell(l, i + shape->count[SIDE_AR],
                                                  j + shape->count[SIDE_EN])]),
        .found = (double)bead_found(l, i, j, shape),
        .known = (double)bead_known(l, i, j, shape),
    };
}

static void swap_beads(struct beads *beads, size_t a, size_t b)
{
    struct barq_bead bead = beads->at[a];
    struct bead_signs signs = beads->signs[a];

    beads->at[a] = beads->at[b];
    beads->signs[a] = beads->signs[b];
    beads->at[b] = bead;
    beads->signs[b] = signs;
}

/* From the end back to the start, then turned round. */
static void trace(const struct lattice *l, const struct flow *flow,
                  const unsigned char *shapes, struct beads *out)
{
    size_t i = l->count[SIDE_AR], j = l->count[SIDE_EN];
    size_t first = out->count, last;

    while (i || j) {
        size_t shape = shapes[lattice_cell(l, i, j)];
        i -= bead_shapes[shape].count[SIDE_AR];
        j -= bead_shapes[shape].count[SIDE_EN];
        out->signs[out->count] = signs_at(l, i, j, &bead_shapes[shape]);
        out->at[out->count++] = bead_at(l, flow, i, j, shape);
    }
    for (last = out->count; first + 1 < last; first++)
        swap_beads(out, first, --last);
}

enum barq_status lattice_walk(const struct lattice *l, const struct flow *flow,
                              struct beads *out, struct arena scratch,
                              struct barq_error *err)
{
    double *best = arena_new(&scratch, double, lattice_nodes(l));
    unsigned char *shapes =
        arena_new(&scratch, unsigned char, lattice_nodes(l));

    if (!best || !shapes)
        return fail_nomem(err, "to pair two stories this long");
    for (size_t i = 0; i <= l->count[SIDE_AR]; i++)
        for (size_t j = 0; j <= l->count[SIDE_EN]; j++) {
            size_t cell = lattice_cell(l, i, j);
            const size_t at[SIDES] = { i, j };
            best[cell] = i || j ? -INFINITY : 0;
            if ((i || j) && !lattice_is_hopeless(l, i, j))
                best[cell] = best_arrival(l, flow, best, at, &shapes[cell]);
        }
    trace(l, flow, shapes, out);
    return BARQ_OK;
}
