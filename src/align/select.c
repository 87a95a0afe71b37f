/*
 * select.c - some segments of two stories as stories of their own.
 *
 * Items and keys are copied with new numbers, so that all that works on
 * stories works on the selection.
 */
#include "align/evidence.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* The keys that items first..end have in one list, for items from `to` on. */
static void take_keys(const struct keys *from, size_t first, size_t end,
                      size_t to, struct keys *keys)
{
    size_t low = 0, high = from->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (from->at[middle].item < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < from->count && from->at[low].item < end; low++) {
        struct key *key = &keys->at[keys->count++];
        *key = from->at[low];
        key->item = (uint32_t)(key->item - first + to) & (ITEMS_MOST - 1);
    }
}

static bool make_room(const struct side *from, const struct selected *chosen,
                      struct side *out, struct arena *keep)
{
    size_t items = 0;

    for (size_t i = 0; i < chosen->count; i++)
        items += from->segments[chosen->at[i]].item_count;
    out->segments = arena_new(keep, struct side_segment, chosen->count + 1);
    out->items = arena_new(keep, struct item, items + 1);
    for (int k = 0; k < KEY_LISTS; k++) {
        out->keys[k].at = arena_new(keep, struct key, from->keys[k].count + 1);
        if (!out->keys[k].at)
            return false;
    }
    out->elsewhere = arena_new(keep, uint32_t, items + 1);
    return out->segments && out->items && out->elsewhere;
}

static int compare_segments(const void *a, const void *b)
{
    const size_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* How many segments over there hold the like of an item and are not chosen. */
static uint32_t count_elsewhere(const struct side *side,
                                const struct item *item,
                                const struct selected *others)
{
    uint32_t count = 0;

    for (uint32_t p = 0; p < item->post_count; p++) {
        size_t segment = side->posts[item->first_post + p].segment;
        count += !bsearch(&segment, others->at, others->count,
                          sizeof(*others->at), compare_segments);
    }
    return count;
}

static bool select_side(const struct side *from, const struct selected *chosen,
                        const struct selected *others, struct side *out,
                        struct arena *keep)
{
    *out = (struct side){ .count = chosen->count,
                          .has_paragraphs = from->has_paragraphs };
    if (!make_room(from, chosen, out, keep))
        return false;
    for (size_t i = 0; i < chosen->count; i++) {
        const struct side_segment *segment = &from->segments[chosen->at[i]];
        size_t first = segment->first_item;
        size_t end = first + segment->item_count;
        out->segments[i] = *segment;
        out->segments[i].first_item = out->item_count;
        for (int k = KEYS_OWN; k <= KEYS_NAMES; k++)
            take_keys(&from->keys[k], first, end, out->item_count,
                      &out->keys[k]);
        for (size_t n = first; n < end; n++) {
            struct item *item = &out->items[out->item_count];
            *item = from->items[n];
            item->segment = (uint32_t)i;
            out->elsewhere[out->item_count++] =
                count_elsewhere(from, &from->items[n], others);
        }
    }
    return true;
}

enum barq_status evidence_select(const struct evidence *from,
                                 const struct selected chosen[SIDES],
                                 struct evidence *out, struct arena *keep,
                                 struct barq_error *err)
{
    for (int s = SIDE_AR; s < SIDES; s++)
        if (!select_side(&from->side[s], &chosen[s], &chosen[!s], &out->side[s],
                         keep))
            return fail_nomem(err, "for the words of a story");
    return BARQ_OK;
}
