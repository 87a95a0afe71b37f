/*
 * adapt_value.c - a value taken apart, from the canonical form that
 * text_values() gives it.
 *
 *   money:USD:5..10          two amounts, of a code
 *   date:2022-09-15..16      year, month, day, last day
 *   time:17:15
 *
 * Some values are never adapted, since what stands around them says the same
 * in another way: ordinals are mostly part of a name, a score is written from
 * either side, decades and Hijri dates are words.
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"

/* "15", "-" or "" as a number; 0 if it is none. */
static int small_number(struct barq_text text)
{
    struct decimal d;

    return decimal_read(text, &d) && !d.places && d.digits < 10000
               ? (int)d.digits
               : 0;
}

/* What stands before ".." in *rest, or all of it. */
static struct barq_text before_dots(struct barq_text *rest)
{
    struct barq_text text = *rest;

    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.at[i] == '.' && text.at[i + 1] == '.') {
            *rest = text_slice(text, i + 2, text.len);
            return text_slice(text, 0, i);
        }
    *rest = (struct barq_text){ 0 };
    return text;
}

static bool read_amount(struct barq_text rest, struct adapt_value *out,
                        const char **why)
{
    if (out->type == VALUE_MONEY || out->type == VALUE_QUANTITY)
        out->code = text_field(&rest, ':');
    *why = "numbers below zero stay as they are";
    if (rest.len && rest.at[0] == '-')
        return false;
    struct barq_text low = before_dots(&rest);
    out->count = rest.len ? 2 : 1;
    *why = "it is no plain number";
    return decimal_read(low, &out->number[0]) &&
           (!rest.len || decimal_read(rest, &out->number[1]));
}

/* "2022-09-15..16", "--09-15", "2022-09": the year is "-" where none is. */
static bool read_date(struct barq_text rest, struct adapt_value *out,
                      const char **why)
{
    struct barq_text dates = before_dots(&rest);
    bool yearless = dates.len && dates.at[0] == '-';

    *why = "a decade is not adapted";
    if (dates.len && dates.at[dates.len - 1] == 's')
        return false;
    if (yearless)
        dates = text_slice(dates, 2, dates.len);
    else
        out->year = small_number(text_field(&dates, '-'));
    out->month = small_number(text_field(&dates, '-'));
    out->day = small_number(dates);
    out->last_day = small_number(rest);
    *why = "the date cannot be read";
    return out->month >= 1 && out->month <= 12;
}

static bool read_time(struct barq_text rest, struct adapt_value *out)
{
    out->hour = small_number(text_field(&rest, ':'));
    out->minute = small_number(rest);
    return true;
}

bool adapt_value_read(const struct value *value, struct adapt_value *out,
                      const char **why)
{
    struct barq_text rest = value->canonical;

    text_field(&rest, ':');
    *out = (struct adapt_value){ .type = value->type };
    switch (value->type) {
    case VALUE_NUMBER:
    case VALUE_RANGE:
    case VALUE_PERCENT:
    case VALUE_MONEY:
    case VALUE_QUANTITY:
        return read_amount(rest, out, why);
    case VALUE_DATE:
        return read_date(rest, out, why);
    case VALUE_WEEKDAY:
        out->weekday = small_number(rest);
        return true;
    case VALUE_TIME:
        return read_time(rest, out);
    case VALUE_ORDINAL:
        *why = "ordinals are not adapted";
        return false;
    case VALUE_SCORE:
        *why = "scores are not adapted";
        return false;
    case VALUE_HIJRI:
        *why = "Hijri dates stay as they are";
        return false;
    }
    return false;
}
