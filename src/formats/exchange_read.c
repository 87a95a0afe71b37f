/*
 * exchange_read.c - a file of pairs, whatever it is, handed to its reader.
 *
 * What a file is, its first bytes say: "<" after a byte order mark and white
 * space is XML, so XLIFF if it says so near its beginning, else TMX; text
 * whose first line names the columns of a CSV file, or with a tab in it, is a
 * table.  A pipe cannot be read twice, so one is copied into an unnamed file
 * first; and a table in UTF-16, as spreadsheets save it, becomes one in UTF-8.
 */
#include "formats/exchange.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "formats/csv.h"
#include "text/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Enough of a file to hold its first tab. */
enum { SNIFF = 1 << 16, ROOT_MOST = 1 << 12 };

enum file_kind {
    KIND_TMX,
    KIND_XLIFF,
    KIND_TSV,
    KIND_CSV,
    KIND_WIDE, /* in UTF-16 */
    KIND_EMPTY,
    KIND_OTHER
};

static bool has_prefix(struct barq_text text, const char *prefix, size_t len)
{
    return text.len >= len && memcmp(text.at, prefix, len) == 0;
}

static bool looks_like_xml(struct barq_text head)
{
    if (has_prefix(head, "\xFF\xFE<\0", 4) ||
        has_prefix(head, "\xFE\xFF\0<", 4) || has_prefix(head, "<\0", 2) ||
        has_prefix(head, "\0<", 2))
        return true;
    if (has_prefix(head, "\xEF\xBB\xBF", 3))
        head = text_slice(head, 3, head.len);
    head = text_trim(head);
    return head.len && head.at[0] == '<';
}

/* Does an element of that name begin in the first kilobytes, in whatever width
 * its letters are? */
static bool says_xliff(struct barq_text head)
{
    static const char name[] = "<xliff";
    size_t found = 0;

    for (size_t i = 0; i < head.len && i < ROOT_MOST; i++) {
        if (!head.at[i])
            continue; /* of a wide letter */
        found = head.at[i] == name[found] ? found + 1 : head.at[i] == name[0];
        if (!name[found])
            return true;
    }
    return false;
}

static enum file_kind kind_of(struct barq_text head)
{
    if (!head.len)
        return KIND_EMPTY;
    if (looks_like_xml(head))
        return says_xliff(head) ? KIND_XLIFF : KIND_TMX;
    if (has_prefix(head, "\xFF\xFE", 2) || has_prefix(head, "\xFE\xFF", 2))
        return KIND_WIDE;
    if (memchr(head.at, 0, head.len))
        return KIND_OTHER;
    if (csv_is_one(head))
        return KIND_CSV;
    return memchr(head.at, '\t', head.len) ? KIND_TSV : KIND_OTHER;
}

static enum barq_status read_fail(const char *name, struct barq_error *err)
{
    return fail(err, BARQ_E_INPUT, errno, "%s: cannot read: %s", name,
                strerror(errno));
}

/* Copy what cannot be read twice. */
static enum barq_status spool(FILE *from, const char *name, FILE **out,
                              struct barq_error *err)
{
    char bytes[8192];
    size_t got;
    FILE *copy = tmpfile();

    if (!copy)
        return fail(err, BARQ_E_INPUT, errno,
                    "%s: cannot make a temporary file: %s", name,
                    strerror(errno));
    while ((got = fread(bytes, 1, sizeof(bytes), from)) > 0)
        if (fwrite(bytes, 1, got, copy) != got)
            break;
    bool bad = ferror(from) || ferror(copy) || fseek(copy, 0, SEEK_SET);
    if (bad) {
        enum barq_status status = read_fail(name, err);
        fclose(copy);
        return status;
    }
    *out = copy;
    return BARQ_OK;
}

static enum barq_status read_wide(FILE *from, const char *name,
                                  struct barq_text *utf8, struct arena *keep,
                                  struct barq_error *err)
{
    char *bytes = arena_new_raw(keep, char, FILE_CEILING);

    if (!bytes)
        return fail_nomem(err, "to read a file");
    size_t len = fread(bytes, 1, FILE_CEILING, from);
    if (ferror(from))
        return read_fail(name, err);
    if (len == FILE_CEILING)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: too long for UTF-16; save it as UTF-8", name);
    return text_decode((struct barq_text){ bytes, len }, NULL, utf8, keep, NULL)
               ? fail(err, BARQ_E_INPUT, 0,
                      "%s: begins as UTF-16 and does not go on so; save it as "
                      "UTF-8",
                      name)
               : BARQ_OK;
}

