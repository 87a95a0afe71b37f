/*
 * judge.c - what a stored unit is worth as a match of a query.
 *
 * Likeness of the words (score.c) is not all.  A pair that the aligner made
 * and nobody read may be wrong however well its source fits:
 *
 *   aligned, unread                -5, with a confidence under 0.9: -10
 *   machine translation, unread   -15, and never above 85
 *   another wording exists         -1
 *   numbers or dates were put in   -1 (adapt.c), and never above 99
 *
 * But an equal segment in context (context.c) takes no penalty: text and
 * neighbours both recur, which is the evidence that the penalty stands in
 * for.  Its score is 100.  Machine translation never gets there, since that
 * it stood in the same place says nothing about its wording.
 *
 * Unless a person has put a newer wording beside it (rivals.c): then it counts
 * as if it stood out of context.
 *
 * What is equal but for numbers and dates is worth having whatever its score,
 * if those of the query can be put in; whether they can is known at the end
 * (adapt.c).  Until then it goes with the last that were asked for.
 *
 * An equal segment out of context keeps its rank, which says how it is like
 * the query, while its score says how far to trust it.
 */
#include "match/judge.h"

#include "base/error.h"
#include "match/score.h"

enum { MT_MOST = 85, RIVAL_POINTS = 1, ADAPTED_POINTS = 1 };

static struct match_penalty origin_penalty(const struct memory_brief *unit)
{
    if (unit->origin == BARQ_MT)
        return (struct match_penalty){ "penalty mt", 15 };
    if (unit->origin != BARQ_ALIGNED)
        return (struct match_penalty){ NULL, 0 };
    if (unit->confidence < 0.9)
        return (struct match_penalty){ "penalty unsure alignment", 10 };
    return (struct match_penalty){ "penalty aligned", 5 };
}

/* Both sides at their best: would it still be below what was asked? */
static bool hopeless(const struct match_query *query,
                     const struct match_measure *measure)
{
    if (measure->class || (measure->framed && query->adapt))
        return false;
    return measure->plain < query->min || measure->cap.percent < query->min;
}

static void settle(const struct memory_brief *unit,
                   struct match_measure *measure, bool rivals,
                   struct match_verdict *out)
{
    struct match_penalty penalties[3];
    struct match_score score;
    size_t count = 0;

    if (out->adapted)
        penalties[count++] =
            (struct match_penalty){ "penalty adapted", ADAPTED_POINTS };
    penalties[count] = origin_penalty(unit);
    if (penalties[count].points)
        count++;
    if (rivals)
        penalties[count++] =
            (struct match_penalty){ "penalty rivals", RIVAL_POINTS };
    if (unit->origin == BARQ_MT && measure->cap.percent > MT_MOST)
        measure->cap = (struct match_cap){ MT_MOST, "cap mt" };
    match_settle(measure, penalties, count, &score);
    out->exact = measure->exact;
    out->rank = score.rank;
    out->score = score.score;
    out->parts = score.parts;
    out->part_count = score.part_count;
}

/* ... and that it is wanted though it is below `min`. */
static void settle_or_lend(const struct match_query *query,
                           const struct memory_brief *unit,
                           struct match_measure *measure, bool rivals,
                           struct match_verdict *out)
{
    settle(unit, measure, rivals, out);
    out->lent = measure->framed && query->adapt && out->score < query->min;
    if (out->lent)
        out->rank = out->score = query->min;
}

