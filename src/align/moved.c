/*
 * moved.c - paragraphs that stand elsewhere in the translation.
 *
 * The lattice knows no way back, so a paragraph that an editor moved is left
 * alone twice, once on either side.  What is left alone, furniture aside, is
 * taken here as two short stories of their own, and each Arabic segment is
 * held against each English one, wherever it stands:
 *
 *   gain = weight(pair) - weight(Arabic alone) - weight(English alone) - MOVED
 *
 * Most lines that are left alone have no partner anywhere, so MOVED is high:
 * a few words that come together by chance do not reach it.  Of all that a
 * segment could be paired with (and with nothing, whose gain is 0) a pair has
 * the share e^gain; its posterior is the lesser of the shares on its two
 * sides.  Pairs are taken from the best down, each segment once.
 *
 * Lines that are left alone between the same two pairs were weighed against
 * each other by the lattice already, and found wanting; they are no candidates.
 *
 * Example: the last paragraph of a wire is the third in English.  It shares
 * two names and a number with that one: gain 9, nothing else over -3, so
 * 0.999.
 *
 * Limits: one segment to one; not where more is left alone than a lattice
 * holds, as in a book of which half was dropped.
 */
#include "align/moved.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double moved = 9.5;
static const double least = 0.5; /* posterior */

/* What a bead weighs, by its place in bead_shapes. */
enum { PAIR, ALONE_AR, ALONE_EN };

struct candidate {
    size_t at[SIDES]; /* of what is left */
    double gain, posterior;
};

struct moving {
    const struct pairing *pairing;
    struct selected left[SIDES];
    size_t *gap[SIDES];       /* of each: how many pairs come before it */
    struct evidence evidence; /* of these */
    struct lattice lattice;
    struct candidate *candidates;
    size_t count;
    double *sum[SIDES]; /* by segment: e^gain over all its candidates */
};

/* ------------------------------------------------------------ leftovers */

static bool is_left(const struct side *side, const struct barq_bead *bead,
                    int s)
{
    size_t mine = s == SIDE_AR ? bead->ar_count : bead->en_count;
    size_t theirs = s == SIDE_AR ? bead->en_count : bead->ar_count;
    size_t at = s == SIDE_AR ? bead->ar_first : bead->en_first;

    return mine == 1 && !theirs && !side->segments[at].furniture &&
           !side->segments[at].marginal;
}

static bool collect(struct moving *m, const struct beads *beads,
                    struct arena *keep)
{
    for (int s = SIDE_AR; s < SIDES; s++) {
        size_t pairs = 0;
        m->left[s].at = arena_new(keep, size_t, beads->count + 1);
        m->gap[s] = arena_new(keep, size_t, beads->count + 1);
        if (!m->left[s].at || !m->gap[s])
            return false;
        for (size_t i = 0; i < beads->count; i++) {
            const struct barq_bead *bead = &beads->at[i];
            pairs += bead->ar_count && bead->en_count;
            if (!is_left(&m->pairing->evidence->side[s], bead, s))
                continue;
            m->gap[s][m->left[s].count] = pairs;
            m->left[s].at[m->left[s].count++] =
                s == SIDE_AR ? bead->ar_first : bead->en_first;
        }
    }
    return true;
}

static bool is_worth_it(const struct moving *m)
{
    size_t ar = m->left[SIDE_AR].count, en = m->left[SIDE_EN].count;

    return ar && en && (ar + 1) * (en + 1) <= LATTICE_NODES;
}

/* How common words are in the whole of stories that are not long; of long ones
 * there is no telling, and the likes of the last chunk are forgotten. */
static enum barq_status join_whole(const struct moving *m, struct arena *keep,
                                   struct arena scratch, struct barq_error *err)
{
    struct evidence *evidence = m->pairing->evidence;
    size_t ar = evidence->side[SIDE_AR].count;
    size_t en = evidence->side[SIDE_EN].count;
    struct chunk whole = { .count = { ar, en } };

