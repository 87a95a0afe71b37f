/* keymap.h - from key to number: open addressing over an arena. */
#ifndef TEXT_KEYMAP_H
#define TEXT_KEYMAP_H

#include "base/arena.h"
#include "barq.h"

#include <stdbool.h>

struct keymap_slot {
    struct barq_text key; /* .at is NULL in a free slot */
    uint64_t hash;
    uint32_t value;
};

struct keymap {
    struct keymap_slot *slot;
    size_t mask;
};

/* Room for `most` keys; false when the arena is full. */
bool keymap_init(struct keymap *map, size_t most, struct arena *keep);

/* The slot of `key`, or the free one to put it into with keymap_set(). */
struct keymap_slot *keymap_slot(const struct keymap *map, struct barq_text key);

/* Note `value` under `key`, whose bytes must outlive the map. */
void keymap_set(struct keymap_slot *slot, struct barq_text key, uint32_t value);

/* The value of `key`, or 0 if it is not there. */
uint32_t keymap_get(const struct keymap *map, struct barq_text key);

#endif
