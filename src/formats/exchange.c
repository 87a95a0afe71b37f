/*
 * exchange.c - files of pairs into the memory and out of it.
 *
 * counts.read = added + merged + skipped, for every import.
 */
#include "formats/exchange.h"

#include "align/learn.h"
#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "memory/batch.h"
#include "memory/trial.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* ---------------------------------------------------------------- import */

/* More reasons than the readers have. */
enum { REASONS = 16 };

struct import {
    struct barq_memory *memory;
    struct barq_text who;
    bool dry_run;
    struct barq_counts counts;
    struct memory_batch batch;          /* a small file is stored whole */
    struct memory_trial trial;          /* of a dry run */
    const struct memory_places *places; /* of the unit that comes, or NULL */
    const char *reasons[REASONS];
    int64_t times[REASONS];
};

static void skip(void *context, const char *reason)
{
    struct import *import = context;

    import->counts.read++;
    import->counts.skipped++;
    for (size_t i = 0; i < REASONS; i++) {
        if (!import->reasons[i])
            import->reasons[i] = reason;
        if (strcmp(import->reasons[i], reason) == 0) {
            import->times[i]++;
            return;
        }
    }
}

static void stood(void *context, const struct memory_places *places)
{
    struct import *import = context;

    import->places = places;
}

static enum barq_status put(struct import *import, const struct barq_unit *unit,
                            enum barq_added *added, struct barq_error *err)
{
    if (import->dry_run)
        return memory_try(&import->trial, unit, added, err);
    return import->places ? memory_put_placed(import->memory, unit,
                                              import->places, added, err)
                          : memory_put(import->memory, unit, added, NULL, err);
}

static enum barq_status take(void *context, const struct barq_unit *unit,
                             struct barq_error *err)
{
    struct import *import = context;
    struct barq_unit signed_unit = *unit;
    enum barq_added added = BARQ_ADDED;

    if (!unit->who.len)
        signed_unit.who = import->who;
    enum barq_status status = put(import, &signed_unit, &added, err);
    import->places = NULL;
    if (status == BARQ_E_INPUT) { /* it spoils nothing: see memory.h */
        skip(import, "units that no memory can hold (over 64 KiB)");
        return BARQ_OK;
    }
    if (status)
        return status;
    import->counts.read++;
    if (added == BARQ_ADDED)
        import->counts.added++;
    else
        import->counts.merged++;
    return import->dry_run ? BARQ_OK : batch_count(&import->batch, err);
}

/* "3 units without ...", "1 unit without ...": the plural of a reason is its
 * first "s " ("second segments of one variant" is "second segment of ..."),
 * and an "are" behind that. */
static void add_reason(struct buf *buf, int64_t times, const char *reason)
{
    const char *plural = times == 1 ? strstr(reason, "s ") : NULL;

    buf_addf(buf, "%lld ", (long long)times);
    if (plural) {
        buf_add(buf, (struct barq_text){ reason, (size_t)(plural - reason) });
        reason = plural + 1;
        bool are = strncmp(reason, " that are ", 10) == 0;
        buf_adds(buf, are ? " that is " : "");
        reason += are ? 10 : 0;
    }
    buf_addf(buf, "%s\n", reason);
}

static enum barq_status list_skips(const struct import *import, char **skips,
                                   struct barq_error *err)
{
    struct buf buf = { 0 };
    size_t len;

    for (size_t i = 0; i < REASONS && import->reasons[i]; i++)
        add_reason(&buf, import->times[i], import->reasons[i]);
    return buf_take(&buf, skips, &len, err);
}

/* Say of a failure what it left behind. */
static void add_stored(int64_t stored, struct barq_error *err)
{
    size_t len = err ? strlen(err->message) : 0;

    if (stored && err)
        snprintf(err->message + len, sizeof(err->message) - len,
                 "; the first %lld units are stored, and importing the file "
                 "again goes on from there",
                 (long long)stored);
}

/* What it takes room for has the pages that a batch had: new ones cost more
 * than to write them. */
static void learn(struct barq_memory *memory)
{
    memory_give_room(memory);
    learn_refresh(memory, NULL); /* if it fails, next time */
}

