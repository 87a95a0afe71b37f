/*
 * past.c - all the places where a unit stood, for another memory to have.
 *
 * barq_unit has one story, one place and its neighbours there: the last.  A
 * sentence of a story in three versions may have stood in three, and which
 * version each was tells the next one what is unchanged, changed and dropped.
 * So units go from memory to memory with all of it:
 *
 *     unit 7   story X, place 4, edition 2
 *              story X, place 3, edition 3     <- what barq_unit says
 *
 * Of an edition only its order has a meaning, and in a memory that has some
 * already the newcomers come behind:
 *
 *     2, 3   into a memory with 5 editions    7, 8
 *
 * A place that is known stays where it is, so that two who send each other what
 * they have do not put old editions behind new ones.  But it joins an edition
 * that brings anything new: that one is whole.
 *
 * Limits: "Reuters" stood in thousands of places.  The last PLACES_BYTES of
 * texts go out, and what is older stays.
 */
#include "memory/store.h"

#include "base/error.h"
#include "base/utf8.h"

enum { PLACES_MOST = 4096, PLACES_BYTES = 1 << 20, PLACE_TEXTS = 6 };

/* No file has so many editions. */
#define EDITIONS_OF_FILE (INT64_C(1) << 40)

static size_t place_bytes(const struct memory_place *place)
{
    return place->story.len + place->agency.len + place->ar_before.len +
           place->ar_after.len + place->en_before.len + place->en_after.len;
}

static enum barq_status read_place(const struct query *q,
                                   struct memory_place *place,
                                   struct arena *keep, struct barq_error *err)
{
    struct barq_text *texts[PLACE_TEXTS] = {
        &place->story,    &place->agency,    &place->ar_before,
        &place->ar_after, &place->en_before, &place->en_after,
    };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < PLACE_TEXTS && !status; i++)
        status = query_take_text(q, i, texts[i], keep, err);
    place->story_id = query_column(q, PLACE_TEXTS);
    place->position = query_column(q, PLACE_TEXTS + 1);
    place->edition = query_column(q, PLACE_TEXTS + 2);
    return status;
}

/* They come newest first. */
static void turn_round(struct memory_places *places)
{
    for (size_t i = 0; i < places->count / 2; i++) {
        struct memory_place *other = &places->at[places->count - 1 - i];
        struct memory_place kept = places->at[i];
        places->at[i] = *other;
        *other = kept;
    }
}

/* The next of the list, which grows by doubling; NULL when the arena is full.
 */
static struct memory_place *next_place(struct memory_places *list, size_t *room,
                                       struct arena *keep)
{
    if (list->count == *room) {
        struct memory_place *more =
            arena_new(keep, struct memory_place, 2 * *room + 1);
        if (!more)
            return NULL;
        for (size_t i = 0; i < list->count; i++)
            more[i] = list->at[i];
        list->at = more;
        *room = 2 * *room + 1;
    }
    return &list->at[list->count++];
}

enum barq_status memory_places_of(struct barq_memory *memory, int64_t id,
                                  struct memory_places *out, struct arena *keep,
                                  struct barq_error *err)
{
    struct memory_places list = { 0 };
    size_t room = 0, bytes = 0;
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_ALL_PLACES);
    query_int(&q, id);
    query_int(&q, PLACES_MOST);
    while (!status && bytes < PLACES_BYTES && query_row(&q)) {
        struct memory_place *place = next_place(&list, &room, keep);
        status = place ? read_place(&q, place, keep, err)
                       : fail_nomem(err, "for the places of a unit");
        bytes += place ? place_bytes(place) : 0;
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    turn_round(&list);
    *out = list;
    return BARQ_OK;
}

/* ------------------------------------------------------------------ slugs */

enum { SLUGS_MOST = 64 };

enum barq_status memory_place_slugs(struct barq_memory *memory,
                                    struct memory_place *place,
                                    struct arena *keep, struct barq_error *err)
{
    struct barq_text *slugs = arena_new(keep, struct barq_text, SLUGS_MOST);
    struct arena task = memory->work, scratch = arena_split(&task);
    struct barq_text own = { 0 };
    struct query q;

