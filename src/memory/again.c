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
 * Where it was stored as what the unit was, the unit's own words may have come
 * round by way of a colleague's memory: that keeps the wording, not the review.
 *
 * Limits: of notes and of what tools keep with a unit it is not known which
 * came then: what the unit had not before goes with the wording.
 */
#include "memory/care.h"

#include "base/error.h"
#include "base/utf8.h"

enum {
    COLUMN_USES,
    COLUMN_CREATED,
    COLUMN_CHANGED,
    COLUMN_SAME,
    COLUMN_ORIGIN,
    COLUMN_CONFIDENCE,
    COLUMN_WHO,
};

/* No claim of a date: any other is earlier, or later. */
#define NO_CREATED INT64_MAX
#define NO_CHANGED INT64_MIN

static void query_date(struct query *q, int64_t when, int64_t none)
{
    if (when == none)
        query_null(q);
    else
        query_int(q, when);
}

/* The last row of the unit's history, if it has any, says so. */
static enum barq_status note_stored(struct barq_memory *memory, int64_t unit,
                                    const struct again *again,
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_NOTE_AGAIN);
    query_int(&q, unit);
    query_int(&q, again->claim.uses);
    query_date(&q, again->claim.created, NO_CREATED);
    query_date(&q, again->claim.changed, NO_CHANGED);
    query_int(&q, again->same);
    return query_finish(&q, err);
}

static enum barq_status note_claim(struct barq_memory *memory, int64_t unit,
                                   const struct barq_unit *claim,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_NOTE_CLAIM);
    query_int(&q, unit);
    query_int(&q, (int64_t)claim->origin);
    query_real(&q, claim->confidence);
    query_text(&q, claim->who);
    return query_finish(&q, err);
}

/* If it is stored as what the unit is. */
static enum barq_status note_same(struct barq_memory *memory, int64_t unit,
                                  const struct barq_unit *claim, bool *same,
                                  struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_NOTE_SAME);
    query_int(&q, unit);
    query_int(&q, (int64_t)claim->origin);
    query_text(&q, claim->who);
    enum barq_status status = query_finish(&q, err);
    *same = !status && sqlite3_changes(memory->db) > 0;
    return status;
}

struct again again_claim(const struct barq_unit *unit)
{
    return (struct again){
        .stored = true,
        .claims = true,
        .claim = { .origin = unit->origin,
                   .confidence = unit->confidence,
                   .who = unit->who,
                   .uses = unit->uses,
                   .created = unit->created ? unit->created : NO_CREATED,
                   .changed = unit->changed ? unit->changed : NO_CHANGED }
    };
}

enum barq_status again_note(struct barq_memory *memory, int64_t unit,
                            const struct barq_unit *stored,
                            struct barq_error *err)
{
    const struct again again = again_claim(stored);
    bool same = false;
    enum barq_status status = note_stored(memory, unit, &again, err);

    if (status || !sqlite3_changes(memory->db))
        return status;
    status = note_same(memory, unit, stored, &same, err);
    return status || same ? status : note_claim(memory, unit, stored, err);
}

enum barq_status again_keep(struct barq_memory *memory, int64_t unit,
                            const struct again *again, struct barq_error *err)
{
    enum barq_status status = note_stored(memory, unit, again, err);

    return status || !again->claims
               ? status
               : note_claim(memory, unit, &again->claim, err);
}

void again_settle(struct again *again, const struct barq_unit *unit)
{
    if (!again->same)
        return;
    again->same = false;
    again->claims = true;
    again->claim.origin = unit->origin;
    again->claim.confidence = unit->confidence;
    again->claim.who = unit->who;
}

enum barq_status again_joined(struct barq_memory *memory,
                              const struct barq_unit *unit,
                              const struct barq_unit *other,
                              struct barq_error *err)
{
    const int64_t units[] = { other->id, unit->id };
    const struct again again = again_claim(other);
    enum barq_status status = again_keep(memory, unit->id, &again, err);
    return status ? status : query_run(memory, SQL_CAME_NOW, units, 2, err);
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
    if (again->claims && ((int64_t)again->claim.origin < origin ||
                          ((int64_t)again->claim.origin == origin &&
                           again->claim.confidence >= confidence)))
        return BARQ_OK;
    again->claims = true;
    again->claim.origin = (enum barq_origin)origin;
    again->claim.confidence = confidence;
    again->claim.who = who;
    return BARQ_OK;
}

static int64_t column_or(const struct query *q, int column, int64_t none)
{
    return query_column_null(q, column) ? none : query_column(q, column);
}

