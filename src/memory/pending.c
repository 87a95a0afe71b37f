/*
 * pending.c - postings that wait for the commit.
 *
 * The lists of a unit lie all over the index, so postings are not written as
 * they come.  They are gathered, sorted, and written list by list before the
 * commit, in the transaction of their units: a unit and its postings are
 * visible together or not at all.
 */
#include "memory/pairs.h"
#include "memory/posting.h"

#include "base/error.h"
#include "base/radix.h"

#include <stdlib.h>

/* Fewer are sorted by comparing. */
enum { FEW = 2048 };

static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

_Static_assert(PENDING_MOST <= UINT32_MAX, "so many can be sorted");

static void sort_from(struct postings *postings, unsigned low, uint64_t **spare)
{
    size_t kept = 0;

    if (postings->count < FEW)
        qsort(postings->at, postings->count, sizeof(*postings->at), compare);
    else
        radix_sort(&postings->at, postings->count, low, POSTING_BITS, spare);
    for (size_t i = 0; i < postings->count; i++)
        if (!kept || postings->at[i] != postings->at[kept - 1])
            postings->at[kept++] = postings->at[i];
    postings->count = kept;
}

void postings_sort(struct postings *postings, uint64_t **spare)
{
    sort_from(postings, 0, spare);
}

void postings_sort_lists(struct postings *postings, uint64_t **spare)
{
    sort_from(postings, UNIT_BITS, spare);
}

enum barq_status pending_open(struct barq_memory *memory,
                              struct barq_error *err)
{
    struct arena all;
    enum barq_status status =
        block_reserve(&memory->pending_home,
                      2 * sizeof(uint64_t) * (PENDING_MOST + 1), &all, err);

    if (status)
        return status;
    block_in_large_pages(memory->pending_home);
    memory->pending.at = (uint64_t *)(void *)all.at;
    memory->pending.room = PENDING_MOST;
    memory->sorting = memory->pending.at + PENDING_MOST;
    return BARQ_OK;
}

void pending_rest(struct barq_memory *memory)
{
    if (!memory->pending.count)
        block_empty(memory->pending_home);
}

enum barq_status pending_flush(struct barq_memory *memory,
                               struct barq_error *err)
{
    struct postings *pending = &memory->pending;

    if (!pending->count)
        return BARQ_OK;
    if (memory->disordered)
        postings_sort(pending, &memory->sorting);
    else /* as new units come */
        postings_sort_lists(pending, &memory->sorting);
    memory->disordered = false;
    enum barq_status status = latest_put(memory, pending, err);
    if (status == BARQ_NOTHING)
        status = runs_add(memory, pending, err);
    pending->count = 0;
    recent_forget(memory);
    return status;
}

enum barq_status pending_take(struct barq_memory *memory, int64_t unit,
                              size_t count, uint64_t **at,
                              struct barq_error *err)
{
    struct postings *pending = &memory->pending;
    enum barq_status status = BARQ_OK;

    if (pending->room - pending->count < count)
        status = pending_flush(memory, err);
    if (status)
        return status;
    if (pending->count && unit < posting_unit(pending->at[pending->count - 1]))
        memory->disordered = true;
    *at = pending->at + pending->count;
    pending->count += count;
    return BARQ_OK;
}