/* Only an equal unit can stand in the same place. */
static enum barq_status place(const struct match_query *query,
                              const struct memory_brief *unit, int class,
                              struct match_place *place, struct arena scratch,
                              struct barq_error *err)
{
    *place = (struct match_place){ 0 };
    if (class < RANK_MARKS || unit->origin == BARQ_MT)
        return BARQ_OK;
    return match_context(query, unit->id, place, scratch, err);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int match_order(const struct match_verdict *a, const struct match_verdict *b)
{
    int order = compare_numbers(b->edition > 0, a->edition > 0);

    if (!order && a->edition)
        order = compare_numbers(b->class, a->class);
    if (!order)
        order = compare_numbers(b->edition, a->edition);
    if (!order)
        order = compare_numbers(b->rank, a->rank);
    if (!order)
        order = compare_numbers(b->score, a->score);
    if (!order)
        order = (b->exact > a->exact) - (b->exact < a->exact);
    if (!order)
        order = compare_numbers(a->origin, b->origin);
    if (!order)
        order = compare_numbers(b->changed, a->changed);
    if (!order)
        order = compare_numbers(b->uses, a->uses);
    if (!order)
        order = compare_numbers(b->ours, a->ours);
    return order ? order : compare_numbers(b->id, a->id);
}

/* What ranks a unit by itself. */
static struct match_verdict verdict_on(const struct memory_brief *unit)
{
    return (struct match_verdict){ .id = unit->id,
                                   .origin = unit->origin,
                                   .changed = unit->changed,
                                   .uses = unit->uses };
}

/* With neither a rival nor another place against it, would it be wanted? */
static bool has_a_chance(const struct match_query *query,
                         const struct memory_brief *unit,
                         const struct match_measure *measure,
                         const struct match_verdict *verdict)
{
    struct match_measure best = *measure;
    struct match_verdict hoped = *verdict;

    if (!query->worst)
        return true;
    best.parts = NULL;
    settle_or_lend(query, unit, &best, false, &hoped);
    if (measure->class >= RANK_MARKS) {
        hoped.rank = RANK_BOTH_NEIGHBOURS;
        hoped.score = RANK_EQUAL;
        hoped.class = measure->class;
        hoped.edition = query->asking.chain ? INT64_MAX : 0;
    }
    return match_order(&hoped, query->worst) < 0;
}

/* What only differs in form is capped (caps.c), and all else more so.  `most`
 * is rounded down, so the unrounded is below the next whole one. */
bool match_may_be_wanted(const struct match_query *query,
                         const struct memory_brief *unit, int most, bool framed)
{
    struct match_measure measure = { .plain = most,
                                     .exact = most + 1,
                                     .cap = { RANK_LEAST - 1, NULL },
                                     .framed = framed };
    struct match_verdict hoped = verdict_on(unit);

    settle_or_lend(query, unit, &measure, false, &hoped);
    return hoped.score >= query->min &&
           (!query->worst || match_order(&hoped, query->worst) < 0);
}

int match_least_score(const struct match_query *query)
{
    if (query->exhaustive)
        return 0;
    return query->worst && query->worst->rank > query->min ? query->worst->rank
                                                           : query->min;
}

/* What the rest of the memory says of it. */
static enum barq_status rule(const struct match_query *query,
                             const struct match_candidate *candidate,
                             struct match_measure *measure,
                             struct match_verdict *out, struct arena scratch,
                             struct barq_error *err)
{
    const struct memory_brief *unit = candidate->unit;
    struct match_rivals rivals;
    struct match_place context;
    enum barq_status status;

    if ((status = match_rivals(query, unit->id, candidate->side, &rivals,
                               scratch, err)) ||
        (status = place(query, unit, measure->class, &context, scratch, err)))
        return status;
    out->rivals = rivals.found;
    if (context.rank &&
        !(context.edition ? rivals.corrected : rivals.superseded)) {
        out->rank = context.rank;
        out->score = RANK_EQUAL;
        out->class = measure->class;
        out->edition = context.edition;
        return BARQ_OK;
    }
    settle_or_lend(query, unit, measure, out->rivals, out);
    return out->rank >= RANK_LEAST || out->score >= query->min ? BARQ_OK
                                                               : BARQ_NOTHING;
}

enum barq_status match_judge(const struct match_query *query,
                             const struct match_candidate *candidate,
                             struct match_verdict *out, struct arena scratch,
                             struct barq_error *err)
{
    struct match_measure measure = *candidate->measure;

    *out = verdict_on(candidate->unit);
    if (candidate->kept) {
        out->side = candidate->side;
        out->measure = candidate->measure;
    }
    if (hopeless(query, &measure) ||
        !has_a_chance(query, candidate->unit, &measure, out))
        return BARQ_NOTHING;
    return rule(query, candidate, &measure, out, scratch, err);
}

/* How a unit compares that was judged, if that was not kept. */
static enum barq_status measure_anew(const struct match_pair *pair,
                                     struct match_verdict *verdict,
                                     struct arena *work, struct barq_error *err)
{
    struct arena below = arena_split(work);
    struct match_measure *measure = arena_new(work, struct match_measure, 1);

    verdict->measure = measure;
    return measure ? match_measure(pair, measure, work, below, err)
                   : fail_nomem(err, "to compare two segments");
}

enum barq_status match_explain_verdict(const struct match_query *query,
                                       const struct match_candidate *candidate,
                                       struct match_verdict *verdict,
                                       struct arena *keep, struct arena *work,
                                       struct barq_error *err)
{
    const struct match_pair pair = { &query->side, candidate->side, 0 };
    enum barq_status status = BARQ_OK;

    if (!verdict->measure)
        status = measure_anew(&pair, verdict, work, err);
    if (status)
        return status;
    struct match_measure measure = *verdict->measure;
    if ((status = match_explain(&pair, &measure, keep, err)))
        return status;
    verdict->runs = measure.runs;
    verdict->run_count = measure.run_count;
    if (verdict->rank > RANK_EQUAL) /* in context nothing is taken off */
        return BARQ_OK;
    settle_or_lend(query, candidate->unit, &measure, verdict->rivals, verdict);
    return BARQ_OK;
}

enum barq_status match_judge_adapted(const struct memory_brief *unit, int rank,
                                     struct match_verdict *verdict,
                                     struct arena *keep, struct barq_error *err)
{
    struct match_measure measure = {
        .class = rank,
        .plain = rank,
        .exact = rank,
        .cap = { rank, "cap adapted" },
        .parts = arena_new(keep, struct barq_part, MATCH_MORE_PARTS + 1),
        .part_count = 1,
    };

    if (!measure.parts)
        return fail_nomem(err, "to explain a score");
    measure.parts[0] =
        (struct barq_part){ .name = "adapted", .points = 100 - rank };
    verdict->adapted = true;
    settle(unit, &measure, verdict->rivals, verdict);
    return BARQ_OK;
}
