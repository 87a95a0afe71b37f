/* fuzz_lines.h - what holds of the lines of a story, whatever it was read
 * from. */
#ifndef FUZZ_LINES_H
#define FUZZ_LINES_H

#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

/* Valid text of a line a block, with every line marked. */
static void check_lines(struct barq_text text, const struct text_blocks *marks)
{
    struct barq_text rest = text, line;
    size_t i = 0;

    must(utf8_check(text, &(size_t){ 0 }));
    for (; text_line(&rest, &line); i++) {
        must(i < marks->count && text_trim(line).len == line.len);
        must(marks->at[i].start == (size_t)(line.at - text.at));
        must(marks->at[i].end == marks->at[i].start + line.len);
        must(line.len && marks->at[i].reason);
    }
    must(i == marks->count);
}

#endif
