/*
 * change.c - one change to the memory, with what was there before.
 *
 * Nothing that a person does to a unit may lose what it was.  So before a
 * row is written over, its old columns go to `history`, but only those that
 * differ: to mark a million units as reviewed does not copy their texts.  With
 * its wording a unit leaves all it was.
 *
 *     unit 7   "rejected"  aligned      review, by Rana:
 *     history  7  altered  origin aligned, who ""  (the rest NULL)
 *     unit 7   "rejected"  reviewed     edit, by Omar:
 *     history  7  altered  en "rejected", origin reviewed, who Rana, and all
 *     unit 7   "refused"   reviewed
 *
 * A unit that goes leaves all its columns and its contexts.  The indexes
 * follow in the same transaction, so that a crash leaves all of it or none.
 */
#include "memory/care.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>
#include <time.h>

enum { STEPS_FIRST = 16 };

const char *barq_deed_name(enum barq_deed deed)
{
    static const char *const names[BARQ_DEEDS] = {
        [BARQ_DEED_EDIT] = "edit",     [BARQ_DEED_REVIEW] = "review",
        [BARQ_DEED_DELETE] = "delete", [BARQ_DEED_DEDUPE] = "dedupe",
        [BARQ_DEED_UNDO] = "undo",
    };

    return (unsigned)deed < BARQ_DEEDS ? names[deed] : "unknown";
}

int64_t barq_change_number(const struct barq_change *change)
{
    return change->number;
}

size_t barq_change_count(const struct barq_change *change)
{
    return change->count;
}

struct barq_step barq_change_at(const struct barq_change *change, size_t index)
{
    return change->steps[index];
}

void barq_change_free(struct barq_change *change)
{
    if (change)
        block_release(change->home);
}

/* --------------------------------------------------------- begin and end */

static enum barq_status check_who(const struct barq_change_options *options,
                                  struct barq_text *who, struct barq_error *err)
{
    size_t offset;

    *who = text_of(options && options->who ? options->who : "");
    if (who->len > ATTRIBUTE_MOST || !utf8_check(*who, &offset))
        return fail(err, BARQ_E_USAGE, 0,
                    "the name of who makes the change is no UTF-8");
    return BARQ_OK;
}

static enum barq_status put_change(struct barq_change *change,
                                   enum barq_deed deed, struct barq_text who,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, change->memory, SQL_PUT_CHANGE);
    query_null(&q);
    query_int(&q, (int64_t)time(NULL));
    query_text(&q, who);
    query_int(&q, deed);
    enum barq_status status = query_finish(&q, err);
    change->number = sqlite3_last_insert_rowid(change->memory->db);
    return status;
}

static struct barq_change *change_new(struct barq_memory *memory,
                                      struct barq_error *err)
{
    struct block home;
    struct arena all;

    if (block_reserve(&home, TASK_CEILING, &all, err))
        return NULL;
    struct barq_change *change = arena_new(&all, struct barq_change, 1);
    if (!change) {
        fail_nomem(err, "for a change");
        block_release(home);
        return NULL;
    }
    change->home = home;
    change->keep = all;
    change->memory = memory;
    return change;
}

static enum barq_status begin(struct barq_change *change, enum barq_deed deed,
                              const struct barq_change_options *options,
                              struct barq_error *err)
{
    struct barq_memory *memory = change->memory;
    struct barq_text who;
    enum barq_status status = check_who(options, &who, err);

    if (status)
        return status;
    change->reads = options && options->dry_run && deed != BARQ_DEED_UNDO;
    if (change->reads)
        return memory_read_begin(memory, err);
    if ((status = memory_begin(memory, err)))
        return status;
    if ((status = put_change(change, deed, who, err)))
        memory_rollback(memory);
    return status;
}

enum barq_status change_begin(struct barq_memory *memory, enum barq_deed deed,
                              const struct barq_change_options *options,
                              struct barq_change **out, struct barq_error *err)
{
    struct barq_change *change = change_new(memory, err);

