/*
 * names_mixed.c - a name that one story writes in two ways.
 *
 * Names are the same by the ledger, or by their Arabic form; forms are the
 * same by their L2 keys, so that capitals do not matter:
 *
 *   blynkn  Blinken, Blinken's, BLINKEN, Blinkin
 *   -> Blinken 3, Blinkin 1; said where Blinkin stands
 *
 * It is said once for each name, however often it happens.
 */
#include "translate/names_mixed.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { USES_FIRST = 256, FORMS_MOST = 8 };

/* ------------------------------------------------------------------- seeing */

static bool add_use(struct names_mixed *mixed, const struct name_use *use)
{
    if (mixed->count == mixed->room) {
        size_t room = mixed->room ? mixed->room * 2 : USES_FIRST;
        struct name_use *more = arena_new(mixed->keep, struct name_use, room);
        if (!more)
            return false;
        if (mixed->count)
            memcpy(more, mixed->at, mixed->count * sizeof(*more));
        mixed->at = more;
        mixed->room = room;
    }
    mixed->at[mixed->count] = *use;
    struct name_use *to = &mixed->at[mixed->count++];
    to->text = arena_text(mixed->keep, use->text);
    return to->text.at;
}

/* The key that a pair's name goes by. */
static enum barq_status name_of_pair(const struct name_pair *pair,
                                     const struct name_founds *founds,
                                     uint64_t *key, struct arena scratch,
                                     struct barq_error *err)
{
    for (size_t i = 0; i < founds->count; i++)
        if (founds->at[i].first == pair->ar_first &&
            founds->at[i].end == pair->ar_end)
            return ledger_form_key(founds->at[i].pattern->house, key, scratch,
                                   err);
    return ledger_form_key(pair->ar, key, scratch, err);
}

enum barq_status names_mixed_see(struct names_mixed *mixed,
                                 const struct name_pairs *pairs,
                                 const struct name_founds *founds,
                                 size_t segment, struct arena scratch,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < pairs->count && !status; i++) {
        struct name_use use = { .text = pairs->at[i].en, .segment = segment };
        status = name_of_pair(&pairs->at[i], founds, &use.name, scratch, err);
        if (!status)
            status = ledger_form_key(use.text, &use.form, scratch, err);
        if (!status && !add_use(mixed, &use))
            status = fail_nomem(err, "for the names of a draft");
    }
    return status;
}

/* ------------------------------------------------------------------- saying */

static int compare_uses(const void *a, const void *b)
{
    const struct name_use *x = a, *y = b;

    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    return (x->segment > y->segment) - (x->segment < y->segment);
}

/* A form of a name: uses first..first+times. */
struct form {
    const struct name_use *first;
    size_t times;
};

static int compare_forms(const void *a, const void *b)
{
    const struct form *x = a, *y = b;

    if (x->times != y->times)
        return x->times > y->times ? -1 : 1;
    return (x->first->segment > y->first->segment) -
           (x->first->segment < y->first->segment);
}

/* The forms among uses at[0..count) of one name, the most frequent first. */
static size_t find_forms(const struct name_use *at, size_t count,
                         struct form *forms)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        if (i && at[i].form == at[i - 1].form) {
            forms[n - 1].times++;
            continue;
        }
        if (n == FORMS_MOST)
            break;
        forms[n++] = (struct form){ &at[i], 1 };
    }
    if (n)
        qsort(forms, n, sizeof(*forms), compare_forms);
    return n;
}

static enum barq_status note_mixed(struct drafting *d,
                                   const struct barq_mixed_name *name,
                                   struct barq_error *err)
{
    struct barq_text note =
        arena_print(d->keep, "one name in several forms: %.*s (%zu)",
                    (int)name->forms[0].len, name->forms[0].at, name->times[0]);

    for (size_t i = 1; i < name->count && note.at; i++)
        note = arena_print(d->keep, "%.*s, %.*s (%zu)", (int)note.len, note.at,
                           (int)name->forms[i].len, name->forms[i].at,
                           name->times[i]);
    return note.at ? draft_add_note(d, name->segment, note, err)
                   : fail_nomem(err, "for a draft");
}

static enum barq_status fill_mixed(struct drafting *d, const struct form *forms,
                                   size_t count, struct barq_mixed_name *to,
                                   struct barq_error *err)
{
    struct barq_text *texts = arena_new(d->keep, struct barq_text, count);
    size_t *times = arena_new(d->keep, size_t, count);

    if (!texts || !times)
        return fail_nomem(err, "for a draft");
    *to = (struct barq_mixed_name){ texts, times, count, SIZE_MAX };
    for (size_t i = 0; i < count; i++) {
        texts[i] = arena_text(d->keep, forms[i].first->text);
        times[i] = forms[i].times;
        if (!texts[i].at)
            return fail_nomem(err, "for a draft");
        if (i && forms[i].first->segment < to->segment)
            to->segment = forms[i].first->segment;
    }
    return note_mixed(d, to, err);
}

static int compare_mixed(const void *a, const void *b)
{
    const struct barq_mixed_name *x = a, *y = b;

    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    return strcmp(x->forms[0].at, y->forms[0].at);
}

enum barq_status names_mixed_say(struct names_mixed *mixed, struct drafting *d,
                                 struct barq_error *err)
{
    struct barq_mixed_name *list =
        arena_new(d->keep, struct barq_mixed_name, mixed->count / 2 + 1);
    enum barq_status status =
        list ? BARQ_OK : fail_nomem(err, "for the names of a draft");
    size_t n = 0, end;

    if (mixed->count)
        qsort(mixed->at, mixed->count, sizeof(*mixed->at), compare_uses);
    for (size_t i = 0; i < mixed->count && !status; i = end) {
        struct form forms[FORMS_MOST];
        for (end = i + 1;
             end < mixed->count && mixed->at[end].name == mixed->at[i].name;
             end++)
            continue;
        size_t count = find_forms(&mixed->at[i], end - i, forms);
        if (count > 1)
            status = fill_mixed(d, forms, count, &list[n++], err);
    }
    if (n)
        qsort(list, n, sizeof(*list), compare_mixed);
    d->draft->mixed = list;
    d->draft->mixed_count = n;
    return status;
}

const struct barq_mixed_name *barq_draft_mixed_names(
    const struct barq_draft *draft, size_t *count)
{
    *count = draft->mixed_count;
    return draft->mixed;
}
