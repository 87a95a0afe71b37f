/*
 * review_table.c - a review as a table: what is edited, also in a
 * spreadsheet.
 *
 *   # how it is done
 *   mark  confidence  arabic                 english
 *   story             the headline           of either side
 *   sure  0.9812      one segment            its partner
 *   ?     0.6120      a segment  PILCROW     what the two may be in English
 *                     another
 *
 * Spreadsheets put quotation marks round cells, save with commas or
 * semicolons, or as UTF-16, put a byte order mark in front, fill lines up
 * with empty cells, and take what begins with = + - @ for a formula.  So the
 * columns are found by their names, the separator is the one of that line,
 * and such a text is written behind an apostrophe, which reading takes off.
 */
#include "formats/review.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum { COLUMN_MARK, COLUMN_CONFIDENCE, COLUMN_AR, COLUMN_EN, COLUMNS };
static const char *const column_names[COLUMNS] = { "mark", "confidence",
                                                   "arabic", "english" };

static const char how[] =
    "# A review of Barq: one pair (bead) a row, all of a story in its order.\n"
    "# mark: yes = store this pair as reviewed; no = it is none; ? = not "
    "decided, nothing is stored.\n"
    "# sure = the aligner stored it itself; alone, furniture = nothing to "
    "pair. These may be left as they are.\n"
    "# arabic, english: the segments of either side, " REVIEW_PILCROW
    " between two. To join or part pairs, move segments from row to row,\n"
    "# add rows and delete rows; then mark them yes. Their words may be "
    "mended, too. The confidence is not read back.\n"
    "# When it is done: barq align --from-review THIS-FILE\n";

/* --------------------------------------------------------------- writing */

/* ... apart from apostrophes that stand before it already. */
static bool begins_formula(struct barq_text text)
{
    size_t at = 0;

    while (at < text.len && text.at[at] == '\'')
        at++;
    return at < text.len && strchr("=+-@", text.at[at]) != NULL;
}

static bool wants_quotes(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("\"\t\r\n", text.at[i]))
            return true;
    return false;
}

/* With its pilcrows doubled. */
static void add_segment(struct buf *buf, struct barq_text segment)
{
    for (size_t i = 0; i < segment.len; i++) {
        if (i + 1 < segment.len &&
            memcmp(segment.at + i, REVIEW_PILCROW, 2) == 0)
            buf_adds(buf, REVIEW_PILCROW);
        buf_addc(buf, segment.at[i]);
    }
}

static void add_quoted(struct buf *buf, struct barq_text text)
{
    buf_addc(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buf_addc(buf, '"');
        buf_addc(buf, text.at[i]);
    }
    buf_addc(buf, '"');
}

static void add_cell(struct buf *buf, const struct barq_text *segments,
                     size_t count)
{
    struct buf cell = { 0 };

    buf_adds(&cell, count && begins_formula(segments[0]) ? "'" : "");
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_adds(&cell, " " REVIEW_PILCROW " ");
        add_segment(&cell, segments[i]);
    }
    struct barq_text text = { cell.at, cell.len };
    if (cell.failed)
        buf->failed = true;
    else if (wants_quotes(text))
        add_quoted(buf, text);
    else
        buf_add(buf, text);
    buf_release(&cell);
}

static void add_row(struct buf *buf, const struct review_row *row)
{
    buf_addf(buf, "%s\t%.4f\t", review_mark_name(row->mark), row->confidence);
    add_cell(buf, row->segments[REVIEW_AR], row->count[REVIEW_AR]);
    buf_addc(buf, '\t');
    add_cell(buf, row->segments[REVIEW_EN], row->count[REVIEW_EN]);
    buf_addc(buf, '\n');
}

