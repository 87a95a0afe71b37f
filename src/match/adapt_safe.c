/*
 * adapt_safe.c - when a number may be put for another, and when not.
 *
 * A draft with last week's number in it is read with care, since it says that
 * it is not equal.  One that claims to have been put right is not.  So
 * whatever might be wrong is refused, and says why:
 *
 *   what it is part of   quotations, codes, names (adapt_bound.c)
 *   grammar              plurals, articles (adapt_grammar.c)
 *   separators           1.234 is one and a bit to some, and a thousand to
 *                        others
 *   what is counted      the words beside it are not the same
 *   what is said of it   negation or direction differs; the translation says
 *                        "doubled", which is true of some numbers only
 *
 * Limits: what follows from the numbers in words that no table has is not
 * seen, where the translation says it and its source does not.
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

/* ------------------------------------------------------------ separators */

/* Could the last mark as well be of the other kind: 1.234? */
static bool is_unclear(const struct figure *figure)
{
    uint32_t mark = figure->point ? figure->point : figure->group;

    if (!figure->known)
        return true;
    return (mark == '.' || mark == ',' || mark == 0x060C) && figure->last == 3;
}

/* A comma before three digits groups, if nothing here says otherwise. */
static bool is_clear(const struct figure *was, const struct figure *now,
                     enum value_type type)
{
    if (!is_unclear(now))
        return true;
    if (was && is_unclear(was) && was->group == now->group &&
        was->point == now->point)
        return true; /* the translation says how it is read */
    return now->group == ',' && type != VALUE_PERCENT &&
           !(was && was->point == ',');
}

static bool same_separators(struct adapting *a,
                            const struct adapt_change *change)
{
    size_t i = change->stored.start, j = change->query.start;
    struct figure was, now;

    while (figure_next(a->query.raw, &j, change->query.end, &now)) {
        bool beside = figure_next(a->stored.raw, &i, change->stored.end, &was);
        if (!is_clear(beside ? &was : NULL, &now, change->was.type))
            return adapt_refuse(a, "%.*s can be read in two ways",
                                (int)(now.span.end - now.span.start),
                                a->query.raw.at + now.span.start);
    }
    return true;
}

/* ------------------------------------------------------------ neighbours */

static bool same_word(const struct adapt_side *a, size_t i,
                      const struct adapt_side *b, size_t j)
{
    const struct token *x, *y;

    if (i >= a->tokens.count || j >= b->tokens.count)
        return i >= a->tokens.count && j >= b->tokens.count;
    x = &a->tokens.at[i];
    y = &b->tokens.at[j];
    return text_equal(x->l2, y->l2) ||
           (x->kind != TOKEN_PUNCT && text_equal(x->l3, y->l3));
}

/* Before and behind it, are the words the same? */
static bool same_neighbours(struct adapting *a,
                            const struct adapt_change *change)
{
    struct adapt_place was = adapt_place_of(&a->stored, change->stored);
    struct adapt_place now = adapt_place_of(&a->query, change->query);

    if (a->equal)
        return true;
    /* index -1 is beyond the end, too */
    if (same_word(&a->stored, was.before - 1, &a->query, now.before - 1) &&
        same_word(&a->stored, was.behind, &a->query, now.behind))
        return true;
    return adapt_refuse(a, "the words beside %.*s are not the same",
                        (int)(change->stored.end - change->stored.start),
                        a->stored.raw.at + change->stored.start);
}

/* ------------------------------------------------------------- the whole */

static void count_polarity(const struct adapt_side *side, int counts[4])
{
    for (size_t i = 0; i < side->tokens.count; i++)
        counts[side->tokens.at[i].polarity]++;
}

static bool same_polarity(struct adapting *a)
{
    int was[4] = { 0 }, now[4] = { 0 };

    count_polarity(&a->stored, was);
    count_polarity(&a->query, now);
    for (int i = POLARITY_NOT; i <= POLARITY_DOWN; i++)
        if (was[i] != now[i])
            return adapt_refuse(a, "negation or direction is not the same");
    return true;
}

/* The first word of a side that is true of some numbers only, or NULL. */
static const struct token *derived(const struct adapting *a,
                                   const struct adapt_side *side)
{
    for (size_t i = 0; i < side->tokens.count; i++)
        if (adapt_is_word(a, side, i, ADAPT_DERIVED))
            return &side->tokens.at[i];
    return NULL;
}

/* The translation says "doubled": then its source must say so, too, and the
 * query all that the source says. */
static bool same_derived(struct adapting *a)
{
    const struct token *token = derived(a, &a->target);

    if (!token || (a->equal && derived(a, &a->stored)))
        return true;
    return adapt_refuse(a, "\"%.*s\" may not be true of other numbers",
                        (int)token->raw.len, token->raw.at);
}

bool adapt_texts_safe(struct adapting *a)
{
    return same_polarity(a) && same_derived(a);
}

bool adapt_change_safe(struct adapting *a, const struct adapt_change *change)
{
    const struct adapt_side *sides[] = { &a->target, &a->stored, &a->query };
    struct text_span spans[] = { change->target, change->stored,
                                 change->query };

    for (size_t i = 0; i < 3; i++) {
        struct barq_text words =
            text_slice(sides[i]->raw, spans[i].start, spans[i].end);
        if (adapt_is_quoted(sides[i], spans[i]))
            return adapt_refuse(a, "%.*s may stand in a quotation",
                                (int)words.len, words.at);
        if (adapt_is_bound(sides[i], spans[i], change->was.type))
            return adapt_refuse(a, "%.*s is part of something longer",
                                (int)words.len, words.at);
        if (adapt_is_name(a, sides[i], spans[i], change))
            return adapt_refuse(a, "%.*s may be part of a name", (int)words.len,
                                words.at);
    }
    return same_separators(a, change) && same_neighbours(a, change);
}
