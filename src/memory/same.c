/* same.c - the units of equal words, and lists of ids. */
#include "memory/store.h"

#include "base/error.h"

#include <string.h>

enum { IDS_FIRST = 64 };

static bool list_add(struct id_list *list, int64_t id)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : IDS_FIRST;
        int64_t *more = arena_new(list->keep, int64_t, room);
        if (!more)
            return false;
        if (list->count)
            memcpy(more, list->at, list->count * sizeof(*more));
        list->at = more;
        list->room = room;
    }
    list->at[list->count++] = id;
    return true;
}

enum barq_status query_collect(struct query *query, struct id_list *list,
                               struct barq_error *err)
{
    while (query_row(query))
        if (!list_add(list, query_column(query, 0))) {
            query_end(query, NULL);
            return fail_nomem(err, "for the units found");
        }
    return query_end(query, err);
}

enum barq_status memory_same(struct barq_memory *memory, enum barq_lang lang,
                             uint64_t bare, struct memory_ids *out,
                             struct arena *keep, struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    struct query q;

    if (lang != BARQ_AR && lang != BARQ_EN)
        return fail(err, BARQ_E_USAGE, 0,
                    "the language must be Arabic or English");
    query_start(&q, memory, lang == BARQ_EN ? SQL_SAME_EN : SQL_SAME_AR);
    query_int(&q, (int64_t)bare);
    enum barq_status status = query_collect(&q, &list, err);
    if (!status)
        *out = (struct memory_ids){ list.at, list.count };
    return status;
}