    if ((ar + 1) * (en + 1) <= LATTICE_NODES)
        return evidence_join(evidence, &whole, keep, scratch, err);
    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t i = 0; i < evidence->side[s].item_count; i++)
            evidence->side[s].items[i].post_count = 0;
    return BARQ_OK;
}

static enum barq_status weigh(struct moving *m, struct arena *keep,
                              struct arena scratch, struct barq_error *err)
{
    struct chunk all = { .count = { m->left[SIDE_AR].count,
                                    m->left[SIDE_EN].count } };
    const struct side *side = m->pairing->evidence->side;
    struct lattice_plan plan = {
        .evidence = &m->evidence,
        .model = m->pairing->model,
        .chunk = all,
        .depth = LATTICE_PAIRS,
        .among = { side[SIDE_AR].count, side[SIDE_EN].count },
    };
    enum barq_status status = join_whole(m, keep, scratch, err);

    if (!status)
        status = evidence_select(m->pairing->evidence, m->left, &m->evidence,
                                 keep, err);

    if (!status)
        status = evidence_join(&m->evidence, &all, keep, scratch, err);
    return status ? status : lattice_make(&plan, &m->lattice, keep, err);
}

/* ---------------------------------------------------------------- pairs */

static double gain_of(const struct lattice *l, size_t i, size_t j)
{
    return lattice_weight(l, i, j, PAIR) - lattice_weight(l, i, j, ALONE_AR) -
           lattice_weight(l, i, j, ALONE_EN) - moved;
}

static bool list_candidates(struct moving *m, struct arena *keep)
{
    const struct lattice *l = &m->lattice;
    size_t rows = m->left[SIDE_AR].count, columns = m->left[SIDE_EN].count;

    m->candidates = arena_new(keep, struct candidate, rows * columns);
    for (int s = SIDE_AR; s < SIDES; s++)
        m->sum[s] = arena_new(keep, double, m->left[s].count);
    if (!m->candidates || !m->sum[SIDE_AR] || !m->sum[SIDE_EN])
        return false;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            if (m->gap[SIDE_AR][i] == m->gap[SIDE_EN][j])
                continue;
            double gain = gain_of(l, i, j), share = exp(fmin(gain, 300));
            m->sum[SIDE_AR][i] += share;
            m->sum[SIDE_EN][j] += share;
            if (gain > 0)
                m->candidates[m->count++] =
                    (struct candidate){ { i, j }, gain, 0 };
        }
    return true;
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->gain != y->gain)
        return x->gain < y->gain ? 1 : -1;
    return (x->at[SIDE_AR] > y->at[SIDE_AR]) -
           (x->at[SIDE_AR] < y->at[SIDE_AR]);
}

/* Leave those candidates that are taken, with their posterior. */
static bool choose(struct moving *m, struct arena scratch)
{
    bool *taken[SIDES];
    size_t kept = 0;

    for (int s = SIDE_AR; s < SIDES; s++) {
        taken[s] = arena_new(&scratch, bool, m->left[s].count);
        if (!taken[s])
            return false;
    }
    if (m->count)
        qsort(m->candidates, m->count, sizeof(*m->candidates),
              compare_candidates);
    for (size_t c = 0; c < m->count; c++) {
        struct candidate *one = &m->candidates[c];
        double share = exp(fmin(one->gain, 300));
        size_t i = one->at[SIDE_AR], j = one->at[SIDE_EN];
        one->posterior = fmin(share / (1 + m->sum[SIDE_AR][i]),
                              share / (1 + m->sum[SIDE_EN][j]));
        if (one->posterior < least || taken[SIDE_AR][i] || taken[SIDE_EN][j])
            continue;
        taken[SIDE_AR][i] = taken[SIDE_EN][j] = true;
        m->candidates[kept++] = *one;
    }
    m->count = kept;
    return true;
}

/* ---------------------------------------------------------------- beads */

