/*
 * parts.c - what a side says in figures, months and weekdays, one by one.
 *
 *   "15-16 September 2022"   15, 16, month 9, 2022
 *   "$1.2bn"                 1200000000
 *   "COVID-19", "type-II"    19, 2, weak: partners for others only
 *
 * Weak, too, is what one side may well leave out: an ordinal in words, nought,
 * the amount in other units behind one ("22 km (14 miles)"), the date in a
 * dateline.  Hijri dates are left out.
 */
#include "check/parts.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

enum {
    RUN_MOST = 32,       /* digits of a run that is looked at */
    CONVERSION_GAP = 30, /* bytes from an amount to its conversion */
    DATELINE_MOST = 80,
};

/* Without leading zeros: a day is "5" wherever it stands. */
static struct barq_text without_zeros(struct barq_text figure)
{
    while (figure.len > 1 && figure.at[0] == '0' &&
           char_is_digit((unsigned char)figure.at[1]))
        figure = text_slice(figure, 1, figure.len);
    return figure;
}

/* Take the next figure of *rest, "15" or "1.5"; false if there is none. */
static bool take_figure(struct barq_text *rest, struct barq_text *figure)
{
    size_t start = 0, end;

    while (start < rest->len && !char_is_digit((unsigned char)rest->at[start]))
        start++;
    for (end = start; end < rest->len; end++) {
        bool point = rest->at[end] == '.' && end + 1 < rest->len &&
                     char_is_digit((unsigned char)rest->at[end + 1]);
        if (!point && !char_is_digit((unsigned char)rest->at[end]))
            break;
    }
    *figure = without_zeros(text_slice(*rest, start, end));
    *rest = text_slice(*rest, end, rest->len);
    return end > start;
}

/* The digit that a character is, or -1. */
static int digit_of(uint32_t c)
{
    if (!char_is_digit(c))
        return -1;
    return (int)(c >= 0x06F0 ? c - 0x06F0 : c >= 0x0660 ? c - 0x0660 : c - '0');
}

/* The digits that a value begins with, as ASCII; empty if it does not. */
static struct barq_text group_of(struct barq_text raw, struct arena *keep)
{
    char *digits = arena_new(keep, char, raw.len + 1);
    size_t len = 0;

    for (size_t i = 0; digits && i < raw.len;) {
        int digit = digit_of(utf8_next(raw, &i));
        if (digit < 0)
            break;
        digits[len++] = (char)('0' + digit);
    }
    return (struct barq_text){ digits, len };
}

static bool has_digit(struct barq_text raw)
{
    for (size_t i = 0; i < raw.len;)
        if (char_is_digit(utf8_next(raw, &i)))
            return true;
    return false;
}

/* Does a run of digits in `raw` say this figure?  "The second in March 2025"
 * says 2025 in digits, and no 2. */
static bool has_run(struct barq_text raw, struct barq_text figure)
{
    char run[RUN_MOST];
    size_t len = 0;

    for (size_t i = 0; i < raw.len;) {
        int digit = digit_of(utf8_next(raw, &i));
        if (digit >= 0 && len < RUN_MOST)
            run[len++] = (char)('0' + digit);
        if (digit >= 0 && i < raw.len)
            continue;
        if (text_equal(without_zeros((struct barq_text){ run, len }), figure))
            return true;
        len = 0;
    }
    return false;
}

static void add_part(struct parts *parts, struct part part)
{
    /* Nought is often said without a figure: "a goalless draw". */
    part.weak = part.weak || text_equal(part.text, text_of("0"));
    if (part.text.len)
        parts->at[parts->count++] = part;
}

/* "2022-09-15", "--09-15..16", "2022-09", "1930s" */
static void add_date(struct parts *parts, struct barq_text date,
                     struct barq_text raw, struct part part)
{
    struct barq_text figure;

    part.decade = date.len && date.at[date.len - 1] == 's';
    if (date.len > 2 && date.at[0] == '-') {
        date = text_slice(date, 2, date.len);
    } else {
        struct barq_text year = text_field(&date, '-');
        part.text = text_slice(year, 0, year.len - part.decade);
        add_part(parts, part);
    }
    struct part month = part;
    struct barq_text first = text_field(&date, '-');
    month.kind = PART_MONTH;
    month.text = without_zeros(first);
    add_part(parts, month);
    while (take_figure(&date, &figure)) {
        part.text = figure;
        part.digits = has_run(raw, figure);
        add_part(parts, part);
    }
}

/* Everything behind the type, and of money and quantities behind the name. */
static struct barq_text figures_of(const struct value *value)
{
    struct barq_text rest = value->canonical;

    text_field(&rest, ':');
    if (value->type == VALUE_MONEY || value->type == VALUE_QUANTITY)
        text_field(&rest, ':');
    return rest;
}

/* "3. ", "3 - " and "(3) " at the beginning of a text. */
static bool is_paragraph_number(const struct check_side *side,
                                struct text_span span)
{
    struct barq_text before = text_trim(text_slice(side->raw, 0, span.start));
    struct barq_text rest =
        text_trim(text_slice(side->raw, span.end, side->raw.len));

    if (before.len > 1 || (before.len && before.at[0] != '('))
        return false;
    return rest.len &&
           (strchr(".)-/", rest.at[0]) || char_is_dash(char_at(rest, 0)));
}

