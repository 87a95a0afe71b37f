/*
 * bead_fixture.h - beads of a story, given by their lengths and posteriors.
 */
#ifndef UNIT_BEAD_FIXTURE_H
#define UNIT_BEAD_FIXTURE_H

#include "align/confidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 8 };

/* Beads in order, each with its characters on either side; a side of no
 * characters has no segment. */
struct given {
    size_t count, chars[MOST][SIDES];
    double posterior[MOST];
    size_t segments[MOST][SIDES]; /* 0: one */
};

struct made {
    struct block home;
    struct arena keep;
    struct align_model model;
    struct evidence evidence;
    struct pairing_result found;
};

static inline void put_side(struct made *made, const struct given *given,
                            size_t i, int s, size_t *first, size_t *count)
{
    struct side *side = &made->evidence.side[s];

    *first = side->count;
    *count = given->chars[i][s] ? 1 + given->segments[i][s] : 0;
    for (size_t k = 0; k < *count; k++)
        side->segments[side->count++].chars = given->chars[i][s] / *count;
}

/* The beads, each with its posterior; in all of them eight items find their
 * like, and nothing at their ends is astray. */
static inline void make_beads(struct made *made, const struct given *given)
{
    *made = (struct made){ .evidence = { .side = { { 0 } } } };
    assert_int_equal(
        BARQ_OK, block_reserve(&made->home, TASK_CEILING, &made->keep, NULL));
    assert_int_equal(BARQ_OK,
                     model_read(&made->model, arena_split(&made->keep), NULL));
    for (int s = SIDE_AR; s < SIDES; s++)
        made->evidence.side[s].segments =
            arena_new(&made->keep, struct side_segment, (size_t)MOST * MOST);
    made->found.beads.at = arena_new(&made->keep, struct barq_bead, MOST);
    made->found.beads.signs = arena_new(&made->keep, struct bead_signs, MOST);
    for (size_t i = 0; i < given->count; i++) {
        struct barq_bead *bead = &made->found.beads.at[i];
        made->found.beads.signs[i] = (struct bead_signs){ 0, 8, 8 };
        bead->confidence = given->posterior[i];
        put_side(made, given, i, SIDE_AR, &bead->ar_first, &bead->ar_count);
        put_side(made, given, i, SIDE_EN, &bead->en_first, &bead->en_count);
    }
    made->found.beads.count = given->count;
}

/* Confidences, of a story whose ways weigh `worth` a segment. */
static inline void settle(struct made *made, double worth)
{
    made->found.total = worth * (double)(made->evidence.side[SIDE_AR].count +
                                         made->evidence.side[SIDE_EN].count);
    assert_int_equal(BARQ_OK,
                     confidence_settle(&made->evidence, &made->model,
                                       &made->found, made->keep, NULL));
}

static inline void make(struct made *made, const struct given *given,
                        double worth)
{
    make_beads(made, given);
    settle(made, worth);
}

#endif
