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
 * When there is no room left, nothing more is kept until the next lookup, which
 * clears a shelf (base/shelves.h).
 */
#include "memory/posting.h"

#include "base/error.h"
#include "base/shelves.h"
#include "base/utf8.h"

#include <string.h>

/* Of the slots and what they hold: that of a thousand queries to ten million
 * units. */
#define HEADS_CEILING ((size_t)176 << 20)

/* Of what is known of these. */
enum { HEADS_ROOM = 4 << 10 };

/* The longest list that is kept. */
enum { WHOLE_BYTES = 192 * ROW_BYTES };

/* Lists of up to so many postings are kept at once. */
enum { AT_ONCE = 16 * HEAD_POSTINGS };

/* Lists of more than so many bytes take so much of a shelf: of a large memory
 * they would drive out the rest. */
enum { LONG_BYTES = 48 * ROW_BYTES, LONG_MOST = 3 << 20 };

/* So many things of units may one lookup keep: one that looks at tens of
 * thousands would drive out what all others ask for. */
enum { TAKEN_MOST = 24000 };

/* What the slot of a list says that is not kept: how often it was wanted, or
 * that it is too long. */
enum { WANTED_ONCE = 1, TOO_LONG = 2 };

struct heads {
    struct block home;
    struct shelves *shelves;
    uint32_t age;   /* of the shelf that was open the last time */
    size_t longs;   /* what lists of more than LONG_BYTES take of it */
    uint32_t state; /* of the file, by SQLite's data version */
    bool known;     /* ... which is that of what is kept */
    size_t taken;   /* how much this lookup has kept of units */
    struct runs runs;
};

static enum barq_status open_heads(struct barq_memory *memory,
                                   struct barq_error *err)
{
    struct shelves *shelves;
    struct block home;
    struct arena all;

    if (memory->heads)
        return BARQ_OK;
    enum barq_status status = shelves_open(HEADS_CEILING, &shelves, err);
    if (status)
        return status;
    if ((status = block_reserve(&home, HEADS_ROOM, &all, err))) {
        shelves_close(shelves);
        return status;
    }
    memory->heads = arena_new(&all, struct heads, 1);
    memory->heads->home = home;
    memory->heads->shelves = shelves;
    return BARQ_OK;
}

void heads_close(struct heads *heads)
{
    if (!heads)
        return;
    shelves_close(heads->shelves);
    block_release(heads->home);
}

_Static_assert(2 * sizeof(struct heads) < HEADS_ROOM, "it lies there");

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
    if (!heads->known || state != heads->state)
        shelves_forget(heads->shelves);
    else
        shelves_tidy(heads->shelves);
    heads->state = state;
    heads->known = true;
    heads->taken = 0;
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

