/*
 * said.c - what the words say, for every segment against every window of
 * segments over there.
 *
 * An item that has its like somewhere in the other story finds it in the
 * right place with probability lambda, and in a place chosen at random with
 * probability q_k = 1 - (1 - q)^k, where q is the share of the other side's
 * segments that hold its like, and k the length of what stands opposite, in
 * mean segments.  Translators leave out and reword, so the model holds for a
 * share s of the items only:
 *
 *   found:      log(s * lambda / q_k + 1 - s)
 *   not found:  log(s * (1 - lambda) / (1 - q_k) + 1 - s)
 *
 * An item may have likes of several kinds, a sure one here and a doubtful
 * one there.  Then the outcomes are: the best kind is found; the best is not
 * but the second is; ...; none is.  Each has its probability, in the right
 * place lambda_1, (1 - lambda_1) lambda_2, ..., at random likewise by the q
 * of each kind, and the logarithm of their ratio as above.
 *
 * A story of three sentences tells little of how common a word is, so q is
 * reckoned as if eight more segments had been seen, of a mean story.
 *
 * Hence a word that stands everywhere weighs little by itself.  Example: "14"
 * stands once in 25 segments, q = 0.04, lambda = 0.85: found it is worth
 * log(0.85 * 0.85 / 0.04 + 0.15) = 2.9, missing log(0.28) = -1.3.  An item with
 * no like anywhere says nothing here.  What is said is multiplied by what
 * the model gives for words of its kind.
 *
 * These sums are made once for each segment against each window, by going
 * through the posts of its items: so the work grows with what two stories
 * share and not with all pairs of words.  For that, k is rounded to one of
 * sixteen lengths, half an octave apart.
 */
#include "align/lattice.h"

#include <math.h>
#include <string.h>

enum {
    BUCKETS = 16,
    BUCKET_OF_ONE = 6, /* opposite stands one mean segment */
};

static const float share_of_items = 0.85F; /* s */

static const float prior_segments = 8, prior_share = 0.04F;

static const float q_most = 0.9F, none_least = 0.02F, chance_least = 1e-4F;

int said_bucket(double mean_segments)
{
    double bucket = round(2 * log2(mean_segments)) + BUCKET_OF_ONE;

    return bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : (int)bucket;
}

/* The mean segments of the buckets 0 and 1: those of two more are twice as
 * many. */
static const float first_lengths[] = { 0.125F, 0.1767767F };

/* What an item says by length of the window: when nothing is found, and
 * over that when a like of some kind is. */
struct worth {
    float found[EVIDENCE_KINDS][BUCKETS], lost[BUCKETS];
};

/* Those of the windows that an item is weighed for. */
struct buckets {
    int first, end;
};

/* The segments over there that were searched for the likes of an item, and how
 * many hold one but are not in the lattice. */
struct among {
    float segments, held;
};

static struct among among_of(const struct lattice *l, int s,
                             const struct item *item)
{
    const struct side *side = &l->evidence->side[s];

    return (struct among){
        (float)l->among[!s],
        side->elsewhere ? (float)side->elsewhere[item - side->items] : 0,
    };
}

/* Done often, and four digits are wanted. */
static float log_ratio(float of_true, float of_chance)
{
    return logf(share_of_items * of_true / of_chance + 1 - share_of_items);
}

/* That nothing is found at random, by the length of the window. */
static void chance_of_none(float q, float none[BUCKETS])
{
    for (int b = 0; b < BUCKETS; b++)
        none[b] =
            b < 2 ? powf(1 - q, first_lengths[b]) : none[b - 2] * none[b - 2];
    for (int b = 0; b < BUCKETS; b++)
        none[b] = fmaxf(none_least, none[b]);
}

/* How many segments hold a like of each kind, by the best there. */
static int count_kinds(const struct item *item, const struct post *posts,
                       size_t counts[EVIDENCE_KINDS])
{
    int best = EVIDENCE_KINDS;

    memset(counts, 0, EVIDENCE_KINDS * sizeof(*counts));
    for (size_t p = 0; p < item->post_count; p++) {
        int kind = (int)posts[p].kind;
        counts[kind]++;
        best = kind < best ? kind : best;
    }
    return best;
}

