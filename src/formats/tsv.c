#include "formats/tsv.h"

#include "base/error.h"
#include "base/utf8.h"
#include "formats/formats.h"
#include "text/chars.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * Pairs in a table: a line each, columns set apart by tabs, UTF-8.
 *
 *   ARABIC <tab> ENGLISH <tab> whatever else
 *
 * The first line may name the columns ("en", "ar-SA", "English"), and then
 * they may stand anywhere.  Without such a line, the two are taken as
 * swapped if they are, by their letters, in every one of the first lines
 * that can be told: some of them may be a name in Latin letters on both
 * sides, but a file that has it both ways is left as it is.
 *
 * A field is taken as it stands, quotes and spaces too.  Limits: a line may
 * have 1 MiB.
 */

enum { LINE_CEILING = 1 << 20, LOOK_AHEAD = 16 };

struct tsv {
    FILE *from;
    const char *name;
    const struct pair_sink *sink;
    char *line; /* room for LINE_CEILING bytes and a NUL */
    size_t len;
    int64_t number; /* of the line, from 1 */
    size_t offset;  /* of the line, in the file */
    size_t next_offset;
    size_t ar, en; /* columns */
    char *ahead[LOOK_AHEAD];
    size_t ahead_count;
};

/* ----------------------------------------------------------------- lines */

static enum barq_status check_line(struct tsv *t, struct barq_error *err)
{
    size_t bad = 0;

    if (t->number == 1 && t->len >= 3 &&
        memcmp(t->line, "\xEF\xBB\xBF", 3) == 0) {
        t->len -= 3;
        t->offset = 3;
        memmove(t->line, t->line + 3, t->len);
    }
    if (t->len && t->line[t->len - 1] == '\r')
        t->len--;
    t->line[t->len] = 0;
    if (utf8_check((struct barq_text){ t->line, t->len }, &bad))
        return BARQ_OK;
    if (!t->line[bad])
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%lld: a NUL at byte %zu of the file; it is no text",
                    t->name, (long long)t->number, t->offset + bad);
    return fail(err, BARQ_E_INPUT, 0,
                "%s:%lld: not UTF-8 at byte %zu of the file; save it as UTF-8",
                t->name, (long long)t->number, t->offset + bad);
}

/* BARQ_NOTHING at the end of the file. */
static enum barq_status read_line(struct tsv *t, struct barq_error *err)
{
    int c = getc(t->from);

    if (c == EOF && !ferror(t->from))
        return BARQ_NOTHING;
    t->number++;
    t->offset = t->next_offset;
    for (t->len = 0; c != EOF && c != '\n'; c = getc(t->from)) {
        if (t->len == LINE_CEILING)
            return fail(err, BARQ_E_INPUT, 0,
                        "%s:%lld: a line longer than 1 MiB; is this a file of "
                        "pairs?",
                        t->name, (long long)t->number);
        t->line[t->len++] = (char)c;
    }
    if (ferror(t->from))
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot read: %s", t->name,
                    strerror(errno));
    t->next_offset = t->offset + t->len + (c == '\n');
    return check_line(t, err);
}

/* --------------------------------------------------------------- columns */

/* The column-th field; false if there are not so many. */
static bool field_at(struct barq_text line, size_t column,
                     struct barq_text *field)
{
    for (size_t i = 0;; i++) {
        bool last = !line.len || !memchr(line.at, '\t', line.len);
        *field = text_field(&line, '\t');
        if (i == column)
            return true;
        if (last)
            return false;
    }
}

static bool is_name(struct barq_text field, const char *code, const char *name)
{
    field = text_trim(field);
    if (field.len == strlen(name) &&
        strncasecmp(field.at, name, field.len) == 0)
        return true;
    return field.len >= 2 && field.len <= 8 &&
           strncasecmp(field.at, code, 2) == 0 &&
           (field.len == 2 || field.at[2] == '-' || field.at[2] == '_');
}

void table_take_heading(struct table_columns *columns, struct barq_text cell,
                        size_t column)
{
    if (columns->ar == SIZE_MAX && is_name(cell, "ar", "arabic"))
        columns->ar = column;
    else if (columns->en == SIZE_MAX && is_name(cell, "en", "english"))
        columns->en = column;
}

/* A line that names both languages, each once; then t->ar and t->en. */
static bool read_header(struct tsv *t, struct barq_text line)
{
    struct table_columns columns = { SIZE_MAX, SIZE_MAX };
    struct barq_text field;

    for (size_t i = 0; field_at(line, i, &field); i++)
        table_take_heading(&columns, field, i);
    if (columns.ar == SIZE_MAX || columns.en == SIZE_MAX)
        return false;
    t->ar = columns.ar;
    t->en = columns.en;
    return true;
}

