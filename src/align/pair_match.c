/*
 * pair_match.c - who belongs to whom, and how sure that is.
 *
 * Edges are taken best first; each takes its two stories off the market.  An
 * edge is the surer the more of their rare words the two share, the more
 * these come in the same order, and the further it is ahead of the next best
 * that either could still have:
 *
 *   margin = 1 - best score of a rival edge / score
 *   logit(confidence) = BASE + TOLD * told + ORDER * order + MARGIN * margin
 *
 * A rival is an edge of one of the two stories to one that is still free: a
 * story whose own partner is found better elsewhere is no rival, and neither
 * is the same story under another name.
 *
 * The weights are a logistic regression over eight archives (news whole,
 * transedited, with furniture, cut to four sentences, reports of one topic;
 * with strangers on either side), each counting the same; `make eval` prints
 * what they are worth.
 */
#include "align/pair.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>

static const double base = -17.9, weight_told = 19.4, weight_order = 11.6,
                    weight_margin = 12.4, ceiling = 0.999;

static int by_score(const void *a, const void *b)
{
    const struct pair_edge *x = a, *y = b;

    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    if (x->ar != y->ar)
        return x->ar < y->ar ? -1 : 1;
    return (x->en > y->en) - (x->en < y->en);
}

/* The market while edges are taken. */
struct market {
    struct pair_edges *edges;
    const struct pair_side *side; /* both */
    bool *taken[PAIR_SIDES];
    uint32_t *next_same[PAIR_SIDES]; /* by edge: the next of the same story,
                                        which is worse; index + 1 */
    uint32_t *last_same[PAIR_SIDES]; /* by story, while linking */
};

static uint32_t story_of(const struct pair_edge *edge, int side)
{
    return side == PAIR_AR ? edge->ar : edge->en;
}

/* Is the story at that side of the edge free, and not that of `best`? */
static bool is_rival(const struct market *m, const struct pair_edge *edge,
                     const struct pair_edge *best, int side)
{
    uint32_t story = story_of(edge, side), partner = story_of(best, side);
    const struct pair_story *stories = m->side[side].stories;

    return !m->taken[side][story] &&
           stories[story].print != stories[partner].print;
}

/* The score of the best edge behind `at` that goes from its story on this
 * side to a rival. */
static float best_rival(const struct market *m, size_t at, int side)
{
    uint32_t next = m->next_same[side][at];

    while (next) {
        const struct pair_edge *edge = &m->edges->at[next - 1];
        if (is_rival(m, edge, &m->edges->at[at], !side))
            return edge->score;
        next = m->next_same[side][next - 1];
    }
    return 0;
}

static float margin_of(const struct market *m, size_t at)
{
    float score = m->edges->at[at].score;
    float ar = best_rival(m, at, PAIR_AR), en = best_rival(m, at, PAIR_EN);
    float rival = ar > en ? ar : en;

    return rival > 0 ? 1 - rival / score : 1;
}

static void link_edges(struct market *m)
{
    for (size_t i = m->edges->count; i-- > 0;)
        for (int s = 0; s < PAIR_SIDES; s++) {
            uint32_t *last = &m->last_same[s][story_of(&m->edges->at[i], s)];
            m->next_same[s][i] = *last;
            *last = (uint32_t)i + 1;
        }
}

/* Chosen edges are told by their margin until they are moved to the front;
 * those not chosen have one below 0. */
static void take_edges(struct market *m)
{
    for (size_t i = 0; i < m->edges->count; i++) {
        struct pair_edge *edge = &m->edges->at[i];
        edge->margin = -1;
        if (edge->score <= 0 || m->taken[PAIR_AR][edge->ar] ||
            m->taken[PAIR_EN][edge->en])
            continue;
        edge->margin = margin_of(m, i);
        m->taken[PAIR_AR][edge->ar] = m->taken[PAIR_EN][edge->en] = true;
    }
}

static bool open_market(struct market *m,
                        const struct pair_side side[PAIR_SIDES],
                        struct arena *scratch)
{
    bool room = m->edges->count < UINT32_MAX;

    for (int s = 0; s < PAIR_SIDES && room; s++) {
        m->taken[s] = arena_new(scratch, bool, side[s].story_count + 1);
        m->last_same[s] = arena_new(scratch, uint32_t, side[s].story_count + 1);
        m->next_same[s] = arena_new(scratch, uint32_t, m->edges->count + 1);
        room = m->taken[s] && m->last_same[s] && m->next_same[s];
    }
    return room;
}

enum barq_status pair_choose(struct pair_edges *edges,
                             const struct pair_side side[PAIR_SIDES],
                             size_t *count, struct arena scratch,
                             struct barq_error *err)
{
    struct market m = { .edges = edges, .side = side };

    if (!open_market(&m, side, &scratch))
        return fail_nomem(err, "to pair the stories of an archive");
    if (edges->count)
        qsort(edges->at, edges->count, sizeof(*edges->at), by_score);
    link_edges(&m);
    take_edges(&m);
    *count = 0;
    for (size_t i = 0; i < edges->count; i++)
        if (edges->at[i].margin >= 0)
            edges->at[(*count)++] = edges->at[i];
    return BARQ_OK;
}

double pair_confidence(const struct pair_edge *edge)
{
    double x = base + weight_told * (double)edge->told +
               weight_order * (double)edge->order +
               weight_margin * (double)edge->margin;

    return fmin(1 / (1 + exp(-x)), ceiling);
}
