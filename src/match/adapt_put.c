/*
 * adapt_put.c - amounts: the digits or the word that stand for a number in
 * the translation give way to those of another.
 *
 * Only they: currency, scale and unit stay where they are, and as they are.
 * So the number is measured by what stands beside it:
 *
 *   $1.5 million   1,700,000  ->  $1.7 million
 *                  900,000    ->  refused, it would be "0.9 million"
 *   1,500,000      1.7 <million>  ->  1,700,000
 *   five people    7  ->  seven people
 *
 * Digits are written as the translation writes them: script, marks between
 * thousands, point; places as in the story, if that counts by the same scale.
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>
#include <strings.h>

enum {
    FIGURES_MOST = 3,
    PLACES_MOST = 2, /* of millions, where the story has none */
    WORD_LEAST = 3,  /* numbers that are put from word to word */
    WORD_MOST = 99,
    YEAR_FIRST = 1000,
    YEAR_LAST = 2999,
};

static size_t find_figures(struct barq_text text, struct text_span span,
                           struct figure figures[FIGURES_MOST])
{
    size_t count = 0, at = span.start;

    while (count < FIGURES_MOST &&
           figure_next(text, &at, span.end, &figures[count]))
        count++;
    return count;
}

/* -------------------------------------------------------------- figures */

/* Four digits and no mark: a year, or a number that looks like one. */
static bool is_like_year(const struct figure *figure)
{
    return !figure->group && !figure->point && figure->whole == 4 &&
           figure->value.digits >= YEAR_FIRST &&
           figure->value.digits <= YEAR_LAST;
}

/* A year for a count, or a count for a year? */
static bool mixes_years(const struct figure *place, const struct figure *now,
                        struct decimal number)
{
    bool year = now ? is_like_year(now)
                    : !number.places && number.digits >= YEAR_FIRST &&
                          number.digits <= YEAR_LAST;

    if (place->group)
        return false;
    return is_like_year(place) ? !year
                               : now && year && !place->point &&
                                     place->value.digits < YEAR_FIRST;
}

static uint32_t usual_group(const struct figure *place)
{
    bool plain = place->value.digits >= 1000 && !place->point;

    if (place->group || plain)
        return place->group;
    if (place->arabic)
        return 0x066C;
    return place->point == ',' ? '.' : ',';
}

static uint32_t usual_point(const struct figure *place)
{
    if (place->point)
        return place->point;
    if (place->arabic)
        return 0x066B;
    return place->group == '.' ? ',' : '.';
}

/* How many places to write `number` with; -1 if too many. */
static int places_for(const struct figure *now, struct decimal number,
                      int scale)
{
    if (now && now->known && decimal_equal(now->value, number))
        return now->places;
    return scale && number.places > PLACES_MOST ? -1 : number.places;
}

/* One number of a change, and the figure that stands for it. */
struct put {
    const struct figure *place;
    const struct figure *now; /* the story's own figure, or NULL */
    struct decimal was, number;
};

static bool put_figure(struct adapting *a, const struct put *put)
{
    const struct figure *place = put->place;
    int scale = place->known ? decimal_scale(place->value, put->was) : -1;
    struct decimal number = decimal_shift(put->number, scale);

    if (scale < 0)
        return adapt_refuse(a, "the translation counts in another way");
    if (decimal_equal(put->was, put->number))
        return true;
    if (scale && (decimal_double(number) < 1 || decimal_double(number) >= 1000))
        return adapt_refuse(a, "the number is of another size");
    if (mixes_years(place, put->now, number))
        return adapt_refuse(a, "one of the numbers may be a year");
    int places = places_for(put->now, number, scale);
    if (places < 0)
        return adapt_refuse(a, "the number has more digits than its scale");
    struct figure_form form = { places, usual_group(place), usual_point(place),
                                place->arabic };
    struct barq_text written = figure_write(number, form, a->keep);
    struct barq_text before =
        text_slice(a->target.raw, place->span.start, place->span.end);
    return adapt_same_grammar(a, place->value, number) &&
           adapt_same_article(a, place->span.start, before, written) &&
           adapt_edit(a, place->span, written);
}

/* ---------------------------------------------------------------- words */

/* "seven", "twenty-three": .len 0 if there is no word. */
static struct barq_text spell(const struct adapting *a, int64_t number)
{
    struct barq_text english = text_of("english");
    const struct adapt_word *whole =
        adapt_rules_find(&a->rules, ADAPT_NUMBER, english, number);

    if (whole)
        return whole->word;
    const struct adapt_word *tens = adapt_rules_find(
        &a->rules, ADAPT_NUMBER, english, number - number % 10);
    const struct adapt_word *units =
        adapt_rules_find(&a->rules, ADAPT_NUMBER, english, number % 10);
    if (!tens || !units || number < 20 || number > WORD_MOST)
        return (struct barq_text){ 0 };
    return arena_print(a->keep, "%.*s-%.*s", (int)tens->word.len, tens->word.at,
                       (int)units->word.len, units->word.at);
}

/* Word or words at text[at..), whatever their case. */
static bool reads(struct barq_text text, size_t at, struct barq_text word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (at + i >= text.len)
            return false;
        char c = text.at[at + i];
        bool space = c == ' ' && word.at[i] == '-';
        if (!space && strncasecmp(&c, &word.at[i], 1) != 0)
            return false;
    }
    return true;
}

