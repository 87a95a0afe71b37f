/* newsml.h - a story in the XML of news agencies; see newsml_read.c. */
#ifndef FORMATS_NEWSML_H
#define FORMATS_NEWSML_H

#include "text/text.h"

/* What a file of XML is, by its first element. */
enum newsml_root {
    NEWSML_NONE,  /* no XML, or a page of HTML */
    NEWSML_STORY, /* NewsML-G2, NewsML 1 or NITF */
    NEWSML_EMPTY, /* an item of NewsML-G2 that never holds text */
    NEWSML_OTHER, /* XML of another kind */
};

/* Told from the first 16 KiB; `name` becomes the element's, cut to fit. */
enum newsml_root newsml_sniff(struct barq_text bytes, char name[40]);

/*
 * The story that a file holds, for story_build(): story->text has a line a
 * block, `marks` says what the format says of each, story->source how the
 * agency calls it, and story->warnings what was left out.  All live in `keep`.
 * charset NULL: as the file says, else UTF-8.  Messages begin with
 * story->name and give the line where there is one.
 */
enum barq_status newsml_read(struct barq_text bytes, const char *charset,
                             struct barq_story *story,
                             struct text_blocks *marks, struct arena *keep,
                             struct barq_error *err);

#endif
