/*
 * exchange_places.c - with each unit all the places where it stood.
 *
 * What leads to a story besides its name, its agency's id and the names of its
 * files, is told once in a file, with the first unit of the story that goes
 * out: with a selection of units no other story is spoken of.
 */
#include "formats/exchange.h"

/* Is it the first time that this story is met? */
static bool is_first(struct exchange_units *wanted, int64_t story)
{
    size_t at = (size_t)story / 8;
    char bit = (char)(1 << story % 8);

    if (story <= 0)
        return false;
    while (wanted->named.len <= at && !wanted->named.failed)
        buf_addc(&wanted->named, 0);
    if (wanted->named.failed || wanted->named.at[at] & bit)
        return false;
    wanted->named.at[at] = (char)(wanted->named.at[at] | bit);
    return true;
}

enum barq_status exchange_places(struct exchange_units *wanted, int64_t id,
                                 struct memory_places *places,
                                 struct arena *keep, struct barq_error *err)
{
    enum barq_status status =
        memory_places_of(wanted->memory, id, places, keep, err);

    for (size_t i = 0; i < places->count && !status; i++) {
        struct memory_place *place = &places->at[i];
        place->edition = memory_edition_rank(&wanted->editions, place->edition);
        if (is_first(wanted, place->story_id))
            status = memory_place_slugs(wanted->memory, place, keep, err);
    }
    return status;
}
