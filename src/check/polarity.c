/*
 * polarity.c - do both sides negate the same, and point the same way?
 *
 * What negates, says so in other words, rises or falls is found by
 * tm/rules/cues.tsv on either side, with its place in the English; negation.c
 * then pairs negations.  A word that is how a name of the English is written
 * is none ("la" of La Paz); and in words that were run together a negation is
 * found only behind a letter that ends words.
 *
 * Direction is coarse: it is reported only where all that one side says of up
 * and down points up, and all of the other down.
 *
 *   ar  irtafaat al-asar        up
 *   en  Prices fell             down: reported
 */
#include "check/polarity.h"

#include "base/error.h"
#include "base/utf8.h"
#include "check/name.h"
#include "text/chars.h"

enum { SHADDA = 0x0651 };

/* Cues of a side; a text that has more is no sentence, and is let be: to pair
 * them takes the cube of the time. */
enum { CUES_MOST = 300 };

/* From here on a word is how a name is written. */
static const double name_alike = 0.9;

bool check_is_negation(const struct found_cue *cue)
{
    return cue->kind == CUE_NOT || cue->kind == CUE_WEAK ||
           cue->kind == CUE_NOR || cue->kind == CUE_MAY;
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

/*
 * "Lam" negates the imperfect, which begins with y, t, n or an alef, and stands
 * right before it; before anything else it is "why", or a slip of the pen.
 */
static bool is_other_lam(const struct check_side *side, size_t i)
{
    enum {
        ALEF = 0x0627,
        TEH = 0x062A,
        LAM = 0x0644,
        MEEM,
        NOON,
        YEH = 0x064A
    };
    const struct token *token = &side->tokens.at[i], *next = token + 1;
    size_t at = token->l2.len, first = 0;

    if (i + 1 >= side->tokens.count || next->kind != TOKEN_WORD || at < 4 ||
        utf8_prev(token->l2, &at) != MEEM || utf8_prev(token->l2, &at) != LAM ||
        at > 2)
        return false;
    uint32_t c = utf8_next(next->l2, &first);
    return c != YEH && c != TEH && c != NOON && c != ALEF;
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
    if (cue && cue->kind != CUE_NONE && is_other_lam(side, i))
        return NULL;
    if (!cue && token->l1.len > CUE_RUN_BYTES &&
        cues_are_inside(cues, token->l1))
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
    for (size_t i = 0;
         cues->at && cues->count < CUES_MOST && i < side->tokens.count;
         i += count) {
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
        if (check_is_negation(&cues->at[i]))
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
    if (ar.count == CUES_MOST || en.count == CUES_MOST)
        return BARQ_OK;
    check_negation(check, &ar, &en);
    check_direction(check, &ar, &en);
    return BARQ_OK;
}
