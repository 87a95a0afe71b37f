#include "cli/cli.h"

#include <stdlib.h>

enum { USUAL_LIMIT = 50 };

/* ------------------------------------------------------------------ JSON */

static void add_runs(cJSON *object, const char *name,
                     const struct barq_marked *runs, size_t count)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < count; i++) {
        cJSON *run = cJSON_CreateObject();
        answer_text(run, "text", runs[i].text);
        cJSON_AddStringToObject(run, "kind", barq_mark_name(runs[i].mark));
        cJSON_AddItemToArray(list, run);
    }
    cJSON_AddItemToObject(object, name, list);
}

static cJSON *hit_json(const struct barq_hit *hit)
{
    cJSON *json = answer_unit(&hit->unit);
    cJSON *runs = cJSON_CreateObject();

    cJSON_AddBoolToObject(json, "exact", hit->exact);
    add_runs(runs, "ar", hit->ar, hit->ar_count);
    add_runs(runs, "en", hit->en, hit->en_count);
    cJSON_AddItemToObject(json, "runs", runs);
    return json;
}

/* `hits` NULL: none. */
static enum barq_status print_json(const struct barq_memory *memory,
                                   struct barq_text query,
                                   const struct barq_hits *hits)
{
    cJSON *json = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();
    size_t count = hits ? barq_hits_count(hits) : 0;

    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list, hit_json(barq_hits_at(hits, i)));
    answer_text(json, "query", query);
    cJSON_AddBoolToObject(json, "more", hits && barq_hits_more(hits));
    if (hits && barq_hits_broad(hits))
        cJSON_AddTrueToObject(json, "broad");
    answer_warnings(json, memory);
    cJSON_AddItemToObject(json, "units", list);
    return answer_print(json, true);
}

/* -------------------------------------------------------------- terminal */

/* A side of a hit, its marks on a terminal alone. */
static void print_side(const char *label, const struct barq_marked *runs,
                       size_t count)
{
    static const enum mark marks[] = {
        [BARQ_MARK_PLAIN] = MARK_NONE,
        [BARQ_MARK_HIT] = MARK_HIT,
        [BARQ_MARK_ALIGNED] = MARK_ALIGNED,
    };
    struct stretch *stretches = calloc(count + 1, sizeof(*stretches));

    for (size_t i = 0; stretches && i < count; i++)
        stretches[i] = (struct stretch){ marks[runs[i].mark], runs[i].text };
    print_stretches(label, stretches, stretches ? count : 0);
    free(stretches);
}

static void print_hit(const struct barq_hit *hit)
{
    const struct barq_unit *unit = &hit->unit;
    char date[16];

    date_text(unit->changed, date);
    printf("unit %lld, %s, %s", (long long)unit->id,
           barq_origin_name(unit->origin), date);
    if (unit->who.len) {
        printf(", ");
        print_text(unit->who);
    }
    putchar('\n');
    print_line("    story  ", unit->story);
    print_side("    en  ", hit->en, hit->en_count);
    print_side("    ar  ", hit->ar, hit->ar_count);
}

static void print_hits(const struct barq_hits *hits, int page)
{
    for (size_t i = 0; i < barq_hits_count(hits); i++)
        print_hit(barq_hits_at(hits, i));
    if (barq_hits_more(hits))
        talk("there are more; --page=%d shows the next", page + 1);
    if (barq_hits_broad(hits))
        talk("so many words begin like this that not all were looked for; "
             "give more letters before the *");
}

static enum barq_status search(const struct arguments *args,
                               struct barq_memory *memory,
                               struct barq_text query,
                               const struct barq_filter *filter)
{
    struct barq_error err;
    struct barq_hits *hits = NULL;
    size_t limit = args->max > 0 ? (size_t)args->max : USUAL_LIMIT;
    int page = args->page > 0 ? args->page : 1;
    const struct barq_search_options how = {
        .lang = lang_named(args->lang),
        .limit = limit,
        .skip = limit * (size_t)(page - 1),
        .exact = args->exact,
        .aligned = true,
        .filter = filter,
    };
    enum barq_status status = barq_search(memory, query, &how, &hits, &err);

    if (status && status != BARQ_NOTHING) {
        complain(status, &err);
    } else if (args->json) {
        enum barq_status printed = print_json(memory, query, hits);
        status = printed ? printed : status;
    } else if (status && page > 1) {
        talk("there is no page %d of it", page);
    } else if (status) {
        talk("%s", err.message);
    } else {
        print_hits(hits, page);
    }
    barq_hits_free(hits);
    return status;
}

enum barq_status cmd_search(const struct arguments *args)
{
    struct barq_memory *memory;
    struct barq_text query;
    struct barq_filter filter;
    char *kept;
    bool any;
    enum barq_status status = filter_read(args, &filter, &any);

    if (!status)
        status = open_memory(args, BARQ_READ, &memory);
    if (status)
        return status;
    status = text_operand(args->operands[0], &query, &kept);
    if (!status)
        status = search(args, memory, query, any ? &filter : NULL);
    free(kept);
    close_memory(memory);
    return status;
}