    if (!change)
        return BARQ_E_INTERNAL;
    enum barq_status status = begin(change, deed, options, err);
    if (status)
        barq_change_free(change);
    else
        *out = change;
    return status;
}

enum barq_status change_end(struct barq_change *change, enum barq_status status,
                            const struct barq_change_options *options,
                            struct barq_change **out, struct barq_error *err)
{
    struct barq_memory *memory = change->memory;
    bool dry = options && options->dry_run;

    if (!status && !change->count)
        status = fail(err, BARQ_NOTHING, 0, "there is nothing to change");
    if (!status && !dry)
        status = memory_commit(memory, err);
    if (change->reads)
        memory_read_end(memory);
    else if (status || dry)
        memory_rollback(memory);
    if (dry)
        change->number = 0;
    if (!status && out)
        *out = change;
    else
        barq_change_free(change);
    return status;
}

/* ---------------------------------------------------------------- history */

static enum barq_status add_step(struct barq_change *change,
                                 struct barq_step step, struct barq_error *err)
{
    if (change->count == change->room) {
        size_t room = change->room ? 2 * change->room : STEPS_FIRST;
        struct barq_step *more =
            arena_new(&change->keep, struct barq_step, room);
        if (!more)
            return fail_nomem(err, "for the steps of a change");
        if (change->count)
            memcpy(more, change->steps, change->count * sizeof(*more));
        change->steps = more;
        change->room = room;
    }
    change->steps[change->count++] = step;
    return BARQ_OK;
}

static bool same_texts(const struct barq_unit *a, const struct barq_unit *b)
{
    return text_equal(a->ar, b->ar) && text_equal(a->en, b->en);
}

/* What is not the same in `now`; all of it when that is NULL, or another
 * wording, of which others may say what they like. */
static void mark_past(struct past *past, const struct barq_unit *now)
{
    const struct barq_unit *was = &past->was;

    if (now && !same_texts(was, now))
        now = NULL;
    past->origin = !now || now->origin != was->origin;
    past->confidence = !now || now->confidence != was->confidence;
    past->created = !now || now->created != was->created;
    past->changed = !now || now->changed != was->changed;
    past->uses = !now || now->uses != was->uses;
    past->texts[0] = past->texts[1] = !now;
    past->texts[2] = !now || !text_equal(now->who, was->who);
    past->texts[3] = !now || !text_equal(now->engine, was->engine);
    past->texts[4] = !now || !text_equal(now->note, was->note);
    past->texts[5] = !now || !text_equal(now->extra, was->extra);
}

/* `now` is NULL for a unit that goes, and `was` itself for one that comes. */
static enum barq_status note_step(struct barq_change *change,
                                  struct barq_step step, enum fate fate,
                                  const struct barq_unit *was,
                                  const struct barq_unit *now,
                                  struct barq_error *err)
{
    struct past past = {
        .change = change->number, .step = step, .fate = fate, .was = *was
    };

    enum barq_status status = BARQ_OK;
    mark_past(&past, now);
    if (!change->reads)
        status = past_put(change->memory, &past, err);
    return status ? status : add_step(change, step, err);
}

/* ------------------------------------------------------------------ units */

static enum barq_status sides_of(const struct barq_memory *memory,
                                 const struct barq_unit *unit,
                                 struct unit_side sides[2], struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    const struct barq_text pair[2] = { unit->ar, unit->en };

    return memory_index_pair(memory, pair, sides, keep, scratch, err);
}

/* All but the texts, and what is made of them. */
static enum barq_status write_facts(struct barq_memory *memory,
                                    const struct barq_unit *now,
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_WRITE_FACTS);
    query_unit(&q, now);
    query_int(&q, now->id);
    return query_finish(&q, err);
}

static enum barq_status write_texts(struct barq_memory *memory,
                                    const struct barq_unit *now,
                                    const struct unit_side sides[2],
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_REKEY_UNIT);
    query_sides(&q, sides);
    query_int(&q, now->id);
    return query_finish(&q, err);
}

