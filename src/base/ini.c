/*
 * ini.c - read a configuration file, and say where it is wrong.
 *
 * Every complaint is "desk.ini:12: what, and how it is mended", so that an
 * editor can be opened at the line.  What is no setting is an error and not
 * passed over: a comment mark that was forgotten must not turn a key file
 * off in silence.
 */
#include "base/ini.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A file while it is read, line by line. */
struct reading {
    struct ini *ini;
    struct arena *keep;
    struct barq_text section; /* .at NULL before the first */
    size_t line;
};

static enum barq_status complain(const struct reading *r,
                                 struct barq_error *err, const char *what)
{
    return fail(err, BARQ_E_INPUT, 0, "%s:%zu: %s", r->ini->path, r->line,
                what);
}

static enum barq_status read_section(struct reading *r, struct barq_text line,
                                     struct barq_error *err)
{
    if (line.at[line.len - 1] != ']')
        return complain(r, err, "a section without its \"]\"");
    struct barq_text name = text_trim(text_slice(line, 1, line.len - 1));
    if (!name.len)
        return complain(r, err, "a section without a name");
    r->section = arena_text(r->keep, name);
    return r->section.at ? BARQ_OK : fail_nomem(err, "for a configuration");
}

static enum barq_status read_setting(struct reading *r, struct barq_text line,
                                     struct barq_error *err)
{
    struct barq_text value = line;
    struct barq_text name = text_trim(text_field(&value, '='));

    if (name.len == line.len || !memchr(line.at, '=', line.len))
        return complain(r, err,
                        "neither a [section], a name = value nor a # comment");
    if (!name.len)
        return complain(r, err, "a value without a name before \"=\"");
    if (!r->section.at)
        return complain(r, err, "a setting before the first [section]");
    if (r->ini->count == INI_ENTRIES_MOST)
        return complain(r, err, "more settings than anybody needs");
    struct ini_entry entry = { r->section, arena_text(r->keep, name),
                               arena_text(r->keep, text_trim(value)), r->line };
    if (!entry.name.at || !entry.value.at)
        return fail_nomem(err, "for a configuration");
    r->ini->entries[r->ini->count++] = entry;
    return BARQ_OK;
}

/* An indented line: more of the value above. */
static enum barq_status read_more(struct reading *r, struct barq_text line,
                                  struct barq_error *err)
{
    struct ini_entry *entry =
        r->ini->count ? &r->ini->entries[r->ini->count - 1] : NULL;

    if (!entry || entry->section.at != r->section.at)
        return complain(r, err, "an indented line with no setting above it");
    entry->value = arena_print(r->keep, "%.*s%s%.*s", (int)entry->value.len,
                               entry->value.at, entry->value.len ? " " : "",
                               (int)line.len, line.at);
    return entry->value.at ? BARQ_OK : fail_nomem(err, "for a configuration");
}

static enum barq_status read_line(struct reading *r, struct barq_text raw,
                                  struct barq_error *err)
{
    struct barq_text line = text_trim(raw);

    if (!line.len || line.at[0] == '#' || line.at[0] == ';')
        return BARQ_OK;
    if (raw.at[0] == ' ' || raw.at[0] == '\t')
        return read_more(r, line, err);
    if (line.at[0] == '[')
        return read_section(r, line, err);
    return read_setting(r, line, err);
}

enum barq_status ini_parse(const char *path, struct barq_text bytes,
                           struct ini *out, struct arena *keep,
                           struct barq_error *err)
{
    struct ini ini = { path, NULL, 0 };
    struct reading r = { .ini = &ini, .keep = keep };
    struct barq_text line;
    size_t offset = 0;
    enum barq_status status = BARQ_OK;

    if (bytes.len > INI_BYTES_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: larger than a configuration can be (%d KiB)", path,
                    INI_BYTES_MOST >> 10);
    if (!utf8_check(bytes, &offset))
        return fail(err, BARQ_E_INPUT, 0, "%s: no UTF-8 text at byte %zu", path,
                    offset);
    if (bytes.len >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0)
        bytes = text_slice(bytes, 3, bytes.len);
    ini.entries = arena_new(keep, struct ini_entry, INI_ENTRIES_MOST);
    if (!ini.entries)
        return fail_nomem(err, "for a configuration");
    while (!status && text_line(&bytes, &line)) {
        r.line++;
        status = read_line(&r, line, err);
    }
    if (!status)
        *out = ini;
    return status;
}

/* At most INI_BYTES_MOST + 1 bytes of the file: one too many tells. */
static enum barq_status slurp(FILE *from, const char *path,
                              struct barq_text *bytes, struct arena *scratch,
                              struct barq_error *err)
{
    char *at = arena_new(scratch, char, INI_BYTES_MOST + 1);

    if (!at)
        return fail_nomem(err, "for a configuration");
    *bytes = (struct barq_text){ at, fread(at, 1, INI_BYTES_MOST + 1, from) };
    if (ferror(from))
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot read: %s", path,
                    strerror(errno));
    return BARQ_OK;
}

enum barq_status ini_read(const char *path, bool must, struct ini *out,
                          struct arena *keep, struct barq_error *err)
{
    FILE *from = fopen(path, "rb");
    struct block home;
    struct arena scratch;
    struct barq_text bytes = { 0 };

    *out = (struct ini){ .path = path };
    if (!from && errno == ENOENT && !must)
        return BARQ_OK;
    if (!from)
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot open: %s", path,
                    strerror(errno));
    enum barq_status status =
        block_reserve(&home, 2 * (size_t)INI_BYTES_MOST, &scratch, err);
    if (status) {
        fclose(from);
        return status;
    }
    status = slurp(from, path, &bytes, &scratch, err);
    fclose(from);
    if (!status)
        status = ini_parse(path, bytes, out, keep, err);
    block_release(home);
    return status;
}

const struct ini_entry *ini_find(const struct ini *ini,
                                 struct barq_text section, const char *name)
{
    for (size_t i = ini->count; i-- > 0;)
        if (text_equal(ini->entries[i].section, section) &&
            text_equal(ini->entries[i].name, text_of(name)))
            return &ini->entries[i];
    return NULL;
}

enum barq_status ini_fail(const struct ini *ini, const struct ini_entry *entry,
                          struct barq_error *err, const char *format, ...)
{
    char words[300];
    va_list args;

    va_start(args, format);
    vsnprintf(words, sizeof(words), format, args);
    va_end(args);
    return fail(err, BARQ_E_INPUT, 0, "%s:%zu: %s", ini->path, entry->line,
                words);
}

enum barq_status ini_number(const struct ini *ini,
                            const struct ini_entry *entry, long long range[2],
                            long long *out, struct barq_error *err)
{
    char *end;

    errno = 0;
    long long value = strtoll(entry->value.at, &end, 10);
    if (errno || end == entry->value.at || *end || value < range[0] ||
        value > range[1])
        return ini_fail(ini, entry, err,
                        "%s is a whole number from %lld to %lld, not \"%s\"",
                        entry->name.at, range[0], range[1], entry->value.at);
    *out = value;
    return BARQ_OK;
}

enum barq_status ini_flag(const struct ini *ini, const struct ini_entry *entry,
                          bool *out, struct barq_error *err)
{
    bool yes = strcasecmp(entry->value.at, "yes") == 0;

    if (!yes && strcasecmp(entry->value.at, "no") != 0)
        return ini_fail(ini, entry, err, "%s is yes or no, not \"%s\"",
                        entry->name.at, entry->value.at);
    *out = yes;
    return BARQ_OK;
}
