/*
 * polarity.c - is what one side negates negated on the other?
 *
 * A lost "not" is the worst error there is in news, and counting is no way to
 * find it: languages negate differently.  So every negation looks for a
 * partner on the other side (tm/rules/cues.tsv says what is one):
 *
 *   1  another negation, the nearest first, wherever it stands;
 *   2  an expression that says the same without one, not too far off:
 *      "refused to" for "lam yuwafiq", "unclear" for "ghayr wadih".
 *
 * One that finds none is reported, unless it only goes on with what its own
 * side negated before ("neither A nor B", "la A wa-la B"), or an exception
 * turns it into "only" ("la ... illa").
 *
 *   ar  lam yuhaddid al-wazir mawidan     lam
 *   en  The minister set no date.         no        partners
 *   en  The minister set a date.          -         lam is reported
 *
 * Direction is coarser: it is reported only where all that one side says of
 * up and down points up, and all of the other down.
 *
 * Limits: where a word stands is all that is known of the structure; a
 * negation that moved to another clause is found to be in order.
 */
#include "check/check.h"

#include "base/error.h"

#include <math.h>

enum { EXCEPTION_REACH = 12 }; /* tokens from a negation to its "illa" */

/* How far apart, of the whole text, a negation and what says it in other
 * words may stand: word order differs inside a clause, less between them. */
static const double soft_reach = 0.3;

struct found_cue {
    enum cue_kind kind;
    struct barq_span span;
    double place;
    size_t token;
    bool taken;    /* it has a partner */
    bool optional; /* it needs none */
};

struct found_cues {
    struct found_cue *at;
    size_t count;
};

static bool is_negation(const struct found_cue *cue)
{
    return cue->kind == CUE_NOT || cue->kind == CUE_NOR;
}

static struct barq_span span_of(const struct check_side *side, size_t first,
                                size_t count)
{
    struct barq_span span = check_span(side, &side->tokens.at[first]);

    span.end = check_span(side, &side->tokens.at[first + count - 1]).end;
    return span;
}

static bool collect(const struct check *check, const struct check_side *side,
                    struct found_cues *cues, struct arena *keep)
{
    size_t count = 1;

    *cues = (struct found_cues){
        arena_new(keep, struct found_cue, side->tokens.count + 1), 0
    };
    for (size_t i = 0; cues->at && i < side->tokens.count; i += count) {
        const struct cue *cue =
            cues_find(&check->checker->cues, side->language.lang, &side->tokens,
                      i, &count);
        if (!cue || cue->kind == CUE_NONE)
            continue;
        struct barq_span span = span_of(side, i, count);
        cues->at[cues->count++] = (struct found_cue){
            .kind = cue->kind,
            .span = span,
            .place = check_place(side, span),
            .token = i,
        };
    }
    return cues->at;
}

/* ---------------------------------------------------------------- negation */

/* What goes on with an earlier negation, or is turned into "only". */
static void spare(struct found_cues *cues)
{
    bool before = false;

    for (size_t i = 0; i < cues->count; i++) {
        struct found_cue *cue = &cues->at[i];
        if (cue->kind == CUE_NOR && before)
            cue->optional = true;
        before = before || is_negation(cue);
        if (cue->kind != CUE_BUT)
            continue;
        for (size_t k = 0; k < i; k++)
            if (cues->at[k].token + EXCEPTION_REACH >= cue->token)
                cues->at[k].optional = true;
    }
}

/* Take the two nearest that may be partners; false when there are none. */
static bool take_nearest(struct found_cues *ones, struct found_cues *others,
                         enum cue_kind soft, double reach)
{
    struct found_cue *best[2] = { NULL, NULL };

    for (size_t i = 0; i < ones->count; i++)
        for (size_t k = 0; k < others->count; k++) {
            struct found_cue *a = &ones->at[i], *b = &others->at[k];
            double apart = fabs(a->place - b->place);
            bool fits = soft == CUE_SOFT ? b->kind == CUE_SOFT : is_negation(b);
            if (a->taken || b->taken || !is_negation(a) || !fits ||
                apart > reach)
                continue;
            reach = apart;
            best[0] = a;
            best[1] = b;
        }
    if (!best[0])
        return false;
    return best[0]->taken = best[1]->taken = true;
}

static void report_left(struct check *check, const struct found_cues *cues,
                        int side)
{
    for (size_t i = 0; i < cues->count; i++) {
        const struct found_cue *cue = &cues->at[i];
        struct barq_finding finding = {
            .rule = BARQ_RULE_NEGATION,
            .note = side == CHECK_AR ? "not negated in the English"
                                     : "not negated in the Arabic",
        };
        if (!is_negation(cue) || cue->taken || cue->optional)
            continue;
        *(side == CHECK_AR ? &finding.ar : &finding.en) = cue->span;
        check_report(check, &finding);
    }
}

static void check_negation(struct check *check, struct found_cues *ar,
                           struct found_cues *en)
{
    spare(ar);
    spare(en);
    while (take_nearest(ar, en, CUE_NOT, 1))
        continue;
    while (take_nearest(ar, en, CUE_SOFT, soft_reach))
        continue;
    while (take_nearest(en, ar, CUE_SOFT, soft_reach))
        continue;
    report_left(check, ar, CHECK_AR);
    report_left(check, en, CHECK_EN);
}

/* --------------------------------------------------------------- direction */

/* The first cue of this kind if there is none of the other; else NULL. */
static const struct found_cue *only(const struct found_cues *cues,
                                    enum cue_kind kind, enum cue_kind other)
{
    const struct found_cue *first = NULL;

    for (size_t i = 0; i < cues->count; i++) {
        if (cues->at[i].kind == other)
            return NULL;
        if (cues->at[i].kind == kind && !first)
            first = &cues->at[i];
    }
    return first;
}

static bool has_negation(const struct found_cues *cues)
{
    for (size_t i = 0; i < cues->count; i++)
        if (is_negation(&cues->at[i]))
            return true;
    return false;
}

static void check_direction(struct check *check, const struct found_cues *ar,
                            const struct found_cues *en)
{
    static const enum cue_kind kinds[2] = { CUE_UP, CUE_DOWN };

    if (has_negation(ar) != has_negation(en))
        return; /* "did not rise" may have been said as "fell" */
    for (int i = 0; i < 2; i++) {
        const struct found_cue *a = only(ar, kinds[i], kinds[1 - i]);
        const struct found_cue *e = only(en, kinds[1 - i], kinds[i]);
        if (a && e)
            check_report(check,
                         &(struct barq_finding){ BARQ_RULE_DIRECTION, a->span,
                                                 e->span, "opposites" });
    }
}

enum barq_status check_polarity(struct check *check, struct arena scratch)
{
    struct found_cues ar, en;

    if (!collect(check, &check->side[CHECK_AR], &ar, &scratch) ||
        !collect(check, &check->side[CHECK_EN], &en, &scratch))
        return fail_nomem(check->err, "for the negations of a pair");
    check_negation(check, &ar, &en);
    check_direction(check, &ar, &en);
    return BARQ_OK;
}
