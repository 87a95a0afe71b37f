/*
 * lattice.h - inside the aligner: what two stories offer as evidence, and
 * the lattice of all the ways to pair them.
 *
 * A node (i, j) says that the first i Arabic and the first j English
 * segments are done with; a bead is a step from one node to another.
 */
#ifndef ALIGN_LATTICE_H
#define ALIGN_LATTICE_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

enum { SIDE_AR, SIDE_EN, SIDES };

/* ------------------------------------------------------------- evidence */

/* A token or term that could find its like in the other story. */
struct item {
    uint32_t segment;
    float lambda;      /* how reliably it is rendered so; 0: no like there */
    size_t first_post; /* the segments over there that hold its like, */
    size_t post_count; /* ascending */
};

struct side_segment {
    size_t chars; /* letters, marks and spaces; at least 1 */
    enum barq_kind kind;
    size_t block;
    size_t first_item, item_count;
};

struct side {
    struct side_segment *segments;
    size_t count;
    struct item *items;
    size_t item_count;
    uint32_t *posts;
    bool has_paragraphs; /* some block holds more than one segment */
};

struct evidence {
    struct side side[SIDES];
};

enum barq_status evidence_gather(const struct barq_story *const stories[SIDES],
                                 struct evidence *out, struct arena *keep,
                                 struct arena scratch, struct barq_error *err);

/* What an item can be found by; items that share one are each other's like. */
struct key {
    uint64_t hash;
    uint32_t item;
    float lambda;
};

struct keys {
    struct key *at;
    size_t count, room;
};

/* Find the likes of the items on either side: fills lambda and the posts.
 * Puts the keys in another order. */
enum barq_status evidence_join(struct evidence *evidence,
                               struct keys keys[SIDES], struct arena *keep,
                               struct arena scratch, struct barq_error *err);

/* ----------------------------------------------------------------- cost */

/* The widest bead on one side. */
enum { WINDOW_MOST = 3 };

struct bead_shape {
    size_t count[SIDES];
    double log_share; /* of all beads */
};
enum { SHAPES = 8 };
extern const struct bead_shape bead_shapes[SHAPES];

/* Segments i..i+w of one side, taken together. */
struct window {
    double log_chars;
    double inverse_root; /* 1 / sqrt(chars) */
    int bucket;          /* of its length, see cost.c */
};

struct lattice {
    const struct evidence *evidence;
    size_t count[SIDES];
    size_t width; /* nodes of a row ... */
    size_t *low;  /* ... the first of which is this one */
    /* By node: what the items of segment i say of English segments j..j+w,
     * and those of segment j of Arabic segments i..i+w. */
    float *said[SIDES][WINDOW_MOST];
    struct window *windows[SIDES][WINDOW_MOST];
    /* Of the lengths of windows, and of the ratio of two at random. */
    double log_mean[SIDES][WINDOW_MOST], variance;
};

enum barq_status lattice_make(const struct evidence *evidence,
                              struct lattice *out, struct arena *keep,
                              struct barq_error *err);

static inline bool lattice_has(const struct lattice *l, size_t i, size_t j)
{
    return i <= l->count[SIDE_AR] && j <= l->count[SIDE_EN] && j >= l->low[i] &&
           j - l->low[i] < l->width;
}

static inline size_t lattice_cell(const struct lattice *l, size_t i, size_t j)
{
    return i * l->width + (j - l->low[i]);
}

/* The last node of row i, plus one. */
size_t lattice_high(const struct lattice *l, size_t i);

/* Log weight of the bead of this shape that begins at node (i, j);
 * -INFINITY if there can be none. */
double lattice_weight(const struct lattice *l, size_t i, size_t j,
                      const struct bead_shape *shape);

/* ----------------------------------------------------------- confidence */

/* Log weight of all ways from the start to a node, and on to the end. */
struct flow {
    double *before, *after;
    double total;
    double related; /* 0..1: that these two are one story at all */
};

enum barq_status flow_make(const struct lattice *l, struct flow *out,
                           struct arena *keep, struct barq_error *err);

/* How sure the bead of this shape at node (i, j) is, 0..1. */
double flow_confidence(const struct lattice *l, const struct flow *flow,
                       size_t i, size_t j, const struct bead_shape *shape);

/* ------------------------------------------------------------------- dp */

struct beads {
    struct barq_bead *at;
    size_t count;
};

/* The best way through, as beads in order. */
enum barq_status lattice_walk(const struct lattice *l, const struct flow *flow,
                              struct beads *out, struct arena *keep,
                              struct arena scratch, struct barq_error *err);

#endif
