/* cmd_change.c - barq delete, review, dedupe and undo: changes to units. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

struct barq_change_options change_options(const struct arguments *args)
{
    return (struct barq_change_options){
        .who = args->who ? args->who : getenv("USER"),
        .dry_run = args->dry_run,
    };
}

enum barq_status open_to_change(const struct arguments *args,
                                struct barq_memory **out)
{
    return open_memory(args, args->dry_run ? BARQ_READ : BARQ_CHANGE, out);
}

/* ---------------------------------------------------------------- printing */

static cJSON *step_json(const struct barq_step *step)
{
    cJSON *json = cJSON_CreateObject();

    answer_id(json, "id", step->unit);
    if (step->gone && step->heir)
        answer_id(json, "joined_to", step->heir);
    else
        cJSON_AddNullToObject(json, "joined_to");
    cJSON_AddBoolToObject(json, "gone", step->gone);
    return json;
}

/* With NULL as `change` nothing was. */
static enum barq_status change_json(const struct arguments *args,
                                    const struct barq_change *change)
{
    size_t count = change ? barq_change_count(change) : 0;
    cJSON *json = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();

    if (change && barq_change_number(change))
        answer_id(json, "change", barq_change_number(change));
    else
        cJSON_AddNullToObject(json, "change");
    cJSON_AddBoolToObject(json, "dry_run", args->dry_run);
    cJSON_AddItemToObject(json, "units", list);
    for (size_t i = 0; i < count; i++) {
        struct barq_step step = barq_change_at(change, i);
        cJSON_AddItemToArray(list, step_json(&step));
    }
    return answer_print(json, true);
}

/* A unit that would be changed; the dry run has left it as it is, and away if
 * an undo would bring it back. */
static void print_step(struct barq_memory *memory, struct barq_step step)
{
    struct barq_units *units;
    char date[16];

    if (barq_memory_get(memory, step.unit, &units, NULL)) {
        printf("unit %lld, which is gone now\n", (long long)step.unit);
        return;
    }
    const struct barq_unit *unit = barq_units_at(units, 0);
    date_text(unit->changed, date);
    printf("unit %lld, %s, %s", (long long)unit->id,
           barq_origin_name(unit->origin), date);
    if (step.gone && step.heir)
        printf(", goes into unit %lld", (long long)step.heir);
    putchar('\n');
    print_line("    en  ", unit->en);
    print_line("    ar  ", unit->ar);
    barq_units_free(units);
}

/* What a person counts: of joined units those that went. */
static size_t count_steps(const struct barq_change *change)
{
    size_t joined = 0, count = barq_change_count(change);

    for (size_t i = 0; i < count; i++) {
        struct barq_step step = barq_change_at(change, i);
        joined += step.gone && step.heir;
    }
    return joined ? joined : count;
}

enum barq_status change_print(const struct arguments *args,
                              struct barq_memory *memory,
                              const struct barq_change *change,
                              struct change_words words)
{
    if (args->json)
        return change_json(args, change);
    size_t count = count_steps(change);
    for (size_t i = 0; args->dry_run && i < barq_change_count(change); i++)
        print_step(memory, barq_change_at(change, i));
    printf("%zu %s", count, count == 1 ? words.one : words.many);
    if (args->dry_run)
        printf("; nothing stored (--dry-run)\n");
    else
        printf("; change %lld\n", (long long)barq_change_number(change));
    return BARQ_OK;
}

/* The end of a change: what became of it, also as JSON when that is nothing. */
static enum barq_status answer_change(const struct arguments *args,
                                      struct barq_memory *memory,
                                      const struct barq_change *change,
                                      struct change_words words,
                                      enum barq_status status)
{
    if (!status)
        return change_print(args, memory, change, words);
    if (status != BARQ_NOTHING || !args->json)
        return status;
    enum barq_status printed = change_json(args, NULL);
    return printed ? printed : status;
}

/* --------------------------------------------------------------- selection */

enum barq_status read_selection(const struct arguments *args,
                                struct barq_filter *filter,
                                struct barq_selection *which, int64_t **ids)
{
    bool any;
    enum barq_status status = filter_read(args, filter, &any);

