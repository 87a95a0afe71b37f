/*
 * reuse.c - what the memory knows of a story.
 *
 * Each segment is looked up with its neighbours, so that a sentence that
 * stands where it stood comes back in context.  A match is taken over when
 * it scores enough, or when its source is equal at rank 98 or more: then a
 * penalty (nobody reviewed it) lowers its score, but there is no better.
 *
 * If nothing is equal, the segment may have been stored joined to the ones
 * after it, by an older aligner or a bead of two sentences to one: up to
 * three of one block are tried together.  The first then carries the whole
 * translation, and the rest are empty, not open.  A segment that is equal only
 * with its numbers put in is tried so, too, for what is equal as it stands.
 *
 * Before all that comes what an earlier version of the story had (chain.c):
 * its wording, and its sentences, one Arabic for two English or two for one,
 * as the editor chose them, across paragraphs too.
 *
 * Furniture is left alone, unless the earlier version has it: a page of which
 * only the stock phrases come back in English helps nobody.  Where versions are
 * unknown, but half of the story is not, what the memory has of it comes, too.
 *
 * A text that comes twice between the same neighbours, and was equal to a
 * stored one, is looked up once.
 */
#include "translate/chain.h"

#include "align/align.h"
#include "base/error.h"
#include "base/utf8.h"
#include "match/adapt.h"

enum {
    RANK_SAME = 100,
    RANK_ALIKE = 98, /* equal but for marks and letter forms */
    JOINED_MOST = 3, /* segments tried together */
    MIN_NEVER = 101, /* no match scores it: equal ones only */
    LOOKUP_MAX = 5,
    OWN_POINTS = 8, /* that a sentence of the last version may score less */
};

/* Segments first..first+count of a draft, as one text to be looked up. */
struct asked {
    size_t first, count;
    struct barq_text text;
    bool equal_only; /* no fuzzy match is wanted */
};

/* Does segment i stand in a quotation that began before it in its block? */
static bool is_quoted(const struct barq_draft *draft, size_t i)
{
    const struct barq_story *story = draft->story;
    const struct barq_segment *segment = &draft->segments[i].source;

    return match_quote_is_open(text_slice(
        story->text, story->blocks[segment->block].start, segment->start));
}

static enum barq_status look_up(const struct drafting *d,
                                const struct asked *asked,
                                struct barq_matches **out,
                                struct barq_error *err)
{
    const struct barq_story *story = d->draft->story;
    struct barq_lookup_options how = {
        .lang = d->draft->from,
        .min = d->min,
        .max = LOOKUP_MAX,
        .before = align_text_before(story, asked->first),
        .after = align_text_after(story, asked->first + asked->count),
        .story = d->story,
        .no_adapt =
            d->no_adapt || d->draft->segments[asked->first].rank >= RANK_ALIKE,
        .quoted = is_quoted(d->draft, asked->first),
        .style = d->style,
        .filter = d->filter,
    };
    const struct match_chain chain = { d->chain->stories, d->chain->count };
    const struct match_asking asking = {
        .chain = chain.count ? &chain : NULL,
        .equal_only = asked->equal_only,
    };
    enum barq_status status =
        match_lookup(d->memory, asked->text, &how, &asking, out, err);

    if (status == BARQ_NOTHING)
        *out = NULL;
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* Is the unit part of the story's last version? */
static bool is_of_last(const struct chain *chain, int64_t unit)
{
    for (size_t i = 0; i < chain->last.count; i++)
        if (chain->last.rows[i].unit == unit)
            return true;
    return false;
}

/* Is `match`, of the story's last version, to be taken before `first`?  It may
 * score a little less, but must be equal, numbers aside, if that is. */
static bool is_ours(const struct chain *chain, const struct barq_match *match,
                    const struct barq_match *first)
{
    return match->score + OWN_POINTS >= first->score &&
           (match->rank >= RANK_ALIKE || first->rank < RANK_ALIKE) &&
           is_of_last(chain, match->unit.id);
}

/* The match to be taken over, or NULL: the first that is good enough.  But of
 * fuzzy ones that score nearly as high, the desk's own sentence of an hour ago
 * goes before those of other stories. */
static const struct barq_match *choose(const struct drafting *d,
                                       const struct barq_matches *matches,
                                       int min)
{
    size_t count = matches ? barq_matches_count(matches) : 0;
    const struct barq_match *first = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct barq_match *match = barq_matches_at(matches, i);
        if (match->rank < RANK_ALIKE && match->score < min)
            continue;
        first = first ? first : match;
        if (first->rank >= RANK_SAME)
            break;
        if (is_ours(d->chain, match, first))
            return match;
    }
    return first;
}

/* The translation with its runs, if numbers were put into it. */
static enum barq_status take_adapted(struct drafting *d,
                                     const struct barq_match *match,
                                     struct barq_draft_segment *to,
                                     struct barq_error *err)
{
    struct barq_adapted *runs =
        arena_new(d->keep, struct barq_adapted, match->adapted_count + 1);

