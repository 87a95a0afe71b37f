/*
 * adapt_safe.c - when a number may be put for another, and when not.
 *
 * A draft with last week's number in it is read with care, since it says that
 * it is not equal.  One that claims to have been put right is not.  So
 * whatever might be wrong is refused, and says why:
 *
 *   quotations    what somebody said is not re-worded
 *   names         Resolution 242, Boeing 737, the 2022 World Cup, a telephone
 *                 number, F-16, 9/11
 *   grammar       5 men, 15 men: another plural in Arabic; 1 and 2 have words
 *                 of their own; "an 8" becomes no "an 9"
 *   separators    1.234 is one and a bit to some, and a thousand to others
 *   what is counted     the words beside it are not the same
 *   what is said of it  negation and direction differ; "doubled" is true of
 *                 some numbers only
 *
 * Limits: a quotation that runs over several sentences shows its marks in the
 * first and the last only, and those between look like any other; a statement
 * that follows from the numbers in words no table has ("the lowest since")
 * is not seen.
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <strings.h>

/* How far before a number, and how far behind a date, the word may stand that
 * makes it a name. */
enum { ACT_BEFORE = 4, NAME_BEHIND = 2 };

/* Digits without a mark in a number that counts something. */
enum { FIGURE_MOST = 6 };

/* -------------------------------------------------------------- grammar */

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

/* ----------------------------------------------------------- quotations */

enum quote { QUOTE_NONE, QUOTE_STRAIGHT, QUOTE_OPEN, QUOTE_CLOSE };

static enum quote quote_of(uint32_t c)
{
    switch (c) {
    case '"':
    case 0xFF02:
        return QUOTE_STRAIGHT;
    case 0x201C:
    case 0x201E:
    case 0x00AB:
    case 0x2039:
        return QUOTE_OPEN;
    case 0x201D:
    case 0x00BB:
    case 0x203A:
        return QUOTE_CLOSE;
    default:
        return QUOTE_NONE;
    }
}

/*
 * Between double quotation marks?  They come in pairs, in whichever order
 * (Arabic text has them either way round).  Where one is left over, or one
 * stands in another, all of the text may be quoted.
 */
static bool in_double_quotes(struct barq_text text, struct text_span span)
{
    enum quote first = QUOTE_NONE;
    bool open = false, inside = false;

    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        enum quote quote = quote_of(utf8_next(text, &i));
        if (!quote)
            continue;
        if (open && (first == QUOTE_STRAIGHT) != (quote == QUOTE_STRAIGHT))
            return true;
        if (open && first == quote && quote != QUOTE_STRAIGHT)
            return true;
        if (start < span.start)
            inside = !inside;
        else if (start < span.end)
            return true;
        first = quote;
        open = !open;
    }
    return open || inside;
}

static bool is_word_char(uint32_t c)
{
    return char_is_letter(c) || char_is_digit(c);
}

/* Between single ones?  An apostrophe stands behind a letter, so only a mark
 * that none stands before opens; and the last one closes. */
static bool in_single_quotes(struct barq_text text, struct text_span span)
{
    size_t open = text.len, close = 0;

    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        if (c != '\'' && c != 0x2018 && c != 0x2019)
            continue;
        if (!is_word_char(char_before(text, start)) &&
            is_word_char(char_at(text, i)) && open == text.len)
            open = start;
        else if (!char_is_letter(char_at(text, i)))
            close = start;
    }
    if (open == text.len || span.end <= open)
        return false;
    return close <= open || span.start < close;
}

static bool is_quoted(const struct adapt_side *side, struct text_span span)
{
    return in_double_quotes(side->raw, span) ||
           in_single_quotes(side->raw, span);
}

/* ---------------------------------------------------------------- codes */

/* Marks that tie digits to something else: +966, #15, 24/7, 5+1, a@b. */
static bool ties(uint32_t c)
{
    return c && c < 0x80 && strchr("+#@/_=*\\&~^", (int)c);
}

static bool tied_before(struct barq_text text, size_t at)
{
    uint32_t c = char_before(text, at);

    if (ties(c) || c == ':' || c == '.' || char_is_latin(c))
        return true;
    if (!char_is_dash(c))
        return false;
    utf8_prev(text, &at);
    c = char_before(text, at);
    return char_is_digit(c) || char_is_latin(c);
}

