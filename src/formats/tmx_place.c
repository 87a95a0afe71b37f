/*
 * tmx_place.c - where a unit stood, as TMX has no words for it.
 *
 * The place where it stood last is told by properties of its own, story,
 * position, edition and neighbours, so that any program can read them.  Those
 * before, each in one property, are JSON with the same names:
 *
 *   <prop type="x-barq-place">{"story":"X","position":4,"edition":2,
 *       "ar-prev":"...","en-prev":"...","slugs":["id=tag:wire,2026:7"]}</prop>
 *
 * What is empty or unknown is left out.  Slugs are there with the first unit
 * of a story that a file has.  Whatever else such a property holds we did not
 * write: it is carried along like anybody's.
 */
#include "formats/tmx.h"

#include "base/json.h"
#include "base/utf8.h"
#include "formats/json_out.h"
#include "formats/tmx_extra.h"

enum { SLUGS_MOST = 64, TEXTS = 6 };

static const char *const names[TEXTS] = { "story",   "agency",  "ar-prev",
                                          "ar-next", "en-prev", "en-next" };

/* A field of the place by the number of its name. */
static struct barq_text *field(struct memory_place *place, int i)
{
    struct barq_text *const fields[TEXTS] = {
        &place->story,    &place->agency,    &place->ar_before,
        &place->ar_after, &place->en_before, &place->en_after,
    };

    return fields[i];
}

static bool put_slugs(cJSON *json, const struct memory_place *place)
{
    cJSON *list = cJSON_CreateArray();
    bool good = list != NULL;

    if (!place->slug_count) {
        cJSON_Delete(list);
        return true;
    }
    for (size_t i = 0; good && i < place->slug_count; i++)
        good = cJSON_AddItemToArray(list, json_string(place->slugs[i]));
    return json_put(json, "slugs", list) && good;
}

void tmx_place_print(struct buf *buf, const struct memory_place *place)
{
    struct memory_place copy = *place;
    cJSON *json = cJSON_CreateObject();
    bool good = json != NULL;

    for (int i = 0; i < TEXTS; i++)
        if (good && field(&copy, i)->len)
            good = json_put(json, names[i], json_string(*field(&copy, i)));
    if (good && place->position >= 0)
        good = json_put(json, "position",
                        cJSON_CreateNumber((double)place->position));
    if (good && place->edition > 0)
        good = json_put(json, "edition",
                        cJSON_CreateNumber((double)place->edition));
    if (good && put_slugs(json, place))
        json_print(buf, json);
    else
        buf->failed = true;
    cJSON_Delete(json);
}

/* ---------------------------------------------------------------- reading */

/* A whole number from 0 to `most`; `otherwise` if it is none. */
static int64_t number_of(const cJSON *json, const char *name, int64_t most,
                         int64_t otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, name);

    if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0) ||
        !(item->valuedouble <= (double)most))
        return otherwise;
    return (int64_t)item->valuedouble;
}

static bool read_slugs(const cJSON *list, struct memory_place *place,
                       struct arena *keep)
{
    const cJSON *item = NULL;
    struct barq_text *slugs = arena_new(keep, struct barq_text, SLUGS_MOST);

    if (!slugs)
        return false;
    place->slugs = slugs;
    cJSON_ArrayForEach(item, list)
    {
        struct barq_text slug = text_of(cJSON_GetStringValue(item));
        if (!slug.len || place->slug_count == SLUGS_MOST)
            continue;
        slugs[place->slug_count] = arena_text(keep, slug);
        if (!slugs[place->slug_count++].at)
            return false;
    }
    return true;
}

static bool read_fields(const cJSON *json, struct memory_place *place,
                        struct arena *keep)
{
    const cJSON *slugs = cJSON_GetObjectItemCaseSensitive(json, "slugs");

    for (int i = 0; i < TEXTS; i++) {
        *field(place, i) = arena_text(keep, json_member(json, names[i]));
        if (!field(place, i)->at)
            return false;
    }
    place->position = number_of(json, "position", TMX_EDITION_MOST, -1);
    place->edition = number_of(json, "edition", TMX_EDITION_MOST, 0);
    return !cJSON_IsArray(slugs) || read_slugs(slugs, place, keep);
}

bool tmx_place_read(struct barq_text text, struct memory_place *place,
                    struct arena *keep)
{
    cJSON *json = NULL;

    if (text.len > TMX_EXTRA_MOST || json_read(text, &json, NULL))
        return false;
    *place = (struct memory_place){ .position = -1 };
    bool good = cJSON_IsObject(json) && read_fields(json, place, keep);
    cJSON_Delete(json);
    return good;
}
