/*
 * lattice.h - inside the aligner: the lattice of all the ways to pair a
 * chunk of two stories.
 *
 * A node (i, j) says that the first i Arabic and the first j English
 * segments of the chunk are done with; a bead is a step from one node to
 * another.
 */
#ifndef ALIGN_LATTICE_H
#define ALIGN_LATTICE_H

#include "align/evidence.h"

/* The widest bead on one side. */
enum { WINDOW_MOST = 8 };

/* How far a lattice looks: at beads of one segment a side, at those of up to
 * three as well, at all shapes. */
enum lattice_depth { LATTICE_PAIRS, LATTICE_SMALL, LATTICE_WHOLE };

struct bead_shape {
    size_t count[SIDES];
    size_t family; /* of FEATURE_SHAPES */
};
/* The narrow ones first; see lattice_depth. */
enum { SHAPES = 21 };
extern const struct bead_shape bead_shapes[SHAPES];

static inline bool shape_is_lone(const struct bead_shape *shape)
{
    return !shape->count[SIDE_AR] || !shape->count[SIDE_EN];
}

/* Segments i..i+w of one side, taken together. */
struct window {
    double log_chars;
    double inverse_root; /* 1 / sqrt(chars) */
    int bucket;          /* of its length, see said.c */
    double worth;        /* as one side of a bead; see cost.c */
    double lone;         /* with nothing opposite; of one segment */
};

/* Segments first..end of one side. */
struct stretch {
    size_t first, end;
};

struct lattice {
    const struct evidence *evidence;
    const struct align_model *model;
    struct chunk chunk;
    const size_t *count;         /* chunk.count */
    size_t among[SIDES];         /* segments that words were looked for in */
    size_t width;                /* nodes of a row */
    const bool *hopeless;        /* by node; NULL: none is */
    size_t shapes, windows_most; /* how many are looked at */
    bool ends;                   /* and at what stands beyond ends; ends.c */
    /* By node: what the items of segment i say of English segments j..j+w,
     * and those of segment j of Arabic segments i..i+w. */
    float *said[SIDES][WINDOW_MOST];
    uint16_t *likes[SIDES][WINDOW_MOST]; /* how many of them find a like */
    struct window *windows[SIDES][WINDOW_MOST];
    struct stretch *near[SIDES]; /* by segment: of the other side, those that
                                    any bead may hold with it */
    float *beyond;               /* by node: log(1 + ends_astray()) */
    float *weights; /* by node and shape: log weight of the bead there; not
                       filled in where there is no hope */
    /* Of the lengths of windows, and of the ratio of two at random. */
    double log_mean[SIDES][WINDOW_MOST], variance;
};

/* A lattice of more nodes than this is worked through in pieces. */
#define LATTICE_NODES ((size_t)1 << 15)

/* What a lattice is made of. */
struct lattice_plan {
    struct evidence *evidence; /* joined for the chunk */
    const struct align_model *model;
    struct chunk chunk;
    enum lattice_depth depth;
    /* By node: not to be looked at, since flow_hopeless() of a pass before
     * this one said so, or it is too far from what is known; or NULL. */
    const bool *hopeless;
    /* Of how many segments those of the chunk were picked out; 0: of none but
     * themselves. */
    size_t among[SIDES];
};

/* Evidence and model must outlive the lattice. */
enum barq_status lattice_make(const struct lattice_plan *plan,
                              struct lattice *out, struct arena *keep,
                              struct barq_error *err);

/* Fill `said`; see said.c. */
void said_fill(struct lattice *l);

/* What an item of side s that has likes says of the window of w + 1 segments
 * over there that begins at `at`, where the best kind of like is `kind`
 * (EVIDENCE_KINDS: there is none). */
double said_worth(const struct lattice *l, int s, const struct item *item,
                  int kind, size_t w, size_t at);

/* The bucket of a length of this many mean segments. */
int said_bucket(double mean_segments);

static inline size_t lattice_cell(const struct lattice *l, size_t i, size_t j)
{
    return i * l->width + j;
}

static inline bool lattice_is_hopeless(const struct lattice *l, size_t i,
                                       size_t j)
{
    return l->hopeless && l->hopeless[lattice_cell(l, i, j)];
}

static inline size_t lattice_nodes(const struct lattice *l)
{
    return (l->count[SIDE_AR] + 1) * l->width;
}

static inline const struct side_segment *lattice_segment(
    const struct lattice *l, int s, size_t i)
{
    return &l->evidence->side[s].segments[l->chunk.first[s] + i];
}

/* Does the bead of this shape that begins at (i, j) stay inside? */
static inline bool lattice_fits(const struct lattice *l, size_t i, size_t j,
                                const struct bead_shape *shape)
{
    return i + shape->count[SIDE_AR] <= l->count[SIDE_AR] &&
           j + shape->count[SIDE_EN] <= l->count[SIDE_EN];
}

/* Log weight of the shape-th bead at node (i, j), which must fit. */
static inline double lattice_weight(const struct lattice *l, size_t i, size_t j,
                                    size_t shape)
{
    return (double)l->weights[lattice_cell(l, i, j) * l->shapes + shape];
}

/* ----------------------------------------------------------------- cost */

/* What the words say for a bead, and all else, feature by feature. */
double bead_words(const struct lattice *l, size_t i, size_t j,
                  const struct bead_shape *shape);
void bead_features(const struct lattice *l, size_t i, size_t j,
                   const struct bead_shape *shape, double out[FEATURES]);

/* How many items of either side of a bead find a like in the other. */
size_t bead_found(const struct lattice *l, size_t i, size_t j,
                  const struct bead_shape *shape);

/* How many have a like anywhere in the other story. */
size_t bead_known(const struct lattice *l, size_t i, size_t j,
                  const struct bead_shape *shape);

/* How many words next to the ends at a node are found beyond it, 0 or more;
 * see ends.c.  At the edges of the lattice: 0. */
double ends_astray(const struct lattice *l, size_t i, size_t j);

/* Fill `weights`. */
void cost_fill(struct lattice *l);

/* ----------------------------------------------------------- confidence */

/* Log weight of all ways from the start to a node, and on to the end. */
struct flow {
    double *before, *after;
    double total;
};

enum barq_status flow_make(const struct lattice *l, struct flow *out,
                           struct arena *keep, struct barq_error *err);

/* By node: do so few ways go through it that no bead there matters? */
bool *flow_hopeless(const struct lattice *l, const struct flow *flow,
                    struct arena *keep);

/* The share of all ways that go through the bead, 0..1. */
double flow_posterior(const struct lattice *l, const struct flow *flow,
                      size_t i, size_t j, size_t shape);

/* ------------------------------------------------------------------- dp */

/* What is seen of a bead in the lattice, for its confidence. */
struct bead_signs {
    double astray; /* log(1 + ends_astray()), both its ends added */
    double found;  /* bead_found() */
    double known;  /* bead_known() */
};

struct beads {
    struct barq_bead *at; /* of the whole stories; confidence: the posterior */
    struct bead_signs *signs;
    size_t count;
};

/* The best way through, as beads in order, behind those in `out`, which has
 * room for as many as there are segments. */
enum barq_status lattice_walk(const struct lattice *l, const struct flow *flow,
                              struct beads *out, struct arena scratch,
                              struct barq_error *err);

#endif
