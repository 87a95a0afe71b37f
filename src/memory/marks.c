/* marks.c - numbers by name, which a memory keeps beside its units. */
#include "memory/store.h"

#include "base/error.h"

enum barq_status memory_mark_set(struct barq_memory *memory,
                                 struct barq_text name, int64_t value,
                                 struct barq_error *err)
{
    struct query q;
    enum barq_status status = memory_writable(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_SET_MARK);
    query_text(&q, name);
    query_int(&q, value);
    return query_finish(&q, err);
}

enum barq_status memory_mark_drop(struct barq_memory *memory,
                                  struct barq_text name, struct barq_error *err)
{
    struct query q;
    enum barq_status status = memory_writable(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_DROP_MARK);
    query_text(&q, name);
    return query_finish(&q, err);
}

enum barq_status memory_mark_get(struct barq_memory *memory,
                                 struct barq_text name, int64_t *value,
                                 struct barq_error *err)
{
    struct query q;
    bool found = false;
    int64_t got = 0;

    query_start(&q, memory, SQL_GET_MARK);
    query_text(&q, name);
    if (query_row(&q)) {
        got = query_column(&q, 0);
        found = true;
    }
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    if (!found)
        return BARQ_NOTHING;
    *value = got;
    return BARQ_OK;
}
