#include "align/pair_map.h"

#include <string.h>

enum { FIRST_ROOM = 1024 };

void *pair_grow(void *at, size_t item_size, size_t count, size_t *room,
                struct arena *keep)
{
    if (count < *room)
        return at;
    size_t more = *room ? *room * 2 : FIRST_ROOM;
    void *to = arena_take(keep, item_size, _Alignof(max_align_t), more);
    if (!to)
        return NULL;
    if (count)
        memcpy(to, at, count * item_size);
    *room = more;
    return to;
}

/* The slot that holds the hash, or the free one where it belongs. */
static struct pair_slot *find(const struct pair_map *map, uint64_t hash)
{
    size_t mask = map->room - 1, at = (size_t)(hash ^ hash >> 32) & mask;

    while (map->slots[at].hash && map->slots[at].hash != hash)
        at = (at + 1) & mask;
    return &map->slots[at];
}

static bool widen(struct pair_map *map, struct arena *keep)
{
    struct pair_map wide = { .room = map->room ? map->room * 2 : FIRST_ROOM,
                             .count = map->count };

    wide.slots = arena_new(keep, struct pair_slot, wide.room);
    if (!wide.slots)
        return false;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].hash)
            *find(&wide, map->slots[i].hash) = map->slots[i];
    *map = wide;
    return true;
}

const uint32_t *pair_map_put(struct pair_map *map, uint64_t hash,
                             uint32_t value, bool *added, struct arena *keep)
{
    hash += !hash;
    if (map->count * 2 >= map->room && !widen(map, keep))
        return NULL;
    struct pair_slot *slot = find(map, hash);
    *added = !slot->hash;
    if (*added) {
        *slot = (struct pair_slot){ hash, value };
        map->count++;
    }
    return &slot->value;
}
