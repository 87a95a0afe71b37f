/*
 * review_blocks.c - an alignment as a text of blocks, to be moved about in an
 * editor.
 *
 *   = 0.98
 *   a3  an Arabic segment
 *   e2  its partner
 *
 *   ? 0.61
 *   a4  another
 *   a5  and its neighbour
 *   e3  what both may be
 *
 *   x
 *   e4  a line that has no partner, or is dropped
 *
 * A block is a bead: a line with its mark, then its segments.  Lines are
 * moved, blocks are joined by deleting the empty line and the mark between
 * them, and parted by putting them back.  What counts are the numbers: the
 * words behind them are there for the eye, and are not read back.  Checked is
 * that each segment comes once, and in order on its side; one that is to be
 * in no pair goes into a block marked x, at its place.
 */
#include "formats/review.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"

#include <string.h>

static const char letters[REVIEW_SIDES] = { 'a', 'e' };
static const char *const side_names[REVIEW_SIDES] = { "Arabic", "English" };

static const char how[] =
    "# A block is a pair: a mark, then its segments, a line each. Move the "
    "lines with the keys of your editor.\n"
    "# Marks:  =  store this pair (= in front of what is sure; all you see as "
    "right)   ?  leave it open   x  no pair\n"
    "# Every a (Arabic) and every e (English) comes once, in order on its "
    "side; drop one by putting it into a block marked x.\n"
    "# The words are not read back, only the numbers. Lines that begin with # "
    "do not count. Delete all, and nothing is stored.\n\n";

/* --------------------------------------------------------------- writing */

static char mark_letter(const struct review_row *row)
{
    if (row->mark == REVIEW_SURE || row->mark == REVIEW_YES)
        return '=';
    return row->mark == REVIEW_OPEN ? '?' : 'x';
}

/* The words on one line, whatever they hold. */
static void add_words(struct buf *buf, struct barq_text text)
{
    char *safe = barq_printable(text, false);

    buf_adds(buf, safe ? safe : "?");
    barq_string_free(safe);
}

void review_write_blocks(struct buf *buf, const struct barq_review *review)
{
    size_t next[REVIEW_SIDES] = { 0 };

    buf_adds(buf, how);
    for (size_t i = 0; i < review->count; i++) {
        const struct review_row *row = &review->rows[i];
        buf_addf(buf, "%c", mark_letter(row));
        if (row->count[REVIEW_AR] && row->count[REVIEW_EN])
            buf_addf(buf, " %.2f", row->confidence);
        else if (row->mark == REVIEW_FURNITURE)
            buf_adds(buf, " furniture");
        buf_addc(buf, '\n');
        for (int s = 0; s < REVIEW_SIDES; s++)
            for (size_t n = 0; n < row->count[s]; n++) {
                buf_addf(buf, "%c%zu  ", letters[s], next[s]++);
                add_words(buf, row->segments[s][n]);
                buf_addc(buf, '\n');
            }
        buf_addc(buf, '\n');
    }
}

/* --------------------------------------------------------------- reading */

struct blocks {
    struct barq_review *review;
    const struct barq_review *original;       /* of one story */
    struct barq_text *segments[REVIEW_SIDES]; /* of it, by number */
    bool *furniture[REVIEW_SIDES];
    size_t count[REVIEW_SIDES];
    size_t next[REVIEW_SIDES]; /* the number that must come */
    struct review_row *row;    /* the block that is open, or NULL */
    const char *name;
    size_t line;
};

static enum barq_status list_segments(struct blocks *b, struct barq_error *err)
{
    struct arena *keep = &b->review->keep;

    for (int s = 0; s < REVIEW_SIDES; s++) {
        size_t total = 0;
        for (size_t i = 0; i < b->original->count; i++)
            total += b->original->rows[i].count[s];
        b->segments[s] = arena_new(keep, struct barq_text, total + 1);
        b->furniture[s] = arena_new(keep, bool, total + 1);
        if (!b->segments[s] || !b->furniture[s])
            return fail_nomem(err, "for an alignment");
        for (size_t i = 0; i < b->original->count; i++) {
            const struct review_row *row = &b->original->rows[i];
            for (size_t n = 0; n < row->count[s]; n++) {
                b->furniture[s][b->count[s]] = row->mark == REVIEW_FURNITURE;
                b->segments[s][b->count[s]++] = row->segments[s][n];
            }
        }
    }
    return BARQ_OK;
}

static enum barq_status begin_block(struct blocks *b, struct barq_text line,
                                    struct barq_error *err)
{
    b->row = review_add_row(b->review);
    if (!b->row)
        return fail_nomem(err, "for an alignment");
    b->row->line = b->line;
    b->row->mark = line.at[0] == '='   ? REVIEW_YES
                   : line.at[0] == '?' ? REVIEW_OPEN
                                       : REVIEW_ALONE;
    for (int s = 0; s < REVIEW_SIDES; s++)
        b->row->segments[s] = b->segments[s] + b->next[s];
    return BARQ_OK;
}

