/* cmd_history.c - barq history: what was changed, when, by whom. */
#include "cli/cli.h"

#include <string.h>

/* ------------------------------------------------------------------- JSON */

static void id_or_null(cJSON *json, const char *name, int64_t id)
{
    if (id)
        answer_id(json, name, id);
    else
        cJSON_AddNullToObject(json, name);
}

static cJSON *past_json(const struct barq_past *past, bool of_unit)
{
    cJSON *json = cJSON_CreateObject();

    answer_id(json, "change", past->change);
    answer_time(json, "when", past->when);
    answer_text(json, "who", past->who);
    cJSON_AddStringToObject(json, "deed", barq_deed_name(past->deed));
    cJSON_AddNumberToObject(json, "units", (double)past->units);
    id_or_null(json, "undone_by", past->undone);
    if (!of_unit)
        return json;
    cJSON_AddBoolToObject(json, "gone", past->step.gone);
    id_or_null(json, "joined_to", past->step.gone ? past->step.heir : 0);
    if (past->existed)
        cJSON_AddItemToObject(json, "was", answer_unit(&past->was));
    else
        cJSON_AddNullToObject(json, "was");
    return json;
}

static enum barq_status print_json(const struct barq_history *history,
                                   size_t count, int64_t unit)
{
    cJSON *json = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();

    if (unit)
        answer_id(json, "unit", unit);
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list,
                             past_json(barq_history_at(history, i), unit != 0));
    cJSON_AddItemToObject(json, "changes", list);
    return answer_print(json, true);
}

/* ------------------------------------------------------------------- text */

static void print_head(const struct barq_past *past)
{
    char when[24];

    time_text(past->when, when);
    printf("change %lld, %s, %s", (long long)past->change, when,
           barq_deed_name(past->deed));
    if (past->who.len) {
        printf(" by ");
        print_text(past->who);
    }
}

static void print_tail(const struct barq_past *past)
{
    if (past->undone)
        printf(", undone by change %lld", (long long)past->undone);
    putchar('\n');
}

static void print_was(const struct barq_past *past)
{
    char date[16];

    if (!past->existed) {
        printf("    was not there\n");
        return;
    }
    date_text(past->was.changed, date);
    printf("    was %s, %s\n", barq_origin_name(past->was.origin), date);
    print_line("    who   ", past->was.who);
    print_line("    note  ", past->was.note);
    print_line("    en  ", past->was.en);
    print_line("    ar  ", past->was.ar);
}

static void print_history(const struct barq_history *history, size_t count,
                          int64_t unit)
{
    for (size_t i = 0; i < count; i++) {
        const struct barq_past *past = barq_history_at(history, i);
        print_head(past);
        if (!unit)
            printf(", %lld unit%s", (long long)past->units,
                   past->units == 1 ? "" : "s");
        else if (past->step.gone && past->step.heir)
            printf(", joined to unit %lld", (long long)past->step.heir);
        print_tail(past);
        if (unit)
            print_was(past);
    }
}

/* Those that are shown, if --max does not say; that there are more, is said. */
enum { SHOWN = 50 };

static size_t shown_of(const struct barq_history *history, int asked)
{
    size_t count = history ? barq_history_count(history) : 0;
    size_t most = (size_t)(asked ? asked : SHOWN);

    if (count <= most)
        return count;
    if (!asked)
        talk("there are more than these %zu; --max says how many to show",
             most);
    return most;
}

enum barq_status cmd_history(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_history *history = NULL;
    struct barq_filter filter;
    bool some = false;
    int64_t unit = args->count ? unit_number(args->operands[0]) : 0;

    if (args->count && !unit)
        return BARQ_E_USAGE;
    enum barq_status status = filter_read(args, &filter, &some);
    if (!status)
        status = open_memory(args, BARQ_READ, &memory);
    if (status)
        return status;
    status = barq_memory_history(memory, unit,
                                 (size_t)(args->max ? args->max : SHOWN) + 1,
                                 some ? &filter : NULL, &history, &err);
    size_t count = shown_of(history, args->max);
    if (status > BARQ_NOTHING || (status && !args->json)) {
        complain(status, &err);
    } else if (args->json) {
        enum barq_status printed = print_json(history, count, unit);
        status = printed ? printed : status;
    } else {
        print_history(history, count, unit);
    }
    barq_history_free(history);
    close_memory(memory);
    return status;
}