static bool tied_behind(struct barq_text text, size_t at)
{
    uint32_t c = char_at(text, at);

    if (ties(c) || char_is_latin(c))
        return true;
    if (c != ':' && c != '.' && c != ',' && !char_is_dash(c))
        return false;
    utf8_next(text, &at);
    return char_is_digit(char_at(text, at));
}

/* Behind a mark that parts thousands, or the point? */
static bool is_inner(struct barq_text text, size_t at)
{
    uint32_t c = char_before(text, at);

    return c == '.' || c == ',' || c == 0x060C || c == 0x066B || c == 0x066C;
}

/* 00966..., 123456789: no number that counts. */
static bool is_code(struct barq_text text, struct text_span span)
{
    struct figure figure;

    for (size_t at = span.start; digits_next(text, &at, span.end, &figure);) {
        bool zero = (char_at(text, figure.span.start) & 0xF) == 0;
        if (figure.whole > FIGURE_MOST ||
            (zero && figure.whole > 1 && !is_inner(text, figure.span.start)))
            return true;
    }
    return false;
}

/* Digits before or behind it with nothing but a space between: 0800 555 111,
 * 12 400. */
static bool beside_digits(struct barq_text text, struct text_span span)
{
    size_t before = span.start, behind = span.end;

    while (before && utf8_is_space(char_before(text, before)))
        utf8_prev(text, &before);
    while (behind < text.len && utf8_is_space(char_at(text, behind)))
        utf8_next(text, &behind);
    return char_is_digit(char_before(text, before)) ||
           char_is_digit(char_at(text, behind));
}

/* 555-1234: no range, its numbers are of different length and have no mark. */
static bool is_chain(struct barq_text text, struct text_span span)
{
    struct figure low, high;
    size_t at = span.start;

    if (!figure_next(text, &at, span.end, &low))
        return false;
    bool dash = char_is_dash(char_at(text, at));
    return dash && figure_next(text, &at, span.end, &high) && !low.group &&
           !high.group && low.whole >= 3 && high.whole > low.whole;
}

static bool counts(enum value_type type)
{
    return type != VALUE_DATE && type != VALUE_TIME && type != VALUE_WEEKDAY;
}

static bool is_bound(const struct adapt_side *side, struct text_span span,
                     enum value_type type)
{
    return tied_before(side->raw, span.start) ||
           tied_behind(side->raw, span.end) ||
           (counts(type) &&
            (is_code(side->raw, span) || is_chain(side->raw, span) ||
             beside_digits(side->raw, span)));
}

/* ---------------------------------------------------------------- names */

/* Where tokens stand around a span: those before end at `before`, those
 * behind begin at `behind`. */
struct place {
    size_t before, behind;
};

static struct place place_of(const struct adapt_side *side,
                             struct text_span span)
{
    struct place place = { 0, side->tokens.count };

    for (size_t i = 0; i < side->tokens.count; i++) {
        size_t start = (size_t)(side->tokens.at[i].raw.at - side->raw.at);
        if (start < span.start)
            place.before = i + 1;
        if (start >= span.end && i < place.behind)
            place.behind = i;
    }
    return place;
}

static bool is_word_of(const struct adapting *a, const struct adapt_side *side,
                       size_t i, enum adapt_role role)
{
    const struct token *token = &side->tokens.at[i];

    return token->kind != TOKEN_PUNCT &&
           adapt_rules_know(&a->rules, role, side->language.lang, token);
}

/* Is there a word before it that makes it a name: Vision 2030, No. 5,
 * telephone: 555? */
static bool named_before(const struct adapting *a,
                         const struct adapt_side *side, size_t before)
{
    struct tokens tokens = side->tokens;
    size_t i = before;

    if (i > 1 && (text_equal(tokens.at[i - 1].l2, text_of(".")) ||
                  text_equal(tokens.at[i - 1].l2, text_of(":"))))
        i--;
    if (!i)
        return false;
    return is_word_of(a, side, i - 1, ADAPT_NAME) ||
           is_word_of(a, side, i - 1, ADAPT_ACT);
}

