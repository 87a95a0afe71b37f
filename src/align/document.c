/*
 * document.c - what two stories teach about each other (after Moore, 2002).
 *
 * A word that no lexicon has may still come three times in a story, and each
 * time the same English word stand in the bead across.  After a first pass,
 * words a and e that likely beads have in common are counted, each bead by
 * its posterior, and are taken for each other's like when
 *
 *     2 c(a, e) / (n(a) + n(e))  >=  0.6        (Dice)
 *
 * with n the number of segments that hold the word, and c at least 1.7, so
 * that it is two beads that say so and not one which says so of itself.
 *
 * The shapes are counted as well: in a story whose sentences are never
 * merged, the one doubtful merger is less likely than in one full of them.
 * The second pass takes for the prior of a shape what the general model has,
 * moved towards what this story has, as if KAPPA beads had been seen of the
 * general kind.
 *
 * Where many beads are neither 1-1 nor alone, the translator was free with the
 * ends of sentences: then words next to an end that stand beyond it over there
 * tell more, and the places of full stops less.  To each weight is added what
 * the model gives for free text (`freer`), by
 *
 *     min(1, (share of such beads) / FREE_SHARE)
 *
 * as if five beads more had been seen that are none of them.
 *
 * And the items are counted that find a like in the likely beads.  In news and
 * reports it is half of them (0.34 at least in 400 stories), in old prose and
 * verse a fifth to a third.  There a sentence that finds little over there is
 * no sign that it was left out, so what stands alone weighs less:
 *
 *     LONE * max(0, FAMILIAR - found / items)          and LONE_MOST at most
 *
 * as if 40 items had been seen of which half find one.
 */
#include "align/document.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>

enum { HELD_MOST = 40 }; /* segments; a word of more tells nothing */
#define COUNTS_MOST ((size_t)4 << 20)

static const double likely = 0.5, dice_least = 0.6, together_least = 1.7;
static const double kappa = 20;
static const double familiar = 0.42, lone = 8, lone_most = 1.5;
static const double free_share = 0.3, beads_seen = 5;
static const double items_seen = 40, items_found = 20;

struct bead_place {
    size_t at[SIDES]; /* node */
    const struct bead_shape *shape;
    double posterior;
};

/* That a stem of one side and one of the other stand in a bead. */
struct count {
    uint32_t stem[SIDES];
    double weight;
};

/* Open addressing by the two stems; a free slot has no stem. */
struct tally {
    struct count *slot;
    size_t mask, count, room;
};

/* In the order of the stems of one side. */
struct counts {
    struct count *at;
    size_t count;
};

/* The likely beads of the first pass. */
struct places {
    struct bead_place *at;
    size_t count, room;
};

/* How many segments hold a stem. */
struct held {
    uint32_t stem, segment, count;
};

struct held_list {
    struct held *at;
    size_t count;
};

/* ------------------------------------------------------- stems by segment */

static int compare_held(const void *a, const void *b)
{
    const struct held *x = a, *y = b;

    if (x->stem != y->stem)
        return x->stem < y->stem ? -1 : 1;
    return (x->segment > y->segment) - (x->segment < y->segment);
}

/* The stems of a side of the chunk, each once, with their segments counted. */
static bool hold_stems(const struct lattice *l, int s, struct held_list *out,
                       struct arena *keep)
{
    const struct side *side = &l->evidence->side[s];
    size_t room = 0, kept = 0, n = 0;

