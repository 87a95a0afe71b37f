#include "cli/cli.h"

enum { USUAL_LIMIT = 50 };

static enum barq_status print_json(struct barq_text query,
                                   const struct barq_units *units)
{
    cJSON *json = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();
    size_t count = units ? barq_units_count(units) : 0;

    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list, answer_unit(barq_units_at(units, i)));
    answer_text(json, "query", query);
    cJSON_AddItemToObject(json, "units", list);
    return answer_print(json, true);
}

static void print_unit(const struct barq_unit *unit)
{
    char date[16];

    date_text(unit->changed, date);
    printf("unit %lld, %s, %s\n", (long long)unit->id,
           barq_origin_name(unit->origin), date);
    print_line("    story  ", unit->story);
    print_line("    en  ", unit->en);
    print_line("    ar  ", unit->ar);
}

static void print_units(const struct barq_units *units, size_t limit)
{
    for (size_t i = 0; i < barq_units_count(units); i++)
        print_unit(barq_units_at(units, i));
    if (!limit && barq_units_count(units) == USUAL_LIMIT)
        talk("there may be more; --max=N shows more");
}

enum barq_status cmd_search(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_units *units = NULL;
    struct barq_text query = text_named(args->operands[0]);
    struct barq_filter filter;
    bool any;
    struct barq_search_options how = {
        .lang = lang_named(args->lang),
        .limit = args->max > 0 ? (size_t)args->max : 0,
    };
    enum barq_status status = filter_read(args, &filter, &any);
    if (!status)
        status = open_memory(args, BARQ_READ, &memory);
    if (status)
        return status;
    how.filter = any ? &filter : NULL;
    status = barq_memory_search(memory, query, &how, &units, &err);
    if (status && status != BARQ_NOTHING) {
        complain(status, &err);
    } else if (args->json) {
        enum barq_status printed = print_json(query, units);
        status = printed ? printed : status;
    } else if (status) {
        talk("no unit holds these words");
    } else {
        print_units(units, how.limit);
    }
    barq_units_free(units);
    barq_memory_close(memory);
    return status;
}
