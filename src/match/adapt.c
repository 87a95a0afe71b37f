/*
 * adapt.c - the query's numbers and dates put into a stored translation.
 *
 * Yesterday "12 people were killed on Monday", today it is 15 and Tuesday,
 * and all else is word for word.  What an editor would do is done:
 *
 *   stored   <killed 12 person on Monday>    12 people were killed on Monday
 *   query    <killed 15 person on Tuesday>   15 people were killed on Tuesday
 *
 * by value, so that it does not matter how either language writes it:
 *
 *   1  the values of query and stored source pair one to one, in order and of
 *      one type (currency and unit are part of the type)
 *   2  the values of stored source and translation pair one to one, too, in
 *      any order: the translation says no number that is not in its source,
 *      and none twice
 *   3  each value that is not the same in the query is safe to change
 *      (adapt_safe.c) ...
 *   4  ... and stands in the translation in a form that is known, and gives
 *      way there to the new one in the same form (adapt_put.c, adapt_date.c)
 *
 *   5  the new translation, read again, says the values of the query, all of
 *      them and no other
 *
 * If a single one fails, nothing is changed, and the reason is kept: a
 * sentence that is half put right is worse than one that is not.
 *
 * Where all but the values is equal, the match is of rank 99, one point below
 * what its source would earn.  Where other words differ, too, it stays the
 * fuzzy match that it is, with its score; but a number is put in only if the
 * words beside it are the same.
 *
 * Limits: what was not found by its score before is not found for being
 * adaptable.  Ordinals, scores, decades, Hijri dates and numbers below zero
 * stay as they are; so do Arabic number words in a translation into Arabic.
 * A percent is held to the rule of plurals like all that is counted, though
 * its sign would not mind.
 */
#include "match/adapt_steps.h"

#include "base/error.h"
#include "base/utf8.h"
#include "match/score.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* A change has at most four pieces (of a date), and those a suffix. */
enum { EDITS_MOST = ADAPT_VALUES_MOST * 8 };

bool adapt_refuse(struct adapting *a, const char *format, ...)
{
    char words[240];
    va_list args;

    va_start(args, format);
    vsnprintf(words, sizeof(words), format, args);
    va_end(args);
    if (a->refusal.len || a->status)
        return false;
    struct barq_text text = text_of(words);
    size_t bad;
    if (!utf8_check(text, &bad)) /* cut inside a character */
        text.len = bad;
    a->refusal = arena_text(a->keep, text);
    if (!a->refusal.at)
        a->status = fail_nomem(a->err, "for an adaptation");
    return false;
}

bool adapt_edit(struct adapting *a, struct text_span span,
                struct barq_text text)
{
    if (!text.at) {
        a->status = fail_nomem(a->err, "for an adaptation");
        return false;
    }
    if (text_equal(text, text_slice(a->target.raw, span.start, span.end)))
        return true;
    if (a->edit_count == EDITS_MOST)
        return adapt_refuse(a, "there is too much to change");
    a->edits[a->edit_count++] = (struct adapt_edit){ span, text };
    return true;
}

/* --------------------------------------------------------------- pairing */

static bool same_value(const struct value *a, const struct value *b)
{
    return text_equal(a->canonical, b->canonical);
}

static bool same_values(const struct values *a, const struct values *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_value(&a->at[i], &b->at[i]))
            return false;
    return true;
}

static size_t count_value(const struct values *values,
                          const struct value *value)
{
    size_t count = 0;

    for (size_t i = 0; i < values->count; i++)
        count += same_value(&values->at[i], value);
    return count;
}

static struct barq_text words_at(const struct adapt_side *side,
                                 const struct value *value)
{
    return text_slice(side->raw, value->span.start, value->span.end);
}

static bool pair_sources(struct adapting *a)
{
    const struct values *now = &a->query.values, *was = &a->stored.values;

    if (now->count != was->count)
        return adapt_refuse(a, "%zu numbers or dates, where the memory has %zu",
                            now->count, was->count);
    if (now->count > ADAPT_VALUES_MOST)
        return adapt_refuse(a, "too many numbers");
    for (size_t i = 0; i < now->count; i++) {
        struct barq_text x = words_at(&a->query, &now->at[i]);
        struct barq_text y = words_at(&a->stored, &was->at[i]);
        if (now->at[i].type != was->at[i].type)
            return adapt_refuse(a, "%.*s is not of the kind of %.*s",
                                (int)x.len, x.at, (int)y.len, y.at);
    }
    return true;
}

