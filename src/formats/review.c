/*
 * review.c - the beads of one or more alignments, for a person to decide.
 *
 * What the aligner is not sure of is never stored as if it were.  It goes
 * into a review, which is written as a table, a page or a text; a person
 * says yes or no, joins and parts; and what came back with a yes is stored
 * as reviewed, by that person, with confidence 1.  All of it or nothing: a
 * file that was damaged stores none of its rows.
 *
 * A unit's neighbours are those of its row: the nearest segments before and
 * after it that are not furniture, as barq_alignment_store() has them.
 */
#include "formats/review.h"

#include "align/align.h"
#include "base/data.h"
#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "memory/memory.h"

#include <string.h>

/* ----------------------------------------------------------------- marks */

static const char *const mark_names[REVIEW_MARKS] = {
    [REVIEW_OPEN] = "?",      [REVIEW_YES] = "yes",
    [REVIEW_NO] = "no",       [REVIEW_SURE] = "sure",
    [REVIEW_ALONE] = "alone", [REVIEW_FURNITURE] = "furniture",
};

/* What else people write; none of it begins a formula. */
static const struct {
    const char *name;
    enum review_mark mark;
} other_names[] = {
    { "y", REVIEW_YES },         { "x", REVIEW_YES },
    { "ok", REVIEW_YES },        { "1", REVIEW_YES },
    { "true", REVIEW_YES },      { "accept", REVIEW_YES },
    { "n", REVIEW_NO },          { "0", REVIEW_NO },
    { "false", REVIEW_NO },      { "reject", REVIEW_NO },
    { "", REVIEW_OPEN },         { "open", REVIEW_OPEN },
    { "\xD8\x9F", REVIEW_OPEN }, /* the Arabic question mark */
};

const char *review_mark_name(enum review_mark mark)
{
    return (unsigned)mark < REVIEW_MARKS ? mark_names[mark] : "?";
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool same_word(struct barq_text a, const char *b)
{
    if (a.len != strlen(b))
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != b[i])
            return false;
    return true;
}

bool review_mark_from_name(struct barq_text name, enum review_mark *mark)
{
    name = text_trim(name);
    for (size_t i = 0; i < REVIEW_MARKS; i++)
        if (same_word(name, mark_names[i])) {
            *mark = (enum review_mark)i;
            return true;
        }
    for (size_t i = 0; i < sizeof(other_names) / sizeof(other_names[0]); i++)
        if (same_word(name, other_names[i].name)) {
            *mark = other_names[i].mark;
            return true;
        }
    return false;
}

/* ---------------------------------------------------------------- making */

enum barq_status barq_review_open(struct barq_review **out,
                                  struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    struct barq_review *review = arena_new(&all, struct barq_review, 1);
    if (!review) {
        block_release(home);
        return fail_nomem(err, "for a review");
    }
    *review = (struct barq_review){ .home = home, .keep = all };
    *out = review;
    return BARQ_OK;
}

void barq_review_free(struct barq_review *review)
{
    if (review)
        block_release(review->home);
}

/* Room for one more of `count` things; what there was is copied. */
static void *one_more(void *at, size_t size, size_t count, size_t *room,
                      struct arena *keep)
{
    if (count < *room)
        return at;
    size_t more = *room ? *room * 2 : 64;
    void *to = arena_take(keep, size, _Alignof(max_align_t), more);
    if (!to)
        return NULL;
    if (count)
        memcpy(to, at, count * size);
    *room = more;
    return to;
}

struct review_row *review_add_row(struct barq_review *review)
{
    struct review_row *rows =
        one_more(review->rows, sizeof(*rows), review->count, &review->room,
                 &review->keep);

    if (!rows)
        return NULL;
    review->rows = rows;
    rows[review->count] = (struct review_row){ 0 };
    return &rows[review->count++];
}

struct review_story *review_add_story(struct barq_review *review)
{
    struct review_story *stories =
        one_more(review->stories, sizeof(*stories), review->story_count,
                 &review->story_room, &review->keep);

    if (!stories)
        return NULL;
    review->stories = stories;
    stories[review->story_count] =
        (struct review_story){ .first = review->count };
    return &stories[review->story_count++];
}

static bool copy_side(struct review_row *row, int side,
                      const struct barq_story *story,
                      const struct text_span *range, struct arena *keep)
{
    size_t count = range->end - range->start;

    row->count[side] = count;
    row->segments[side] = arena_new(keep, struct barq_text, count + 1);
    if (!row->segments[side])
        return false;
    for (size_t i = 0; i < count; i++) {
        struct barq_text *segment = &row->segments[side][i];
        *segment = arena_text(keep, story->segments[range->start + i].text);
        if (!segment->at)
            return false;
    }
    return true;
}

static bool all_furniture(const struct barq_story *story, size_t first,
                          size_t count)
{
    for (size_t i = first; i < first + count; i++)
        if (story->segments[i].kind != BARQ_FURNITURE)
            return false;
    return true;
}