static void weigh(const struct align_model *model, const struct item *item,
                  const struct post *posts, const struct among *among,
                  struct buckets in, struct worth *worth)
{
    size_t counts[EVIDENCE_KINDS];
    int best = count_kinds(item, posts, counts);
    float held = prior_segments * prior_share + among->held;
    float words = (float)model->words[best], of_true = 1;
    float of_chance[BUCKETS], none[BUCKETS];

    for (int b = 0; b < BUCKETS; b++)
        of_chance[b] = 1;
    /* From the best kind on: what was not found is left to the next. */
    for (int kind = best; kind < EVIDENCE_KINDS; kind++) {
        if (!counts[kind])
            continue;
        held += (float)counts[kind];
        chance_of_none(fminf(q_most, held / (among->segments + prior_segments)),
                       none);
        float lambda = (float)model->lambda[kind];
        for (int b = in.first; b < in.end; b++) {
            float chance = fmaxf(of_chance[b] - none[b], chance_least);
            worth->found[kind][b] = words * log_ratio(of_true * lambda, chance);
            of_chance[b] = fminf(of_chance[b], none[b]);
        }
        of_true *= 1 - lambda;
    }
    for (int b = in.first; b < in.end; b++)
        worth->lost[b] = words * log_ratio(of_true, of_chance[b]);
    for (int kind = best; kind < EVIDENCE_KINDS; kind++)
        for (int b = in.first; b < in.end && counts[kind]; b++)
            worth->found[kind][b] -= worth->lost[b];
}

/* Most items have likes of one kind, and few of them: those are weighed once
 * for all. */
enum { COMMON_POSTS = 8 };
struct worths {
    struct buckets in;
    struct worth common[EVIDENCE_KINDS][COMMON_POSTS + 1];
    bool known[EVIDENCE_KINDS][COMMON_POSTS + 1];
    struct worth other;
};

static const struct worth *weighed(struct worths *worths,
                                   const struct align_model *model,
                                   const struct item *item,
                                   const struct post *posts,
                                   const struct among *among)
{
    uint32_t kind = posts[0].kind;
    bool common = item->post_count <= COMMON_POSTS && !(among->held > 0);

    for (uint32_t p = 1; p < item->post_count && common; p++)
        common = posts[p].kind == kind;
    struct worth *worth =
        common ? &worths->common[kind][item->post_count] : &worths->other;
    if (!common || !worths->known[kind][item->post_count])
        weigh(model, item, posts, among, worths->in, worth);
    if (common)
        worths->known[kind][item->post_count] = true;
    return worth;
}

double said_worth(const struct lattice *l, int s, const struct item *item,
                  int kind, size_t w, size_t at)
{
    const struct post *posts = &l->evidence->side[s].posts[item->first_post];
    int bucket = l->windows[!s][w][at].bucket;
    struct among among = among_of(l, s, item);
    struct worth worth;

    weigh(l->model, item, posts, &among, (struct buckets){ bucket, bucket + 1 },
          &worth);
    return (double)worth.lost[bucket] +
           (kind < EVIDENCE_KINDS ? (double)worth.found[kind][bucket] : 0);
}

/* ----------------------------------------------------------- the lattice */

/* A row of the lattice as seen from segment `own` of side `s`. */
struct row {
    struct lattice *lattice;
    int s;
    size_t own;
    struct worths *worths;
};

static size_t cell_of(const struct row *row, size_t other)
{
    return row->s == SIDE_AR ? lattice_cell(row->lattice, row->own, other)
                             : lattice_cell(row->lattice, other, row->own);
}

