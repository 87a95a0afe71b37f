/*
 * context.c - where a unit stood: its story, its place, its neighbours.
 *
 * A unit may stand in many places; each is kept once.  Storing a story again
 * replaces the neighbours at a place, unless the newcomer knows none.
 * Without a story or a place, other neighbours are another context.  A unit
 * that names neither story nor neighbours has no context: unknown is never a
 * match.
 *
 * "Reuters" ends every story, and would gather contexts for ever.  The oldest
 * goes when there are more than CONTEXTS_MOST; the unit's row counts them, so
 * that one more costs the same however many there are.
 */
#include "memory/store.h"

#include "base/error.h"

#include <time.h>

/* Most contexts of one unit, the newest; more say the same.  A file of
 * another's making may hold more: they are not read. */
enum { CONTEXTS_MOST = 4096, CONTEXTS_FIRST = 8 };

/* A context on its way into the file. */
struct place {
    int64_t id;                    /* that it had; 0: it is new */
    int64_t unit, story, position; /* story 0: unknown */
    int64_t edition;
    int64_t since; /* row of the unit's history; below 0: the last one */
    struct barq_text texts[4];
    uint64_t keys[4];
};

static void bind_place(struct query *q, const struct place *place)
{
    query_int(q, place->unit);
    if (place->story)
        query_int(q, place->story);
    else
        query_null(q);
    query_int(q, place->position);
}

static void bind_keys(struct query *q, const struct place *place)
{
    for (int i = 0; i < 4; i++)
        query_int(q, (int64_t)place->keys[i]);
}

/* The story with this name, made if it is new. */
static enum barq_status find_story(struct barq_memory *memory,
                                   struct barq_text name, int64_t *id,
                                   struct arena scratch, struct barq_error *err)
{
    const struct barq_text none = { "", 0 };
    uint64_t key = 0;
    struct query q;
    enum barq_status status = memory_story_key(name, &key, scratch, err);

    if (status || !key)
        return status;
    query_start(&q, memory, SQL_FIND_STORY);
    query_int(&q, (int64_t)key);
    if (query_row(&q))
        *id = query_column(&q, 0);
    status = query_end(&q, err);
    if (status)
        return status;
    if (*id)
        return edition_name_story(memory, *id, none, scratch, err);
    query_start(&q, memory, SQL_PUT_STORY);
    query_int(&q, (int64_t)key);
    query_text(&q, name);
    query_int(&q, (int64_t)time(NULL));
    status = query_finish(&q, err);
    *id = sqlite3_last_insert_rowid(memory->db);
    return status ? status
                  : edition_name_story(memory, *id, name, scratch, err);
}

/* A story keeps the first agency that is named with it. */
static enum barq_status name_agency(struct barq_memory *memory, int64_t story,
                                    struct barq_text name, struct arena scratch,
                                    struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text agency = { 0 };
    bool wanted = false;
    struct query q;

    if (!story || !name.len)
        return BARQ_OK;
    query_start(&q, memory, SQL_WANTS_AGENCY);
    query_int(&q, story);
    wanted = query_row(&q);
    enum barq_status status = query_end(&q, err);
    if (!status && wanted)
        status = text_agency(name, &agency, &keep, scratch, err);
    if (status || !wanted)
        return status;
    query_start(&q, memory, SQL_SET_AGENCY);
    query_int(&q, story);
    query_text(&q, agency);
    return query_finish(&q, err);
}

/* A place that stays as it is was stored last, in the present edition. */
static enum barq_status keep_place(struct barq_memory *memory,
                                   const struct place *place,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_SET_EDITION);
    bind_place(&q, place);
    query_int(&q, place->edition);
    return query_finish(&q, err);
}

static enum barq_status place_known(struct barq_memory *memory,
                                    const struct place *place, bool *known,
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_FIND_PLACE);
    bind_place(&q, place);
    *known = query_row(&q);
    return query_end(&q, err);
}

static enum barq_status put_place(struct barq_memory *memory,
                                  const struct place *place,
                                  struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_PUT_CONTEXT);
    bind_place(&q, place);
    bind_keys(&q, place);
    for (int i = 0; i < 4; i++)
        query_text(&q, place->texts[i]);
    query_int(&q, place->edition);
    if (place->id)
        query_int(&q, place->id);
    else
        query_null(&q);
    if (place->since < 0)
        query_null(&q);
    else
        query_int(&q, place->since);
    return query_finish(&q, err);
}

/* Drop what the context `id` replaces; *replaced says whether there was any. */
static enum barq_status drop_place(struct barq_memory *memory,
                                   const struct place *place, int64_t id,
                                   bool *replaced, struct barq_error *err)
{
    bool fixed = place->story && place->position >= 0;
    struct query q;

    query_start(&q, memory, fixed ? SQL_DROP_PLACE : SQL_DROP_NEIGHBOURS);
    bind_place(&q, place);
    if (!fixed)
        bind_keys(&q, place);
    query_int(&q, id);
    enum barq_status status = query_finish(&q, err);
    *replaced = !status && sqlite3_changes(memory->db) > 0;
    return status;
}