static enum review_mark mark_of(const struct barq_alignment *a,
                                const struct barq_bead *bead)
{
    if (bead->pair)
        return bead->sure ? REVIEW_SURE : REVIEW_OPEN;
    if (all_furniture(a->ar, bead->ar_first, bead->ar_count) &&
        all_furniture(a->en, bead->en_first, bead->en_count))
        return REVIEW_FURNITURE;
    return REVIEW_ALONE;
}

static bool add_bead(struct barq_review *review, const struct barq_alignment *a,
                     const struct barq_bead *bead)
{
    struct review_row *row = review_add_row(review);
    struct text_span ar = { bead->ar_first, bead->ar_first + bead->ar_count };
    struct text_span en = { bead->en_first, bead->en_first + bead->en_count };

    if (!row)
        return false;
    row->mark = mark_of(a, bead);
    row->confidence = bead->confidence;
    return copy_side(row, REVIEW_AR, a->ar, &ar, &review->keep) &&
           copy_side(row, REVIEW_EN, a->en, &en, &review->keep);
}

enum barq_status barq_review_add(struct barq_review *review,
                                 const struct barq_alignment *alignment,
                                 struct barq_error *err)
{
    struct review_story *story = review_add_story(review);
    bool room = story != NULL;

    if (room) {
        story->name[REVIEW_AR] =
            arena_text(&review->keep, align_story_name(alignment->ar));
        story->name[REVIEW_EN] =
            arena_text(&review->keep, align_story_name(alignment->en));
        room = story->name[REVIEW_AR].at && story->name[REVIEW_EN].at;
    }
    for (size_t i = 0; i < alignment->count && room; i++)
        room = add_bead(review, alignment, &alignment->beads[i]);
    return room ? BARQ_OK : fail_nomem(err, "for a review");
}

struct barq_review_counts barq_review_count(const struct barq_review *review)
{
    struct barq_review_counts counts = { .beads = review->count };

    for (size_t i = 0; i < review->count; i++) {
        counts.accepted += review->rows[i].mark == REVIEW_YES;
        counts.rejected += review->rows[i].mark == REVIEW_NO;
        counts.open += review->rows[i].mark == REVIEW_OPEN;
    }
    return counts;
}

/* --------------------------------------------------------------- reading */

struct barq_text review_joined(const struct review_row *row, int side,
                               struct arena *keep)
{
    const struct barq_text *segments = row->segments[side];
    size_t len = 0, at = 0;

    if (row->count[side] == 0)
        return (struct barq_text){ "", 0 };
    for (size_t i = 0; i < row->count[side]; i++)
        len += segments[i].len + 1;
    char *to = arena_new(keep, char, len);
    if (!to)
        return (struct barq_text){ 0 };
    for (size_t i = 0; i < row->count[side]; i++) {
        memcpy(to + at, segments[i].at, segments[i].len);
        at += segments[i].len;
        to[at++] = ' ';
    }
    return (struct barq_text){ to, len - 1 };
}

static enum barq_lang side_lang(const struct review_row *row, int side)
{
    for (size_t i = 0; i < row->count[side]; i++) {
        enum barq_lang lang = text_lang(row->segments[side][i]);
        if (lang)
            return lang;
    }
    return BARQ_LANG_UNKNOWN;
}

enum barq_status review_check_row(const struct review_row *row,
                                  const char *name, struct barq_error *err)
{
    if (row->mark != REVIEW_YES)
        return BARQ_OK;
    if (!row->count[REVIEW_AR] || !row->count[REVIEW_EN])
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: a pair to be stored needs text on both sides; "
                    "add it, or mark the row no",
                    name, row->line);
    if (side_lang(row, REVIEW_AR) == BARQ_EN &&
        side_lang(row, REVIEW_EN) == BARQ_AR)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: the Arabic and the English text are swapped; put "
                    "them under their columns",
                    name, row->line);
    return BARQ_OK;
}

enum barq_status review_decode(struct barq_text bytes, struct barq_text *text,
                               struct arena *keep, struct barq_error *err)
{
    enum barq_status status = text_decode(bytes, NULL, text, keep, err);

    if (!status && text->len >= 3 && memcmp(text->at, "\xEF\xBB\xBF", 3) == 0)
        *text = text_slice(*text, 3, text->len);
    return status;
}

static enum barq_status read_review(struct barq_review *review,
                                    struct barq_text bytes, const char *name,
                                    struct barq_error *err)
{
    struct barq_text text = { 0 };
    size_t line = 1;
    enum barq_status status = review_decode(bytes, &text, &review->keep, err);

    if (status)
        return fail_in(err, status, name);
    struct barq_text head = text_trim(text);
    if (head.len && head.at[0] == '<')
        status =
            review_find_table(text, &text, &line, &review->keep, name, err);
    if (!status)
        status = review_read_table(review, text, line, name, err);
    for (size_t i = 0; i < review->count && !status; i++)
        status = review_check_row(&review->rows[i], name, err);
    return status;
}

enum barq_status barq_review_read(const char *path, struct barq_review **out,
                                  struct barq_error *err)
{
    struct barq_review *review = NULL;
    struct barq_text bytes = { 0 };
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    enum barq_status status = barq_review_open(&review, err);

