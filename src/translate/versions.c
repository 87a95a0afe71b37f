/*
 * versions.c - this story beside its last version: what is unchanged, what
 * changed, what is new, and what was dropped.
 *
 * Unchanged is what has the same words at L1, wherever it stands now; one
 * stored pair may stand for several segments, as it did.  What is left on
 * either side is paired by likeness, the most alike first, if it is LIKE_LEAST
 * percent or more: that has changed.  The rest of this story is new, the rest
 * of the last version was dropped.
 *
 *     last  A  B   C  D            this  A  B'  D  E
 *     A, D unchanged; B' alike B: changed; E new; C dropped
 *
 * A pair of clauses, which is stored beside its whole sentence, is not dropped
 * while the sentence is there; nor is a sentence that stood twice, and stands
 * once.
 *
 * Limits: when much is left on both sides, a segment is compared only with the
 * rows near its place: COMPARISONS_MOST in all.
 */
#include "translate/chain.h"

#include "align/align.h"
#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { LIKE_LEAST = 50, COMPARISONS_MOST = 2048, NEAR_LEAST = 4 };

/* A segment of this story and a row of the last version. */
struct couple {
    size_t segment, row;
    int percent;
};

struct comparing {
    const struct drafting *d;
    const struct chain *chain;
    bool *used;               /* rows that this story has */
    size_t *place;            /* by segment: the row that it should be near */
    size_t reach;             /* how far from there it looks */
    struct match_side *sides; /* of segments, behind them of rows */
    struct couple *couples;
    size_t count;
    struct arena keep, scratch;
};

const char *barq_since_name(enum barq_since since)
{
    static const char *const names[] = {
        [BARQ_SINCE_UNKNOWN] = "",
        [BARQ_UNCHANGED] = "unchanged",
        [BARQ_CHANGED] = "changed",
        [BARQ_NEW] = "new",
    };

    return (unsigned)since <= BARQ_NEW ? names[since] : "";
}

/* -------------------------------------------------------------- unchanged */

/* Mark all rows of this source as used; the first of them, from `near` on if
 * there is one, else SIZE_MAX. */
static size_t use_rows(struct comparing *c, uint64_t key, size_t near)
{
    size_t found = SIZE_MAX;

    for (size_t i = 0; i < c->chain->last.count; i++) {
        if (c->chain->keys[i] != key)
            continue;
        c->used[i] = true;
        if (found == SIZE_MAX || (i >= near && found < near))
            found = i;
    }
    return found;
}

/* Segments i..i+n as unchanged, if they are a row; *n becomes 1 if not. */
static enum barq_status find_unchanged(struct comparing *c, size_t i, size_t *n,
                                       size_t *row, struct barq_error *err)
{
    const struct drafting *d = c->d;
    struct arena scratch = c->scratch, joined = arena_split(&scratch);
    uint64_t key = 0;
    size_t covered = 0;
    enum barq_status status = chain_covers(d, i, &covered, scratch, err);

    *n = covered ? covered : 1;
    if (status || !covered)
        return status;
    struct barq_text text =
        align_text_joined(d->draft->story, i, covered, &joined);
    status = text.at ? memory_context_key(text, &key, scratch, err)
                     : fail_nomem(err, "for a draft");
    if (!status)
        *row = use_rows(c, key, *row);
    for (size_t k = i; k < i + covered && !status; k++)
        d->draft->segments[k].since = BARQ_UNCHANGED;
    return status;
}

static enum barq_status mark_unchanged(struct comparing *c,
                                       struct barq_error *err)
{
    struct barq_draft *draft = c->d->draft;
    enum barq_status status = BARQ_OK;
    size_t row = 0, n;

    for (size_t i = 0; i < draft->count && !status; i += n) {
        n = 1;
        if (draft_is_furniture(&draft->segments[i]))
            continue;
        status = find_unchanged(c, i, &n, &row, err);
        for (size_t k = i; k < i + n && !status; k++)
            c->place[k] = row;
        if (!draft->segments[i].since)
            draft->segments[i].since = BARQ_NEW;
    }
    return status;
}

