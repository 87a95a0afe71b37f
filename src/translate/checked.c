/*
 * checked.c - the checks, on what is translated of a draft.
 *
 * Every segment that has a translation is checked, whoever made it: a
 * published pair may be wrong as well, and a fuzzy match nearly always is.
 * What is too long to be checked stays unchecked.  Where one translation
 * stands for several segments, it is checked against all of them.
 */
#include "translate/translate.h"

#include "base/error.h"

#include <string.h>

static enum barq_status keep_findings(struct drafting *d, size_t index,
                                      const struct barq_finding *found,
                                      size_t count, struct barq_error *err)
{
    struct barq_draft *draft = d->draft;
    struct barq_finding *copy = arena_new(d->keep, struct barq_finding, count);

    if (!copy)
        return fail_nomem(err, "for the findings of a draft");
    memcpy(copy, found, count * sizeof(*copy));
    for (size_t i = 0; i < count; i++) {
        struct barq_text note = { found[i].note, strlen(found[i].note) };
        copy[i].note = arena_text(d->keep, note).at;
        if (!copy[i].note)
            return fail_nomem(err, "for the findings of a draft");
    }
    draft->findings[index] = (struct draft_findings){ copy, count };
    draft->report.suspects++;
    draft->report.findings += count;
    return BARQ_OK;
}

/* The source from this segment to the last one that its translation covers:
 * those have an empty one.  Segments lie in the story's text in order. */
static struct barq_text whole_source(const struct barq_draft *draft,
                                     size_t index)
{
    struct barq_text source = draft->segments[index].source.text;

    for (size_t i = index + 1; i < draft->count; i++) {
        const struct barq_draft_segment *s = &draft->segments[i];
        if (!s->target.at || s->target.len)
            break;
        source.len =
            (size_t)(s->source.text.at - source.at) + s->source.text.len;
    }
    return source;
}

static enum barq_status check_segment(struct drafting *d, size_t index,
                                      struct barq_error *err)
{
    const struct barq_draft *draft = d->draft;
    const struct barq_draft_segment *s = &draft->segments[index];
    struct barq_text source = whole_source(draft, index);
    bool from_ar = draft->from == BARQ_AR;
    const struct barq_finding *found;
    size_t count;
    enum barq_status status =
        barq_check_pair(d->checker, from_ar ? source : s->target,
                        from_ar ? s->target : source, &found, &count, err);

    if (status || !count)
        return status == BARQ_E_INPUT ? BARQ_OK : status;
    return keep_findings(d, index, found, count, err);
}

enum barq_status draft_check(struct drafting *d, struct barq_error *err)
{
    struct barq_draft *draft = d->draft;
    enum barq_status status = BARQ_OK;

    draft->findings =
        arena_new(d->keep, struct draft_findings, draft->count + 1);
    if (!draft->findings)
        return fail_nomem(err, "for the findings of a draft");
    for (size_t i = 0; i < draft->count && !status; i++)
        if (draft->segments[i].target.len)
            status = check_segment(d, i, err);
    return status;
}