    if (status || !review)
        return status;
    status = file_read(path, &bytes, &review->keep, err);
    if (!status)
        status = read_review(review, bytes, name, err);
    if (status)
        barq_review_free(review);
    else
        *out = review;
    return status;
}

/* --------------------------------------------------------------- writing */

enum barq_status barq_review_render(const struct barq_review *review,
                                    enum barq_review_form form, char **out,
                                    size_t *len, struct barq_error *err)
{
    struct buf buf = { 0 };
    struct block block;
    struct arena keep;
    struct barq_text script = { 0 };
    enum barq_status status = block_reserve(&block, 1 << 24, &keep, err);

    if (status)
        return status;
    if (form == BARQ_REVIEW_PAGE)
        status = data_file("page/review.js", &script, &keep, err);
    if (!status && form == BARQ_REVIEW_PAGE)
        review_write_page(&buf, review, script);
    else if (!status && form == BARQ_REVIEW_TABLE)
        review_write_table(&buf, review);
    else if (!status)
        review_write_blocks(&buf, review);
    block_release(block);
    if (!status)
        return buf_take(&buf, out, len, err);
    buf_release(&buf);
    return status;
}

/* --------------------------------------------------------------- storing */

/* The segment of `side` nearest to row `at`, looking back or ahead within
 * rows[first..end); furniture is no neighbour. */
static struct barq_text neighbour(const struct barq_review *review,
                                  const struct text_span *story, size_t at,
                                  int side, int step)
{
    for (size_t i = at + (size_t)step; i >= story->start && i < story->end;
         i += (size_t)step) {
        const struct review_row *row = &review->rows[i];
        if (row->mark == REVIEW_FURNITURE || !row->count[side])
            continue;
        return row->segments[side][step < 0 ? row->count[side] - 1 : 0];
    }
    return (struct barq_text){ "", 0 };
}

static struct barq_unit unit_of(const struct barq_review *review,
                                const struct text_span *story, size_t at,
                                const struct barq_unit *proto)
{
    struct barq_unit unit = { .origin = BARQ_REVIEWED, .confidence = 1 };

    if (proto) {
        unit.who = proto->who;
        unit.note = proto->note;
        unit.changed = proto->changed;
    }
    unit.ar_before = neighbour(review, story, at, REVIEW_AR, -1);
    unit.ar_after = neighbour(review, story, at, REVIEW_AR, 1);
    unit.en_before = neighbour(review, story, at, REVIEW_EN, -1);
    unit.en_after = neighbour(review, story, at, REVIEW_EN, 1);
    for (size_t i = story->start; i < at; i++)
        unit.position += (int64_t)review->rows[i].count[REVIEW_AR];
    return unit;
}

static enum barq_status store_row(struct barq_memory *memory,
                                  const struct review_row *row,
                                  struct barq_unit *unit, struct arena scratch,
                                  struct barq_counts *counts,
                                  struct barq_error *err)
{
    enum barq_added added = BARQ_ADDED;

    unit->ar = review_joined(row, REVIEW_AR, &scratch);
    unit->en = review_joined(row, REVIEW_EN, &scratch);
    if (!unit->ar.at || !unit->en.at)
        return fail_nomem(err, "for a reviewed pair");
    enum barq_status status = memory_put(memory, unit, &added, NULL, err);
    if (status && status != BARQ_E_INPUT)
        return status;
    if (status) /* longer than a memory takes */
        counts->skipped++;
    else
        *(added == BARQ_ADDED ? &counts->added : &counts->merged) += 1;
    return BARQ_OK;
}

static enum barq_status store_story(const struct barq_review *review,
                                    size_t index, struct barq_memory *memory,
                                    const struct barq_unit *proto,
                                    struct barq_counts *counts,
                                    struct barq_error *err)
{
    struct text_span span = { review->stories[index].first,
                              index + 1 < review->story_count
                                  ? review->stories[index + 1].first
                                  : review->count };

    for (size_t i = span.start; i < span.end; i++) {
        counts->read++;
        if (review->rows[i].mark != REVIEW_YES) {
            counts->skipped++;
            continue;
        }
        struct barq_unit unit = unit_of(review, &span, i, proto);
        unit.story = review->stories[index].name[REVIEW_AR];
        enum barq_status status = store_row(memory, &review->rows[i], &unit,
                                            review->keep, counts, err);
        if (status)
            return status;
    }
    return BARQ_OK;
}

enum barq_status barq_review_store(const struct barq_review *review,
                                   struct barq_memory *memory,
                                   const struct barq_unit *proto,
                                   struct barq_counts *counts,
                                   struct barq_error *err)
{
    struct barq_counts done = { 0 };
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    for (size_t i = 0; i < review->story_count && !status; i++)
        status = store_story(review, i, memory, proto, &done, err);
    if (!status)
        status = memory_commit(memory, err);
    if (status)
        memory_rollback(memory);
    else if (counts)
        *counts = done;
    return status;
}
