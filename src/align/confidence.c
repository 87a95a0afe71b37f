/*
 * confidence.c - how sure a bead is: of beads at 0.9, nine in ten are right.
 *
 * The weights of cost.c are log-likelihoods, so the lattice is a chain whose
 * ways through can be summed (the forward-backward algorithm): the share of
 * all ways, by weight, that goes through a bead is its posterior.
 *
 * That takes for granted that the two stories belong together.  If the
 * wrong article was given, every way is bad, and one of them is still the
 * best.  So the weight of all ways is held against what chance gives: among
 * so many ways some words always fall together, which measured on stories
 * that have nothing in common comes to 0.3 a segment at most, against 0.7 at
 * least (usually 3 to 6) of stories that belong together:
 *
 *   related = 1 / (1 + e^(STRANGERS * segments - total))
 *   confidence = posterior * related
 *
 * The posterior is too sure of itself, since words that come together are
 * not independent witnesses.  It is corrected on the scale where such
 * errors are straight: logit(confidence) = SLOPE * logit(posterior), at
 * most CEILING; both fitted on the development sets.
 */
#include "align/lattice.h"

#include "base/error.h"

#include <math.h>

static const double strangers = 0.45; /* a segment of either story */
static const double slope = 0.9;
static const double ceiling = 0.995;

static double log_add(double a, double b)
{
    double high = fmax(a, b), low = fmin(a, b);

    return low == -INFINITY ? high : high + log1p(exp(low - high));
}

/* Sum over the beads that end at node (i, j). */
static double arriving(const struct lattice *l, const double *before, size_t i,
                       size_t j)
{
    double sum = -INFINITY;

    for (size_t s = 0; s < SHAPES; s++) {
        size_t ar = bead_shapes[s].count[SIDE_AR];
        size_t en = bead_shapes[s].count[SIDE_EN];
        if (ar > i || en > j || !lattice_has(l, i - ar, j - en))
            continue;
        double from = before[lattice_cell(l, i - ar, j - en)];
        double weight = lattice_weight(l, i - ar, j - en, &bead_shapes[s]);
        sum = log_add(sum, from + weight);
    }
    return sum;
}

/* Sum over the beads that begin at node (i, j). */
static double leaving(const struct lattice *l, const double *after, size_t i,
                      size_t j)
{
    double sum = -INFINITY;

    for (size_t s = 0; s < SHAPES; s++) {
        size_t to_i = i + bead_shapes[s].count[SIDE_AR];
        size_t to_j = j + bead_shapes[s].count[SIDE_EN];
        if (!lattice_has(l, to_i, to_j))
            continue;
        double weight = lattice_weight(l, i, j, &bead_shapes[s]);
        sum = log_add(sum, weight + after[lattice_cell(l, to_i, to_j)]);
    }
    return sum;
}

static void flow_forward(const struct lattice *l, struct flow *flow)
{
    for (size_t i = 0; i <= l->count[SIDE_AR]; i++)
        for (size_t j = l->low[i]; j < lattice_high(l, i); j++)
            flow->before[lattice_cell(l, i, j)] =
                i || j ? arriving(l, flow->before, i, j) : 0;
}

static void flow_backward(const struct lattice *l, struct flow *flow)
{
    size_t rows = l->count[SIDE_AR] + 1, columns = l->count[SIDE_EN] + 1;

    for (size_t i = rows; i-- > 0;)
        for (size_t j = lattice_high(l, i); j-- > l->low[i];)
            flow->after[lattice_cell(l, i, j)] =
                i + 1 == rows && j + 1 == columns
                    ? 0
                    : leaving(l, flow->after, i, j);
}

enum barq_status flow_make(const struct lattice *l, struct flow *out,
                           struct arena *keep, struct barq_error *err)
{
    size_t nodes = (l->count[SIDE_AR] + 1) * l->width;

    out->before = arena_new(keep, double, nodes);
    out->after = arena_new(keep, double, nodes);
    if (!out->before || !out->after)
        return fail_nomem(err, "to pair two stories this long");
    flow_forward(l, out);
    flow_backward(l, out);
    out->total = out->after[0];
    double segments = (double)(l->count[SIDE_AR] + l->count[SIDE_EN]);
    out->related = 1 / (1 + exp(strangers * segments - out->total));
    return BARQ_OK;
}

double flow_confidence(const struct lattice *l, const struct flow *flow,
                       size_t i, size_t j, const struct bead_shape *shape)
{
    size_t to_i = i + shape->count[SIDE_AR], to_j = j + shape->count[SIDE_EN];
    double share = flow->before[lattice_cell(l, i, j)] +
                   lattice_weight(l, i, j, shape) +
                   flow->after[lattice_cell(l, to_i, to_j)] - flow->total;
    double posterior = fmin(exp(share), 1);
    double odds = posterior < 1 ? posterior / (1 - posterior) : INFINITY;
    double tempered = isinf(odds) ? 1 : 1 - 1 / (1 + pow(odds, slope));

    double sure = fmin(tempered, ceiling) * flow->related;

    /* If the stories have nothing in common, every segment stands alone. */
    bool lone = !shape->count[SIDE_AR] || !shape->count[SIDE_EN];
    return lone ? fmin(sure + 1 - flow->related, 1) : sure;
}
