/*
 * confidence.c - from the posterior of a bead to how likely it is right.
 *
 * The posterior is too sure of itself: words that come together are not
 * independent witnesses, and the lattice knows no story in which sentences
 * are parted at other places than in the original.  There a sentence's end
 * stands in the next segment, most words agree all the same, and every bead
 * looks well:
 *
 *   ar  He left. The rain had     en  He left.
 *       begun; they waited.           The rain had begun; they waited.
 *
 * What gives such a story away: the first of the two pairs is too long on one
 * side and the second on the other; and the story is full of beads that are
 * not one to one.  So a logistic function of these is taken:
 *
 *   posterior  its log odds, up to 8
 *   neighbour  those of the less likely of the two beads beside it, up to 6
 *   crossing   log(1 + |z z'|), z by how many standard deviations the lengths
 *              are off (length.h) and z' those of a neighbour, when they are
 *              off the other way; the larger of two
 *   wide       logarithm of beads not 1-1 over 1-1, in the whole story
 *   odd        logarithm of beads with several on both sides over all
 *   astray     words at its ends that are found beyond them (ends.c)
 *   found      log(1 + how many items find a like in the bead)
 *   lost       log(1 + how many find none there, but elsewhere)
 *   chars      logarithm of its letters, both sides added
 *
 * fitted on stories with gold beads by tests/eval/fit_confidence.c; the
 * coefficients are in the model.  A confidence is at most `ceiling`.
 *
 * Such a fit is right on average, and too sure of the freest stories, of
 * which there are few.  So what WIDE has over -0.25 (eight beads that are not
 * 1-1 for every ten that are) is taken off once more:
 *
 *   free       max(0, wide + 0.25)
 *
 * with a coefficient that is not fitted but bounds the harm: with it 97 of 100
 * beads at 0.9 are right there as well, and fewer are called so.
 *
 * All that takes for granted that the two stories belong together.  If the
 * wrong article was given, every way is bad, and one of them is still the
 * best.  So the weight of all ways is held against what chance gives: among
 * so many ways some words always fall together.  Of 250 pairs of news stories
 * that have nothing in common the weight came to 0.27 a segment at most (as a
 * rule to -0.9); of stories that belong together to 1.4 at least, usually 2
 * to 5.  Of a line or two it says little: strangers weigh 1 there by chance,
 * and true ones with few known words not more.  So the first ten segments count
 * less:
 *
 *   chance     = CHANCE_FIRST * (first ten) + CHANCE_OTHERS * (the others)
 *   related    = 1 / (1 + e^(chance - total))
 *   confidence = logistic * related
 */
#include "align/confidence.h"

#include "align/length.h"
#include "base/error.h"

#include <math.h>

/* What strangers weigh: each of the first segments of both sides, and of the
 * others. */
static const double first_segments = 10, chance_first = 0.06,
                    chance_others = 0.3;

static const double posterior_most = 8, neighbour_most = 6;
static const double odds_most = 14;    /* of one that is never told right */
static const double off_most = 4;      /* standard deviations */
static const double free_from = -0.25; /* of `wide` */

/* A bead, as far as it concerns its neighbours. */
struct likely {
    double log_odds;
    double off; /* z; 0 of a bead with an empty side */
};

/* Of a whole story, and so of each of its beads. */
struct manner {
    double wide, odd;
};

/* ------------------------------------------------------------ one bead */

static double log_odds(double posterior)
{
    double odds = posterior < 1 ? log(posterior / (1 - posterior)) : odds_most;

    return fmax(fmin(odds, odds_most), -odds_most);
}

static double characters(const struct side *side, size_t first, size_t count)
{
    double sum = 0;

    for (size_t i = first; i < first + count; i++)
        sum += (double)side->segments[i].chars;
    return fmax(sum, 1);
}

double bead_off(const struct evidence *evidence, const struct barq_bead *bead)
{
    if (!bead->ar_count || !bead->en_count)
        return 0;
    double ar =
        characters(&evidence->side[SIDE_AR], bead->ar_first, bead->ar_count);
    double en =
        characters(&evidence->side[SIDE_EN], bead->en_first, bead->en_count);
    double z =
        (log(en / ar) - length_mean) / sqrt(length_spread(1 / sqrt(ar * en)));

    return fmax(fmin(z, off_most), -off_most);
}

/* ------------------------------------------------------------ the story */

