/*
 * segmenter.c - a block cut into sentences.
 *
 * sentence.c finds them; here they are collected.  A span begins and ends at
 * no white space, and only white space lies between spans, so that the block
 * can always be put together again.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/sentence.h"

#include <string.h>

struct segmenter {
    struct block home;
    struct sentence_rules rules;
};

enum barq_status segmenter_open(enum barq_lang lang, struct segmenter **out,
                                struct barq_error *err)
{
    struct block home = { 0 };
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct segmenter *made = arena_new(&keep, struct segmenter, 1);
    status = made ? sentence_rules_open(&made->rules, lang, &keep, err)
                  : fail_nomem(err, "for the segmenter");
    if (status) {
        block_release(home);
        return status;
    }
    made->home = home;
    *out = made;
    return BARQ_OK;
}

void segmenter_close(struct segmenter *segmenter)
{
    if (segmenter)
        block_release(segmenter->home);
}

/* Spans being collected. */
struct cutting {
    struct text_spans spans;
    size_t cap;
    struct arena *work;
};

static bool add_span(struct cutting *cutting, struct text_span span)
{
    struct text_spans *spans = &cutting->spans;

    if (spans->count == cutting->cap) {
        size_t cap = cutting->cap ? 2 * cutting->cap : 16;
        struct text_span *at = arena_new(cutting->work, struct text_span, cap);
        if (!at)
            return false;
        if (spans->count)
            memcpy(at, spans->at, spans->count * sizeof(*at));
        spans->at = at;
        cutting->cap = cap;
    }
    spans->at[spans->count++] = span;
    return true;
}

static enum barq_status keep_spans(const struct text_spans *from,
                                   struct text_spans *to, struct arena *keep,
                                   struct barq_error *err)
{
    struct text_span *at = arena_new(keep, struct text_span, from->count);

    if (!at)
        return fail_nomem(err, "to cut a block");
    if (from->count)
        memcpy(at, from->at, from->count * sizeof(*at));
    *to = (struct text_spans){ at, from->count };
    return BARQ_OK;
}

enum barq_status segmenter_cut(struct segmenter *segmenter,
                               struct barq_text block, struct text_spans *spans,
                               struct arena *keep, struct arena scratch,
                               struct barq_error *err)
{
    struct sentences reading = { .rules = &segmenter->rules, .text = block };
    struct cutting cutting = { .work = &scratch };
    struct text_span span;

    while (sentence_next(&reading, &span))
        if (!add_span(&cutting, span))
            return fail_nomem(err, "to cut a block");
    return keep_spans(&cutting.spans, spans, keep, err);
}