    if (!runs)
        return fail_nomem(err, "for a draft");
    for (size_t i = 0; i < match->adapted_count; i++) {
        const struct barq_adapted *run = &match->adapted_runs[i];
        runs[i].text = arena_text(d->keep, run->text);
        if (run->was.at)
            runs[i].was = arena_text(d->keep, run->was);
        if (!runs[i].text.at || (run->was.at && !runs[i].was.at))
            return fail_nomem(err, "for a draft");
    }
    to->adapted = match->adapted_count ? runs : NULL;
    to->adapted_count = match->adapted_count;
    return BARQ_OK;
}

/* What the match says, into the segment that was asked first. */
static enum barq_status take(struct drafting *d, const struct asked *asked,
                             const struct barq_match *match,
                             struct barq_error *err)
{
    struct barq_draft_segment *to = &d->draft->segments[asked->first];
    const struct barq_unit *unit = &match->unit;
    bool from_ar = d->draft->from == BARQ_AR;
    struct barq_text stored = from_ar ? unit->ar : unit->en;
    struct barq_text target = match->adapted;
    if (!target.at)
        target = from_ar ? unit->en : unit->ar;
    target = arena_text(d->keep, target);
    struct barq_text notes = draft_notes(match, d->keep);

    to->matched = text_equal(stored, asked->text) ? text_of("")
                                                  : arena_text(d->keep, stored);
    to->engine = arena_text(d->keep, unit->engine);
    if (!target.at || !notes.at || !to->matched.at || !to->engine.at)
        return fail_nomem(err, "for a draft");
    to->target = target;
    to->notes = notes;
    to->rank = match->rank;
    to->score = match->score;
    to->origin = unit->origin;
    to->unit = unit->id;
    return take_adapted(d, match, to, err);
}

/* Look one text up, and take over what is equal or, unless that alone is
 * wanted, scores enough.  `*rank` is that of the match, 0 if there is none. */
static enum barq_status ask(struct drafting *d, const struct asked *asked,
                            int *rank, struct barq_error *err)
{
    struct barq_matches *matches = NULL;
    enum barq_status status = look_up(d, asked, &matches, err);
    int min = asked->equal_only ? MIN_NEVER : d->min;
    const struct barq_match *match = status ? NULL : choose(d, matches, min);

    *rank = match ? match->rank : 0;
    if (match)
        status = take(d, asked, match, err);
    barq_matches_free(matches);
    return status;
}

/* The segments behind the first one that its translation stands for too. */
static enum barq_status cover(struct drafting *d, const struct asked *asked,
                              struct barq_error *err)
{
    struct barq_draft_segment *first = &d->draft->segments[asked->first];
    struct barq_text notes = arena_print(
        d->keep, "%.*s%sstands for %zu segments", (int)first->notes.len,
        first->notes.at, first->notes.len ? "; " : "", asked->count);

    if (!notes.at)
        return fail_nomem(err, "for a draft");
    first->notes = notes;
    for (size_t i = 1; i < asked->count; i++) {
        struct barq_draft_segment *segment = &first[i];
        segment->target = (struct barq_text){ "", 0 };
        segment->notes = text_of("covered by the segment before");
        segment->rank = first->rank;
        segment->score = first->score;
        segment->origin = first->origin;
        segment->unit = first->unit;
    }
    return BARQ_OK;
}

/* Try segment i together with those after it; *covered counts them. */
static enum barq_status ask_joined(struct drafting *d, size_t i,
                                   size_t *covered, struct arena scratch,
                                   struct barq_error *err)
{
    struct barq_draft *draft = d->draft;
    size_t block = draft->segments[i].source.block;
    enum barq_status status = BARQ_OK;

    for (size_t n = 2; n <= JOINED_MOST && !status; n++) {
        struct arena joined = scratch;
        if (i + n > draft->count ||
            draft->segments[i + n - 1].source.block != block)
            return BARQ_OK;
        struct asked asked = { i, n,
                               align_text_joined(draft->story, i, n, &joined),
                               true };
        int rank;
        if (!asked.text.at)
            return fail_nomem(err, "for a draft");
        status = ask(d, &asked, &rank, err);
        if (!status && rank) {
            *covered = n;
            return cover(d, &asked, err);
        }
    }
    return status;
}

/* Does one translation stand for this segment and its neighbour? */
static bool is_joined(const struct barq_draft *draft, size_t i)
{
    for (size_t k = i; k <= i + 1 && k < draft->count; k++)
        if (draft->segments[k].target.at && !draft->segments[k].target.len)
            return true;
    return false;
}

