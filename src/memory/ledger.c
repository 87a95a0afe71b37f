/*
 * ledger.c - the ledger of names, read whole and found in by form.
 *
 * A name is found by the L2 key of an Arabic form, or by that of its house
 * form.  Keys are made when the ledger is read and not stored: a new folding
 * rule needs no migration here, and ten thousand names take some hundredths of
 * a second.  Both kinds of keys are in one table, told apart by a bit:
 *
 *     hash("blynkn") * 2        an Arabic form
 *     hash("blinken") * 2 + 1   a house form
 */
#include "memory/ledger.h"

#include "base/error.h"
#include "base/utf8.h"
#include "memory/store.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 256 };

/* ------------------------------------------------------------------- words */

static const char *const kinds[BARQ_NAME_KINDS] = {
    [BARQ_PERSON] = "person",
    [BARQ_PLACE] = "place",
    [BARQ_ORGANISATION] = "organisation",
    [BARQ_TERM] = "term",
    [BARQ_OTHER] = "other",
};

static const char *const statuses[BARQ_NAME_STATUSES] = {
    [BARQ_PROPOSED] = "proposed",
    [BARQ_ACCEPTED] = "accepted",
    [BARQ_REFUSED] = "refused",
};

/* The index of `name` in a list, or `count`. */
static int word_index(const char *name, const char *const *list, int count)
{
    int i = 0;

    while (i < count && (!name || strcmp(name, list[i]) != 0))
        i++;
    return i;
}

const char *barq_name_kind_name(enum barq_name_kind kind)
{
    return (unsigned)kind < BARQ_NAME_KINDS ? kinds[kind] : "unknown";
}

bool barq_name_kind_from_name(const char *name, enum barq_name_kind *out)
{
    int i = word_index(name, kinds, BARQ_NAME_KINDS);

    if (i < BARQ_NAME_KINDS)
        *out = (enum barq_name_kind)i;
    return i < BARQ_NAME_KINDS;
}

const char *barq_name_status_name(enum barq_name_status status)
{
    return (unsigned)status < BARQ_NAME_STATUSES ? statuses[status] : "unknown";
}

bool barq_name_status_from_name(const char *name, enum barq_name_status *out)
{
    int i = word_index(name, statuses, BARQ_NAME_STATUSES);

    if (i < BARQ_NAME_STATUSES)
        *out = (enum barq_name_status)i;
    return i < BARQ_NAME_STATUSES;
}

/* ------------------------------------------------------------------ lookup */

enum barq_status ledger_form_key(struct barq_text form, uint64_t *key,
                                 struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text l2 = { 0 };
    enum barq_status status =
        text_fold(form, TEXT_L2, &l2, &keep, scratch, err);

    if (!status)
        *key = text_hash(l2);
    return status;
}

/* The first key of this hash, or NULL; next_key() has those that follow. */
static const struct ledger_key *chain_of(const struct ledger *ledger,
                                         uint64_t hash)
{
    uint32_t at =
        ledger->slots ? ledger->slots[hash & (ledger->slot_count - 1)] : 0;

    return at ? &ledger->keys[at - 1] : NULL;
}

static const struct ledger_key *next_key(const struct ledger *ledger,
                                         const struct ledger_key *key)
{
    return key->next ? &ledger->keys[key->next - 1] : NULL;
}

static uint64_t arabic_hash(uint64_t key)
{
    return key << 1;
}

static uint64_t house_hash(uint64_t key)
{
    return key << 1 | 1;
}

struct barq_name *ledger_by_arabic(const struct ledger *ledger, uint64_t key)
{
    uint64_t hash = arabic_hash(key);

    for (const struct ledger_key *k = chain_of(ledger, hash); k;
         k = next_key(ledger, k))
        if (k->hash == hash && ledger->at[k->name].id)
            return &ledger->at[k->name];
    return NULL;
}

struct barq_name *ledger_by_house(const struct ledger *ledger, uint64_t key,
                                  const struct barq_name *like, bool same_kind)
{
    uint64_t hash = house_hash(key);

    for (const struct ledger_key *k = chain_of(ledger, hash); k;
         k = next_key(ledger, k)) {
        struct barq_name *name = &ledger->at[k->name];
        if (k->hash == hash && name->id && name->id != like->id &&
            name->status == like->status &&
            (!same_kind || name->kind == like->kind))
            return name;
    }
    return NULL;
}

