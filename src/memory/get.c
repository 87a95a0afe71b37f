/*
 * get.c - units out of the file again.
 *
 * What lies in the file may have been written by anybody: texts are checked
 * to be UTF-8, and numbers to be in range, before others build on them.
 */
#include "memory/posting.h"

#include "base/error.h"

/* Columns of UNIT_COLUMNS in statements.c: six texts, then numbers, then the
 * place where the unit stood last.  Of UNIT_ALONE the latter is how many there
 * are. */
enum {
    COLUMN_ID = 6,
    COLUMN_ORIGIN,
    COLUMN_CONFIDENCE,
    COLUMN_CREATED,
    COLUMN_CHANGED,
    COLUMN_USES,
    COLUMN_PLACE,
    COLUMN_CONTEXTS = COLUMN_PLACE
};

/* A place is six texts and the position, as of SQL_LAST_CONTEXT. */
enum { PLACE_TEXTS = 6 };

static bool plausible(const struct barq_unit *unit)
{
    return unit->ar.len && unit->ar.len <= SEGMENT_MOST && unit->en.len &&
           unit->en.len <= SEGMENT_MOST && unit->confidence >= 0 &&
           unit->confidence <= 1;
}

/* A unit that stands nowhere. */
static void clear_place(struct barq_unit *unit)
{
    const struct barq_text none = { "", 0 };

    unit->story = unit->agency = none;
    unit->ar_before = unit->ar_after = none;
    unit->en_before = unit->en_after = none;
    unit->position = -1;
}

static enum barq_status read_place(const struct query *q, int first,
                                   struct barq_unit *unit, struct arena *keep,
                                   struct barq_error *err)
{
    struct barq_text *texts[PLACE_TEXTS] = {
        &unit->story,    &unit->agency,    &unit->ar_before,
        &unit->ar_after, &unit->en_before, &unit->en_after,
    };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < PLACE_TEXTS && !status; i++)
        status = query_take_text(q, first + i, texts[i], keep, err);
    unit->position = query_column(q, first + PLACE_TEXTS);
    return status;
}

/* All but its place. */
static enum barq_status read_unit(const struct query *q, struct barq_unit *unit,
                                  struct arena *keep, struct barq_error *err)
{
    struct barq_text *texts[COLUMN_ID] = {
        &unit->ar,     &unit->en,   &unit->who,
        &unit->engine, &unit->note, &unit->extra,
    };
    int64_t origin = query_column(q, COLUMN_ORIGIN);
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < COLUMN_ID && !status; i++)
        status = query_take_text(q, i, texts[i], keep, err);
    if (status)
        return status;
    unit->id = query_column(q, COLUMN_ID);
    unit->confidence = query_column_real(q, COLUMN_CONFIDENCE);
    unit->created = query_column(q, COLUMN_CREATED);
    unit->changed = query_column(q, COLUMN_CHANGED);
    unit->uses = query_column(q, COLUMN_USES);
    if (origin < 0 || origin >= BARQ_ORIGINS || !plausible(unit))
        return memory_damaged(q->memory, err);
    unit->origin = (enum barq_origin)origin;
    clear_place(unit);
    return BARQ_OK;
}

/* The one row of a statement that gives UNIT_COLUMNS. */
static enum barq_status one_unit(struct query *q, struct barq_unit *out,
                                 struct arena *keep, struct barq_error *err)
{
    struct barq_unit unit = { 0 };
    enum barq_status status = BARQ_OK;
    bool found = query_row(q);

    if (found)
        status = read_unit(q, &unit, keep, err);
    if (found && !status)
        status = read_place(q, COLUMN_PLACE, &unit, keep, err);
    enum barq_status ended = query_end(q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    if (!found)
        return BARQ_NOTHING;
    *out = unit;
    return BARQ_OK;
}

/* Where the unit stood last, which is somewhere. */
static enum barq_status read_context(struct barq_memory *memory,
                                     struct barq_unit *unit, struct arena *keep,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_LAST_CONTEXT);
    query_int(&q, unit->id);
    if (query_row(&q))
        status = read_place(&q, 0, unit, keep, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* There is no such unit; that there was one, its history knows. */
static enum barq_status no_unit(struct barq_memory *memory, int64_t id,
                                struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_HAS_HISTORY);
    query_int(&q, id);
    bool was = query_row(&q);
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    return was ? fail(err, BARQ_NOTHING, 0,
                      "unit %lld is gone; see: barq history %lld",
                      (long long)id, (long long)id)
               : fail(err, BARQ_NOTHING, 0, "there is no unit %lld",
                      (long long)id);
}

enum barq_status memory_get(struct barq_memory *memory, int64_t id,
                            struct barq_unit *out, struct arena *keep,
                            struct barq_error *err)
{
    struct barq_unit unit = { 0 };
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_GET_UNIT);
    query_int(&q, id);
    bool found = query_row(&q);
    bool placed = found && query_column(&q, COLUMN_CONTEXTS) != 0;
    if (found)
        status = read_unit(&q, &unit, keep, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    if (!found)
        return no_unit(memory, id, err);
    if (placed)
        status = read_context(memory, &unit, keep, err);
    if (!status)
        *out = unit;
    return status;
}

enum { DIGITS_MOST = 20 }; /* of 64 bits */

/* Write a number behind to[0..len); returns the new length. */
static size_t add_number(char *to, size_t len, int64_t number)
{
    char digits[DIGITS_MOST];
    size_t n = 0;

    for (uint64_t left = (uint64_t)number; left || !n; left /= 10)
        digits[n++] = (char)('0' + left % 10);
    while (n)
        to[len++] = digits[--n];
    return len;
}

/* `ids` as SQL_GET_UNITS takes them. */
static struct barq_text list_ids(struct memory_ids ids, struct arena *keep)
{
    char *to = arena_new_raw(keep, char, (DIGITS_MOST + 1) * ids.count + 2);
    size_t len = 0;

