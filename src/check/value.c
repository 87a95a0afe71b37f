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
 * the order of the other direction, the hour of a time, the number of a
 * section (2.1, which Arabic writes 2-1).  And the number of a
 * paragraph may stand before one side only.
 *
 * Limits: Hijri dates are not compared, nothing is converted ("6 feet").
 */
#include "check/parts.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { GROUPS_MOST = 5 };

/* ----------------------------------------------------------------- partners */

/* The hour of "17:00" is 17 or 5. */
static bool is_hour(struct barq_text time, struct barq_text figure)
{
    struct barq_text rest = time, hour = text_field(&rest, ':');
    long value = strtol(time.at, NULL, 10), other = strtol(figure.at, NULL, 10);

    return text_equal(rest, text_of("00")) && hour.len && figure.len <= 2 &&
           (value == other || value == other + 12);
}

/* "00:11" is 11:00 in Arabic that was typed from left to right. */
static bool is_turned(struct barq_text time, struct barq_text other)
{
    struct barq_text minutes = time, hours = text_field(&minutes, ':');
    struct barq_text rest = other, first = text_field(&rest, ':');

    return minutes.len == 2 && rest.len == 2 && hours.len && first.len &&
           strtol(hours.at, NULL, 10) == strtol(rest.at, NULL, 10) &&
           strtol(first.at, NULL, 10) == strtol(minutes.at, NULL, 10);
}

static bool are_partners(const struct part *a, const struct part *b)
{
    if (a->kind != b->kind)
        return false;
    return text_equal(a->text, b->text) || is_hour(a->text, b->text) ||
           is_hour(b->text, a->text) || is_turned(a->text, b->text);
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

/* Is "2.26" made of these two, as "2-26" or turned round? */
static bool is_section(const struct part *a, const struct part *b,
                       struct barq_text whole)
{
    struct barq_text after = whole, before = text_field(&after, '.');

    return after.len && a->digits && b->digits &&
           a->span.start == b->span.start && a->span.end == b->span.end &&
           ((text_equal(a->text, before) && text_equal(b->text, after)) ||
            (text_equal(b->text, before) && text_equal(a->text, after)));
}

/* Article 2.1 is 2-1 in Arabic. */
static void take_sections(struct parts *ar, struct parts *en)
{
    for (size_t i = 0; i + 1 < ar->count; i++)
        for (size_t k = 0; k < en->count; k++) {
            struct part *a = &ar->at[i], *b = a + 1, *whole = &en->at[k];
            if (a->taken || b->taken || whole->taken ||
                !is_section(a, b, whole->text))
                continue;
            a->taken = b->taken = whole->taken = true;
        }
}

/* Of a part of two digits at the most. */
static int small(const struct part *part)
{
    return (int)strtol(part->text.at, NULL, 10);
}

/* "The four and twenty hours" are 24. */
static void take_sums(struct parts *ones, struct parts *others)
{
    for (size_t i = 0; i + 1 < ones->count; i++)
        for (size_t k = 0; k < others->count; k++) {
            struct part *units = &ones->at[i], *tens = units + 1;
            struct part *whole = &others->at[k];
            if (!units->taken && !tens->taken && !whole->taken &&
                !units->digits && !tens->digits && units->text.len == 1 &&
                tens->text.len == 2 && whole->text.len == 2 &&
                small(units) + small(tens) == small(whole))
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

    if (!parts_take_apart(&check->side[CHECK_AR], &ar, &scratch) ||
        !parts_take_apart(&check->side[CHECK_EN], &en, &scratch))
        return fail_nomem(check->err, "for the figures of a pair");
    spare_paragraph(&ar, &en);
    spare_paragraph(&en, &ar);
    take_equal(&ar, &en, false);
    take_equal(&ar, &en, true);
    take_decades(&en, &ar);
    take_decades(&ar, &en);
    take_sums(&ar, &en);
    take_sections(&ar, &en);
    take_groups(&en, &ar);
    take_groups(&ar, &en);
    take_small(&check->side[CHECK_AR], &en, &ar);
    report(check, &ar, &en);
    return BARQ_OK;
}