/* As the word before was: Seven, SEVEN, seven. */
static struct barq_text in_case_of(struct barq_text was, struct barq_text now,
                                   struct arena *keep)
{
    struct barq_text copy = arena_text(keep, now);
    bool first = char_is_upper(char_at(was, 0));
    bool all = first && was.len > 1 && char_is_upper(char_at(was, 1));
    char *to = copy.at ? arena_new(keep, char, now.len + 1) : NULL;

    if (!to)
        return (struct barq_text){ 0 };
    for (size_t i = 0; i < now.len; i++) {
        bool upper =
            (all || (first && i == 0)) && now.at[i] >= 'a' && now.at[i] <= 'z';
        to[i] = (char)(now.at[i] - (upper ? 'a' - 'A' : 0));
    }
    return (struct barq_text){ to, now.len };
}

/* The number before a scale, both in words: how long the first is, or 0. */
static size_t find_words(const struct adapting *a, struct barq_text span,
                         struct decimal number, int *scale)
{
    static const int powers[] = { 0, 3, 6, 9, 12 };

    for (size_t i = 0; i < sizeof(powers) / sizeof(powers[0]); i++) {
        struct decimal lead = decimal_shift(number, powers[i]);
        int64_t size = 1;
        for (int k = 0; k < powers[i]; k++)
            size *= 10;
        const struct adapt_word *word =
            adapt_rules_find(&a->rules, ADAPT_SCALE, text_of("english"), size);
        struct barq_text spelt = { 0 };
        if (!lead.places)
            spelt = spell(a, lead.digits);
        if (!spelt.len || !reads(span, 0, spelt) ||
            char_is_letter(char_at(span, spelt.len)))
            continue;
        *scale = powers[i];
        if (!powers[i] || (word && reads(span, spelt.len + 1, word->word)))
            return spelt.len;
    }
    return 0;
}

/* Is there a number in the words behind the first one: five thousand two? */
static bool more_words(const struct adapting *a, struct barq_text rest)
{
    struct text_span span;

    for (size_t i = 0; i < a->rules.count; i++) {
        const struct adapt_word *word = &a->rules.words[i];
        size_t at = 0;
        if (word->role == ADAPT_NUMBER &&
            adapt_rules_locate(&a->rules, ADAPT_NUMBER, word->number, rest, &at,
                               &span))
            return true;
    }
    return false;
}

static bool put_words(struct adapting *a, const struct adapt_change *change)
{
    struct barq_text span =
        text_slice(a->target.raw, change->target.start, change->target.end);
    int scale = 0;
    size_t len = find_words(a, span, change->was.number[0], &scale);
    struct barq_text was = text_slice(span, 0, len);

    if (!len || more_words(a, text_slice(span, len, span.len)) ||
        change->was.count > 1)
        return adapt_refuse(a, "\"%.*s\" is written out", (int)span.len,
                            span.at);
    struct decimal old = decimal_shift(change->was.number[0], scale);
    struct decimal new = decimal_shift(change->now.number[0], scale);
    bool small = !new.places &&new.digits >= WORD_LEAST &&new.digits <=
                 WORD_MOST &&old.digits >= WORD_LEAST;
    if (!small)
        return adapt_refuse(a, "\"%.*s\" is written out", (int)span.len,
                            span.at);
    struct barq_text now = spell(a, new.digits);
    size_t start = change->target.start;
    return adapt_same_grammar(a, old, new) &&
           adapt_same_article(a, start, was, now) &&
           adapt_edit(a, (struct text_span){ start, start + len },
                      in_case_of(was, now, a->keep));
}

/* ------------------------------------------------------------- the whole */

/* The numbers as the two sources write them: 5 <million> and 15 <million>
 * have other plurals, though five million and fifteen million have not. */
bool adapt_same_plurals(struct adapting *a, const struct adapt_change *change)
{
    struct figure was[FIGURES_MOST], now[FIGURES_MOST];
    size_t count = find_figures(a->stored.raw, change->stored, was);
    size_t others = find_figures(a->query.raw, change->query, now);

    for (size_t i = 0; i < change->was.count; i++)
        if (!adapt_same_grammar(a, change->was.number[i],
                                change->now.number[i]))
            return false;
    for (size_t i = 0; i < count && count == others && change->was.count; i++)
        if (was[i].known && now[i].known &&
            !adapt_same_grammar(a, was[i].value, now[i].value))
            return false;
    return true;
}

bool adapt_put_amount(struct adapting *a, const struct adapt_change *change)
{
    struct figure place[FIGURES_MOST], now[FIGURES_MOST];
    size_t count = find_figures(a->target.raw, change->target, place);
    size_t others = find_figures(a->query.raw, change->query, now);

    if (!count && a->target.language.lang == BARQ_EN)
        return put_words(a, change);
    if (count != change->was.count)
        return adapt_refuse(a, "the translation writes the number out");
    for (size_t i = 0; i < count; i++) {
        struct put put = { &place[i], others == count ? &now[i] : NULL,
                           change->was.number[i], change->now.number[i] };
        if (!put_figure(a, &put))
            return false;
    }
    return true;
}
