/*
 * ledger_write.c - names into the ledger, and what a person decides of them.
 *
 *     proposed  blynkn = Blinken     accepted  blynkyn = Blinken, Blinkin
 *     accept the first             -> accepted  blynkyn, blynkn = Blinken
 *
 * The one rule that all writing keeps: an Arabic form is one name's.  Whoever
 * accepts a name takes its forms away from those that were only proposed, or
 * refused; another accepted name is a conflict, which a person has to settle.
 *
 * Each public function is one transaction; what it needs of the ledger is
 * read inside it.
 */
#include "memory/ledger.h"

#include "base/error.h"
#include "base/utf8.h"
#include "memory/store.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ------------------------------------------------------------------- checks */

static bool has_lang(struct barq_text text, enum barq_lang lang)
{
    return barq_text_lang(text) == lang;
}

/* A form stands on one line, and in a table between strokes. */
static enum barq_status check_text(struct barq_text text, const char *what,
                                   struct barq_error *err)
{
    size_t offset = 0;

    if (!utf8_check(text, &offset))
        return fail(err, BARQ_E_INPUT, 0, "%s %s at byte %zu", what,
                    utf8_problem(text, offset), offset);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F)
            return fail(err, BARQ_E_INPUT, 0,
                        "%s holds a control character (U+%04X); take it out",
                        what, (unsigned)(unsigned char)text.at[i]);
    return BARQ_OK;
}

static enum barq_status check_form(struct barq_text form, enum barq_lang lang,
                                   struct barq_error *err)
{
    const char *what = lang == BARQ_AR ? "an Arabic form" : "an English form";
    enum barq_status status = check_text(form, what, err);

    if (status)
        return status;
    if (!text_trim(form).len)
        return fail(err, BARQ_E_INPUT, 0, "%s of a name is empty", what);
    if (form.len > NAME_FORM_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s of a name has %zu bytes; a name has %d at the most",
                    what, form.len, NAME_FORM_MOST);
    if (memchr(form.at, '|', form.len))
        return fail(err, BARQ_E_INPUT, 0,
                    "\"%.*s\": a form of a name holds no |, which stands "
                    "between two",
                    (int)form.len, form.at);
    if (!has_lang(form, lang))
        return fail(err, BARQ_E_INPUT, 0, "\"%.*s\" is no %s, by its letters",
                    (int)form.len, form.at, what + 3);
    return BARQ_OK;
}

static enum barq_status check_forms(const struct barq_text *forms, size_t count,
                                    enum barq_lang lang, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (count > NAME_FORMS_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a name has %d forms of one language at the most, not %zu",
                    NAME_FORMS_MOST, count);
    for (size_t i = 0; i < count && !status; i++)
        status = check_form(forms[i], lang, err);
    return status;
}

enum barq_status name_check(const struct barq_name *name,
                            struct barq_error *err)
{
    enum barq_status status = check_form(name->house, BARQ_EN, err);

    if (!status && !name->ar_count)
        return fail(err, BARQ_E_INPUT, 0,
                    "\"%.*s\" has no Arabic form; a name has one at least",
                    (int)name->house.len, name->house.at);
    if (!status)
        status = check_forms(name->ar, name->ar_count, BARQ_AR, err);
    if (!status)
        status = check_forms(name->other, name->other_count, BARQ_EN, err);
    if (!status)
        status = check_text(name->note, "the note", err);
    if (!status)
        status = check_text(name->who, "the person", err);
    if (!status && name->note.len > NAME_NOTE_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a note of %zu bytes; a name takes %d", name->note.len,
                    NAME_NOTE_MOST);
    if (!status && ((unsigned)name->kind >= BARQ_NAME_KINDS ||
                    (unsigned)name->status >= BARQ_NAME_STATUSES))
        return fail(err, BARQ_E_USAGE, 0, "no such kind or status of a name");
    return status;
}

/* ------------------------------------------------------------------ storing */

static void bind_name(struct query *q, const struct barq_name *name)
{
    query_text(q, name->house);
    query_int(q, name->kind);
    query_int(q, name->status);
    query_int(q, name->stories);
    query_text(q, name->note);
    query_text(q, name->who);
    query_int(q, name->changed ? name->changed : (int64_t)time(NULL));
}

static enum barq_status write_form(struct barq_memory *memory, int64_t id,
                                   int side, struct barq_text form,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_PUT_NAME_FORM);
    query_int(&q, id);
    query_int(&q, side);
    query_text(&q, form);
    return query_finish(&q, err);
}

static enum barq_status drop_by_id(struct barq_memory *memory,
                                   enum statement statement, int64_t id,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    query_int(&q, id);
    return query_finish(&q, err);
}

