/*
 * edit.c - a person changes what the memory says: one unit, or many.
 *
 * An edit is somebody's word.  A new wording bears the editor's name and
 * today's date, so that it comes before what it corrects, and nobody's pair
 * becomes a reviewed one.  A note or a status says nothing of the wording,
 * and leaves its date alone: to agree with an old wording must not make it
 * newer than its correction.
 *
 *     edit --en "refused"      reviewed, changed now, who the editor
 *     edit --note "see style"  as it was, with a note
 *     review                   reviewed, changed as it was, who the reviewer
 *     review --as imported     of what was vouched for: imported, all else as
 *                              it was
 *
 * Two units never hold one pair: a unit that says what another is edited to
 * say is joined to it, with its contexts and uses.
 */
#include "memory/care.h"

#include "base/error.h"
#include "base/utf8.h"

#include <time.h>

static bool vouched(enum barq_origin origin)
{
    return origin == BARQ_PUBLISHED || origin == BARQ_REVIEWED;
}

/* Somebody vouches for the unit now. */
static void vouch(struct barq_unit *unit,
                  const struct barq_change_options *options)
{
    if (options && options->who && *options->who)
        unit->who = text_of(options->who);
    unit->confidence = 1;
}

/* The unit as the edit wants it. */
static struct barq_unit edited(const struct barq_unit *was,
                               const struct barq_edit *edit,
                               const struct barq_change_options *options)
{
    struct barq_unit now = *was;

    if (edit->ar.at)
        now.ar = edit->ar;
    if (edit->en.at)
        now.en = edit->en;
    if (edit->note.at)
        now.note = edit->note;
    bool reworded =
        !text_equal(now.ar, was->ar) || !text_equal(now.en, was->en);
    if (edit->set_origin)
        now.origin = edit->origin;
    else if (reworded && !vouched(was->origin))
        now.origin = BARQ_REVIEWED;
    if (reworded)
        now.changed = (int64_t)time(NULL);
    if (reworded || (now.origin < was->origin && vouched(now.origin)))
        vouch(&now, options);
    return now;
}

static bool same_unit(const struct barq_unit *a, const struct barq_unit *b)
{
    return text_equal(a->ar, b->ar) && text_equal(a->en, b->en) &&
           text_equal(a->note, b->note) && a->origin == b->origin;
}

/* Write `now`, and join to it the unit that says the same, if there is one. */
static enum barq_status write_edit(struct barq_change *change,
                                   const struct barq_unit *was,
                                   struct barq_unit *now, struct arena scratch,
                                   struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_unit other = { 0 };
    int64_t id = 0;
    enum barq_status status =
        change_find_double(change, now, &id, scratch, err);

    if (!status && id)
        status = memory_get(change->memory, id, &other, &keep, err);
    if (status)
        return status;
    if (id)
        unit_absorb(now, &other);
    status = change_alter(change, was, now, scratch, err);
    if (!status && id)
        status = change_remove(change, &other, was->id, scratch, err);
    return status;
}

static enum barq_status edit_unit(struct barq_change *change, int64_t id,
                                  const struct barq_edit *edit,
                                  const struct barq_change_options *options,
                                  struct barq_error *err)
{
    struct arena task = change->memory->work, scratch = arena_split(&task);
    struct barq_unit was = { 0 };
    enum barq_status status = memory_get(change->memory, id, &was, &task, err);

    if (status)
        return status;
    struct barq_unit now = edited(&was, edit, options);
    status = barq_unit_check(&now, err);
    if (status)
        return status;
    if (same_unit(&was, &now))
        return fail(err, BARQ_NOTHING, 0, "unit %lld says so already",
                    (long long)id);
    return write_edit(change, &was, &now, scratch, err);
}

enum barq_status barq_memory_edit(struct barq_memory *memory, int64_t id,
                                  const struct barq_edit *edit,
                                  const struct barq_change_options *options,
                                  struct barq_change **out,
                                  struct barq_error *err)
{
    struct barq_change *change;
    enum barq_status status =
        change_begin(memory, BARQ_DEED_EDIT, options, &change, err);

    if (status)
        return status;
    status = edit_unit(change, id, edit, options, err);
    return change_end(change, status, options, out, err);
}

/* ------------------------------------------------------------ many units */

static enum barq_status review_unit(struct barq_change *change, int64_t id,
                                    enum barq_origin origin,
                                    const struct barq_change_options *options,
                                    struct barq_error *err)
{
    struct arena task = change->memory->work, scratch = arena_split(&task);
    struct barq_unit was = { 0 };
    enum barq_status status = memory_get(change->memory, id, &was, &task, err);

    bool raises = vouched(origin);
    if (status || (raises ? was.origin <= origin : !vouched(was.origin)))
        return status;
    struct barq_unit now = was;
    now.origin = origin;
    if (raises)
        vouch(&now, options);
    return change_alter(change, &was, &now, scratch, err);
}

enum barq_status barq_memory_review(struct barq_memory *memory,
                                    const struct barq_selection *which,
                                    enum barq_origin origin,
                                    const struct barq_change_options *options,
                                    struct barq_change **out,
                                    struct barq_error *err)
{
    struct barq_change *change;
    struct memory_ids ids = { 0 };
    enum barq_status status =
        change_begin(memory, BARQ_DEED_REVIEW, options, &change, err);

    if (status)
        return status;
    struct arena scratch = arena_split(&change->keep);
    struct arena lists = arena_split(&scratch);
    status = selection_ids(memory, which, &ids, &lists, scratch, err);
    for (size_t i = 0; i < ids.count && !status; i++)
        status = review_unit(change, ids.at[i], origin, options, err);
    if (!status && !change->count)
        status = vouched(origin) ? fail(err, BARQ_NOTHING, 0,
                                        "all of these are %s or better already",
                                        barq_origin_name(origin))
                                 : fail(err, BARQ_NOTHING, 0,
                                        "nobody has vouched for any of these");
    return change_end(change, status, options, out, err);
}

static enum barq_status delete_unit(struct barq_change *change, int64_t id,
                                    struct barq_error *err)
{
    struct arena task = change->memory->work, scratch = arena_split(&task);
    struct barq_unit was = { 0 };
    enum barq_status status = memory_get(change->memory, id, &was, &task, err);

    return status ? status : change_remove(change, &was, 0, scratch, err);
}

enum barq_status barq_memory_delete(struct barq_memory *memory,
                                    const struct barq_selection *which,
                                    const struct barq_change_options *options,
                                    struct barq_change **out,
                                    struct barq_error *err)
{
    struct barq_change *change;
    struct memory_ids ids = { 0 };
    enum barq_status status =
        change_begin(memory, BARQ_DEED_DELETE, options, &change, err);

    if (status)
        return status;
    struct arena scratch = arena_split(&change->keep);
    struct arena lists = arena_split(&scratch);
    status = selection_ids(memory, which, &ids, &lists, scratch, err);
    for (size_t i = 0; i < ids.count && !status; i++)
        status = delete_unit(change, ids.at[i], err);
    return change_end(change, status, options, out, err);
}
