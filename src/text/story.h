/*
 * story.h - a story made from text, for the readers of formats/.
 *
 * A reader makes the story with its name, puts the UTF-8 text into the same
 * arena, says what it knows of the lines, and has it built.
 */
#ifndef TEXT_STORY_H
#define TEXT_STORY_H

#include "text/text.h"

/* An empty story in a block of its own, of which `keep` is the rest; NULL,
 * with *err filled, when there is no memory. */
struct barq_story *story_new(struct barq_text name, struct arena *keep,
                             struct barq_error *err);

/*
 * Tell the blocks of story->text, which lives in `keep`, and cut them.
 *
 * marks  what the format said of lines, in order of their start, of no
 *        white space at either end: a kind and its reason.  Furniture stands;
 *        a paragraph says nothing, so that the words of the line decide;
 *        any other kind stands unless the line is furniture by its words.
 *        NULL when the format says nothing.
 */
enum barq_status story_build(struct barq_story *story,
                             const struct text_blocks *marks,
                             const struct barq_story_options *options,
                             struct arena *keep, struct barq_error *err);

#endif
