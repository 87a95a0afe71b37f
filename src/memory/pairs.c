/*
 * pairs.c - which units may have a pair, told without asking the file.
 *
 * To look for each pair of a large import in the index by words costs a good
 * part of the whole: the index is larger than any cache, and asked in no
 * order.  So whoever puts many units has a table of the pairs there are, with
 * open addressing.  A slot is a number, and holds the unit and the rest of the
 * hash of its words:
 *
 *     rest of the hash 35 | unit 29          from the highest bit down; 0 free
 *
 * Of a million new pairs one or none meets a slot that is another's by chance.
 * The table is made by one walk through the index, once as many units were put
 * as make it worth while: PUTS_LEAST, and 1 / SHARE of what is there; or before
 * a large file comes, when nobody is held up by it.  What this handle writes is
 * noted as it is indexed.  What others have added since is noted before the
 * next pair is looked for; when they have done anything else, or a transaction
 * was rolled back, the table is thrown away.  What was deleted or edited stays
 * noted, which costs a question now and then.
 */
#include "memory/pairs.h"
#include "memory/posting.h"
#include "memory/since.h"

#include "base/error.h"

enum { PUTS_LEAST = 256, SHARE = 32 };

/* A power of two; of the slots no more than the half are taken. */
enum { SLOTS_LEAST = 1 << 17 };

enum { ID_BITS = 29 };
_Static_assert((1 << ID_BITS) - 1 == UNIT_MOST, "a slot has room for a unit");

struct pair_table {
    struct block home;
    uint64_t *slots;
    size_t mask, count;
    struct since since; /* when the table was right */
    int64_t last;       /* units up to this one are noted */
};

static uint64_t rest_of(uint64_t hash)
{
    return hash >> ID_BITS;
}

static void put(struct pair_table *table, uint64_t slot)
{
    size_t i = (size_t)rest_of(slot) & table->mask;

    while (table->slots[i])
        i = (i + 1) & table->mask;
    table->slots[i] = slot;
    table->count++;
}

static void add_pair(struct pair_table *table, int64_t id,
                     const struct unit_side sides[2])
{
    put(table, rest_of(pair_hash(sides)) << ID_BITS | (uint64_t)id);
}

void pairs_forget(struct barq_memory *memory)
{
    struct pair_table *table = memory->pairs;

    memory->pairs = NULL;
    memory->pairs_sure = false;
    if (table)
        block_release(table->home);
}

/* An empty one. */
static enum barq_status make_table(size_t slots, struct pair_table **out,
                                   struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(
        &home, slots * sizeof(uint64_t) + sizeof(struct pair_table) + 64, &all,
        err);

    if (status)
        return status;
    block_in_large_pages(home);
    struct pair_table *table = arena_new(&all, struct pair_table, 1);
    uint64_t *at = arena_new(&all, uint64_t, slots);
    if (!table || !at) {
        block_release(home);
        return fail_nomem(err, "for the pairs of a memory");
    }
    *table =
        (struct pair_table){ .home = home, .slots = at, .mask = slots - 1 };
    *out = table;
    return BARQ_OK;
}

/* Twice the slots, when the half is taken. */
static enum barq_status make_room(struct barq_memory *memory,
                                  struct barq_error *err)
{
    struct pair_table *old = memory->pairs, *table = NULL;

    if (2 * old->count <= old->mask)
        return BARQ_OK;
    enum barq_status status = make_table(2 * (old->mask + 1), &table, err);
    if (status || !table)
        return status;
    table->since = old->since;
    table->last = old->last;
    for (size_t i = 0; i <= old->mask; i++)
        if (old->slots[i])
            put(table, old->slots[i]);
    block_release(old->home);
    memory->pairs = table;
    return BARQ_OK;
}

enum barq_status pairs_note(struct barq_memory *memory, int64_t id,
                            const struct unit_side sides[2],
                            struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (!memory->pairs)
        return BARQ_OK;
    memory->pairs_put = true;
    status = make_room(memory, err);
    if (!status)
        add_pair(memory->pairs, id, sides);
    return status;
}

void pairs_expect(const struct barq_memory *memory,
                  const struct unit_side sides[2])
{
    const struct pair_table *table = memory->pairs;

    if (table)
        __builtin_prefetch(
            &table->slots[rest_of(pair_hash(sides)) & table->mask]);
}

