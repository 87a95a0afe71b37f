/*
 * value.c - do both sides give the same figures and dates?
 *
 * The values of a side (text/values.h) are taken apart into what cannot
 * change in translation, the bare figures, the months and the weekdays:
 *
 *   "15-16 September 2022"   15, 16, month 9, 2022
 *   "$1.2bn"                 1200000000
 *   "3-2"                    3, 2
 *
 * A part of one side takes an equal one of the other, however either is
 * written, in digits or in words.  What is left without a partner is
 * reported, if there is evidence for it:
 *
 *   in digits            reported, since digits are seldom left out
 *   in words, a month,   reported only if the other side has something left
 *   a weekday            over of the same kind: "three" against "arba'a"
 *   ordinals in words    never: "second" and "third" mean too much else
 *
 * Some have a partner that is no value, or another one: digits in a word
 * (post-2015), Roman ones (Habitat II), a dual for two, a singular for one, a
 * decade for its years ("his 40s"), a number written in groups, be they in
 * the order of the other direction, the hour of a time.  And the number of a
 * paragraph may stand before one side only.
 *
 * Limits: Hijri dates are not compared, nothing is converted ("6 feet").
 */
#include "check/check.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"

#include <stdlib.h>
#include <string.h>

enum {
    GROUPS_MOST = 5,
    RUN_MOST = 32,
    CONVERSION_GAP = 30,
    DATELINE_MOST = 80
};

enum part_kind { PART_FIGURE, PART_MONTH, PART_WEEKDAY };

/* The least that must be the same on both sides. */
struct part {
    struct barq_text text;  /* "15", "1.5" */
    struct barq_text group; /* the same with its leading zeros, "015" */
    struct barq_span span;  /* of its value */
    enum part_kind kind;
    enum barq_rule rule;
    bool digits; /* the value is written with digits */
    bool decade;
    bool weak;      /* a partner for others, that wants none itself */
    bool paragraph; /* the number of the paragraph, as it seems */
    bool taken;
};

struct parts {
    struct part *at;
    size_t count;
};

/* ------------------------------------------------------------ taking apart */

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
    struct barq_text year = text_slice(date, 0, 0), figure;

    part.decade = date.len && date.at[date.len - 1] == 's';
    if (date.len > 2 && date.at[0] == '-') {
        date = text_slice(date, 2, date.len);
    } else {
        year = text_field(&date, '-');
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

static bool take_apart(const struct check_side *side, struct parts *parts,
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

/* ----------------------------------------------------------------- partners */

/* The hour of "17:00" is 17 or 5. */
static bool is_hour(struct barq_text time, struct barq_text figure)
{
    struct barq_text rest = time, hour = text_field(&rest, ':');
    long value = strtol(time.at, NULL, 10), other = strtol(figure.at, NULL, 10);

    return text_equal(rest, text_of("00")) && hour.len && figure.len <= 2 &&
           (value == other || value == other + 12);
}

static bool are_partners(const struct part *a, const struct part *b)
{
    if (a->kind != b->kind)
        return false;
    return text_equal(a->text, b->text) || is_hour(a->text, b->text) ||
           is_hour(b->text, a->text);
}

/* What is weak is left for those who find no better. */
static void take_equal(struct parts *ar, struct parts *en, bool weak)
{
    for (size_t i = 0; i < ar->count; i++)
        for (size_t k = 0; k < en->count && !ar->at[i].taken; k++) {
            struct part *a = &ar->at[i], *e = &en->at[k];
            if (!e->taken && are_partners(a, e) &&
                (weak || (!a->weak && !e->weak)))
                a->taken = e->taken = true;
        }
}

/* 1940 of "1940s" and 40 or 4 of "in his forties" and the like. */
static bool ends_alike(struct barq_text decade, struct barq_text figure)
{
    return decade.len > figure.len && figure.len == 2 &&
           memcmp(decade.at + decade.len - 2, figure.at, 2) == 0;
}

static void take_decades(struct parts *ones, struct parts *others)
{
    for (size_t i = 0; i < ones->count; i++)
        for (size_t k = 0; k < others->count && !ones->at[i].taken; k++) {
            struct part *decade = &ones->at[i], *other = &others->at[k];
            if (decade->decade && !other->taken &&
                ends_alike(decade->text, other->text))
                decade->taken = other->taken = true;
        }
}

/* Do the figures first..first+count make up `whole`, group by group, from
 * the last to the first if `turned`? */
static bool make_up(struct barq_text whole, const struct part *first,
                    size_t count, bool turned)
{
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        const struct part *part = &first[turned ? count - 1 - i : i];
        if (i && at < whole.len && whole.at[at] == '.')
            at++;
        if (part->group.len > whole.len - at ||
            memcmp(whole.at + at, part->group.at, part->group.len) != 0)
            return false;
        at += part->group.len;
    }
    return at == whole.len;
}

/* Figures side by side that have no partner. */
static size_t run_from(const struct parts *parts, size_t i)
{
    size_t count = 0;

    while (count < GROUPS_MOST && i + count < parts->count) {
        const struct part *part = &parts->at[i + count];
        if (part->taken || part->kind != PART_FIGURE || !part->group.len ||
            (count && part->span.start - part[-1].span.end > 1))
            break;
        count++;
    }
    return count;
}

static bool take_run(struct parts *ones, size_t i, size_t count,
                     struct parts *others)
{
    for (size_t k = 0; k < others->count; k++) {
        struct part *whole = &others->at[k];
        if (whole->taken || whole->kind != PART_FIGURE ||
            (!make_up(whole->text, &ones->at[i], count, false) &&
             !make_up(whole->text, &ones->at[i], count, true)))
            continue;
        for (size_t n = 0; n < count; n++)
            ones->at[i + n].taken = true;
        return whole->taken = true;
    }
    return false;
}

/* "116 123" is 116123, and so is "123 116" where groups are turned round. */
static void take_groups(struct parts *ones, struct parts *others)
{
    for (size_t i = 0; i + 1 < ones->count; i++)
        for (size_t count = run_from(ones, i);
             count > 1 && !take_run(ones, i, count, others); count--)
            continue;
}

/* "The four and twenty hours" are 24. */
static void take_sums(struct parts *ones, struct parts *others)
{
    for (size_t i = 0; i + 1 < ones->count; i++)
        for (size_t k = 0; k < others->count; k++) {
            struct part *units = &ones->at[i], *tens = units + 1;
            struct part *whole = &others->at[k];
            long sum = strtol(units->text.at, NULL, 10) +
                       strtol(tens->text.at, NULL, 10);
            if (!units->taken && !tens->taken && !whole->taken &&
                !units->digits && !tens->digits && units->text.len == 1 &&
                tens->text.len == 2 && whole->text.len == 2 &&
                sum == strtol(whole->text.at, NULL, 10))
                units->taken = tens->taken = whole->taken = true;
        }
}

static bool is_left(const struct part *part, enum part_kind kind)
{
    return !part->taken && !part->weak && part->kind == kind;
}

/* A paragraph may be numbered on one side only. */
static void spare_paragraph(struct parts *parts, const struct parts *others)
{
    bool both = others->count && others->at[0].paragraph;

    if (parts->count && parts->at[0].paragraph && !both)
        parts->at[0].weak = true;
}

static size_t count_left(const struct parts *parts, enum part_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < parts->count; i++)
        count += is_left(&parts->at[i], kind);
    return count;
}

