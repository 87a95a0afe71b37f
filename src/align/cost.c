/*
 * cost.c - how much speaks for a bead: a sum of features, each multiplied by
 * what the model gives for it.
 *
 *   words   what the segments of either side find over there, see said.c
 *   length  The log of the density of such lengths in translations
 *           (length.h) over the one of two segments taken at random from
 *           these two stories: if all are of one length, length says nothing.
 *   kinds   titles meet titles, and nothing crosses from behind one to before
 *           the other; furniture meets nothing
 *   stops   A segment without a stop at its end goes on in the next one, if
 *           that is in the same bead; and a bead whose one side ends in a
 *           stop has another side that does.
 *   astray  Words next to the ends of a bead are found beyond them, or one end
 *           is inside a quotation and the other is not: see ends.c and
 *           quotations.c.
 *   lone    What stands alone has few likes over there, and is page
 *           furniture more often than text.
 *   shape   1-1 is the rule, the more of either side the rarer.
 *
 * Weights hold for plain translations.  The freer a translator is with the
 * ends of sentences, the more is added to each of what `freer` gives for it;
 * document.c tells how free.
 *
 * The model is a conditional random field over the beads of a story (Lafferty
 * et al. 2001), so the weights can be fitted together; see
 * tests/eval/fit_beads.c.
 */
#include "align/lattice.h"

#include "align/length.h"

#include <math.h>
#include <string.h>

static const double length_floor = -5; /* one odd length is no proof */

/* As many items as count for a lone segment, and by how much. */
static const double items_most = 12, items_unit = 4;

static double length_worth(const struct lattice *l, size_t i, size_t j,
                           const struct bead_shape *shape)
{
    size_t ar = shape->count[SIDE_AR] - 1, en = shape->count[SIDE_EN] - 1;
    const struct window *of_ar = &l->windows[SIDE_AR][ar][i];
    const struct window *of_en = &l->windows[SIDE_EN][en][j];
    double ratio = of_en->log_chars - of_ar->log_chars;
    double true_variance =
        length_spread(of_ar->inverse_root * of_en->inverse_root);
    double chance_variance = true_variance + l->variance;
    double from_true = ratio - length_mean;
    double from_chance =
        ratio - (l->log_mean[SIDE_EN][en] - l->log_mean[SIDE_AR][ar]);
    /* The logarithm of one normal density over another. */
    double worth =
        0.5 * (from_chance * from_chance / chance_variance -
               from_true * from_true / true_variance +
               (double)logf((float)(chance_variance / true_variance)));

    return worth > length_floor ? worth : length_floor;
}

/* How many items of a segment have a like anywhere, or have none. */
static void count_items(const struct lattice *l, int s, size_t i, double *likes,
                        double *strange)
{
    const struct side *side = &l->evidence->side[s];
    const struct side_segment *segment = lattice_segment(l, s, i);

    *likes = *strange = 0;
    for (size_t k = 0; k < segment->item_count; k++) {
        bool found = side->items[segment->first_item + k].post_count > 0;
        *likes += found;
        *strange += !found;
    }
    *likes = fmin(*likes, items_most) / items_unit;
    *strange = fmin(*strange, items_most) / items_unit;
}

static void lone_features(const struct lattice *l, size_t i, size_t j,
                          const struct bead_shape *shape, double *out)
{
    int s = shape->count[SIDE_AR] ? SIDE_AR : SIDE_EN;
    size_t at = s == SIDE_AR ? i : j;
    const struct side_segment *segment = lattice_segment(l, s, at);

    out[FEATURE_LONE_FURNITURE] = segment->furniture;
    out[FEATURE_LONE_MARGINAL] = segment->marginal;
    out[FEATURE_LONE_TITLE] = segment->title;
    count_items(l, s, at, &out[FEATURE_LONE_LIKES], &out[FEATURE_LONE_STRANGE]);
}

/* One side of a bead: where its segments end and what they look like. */
static void side_features(const struct lattice *l, int s, size_t at,
                          size_t count, double *out)
{
    for (size_t k = 0; k < count; k++) {
        const struct side_segment *segment = lattice_segment(l, s, at + k);
        out[FEATURE_FURNITURE] += segment->furniture;
        out[FEATURE_MARGINAL] += segment->marginal;
        if (!k)
            continue;
        const struct side_segment *last = lattice_segment(l, s, at + k - 1);
        bool goes_on = (last->open && !last->title) || !segment->begins;
        out[goes_on ? FEATURE_OPEN_INSIDE : FEATURE_CLOSED_INSIDE]++;
        if (l->evidence->side[s].has_paragraphs &&
            last->block != segment->block)
            out[FEATURE_ACROSS_BLOCKS]++;
    }
}

