/*
 * again.c - what was stored of a unit after a change that is undone.
 *
 * To store a pair that is there makes no new unit and is no change.  But who
 * undoes a change that was made before must not lose it: so the last row of a
 * unit's history notes that its pair was stored again, and as what.
 *
 *     unit 5  "rejected"  aligned
 *     edit    "refused"   reviewed, by Rana
 *     import  "refused"   published, in story Port     noted with the edit
 *     undo    unit 5 "rejected" aligned; unit 6 "refused" published, Port
 *
 *     unit 5  "rejected"  aligned
 *     review  "rejected"  reviewed, by Rana
 *     import  "rejected"  published                    noted with the review
 *     undo    "rejected"  published                    noted with the undo
 *
 * What only says what the unit says already, its own words coming round by way
 * of a colleague's memory, is no news of its origin, but of its wording: there
 * it stands.
 *
 * Limits: of notes and of what tools keep with a unit it is not known which
 * came then; they stay where they are.
 */
#include "memory/care.h"

#include "base/error.h"

enum {
    COLUMN_FROM,
    COLUMN_USES,
    COLUMN_ORIGIN,
    COLUMN_CONFIDENCE,
    COLUMN_WHO,
};

/* The last row of the unit's history, if it has any, says so; without `again`,
 * that it is being stored now. */
static enum barq_status note_stored(struct barq_memory *memory, int64_t unit,
                                    const struct again *again,
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_NOTE_AGAIN);
    query_int(&q, unit);
    if (again) {
        query_int(&q, again->from);
        query_int(&q, again->uses);
    } else {
        query_null(&q);
        query_null(&q);
    }
    return query_finish(&q, err);
}

static enum barq_status note_claim(struct barq_memory *memory, int64_t unit,
                                   const struct barq_unit *claim, bool is_news,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_NOTE_CLAIM);
    query_int(&q, unit);
    query_int(&q, (int64_t)claim->origin);
    query_real(&q, claim->confidence);
    query_text(&q, claim->who);
    query_int(&q, is_news);
    return query_finish(&q, err);
}

enum barq_status again_note(struct barq_memory *memory, int64_t unit,
                            const struct barq_unit *stored,
                            struct barq_error *err)
{
    enum barq_status status = note_stored(memory, unit, NULL, err);

    if (status || !sqlite3_changes(memory->db))
        return status;
    return note_claim(memory, unit, stored, false, err);
}

enum barq_status again_keep(struct barq_memory *memory, int64_t unit,
                            const struct again *again, struct barq_error *err)
{
    enum barq_status status = note_stored(memory, unit, again, err);

    return status || !again->claims
               ? status
               : note_claim(memory, unit, &again->claim, true, err);
}

static enum barq_status take_claim(const struct query *q, struct again *again,
                                   struct arena *keep, struct barq_error *err)
{
    int64_t origin = query_column(q, COLUMN_ORIGIN);
    double confidence = query_column_real(q, COLUMN_CONFIDENCE);
    struct barq_text who = { 0 };
    enum barq_status status = query_take_text(q, COLUMN_WHO, &who, keep, err);

    if (status)
        return status;
    if (origin < 0 || origin >= BARQ_ORIGINS ||
        !(confidence >= 0 && confidence <= 1))
        return memory_damaged(q->memory, err);
    if (again->claims && (int64_t)again->claim.origin <= origin)
        return BARQ_OK;
    again->claims = true;
    again->claim.origin = (enum barq_origin)origin;
    again->claim.confidence = confidence;
    again->claim.who = who;
    return BARQ_OK;
}

enum barq_status again_since(struct barq_memory *memory, int64_t unit,
                             int64_t row, struct again *out, struct arena *keep,
                             struct barq_error *err)
{
    struct again again = { 0 };
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_AGAIN);
    query_int(&q, unit);
    query_int(&q, row);
    while (!status && query_row(&q)) {
        int64_t from = query_column(&q, COLUMN_FROM);
        if (!again.from)
            again.uses = query_column(&q, COLUMN_USES);
        if (!again.from || from < again.from)
            again.from = from;
        if (!query_column_null(&q, COLUMN_ORIGIN))
            status = take_claim(&q, &again, keep, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    *out = again;
    return status ? status : ended;
}

void again_absorb(struct barq_unit *unit, const struct again *again)
{
    struct barq_unit claim = again->claim;

    if (!again->claims)
        return;
    claim.created = unit->created;
    claim.changed = unit->changed;
    unit_absorb(unit, &claim);
}

/* ----------------------------------------------------------------- parting */

/* The places that came since go from one unit to another; of two that are one
 * the later stays. */
static enum barq_status move_places(struct barq_memory *memory, int64_t from,
                                    int64_t to, int64_t since,
                                    struct barq_error *err)
{
    const int64_t values[] = { from, to, since };
    enum barq_status status = query_run(memory, SQL_DROP_OLDER, values, 3, err);

    if (!status)
        status = query_run(memory, SQL_MOVE_SINCE, values, 3, err);
    if (!status)
        status = contexts_recount(memory, from, err);
    return status ? status : contexts_recount(memory, to, err);
}

/* A unit of its own. */
static enum barq_status part(struct barq_change *change,
                             struct barq_unit *apart, int64_t from,
                             struct arena scratch, struct barq_error *err)
{
    enum barq_status status = unit_next_id(change->memory, &apart->id, err);

    return status ? status : change_make(change, apart, from, scratch, err);
}

/* Another unit that says so already learns what it does not know.  Who stores
 * a pair tells of all its uses, not of more. */
static enum barq_status join(struct barq_change *change, int64_t other,
                             const struct barq_unit *apart,
                             struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_unit was = { 0 };
    enum barq_status status =
        memory_get(change->memory, other, &was, &keep, err);
    struct barq_unit now = was;

    if (status)
        return status;
    unit_absorb(&now, apart);
    now.uses = was.uses > apart->uses ? was.uses : apart->uses;
    return change_alter(change, &was, &now, scratch, err);
}

enum barq_status again_part(struct barq_change *change,
                            const struct barq_unit *present,
                            const struct again *again, struct arena scratch,
                            struct barq_error *err)
{
    const struct barq_text none = { "", 0 };
    struct barq_unit apart = *present;
    int64_t other = 0;
    enum barq_status status =
        change_find_double(change, present, &other, scratch, err);

    if (status)
        return status;
    apart.note = apart.extra = none;
    if (apart.uses <= again->uses)
        apart.uses = 0;
    if (again->claims) {
        apart.origin = again->claim.origin;
        apart.confidence = again->claim.confidence;
        apart.who = again->claim.who;
    }
    if (apart.origin != BARQ_MT)
        apart.engine = none;
    status = other ? join(change, other, &apart, scratch, err)
                   : part(change, &apart, present->id, scratch, err);
    if (!status)
        status = move_places(change->memory, present->id,
                             other ? other : apart.id, again->from, err);
    return status;
}
