/*
 * latest.c - the units that were added last, whose postings are in no run yet.
 *
 * A unit is in a hundred lists, which lie on thirty pages of the file, and a
 * commit writes each of these.  So one that comes alone has a row here, which
 * says in which lists it is:
 *
 *     row 1000017   ->   "talks", bucket 7    "harbour", bucket 7    ...
 *
 * in four bytes each: what its posting is without the unit, ascending.  Once
 * there are many, all of them go into run 0 together, where they share lists
 * and pages.
 *
 * Who reads finds one run more, RUN_LATEST, all of whose lists have a head and
 * no rows.  The heads are made as they are asked for.  Who brings many units
 * lets these go first, and who takes one out of the index, if it is here.
 */
#include "memory/posting.h"

#include "base/error.h"

/* So many units at most, and postings: what run 0 takes in place.  A unit that
 * is in more lists goes there at once. */
enum { UNITS_MOST = 64, POSTINGS_MOST = SINGLES_MOST, LISTS_MOST = 1024 };

/* Bits of a posting but its unit. */
enum { PLACE_BITS = POSTING_BITS - UNIT_BITS };

struct latest {
    struct block home;
    uint32_t state; /* of the file, whose rows they are; 0 is none */
    size_t count;
    uint32_t units[UNITS_MOST];
    uint32_t starts[UNITS_MOST + 1]; /* of their places; then the end */
    uint32_t places[POSTINGS_MOST];
    uint64_t sorted[POSTINGS_MOST], spare[POSTINGS_MOST];
};

static enum barq_status open_latest(struct barq_memory *memory,
                                    struct barq_error *err)
{
    struct block home;
    struct arena all;

    if (memory->latest)
        return BARQ_OK;
    enum barq_status status =
        block_reserve(&home, 2 * sizeof(struct latest), &all, err);
    if (status)
        return status;
    memory->latest = arena_new(&all, struct latest, 1);
    memory->latest->home = home;
    return BARQ_OK;
}

void latest_close(struct latest *latest)
{
    if (latest)
        block_release(latest->home);
}

/* Where it is in a list; in a row of its own each list stands once. */
static bool ascend(uint32_t place, uint32_t before)
{
    return place >> BUCKET_BITS > before >> BUCKET_BITS;
}

/* Take a unit that is in so many lists; false if that makes no sense. */
static bool take(struct latest *latest, int64_t unit, struct barq_text row)
{
    size_t lists = row.len / sizeof(uint32_t);
    uint32_t start = latest->starts[latest->count];
    uint32_t *to = latest->places + start;

    if (latest->count == UNITS_MOST || unit < 1 || unit > UNIT_MOST || !lists ||
        row.len % sizeof(uint32_t) || lists > POSTINGS_MOST - start)
        return false;
    for (size_t i = 0; i < lists; i++) {
        uint32_t place;
        memcpy(&place, row.at + i * sizeof(place), sizeof(place));
        to[i] = le32toh(place);
        if (to[i] >> PLACE_BITS || (i && !ascend(to[i], to[i - 1])))
            return false;
    }
    latest->units[latest->count++] = (uint32_t)unit;
    latest->starts[latest->count] = start + (uint32_t)lists;
    return true;
}

/* Read the rows, up to one that makes no sense. */
static enum barq_status load(struct barq_memory *memory, bool *good,
                             struct barq_error *err)
{
    enum barq_status status = open_latest(memory, err);
    struct query q;

    if (status)
        return status;
    memory->latest->count = memory->latest->state = 0;
    query_start(&q, memory, SQL_LATEST);
    for (*good = true; *good && query_row(&q);)
        *good = take(memory->latest, query_column(&q, 0), query_blob(&q, 1));
    return query_end(&q, err);
}

/* Once in a transaction, and not at all in one that reads what was read before
 * in this state. */
static enum barq_status read_once(struct barq_memory *memory, uint32_t state,
                                  struct barq_error *err)
{
    struct latest *latest = memory->latest;
    bool good = true;

    if (memory->latest_hold || (state && latest && latest->state == state))
        return BARQ_OK;
    enum barq_status status = load(memory, &good, err);
    if (!status && !good)
        status = memory_index_damaged(memory, err);
    if (status)
        return status;
    memory->latest->state = good ? state : 0;
    memory->latest_hold =
        memory->reading || !sqlite3_get_autocommit(memory->db);
    return BARQ_OK;
}

enum barq_status latest_add_run(struct barq_memory *memory, struct runs *runs,
                                uint32_t state, struct barq_error *err)
{
    enum barq_status status = read_once(memory, state, err);

    if (status || !memory->latest->count)
        return status;
    runs->id[runs->count] = RUN_LATEST;
    runs->postings[runs->count] = memory->latest->starts[memory->latest->count];
    runs->into[runs->count++] = 0;
    return BARQ_OK;
}

/* ------------------------------------------------------------------ heads */

static uint64_t posting_at(const struct latest *latest, size_t unit, size_t i)
{
    return (uint64_t)latest->places[i] << UNIT_BITS | latest->units[unit];
}

