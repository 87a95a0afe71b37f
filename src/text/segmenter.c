/*
 * segmenter.c - a block cut into sentences.
 *
 * Two sources of candidates: runs of the stops we know, judged by
 * sentence.c, and ICU's sentence break iterator for everything else (line
 * and paragraph separators inside a block, the stops of other scripts).
 * Where both speak, ours decides: ICU breaks after an initial and before a
 * small letter, and never before a dash or after "p.m. 15".
 *
 * A span begins and ends at no white space, and only white space lies
 * between spans, so that the block can always be put together again.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/icu.h"
#include "text/sentence.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct segmenter {
    struct block home;
    struct sentence_rules rules;
    UBreakIterator *icu;
};

enum barq_status segmenter_open(enum barq_lang lang, struct segmenter **out,
                                struct barq_error *err)
{
    struct block home = { 0 };
    struct arena keep;
    UErrorCode code = U_ZERO_ERROR;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct segmenter *made = arena_new(&keep, struct segmenter, 1);
    status = made ? sentence_rules_open(&made->rules, lang, &keep, err)
                  : fail_nomem(err, "for the segmenter");
    if (!status) {
        made->home = home;
        made->icu = ubrk_open(UBRK_SENTENCE, lang == BARQ_EN ? "en" : "", NULL,
                              0, &code);
        if (U_FAILURE(code))
            status = icu_fail(err, "opening the sentence iterator", code);
    }
    if (status) {
        block_release(home);
        return status;
    }
    *out = made;
    return BARQ_OK;
}

void segmenter_close(struct segmenter *segmenter)
{
    if (!segmenter)
        return;
    ubrk_close(segmenter->icu);
    block_release(segmenter->home);
}

/* Spans being collected. */
struct cutting {
    struct segmenter *segmenter;
    struct barq_text block;
    size_t from;  /* where the present sentence begins */
    int32_t edge; /* ICU's next boundary */
    struct text_spans spans;
    size_t cap;
    struct arena *work;
};

static bool add_span(struct cutting *cutting, size_t end)
{
    struct barq_text piece =
        text_trim(text_slice(cutting->block, cutting->from, end));
    struct text_spans *spans = &cutting->spans;

    cutting->from = end;
    if (!piece.len)
        return true;
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
    size_t start = (size_t)(piece.at - cutting->block.at);
    spans->at[spans->count++] = (struct text_span){ start, start + piece.len };
    return true;
}

/* Is ICU's boundary one that sentence.c has nothing to say about? */
static bool is_foreign(struct barq_text text, size_t edge)
{
    size_t i = edge;

    while (i) {
        uint32_t c = utf8_prev(text, &i);
        if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
            return true;
        if (utf8_is_space(c) || char_is_quote(c) || char_closes(c) ||
            char_opens(c) || char_is_control(c))
            continue;
        return !char_is_stop(c);
    }
    return false;
}

/* Take ICU's boundaries up to `limit`. */
static bool add_foreign(struct cutting *cutting, size_t limit)
{
    while (cutting->edge != UBRK_DONE && (size_t)cutting->edge <= limit) {
        size_t edge = (size_t)cutting->edge;
        if (edge > cutting->from && is_foreign(cutting->block, edge) &&
            !add_span(cutting, edge))
            return false;
        cutting->edge = ubrk_next(cutting->segmenter->icu);
    }
    return true;
}

static enum barq_status cut_all(struct cutting *cutting, struct arena scratch,
                                struct barq_error *err)
{
    struct stop stop;
    bool room = true;
    size_t i = 0;

    while (room && sentence_stop(cutting->block, &i, &stop)) {
        room = add_foreign(cutting, stop.start);
        if (room && stop.next < cutting->block.len &&
            sentence_ends(&cutting->segmenter->rules, cutting->block,
                          cutting->from, &stop, scratch))
            room = add_span(cutting, stop.next);
    }
    if (!room || !add_foreign(cutting, cutting->block.len) ||
        !add_span(cutting, cutting->block.len))
        return fail_nomem(err, "to cut a block");
    return BARQ_OK;
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
    UErrorCode code = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    struct arena words = arena_split(&scratch);
    struct cutting cutting = { .segmenter = segmenter,
                               .block = block,
                               .work = &scratch };

    if (block.len > INT32_MAX)
        return fail(err, BARQ_E_INPUT, 0, "a block of %zu bytes is too long",
                    block.len);
    utext_openUTF8(&text, block.at, (int64_t)block.len, &code);
    ubrk_setUText(segmenter->icu, &text, &code);
    if (U_FAILURE(code)) {
        utext_close(&text);
        return icu_fail(err, "reading a block", code);
    }
    ubrk_first(segmenter->icu);
    cutting.edge = ubrk_next(segmenter->icu);
    enum barq_status status = cut_all(&cutting, words, err);
    utext_close(&text);
    return status ? status : keep_spans(&cutting.spans, spans, keep, err);
}
