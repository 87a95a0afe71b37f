/*
 * review_record.c - a table as spreadsheets save it, record by record.
 *
 * A cell that begins with a quotation mark ends at the next one that is not
 * doubled, and may hold separators and line ends.  If what follows that mark
 * is no separator and no line end, a person typed the marks and the cell is
 * taken as it stands.  Records end in LF or CR LF.
 */
#include "formats/review.h"

#include "base/utf8.h"

#include <string.h>

static bool is_end(const struct review_reader *r, size_t at)
{
    return at >= r->rest.len || r->rest.at[at] == r->separator ||
           r->rest.at[at] == '\n' ||
           (r->rest.at[at] == '\r' && at + 1 < r->rest.len &&
            r->rest.at[at + 1] == '\n') ||
           (r->rest.at[at] == '\r' && at + 1 == r->rest.len);
}

/* Where the quoted cell at the beginning of the rest ends, behind its last
 * mark; 0 if it is no quoted cell. */
static size_t quoted_end(const struct review_reader *r)
{
    if (!r->rest.len || r->rest.at[0] != '"')
        return 0;
    for (size_t i = 1; i < r->rest.len; i++) {
        if (r->rest.at[i] != '"')
            continue;
        if (i + 1 < r->rest.len && r->rest.at[i + 1] == '"')
            i++;
        else
            return is_end(r, i + 1) ? i + 1 : 0;
    }
    return 0;
}

static struct barq_text unquote(struct review_reader *r, size_t end)
{
    char *to = arena_new(r->keep, char, end);
    size_t len = 0;

    r->full = r->full || !to;
    if (!to)
        return (struct barq_text){ "", 0 };
    for (size_t i = 1; i + 1 < end; i++) {
        r->line += r->rest.at[i] == '\n';
        to[len++] = r->rest.at[i];
        i += r->rest.at[i] == '"';
    }
    return (struct barq_text){ to, len };
}

static struct barq_text take_cell(struct review_reader *r)
{
    size_t end = quoted_end(r);
    struct barq_text cell;

    if (end) {
        cell = unquote(r, end);
    } else {
        while (!is_end(r, end))
            end++;
        cell = text_slice(r->rest, 0, end);
    }
    r->rest = text_slice(r->rest, end, r->rest.len);
    return cell;
}

static void take_line_end(struct review_reader *r)
{
    size_t len = r->rest.len && r->rest.at[0] == '\r' ? 1 : 0;

    len += len < r->rest.len && r->rest.at[len] == '\n';
    r->rest = text_slice(r->rest, len, r->rest.len);
    r->line++;
}

bool review_next(struct review_reader *r, struct review_record *record)
{
    if (!r->rest.len || r->full)
        return false;
    *record = (struct review_record){ .line = r->line };
    for (;;) {
        struct barq_text cell = take_cell(r);
        if (record->count < REVIEW_CELLS)
            record->cells[record->count++] = cell;
        if (!r->rest.len || r->rest.at[0] != r->separator)
            break;
        r->rest = text_slice(r->rest, 1, r->rest.len);
    }
    take_line_end(r);
    return !r->full;
}
