/*
 * heads.c - what a handle has read before: heads of the fuzzy index.
 *
 * A lookup wants the head of each of its keys in each run, though most of them
 * say little: that the list has rows, and how many; a unit or two that were
 * added since; or that there is none.  To ask SQLite for each takes as long as
 * all the rows that are read then.  News repeats its words, so what was read
 * once is kept, as long as the file stays as it was.
 *
 *     row (run 17, "harbour")   ->   00 C2 0F    2,010 postings, in rows
 *     row (run 0, "harbour")    ->   nothing
 *
 * A list that is not too long is kept whole, behind its head, a longer one the
 * second time that it is wanted: to have SQLite find each row takes longer than
 * to read it.
 *
 *     list (run 17, "harbour")  ->   its groups, of all rows
 *
 * What is known of units is kept here, too (known.c).
 *
 * Whether it did, SQLite's data version says, which changes with every commit,
 * ours and others'.  It is looked at once in a transaction that only reads; in
 * one that writes, nothing is taken from here or put there.
 *
 * When there is no room left, nothing more is kept; and once as much was wanted
 * that is not kept as there is, all is forgotten, but not before the next
 * lookup.  To forget is to begin another age: slots of former ones are free.
 */
#include "memory/posting.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* A power of two, and how many of the slots may be taken. */
enum { SLOTS = 1 << 18, HEADS_MOST = SLOTS / 4 * 3 };

/* Of the slots and what they hold: that of a thousand queries to ten million
 * units. */
#define HEADS_CEILING ((size_t)144 << 20)

/* The longest list that is kept. */
enum { WHOLE_BYTES = 192 * ROW_BYTES };

/* Lists of up to so many postings are kept at once. */
enum { AT_ONCE = 16 * HEAD_POSTINGS };

/* Lists of more than so many bytes take so much in all: of a large memory they
 * would drive out the rest. */
enum { LONG_BYTES = 48 * ROW_BYTES, LONG_MOST = 24 << 20 };

/* What the slot of a list says that is not kept: how often it was wanted, or
 * that it is too long. */
enum { WANTED_ONCE = 1, TOO_LONG = 2 };

struct slot {
    int64_t row;
    char *at; /* in the block of the heads */
    uint32_t len, age;
};

struct heads {
    struct block home;
    struct arena all, left;
    struct slot *slots;
    size_t count;
    size_t longs;  /* what lists of more than LONG_BYTES take */
    size_t missed; /* how often something was not kept, being full */
    bool full;
    uint32_t age;   /* of the slots that are taken */
    uint32_t state; /* of the file, by SQLite's data version */
    struct runs runs;
};

static enum barq_status open_heads(struct barq_memory *memory,
                                   struct barq_error *err)
{
    struct block home;
    struct arena all;

    if (memory->heads)
        return BARQ_OK;
    enum barq_status status = block_reserve(&home, HEADS_CEILING, &all, err);
    if (status)
        return status;
    block_in_large_pages(home);
    struct heads *heads = arena_new(&all, struct heads, 1);
    heads->home = home;
    /* All free in a new block; to write zeros would touch all of them. */
    heads->slots = arena_new_raw(&all, struct slot, SLOTS);
    heads->all = heads->left = all;
    memory->heads = heads;
    return BARQ_OK;
}

void heads_close(struct heads *heads)
{
    if (heads)
        block_release(heads->home);
}

static void forget(struct heads *heads)
{
    heads->left = heads->all;
    heads->count = heads->longs = heads->missed = 0;
    heads->full = false;
    if (!++heads->age) { /* once in four thousand million */
        memset(heads->slots, 0, SLOTS * sizeof(*heads->slots));
        heads->age = 1;
    }
}

/* The first time in a transaction: forget what may not be so any more. */
static enum barq_status begin(struct barq_memory *memory,
                              struct barq_error *err)
{
    enum barq_status status = open_heads(memory, err);
    struct heads *heads = memory->heads;
    uint32_t state = 0;

    if (!status) /* to read fixes the state that is read */
        status = runs_read(memory, &heads->runs, err);
    if (status)
        return status;
    int rc = sqlite3_file_control(memory->db, "main", SQLITE_FCNTL_DATA_VERSION,
                                  &state);
    if (rc)
        return memory_fail(memory, rc, err);
    status = latest_add_run(memory, &heads->runs, state, err);
    if (status)
        return status;
    if (!heads->age || state != heads->state || heads->missed > heads->count)
        forget(heads);
    heads->state = state;
    memory->heads_hold = true;
    return BARQ_OK;
}

