/*
 * evidence.h - inside the aligner: what two stories offer to be recognised
 * by, as items with keys, and which items are each other's like.
 */
#ifndef ALIGN_EVIDENCE_H
#define ALIGN_EVIDENCE_H

#include "align/lexicons.h"
#include "align/model.h"
#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

enum { SIDE_AR, SIDE_EN, SIDES };

/* That an item finds its like in a segment over there. */
struct post {
    uint32_t segment;
    uint32_t kind; /* enum evidence_kind, the best there is */
};

/* A token or term that could find its like in the other story. */
struct item {
    uint32_t segment;
    uint32_t post_count;      /* the segments over there that hold its like, */
    uint32_t first_post;      /* ascending; of the chunk that is worked on */
    uint32_t stem;            /* of the text_hash of a word's L3 key; else 0 */
    uint32_t raw_at, raw_len; /* where it stands in its segment */
};

/*
 * What an item can be found by; items that share one are each other's like.
 * Of the hash 32 bits are kept: among the thousand keys of a chunk two meet by
 * chance once in a thousand chunks, and a book has half as much to sort.
 */
struct key {
    uint32_t hash;
    uint32_t item : 28;
    uint32_t kind : 4; /* enum evidence_kind */
};
enum { ITEMS_MOST = 1 << 28 };

struct side_segment {
    size_t chars; /* letters, marks and spaces; at least 1 */
    size_t block;
    size_t first_item, item_count;
    bool furniture, title, marginal; /* marginal: byline, sign-off ... */
    bool open;                       /* does not end as a sentence does */
    bool quoted;                     /* its end is inside a quotation */
    bool begins; /* does not begin in the middle of one, as far as is seen */
};

/* Keys that grow, item by item, in an arena of their own. */
struct keys {
    struct key *at;
    size_t count, room;
    struct arena arena;
    bool full;
};

void keys_add(struct keys *keys, uint64_t hash, size_t item,
              enum evidence_kind kind);

/* Does the item, the last of those in the list, have this key? */
bool keys_last_has(const struct keys *keys, uint64_t hash, size_t item);

/* Add keys first..first+count once more, for another item. */
void keys_repeat(struct keys *keys, size_t first, size_t count, size_t item);

/* Which hashes a list may have: all of its own, and few others. */
struct key_filter {
    const uint64_t *bits;
    uint32_t mask;
};
bool key_filter_make(struct key_filter *filter, const struct keys *keys,
                     struct arena *keep);

bool key_filter_has(const struct key_filter *filter, uint64_t hash);

/* Drop the keys that the filter has not. */
void keys_sift(struct keys *keys, const struct key_filter *filter);

/* Put in the order of hashes, then items; `spare` has room for as many. */
void keys_sort(struct key *keys, size_t count, struct key *spare);

/* Where keys come from: each list is in the order of the items. */
enum key_list {
    KEYS_OWN,      /* what an item says by itself */
    KEYS_NAMES,    /* names.c: a name and its other script */
    KEYS_DOCUMENT, /* document.c: what is paired again and again */
    KEY_LISTS,
};

struct side {
    struct side_segment *segments;
    size_t count;
    struct item *items;
    size_t item_count;
    struct keys keys[KEY_LISTS];
    struct post *posts; /* of the chunk that is worked on */
    /* Of a selection: how many segments that were not chosen hold the like of
     * an item, by item; else NULL. */
    uint32_t *elsewhere;
    bool has_paragraphs; /* some block holds more than one segment */
};

struct evidence {
    struct side side[SIDES];
};

/* A stretch of either story that is paired by itself. */
struct chunk {
    size_t first[SIDES], count[SIDES];
};

/* Items and keys of both stories; in `keep`. */
enum barq_status evidence_gather(const struct barq_story *const stories[SIDES],
                                 const struct lexicons *lexicons,
                                 struct evidence *out, struct arena *keep,
                                 struct arena scratch, struct barq_error *err);

/*
 * Find the likes of the items of a chunk: sets their posts, which live in
 * `keep`.  Posts of an earlier chunk are gone.
 */
enum barq_status evidence_join(struct evidence *evidence,
                               const struct chunk *chunk, struct arena *keep,
                               struct arena scratch, struct barq_error *err);

/* The same chunk again, with keys that KEYS_DOCUMENT got since: to the posts
 * there are come those that these give. */
enum barq_status evidence_join_document(struct evidence *evidence,
                                        const struct chunk *chunk,
                                        struct arena *keep,
                                        struct arena scratch,
                                        struct barq_error *err);

/* Set `quoted` of the segments of a side; see quotations.c. */
void quotations_mark(const struct barq_story *story, struct side *side);

/* Segments of a side, ascending. */
struct selected {
    size_t *at;
    size_t count;
};

/* The evidence of the chosen segments, which are yet to be joined.  The posts
 * that items of `from` have must be there still. */
enum barq_status evidence_select(const struct evidence *from,
                                 const struct selected chosen[SIDES],
                                 struct evidence *out, struct arena *keep,
                                 struct barq_error *err);

/* A word that may be a name, of one of the stories. */
struct name_word {
    uint64_t hash; /* of its L2 key */
    struct barq_text text;
    uint32_t item;
    uint32_t type; /* which distinct word it is; by names_join() */
};

struct name_words {
    struct name_word *at;
    size_t count, room;
    struct arena arena; /* for these and nothing else */
};

/* Keys for the Arabic and English words that are each other's transcription;
 * sets `type` of the words, which are in the order of their items. */
enum barq_status names_join(struct evidence *evidence,
                            struct name_words words[SIDES],
                            struct arena scratch, struct barq_error *err);

#endif
