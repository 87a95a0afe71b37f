/*
 * Any bytes at all as XLIFF: refuse them, or hand over units of valid UTF-8
 * with text on both sides.
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

static enum barq_status take(void *context, const struct barq_unit *unit,
                             struct barq_error *err)
{
    const struct barq_text texts[] = { unit->ar,       unit->en,
                                       unit->story,    unit->ar_before,
                                       unit->ar_after, unit->en_before,
                                       unit->en_after };
    size_t bad;

    (void)context;
    (void)err;
    must(unit->ar.len && unit->en.len);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        must(utf8_check(texts[i], &bad));
    must(unit->origin == BARQ_REVIEWED && unit->position >= 0);
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
    if (xliff_read(from, "fuzz", &sink, &err))
        must(err.message[0]);
    fclose(from);
    return 0;
}
