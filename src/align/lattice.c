/*
 * lattice.c - the lattice of a chunk: room for it, and the lengths of all
 * windows of segments.
 */
#include "align/lattice.h"

#include "base/error.h"

#include <math.h>

const struct bead_shape bead_shapes[SHAPES] = {
    { { 1, 1 }, 1 },  { { 1, 0 }, 0 },  { { 0, 1 }, 0 },  { { 1, 2 }, 2 },
    { { 2, 1 }, 2 },  { { 2, 2 }, 3 },  { { 1, 3 }, 4 },  { { 3, 1 }, 4 },
    { { 2, 3 }, 5 },  { { 3, 2 }, 5 },  { { 3, 3 }, 6 },  { { 1, 4 }, 7 },
    { { 4, 1 }, 7 },  { { 1, 5 }, 8 },  { { 5, 1 }, 8 },  { { 1, 6 }, 9 },
    { { 6, 1 }, 9 },  { { 1, 7 }, 10 }, { { 7, 1 }, 10 }, { { 1, 8 }, 11 },
    { { 8, 1 }, 11 },
};

/* How many of the shapes each depth has, and the widest window of them. */
static const struct {
    size_t shapes, windows;
} depths[] = {
    [LATTICE_PAIRS] = { 3, 1 },
    [LATTICE_SMALL] = { 8, 3 },
    [LATTICE_WHOLE] = { SHAPES, WINDOW_MOST },
};

static double mean_chars(const struct lattice *l, int s)
{
    double sum = 0;

    for (size_t i = 0; i < l->count[s]; i++)
        sum += (double)lattice_segment(l, s, i)->chars;
    return l->count[s] ? sum / (double)l->count[s] : 1;
}

static bool make_windows(struct lattice *l, int s, struct arena *keep)
{
    double mean = mean_chars(l, s);

    for (size_t w = 0; w < l->windows_most; w++) {
        struct window *windows =
            arena_new(keep, struct window, l->count[s] + 1);
        if (!windows)
            return false;
        l->windows[s][w] = windows;
        for (size_t i = 0; i < l->count[s]; i++) {
            double chars = 0;
            for (size_t k = i; k <= i + w && k < l->count[s]; k++)
                chars += (double)lattice_segment(l, s, k)->chars;
            windows[i].log_chars = log(fmax(chars, 1));
            windows[i].inverse_root = 1 / sqrt(fmax(chars, 1));
            windows[i].bucket = said_bucket(chars / mean);
        }
    }
    return true;
}

/* Mean and variance of the lengths, for what chance would give. */
static void measure_lengths(struct lattice *l)
{
    l->variance = 0;
    for (int s = SIDE_AR; s < SIDES; s++) {
        double sum = 0, squares = 0;
        double n = l->count[s] ? (double)l->count[s] : 1;
        for (size_t i = 0; i < l->count[s]; i++) {
            double x = l->windows[s][0][i].log_chars;
            sum += x;
            squares += x * x;
        }
        for (size_t w = 0; w < l->windows_most; w++)
            l->log_mean[s][w] = sum / n + log((double)w + 1);
        l->variance += fmax(0, squares / n - sum / n * (sum / n));
    }
}

static void widen(struct stretch *near, size_t first, size_t end)
{
    near->first = first < near->first ? first : near->first;
    near->end = end > near->end ? end : near->end;
}

/* The nodes of hope in the row (or column) at segment i of side s. */
static struct stretch hope_at(const struct lattice *l, int s, size_t i)
{
    struct stretch hope = { l->count[!s] + 1, 0 };

    for (size_t k = 0; k <= l->count[!s]; k++)
        if (s == SIDE_AR ? !lattice_is_hopeless(l, i, k)
                         : !lattice_is_hopeless(l, k, i))
            widen(&hope, k, k + 1);
    return hope;
}

/* Which segments of the other side a segment may share a bead with: all, or
 * those from where a bead begins at a node of hope. */
static bool make_near(struct lattice *l, int s, struct arena *keep)
{
    size_t others = l->count[!s];

    l->near[s] = arena_new(keep, struct stretch, l->count[s] + 1);
    if (!l->near[s])
        return false;
    for (size_t i = 0; i < l->count[s]; i++)
        l->near[s][i] = (struct stretch){ l->hopeless ? others : 0,
                                          l->hopeless ? 0 : others };
    for (size_t i = 0; l->hopeless && i < l->count[s]; i++) {
        struct stretch hope = hope_at(l, s, i);
        size_t end = hope.end < others ? hope.end : others;
        for (size_t w = 0; w < WINDOW_MOST && i + w < l->count[s]; w++)
            widen(&l->near[s][i + w], hope.first, end);
    }
    return true;
}

static bool make_room(struct lattice *l, struct arena *keep)
{
    size_t nodes = lattice_nodes(l);

    for (int s = SIDE_AR; s < SIDES; s++) {
        if (!make_windows(l, s, keep) || !make_near(l, s, keep))
            return false;
        for (size_t w = 0; w < l->windows_most; w++) {
            l->said[s][w] = arena_new(keep, float, nodes);
            l->likes[s][w] = arena_new(keep, uint16_t, nodes);
            if (!l->said[s][w] || !l->likes[s][w])
                return false;
        }
    }
    l->weights = arena_new(keep, float, nodes * l->shapes);
    l->beyond = arena_new(keep, float, nodes);
    return l->weights && l->beyond;
}

enum barq_status lattice_make(const struct lattice_plan *plan,
                              struct lattice *out, struct arena *keep,
                              struct barq_error *err)
{
    *out = (struct lattice){
        .evidence = plan->evidence,
        .model = plan->model,
        .chunk = plan->chunk,
        .width = plan->chunk.count[SIDE_EN] + 1,
        .hopeless = plan->hopeless,
        .shapes = depths[plan->depth].shapes,
        .windows_most = depths[plan->depth].windows,
        .ends = plan->depth > LATTICE_PAIRS,
    };
    out->count = out->chunk.count;
    for (int s = SIDE_AR; s < SIDES; s++)
        out->among[s] = plan->among[s] ? plan->among[s] : out->count[s];
    if (!make_room(out, keep))
        return fail_nomem(err, "to pair two stories this long");
    measure_lengths(out);
    said_fill(out);
    cost_fill(out);
    return BARQ_OK;
}
