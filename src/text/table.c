#include "text/table.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"

enum barq_status table_open(struct table *table, const char *name,
                            struct arena *keep, struct barq_error *err)
{
    *table = (struct table){ .name = name };
    return data_file(name, &table->rest, keep, err);
}

enum barq_status table_fail(const struct table *table, const char *what,
                            struct barq_error *err)
{
    return fail(err, BARQ_E_INPUT, 0, "%s:%zu: %s", table->name, table->line,
                what);
}

static enum barq_status split(struct table *table, struct barq_text line,
                              size_t least, struct barq_error *err)
{
    for (table->count = 0; table->count < TABLE_COLUMNS; table->count++)
        table->field[table->count] = (struct barq_text){ "", 0 };
    table->count = 0;
    while (line.len) {
        if (table->count == TABLE_COLUMNS)
            return table_fail(table, "too many columns; take some out", err);
        table->field[table->count++] = text_trim(text_field(&line, '\t'));
    }
    for (size_t i = 0; i < least; i++)
        if (!table->field[i].len)
            return table_fail(
                table, "a column is missing; columns are set off by tabs", err);
    return BARQ_OK;
}

enum barq_status table_next(struct table *table, size_t least,
                            struct barq_error *err)
{
    struct barq_text line;

    while (text_line(&table->rest, &line)) {
        table->line++;
        if (text_trim(line).len && line.at[0] != '#')
            return split(table, line, least, err);
    }
    return BARQ_NOTHING;
}

size_t table_lines(const struct table *table)
{
    size_t lines = 1;

    for (size_t i = 0; i < table->rest.len; i++)
        lines += table->rest.at[i] == '\n';
    return lines;
}

enum barq_lang table_lang(struct barq_text field)
{
    if (text_equal(field, text_of("ar")))
        return BARQ_AR;
    return text_equal(field, text_of("en")) ? BARQ_EN : BARQ_LANG_UNKNOWN;
}