/* Segments that find nothing in the other side of the bead. */
static double unsupported(const struct lattice *l, size_t i, size_t j,
                          const struct bead_shape *shape)
{
    size_t ar = shape->count[SIDE_AR], en = shape->count[SIDE_EN];
    double count = 0;

    for (size_t k = 0; k < ar; k++)
        count += !l->likes[SIDE_AR][en - 1][lattice_cell(l, i + k, j)];
    for (size_t k = 0; k < en; k++)
        count += !l->likes[SIDE_EN][ar - 1][lattice_cell(l, i, j + k)];
    return count;
}

/* Is one side's end at the node inside a quotation, and the other's not? */
static bool quotes_differ(const struct lattice *l, size_t i, size_t j)
{
    return l->ends && i && j &&
           lattice_segment(l, SIDE_AR, i - 1)->quoted !=
               lattice_segment(l, SIDE_EN, j - 1)->quoted;
}

static double beyond(const struct lattice *l, size_t i, size_t j)
{
    return (double)l->beyond[lattice_cell(l, i, j)];
}

/* What speaks against a bead at its two ends. */
static void end_features(const struct lattice *l, size_t i, size_t j,
                         const struct bead_shape *shape, double *astray,
                         double *quotes)
{
    size_t to_i = i + shape->count[SIDE_AR], to_j = j + shape->count[SIDE_EN];

    *astray = beyond(l, i, j) + beyond(l, to_i, to_j);
    *quotes = quotes_differ(l, i, j) + quotes_differ(l, to_i, to_j);
}

static void pair_features(const struct lattice *l, size_t i, size_t j,
                          const struct bead_shape *shape, double *out)
{
    size_t ar = shape->count[SIDE_AR], en = shape->count[SIDE_EN];
    const struct side_segment *first_ar = lattice_segment(l, SIDE_AR, i);
    const struct side_segment *first_en = lattice_segment(l, SIDE_EN, j);

    out[FEATURE_LENGTH] = length_worth(l, i, j, shape);
    side_features(l, SIDE_AR, i, ar, out);
    side_features(l, SIDE_EN, j, en, out);
    out[FEATURE_UNSUPPORTED] = unsupported(l, i, j, shape);
    out[FEATURE_TITLES] = first_ar->title && first_en->title;
    out[FEATURE_TITLE_TEXT] = first_ar->title != first_en->title;
    out[FEATURE_TITLES_ON] = out[FEATURE_TITLES] && ar > 1 && en > 1;
    out[FEATURE_ENDS_DIFFER] = lattice_segment(l, SIDE_AR, i + ar - 1)->open !=
                               lattice_segment(l, SIDE_EN, j + en - 1)->open;
    end_features(l, i, j, shape, &out[FEATURE_ASTRAY], &out[FEATURE_QUOTES]);
}

void bead_features(const struct lattice *l, size_t i, size_t j,
                   const struct bead_shape *shape, double out[FEATURES])
{
    memset(out, 0, FEATURES * sizeof(*out));
    out[FEATURE_SHAPES + shape->family] = 1;
    if (shape_is_lone(shape))
        lone_features(l, i, j, shape, out);
    else
        pair_features(l, i, j, shape, out);
}

double bead_words(const struct lattice *l, size_t i, size_t j,
                  const struct bead_shape *shape)
{
    size_t ar = shape->count[SIDE_AR], en = shape->count[SIDE_EN];
    float worth = 0;

    if (!ar || !en)
        return 0;
    for (size_t k = 0; k < ar; k++)
        worth += l->said[SIDE_AR][en - 1][lattice_cell(l, i + k, j)];
    for (size_t k = 0; k < en; k++)
        worth += l->said[SIDE_EN][ar - 1][lattice_cell(l, i, j + k)];
    return (double)worth;
}

size_t bead_known(const struct lattice *l, size_t i, size_t j,
                  const struct bead_shape *shape)
{
    const size_t at[SIDES] = { i, j };
    size_t count = 0;

    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t k = at[s]; k < at[s] + shape->count[s]; k++) {
            const struct side_segment *segment = lattice_segment(l, s, k);
            const struct item *items =
                &l->evidence->side[s].items[segment->first_item];
            for (size_t n = 0; n < segment->item_count; n++)
                count += items[n].post_count > 0;
        }
    return count;
}

size_t bead_found(const struct lattice *l, size_t i, size_t j,
                  const struct bead_shape *shape)
{
    size_t ar = shape->count[SIDE_AR], en = shape->count[SIDE_EN], count = 0;

    if (!ar || !en)
        return 0;
    for (size_t k = 0; k < ar; k++)
        count += l->likes[SIDE_AR][en - 1][lattice_cell(l, i + k, j)];
    for (size_t k = 0; k < en; k++)
        count += l->likes[SIDE_EN][ar - 1][lattice_cell(l, i, j + k)];
    return count;
}

