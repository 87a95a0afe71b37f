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
 * Where words were run together nothing is said.
 *
 * Limits: where a word stands is all that is known of the structure; a
 * negation that moved to another clause is found to be in order.
 */
#include "check/name.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"

#include <math.h>

/* Tokens from a negation to its "illa", and to its "faqat". */
enum { SHADDA = 0x0651 };

enum { EXCEPTION_REACH = 18, EXCEPTION_NEAR = 4, NOR_REACH = 8 };

/* Bytes of a word from which on it may be several. */
enum { RUN_BYTES = 24 };

/* Bytes between a negation and the word it negates. */
enum { ADJACENT = 2 };

/* How far apart, in bytes of the English, a negation and what says it in
 * other words may stand: word order differs inside a clause, less between
 * them. */
static const double soft_reach = 60, affix_weak = 100, affix_not = 40,
                    anywhere = 1e9, kin_bonus = 15, bare_reach = 60;

/* From here on a word is how a name is written. */
static const double name_alike = 0.9;

/* Links that are weaker say little. */
static const double link_least = 0.7;

struct found_cue {
    enum cue_kind kind;
    struct barq_span span;
    double place;
    uint64_t family;
    size_t token;
    const struct found_cue *partner; /* or NULL */
    bool taken;                      /* it has a partner */
    bool optional;                   /* it needs none */
    bool wide;                       /* it may be far off */
    struct found_cue *goes_on;       /* of what it goes on with, or NULL */
    bool affix; /* a word that is negated by how it begins or ends */
};

struct found_cues {
    struct found_cue *at;
    size_t count;
};

static bool is_negation(const struct found_cue *cue)
{
    return cue->kind == CUE_NOT || cue->kind == CUE_WEAK ||
           cue->kind == CUE_NOR || cue->kind == CUE_MAY;
}

static bool is_soft(const struct found_cue *cue)
{
    return cue->kind == CUE_SOFT || cue->kind == CUE_MUST;
}

static struct barq_span span_of(const struct check_side *side, size_t first,
                                size_t count)
{
    struct barq_span span = check_span(side, &side->tokens.at[first]);

    span.end = check_span(side, &side->tokens.at[first + count - 1]).end;
    return span;
}

/* "Changed" is written as "other than" is, but for its shadda. */
static bool is_doubled(const struct token *token)
{
    for (size_t i = 0; i < token->raw.len;)
        if (utf8_next(token->raw, &i) == SHADDA)
            return true;
    return false;
}

static double place_of(const struct check *check, const struct check_side *side,
                       struct barq_span span)
{
    double at = ((double)span.start + (double)span.end) / 2;

    return side->language.lang == BARQ_AR ? check_english_place(check, at) : at;
}

/* Is the Arabic word how a name of the English is written: "la" of La Paz,
 * "fa-laysa" of Fleiss? */
static bool is_name(const struct check *check, const struct token *arabic)
{
    const struct tokens *en = &check->side[CHECK_EN].tokens;

    for (size_t i = 0; i < en->count; i++)
        if ((unsigned char)arabic->l2.at[0] >= 0x80 &&
            check_name_is_capital(&en->at[i]) &&
            check_alike(check, arabic->l2, check_name_bare(en->at[i].l2),
                        name_alike))
            return true;
    return false;
}

/* Does a verb follow the auxiliary, as where its "not" was lost: "did go"? */
static bool is_emphatic(const struct check_side *side, size_t i)
{
    const struct token *next = &side->tokens.at[i + 1];
    size_t at = 0;

    return i + 1 < side->tokens.count && next->kind == TOKEN_WORD &&
           char_is_lower(utf8_next(next->raw, &at));
}

/* What token i of a side says, and of how many tokens; NULL if nothing. */
static const struct cue *cue_at(const struct check *check,
                                const struct check_side *side, size_t i,
                                size_t *count)
{
    static const struct cue inside = { .kind = CUE_NOT };
    const struct cues *cues = &check->checker->cues;
    const struct token *token = &side->tokens.at[i];
    const struct cue *cue =
        cues_find(cues, side->language.lang, &side->tokens, i, count);

    if (cue && cue->kind == CUE_BARE && !is_emphatic(side, i))
        return NULL;
    if (!cue && token->l1.len > RUN_BYTES && cues_are_inside(cues, token->l1))
        return &inside;
    bool is_cue = cue && cue->kind != CUE_NONE && !is_name(check, token) &&
                  !(cue->kind == CUE_WEAK && is_doubled(token));
    return is_cue ? cue : NULL;
}