static enum barq_status write_forms(struct barq_memory *memory,
                                    const struct barq_name *name,
                                    struct barq_error *err)
{
    enum barq_status status =
        drop_by_id(memory, SQL_DROP_NAME_FORMS, name->id, err);

    for (size_t i = 0; i < name->ar_count && !status; i++)
        status = write_form(memory, name->id, 0, name->ar[i], err);
    for (size_t i = 0; i < name->other_count && !status; i++)
        status = write_form(memory, name->id, 1, name->other[i], err);
    return status;
}

/* The row of a name, a new one if its id is 0, and its forms. */
static enum barq_status write_name(struct barq_memory *memory,
                                   struct barq_name *name,
                                   struct barq_error *err)
{
    struct query q;
    enum barq_status status;

    query_start(&q, memory, name->id ? SQL_SET_NAME : SQL_PUT_NAME);
    bind_name(&q, name);
    if (name->id)
        query_int(&q, name->id);
    if (query_row(&q) && !name->id)
        name->id = query_column(&q, 0);
    status = query_finish(&q, err);
    return status ? status : write_forms(memory, name, err);
}

static enum barq_status drop_name(struct barq_memory *memory,
                                  struct barq_name *name,
                                  struct barq_error *err)
{
    enum barq_status status =
        drop_by_id(memory, SQL_DROP_NAME_FORMS, name->id, err);

    if (!status)
        status = drop_by_id(memory, SQL_DROP_NAME, name->id, err);
    name->id = 0;
    return status;
}

/* ------------------------------------------------------------------ joining */

/* The forms of both, each once by its key; `more` behind those of `to`. */
static enum barq_status join_forms(const struct barq_text **to, size_t *count,
                                   const struct barq_text *more,
                                   size_t more_count, struct ledger *ledger,
                                   struct barq_error *err)
{
    struct barq_text *all =
        arena_new(ledger->keep, struct barq_text, *count + more_count + 1);
    enum barq_status status = all ? BARQ_OK : fail_nomem(err, "for a name");
    size_t n = *count;

    if (all && n)
        memcpy(all, *to, n * sizeof(*all));
    for (size_t i = 0; i < more_count && !status; i++) {
        bool has = false;
        status = ledger_has_form(all, n, more[i], &has, ledger->scratch, err);
        if (!has && n < NAME_FORMS_MOST)
            all[n++] = more[i];
    }
    *to = all;
    *count = n;
    return status;
}

/* Without the house form among the others, and no form twice. */
static enum barq_status tidy(struct barq_name *name, struct ledger *ledger,
                             struct barq_error *err)
{
    const struct barq_text *ar = NULL, *other = NULL;
    size_t ar_count = 0, other_count = 0;
    const struct barq_text *house = &name->house;
    enum barq_status status =
        join_forms(&ar, &ar_count, name->ar, name->ar_count, ledger, err);

    name->ar = ar;
    name->ar_count = ar_count;
    other = house;
    other_count = 1;
    if (!status)
        status = join_forms(&other, &other_count, name->other,
                            name->other_count, ledger, err);
    if (!status) {
        name->other = other + 1;
        name->other_count = other_count - 1;
    }
    return status;
}

/* Put what `from` has into `to`, the better status and all forms. */
static enum barq_status absorb(struct barq_name *to,
                               const struct barq_name *from,
                               struct ledger *ledger, struct barq_error *err)
{
    enum barq_status status = join_forms(&to->ar, &to->ar_count, from->ar,
                                         from->ar_count, ledger, err);

    if (!status)
        status = join_forms(&to->other, &to->other_count, from->other,
                            from->other_count, ledger, err);
    if (from->stories > to->stories)
        to->stories = from->stories;
    if (!to->note.len)
        to->note = from->note;
    if (from->who.len)
        to->who = from->who;
    to->changed = from->changed;
    return status ? status : tidy(to, ledger, err);
}

/* ---------------------------------------------------------------- conflicts */

/* Take the form away from a name that nobody accepted. */
static enum barq_status take_form(struct barq_memory *memory,
                                  struct ledger *ledger,
                                  struct barq_name *owner, uint64_t key,
                                  struct barq_error *err)
{
    struct barq_text *left =
        arena_new(ledger->keep, struct barq_text, owner->ar_count + 1);
    size_t count = 0;
    enum barq_status status = left ? BARQ_OK : fail_nomem(err, "for a name");

    for (size_t i = 0; i < owner->ar_count && !status; i++) {
        uint64_t own = 0;
        status = ledger_form_key(owner->ar[i], &own, ledger->scratch, err);
        if (!status && own != key)
            left[count++] = owner->ar[i];
    }
    if (status || !count)
        return status ? status : drop_name(memory, owner, err);
    owner->ar = left;
    owner->ar_count = count;
    return write_forms(memory, owner, err);
}

