/*
 * chunks.c - where a long story can be cut, so that the work grows with its
 * length and not with the square of it.
 *
 * A word that stands in a few places on either side and nowhere else makes
 * points of the plane: this segment and that one may belong together.  Most
 * are right, some are chance.  The right ones run from one corner of the
 * plane to the other without going back; so the heaviest chain of points in
 * which both numbers rise is taken (a weighted longest increasing
 * subsequence, by a Fenwick tree of maxima), and what is not on it is
 * forgotten:
 *
 *      en              *       weight of a point: of each pair of items that
 *       |    x     *           share a key, 1 / (how many on one side times
 *       |       *              how many on the other), so 1 for a word that
 *       |    *         x       stands once on both
 *       |  *
 *       +---------------- ar
 *
 * Where two points of the chain are neighbours, (i - 1, j - 1) and (i, j), and
 * both weigh enough, a bead that crosses the line between them is next to
 * impossible, and there the stories are cut, every TARGET segments or so.
 * Each chunk is solved exactly.
 *
 * Inside a chunk the way keeps to the chain as well: between two points that
 * bear each other out, both near in either story, it does not leave their
 * rectangle by more than MARGIN segments.
 *
 * What still is too long, since little is shared there, is worked through in
 * pieces that overlap: each is solved, its beads are taken up to a point of
 * the chain, or three quarters of the way, and the next piece begins where
 * the last bead taken ends.  So the way is not lost where words tell nothing
 * and lengths must do.
 */
#include "align/chunks.h"

#include "align/lattice.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum {
    WHOLE = 160,  /* segments of a side that need no cut */
    PIECE = 80,   /* of what has nowhere safe to cut */
    OVERLAP = 32, /* and how many more are looked at with a piece */
    TARGET = 40,
    RARE = 4, /* likes of a key that makes points */
    LINKS_MORE = 4096,
    NEIGHBOURS = 3, /* segments from one point to one that bears it out */
    MARGIN = 5,
};

static const double heavy = 1; /* a point that is no chance */

/* ---------------------------------------------------------------- points */

/* That two items share a key; how many such items there are. */
struct link {
    uint32_t item[SIDES];
    float weight;
};

struct links {
    struct link *at;
    size_t count, room;
    struct arena arena; /* for these and nothing else */
};

/* Keys of both sides, sorted by hash. */
struct sorted_keys {
    struct key *at;
    size_t count;
};

static bool sort_keys(const struct side *side, struct sorted_keys *out,
                      struct arena *keep, struct arena scratch)
{
    out->count = side->keys[KEYS_OWN].count + side->keys[KEYS_NAMES].count;
    out->at = arena_new(keep, struct key, out->count + 1);
    struct key *spare = arena_new(&scratch, struct key, out->count + 1);
    size_t n = 0;

    if (!out->at || !spare)
        return false;
    for (int k = KEYS_OWN; k <= KEYS_NAMES; k++) {
        const struct keys *keys = &side->keys[k];
        if (keys->count)
            memcpy(out->at + n, keys->at, keys->count * sizeof(*keys->at));
        n += keys->count;
    }
    keys_sort(out->at, out->count, spare);
    return true;
}

static size_t run_end(const struct sorted_keys *keys, size_t start)
{
    size_t end = start;

    while (end < keys->count && keys->at[end].hash == keys->at[start].hash)
        end++;
    return end;
}

/* Without room a link is left out: there are millions of others. */
static bool make_room(struct links *links, size_t more)
{
    if (links->at && links->count + more <= links->room)
        return true;
    struct link *at = arena_grow(&links->arena, struct link, links->at,
                                 links->room, LINKS_MORE);
    if (!at)
        return false;
    links->at = at;
    links->room += LINKS_MORE;
    return true;
}

static void add_links(struct links *links, const struct sorted_keys keys[SIDES],
                      const size_t start[SIDES], const size_t end[SIDES])
{
    size_t ar = end[SIDE_AR] - start[SIDE_AR];
    size_t en = end[SIDE_EN] - start[SIDE_EN];

    if (ar > RARE || en > RARE || !make_room(links, ar * en))
        return;
    for (size_t i = start[SIDE_AR]; i < end[SIDE_AR]; i++)
        for (size_t j = start[SIDE_EN]; j < end[SIDE_EN]; j++)
            links->at[links->count++] = (struct link){
                { keys[SIDE_AR].at[i].item, keys[SIDE_EN].at[j].item },
                1 / (float)(ar * en),
            };
}

