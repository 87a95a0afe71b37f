#include "text/keymap.h"

#include "base/utf8.h"
#include "text/text.h"

bool keymap_init(struct keymap *map, size_t most, struct arena *keep)
{
    size_t size = 16;

    while (size < 2 * most)
        size *= 2;
    map->slot = arena_new(keep, struct keymap_slot, size);
    map->mask = size - 1;
    return map->slot;
}

struct keymap_slot *keymap_slot(const struct keymap *map, struct barq_text key)
{
    uint64_t hash = text_hash(key);
    size_t i = (size_t)(hash ^ hash >> 32) & map->mask;

    /* Never more than half full, so this ends at a free slot. */
    while (map->slot[i].key.at &&
           (map->slot[i].hash != hash || !text_equal(map->slot[i].key, key)))
        i = (i + 1) & map->mask;
    return &map->slot[i];
}

void keymap_set(struct keymap_slot *slot, struct barq_text key, uint32_t value)
{
    *slot = (struct keymap_slot){ key, text_hash(key), value };
}

uint32_t keymap_get(const struct keymap *map, struct barq_text key)
{
    return keymap_slot(map, key)->value;
}
