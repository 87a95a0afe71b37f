/*
 * units_wait.c - new units that wait until there are enough for a statement.
 *
 * A statement of SQLite's that puts one row takes a third of its time to begin
 * and to end.  So what an import brings is put sixteen at a time.  Nobody sees
 * a unit that waits but by its row, and whatever may ask for one has them all
 * put first (query_start() in statements.c), as has the commit.
 *
 *     unit 1 ... unit 15   copied
 *     unit 16              copied; all put
 *     unit 17              copied
 *     is_pair(17)          unit 17 put; asked
 */
#include "memory/store.h"

#include "base/error.h"

#include <string.h>
#include <time.h>

/* Of SQL_PUT_MANY_UNITS; and bytes of their texts. */
enum { UNITS_AT_ONCE = 16, TEXTS_ROOM = 128 << 10 };

struct waiting_units {
    struct block home;
    struct waiting_unit {
        int64_t id;
        struct barq_unit unit; /* what query_unit() binds of it */
        struct unit_side sides[2];
    } at[UNITS_AT_ONCE];
    size_t count, used;
    char texts[TEXTS_ROOM];
};

static enum barq_status open_waiting(struct waiting_units **out,
                                     struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status =
        block_reserve(&home, 2 * sizeof(struct waiting_units), &all, err);

    if (status)
        return status;
    struct waiting_units *units = arena_new_raw(&all, struct waiting_units, 1);
    if (!units) {
        block_release(home);
        return fail_nomem(err, "for new units");
    }
    units->home = home;
    units->count = units->used = 0;
    *out = units;
    return BARQ_OK;
}

void units_close(struct barq_memory *memory)
{
    if (memory->waiting_units)
        block_release(memory->waiting_units->home);
    memory->waiting_units = NULL;
}

void units_forget(struct barq_memory *memory)
{
    if (memory->waiting_units)
        memory->waiting_units->count = memory->waiting_units->used = 0;
}

static void bind(struct query *q, const struct barq_unit *unit,
                 const struct unit_side sides[2], int64_t id)
{
    query_sides(q, sides);
    query_unit(q, unit);
    query_int(q, id);
}

/* Put at[0..count) with one statement, which has room for as many. */
static enum barq_status put(struct barq_memory *memory,
                            enum statement statement,
                            const struct waiting_unit *at, size_t count,
                            struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    for (size_t i = 0; i < count; i++)
        bind(&q, &at[i].unit, at[i].sides, at[i].id);
    return query_finish(&q, err);
}

enum barq_status units_flush(struct barq_memory *memory, struct barq_error *err)
{
    struct waiting_units *units = memory->waiting_units;
    size_t count = units ? units->count : 0;
    enum barq_status status = BARQ_OK;

    if (!count)
        return BARQ_OK;
    units_forget(memory);
    if (count == UNITS_AT_ONCE)
        status = put(memory, SQL_PUT_MANY_UNITS, units->at, count, err);
    else
        for (size_t i = 0; i < count && !status; i++)
            status = put(memory, SQL_PUT_UNIT, &units->at[i], 1, err);
    if (status) /* they were said to be there */
        memory->spoilt = true;
    return status;
}

/* The texts that are bound, copied; false when they have no room. */
static bool copy_texts(struct waiting_units *units, struct barq_unit *unit)
{
    struct barq_text *texts[] = { &unit->ar,     &unit->en,   &unit->who,
                                  &unit->engine, &unit->note, &unit->extra };
    size_t used = units->used;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char *to = units->texts + used;
        if (texts[i]->len > TEXTS_ROOM - used)
            return false;
        if (texts[i]->len)
            memcpy(to, texts[i]->at, texts[i]->len);
        texts[i]->at = to;
        used += texts[i]->len;
    }
    units->used = used;
    return true;
}

static int64_t or_now(int64_t when)
{
    return when ? when : (int64_t)time(NULL);
}

/* Let the unit wait; false when it is too long for that. */
static bool wait(struct waiting_units *units, const struct barq_unit *unit,
                 const struct unit_side sides[2], int64_t id)
{
    struct waiting_unit *to = &units->at[units->count];

    to->unit = *unit;
    if (!copy_texts(units, &to->unit))
        return false;
    to->unit.created = or_now(unit->created);
    to->unit.changed = or_now(unit->changed);
    to->sides[0] = sides[0];
    to->sides[1] = sides[1];
    to->id = id;
    units->count++;
    return true;
}

enum barq_status units_put(struct barq_memory *memory,
                           const struct barq_unit *unit,
                           const struct unit_side sides[2], int64_t id,
                           struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    if (memory->many && !memory->waiting_units)
        status = open_waiting(&memory->waiting_units, err);
    struct waiting_units *units = memory->many ? memory->waiting_units : NULL;
    if (!status && units && wait(units, unit, sides, id))
        return units->count == UNITS_AT_ONCE ? units_flush(memory, err)
                                             : BARQ_OK;
    if (!status)
        status = units_flush(memory, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_PUT_UNIT);
    bind(&q, unit, sides, id);
    return query_finish(&q, err);
}
