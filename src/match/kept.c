/*
 * kept.c - step 1 of pairing.c: tokens of one key, in order, at the least cost.
 *
 * Two tokens of one key, one of either side, are a POINT.  A way through the
 * segments is a chain of points, each behind the one before on both sides; it
 * costs what its pairs do, half the weight of each token that has no partner,
 * and MATCH_STRETCH for each stretch of these.  Without any pair it would cost
 * half of all weights.  So a pair GAINS the halves of its two tokens less its
 * own cost, and what is looked for is the chain that gains most:
 *
 *     gain(p) = own(p) + max(gain(d), gain(q) - stretch)
 *
 *   d   the point just before p on both sides, if there is one
 *   q   that of all points before p on both sides which gains most; or none,
 *       as at the beginning
 *
 *     query     the minister said that prices rose
 *     stored    the minister said price rose
 *     chain     the - minister - said  |  price - rose         one stretch
 *
 * Thirty tokens a side have some forty points, where the usual table has a
 * thousand cells (Hunt and Szymanski 1977; Eppstein, Galil, Giancarlo and
 * Italiano, "Sparse Dynamic Programming I", 1992).  They are gone through by
 * the query's tokens, and q is asked of a tree over the stored ones, which
 * knows the best up to any of them (Fenwick 1994).
 *
 * Of chains that gain as much, one that goes on without a stretch is taken,
 * then the one whose point before lies first in the query, then in the stored
 * segment.
 */
#include "match/kept.h"

#include "match/distance.h"

/* Where a chain begins. */
enum { BEGINNING = -1 };

/* A thousand tokens a side, all of one key, are a million points. */
struct point {
    uint16_t i, j;  /* places of the tokens, from the stretch's on */
    int32_t before; /* the number of the point before in its chain */
    int32_t gain;   /* of the chain up to here */
};

_Static_assert((int64_t)MATCH_TOKENS_MOST *MEMORY_WEIGHT_MOST *MATCH_FINE <=
                   INT32_MAX,
               "a chain gains no more than a side weighs");

/* The points of a row, those of one token of the query, come one after the
 * other, by the stored ones. */
struct web {
    const struct match_side *query, *stored;
    struct match_stretch in;
    size_t rows, width; /* tokens of the stretch */
    struct point *points;
    int32_t count;
    int32_t *above;  /* of each stored token, its last point */
    int32_t *tree;   /* Fenwick's, from 1 on: the best points */
    uint16_t *first; /* of stored tokens by key, from 1 on; 0: none */
    uint16_t *next;  /* behind each, in the same row of the table */
    size_t mask;
};

static int64_t half(const struct match_side *side, size_t i)
{
    return (int64_t)MATCH_FINE / 2 * side->words[i].weight;
}

static int64_t gain_of(const struct web *web, int32_t point)
{
    return point == BEGINNING ? 0 : web->points[point].gain;
}

static uint16_t *first_of(const struct web *web, uint64_t key)
{
    return &web->first[key & web->mask];
}

/* Where the stored tokens of each key are: the last is put first. */
static void note_keys(struct web *web)
{
    for (size_t j = web->width; j--;) {
        uint16_t *first =
            first_of(web, web->stored->words[web->in.stored + j].key);
        web->next[j] = *first;
        *first = (uint16_t)(j + 1);
    }
}

/* How many points there may be: pairs of tokens of one key. */
static size_t count_points(const struct web *web)
{
    size_t count = 0;

    for (size_t i = 0; i < web->rows; i++) {
        uint64_t key = web->query->words[web->in.query + i].key;
        for (size_t at = *first_of(web, key); at; at = web->next[at - 1])
            count += web->stored->words[web->in.stored + at - 1].key == key;
    }
    return count;
}

