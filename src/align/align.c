/*
 * align.c - pair the segments of two stories; the public face of this room.
 *
 * items.c says what the segments offer, cost.c weighs it, confidence.c
 * sums over all ways to pair them, dp.c picks one.  What the work needs lies
 * in a block of its own, given back before barq_align() returns.
 */
#include "align/align.h"

#include "align/crossing.h"
#include "align/pairing.h"
#include "base/error.h"

#include <string.h>

static const double usual_min_confidence = 0.7;

static const char *lang_name(enum barq_lang lang)
{
    return lang == BARQ_AR   ? "Arabic"
           : lang == BARQ_EN ? "English"
                             : "of no known language";
}

static enum barq_status check_languages(const struct barq_story *ar,
                                        const struct barq_story *en,
                                        struct barq_error *err)
{
    if (ar->lang == BARQ_AR && en->lang == BARQ_EN)
        return BARQ_OK;
    if (ar->lang == BARQ_EN && en->lang == BARQ_AR)
        return fail(err, BARQ_E_USAGE, 0,
                    "the stories are swapped: give the Arabic one first, "
                    "then the English one");
    return fail(err, BARQ_E_USAGE, 0,
                "need an Arabic and an English story, but the first is %s and "
                "the second is %s",
                lang_name(ar->lang), lang_name(en->lang));
}

/* A story of furniture alone has nothing to pair. */
static bool has_prose(const struct barq_story *story)
{
    for (size_t i = 0; i < story->segment_count; i++)
        if (story->segments[i].kind != BARQ_FURNITURE)
            return true;
    return false;
}

static bool has_furniture(const struct barq_story *story, size_t first,
                          size_t count)
{
    for (size_t i = first; i < first + count; i++)
        if (story->segments[i].kind == BARQ_FURNITURE)
            return true;
    return false;
}

/* The one place that says what is a pair, and which pairs are stored. */
static void judge_beads(struct barq_alignment *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct barq_bead *bead = &a->beads[i];
        bead->pair = bead->ar_count && bead->en_count &&
                     !has_furniture(a->ar, bead->ar_first, bead->ar_count) &&
                     !has_furniture(a->en, bead->en_first, bead->en_count);
        bead->sure = bead->pair &&
                     (bead->ar_count == 1 || bead->en_count == 1) &&
                     bead->confidence >= a->options.min_confidence;
    }
}

static enum barq_status find_beads(struct barq_alignment *a, struct arena *keep,
                                   struct arena *work, struct barq_error *err)
{
    const struct barq_story *const stories[SIDES] = { a->ar, a->en };
    struct arena scratch = arena_split(work);
    struct align_model model;
    struct evidence evidence;
    struct pairing_result found = { 0 };
    struct pairing pairing = { &evidence, &model,
                               a->options.explain ? stories : NULL };
    struct lexicons lexicons = { .memory = NULL };
    enum barq_status status = model_read(&model, scratch, err);

    if (!status)
        status = lexicons_open(&lexicons, &a->options, work, scratch, err);
    if (!status)
        status =
            evidence_gather(stories, &lexicons, &evidence, work, scratch, err);
    lexicons_close(&lexicons);
    if (!status)
        status = pairing_find(&pairing, &found, keep, scratch, err);
    if (!status)
        status = confidence_settle(&evidence, &model, &found, scratch, err);
    if (!status)
        status = crossing_join(&evidence, &found, keep, err);
    a->beads = found.beads.at;
    a->count = found.beads.count;
    a->parts = found.parts;
    judge_beads(a);
    return status;
}

struct barq_text align_text_joined(const struct barq_story *story, size_t first,
                                   size_t count, struct arena *keep)
{
    size_t len = 0;
    char *joined, *at;

    if (count == 0)
        return (struct barq_text){ "", 0 };
    if (count == 1)
        return story->segments[first].text;
    for (size_t i = first; i < first + count; i++)
        len += story->segments[i].text.len + 1;
    joined = at = arena_new(keep, char, len);
    if (!joined)
        return (struct barq_text){ 0 };
    for (size_t i = first; i < first + count; i++) {
        struct barq_text text = story->segments[i].text;
        if (i > first)
            *at++ = ' ';
        memcpy(at, text.at, text.len);
        at += text.len;
    }
    return (struct barq_text){ joined, len - 1 };
}

static enum barq_status join_texts(struct barq_alignment *a, struct arena *keep,
                                   struct barq_error *err)
{
    for (int s = SIDE_AR; s < SIDES; s++) {
        a->texts[s] = arena_new(keep, struct barq_text, a->count + 1);
        if (!a->texts[s])
            return fail_nomem(err, "for the texts of an alignment");
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct barq_bead *bead = &a->beads[i];
        a->texts[SIDE_AR][i] =
            align_text_joined(a->ar, bead->ar_first, bead->ar_count, keep);
        a->texts[SIDE_EN][i] =
            align_text_joined(a->en, bead->en_first, bead->en_count, keep);
        if (!a->texts[SIDE_AR][i].at || !a->texts[SIDE_EN][i].at)
            return fail_nomem(err, "for the texts of an alignment");
    }
    return BARQ_OK;
}

static enum barq_status fill(struct barq_alignment *a, struct arena *keep,
                             struct barq_error *err)
{
    struct block work_block;
    struct arena work;
    enum barq_status status;

    if (!has_prose(a->ar) && !has_prose(a->en))
        return join_texts(a, keep, err);
    status = block_reserve(&work_block, TASK_CEILING, &work, err);
    if (status)
        return status;
    status = find_beads(a, keep, &work, err);
    block_release(work_block);
    return status ? status : join_texts(a, keep, err);
}

enum barq_status barq_align(const struct barq_story *ar,
                            const struct barq_story *en,
                            const struct barq_align_options *options,
                            struct barq_alignment **out, struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = check_languages(ar, en, err);

    if (!status)
        status = block_reserve(&home, TASK_CEILING, &all, err);
    if (status)
        return status;
    struct barq_alignment *a = arena_new(&all, struct barq_alignment, 1);
    if (!a) {
        block_release(home);
        return fail_nomem(err, "for an alignment");
    }
    *a = (struct barq_alignment){ .home = home, .ar = ar, .en = en };
    if (options)
        a->options = *options;
    if (!(a->options.min_confidence > 0))
        a->options.min_confidence = usual_min_confidence;
    status = fill(a, &all, err);
    if (status)
        block_release(home);
    else
        *out = a;
    return status;
}

const struct barq_bead_part *barq_alignment_parts(
    const struct barq_alignment *alignment, size_t index, size_t *count)
{
    *count = alignment->parts ? alignment->parts[index].count : 0;
    return *count ? alignment->parts[index].at : NULL;
}

size_t barq_alignment_count(const struct barq_alignment *alignment)
{
    return alignment->count;
}

struct barq_bead barq_alignment_bead(const struct barq_alignment *alignment,
                                     size_t index)
{
    return alignment->beads[index];
}

struct barq_text barq_alignment_text(const struct barq_alignment *alignment,
                                     size_t index, enum barq_lang lang)
{
    return alignment->texts[lang == BARQ_EN ? SIDE_EN : SIDE_AR][index];
}

void barq_alignment_free(struct barq_alignment *alignment)
{
    if (alignment)
        block_release(alignment->home);
}
