/*
 * cost.c - how much speaks for pairing some segments: a log-likelihood
 * ratio, true pair against chance, from three sources.
 *
 * Words: see lattice.c.  What the Arabic ones say and what the English ones
 * say is summed; since both say much of the same, and words of one phrase
 * come together, the sum counts by 0.6.
 *
 * Length.  The logarithm of English over Arabic characters is 0.1 on
 * average with a variance of 0.015 + 1.6 / length: measured on 5,000 pairs
 * of news, encyclopedia and papers, where the mean of a document strays
 * by 0.07.  Against it stands the same figure for two segments taken at
 * random from these two stories: if all are of one length, length says
 * nothing.
 *
 * Kind.  Headlines, captions and bylines meet their own kind; furniture
 * meets furniture only, and is cheap to leave alone.
 */
#include "align/lattice.h"

#include <math.h>

static const double weight_of_words = 0.6;
static const double length_mean = 0.1;
static const double length_variance = 0.02, length_noise = 1.6;
static const double length_floor = -5; /* one odd length is no proof */
static const double across_blocks = 0.3;

/* Fitted on the development sets, as are weight_of_words, the share s of
 * lattice.c and WORTHWHILE of dp.c: round figures around which little
 * changes.  Only how they compare matters, so they need not sum to one.
 * Lone segments are dear to miss: what is paired by force is paired wrongly. */
const struct bead_shape bead_shapes[SHAPES] = {
    { { 1, 1 }, -0.36 },                      /* 0.70 */
    { { 1, 0 }, -1.61 }, { { 0, 1 }, -1.61 }, /* 0.20 */
    { { 1, 2 }, -3.00 }, { { 2, 1 }, -3.00 }, /* 0.05 */
    { { 2, 2 }, -5.12 },                      /* 0.006 */
    { { 1, 3 }, -4.96 }, { { 3, 1 }, -4.96 }, /* 0.007 */
};

static double length_worth(const struct lattice *l, size_t i, size_t j,
                           const struct bead_shape *shape)
{
    size_t ar = shape->count[SIDE_AR] - 1, en = shape->count[SIDE_EN] - 1;
    const struct window *of_ar = &l->windows[SIDE_AR][ar][i];
    const struct window *of_en = &l->windows[SIDE_EN][en][j];
    double ratio = of_en->log_chars - of_ar->log_chars;
    double noise = length_noise * of_ar->inverse_root * of_en->inverse_root;
    double true_variance = length_variance + noise;
    double chance_variance = true_variance + l->variance;
    double from_true = ratio - length_mean;
    double from_chance =
        ratio - (l->log_mean[SIDE_EN][en] - l->log_mean[SIDE_AR][ar]);
    /* The logarithm of one normal density over another. */
    double worth = 0.5 * (from_chance * from_chance / chance_variance -
                          from_true * from_true / true_variance +
                          log(chance_variance / true_variance));

    return fmax(worth, length_floor);
}

/* Of the segments of one side of a bead: all furniture, none, or both? */
static bool furniture_agrees(const struct lattice *l, const size_t at[SIDES],
                             const struct bead_shape *shape)
{
    size_t furniture = 0;

    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t k = 0; k < shape->count[s]; k++) {
            const struct side *side = &l->evidence->side[s];
            furniture += side->segments[at[s] + k].kind == BARQ_FURNITURE;
        }
    return furniture == 0 ||
           furniture == shape->count[SIDE_AR] + shape->count[SIDE_EN];
}

static bool is_prose(enum barq_kind kind)
{
    return kind == BARQ_PARAGRAPH || kind == BARQ_LIST ||
           kind == BARQ_FURNITURE;
}

static double kind_worth(enum barq_kind ar, enum barq_kind en)
{
    if (ar == en)
        return is_prose(ar) ? 0 : 1.5;
    if (ar == BARQ_HEADLINE || en == BARQ_HEADLINE)
        return -2;
    return is_prose(ar) && is_prose(en) ? 0 : -1;
}

/* Joined sentences are seldom of two paragraphs, where there are any. */
static double block_worth(const struct lattice *l, const size_t at[SIDES],
                          const struct bead_shape *shape)
{
    double worth = 0;

    for (int s = SIDE_AR; s < SIDES; s++) {
        const struct side *side = &l->evidence->side[s];
        const struct side_segment *first = &side->segments[at[s]];
        size_t count = shape->count[s];
        if (side->has_paragraphs && count > 1 &&
            first[0].block != first[count - 1].block)
            worth += log(across_blocks);
    }
    return worth;
}

/* The segments of a lone side of furniture are no loss to anybody. */
static double lone_weight(const struct lattice *l, const size_t at[SIDES],
                          const struct bead_shape *shape)
{
    int s = shape->count[SIDE_AR] ? SIDE_AR : SIDE_EN;
    const struct side *side = &l->evidence->side[s];

    return side->segments[at[s]].kind == BARQ_FURNITURE ? log(0.5)
                                                        : shape->log_share;
}

static double words_worth(const struct lattice *l, size_t i, size_t j,
                          const struct bead_shape *shape)
{
    size_t ar = shape->count[SIDE_AR], en = shape->count[SIDE_EN];
    double worth = 0;

    for (size_t k = 0; k < ar; k++) {
        if (!lattice_has(l, i + k, j))
            return -INFINITY;
        worth += (double)l->said[SIDE_AR][en - 1][lattice_cell(l, i + k, j)];
    }
    for (size_t k = 0; k < en; k++) {
        if (!lattice_has(l, i, j + k))
            return -INFINITY;
        worth += (double)l->said[SIDE_EN][ar - 1][lattice_cell(l, i, j + k)];
    }
    return weight_of_words * worth;
}

double lattice_weight(const struct lattice *l, size_t i, size_t j,
                      const struct bead_shape *shape)
{
    const size_t at[SIDES] = { i, j };
    const struct side *side = l->evidence->side;

    if (!lattice_has(l, i + shape->count[SIDE_AR], j + shape->count[SIDE_EN]))
        return -INFINITY;
    if (!shape->count[SIDE_AR] || !shape->count[SIDE_EN])
        return lone_weight(l, at, shape);
    if (!furniture_agrees(l, at, shape))
        return -INFINITY;
    return shape->log_share + words_worth(l, i, j, shape) +
           length_worth(l, i, j, shape) + block_worth(l, at, shape) +
           kind_worth(side[SIDE_AR].segments[i].kind,
                      side[SIDE_EN].segments[j].kind);
}