    for (size_t i = 0; i < l->count[s]; i++)
        room += lattice_segment(l, s, i)->item_count;
    out->at = arena_new(keep, struct held, room + 1);
    if (!out->at)
        return false;
    for (size_t i = 0; i < l->count[s]; i++) {
        const struct side_segment *segment = lattice_segment(l, s, i);
        for (size_t k = 0; k < segment->item_count; k++) {
            uint32_t stem = side->items[segment->first_item + k].stem;
            if (stem)
                out->at[n++] = (struct held){ stem, (uint32_t)i, 1 };
        }
    }
    if (n)
        qsort(out->at, n, sizeof(*out->at), compare_held);
    for (size_t i = 0; i < n; i++) {
        if (!kept || out->at[kept - 1].stem != out->at[i].stem)
            out->at[kept++] = out->at[i];
        else if (out->at[kept - 1].segment != out->at[i].segment) {
            out->at[kept - 1].segment = out->at[i].segment;
            out->at[kept - 1].count++;
        }
    }
    out->count = kept;
    return true;
}

static uint32_t held_by(const struct held_list *list, uint32_t stem)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->at[middle].stem < stem)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && list->at[low].stem == stem ? list->at[low].count
                                                           : 0;
}

static bool is_telling(const struct held_list *list, uint32_t stem)
{
    uint32_t count = stem ? held_by(list, stem) : 0;

    return count >= 2 && count <= HELD_MOST;
}

/* --------------------------------------------------------------- counting */

/* Call for the items of one side of a bead, from *k on: the next whose stem
 * tells something, or NULL. */
static const struct item *next_item(const struct lattice *l,
                                    const struct bead_place *bead, int s,
                                    const struct held_list *held, size_t *k)
{
    const struct side *side = &l->evidence->side[s];
    size_t last = bead->at[s] + bead->shape->count[s] - 1;
    const struct side_segment *end = lattice_segment(l, s, last);
    size_t first = lattice_segment(l, s, bead->at[s])->first_item;

    while (first + *k < end->first_item + end->item_count) {
        const struct item *item = &side->items[first + (*k)++];
        if (is_telling(held, item->stem))
            return item;
    }
    return NULL;
}

static uint64_t key_of(const struct count *count)
{
    return ((uint64_t)count->stem[SIDE_AR] * 0x9E3779B97F4A7C15U ^
            count->stem[SIDE_EN]) *
           0xBF58476D1CE4E5B9U;
}

static void count_pair(struct tally *tally, uint32_t ar, uint32_t en,
                       double weight)
{
    struct count one = { { ar, en }, weight };
    size_t i = (size_t)(key_of(&one) >> 32) & tally->mask;

    /* Never more than half full, so this ends. */
    while (tally->slot[i].stem[SIDE_AR] &&
           (tally->slot[i].stem[SIDE_AR] != ar ||
            tally->slot[i].stem[SIDE_EN] != en))
        i = (i + 1) & tally->mask;
    if (tally->slot[i].stem[SIDE_AR]) {
        tally->slot[i].weight += weight;
    } else if (tally->count < tally->room) {
        tally->slot[i] = one;
        tally->count++;
    }
}

static void count_bead(const struct lattice *l, const struct bead_place *bead,
                       const struct held_list held[SIDES], struct tally *tally)
{
    const struct item *ar, *en;
    size_t i = 0, j;

    while ((ar = next_item(l, bead, SIDE_AR, &held[SIDE_AR], &i)) != NULL)
        for (j = 0;
             (en = next_item(l, bead, SIDE_EN, &held[SIDE_EN], &j)) != NULL;)
            count_pair(tally, ar->stem, en->stem, bead->posterior);
}

/* The beads of a node: count their shapes, note the likely ones. */
static void find_likely_at(const struct lattice *l, const struct flow *flow,
                           const size_t at[SIDES], struct places *places,
                           struct document_shapes *shapes)
{
    for (size_t s = 0; s < l->shapes; s++) {
        size_t i = at[SIDE_AR], j = at[SIDE_EN];
        struct bead_place bead = { { i, j }, &bead_shapes[s], 0 };
        if (!lattice_fits(l, i, j, bead.shape))
            continue;
        bead.posterior = flow_posterior(l, flow, i, j, s);
        shapes->expected[bead.shape->family] += bead.posterior;
        if (bead.posterior > likely && !shape_is_lone(bead.shape) &&
            places->count < places->room)
            places->at[places->count++] = bead;
    }
}

