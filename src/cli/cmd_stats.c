/* cmd_stats.c - barq stats: what the memory holds, counted. */
#include "cli/cli.h"

#include <string.h>

/* What is asked of the memory for one answer. */
struct figures {
    struct barq_stats stats; /* of all of it */
    int64_t units, ar_words, en_words;
    struct barq_tally *by[BARQ_BY_STORY + 1];
    bool filtered;
};

static const char *const names[] = {
    [BARQ_BY_ORIGIN] = "origins", [BARQ_BY_MONTH] = "months",
    [BARQ_BY_PERSON] = "people",  [BARQ_BY_AGENCY] = "agencies",
    [BARQ_BY_STORY] = "stories",
};

/* The names that a tally has, without the empty one. */
static size_t count_names(const struct barq_tally *tally)
{
    size_t count = 0;

    for (size_t i = 0; i < barq_tally_count(tally); i++)
        count += barq_tally_at(tally, i).name.len > 0;
    return count;
}

static void figures_free(struct figures *figures)
{
    for (int i = 0; i <= BARQ_BY_STORY; i++)
        barq_tally_free(figures->by[i]);
}

/* Stories are counted one by one only where a filter leaves some of them. */
static enum barq_status take_figures(struct barq_memory *memory,
                                     const struct barq_filter *filter,
                                     struct figures *out,
                                     struct barq_error *err)
{
    int last = out->filtered ? BARQ_BY_STORY : BARQ_BY_AGENCY;
    enum barq_status status = barq_memory_stats(memory, &out->stats, err);

    for (int by = 0; by <= last && !status; by++)
        status = barq_memory_tally(memory, filter, (enum barq_tally_by)by,
                                   &out->by[by], err);
    if (status)
        return status;
    const struct barq_tally *origins = out->by[BARQ_BY_ORIGIN];
    for (size_t i = 0; i < barq_tally_count(origins); i++) {
        struct barq_tally_row row = barq_tally_at(origins, i);
        out->units += row.units;
        out->ar_words += row.ar_words;
        out->en_words += row.en_words;
    }
    return BARQ_OK;
}

/* ------------------------------------------------------------------- JSON */

static cJSON *tally_json(const struct barq_tally *tally, const char *name)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < barq_tally_count(tally); i++) {
        struct barq_tally_row row = barq_tally_at(tally, i);
        cJSON *json = cJSON_CreateObject();
        answer_text(json, name, row.name);
        cJSON_AddNumberToObject(json, "count", (double)row.units);
        cJSON_AddNumberToObject(json, "ar_words", (double)row.ar_words);
        cJSON_AddNumberToObject(json, "en_words", (double)row.en_words);
        cJSON_AddItemToArray(list, json);
    }
    return list;
}

static cJSON *origins_json(const struct barq_tally *tally)
{
    cJSON *json = cJSON_CreateObject();

    for (int i = 0; i < BARQ_ORIGINS; i++) {
        const char *name = barq_origin_name((enum barq_origin)i);
        int64_t units = 0;
        for (size_t k = 0; k < barq_tally_count(tally); k++) {
            struct barq_tally_row row = barq_tally_at(tally, k);
            if (strlen(name) == row.name.len &&
                memcmp(name, row.name.at, row.name.len) == 0)
                units = row.units;
        }
        cJSON_AddNumberToObject(json, name, (double)units);
    }
    return json;
}

static enum barq_status print_json(const struct figures *f)
{
    const struct barq_stats *stats = &f->stats;
    cJSON *json = cJSON_CreateObject();
    double stories = f->filtered ? (double)count_names(f->by[BARQ_BY_STORY])
                                 : (double)stats->stories;

