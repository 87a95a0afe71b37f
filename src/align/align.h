/*
 * align.h - which segments of two stories say the same.
 *
 * barq_align() is the face; this header is for translate/ and formats/.
 */
#ifndef ALIGN_ALIGN_H
#define ALIGN_ALIGN_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

struct barq_alignment {
    struct block home;
    const struct barq_story *ar, *en;
    struct barq_bead *beads;
    struct barq_text *texts[2]; /* per bead; [0] Arabic, [1] English */
    struct bead_parts *parts;   /* of each; NULL unless they are explained */
    size_t count;
    struct barq_align_options options; /* as they were given */
};

/* What a unit of this story is filed under: its headline, which versions of
 * a story share more often than a file name; or else its name; or nothing. */
struct barq_text align_story_name(const struct barq_story *story);

/*
 * The neighbours of segments first..end, as units are stored with them and
 * looked up with them: the nearest segment that is not furniture.  Empty at
 * either end of the story.
 */
struct barq_text align_text_before(const struct barq_story *story,
                                   size_t first);
struct barq_text align_text_after(const struct barq_story *story, size_t end);

/* Bead `index` as a unit: its texts, neighbours, story and place, and what
 * `proto` gives (NULL: BARQ_ALIGNED, nobody). */
struct barq_unit align_unit(const struct barq_alignment *alignment,
                            size_t index, const struct barq_unit *proto);

/* Segments first..first+count, joined by a space; as it stands if it is one.
 * .at is NULL when the arena is full. */
struct barq_text align_text_joined(const struct barq_story *story, size_t first,
                                   size_t count, struct arena *keep);

#endif
