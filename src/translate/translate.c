/*
 * translate.c - from a story to its draft; the public face of this room.
 *
 * First the story's earlier versions are found (chain.c), then the memory says
 * what it knows (reuse.c), then an engine, if there is one, translates what is
 * left (engine.c), then what is translated is checked (checked.c), then the
 * story is compared with its last version (versions.c) and the report counts
 * (report.c).
 */
#include "translate/chain.h"

#include "align/align.h"
#include "base/error.h"
#include "base/utf8.h"

enum { MIN_LEAST = 50, MIN_MOST = 100, MIN_USUAL = 70 };

static enum barq_status check_options(const struct barq_story *story,
                                      const struct barq_translate_options *how,
                                      struct barq_error *err)
{
    if (how->min && (how->min < MIN_LEAST || how->min > MIN_MOST))
        return fail(err, BARQ_E_USAGE, 0,
                    "the lowest score is %d, but must be from %d to %d",
                    how->min, MIN_LEAST, MIN_MOST);
    if (how->from == BARQ_LANG_UNKNOWN && story->lang == BARQ_LANG_UNKNOWN)
        return fail(err, BARQ_E_USAGE, 0,
                    "cannot tell whether the story is Arabic or English; "
                    "name its language, as --from ar");
    return BARQ_OK;
}

static struct barq_text text_at(const struct barq_draft *draft, size_t i)
{
    return draft->segments[i].source.text;
}

/* For each segment the first one of equal text, by open addressing. */
static enum barq_status find_same(struct drafting *d, struct arena scratch,
                                  struct barq_error *err)
{
    const struct barq_draft *draft = d->draft;
    size_t slots = 16;

    while (slots < draft->count * 2)
        slots *= 2;
    size_t *taken = arena_new(&scratch, size_t, slots); /* index + 1, or 0 */
    d->first_same = arena_new(d->keep, size_t, draft->count + 1);
    if (!taken || !d->first_same)
        return fail_nomem(err, "for the segments of a draft");
    for (size_t i = 0; i < draft->count; i++) {
        size_t slot = (size_t)text_hash(text_at(draft, i)) & (slots - 1);
        while (taken[slot] &&
               !text_equal(text_at(draft, taken[slot] - 1), text_at(draft, i)))
            slot = (slot + 1) & (slots - 1);
        if (!taken[slot])
            taken[slot] = i + 1;
        d->first_same[i] = taken[slot] - 1;
    }
    return BARQ_OK;
}

static enum barq_status open_segments(struct barq_draft *draft,
                                      struct arena *keep,
                                      struct barq_error *err)
{
    const struct barq_story *story = draft->story;

    draft->count = story->segment_count;
    draft->segments =
        arena_new(keep, struct barq_draft_segment, draft->count + 1);
    if (!draft->segments)
        return fail_nomem(err, "for the segments of a draft");
    for (size_t i = 0; i < draft->count; i++)
        draft->segments[i] = (struct barq_draft_segment){
            .source = story->segments[i],
            .engine = { "", 0 },
            .notes = { "", 0 },
            .matched = { "", 0 },
        };
    return BARQ_OK;
}

static enum barq_status fill(struct drafting *d, struct arena scratch,
                             struct barq_error *err)
{
    enum barq_status status = open_segments(d->draft, d->keep, err);

    if (!status)
        status = find_same(d, scratch, err);
    if (!status)
        status = chain_find(d, scratch, err);
    if (!status)
        status = draft_from_memory(d, scratch, err);
    if (!status && d->engine)
        status = draft_from_engine(d, scratch, err);
    if (!status && d->draft->from == BARQ_AR)
        status = draft_names(d, scratch, err);
    if (!status)
        status = draft_quotes(d, scratch, err);
    if (!status && d->fragments)
        status = draft_fragments(d, scratch, err);
    if (!status && d->checker)
        status = draft_check(d, err);
    if (!status)
        status = chain_compare(d, scratch, err);
    if (!status)
        translate_count(d->draft);
    return status;
}

static struct barq_draft *new_draft(struct block home, struct arena *keep,
                                    const struct barq_story *story,
                                    enum barq_lang from)
{
    struct barq_draft *draft = arena_new(keep, struct barq_draft, 1);

    if (!draft)
        return NULL;
    *draft = (struct barq_draft){ .home = home, .story = story };
    draft->from = from ? from : story->lang;
    draft->to = draft->from == BARQ_AR ? BARQ_EN : BARQ_AR;
    return draft;
}

bool draft_written(const struct drafting *d, struct barq_filter *out)
{
    const unsigned all = BARQ_STATUS_REVIEWED | BARQ_STATUS_UNREVIEWED;

    *out = d->filter ? *d->filter : (struct barq_filter){ 0 };
    out->origins =
        (out->origins ? out->origins : all) & ~BARQ_ORIGIN_BIT(BARQ_MT);
    return out->origins != 0;
}

enum barq_status barq_translate(struct barq_memory *memory,
                                const struct barq_story *story,
                                const struct barq_translate_options *options,
                                struct barq_draft **out, struct barq_error *err)
{
    struct barq_translate_options how =
        options ? *options : (struct barq_translate_options){ 0 };
    struct block home;
    struct arena keep;
    enum barq_status status = check_options(story, &how, err);

    if (!status)
        status = block_reserve(&home, TASK_CEILING, &keep, err);
    if (status)
        return status;
    struct arena scratch = arena_split(&keep);
    struct drafting d = {
        .draft = new_draft(home, &keep, story, how.from),
        .memory = memory,
        .engine = how.engine,
        .checker = how.checker,
        .story = align_story_name(story),
        .min = how.min ? how.min : MIN_USUAL,
        .no_adapt = how.no_adapt,
        .fragments = how.fragments,
        .style = how.style,
        .filter = how.filter,
        .keep = &keep,
    };
    status = d.draft ? fill(&d, scratch, err) : fail_nomem(err, "for a draft");
    if (status)
        block_release(home);
    else
        *out = d.draft;
    return status;
}

void barq_draft_free(struct barq_draft *draft)
{
    if (draft)
        block_release(draft->home);
}

size_t barq_draft_count(const struct barq_draft *draft)
{
    return draft->count;
}

struct barq_draft_segment barq_draft_segment(const struct barq_draft *draft,
                                             size_t index)
{
    return draft->segments[index];
}
