/*
 * adapt_result.c - the new translation, its runs, and a last look at it.
 *
 * The edits of one value become one, so that a reader sees a date change and
 * not its pieces, and are written in the style of the desk.  Then the text is
 * read again: it must say the values of the query, all of them and no other.
 */
#include "match/adapt_steps.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>

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

bool adapt_style_all(struct adapting *a)
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

enum barq_status adapt_deliver(const struct adapting *a,
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

/* Does the new translation say what the query says, aside from what stands
 * alone on either side? */
enum barq_status adapt_check_result(const struct adapting *a,
                                    struct match_adapted *out,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    const struct values *wanted = &a->query.values;
    struct values got = { 0 };
    enum barq_status status =
        text_values(a->target.language, out->text, &got, &scratch, below, err);
    size_t count = 0;
    bool same = true;

    for (size_t i = 0; i < got.count && same; i++) {
        const struct value *value = &got.at[i];
        size_t there = adapt_count_value(wanted, value);
        bool stayed = !there && adapt_is_ordinal_word(out->text, value) &&
                      adapt_count_value(&a->target.values, value);
        count += !stayed;
        same = stayed || adapt_count_value(&got, value) == there;
    }
    same = same && count + adapt_count_alone(a) == wanted->count;
    if (status || same)
        return status;
    *out = (struct match_adapted){
        .refusal = text_of("the new translation would not say the same")
    };
    return BARQ_OK;
}