static bool read_number(struct barq_text line, size_t *number)
{
    size_t i = 1;

    *number = 0;
    for (; i < line.len && line.at[i] >= '0' && line.at[i] <= '9' && i < 10;
         i++)
        *number = *number * 10 + (size_t)(line.at[i] - '0');
    return i > 1 && (i == line.len || line.at[i] == ' ' || line.at[i] == '\t');
}

static enum barq_status wrong_order(const struct blocks *b, int side,
                                    size_t number, struct barq_error *err)
{
    char c = letters[side];

    if (number >= b->count[side])
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: there is no %s segment %c%zu; the last is %c%zu",
                    b->name, b->line, side_names[side], c, number, c,
                    b->count[side] - 1);
    if (number < b->next[side])
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: %c%zu was there before, or comes too late; each "
                    "segment comes once, in order on its side",
                    b->name, b->line, c, number);
    return fail(err, BARQ_E_INPUT, 0,
                "%s:%zu: %c%zu comes before %c%zu, which is missing; put it "
                "back, or into a block marked x",
                b->name, b->line, c, number, c, b->next[side]);
}

static enum barq_status take_segment(struct blocks *b, struct barq_text line,
                                     int side, struct barq_error *err)
{
    size_t number;

    if (!read_number(line, &number))
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: %c wants a number behind it, as %c12", b->name,
                    b->line, letters[side], letters[side]);
    if (!b->row)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: a segment outside of a block; put a line with =, "
                    "? or x before it",
                    b->name, b->line);
    if (number != b->next[side])
        return wrong_order(b, side, number, err);
    b->next[side]++;
    b->row->count[side]++;
    return BARQ_OK;
}

static enum barq_status take_line(struct blocks *b, struct barq_text line,
                                  struct barq_error *err)
{
    line = text_trim(line);
    if (!line.len) {
        b->row = NULL;
        return BARQ_OK;
    }
    if (line.at[0] == '#')
        return BARQ_OK;
    bool lone = line.len == 1 || line.at[1] == ' ' || line.at[1] == '\t';
    if (strchr("=?x", line.at[0]) && lone)
        return begin_block(b, line, err);
    for (int s = 0; s < REVIEW_SIDES; s++)
        if (line.at[0] == letters[s])
            return take_segment(b, line, s, err);
    return fail(err, BARQ_E_INPUT, 0,
                "%s:%zu: neither a mark (=, ?, x) nor a segment (a0, e0); "
                "lines of your own begin with #",
                b->name, b->line);
}

/* A pair has both sides; what is left alone and was furniture stays so, and
 * is no neighbour. */
static enum barq_status check_rows(struct blocks *b, struct barq_error *err)
{
    for (size_t i = 0; i < b->review->count; i++) {
        struct review_row *row = &b->review->rows[i];
        bool furniture = row->mark == REVIEW_ALONE;
        for (int s = 0; s < REVIEW_SIDES; s++)
            for (size_t n = 0; n < row->count[s]; n++)
                furniture =
                    furniture && b->furniture[s][(size_t)(row->segments[s] -
                                                          b->segments[s]) +
                                                 n];
        if (furniture)
            row->mark = REVIEW_FURNITURE;
        enum barq_status status = review_check_row(row, b->name, err);
        if (status)
            return status;
    }
    return BARQ_OK;
}

static enum barq_status check_whole(const struct blocks *b,
                                    struct barq_error *err)
{
    for (int s = 0; s < REVIEW_SIDES; s++)
        if (b->review->count && b->next[s] != b->count[s])
            return fail(err, BARQ_E_INPUT, 0,
                        "%s:%zu: %c%zu is missing at the end; put it back, or "
                        "into a block marked x",
                        b->name, b->line, letters[s], b->next[s]);
    return BARQ_OK;
}

static enum barq_status read_blocks(struct blocks *b, struct barq_text text,
                                    struct barq_error *err)
{
    struct barq_text line;
    enum barq_status status = list_segments(b, err);
    struct review_story *story = status ? NULL : review_add_story(b->review);

    if (status)
        return status;
    if (!story)
        return fail_nomem(err, "for an alignment");
    story->name[REVIEW_AR] = b->original->stories[0].name[REVIEW_AR];
    story->name[REVIEW_EN] = b->original->stories[0].name[REVIEW_EN];
    for (; !status && text_line(&text, &line);) {
        b->line++;
        status = take_line(b, line, err);
    }
    if (!status)
        status = check_whole(b, err);
    return status ? status : check_rows(b, err);
}

enum barq_status barq_review_edited(const struct barq_review *original,
                                    const char *path, struct barq_review **out,
                                    struct barq_error *err)
{
    struct blocks b = { .original = original, .name = path };
    struct barq_text bytes = { 0 }, text = { 0 };
    enum barq_status status = barq_review_open(&b.review, err);

    if (!status)
        status = file_read(path, &bytes, &b.review->keep, err);
    if (!status)
        status = fail_in(err, review_decode(bytes, &text, &b.review->keep, err),
                         path);
    if (!status)
        status = read_blocks(&b, text, err);
    if (status)
        barq_review_free(b.review);
    else
        *out = b.review;
    return status;
}
