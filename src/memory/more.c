/*
 * more.c - what else the candidates hold, a list at a time.
 *
 * They are few by then, so a list is not read, but asked for them: of the
 * groups of each bucket, those that a scan names are looked for
 * (posting_find.c).  Where they are nearly as many as the group has units, it
 * takes less time to unpack it and to go through both side by side.
 */
#include "memory/lists.h"

#include "base/error.h"

/* The candidates, whose ids lie side by side, and where those of each bucket
 * begin; then the end. */
struct wanted {
    struct memory_candidate *all;
    uint32_t *units;
    uint32_t starts[MEMORY_BUCKETS + 1];
    int64_t cost; /* of the key that is read */
    uint64_t bit; /* that says who holds it */
};

static bool want_all(const struct memory_candidates *all, struct wanted *wanted,
                     struct arena *keep)
{
    uint32_t *units = arena_new_raw(keep, uint32_t, all->count + 1);
    int bucket = 0;

    if (!units)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        while (bucket <= all->at[i].bucket)
            wanted->starts[bucket++] = (uint32_t)i;
        units[i] = (uint32_t)all->at[i].id;
    }
    while (bucket <= MEMORY_BUCKETS)
        wanted->starts[bucket++] = (uint32_t)all->count;
    wanted->all = all->at;
    wanted->units = units;
    return true;
}

/* How many of at[0..count), ascending, come before `unit`. */
static uint32_t first_from(const uint32_t *at, uint32_t count, uint32_t unit)
{
    uint32_t low = 0;

    for (uint32_t size = count; size; size -= (size + 1) / 2)
        low += at[low + size / 2] < unit ? (size + 1) / 2 : 0;
    return low;
}

/* To find a unit takes as long as to unpack so many. */
enum { FIND_UNITS = 16 };

/* Which of units[0..count) are among at[0..many), both ascending. */
static size_t find_side_by_side(const uint32_t *at, size_t many,
                                const uint32_t *units, size_t count,
                                uint32_t *found)
{
    size_t n = 0;

    for (size_t i = 0, k = 0; i < count && k < many;) {
        found[n] = (uint32_t)i;
        n += at[k] == units[i];
        bool next = at[k] >= units[i];
        k += at[k] <= units[i];
        i += next;
    }
    return n;
}

enum barq_status wanted_credit(const struct lists *lists,
                               const struct group *group,
                               struct barq_error *err)
{
    const struct wanted *wanted = lists->wanted;
    uint32_t from = wanted->starts[group->bucket];
    uint32_t to = wanted->starts[group->bucket + 1];
    uint32_t unpacked[ROW_UNITS];
    struct arena scratch = *lists->keep;

    from += first_from(wanted->units + from, to - from, group->first);
    size_t count = to - from, n;
    uint32_t *found = arena_new_raw(&scratch, uint32_t, count + 1);
    if (!found)
        return fail_nomem(err, "for the units found");
    if (count * FIND_UNITS < group->count)
        n = group_find(group, wanted->units + from, count, found);
    else if (!group_units(group, unpacked))
        return memory_index_damaged(lists->memory, err);
    else
        n = find_side_by_side(unpacked, group->count, wanted->units + from,
                              count, found);
    for (size_t i = 0; i < n; i++) {
        wanted->all[from + found[i]].held += wanted->cost;
        wanted->all[from + found[i]].lists |= wanted->bit;
    }
    return BARQ_OK;
}

/* The buckets of `all` of which a list has not been read. */
static uint32_t buckets_unread(const struct memory_filter *filter,
                               const struct memory_candidates *all, size_t list)
{
    uint32_t buckets = 0;

    for (size_t i = 0; i < all->count; i++)
        if (filter->read[all->at[i].bucket] <= list)
            buckets |= UINT32_C(1) << all->at[i].bucket;
    return buckets;
}

enum barq_status memory_read_more(struct barq_memory *memory,
                                  struct memory_more more,
                                  struct memory_filter *filter,
                                  struct memory_candidates *all,
                                  struct arena scratch, struct barq_error *err)
{
    size_t list = more.list;
    struct wanted wanted = {
        .cost = filter->keys[list].cost,
        .bit = list < MEMORY_LISTS ? UINT64_C(1) << list : 0,
    };
    struct lists lists = { .memory = memory,
                           .keep = &scratch,
                           .wanted = &wanted,
                           .buckets = buckets_unread(filter, all, list) };
    enum barq_status status = memory_side(more.lang, &lists.side, err);

    if (!status && !want_all(all, &wanted, &scratch))
        status = fail_nomem(err, "for the units found");
    if (!status)
        status = lists_read(&lists, &filter->keys[list], list, err);
    if (status)
        return status;
    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->read[b] == list)
            filter->read[b] = list + 1;
    return BARQ_OK;
}
