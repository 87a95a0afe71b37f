/*
 * adapt_grammar.c - may one number stand where another did, the words beside
 * it unchanged?
 *
 *   5 men, 9 men        yes
 *   5 men, 15 men       no: in Arabic another plural, and another noun
 *   1, 2                never: they have words of their own, or none
 *   5 percent, 15       yes: neither "fi al-mia" nor "percent" has a plural
 *   an 8, an 11         yes
 *   an 8, an 9          no
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <strings.h>

static bool is_one_or_two(struct decimal d)
{
    return !d.places && (d.digits == 1 || d.digits == 2);
}

static bool same_plural(struct adapting *a, enum barq_lang lang,
                        struct decimal was, struct decimal now)
{
    enum text_plural old = PLURAL_OTHER, new = PLURAL_OTHER;

    if (!a->status)
        a->status = text_plural(lang, decimal_double(was), &old, a->err);
    if (!a->status)
        a->status = text_plural(lang, decimal_double(now), &new, a->err);
    return !a->status && old == new;
}

bool adapt_same_grammar(struct adapting *a, struct decimal was,
                        struct decimal now)
{
    if (decimal_equal(was, now))
        return true;
    if (is_one_or_two(was) || is_one_or_two(now))
        return adapt_refuse(a, "1 and 2 take words of their own");
    if (a->invariable)
        return true;
    if (!same_plural(a, BARQ_AR, was, now) ||
        !same_plural(a, BARQ_EN, was, now))
        return adapt_refuse(a, "%.15g and %.15g take different plurals",
                            decimal_double(was), decimal_double(now));
    return true;
}

/* 8, 11, 18, 80, 18,000 begin with a vowel when they are read; 1,800 does
 * not, and the year 1800 does. */
static bool figure_sounds_open(const struct figure *figure)
{
    int64_t lead = figure->value.digits;

    for (int i = 0; i < figure->value.places; i++)
        lead /= 10;
    while (lead >= 1000 && (figure->group || lead >= 10000))
        lead /= 1000;
    if (lead >= 1000)
        lead /= 100;
    return lead == 11 || lead == 18 || lead == 8 || lead / 10 == 8 ||
           lead / 100 == 8;
}

static bool sounds_open(struct barq_text text)
{
    struct figure figure;
    size_t at = 0;

    if (figure_next(text, &at, text.len, &figure))
        return figure_sounds_open(&figure);
    return text.len && strchr("aeiouAEIOU", text.at[0]);
}

/* The word that ends before `at`, spaces between. */
static struct barq_text word_before(struct barq_text text, size_t at)
{
    while (at && text.at[at - 1] == ' ')
        at--;
    size_t end = at;
    while (at && char_is_letter(char_before(text, at)))
        utf8_prev(text, &at);
    return text_slice(text, at, end);
}

bool adapt_same_article(struct adapting *a, size_t at, struct barq_text was,
                        struct barq_text now)
{
    struct barq_text raw = a->target.raw;

    while (at && char_is_currency(char_before(raw, at)))
        utf8_prev(raw, &at);
    struct barq_text word = word_before(raw, at);
    bool article = (word.len == 1 && strncasecmp(word.at, "a", 1) == 0) ||
                   (word.len == 2 && strncasecmp(word.at, "an", 2) == 0);
    if (article && sounds_open(was) != sounds_open(now))
        return adapt_refuse(a, "\"%.*s\" before it would be wrong",
                            (int)word.len, word.at);
    return true;
}