enum barq_status pairs_ids(const struct barq_memory *memory,
                           const struct unit_side sides[2],
                           struct id_list *list, struct barq_error *err)
{
    const struct pair_table *table = memory->pairs;
    uint64_t rest = rest_of(pair_hash(sides));

    for (size_t i = (size_t)rest & table->mask; table->slots[i];
         i = (i + 1) & table->mask)
        if (rest_of(table->slots[i]) == rest &&
            !id_list_add(list, (int64_t)(table->slots[i] & UNIT_MOST)))
            return fail_nomem(err, "for the units found");
    return BARQ_OK;
}

/* Note all that a query gives, and end it. */
static enum barq_status note_all(struct query *q, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (!status && query_row(q)) {
        const struct unit_side sides[2] = {
            { .bare = (uint64_t)query_column(q, 0) },
            { .bare = (uint64_t)query_column(q, 1) },
        };
        status = pairs_note(q->memory, query_column(q, 2), sides, err);
    }
    enum barq_status ended = query_end(q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status fill(struct barq_memory *memory, int64_t units,
                             struct barq_error *err)
{
    enum since_what what;
    size_t slots = SLOTS_LEAST;
    struct query q;

    while (slots < 4 * (size_t)units)
        slots *= 2;
    enum barq_status status = make_table(slots, &memory->pairs, err);
    if (status)
        return status;
    status = since_check(memory, &memory->pairs->since, &what, err);
    if (!status) {
        query_start(&q, memory, SQL_PAIRS);
        status = note_all(&q, err);
    }
    if (status)
        pairs_forget(memory);
    else
        memory->pairs->last = memory->pairs->since.unit;
    return status;
}

static enum barq_status count_units(struct barq_memory *memory, int64_t *units,
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_NEW_ID);
    if (query_row(&q))
        *units = query_column(&q, 0);
    return query_end(&q, err);
}

void memory_expect_units(struct barq_memory *memory, int64_t units)
{
    int64_t there = 0;

    if (memory->pairs || memory_read_begin(memory, NULL))
        return;
    if (!count_units(memory, &there, NULL) && units >= there / SHARE)
        fill(memory, there, NULL);
    memory_read_end(memory);
}

/* The table that there is: is it right, but for what others have added? */
static enum barq_status check_table(struct barq_memory *memory,
                                    struct barq_error *err)
{
    struct pair_table *table = memory->pairs;
    enum since_what what = SINCE_NOTHING;
    enum barq_status status = since_check(memory, &table->since, &what, err);
    struct query q;

    if (!status && what == SINCE_ADDED) {
        int64_t last = table->last;
        table->last = table->since.unit;
        query_start(&q, memory, SQL_PAIRS_BEHIND);
        query_int(&q, last);
        status = note_all(&q, err);
    }
    if (status || what == SINCE_CHANGED) {
        pairs_forget(memory);
        memory->puts = 0;
    }
    memory->pairs_sure = memory->pairs != NULL;
    return status;
}

enum barq_status pairs_ready(struct barq_memory *memory, struct barq_error *err)
{
    int64_t units = 0;

    memory->puts++;
    if (memory->pairs_sure || (!memory->pairs && memory->puts < memory->due_at))
        return BARQ_OK;
    if (memory->pairs)
        return check_table(memory, err);
    enum barq_status status = count_units(memory, &units, err);
    if (status)
        return status;
    memory->due_at = units / SHARE > PUTS_LEAST ? units / SHARE : PUTS_LEAST;
    if (memory->puts < memory->due_at)
        return BARQ_OK;
    status = fill(memory, units, err);
    memory->pairs_sure = !status;
    return status;
}

/* ----------------------------------------------------------- transactions */

void pairs_begin(struct barq_memory *memory)
{
    memory->pairs_sure = memory->pairs_put = false;
}

void pairs_stay(struct barq_memory *memory)
{
    if (memory->pairs_sure && memory->pairs->last < memory->next_id - 1)
        memory->pairs->last = memory->next_id - 1;
    if (memory->pairs)
        since_stay(memory, &memory->pairs->since);
    memory->pairs_sure = memory->pairs_put = false;
}

void pairs_rollback(struct barq_memory *memory)
{
    if (memory->pairs_put)
        pairs_forget(memory);
    memory->pairs_sure = memory->pairs_put = false;
}
