/*
 * negation.c - is what one side negates negated on the other?
 *
 * A lost "not" is the worst error there is in news, and counting is no way to
 * find it: languages negate differently.  So every negation looks for a
 * partner on the other side (tm/rules/cues.tsv says what is one):
 *
 *   1  another negation, the nearest first, wherever it stands;
 *   2  an expression that says the same without one, not too far off:
 *      "refused to" for "lam yuwafiq", "unclear" for "ghayr wadih".  Two such
 *      expressions of one family are partners as well, so that neither hides
 *      what was lost beside it.
 *
 * One that finds none is reported, unless it only goes on with what its own
 * side negated before ("neither A nor B", "la A wa-la B"), or an exception
 * that both sides make turns it into "only" ("la ... illa").
 *
 *   ar  lam yuhaddid al-wazir mawidan     lam
 *   en  The minister set no date.         no        partners
 *   en  The minister set a date.          -         lam is reported
 *
 * What the English says without a partner is reported only where the Arabic
 * has nothing of the kind.
 *
 * The numbers are the best of those tried on half the pairs of four sets of
 * published ones, half of them news.
 *
 * Limits: where a word stands is all that is known of the structure; a
 * negation that moved to another clause is found to be in order.
 */
#include "check/polarity.h"

#include <math.h>

/* Tokens from a negation to its "illa", to its "faqat", and to what goes on
 * with it. */
enum { EXCEPTION_REACH = 18, EXCEPTION_NEAR = 4, NOR_REACH = 8 };

/* Bytes between a negation and the word it negates. */
enum { ADJACENT = 2 };

/* How far apart, in bytes of the English, a negation and what says it in
 * other words may stand: word order differs inside a clause, less between
 * them.  A word that is negated by how it begins ("unclear") mostly renders
 * an adjective, and seldom a verb; and how near a bare auxiliary is. */
static const double soft_reach = 60, affix_weak = 100, affix_not = 40,
                    bare_reach = 60, anywhere = 1e9;

/* So much nearer count two of a family. */
static const double kin_bonus = 15;

/* Links that are weaker say little. */
static const double link_least = 0.7;

static bool is_soft(const struct found_cue *cue)
{
    return cue->kind == CUE_SOFT || cue->kind == CUE_MUST;
}

static bool has_family(const struct found_cues *cues, uint64_t family)
{
    for (size_t i = 0; i < cues->count; i++)
        if (cues->at[i].family == family)
            return true;
    return false;
}

/* What goes on with an earlier negation, or is turned into "only". */
static void spare(struct found_cues *cues, const struct found_cues *others)
{
    struct found_cue *before = NULL;

    for (size_t i = 0; i < cues->count; i++) {
        struct found_cue *cue = &cues->at[i];
        bool excepts = cue->kind == CUE_BUT || cue->kind == CUE_JUST;
        size_t reach = cue->kind == CUE_BUT ? EXCEPTION_REACH : EXCEPTION_NEAR;
        if (cue->kind == CUE_NOR && before &&
            before->token + NOR_REACH >= cue->token)
            cue->goes_on = before;
        if (cue->kind == CUE_MAY || cue->goes_on)
            cue->optional = true;
        if (excepts && before && before->token + reach >= cue->token &&
            has_family(others, cue->family))
            before->optional = true;
        if (check_is_negation(cue))
            before = cue;
    }
}

static bool overlaps(struct text_span link, struct barq_span span)
{
    return link.start < span.end && span.start < link.end;
}

/*
 * Does a link lead to a negation, or to what one stands right before?  "Ghayr
 * maruf", known with a "not", is "unknown".  But "lan yarfud", will not
 * refuse, is no "will refuse": what says so itself is rendered as it stands.
 */
static bool leads_to_negation(const struct found_cues *cues,
                              struct text_span link)
{
    bool is_negated = false;

    for (size_t i = 0; i < cues->count; i++) {
        struct barq_span span = cues->at[i].span;
        if (is_soft(&cues->at[i]) && overlaps(link, span))
            return false;
        span.end += ADJACENT;
        is_negated |= check_is_negation(&cues->at[i]) && overlaps(link, span);
    }
    return is_negated;
}

/* Soft words that are known to render something else render no negation. */
static void take_linked(const struct word_links *links, struct found_cues *cues,
                        int side, const struct found_cues *others)
{
    for (size_t i = 0; i < cues->count; i++)
        for (size_t k = 0; k < links->count; k++) {
            const struct word_link *link = &links->at[k];
            bool is_ar = side == CHECK_AR;
            if (is_soft(&cues->at[i]) && link->weight >= link_least &&
                overlaps(is_ar ? link->ar : link->en, cues->at[i].span) &&
                !leads_to_negation(others, is_ar ? link->en : link->ar))
                cues->at[i].taken = true;
        }
}

/* Two negations; else a negation and a soft word, or two soft words of one
 * family. */
enum partners { PARTNERS_NEGATION, PARTNERS_ACROSS };

/* Does it negate words rather than clauses: "ghayr", "adam"? */
static bool is_adjective(const struct found_cue *cue)
{
    return cue->kind == CUE_WEAK || cue->kind == CUE_NOR;
}

static bool is_kin(const struct found_cue *a, const struct found_cue *b)
{
    return a->family && a->family == b->family;
}

/* "Impossible to foresee" is unforeseeable. */
static bool is_must(const struct found_cue *a, const struct found_cue *b)
{
    return a->kind == CUE_MUST && b->affix;
}

