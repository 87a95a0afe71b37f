/*
 * texts.c - what is equal is compared once.
 *
 * A formula or a paragraph of background has as many units as it has wordings,
 * and each is a candidate of its own.  How its text compares to the query is
 * the same for all of them; what differs is where they come from, when, and
 * what else is known of them (judge.c).
 *
 *     unit 17   oil prices rose sharply    cut and compared: 84
 *     unit 90   oil prices rose sharply    84
 *     unit 212  the harbour was shut       too far away
 *     unit 305  the harbour was shut       too far away
 *
 * So are their words, as numbers, which the memory keeps (known.c): of the
 * first, and the others share them.
 *
 * A lookup asks for more, never for less, while it goes on (match_floor), so
 * what was too far away once is so for good.
 */
#include "match/texts.h"

#include "match/score.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* A text up to so long is kept, where there is so much room. */
enum { TEXT_MOST = 4 << 10, ROOM_LEAST = 4 << 20 };

struct match_text {
    struct match_text *next; /* in its row */
    struct barq_text text;
    struct match_side *side;
    struct match_measure *measure; /* NULL: it is too far away */
    struct memory_bag bag;         /* as the memory keeps it */
};

/* By its length and what stands in the middle of it: datelines are alike at the
 * beginning, and all sentences at the end. */
static struct match_text **row_of(struct match_texts *texts,
                                  struct barq_text text)
{
    uint64_t word = 0;
    size_t middle = text.len / 2;
    size_t len = text.len - middle;

    memcpy(&word, text.at + middle, len < sizeof(word) ? len : sizeof(word));
    word = (word ^ text.len) * UINT64_C(0x9E3779B97F4A7C15);
    return &texts->rows[word >> 32 & (MATCH_TEXT_ROWS - 1)];
}

static const struct match_text *find_text(struct match_texts *texts,
                                          struct barq_text text)
{
    const struct match_text *at = *row_of(texts, text);

    while (at && !text_equal(at->text, text))
        at = at->next;
    return at;
}

/* The bag of a unit whose text was cut; from now on the memory knows it. */
static struct memory_bag bag_of(const struct match_query *query,
                                const struct match_candidate *candidate)
{
    const struct memory_brief *unit = candidate->unit;

    if (unit->bag.at || candidate->side->tokens.count > MATCH_TOKENS_MOST)
        return unit->bag;
    return memory_keep_bag(query->memory, query->lang, unit->id,
                           match_bag(candidate->side));
}

static enum barq_status keep_text(struct match_texts *texts,
                                  const struct match_candidate *candidate,
                                  struct memory_bag bag, bool near,
                                  struct barq_error *err)
{
    struct barq_text text = candidate->unit->text;
    struct match_text **row = row_of(texts, text);
    struct match_text *made = arena_new(&texts->home, struct match_text, 1);
    struct barq_text copy = arena_text(&texts->home, text);

    if (!made || !copy.at)
        return fail_nomem(err, "for the texts compared");
    *made = (struct match_text){ *row, copy, candidate->side,
                                 near ? candidate->measure : NULL, bag };
    *row = made;
    return BARQ_OK;
}

/* The first of its text. */
static enum barq_status compare(const struct match_query *query,
                                struct match_candidate *candidate,
                                struct arena *keep, struct arena scratch,
                                struct barq_error *err)
{
    const struct memory_brief *unit = candidate->unit;
    enum barq_status status;

    candidate->side = arena_new(keep, struct match_side, 1);
    candidate->measure = arena_new(keep, struct match_measure, 1);
    if (!candidate->side || !candidate->measure)
        return fail_nomem(err, "to compare two segments");
    const struct match_pair pair = { &query->side, candidate->side,
                                     match_least_score(query) };
    if ((status = match_prepare(query->words, unit->text, candidate->side, keep,
                                scratch, err)))
        return status;
    return match_measure(&pair, candidate->measure, keep, scratch, err);
}

enum barq_status match_texts_compare(struct match_texts *texts,
                                     const struct match_query *query,
                                     struct match_candidate *candidate,
                                     struct arena *keep, struct arena scratch,
                                     struct barq_error *err)
{
    const struct match_text *known = find_text(texts, candidate->unit->text);
    struct arena before = texts->home;

    candidate->kept = candidate->unit->text.len <= TEXT_MOST &&
                      texts->home.end - texts->home.at >= ROOM_LEAST;
    if (known) {
        candidate->kept = true;
        candidate->side = known->side;
        candidate->measure = known->measure;
        if (!candidate->unit->bag.at)
            memory_share_bag(query->memory, query->lang, candidate->unit->id,
                             known->bag);
        return known->measure ? BARQ_OK : BARQ_NOTHING;
    }
    enum barq_status status = compare(
        query, candidate, candidate->kept ? &texts->home : keep, scratch, err);
    if (status && status != BARQ_NOTHING)
        return status;
    struct memory_bag bag = bag_of(query, candidate);
    if (!candidate->kept)
        return status;
    if (status) /* that it is too far is all there is to know */
        texts->home = before;
    enum barq_status stored = keep_text(texts, candidate, bag, !status, err);
    return stored ? stored : status;
}
