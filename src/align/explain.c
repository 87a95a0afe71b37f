/*
 * explain.c - the weight of a bead taken apart: each word that was found,
 * what the words that were not cost, and each feature.
 *
 * The weight is a sum, so its parts are just its terms.  A word that is
 * found is shown with its like over there: of the segment it was found in,
 * the item that shares a key with it, found by joining the two segments'
 * keys again.
 */
#include "align/explain.h"

#include "base/error.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { FEATURE_PARTS = FEATURES + 1 };

/* What a part has to be worth to be told. */
static const double worth_telling = 0.005;

struct telling {
    const struct lattice *l;
    const struct barq_story *const *stories;
    const struct barq_bead *bead;
    struct bead_parts *out;
};

static size_t first_of(const struct barq_bead *bead, int s)
{
    return s == SIDE_AR ? bead->ar_first : bead->en_first;
}

static size_t count_of(const struct barq_bead *bead, int s)
{
    return s == SIDE_AR ? bead->ar_count : bead->en_count;
}

static struct barq_text raw_of(const struct telling *t, int s,
                               const struct item *item)
{
    struct barq_text text = t->stories[s]->segments[item->segment].text;

    return text_slice(text, item->raw_at, item->raw_at + item->raw_len);
}

static void add_part(struct telling *t, const char *name, double worth,
                     struct barq_text ar, struct barq_text en)
{
    if (fabs(worth) >= worth_telling)
        t->out->at[t->out->count++] =
            (struct barq_bead_part){ name, worth, ar, en };
}

/* ----------------------------------------------------------------- words */