/* What one row says, beside what those before it did. */
static enum barq_status take_row(const struct query *q, struct again *again,
                                 struct arena *keep, struct barq_error *err)
{
    struct barq_unit *claim = &again->claim;
    int64_t uses = column_or(q, COLUMN_USES, 0);
    int64_t created = column_or(q, COLUMN_CREATED, NO_CREATED);
    int64_t changed = column_or(q, COLUMN_CHANGED, NO_CHANGED);

    if (uses < 0)
        return memory_damaged(q->memory, err);
    again->stored = true;
    again->same = again->same || query_column(q, COLUMN_SAME);
    claim->uses = claim->uses > uses ? claim->uses : uses;
    claim->created = claim->created < created ? claim->created : created;
    claim->changed = claim->changed > changed ? claim->changed : changed;
    return query_column_null(q, COLUMN_ORIGIN)
               ? BARQ_OK
               : take_claim(q, again, keep, err);
}

/* All rows of the query together; ends it. */
static enum barq_status take_again(struct query *q, struct again *out,
                                   struct arena *keep, struct barq_error *err)
{
    struct again again = { .claim = { .created = NO_CREATED,
                                      .changed = NO_CHANGED } };
    enum barq_status status = BARQ_OK;

    while (!status && query_row(q))
        status = take_row(q, &again, keep, err);
    enum barq_status ended = query_end(q, status ? NULL : err);
    *out = again;
    return status ? status : ended;
}

enum barq_status again_since(struct barq_memory *memory, int64_t unit,
                             int64_t row, struct again *out, struct arena *keep,
                             struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_AGAIN);
    query_int(&q, unit);
    query_int(&q, row);
    enum barq_status status = take_again(&q, out, keep, err);
    out->row = row;
    return status;
}

enum barq_status again_copy(struct barq_memory *theirs, int64_t row,
                            struct barq_memory *ours, int64_t unit,
                            struct barq_error *err)
{
    struct arena keep = ours->work;
    struct again again;
    struct query q;

    query_start(&q, theirs, SQL_AGAIN_OF_ROW);
    query_int(&q, row);
    enum barq_status status = take_again(&q, &again, &keep, err);
    return status || !again.stored ? status
                                   : again_keep(ours, unit, &again, err);
}

void again_absorb(struct barq_unit *unit, const struct again *again)
{
    struct barq_unit claim = again->claim;

    if (!again->stored)
        return;
    if (!again->claims) {
        claim.origin = unit->origin;
        claim.confidence = unit->confidence;
        claim.who = unit->who;
    }
    unit_absorb(unit, &claim);
}

/* ----------------------------------------------------------------- parting */

/* The places that came after a row of the history go from one unit to another;
 * of two that are one the later stays. */
static enum barq_status move_places(struct barq_memory *memory, int64_t from,
                                    int64_t to, int64_t row,
                                    struct barq_error *err)
{
    const int64_t values[] = { from, to, row };
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

/* Another unit that says so already learns what it does not know.  What it
 * knows it may have said itself. */
static enum barq_status join(struct barq_change *change, int64_t other,
                             const struct barq_unit *apart, struct again again,
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
    again.same = now.origin == was.origin && text_equal(now.who, was.who);
    again.claims = !again.same;
    status = change_alter(change, &was, &now, scratch, err);
    return status ? status : again_keep(change->memory, other, &again, err);
}

enum barq_status again_part(struct barq_change *change,
                            const struct barq_unit *present,
                            const struct barq_unit *was,
                            const struct again *again, struct arena scratch,
                            struct barq_error *err)
{
    const struct barq_text none = { "", 0 };
    struct barq_unit apart = *present;
    struct again settled = *again;
    int64_t other = 0;
    enum barq_status status =
        change_find_double(change, present, &other, scratch, err);

    if (status)
        return status;
    if (text_equal(apart.note, was->note))
        apart.note = none;
    if (text_equal(apart.extra, was->extra))
        apart.extra = none;
    apart.uses = again->claim.uses;
    again_settle(&settled, present);
    apart.origin = settled.claim.origin;
    apart.confidence = settled.claim.confidence;
    apart.who = settled.claim.who;
    if (apart.origin != BARQ_MT)
        apart.engine = none;
    status = other ? join(change, other, &apart, settled, scratch, err)
                   : part(change, &apart, present->id, scratch, err);
    if (!status)
        status = move_places(change->memory, present->id,
                             other ? other : apart.id, again->row, err);
    return status;
}
