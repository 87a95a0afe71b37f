/*
 * trial.c - what would become of units, while nobody is held up.
 *
 * A dry run could store all and take it back.  But nobody else could write
 * until then, and a large file takes longer than others wait.  So it only
 * reads: a pair is looked for in the memory, as that was when the trial began,
 * and among those that came before it, of which the hashes are kept.
 *
 *     memory  A        file  A B C B        merged, added, added, merged
 *
 * Limits: two pairs of a file that have equal hashes, of 128 bits in all, would
 * be taken for one; nothing is stored by what a trial says.
 */
#include "memory/trial.h"
#include "memory/store.h"

#include "base/error.h"

/* A power of two; of the slots no more than the half are taken. */
enum { SLOTS_LEAST = 1 << 12 };

/* An empty table. */
static enum barq_status make_table(struct memory_trial *trial, size_t slots,
                                   struct barq_error *err)
{
    struct arena all;
    enum barq_status status =
        block_reserve(&trial->home, slots * sizeof(*trial->at) + 64, &all, err);

    if (status)
        return status;
    block_in_large_pages(trial->home);
    trial->at = arena_new(&all, struct trial_pair, slots);
    trial->mask = slots - 1;
    trial->count = 0;
    return trial->at ? BARQ_OK : fail_nomem(err, "for the pairs of a file");
}

static bool is_free(const struct trial_pair *slot)
{
    return !slot->ar && !slot->en;
}

/* Where a pair is, or would be put. */
static struct trial_pair *slot_of(const struct memory_trial *trial,
                                  struct trial_pair pair)
{
    size_t i = (size_t)(pair.ar ^ pair.en >> 32) & trial->mask;

    while (!is_free(&trial->at[i]) &&
           (trial->at[i].ar != pair.ar || trial->at[i].en != pair.en))
        i = (i + 1) & trial->mask;
    return &trial->at[i];
}

/* Put a pair, unless it is there. */
static bool put(struct memory_trial *trial, struct trial_pair pair)
{
    struct trial_pair *slot = slot_of(trial, pair);
    bool new = is_free(slot);

    *slot = pair;
    trial->count += new;
    return new;
}

/* Twice the slots, when the half is taken. */
static enum barq_status make_room(struct memory_trial *trial,
                                  struct barq_error *err)
{
    struct memory_trial larger = { .memory = trial->memory };

    if (2 * trial->count <= trial->mask)
        return BARQ_OK;
    enum barq_status status = make_table(&larger, 2 * (trial->mask + 1), err);
    if (status) {
        block_release(larger.home);
        return status;
    }
    for (size_t i = 0; i <= trial->mask; i++)
        if (!is_free(&trial->at[i]))
            put(&larger, trial->at[i]);
    block_release(trial->home);
    *trial = larger;
    return BARQ_OK;
}

enum barq_status memory_trial_begin(struct memory_trial *trial,
                                    struct barq_memory *memory,
                                    struct barq_error *err)
{
    *trial = (struct memory_trial){ .memory = memory };
    enum barq_status status = make_table(trial, SLOTS_LEAST, err);
    if (!status)
        status = memory_read_begin(memory, err);
    if (status)
        memory_trial_end(trial);
    return status;
}

void memory_trial_end(struct memory_trial *trial)
{
    memory_read_end(trial->memory);
    block_release(trial->home);
    trial->home = (struct block){ 0 };
}

enum barq_status memory_try(struct memory_trial *trial,
                            const struct barq_unit *unit,
                            enum barq_added *added, struct barq_error *err)
{
    struct barq_memory *memory = trial->memory;
    struct arena task = memory->work, scratch = arena_split(&task);
    const struct barq_text pair[2] = { unit->ar, unit->en };
    struct unit_side sides[2];
    int64_t known = 0;
    enum barq_status status = barq_unit_check(unit, err);

    for (int i = 0; i < 2; i++)
        word_cache_rest(memory->known[i]);
    if (!status)
        status = memory_index_pair(memory, pair, sides, &task, scratch, err);
    if (!status)
        status = unit_find_pair(memory, sides, 0, &known, scratch, err);
    if (!status)
        status = make_room(trial, err);
    if (status)
        return status;
    bool new =
        !known &&put(trial, (struct trial_pair){ sides[0].key, sides[1].key });
    *added = new ? BARQ_ADDED : BARQ_MERGED;
    return BARQ_OK;
}