enum barq_status ledger_has_form(const struct barq_text *forms, size_t count,
                                 struct barq_text form, bool *has,
                                 struct arena scratch, struct barq_error *err)
{
    uint64_t want = 0, key = 0;
    enum barq_status status = ledger_form_key(form, &want, scratch, err);

    *has = false;
    for (size_t i = 0; i < count && !status && !*has; i++) {
        status = ledger_form_key(forms[i], &key, scratch, err);
        *has = !status && key == want;
    }
    return status;
}

/* ------------------------------------------------------------------- adding */

/* A list in an arena, doubled when it is full; false without room. */
static bool grow(void **at, size_t *room, size_t count, size_t size,
                 struct arena *keep)
{
    if (count < *room)
        return true;
    size_t wanted = *room ? *room * 2 : SLOTS_FIRST;
    void *more = arena_take(keep, size, _Alignof(max_align_t), wanted);
    if (!more)
        return false;
    if (*room)
        memcpy(more, *at, *room * size);
    *at = more;
    *room = wanted;
    return true;
}

/* Half as many keys as slots at the most. */
static bool widen(struct ledger *ledger)
{
    if (ledger->key_count * 2 < ledger->slot_count)
        return true;
    size_t count = ledger->slot_count ? ledger->slot_count * 2 : SLOTS_FIRST;
    uint32_t *slots = arena_new(ledger->keep, uint32_t, count);
    if (!slots)
        return false;
    for (size_t i = 0; i < ledger->key_count; i++) {
        struct ledger_key *key = &ledger->keys[i];
        key->next = slots[key->hash & (count - 1)];
        slots[key->hash & (count - 1)] = (uint32_t)i + 1;
    }
    ledger->slots = slots;
    ledger->slot_count = count;
    return true;
}

static bool add_key(struct ledger *ledger, uint64_t hash, size_t name)
{
    void *keys = ledger->keys;

    if (!grow(&keys, &ledger->key_room, ledger->key_count,
              sizeof(*ledger->keys), ledger->keep))
        return false;
    ledger->keys = keys;
    if (!widen(ledger))
        return false;
    uint32_t *slot = &ledger->slots[hash & (ledger->slot_count - 1)];
    ledger->keys[ledger->key_count++] =
        (struct ledger_key){ hash, name, *slot };
    *slot = (uint32_t)ledger->key_count;
    return true;
}

enum barq_status ledger_add(struct ledger *ledger, const struct barq_name *name,
                            struct arena scratch, struct barq_error *err)
{
    void *names = ledger->at;
    uint64_t key = 0;
    enum barq_status status = ledger_form_key(name->house, &key, scratch, err);

    if (status)
        return status;
    if (!grow(&names, &ledger->room, ledger->count, sizeof(*ledger->at),
              ledger->keep))
        return fail_nomem(err, "for the ledger");
    ledger->at = names;
    ledger->at[ledger->count] = *name;
    bool fits = add_key(ledger, house_hash(key), ledger->count);
    for (size_t i = 0; i < name->ar_count && fits && !status; i++) {
        status = ledger_form_key(name->ar[i], &key, scratch, err);
        fits = status || add_key(ledger, arabic_hash(key), ledger->count);
    }
    ledger->count++;
    return status || fits ? status : fail_nomem(err, "for the ledger");
}

static enum barq_status copy_forms(const struct barq_text *from, size_t count,
                                   const struct barq_text **to,
                                   struct arena *keep, struct barq_error *err)
{
    struct barq_text *forms = arena_new(keep, struct barq_text, count + 1);

    for (size_t i = 0; i < count && forms; i++) {
        forms[i] = arena_text(keep, from[i]);
        if (!forms[i].at)
            forms = NULL;
    }
    *to = forms;
    return forms ? BARQ_OK : fail_nomem(err, "for a name");
}

