/*
 * csv.c - pairs in a table as a spreadsheet saves it: cells set apart by
 * commas or semicolons, in quotation marks where need be.
 *
 *   id,Arabic,English
 *   7,"قال: ""نعم"", ثم غادر","He said ""yes"", then left"
 *
 * A text may have commas as well, so a table says that it is one: its first
 * line names the columns of the two languages, as tsv.c has them; that line is
 * also what the file is known by.  What a spreadsheet would take for a formula
 * stands behind an apostrophe, which goes.
 *
 * Limits: the file is held in memory, FILE_CEILING bytes at the most; columns
 * beyond the first few (REVIEW_CELLS) are not looked at.
 */
#include "formats/csv.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "formats/review.h"
#include "formats/tsv.h"

#include <errno.h>
#include <string.h>

enum { MIB = 1 << 20 };

struct csv {
    const struct pair_sink *sink;
    struct table_columns columns;
};

/* The separator of a heading that names both languages; 0 if there is none. */
static char heading_of(struct barq_text text, struct table_columns *columns)
{
    static const char separators[] = ",;";
    struct barq_text line = text_trim(text_field(&text, '\n'));

    for (size_t s = 0; separators[s]; s++) {
        struct barq_text rest = line;
        *columns = (struct table_columns){ SIZE_MAX, SIZE_MAX };
        for (size_t i = 0; rest.len && i < REVIEW_CELLS; i++) {
            struct barq_text cell = text_trim(text_field(&rest, separators[s]));
            if (cell.len > 1 && cell.at[0] == '"')
                cell = text_slice(cell, 1, cell.len - 1);
            table_take_heading(columns, cell, i);
        }
        if (columns->ar != SIZE_MAX && columns->en != SIZE_MAX)
            return separators[s];
    }
    return 0;
}

static struct barq_text without_mark(struct barq_text text)
{
    return text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0
               ? text_slice(text, 3, text.len)
               : text;
}

bool csv_is_one(struct barq_text head)
{
    struct table_columns columns;

    return heading_of(without_mark(head), &columns) != 0;
}

/* ---------------------------------------------------------------- reading */

/* Without the apostrophe that keeps a spreadsheet from calculating. */
static struct barq_text cell_at(const struct review_record *record, size_t i)
{
    struct barq_text cell = record->cells[i];
    size_t quotes = 0;

    while (quotes < cell.len && cell.at[quotes] == '\'')
        quotes++;
    bool formula =
        quotes && quotes < cell.len && strchr("=+-@", cell.at[quotes]);
    return formula ? text_slice(cell, 1, cell.len) : cell;
}

static enum barq_status take_record(const struct csv *c,
                                    const struct review_record *record,
                                    struct barq_error *err)
{
    size_t last = c->columns.ar > c->columns.en ? c->columns.ar : c->columns.en;
    struct barq_unit unit = { .origin = BARQ_IMPORTED,
                              .confidence = 1,
                              .position = -1 };

    if (record->count == 1 && !text_trim(record->cells[0]).len)
        return BARQ_OK; /* an empty line */
    if (last < record->count) {
        unit.ar = text_trim(cell_at(record, c->columns.ar));
        unit.en = text_trim(cell_at(record, c->columns.en));
    }
    if (!unit.ar.len || !unit.en.len)
        c->sink->skip(c->sink->context, table_empty_side);
    else if (!table_sort_sides(&unit))
        c->sink->skip(c->sink->context, table_one_language);
    else
        return c->sink->take(c->sink->context, &unit, err);
    return BARQ_OK;
}

static enum barq_status read_records(struct csv *c, struct barq_text text,
                                     struct arena all, struct barq_error *err)
{
    struct review_reader reader = {
        .rest = text,
        .separator = heading_of(text, &c->columns),
        .line = 1,
    };
    struct review_record record;
    bool heading = true;

    for (;;) {
        struct arena keep = all;
        reader.keep = &keep;
        if (!review_next(&reader, &record))
            return reader.full ? fail_nomem(err, "for a table") : BARQ_OK;
        enum barq_status status =
            heading ? BARQ_OK : take_record(c, &record, err);
        if (status)
            return status;
        heading = false;
    }
}

static enum barq_status read_all(FILE *from, const char *name,
                                 struct barq_text *out, struct arena *all,
                                 struct barq_error *err)
{
    char *to = arena_rest(all, FILE_CEILING + 1);
    size_t bad = 0;

    if (!to)
        return fail_nomem(err, "for a table");
    *out = (struct barq_text){ to, fread(to, 1, FILE_CEILING + 1, from) };
    if (ferror(from))
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot read: %s", name,
                    strerror(errno));
    all->at = to + out->len;
    if (out->len > FILE_CEILING)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: larger than %zu MiB; save it with tabs, or in parts",
                    name, FILE_CEILING / MIB);
    bool sound = utf8_check(*out, &bad);
    if (!sound && !out->at[bad])
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: a NUL at byte %zu of the file; it is no text", name,
                    bad);
    if (!sound)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: not UTF-8 at byte %zu of the file; save it as UTF-8",
                    name, bad);
    *out = without_mark(*out);
    return BARQ_OK;
}

enum barq_status csv_read(FILE *from, const char *name,
                          const struct pair_sink *sink, struct barq_error *err)
{
    struct csv c = { .sink = sink };
    struct barq_text text = { 0 };
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    status = read_all(from, name, &text, &all, err);
    if (!status)
        status = read_records(&c, text, all, err);
    block_release(home);
    return status;
}
