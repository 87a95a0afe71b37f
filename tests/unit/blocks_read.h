/* blocks_read.h - the blocks of a story as lines, for the tests of readers. */
#ifndef BLOCKS_READ_H
#define BLOCKS_READ_H

#include "base/buf.h"
#include "base/utf8.h"
#include "barq.h"

/* "kind: text" for every block, a line each. */
static void describe(const struct barq_story *story, struct buf *to)
{
    struct barq_text text = barq_story_text(story);

    for (size_t i = 0; i < barq_story_block_count(story); i++) {
        struct barq_block block = barq_story_block(story, i);
        buf_addf(to, "%s: ", barq_kind_name(block.kind));
        buf_add(to, text_slice(text, block.start, block.end));
        buf_addc(to, '\n');
    }
}

#endif