/* Nothing is stored. */
static enum barq_status try_stream(struct import *import, FILE *from,
                                   const char *name, struct barq_error *err)
{
    struct pair_sink sink = { take, skip, import, stood };
    enum barq_status status =
        memory_trial_begin(&import->trial, import->memory, err);

    if (status)
        return status;
    status = exchange_read(from, name, &sink, err);
    memory_trial_end(&import->trial);
    return status;
}

static enum barq_status store_stream(struct import *import, FILE *from,
                                     const char *name, struct barq_error *err)
{
    struct pair_sink sink = { take, skip, import, stood };
    enum barq_status status = batch_begin(&import->batch, import->memory, err);

    if (status)
        return status;
    status = memory_edition_begin(import->memory, text_of(""), err);
    if (!status)
        status = exchange_read(from, name, &sink, err);
    if (!status)
        status = memory_editions_join(import->memory, &import->batch, err);
    memory_edition_end(import->memory);
    if (!status)
        status = memory_commit(import->memory, err);
    if (status)
        memory_rollback(import->memory);
    else
        learn(import->memory);
    if (status)
        add_stored(import->batch.stored, err);
    else if (import->batch.stored)
        status = memory_rest(import->memory, err);
    return status;
}

/* A file of so many bytes has some thousands of units; and a unit so many. */
enum { LARGE_FILE = 1 << 20, UNIT_BYTES = 512 };

static int64_t size_of(FILE *from)
{
    struct stat info;

    return fstat(fileno(from), &info) ? 0 : (int64_t)info.st_size;
}

static enum barq_status store_many(struct import *import, FILE *from,
                                   const char *name, struct barq_error *err)
{
    int64_t bytes = size_of(from);
    bool large = bytes >= LARGE_FILE;

    memory_expect_many(import->memory, true);
    if (large) {
        memory_fill_begin(import->memory);
        memory_expect_units(import->memory, bytes / UNIT_BYTES);
    }
    enum barq_status status = store_stream(import, from, name, err);
    if (large)
        memory_fill_end(import->memory);
    memory_expect_many(import->memory, false);
    return status;
}

static enum barq_status import_stream(struct import *import, FILE *from,
                                      const char *name, struct barq_error *err)
{
    FILE *whole = from;
    enum barq_status status = exchange_whole(from, name, &whole, err);

    if (status)
        return status;
    status = import->dry_run ? try_stream(import, whole, name, err)
                             : store_many(import, whole, name, err);
    if (whole != from)
        fclose(whole);
    return status;
}

static enum barq_status import_file(struct import *import, const char *path,
                                    struct barq_error *err)
{
    if (strcmp(path, "-") == 0)
        return import_stream(import, stdin, "standard input", err);

    FILE *from = fopen(path, "rb");
    if (!from)
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot open: %s", path,
                    strerror(errno));
    enum barq_status status = import_stream(import, from, path, err);
    fclose(from);
    return status;
}

enum barq_status barq_import(struct barq_memory *memory, const char *path,
                             const struct barq_exchange_options *options,
                             struct barq_counts *counts, char **skips,
                             struct barq_error *err)
{
    static const struct barq_exchange_options defaults = { 0 };
    const struct barq_exchange_options *o = options ? options : &defaults;
    struct import import = { .memory = memory,
                             .who = text_of(o->who),
                             .dry_run = o->dry_run };
    enum barq_status status = import_file(&import, path, err);

    if (!status && skips)
        status = list_skips(&import, skips, err);
    if (!status && counts)
        *counts = import.counts;
    return status;
}

/* ---------------------------------------------------------------- export */

enum barq_status exchange_find(struct exchange_units *wanted,
                               const struct barq_filter *filter,
                               struct arena *keep, struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    struct memory_sieve *sieve = NULL;
    enum barq_status status;

    wanted->all = !filter;
    if (!filter)
        return BARQ_OK;
    status =
        memory_sieve_open(wanted->memory, filter, &sieve, keep, scratch, err);
    if (!status)
        status = memory_sieve_ids(sieve, &wanted->ids, keep, err);
    memory_sieve_close(sieve);
    return status;
}

enum barq_status exchange_next(struct exchange_units *wanted,
                               struct barq_unit *unit, struct arena *keep,
                               struct barq_error *err)
{
    enum barq_status status = BARQ_NOTHING;