/* The first place of a unit that is not before this one. */
static size_t first_from(const struct latest *latest, size_t unit,
                         uint32_t place)
{
    size_t low = latest->starts[unit];

    for (size_t size = latest->starts[unit + 1] - low; size;
         size -= (size + 1) / 2)
        low += latest->places[low + size / 2] < place ? (size + 1) / 2 : 0;
    return low;
}

enum barq_status latest_head(const struct barq_memory *memory, uint64_t list,
                             struct barq_text *data, struct arena *keep,
                             struct barq_error *err)
{
    const struct latest *latest = memory->latest;
    uint64_t room[UNITS_MOST];
    struct postings held = { room, 0, UNITS_MOST };
    char head[ROW_ROOM];

    *data = (struct barq_text){ 0 };
    for (size_t unit = 0; unit < latest->count; unit++) {
        size_t i = first_from(latest, unit, (uint32_t)(list >> UNIT_BITS));
        if (i < latest->starts[unit + 1] &&
            posting_list_of(posting_at(latest, unit, i)) == list)
            postings_insert(&held, posting_at(latest, unit, i));
    }
    if (!held.count)
        return BARQ_OK;
    *data = arena_text(
        keep, (struct barq_text){ head, head_write(room, held.count, head) });
    return data->at ? BARQ_OK : fail_nomem(err, "for the units found");
}

/* ----------------------------------------------------------------- settle */

static struct postings all_of(struct latest *latest)
{
    struct postings all = { latest->sorted, 0, POSTINGS_MOST };

    for (size_t unit = 0; unit < latest->count; unit++)
        for (size_t i = latest->starts[unit]; i < latest->starts[unit + 1]; i++)
            all.at[all.count++] = posting_at(latest, unit, i);
    return all;
}

enum barq_status latest_all(struct barq_memory *memory, struct postings *out,
                            bool *good, struct barq_error *err)
{
    enum barq_status status = load(memory, good, err);

    if (!status)
        *out = all_of(memory->latest);
    return status;
}

enum barq_status latest_drop(struct barq_memory *memory, struct barq_error *err)
{
    struct query q;

    memory->latest_hold = false;
    query_start(&q, memory, SQL_DROP_LATEST);
    return query_finish(&q, err);
}

/* Put what has been read into run 0. */
static enum barq_status settle(struct barq_memory *memory,
                               struct barq_error *err)
{
    struct postings all = all_of(memory->latest);
    uint64_t *spare = memory->latest->spare;
    enum barq_status status = latest_drop(memory, err);

    if (status)
        return status;
    postings_sort(&all, &spare);
    return runs_add(memory, &all, err);
}

enum barq_status latest_settle(struct barq_memory *memory,
                               struct barq_error *err)
{
    enum barq_status status = read_once(memory, 0, err);

    return status || !memory->latest->count ? status : settle(memory, err);
}

static bool has_unit(const struct latest *latest, int64_t unit)
{
    for (size_t i = 0; i < latest->count; i++)
        if (latest->units[i] == unit)
            return true;
    return false;
}

enum barq_status latest_let_go(struct barq_memory *memory, int64_t unit,
                               struct barq_error *err)
{
    enum barq_status status = read_once(memory, 0, err);

    return status || !has_unit(memory->latest, unit) ? status
                                                     : settle(memory, err);
}

/* -------------------------------------------------------------------- put */

/* The row of a unit; false if these postings are not those of one, in each list
 * once. */
static bool write_row(const struct postings *postings, uint32_t *row)
{
    uint32_t unit = posting_unit(postings->at[0]), before = 0;

    for (size_t i = 0; i < postings->count; i++) {
        uint32_t place = (uint32_t)(postings->at[i] >> UNIT_BITS);
        if (posting_unit(postings->at[i]) != unit ||
            (i && !ascend(place, before)))
            return false;
        row[i] = htole32(place);
        before = place;
    }
    return true;
}

static bool is_full(const struct latest *latest, size_t more)
{
    return latest->count == UNITS_MOST ||
           latest->starts[latest->count] + more > POSTINGS_MOST;
}

enum barq_status latest_put(struct barq_memory *memory,
                            const struct postings *postings,
                            struct barq_error *err)
{
    uint32_t row[LISTS_MOST];
    uint32_t unit = posting_unit(postings->at[0]);
    struct barq_text data = { (const char *)row,
                              postings->count * sizeof(*row) };
    struct query q;

    if (memory->many || data.len > sizeof(row) || !write_row(postings, row))
        return BARQ_NOTHING;
    enum barq_status status = read_once(memory, 0, err);
    if (status || has_unit(memory->latest, unit))
        return status ? status : BARQ_NOTHING;
    if (is_full(memory->latest, postings->count))
        status = settle(memory, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_PUT_LATEST);
    query_int(&q, unit);
    query_bytes(&q, data);
    status = query_finish(&q, err);
    memory->latest_hold =
        !status && memory->latest_hold && take(memory->latest, unit, data);
    return status;
}