static void find_likely(const struct lattice *l, const struct flow *flow,
                        struct places *places, struct document_shapes *shapes)
{
    for (size_t i = 0; i <= l->count[SIDE_AR]; i++)
        for (size_t j = 0; j <= l->count[SIDE_EN]; j++)
            if (!lattice_is_hopeless(l, i, j))
                find_likely_at(l, flow, (size_t[SIDES]){ i, j }, places,
                               shapes);
}

/* How many pairs of words a bead may have. */
static size_t words_across(const struct lattice *l,
                           const struct bead_place *bead)
{
    size_t items[SIDES] = { 0 };

    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t k = 0; k < bead->shape->count[s]; k++)
            items[s] += lattice_segment(l, s, bead->at[s] + k)->item_count;
    return items[SIDE_AR] * items[SIDE_EN];
}

static void count_found(const struct lattice *l, const struct bead_place *bead,
                        struct document_shapes *shapes)
{
    shapes->found += (double)bead_found(l, bead->at[SIDE_AR], bead->at[SIDE_EN],
                                        bead->shape);
    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t k = 0; k < bead->shape->count[s]; k++) {
            size_t at = bead->at[s] + k;
            shapes->items += (double)lattice_segment(l, s, at)->item_count;
        }
}

static bool make_tally(struct tally *tally, size_t pairs, struct arena *keep)
{
    size_t slots = 16;

    tally->room = pairs < COUNTS_MOST ? pairs : COUNTS_MOST;
    while (slots < 2 * tally->room)
        slots *= 2;
    tally->slot = arena_new(keep, struct count, slots);
    tally->mask = slots - 1;
    return tally->slot;
}

static bool count_words(const struct lattice *l, const struct flow *flow,
                        const struct held_list held[SIDES], struct tally *tally,
                        struct document_shapes *shapes, struct arena *keep)
{
    struct places places = { .room = l->count[SIDE_AR] + 1 };
    size_t pairs = 0;

    places.at = arena_new(keep, struct bead_place, places.room);
    if (!places.at)
        return false;
    find_likely(l, flow, &places, shapes);
    for (size_t i = 0; i < places.count; i++) {
        pairs += words_across(l, &places.at[i]);
        count_found(l, &places.at[i], shapes);
    }
    if (!make_tally(tally, pairs, keep))
        return false;
    for (size_t i = 0; i < places.count; i++)
        count_bead(l, &places.at[i], held, tally);
    return true;
}

static int compare_counts(const void *a, const void *b)
{
    const struct count *x = a, *y = b;

    for (int s = SIDE_AR; s < SIDES; s++)
        if (x->stem[s] != y->stem[s])
            return x->stem[s] < y->stem[s] ? -1 : 1;
    return 0;
}

/* Those that belong together, in the order of the Arabic stems; they are left
 * at the beginning of the slots. */
static struct counts choose(const struct tally *tally,
                            const struct held_list held[SIDES])
{
    struct counts chosen = { .at = tally->slot };

    for (size_t i = 0; tally->count && i <= tally->mask; i++) {
        const struct count sum = tally->slot[i];
        if (sum.weight < together_least)
            continue;
        double segments = held_by(&held[SIDE_AR], sum.stem[SIDE_AR]) +
                          held_by(&held[SIDE_EN], sum.stem[SIDE_EN]);
        if (2 * sum.weight >= dice_least * segments)
            chosen.at[chosen.count++] = sum;
    }
    if (chosen.count)
        qsort(chosen.at, chosen.count, sizeof(*chosen.at), compare_counts);
    return chosen;
}

/* ------------------------------------------------------------------ keys */

static int compare_english(const void *a, const void *b)
{
    const struct count *x = a, *y = b;

    return (x->stem[SIDE_EN] > y->stem[SIDE_EN]) -
           (x->stem[SIDE_EN] < y->stem[SIDE_EN]);
}

