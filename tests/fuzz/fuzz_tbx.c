/*
 * Any bytes at all as a file of names, TBX or table: refuse them, or hand over
 * names of valid UTF-8; those that a ledger takes come back the same when they
 * are written as TBX and read again.
 */
#include "base/utf8.h"
#include "formats/names_file.h"
#include "memory/ledger.h"

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

static enum barq_status skip(void *context, size_t line, const char *reason,
                             struct barq_error *err)
{
    (void)context;
    (void)err;
    must(line > 0 && reason && *reason);
    return BARQ_OK;
}

/* U+FFFE and U+FFFF, for which XML has no place. */
static bool fits_xml(struct barq_text text)
{
    for (size_t i = 0; i < text.len;)
        if (utf8_next(text, &i) - 0xFFFE < 2)
            return false;
    return true;
}

static bool all_fit(const struct barq_name *name)
{
    bool fit = fits_xml(name->house) && fits_xml(name->note);

    for (size_t i = 0; i < name->ar_count; i++)
        fit = fit && fits_xml(name->ar[i]);
    for (size_t i = 0; i < name->other_count; i++)
        fit = fit && fits_xml(name->other[i]);
    return fit;
}

static enum barq_status compare(void *context, const struct barq_name *name,
                                size_t line, struct barq_error *err)
{
    const struct barq_name **want = context;

    (void)line;
    (void)err;
    must(*want && text_equal((*want)->house, name->house));
    must((*want)->ar_count == name->ar_count &&
         (*want)->other_count == name->other_count &&
         (*want)->kind == name->kind);
    for (size_t i = 0; i < name->ar_count; i++)
        must(text_equal((*want)->ar[i], name->ar[i]));
    for (size_t i = 0; i < name->other_count; i++)
        must(text_equal((*want)->other[i], name->other[i]));
    must(text_equal(text_trim((*want)->note), name->note));
    *want = NULL;
    return BARQ_OK;
}

static enum barq_status read_xml(const void *data, size_t size,
                                 const struct name_sink *sink,
                                 struct barq_error *err)
{
    struct block home;
    struct arena all;

    must(block_reserve(&home, (size_t)64 << 20, &all, NULL) == BARQ_OK);
    FILE *from = fmemopen((void *)(uintptr_t)data, size, "rb");
    must(from != NULL);
    enum barq_status status = tbx_read(from, "fuzz", sink, all, err);
    fclose(from);
    block_release(home);
    return status;
}

static void and_back(const struct barq_name *name)
{
    struct barq_name copy = *name;
    const struct barq_name *want = &copy;
    const struct barq_names names = { .at = &copy, .count = 1 };
    const struct name_sink sink = { compare, skip, &want };
    struct buf buf = { 0 };
    size_t written = 0;

    copy.status = BARQ_ACCEPTED;
    tbx_write(&buf, &names, &written);
    must(written == 1 && !buf.failed);
    must(read_xml(buf.at, buf.len, &sink, NULL) == BARQ_OK && !want);
    buf_release(&buf);
}

static enum barq_status take(void *context, const struct barq_name *name,
                             size_t line, struct barq_error *err)
{
    size_t bad;

    (void)context;
    (void)err;
    must(line > 0);
    must(utf8_check(name->house, &bad) && utf8_check(name->note, &bad));
    if (name_check(name, NULL) == BARQ_OK && all_fit(name))
        and_back(name);
    return BARQ_OK;
}

static void read_table(const uint8_t *data, size_t size,
                       const struct name_sink *sink, struct barq_error *err)
{
    const struct barq_text bytes = { (const char *)data, size };
    struct block home;
    struct arena all;

    must(block_reserve(&home, (size_t)64 << 20, &all, NULL) == BARQ_OK);
    if (names_table_read(bytes, "fuzz", sink, all, err))
        must(err->message[0]);
    block_release(home);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct name_sink sink = { take, skip, NULL };
    struct barq_error err = { 0 };

    if (!size || size > MOST)
        return 0;
    if (read_xml(data, size, &sink, &err))
        must(err.message[0]);
    read_table(data, size, &sink, &err);
    return 0;
}