static enum barq_status is_taken(struct barq_text form,
                                 const struct barq_name *owner,
                                 struct barq_error *err)
{
    return fail(err, BARQ_NOTHING, 0,
                "\"%.*s\" is \"%.*s\" in the ledger already (name %lld, %s)",
                (int)form.len, form.at, (int)owner->house.len, owner->house.at,
                (long long)owner->id, barq_name_status_name(owner->status));
}

enum claim { CLAIM_LOOK, CLAIM_TAKE };

/* See that the Arabic forms of `name` are nobody else's; in a second round
 * take those that may be taken. */
static enum barq_status claim_forms(struct barq_memory *memory,
                                    struct ledger *ledger,
                                    const struct barq_name *name,
                                    enum claim claim, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < name->ar_count && !status; i++) {
        uint64_t key = 0;
        status = ledger_form_key(name->ar[i], &key, ledger->scratch, err);
        struct barq_name *owner = status ? NULL : ledger_by_arabic(ledger, key);
        if (!owner || owner->id == name->id)
            continue;
        if (name->status != BARQ_ACCEPTED || owner->status == BARQ_ACCEPTED)
            status = is_taken(name->ar[i], owner, err);
        else if (claim == CLAIM_TAKE)
            status = take_form(memory, ledger, owner, key, err);
    }
    return status;
}

/* The name that `name` is to be joined to, or NULL. */
static struct barq_name *find_partner(const struct ledger *ledger,
                                      const struct barq_name *name,
                                      uint64_t key)
{
    struct barq_name like = *name;
    struct barq_name *found = ledger_by_house(ledger, key, &like, true);

    if (found || name->status != BARQ_ACCEPTED)
        return found;
    like.status = BARQ_PROPOSED;
    found = ledger_by_house(ledger, key, &like, true);
    like.status = BARQ_REFUSED;
    return found ? found : ledger_by_house(ledger, key, &like, true);
}

/* `name` is written as it is, and the ledger knows it. */
static enum barq_status store_name(struct barq_memory *memory,
                                   struct ledger *ledger,
                                   struct barq_name *name,
                                   struct barq_error *err)
{
    enum barq_status status =
        claim_forms(memory, ledger, name, CLAIM_LOOK, err);

    if (!status)
        status = claim_forms(memory, ledger, name, CLAIM_TAKE, err);
    if (!status)
        status = write_name(memory, name, err);
    return status ? status : ledger_add(ledger, name, ledger->scratch, err);
}

/* Join `now` to its partner, or let it stand by itself, and store it. */
static enum barq_status store_joined(struct barq_memory *memory,
                                     struct ledger *ledger,
                                     struct barq_name *now,
                                     struct barq_name *partner,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (!partner)
        return store_name(memory, ledger, now, err);
    struct barq_name joined = *partner;
    joined.status = now->status;
    status = absorb(&joined, now, ledger, err);
    partner->id = 0; /* the one that is stored now stands for it */
    if (!status)
        status = store_name(memory, ledger, &joined, err);
    if (status)
        partner->id = joined.id;
    *now = joined;
    return status;
}

enum barq_status ledger_put(struct barq_memory *memory, struct ledger *ledger,
                            const struct barq_name *name,
                            enum barq_added *added, int64_t *id,
                            struct barq_error *err)
{
    struct barq_name now;
    uint64_t key = 0;
    enum barq_status status = memory_writable(memory, err);

    if (status || (status = name_check(name, err)) ||
        (status = ledger_copy_name(name, &now, ledger->keep, err)) ||
        (status = tidy(&now, ledger, err)) ||
        (status = ledger_form_key(now.house, &key, ledger->scratch, err)))
        return status;
    struct barq_name *partner = find_partner(ledger, &now, key);
    *added = partner ? BARQ_MERGED : BARQ_ADDED;
    status = store_joined(memory, ledger, &now, partner, err);
    *id = now.id;
    return status;
}

/* ------------------------------------------------------------ transactions */

/* A transaction over the ledger. */
struct writing {
    struct barq_memory *memory;
    struct block home;
    struct arena keep;
    struct ledger ledger;
};

static enum barq_status writing_begin(struct writing *w,
                                      struct barq_memory *memory,
                                      struct barq_error *err)
{
    w->memory = memory;
    enum barq_status status =
        block_reserve(&w->home, TASK_CEILING, &w->keep, err);

    if (status)
        return status;
    struct arena scratch = arena_split(&w->keep);
    status = memory_begin(memory, err);
    if (!status)
        status = ledger_read(memory, &w->ledger, &w->keep, scratch, err);
    if (status) {
        memory_rollback(memory);
        block_release(w->home);
    }
    return status;
}

