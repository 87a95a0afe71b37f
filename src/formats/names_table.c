#include "formats/names_file.h"

#include "base/error.h"
#include "base/utf8.h"
#include "formats/review.h"
#include "memory/ledger.h"

#include <stdlib.h>
#include <string.h>

/*
 * The ledger as a table, for a spreadsheet: all names, those that wait for a
 * person too.
 *
 *   english,arabic,other,kind,status,note
 *   Antony Blinken,BLYNKN | BLYNKYN,Blinkin,person,accepted,
 *
 * Forms of one cell are set apart by strokes.  Columns are found by their
 * names; english and arabic must be there.  The separator is the one of the
 * first line.  As in a review (review_table.c), a text that a spreadsheet
 * would take for a formula stands behind an apostrophe.
 */

enum column { ENGLISH, ARABIC, OTHER, KIND, STATUS, NOTE, COLUMNS };
static const char *const names_of_columns[COLUMNS] = { "english", "arabic",
                                                       "other",   "kind",
                                                       "status",  "note" };

/* ----------------------------------------------------------------- writing */

static bool begins_formula(struct barq_text text)
{
    size_t at = 0;

    while (at < text.len && text.at[at] == '\'')
        at++;
    return at < text.len && strchr("=+-@", text.at[at]) != NULL;
}

static void add_cell(struct buf *buf, struct barq_text text)
{
    bool quoted = false;

    for (size_t i = 0; i < text.len; i++)
        quoted = quoted || strchr("\",;\t\r\n", text.at[i]);
    buf_adds(buf, quoted ? "\"" : "");
    buf_adds(buf, begins_formula(text) ? "'" : "");
    for (size_t i = 0; i < text.len; i++) {
        buf_adds(buf, text.at[i] == '"' ? "\"" : "");
        buf_addc(buf, text.at[i]);
    }
    buf_adds(buf, quoted ? "\"" : "");
}

static void add_forms(struct buf *buf, const struct barq_text *forms,
                      size_t count)
{
    struct buf cell = { 0 };

    for (size_t i = 0; i < count; i++) {
        buf_adds(&cell, i ? " | " : "");
        buf_add(&cell, forms[i]);
    }
    buf_addc(buf, ',');
    add_cell(buf, (struct barq_text){ cell.at, cell.len });
    buf->failed = buf->failed || cell.failed;
    buf_release(&cell);
}

void names_table_write(struct buf *buf, const struct barq_names *names,
                       size_t *written)
{
    for (int i = 0; i < COLUMNS; i++)
        buf_addf(buf, "%s%s", i ? "," : "", names_of_columns[i]);
    buf_addc(buf, '\n');
    for (size_t i = 0; i < barq_names_count(names); i++) {
        const struct barq_name *name = barq_names_at(names, i);
        add_cell(buf, name->house);
        add_forms(buf, name->ar, name->ar_count);
        add_forms(buf, name->other, name->other_count);
        buf_addf(buf, ",%s,%s,", barq_name_kind_name(name->kind),
                 barq_name_status_name(name->status));
        add_cell(buf, name->note);
        buf_addc(buf, '\n');
    }
    *written = barq_names_count(names);
}

/* ----------------------------------------------------------------- reading */

struct table {
    struct review_reader reader;
    const struct name_sink *sink;
    size_t columns[COLUMNS]; /* REVIEW_CELLS: not there */
    struct arena keep;
};

static bool is_named(struct barq_text cell, const char *name)
{
    size_t len = strlen(name);

    cell = text_trim(cell);
    if (cell.len != len)
        return false;
    for (size_t i = 0; i < len; i++)
        if ((cell.at[i] | 0x20) != name[i])
            return false;
    return true;
}

static bool find_columns(struct table *t, const struct review_record *record)
{
    for (int c = 0; c < COLUMNS; c++) {
        t->columns[c] = REVIEW_CELLS;
        for (size_t i = 0; i < record->count; i++)
            if (is_named(record->cells[i], names_of_columns[c]))
                t->columns[c] = i;
    }
    return t->columns[ENGLISH] < REVIEW_CELLS &&
           t->columns[ARABIC] < REVIEW_CELLS;
}