    if (!slugs)
        return fail_nomem(err, "for the slugs of a story");
    enum barq_status status =
        text_slug(place->story, &own, &task, scratch, err);
    place->slugs = slugs;
    place->slug_count = 0;
    query_start(&q, memory, SQL_SLUGS_OF);
    query_int(&q, place->story_id);
    while (!status && place->slug_count < SLUGS_MOST && query_row(&q)) {
        struct barq_text *slug = &slugs[place->slug_count];
        status = query_take_text(&q, 0, slug, keep, err);
        place->slug_count += !text_equal(*slug, own);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ---------------------------------------------------------------- putting */

/* Numbers are put by for all editions that a file may have, when the first of
 * them comes: what others store meanwhile gets none of these. */
static enum barq_status put_by(struct barq_memory *memory,
                               struct barq_error *err)
{
    int64_t counted = 0;

    if (memory->editions_before >= 0)
        return BARQ_OK;
    enum barq_status status = edition_counted(memory, &counted, err);
    if (!status)
        status = edition_count_to(memory, counted + EDITIONS_OF_FILE, err);
    if (!status)
        memory->editions_before = counted;
    return status;
}

struct barq_unit memory_unit_at(const struct memory_place *place)
{
    return (struct barq_unit){
        .story = place->story,
        .agency = place->agency,
        .position = place->position,
        .ar_before = place->ar_before,
        .ar_after = place->ar_after,
        .en_before = place->en_before,
        .en_after = place->en_after,
    };
}

/* In an edition of its story; one that is higher than any that export writes is
 * of the last. */
static enum barq_status put_numbered(struct barq_memory *memory, int64_t id,
                                     const struct memory_place *place,
                                     struct barq_error *err)
{
    const struct barq_unit at = memory_unit_at(place);
    struct known_place known = {
        .unit = id,
        .edition = place->edition < EDITIONS_OF_FILE ? place->edition
                                                     : EDITIONS_OF_FILE,
    };
    int64_t present = memory->edition;
    enum barq_status status =
        context_at(memory, id, &at, &known.context, memory->work, err);

    if (!status && known.context)
        return edition_note_known(&memory->taken, known, err);
    if (!status)
        status = put_by(memory, err);
    if (status)
        return status;
    memory->edition = memory->editions_before + known.edition;
    status = memory_put_context(memory, id, &at, memory->work, err);
    memory->edition = present;
    return status;
}

static enum barq_status put_place(struct barq_memory *memory, int64_t id,
                                  const struct memory_place *place,
                                  struct barq_error *err)
{
    const struct barq_unit at = memory_unit_at(place);
    enum barq_status status =
        place->edition > 0 && place->story.len
            ? put_numbered(memory, id, place, err)
            : memory_put_context(memory, id, &at, memory->work, err);

    return status ? status
                  : edition_put_slugs(memory, place, memory->work, err);
}

enum barq_status memory_editions_join(struct barq_memory *memory,
                                      struct memory_batch *batch,
                                      struct barq_error *err)
{
    if (memory->editions_before < 0) /* nothing was new */
        return BARQ_OK;
    return edition_join_known(memory, &memory->taken, memory->editions_before,
                              batch, err);
}

enum barq_status memory_put_placed(struct barq_memory *memory,
                                   const struct barq_unit *unit,
                                   const struct memory_places *places,
                                   enum barq_added *added,
                                   struct barq_error *err)
{
    const struct barq_text none = { "", 0 };
    struct barq_unit bare = *unit;
    int64_t id = 0;

    bare.position = -1;
    bare.story = bare.agency = none;
    bare.ar_before = bare.ar_after = bare.en_before = bare.en_after = none;
    enum barq_status status = barq_unit_check(unit, err);
    if (!status)
        status = memory_put(memory, &bare, added, &id, err);
    if (status)
        return status;
    for (size_t i = 0; i < places->count && !status; i++)
        status = put_place(memory, id, &places->at[i], err);
    memory->spoilt = memory->spoilt || status;
    return status;
}
