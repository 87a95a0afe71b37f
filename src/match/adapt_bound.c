/*
 * adapt_bound.c - is a number part of something that must stay as it is?
 *
 *   quotations   what somebody said is not re-worded
 *   codes        telephone numbers, F-16, 9/11, 5+1, www.a.com/15
 *   names        Resolution 242, Boeing 737, the 2022 World Cup, the
 *                September 11 attacks
 *
 * Names are told by the words of tm/rules/adapt.tsv beside the number, and by
 * capitals, in English outside of headlines.  That takes some numbers for
 * parts of names which are none ("In Baghdad 15 people"), and so it should:
 * they are refused, and nothing is lost but a little work.
 *
 * A quotation that runs over several sentences shows its marks in the first
 * and the last only.  Of those between, whoever asks has to say that they are
 * quoted (match_quote_is_open()).
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

/* How far before a number, and how far behind a date, the word may stand that
 * makes it a name. */
enum { ACT_BEFORE = 4, NAME_BEHIND = 2 };

/* Digits without a mark in a number that counts something. */
enum { FIGURE_MOST = 6 };

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

/* A mark with a word behind it and none before: it begins a quotation. */
static bool begins_quote(struct barq_text text, size_t start, size_t end)
{
    return is_word_char(char_at(text, end)) &&
           !is_word_char(char_before(text, start));
}

bool match_quote_is_open(struct barq_text text)
{
    int depth = 0;
    bool begins = false; /* the last mark does */

    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        enum quote quote = quote_of(utf8_next(text, &i));
        if (!quote)
            continue;
        depth += (quote == QUOTE_OPEN) - (quote == QUOTE_CLOSE);
        begins = begins_quote(text, start, i);
    }
    return depth > 0 || begins;
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

bool adapt_is_quoted(const struct adapt_side *side, struct text_span span)
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

bool adapt_is_bound(const struct adapt_side *side, struct text_span span,
                    enum value_type type)
{
    return tied_before(side->raw, span.start) ||
           tied_behind(side->raw, span.end) ||
           (counts(type) &&
            (is_code(side->raw, span) || is_chain(side->raw, span) ||
             beside_digits(side->raw, span)));
}

/* ---------------------------------------------------------------- names */

struct adapt_place adapt_place_of(const struct adapt_side *side,
                                  struct text_span span)
{
    struct adapt_place place = { 0, side->tokens.count };

    for (size_t i = 0; i < side->tokens.count; i++) {
        size_t start = (size_t)(side->tokens.at[i].raw.at - side->raw.at);
        if (start < span.start)
            place.before = i + 1;
        if (start >= span.end && i < place.behind)
            place.behind = i;
    }
    return place;
}

bool adapt_is_word(const struct adapting *a, const struct adapt_side *side,
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
    return adapt_is_word(a, side, i - 1, ADAPT_NAME) ||
           adapt_is_word(a, side, i - 1, ADAPT_ACT);
}

/* The resolution of the Security Council number 242. */
static bool acted_before(const struct adapting *a,
                         const struct adapt_side *side, size_t before)
{
    for (size_t n = 1; n <= ACT_BEFORE && n <= before; n++) {
        enum token_kind kind = side->tokens.at[before - n].kind;
        if (kind == TOKEN_PUNCT || kind == TOKEN_NUMBER)
            return false;
        if (adapt_is_word(a, side, before - n, ADAPT_ACT))
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
        if (adapt_is_word(a, side, i, ADAPT_NAME))
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
static bool follows_capital(const struct adapt_side *side,
                            struct adapt_place place)
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
static bool leads_capital(const struct adapt_side *side,
                          struct adapt_place place)
{
    return place.behind < side->tokens.count &&
           is_capital(side, place.behind) && !is_title(side);
}

/* A Latin word right before a number in Arabic: iPhone 15. */
static bool follows_latin(const struct adapt_side *side,
                          struct adapt_place place)
{
    return side->language.lang == BARQ_AR && place.before &&
           char_is_latin(char_at(side->tokens.at[place.before - 1].raw, 0));
}

bool adapt_is_name(const struct adapting *a, const struct adapt_side *side,
                   struct text_span span, const struct adapt_change *change)
{
    struct adapt_place place = adapt_place_of(side, span);
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