enum barq_status ledger_copy_name(const struct barq_name *from,
                                  struct barq_name *to, struct arena *keep,
                                  struct barq_error *err)
{
    *to = *from;
    to->house = arena_text(keep, from->house);
    to->note = arena_text(keep, from->note);
    to->who = arena_text(keep, from->who);
    if (!to->house.at || !to->note.at || !to->who.at)
        return fail_nomem(err, "for a name");
    enum barq_status status =
        copy_forms(from->ar, from->ar_count, &to->ar, keep, err);
    return status ? status
                  : copy_forms(from->other, from->other_count, &to->other, keep,
                               err);
}

/* ------------------------------------------------------------------ reading */

/* The forms of all names, in the order of the names. */
struct form_rows {
    struct query q;
    bool there; /* a row that nobody has taken */
};

/* Take the rows of this name into lists of NAME_FORMS_MOST. */
static enum barq_status take_forms(struct form_rows *rows,
                                   struct barq_name *name,
                                   struct barq_text *lists[2],
                                   struct arena *keep, struct barq_error *err)
{
    size_t *counts[2] = { &name->ar_count, &name->other_count };
    enum barq_status status = BARQ_OK;

    while (rows->there && query_column(&rows->q, 0) < name->id)
        rows->there = query_row(&rows->q);
    while (!status && rows->there && query_column(&rows->q, 0) == name->id) {
        int side = query_column(&rows->q, 1) != 0;
        if (*counts[side] < NAME_FORMS_MOST)
            status = query_take_text(
                &rows->q, 2, &lists[side][(*counts[side])++], keep, err);
        if (!status)
            rows->there = query_row(&rows->q);
    }
    name->ar = lists[0];
    name->other = lists[1];
    return status;
}

/* One row of SQL_NAMES. */
static enum barq_status take_name(const struct query *row,
                                  struct barq_name *name, struct arena *keep,
                                  struct barq_error *err)
{
    int64_t kind = query_column(row, 2), standing = query_column(row, 3);
    enum barq_status status;

    if (kind < 0 || kind >= BARQ_NAME_KINDS || standing < 0 ||
        standing >= BARQ_NAME_STATUSES)
        return memory_damaged(row->memory, err);
    *name = (struct barq_name){
        .id = query_column(row, 0),
        .kind = (enum barq_name_kind)kind,
        .status = (enum barq_name_status)standing,
        .stories = query_column(row, 4),
        .changed = query_column(row, 7),
    };
    if ((status = query_take_text(row, 1, &name->house, keep, err)) ||
        (status = query_take_text(row, 5, &name->note, keep, err)))
        return status;
    return query_take_text(row, 6, &name->who, keep, err);
}

enum barq_status ledger_each(
    struct barq_memory *memory,
    enum barq_status (*each)(void *with, const struct barq_name *name,
                             struct barq_error *err),
    void *with, struct arena scratch, struct barq_error *err)
{
    struct barq_text forms[2][NAME_FORMS_MOST] = { 0 };
    struct barq_text *lists[2] = { forms[0], forms[1] };
    struct form_rows rows = { .there = false };
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_NAMES);
    query_start(&rows.q, memory, SQL_NAME_FORMS);
    rows.there = query_row(&rows.q);
    while (!status && query_row(&q)) {
        struct arena task = scratch;
        struct barq_name name = { 0 };
        status = take_name(&q, &name, &task, err);
        if (!status)
            status = take_forms(&rows, &name, lists, &task, err);
        if (!status)
            status = each(with, &name, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    status = status ? status : ended;
    ended = query_end(&rows.q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status read_one(void *with, const struct barq_name *name,
                                 struct barq_error *err)
{
    struct ledger *ledger = with;
    struct barq_name copy;
    enum barq_status status = ledger_copy_name(name, &copy, ledger->keep, err);

    return status ? status : ledger_add(ledger, &copy, ledger->scratch, err);
}

enum barq_status ledger_read(struct barq_memory *memory, struct ledger *out,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err)
{
    struct arena task = arena_split(&scratch);
    struct ledger ledger = { .keep = keep, .scratch = scratch };
    enum barq_status status = ledger_each(memory, read_one, &ledger, task, err);

    if (!status)
        *out = ledger;
    return status;
}
