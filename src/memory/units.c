/* units.c - units that outlive the memory they were read from. */
#include "memory/store.h"

#include "base/error.h"

#include <string.h>

static const char *const origins[BARQ_ORIGINS] = {
    [BARQ_PUBLISHED] = "published",
    [BARQ_REVIEWED] = "reviewed",
    [BARQ_IMPORTED] = "imported",
    [BARQ_ALIGNED] = "aligned",
    [BARQ_MT] = "mt",
};

const char *barq_origin_name(enum barq_origin origin)
{
    return (int)origin >= 0 && (int)origin < BARQ_ORIGINS ? origins[origin]
                                                          : "unknown";
}

bool barq_origin_from_name(const char *name, enum barq_origin *out)
{
    for (int i = 0; i < BARQ_ORIGINS && name; i++)
        if (strcmp(name, origins[i]) == 0) {
            *out = (enum barq_origin)i;
            return true;
        }
    return false;
}

static enum barq_status fill_by_id(struct barq_memory *memory,
                                   struct memory_ids ids,
                                   struct barq_units *units, struct arena *keep,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    units->at = arena_new(keep, struct barq_unit, ids.count);
    if (!units->at)
        return fail_nomem(err, "for the units found");
    for (size_t i = 0; i < ids.count && !status; i++) {
        status = memory_get(memory, ids.at[i], &units->at[i], keep, err);
        units->count++;
    }
    return status;
}

/* What a list of units is made of; the first id, where it is of one unit. */
typedef enum barq_status fill_units(struct barq_memory *memory,
                                    struct memory_ids ids,
                                    struct barq_units *units,
                                    struct arena *keep, struct barq_error *err);

static enum barq_status make_units(struct barq_memory *memory,
                                   struct memory_ids ids, fill_units *fill,
                                   struct barq_units **out,
                                   struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    struct barq_units *units = arena_new(&all, struct barq_units, 1);
    status = units ? fill(memory, ids, units, &all, err)
                   : fail_nomem(err, "for the units found");
    if (status) {
        block_release(home);
        return status;
    }
    units->home = home;
    *out = units;
    return BARQ_OK;
}

enum barq_status memory_units(struct barq_memory *memory, struct memory_ids ids,
                              struct barq_units **out, struct barq_error *err)
{
    return make_units(memory, ids, fill_by_id, out, err);
}

size_t barq_units_count(const struct barq_units *units)
{
    return units->count;
}

const struct barq_unit *barq_units_at(const struct barq_units *units,
                                      size_t index)
{
    return &units->at[index];
}

void barq_units_free(struct barq_units *units)
{
    if (units)
        block_release(units->home);
}

enum barq_status barq_memory_get(struct barq_memory *memory, int64_t id,
                                 struct barq_units **out,
                                 struct barq_error *err)
{
    return memory_units(memory, (struct memory_ids){ &id, 1 }, out, err);
}

static enum barq_status fill_places(struct barq_memory *memory,
                                    struct memory_ids ids,
                                    struct barq_units *units,
                                    struct arena *keep, struct barq_error *err)
{
    struct memory_places places = { 0 };
    enum barq_status status =
        memory_places_of(memory, ids.at[0], &places, keep, err);

    if (status)
        return status;
    units->at = arena_new(keep, struct barq_unit, places.count + 1);
    if (!units->at)
        return fail_nomem(err, "for the places of a unit");
    for (size_t i = places.count; i; i--) {
        struct barq_unit *unit = &units->at[units->count++];
        *unit = memory_unit_at(&places.at[i - 1]);
        unit->id = ids.at[0];
    }
    return BARQ_OK;
}

enum barq_status barq_memory_places(struct barq_memory *memory, int64_t id,
                                    struct barq_units **out,
                                    struct barq_error *err)
{
    return make_units(memory, (struct memory_ids){ &id, 1 }, fill_places, out,
                      err);
}