/* The first of the counts, in the order of the stems of side s, that is not
 * below `stem`. */
static size_t first_count(const struct counts *counts, int s, uint32_t stem)
{
    size_t low = 0, high = counts->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (counts->at[middle].stem[s] < stem)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_item_keys(struct keys *keys, const struct counts *counts, int s,
                          uint32_t stem, size_t item)
{
    size_t i = stem ? first_count(counts, s, stem) : counts->count;

    for (; i < counts->count && counts->at[i].stem[s] == stem; i++)
        keys_add(keys, key_of(&counts->at[i]), item, EVIDENCE_DOCUMENT);
}

static void add_keys(struct evidence *evidence, const struct lattice *l, int s,
                     const struct counts *counts)
{
    const struct side *side = &evidence->side[s];
    struct keys *keys = &evidence->side[s].keys[KEYS_DOCUMENT];

    for (size_t i = 0; i < l->count[s]; i++) {
        const struct side_segment *segment = lattice_segment(l, s, i);
        for (size_t k = 0; k < segment->item_count; k++) {
            size_t item = segment->first_item + k;
            add_item_keys(keys, counts, s, side->items[item].stem, item);
        }
    }
}

enum barq_status document_learn(struct evidence *evidence,
                                const struct lattice *l,
                                const struct flow *flow,
                                struct document_shapes *shapes,
                                struct arena scratch, struct barq_error *err)
{
    struct held_list held[SIDES];
    struct tally tally = { 0 };
    struct counts counts;

    *shapes = (struct document_shapes){ .found = 0 };
    for (int s = SIDE_AR; s < SIDES; s++) {
        evidence->side[s].keys[KEYS_DOCUMENT].count = 0;
        if (!hold_stems(l, s, &held[s], &scratch))
            return fail_nomem(err, "for the words of a story");
    }
    if (!count_words(l, flow, held, &tally, shapes, &scratch))
        return fail_nomem(err, "for the words of a story");
    counts = choose(&tally, held);
    add_keys(evidence, l, SIDE_AR, &counts);
    if (counts.count)
        qsort(counts.at, counts.count, sizeof(*counts.at), compare_english);
    add_keys(evidence, l, SIDE_EN, &counts);
    return evidence->side[SIDE_AR].keys[KEYS_DOCUMENT].full ||
                   evidence->side[SIDE_EN].keys[KEYS_DOCUMENT].full
               ? fail_nomem(err, "for the words of a story")
               : BARQ_OK;
}

/* How free the translator was with the ends of sentences, from 0 to 1. */
static double freedom(const struct document_shapes *shapes, double beads)
{
    double plain = shapes->expected[0] + shapes->expected[1];

    return fmin((beads - plain) / (beads + beads_seen) / free_share, 1);
}

/* What less a segment alone weighs, see the head of this file. */
static double unfamiliar(const struct document_shapes *shapes)
{
    double share = (shapes->found + items_found) / (shapes->items + items_seen);

    return fmin(lone * fmax(0, familiar - share), lone_most);
}

struct align_model document_model(const struct align_model *model,
                                  const struct document_shapes *shapes)
{
    struct align_model own = *model;
    double beads = 0;

    for (int f = 0; f < SHAPE_FAMILIES; f++)
        beads += shapes->expected[f];
    own.freedom = freedom(shapes, beads);
    for (int f = 0; f < SHAPE_FAMILIES; f++) {
        double share =
            (shapes->expected[f] + kappa * model->share[f]) / (beads + kappa);
        own.weight[FEATURE_SHAPES + f] +=
            model->adapt * log(share / model->share[f]);
    }
    own.weight[FEATURE_SHAPES] -= unfamiliar(shapes);
    for (int f = 0; f < FEATURES; f++)
        own.weight[f] += own.freedom * model->freer[f];
    return own;
}
