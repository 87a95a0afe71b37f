/*
 * bench_text - how fast text is folded and cut, beside ICU's own iterator
 * over the same bytes in the same run; and what opening the lexicon takes.
 *
 * usage: bench_text STORY...
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

enum { ROUNDS = 5 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const struct barq_error *err)
{
    fprintf(stderr, "bench_text: %s\n", err->message);
    exit(1);
}

static void fold_lines(struct barq_text text, struct arena keep,
                       struct arena scratch)
{
    struct barq_text line, key;
    struct barq_error err;

    while (text_line(&text, &line)) {
        struct arena one = keep;
        if (text_fold(line, TEXT_L2, &key, &one, scratch, &err))
            die(&err);
    }
}

static size_t cut_lines(struct segmenter *segmenter, struct barq_text text,
                        struct arena keep, struct arena scratch)
{
    struct barq_text line;
    struct text_spans spans;
    struct barq_error err;
    size_t count = 0;

    while (text_line(&text, &line)) {
        struct arena one = keep;
        if (segmenter_cut(segmenter, line, &spans, &one, scratch, &err))
            die(&err);
        count += spans.count;
    }
    return count;
}

/* ICU alone, from UTF-8 and back to byte-free boundaries: no rules of ours. */
static size_t icu_lines(UBreakIterator *iterator, struct barq_text text)
{
    static UChar units[1 << 20];
    struct barq_text line;
    size_t count = 0;

    while (text_line(&text, &line)) {
        UErrorCode code = U_ZERO_ERROR;
        int32_t len;
        u_strFromUTF8(units, 1 << 20, &len, line.at, (int32_t)line.len, &code);
        ubrk_setText(iterator, units, len, &code);
        while (ubrk_next(iterator) != UBRK_DONE)
            count++;
    }
    return count;
}

static void measure(const char *path, struct arena keep)
{
    struct barq_text text;
    struct barq_error err;
    struct segmenter *segmenter;
    UErrorCode code = U_ZERO_ERROR;
    double best[3] = { 1e9, 1e9, 1e9 };

    if (file_read(path, &text, &keep, &err))
        die(&err);
    struct arena scratch = arena_split(&keep);
    enum barq_lang lang = text_lang(text);
    UBreakIterator *icu =
        ubrk_open(UBRK_SENTENCE, lang == BARQ_AR ? "ar" : "en", NULL, 0, &code);
    if (segmenter_open(lang, &segmenter, &err))
        die(&err);
    for (int i = 0; i < ROUNDS; i++) {
        double t[4] = { now() };
        fold_lines(text, keep, scratch);
        t[1] = now();
        cut_lines(segmenter, text, keep, scratch);
        t[2] = now();
        icu_lines(icu, text);
        t[3] = now();
        for (int k = 0; k < 3; k++)
            if (t[k + 1] - t[k] < best[k])
                best[k] = t[k + 1] - t[k];
    }
    double mb = (double)text.len / 1e6;
    printf("%s, %.1f MB, best of %d: fold to L2 %.0f MB/s, segment %.0f MB/s, "
           "ICU's sentence iterator alone %.0f MB/s\n",
           path, mb, ROUNDS, mb / best[0], mb / best[1], mb / best[2]);
    segmenter_close(segmenter);
    ubrk_close(icu);
}

static void measure_lexicon(void)
{
    struct lexicon *lexicon;
    struct barq_error err;
    double best = 1e9;

    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        if (lexicon_open(&lexicon, &err))
            die(&err);
        double taken = now() - start;
        best = taken < best ? taken : best;
        lexicon_close(lexicon);
    }
    printf("lexicon opened, best of %d: %.2f ms\n", ROUNDS, 1e3 * best);
}

int main(int argc, char **argv)
{
    struct block block;
    struct arena all;
    struct barq_error err;

    if (block_reserve(&block, TASK_CEILING, &all, &err))
        die(&err);
    for (int i = 1; i < argc; i++)
        measure(argv[i], all);
    measure_lexicon();
    block_release(block);
    return 0;
}