/* Every value of one side, as often on the other. */
static bool covers(struct adapting *a, const struct adapt_side *one,
                   const struct adapt_side *other, const char *name)
{
    for (size_t i = 0; i < one->values.count; i++) {
        const struct value *value = &one->values.at[i];
        size_t here = count_value(&one->values, value);
        size_t there = count_value(&other->values, value);
        struct barq_text words = words_at(one, value);
        if (!there)
            return adapt_refuse(a, "%.*s is not in the stored %s",
                                (int)words.len, words.at, name);
        if (there != here)
            return adapt_refuse(a,
                                "%.*s stands %zu times, and %zu times in "
                                "the stored %s",
                                (int)words.len, words.at, here, there, name);
    }
    return true;
}

static bool pair_target(struct adapting *a)
{
    if (a->target.values.count > ADAPT_VALUES_MOST)
        return adapt_refuse(a, "too many numbers");
    return covers(a, &a->stored, &a->target, "translation") &&
           covers(a, &a->target, &a->stored, "source");
}

/* What stands twice must change in the same way twice. */
static bool changes_alike(struct adapting *a, size_t i)
{
    const struct value *was = a->stored.values.at, *now = a->query.values.at;

    for (size_t k = 0; k < a->stored.values.count; k++)
        if (same_value(&was[k], &was[i]) && !same_value(&now[k], &now[i])) {
            struct barq_text words = words_at(&a->stored, &was[i]);
            return adapt_refuse(a, "%.*s stands twice, for two things",
                                (int)words.len, words.at);
        }
    return true;
}

/* --------------------------------------------------------------- changes */

static bool put_change(struct adapting *a, const struct adapt_change *change)
{
    switch (change->was.type) {
    case VALUE_DATE:
        return adapt_put_date(a, change);
    case VALUE_WEEKDAY:
        return adapt_put_weekday(a, change);
    case VALUE_TIME:
        return adapt_put_time(a, change);
    default:
        return adapt_put_amount(a, change);
    }
}

static bool read_change(struct adapting *a, size_t i,
                        struct adapt_change *change)
{
    const struct value *was = &a->stored.values.at[i],
                       *now = &a->query.values.at[i];
    const char *why = "";

    if (!adapt_value_read(was, &change->was, &why) ||
        !adapt_value_read(now, &change->now, &why)) {
        struct barq_text words = words_at(&a->query, now);
        return adapt_refuse(a, "%.*s: %s", (int)words.len, words.at, why);
    }
    change->stored = was->span;
    change->query = now->span;
    if (text_equal(change->was.code, change->now.code) &&
        change->was.count == change->now.count)
        return true;
    struct barq_text x = words_at(&a->query, now),
                     y = words_at(&a->stored, was);
    return adapt_refuse(a, "%.*s is not counted like %.*s", (int)x.len, x.at,
                        (int)y.len, y.at);
}

/* Put the i-th value of the query wherever the stored one stands. */
static bool change_value(struct adapting *a, size_t i)
{
    struct adapt_change change;

    if (!read_change(a, i, &change) || !changes_alike(a, i) ||
        !adapt_same_plurals(a, &change))
        return false;
    for (size_t k = 0; k < a->target.values.count; k++) {
        const struct value *value = &a->target.values.at[k];
        if (!same_value(value, &a->stored.values.at[i]))
            continue;
        change.target = value->span;
        if (!adapt_change_safe(a, &change) || !put_change(a, &change))
            return false;
    }
    return true;
}

/* Was the value before i, equal to it, put in with it? */
static bool is_done(const struct adapting *a, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (same_value(&a->stored.values.at[k], &a->stored.values.at[i]))
            return true;
    return false;
}

