/* An SRX file and a text, with a NUL between them: the file is refused, or
 * cuts the text without loss, alone and on top of our rules. */
#include "base/utf8.h"
#include "text/srx.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_spans(struct barq_text text, const struct text_spans *spans)
{
    size_t at = 0;

    for (size_t i = 0; i < spans->count; i++) {
        struct text_span span = spans->at[i];
        must(at <= span.start && span.start < span.end && span.end <= text.len);
        must(!text_trim(text_slice(text, at, span.start)).len);
        struct barq_text piece = text_slice(text, span.start, span.end);
        must(text_trim(piece).len == piece.len);
        must(utf8_check(piece, &(size_t){ 0 }));
        at = span.end;
    }
    must(!text_trim(text_slice(text, at, text.len)).len);
}

static void cut(struct srx *srx, enum barq_lang lang, struct barq_text text)
{
    struct block block;
    struct arena keep;
    struct text_spans spans;
    struct segmenter *segmenter;

    if (block_reserve(&block, TASK_CEILING, &keep, NULL))
        return;
    struct arena scratch = arena_split(&keep);
    if (!srx_cut(srx, text, &spans, &keep, scratch, NULL))
        check_spans(text, &spans);
    if (!segmenter_open(lang, &segmenter, NULL)) {
        if (!segmenter_cut(segmenter, text, &spans, &keep, scratch, NULL) &&
            !srx_amend(srx, text, &spans, &keep, scratch, NULL))
            check_spans(text, &spans);
        segmenter_close(segmenter);
    }
    block_release(block);
}

static char path[] = "/tmp/barq-fuzz-XXXXXX";

static void remove_file(void)
{
    unlink(path);
}

/* The file that srx_open() is given, rewritten for every input. */
static const char *write_file(const void *bytes, size_t size)
{
    static int fd = -1;

    if (fd < 0) {
        fd = mkstemp(path);
        must(fd >= 0 && atexit(remove_file) == 0);
    }
    must(ftruncate(fd, 0) == 0 && pwrite(fd, bytes, size, 0) == (ssize_t)size);
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, 0, size) : NULL;
    struct srx *srx;

    if (!end || size > 8192)
        return 0;
    struct barq_text text = { (const char *)end + 1,
                              size - (size_t)(end + 1 - data) };
    if (!utf8_check(text, &(size_t){ 0 }))
        return 0;
    const char *file = write_file(data, (size_t)(end - data));
    for (int lang = BARQ_AR; lang <= BARQ_EN; lang++) {
        if (srx_open(file, (enum barq_lang)lang, &srx, NULL))
            continue;
        cut(srx, (enum barq_lang)lang, text);
        srx_close(srx);
    }
    return 0;
}
