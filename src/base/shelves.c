/*
 * shelves.c - a cache that forgets by the shelf.
 *
 * Slots are found by hashing the key; what they refer to lies on one of a few
 * shelves.  These are filled one after the other.  When all are full, one is
 * cleared and filled anew: that of which the least was asked for of late.
 *
 *     shelf   0    1    2    3 <- filled last
 *     met    94   12  310    7         1 is cleared, and is the open one
 *     later  23    0   77    1         what was met counts a quarter
 *
 * To forget what was used longest ago would be worse: a desk goes through its
 * stories in turn, and where they need a little more than there is room for,
 * each would be gone just before it is wanted.  So a shelf that is asked for
 * stays, and while most is found there is little to keep, and few are cleared.
 * The one filled last is spared, since nobody had the time to ask for it.
 *
 * A slot is free when its age is before the first; so all can be forgotten at
 * once.  When a shelf is cleared its slots are freed one by one, and what stood
 * behind them for want of a place moves up (Knuth, The Art of Computer
 * Programming 3, 6.4, algorithm R).  That looks at every slot: some two
 * milliseconds, for some hundred lookups that filled the shelf.
 */
#include "base/shelves.h"

#include "base/error.h"

#include <string.h>

/* What was asked for before counts this part, each time that a shelf is
 * cleared. */
enum { MET_PART = 4 };

/* 2^32 over the golden ratio; and the bits of a product that are irregular. */
static const uint32_t MIX = UINT32_C(2654435769);
enum { MIX_BITS = 16 };

_Static_assert(!(SHELVES & (SHELVES - 1)), "ages have its number in them");

enum barq_status shelves_open(size_t ceiling, struct shelves **out,
                              struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, ceiling, &all, err);

    if (status)
        return status;
    block_in_large_pages(home);
    struct shelves *shelves = arena_new(&all, struct shelves, 1);
    shelves->home = home;
    /* All free in a new block; to write zeros would touch all of them. */
    shelves->slots = arena_new_raw(&all, struct kept, SHELF_SLOTS);
    for (size_t i = 0; i < SHELVES; i++)
        shelves->at[i].all = arena_part(&all, SHELVES - i);
    shelves_forget(shelves);
    *out = shelves;
    return BARQ_OK;
}

void shelves_close(struct shelves *shelves)
{
    if (shelves)
        block_release(shelves->home);
}

/* Fill this one from now on. */
static void open_shelf(struct shelves *shelves, size_t number)
{
    struct shelf *shelf = &shelves->at[number];

    shelves->last = (shelves->last / SHELVES + 1) * SHELVES + (uint32_t)number;
    shelf->age = shelves->last;
    shelf->left = shelf->all;
    shelf->put = shelf->met = 0;
    shelves->open = shelf;
    shelves->full = false;
}

void shelves_forget(struct shelves *shelves)
{
    shelves->count = 0;
    if (shelves->last > UINT32_MAX / 2) { /* once in hundreds of millions */
        memset(shelves->slots, 0, SHELF_SLOTS * sizeof(*shelves->slots));
        shelves->last = 0;
    }
    open_shelf(shelves, 0);
    shelves->first = shelves->last;
}

/* Free a slot; those behind it that are not where they belong move up. */
static void free_slot(struct shelves *shelves, size_t hole)
{
    struct kept *slots = shelves->slots;

    for (size_t i = (hole + 1) % SHELF_SLOTS;
         shelves_is_taken(shelves, &slots[i]); i = (i + 1) % SHELF_SLOTS) {
        size_t past = (i - shelves_place(slots[i].key)) % SHELF_SLOTS;
        if (past < (i - hole) % SHELF_SLOTS)
            continue;
        slots[hole] = slots[i];
        hole = i;
    }
    slots[hole].age = 0;
    shelves->count--;
}

static void clear_shelf(struct shelves *shelves, const struct shelf *shelf)
{
    for (size_t i = 0; i < SHELF_SLOTS; i++)
        while (shelves->slots[i].age == shelf->age)
            free_slot(shelves, i);
}

/* The one of which the least was asked for.  Of several it may be any: always
 * the oldest would be the wrong one for who goes round, always the newest for
 * who has gone on to something else. */
static size_t least_met(const struct shelves *shelves)
{
    size_t least[SHELVES] = { 0 }, count = 0;

    for (size_t i = 0; i < SHELVES; i++) {
        const struct shelf *one = &shelves->at[i];
        if (one == shelves->open ||
            (count && one->met > shelves->at[least[0]].met))
            continue;
        if (count && one->met < shelves->at[least[0]].met)
            count = 0;
        least[count++] = i;
    }
    return least[(shelves->last * MIX >> MIX_BITS) % count];
}

void shelves_tidy(struct shelves *shelves)
{
    size_t next = 0;

    if (!shelves->full)
        return;
    while (next < SHELVES && shelves->at[next].age >= shelves->first)
        next++;
    if (next == SHELVES) {
        next = least_met(shelves);
        clear_shelf(shelves, &shelves->at[next]);
        for (size_t i = 0; i < SHELVES; i++)
            shelves->at[i].met /= MET_PART;
    }
    open_shelf(shelves, next);
}

void shelves_put(struct shelves *shelves, int64_t key, void *at, size_t len)
{
    size_t i = shelves_place(key);

    while (shelves_is_taken(shelves, &shelves->slots[i]) &&
           shelves->slots[i].key != key)
        i = (i + 1) % SHELF_SLOTS;
    shelves->count += !shelves_is_taken(shelves, &shelves->slots[i]);
    shelves->slots[i] =
        (struct kept){ key, at, (uint32_t)len, shelves->open->age };
    shelves->full |= ++shelves->open->put == SHELF_SLOTS_MOST;
}

uint32_t shelves_age_of(const struct shelves *shelves, const void *kept)
{
    const char *at = kept;

    for (size_t i = 0; i < SHELVES; i++)
        if (shelves->at[i].all.at <= at && at < shelves->at[i].all.end)
            return shelves->at[i].age;
    return 0;
}
