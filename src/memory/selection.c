/* selection.c - the units that a change or a list is for: named, or found by a
 * filter. */
#include "memory/care.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static int compare_ids(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* A unit that was named and is not there stops it all. */
static enum barq_status check_there(struct barq_memory *memory, int64_t id,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct barq_unit unit;

    return memory_get(memory, id, &unit, &scratch, err);
}

static enum barq_status named_ids(const struct memory_sieve *sieve,
                                  const struct barq_selection *which,
                                  struct memory_ids *out, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    int64_t *ids = arena_new(keep, int64_t, which->count);
    enum barq_status status = BARQ_OK;

    if (!ids)
        return fail_nomem(err, "for the units named");
    memcpy(ids, which->ids, which->count * sizeof(*ids));
    qsort(ids, which->count, sizeof(*ids), compare_ids);
    *out = (struct memory_ids){ ids, 0 };
    for (size_t i = 0; i < which->count && !status; i++) {
        bool passes = false;
        if (out->count && ids[out->count - 1] == ids[i])
            continue;
        status = check_there(sieve->memory, ids[i], scratch, err);
        if (!status)
            status = memory_sieve_passes(sieve, ids[i], &passes, err);
        if (!status && passes)
            ids[out->count++] = ids[i];
    }
    return status;
}

enum barq_status selection_ids(struct barq_memory *memory,
                               const struct barq_selection *which,
                               struct memory_ids *out, struct arena *keep,
                               struct arena scratch, struct barq_error *err)
{
    struct memory_sieve *sieve = NULL;
    enum barq_status status =
        memory_sieve_open(memory, which->filter, &sieve, keep, scratch, err);

    if (status)
        return status;
    if (which->count)
        status = named_ids(sieve, which, out, keep, scratch, err);
    else if (sieve->filter)
        status = memory_sieve_ids(sieve, out, keep, err);
    else
        status = fail(err, BARQ_E_USAGE, 0,
                      "which units? name them, or say which by a filter");
    memory_sieve_close(sieve);
    if (!status && !out->count)
        return fail(err, BARQ_NOTHING, 0, "no unit passes the filter");
    return status;
}

enum { LIMIT_USUAL = 50 };

enum barq_status barq_memory_select(struct barq_memory *memory,
                                    const struct barq_selection *which,
                                    size_t skip, size_t limit,
                                    struct barq_units **out,
                                    struct barq_error *err)
{
    struct memory_ids all = { 0 };
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct arena scratch = arena_split(&keep);
    status = selection_ids(memory, which, &all, &keep, scratch, err);
    limit = limit ? limit : LIMIT_USUAL;
    if (!status && skip >= all.count)
        status = fail(err, BARQ_NOTHING, 0, "there are only %zu such units",
                      all.count);
    if (!status) {
        size_t left = all.count - skip;
        struct memory_ids some = { all.at + skip, left < limit ? left : limit };
        status = memory_units(memory, some, out, err);
    }
    block_release(home);
    return status;
}