/* Move a unit in the indexes from its old texts to its new ones. */
static enum barq_status reindex(struct barq_memory *memory,
                                const struct barq_unit *was,
                                const struct barq_unit *now,
                                struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct unit_side sides[2];
    enum barq_status status;

    if ((status = sides_of(memory, was, sides, &keep, scratch, err)) ||
        (status = memory_unindex_unit(memory, was->id, sides, err)) ||
        (status = sides_of(memory, now, sides, &keep, scratch, err)) ||
        (status = write_texts(memory, now, sides, err)))
        return status;
    return memory_index_unit(memory, was->id, sides, err);
}

enum barq_status change_alter(struct barq_change *change,
                              const struct barq_unit *was,
                              const struct barq_unit *now, struct arena scratch,
                              struct barq_error *err)
{
    enum barq_status status =
        note_step(change, (struct barq_step){ .unit = was->id }, FATE_ALTERED,
                  was, now, err);

    if (status || change->reads)
        return status;
    status = write_facts(change->memory, now, err);
    if (!status && !same_texts(was, now))
        status = reindex(change->memory, was, now, scratch, err);
    return status;
}

enum barq_status change_remove(struct barq_change *change,
                               const struct barq_unit *was, int64_t heir,
                               struct arena scratch, struct barq_error *err)
{
    struct barq_memory *memory = change->memory;
    struct arena keep = arena_split(&scratch);
    const struct barq_step step = { was->id, heir, true };
    struct unit_side sides[2];
    enum barq_status status =
        note_step(change, step, FATE_GONE, was, NULL, err);

    if (status || change->reads)
        return status;
    int64_t row = sqlite3_last_insert_rowid(memory->db);
    if ((status = contexts_hand_over(memory, row, was->id, heir, err)) ||
        (status = sides_of(memory, was, sides, &keep, scratch, err)) ||
        (status = memory_unindex_unit(memory, was->id, sides, err)))
        return status;
    return query_run(memory, SQL_DROP_UNIT, &step.unit, 1, err);
}

enum barq_status change_make(struct barq_change *change,
                             const struct barq_unit *now, int64_t heir,
                             struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    const struct barq_step step = { .unit = now->id, .heir = heir };
    struct unit_side sides[2];
    int64_t id = now->id;
    enum barq_status status;

    if ((status = note_step(change, step, FATE_MADE, now, now, err)) ||
        (status = sides_of(change->memory, now, sides, &keep, scratch, err)))
        return status;
    return unit_insert(change->memory, now, sides, &id, err);
}

enum barq_status change_find_double(const struct barq_change *change,
                                    const struct barq_unit *unit,
                                    int64_t *other, struct arena scratch,
                                    struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct unit_side sides[2];
    enum barq_status status =
        sides_of(change->memory, unit, sides, &keep, scratch, err);

    if (!status)
        status = unit_find_pair(change->memory, sides, unit->id, other, scratch,
                                err);
    return status;
}

static void fill_text(struct barq_text *text, struct barq_text other)
{
    if (!text->len)
        *text = other;
}

void unit_absorb(struct barq_unit *into, const struct barq_unit *from)
{
    if (from->origin < into->origin) {
        into->origin = from->origin;
        into->confidence = from->confidence;
        if (from->who.len)
            into->who = from->who;
    } else if (from->origin == into->origin &&
               from->confidence > into->confidence) {
        into->confidence = from->confidence;
    }
    if (from->created < into->created)
        into->created = from->created;
    if (from->changed > into->changed)
        into->changed = from->changed;
    if (from->uses > into->uses)
        into->uses = from->uses;
    fill_text(&into->who, from->who);
    fill_text(&into->note, from->note);
    fill_text(&into->extra, from->extra);
    if (into->origin == BARQ_MT)
        fill_text(&into->engine, from->engine);
}
