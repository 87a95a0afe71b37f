/*
 * quotations.c - which segments end in the midst of a quotation.
 *
 * Both translations of a speech begin and end where it does, however it was
 * cut into sentences.  So an end of the Arabic that is inside a quotation
 * and one of the English that is not hardly ever belong together: of the nodes
 * on the true ways through eight tales four in a hundred are such, of those
 * beside them eleven.
 *
 *   ar  He said: «Come.       quoted     en  "Come.                   quoted
 *       We leave tonight.»    not            We leave tonight," said  not
 *                                            he.
 *
 * A mark of its own shape says which it is.  A straight one opens where white
 * space, a bracket, a colon or a dash is before it and something behind it.  An
 * apostrophe closes only behind the stop or comma of a speech: "the boys'"
 * does not.  What opens and is not closed within QUOTED_MOST segments is no
 * quotation, since a mark that was lost would turn the rest inside out; where
 * the next one opens before (a speech of several paragraphs), it goes on.
 */
#include "align/evidence.h"

#include "base/utf8.h"

enum { QUOTED_MOST = 8 };

enum {
    GUILLEMET_OPEN = 0xAB,
    GUILLEMET_CLOSE = 0xBB,
    SINGLE_OPEN = 0x2018,
    SINGLE_CLOSE = 0x2019, /* an apostrophe, too */
    DOUBLE_OPEN = 0x201C,
    DOUBLE_CLOSE = 0x201D,
    EN_DASH = 0x2013,
    EM_DASH = 0x2014,
    ELLIPSIS = 0x2026,
};

/* Where a quotation was opened that is not closed yet. */
struct open_quote {
    bool is;
    size_t segment;
};

static bool leads(uint32_t before)
{
    return utf8_is_space(before) || before == '(' || before == '[' ||
           before == ':' || before == EN_DASH || before == EM_DASH;
}

static bool ends_speech(uint32_t before)
{
    return before == '.' || before == ',' || before == '?' || before == '!' ||
           before == ELLIPSIS;
}

static bool opens(uint32_t before, uint32_t c, uint32_t behind)
{
    if (c == GUILLEMET_OPEN || c == DOUBLE_OPEN)
        return true;
    return (c == '"' || c == '\'' || c == SINGLE_OPEN) && leads(before) &&
           !utf8_is_space(behind);
}

/* Of what does not open one. */
static bool closes(uint32_t before, uint32_t c)
{
    if (c == GUILLEMET_CLOSE || c == DOUBLE_CLOSE || c == '"')
        return true;
    return (c == '\'' || c == SINGLE_CLOSE) && ends_speech(before);
}

/* The segments from where it was opened on end inside it, but not this one. */
static void close_quote(struct side *side, struct open_quote *open, size_t at)
{
    if (open->is && at - open->segment <= QUOTED_MOST)
        for (size_t i = open->segment; i < at; i++)
            side->segments[i].quoted = true;
    open->is = false;
}

static void read_segment(struct side *side, size_t at, struct barq_text text,
                         struct open_quote *open)
{
    uint32_t before = ' ';

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        size_t next = i;
        uint32_t behind = next < text.len ? utf8_next(text, &next) : ' ';
        if (opens(before, c, behind)) {
            if (open->is)
                close_quote(side, open, at);
            *open = (struct open_quote){ true, at };
        } else if (closes(before, c)) {
            close_quote(side, open, at);
        }
        before = c;
    }
}

void quotations_mark(const struct barq_story *story, struct side *side)
{
    struct open_quote open = { false, 0 };

    for (size_t i = 0; i < side->count; i++)
        read_segment(side, i, story->segments[i].text, &open);
}