/* ---------------------------------------------------------------- changed */

static bool is_left(const struct comparing *c, size_t segment)
{
    return c->d->draft->segments[segment].since == BARQ_NEW;
}

static enum barq_status prepare(struct comparing *c, size_t index,
                                struct barq_text text, struct barq_error *err)
{
    return match_prepare(memory_words(c->d->memory, c->d->draft->from), text,
                         &c->sides[index], &c->keep, c->scratch, err);
}

/* What is left on both sides, made ready to be compared. */
static enum barq_status prepare_left(struct comparing *c,
                                     struct barq_error *err)
{
    const struct barq_draft *draft = c->d->draft;
    size_t left = 0;
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < draft->count && !status; i++) {
        if (!is_left(c, i))
            continue;
        left++;
        status = prepare(c, i, draft->segments[i].source.text, err);
    }
    c->reach = left ? COMPARISONS_MOST / left / 2 : 0;
    c->reach = c->reach < NEAR_LEAST ? NEAR_LEAST : c->reach;
    c->couples =
        arena_new(&c->keep, struct couple, left * (2 * c->reach + 1) + 1);
    if (!status && !c->couples)
        return fail_nomem(err, "to compare two versions");
    for (size_t i = 0; left && i < c->chain->last.count && !status; i++)
        if (!c->used[i])
            status = prepare(c, draft->count + i,
                             chain_source(c->d, &c->chain->last.rows[i]), err);
    return status;
}

static enum barq_status liken(struct comparing *c, struct couple *couple,
                              struct match_likeness *likeness,
                              struct arena *keep, struct barq_error *err)
{
    *likeness = (struct match_likeness){ .percent = LIKE_LEAST };
    return match_liken(&c->sides[couple->segment],
                       &c->sides[c->d->draft->count + couple->row], likeness,
                       keep, c->scratch, err);
}

static enum barq_status liken_rows(struct comparing *c, size_t segment,
                                   struct barq_error *err)
{
    size_t rows = c->chain->last.count, place = c->place[segment];
    size_t first = place > c->reach ? place - c->reach : 0;
    enum barq_status status = BARQ_OK;

    for (size_t i = first; i < rows && i <= place + c->reach; i++) {
        struct couple couple = { segment, i, 0 };
        struct match_likeness likeness;
        if (c->used[i])
            continue;
        status = liken(c, &couple, &likeness, NULL, err);
        if (status == BARQ_NOTHING)
            continue;
        if (status)
            return status;
        couple.percent = likeness.percent;
        c->couples[c->count++] = couple;
    }
    return BARQ_OK;
}

static int by_likeness(const void *a, const void *b)
{
    const struct couple *x = a, *y = b;

    if (x->percent != y->percent)
        return y->percent - x->percent;
    if (x->segment != y->segment)
        return (x->segment > y->segment) - (x->segment < y->segment);
    return (x->row > y->row) - (x->row < y->row);
}

static enum barq_status marry(struct comparing *c, struct couple *couple,
                              struct barq_error *err)
{
    struct barq_draft_segment *segment =
        &c->d->draft->segments[couple->segment];
    struct match_likeness likeness;

    if (!is_left(c, couple->segment) || c->used[couple->row])
        return BARQ_OK;
    enum barq_status status = liken(c, couple, &likeness, c->d->keep, err);
    if (status)
        return status;
    c->used[couple->row] = true;
    segment->since = BARQ_CHANGED;
    segment->was = likeness.runs;
    segment->was_count = likeness.run_count;
    return BARQ_OK;
}

static enum barq_status find_changed(struct comparing *c,
                                     struct barq_error *err)
{
    enum barq_status status = prepare_left(c, err);