/* The resolution of the Security Council number 242. */
static bool acted_before(const struct adapting *a,
                         const struct adapt_side *side, size_t before)
{
    for (size_t n = 1; n <= ACT_BEFORE && n <= before; n++) {
        enum token_kind kind = side->tokens.at[before - n].kind;
        if (kind == TOKEN_PUNCT || kind == TOKEN_NUMBER)
            return false;
        if (is_word_of(a, side, before - n, ADAPT_ACT))
            return true;
    }
    return false;
}

/* The September 11 attacks, the 2022 World Cup. */
static bool named_behind(const struct adapting *a,
                         const struct adapt_side *side, size_t behind)
{
    for (size_t n = 0; n < NAME_BEHIND; n++) {
        size_t i = behind + n;
        if (side->language.lang == BARQ_AR || i >= side->tokens.count ||
            side->tokens.at[i].kind == TOKEN_PUNCT)
            return false;
        if (is_word_of(a, side, i, ADAPT_NAME))
            return true;
    }
    return false;
}

/* Do most of the words have capitals?  Then they say nothing: a headline. */
static bool is_title(const struct adapt_side *side)
{
    size_t words = 0, capitals = 0;

    for (size_t i = 0; i < side->tokens.count; i++) {
        uint32_t c = char_at(side->tokens.at[i].raw, 0);
        words += char_is_latin(c);
        capitals += char_is_upper(c);
    }
    return 2 * capitals > words;
}

static bool is_capital(const struct adapt_side *side, size_t i)
{
    return side->tokens.at[i].kind == TOKEN_WORD &&
           char_is_upper(char_at(side->tokens.at[i].raw, 0));
}

/* "Boeing 737", "Windows 11": a capital inside the sentence, right before. */
static bool follows_capital(const struct adapt_side *side, struct place place)
{
    return place.before > 1 && is_capital(side, place.before - 1) &&
           side->tokens.at[place.before - 2].kind != TOKEN_PUNCT &&
           !is_title(side);
}

/* A number like a year; the values know it as a number. */
static bool is_year(const struct adapt_change *change)
{
    struct decimal was = change->was.number[0];

    return change->was.type == VALUE_NUMBER && !was.places &&
           was.digits >= 1000 && was.digits < 3000;
}

/* "the 2015 Paris Agreement": a year, and a capital right behind. */
static bool leads_capital(const struct adapt_side *side, struct place place)
{
    return place.behind < side->tokens.count &&
           is_capital(side, place.behind) && !is_title(side);
}

/* A Latin word right before a number in Arabic: iPhone 15. */
static bool follows_latin(const struct adapt_side *side, struct place place)
{
    return side->language.lang == BARQ_AR && place.before &&
           char_is_latin(char_at(side->tokens.at[place.before - 1].raw, 0));
}

static bool is_name(const struct adapting *a, const struct adapt_side *side,
                    struct text_span span, const struct adapt_change *change)
{
    struct place place = place_of(side, span);
    enum value_type type = change->was.type;
    bool dated = type == VALUE_DATE || is_year(change);

    if (type == VALUE_WEEKDAY || type == VALUE_TIME)
        return false;
    if (named_before(a, side, place.before) ||
        (dated && named_behind(a, side, place.behind)))
        return true;
    if (type != VALUE_NUMBER)
        return false;
    return acted_before(a, side, place.before) ||
           follows_capital(side, place) || follows_latin(side, place) ||
           (dated && leads_capital(side, place));
}

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
    struct place was = place_of(&a->stored, change->stored);
    struct place now = place_of(&a->query, change->query);

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
        if (is_word_of(a, side, i, ADAPT_DERIVED))
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
        if (is_quoted(sides[i], spans[i]))
            return adapt_refuse(a, "%.*s may stand in a quotation",
                                (int)words.len, words.at);
        if (is_bound(sides[i], spans[i], change->was.type))
            return adapt_refuse(a, "%.*s is part of something longer",
                                (int)words.len, words.at);
        if (is_name(a, sides[i], spans[i], change))
            return adapt_refuse(a, "%.*s may be part of a name", (int)words.len,
                                words.at);
    }
    return same_separators(a, change) && same_neighbours(a, change);
}
