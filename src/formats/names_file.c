/*
 * names_file.c - the ledger of names into a file and out of one; what kind of
 * file it is, its content says.
 */
#include "formats/names_file.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "memory/ledger.h"
#include "memory/memory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ import */

enum { SKIPS_SAID = 50 };

struct import {
    struct barq_memory *memory;
    struct ledger ledger;
    struct barq_text who;
    struct barq_counts counts;
    struct buf skips; /* a line each */
};

static enum barq_status skip(void *context, size_t line, const char *reason,
                             struct barq_error *err)
{
    struct import *import = context;

    import->counts.read++;
    if (import->counts.skipped++ < SKIPS_SAID)
        buf_addf(&import->skips, "line %zu: %s\n", line, reason);
    return import->skips.failed ? fail_nomem(err, "for the names left out")
                                : BARQ_OK;
}

/* What no ledger takes, or what is another name's, is left out. */
static enum barq_status take(void *context, const struct barq_name *name,
                             size_t line, struct barq_error *err)
{
    struct import *import = context;
    struct barq_name signed_name = *name;
    struct barq_error why = { 0 };
    enum barq_added added = BARQ_ADDED;
    int64_t id = 0;

    if (!name->who.len)
        signed_name.who = import->who;
    enum barq_status status = ledger_put(import->memory, &import->ledger,
                                         &signed_name, &added, &id, &why);
    if (status == BARQ_NOTHING || status == BARQ_E_INPUT)
        return skip(context, line, why.message, err);
    if (status)
        return fail(err, status, why.cause, "%s", why.message);
    import->counts.read++;
    *(added == BARQ_ADDED ? &import->counts.added : &import->counts.merged) +=
        1;
    return BARQ_OK;
}

/* The first byte that is no white space and no byte order mark. */
static char first_of(struct barq_text bytes)
{
    if (bytes.len >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0)
        bytes = text_slice(bytes, 3, bytes.len);
    bytes = text_trim(bytes);
    if (!bytes.len)
        return 0;
    return bytes.at[0];
}

/* UTF-16 that begins with an angle bracket is XML, too. */
static bool is_xml(struct barq_text bytes)
{
    if (bytes.len >= 4 && (memcmp(bytes.at, "\xFF\xFE<", 4) == 0 ||
                           memcmp(bytes.at, "\xFE\xFF\0<", 4) == 0))
        return true;
    return first_of(bytes) == '<';
}

static enum barq_status read_xml(struct barq_text bytes, const char *name,
                                 const struct name_sink *sink, struct arena all,
                                 struct barq_error *err)
{
    FILE *from = fmemopen((void *)(uintptr_t)bytes.at, bytes.len, "rb");

    if (!from)
        return fail_nomem(err, "to read TBX");
    enum barq_status status = tbx_read(from, name, sink, all, err);
    fclose(from);
    return status;
}

static enum barq_status read_names(struct import *import,
                                   struct barq_text bytes, const char *path,
                                   struct arena all, struct barq_error *err)
{
    const struct name_sink sink = { take, skip, import };
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;

    if (!first_of(bytes))
        return fail(err, BARQ_E_INPUT, 0, "%s: is empty", name);
    return is_xml(bytes) ? read_xml(bytes, name, &sink, all, err)
                         : names_table_read(bytes, name, &sink, all, err);
}

static enum barq_status run_import(struct import *import,
                                   struct barq_text bytes, const char *path,
                                   bool dry_run, struct arena all,
                                   struct barq_error *err)
{
    struct arena keep = arena_split(&all), scratch = arena_split(&all);
    enum barq_status status = memory_begin(import->memory, err);

    if (status)
        return status;
    status = ledger_read(import->memory, &import->ledger, &keep, scratch, err);
    if (!status)
        status = read_names(import, bytes, path, all, err);
    if (!status && !dry_run)
        status = memory_commit(import->memory, err);
    if (status || dry_run)
        memory_rollback(import->memory);
    return status;
}

static enum barq_status give_skips(struct import *import, char **skips,
                                   struct barq_error *err)
{
    size_t len;

    if (import->counts.skipped > SKIPS_SAID)
        buf_addf(&import->skips, "and %lld more\n",
                 (long long)(import->counts.skipped - SKIPS_SAID));
    return buf_take(&import->skips, skips, &len, err);
}

enum barq_status barq_names_import(struct barq_memory *memory, const char *path,
                                   const struct barq_names_options *options,
                                   struct barq_counts *counts, char **skips,
                                   struct barq_error *err)
{
    static const struct barq_names_options defaults = { 0 };
    const struct barq_names_options *o = options ? options : &defaults;
    struct import import = { .memory = memory, .who = text_of(o->who) };
    struct barq_text bytes = { 0 };
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    struct arena file = arena_split(&all);
    status = file_read(path, &bytes, &file, err);
    if (!status)
        status = run_import(&import, bytes, path, o->dry_run, all, err);
    block_release(home);
    if (!status && skips)
        status = give_skips(&import, skips, err);
    buf_release(&import.skips);
    if (!status && counts)
        *counts = import.counts;
    return status;
}

/* ------------------------------------------------------------------ export */

static enum barq_status write_names(const struct barq_names *names,
                                    const char *path, enum barq_names_form form,
                                    size_t *written, struct barq_error *err)
{
    struct buf buf = { 0 };
    enum barq_status status = BARQ_OK;

    if (form == BARQ_NAMES_CSV)
        names_table_write(&buf, names, written);
    else
        tbx_write(&buf, names, written);
    if (buf.failed)
        status = fail_nomem(err, "for the names");
    else if (!*written)
        status = fail(err, BARQ_NOTHING, 0,
                      "there are no accepted names in the ledger");
    else
        status = barq_save(path, (struct barq_text){ buf.at, buf.len }, err);
    buf_release(&buf);
    return status;
}

enum barq_status barq_names_export(struct barq_memory *memory, const char *path,
                                   enum barq_names_form form,
                                   struct barq_counts *counts,
                                   struct barq_error *err)
{
    struct barq_names *names = NULL;
    size_t written = 0;
    enum barq_status status = barq_names_list(memory, &names, err);

    if (!status)
        status = write_names(names, path, form, &written, err);
    barq_names_free(names);
    if (!status && counts)
        *counts = (struct barq_counts){ .read = (int64_t)written,
                                        .added = (int64_t)written };
    return status;
}