/* A copy in UTF-8, from its beginning. */
static enum barq_status recode(FILE *from, const char *name, FILE **out,
                               struct barq_error *err)
{
    struct barq_text utf8 = { 0 };
    struct block block = { 0 };
    struct arena all = { 0 };
    FILE *copy = NULL;
    enum barq_status status =
        block_reserve(&block, 4 * FILE_CEILING, &all, err);

    if (status)
        return status;
    status = read_wide(from, name, &utf8, &all, err);
    if (!status && !(copy = tmpfile()))
        status =
            fail(err, BARQ_E_INPUT, errno,
                 "%s: cannot make a temporary file: %s", name, strerror(errno));
    bool good = copy && fwrite(utf8.at, 1, utf8.len, copy) == utf8.len &&
                !fseek(copy, 0, SEEK_SET);
    if (copy && !good)
        status = read_fail(name, err);
    if (good)
        *out = copy;
    else if (copy)
        fclose(copy);
    block_release(block);
    return status;
}

static enum barq_status check_folder(FILE *from, const char *name,
                                     struct barq_error *err)
{
    struct stat info;

    if (fstat(fileno(from), &info) || !S_ISDIR(info.st_mode))
        return BARQ_OK;
    return fail(err, BARQ_E_INPUT, EISDIR, "%s: is a folder; name a file in it",
                name);
}

/* Look at the first bytes, and go back to them. */
static enum barq_status sniff(FILE *from, const char *name,
                              enum file_kind *kind, struct barq_error *err)
{
    struct block block = { 0 };
    struct arena all = { 0 };
    long start = ftell(from);
    enum barq_status status =
        block_reserve(&block, 2 * (size_t)SNIFF, &all, err);

    if (status)
        return status;
    char *head = arena_new(&all, char, SNIFF);
    if (head)
        *kind =
            kind_of((struct barq_text){ head, fread(head, 1, SNIFF, from) });
    if (!head)
        status = fail_nomem(err, "to look at a file");
    else if (ferror(from) || fseek(from, start, SEEK_SET))
        status = read_fail(name, err);
    block_release(block);
    return status;
}

static enum barq_status read_kind(FILE *from, const char *name,
                                  enum file_kind kind,
                                  const struct pair_sink *sink,
                                  struct barq_error *err)
{
    switch (kind) {
    case KIND_TMX:
        return tmx_read(from, name, sink, err);
    case KIND_XLIFF:
        return xliff_read(from, name, sink, err);
    case KIND_TSV:
        return tsv_read(from, name, sink, err);
    case KIND_CSV:
        return csv_read(from, name, sink, err);
    case KIND_EMPTY:
        return fail(err, BARQ_E_INPUT, 0, "%s: is empty", name);
    default:
        return fail(
            err, BARQ_E_INPUT, 0,
            "%s: neither TMX, XLIFF nor a table; pairs are set apart by a "
            "tab, or by commas below a line that names the columns, as ar,en",
            name);
    }
}

static enum barq_status read_by_kind(FILE *from, const char *name,
                                     const struct pair_sink *sink,
                                     struct barq_error *err)
{
    enum file_kind kind = KIND_OTHER;
    FILE *narrow = from;
    enum barq_status status = sniff(from, name, &kind, err);

    if (!status && kind == KIND_WIDE) {
        status = recode(from, name, &narrow, err);
        if (!status)
            status = sniff(narrow, name, &kind, err);
    }
    if (!status)
        status = read_kind(narrow, name, kind, sink, err);
    if (narrow != from)
        fclose(narrow);
    return status;
}

enum barq_status exchange_whole(FILE *from, const char *name, FILE **out,
                                struct barq_error *err)
{
    enum barq_status status = check_folder(from, name, err);

    *out = from;
    return status || ftell(from) >= 0 ? status : spool(from, name, out, err);
}

enum barq_status exchange_read(FILE *from, const char *name,
                               const struct pair_sink *sink,
                               struct barq_error *err)
{
    FILE *seekable = from;
    enum barq_status status = exchange_whole(from, name, &seekable, err);

    if (!status)
        status = read_by_kind(seekable, name, sink, err);
    if (seekable != from)
        fclose(seekable);
    return status;
}
