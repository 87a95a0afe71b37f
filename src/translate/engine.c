/*
 * engine.c - machine translation for what the memory does not know.
 *
 * A text that stands in several open segments is sent once.  Segments that
 * the engine fails to translate stay open and say why in their notes: a
 * draft with holes is of use to a desk, an error message alone is not.
 */
#include "translate/translate.h"

#include "base/error.h"
#include "base/utf8.h"
#include "mt/mt.h"

#include <stdio.h>

static bool is_wanted(const struct barq_draft_segment *segment)
{
    return !segment->target.at && segment->source.kind != BARQ_FURNITURE;
}

/* The distinct texts of the open segments.  place[f] is the index, plus one,
 * of the text whose first segment is f. */
static size_t collect(const struct drafting *d, struct barq_text *texts,
                      size_t *place)
{
    size_t count = 0;

    for (size_t i = 0; i < d->draft->count; i++) {
        const struct barq_draft_segment *segment = &d->draft->segments[i];
        size_t same = d->first_same[i];
        if (!is_wanted(segment) || place[same])
            continue;
        texts[count++] = segment->source.text;
        place[same] = count;
    }
    return count;
}

static void fill_one(struct barq_draft_segment *segment,
                     struct barq_text answer, struct barq_text engine,
                     struct barq_text failure)
{
    if (!answer.at) {
        segment->notes = failure;
        return;
    }
    segment->target = answer;
    segment->origin = BARQ_MT;
    segment->engine = engine;
    segment->notes = text_of("machine translation, nobody read it");
}

static enum barq_status fill_open(struct drafting *d,
                                  const struct barq_text *answers,
                                  const size_t *place, struct barq_error *err)
{
    struct barq_draft *draft = d->draft;
    struct barq_text name = arena_text(d->keep, mt_engine_name(d->engine));
    struct barq_text failure = arena_print(
        d->keep, "not translated: %s",
        draft->report.failure[0] ? draft->report.failure
                                 : "the engine gave no answer for it");

    if (!name.at || !failure.at)
        return fail_nomem(err, "for a draft");
    for (size_t i = 0; i < draft->count; i++)
        if (is_wanted(&draft->segments[i]))
            fill_one(&draft->segments[i], answers[place[d->first_same[i]] - 1],
                     name, failure);
    return BARQ_OK;
}

enum barq_status draft_from_engine(struct drafting *d, struct arena scratch,
                                   struct barq_error *err)
{
    struct barq_draft *draft = d->draft;
    struct barq_error trouble = { 0 };
    struct barq_text *texts =
        arena_new(&scratch, struct barq_text, draft->count + 1);
    struct barq_text *answers =
        arena_new(&scratch, struct barq_text, draft->count + 1);
    size_t *place = arena_new(&scratch, size_t, draft->count + 1);

    if (!texts || !answers || !place)
        return fail_nomem(err, "for a draft");
    struct mt_batch batch = {
        .from = draft->from,
        .to = draft->to,
        .texts = texts,
        .count = collect(d, texts, place),
    };
    if (!batch.count)
        return BARQ_OK;
    enum barq_status status =
        mt_translate(d->engine, &batch, answers, d->keep, scratch, &trouble);
    if (status == BARQ_E_INTERNAL)
        return fail(err, status, trouble.cause, "%s", trouble.message);
    if (status)
        snprintf(draft->report.failure, sizeof(draft->report.failure), "%s",
                 trouble.message);
    return fill_open(d, answers, place, err);
}