/* Where the keys of item `index` are in a list. */
static size_t first_key(const struct keys *keys, size_t index)
{
    size_t low = 0, high = keys->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys->at[middle].item < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The kind that a key of item `index` has; EVIDENCE_KINDS if it has none. */
static uint32_t kind_of_key(const struct side *side, size_t index,
                            uint64_t hash)
{
    uint32_t best = EVIDENCE_KINDS;

    for (int k = 0; k < KEY_LISTS; k++) {
        const struct keys *keys = &side->keys[k];
        for (size_t i = first_key(keys, index);
             i < keys->count && keys->at[i].item == index; i++)
            if (keys->at[i].hash == hash && keys->at[i].kind < best)
                best = keys->at[i].kind;
    }
    return best;
}

/* By what two items are alike at best, as join.c sees it. */
static uint32_t alike_by(const struct evidence *evidence, int s, size_t mine,
                         size_t theirs)
{
    const struct side *side = &evidence->side[s];
    uint32_t best = EVIDENCE_KINDS;

    for (int k = 0; k < KEY_LISTS; k++) {
        const struct keys *keys = &side->keys[k];
        for (size_t i = first_key(keys, mine);
             i < keys->count && keys->at[i].item == mine; i++) {
            const struct key *key = &keys->at[i];
            uint32_t kind = kind_of_key(&evidence->side[!s], theirs, key->hash);
            kind = kind > key->kind ? kind : key->kind;
            best = kind < best ? kind : best;
        }
    }
    return best;
}

/* The like of an item in the bead by this kind; NULL if there is none. */
static const struct item *like_of(const struct telling *t, int s, size_t mine,
                                  int by)
{
    const struct side *other = &t->l->evidence->side[!s];
    size_t first = first_of(t->bead, !s), end = first + count_of(t->bead, !s);

    for (size_t i = first; i < end; i++) {
        const struct side_segment *segment = &other->segments[i];
        for (size_t k = 0; k < segment->item_count; k++)
            if ((int)alike_by(t->l->evidence, s, mine,
                              segment->first_item + k) == by)
                return &other->items[segment->first_item + k];
    }
    return NULL;
}

/* The best kind of like that an item has inside the bead. */
static int kind_inside(const struct telling *t, int s, const struct item *item)
{
    const struct post *posts = &t->l->evidence->side[s].posts[item->first_post];
    size_t first = first_of(t->bead, !s), end = first + count_of(t->bead, !s);
    int best = EVIDENCE_KINDS;

    for (size_t p = 0; p < item->post_count; p++)
        if (posts[p].segment >= first && posts[p].segment < end &&
            (int)posts[p].kind < best)
            best = (int)posts[p].kind;
    return best;
}

/* One item: told by name if it was found, else its cost is summed up. */
static double tell_item(struct telling *t, int s, size_t index)
{
    const struct side *side = &t->l->evidence->side[s];
    const struct item *item = &side->items[index];
    size_t w = count_of(t->bead, !s) - 1;
    size_t at = first_of(t->bead, !s) - t->l->chunk.first[!s];
    int kind = kind_inside(t, s, item);
    struct barq_text none = { "", 0 };

    if (!item->post_count)
        return 0;
    double worth = said_worth(t->l, s, item, kind, w, at);
    if (kind == EVIDENCE_KINDS)
        return worth;
    const struct item *like = like_of(t, s, index, kind);
    struct barq_text mine = raw_of(t, s, item);
    struct barq_text theirs = like ? raw_of(t, !s, like) : none;
    add_part(t, evidence_names[kind], worth, s == SIDE_AR ? mine : theirs,
             s == SIDE_AR ? theirs : mine);
    return 0;
}

static void tell_words(struct telling *t)
{
    struct barq_text none = { "", 0 };
    double lost = 0;

    for (int s = SIDE_AR; s < SIDES; s++) {
        const struct side *side = &t->l->evidence->side[s];
        size_t first = first_of(t->bead, s);
        for (size_t i = first; i < first + count_of(t->bead, s); i++)
            for (size_t k = 0; k < side->segments[i].item_count; k++)
                lost += tell_item(t, s, side->segments[i].first_item + k);
    }
    add_part(t, "not found", lost, none, none);
}

/* -------------------------------------------------------------- features */

static const struct bead_shape *shape_of(const struct barq_bead *bead)
{
    for (size_t s = 0; s < SHAPES; s++)
        if (bead_shapes[s].count[SIDE_AR] == bead->ar_count &&
            bead_shapes[s].count[SIDE_EN] == bead->en_count)
            return &bead_shapes[s];
    return NULL;
}

static void tell_features(struct telling *t, const struct bead_shape *shape)
{
    const struct lattice *l = t->l;
    double features[FEATURES];
    struct barq_text none = { "", 0 };

    bead_features(l, t->bead->ar_first - l->chunk.first[SIDE_AR],
                  t->bead->en_first - l->chunk.first[SIDE_EN], shape, features);
    for (int f = 0; f < FEATURES; f++)
        add_part(t, feature_names[f], features[f] * l->model->weight[f], none,
                 none);
}

static int compare_parts(const void *a, const void *b)
{
    const struct barq_bead_part *x = a, *y = b;
    double one = fabs(x->worth), two = fabs(y->worth);

    return (one < two) - (one > two);
}

static size_t count_items(const struct lattice *l, const struct barq_bead *bead)
{
    size_t count = 0;

    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t i = 0; i < count_of(bead, s); i++)
            count +=
                l->evidence->side[s].segments[first_of(bead, s) + i].item_count;
    return count;
}

enum barq_status explain_bead(const struct lattice *l,
                              const struct barq_story *const stories[SIDES],
                              const struct barq_bead *bead,
                              struct bead_parts *out, struct arena *keep,
                              struct barq_error *err)
{
    const struct bead_shape *shape = shape_of(bead);
    struct telling t = { l, stories, bead, out };

    *out = (struct bead_parts){ 0 };
    if (!shape || shape_is_lone(shape))
        return BARQ_OK;
    out->at = arena_new(keep, struct barq_bead_part,
                        count_items(l, bead) + FEATURE_PARTS);
    if (!out->at)
        return fail_nomem(err, "to explain a bead");
    tell_words(&t);
    tell_features(&t, shape);
    qsort(out->at, out->count, sizeof(*out->at), compare_parts);
    return BARQ_OK;
}