    cJSON_AddNumberToObject(json, "units", (double)f->units);
    cJSON_AddNumberToObject(json, "stories", stories);
    cJSON_AddNumberToObject(json, "ar_words", (double)f->ar_words);
    cJSON_AddNumberToObject(json, "en_words", (double)f->en_words);
    cJSON_AddItemToObject(json, "origins", origins_json(f->by[BARQ_BY_ORIGIN]));
    if (f->filtered)
        cJSON_AddNullToObject(json, "rivals");
    else
        cJSON_AddNumberToObject(json, "rivals", (double)stats->rivals);
    cJSON_AddItemToObject(json, "people",
                          tally_json(f->by[BARQ_BY_PERSON], "name"));
    cJSON_AddItemToObject(json, "agencies",
                          tally_json(f->by[BARQ_BY_AGENCY], "name"));
    cJSON_AddItemToObject(json, "months",
                          tally_json(f->by[BARQ_BY_MONTH], "month"));
    answer_time(json, "first", f->filtered ? 0 : stats->first);
    answer_time(json, "last", f->filtered ? 0 : stats->last);
    cJSON_AddNumberToObject(json, "schema", stats->schema);
    cJSON_AddNumberToObject(json, "bytes", (double)stats->bytes);
    cJSON_AddBoolToObject(json, "filtered", f->filtered);
    return answer_print(json, true);
}

/* ------------------------------------------------------------------- text */

/* "people     3: Rana 210, Omar 12, Nadia 3, and 4 more" */
static void print_names(const struct figures *f, enum barq_tally_by by)
{
    enum { SHOWN = 5 };
    const struct barq_tally *tally = f->by[by];
    size_t count = count_names(tally), shown = 0;

    printf("%-10s %zu", names[by], count);
    for (size_t i = 0; i < barq_tally_count(tally) && shown < SHOWN; i++) {
        struct barq_tally_row row = barq_tally_at(tally, i);
        if (!row.name.len)
            continue;
        fputs(shown++ ? ", " : ": ", stdout);
        print_text(row.name);
        printf(" %lld", (long long)row.units);
    }
    if (count > shown)
        printf(", and %zu more", count - shown);
    putchar('\n');
}

static void print_months(const struct barq_tally *months)
{
    if (!barq_tally_count(months))
        return;
    printf("\n%-10s %10s %12s %12s\n", "added in", "units", "Arabic",
           "English");
    for (size_t i = 0; i < barq_tally_count(months); i++) {
        struct barq_tally_row row = barq_tally_at(months, i);
        printf("%-10.*s %10lld %12lld %12lld\n", (int)row.name.len, row.name.at,
               (long long)row.units, (long long)row.ar_words,
               (long long)row.en_words);
    }
}

static void print_units(const struct figures *f)
{
    const struct barq_tally *origins = f->by[BARQ_BY_ORIGIN];

    printf("units      %lld", (long long)f->units);
    for (size_t i = 0; i < barq_tally_count(origins); i++) {
        struct barq_tally_row row = barq_tally_at(origins, i);
        printf(", %lld %.*s", (long long)row.units, (int)row.name.len,
               row.name.at);
    }
    printf("\nwords      %lld Arabic, %lld English\n", (long long)f->ar_words,
           (long long)f->en_words);
}

static void print_figures(const struct arguments *args, const struct figures *f)
{
    char first[16], last[16];

    date_text(f->stats.first, first);
    date_text(f->stats.last, last);
    printf("memory     %s, %.1f MB, schema %d\n", memory_path(args),
           (double)f->stats.bytes / 1e6, f->stats.schema);
    print_units(f);
    if (f->filtered)
        printf("stories    %zu\n", count_names(f->by[BARQ_BY_STORY]));
    else
        printf("stories    %lld\n", (long long)f->stats.stories);
    if (count_names(f->by[BARQ_BY_PERSON]))
        print_names(f, BARQ_BY_PERSON);
    if (count_names(f->by[BARQ_BY_AGENCY]))
        print_names(f, BARQ_BY_AGENCY);
    if (!f->filtered)
        printf("rivals     %lld source%s with more than one wording\n",
               (long long)f->stats.rivals, f->stats.rivals == 1 ? "" : "s");
    if (!f->filtered && f->units)
        printf("added      %s to %s\n", first, last);
    print_months(f->by[BARQ_BY_MONTH]);
}

enum barq_status cmd_stats(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory = NULL;
    struct barq_filter filter;
    struct figures figures = { 0 };
    enum barq_status status = filter_read(args, &filter, &figures.filtered);

    if (!status)
        status = open_memory(args, BARQ_READ, &memory);
    if (status)
        return status;
    status = complain(take_figures(memory, &filter, &figures, &err), &err);
    close_memory(memory);
    if (!status && args->json)
        status = print_json(&figures);
    else if (!status)
        print_figures(args, &figures);
    figures_free(&figures);
    return status;
}