static struct barq_text cell_of(const struct table *t,
                                const struct review_record *record,
                                enum column column)
{
    size_t at = t->columns[column];
    struct barq_text cell = at < record->count ? text_trim(record->cells[at])
                                               : (struct barq_text){ "", 0 };

    if (cell.len && cell.at[0] == '\'' && begins_formula(cell))
        cell = text_slice(cell, 1, cell.len);
    return cell;
}

/* Read the line that names the columns, by each separator in turn. */
static enum barq_status find_head(struct table *t, const char *name,
                                  struct barq_error *err)
{
    static const char separators[] = ",\t;";
    const struct review_reader start = t->reader;

    for (size_t i = 0; separators[i]; i++) {
        struct review_record record = { 0 };
        t->reader = start;
        t->reader.separator = separators[i];
        if (review_next(&t->reader, &record) && find_columns(t, &record))
            return BARQ_OK;
    }
    return fail(err, BARQ_E_INPUT, 0,
                "%s: neither TBX nor a table of names: its first line does "
                "not name the columns english and arabic",
                name);
}

/* "one | another" as a list in `keep`; NULL when it is full. */
static struct barq_text *split(struct barq_text cell, size_t *count,
                               struct arena *keep)
{
    struct barq_text *forms =
        arena_new(keep, struct barq_text, cell.len / 2 + 2);

    *count = 0;
    while (cell.len && forms) {
        struct barq_text form = text_trim(text_field(&cell, '|'));
        if (form.len)
            forms[(*count)++] = form;
    }
    return forms;
}

/* The word of a cell with a NUL behind it; "" when it is long. */
static const char *word_of(struct barq_text cell, char room[16])
{
    size_t len = cell.len < 16 ? cell.len : 0;

    for (size_t i = 0; i < len; i++)
        room[i] = (char)(cell.at[i] | 0x20);
    room[len] = 0;
    return room;
}

/* A name of one record; a reason why it cannot be, or NULL. */
static const char *read_name(struct table *t,
                             const struct review_record *record,
                             struct barq_name *name)
{
    struct barq_text kind = cell_of(t, record, KIND);
    struct barq_text status = cell_of(t, record, STATUS);
    char room[16];

    *name = (struct barq_name){ .kind = BARQ_OTHER, .status = BARQ_ACCEPTED };
    if (kind.len && !barq_name_kind_from_name(word_of(kind, room), &name->kind))
        return "its kind is none of person, place, organisation, term, other";
    if (status.len &&
        !barq_name_status_from_name(word_of(status, room), &name->status))
        return "its status is none of proposed, accepted, refused";
    name->house = cell_of(t, record, ENGLISH);
    name->note = cell_of(t, record, NOTE);
    name->who = (struct barq_text){ "", 0 };
    return NULL;
}

static bool is_empty(const struct review_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_trim(record->cells[i]).len)
            return false;
    return true;
}

static enum barq_status take_record(struct table *t,
                                    const struct review_record *record,
                                    struct barq_error *err)
{
    struct arena keep = t->keep;
    struct barq_name name;
    const char *reason = read_name(t, record, &name);

    if (reason)
        return t->sink->skip(t->sink->context, record->line, reason, err);
    name.ar = split(cell_of(t, record, ARABIC), &name.ar_count, &keep);
    name.other = split(cell_of(t, record, OTHER), &name.other_count, &keep);
    if (!name.ar || !name.other)
        return fail_nomem(err, "for a name");
    return t->sink->take(t->sink->context, &name, record->line, err);
}

enum barq_status names_table_read(struct barq_text bytes, const char *name,
                                  const struct name_sink *sink,
                                  struct arena all, struct barq_error *err)
{
    struct table t = { .sink = sink };
    struct arena cells = arena_split(&all);
    struct review_record record;
    struct barq_text text = { 0 };
    enum barq_status status =
        fail_in(err, review_decode(bytes, &text, &all, err), name);

    if (status)
        return status;
    t.keep = all;
    t.reader =
        (struct review_reader){ .rest = text, .line = 1, .keep = &cells };
    status = find_head(&t, name, err);
    while (!status && review_next(&t.reader, &record))
        if (!is_empty(&record))
            status = take_record(&t, &record, err);
    return !status && t.reader.full ? fail_nomem(err, "for a table") : status;
}