/* +1: Arabic and English, -1: the other way round, 0: cannot be told. */
static int order_of(struct barq_text line)
{
    struct barq_text first, second;

    if (!field_at(line, 0, &first) || !field_at(line, 1, &second))
        return 0;
    enum barq_lang a = barq_text_lang(first), b = barq_text_lang(second);
    if (a == BARQ_AR && b == BARQ_EN)
        return 1;
    return a == BARQ_EN && b == BARQ_AR ? -1 : 0;
}

static bool is_swapped(const struct tsv *t)
{
    bool swapped = false;

    for (size_t i = 0; i < t->ahead_count; i++) {
        int order = order_of(text_of(t->ahead[i]));
        if (order > 0)
            return false;
        swapped = swapped || order < 0;
    }
    return swapped;
}

/* ----------------------------------------------------------------- pairs */

static bool has_arabic(struct barq_text text)
{
    for (size_t i = 0; i < text.len;)
        if (char_is_arabic(utf8_next(text, &i)))
            return true;
    return false;
}

const char table_empty_side[] = "lines with an empty side";
const char table_one_language[] =
    "lines that are not one Arabic and one English text";

/* What is the same on both sides ("AFP") may be of one language; and an Arabic
 * text is one, though most of it is names in Latin letters. */
bool table_sort_sides(struct barq_unit *unit)
{
    enum barq_lang ar = barq_text_lang(unit->ar);
    enum barq_lang en = barq_text_lang(unit->en);

    if (ar == BARQ_EN && en == BARQ_AR) {
        struct barq_text other = unit->ar;
        unit->ar = unit->en;
        unit->en = other;
        return true;
    }
    return text_equal(unit->ar, unit->en) || (ar != BARQ_EN && en != BARQ_AR) ||
           (has_arabic(unit->ar) && !has_arabic(unit->en));
}

static enum barq_status take_line(const struct tsv *t, struct barq_text line,
                                  struct barq_error *err)
{
    struct barq_unit unit = { .origin = BARQ_IMPORTED,
                              .confidence = 1,
                              .position = -1 };

    if (!line.at || !text_trim(line).len)
        return BARQ_OK;
    if (!memchr(line.at, '\t', line.len)) {
        t->sink->skip(t->sink->context, "lines without a tab");
        return BARQ_OK;
    }
    if (!field_at(line, t->ar, &unit.ar) || !field_at(line, t->en, &unit.en) ||
        !text_trim(unit.ar).len || !text_trim(unit.en).len) {
        t->sink->skip(t->sink->context, table_empty_side);
        return BARQ_OK;
    }
    if (!table_sort_sides(&unit)) {
        t->sink->skip(t->sink->context, table_one_language);
        return BARQ_OK;
    }
    return t->sink->take(t->sink->context, &unit, err);
}

/* Put the first lines by, until their order is known. */
static enum barq_status look_ahead(struct tsv *t, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (t->ahead_count < LOOK_AHEAD) {
        status = read_line(t, err);
        if (status)
            return status;
        if (t->number == 1 &&
            read_header(t, (struct barq_text){ t->line, t->len }))
            return BARQ_OK;
        char *copy = strndup(t->line, t->len);
        if (!copy)
            return fail_nomem(err, "for the first lines");
        t->ahead[t->ahead_count++] = copy;
    }
    return BARQ_OK;
}

static enum barq_status read_pairs(struct tsv *t, struct barq_error *err)
{
    enum barq_status status = look_ahead(t, err);

    if (status > BARQ_NOTHING)
        return status;
    if (is_swapped(t)) {
        t->ar = 1;
        t->en = 0;
    }
    enum barq_status taken = BARQ_OK;
    for (size_t i = 0; !taken && i < t->ahead_count; i++)
        taken = take_line(t, text_of(t->ahead[i]), err);
    if (taken)
        return taken;
    while (!status) {
        status = read_line(t, err);
        if (!status)
            status = take_line(t, (struct barq_text){ t->line, t->len }, err);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

enum barq_status tsv_read(FILE *from, const char *name,
                          const struct pair_sink *sink, struct barq_error *err)
{
    struct tsv t = { .from = from, .name = name, .sink = sink, .en = 1 };
    enum barq_status status;

    t.line = malloc(LINE_CEILING + 1);
    if (!t.line)
        return fail_nomem(err, "for a line");
    status = read_pairs(&t, err);
    for (size_t i = 0; i < t.ahead_count; i++)
        free(t.ahead[i]);
    free(t.line);
    return status;
}