/* One context more is coming: count it, or let the oldest go for it. */
static enum barq_status make_room(struct barq_memory *memory, int64_t unit,
                                  struct barq_error *err)
{
    int64_t count = 0;
    struct query q;

    query_start(&q, memory, SQL_COUNT_CONTEXTS);
    query_int(&q, unit);
    if (query_row(&q))
        count = query_column(&q, 0);
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    query_start(&q, memory,
                count < CONTEXTS_MOST ? SQL_SET_CONTEXTS : SQL_DROP_OLDEST);
    query_int(&q, unit);
    if (count < CONTEXTS_MOST)
        query_int(&q, count + 1);
    return query_finish(&q, err);
}

/* The newcomer comes before what it replaces goes, so that it gets a higher
 * number. */
static enum barq_status write_place(struct barq_memory *memory,
                                    const struct place *place,
                                    struct barq_error *err)
{
    bool replaced = false;
    enum barq_status status = put_place(memory, place, err);
    int64_t id = sqlite3_last_insert_rowid(memory->db);

    if (!status)
        status = drop_place(memory, place, id, &replaced, err);
    return status || replaced ? status : make_room(memory, place->unit, err);
}

enum barq_status memory_put_context(struct barq_memory *memory, int64_t id,
                                    const struct barq_unit *unit,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct place place = {
        .unit = id,
        .position = unit->position < 0 ? -1 : unit->position,
        .since = -1,
        .texts = { unit->ar_before, unit->ar_after, unit->en_before,
                   unit->en_after },
    };
    const uint64_t *keys = place.keys;
    bool known = false;
    enum barq_status status =
        memory_neighbour_keys(place.texts, place.keys, scratch, err);

    if (!status)
        status = find_story(memory, unit->story, &place.story, scratch, err);
    if (!status)
        status = name_agency(memory, place.story, unit->agency, scratch, err);
    if (!status)
        status = edition_of(memory, place.story, &place.edition, err);
    if (status)
        return status;
    if (!keys[0] && !keys[1] && !keys[2] && !keys[3]) {
        if (!place.story)
            return BARQ_OK;
        status = place_known(memory, &place, &known, err);
    }
    if (!status && known)
        return keep_place(memory, &place, err);
    return status ? status : write_place(memory, &place, err);
}

enum barq_status memory_restore_context(struct barq_memory *memory,
                                        const struct saved_context *saved,
                                        struct arena scratch,
                                        struct barq_error *err)
{
    struct place place = {
        .id = saved->id,
        .unit = saved->unit,
        .story = saved->story,
        .position = saved->position,
        .edition = saved->edition,
        .since = saved->since,
    };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 4; i++)
        place.texts[i] = saved->texts[i];
    status = memory_neighbour_keys(place.texts, place.keys, scratch, err);
    if (!status && place.edition < 0)
        status = edition_of(memory, place.story, &place.edition, err);
    return status ? status : write_place(memory, &place, err);
}

enum barq_status context_at(struct barq_memory *memory, int64_t id,
                            const struct barq_unit *place, int64_t *context,
                            struct arena scratch, struct barq_error *err)
{
    const struct barq_text texts[4] = { place->ar_before, place->ar_after,
                                        place->en_before, place->en_after };
    uint64_t key = 0, keys[4];
    struct query q;
    enum barq_status status =
        memory_story_key(place->story, &key, scratch, err);

    *context = 0;
    if (!status)
        status = memory_neighbour_keys(texts, keys, scratch, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_STANDS_THERE);
    query_int(&q, id);
    query_int(&q, (int64_t)key);
    query_int(&q, place->position);
    for (int i = 0; i < 4; i++)
        query_int(&q, (int64_t)keys[i]);
    if (query_row(&q))
        *context = query_column(&q, 0);
    return query_end(&q, err);
}

enum barq_status memory_contexts(struct barq_memory *memory, int64_t id,
                                 struct memory_contexts *out,
                                 struct arena *keep, struct barq_error *err)
{
    struct memory_contexts list = { 0 };
    size_t room = 0;
    struct query q;

    query_start(&q, memory, SQL_CONTEXTS);
    query_int(&q, id);
    query_int(&q, CONTEXTS_MOST);
    while (query_row(&q)) {
        if (list.count == room) {
            room = room ? 2 * room : CONTEXTS_FIRST;
            struct memory_context *more =
                arena_new(keep, struct memory_context, room);
            if (!more) {
                query_end(&q, NULL);
                return fail_nomem(err, "for the contexts of a unit");
            }
            for (size_t i = 0; i < list.count; i++)
                more[i] = list.at[i];
            list.at = more;
        }
        struct memory_context *context = &list.at[list.count++];
        for (int i = 0; i < 2; i++) {
            context->before[i] = (uint64_t)query_column(&q, i);
            context->after[i] = (uint64_t)query_column(&q, i + 2);
        }
        context->story = (uint64_t)query_column(&q, 4);
        context->story_id = query_column(&q, 5);
        context->edition = query_column(&q, 6);
    }
    enum barq_status status = query_end(&q, err);
    if (!status)
        *out = list;
    return status;
}
