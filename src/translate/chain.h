/* chain.h - the earlier versions of a story; for the files of translate/. */
#ifndef TRANSLATE_CHAIN_H
#define TRANSLATE_CHAIN_H

#include "match/match.h"
#include "translate/translate.h"

/* What of a story the memory has from before. */
struct chain {
    int64_t stories[MEMORY_STORIES_MOST]; /* its versions, in the memory */
    size_t count;
    struct memory_edition last; /* the one stored last; rows NULL for none */
    uint64_t *keys;             /* of the sources of its rows, at L1 */
    const char *by; /* "id", "name", "slug", "likeness": how found */
};

/* Find them, for d->chain; its count is 0 when there are none. */
enum barq_status chain_find(struct drafting *d, struct arena scratch,
                            struct barq_error *err);

/* The source of a row, in the language of the story. */
struct barq_text chain_source(const struct drafting *d,
                              const struct memory_row *row);

/* How many segments from i on, joined, are the source of one row of the last
 * version: the most there are; 0 for none. */
enum barq_status chain_covers(const struct drafting *d, size_t i,
                              size_t *covered, struct arena scratch,
                              struct barq_error *err);

/* Had the last version the text of segment i as often as it stands here, up to
 * i?  A page may show a caption once more than the story does. */
enum barq_status chain_has_again(const struct drafting *d, size_t i, bool *has,
                                 struct arena scratch, struct barq_error *err);

/* Tell for each segment of the finished draft whether the last version had
 * it, and what that had and this one has not. */
enum barq_status chain_compare(const struct drafting *d, struct arena scratch,
                               struct barq_error *err);

#endif