enum barq_status heads_runs(struct barq_memory *memory, struct runs *runs,
                            struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (!memory->reading) {
        status = runs_read(memory, runs, err);
        return status ? status : latest_add_run(memory, runs, 0, err);
    }
    if (!memory->heads_hold)
        status = begin(memory, err);
    if (!status)
        *runs = memory->heads->runs;
    return status;
}

/* Where a row is looked for first. */
static size_t place_of(int64_t row)
{
    return ((uint64_t)row * UINT64_C(0x9E3779B97F4A7C15) >> 32) % SLOTS;
}

/* Where a row is, or would be put. */
static struct slot *slot_of(const struct heads *heads, int64_t row)
{
    for (size_t i = place_of(row);; i = (i + 1) % SLOTS) {
        struct slot *slot = &heads->slots[i];
        if (slot->age != heads->age || slot->row == row)
            return slot;
    }
}

void heads_expect(const struct barq_memory *memory, int64_t row, bool data)
{
    const struct heads *heads = memory->heads;

    if (!memory->heads_hold)
        return;
    if (!data) {
        __builtin_prefetch(&heads->slots[place_of(row)]);
        return;
    }
    const struct slot *slot = slot_of(heads, row);
    if (slot->age == heads->age && slot->at)
        __builtin_prefetch(slot->at);
}

static enum barq_status read_row(struct barq_memory *memory, int64_t row,
                                 struct barq_text *data, struct arena *keep,
                                 struct barq_error *err)
{
    struct query q;
    bool full = false;

    if (row_run(row) == RUN_LATEST)
        return latest_head(memory, row_posting(row), data, keep, err);
    *data = (struct barq_text){ 0 };
    query_start(&q, memory, SQL_GET_POSTINGS);
    query_int(&q, row);
    if (query_row(&q)) {
        *data = arena_text(keep, query_blob(&q, 0));
        full = !data->at;
    }
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    return full ? fail_nomem(err, "for the units found") : BARQ_OK;
}

/* Is there room to keep more?  Asked about each thing that is not kept. */
static bool has_room(struct heads *heads)
{
    heads->missed += heads->full;
    return !heads->full;
}

/* Let a slot say this, which is kept already. */
static void fill_slot(struct heads *heads, struct slot *slot, int64_t row,
                      void *kept, size_t len)
{
    heads->count += slot->age != heads->age;
    *slot = (struct slot){ row, kept, (uint32_t)len, heads->age };
    heads->full |= heads->count == HEADS_MOST;
}

static void keep_row(struct heads *heads, struct slot *slot, int64_t row,
                     struct barq_text data)
{
    char *copy = NULL;

    if (data.at && !(copy = arena_new_raw(&heads->left, char, data.len + 1))) {
        heads->full = true;
        return;
    }
    if (copy && data.len)
        memcpy(copy, data.at, data.len);
    fill_slot(heads, slot, row, copy, data.len);
}

enum barq_status heads_get(struct barq_memory *memory, int64_t row,
                           struct barq_text *data, struct arena *keep,
                           struct barq_error *err)
{
    struct heads *heads = memory->heads;

    if (!memory->heads_hold)
        return read_row(memory, row, data, keep, err);
    struct slot *slot = slot_of(heads, row);
    if (slot->age == heads->age) {
        *data = (struct barq_text){ slot->at, slot->len };
        return BARQ_OK;
    }
    enum barq_status status = read_row(memory, row, data, keep, err);
    if (!status && has_room(heads))
        keep_row(heads, slot, row, *data);
    return status;
}

void *heads_kept(const struct barq_memory *memory, int64_t row)
{
    const struct heads *heads = memory->heads;

    if (!memory->heads_hold)
        return NULL;
    const struct slot *slot = slot_of(heads, row);
    return slot->age == heads->age ? slot->at : NULL;
}

void *heads_take(struct barq_memory *memory, size_t size)
{
    struct heads *heads = memory->heads;

    if (!memory->heads_hold || !has_room(heads))
        return NULL;
    void *room = arena_take_raw(&heads->left, 1, _Alignof(max_align_t), size);
    heads->full |= !room;
    return room;
}

void heads_keep(struct barq_memory *memory, int64_t row, void *taken,
                size_t size)
{
    struct heads *heads = memory->heads;

    fill_slot(heads, slot_of(heads, row), row, taken, size);
}

