/* ledger_list.c - names as they are given out: sorted, in a block of their
 * own. */
#include "memory/ledger.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int compare_names(const void *a, const void *b)
{
    const struct barq_name *x = a, *y = b;
    int by = strcasecmp(x->house.at, y->house.at);

    return by ? by : (x->id > y->id) - (x->id < y->id);
}

enum barq_status names_copy(const struct ledger *ledger,
                            struct barq_names **out, struct barq_error *err)
{
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct barq_names *names = arena_new(&keep, struct barq_names, 1);
    if (names)
        names->at = arena_new(&keep, struct barq_name, ledger->count + 1);
    if (!names || !names->at)
        status = fail_nomem(err, "for the names");
    for (size_t i = 0; i < ledger->count && !status; i++)
        if (ledger->at[i].id)
            status = ledger_copy_name(&ledger->at[i],
                                      &names->at[names->count++], &keep, err);
    if (status) {
        block_release(home);
        return status;
    }
    names->home = home;
    if (names->count)
        qsort(names->at, names->count, sizeof(*names->at), compare_names);
    *out = names;
    return BARQ_OK;
}

enum barq_status barq_names_list(struct barq_memory *memory,
                                 struct barq_names **out,
                                 struct barq_error *err)
{
    struct ledger ledger = { 0 };
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct arena scratch = arena_split(&keep);
    status = ledger_read(memory, &ledger, &keep, scratch, err);
    if (!status && !ledger.count)
        status = fail(err, BARQ_NOTHING, 0, "there are no names in the ledger");
    if (!status)
        status = names_copy(&ledger, out, err);
    block_release(home);
    return status;
}

size_t barq_names_count(const struct barq_names *names)
{
    return names->count;
}

const struct barq_name *barq_names_at(const struct barq_names *names,
                                      size_t index)
{
    return &names->at[index];
}

void barq_names_free(struct barq_names *names)
{
    if (names)
        block_release(names->home);
}
