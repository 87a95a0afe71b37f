/* A story is refused, or read without loss: blocks in order, segments in
 * order inside their blocks, and nothing but white space between them. */
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text bytes = { (const char *)data, size };
    struct barq_story *story;

    if (size > 8192)
        return 0;
    for (int lang = BARQ_LANG_UNKNOWN; lang <= BARQ_EN; lang++) {
        struct barq_story_options options = { .lang = (enum barq_lang)lang };
        options.segmented = size % 3 == 0 && lang == BARQ_LANG_UNKNOWN;
        if (barq_story_read(bytes, &options, &story, NULL))
            continue;
        check_story(story);
        barq_story_free(story);
    }
    return 0;
}
