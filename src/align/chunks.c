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
 * What still is too long, since nothing is shared there, is cut at a point of
 * the chain, or where there is none straight across: nothing good can come
 * of it anyway.
 */
#include "align/chunks.h"

#include "align/lattice.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum {
    WHOLE = 160, /* segments of a side that need no cut */
    TARGET = 40,
    RARE = 4, /* likes of a key that makes points */
};
#define POINTS_MOST ((size_t)8 << 20)

static const double heavy = 1; /* a point that is no chance */

struct point {
    uint32_t at[SIDES];
    double weight;
};

struct points {
    struct point *at;
    size_t count;
};

/* ---------------------------------------------------------------- points */

/* That two items share a key; how many such items there are. */
struct link {
    uint32_t item[SIDES];
    float weight;
};

struct links {
    struct link *at;
    size_t count, room;
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

static void add_links(struct links *links, const struct sorted_keys keys[SIDES],
                      const size_t start[SIDES], const size_t end[SIDES])
{
    size_t ar = end[SIDE_AR] - start[SIDE_AR];
    size_t en = end[SIDE_EN] - start[SIDE_EN];

    if (ar > RARE || en > RARE)
        return;
    for (size_t i = start[SIDE_AR]; i < end[SIDE_AR]; i++)
        for (size_t j = start[SIDE_EN]; j < end[SIDE_EN]; j++)
            if (links->count < links->room)
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
    const struct point *x = a, *y = b;

    if (x->at[SIDE_AR] != y->at[SIDE_AR])
        return x->at[SIDE_AR] < y->at[SIDE_AR] ? -1 : 1;
    /* Of one row the highest first: then only one of them can be taken. */
    return (x->at[SIDE_EN] < y->at[SIDE_EN]) -
           (x->at[SIDE_EN] > y->at[SIDE_EN]);
}

/* Links of items to points of segments: two items count once, by the best of
 * the keys they share. */
static void sum_links(const struct evidence *evidence, struct links *links,
                      struct points *points)
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
        struct point *point = &points->at[points->count++];
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

static bool find_points(const struct evidence *evidence, struct points *out,
                        struct arena *keep, struct arena scratch)
{
    struct arena work = arena_split(&scratch);
    struct sorted_keys keys[SIDES];
    struct links links = { 0 };

    for (int s = SIDE_AR; s < SIDES; s++)
        if (!sort_keys(&evidence->side[s], &keys[s], &work, scratch))
            return false;
    links.room = keys[SIDE_AR].count * RARE;
    links.room = links.room < POINTS_MOST ? links.room : POINTS_MOST;
    links.at = arena_new(&work, struct link, links.room + 1);
    if (!links.at)
        return false;
    find_links(keys, &links);
    out->at = arena_new(keep, struct point, links.count + 1);
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
static bool keep_chain(struct points *points, size_t columns,
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
        const struct point *point = &points->at[p - 1];
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
    const struct points *chain;
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

static bool is_too_long(const struct cutting *c, const size_t end[SIDES])
{
    return (end[SIDE_AR] - c->last[SIDE_AR] + 1) *
               (end[SIDE_EN] - c->last[SIDE_EN] + 1) >
           LATTICE_NODES;
}

/* Somewhere to cut what is too long: the last point of the chain that leaves
 * a chunk of a fair size, or straight across. */
static void cut_anyhow(const struct cutting *c, const size_t end[SIDES],
                       size_t cut[SIDES])
{
    double share = 0;

    for (int s = SIDE_AR; s < SIDES; s++) {
        double of_side = (double)WHOLE / (double)(end[s] - c->last[s] + 1);
        share = of_side > share ? of_side : share;
    }
    share = share < 0.5 ? share : 0.5;
    for (int s = SIDE_AR; s < SIDES; s++)
        cut[s] = c->last[s] + (size_t)(share * (double)(end[s] - c->last[s]));
    for (size_t i = 0; i < c->chain->count; i++) {
        const uint32_t *at = c->chain->at[i].at;
        bool inside = at[SIDE_AR] > c->last[SIDE_AR] &&
                      at[SIDE_EN] > c->last[SIDE_EN] &&
                      at[SIDE_AR] <= c->last[SIDE_AR] + WHOLE &&
                      at[SIDE_EN] <= c->last[SIDE_EN] + WHOLE &&
                      at[SIDE_AR] < end[SIDE_AR] && at[SIDE_EN] < end[SIDE_EN];
        for (int s = SIDE_AR; s < SIDES && inside; s++)
            cut[s] = at[s];
    }
}

static void cut_at(struct cutting *c, const size_t end[SIDES])
{
    while (is_too_long(c, end)) {
        size_t cut[SIDES];
        cut_anyhow(c, end, cut);
        if (cut[SIDE_AR] == c->last[SIDE_AR] &&
            cut[SIDE_EN] == c->last[SIDE_EN])
            break;
        add_chunk(c, cut);
    }
    add_chunk(c, end);
}

/* Is the line before point i one that no bead crosses? */
static bool is_safe(const struct points *chain, size_t i)
{
    const struct point *point = &chain->at[i];

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
            cut_at(c, at);
    }
    cut_at(c, c->end);
}

enum barq_status chunks_cut(const struct evidence *evidence, struct chunks *out,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    size_t ar = evidence->side[SIDE_AR].count;
    size_t en = evidence->side[SIDE_EN].count;
    struct points chain = { 0 };
    struct cutting c = { .chain = &chain, .out = out, .end = { ar, en } };

    c.room = 2 + ar + en;
    *out = (struct chunks){ arena_new(keep, struct chunk, c.room), 0 };
    if (!out->at)
        return fail_nomem(err, "to pair two stories this long");
    if (ar > WHOLE || en > WHOLE)
        if (!find_points(evidence, &chain, &work, scratch) ||
            !keep_chain(&chain, en, scratch))
            return fail_nomem(err, "to pair two stories this long");
    cut_chain(&c);
    return BARQ_OK;
}
