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
 * Limits: what differs in other words, too, and was not found by its score, is
 * not found for being adaptable.  Ordinals, scores, decades, Hijri dates and
 * numbers below zero stay as they are; so do Arabic number words in a
 * translation into Arabic.
 */
#include "match/adapt_steps.h"

#include "base/error.h"
#include "base/utf8.h"
#include "match/score.h"

#include <stdarg.h>
#include <stdio.h>

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
    if (a->edit_count == ADAPT_EDITS_MOST)
        return adapt_refuse(a, "there is too much to change");
    a->edits[a->edit_count++] = (struct adapt_edit){ span, text };
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
        struct barq_text words = adapt_words_at(&a->query, now);
        return adapt_refuse(a, "%.*s: %s", (int)words.len, words.at, why);
    }
    change->stored = was->span;
    change->query = now->span;
    if (text_equal(change->was.code, change->now.code) &&
        change->was.count == change->now.count)
        return true;
    struct barq_text x = adapt_words_at(&a->query, now),
                     y = adapt_words_at(&a->stored, was);
    return adapt_refuse(a, "%.*s is not counted like %.*s", (int)x.len, x.at,
                        (int)y.len, y.at);
}

/* Put the i-th value of the query wherever the stored one stands. */
static bool change_value(struct adapting *a, size_t i)
{
    struct adapt_change change;

    if (!read_change(a, i, &change))
        return false;
    a->invariable = change.was.type == VALUE_PERCENT;
    if (!adapt_changes_alike(a, i) || !adapt_same_plurals(a, &change))
        return false;
    for (size_t k = 0; k < a->target.values.count; k++) {
        const struct value *value = &a->target.values.at[k];
        if (!adapt_same_value(value, &a->stored.values.at[i]))
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
        if (adapt_same_value(&a->stored.values.at[k], &a->stored.values.at[i]))
            return true;
    return false;
}

static bool change_all(struct adapting *a)
{
    for (size_t i = 0; i < a->stored.values.count; i++) {
        if (adapt_same_value(&a->stored.values.at[i], &a->query.values.at[i])) {
            if (!adapt_changes_alike(a, i))
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

/* --------------------------------------------------------------- reading */

static enum barq_status read_tokens(struct adapt_side *side, struct arena *keep,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    enum barq_status status =
        side->cut     ? BARQ_OK
        : side->words ? text_tokens_cached(side->words, side->raw,
                                           &side->tokens, keep, scratch, err)
                      : text_tokens(side->language, side->raw, &side->tokens,
                                    keep, scratch, err);

    side->cut = !status;
    return status;
}

static enum barq_status read_values(struct adapt_side *side, struct arena *keep,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    const struct text_in_tokens text = { side->language, side->raw,
                                         &side->tokens };
    enum barq_status status = read_tokens(side, keep, scratch, err);

    return status ? status
                  : text_values_in(&text, &side->values, keep, scratch, err);
}

/* What only a pair that may be adapted is read for. */
static enum barq_status read_words(struct adapting *a, struct arena *keep,
                                   struct arena scratch, struct barq_error *err)
{
    struct adapt_side *sides[] = { &a->query, &a->stored, &a->target };
    enum barq_status status = adapt_rules_read(a->query.language.lexicon,
                                               &a->rules, keep, scratch, err);

    for (size_t i = 0; i < 3 && !status; i++)
        status = read_tokens(sides[i], keep, scratch, err);
    a->edits = arena_new(keep, struct adapt_edit, ADAPT_EDITS_MOST);
    if (!status && !a->edits)
        return fail_nomem(err, "for an adaptation");
    return status;
}

/* Pair the values, which settles most, then change what may be changed. */
static bool adapt_all(struct adapting *a, struct arena *work,
                      struct arena scratch)
{
    if (!adapt_pair_sources(a))
        return false;
    a->status = read_values(&a->target, work, scratch, a->err);
    if (a->status || !adapt_pair_target(a))
        return false;
    a->status = read_words(a, work, scratch, a->err);
    return !a->status && adapt_texts_safe(a) && change_all(a) &&
           adapt_style_all(a);
}

static enum barq_status adapt(struct adapting *a, struct match_adapted *out,
                              struct arena *work, struct arena scratch,
                              struct barq_error *err)
{
    int rank = 0;
    enum barq_status status = tell_rank(a, &rank, scratch, err);

    if (status)
        return status;
    a->equal = rank;
    bool done = adapt_all(a, work, scratch);
    if (a->status)
        return a->status;
    if (!done) {
        out->refusal = a->refusal;
        return BARQ_OK;
    }
    out->rank = rank;
    status = adapt_deliver(a, out, a->keep, err);
    return status ? status : adapt_check_result(a, out, scratch, err);
}

enum barq_status match_adapt(const struct match_adapt_query *asked,
                             const struct match_adapt_pair *pair,
                             struct match_adapted *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err)
{
    enum barq_lang to = asked->from == BARQ_AR ? BARQ_EN : BARQ_AR;
    struct arena below = arena_split(&scratch);
    struct adapting a = {
        .query = { .language = { asked->from, asked->lexicon },
                   .raw = asked->query,
                   .words = asked->words[0] },
        .stored = { .language = { asked->from, asked->lexicon },
                    .raw = pair->source,
                    .words = asked->words[0] },
        .target = { .language = { to, asked->lexicon },
                    .raw = pair->target,
                    .words = asked->words[1] },
        .style = asked->style,
        .keep = keep,
        .err = err,
    };
    enum barq_status status;

    *out = (struct match_adapted){ 0 };
    if (pair->cut) {
        a.stored.tokens = *pair->cut;
        a.stored.cut = true;
    }
    if (asked->values)
        a.query.values = *asked->values;
    else if ((status = read_values(&a.query, &scratch, below, err)))
        return status;
    if (pair->values)
        a.stored.values = *pair->values;
    else if ((status = read_values(&a.stored, &scratch, below, err)))
        return status;
    if (adapt_same_values(&a.query.values, &a.stored.values))
        return BARQ_OK;
    if (asked->quoted) {
        out->refusal = text_of("it stands in a quotation");
        return BARQ_OK;
    }
    return adapt(&a, out, &scratch, below, err);
}
