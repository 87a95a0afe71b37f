/* translate.h - the steps from a story to its draft; barq_translate() is the
 * face of the room, and formats/formats.h has the draft itself. */
#ifndef TRANSLATE_TRANSLATE_H
#define TRANSLATE_TRANSLATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "formats/formats.h"

struct chain; /* chain.h */

/* A draft while it is being made. */
struct drafting {
    struct barq_draft *draft;
    struct barq_memory *memory;
    struct barq_engine *engine;   /* or NULL */
    struct barq_checker *checker; /* or NULL */
    struct barq_text story;       /* its name, for lookups */
    int min;
    bool no_adapt, fragments;
    const struct barq_style *style;   /* or NULL */
    const struct barq_filter *filter; /* of units; or NULL */
    size_t *first_same;        /* by segment: the first one of equal text */
    const struct chain *chain; /* the story's earlier versions */
    struct arena *keep;
};

/* The units to search for what was published: those of the filter, but for
 * machine translation.  False when that is none. */
bool draft_written(const struct drafting *d, struct barq_filter *out);

/* Fill in what the memory has. */
enum barq_status draft_from_memory(struct drafting *d, struct arena scratch,
                                   struct barq_error *err);

/* Send what is still open to the engine.  That it failed is no failure of
 * the draft. */
enum barq_status draft_from_engine(struct drafting *d, struct arena scratch,
                                   struct barq_error *err);

/* Find the quotations of what is not known as a whole. */
enum barq_status draft_quotes(struct drafting *d, struct arena scratch,
                              struct barq_error *err);

/* Find what is known of the parts of what has no good match. */
enum barq_status draft_fragments(struct drafting *d, struct arena scratch,
                                 struct barq_error *err);

/* Put house forms in, and say which names are in several forms. */
enum barq_status draft_names(struct drafting *d, struct arena scratch,
                             struct barq_error *err);

/* Put a note behind those of a segment. */
enum barq_status draft_add_note(struct drafting *d, size_t segment,
                                struct barq_text note, struct barq_error *err);

/* Check what is translated. */
enum barq_status draft_check(struct drafting *d, struct barq_error *err);

/* Count the segments and words of each band into the report. */
void translate_count(struct barq_draft *draft);

/* What an editor should know of a match, on one line; .at NULL when full. */
struct barq_text draft_notes(const struct barq_match *match,
                             struct arena *keep);

#endif