/* The groups of a list that is kept, and where those of each bucket begin; then
 * the end. */
struct whole {
    struct barq_text groups;
    uint32_t starts[MEMORY_BUCKETS + 1];
};

/* The rows of a list, one behind the other at the end of the arena; .at is NULL
 * if they are too long, or there is no room. */
static enum barq_status read_rows(struct barq_memory *memory, int run,
                                  uint64_t list, struct barq_text *groups,
                                  struct barq_error *err)
{
    struct heads *heads = memory->heads;
    struct arena left = heads->left;
    size_t most = heads->longs < LONG_MOST ? WHOLE_BYTES : LONG_BYTES, len = 0;
    char *all = NULL;
    bool fits = true;
    struct query q;

    query_start(&q, memory, SQL_POSTINGS);
    query_int(&q, row_id(run, list | 1));
    query_int(&q, row_id(run, posting_of(list, MEMORY_BUCKETS - 1, UNIT_MOST)));
    while (fits && query_row(&q)) {
        struct barq_text row = query_blob(&q, 1);
        char *more = NULL;
        if (len + row.len <= most)
            more = arena_grow(&left, char, all, len, row.len);
        fits = more;
        if (fits && row.len)
            memcpy(more + len, row.at, row.len);
        all = more;
        len += row.len;
    }
    enum barq_status status = query_end(&q, err);
    if (!status && fits) {
        heads->left = left;
        heads->longs += len > LONG_BYTES ? len : 0;
    }
    *groups = (struct barq_text){ all, all ? len : 0 };
    return status;
}

/* Note where buckets begin, which ascend; false when the bytes make no sense.
 */
static bool note_starts(struct whole *whole)
{
    struct barq_text groups = whole->groups, rest = groups;
    struct group group;
    int bucket = 0;

    while (rest.len) {
        uint32_t at = (uint32_t)(groups.len - rest.len);
        if (!group_read(&rest, &group) || group.bucket < bucket - 1)
            return false;
        while (bucket <= group.bucket)
            whole->starts[bucket++] = at;
    }
    while (bucket <= MEMORY_BUCKETS)
        whole->starts[bucket++] = (uint32_t)groups.len;
    return true;
}

/* NULL if it is too long, makes no sense, or there is no room. */
static enum barq_status read_whole(struct barq_memory *memory, int run,
                                   uint64_t list, struct whole **out,
                                   struct barq_error *err)
{
    struct heads *heads = memory->heads;
    struct arena left = heads->left;
    struct whole *whole = arena_new(&heads->left, struct whole, 1);
    enum barq_status status =
        whole ? read_rows(memory, run, list, &whole->groups, err) : BARQ_OK;

    bool kept = whole && whole->groups.at && note_starts(whole);
    if (status || !kept) {
        heads->left = left;
        whole = NULL;
    }
    *out = whole;
    return status;
}

/* Its groups of these buckets, and of what lies between them. */
static struct barq_text slice_whole(const struct whole *whole, uint32_t buckets)
{
    int low = __builtin_ctz(buckets);
    int end = MEMORY_BUCKETS - __builtin_clz(buckets);

    return text_slice(whole->groups, whole->starts[low], whole->starts[end]);
}

enum barq_status heads_whole(struct barq_memory *memory, struct heads_list list,
                             uint32_t buckets, struct barq_text *groups,
                             struct barq_error *err)
{
    struct heads *heads = memory->heads;
    int64_t row = whole_row(list.run, list.list);
    enum barq_status status = BARQ_OK;
    struct whole *whole = NULL;

    *groups = (struct barq_text){ 0 };
    if (!memory->heads_hold)
        return BARQ_OK;
    struct slot *slot = slot_of(heads, row);
    bool known = slot->age == heads->age;
    bool wanted = known || list.count <= AT_ONCE;
    if (known && slot->at) {
        *groups = slice_whole((const void *)slot->at, buckets);
        return BARQ_OK;
    }
    if ((known && slot->len == TOO_LONG) || !has_room(heads))
        return BARQ_OK;
    if (wanted)
        status = read_whole(memory, list.run, list.list, &whole, err);
    if (status)
        return status;
    if (whole)
        *groups = slice_whole(whole, buckets);
    fill_slot(heads, slot, row, whole, wanted ? TOO_LONG : WANTED_ONCE);
    return BARQ_OK;
}