/* "22 km (14 miles)": the same amount once more, for other readers. */
static bool is_conversion(const struct check_side *side,
                          const struct value *value)
{
    if (value == side->values.at ||
        (value->type != VALUE_QUANTITY && value->type != VALUE_MONEY))
        return false;
    size_t end = value[-1].span.end, start = value->span.start;
    return start > end && start - end < CONVERSION_GAP &&
           memchr(side->raw.at + end, '(', start - end);
}

/* In the dateline of an English story: "SAFSAF, June 9 (Reuters) - ". */
static bool is_dateline(const struct check_side *side, struct text_span span)
{
    struct barq_text raw = side->raw;
    size_t capitals = 0;

    while (capitals < raw.len && raw.at[capitals] >= 'A' &&
           raw.at[capitals] <= 'Z')
        capitals++;
    if (capitals < 3)
        return false;
    for (size_t i = span.end; i + 3 <= raw.len && i < DATELINE_MOST; i++)
        if (memcmp(raw.at + i, " - ", 3) == 0)
            return true;
    return false;
}

static void add_value(struct parts *parts, const struct check_side *side,
                      const struct value *value, struct arena *keep)
{
    struct barq_text rest = figures_of(value), figure;
    struct barq_text raw =
        text_slice(side->raw, value->span.start, value->span.end);
    struct part part = {
        .span = { value->span.start, value->span.end },
        .rule = value->type == VALUE_DATE || value->type == VALUE_WEEKDAY ||
                        value->type == VALUE_TIME
                    ? BARQ_RULE_DATE
                    : BARQ_RULE_NUMBER,
        .kind = value->type == VALUE_WEEKDAY ? PART_WEEKDAY : PART_FIGURE,
        .digits = has_digit(raw),
        .group = group_of(raw, keep),
    };
    part.weak = (value->type == VALUE_ORDINAL && !part.digits) ||
                is_conversion(side, value) || is_dateline(side, value->span);
    part.paragraph = is_paragraph_number(side, value->span);

    if (value->type == VALUE_HIJRI)
        return;
    if (value->type == VALUE_DATE) {
        add_date(parts, rest, raw, part);
        return;
    }
    if (value->type == VALUE_TIME) {
        part.text = rest;
        add_part(parts, part);
        return;
    }
    while (take_figure(&rest, &figure)) {
        part.text = figure;
        add_part(parts, part);
    }
}

/* Is byte i in a value?  Then *i moves behind it. */
static bool skip_value(const struct values *values, size_t *i)
{
    for (size_t k = 0; k < values->count; k++)
        if (values->at[k].span.start <= *i && *i < values->at[k].span.end) {
            *i = values->at[k].span.end;
            return true;
        }
    return false;
}

/* Digits that stand in no value: those of words like COVID-19. */
static bool add_loose(struct parts *parts, const struct check_side *side,
                      struct arena *keep)
{
    size_t start = 0, len = 0;
    char *digits = arena_new(keep, char, side->raw.len + 1);

    for (size_t i = 0; digits && i <= side->raw.len;) {
        size_t at = i;
        bool ends = i == side->raw.len || skip_value(&side->values, &i);
        int digit = ends ? -1 : digit_of(utf8_next(side->raw, &i));
        if (digit >= 0) {
            digits[len++] = (char)('0' + digit);
        } else {
            add_part(parts,
                     (struct part){ .text = without_zeros((struct barq_text){
                                        digits + start, len - start }),
                                    .span = { at, at },
                                    .weak = true });
            start = len;
        }
        i += at == side->raw.len;
    }
    return digits;
}

/* II is 2; 0 for what is no Roman number below 40. */
static int roman(struct barq_text text)
{
    int sum = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char *const letters = "IVX";
        static const int worth[] = { 1, 5, 10 };
        const char *this = strchr(letters, text.at[i]);
        const char *next =
            i + 1 < text.len ? strchr(letters, text.at[i + 1]) : NULL;
        if (!this || !text.at[i])
            return 0;
        int value = worth[this - letters];
        sum += next && worth[next - letters] > value ? -value : value;
    }
    return sum;
}

static void add_romans(struct parts *parts, const struct check_side *side,
                       struct arena *keep)
{
    for (size_t i = 0; i < side->tokens.count; i++) {
        struct barq_text raw = side->tokens.at[i].raw;
        const char *dash = memchr(raw.at, '-', raw.len);
        if (dash)
            raw = text_slice(raw, (size_t)(dash + 1 - raw.at), raw.len);
        int number = raw.len && raw.len < 8 ? roman(raw) : 0;
        struct part part = { .weak = true };
        if (number > 0)
            part.text = arena_print(keep, "%d", number);
        if (part.text.at)
            add_part(parts, part);
    }
}

/* A canonical form has a figure for every two bytes at the most. */
static size_t count_most(const struct check_side *side)
{
    size_t count = side->tokens.count + side->raw.len / 2 + 2;

    for (size_t i = 0; i < side->values.count; i++)
        count += side->values.at[i].canonical.len / 2 + 1;
    return count;
}

bool parts_take_apart(const struct check_side *side, struct parts *parts,
                      struct arena *keep)
{
    parts->at = arena_new(keep, struct part, count_most(side));
    parts->count = 0;
    if (!parts->at)
        return false;
    for (size_t i = 0; i < side->values.count; i++)
        add_value(parts, side, &side->values.at[i], keep);
    add_romans(parts, side, keep);
    return add_loose(parts, side, keep);
}
