/*
 * adapt_date.c - days, months, years, weekdays and times of day.
 *
 * A date is changed piece by piece, where it stands, so that its form stays:
 *
 *   Sept. 15, 2022    3 <tishrin>          Oct. 3, 2022
 *   15/9/2022         3/10/2022            3/10/2022
 *   15th of September                      3rd of October
 *   <aylul>/<september>                    both names, each of its own row
 *
 * A piece that is not there in digits or by name, or there twice, is refused.
 * So is what an English date of three numbers can mean in two ways: 5/9/2022.
 *
 * Of a time, hour and minute are changed; a.m. becomes p.m. where one is
 * said.  The zone must be the same in both sources, for nothing is converted,
 * and noon and midnight have words of their own.
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <stdio.h>
#include <string.h>

enum { RUNS_MOST = 5 };

/* A span of the translation, and the digits in it. */
struct digits {
    struct figure at[RUNS_MOST];
    size_t count;
};

static struct digits find_digits(struct barq_text text, struct text_span span)
{
    struct digits found = { .count = 0 };
    size_t at = span.start;

    while (found.count < RUNS_MOST &&
           digits_next(text, &at, span.end, &found.at[found.count]))
        found.count++;
    return found;
}

/* Digits give way to a number, at least as many as `width`. */
static bool put_digits(struct adapting *a, const struct figure *place,
                       int number, int width)
{
    char text[16];
    struct figure_form form = { .arabic = place->arabic };
    struct barq_text written;

    snprintf(text, sizeof(text), "%0*d", width, number);
    if (text[0] == '0' && !form.arabic) {
        written = arena_text(a->keep, text_of(text));
    } else if (text[0] == '0') {
        struct decimal d = { number, 0 };
        struct barq_text rest = figure_write(d, form, a->keep);
        written = arena_print(a->keep, "\u0660%.*s", (int)rest.len, rest.at);
    } else {
        written = figure_write((struct decimal){ number, 0 }, form, a->keep);
    }
    return adapt_edit(a, place->span, written);
}

/* ----------------------------------------------------------------- words */

static bool is_ascii_upper(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'a' && text.at[i] <= 'z')
            return false;
    return text.len && text.at[0] >= 'A' && text.at[0] <= 'Z';
}

static struct barq_text in_case(struct barq_text was, struct barq_text now,
                                struct arena *keep)
{
    char *to = arena_new(keep, char, now.len + 1);

    if (!to)
        return (struct barq_text){ 0 };
    memcpy(to, now.at, now.len);
    for (size_t i = 0; i < now.len && is_ascii_upper(was); i++)
        if (to[i] >= 'a' && to[i] <= 'z')
            to[i] = (char)(to[i] - 'a' + 'A');
    return (struct barq_text){ to, now.len };
}

/* Put the name of `now` wherever in the span that of `was` stands. */
static bool put_names(struct adapting *a, enum adapt_role role,
                      struct text_span within, int was, int now)
{
    struct barq_text text = text_slice(a->target.raw, 0, within.end);
    const struct adapt_word *word;
    struct text_span span;
    size_t at = within.start, count = 0;

    while (
        (word = adapt_rules_locate(&a->rules, role, was, text, &at, &span))) {
        const struct adapt_word *other =
            adapt_rules_find(&a->rules, role, word->form, now);
        struct barq_text stored = text_slice(text, span.start, span.end);
        if (!other)
            return adapt_refuse(a, "no name is known beside \"%.*s\"",
                                (int)stored.len, stored.at);
        if (!adapt_edit(a, span, in_case(stored, other->word, a->keep)))
            return false;
        count++;
    }
    return count || adapt_refuse(a, "\"%.*s\" is no name that is known",
                                 (int)(within.end - within.start),
                                 a->target.raw.at + within.start);
}

bool adapt_put_weekday(struct adapting *a, const struct adapt_change *change)
{
    return put_names(a, ADAPT_WEEKDAY, change->target, change->was.weekday,
                     change->now.weekday);
}

/* ----------------------------------------------------------------- dates */

/* The pieces of a date, as they are compared and changed. */
enum piece { DAY, LAST_DAY, MONTH, YEAR, PIECES };

static void pieces_of(const struct adapt_value *date, int pieces[PIECES])
{
    pieces[DAY] = date->day;
    pieces[LAST_DAY] = date->last_day;
    pieces[MONTH] = date->month;
    pieces[YEAR] = date->year;
}