static bool collect(const struct check *check, const struct check_side *side,
                    struct found_cues *cues, struct arena *keep)
{
    size_t count = 1;

    *cues = (struct found_cues){
        arena_new(keep, struct found_cue, side->tokens.count + 1), 0
    };
    for (size_t i = 0; cues->at && i < side->tokens.count; i += count) {
        const struct cue *cue = cue_at(check, side, i, &count);
        if (!cue)
            continue;
        struct barq_span span = span_of(side, i, count);
        cues->at[cues->count++] = (struct found_cue){
            .kind = cue->kind,
            .family = cue->family,
            .span = span,
            .place = place_of(check, side, span),
            .token = i,
            .affix = cue->form == CUE_BEGINS || cue->form == CUE_ENDS,
            .wide = (cue->kind == CUE_WEAK || cue->kind == CUE_MAY) &&
                    side->language.lang == BARQ_EN,
        };
    }
    return cues->at;
}

/* ---------------------------------------------------------------- negation */

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
        if (is_negation(cue))
            before = cue;
    }
}

static bool overlaps(struct text_span link, struct barq_span span)
{
    return link.start < span.end && span.start < link.end;
}

/* ... or right before it: "ghayr maruf", known with a "not", is "unknown". */
static bool has_negation_at(const struct found_cues *cues,
                            struct text_span link)
{
    for (size_t i = 0; i < cues->count; i++) {
        struct barq_span span = cues->at[i].span;
        span.end += ADJACENT;
        if (is_negation(&cues->at[i]) && overlaps(link, span))
            return true;
    }
    return false;
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
                !has_negation_at(others, is_ar ? link->en : link->ar))
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

/* How far apart the two may stand; less than 0 if they may not be partners. */
static double reach_of(const struct found_cue *a, const struct found_cue *b,
                       enum partners how)
{
    if (how == PARTNERS_NEGATION)
        return is_negation(a) && is_negation(b) ? anywhere : -1;
    if (a->family && a->family == b->family)
        return anywhere;
    if ((a->kind == CUE_MUST && b->affix) || (a->affix && b->kind == CUE_MUST))
        return soft_reach;
    if (!(is_negation(a) && is_soft(b)) && !(is_soft(a) && is_negation(b)))
        return -1;
    if (a->wide || b->wide)
        return anywhere;
    if (a->affix || b->affix)
        return is_adjective(a) || is_adjective(b) ? affix_weak : affix_not;
    return soft_reach;
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
            bool kin = a->family && a->family == b->family;
            if (a->taken || b->taken || apart - (kin ? kin_bonus : 0) > least ||
                apart > reach_of(a, b, how))
                continue;
            least = apart - (kin ? kin_bonus : 0);
            best[0] = a;
            best[1] = b;
        }
    if (!best[0])
        return false;
    best[0]->partner = best[1];
    best[1]->partner = best[0];
    return best[0]->taken = best[1]->taken = true;
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
        if (!(is_negation(cue) || cue->kind == CUE_MUST) || cue->taken ||
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
            bool is_answered = cue->partner && is_negation(cue->partner) &&
                               cue->partner->kind != CUE_MAY;
            if (is_negation(cue) && !is_answered &&
                fabs(cue->place - en->at[i].place) <= bare_reach)
                cue->taken = cue->optional = false;
        }
}

/* Does a side negate, or speak of the like, at all? */
static bool has_cue(const struct found_cues *cues)
{
    for (size_t i = 0; i < cues->count; i++)
        if (is_negation(&cues->at[i]) || is_soft(&cues->at[i]))
            return true;
    return false;
}

static void check_negation(struct check *check, struct found_cues *ar,
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
    share(ar);
    share(en);
    want_near_bare(ar, en);
    report_left(check, ar, CHECK_AR);
    if (!has_cue(ar) && !check_is_run_together(&check->side[CHECK_AR]))
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
                         &(struct barq_finding){ .rule = BARQ_RULE_DIRECTION,
                                                 .ar = a->span,
                                                 .en = e->span,
                                                 .note = "opposites" });
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
