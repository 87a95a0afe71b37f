/*
 * shelves.h - what was worked out once, under a number, until its room is
 * wanted for something else.
 *
 * What is kept lies on a shelf, an arena, beside what was kept at about that
 * time, and goes with it: nothing is freed by itself.  For one thread.
 */
#ifndef BASE_SHELVES_H
#define BASE_SHELVES_H

#include "base/arena.h"

enum { SHELVES = 8 };

/* A power of two, and how many of the slots one shelf may take: all of them
 * together, three quarters. */
enum {
    SHELF_SLOTS = 1 << 19,
    SHELF_SLOTS_MOST = SHELF_SLOTS / 4 * 3 / SHELVES
};

/* Something that is kept, or that there is nothing to keep (at is NULL). */
struct kept {
    int64_t key;
    char *at; /* on a shelf */
    uint32_t len;
    uint32_t age; /* that of its shelf, whose number are the lowest bits */
};

struct shelf {
    struct arena all, left;
    uint32_t age;
    size_t put; /* how many slots it has taken */
    size_t met; /* how often something on it was asked for, of late */
};

struct shelves {
    struct block home;
    struct kept *slots; /* open addressing; free if of an age before `first` */
    size_t count;       /* of those that are taken */
    struct shelf at[SHELVES];
    struct shelf *open; /* the one that is being filled */
    uint32_t first, last;
    bool full;
};

/* `ceiling` bytes in all: of address space, until they are used. */
enum barq_status shelves_open(size_t ceiling, struct shelves **out,
                              struct barq_error *err);
void shelves_close(struct shelves *shelves); /* NULL: nothing */

/* Forget all. */
void shelves_forget(struct shelves *shelves);

/* Between two tasks, when nothing that is kept is in use: where there is no
 * room left, make some. */
void shelves_tidy(struct shelves *shelves);

/* Room on the open shelf, for whoever writes in place: nothing of it is kept
 * before shelves_put(), and what is not may be given back. */
static inline struct arena *shelves_room(struct shelves *shelves)
{
    return &shelves->open->left;
}

/* Keep this, which lies in shelves_room(), under a key; or, if `at` is NULL,
 * that there is nothing.  Not to be called when it is full. */
void shelves_put(struct shelves *shelves, int64_t key, void *at, size_t len);

/* Where a key is looked for first. */
static inline size_t shelves_place(int64_t key)
{
    return ((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) >> 32) % SHELF_SLOTS;
}

static inline bool shelves_is_taken(const struct shelves *shelves,
                                    const struct kept *slot)
{
    return slot->age >= shelves->first;
}

/* What is kept under a key, or NULL.  It is good until the next
 * shelves_tidy() or shelves_forget(). */
static inline const struct kept *shelves_find(struct shelves *shelves,
                                              int64_t key)
{
    for (size_t i = shelves_place(key);; i = (i + 1) % SHELF_SLOTS) {
        const struct kept *slot = &shelves->slots[i];
        if (!shelves_is_taken(shelves, slot))
            return NULL;
        if (slot->key == key) {
            shelves->at[slot->age % SHELVES].met++;
            return slot;
        }
    }
}

/* The age of the shelf that this lies on, 0 if on none; and whether what was
 * there then still is. */
uint32_t shelves_age_of(const struct shelves *shelves, const void *kept);

static inline bool shelves_has_age(const struct shelves *shelves, uint32_t age)
{
    return age >= shelves->first && shelves->at[age % SHELVES].age == age;
}

/* It will be looked for soon: first the slot is brought near, then, with
 * `data`, some time after it, the beginning of what is kept. */
static inline void shelves_expect(const struct shelves *shelves, int64_t key,
                                  bool data)
{
    const struct kept *slot = &shelves->slots[shelves_place(key)];

    if (!data)
        __builtin_prefetch(slot);
    else if (slot->key == key && shelves_is_taken(shelves, slot) && slot->at)
        __builtin_prefetch(slot->at);
}

#endif
