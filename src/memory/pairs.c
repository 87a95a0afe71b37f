/*
 * pairs.c - pairs that no unit has, told without asking the file.
 *
 * Nearly all that a large import brings is new, and to look for each pair in
 * the index by words costs a good part of the whole: the index is larger than
 * any cache, and asked in no order.  So whoever puts many units has a Bloom
 * filter (Bloom, 1970) of the pairs there are: of each, four bits in one word
 * of 64.
 *
 *     all four set       may be there: the file is asked
 *     one of them not    is not there, for sure
 *
 * With 32 bits a pair, one in some hundreds of the new ones is asked for in
 * vain.  The filter is made by one walk through the index, once as many units
 * were put as make it worth while: PUTS_LEAST, and 1 / SHARE of what is there.
 * What this handle writes is noted as it is indexed; when another has written
 * since, the filter is thrown away.  What was rolled back, deleted or edited
 * stays noted, which costs a question now and then.
 */
#include "memory/pairs.h"

#include "base/error.h"

enum { PUTS_LEAST = 256, SHARE = 32 };

/* Pairs that there is room for at least, and their bits. */
enum { ROOM_LEAST = 1 << 18, PAIRS_A_WORD = 2 };

struct pair_filter {
    struct block home;
    uint64_t *words;
    size_t mask; /* of the number of a word */
    size_t count, room;
    int64_t version; /* of the file, when the filter was right */
};

/* Four bits of 64. */
static uint64_t bits_of(uint64_t hash)
{
    uint64_t bits = 0;

    for (int i = 0; i < 4; i++, hash >>= 6)
        bits |= UINT64_C(1) << (hash & 63);
    return bits;
}

static uint64_t *word_of(const struct pair_filter *filter, uint64_t hash)
{
    return &filter->words[hash >> 24 & filter->mask];
}

static void add_pair(struct pair_filter *filter,
                     const struct unit_side sides[2])
{
    uint64_t hash = pair_hash(sides);

    *word_of(filter, hash) |= bits_of(hash);
    filter->count++;
}

void pairs_forget(struct barq_memory *memory)
{
    struct pair_filter *filter = memory->pairs;

    memory->pairs = NULL;
    memory->pairs_sure = false;
    if (filter)
        block_release(filter->home);
}

void pairs_note(struct barq_memory *memory, const struct unit_side sides[2])
{
    if (!memory->pairs)
        return;
    add_pair(memory->pairs, sides);
    if (memory->pairs->count > memory->pairs->room)
        pairs_forget(memory); /* the next has more room */
}

bool pairs_may_have(const struct barq_memory *memory,
                    const struct unit_side sides[2])
{
    if (!memory->pairs_sure)
        return true;
    uint64_t hash = pair_hash(sides);
    uint64_t bits = bits_of(hash);

    return (*word_of(memory->pairs, hash) & bits) == bits;
}

/* An empty one, with room for twice as many. */
static enum barq_status make_filter(int64_t units, struct pair_filter **out,
                                    struct barq_error *err)
{
    size_t words = ROOM_LEAST / PAIRS_A_WORD;
    struct block home;
    struct arena all;

    while (words * PAIRS_A_WORD < 2 * (size_t)units)
        words *= 2;
    enum barq_status status = block_reserve(
        &home, words * sizeof(uint64_t) + sizeof(struct pair_filter) + 64, &all,
        err);
    if (status)
        return status;
    block_in_large_pages(home);
    struct pair_filter *filter = arena_new(&all, struct pair_filter, 1);
    uint64_t *at = arena_new(&all, uint64_t, words);
    if (!filter || !at) {
        block_release(home);
        return fail_nomem(err, "for the pairs of a memory");
    }
    *filter = (struct pair_filter){ .home = home,
                                    .words = at,
                                    .mask = words - 1,
                                    .room = words * PAIRS_A_WORD };
    *out = filter;
    return BARQ_OK;
}

static enum barq_status fill(struct barq_memory *memory, int64_t units,
                             int64_t version, struct barq_error *err)
{
    struct pair_filter *filter = NULL;
    struct query q;
    enum barq_status status = make_filter(units, &filter, err);

    if (status || !filter)
        return status;
    filter->version = version;
    query_start(&q, memory, SQL_PAIRS);
    while (query_row(&q)) {
        const struct unit_side sides[2] = {
            { .bare = (uint64_t)query_column(&q, 0) },
            { .bare = (uint64_t)query_column(&q, 1) },
        };
        add_pair(filter, sides);
    }
    status = query_end(&q, err);
    memory->pairs = filter;
    if (status)
        pairs_forget(memory);
    return status;
}

static enum barq_status one_number(struct barq_memory *memory,
                                   enum statement statement, int64_t *number,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    if (query_row(&q))
        *number = query_column(&q, 0);
    return query_end(&q, err);
}

/* The filter that there is: is it right still? */
static void check_filter(struct barq_memory *memory, int64_t version)
{
    memory->pairs_sure = memory->pairs->version == version;
    if (!memory->pairs_sure) {
        pairs_forget(memory);
        memory->puts = 0;
    }
}

enum barq_status pairs_ready(struct barq_memory *memory, struct barq_error *err)
{
    int64_t version = 0, units = 0;

    memory->puts++;
    if (memory->pairs_sure || (!memory->pairs && memory->puts < memory->due_at))
        return BARQ_OK;
    enum barq_status status =
        one_number(memory, SQL_DATA_VERSION, &version, err);
    if (status)
        return status;
    if (memory->pairs) {
        check_filter(memory, version);
        return BARQ_OK;
    }
    status = one_number(memory, SQL_NEW_ID, &units, err);
    if (status)
        return status;
    memory->due_at = units / SHARE > PUTS_LEAST ? units / SHARE : PUTS_LEAST;
    if (memory->puts < memory->due_at)
        return BARQ_OK;
    status = fill(memory, units, version, err);
    memory->pairs_sure = !status;
    return status;
}