/* How far a negation and a soft word may be apart. */
static double across(const struct found_cue *negation,
                     const struct found_cue *soft)
{
    if (negation->wide)
        return anywhere;
    if (soft->affix)
        return is_adjective(negation) ? affix_weak : affix_not;
    return soft_reach;
}

/* How far apart the two may stand; less than 0 if they may not be partners. */
static double reach_of(const struct found_cue *a, const struct found_cue *b,
                       enum partners how)
{
    bool first = check_is_negation(a), second = check_is_negation(b);

    if (how == PARTNERS_NEGATION)
        return first && second ? anywhere : -1;
    if (is_kin(a, b))
        return anywhere;
    if (first && is_soft(b))
        return across(a, b);
    if (second && is_soft(a))
        return across(b, a);
    return is_must(a, b) || is_must(b, a) ? soft_reach : -1;
}

static void marry(struct found_cue *a, struct found_cue *b)
{
    a->partner = b;
    b->partner = a;
    a->taken = b->taken = true;
}

/* Take the two nearest that may be partners; false when there are none. */
static bool take_nearest(struct found_cues *ones, struct found_cues *others,
                         enum partners how)
{
    struct found_cue *best[2] = { NULL, NULL };
    double least = anywhere;

    for (size_t i = 0; i < ones->count; i++)
        for (size_t k = 0; k < others->count; k++) {
            struct found_cue *a = &ones->at[i], *b = &others->at[k];
            double apart = fabs(a->place - b->place);
            double nearer = is_kin(a, b) ? kin_bonus : 0;
            if (a->taken || b->taken || apart - nearer > least ||
                apart > reach_of(a, b, how))
                continue;
            least = apart - nearer;
            best[0] = a;
            best[1] = b;
        }
    if (!best[0])
        return false;
    marry(best[0], best[1]);
    return true;
}

static struct found_cue *of_partner(struct found_cues *cues,
                                    const struct found_cue *partner)
{
    for (size_t i = 0; i < cues->count; i++)
        if (cues->at[i].partner == partner)
            return &cues->at[i];
    return NULL;
}

/* One of `others` that is free and of the family of `cue`; NULL: none. */
static struct found_cue *find_free(const struct found_cue *cue,
                                   struct found_cues *others)
{
    for (size_t i = 0; i < others->count; i++)
        if (!others->at[i].taken && is_kin(cue, &others->at[i]))
            return &others->at[i];
    return NULL;
}

/*
 * One that is left over takes the negation of another, which can do with a
 * word that says the same in other words: of "did not take place owing to the
 * lack of an agreement", where "adam wujud" was nearer to "not" than "lam".
 */
static void give_way(struct found_cues *ones, struct found_cues *others)
{
    for (size_t i = 0; i < ones->count; i++) {
        struct found_cue *left = &ones->at[i];
        if (left->taken || left->optional || !check_is_negation(left))
            continue;
        for (size_t k = 0; k < others->count && !left->taken; k++) {
            struct found_cue *negation = &others->at[k], *other;
            if (!check_is_negation(negation) || !negation->taken ||
                !(other = of_partner(ones, negation)))
                continue;
            struct found_cue *free = find_free(other, others);
            if (!free)
                continue;
            marry(other, free);
            marry(left, negation);
        }
    }
}

/* Where what goes on with a negation has a partner, that needs none. */
static void share(struct found_cues *cues)
{
    for (size_t i = 0; i < cues->count; i++)
        if (cues->at[i].taken && cues->at[i].goes_on)
            cues->at[i].goes_on->optional = true;
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
        if (!(check_is_negation(cue) || cue->kind == CUE_MUST) || cue->taken ||
            cue->optional)
            continue;
        *(side == CHECK_AR ? &finding.ar : &finding.en) = cue->span;
        check_report(check, &finding);
    }
}

/*
 * "It did go well": an auxiliary that stands so in one sentence of 200, and
 * in one of three that lost its "not".  So a negation of the Arabic that is
 * near has to have one of the English; other words will not do for it.
 */
static void want_near_bare(struct found_cues *ar, const struct found_cues *en)
{
    for (size_t i = 0; i < en->count; i++)
        for (size_t k = 0; k < ar->count && en->at[i].kind == CUE_BARE; k++) {
            struct found_cue *cue = &ar->at[k];
            bool is_answered = cue->partner &&
                               check_is_negation(cue->partner) &&
                               cue->partner->kind != CUE_MAY;
            if (check_is_negation(cue) && !is_answered &&
                fabs(cue->place - en->at[i].place) <= bare_reach)
                cue->taken = cue->optional = false;
        }
}

/* Does a side negate, or speak of the like, at all? */
static bool has_cue(const struct found_cues *cues)
{
    for (size_t i = 0; i < cues->count; i++)
        if (check_is_negation(&cues->at[i]) || is_soft(&cues->at[i]))
            return true;
    return false;
}

void check_negation(struct check *check, struct found_cues *ar,
                    struct found_cues *en)
{
    spare(ar, en);
    spare(en, ar);
    take_linked(&check->links, ar, CHECK_AR, en);
    take_linked(&check->links, en, CHECK_EN, ar);
    while (take_nearest(ar, en, PARTNERS_NEGATION))
        continue;
    while (take_nearest(ar, en, PARTNERS_ACROSS))
        continue;
    give_way(ar, en);
    give_way(en, ar);
    share(ar);
    share(en);
    want_near_bare(ar, en);
    report_left(check, ar, CHECK_AR);
    if (!has_cue(ar) && !check_is_run_together(&check->side[CHECK_AR]))
        report_left(check, en, CHECK_EN);
}