/* Was the same text looked up before, between the same neighbours? */
static bool is_repeated(const struct drafting *d, size_t i)
{
    const struct barq_story *story = d->draft->story;
    size_t same = d->first_same[i];

    return same != i && d->draft->segments[same].rank >= RANK_ALIKE &&
           !is_joined(d->draft, same) &&
           d->draft->segments[same].source.kind ==
               d->draft->segments[i].source.kind &&
           text_equal(align_text_before(story, i),
                      align_text_before(story, same)) &&
           text_equal(align_text_after(story, i + 1),
                      align_text_after(story, same + 1));
}

static void repeat(struct barq_draft *draft, size_t i, size_t same)
{
    struct barq_segment source = draft->segments[i].source;

    draft->segments[i] = draft->segments[same];
    draft->segments[i].source = source;
}

static enum barq_status set_aside(struct drafting *d, size_t i,
                                  struct barq_error *err)
{
    struct barq_draft_segment *segment = &d->draft->segments[i];
    size_t block = segment->source.block;

    segment->notes = arena_print(d->keep, "set aside: %s",
                                 d->draft->story->blocks[block].reason);
    return segment->notes.at ? BARQ_OK : fail_nomem(err, "for a draft");
}

/* What the last version had as one, however it is cut now; rank 0 when it had
 * nothing of the kind. */
static enum barq_status ask_as_before(struct drafting *d, size_t i,
                                      size_t *covered, int *rank,
                                      struct arena scratch,
                                      struct barq_error *err)
{
    struct arena joined = arena_split(&scratch);
    size_t count = 0;
    enum barq_status status = chain_covers(d, i, &count, scratch, err);

    *rank = 0;
    if (status || !count)
        return status;
    struct asked asked = {
        i, count, align_text_joined(d->draft->story, i, count, &joined), true
    };
    status = asked.text.at ? ask(d, &asked, rank, err)
                           : fail_nomem(err, "for a draft");
    if (status || !*rank || count == 1)
        return status;
    *covered = count;
    return cover(d, &asked, err);
}

/* Draft segment i, and those after it that it covers. */
static enum barq_status ask_segment(struct drafting *d, size_t i,
                                    size_t *covered, struct arena scratch,
                                    struct barq_error *err)
{
    struct barq_draft_segment *segment = &d->draft->segments[i];
    struct asked asked = { i, 1, segment->source.text, false };
    bool furniture = segment->source.kind == BARQ_FURNITURE;
    bool wanted = true;
    int rank = 0;
    enum barq_status status = BARQ_OK;

    if (furniture)
        status = chain_has_again(d, i, &wanted, scratch, err);
    if (!status && wanted)
        status = ask_as_before(d, i, covered, &rank, scratch, err);
    if (status || rank)
        return status;
    if (furniture)
        return set_aside(d, i, err);
    status = ask(d, &asked, &rank, err);
    if (status || (rank >= RANK_ALIKE && !segment->adapted_count))
        return status;
    return ask_joined(d, i, covered, scratch, err);
}

/* Does the memory have half of the words, as they are? */
static bool is_mostly_known(const struct barq_draft *draft)
{
    size_t known = 0, all = 0;

    for (size_t i = 0; i < draft->count; i++) {
        const struct barq_draft_segment *segment = &draft->segments[i];
        size_t words = text_word_count(segment->source.text);
        all += draft_is_furniture(segment) ? 0 : words;
        known += segment->rank >= RANK_ALIKE ? words : 0;
    }
    return known * 2 >= all && known;
}

/* Of a story that is known without its versions, since its pairs came without
 * them, the memory may say what looked like furniture. */
static enum barq_status ask_furniture(struct drafting *d,
                                      struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (d->chain->count || !is_mostly_known(d->draft))
        return BARQ_OK;
    for (size_t i = 0; i < d->draft->count && !status; i++) {
        const struct barq_draft_segment *segment = &d->draft->segments[i];
        struct asked asked = { i, 1, segment->source.text, true };
        int rank;
        if (draft_is_furniture(segment))
            status = ask(d, &asked, &rank, err);
    }
    return status;
}

/* A sentence that is open twice is translated once. */
static void note_repeats(struct drafting *d)
{
    for (size_t i = 0; i < d->draft->count; i++) {
        struct barq_draft_segment *segment = &d->draft->segments[i];
        if (d->first_same[i] != i && !segment->target.at &&
            segment->source.kind != BARQ_FURNITURE)
            segment->notes = text_of("repeats an open segment above");
    }
}

enum barq_status draft_from_memory(struct drafting *d, struct arena scratch,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    size_t covered = 1;

    for (size_t i = 0; i < d->draft->count && !status; i += covered) {
        covered = 1;
        if (is_repeated(d, i))
            repeat(d->draft, i, d->first_same[i]);
        else
            status = ask_segment(d, i, &covered, scratch, err);
    }
    if (!status)
        status = ask_furniture(d, err);
    if (!status)
        note_repeats(d);
    return status;
}
