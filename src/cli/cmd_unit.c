/* cmd_unit.c - barq add and show: single units. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { USUAL_LIMIT = 50 };

enum barq_status segment_check(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F) {
            talk("a segment is one line without control characters");
            return BARQ_E_USAGE;
        }
    return BARQ_OK;
}

/* U+2066-2069, as around a text that was copied from our own terminal. */
static bool is_isolate(const char *at)
{
    return memcmp(at, "\xE2\x81", 2) == 0 && (unsigned char)at[2] >= 0xA6 &&
           (unsigned char)at[2] <= 0xA9;
}

static size_t edge_start(struct barq_text text)
{
    if (text.len >= 3 && is_isolate(text.at))
        return 3;
    return text.len && strchr(" \t\r\n", text.at[0]) ? 1 : 0;
}

static size_t edge_end(struct barq_text text)
{
    if (text.len >= 3 && is_isolate(text.at + text.len - 3))
        return 3;
    return text.len && strchr(" \t\r\n", text.at[text.len - 1]) ? 1 : 0;
}

struct barq_text segment_named(const char *string)
{
    struct barq_text text = text_named(string);
    size_t n;

    while ((n = edge_start(text)))
        text = (struct barq_text){ text.at + n, text.len - n };
    while ((n = edge_end(text)))
        text.len -= n;
    return text;
}

/* Either order will do: the letters tell which is which.  Without any (a
 * year, a result) the Arabic one is the first. */
static enum barq_status sort_sides(const struct arguments *args,
                                   struct barq_unit *unit)
{
    struct barq_text a = segment_named(args->operands[0]);
    struct barq_text b = segment_named(args->operands[1]);
    enum barq_lang first = barq_text_lang(a), second = barq_text_lang(b);

    if (segment_check(a) || segment_check(b))
        return BARQ_E_USAGE;
    if (first == second && first) {
        talk("barq add takes one Arabic and one English text; both look %s",
             first == BARQ_AR ? "Arabic" : "English");
        return BARQ_E_USAGE;
    }
    bool swapped = first == BARQ_EN || second == BARQ_AR;
    unit->ar = swapped ? b : a;
    unit->en = swapped ? a : b;
    return BARQ_OK;
}

static enum barq_status print_added(const struct arguments *args,
                                    enum barq_added added, int64_t id)
{
    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        answer_id(json, "id", id);
        cJSON_AddStringToObject(json, "result",
                                added == BARQ_ADDED ? "added" : "merged");
        return answer_print(json, true);
    }
    printf("unit %lld %s\n", (long long)id,
           added == BARQ_ADDED ? "added" : "was known already");
    return BARQ_OK;
}

enum barq_status cmd_add(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    /* Now, also for a wording that is known: who gives it again means it. */
    struct barq_unit unit = { .confidence = 1,
                              .position = -1,
                              .changed = (int64_t)time(NULL) };
    const char *user = getenv("USER");
    enum barq_added added;
    int64_t id;

    if (args->origin)
        barq_origin_from_name(args->origin, &unit.origin);
    unit.story = text_named(args->story);
    unit.agency = text_named(args->agency);
    unit.who = text_named(args->who ? args->who : user);
    unit.note = text_named(args->note);
    if (args->agency && !args->story) {
        talk("--agency is of a story; name it with --story");
        return BARQ_E_USAGE;
    }
    enum barq_status status = sort_sides(args, &unit);
    if (!status) /* before a memory is made for it */
        status = complain(barq_unit_check(&unit, &err), &err);
    if (status && (!unit.ar.len || !unit.en.len))
        return BARQ_E_USAGE;
    if (!status)
        status = open_memory(args, BARQ_WRITE, &memory);
    if (status)
        return status;
    status = complain(barq_memory_add(memory, &unit, &added, &id, &err), &err);
    close_memory(memory);
    return status ? status : print_added(args, added, id);
}

static void add_place(cJSON *json, const struct barq_unit *unit)
{
    cJSON_AddNumberToObject(json, "position", (double)unit->position);
    answer_text(json, "ar_before", unit->ar_before);
    answer_text(json, "ar_after", unit->ar_after);
    answer_text(json, "en_before", unit->en_before);
    answer_text(json, "en_after", unit->en_after);
}

static cJSON *unit_json(const struct barq_unit *unit,
                        const struct barq_units *places)
{
    cJSON *json = answer_unit(unit);
    cJSON *list = cJSON_CreateArray();

    add_place(json, unit);
    answer_text(json, "extra", unit->extra);
    for (size_t i = 0; i < barq_units_count(places); i++) {
        const struct barq_unit *at = barq_units_at(places, i);
        cJSON *place = cJSON_CreateObject();
        answer_text(place, "story", at->story);
        answer_text(place, "agency", at->agency);
        add_place(place, at);
        cJSON_AddItemToArray(list, place);
    }
    cJSON_AddItemToObject(json, "places", list);
    return json;
}

static bool same_story(const struct barq_unit *a, const struct barq_unit *b)
{
    return a->story.len == b->story.len &&
           (!a->story.len ||
            memcmp(a->story.at, b->story.at, a->story.len) == 0);
}

