/*
 * Any bytes at all as a table of pairs: refuse them with the line, or hand
 * over fields of valid UTF-8 without a tab or line end, never more of them
 * than there are lines.
 */
#include "base/utf8.h"
#include "formats/formats.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check(struct barq_text field)
{
    size_t bad;

    must(field.len && utf8_check(field, &bad));
    must(!memchr(field.at, '\t', field.len));
    must(!memchr(field.at, '\n', field.len));
}

static enum barq_status take(void *context, const struct barq_unit *unit,
                             struct barq_error *err)
{
    size_t *handled = context;

    (void)err;
    check(unit->ar);
    check(unit->en);
    ++*handled;
    return BARQ_OK;
}

static void count(void *context, const char *reason)
{
    size_t *handled = context;

    must(reason && *reason);
    ++*handled;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t handled = 0, lines = 1;
    struct pair_sink sink = { take, count, &handled, NULL };
    struct barq_error err = { 0 };

    if (!size || size > MOST)
        return 0;
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    FILE *from = fmemopen((void *)(uintptr_t)data, size, "rb");
    must(from != NULL);
    if (tsv_read(from, "fuzz", &sink, &err))
        must(strncmp(err.message, "fuzz:", 5) == 0);
    must(handled <= lines);
    fclose(from);
    return 0;
}
