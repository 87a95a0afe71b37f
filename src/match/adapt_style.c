/*
 * adapt_style.c - how a desk writes percents, dates and large numbers.
 *
 * A number that is put into a translation is written as the translation
 * writes it.  A desk that has a style of its own has it set:
 *
 *   15 September 2022   date_order = month-day, dates = american
 *                       September 15, 2022
 *   Sept. 15, 2022      dates = british
 *                       15 Sept 2022
 *   5 percent           percent = %             5%
 *   12400               grouping = comma        12,400
 *
 * Only what is written in a plain form is brought into another: a figure and
 * its percent, or a day, a month's English name and maybe a year.
 *
 * Limits: a date before a comma of its own clause ("September 15, 2022, the")
 * gets none.
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <strings.h>

/* -------------------------------------------------------------- percents */

static const char *const percents[] = {
    [BARQ_PERCENT_SIGN] = "%",
    [BARQ_PERCENT_WORD] = " percent",
    [BARQ_PERCENT_WORDS] = " per cent",
};

/* Does the text end so, whatever the case? */
static bool ends_with(struct barq_text text, const char *end)
{
    size_t len = strlen(end);

    return text.len > len &&
           strncasecmp(text.at + text.len - len, end, len) == 0;
}

static struct barq_text style_percent(const struct adapting *a,
                                      struct barq_text text)
{
    static const char *const ends[] = { " %", "%", " percent", " per cent",
                                        " pct" };

    if (!a->style.percent)
        return text;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        if (!ends_with(text, ends[i]))
            continue;
        size_t len = text.len - strlen(ends[i]);
        if (!char_is_digit(char_before(text, len)))
            return text; /* five percent stays in words */
        return arena_print(a->keep, "%.*s%s", (int)len, text.at,
                           percents[a->style.percent]);
    }
    return text;
}

/* -------------------------------------------------------------- grouping */

static uint32_t wanted_group(const struct adapting *a,
                             const struct figure *figure)
{
    bool large = figure->group || figure->value.digits >= 10000;

    return a->style.grouping == BARQ_GROUP_COMMA && large ? ',' : 0;
}

/* The first figure of the text, grouped anew; a year has no mark. */
static struct barq_text style_grouping(const struct adapting *a,
                                       struct barq_text text)
{
    struct figure figure;
    size_t at = 0, next;

    if (!a->style.grouping || !figure_next(text, &at, text.len, &figure) ||
        !figure.known || figure.arabic || figure.point == ',')
        return text;
    next = at;
    if (figure_next(text, &next, text.len, &figure))
        return text;
    at = 0;
    figure_next(text, &at, text.len, &figure);
    struct figure_form form = { figure.places, wanted_group(a, &figure), '.',
                                false };
    struct barq_text written = figure_write(figure.value, form, a->keep);
    if (!written.at)
        return written;
    return arena_print(a->keep, "%.*s%.*s%.*s", (int)figure.span.start, text.at,
                       (int)written.len, written.at,
                       (int)(text.len - figure.span.end),
                       text.at + figure.span.end);
}

/* ----------------------------------------------------------------- dates */

/* An English date taken apart; empty where nothing is said. */
struct date_words {
    struct barq_text day; /* with a range, without a suffix */
    struct barq_text month;
    struct barq_text year;
    bool point;       /* behind the month */
    bool month_first; /* before the day */
};

static void skip(struct barq_text text, size_t *at, const char *marks)
{
    while (*at < text.len && strchr(marks, text.at[*at]))
        ++*at;
}

static bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "15", "15th", "15-16" at *at. */
static bool take_day(struct barq_text text, size_t *at, struct date_words *date)
{
    size_t start = *at, end;

    while (*at < text.len && (is_ascii_digit(text.at[*at]) ||
                              (text.at[*at] == '-' && *at > start)))
        ++*at;
    end = *at;
    if (end == start || end - start > 5 || !is_ascii_digit(text.at[end - 1]) ||
        date->day.len)
        return false;
    static const char *const suffixes[] = { "st", "nd", "rd", "th" };
    for (size_t i = 0; i < 4; i++)
        if (end + 2 <= text.len && memcmp(text.at + end, suffixes[i], 2) == 0)
            *at = end + 2;
    date->day = text_slice(text, start, end);
    return true;
}

static bool take_month(const struct adapting *a, struct barq_text text,
                       size_t *at, struct date_words *date)
{
    struct text_span span;

    for (int month = 1; month <= 12; month++) {
        size_t i = *at;
        const struct adapt_word *word =
            adapt_rules_locate(&a->rules, ADAPT_MONTH, month, text, &i, &span);
        if (!word || span.start != *at)
            continue;
        date->point = text.at[span.end - 1] == '.';
        date->month = text_slice(text, span.start, span.end - date->point);
        *at = span.end;
        return true;
    }
    return false;
}

static bool read_date(const struct adapting *a, struct barq_text text,
                      struct date_words *date)
{
    size_t at = 0;

    if (take_day(text, &at, date)) {
        skip(text, &at, " ");
        if (at + 3 < text.len && memcmp(text.at + at, "of ", 3) == 0)
            at += 3;
        if (!take_month(a, text, &at, date))
            return false;
    } else {
        date->month_first = take_month(a, text, &at, date);
        skip(text, &at, " ");
        if (!date->month_first || !take_day(text, &at, date))
            return false;
    }
    skip(text, &at, ", ");
    date->year = text_slice(text, at, text.len);
    for (size_t i = 0; i < date->year.len; i++)
        if (!is_ascii_digit(date->year.at[i]))
            return false;
    return date->year.len == 4 || !date->year.len;
}

static struct barq_text write_date(const struct adapting *a,
                                   const struct date_words *date)
{
    bool american = a->style.dates == BARQ_DATES_AMERICAN;
    bool british = a->style.dates == BARQ_DATES_BRITISH;
    bool month_first = a->style.date_order
                           ? a->style.date_order == BARQ_ORDER_MONTH_DAY
                           : american || (!british && date->month_first);
    bool comma = !british && month_first;
    const char *point = date->point && !british ? "." : "";
    struct barq_text first = month_first ? date->month : date->day;
    struct barq_text second = month_first ? date->day : date->month;
    const char *between = month_first ? point : "";
    const char *behind = month_first ? "" : point;

    if (!date->year.len)
        return arena_print(a->keep, "%.*s%s %.*s%s", (int)first.len, first.at,
                           between, (int)second.len, second.at, behind);
    return arena_print(a->keep, "%.*s%s %.*s%s%s %.*s", (int)first.len,
                       first.at, between, (int)second.len, second.at, behind,
                       comma ? "," : "", (int)date->year.len, date->year.at);
}

static struct barq_text style_date(const struct adapting *a,
                                   struct barq_text text)
{
    struct date_words date = { .point = false };

    if ((!a->style.dates && !a->style.date_order) || !read_date(a, text, &date))
        return text;
    return write_date(a, &date);
}

struct barq_text adapt_styled(const struct adapting *a, enum value_type type,
                              struct barq_text text)
{
    if (a->target.language.lang != BARQ_EN)
        return text;
    switch (type) {
    case VALUE_DATE:
        return style_date(a, text);
    case VALUE_PERCENT:
        return style_percent(a, text);
    case VALUE_NUMBER:
    case VALUE_MONEY:
    case VALUE_QUANTITY:
        return style_grouping(a, text);
    default:
        return text;
    }
}
