/*
 * undo.c - bring back what was.
 *
 * Undoing a change gives each of its units the columns back that the change
 * took: what it altered is laid over the unit as it stands, what is gone
 * comes back under its old number, and what it made goes.  Contexts that a
 * unit left to an heir are taken from it again.
 *
 *     change 3  edit    unit 5  "rejected" -> "refused"
 *     change 4  review  units 1 to 100
 *     undo           takes back 4, all of it
 *     undo 5         takes back 4 for unit 5 alone, and for what it joined
 *                    to unit 5
 *     undo --change 3  is refused while 4 stands: unit 5 was changed since
 *
 * What was stored since is not lost: see again.c.  A unit that another was
 * joined to forgets what it learnt of it when its own change is undone, too.
 *
 * An undo is a change with a history of its own, so that it can be undone by
 * its number, and what it had undone then stands again: whoever wants that away
 * undoes it once more, not the undo of its undo.  Without a number the undos
 * are passed over: undo after undo goes further back.
 */
#include "memory/care.h"

#include "base/error.h"

/* Which rows of the history are to be undone. */
struct undoing {
    struct barq_change *change; /* that does it */
    int64_t target;             /* the change that is undone */
    int64_t unit;               /* for this one unit; 0: for all */
    int64_t row;                /* of that unit */
    bool of_undo;               /* the target is an undo itself */
};

/* A number from one row of a statement with up to five values; 0: no row. */
static enum barq_status ask(struct barq_memory *memory,
                            enum statement statement, const int64_t *values,
                            int count, int64_t out[2], struct barq_error *err)
{
    struct query q;

    out[0] = out[1] = 0;
    query_start(&q, memory, statement);
    for (int i = 0; i < count; i++)
        query_int(&q, values[i]);
    if (query_row(&q)) {
        out[0] = query_column(&q, 0);
        out[1] = query_column(&q, 1);
    }
    return query_end(&q, err);
}

/* ------------------------------------------------------------------- units */

/* Does the change that is undone, an undo, still have to take that unit out,
 * which it had parted from its heir? */
static enum barq_status is_to_go(const struct undoing *undoing, int64_t id,
                                 int64_t heir, bool *goes,
                                 struct barq_error *err)
{
    const int64_t values[] = { undoing->target, id, heir, FATE_MADE };
    int64_t found[2];
    enum barq_status status =
        ask(undoing->change->memory, SQL_MADE_OF, values, 4, found, err);

    *goes = found[0] != 0;
    return status;
}

/*
 * A unit that came to say the same meanwhile is joined to `now`.  If it is the
 * heir, or one of the two goes into the other again, they say so by the very
 * change that is undone, and their turn comes: what the one knows is in the
 * other already.
 */
static enum barq_status join_double(const struct undoing *undoing,
                                    const struct past *past,
                                    struct barq_unit *now,
                                    struct barq_unit *other, struct arena *keep,
                                    struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    int64_t id = 0;
    bool goes = false;
    enum barq_status status =
        change_find_double(undoing->change, now, &id, scratch, err);

    if (status || !id)
        return status;
    if (id == past->step.heir && undoing->unit && id != undoing->unit)
        return fail(err, BARQ_E_USAGE, 0,
                    "unit %lld says the same; undo all of change %lld",
                    (long long)id, (long long)past->change);
    if (id == past->step.heir)
        return BARQ_OK;
    status = is_to_go(undoing, id, past->step.unit, &goes, err);
    if (!status && !goes)
        status = is_to_go(undoing, past->step.unit, id, &goes, err);
    if (status || goes)
        return status;
    status = memory_get(undoing->change->memory, id, other, keep, err);
    if (!status)
        unit_absorb(now, other);
    return status;
}

static enum barq_status take_in(struct barq_change *change,
                                const struct barq_unit *unit,
                                const struct barq_unit *other,
                                struct arena scratch, struct barq_error *err)
{
    enum barq_status status = again_joined(change->memory, unit, other, err);

    return status ? status
                  : change_remove(change, other, unit->id, scratch, err);
}

/* The unit as it was before `past`, in the place of what is there. */
static enum barq_status turn_back(const struct undoing *undoing,
                                  const struct past *past,
                                  const struct barq_unit *present,
                                  struct arena scratch, struct barq_error *err)
{
    struct barq_change *change = undoing->change;
    struct arena keep = arena_split(&scratch);
    struct barq_unit now = *present, other = { 0 };
    bool reworded = past->texts[0] || past->texts[1];
    struct again again;
    enum barq_status status =
        again_since(change->memory, present->id, past->id, &again, &keep, err);

    if (!status && again.stored && reworded)
        status = again_part(change, present, &past->was, &again, scratch, err);
    past_restore(past, &now);
    if (!reworded)
        again_absorb(&now, &again);
    if (!status)
        status = join_double(undoing, past, &now, &other, &keep, err);
    if (!status)
        status = change_alter(change, present, &now, scratch, err);
    if (!status && again.stored && !reworded)
        status = again_keep(change->memory, now.id, &again, err);
    if (!status && other.id)
        status = take_in(change, &now, &other, scratch, err);
    return status;
}