void review_write_table(struct buf *buf, const struct barq_review *review)
{
    size_t story = 0;

    buf_adds(buf, how);
    for (int i = 0; i < COLUMNS; i++)
        buf_addf(buf, i ? "\t%s" : "%s", column_names[i]);
    buf_addc(buf, '\n');
    for (size_t i = 0; i <= review->count; i++) {
        for (; story < review->story_count && review->stories[story].first == i;
             story++) {
            buf_adds(buf, "story\t\t");
            add_cell(buf, &review->stories[story].name[REVIEW_AR], 1);
            buf_addc(buf, '\t');
            add_cell(buf, &review->stories[story].name[REVIEW_EN], 1);
            buf_addc(buf, '\n');
        }
        if (i < review->count)
            add_row(buf, &review->rows[i]);
    }
}

/* --------------------------------------------------------------- reading */

struct table {
    struct barq_review *review;
    struct review_reader reader;
    const char *name;
    size_t columns[COLUMNS];
};

static bool is_named(struct barq_text cell, const char *name)
{
    cell = text_trim(cell);
    return cell.len == strlen(name) && memcmp(cell.at, name, cell.len) == 0;
}

static bool is_comment(const struct review_record *record)
{
    struct barq_text first = text_trim(record->cells[0]);

    return first.len && first.at[0] == '#';
}

static bool is_empty(const struct review_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_trim(record->cells[i]).len)
            return false;
    return true;
}

static struct barq_text cell_of(const struct table *t,
                                const struct review_record *record, int column)
{
    size_t at = t->columns[column];

    return at < record->count ? text_trim(record->cells[at])
                              : (struct barq_text){ "", 0 };
}

static bool find_columns(struct table *t, const struct review_record *record)
{
    size_t found = 0;

    for (int c = 0; c < COLUMNS; c++) {
        t->columns[c] = REVIEW_CELLS;
        for (size_t i = 0; i < record->count; i++)
            if (is_named(record->cells[i], column_names[c]))
                t->columns[c] = i;
        found += c != COLUMN_CONFIDENCE && t->columns[c] < REVIEW_CELLS;
    }
    return found == COLUMNS - 1;
}

/* Read up to the line that names the columns, by each separator in turn. */
static enum barq_status find_head(struct table *t, struct barq_error *err)
{
    static const char separators[] = "\t,;";
    const struct review_reader start = t->reader;

    for (size_t i = 0; separators[i]; i++) {
        struct review_record record = { 0 };
        bool found = false;
        t->reader = start;
        t->reader.separator = separators[i];
        while (!found && review_next(&t->reader, &record))
            found = !is_comment(&record) && !is_empty(&record);
        if (t->reader.full)
            return fail_nomem(err, "for a review");
        if (found && find_columns(t, &record))
            return BARQ_OK;
    }
    return fail(err, BARQ_E_INPUT, 0,
                "%s: no review: no line names the columns mark, arabic, "
                "english; write one with barq align --review",
                t->name);
}

/* What a spreadsheet shows in place of a text that it took for a formula. */
static bool is_formula_error(struct barq_text cell)
{
    return is_named(cell, "#NAME?") || is_named(cell, "#VALUE!") ||
           is_named(cell, "#REF!") || is_named(cell, "#ERROR!");
}

static enum barq_status check_cell(const struct table *t, struct barq_text cell,
                                   size_t line, struct barq_error *err)
{
    if (is_formula_error(cell))
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: a spreadsheet took the text for a formula and "
                    "lost it; put it back, with ' before it",
                    t->name, line);
    for (size_t i = 0; i < cell.len; i++)
        if ((unsigned char)cell.at[i] < ' ' && !strchr("\t\r\n", cell.at[i]))
            return fail(err, BARQ_E_INPUT, 0,
                        "%s:%zu: a control character (U+%04X) in the text; "
                        "take it out",
                        t->name, line, (unsigned)(unsigned char)cell.at[i]);
    return BARQ_OK;
}

/* The length of a break between segments at `at`: a line end in the cell, or
 * a pilcrow that is not doubled; 0 if there is none. */
static size_t break_at(struct barq_text cell, size_t at)
{
    if (cell.at[at] == '\n' || cell.at[at] == '\r')
        return 1;
    if (at + 1 >= cell.len || memcmp(cell.at + at, REVIEW_PILCROW, 2) != 0)
        return 0;
    return at + 3 < cell.len && memcmp(cell.at + at + 2, REVIEW_PILCROW, 2) == 0
               ? 0
               : 2;
}