static enum barq_status writing_end(struct writing *w, enum barq_status status,
                                    struct barq_error *err)
{
    if (!status)
        status = memory_commit(w->memory, err);
    if (status)
        memory_rollback(w->memory);
    block_release(w->home);
    return status;
}

/* The name with this id; NULL and BARQ_NOTHING's words if there is none. */
static struct barq_name *name_by_id(struct ledger *ledger, int64_t id,
                                    struct barq_error *err)
{
    for (size_t i = 0; i < ledger->count; i++)
        if (ledger->at[i].id == id && id)
            return &ledger->at[i];
    fail(err, BARQ_NOTHING, 0, "there is no name %lld in the ledger",
         (long long)id);
    return NULL;
}

/* Where one name was to be stored, that a form is taken is wrong input. */
static enum barq_status as_conflict(enum barq_status status,
                                    struct barq_error *err)
{
    if (status != BARQ_NOTHING)
        return status;
    if (err) {
        size_t len = strlen(err->message);
        err->status = BARQ_E_INPUT;
        snprintf(err->message + len, sizeof(err->message) - len,
                 "; edit or delete that one first");
    }
    return BARQ_E_INPUT;
}

/* Put `name` in the place of the one with its id. */
static enum barq_status replace(struct writing *w, const struct barq_name *name,
                                struct barq_error *err)
{
    struct ledger *ledger = &w->ledger;
    struct barq_name now, *old = name_by_id(ledger, name->id, err);
    uint64_t key = 0;
    enum barq_status status = old ? BARQ_OK : BARQ_NOTHING;

    if (status || (status = name_check(name, err)) ||
        (status = ledger_copy_name(name, &now, &w->keep, err)) ||
        (status = tidy(&now, ledger, err)) ||
        (status = ledger_form_key(now.house, &key, ledger->scratch, err)))
        return status;
    const struct barq_name *twin = ledger_by_house(ledger, key, &now, true);
    if (twin)
        return fail(err, BARQ_E_INPUT, 0,
                    "\"%.*s\" is the house form of name %lld already; edit "
                    "that one",
                    (int)now.house.len, now.house.at, (long long)twin->id);
    old->id = 0;
    return as_conflict(store_name(w->memory, ledger, &now, err), err);
}

enum barq_status barq_name_put(struct barq_memory *memory,
                               const struct barq_name *name, int64_t *id,
                               struct barq_error *err)
{
    struct writing w = { 0 };
    enum barq_added added;
    int64_t stored = name->id;
    enum barq_status status = writing_begin(&w, memory, err);

    if (status)
        return status;
    if (name->id)
        status = replace(&w, name, err);
    else
        status = as_conflict(
            ledger_put(memory, &w.ledger, name, &added, &stored, err), err);
    status = writing_end(&w, status, err);
    if (!status && id)
        *id = stored;
    return status;
}

/* A name that is accepted may have to be joined to another one. */
static enum barq_status judge(struct writing *w, int64_t id,
                              enum barq_name_status standing, const char *who,
                              struct barq_error *err)
{
    struct ledger *ledger = &w->ledger;
    struct barq_name *old = name_by_id(ledger, id, err);
    uint64_t key = 0;

    if (!old)
        return BARQ_NOTHING;
    struct barq_name now = *old;
    now.status = standing;
    now.changed = 0;
    now.who = who ? text_of(who) : now.who;
    enum barq_status status = name_check(&now, err);
    if (!status)
        status = ledger_form_key(now.house, &key, ledger->scratch, err);
    if (status)
        return status;
    struct barq_name *partner = standing == BARQ_ACCEPTED
                                    ? ledger_by_house(ledger, key, &now, true)
                                    : NULL;
    if (partner)
        status = drop_name(w->memory, old, err);
    old->id = 0;
    if (!status)
        status = as_conflict(
            store_joined(w->memory, ledger, &now, partner, err), err);
    return status;
}

enum barq_status barq_names_judge(struct barq_memory *memory,
                                  const int64_t *ids, size_t count,
                                  enum barq_name_status status, const char *who,
                                  struct barq_error *err)
{
    struct writing w = { 0 };
    enum barq_status done = writing_begin(&w, memory, err);

    if (done)
        return done;
    for (size_t i = 0; i < count && !done; i++)
        done = judge(&w, ids[i], status, who, err);
    return writing_end(&w, done, err);
}

enum barq_status barq_names_delete(struct barq_memory *memory,
                                   const int64_t *ids, size_t count,
                                   struct barq_error *err)
{
    struct writing w = { 0 };
    enum barq_status status = writing_begin(&w, memory, err);

    if (status)
        return status;
    for (size_t i = 0; i < count && !status; i++) {
        struct barq_name *name = name_by_id(&w.ledger, ids[i], err);
        status = name ? drop_name(memory, name, err) : BARQ_NOTHING;
    }
    return writing_end(&w, status, err);
}