/* The stories before the last one, each once while it follows itself. */
static void print_earlier(const struct barq_units *places)
{
    enum { SHOWN = 5 };
    size_t count = barq_units_count(places), shown = 0;

    for (size_t i = 1; i < count && shown < SHOWN; i++) {
        const struct barq_unit *place = barq_units_at(places, i);
        if (!place->story.len ||
            same_story(place, barq_units_at(places, i - 1)))
            continue;
        print_line("  earlier in  ", place->story);
        shown++;
    }
    if (count > 1)
        printf("  places      %zu\n", count);
}

static void print_unit(const struct barq_unit *unit,
                       const struct barq_units *places)
{
    char created[16], changed[16];

    date_text(unit->created, created);
    date_text(unit->changed, changed);
    printf("unit %lld\n", (long long)unit->id);
    printf("  origin      %s", barq_origin_name(unit->origin));
    if (unit->origin == BARQ_ALIGNED)
        printf(", confidence %.2f", unit->confidence);
    printf("\n  created     %s\n  changed     %s\n", created, changed);
    print_line("  story       ", unit->story);
    print_earlier(places);
    print_line("  agency      ", unit->agency);
    print_line("  who         ", unit->who);
    print_line("  engine      ", unit->engine);
    print_line("  note        ", unit->note);
    print_line("  extra       ", unit->extra);
    print_line("  before      ", unit->en_before);
    print_line("  before      ", unit->ar_before);
    print_line("  en          ", unit->en);
    print_line("  ar          ", unit->ar);
    print_line("  after       ", unit->en_after);
    print_line("  after       ", unit->ar_after);
}

int64_t unit_number(const char *typed)
{
    char *end;

    errno = 0;
    long long id = strtoll(typed, &end, 10);
    if (!errno && *typed >= '0' && *typed <= '9' && !*end && id > 0)
        return id;
    talk("\"%s\" is not the number of a unit", typed);
    return 0;
}

/* One unit: into `list`, unless that is NULL. */
static enum barq_status show_unit(struct barq_memory *memory,
                                  const struct barq_unit *unit, cJSON *list)
{
    struct barq_error err;
    struct barq_units *places = NULL;
    enum barq_status status =
        complain(barq_memory_places(memory, unit->id, &places, &err), &err);

    if (!status && list)
        cJSON_AddItemToArray(list, unit_json(unit, places));
    else if (!status)
        print_unit(unit, places);
    barq_units_free(places);
    return status;
}

static enum barq_status show_one(struct barq_memory *memory, int64_t id,
                                 cJSON *list)
{
    struct barq_error err;
    struct barq_units *units;
    enum barq_status status = barq_memory_get(memory, id, &units, &err);

    if (status)
        return complain(status, &err);
    status = show_unit(memory, barq_units_at(units, 0), list);
    barq_units_free(units);
    return status;
}

/* Each unit that was named, whatever becomes of the others. */
static enum barq_status show_named(struct barq_memory *memory,
                                   const struct barq_selection *which,
                                   cJSON *list)
{
    enum barq_status worst = BARQ_OK;

    for (size_t i = 0; i < which->count; i++) {
        enum barq_status status = show_one(memory, which->ids[i], list);
        worst = status > worst ? status : worst;
    }
    return worst;
}

/* A page of the units that the options describe. */
static enum barq_status show_found(const struct arguments *args,
                                   struct barq_memory *memory,
                                   const struct barq_selection *which,
                                   cJSON *list)
{
    struct barq_error err;
    struct barq_units *units = NULL;
    size_t limit = args->max > 0 ? (size_t)args->max : USUAL_LIMIT;
    size_t page = args->page > 0 ? (size_t)args->page : 1;
    enum barq_status status =
        complain(barq_memory_select(memory, which, (page - 1) * limit,
                                    limit + 1, &units, &err),
                 &err);

    if (status)
        return status;
    size_t count = barq_units_count(units);
    for (size_t i = 0; i < count && i < limit && !status; i++)
        status = show_unit(memory, barq_units_at(units, i), list);
    if (count > limit)
        talk("there are more; --page=%zu shows the next", page + 1);
    barq_units_free(units);
    return status;
}

enum barq_status cmd_show(const struct arguments *args)
{
    struct barq_memory *memory = NULL;
    struct barq_filter filter;
    struct barq_selection which;
    int64_t *ids = NULL;
    enum barq_status status = read_selection(args, &filter, &which, &ids);

    if (!status && !which.filter && (args->max || args->page)) {
        talk("--max and --page are of units that options describe");
        status = BARQ_E_USAGE;
    }
    if (!status)
        status = open_memory(args, BARQ_READ, &memory);
    if (memory) {
        cJSON *list = args->json ? cJSON_CreateArray() : NULL;
        status = which.filter ? show_found(args, memory, &which, list)
                              : show_named(memory, &which, list);
        enum barq_status printed = list ? answer_print(list, true) : BARQ_OK;
        status = printed ? printed : status;
    }
    close_memory(memory);
    free(ids);
    return status;
}