/* Take one segment off the cell, its doubled pilcrows single. */
static struct barq_text take_segment(struct barq_text *cell, char *to)
{
    size_t at = 0, len = 0, end = 0;

    while (at < cell->len && (end = break_at(*cell, at)) == 0) {
        bool doubled =
            at + 3 < cell->len &&
            memcmp(cell->at + at, REVIEW_PILCROW REVIEW_PILCROW, 4) == 0;
        to[len++] = cell->at[at++];
        if (doubled) {
            to[len++] = cell->at[at];
            at += 3;
        }
    }
    *cell = text_slice(*cell, at + (at < cell->len ? end : 0), cell->len);
    return text_trim((struct barq_text){ to, len });
}

static enum barq_status take_side(struct table *t, struct review_row *row,
                                  int side, struct barq_text cell,
                                  struct barq_error *err)
{
    struct arena *keep = &t->review->keep;
    enum barq_status status = check_cell(t, cell, row->line, err);

    if (status)
        return status;
    if (cell.len && cell.at[0] == '\'' && begins_formula(cell))
        cell = text_slice(cell, 1, cell.len);
    char *to = arena_new(keep, char, cell.len + 1);
    row->segments[side] = arena_new(keep, struct barq_text, cell.len / 2 + 1);
    if (!to || !row->segments[side])
        return fail_nomem(err, "for a review");
    while (cell.len) {
        struct barq_text segment = take_segment(&cell, to);
        if (!segment.len)
            continue;
        to = to + (segment.at - to) + segment.len;
        row->segments[side][row->count[side]++] = segment;
    }
    return BARQ_OK;
}

static enum barq_status take_story(struct table *t,
                                   const struct review_record *record,
                                   struct barq_error *err)
{
    struct review_story *story = review_add_story(t->review);
    struct review_row names = { .line = record->line };

    if (!story)
        return fail_nomem(err, "for a review");
    for (int s = 0; s < REVIEW_SIDES; s++) {
        enum barq_status status =
            take_side(t, &names, s, cell_of(t, record, COLUMN_AR + s), err);
        if (status)
            return status;
        story->name[s] = review_joined(&names, s, &t->review->keep);
    }
    return BARQ_OK;
}

static enum barq_status take_row(struct table *t,
                                 const struct review_record *record,
                                 struct barq_error *err)
{
    struct barq_text mark = cell_of(t, record, COLUMN_MARK);
    enum barq_status status = BARQ_OK;

    if (is_named(mark, "story"))
        return take_story(t, record, err);
    if (!t->review->story_count && !review_add_story(t->review))
        return fail_nomem(err, "for a review");
    struct review_row *row = review_add_row(t->review);
    if (!row)
        return fail_nomem(err, "for a review");
    row->line = record->line;
    if (!review_mark_from_name(mark, &row->mark))
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%zu: the mark \"%.*s\" is none of yes, no, ?, sure, "
                    "alone, furniture",
                    t->name, record->line, (int)(mark.len < 40 ? mark.len : 40),
                    mark.at);
    for (int s = 0; s < REVIEW_SIDES && !status; s++)
        status = take_side(t, row, s, cell_of(t, record, COLUMN_AR + s), err);
    return status;
}

enum barq_status review_read_table(struct barq_review *review,
                                   struct barq_text text, size_t line,
                                   const char *name, struct barq_error *err)
{
    struct table t = { .review = review, .name = name };
    struct review_record record;

    t.reader = (struct review_reader){ .rest = text, .line = line };
    t.reader.keep = &review->keep;
    enum barq_status status = find_head(&t, err);
    while (!status && review_next(&t.reader, &record))
        if (!is_comment(&record) && !is_empty(&record))
            status = take_row(&t, &record, err);
    if (!status && t.reader.full)
        status = fail_nomem(err, "for a review");
    return status;
}
