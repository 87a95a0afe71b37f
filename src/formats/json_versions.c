#include "formats/json_out.h"

/*
 * A draft beside the last version of its story, in the document of json.c:
 *
 *   a segment  "since":"unchanged" | "changed" | "new" | null,
 *              "was":[{"text","kind"[,"now"]}] if it changed, else null
 *   report     "earlier":{"by","story","unchanged","changed","new",
 *                         "dropped":[{"source","target","unit"}]} | null
 *
 * The runs of "was" are those of barq_match: joined, but for the missing,
 * they are the source as it was; "now" is what stands there today.
 */

static cJSON *run_object(const struct barq_run *run)
{
    cJSON *object = cJSON_CreateObject();

    if (json_put(object, "text", json_string(run->text)) &&
        json_put(object, "kind",
                 cJSON_CreateString(barq_run_name(run->kind))) &&
        (run->kind == BARQ_RUN_SAME || !run->query.len ||
         json_put(object, "now", json_string(run->query))))
        return object;
    cJSON_Delete(object);
    return NULL;
}

static cJSON *dropped_object(const struct barq_dropped *dropped)
{
    cJSON *object = cJSON_CreateObject();

    if (json_put(object, "source", json_string(dropped->source)) &&
        json_put(object, "target", json_string(dropped->target)) &&
        json_put(object, "unit", json_unit_id(dropped->unit)))
        return object;
    cJSON_Delete(object);
    return NULL;
}

/* Put `item` behind the others; NULL, and the list is gone, if it cannot. */
static cJSON *extend(cJSON *list, cJSON *item)
{
    if (list && item && cJSON_AddItemToArray(list, item))
        return list;
    cJSON_Delete(item);
    cJSON_Delete(list);
    return NULL;
}

static cJSON *was_list(const struct barq_draft_segment *segment)
{
    if (segment->since != BARQ_CHANGED)
        return cJSON_CreateNull();
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; list && i < segment->was_count; i++)
        list = extend(list, run_object(&segment->was[i]));
    return list;
}

bool json_put_since(cJSON *object, const struct barq_draft_segment *segment)
{
    return json_put(object, "since",
                    segment->since
                        ? cJSON_CreateString(barq_since_name(segment->since))
                        : cJSON_CreateNull()) &&
           json_put(object, "was", was_list(segment));
}

static cJSON *dropped_list(const struct barq_draft *draft)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; list && i < draft->earlier.dropped; i++)
        list = extend(list, dropped_object(&draft->dropped[i]));
    return list;
}

static bool put_count(cJSON *object, enum barq_since since, size_t count)
{
    return json_put(object, barq_since_name(since),
                    cJSON_CreateNumber((double)count));
}

cJSON *json_earlier(const struct barq_draft *draft)
{
    const struct barq_earlier *earlier = &draft->earlier;

    if (!earlier->by)
        return cJSON_CreateNull();
    cJSON *object = cJSON_CreateObject();
    if (json_put(object, "by", cJSON_CreateString(earlier->by)) &&
        json_put(object, "story", json_string(earlier->name)) &&
        put_count(object, BARQ_UNCHANGED, earlier->unchanged) &&
        put_count(object, BARQ_CHANGED, earlier->changed) &&
        put_count(object, BARQ_NEW, earlier->added) &&
        json_put(object, "dropped", dropped_list(draft)))
        return object;
    cJSON_Delete(object);
    return NULL;
}