static void find_links(const struct sorted_keys keys[SIDES],
                       struct links *links)
{
    size_t start[SIDES] = { 0 };

    while (start[SIDE_AR] < keys[SIDE_AR].count &&
           start[SIDE_EN] < keys[SIDE_EN].count) {
        uint64_t ar = keys[SIDE_AR].at[start[SIDE_AR]].hash;
        uint64_t en = keys[SIDE_EN].at[start[SIDE_EN]].hash;
        if (ar != en) {
            start[ar < en ? SIDE_AR : SIDE_EN]++;
            continue;
        }
        size_t end[SIDES] = { run_end(&keys[SIDE_AR], start[SIDE_AR]),
                              run_end(&keys[SIDE_EN], start[SIDE_EN]) };
        add_links(links, keys, start, end);
        memcpy(start, end, sizeof(start));
    }
}

static int compare_links(const void *a, const void *b)
{
    const struct link *x = a, *y = b;

    for (int s = SIDE_AR; s < SIDES; s++)
        if (x->item[s] != y->item[s])
            return x->item[s] < y->item[s] ? -1 : 1;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

static int compare_points(const void *a, const void *b)
{
    const struct anchor *x = a, *y = b;

    if (x->at[SIDE_AR] != y->at[SIDE_AR])
        return x->at[SIDE_AR] < y->at[SIDE_AR] ? -1 : 1;
    /* Of one row the highest first: then only one of them can be taken. */
    return (x->at[SIDE_EN] < y->at[SIDE_EN]) -
           (x->at[SIDE_EN] > y->at[SIDE_EN]);
}

/* Links of items to points of segments: two items count once, by the best of
 * the keys they share. */
static void sum_links(const struct evidence *evidence, struct links *links,
                      struct anchors *points)
{
    size_t kept = 0;

    if (links->count)
        qsort(links->at, links->count, sizeof(*links->at), compare_links);
    points->count = 0;
    for (size_t i = 0; i < links->count; i++) {
        const struct link *link = &links->at[i];
        if (i && link->item[SIDE_AR] == link[-1].item[SIDE_AR] &&
            link->item[SIDE_EN] == link[-1].item[SIDE_EN])
            continue;
        struct anchor *point = &points->at[points->count++];
        for (int s = SIDE_AR; s < SIDES; s++)
            point->at[s] = evidence->side[s].items[link->item[s]].segment;
        point->weight = (double)link->weight;
    }
    if (points->count)
        qsort(points->at, points->count, sizeof(*points->at), compare_points);
    for (size_t i = 0; i < points->count; i++) {
        if (kept && compare_points(&points->at[kept - 1], &points->at[i]) == 0)
            points->at[kept - 1].weight += points->at[i].weight;
        else
            points->at[kept++] = points->at[i];
    }
    points->count = kept;
}

static bool find_points(const struct evidence *evidence, struct anchors *out,
                        struct arena *keep, struct arena scratch)
{
    struct arena work = arena_split(&scratch);
    struct sorted_keys keys[SIDES];
    struct links links = { 0 };

    for (int s = SIDE_AR; s < SIDES; s++)
        if (!sort_keys(&evidence->side[s], &keys[s], &work, scratch))
            return false;
    links.arena = arena_split(&work);
    find_links(keys, &links);
    out->at = arena_new(keep, struct anchor, links.count + 1);
    if (!out->at)
        return false;
    sum_links(evidence, &links, out);
    return true;
}

/* ----------------------------------------------------------------- chain */

/* Over columns 0..j the point whose chain is the heaviest: index + 1. */
struct maxima {
    uint32_t *tree;
    const double *heaviest; /* by point: of the chain that ends there */
    size_t count;
};

static uint32_t maxima_before(const struct maxima *m, size_t column)
{
    uint32_t best = 0;

    for (size_t i = column; i > 0; i &= i - 1)
        if (m->tree[i] &&
            (!best || m->heaviest[m->tree[i] - 1] > m->heaviest[best - 1]))
            best = m->tree[i];
    return best;
}

static void maxima_add(struct maxima *m, size_t column, uint32_t point)
{
    for (size_t i = column + 1; i <= m->count; i += i & (~i + 1))
        if (!m->tree[i] || m->heaviest[point - 1] > m->heaviest[m->tree[i] - 1])
            m->tree[i] = point;
}

/* Leave the points of the heaviest chain, in order. */
static bool keep_chain(struct anchors *points, size_t columns,
                       struct arena scratch)
{
    double *heaviest = arena_new(&scratch, double, points->count + 1);
    uint32_t *before = arena_new(&scratch, uint32_t, points->count + 1);
    struct maxima m = { arena_new(&scratch, uint32_t, columns + 1), heaviest,
                        columns };
    uint32_t best = 0;

    if (!heaviest || !before || !m.tree)
        return false;
    for (uint32_t p = 1; p <= points->count; p++) {
        const struct anchor *point = &points->at[p - 1];
        before[p - 1] = maxima_before(&m, point->at[SIDE_EN]);
        heaviest[p - 1] =
            point->weight + (before[p - 1] ? heaviest[before[p - 1] - 1] : 0);
        maxima_add(&m, point->at[SIDE_EN], p);
        if (!best || heaviest[p - 1] > heaviest[best - 1])
            best = p;
    }
    /* From the end back: mark, then close up. */
    size_t kept = 0;
    for (uint32_t p = best; p; p = before[p - 1])
        heaviest[p - 1] = -1;
    for (size_t i = 0; i < points->count; i++)
        if (heaviest[i] < 0)
            points->at[kept++] = points->at[i];
    points->count = kept;
    return true;
}

/* ------------------------------------------------------------------ cuts */

struct cutting {
    const struct anchors *chain;
    struct chunks *out;
    size_t room, last[SIDES], end[SIDES];
};

static void add_chunk(struct cutting *c, const size_t end[SIDES])
{
    struct chunk *chunk = &c->out->at[c->out->count];

    if (c->out->count == c->room)
        return;
    for (int s = SIDE_AR; s < SIDES; s++) {
        chunk->first[s] = c->last[s];
        chunk->count[s] = end[s] - c->last[s];
        c->last[s] = end[s];
    }
    c->out->count++;
}

/* Is the line before point i one that no bead crosses? */
static bool is_safe(const struct anchors *chain, size_t i)
{
    const struct anchor *point = &chain->at[i];

    return i > 0 && point->weight >= heavy && point[-1].weight >= heavy &&
           point[-1].at[SIDE_AR] + 1 == point->at[SIDE_AR] &&
           point[-1].at[SIDE_EN] + 1 == point->at[SIDE_EN];
}

static void cut_chain(struct cutting *c)
{
    for (size_t i = 0; i < c->chain->count; i++) {
        const size_t at[SIDES] = { c->chain->at[i].at[SIDE_AR],
                                   c->chain->at[i].at[SIDE_EN] };
        bool due = at[SIDE_AR] >= c->last[SIDE_AR] + TARGET ||
                   at[SIDE_EN] >= c->last[SIDE_EN] + TARGET;
        if (due && is_safe(c->chain, i))
            add_chunk(c, at);
    }
    add_chunk(c, c->end);
}

/* A copy of the chain; the list it was found in has room for all points. */
static bool keep_anchors(const struct anchors *from, struct anchors *to,
                         struct arena *keep)
{
    to->at = arena_new(keep, struct anchor, from->count + 1);
    to->count = to->at ? from->count : 0;
    if (to->count)
        memcpy(to->at, from->at, from->count * sizeof(*from->at));
    return to->at;
}

enum barq_status chunks_cut(const struct evidence *evidence, struct chunks *out,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    size_t ar = evidence->side[SIDE_AR].count;
    size_t en = evidence->side[SIDE_EN].count;
    struct anchors chain = { 0 };
    struct cutting c = { .chain = &chain, .out = out, .end = { ar, en } };

    c.room = 2 + ar + en;
    *out = (struct chunks){ .at = arena_new(keep, struct chunk, c.room) };
    if (!out->at)
        return fail_nomem(err, "to pair two stories this long");
    if (ar > WHOLE || en > WHOLE)
        if (!find_points(evidence, &chain, &work, scratch) ||
            !keep_chain(&chain, en, scratch))
            return fail_nomem(err, "to pair two stories this long");
    cut_chain(&c);
    return keep_anchors(&chain, &out->chain, keep)
               ? BARQ_OK
               : fail_nomem(err, "to pair two stories this long");
}

/* ---------------------------------------------------------------- pieces */

/* How far to go at once where there is nowhere safe to cut: as far as PIECE
 * segments of the longer side, or to the last point of the chain in there. */
static void settle(const struct anchors *chain, const struct chunk *left,
                   size_t settled[SIDES])
{
    double share = 1;
    size_t end[SIDES];

    for (int s = SIDE_AR; s < SIDES; s++)
        if ((double)PIECE / (double)(left->count[s] + 1) < share)
            share = (double)PIECE / (double)(left->count[s] + 1);
    for (int s = SIDE_AR; s < SIDES; s++) {
        end[s] = left->first[s] + left->count[s];
        settled[s] = left->first[s] + (size_t)(share * (double)left->count[s]);
    }
    for (size_t i = 0; i < chain->count; i++) {
        const uint32_t *at = chain->at[i].at;
        bool inside = true;
        for (int s = SIDE_AR; s < SIDES; s++)
            inside &= at[s] > left->first[s] &&
                      at[s] <= left->first[s] + PIECE && at[s] < end[s];
        for (int s = SIDE_AR; s < SIDES && inside; s++)
            settled[s] = at[s];
    }
}

bool chunks_piece(const struct chunks *chunks, const struct chunk *left,
                  struct chunk *piece, size_t settled[SIDES])
{
    *piece = *left;
    if ((left->count[SIDE_AR] + 1) * (left->count[SIDE_EN] + 1) <=
        LATTICE_NODES)
        return false;
    settle(&chunks->chain, left, settled);
    for (int s = SIDE_AR; s < SIDES; s++) {
        size_t to = settled[s] - left->first[s] + OVERLAP;
        piece->count[s] = to < left->count[s] ? to : left->count[s];
    }
    return true;
}

/* ----------------------------------------------------------------- margins */

static bool bear_out(const struct anchor *a, const struct anchor *b)
{
    return a->weight >= heavy && b->weight >= heavy &&
           b->at[SIDE_AR] <= a->at[SIDE_AR] + NEIGHBOURS &&
           b->at[SIDE_EN] <= a->at[SIDE_EN] + NEIGHBOURS;
}

/* Is point i of the chain where the way goes through? */
static bool is_sure(const struct anchors *chain, size_t i)
{
    const struct anchor *at = &chain->at[i];

    return (i > 0 && bear_out(at - 1, at)) ||
           (i + 1 < chain->count && bear_out(at, at + 1));
}

/* The first point of the chain that is not before the chunk. */
static size_t first_anchor(const struct anchors *chain,
                           const struct chunk *chunk)
{
    size_t low = 0, high = chain->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (chain->at[middle].at[SIDE_AR] < chunk->first[SIDE_AR] ||
            chain->at[middle].at[SIDE_EN] < chunk->first[SIDE_EN])
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The nodes from one place of the chunk to another, and MARGIN around. */
static void draw_near(const struct chunk *chunk, const size_t from[SIDES],
                      const size_t to[SIDES], bool *far)
{
    size_t width = chunk->count[SIDE_EN] + 1, first[SIDES], last[SIDES];

    for (int s = SIDE_AR; s < SIDES; s++) {
        first[s] = from[s] > MARGIN ? from[s] - MARGIN : 0;
        last[s] =
            to[s] + MARGIN < chunk->count[s] ? to[s] + MARGIN : chunk->count[s];
    }
    for (size_t i = first[SIDE_AR]; i <= last[SIDE_AR]; i++)
        memset(&far[i * width + first[SIDE_EN]], false,
               last[SIDE_EN] - first[SIDE_EN] + 1);
}

bool *chunks_far(const struct chunks *chunks, const struct chunk *chunk,
                 struct arena *keep)
{
    const struct anchors *chain = &chunks->chain;
    size_t nodes = (chunk->count[SIDE_AR] + 1) * (chunk->count[SIDE_EN] + 1);
    bool *far = arena_new(keep, bool, nodes);
    size_t from[SIDES] = { 0 };

    if (!far)
        return NULL;
    memset(far, true, nodes);
    for (size_t i = first_anchor(chain, chunk); i < chain->count; i++) {
        size_t to[SIDES];
        bool inside = true;
        for (int s = SIDE_AR; s < SIDES; s++) {
            to[s] = chain->at[i].at[s] - chunk->first[s];
            inside &= to[s] < chunk->count[s];
        }
        if (!inside)
            break;
        if (!is_sure(chain, i))
            continue;
        draw_near(chunk, from, to, far);
        memcpy(from, to, sizeof(from));
    }
    draw_near(chunk, from, chunk->count, far);
    return far;
}
