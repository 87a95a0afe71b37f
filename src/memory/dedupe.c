/*
 * dedupe.c - join the units that say the same twice.
 *
 * Adding joins pairs that are equal to the letter.  What other tools export,
 * and what came before a rule was better, leaves pairs that differ only in
 * what L1 takes away:
 *
 *     5  published  <muthmiran>, vowelled    It said "yes"      4 uses
 *     9  aligned    <muthmira>, without      It said <<yes>>    7 uses
 *  -> 5  published                                              7 uses
 *
 * Both sides must be equal at L1.  The best stays: the best origin, then the
 * newest, the most used, the last one stored, the order in which lookup ranks
 * them.  It gets the contexts of all, the most uses that any had, and what else
 * the others know and it does not.  Those that go are in the history.
 *
 * Units that are equal at L1 share the bare key of their Arabic side, so these
 * keys are read and sorted, and only units of a key that two have are looked
 * at.  What tells texts apart here are two hashes of 64 bits.
 */
#include "memory/care.h"
#include "memory/posting.h"

#include "base/error.h"

#include <stdlib.h>

/* What tells the units of one bare key apart, and ranks them. */
struct twin {
    uint64_t keys[2]; /* of the L1 sides */
    enum barq_origin origin;
    int64_t id, changed, uses;
};

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Those that say the same next to each other, the best of them first. */
static int compare_twins(const void *a, const void *b)
{
    const struct twin *x = a, *y = b;

    for (int i = 0; i < 2; i++)
        if (x->keys[i] != y->keys[i])
            return x->keys[i] < y->keys[i] ? -1 : 1;
    int order = compare_numbers(x->origin, y->origin);
    if (!order)
        order = compare_numbers(y->changed, x->changed);
    if (!order)
        order = compare_numbers(y->uses, x->uses);
    return order ? order : compare_numbers(y->id, x->id);
}

static bool same_words(const struct twin *a, const struct twin *b)
{
    return a->keys[0] == b->keys[0] && a->keys[1] == b->keys[1];
}

static enum barq_status read_twin(struct barq_memory *memory, int64_t id,
                                  struct twin *out, struct arena scratch,
                                  struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_unit unit = { 0 };
    enum barq_status status = memory_get(memory, id, &unit, &keep, err);

    if (!status)
        status = memory_context_key(unit.ar, &out->keys[0], scratch, err);
    if (!status)
        status = memory_context_key(unit.en, &out->keys[1], scratch, err);
    out->id = id;
    out->origin = unit.origin;
    out->changed = unit.changed;
    out->uses = unit.uses;
    return status;
}

/* Join twins[1..count) to twins[0]. */
static enum barq_status join_twins(struct barq_change *change,
                                   const struct twin *twins, size_t count,
                                   struct arena scratch, struct barq_error *err)
{
    struct barq_memory *memory = change->memory;
    struct arena keep = arena_split(&scratch);
    struct barq_unit was = { 0 };
    enum barq_status status = memory_get(memory, twins[0].id, &was, &keep, err);
    struct barq_unit now = was;

    for (size_t i = 1; i < count && !status; i++) {
        struct barq_unit other = { 0 };
        status = memory_get(memory, twins[i].id, &other, &keep, err);
        if (!status)
            unit_absorb(&now, &other);
        if (!status)
            status = change_remove(change, &other, was.id, scratch, err);
    }
    return status ? status : change_alter(change, &was, &now, scratch, err);
}

static enum barq_status join_all(struct barq_change *change, struct twin *twins,
                                 size_t count, struct arena scratch,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (count)
        qsort(twins, count, sizeof(*twins), compare_twins);
    for (size_t first = 0, end; first < count && !status; first = end) {
        for (end = first + 1; end < count; end++)
            if (!same_words(&twins[first], &twins[end]))
                break;
        if (end - first > 1)
            status =
                join_twins(change, &twins[first], end - first, scratch, err);
    }
    return status;
}

/* The units of one bare key. */
static enum barq_status dedupe_key(struct barq_change *change, uint64_t bare,
                                   const struct memory_sieve *sieve,
                                   struct barq_error *err)
{
    struct barq_memory *memory = change->memory;
    struct arena keep = memory->work, scratch = arena_split(&keep);
    struct memory_ids ids = { 0 };
    size_t count = 0;
    enum barq_status status =
        memory_same(memory, BARQ_AR, bare, &ids, &keep, err);
    struct twin *twins = arena_new(&keep, struct twin, ids.count);

    if (!status && !twins)
        return fail_nomem(err, "for the units that say the same");
    for (size_t i = 0; i < ids.count && !status; i++) {
        bool passes = false;
        status = memory_sieve_passes(sieve, ids.at[i], &passes, err);
        if (!status && passes)
            status =
                read_twin(memory, ids.at[i], &twins[count++], scratch, err);
    }
    return status ? status : join_all(change, twins, count, scratch, err);
}

/* The units of every bare key that more than one has.  No key changes under
 * way: those that go and those that stay have the same. */
static enum barq_status dedupe_all(struct barq_change *change,
                                   const struct memory_sieve *sieve,
                                   struct arena *keep, struct barq_error *err)
{
    struct bare_pair *pairs = NULL;
    size_t count = 0;
    enum barq_status status =
        same_pairs(change->memory, &pairs, &count, keep, err);

    for (size_t first = 0, end; first < count && !status; first = end) {
        for (end = first + 1; end < count && pairs[end].ar == pairs[first].ar;)
            end++;
        if (end - first > 1)
            status = dedupe_key(change, (uint64_t)pairs[first].ar, sieve, err);
    }
    return status;
}

static enum barq_status dedupe(struct barq_change *change,
                               const struct barq_filter *filter,
                               struct barq_error *err)
{
    struct arena scratch = arena_split(&change->keep);
    struct arena lists = arena_split(&scratch);
    struct memory_sieve *sieve = NULL;
    enum barq_status status =
        memory_sieve_open(change->memory, filter, &sieve, &lists, scratch, err);

    if (!status)
        status = dedupe_all(change, sieve, &lists, err);
    memory_sieve_close(sieve);
    return status;
}

enum barq_status barq_memory_dedupe(struct barq_memory *memory,
                                    const struct barq_filter *filter,
                                    const struct barq_change_options *options,
                                    struct barq_change **out,
                                    struct barq_error *err)
{
    struct barq_change *change;
    enum barq_status status =
        change_begin(memory, BARQ_DEED_DEDUPE, options, &change, err);

    if (status)
        return status;
    status = dedupe(change, filter, err);
    if (!status && !change->count)
        status = fail(err, BARQ_NOTHING, 0,
                      filter ? "no two units that pass the filter say the same"
                             : "no two units say the same");
    return change_end(change, status, options, out, err);
}