    if (wanted->all)
        status = memory_next(wanted->memory, wanted->last, unit, keep, err);
    while (status == BARQ_NOTHING && wanted->taken < wanted->ids.count)
        status = memory_get(wanted->memory, wanted->ids.at[wanted->taken++],
                            unit, keep, err); /* or deleted meanwhile */
    wanted->last = unit->id;
    return status;
}

static enum barq_status write_units(struct exchange_units *wanted, FILE *to,
                                    struct barq_counts *counts,
                                    struct arena all, struct barq_error *err)
{
    struct buf scratch = { 0 };
    enum barq_status status = BARQ_OK;

    while (!status) {
        struct barq_unit unit = { 0 };
        struct arena arena = all;
        status = exchange_next(wanted, &unit, &arena, err);
        if (status)
            break;
        struct memory_places places = { 0 };
        counts->read++;
        status = exchange_places(wanted, unit.id, &places, &arena, err);
        if (status)
            break;
        if (tmx_write_unit(to, &scratch, &unit, &places))
            counts->skipped++;
        else
            counts->added++;
        if (scratch.failed)
            status = fail_nomem(err, "for the output");
    }
    buf_release(&scratch);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status write_beads(const struct barq_alignment *a, FILE *to,
                                    const struct barq_unit *proto,
                                    struct barq_counts *counts,
                                    struct barq_error *err)
{
    struct buf scratch = { 0 };

    for (size_t i = 0; i < a->count && !scratch.failed; i++) {
        counts->read++;
        if (!a->beads[i].sure) {
            counts->skipped++;
            continue;
        }
        struct barq_unit unit = align_unit(a, i, proto);
        tmx_write_unit(to, &scratch, &unit, NULL);
        counts->added++;
    }
    bool failed = scratch.failed;
    buf_release(&scratch);
    return failed ? fail_nomem(err, "for the output") : BARQ_OK;
}

enum barq_status barq_alignment_export(const struct barq_alignment *alignment,
                                       const char *path,
                                       const struct barq_unit *proto,
                                       struct barq_counts *counts,
                                       struct barq_error *err)
{
    struct barq_counts done = { 0 };
    struct file file;
    enum barq_status status = file_create(&file, path, err);

    if (status)
        return status;
    tmx_write_head(file.to);
    status = write_beads(alignment, file.to, proto, &done, err);
    if (status) {
        file_drop(&file);
        return status;
    }
    tmx_write_tail(file.to);
    status = file_commit(&file, err);
    if (!status && counts)
        *counts = done;
    return status;
}

static enum barq_status write_file(struct exchange_units *wanted,
                                   const char *path, struct barq_counts *counts,
                                   struct arena all, struct barq_error *err)
{
    struct file file;
    enum barq_status status = file_create(&file, path, err);

    if (status)
        return status;
    tmx_write_head(file.to);
    status = write_units(wanted, file.to, counts, all, err);
    if (status) {
        file_drop(&file);
        return status;
    }
    tmx_write_tail(file.to);
    return file_commit(&file, err);
}

enum barq_status barq_export_some(struct barq_memory *memory, const char *path,
                                  const struct barq_exchange_options *options,
                                  struct barq_counts *counts,
                                  struct barq_error *err)
{
    struct exchange_units wanted = { .memory = memory };
    struct barq_counts done = { 0 };
    struct block block = { 0 };
    struct arena all = { 0 };
    enum barq_status status =
        block_reserve(&block, EXCHANGE_CEILING, &all, err);

    if (status)
        return status;
    struct arena unit = { all.end - EXCHANGE_UNIT_CEILING, all.end };
    all.end = unit.at;
    status =
        exchange_find(&wanted, options ? options->filter : NULL, &all, err);
    if (!status && !wanted.all && !wanted.ids.count)
        status = fail(err, BARQ_NOTHING, 0, "no unit passes the filter");
    if (!status)
        status = memory_editions(memory, &wanted.editions, &all, err);
    if (!status)
        status = write_file(&wanted, path, &done, unit, err);
    block_release(block);
    buf_release(&wanted.named);
    if (!status && counts)
        *counts = done;
    return status;
}

enum barq_status barq_export(struct barq_memory *memory, const char *path,
                             struct barq_counts *counts, struct barq_error *err)
{
    return barq_export_some(memory, path, NULL, counts, err);
}
