/* pair_map.h - inside the pairing of archives: what grows in an arena. */
#ifndef ALIGN_PAIR_MAP_H
#define ALIGN_PAIR_MAP_H

#include "base/arena.h"

#include <stdbool.h>

/*
 * Room for one more item in an array of `count`, which is copied when it is
 * full: where the array is now, or NULL when the arena is full, too.  What
 * was copied is not given back: all in all an array costs twice its size.
 */
void *pair_grow(void *at, size_t item_size, size_t count, size_t *room,
                struct arena *keep);

struct pair_slot {
    uint64_t hash; /* 0: free */
    uint32_t value;
};

/* Hashes of 64 bits, taken for what they stand for, to numbers. */
struct pair_map {
    struct pair_slot *slots;
    size_t room, count; /* room: a power of two, or 0 */
};

/*
 * The value under `hash`, which is `value` from now on if there was none;
 * *added says whether.  NULL when the arena is full.  Borrowed until the next
 * call.
 */
const uint32_t *pair_map_put(struct pair_map *map, uint64_t hash,
                             uint32_t value, bool *added, struct arena *keep);

#endif