/* Which digits stand for the piece: an index, or -1 if none or two do. */
static int find_piece(const struct digits *digits, int number)
{
    int found = -1;

    for (size_t i = 0; i < digits->count; i++) {
        if (!digits->at[i].known || digits->at[i].value.digits != number)
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

static const char *suffix_of(int day)
{
    if (day / 10 == 1)
        return "th";
    switch (day % 10) {
    case 1:
        return "st";
    case 2:
        return "nd";
    case 3:
        return "rd";
    default:
        return "th";
    }
}

/* 15th becomes 3rd. */
static bool put_suffix(struct adapting *a, const struct figure *place, int day)
{
    struct barq_text raw = a->target.raw;
    size_t at = place->span.end;
    static const char *const suffixes[] = { "st", "nd", "rd", "th" };

    for (size_t i = 0; i < 4; i++)
        if (at + 2 <= raw.len && memcmp(raw.at + at, suffixes[i], 2) == 0)
            return adapt_edit(a, (struct text_span){ at, at + 2 },
                              text_of(suffix_of(day)));
    return true;
}

static bool put_piece(struct adapting *a, const struct adapt_change *change,
                      const struct digits *digits, const int pieces[2])
{
    int found = find_piece(digits, pieces[0]);

    if (found < 0)
        return adapt_refuse(a, "%d does not stand just once in \"%.*s\"",
                            pieces[0],
                            (int)(change->target.end - change->target.start),
                            a->target.raw.at + change->target.start);
    const struct figure *place = &digits->at[found];
    bool padded = place->whole == 2 && pieces[0] < 10;
    return put_digits(a, place, pieces[1], padded ? 2 : 1) &&
           put_suffix(a, place, pieces[1]);
}

/* Is the month in the span by name? */
static bool has_month_name(const struct adapting *a, struct text_span within,
                           int month)
{
    struct barq_text text = text_slice(a->target.raw, 0, within.end);
    struct text_span span;
    size_t at = within.start;

    return adapt_rules_locate(&a->rules, ADAPT_MONTH, month, text, &at, &span);
}

/* 5/9/2022 in English: May or September? */
static bool is_unclear_date(const struct adapt_side *side,
                            struct text_span span,
                            const struct adapt_value *date)
{
    struct digits digits = find_digits(side->raw, span);

    for (size_t i = span.start; i < span.end;)
        if (char_is_letter(utf8_next(side->raw, &i)))
            return false;
    return side->language.lang == BARQ_EN && digits.count == 3 &&
           date->day <= 12 && digits.at[0].whole <= 2;
}

static bool same_pieces(struct adapting *a, const int was[PIECES],
                        const int now[PIECES])
{
    for (int i = 0; i < PIECES; i++)
        if (!was[i] != !now[i])
            return adapt_refuse(a, "the dates do not say the same things");
    return true;
}

static bool put_month(struct adapting *a, const struct adapt_change *change,
                      const struct digits *digits, const int months[2])
{
    if (months[0] == months[1])
        return true;
    if (has_month_name(a, change->target, months[0]))
        return put_names(a, ADAPT_MONTH, change->target, months[0], months[1]);
    return put_piece(a, change, digits, months);
}

bool adapt_put_date(struct adapting *a, const struct adapt_change *change)
{
    struct digits digits = find_digits(a->target.raw, change->target);
    int was[PIECES], now[PIECES];

    pieces_of(&change->was, was);
    pieces_of(&change->now, now);
    if (!same_pieces(a, was, now))
        return false;
    if (is_unclear_date(&a->query, change->query, &change->now) ||
        is_unclear_date(&a->stored, change->stored, &change->was) ||
        is_unclear_date(&a->target, change->target, &change->was))
        return adapt_refuse(a, "the day may be the month");
    for (int i = 0; i < PIECES; i++) {
        const int pieces[] = { was[i], now[i] };
        bool good = i == MONTH ? put_month(a, change, &digits, pieces)
                               : was[i] == now[i] ||
                                     put_piece(a, change, &digits, pieces);
        if (!good)
            return false;
    }
    return true;
}

/* ----------------------------------------------------------------- times */

/* "a.m.", "PM" in the span; empty at its end if there is none. */
static struct text_span find_meridiem(struct barq_text text,
                                      struct text_span span)
{
    for (size_t i = span.start; i + 1 < span.end; i++) {
        bool points = text.at[i + 1] == '.';
        size_t m = i + 1 + points;
        if (strchr("apAP", text.at[i]) && m < span.end &&
            strchr("mM", text.at[m]) && !char_is_letter(char_before(text, i)) &&
            !char_is_letter(char_at(text, m + 1)))
            return (struct text_span){ i, m + 1 };
    }
    return (struct text_span){ span.end, span.end };
}

/* What stands in the span beside its digits: words for zone and half of the
 * day. */
static struct barq_text words_of(const struct adapt_side *side,
                                 struct text_span span, struct arena *keep)
{
    char *to = arena_new(keep, char, span.end - span.start + 1);
    size_t len = 0;

    for (size_t i = span.start; to && i < span.end;) {
        size_t start = i;
        uint32_t c = utf8_next(side->raw, &i);
        if (!char_is_letter(c))
            continue;
        memcpy(to + len, side->raw.at + start, i - start);
        len += i - start;
    }
    return (struct barq_text){ to, len };
}

struct clock {
    int hour[2], minute[2];    /* before, after */
    struct text_span meridiem; /* of the translation; may be empty */
    struct digits digits;
};

static int shown_hour(const struct clock *clock, int k, bool half)
{
    int hour = clock->hour[k];

    return half ? (hour + 11) % 12 + 1 : hour;
}

static bool put_hhmm(struct adapting *a, const struct clock *clock)
{
    const struct figure *place = &clock->digits.at[0];

    if (place->value.digits != clock->hour[0] * 100 + clock->minute[0])
        return adapt_refuse(a, "the translation has another time");
    return put_digits(a, place, clock->hour[1] * 100 + clock->minute[1], 4);
}

static bool put_minute(struct adapting *a, const struct clock *clock)
{
    if (clock->minute[0] == clock->minute[1])
        return true;
    if (clock->digits.count < 2 ||
        clock->digits.at[1].value.digits != clock->minute[0])
        return adapt_refuse(a, "the translation has no minutes");
    return put_digits(a, &clock->digits.at[1], clock->minute[1], 2);
}

static bool put_hour(struct adapting *a, const struct clock *clock)
{
    const struct figure *place = &clock->digits.at[0];
    bool told = clock->meridiem.end > clock->meridiem.start;
    bool half = told || place->value.digits != clock->hour[0];
    bool crosses = (clock->hour[0] < 12) != (clock->hour[1] < 12);

    if (place->value.digits != shown_hour(clock, 0, half))
        return adapt_refuse(a, "the translation has another time");
    if (half && (clock->hour[0] % 12 == 0 || clock->hour[1] % 12 == 0))
        return adapt_refuse(a, "noon and midnight have words of their own");
    if (half && crosses && !told)
        return adapt_refuse(a, "the time is on the other side of noon");
    if (clock->hour[0] == clock->hour[1])
        return true;
    return put_digits(a, place, shown_hour(clock, 1, half),
                      place->whole == 2 && !half ? 2 : 1);
}

/* p.m. becomes a.m., PM becomes AM. */
static bool put_meridiem(struct adapting *a, const struct clock *clock)
{
    struct text_span span = clock->meridiem;
    bool crosses = (clock->hour[0] < 12) != (clock->hour[1] < 12);

    if (span.start == span.end || !crosses)
        return true;
    struct barq_text was = text_slice(a->target.raw, span.start, span.end);
    char late = was.at[0] < 'a' ? 'P' : 'p',
         early = was.at[0] < 'a' ? 'A' : 'a';
    return adapt_edit(a, span,
                      arena_print(a->keep, "%c%.*s",
                                  clock->hour[1] >= 12 ? late : early,
                                  (int)was.len - 1, was.at + 1));
}

bool adapt_put_time(struct adapting *a, const struct adapt_change *change)
{
    struct clock clock = {
        .hour = { change->was.hour, change->now.hour },
        .minute = { change->was.minute, change->now.minute },
        .meridiem = find_meridiem(a->target.raw, change->target),
        .digits = find_digits(a->target.raw, change->target),
    };
    struct barq_text was = words_of(&a->stored, change->stored, a->keep);
    struct barq_text now = words_of(&a->query, change->query, a->keep);

    if (!text_equal(was, now))
        return adapt_refuse(a, "the time is told in another way");
    if (!clock.digits.count || clock.digits.count > 2 ||
        !clock.digits.at[0].known)
        return adapt_refuse(a, "the translation tells the time in words");
    if (clock.digits.count == 1 && clock.digits.at[0].whole == 4)
        return put_hhmm(a, &clock);
    return put_hour(a, &clock) && put_minute(a, &clock) &&
           put_meridiem(a, &clock);
}
