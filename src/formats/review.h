/*
 * review.h - what a person is to decide about an alignment, as the forms it
 * is shown in share it: a table, a page, a text of blocks.
 *
 * A row is a bead; the rows of a story come in its order, those that need no
 * decision too, so that each pair keeps its neighbours whatever is moved.
 */
#ifndef FORMATS_REVIEW_H
#define FORMATS_REVIEW_H

#include "base/arena.h"
#include "base/buf.h"
#include "barq.h"

enum { REVIEW_AR, REVIEW_EN, REVIEW_SIDES };

enum review_mark {
    REVIEW_OPEN, /* "?" */
    REVIEW_YES,
    REVIEW_NO,
    REVIEW_SURE,      /* the aligner stored it, or would have */
    REVIEW_ALONE,     /* one side, or none */
    REVIEW_FURNITURE, /* of the page */
    REVIEW_MARKS
};

struct review_row {
    enum review_mark mark;
    double confidence;
    struct barq_text *segments[REVIEW_SIDES];
    size_t count[REVIEW_SIDES];
    size_t line; /* where it was read, for messages; 0: it was not */
};

/* Its rows are review.rows[first .. first of the next). */
struct review_story {
    struct barq_text name[REVIEW_SIDES]; /* name[REVIEW_AR]: of the units */
    size_t first;
};

struct barq_review {
    struct block home;
    struct arena keep;
    struct review_row *rows;
    size_t count, room;
    struct review_story *stories;
    size_t story_count, story_room;
};

/* "yes", "?" ...; and back, in the words that people use, too. */
const char *review_mark_name(enum review_mark mark);
bool review_mark_from_name(struct barq_text name, enum review_mark *mark);

/* The next row or story, zeroed, in the review; NULL when memory runs out. */
struct review_row *review_add_row(struct barq_review *review);
struct review_story *review_add_story(struct barq_review *review);

/* BARQ_E_INPUT, naming the line, unless the row can be stored or need not. */
enum barq_status review_check_row(const struct review_row *row,
                                  const char *name, struct barq_error *err);

/* All of a side, its segments joined by a space; .at NULL: no memory. */
struct barq_text review_joined(const struct review_row *row, int side,
                               struct arena *keep);

/* The text of a file that was edited: UTF-8 or UTF-16, whatever mark it
 * begins with. */
enum barq_status review_decode(struct barq_text bytes, struct barq_text *text,
                               struct arena *keep, struct barq_error *err);

/* Between the segments of one side in a cell; in a text it stands twice. */
#define REVIEW_PILCROW "\xC2\xB6"

void review_write_table(struct buf *buf, const struct barq_review *review);
void review_write_page(struct buf *buf, const struct barq_review *review,
                       struct barq_text script);
void review_write_blocks(struct buf *buf, const struct barq_review *review);

/* Fill an empty review from a table; `line` is the number of its first line,
 * `name` is for messages. */
enum barq_status review_read_table(struct barq_review *review,
                                   struct barq_text text, size_t line,
                                   const char *name, struct barq_error *err);

/* The table in a page, and on which line it begins. */
enum barq_status review_find_table(struct barq_text page,
                                   struct barq_text *text, size_t *line,
                                   struct arena *keep, const char *name,
                                   struct barq_error *err);

/* One record of a table: cells set apart by `separator`, in quotes or not. */
enum { REVIEW_CELLS = 32 };
struct review_record {
    struct barq_text cells[REVIEW_CELLS];
    size_t count;
    size_t line; /* of its beginning */
};
struct review_reader {
    struct barq_text rest;
    char separator;
    size_t line; /* of what is next */
    struct arena *keep;
    bool full;
};
/* False at the end, and when memory ran out (reader->full). */
bool review_next(struct review_reader *reader, struct review_record *record);

#endif