static void say_nothing_found(const struct row *row, const float lost[BUCKETS])
{
    const struct stretch *near = &row->lattice->near[row->s][row->own];

    for (size_t w = 0; w < row->lattice->windows_most; w++) {
        const struct window *windows = row->lattice->windows[!row->s][w];
        for (size_t other = near->first; other < near->end; other++)
            row->lattice->said[row->s][w][cell_of(row, other)] +=
                lost[windows[other].bucket];
    }
}

/* In a window of w + 1 segments from `first`, the best kind of like. */
static int best_kind(const struct post *posts, size_t count, size_t at,
                     size_t end)
{
    int best = EVIDENCE_KINDS;

    for (size_t p = at; p < count && posts[p].segment < end; p++)
        best = (int)posts[p].kind < best ? (int)posts[p].kind : best;
    return best;
}

/* In the windows of w + 1 segments that are near enough: each that holds a
 * like, once.  `done`: windows that begin before this one. */
static void say_window(const struct row *row, const struct worth *worth,
                       const struct post *posts, size_t count, size_t w)
{
    const struct lattice *l = row->lattice;
    const struct stretch *near = &l->near[row->s][row->own];
    const struct window *windows = l->windows[!row->s][w];
    size_t base = l->chunk.first[!row->s], done = near->first;

    for (size_t p = 0; p < count; p++) {
        size_t post = posts[p].segment - base;
        size_t from = post > w ? post - w : 0;
        for (size_t i = from < done ? done : from; i <= post && i < near->end;
             i++) {
            int kind = best_kind(posts, count, p, base + i + w + 1);
            size_t cell = cell_of(row, i);
            l->said[row->s][w][cell] += worth->found[kind][windows[i].bucket];
            l->likes[row->s][w][cell]++;
        }
        done = post + 1 > done ? post + 1 : done;
    }
}

/* Where the likes of an item are found, among the posts near enough. */
static void say_found(const struct row *row, const struct worth *worth,
                      const struct post *posts, size_t count)
{
    const struct lattice *l = row->lattice;
    const struct stretch *near = &l->near[row->s][row->own];
    size_t base = l->chunk.first[!row->s];
    size_t end = base + near->end + l->windows_most;

    while (count && posts[0].segment < base + near->first) {
        posts++;
        count--;
    }
    while (count && posts[count - 1].segment >= end)
        count--;
    for (size_t w = 0; w < l->windows_most && count; w++)
        say_window(row, worth, posts, count, w);
}

static void fill_row(const struct row *row)
{
    const struct lattice *l = row->lattice;
    const struct side *side = &l->evidence->side[row->s];
    const struct side_segment *segment = lattice_segment(l, row->s, row->own);
    const struct item *items = &side->items[segment->first_item];
    float lost[BUCKETS] = { 0 };

    for (size_t k = 0; k < segment->item_count; k++) {
        const struct post *posts = &side->posts[items[k].first_post];
        if (!items[k].post_count)
            continue;
        struct among among = among_of(l, row->s, &items[k]);
        const struct worth *worth =
            weighed(row->worths, l->model, &items[k], posts, &among);
        say_found(row, worth, posts, items[k].post_count);
        for (int b = 0; b < BUCKETS; b++)
            lost[b] += worth->lost[b];
    }
    say_nothing_found(row, lost);
}

/* The lengths that the windows of a side have. */
static struct buckets buckets_of(const struct lattice *l, int s)
{
    struct buckets in = { BUCKETS, 0 };

    for (size_t w = 0; w < l->windows_most; w++)
        for (size_t i = 0; i < l->count[s]; i++) {
            int bucket = l->windows[s][w][i].bucket;
            in.first = bucket < in.first ? bucket : in.first;
            in.end = bucket >= in.end ? bucket + 1 : in.end;
        }
    return in;
}

void said_fill(struct lattice *l)
{
    struct worths worths;

    for (int s = SIDE_AR; s < SIDES; s++) {
        memset(worths.known, 0, sizeof(worths.known));
        worths.in = buckets_of(l, !s);
        for (size_t own = 0; own < l->count[s]; own++)
            fill_row(&(struct row){ l, s, own, &worths });
    }
}
