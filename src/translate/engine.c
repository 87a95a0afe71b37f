/*
 * engine.c - machine translation for what the memory does not know.
 *
 * A text that stands in several open segments is sent once.  An engine that
 * learns from them gets what the memory has that is like it, and its
 * neighbours.  Segments that the engine fails to translate stay open and say
 * why in their notes: a draft with holes is of use to a desk, an error
 * message alone is not.
 */
#include "translate/translate.h"

#include "align/align.h"
#include "base/error.h"
#include "base/utf8.h"
#include "mt/mt.h"
#include "translate/names.h"

#include <stdio.h>

/* Open segments on their way. */
struct sending {
    struct drafting *d;
    struct mt_segment *segments; /* distinct texts */
    struct mt_result *results;
    size_t *place; /* by first segment of a text: index + 1, or 0 */
    size_t count;
    struct name_terms *terms; /* for an engine that learns, else NULL */
};

static bool is_wanted(const struct barq_draft_segment *segment)
{
    return !segment->target.at && segment->source.kind != BARQ_FURNITURE;
}

/* Pairs like `text` that a person wrote or read, best first. */
static enum barq_status find_examples(struct barq_memory *memory,
                                      enum barq_lang from,
                                      const struct barq_filter *filter,
                                      struct mt_segment *segment,
                                      struct arena *keep,
                                      struct barq_error *err)
{
    const struct barq_lookup_options how = { .lang = from,
                                             .filter = filter,
                                             .min = MT_EXAMPLE_LEAST,
                                             .max = MT_EXAMPLES_MOST,
                                             .no_adapt = true };
    struct barq_matches *matches = NULL;
    struct mt_pair *pairs = arena_new(keep, struct mt_pair, MT_EXAMPLES_MOST);
    enum barq_status status =
        pairs ? barq_lookup(memory, segment->text, &how, &matches, err)
              : fail_nomem(err, "for a draft");

    for (size_t i = 0; !status && i < barq_matches_count(matches); i++) {
        const struct barq_match *match = barq_matches_at(matches, i);
        const struct barq_unit *unit = &match->unit;
        bool ar = from == BARQ_AR;
        if (unit->origin == BARQ_MT ||
            segment->example_count == MT_EXAMPLES_MOST)
            continue;
        struct mt_pair pair = { arena_text(keep, ar ? unit->ar : unit->en),
                                arena_text(keep, ar ? unit->en : unit->ar),
                                match->score };
        if (!pair.source.at || !pair.target.at)
            status = fail_nomem(err, "for a draft");
        pairs[segment->example_count++] = pair;
    }
    segment->examples = pairs;
    barq_matches_free(matches);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* The distinct texts of the open segments, with what helps. */
static enum barq_status collect(struct sending *s, struct arena *keep,
                                struct barq_error *err)
{
    const struct barq_draft *draft = s->d->draft;
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < draft->count && !status; i++) {
        size_t same = s->d->first_same[i];
        if (!is_wanted(&draft->segments[i]) || s->place[same])
            continue;
        struct mt_segment *segment = &s->segments[s->count++];
        s->place[same] = s->count;
        segment->text = draft->segments[i].source.text;
        if (!s->terms)
            continue;
        segment->before = align_text_before(draft->story, i);
        segment->after = align_text_after(draft->story, i + 1);
        status = find_examples(s->d->memory, draft->from, s->d->filter, segment,
                               keep, err);
        if (!status)
            status = name_terms_fill(s->terms, segment, keep, err);
    }
    return status;
}

static enum barq_status fill_one(const struct sending *s,
                                 struct barq_draft_segment *segment,
                                 const struct mt_result *result,
                                 struct barq_text engine,
                                 struct barq_error *err)
{
    const char *failure = s->d->draft->report.failure;

    if (result->text.at) {
        segment->target = result->text;
        segment->origin = BARQ_MT;
        segment->engine = engine;
        segment->notes = text_of("machine translation, nobody read it");
        return BARQ_OK;
    }
    segment->notes =
        arena_print(s->d->keep, "not translated: %s",
                    result->reason.at ? result->reason.at
                    : failure[0]      ? failure
                                      : "the engine gave no answer for it");
    return segment->notes.at ? BARQ_OK : fail_nomem(err, "for a draft");
}

static enum barq_status fill_open(const struct sending *s,
                                  struct barq_error *err)
{
    struct barq_draft *draft = s->d->draft;
    struct barq_text name =
        arena_text(s->d->keep, mt_engine_name(s->d->engine));
    enum barq_status status =
        name.at ? BARQ_OK : fail_nomem(err, "for a draft");