/* Does a word of the Arabic side look like a dual? */
static bool has_dual(const struct check_side *side)
{
    static const char *const ends[] = { "\xD8\xA7\xD9\x86", "\xD9\x8A\xD9\x86",
                                        "\xD8\xAA\xD8\xA7",
                                        "\xD8\xAA\xD9\x8A" };

    for (size_t i = 0; i < side->tokens.count; i++) {
        struct barq_text key = side->tokens.at[i].l2;
        for (size_t k = 0; key.len >= 10 && k < 4; k++)
            if (memcmp(key.at + key.len - 4, ends[k], 4) == 0)
                return true;
    }
    return false;
}

/* One thing is a singular, two are a dual, unless another figure is left in
 * their place. */
static void take_small(const struct check_side *arabic, struct parts *en,
                       const struct parts *ar)
{
    if (count_left(ar, PART_FIGURE))
        return;
    for (size_t i = 0; i < en->count; i++) {
        struct part *part = &en->at[i];
        if (part->kind != PART_FIGURE || part->rule != BARQ_RULE_NUMBER)
            continue;
        if (text_equal(part->text, text_of("1")) ||
            (text_equal(part->text, text_of("2")) && has_dual(arabic)))
            part->taken = true;
    }
}

/* ---------------------------------------------------------------- reporting */

/* The first part that is left over of this kind, or NULL. */
static struct part *first_left(struct parts *parts, enum part_kind kind)
{
    for (size_t i = 0; i < parts->count; i++)
        if (is_left(&parts->at[i], kind))
            return &parts->at[i];
    return NULL;
}

static void report_both(struct check *check, struct part *ar, struct part *en)
{
    ar->taken = en->taken = true;
    check_report(check, &(struct barq_finding){ .rule = en->rule,
                                                .ar = ar->span,
                                                .en = en->span,
                                                .note = "differ in value" });
}

/* What is left on one side only, as far as it was written in digits. */
static void report_left(struct check *check, struct parts *parts, int side)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->at[i];
        struct barq_finding finding = {
            .rule = part->rule,
            .note =
                side == CHECK_AR ? "not in the English" : "not in the Arabic",
        };
        if (!part->digits || !is_left(part, PART_FIGURE))
            continue;
        *(side == CHECK_AR ? &finding.ar : &finding.en) = part->span;
        check_report(check, &finding);
    }
}

static void report(struct check *check, struct parts *ar, struct parts *en)
{
    for (int kind = PART_FIGURE; kind <= PART_WEEKDAY; kind++)
        for (;;) {
            struct part *a = first_left(ar, (enum part_kind)kind);
            struct part *e = first_left(en, (enum part_kind)kind);
            if (!a || !e)
                break;
            report_both(check, a, e);
        }
    report_left(check, ar, CHECK_AR);
    report_left(check, en, CHECK_EN);
}

enum barq_status check_values(struct check *check, struct arena scratch)
{
    struct parts ar, en;

    if (!take_apart(&check->side[CHECK_AR], &ar, &scratch) ||
        !take_apart(&check->side[CHECK_EN], &en, &scratch))
        return fail_nomem(check->err, "for the figures of a pair");
    spare_paragraph(&ar, &en);
    spare_paragraph(&en, &ar);
    take_equal(&ar, &en, false);
    take_equal(&ar, &en, true);
    take_decades(&en, &ar);
    take_decades(&ar, &en);
    take_sums(&ar, &en);
    take_groups(&en, &ar);
    take_groups(&ar, &en);
    take_small(&check->side[CHECK_AR], &en, &ar);
    report(check, &ar, &en);
    return BARQ_OK;
}