/* The unit that is gone, under its old number and where it stood. */
static enum barq_status bring_back(const struct undoing *undoing,
                                   const struct past *past,
                                   struct arena scratch, struct barq_error *err)
{
    struct barq_change *change = undoing->change;
    struct arena keep = arena_split(&scratch);
    struct barq_unit now = past->was, other = { 0 };
    int64_t heir = past->step.heir;
    enum barq_status status =
        join_double(undoing, past, &now, &other, &keep, err);

    if (!status)
        status = change_make(change, &now, heir, scratch, err);
    if (!status)
        status = contexts_take_back(change->memory, past, scratch, err);
    if (!status && other.id)
        status = take_in(change, &now, &other, scratch, err);
    return status;
}

/* The heir knows what was stored of the unit that goes again; without an heir
 * nobody would. */
static enum barq_status hand_on(struct barq_change *change,
                                const struct barq_unit *heir,
                                const struct past *past,
                                const struct barq_unit *present,
                                struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct again again;
    enum barq_status status = again_since(change->memory, past->step.unit,
                                          past->id, &again, &keep, err);
    struct barq_unit now = *heir;

    if (status || !again.stored)
        return status;
    if (!heir->id)
        return fail(err, BARQ_E_USAGE, 0,
                    "unit %lld was stored again since; delete it by its number",
                    (long long)past->step.unit);
    again_settle(&again, present);
    again_absorb(&now, &again);
    status = change_alter(change, heir, &now, scratch, err);
    return status ? status : again_keep(change->memory, now.id, &again, err);
}

/* The unit goes again, to whom it had been joined, if that is still there. */
static enum barq_status unmake(struct barq_change *change,
                               const struct past *past,
                               const struct barq_unit *present,
                               struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_unit heir = { 0 };
    enum barq_status status = BARQ_OK;

    if (past->step.heir)
        status = memory_get(change->memory, past->step.heir, &heir, &keep, err);
    if (status && status != BARQ_NOTHING)
        return status;
    status = hand_on(change, &heir, past, present, scratch, err);
    return status ? status
                  : change_remove(change, present, heir.id, scratch, err);
}

/* It was not there to be changed back, and why. */
static enum barq_status is_gone(struct barq_memory *memory, int64_t unit,
                                struct barq_error *err)
{
    int64_t went[2];
    enum barq_status status = ask(memory, SQL_WENT, &unit, 1, went, err);

    if (status)
        return status;
    if (!went[0])
        return fail(err, BARQ_E_USAGE, 0, "unit %lld is gone", (long long)unit);
    if (!went[1])
        return fail(err, BARQ_E_USAGE, 0,
                    "unit %lld is gone by change %lld; undo that first",
                    (long long)unit, (long long)went[0]);
    return fail(err, BARQ_E_USAGE, 0,
                "unit %lld was joined to unit %lld by change %lld; undo that "
                "first",
                (long long)unit, (long long)went[1], (long long)went[0]);
}

static enum barq_status undo_unit(const struct undoing *undoing,
                                  const struct past *past, struct arena scratch,
                                  struct barq_error *err)
{
    struct barq_change *change = undoing->change;
    struct arena keep = arena_split(&scratch);
    struct barq_unit present = { 0 };
    enum barq_status status =
        memory_get(change->memory, past->step.unit, &present, &keep, err);
    bool there = status == BARQ_OK;

    if (status && status != BARQ_NOTHING)
        return status;
    if (past->fate == FATE_MADE)
        return there ? unmake(change, past, &present, scratch, err) : BARQ_OK;
    if (there)
        return turn_back(undoing, past, &present, scratch, err);
    if (past->fate != FATE_GONE)
        return is_gone(change->memory, past->step.unit, err);
    return bring_back(undoing, past, scratch, err);
}

/* Is the unit still as the change left it? */
static enum barq_status check_last(const struct undoing *undoing,
                                   const struct past *past,
                                   struct barq_error *err)
{
    const int64_t values[] = { past->step.unit, past->id, undoing->of_undo,
                               BARQ_DEED_UNDO, undoing->change->number };
    int64_t later[2];
    enum barq_status status =
        ask(undoing->change->memory, SQL_LATER_CHANGE, values, 5, later, err);

    if (!status && later[0])
        return fail(err, BARQ_E_USAGE, 0,
                    "unit %lld was changed again since, by change %lld; undo "
                    "that first",
                    (long long)past->step.unit, (long long)later[0]);
    return status;
}

static enum barq_status undo_row(const struct undoing *undoing,
                                 const struct past *past, struct arena scratch,
                                 struct barq_error *err)
{
    struct barq_change *change = undoing->change;
    struct barq_memory *memory = change->memory;
    enum barq_status status = check_last(undoing, past, err);

    if (!status)
        status = undo_unit(undoing, past, scratch, err);
    const int64_t undone[] = { past->id, change->number };
    const int64_t redone[] = { past->step.unit, undoing->target };
    if (!status)
        status = query_run(memory, SQL_SET_UNDONE, undone, 2, err);
    if (!status && undoing->of_undo)
        status = query_run(memory, SQL_SET_REDONE, redone, 2, err);
    return status;
}