/* The pair that a segment of side s is in, or NULL. */
static const struct candidate *pair_of(const struct moving *m, int s,
                                       size_t segment)
{
    for (size_t c = 0; c < m->count; c++)
        if (m->left[s].at[m->candidates[c].at[s]] == segment)
            return &m->candidates[c];
    return NULL;
}

static enum barq_status explain(const struct moving *m,
                                const struct candidate *pair,
                                struct bead_parts *out, struct arena *keep,
                                struct arena scratch, struct barq_error *err)
{
    struct barq_story left[SIDES];
    const struct barq_story *const stories[SIDES] = { &left[0], &left[1] };
    struct barq_bead bead = { .ar_first = pair->at[SIDE_AR],
                              .ar_count = 1,
                              .en_first = pair->at[SIDE_EN],
                              .en_count = 1 };

    for (int s = SIDE_AR; s < SIDES; s++) {
        const struct barq_story *whole = m->pairing->stories[s];
        struct barq_segment *segments =
            arena_new(&scratch, struct barq_segment, m->left[s].count);
        if (!segments)
            return fail_nomem(err, "to explain a bead");
        for (size_t i = 0; i < m->left[s].count; i++)
            segments[i] = whole->segments[m->left[s].at[i]];
        left[s] = *whole;
        left[s].segments = segments;
        left[s].segment_count = m->left[s].count;
    }
    return explain_bead(&m->lattice, stories, &bead, out, keep, err);
}

/* What stands beside a moved pair says nothing of its ends. */
static struct bead_signs signs_of(const struct moving *m,
                                  const struct candidate *pair)
{
    return (struct bead_signs){
        .found = (double)bead_found(&m->lattice, pair->at[SIDE_AR],
                                    pair->at[SIDE_EN], &bead_shapes[PAIR]),
        .known = (double)bead_known(&m->lattice, pair->at[SIDE_AR],
                                    pair->at[SIDE_EN], &bead_shapes[PAIR]),
    };
}

/* Put the pairs in the place of what stood alone. */
static enum barq_status replace(const struct moving *m,
                                struct pairing_result *result,
                                struct arena *keep, struct arena scratch,
                                struct barq_error *err)
{
    struct beads *beads = &result->beads;
    enum barq_status status = BARQ_OK;
    size_t kept = 0;

    for (size_t i = 0; i < beads->count && !status; i++) {
        struct barq_bead bead = beads->at[i];
        struct bead_signs signs = beads->signs[i];
        const struct candidate *pair = NULL;
        if (bead.ar_count == 1 && !bead.en_count)
            pair = pair_of(m, SIDE_AR, bead.ar_first);
        else if (!bead.ar_count && pair_of(m, SIDE_EN, bead.en_first))
            continue;
        if (result->parts)
            result->parts[kept] = result->parts[i];
        if (pair) {
            bead.en_first = m->left[SIDE_EN].at[pair->at[SIDE_EN]];
            bead.en_count = 1;
            bead.confidence = pair->posterior;
            signs = signs_of(m, pair);
            if (result->parts)
                status =
                    explain(m, pair, &result->parts[kept], keep, scratch, err);
        }
        beads->signs[kept] = signs;
        beads->at[kept++] = bead;
    }
    beads->count = kept;
    return status;
}

enum barq_status moved_pair(const struct pairing *pairing,
                            struct pairing_result *result, struct arena *keep,
                            struct arena scratch, struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct moving m = { .pairing = pairing };

    if (!collect(&m, &result->beads, &work))
        return fail_nomem(err, "to pair two stories this long");
    if (!is_worth_it(&m))
        return BARQ_OK;
    enum barq_status status = weigh(&m, &work, scratch, err);
    if (status)
        return status;
    if (!list_candidates(&m, &work) || !choose(&m, scratch))
        return fail_nomem(err, "to pair two stories this long");
    return m.count ? replace(&m, result, keep, scratch, err) : BARQ_OK;
}
