/*
 * learnt.c - what the aligner has learnt from the units, kept with them.
 *
 * meta 'learnt_units' says how many units there were at the time, so that
 * the aligner can tell when it is worth doing again.
 */
#include "memory/store.h"

#include "base/error.h"

enum barq_status memory_learnt_state(struct barq_memory *memory,
                                     int64_t *learnt, int64_t *units,
                                     struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_LEARNT_STATE);
    if (query_row(&q)) {
        *learnt = query_column(&q, 0);
        *units = query_column(&q, 1);
    }
    return query_end(&q, err);
}

enum barq_status memory_learnt(struct barq_memory *memory, uint64_t ar,
                               struct memory_rendering *out, size_t most,
                               size_t *count, struct barq_error *err)
{
    struct query q;

    *count = 0;
    query_start(&q, memory, SQL_LEARNT);
    query_int(&q, (int64_t)ar);
    while (*count < most && query_row(&q))
        out[(*count)++] = (struct memory_rendering){
            .ar = ar,
            .en = (uint64_t)query_column(&q, 0),
            .share = (int)query_column(&q, 1),
        };
    return query_end(&q, err);
}

enum barq_status memory_newest(
    struct barq_memory *memory, size_t most,
    enum barq_status (*each)(void *with, struct barq_text ar,
                             struct barq_text en, struct barq_error *err),
    void *with, struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_NEWEST);
    query_int(&q, BARQ_MT);
    query_int(&q, (int64_t)most);
    while (!status && query_row(&q)) {
        struct arena row = scratch;
        struct barq_text ar, en;
        status = query_take_text(&q, 0, &ar, &row, err);
        if (!status)
            status = query_take_text(&q, 1, &en, &row, err);
        if (!status)
            status = each(with, ar, en, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status put_rendering(struct barq_memory *memory,
                                      const struct memory_rendering *rendering,
                                      struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_PUT_LEARNT);
    query_int(&q, (int64_t)rendering->ar);
    query_int(&q, (int64_t)rendering->en);
    query_int(&q, rendering->share);
    return query_finish(&q, err);
}

enum barq_status memory_put_learnt(struct barq_memory *memory,
                                   const struct memory_rendering *renderings,
                                   size_t count, int64_t units,
                                   struct barq_error *err)
{
    struct query q;
    enum barq_status status = memory_writable(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_DROP_LEARNT);
    status = query_finish(&q, err);
    for (size_t i = 0; i < count && !status; i++)
        status = put_rendering(memory, &renderings[i], err);
    if (status)
        return status;
    query_start(&q, memory, SQL_SET_LEARNT_UNITS);
    query_int(&q, units);
    return query_finish(&q, err);
}