/* Rows of the history, from one to another. */
struct stretch {
    int64_t first, last;
};

/* Those that may be of the change: all of them, or that of one unit and those
 * beside it, of what was joined to the unit. */
static enum barq_status find_rows(const struct undoing *undoing,
                                  struct stretch *rows, struct barq_error *err)
{
    const int64_t joined[] = { undoing->row, undoing->target, undoing->unit };
    struct barq_memory *memory = undoing->change->memory;
    int64_t found[2];
    enum barq_status status =
        undoing->unit
            ? ask(memory, SQL_ROWS_JOINED, joined, 3, found, err)
            : ask(memory, SQL_ROWS_OF_CHANGE, &undoing->target, 1, found, err);

    *rows = (struct stretch){ found[0], found[1] };
    return status;
}

/* The next row to be undone, from the last one back; BARQ_NOTHING at the
 * end.  What an undo took out since waits, unless it is asked for. */
static enum barq_status next_row(const struct undoing *undoing,
                                 struct stretch rows, struct past *out,
                                 struct arena *keep, struct barq_error *err)
{
    enum barq_status status = BARQ_NOTHING;
    struct query q;

    query_start(&q, undoing->change->memory, SQL_TO_UNDO);
    query_int(&q, undoing->target);
    query_int(&q, rows.first);
    query_int(&q, rows.last);
    query_int(&q, undoing->of_undo || undoing->unit);
    query_int(&q, BARQ_DEED_UNDO);
    if (query_row(&q))
        status = query_take_past(&q, out, keep, err);
    enum barq_status ended = query_end(&q, status > BARQ_NOTHING ? NULL : err);
    return ended ? ended : status;
}

static enum barq_status undo_rows(const struct undoing *undoing,
                                  struct barq_error *err)
{
    struct stretch rows;
    enum barq_status status = find_rows(undoing, &rows, err);

    while (!status) {
        struct arena task = undoing->change->memory->work;
        struct arena scratch = arena_split(&task);
        struct past past;
        status = next_row(undoing, rows, &past, &task, err);
        if (!status)
            status = undo_row(undoing, &past, scratch, err);
        if (!status)
            rows.last = past.id - 1;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* -------------------------------------------------------------- which one */

static enum barq_status find_target(struct undoing *undoing, int64_t unit,
                                    struct barq_error *err)
{
    const int64_t values[] = { BARQ_DEED_UNDO, unit };
    int64_t found[2];
    enum barq_status status =
        ask(undoing->change->memory, unit ? SQL_LAST_OF_UNIT : SQL_LAST_CHANGE,
            values, unit ? 2 : 1, found, err);

    if (status)
        return status;
    if (!found[0] && unit)
        return fail(err, BARQ_NOTHING, 0,
                    "there is no change of unit %lld to undo", (long long)unit);
    if (!found[0])
        return fail(err, BARQ_NOTHING, 0, "there is no change to undo");
    undoing->target = found[0];
    undoing->unit = unit;
    undoing->row = found[1];
    return BARQ_OK;
}

/* What an undo of an undo brought back stands, and is undone as before. */
static enum barq_status check_undo(const struct undoing *undoing,
                                   struct barq_error *err)
{
    const int64_t values[] = { undoing->target, BARQ_DEED_UNDO };
    int64_t found[2];
    enum barq_status status =
        ask(undoing->change->memory, SQL_UNDID_UNDO, values, 2, found, err);

    if (!status && found[0])
        return fail(err, BARQ_E_USAGE, 0,
                    "change %lld undid an undo; to take that back, undo once "
                    "more what it brought back, by its own number",
                    (long long)undoing->target);
    return status;
}

static enum barq_status check_target(struct undoing *undoing,
                                     struct barq_error *err)
{
    int64_t deed[2], there = 0;
    struct query q;

    query_start(&q, undoing->change->memory, SQL_DEED);
    query_int(&q, undoing->target);
    there = query_row(&q);
    deed[0] = there ? query_column(&q, 0) : 0;
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    if (!there)
        return fail(err, BARQ_NOTHING, 0, "there is no change %lld",
                    (long long)undoing->target);
    undoing->of_undo = deed[0] == BARQ_DEED_UNDO;
    return undoing->of_undo ? check_undo(undoing, err) : BARQ_OK;
}

enum barq_status barq_memory_undo(struct barq_memory *memory, int64_t number,
                                  int64_t unit,
                                  const struct barq_change_options *options,
                                  struct barq_change **out,
                                  struct barq_error *err)
{
    struct undoing undoing = { .target = number };
    enum barq_status status =
        change_begin(memory, BARQ_DEED_UNDO, options, &undoing.change, err);

    if (status)
        return status;
    status =
        number ? check_target(&undoing, err) : find_target(&undoing, unit, err);
    if (!status)
        status = undo_rows(&undoing, err);
    if (!status && !undoing.change->count)
        status = fail(err, BARQ_NOTHING, 0, "change %lld is undone already",
                      (long long)undoing.target);
    return change_end(undoing.change, status, options, out, err);
}
