/*
 * A page is refused, or its article is valid text of a line a block, with
 * every line marked.  Reading it as a story opens all of our tables, which
 * costs more than most pages do, so a live fuzzer does so for one input in
 * STORY_SHARE.
 */
#include "base/utf8.h"
#include "formats/html_read.h"

#include "fuzz_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { STORY_SHARE = 256 };
#else
enum { STORY_SHARE = 1 };
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text page = { (const char *)data, size }, text;
    struct text_blocks marks;
    struct barq_story *story;
    struct block block;
    struct arena keep;

    if (size > 32768 || block_reserve(&block, TASK_CEILING, &keep, NULL))
        return 0;
    html_is_page(page);
    if (!html_read(page, NULL, &text, &marks, &keep, NULL))
        check_lines(text, &marks);
    block_release(block);
    if (text_hash(page) % STORY_SHARE == 0 &&
        !barq_story_read(page, NULL, &story, NULL))
        barq_story_free(story);
    return 0;
}
