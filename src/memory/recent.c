/*
 * recent.c - pairs that were put, and whose postings wait for the commit.
 *
 * Who puts a pair asks whether it is there.  The index by words (same.c) knows
 * what is in the file; what is pending (pending.c) is here, in a table by the
 * hash of the pair's two bare keys, with open addressing.  So both together
 * know all.  Forgotten when the postings are written, or rolled back.
 */
#include "memory/pairs.h"

#include "base/error.h"

enum { SLOTS_FIRST = 256 };

/* Address space: as many units as PENDING_MOST postings may be of, twice over,
 * and all smaller tables. */
#define RECENT_CEILING ((size_t)256 << 20)

struct slot {
    uint64_t hash;
    int64_t id; /* 0 is free */
};

struct recent {
    struct block home;
    struct arena all, left;
    struct slot *slots;
    size_t mask, count;
};

uint64_t pair_hash(const struct unit_side sides[2])
{
    uint64_t ar = sides[0].bare, en = sides[1].bare;
    uint64_t hash = (ar ^ (en << 32 | en >> 32)) * UINT64_C(0x9E3779B97F4A7C15);

    return hash ^ hash >> 32;
}

static enum barq_status recent_open(struct recent **out, struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, RECENT_CEILING, &all, err);

    if (status)
        return status;
    struct recent *recent = arena_new(&all, struct recent, 1);
    if (!recent) {
        block_release(home);
        return fail_nomem(err, "for the pairs of a transaction");
    }
    *recent = (struct recent){ .home = home, .all = all, .left = all };
    *out = recent;
    return BARQ_OK;
}

static void put(struct recent *recent, struct slot pair)
{
    size_t i = (size_t)pair.hash & recent->mask;

    while (recent->slots[i].id)
        i = (i + 1) & recent->mask;
    recent->slots[i] = pair;
    recent->count++;
}

static bool grow(struct recent *recent)
{
    const struct slot *old = recent->slots;
    size_t old_count = old ? recent->mask + 1 : 0;
    size_t count = old ? 2 * old_count : SLOTS_FIRST;
    struct slot *more = arena_new(&recent->left, struct slot, count);

    if (!more)
        return false;
    recent->slots = more;
    recent->mask = count - 1;
    recent->count = 0;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].id)
            put(recent, old[i]);
    return true;
}

enum barq_status recent_note(struct barq_memory *memory, int64_t id,
                             const struct unit_side sides[2],
                             struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (!memory->recent)
        status = recent_open(&memory->recent, err);
    struct recent *recent = memory->recent;
    if (status || !recent)
        return status;
    if ((!recent->slots || 2 * recent->count > recent->mask) && !grow(recent))
        return fail_nomem(err, "for the pairs of a transaction");
    put(recent, (struct slot){ pair_hash(sides), id });
    return BARQ_OK;
}

enum barq_status recent_ids(const struct barq_memory *memory,
                            const struct unit_side sides[2],
                            struct id_list *list, struct barq_error *err)
{
    const struct recent *recent = memory->recent;
    uint64_t hash = pair_hash(sides);

    if (!recent || !recent->count)
        return BARQ_OK;
    for (size_t i = (size_t)hash & recent->mask; recent->slots[i].id;
         i = (i + 1) & recent->mask)
        if (recent->slots[i].hash == hash &&
            !id_list_add(list, recent->slots[i].id))
            return fail_nomem(err, "for the units found");
    return BARQ_OK;
}

void recent_forget(struct barq_memory *memory)
{
    struct recent *recent = memory->recent;

    if (!recent)
        return;
    recent->slots = NULL;
    recent->count = 0;
    recent->left = recent->all;
}

void recent_close(struct recent *recent)
{
    if (recent)
        block_release(recent->home);
}
