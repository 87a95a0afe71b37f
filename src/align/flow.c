/*
 * flow.c - the sum over all ways through a lattice (the forward-backward
 * algorithm): the share of all ways, by weight, that goes through a bead is
 * its posterior.
 */
#include "align/lattice.h"

#include "base/error.h"

#include <math.h>

/* Below it a term changes nothing: e^-40. */
static const double nothing = -40;

/* A node with a smaller share of all ways in the pass before: e^-20. */
static const double hopeless = -20;

/* Logarithm of the sum of e^terms; `high` is the highest of them.  Seven
 * digits of what is added to it are enough for a posterior of four. */
static double log_sum(const double *terms, size_t count, double high)
{
    double sum = 0;

    if (count < 2 || high == -INFINITY)
        return high;
    for (size_t i = 0; i < count; i++)
        if (terms[i] - high > nothing)
            sum +=
                terms[i] == high ? 1 : (double)expf((float)(terms[i] - high));
    return sum == 1 ? high : high + (double)logf((float)sum);
}

/* Sum over the beads that end at node (i, j). */
static double arriving(const struct lattice *l, const double *before, size_t i,
                       size_t j)
{
    double terms[SHAPES], high = -INFINITY;
    size_t count = 0;

    if (lattice_is_hopeless(l, i, j))
        return high;
    for (size_t s = 0; s < l->shapes; s++) {
        size_t ar = bead_shapes[s].count[SIDE_AR];
        size_t en = bead_shapes[s].count[SIDE_EN];
        if (ar > i || en > j)
            continue;
        double from = before[lattice_cell(l, i - ar, j - en)];
        if (from == -INFINITY)
            continue;
        double term = from + lattice_weight(l, i - ar, j - en, s);
        terms[count++] = term;
        high = term > high ? term : high;
    }
    return log_sum(terms, count, high);
}

/* Sum over the beads that begin at node (i, j). */
static double leaving(const struct lattice *l, const double *after, size_t i,
                      size_t j)
{
    double terms[SHAPES], high = -INFINITY;
    size_t count = 0;

    if (lattice_is_hopeless(l, i, j))
        return high;
    for (size_t s = 0; s < l->shapes; s++) {
        if (!lattice_fits(l, i, j, &bead_shapes[s]))
            continue;
        size_t to = lattice_cell(l, i + bead_shapes[s].count[SIDE_AR],
                                 j + bead_shapes[s].count[SIDE_EN]);
        double term = lattice_weight(l, i, j, s) + after[to];
        terms[count++] = term;
        high = term > high ? term : high;
    }
    return log_sum(terms, count, high);
}

static void sum_forward(const struct lattice *l, double *before)
{
    for (size_t i = 0; i <= l->count[SIDE_AR]; i++)
        for (size_t j = 0; j <= l->count[SIDE_EN]; j++)
            if (i || j)
                before[lattice_cell(l, i, j)] = arriving(l, before, i, j);
}

static void sum_backward(const struct lattice *l, double *after)
{
    size_t rows = l->count[SIDE_AR] + 1, columns = l->count[SIDE_EN] + 1;

    for (size_t i = rows; i-- > 0;)
        for (size_t j = columns; j-- > 0;)
            if (i + 1 < rows || j + 1 < columns)
                after[lattice_cell(l, i, j)] = leaving(l, after, i, j);
}

enum barq_status flow_make(const struct lattice *l, struct flow *out,
                           struct arena *keep, struct barq_error *err)
{
    out->before = arena_new(keep, double, lattice_nodes(l));
    out->after = arena_new(keep, double, lattice_nodes(l));
    if (!out->before || !out->after)
        return fail_nomem(err, "to pair two stories this long");
    sum_forward(l, out->before);
    sum_backward(l, out->after);
    out->total = out->after[0];
    return BARQ_OK;
}

bool *flow_hopeless(const struct lattice *l, const struct flow *flow,
                    struct arena *keep)
{
    bool *is = arena_new(keep, bool, lattice_nodes(l));

    for (size_t n = 0; is && n < lattice_nodes(l); n++)
        is[n] = flow->before[n] + flow->after[n] - flow->total < hopeless;
    return is;
}

double flow_posterior(const struct lattice *l, const struct flow *flow,
                      size_t i, size_t j, size_t shape)
{
    size_t to = lattice_cell(l, i + bead_shapes[shape].count[SIDE_AR],
                             j + bead_shapes[shape].count[SIDE_EN]);
    double share = flow->before[lattice_cell(l, i, j)] +
                   lattice_weight(l, i, j, shape) + flow->after[to] -
                   flow->total;

    return share < nothing ? 0 : fmin(exp(share), 1);
}
