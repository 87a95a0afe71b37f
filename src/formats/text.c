#include "formats/formats.h"

#include "base/utf8.h"

/*
 * The draft as plain text, in the layout of the story: each segment gives
 * way to its translation, and every byte between segments stays.  Only what
 * was translated before, punctuation aside (rank 95 and up), stands bare;
 * whatever a person still has to read is easy to find:
 *
 *   HEADLINE IN ENGLISH
 *
 *   A sentence that the memory knew. [[94: A sentence like this one.]]
 *   [[99: One of {+15+} people whose number was put right.]]
 *   [[mt libretranslate: What a machine made of it.]]
 *   [[open: a sentence that nobody knew, in its own language]]
 *
 * Page furniture stays as it was.
 */

enum { RANK_BARE = 95 };

static void add_marked(struct buf *buf, const struct barq_draft_segment *s)
{
    buf_adds(buf, "[[");
    if (!s->target.at) {
        buf_adds(buf, "open");
    } else if (s->origin == BARQ_MT) {
        buf_adds(buf, "mt ");
        buf_add(buf, s->engine);
    } else {
        buf_addf(buf, "%d", s->rank);
    }
    buf_adds(buf, ": ");
    if (s->target.at)
        draft_add_target(buf, s);
    else
        buf_add(buf, s->source.text);
    buf_adds(buf, "]]");
}

static void add_segment(struct buf *buf, const struct barq_draft_segment *s)
{
    if (draft_is_furniture(s))
        buf_add(buf, s->source.text);
    else if (s->target.at && !s->target.len)
        return; /* said by the segment before */
    else if (s->target.at && s->rank >= RANK_BARE && s->origin != BARQ_MT &&
             !s->adapted_count)
        buf_add(buf, s->target);
    else
        add_marked(buf, s);
}

void text_write_draft(struct buf *buf, const struct barq_draft *draft)
{
    struct barq_text text = draft->story->text;
    size_t at = 0;

    for (size_t i = 0; i < draft->count; i++) {
        const struct barq_draft_segment *s = &draft->segments[i];
        if (s->source.start < at)
            continue; /* segments lie in order; nothing is written twice */
        buf_add(buf, text_slice(text, at, s->source.start));
        add_segment(buf, s);
        at = s->source.end;
    }
    buf_add(buf, text_slice(text, at, text.len));
}
