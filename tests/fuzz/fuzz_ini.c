/* Any bytes as a configuration: an error with the file's name and a line; or
 * settings that come out the same when they are written and read again. */
#include "base/buf.h"
#include "base/ini.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_again(const struct ini *ini, struct buf *buf)
{
    for (size_t i = 0; i < ini->count; i++) {
        const struct ini_entry *entry = &ini->entries[i];
        buf_addf(buf, "[%s]\n%s = %s\n", entry->section.at, entry->name.at,
                 entry->value.at);
    }
}

static void compare(const struct ini *a, const struct ini *b)
{
    if (a->count != b->count)
        abort();
    for (size_t i = 0; i < a->count; i++)
        if (!text_equal(a->entries[i].section, b->entries[i].section) ||
            !text_equal(a->entries[i].name, b->entries[i].name) ||
            !text_equal(a->entries[i].value, b->entries[i].value))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static _Alignas(16) char room[1 << 20], other[1 << 20];
    struct arena keep = arena_over(room, sizeof(room));
    struct arena more = arena_over(other, sizeof(other));
    struct barq_error err = { 0 };
    struct ini ini, again;
    struct buf buf = { 0 };

    if (size > 1 << 14)
        return 0;
    if (ini_parse("x.ini", (struct barq_text){ (const char *)data, size }, &ini,
                  &keep, &err)) {
        if (err.status == BARQ_E_INPUT &&
            strncmp(err.message, "x.ini:", 6) != 0)
            abort();
        return 0;
    }
    write_again(&ini, &buf);
    if (buf.len && ini_parse("x.ini", (struct barq_text){ buf.at, buf.len },
                             &again, &more, &err) == BARQ_OK)
        compare(&ini, &again);
    else if (buf.len && err.status != BARQ_E_INTERNAL)
        abort();
    buf_release(&buf);
    return 0;
}
