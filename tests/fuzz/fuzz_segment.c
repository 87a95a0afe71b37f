/*
 * A story is refused, or read without loss: blocks in order, segments in
 * order inside their blocks, and nothing but white space between them.
 *
 * The scanner is tried by itself, too.  Bytes are rarely a sentence, so they
 * also choose among pieces that sentences are made of.  Reading a story costs
 * thousands of times as much as cutting a block, since it opens the tables of
 * a page, so a live fuzzer reads one input in STORY_SHARE as a story.
 */
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST_INPUT = 8192, LONGEST_PIECE = 12 };

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { STORY_SHARE = 256 };
#else
enum { STORY_SHARE = 1 };
#endif

static const char *const pieces[] = {
    " ",
    ".",
    "!",
    "?",
    "\u061F",
    "\u2026",
    "\u06D4",
    "\"",
    "\u00AB",
    "\u00BB",
    "'",
    "\u2019",
    "(",
    ")",
    "[",
    "]",
    "+",
    "-",
    "\u2014",
    ",",
    ":",
    ";",
    "\n",
    "\u2029",
    "\u00A0",
    "\u200F",
    "\u2022",
    "1",
    "23",
    "\u0662",
    "a",
    "I",
    "b",
    "The",
    "word",
    "Lane",
    "Mr",
    "U.S",
    "p.m",
    "No",
    "Inc",
    "http://",
    "@",
    "www.",
    "com",
    ". . .",
    "[...]",
    "[1]",
    "1. ",
    "2) ",
    "\u062F",
    "\u0645",
    "\u0648\u0642\u0627\u0644",
    "\u0641\u064A",
    "\u0642\u0627\u0644",
    "\u0623.\u0641.\u0628",
    "\u064E",
    "\u0640",
    "\u3002",
    "\uFF0E",
    "\U0001F600",
    "\u0E14",
    "/",
};

static void must(bool holds)
{
    if (!holds)
        abort();
}

/* Only white space, or the byte order mark that begins the text. */
static void check_gap(struct barq_text text, size_t from, size_t to)
{
    must(from <= to && to <= text.len);
    if (from == 0 && to >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        from = 3;
    must(text_trim(text_slice(text, from, to)).len == 0);
}

static void check_story(const struct barq_story *story)
{
    struct barq_text text = barq_story_text(story);
    size_t at = 0, next = 0;

    for (size_t i = 0; i < barq_story_block_count(story); i++) {
        struct barq_block block = barq_story_block(story, i);
        must(block.first == next && block.count > 0 && block.reason);
        must(block.start < block.end);
        next += block.count;
        for (size_t j = block.first; j < next; j++) {
            struct barq_segment segment = barq_story_segment(story, j);
            check_gap(text, at, segment.start);
            must(segment.block == i && segment.start < segment.end);
            must(segment.start >= block.start && segment.end <= block.end);
            must(text_trim(segment.text).len == segment.text.len);
            at = segment.end;
        }
        must(at == block.end);
    }
    must(next == barq_story_segment_count(story));
    check_gap(text, at, text.len);
}

static void check_spans(struct barq_text text, const struct text_spans *spans)
{
    size_t at = 0, bad;

    for (size_t i = 0; i < spans->count; i++) {
        struct text_span span = spans->at[i];
        must(span.start < span.end && span.end <= text.len);
        check_gap(text, at, span.start);
        struct barq_text piece = text_slice(text, span.start, span.end);
        must(utf8_check(piece, &bad) && text_trim(piece).len == piece.len);
        at = span.end;
    }
    check_gap(text, at, text.len);
}

static void check_scanner(struct barq_text text)
{
    static struct segmenter *segmenters[2];
    static char memory[1 << 20];
    size_t bad;

    if (!utf8_check(text, &bad))
        return;
    for (int i = 0; i < 2; i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct arena scratch = arena_split(&keep);
        struct text_spans spans;
        if (!segmenters[i])
            must(!segmenter_open(i ? BARQ_EN : BARQ_AR, &segmenters[i], NULL));
        must(!segmenter_cut(segmenters[i], text, &spans, &keep, scratch, NULL));
        check_spans(text, &spans);
    }
}

static void check_pieces(const uint8_t *data, size_t size)
{
    static char bytes[LARGEST_INPUT * LONGEST_PIECE];
    struct barq_text text = { bytes, 0 };

    for (size_t i = 0; i < size; i++) {
        const char *piece =
            pieces[data[i] % (sizeof(pieces) / sizeof(pieces[0]))];
        while (*piece)
            bytes[text.len++] = *piece++;
    }
    check_scanner(text);
}

static void check_stories(struct barq_text bytes)
{
    struct barq_story *story;

    for (int lang = BARQ_LANG_UNKNOWN; lang <= BARQ_EN; lang++) {
        struct barq_story_options options = { .lang = (enum barq_lang)lang };
        options.segmented = bytes.len % 3 == 0 && lang == BARQ_LANG_UNKNOWN;
        if (barq_story_read(bytes, &options, &story, NULL))
            continue;
        check_story(story);
        barq_story_free(story);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text bytes = { (const char *)data, size };

    if (size > LARGEST_INPUT)
        return 0;
    check_scanner(bytes);
    check_pieces(data, size);
    if (text_hash(bytes) % STORY_SHARE == 0)
        check_stories(bytes);
    return 0;
}