static void look_around(const struct likely *beads, size_t count, size_t i,
                        confidence_row row)
{
    double least = odds_most, crossing = 0;

    for (size_t k = i ? i - 1 : 1; k <= i + 1 && k < count; k += 2) {
        least = fmin(least, beads[k].log_odds);
        crossing = fmax(crossing, -beads[i].off * beads[k].off);
    }
    row[CONFIDENCE_NEIGHBOUR] = fmin(least, neighbour_most);
    row[CONFIDENCE_CROSSING] = log1p(crossing);
}

static void describe(const struct likely *beads, size_t count, size_t i,
                     confidence_row row)
{
    row[CONFIDENCE_BASE] = 1;
    row[CONFIDENCE_POSTERIOR] = fmin(beads[i].log_odds, posterior_most);
    look_around(beads, count, i, row);
}

/* How freely the story was translated: the same for all of its beads.  A story
 * of few beads is taken for a plain one. */
static struct manner measure_story(const struct beads *beads)
{
    double pairs = 0, plain = 0, several = 0;

    for (size_t i = 0; i < beads->count; i++) {
        const struct barq_bead *bead = &beads->at[i];
        pairs += bead->ar_count && bead->en_count;
        plain += bead->ar_count == 1 && bead->en_count == 1;
        several += bead->ar_count > 1 && bead->en_count > 1;
    }
    return (struct manner){ log((pairs - plain + 1) / (plain + 4)),
                            log((several + 0.5) / (pairs + 10)) };
}

static void describe_words(const struct evidence *evidence,
                           const struct barq_bead *bead,
                           const struct bead_signs *signs, confidence_row row)
{
    double chars =
        characters(&evidence->side[SIDE_AR], bead->ar_first, bead->ar_count) +
        characters(&evidence->side[SIDE_EN], bead->en_first, bead->en_count);

    row[CONFIDENCE_ASTRAY] = signs->astray;
    row[CONFIDENCE_FOUND] = log1p(signs->found);
    row[CONFIDENCE_LOST] = log1p(fmax(0, signs->known - signs->found));
    row[CONFIDENCE_CHARS] = log(chars);
}

confidence_row *confidence_rows(const struct evidence *evidence,
                                const struct pairing_result *found,
                                struct arena *keep)
{
    const struct beads *beads = &found->beads;
    struct likely *likely = arena_new(keep, struct likely, beads->count + 1);
    confidence_row *rows = arena_new(keep, confidence_row, beads->count + 1);

    if (!likely || !rows)
        return NULL;
    struct manner manner = measure_story(beads);
    for (size_t i = 0; i < beads->count; i++)
        likely[i] = (struct likely){ log_odds(beads->at[i].confidence),
                                     bead_off(evidence, &beads->at[i]) };
    for (size_t i = 0; i < beads->count; i++) {
        describe(likely, beads->count, i, rows[i]);
        describe_words(evidence, &beads->at[i], &beads->signs[i], rows[i]);
        rows[i][CONFIDENCE_WIDE] = manner.wide;
        rows[i][CONFIDENCE_ODD] = manner.odd;
        rows[i][CONFIDENCE_FREE] = fmax(0, manner.wide - free_from);
    }
    return rows;
}

/* --------------------------------------------------------- confidence */

static double confidence_of(const struct align_model *model,
                            const confidence_row row)
{
    double sum = 0;

    for (int k = 0; k < CONFIDENCES; k++)
        sum += model->confidence[k] * row[k];
    return fmin(1 / (1 + exp(-sum)), model->ceiling);
}

/* Of a bead with an empty side. */
static double alone(const struct align_model *model,
                    const struct barq_bead *bead, double related)
{
    double sure = fmin(bead->confidence, model->ceiling) * related;

    return fmin(sure + 1 - related, 1);
}

static double related(double segments, double total)
{
    double chance = chance_first * fmin(segments, first_segments) +
                    chance_others * fmax(0, segments - first_segments);

    return 1 / (1 + exp(chance - total));
}

enum barq_status confidence_settle(const struct evidence *evidence,
                                   const struct align_model *model,
                                   struct pairing_result *found,
                                   struct arena scratch, struct barq_error *err)
{
    double segments = (double)evidence->side[SIDE_AR].count +
                      (double)evidence->side[SIDE_EN].count;
    confidence_row *rows = confidence_rows(evidence, found, &scratch);

    if (!rows)
        return fail_nomem(err, "to pair two stories this long");
    found->related = related(segments, found->total);
    for (size_t i = 0; i < found->beads.count; i++) {
        struct barq_bead *bead = &found->beads.at[i];
        if (bead->ar_count && bead->en_count)
            bead->confidence = confidence_of(model, rows[i]) * found->related;
        else /* in stories with nothing in common every segment is alone */
            bead->confidence = alone(model, bead, found->related);
    }
    return BARQ_OK;
}