static bool change_all(struct adapting *a)
{
    for (size_t i = 0; i < a->stored.values.count; i++) {
        if (same_value(&a->stored.values.at[i], &a->query.values.at[i])) {
            if (!changes_alike(a, i))
                return false;
            continue;
        }
        if (!is_done(a, i) && !change_value(a, i))
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------- equal */

/* The text of a side between its values i - 1 and i. */
static struct barq_text gap(const struct adapt_side *side, size_t i)
{
    size_t start = i ? side->values.at[i - 1].span.end : 0;
    size_t end =
        i < side->values.count ? side->values.at[i].span.start : side->raw.len;

    return text_slice(side->raw, start, end);
}

/* Is all between the values equal, at this level? */
static enum barq_status gaps_equal(const struct adapting *a,
                                   enum text_level level, bool *equal,
                                   struct arena scratch, struct barq_error *err)
{
    *equal = true;
    for (size_t i = 0; i <= a->query.values.count && *equal; i++) {
        struct arena turn = scratch, below = arena_split(&turn);
        struct barq_text x, y;
        enum barq_status status =
            text_fold(gap(&a->query, i), level, &x, &turn, below, err);
        if (!status)
            status =
                text_fold(gap(&a->stored, i), level, &y, &turn, below, err);
        if (status)
            return status;
        *equal = text_equal(x, y);
    }
    return BARQ_OK;
}

static enum barq_status tell_rank(const struct adapting *a, int *rank,
                                  struct arena scratch, struct barq_error *err)
{
    bool equal = false;
    enum barq_status status;

    *rank = 0;
    if (a->query.values.count != a->stored.values.count)
        return BARQ_OK;
    if ((status = gaps_equal(a, TEXT_L1, &equal, scratch, err)))
        return status;
    *rank = equal ? RANK_MARKS : 0;
    if (equal || (status = gaps_equal(a, TEXT_L2, &equal, scratch, err)))
        return status;
    *rank = equal ? RANK_LETTER_FORMS : 0;
    return BARQ_OK;
}

/* ----------------------------------------------------------------- style */

static int by_place(const void *x, const void *y)
{
    const struct adapt_edit *a = x, *b = y;

    return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* The text of a span of the translation with its edits in place, which are
 * those from `first` on; *next is the first behind it. */
static struct barq_text edited(const struct adapting *a, struct text_span span,
                               size_t first, size_t *next)
{
    struct barq_text text = { "", 0 };
    size_t at = span.start, i = first;

    for (; i < a->edit_count && a->edits[i].span.start < span.end; i++) {
        const struct adapt_edit *edit = &a->edits[i];
        text = arena_print(a->keep, "%.*s%.*s%.*s", (int)text.len, text.at,
                           (int)(edit->span.start - at), a->target.raw.at + at,
                           (int)edit->text.len, edit->text.at);
        if (!text.at)
            return text;
        at = edit->span.end;
    }
    *next = i;
    return arena_print(a->keep, "%.*s%.*s", (int)text.len, text.at,
                       (int)(span.end - at), a->target.raw.at + at);
}

/* Put one edit in the place of those from `first` to before `next`. */
static void join_edits(struct adapting *a, size_t first, size_t next,
                       struct adapt_edit edit)
{
    a->edits[first] = edit;
    for (size_t i = next; i < a->edit_count; i++)
        a->edits[first + 1 + i - next] = a->edits[i];
    a->edit_count -= next - first - 1;
}

/* The edits of one value become one, written as the desk does. */
static bool style_value(struct adapting *a, const struct value *value)
{
    size_t first = 0, next = 0;

    while (first < a->edit_count &&
           a->edits[first].span.start < value->span.start)
        first++;
    if (first == a->edit_count || a->edits[first].span.start >= value->span.end)
        return true;
    struct barq_text text = edited(a, value->span, first, &next);
    struct barq_text styled =
        text.at ? adapt_styled(a, value->type, text) : text;
    struct text_span span = { a->edits[first].span.start,
                              a->edits[next - 1].span.end };
    struct adapt_edit edit = { span, edited(a, span, first, &next) };
    if (!styled.at || !edit.text.at) {
        a->status = fail_nomem(a->err, "for an adaptation");
        return false;
    }
    if (!text_equal(text, styled))
        edit = (struct adapt_edit){ value->span, styled };
    join_edits(a, first, next, edit);
    return true;
}

static bool style_all(struct adapting *a)
{
    qsort(a->edits, a->edit_count, sizeof(*a->edits), by_place);
    for (size_t i = 0; i < a->target.values.count; i++)
        if (!style_value(a, &a->target.values.at[i]))
            return false;
    return true;
}

/* ---------------------------------------------------------------- result */

static void add_run(struct match_adapted *out, struct barq_adapted *runs,
                    struct barq_text text, struct barq_text was)
{
    if (text.len)
        runs[out->run_count++] = (struct barq_adapted){ text, was };
}

static enum barq_status deliver(const struct adapting *a,
                                struct match_adapted *out, struct arena *keep,
                                struct barq_error *err)
{
    struct barq_text raw = arena_text(keep, a->target.raw);
    struct barq_adapted *runs =
        arena_new(keep, struct barq_adapted, 2 * a->edit_count + 1);
    struct text_span all = { 0, a->target.raw.len };
    size_t at = 0, next;

    if (!raw.at || !runs)
        return fail_nomem(err, "for an adaptation");
    for (size_t i = 0; i < a->edit_count; i++) {
        struct text_span span = a->edits[i].span;
        add_run(out, runs, text_slice(raw, at, span.start),
                (struct barq_text){ 0 });
        add_run(out, runs, a->edits[i].text,
                text_slice(raw, span.start, span.end));
        at = span.end;
    }
    add_run(out, runs, text_slice(raw, at, raw.len), (struct barq_text){ 0 });
    out->runs = runs;
    out->text = edited(a, all, 0, &next);
    return out->text.at ? BARQ_OK : fail_nomem(err, "for an adaptation");
}

/* Does the new translation say what the query says? */
static enum barq_status check_result(const struct adapting *a,
                                     struct match_adapted *out,
                                     struct arena scratch,
                                     struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    const struct values *wanted = &a->query.values;
    struct values got = { 0 };
    enum barq_status status =
        text_values(a->target.language, out->text, &got, &scratch, below, err);
    bool same = got.count == wanted->count;

    for (size_t i = 0; i < got.count && same; i++)
        same = count_value(&got, &got.at[i]) == count_value(wanted, &got.at[i]);
    if (status || same)
        return status;
    *out = (struct match_adapted){
        .refusal = text_of("the new translation would not say the same")
    };
    return BARQ_OK;
}

/* --------------------------------------------------------------- reading */

static enum barq_status read_values(struct adapt_side *side, struct arena *keep,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    return text_values(side->language, side->raw, &side->values, keep, scratch,
                       err);
}

static enum barq_status read_rest(struct adapting *a, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    struct adapt_side *sides[] = { &a->query, &a->stored, &a->target };
    enum barq_status status = read_values(&a->target, keep, scratch, err);

    if (!status)
        status = adapt_rules_read(a->query.language.lexicon, &a->rules, keep,
                                  scratch, err);
    for (size_t i = 0; i < 3 && !status; i++)
        status = text_tokens(sides[i]->language, sides[i]->raw,
                             &sides[i]->tokens, keep, scratch, err);
    a->edits = arena_new(keep, struct adapt_edit, EDITS_MOST);
    if (!status && !a->edits)
        return fail_nomem(err, "for an adaptation");
    return status;
}

static enum barq_status adapt(struct adapting *a, struct match_adapted *out,
                              struct arena *work, struct arena scratch,
                              struct barq_error *err)
{
    int rank = 0;
    enum barq_status status;

    if ((status = read_rest(a, work, scratch, err)) ||
        (status = tell_rank(a, &rank, scratch, err)))
        return status;
    a->equal = rank;
    bool done = pair_sources(a) && pair_target(a) && adapt_texts_safe(a) &&
                change_all(a) && style_all(a);
    if (a->status)
        return a->status;
    if (!done) {
        out->refusal = a->refusal;
        return BARQ_OK;
    }
    out->rank = rank;
    status = deliver(a, out, a->keep, err);
    return status ? status : check_result(a, out, scratch, err);
}

enum barq_status match_adapt(const struct match_adapt_query *asked,
                             const struct match_adapt_pair *pair,
                             struct match_adapted *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err)
{
    enum barq_lang to = asked->from == BARQ_AR ? BARQ_EN : BARQ_AR;
    struct arena below = arena_split(&scratch);
    struct adapting a = {
        .query = { { asked->from, asked->lexicon },
                   asked->query,
                   { 0 },
                   { 0 } },
        .stored = { { asked->from, asked->lexicon },
                    pair->source,
                    { 0 },
                    { 0 } },
        .target = { { to, asked->lexicon }, pair->target, { 0 }, { 0 } },
        .style = asked->style,
        .keep = keep,
        .err = err,
    };
    enum barq_status status;

    *out = (struct match_adapted){ 0 };
    if ((status = read_values(&a.query, &scratch, below, err)) ||
        (status = read_values(&a.stored, &scratch, below, err)))
        return status;
    if (same_values(&a.query.values, &a.stored.values))
        return BARQ_OK;
    return adapt(&a, out, &scratch, below, err);
}