    if (!to)
        return (struct barq_text){ 0 };
    to[len++] = '[';
    for (size_t i = 0; i < ids.count; i++) {
        if (i)
            to[len++] = ',';
        len = add_number(to, len, ids.at[i]);
    }
    to[len++] = ']';
    return (struct barq_text){ to, len };
}

static enum barq_status read_rows(struct query *q, size_t most,
                                  struct barq_unit *out, size_t *found,
                                  struct arena *keep, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (*found = 0; !status && *found < most && query_row(q); ++*found) {
        struct barq_unit *unit = &out[*found];
        status = read_unit(q, unit, keep, err);
        if (!status && query_column(q, COLUMN_CONTEXTS))
            status = read_context(q->memory, unit, keep, err);
    }
    return status;
}

enum barq_status memory_get_all(struct barq_memory *memory,
                                struct memory_ids ids, struct barq_unit *out,
                                size_t *found, struct arena *keep,
                                struct barq_error *err)
{
    struct barq_text list = list_ids(ids, keep);
    struct query q;

    if (!list.at)
        return fail_nomem(err, "to read units");
    query_start(&q, memory, SQL_GET_UNITS);
    query_text(&q, list);
    enum barq_status status = read_rows(&q, ids.count, out, found, keep, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status read_brief(const struct query *q,
                                   struct memory_brief *out, struct arena *keep,
                                   struct barq_error *err)
{
    int64_t origin = query_column(q, 1);
    enum barq_status status = query_take_text(q, 0, &out->text, keep, err);

    if (status)
        return status;
    out->confidence = query_column_real(q, 2);
    out->changed = query_column(q, 3);
    out->uses = query_column(q, 4);
    out->weight = query_column(q, 5);
    if (origin < 0 || origin >= BARQ_ORIGINS || !out->text.len ||
        out->text.len > SEGMENT_MOST)
        return memory_damaged(q->memory, err);
    out->origin = (enum barq_origin)origin;
    return BARQ_OK;
}

enum barq_status memory_get_brief(struct barq_memory *memory, int64_t id,
                                  enum barq_lang lang, struct memory_brief *out,
                                  struct arena *keep, struct barq_error *err)
{
    const struct memory_brief *kept = known_brief(memory, lang, id);
    enum barq_status status = BARQ_OK;
    struct query q;

    if (kept) {
        *out = *kept;
        return BARQ_OK;
    }

    query_start(&q, memory, lang == BARQ_EN ? SQL_GET_EN : SQL_GET_AR);
    query_int(&q, id);
    bool found = query_row(&q);
    *out = (struct memory_brief){ .id = id };
    if (found)
        status = read_brief(&q, out, keep, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    if (!found)
        return fail(err, BARQ_NOTHING, 0, "there is no unit %lld",
                    (long long)id);
    known_keep_brief(memory, lang, out);
    return BARQ_OK;
}

enum barq_status memory_next_briefs(struct barq_memory *memory, int64_t id,
                                    enum barq_lang lang,
                                    struct memory_briefs *out,
                                    struct arena *keep, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    size_t bytes = 0;
    struct query q;

    query_start(&q, memory, lang == BARQ_EN ? SQL_NEXT_EN : SQL_NEXT_AR);
    query_int(&q, id);
    query_int(&q, (int64_t)out->max);
    out->count = 0;
    while (!status && bytes < out->bytes && query_row(&q)) {
        struct memory_brief *next = &out->at[out->count];
        *next = (struct memory_brief){ .id = query_column(&q, 6) };
        status = next->id > id ? read_brief(&q, next, keep, err)
                               : memory_damaged(memory, err);
        id = next->id;
        bytes += next->text.len;
        out->count += !status;
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

enum barq_status memory_next(struct barq_memory *memory, int64_t id,
                             struct barq_unit *out, struct arena *keep,
                             struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_NEXT_UNIT);
    query_int(&q, id);
    enum barq_status status = one_unit(&q, out, keep, err);
    if (status == BARQ_NOTHING)
        return fail(err, BARQ_NOTHING, 0, "there is no unit after %lld",
                    (long long)id);
    if (!status && out->id <= id) /* or it would come up for ever */
        return memory_damaged(memory, err);
    return status;
}
