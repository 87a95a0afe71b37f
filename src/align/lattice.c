/*
 * lattice.c - the lattice of all ways to pair two stories, with what the
 * words say already in it.
 *
 * An item that has its like somewhere in the other story finds it in the
 * right place with probability lambda, and in a place chosen at random with
 * probability q_k = 1 - (1 - q)^k, where q is the share of the other story's
 * segments that hold its like, and k the length of what stands opposite, in
 * mean segments.  Translators leave out and reword, so the model holds for a
 * share s of the items only:
 *
 *   found:      log(s * lambda / q_k + 1 - s)
 *   not found:  log(s * (1 - lambda) / (1 - q_k) + 1 - s)
 *
 * A story of three sentences tells little of how common a word is, so q is
 * reckoned as if eight more segments had been seen, of a mean story.
 *
 * Hence a word that stands everywhere weighs little by itself.  Example: "14"
 * stands once in 25 segments, q = 0.04, lambda = 0.85: found it is worth
 * log(0.85 * 0.85 / 0.04 + 0.15) = 2.9, missing log(0.28) = -1.3.  An item with
 * no like anywhere says nothing.
 *
 * These sums are made once for each segment against each window of one to
 * three segments over there, by going through the posts of its items: so the
 * work grows with what two stories share and not with all pairs of words.
 * For that, k is rounded to one of sixteen lengths, half an octave apart.
 *
 * The lattice is whole up to 4 million nodes.  Beyond that it is a band
 * around the diagonal, hundreds of nodes wide, so that time and memory grow
 * with the length of the stories and not with its square.
 */
#include "align/lattice.h"

#include "base/error.h"

#include <math.h>

enum {
    BUCKETS = 16,
    BUCKET_OF_ONE = 6, /* opposite stands one mean segment */
    BAND_LEAST = 400,
};
#define NODES_WHOLE ((size_t)4 << 20)

static const double share_of_items = 0.85; /* s */

static const double prior_segments = 8, prior_share = 0.04;

/* ----------------------------------------------------------- the windows */

static int bucket_of(double mean_segments)
{
    double bucket = round(2 * log2(mean_segments)) + BUCKET_OF_ONE;

    return bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : (int)bucket;
}

static double mean_segments_of(int bucket)
{
    return exp2((bucket - BUCKET_OF_ONE) / 2.0);
}

static double mean_chars(const struct side *side)
{
    double sum = 0;

    for (size_t i = 0; i < side->count; i++)
        sum += (double)side->segments[i].chars;
    return side->count ? sum / (double)side->count : 1;
}