    for (size_t i = 0; i < c->d->draft->count && !status; i++)
        if (is_left(c, i))
            status = liken_rows(c, i, err);
    if (!status && c->count)
        qsort(c->couples, c->count, sizeof(*c->couples), by_likeness);
    for (size_t i = 0; i < c->count && !status; i++)
        status = marry(c, &c->couples[i], err);
    return status;
}

/* ---------------------------------------------------------------- dropped */

static bool holds(struct barq_text whole, struct barq_text part)
{
    for (size_t i = 0; whole.len > part.len && i + part.len <= whole.len; i++)
        if (text_equal(text_slice(whole, i, i + part.len), part))
            return true;
    return false;
}

/* Is the row a piece of another one, a clause? */
static bool is_piece(const struct comparing *c, size_t row)
{
    const struct memory_edition *last = &c->chain->last;

    for (size_t i = 0; i < last->count; i++)
        if (holds(last->rows[i].ar, last->rows[row].ar) &&
            holds(last->rows[i].en, last->rows[row].en))
            return true;
    return false;
}

static enum barq_status list_dropped(struct comparing *c,
                                     struct barq_error *err)
{
    const struct memory_edition *last = &c->chain->last;
    struct barq_draft *draft = c->d->draft;
    struct barq_dropped *list =
        arena_new(c->d->keep, struct barq_dropped, last->count + 1);
    bool ar = draft->from == BARQ_AR;

    if (!list)
        return fail_nomem(err, "to compare two versions");
    draft->dropped = list;
    for (size_t i = 0; i < last->count; i++) {
        const struct memory_row *row = &last->rows[i];
        if (c->used[i] || is_piece(c, i))
            continue;
        c->used[i] = true;
        list[draft->earlier.dropped++] =
            (struct barq_dropped){ ar ? row->ar : row->en,
                                   ar ? row->en : row->ar, row->unit };
    }
    return BARQ_OK;
}

/* -------------------------------------------------------------------- all */

static void count_all(struct barq_draft *draft)
{
    size_t *const counts[] = { [BARQ_UNCHANGED] = &draft->earlier.unchanged,
                               [BARQ_CHANGED] = &draft->earlier.changed,
                               [BARQ_NEW] = &draft->earlier.added };

    for (size_t i = 0; i < draft->count; i++)
        if (draft->segments[i].since)
            (*counts[draft->segments[i].since])++;
}

static enum barq_status make_room(struct comparing *c, struct barq_error *err)
{
    size_t segments = c->d->draft->count, rows = c->chain->last.count;

    c->used = arena_new(&c->keep, bool, rows + 1);
    c->place = arena_new(&c->keep, size_t, segments + 1);
    c->sides = arena_new(&c->keep, struct match_side, segments + rows + 1);
    return c->used && c->place && c->sides
               ? BARQ_OK
               : fail_nomem(err, "to compare two versions");
}

enum barq_status chain_compare(const struct drafting *d, struct arena scratch,
                               struct barq_error *err)
{
    struct comparing c = { .d = d, .chain = d->chain };
    enum barq_status status;

    if (!d->chain->count)
        return BARQ_OK;
    c.keep = arena_split(&scratch);
    c.scratch = scratch;
    d->draft->earlier.by = d->chain->by;
    d->draft->earlier.name = d->chain->last.name;
    word_cache_rest(memory_words(d->memory, d->draft->from));
    if ((status = make_room(&c, err)) || (status = mark_unchanged(&c, err)) ||
        (status = find_changed(&c, err)) || (status = list_dropped(&c, err)))
        return status;
    count_all(d->draft);
    return BARQ_OK;
}

struct barq_earlier barq_draft_earlier(const struct barq_draft *draft)
{
    return draft->earlier;
}

struct barq_dropped barq_draft_dropped(const struct barq_draft *draft,
                                       size_t index)
{
    return draft->dropped[index];
}