void heads_expect(const struct barq_memory *memory, int64_t row, bool data)
{
    if (memory->heads_hold)
        shelves_expect(memory->heads->shelves, row, data);
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

static void keep_row(struct shelves *shelves, int64_t row,
                     struct barq_text data)
{
    char *copy = NULL;

    if (data.at &&
        !(copy = arena_new_raw(shelves_room(shelves), char, data.len + 1))) {
        shelves->full = true;
        return;
    }
    if (copy && data.len)
        memcpy(copy, data.at, data.len);
    shelves_put(shelves, row, copy, data.len);
}

enum barq_status heads_get(struct barq_memory *memory, int64_t row,
                           struct barq_text *data, struct arena *keep,
                           struct barq_error *err)
{
    if (!memory->heads_hold)
        return read_row(memory, row, data, keep, err);
    struct shelves *shelves = memory->heads->shelves;
    const struct kept *kept = shelves_find(shelves, row);
    if (kept) {
        *data = (struct barq_text){ kept->at, kept->len };
        return BARQ_OK;
    }
    enum barq_status status = read_row(memory, row, data, keep, err);
    if (!status && !shelves->full)
        keep_row(shelves, row, *data);
    return status;
}

void *heads_kept(const struct barq_memory *memory, int64_t row)
{
    if (!memory->heads_hold)
        return NULL;
    const struct kept *kept = shelves_find(memory->heads->shelves, row);
    return kept ? kept->at : NULL;
}

void *heads_take(struct barq_memory *memory, size_t size)
{
    struct heads *heads = memory->heads;

    if (!memory->heads_hold || heads->shelves->full ||
        heads->taken == TAKEN_MOST)
        return NULL;
    struct shelves *shelves = heads->shelves;
    heads->taken++;
    void *room =
        arena_take_raw(shelves_room(shelves), 1, _Alignof(max_align_t), size);
    shelves->full |= !room;
    return room;
}

void heads_keep(struct barq_memory *memory, int64_t row, void *taken,
                size_t size)
{
    shelves_put(memory->heads->shelves, row, taken, size);
}

uint32_t heads_age_of(const struct barq_memory *memory, const void *kept)
{
    return shelves_age_of(memory->heads->shelves, kept);
}

bool heads_has_age(const struct barq_memory *memory, uint32_t age)
{
    return shelves_has_age(memory->heads->shelves, age);
}

/* The groups of a list that is kept, and where those of each bucket begin; then
 * the end. */
struct whole {
    struct barq_text groups;
    uint32_t starts[MEMORY_BUCKETS + 1];
};

/* How long a list may be that is kept on the shelf that is open. */
static size_t longest(struct heads *heads)
{
    uint32_t age = heads->shelves->open->age;

    if (heads->age != age)
        heads->longs = 0;
    heads->age = age;
    return heads->longs < LONG_MOST ? WHOLE_BYTES : LONG_BYTES;
}

/* The rows of a list, one behind the other at the end of the arena; .at is NULL
 * if they are too long, or the shelf is full. */
static enum barq_status read_rows(struct barq_memory *memory, int run,
                                  uint64_t list, struct barq_text *groups,
                                  struct barq_error *err)
{
    struct heads *heads = memory->heads;
    struct arena *room = shelves_room(heads->shelves), left = *room;
    size_t most = longest(heads), len = 0;
    char *all = NULL;
    bool fits = true;
    struct query q;

    query_start(&q, memory, SQL_POSTINGS);
    query_int(&q, row_id(run, list | 1));
    query_int(&q, row_id(run, posting_of(list, MEMORY_BUCKETS - 1, UNIT_MOST)));
    while (fits && query_row(&q)) {
        struct barq_text row = query_blob(&q, 1);
        char *more = NULL;
        bool wanted = len + row.len <= most;
        if (wanted)
            more = arena_grow(&left, char, all, len, row.len);
        heads->shelves->full |= wanted && !more;
        fits = more;
        if (fits && row.len)
            memcpy(more + len, row.at, row.len);
        all = more;
        len += row.len;
    }
    enum barq_status status = query_end(&q, err);
    if (!status && fits) {
        *room = left;
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

/* NULL if it is too long, makes no sense, or the shelf is full. */
static enum barq_status read_whole(struct barq_memory *memory, int run,
                                   uint64_t list, struct whole **out,
                                   struct barq_error *err)
{
    struct shelves *shelves = memory->heads->shelves;
    struct arena *room = shelves_room(shelves), left = *room;
    struct whole *whole = arena_new(room, struct whole, 1);
    shelves->full |= !whole;
    enum barq_status status =
        whole ? read_rows(memory, run, list, &whole->groups, err) : BARQ_OK;

    bool kept = whole && whole->groups.at && note_starts(whole);
    if (status || !kept) {
        *room = left;
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
    int64_t row = whole_row(list.run, list.list);
    enum barq_status status = BARQ_OK;
    struct whole *whole = NULL;

    *groups = (struct barq_text){ 0 };
    if (!memory->heads_hold)
        return BARQ_OK;
    struct shelves *shelves = memory->heads->shelves;
    const struct kept *kept = shelves_find(shelves, row);
    bool wanted = kept || list.count <= AT_ONCE;
    if (kept && kept->at) {
        *groups = slice_whole((const void *)kept->at, buckets);
        return BARQ_OK;
    }
    if ((kept && kept->len == TOO_LONG) || shelves->full)
        return BARQ_OK;
    if (wanted)
        status = read_whole(memory, list.run, list.list, &whole, err);
    if (status || (wanted && !whole && shelves->full))
        return status;
    if (whole)
        *groups = slice_whole(whole, buckets);
    shelves_put(shelves, row, whole, wanted ? TOO_LONG : WANTED_ONCE);
    return BARQ_OK;
}
