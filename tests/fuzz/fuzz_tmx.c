/*
 * Any bytes at all as TMX: refuse them, or hand over units of valid UTF-8
 * that come back the same when they are written and read again.
 */
#include "base/utf8.h"
#include "formats/formats.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void ignore(void *context, const char *reason)
{
    (void)context;
    must(reason && *reason);
}

static void same(struct barq_text a, struct barq_text b)
{
    must(text_equal(a, b));
}

static enum barq_status compare(void *context, const struct barq_unit *unit,
                                struct barq_error *err)
{
    const struct barq_unit **want = context;

    (void)err;
    must(*want != NULL);
    same((*want)->ar, unit->ar);
    same((*want)->en, unit->en);
    same((*want)->note, unit->note);
    same((*want)->who, unit->who);
    same((*want)->engine, unit->engine);
    same((*want)->story, unit->story);
    must((*want)->origin == unit->origin);
    must((*want)->created == unit->created && (*want)->uses == unit->uses);
    *want = NULL;
    return BARQ_OK;
}

/* Write the unit, read it, compare. */
static void and_back(const struct barq_unit *unit)
{
    const struct barq_unit *want = unit;
    struct pair_sink sink = { compare, ignore, &want, NULL };
    struct buf scratch = { 0 };
    char *file = NULL;
    size_t len = 0;
    FILE *stream = open_memstream(&file, &len);

    must(stream != NULL);
    tmx_write_head(stream);
    tmx_write_unit(stream, &scratch, unit, NULL);
    tmx_write_tail(stream);
    fclose(stream);
    buf_release(&scratch);
    stream = fmemopen(file, len, "rb");
    must(stream != NULL);
    must(tmx_read(stream, "back", &sink, NULL) == BARQ_OK && !want);
    fclose(stream);
    free(file);
}

static enum barq_status take(void *context, const struct barq_unit *unit,
                             struct barq_error *err)
{
    size_t bad;

    (void)context;
    (void)err;
    must(unit->ar.len && utf8_check(unit->ar, &bad));
    must(unit->en.len && utf8_check(unit->en, &bad));
    must(unit->confidence >= 0 && unit->confidence <= 1);
    and_back(unit);
    return BARQ_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pair_sink sink = { take, ignore, NULL, NULL };
    struct barq_error err = { 0 };

    if (!size || size > MOST)
        return 0;
    FILE *from = fmemopen((void *)(uintptr_t)data, size, "rb");
    must(from != NULL);
    if (tmx_read(from, "fuzz", &sink, &err))
        must(err.message[0]);
    fclose(from);
    return 0;
}
