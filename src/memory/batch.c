/*
 * batch.c - many units, stored in transactions of some thousands.
 *
 * What is stored at once is cheapest: the index is written in sorted runs, of
 * which large ones are few.  But only one writes at a time, and what a
 * transaction has put takes a quarter of the time to be stored that it took to
 * be put.  So there is an end to each, sooner if others are there:
 *
 *     nobody waits            131,072 units, or the half on a slow machine
 *     somebody did lately     a third of a second
 *     somebody waits          60 ms
 *
 * of which the last two are looked for every 256 units, so that fewer are
 * stored whole whoever waits.
 *
 * What was stored before a failure need not be stored again.
 */
#include "memory/batch.h"

#include <time.h>

enum { BATCH = 128 << 10 };

/* On a slow or a busy machine it ends half-way: others wait for it.  Nowhere
 * else, so that what a killed import leaves can be told (test_crash). */
enum { HALF_BATCH = BATCH / 2, BATCH_MS = 4000 };

/* After so many units it is looked whether others wait. */
enum { SHORT_MS = 60, SOCIABLE_MS = 300, WHILE_MS = 30000 };
enum { LOOK_EVERY = 1 << 8 };

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_full(const struct memory_batch *batch)
{
    if (batch->count % LOOK_EVERY)
        return false;
    int64_t took = milliseconds() - batch->begun;
    return batch->count == BATCH ||
           (batch->count == HALF_BATCH && took >= BATCH_MS) ||
           (took >= SOCIABLE_MS && batch->begun - batch->waited < WHILE_MS) ||
           (took >= SHORT_MS && memory_is_wanted(batch->memory));
}

enum barq_status batch_begin(struct memory_batch *batch,
                             struct barq_memory *memory, struct barq_error *err)
{
    enum barq_status status = memory_begin(memory, err);

    *batch = (struct memory_batch){ .memory = memory };
    batch->begun = milliseconds();
    batch->waited = batch->begun - WHILE_MS;
    return status;
}

/* Between two batches the lock is free, so that others get their turn. */
static enum barq_status next_batch(struct memory_batch *batch,
                                   struct barq_error *err)
{
    bool wanted = memory_is_wanted(batch->memory); /* it may give way itself */
    enum barq_status status = memory_commit(batch->memory, err);

    if (status)
        return status;
    batch->stored += batch->count;
    batch->count = 0;
    if (wanted || memory_is_wanted(batch->memory))
        batch->waited = milliseconds();
    memory_give_way(batch->memory);
    status = memory_begin(batch->memory, err);
    batch->begun = milliseconds();
    return status;
}

enum barq_status batch_count(struct memory_batch *batch, struct barq_error *err)
{
    batch->count++;
    return is_full(batch) ? next_batch(batch, err) : BARQ_OK;
}
