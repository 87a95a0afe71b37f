/*
 * store.c - from beads to units of the memory.
 *
 * A unit carries the segments that stood before and after it in each story,
 * so that the same sentence at the same place comes back as a context match.
 * These are segments and not beads, and furniture is skipped: when the story
 * comes again, barq_translate() looks each segment up with the very same
 * neighbours, whatever this aligner had joined.
 */
#include "align/align.h"

#include "align/evidence.h"
#include "align/learn.h"
#include "memory/memory.h"

#include <stdio.h>

struct barq_text align_text_before(const struct barq_story *story, size_t first)
{
    while (first-- > 0)
        if (story->segments[first].kind != BARQ_FURNITURE)
            return story->segments[first].text;
    return (struct barq_text){ "", 0 };
}

struct barq_text align_text_after(const struct barq_story *story, size_t end)
{
    for (; end < story->segment_count; end++)
        if (story->segments[end].kind != BARQ_FURNITURE)
            return story->segments[end].text;
    return (struct barq_text){ "", 0 };
}

struct barq_text align_story_name(const struct barq_story *story)
{
    for (size_t i = 0; i < story->segment_count; i++)
        if (story->segments[i].kind == BARQ_HEADLINE)
            return story->segments[i].text;
    return story->name.len ? story->name : (struct barq_text){ "", 0 };
}

struct barq_unit align_unit(const struct barq_alignment *a, size_t index,
                            const struct barq_unit *proto)
{
    const struct barq_bead *bead = &a->beads[index];
    struct barq_unit unit = { .origin = BARQ_ALIGNED };

    if (proto) {
        unit.origin = proto->origin;
        unit.who = proto->who;
        unit.note = proto->note;
        unit.agency = proto->agency;
        unit.created = proto->created;
    }
    unit.ar = a->texts[SIDE_AR][index];
    unit.en = a->texts[SIDE_EN][index];
    unit.confidence = bead->confidence;
    unit.story = align_story_name(a->ar);
    unit.position = (int64_t)bead->ar_first;
    unit.ar_before = align_text_before(a->ar, bead->ar_first);
    unit.ar_after = align_text_after(a->ar, bead->ar_first + bead->ar_count);
    unit.en_before = align_text_before(a->en, bead->en_first);
    unit.en_after = align_text_after(a->en, bead->en_first + bead->en_count);
    return unit;
}

/* The agency that either version of the story names, if none was given. */
static enum barq_status find_agency(const struct barq_alignment *a,
                                    struct barq_unit *proto, struct arena *keep,
                                    struct barq_error *err)
{
    const struct barq_story *const stories[] = { a->ar, a->en };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 2 && !status && !proto->agency.len; i++) {
        struct arena scratch = arena_split(keep);
        status = story_agency(stories[i], &proto->agency, keep, scratch, err);
    }
    return status;
}

static enum barq_status store_beads(const struct barq_alignment *a,
                                    struct barq_memory *memory,
                                    const struct barq_unit *proto,
                                    struct barq_counts *counts,
                                    struct barq_error *err)
{
    for (size_t i = 0; i < a->count; i++) {
        enum barq_added added = BARQ_ADDED;
        counts->read++;
        if (!a->beads[i].sure) {
            counts->skipped++;
            continue;
        }
        struct barq_unit unit = align_unit(a, i, proto);
        enum barq_status status = memory_put(memory, &unit, &added, NULL, err);
        if (status && status != BARQ_E_INPUT)
            return status;
        if (status) /* megabytes without a full stop: no unit of a memory */
            counts->skipped++;
        else
            *(added == BARQ_ADDED ? &counts->added : &counts->merged) += 1;
    }
    return BARQ_OK;
}

/* ----------------------------------------------------------------- marks */

/* Under what it is noted that two stories, by their very text, were done. */
static struct barq_text pair_name(const struct barq_story *ar,
                                  const struct barq_story *en, char name[48])
{
    int len = snprintf(name, 48, "pair:%016llx%016llx",
                       (unsigned long long)text_hash(ar->text),
                       (unsigned long long)text_hash(en->text));

    return (struct barq_text){ name, (size_t)len };
}

/* In millionths: the confidence from which on beads were stored. */
static enum barq_status mark_pair(const struct barq_alignment *a,
                                  struct barq_memory *memory,
                                  struct barq_error *err)
{
    char name[48];

    return memory_mark_set(memory, pair_name(a->ar, a->en, name),
                           (int64_t)(a->options.min_confidence * 1e6), err);
}

enum barq_status barq_memory_has_pair(struct barq_memory *memory,
                                      const struct barq_story *ar,
                                      const struct barq_story *en, bool *known,
                                      struct barq_error *err)
{
    char name[48];
    int64_t mark;
    enum barq_status status =
        memory_mark_get(memory, pair_name(ar, en, name), &mark, err);

    if (status && status != BARQ_NOTHING)
        return status;
    *known = status == BARQ_OK;
    return BARQ_OK;
}

static enum barq_status store_all(const struct barq_alignment *a,
                                  struct barq_memory *memory,
                                  const struct barq_unit *proto,
                                  struct barq_counts *counts,
                                  struct barq_error *err)
{
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    status = memory_edition_begin(memory, a->ar->name, err);
    memory_edition_source(memory, a->ar->source.id.len ? &a->ar->source
                                                       : &a->en->source);
    if (!status)
        status = store_beads(a, memory, proto, counts, err);
    memory_edition_end(memory);
    if (!status)
        status = mark_pair(a, memory, err);
    if (!status)
        status = memory_commit(memory, err);
    if (status)
        memory_rollback(memory);
    return status;
}

enum barq_status barq_alignment_store(const struct barq_alignment *alignment,
                                      struct barq_memory *memory,
                                      const struct barq_unit *proto,
                                      struct barq_counts *counts,
                                      struct barq_error *err)
{
    struct barq_unit like =
        proto ? *proto : (struct barq_unit){ .origin = BARQ_ALIGNED };
    struct barq_counts done = { 0 };
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    status = find_agency(alignment, &like, &keep, err);
    if (!status)
        status = store_all(alignment, memory, &like, &done, err);
    block_release(home);
    if (!status && counts)
        *counts = done;
    if (!status)
        learn_refresh(memory, NULL); /* what it fails to learn is no loss */
    return status;
}
