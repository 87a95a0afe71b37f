/*
 * term.c - are the desk's terms rendered as the desk has them?
 *
 * A term is a pair of expressions.  Where the Arabic one stands in the
 * Arabic text and the English one is not in the English, that is reported;
 * and the other way round.  Words are compared by their stems, so that
 * clitics and endings do not count, and the words of a term stand side by
 * side.  A term whose expression has another rendering among the terms is in
 * order with either.
 */
#include "check/check.h"

#include "base/error.h"
#include "base/utf8.h"

/* Where the words of a term begin in a side; SIZE_MAX: nowhere. */
static size_t find_term(const struct tokens *text, const struct tokens *term)
{
    for (size_t i = 0; term->count && i + term->count <= text->count; i++) {
        size_t same = 0;
        while (same < term->count &&
               (text_equal(text->at[i + same].l2, term->at[same].l2) ||
                text_equal(text->at[i + same].l3, term->at[same].l3)))
            same++;
        if (same == term->count)
            return i;
    }
    return SIZE_MAX;
}

static struct barq_text side_of(const struct barq_term *term, int side)
{
    return side == CHECK_AR ? term->ar : term->en;
}

/* Where a term of the checker stands in a side. */
static enum barq_status locate(struct check *check, size_t index, int side,
                               struct barq_span *span, bool *found,
                               struct arena scratch)
{
    const struct check_side *of = &check->side[side];
    struct arena keep = arena_split(&scratch);
    struct tokens term;
    enum barq_status status =
        text_tokens(of->language, side_of(&check->checker->terms[index], side),
                    &term, &keep, scratch, check->err);

    if (status)
        return status;
    size_t at = find_term(&of->tokens, &term);
    *found = at != SIZE_MAX;
    if (*found)
        *span = (struct barq_span){
            check_span(of, &of->tokens.at[at]).start,
            check_span(of, &of->tokens.at[at + term.count - 1]).end
        };
    return BARQ_OK;
}

/* Is any rendering of the same expression there? */
static enum barq_status is_rendered(struct check *check, size_t index, int from,
                                    bool *found, struct arena scratch)
{
    const struct barq_checker *checker = check->checker;
    struct barq_text text = side_of(&checker->terms[index], from);
    struct barq_span span;
    enum barq_status status = BARQ_OK;

    *found = false;
    for (size_t i = 0; i < checker->term_count && !status && !*found; i++)
        if (text_equal(side_of(&checker->terms[i], from), text))
            status = locate(check, i, 1 - from, &span, found, scratch);
    return status;
}

/* The first of the terms with this expression speaks for all of them. */
static bool is_first(const struct check *check, size_t index, int side)
{
    const struct barq_term *terms = check->checker->terms;

    for (size_t i = 0; i < index; i++)
        if (text_equal(side_of(&terms[i], side), side_of(&terms[index], side)))
            return false;
    return true;
}

static enum barq_status check_term(struct check *check, size_t index, int from,
                                   struct arena scratch)
{
    struct barq_finding finding = {
        .rule = BARQ_RULE_TERM,
    };
    bool found = false, rendered = true;
    enum barq_status status =
        locate(check, index, from, from == CHECK_AR ? &finding.ar : &finding.en,
               &found, scratch);

    if (!status && found)
        status = is_rendered(check, index, from, &rendered, scratch);
    if (status || !found || rendered)
        return status;
    struct barq_text house = side_of(&check->checker->terms[index], 1 - from);
    struct barq_text note = arena_print(check->keep, "the desk has \"%.*s\"",
                                        (int)house.len, house.at);
    if (!note.at)
        return fail_nomem(check->err, "for the terms of a pair");
    finding.note = note.at;
    check_report(check, &finding);
    return BARQ_OK;
}

enum barq_status check_terms(struct check *check, struct arena scratch)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < check->checker->term_count && !status; i++) {
        if (is_first(check, i, CHECK_AR))
            status = check_term(check, i, CHECK_AR, scratch);
        if (!status && is_first(check, i, CHECK_EN))
            status = check_term(check, i, CHECK_EN, scratch);
    }
    return status;
}
