/*
 * ledger_merge.c - the names of another memory.
 *
 * A name of theirs is put in as any is: joined to ours of the same house form,
 * or new.  Where an Arabic form is another name's here, ours stays; so does
 * what we refused, unless they accepted it.
 */
#include "memory/ledger.h"

#include "base/error.h"

/* Have we all its forms, in a name of no lesser standing?  Then to merge it
 * again would change nothing but its date. */
static enum barq_status is_known(const struct ledger *ours,
                                 const struct barq_name *name, bool *known,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *known = true;
    for (size_t i = 0; i < name->ar_count && !status && *known; i++) {
        uint64_t key = 0;
        status = ledger_form_key(name->ar[i], &key, ours->scratch, err);
        const struct barq_name *owner =
            status ? NULL : ledger_by_arabic(ours, key);
        *known = owner && (owner->status == BARQ_ACCEPTED ||
                           name->status != BARQ_ACCEPTED);
    }
    return status;
}

static enum barq_status merge_name(struct barq_memory *memory,
                                   struct ledger *ours, struct barq_name name,
                                   struct barq_error *err)
{
    enum barq_added added;
    int64_t id = 0;
    bool known = false;
    enum barq_status status = is_known(ours, &name, &known, err);

    name.id = 0;
    if (!status && !known)
        status = ledger_put(memory, ours, &name, &added, &id, err);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

enum barq_status ledger_merge(struct barq_memory *ours,
                              struct barq_memory *theirs,
                              struct barq_error *err)
{
    struct block home;
    struct arena keep;
    struct ledger mine = { 0 }, other = { 0 };
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct arena more = arena_split(&keep), scratch = arena_split(&more);
    status = ledger_read(ours, &mine, &keep, scratch, err);
    if (!status)
        status = ledger_read(theirs, &other, &more, scratch, err);
    for (size_t i = 0; i < other.count && !status; i++)
        status = merge_name(ours, &mine, other.at[i], err);
    block_release(home);
    return status;
}
