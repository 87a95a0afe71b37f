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

/* Ours, opened once: it reads tables. */
static struct segmenter *segmenter_of(enum barq_lang lang)
{
    static struct segmenter *segmenters[BARQ_EN + 1];

    if (!segmenters[lang])
        must(!segmenter_open(lang, &segmenters[lang], NULL));
    return segmenters[lang];
}

static void cut(struct srx *srx, enum barq_lang lang, struct barq_text text)
{
    static char memory[1 << 22];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct text_spans spans;

    if (!srx_cut(srx, text, &spans, &keep, scratch, NULL))
        check_spans(text, &spans);
    must(
        !segmenter_cut(segmenter_of(lang), text, &spans, &keep, scratch, NULL));
    if (!srx_amend(srx, text, &spans, &keep, scratch, NULL))
        check_spans(text, &spans);
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
    enum barq_lang lang = size % 2 ? BARQ_AR : BARQ_EN;
    if (srx_open(file, lang, &srx, NULL))
        return 0;
    cut(srx, lang, text);
    srx_close(srx);
    return 0;
}