/* ----------------------------------------------------------------- weights
 *
 * The same sums as of bead_features(), but what one side says by itself is
 * weighed once for each window and not at every node.
 */

static double dot(const struct lattice *l, const double features[FEATURES])
{
    double sum = 0;

    for (size_t f = 0; f < FEATURES; f++)
        sum += l->model->weight[f] * features[f];
    return sum;
}

/* Into each window what its segments say as one side of a bead, and into the
 * narrowest what its segment says when it stands alone. */
static void weigh_windows(const struct lattice *l)
{
    static const struct bead_shape lone[SIDES] = { { { 1, 0 }, 0 },
                                                   { { 0, 1 }, 0 } };
    double features[FEATURES];

    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t i = 0; i < l->count[s]; i++) {
            bead_features(l, i, i, &lone[s], features);
            l->windows[s][0][i].lone = dot(l, features);
            for (size_t w = 0; w < l->windows_most && i + w < l->count[s];
                 w++) {
                memset(features, 0, sizeof(features));
                side_features(l, s, i, w + 1, features);
                l->windows[s][w][i].worth = dot(l, features);
            }
        }
}

/* A bead of two sides. */
static double weigh_pair(const struct lattice *l, size_t i, size_t j,
                         const struct bead_shape *shape)
{
    const double *weight = l->model->weight;
    size_t ar = shape->count[SIDE_AR], en = shape->count[SIDE_EN];
    const struct side_segment *first_ar = lattice_segment(l, SIDE_AR, i);
    const struct side_segment *first_en = lattice_segment(l, SIDE_EN, j);
    double sum = weight[FEATURE_SHAPES + shape->family] +
                 l->windows[SIDE_AR][ar - 1][i].worth +
                 l->windows[SIDE_EN][en - 1][j].worth +
                 weight[FEATURE_LENGTH] * length_worth(l, i, j, shape) +
                 weight[FEATURE_UNSUPPORTED] * unsupported(l, i, j, shape);
    double astray, quotes;

    if (first_ar->title != first_en->title)
        sum += weight[FEATURE_TITLE_TEXT];
    else if (first_ar->title)
        sum += weight[FEATURE_TITLES] +
               (ar > 1 && en > 1 ? weight[FEATURE_TITLES_ON] : 0);
    if (lattice_segment(l, SIDE_AR, i + ar - 1)->open !=
        lattice_segment(l, SIDE_EN, j + en - 1)->open)
        sum += weight[FEATURE_ENDS_DIFFER];
    end_features(l, i, j, shape, &astray, &quotes);
    sum += weight[FEATURE_ASTRAY] * astray + weight[FEATURE_QUOTES] * quotes;
    return sum + bead_words(l, i, j, shape);
}

static double weigh_bead(const struct lattice *l, size_t i, size_t j,
                         const struct bead_shape *shape)
{
    if (!shape->count[SIDE_EN])
        return l->windows[SIDE_AR][0][i].lone;
    if (!shape->count[SIDE_AR])
        return l->windows[SIDE_EN][0][j].lone;
    return weigh_pair(l, i, j, shape);
}

/* Does a bead stay inside, and go to where there is hope? */
static bool leads_on(const struct lattice *l, size_t i, size_t j,
                     const struct bead_shape *shape)
{
    return lattice_fits(l, i, j, shape) &&
           !lattice_is_hopeless(l, i + shape->count[SIDE_AR],
                                j + shape->count[SIDE_EN]);
}

/* At each node, since some twenty beads begin and end there. */
static void fill_beyond(const struct lattice *l)
{
    for (size_t i = 0; i <= l->count[SIDE_AR] && l->ends; i++)
        for (size_t j = 0; j <= l->count[SIDE_EN]; j++)
            if (!lattice_is_hopeless(l, i, j))
                l->beyond[lattice_cell(l, i, j)] =
                    (float)log1p(ends_astray(l, i, j));
}

void cost_fill(struct lattice *l)
{
    fill_beyond(l);
    weigh_windows(l);
    for (size_t i = 0; i <= l->count[SIDE_AR]; i++)
        for (size_t j = 0; j <= l->count[SIDE_EN]; j++) {
            if (lattice_is_hopeless(l, i, j))
                continue;
            float *weights = &l->weights[lattice_cell(l, i, j) * l->shapes];
            for (size_t s = 0; s < l->shapes; s++)
                weights[s] = leads_on(l, i, j, &bead_shapes[s])
                                 ? (float)weigh_bead(l, i, j, &bead_shapes[s])
                                 : -INFINITY;
        }
}