static bool open_web(struct web *web, struct arena *keep)
{
    size_t slots = 1;

    while (slots < 2 * web->width)
        slots *= 2;
    web->mask = slots - 1;
    web->first = arena_new(keep, uint16_t, slots);
    web->next = arena_new_raw(keep, uint16_t, web->width);
    web->above = arena_new_raw(keep, int32_t, web->width);
    web->tree = arena_new_raw(keep, int32_t, web->width + 1);
    if (!web->first || !web->next || !web->above || !web->tree)
        return false;
    for (size_t j = 0; j < web->width; j++)
        web->above[j] = web->tree[j + 1] = BEGINNING;
    note_keys(web);
    web->points = arena_new_raw(keep, struct point, count_points(web));
    return web->points != NULL;
}

/* Of two chains the one to go on from. */
static int32_t better(const struct web *web, int32_t a, int32_t b)
{
    int64_t more = gain_of(web, a) - gain_of(web, b);

    return more > 0 || (!more && a < b) ? a : b;
}

/* The best point among the stored tokens before `width`, or none. */
static int32_t best_before(const struct web *web, size_t width)
{
    int32_t best = BEGINNING;

    for (size_t at = width; at; at &= at - 1)
        best = better(web, best, web->tree[at]);
    return best;
}

static void note_point(struct web *web, int32_t point)
{
    size_t j = web->points[point].j;

    web->above[j] = point;
    for (size_t at = j + 1; at <= web->width; at += at & -at)
        web->tree[at] = better(web, web->tree[at], point);
}

/* The point just before on both sides, or none. */
static int32_t diagonal(const struct web *web, size_t i, size_t j)
{
    int32_t point = i && j ? web->above[j - 1] : BEGINNING;

    return point != BEGINNING && web->points[point].i == i - 1 ? point
                                                               : BEGINNING;
}

/* Of a point, or of the end, what its chain goes on from; returns what that
 * gains. */
static int64_t go_on(const struct web *web, size_t i, size_t j, int32_t *before)
{
    int32_t straight = diagonal(web, i, j), best = best_before(web, j);
    int64_t gain = gain_of(web, best) - MATCH_STRETCH_COST;

    *before = best;
    if (i + j && straight == BEGINNING) /* nothing is just before */
        return gain;
    if (gain > gain_of(web, straight))
        return gain;
    *before = straight;
    return gain_of(web, straight);
}

static void add_point(struct web *web, size_t i, size_t j)
{
    const struct match_side *a = web->query, *b = web->stored;
    size_t qi = web->in.query + i, cj = web->in.stored + j;
    enum match_difference found = match_keyed(a, qi, b, cj);

    if (found == MATCH_WORD)
        return;
    struct point *point = &web->points[web->count++];
    *point = (struct point){ .i = (uint16_t)i, .j = (uint16_t)j };
    int64_t own =
        half(a, qi) + half(b, cj) -
        match_pair_cost(a->words[qi].weight, b->words[cj].weight, found);
    point->gain = (int32_t)(own + go_on(web, i, j, &point->before));
}

static void add_row(struct web *web, size_t i)
{
    uint64_t key = web->query->words[web->in.query + i].key;
    int32_t row = web->count;

    for (size_t at = *first_of(web, key); at; at = web->next[at - 1])
        if (web->stored->words[web->in.stored + at - 1].key == key)
            add_point(web, i, at - 1);
    for (int32_t point = row; point < web->count; point++)
        note_point(web, point);
}

bool match_keep(const struct match_side *query, const struct match_side *stored,
                struct match_stretch stretch, struct match_pairing *out,
                struct arena scratch)
{
    struct web web = { .query = query,
                       .stored = stored,
                       .in = stretch,
                       .rows = stretch.query_end - stretch.query,
                       .width = stretch.stored_end - stretch.stored };
    int32_t last;

    if (!web.rows || !web.width)
        return true;
    if (!open_web(&web, &scratch))
        return false;
    for (size_t i = 0; i < web.rows; i++)
        add_row(&web, i);
    (void)go_on(&web, web.rows, web.width, &last);
    for (; last != BEGINNING; last = web.points[last].before) {
        size_t i = stretch.query + web.points[last].i;
        size_t j = stretch.stored + web.points[last].j;
        match_pair_up(out, i, j, PLACE_KEPT, match_keyed(query, i, stored, j));
    }
    return true;
}