    for (size_t i = 0; i < draft->count && !status; i++)
        if (is_wanted(&draft->segments[i]))
            status = fill_one(s, &draft->segments[i],
                              &s->results[s->place[s->d->first_same[i]] - 1],
                              name, err);
    return status;
}

/* That the engine failed is no failure of ours. */
static enum barq_status send(struct sending *s, struct arena scratch,
                             struct barq_error *err)
{
    struct barq_draft *draft = s->d->draft;
    struct barq_error trouble = { 0 };
    struct mt_batch batch = { draft->from, draft->to, s->segments, s->count,
                              0 };
    struct mt_room room = { s->d->keep, scratch };
    enum barq_status status = mt_translate(s->d->engine, s->d->memory, &batch,
                                           s->results, &room, &trouble);

    draft->report.mt = mt_use(s->d->engine);
    if (status == BARQ_E_INTERNAL)
        return fail(err, status, trouble.cause, "%s", trouble.message);
    if (status)
        snprintf(draft->report.failure, sizeof(draft->report.failure), "%s",
                 trouble.message);
    return fill_open(s, err);
}

enum barq_status draft_from_engine(struct drafting *d, struct arena scratch,
                                   struct barq_error *err)
{
    size_t count = d->draft->count + 1;
    struct sending s = {
        .d = d,
        .segments = arena_new(&scratch, struct mt_segment, count),
        .results = arena_new(&scratch, struct mt_result, count),
        .place = arena_new(&scratch, size_t, count),
    };

    if (!s.segments || !s.results || !s.place)
        return fail_nomem(err, "for a draft");
    enum barq_status status = BARQ_OK;
    if (mt_wants_examples(d->engine))
        status = name_terms_open(d->memory, d->draft->from, &s.terms, err);
    if (!status)
        status = collect(&s, &scratch, err);
    name_terms_close(s.terms);
    if (status || !s.count)
        return status;
    return send(&s, scratch, err);
}

/* ------------------------------------------------------------- one text */

/* What the memory knows of one text, for an engine that learns. */
static enum barq_status find_help(struct barq_memory *memory,
                                  enum barq_lang from,
                                  struct mt_segment *segment,
                                  struct arena *keep, struct barq_error *err)
{
    struct name_terms *terms = NULL;
    enum barq_status status =
        find_examples(memory, from, NULL, segment, keep, err);

    if (!status)
        status = name_terms_open(memory, from, &terms, err);
    if (!status)
        status = name_terms_fill(terms, segment, keep, err);
    name_terms_close(terms);
    return status;
}

static enum barq_status send_text(struct barq_memory *memory,
                                  struct barq_engine *engine,
                                  struct barq_text text, struct arena *keep,
                                  struct mt_result *result,
                                  struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    struct mt_segment segment = { .text = text_trim(text) };
    struct mt_batch batch = { barq_text_lang(text), BARQ_EN, &segment, 1, 0 };
    struct mt_room room = { keep, { 0 } };
    enum barq_status status = BARQ_OK;
    size_t offset;

    if (!utf8_check(text, &offset))
        return fail(err, BARQ_E_INPUT, 0, "the text %s at byte %zu",
                    utf8_problem(text, offset), offset);
    if (batch.from == BARQ_LANG_UNKNOWN)
        return fail(err, BARQ_E_INPUT, 0,
                    "the text is neither Arabic nor English");
    if (batch.from == BARQ_EN)
        batch.to = BARQ_AR;
    if (memory && mt_wants_examples(engine))
        status = find_help(memory, batch.from, &segment, &scratch, err);
    room.scratch = scratch;
    return status ? status
                  : mt_translate(engine, memory, &batch, result, &room, err);
}

enum barq_status barq_translate_text(struct barq_memory *memory,
                                     struct barq_engine *engine,
                                     struct barq_text text, char **out,
                                     struct barq_mt_use *use,
                                     struct barq_error *err)
{
    struct block home;
    struct arena keep;
    struct mt_result result = { 0 };
    struct buf buf = { 0 };
    size_t len;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    status = send_text(memory, engine, text, &keep, &result, err);
    if (use)
        *use = mt_use(engine);
    if (!status) {
        buf_add(&buf, result.text);
        status = buf_take(&buf, out, &len, err);
    }
    block_release(home);
    return status;
}