    if (status)
        return status;
    if (!args->count && !any) {
        talk("which units? give their numbers, or say which, as with "
             "--story, --since or --status");
        return BARQ_E_USAGE;
    }
    *ids = calloc((size_t)args->count + 1, sizeof(**ids));
    if (!*ids) {
        talk("out of memory for the numbers of units");
        return BARQ_E_INTERNAL;
    }
    for (int i = 0; i < args->count; i++) {
        (*ids)[i] = unit_number(args->operands[i]);
        if (!(*ids)[i])
            return BARQ_E_USAGE;
    }
    *which = (struct barq_selection){ *ids, (size_t)args->count,
                                      any ? filter : NULL };
    return BARQ_OK;
}

static enum barq_status review(struct barq_memory *memory,
                               const struct barq_selection *which,
                               const struct arguments *args,
                               struct barq_change **out, struct barq_error *err)
{
    const struct barq_change_options how = change_options(args);
    enum barq_origin origin = BARQ_REVIEWED;

    if (args->as)
        barq_origin_from_name(args->as, &origin);
    return barq_memory_review(memory, which, origin, &how, out, err);
}

static enum barq_status delete (struct barq_memory *memory,
                                const struct barq_selection *which,
                                const struct arguments *args,
                                struct barq_change **out,
                                struct barq_error *err) {
    const struct barq_change_options how = change_options(args);

    return barq_memory_delete(memory, which, &how, out, err);
}

typedef enum barq_status change_many(struct barq_memory *memory,
                                     const struct barq_selection *which,
                                     const struct arguments *args,
                                     struct barq_change **out,
                                     struct barq_error *err);

/* Run a change to the units that the command line selects, and print it. */
static enum barq_status change_selected(const struct arguments *args,
                                        change_many *make,
                                        struct change_words words)
{
    struct barq_error err;
    struct barq_memory *memory = NULL;
    struct barq_change *change = NULL;
    struct barq_filter filter;
    struct barq_selection which;
    int64_t *ids = NULL;
    enum barq_status status = read_selection(args, &filter, &which, &ids);

    if (!status)
        status = open_to_change(args, &memory);
    if (!status)
        status = complain(make(memory, &which, args, &change, &err), &err);
    if (memory)
        status = answer_change(args, memory, change, words, status);
    barq_change_free(change);
    close_memory(memory);
    free(ids);
    return status;
}

enum barq_status cmd_delete(const struct arguments *args)
{
    return change_selected(
        args, delete, (struct change_words){ "unit deleted", "units deleted" });
}

enum barq_status cmd_review(const struct arguments *args)
{
    const char *as = args->as ? args->as : "reviewed";
    char one[32], many[32];

    snprintf(one, sizeof(one), "unit %s now", as);
    snprintf(many, sizeof(many), "units %s now", as);
    return change_selected(args, review, (struct change_words){ one, many });
}

/* --------------------------------------------------------- dedupe and undo */

enum barq_status cmd_dedupe(const struct arguments *args)
{
    const struct barq_change_options how = change_options(args);
    const struct change_words words = { "unit joined to another",
                                        "units joined to others" };
    struct barq_error err;
    struct barq_memory *memory = NULL;
    struct barq_change *change = NULL;
    struct barq_filter filter;
    bool any;
    enum barq_status status = filter_read(args, &filter, &any);

    if (!status)
        status = open_to_change(args, &memory);
    if (!status)
        status = complain(barq_memory_dedupe(memory, any ? &filter : NULL, &how,
                                             &change, &err),
                          &err);
    if (memory)
        status = answer_change(args, memory, change, words, status);
    barq_change_free(change);
    close_memory(memory);
    return status;
}

enum barq_status cmd_undo(const struct arguments *args)
{
    const struct barq_change_options how = change_options(args);
    const struct change_words words = { "unit as it was before",
                                        "units as they were before" };
    struct barq_error err;
    struct barq_memory *memory = NULL;
    struct barq_change *change = NULL;
    int64_t unit = args->count ? unit_number(args->operands[0]) : 0;

    if (args->count && !unit)
        return BARQ_E_USAGE;
    if (unit && args->change) {
        talk("the last change of a unit, or --change N: not both");
        return BARQ_E_USAGE;
    }
    enum barq_status status = open_memory(args, BARQ_CHANGE, &memory);
    if (!status)
        status = complain(
            barq_memory_undo(memory, args->change, unit, &how, &change, &err),
            &err);
    if (memory)
        status = answer_change(args, memory, change, words, status);
    barq_change_free(change);
    close_memory(memory);
    return status;
}