static bool make_windows(struct lattice *l, int s, struct arena *keep)
{
    const struct side *side = &l->evidence->side[s];
    double mean = mean_chars(side);

    for (size_t w = 0; w < WINDOW_MOST; w++) {
        struct window *windows =
            arena_new(keep, struct window, side->count + 1);
        if (!windows)
            return false;
        l->windows[s][w] = windows;
        for (size_t i = 0; i < side->count; i++) {
            double chars = 0;
            for (size_t k = i; k <= i + w && k < side->count; k++)
                chars += (double)side->segments[k].chars;
            windows[i].log_chars = log(fmax(chars, 1));
            windows[i].inverse_root = 1 / sqrt(fmax(chars, 1));
            windows[i].bucket = bucket_of(chars / mean);
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
        for (size_t w = 0; w < WINDOW_MOST; w++)
            l->log_mean[s][w] = sum / n + log((double)w + 1);
        l->variance += fmax(0, squares / n - sum / n * (sum / n));
    }
}

/* --------------------------------------------------------------- the band */

static enum barq_status make_band(struct lattice *l, struct arena *keep,
                                  struct barq_error *err)
{
    size_t rows = l->count[SIDE_AR] + 1, columns = l->count[SIDE_EN] + 1;
    size_t width = NODES_WHOLE / rows, least = 2 * (columns / rows);

    least += BAND_LEAST;
    width = width < least ? least : width;
    l->width = width < columns ? width : columns;
    l->low = arena_new(keep, size_t, rows);
    if (!l->low)
        return fail_nomem(err, "to pair two stories");
    for (size_t i = 0; i < rows; i++) {
        double along = rows > 1 ? (double)i / (double)(rows - 1) : 1;
        size_t middle = (size_t)(along * (double)(columns - 1));
        size_t low = middle > l->width / 2 ? middle - l->width / 2 : 0;
        l->low[i] = low + l->width > columns ? columns - l->width : low;
    }
    return BARQ_OK;
}

size_t lattice_high(const struct lattice *l, size_t i)
{
    size_t high = l->low[i] + l->width, columns = l->count[SIDE_EN] + 1;

    return high < columns ? high : columns;
}

/* The first row whose band ends after column j. */
static size_t first_row(const struct lattice *l, size_t j)
{
    size_t low = 0, high = l->count[SIDE_AR];

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->low[middle] + l->width > j)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* --------------------------------------------------------------- the words */

/* What finding an item's like is worth by length of the window, over not
 * finding it, and what not finding it costs. */
struct worth {
    double found[BUCKETS], lost[BUCKETS];
};

static struct worth worth_of(const struct item *item, size_t others)
{
    struct worth worth;
    double lambda = (double)item->lambda, s = share_of_items;
    double held = (double)item->post_count + prior_segments * prior_share;
    double q = fmin(0.9, held / ((double)others + prior_segments));

    for (int b = 0; b < BUCKETS; b++) {
        double chance = fmin(0.98, 1 - pow(1 - q, mean_segments_of(b)));
        double lost = log(s * (1 - lambda) / (1 - chance) + 1 - s);
        worth.lost[b] = lost;
        worth.found[b] = log(s * lambda / chance + 1 - s) - lost;
    }
    return worth;
}

/* A row of the lattice as seen from segment `own` of side `s`: over the
 * windows of the other side that begin at first..end. */
struct row {
    struct lattice *lattice;
    int s;
    size_t own, first, end;
};

static float *said_at(const struct row *row, size_t w, size_t other)
{
    struct lattice *l = row->lattice;
    size_t cell = row->s == SIDE_AR ? lattice_cell(l, row->own, other)
                                    : lattice_cell(l, other, row->own);

    return &l->said[row->s][w][cell];
}

static void say_nothing_found(const struct row *row, const double lost[BUCKETS])
{
    for (size_t w = 0; w < WINDOW_MOST; w++) {
        const struct window *windows = row->lattice->windows[!row->s][w];
        for (size_t other = row->first; other < row->end; other++)
            *said_at(row, w, other) = (float)lost[windows[other].bucket];
    }
}

/* The windows that hold `post` but not the post before it. */
static void say_found(const struct row *row, const struct worth *worth,
                      size_t post, size_t after_last)
{
    for (size_t w = 0; w < WINDOW_MOST; w++) {
        const struct window *windows = row->lattice->windows[!row->s][w];
        size_t from = post > w ? post - w : 0;
        from = from < after_last ? after_last : from;
        from = from < row->first ? row->first : from;
        for (size_t other = from; other <= post && other < row->end; other++)
            *said_at(row, w, other) +=
                (float)worth->found[windows[other].bucket];
    }
}

static void fill_row(const struct row *row)
{
    const struct lattice *l = row->lattice;
    const struct side *side = &l->evidence->side[row->s];
    const struct side_segment *segment = &side->segments[row->own];
    const struct item *items = &side->items[segment->first_item];
    double lost[BUCKETS] = { 0 };

    for (size_t k = 0; k < segment->item_count; k++) {
        if (!items[k].post_count)
            continue;
        struct worth worth = worth_of(&items[k], l->count[!row->s]);
        for (int b = 0; b < BUCKETS; b++)
            lost[b] += worth.lost[b];
    }
    say_nothing_found(row, lost);
    for (size_t k = 0; k < segment->item_count; k++) {
        if (!items[k].post_count)
            continue;
        struct worth worth = worth_of(&items[k], l->count[!row->s]);
        const uint32_t *posts = &side->posts[items[k].first_post];
        for (size_t p = 0; p < items[k].post_count; p++)
            say_found(row, &worth, posts[p], p ? posts[p - 1] + 1 : 0);
    }
}

static void fill_side(struct lattice *l, int s)
{
    size_t others = l->count[!s];

    for (size_t own = 0; own < l->count[s]; own++) {
        struct row row = { .lattice = l, .s = s, .own = own };
        if (s == SIDE_AR) {
            row.first = l->low[own];
            row.end = lattice_high(l, own);
        } else {
            row.first = first_row(l, own);
            row.end = row.first;
            while (row.end < others && l->low[row.end] <= own)
                row.end++;
        }
        row.end = row.end < others ? row.end : others;
        fill_row(&row);
    }
}

enum barq_status lattice_make(const struct evidence *evidence,
                              struct lattice *out, struct arena *keep,
                              struct barq_error *err)
{
    *out = (struct lattice){ .evidence = evidence };
    for (int s = SIDE_AR; s < SIDES; s++)
        out->count[s] = evidence->side[s].count;
    enum barq_status status = make_band(out, keep, err);
    if (status)
        return status;
    for (int s = SIDE_AR; s < SIDES; s++) {
        if (!make_windows(out, s, keep))
            return fail_nomem(err, "to pair two stories");
        for (size_t w = 0; w < WINDOW_MOST; w++) {
            size_t nodes = (out->count[SIDE_AR] + 1) * out->width;
            out->said[s][w] = arena_new(keep, float, nodes);
            if (!out->said[s][w])
                return fail_nomem(err, "to pair two stories this long");
        }
    }
    measure_lengths(out);
    for (int s = SIDE_AR; s < SIDES; s++)
        fill_side(out, s);
    return BARQ_OK;
}
