/* cmd_exchange.c - barq import and barq export. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void count_json(cJSON *json, const struct barq_counts *counts)
{
    cJSON_AddNumberToObject(json, "read", (double)counts->read);
    cJSON_AddNumberToObject(json, "added", (double)counts->added);
    cJSON_AddNumberToObject(json, "merged", (double)counts->merged);
    cJSON_AddNumberToObject(json, "skipped", (double)counts->skipped);
}

/* "line\nline\n" as a list of strings. */
static cJSON *line_list(char *lines)
{
    cJSON *list = cJSON_CreateArray();
    char *rest = NULL;

    for (char *line = strtok_r(lines, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        cJSON_AddItemToArray(list, cJSON_CreateString(line));
    return list;
}

static void print_counts(const char *path, const struct barq_counts *counts,
                         char *skips, bool dry_run)
{
    char *rest = NULL;

    printf("%s: %lld read, %lld added, %lld known already, %lld left out%s\n",
           path, (long long)counts->read, (long long)counts->added,
           (long long)counts->merged, (long long)counts->skipped,
           dry_run ? "; nothing stored (--dry-run)" : "");
    for (char *line = strtok_r(skips, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        printf("  left out: %s\n", line);
}

static enum barq_status import_one(const struct arguments *args,
                                   struct barq_memory *memory, const char *path,
                                   cJSON *list)
{
    struct barq_error err;
    struct barq_counts counts;
    char *skips = NULL;
    const struct barq_exchange_options how = {
        .dry_run = args->dry_run,
        .who = args->who ? args->who : getenv("USER"),
    };
    enum barq_status status =
        barq_import(memory, path, &how, &counts, &skips, &err);

    if (status)
        return complain(status, &err);
    if (list) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "file", path);
        count_json(json, &counts);
        cJSON_AddItemToObject(json, "reasons", line_list(skips));
        cJSON_AddBoolToObject(json, "dry_run", args->dry_run);
        cJSON_AddItemToArray(list, json);
    } else {
        print_counts(path, &counts, skips, args->dry_run);
    }
    barq_string_free(skips);
    return BARQ_OK;
}

enum barq_status open_to_import(const struct arguments *args,
                                struct barq_memory **memory)
{
    struct barq_error err;
    struct stat facts;

    if (!args->dry_run)
        return open_memory(args, BARQ_WRITE, memory);
    if (stat(memory_path(args), &facts) == 0 && facts.st_size)
        return open_memory(args, BARQ_READ, memory);
    return complain(barq_memory_open(NULL, BARQ_WRITE, memory, &err), &err);
}

enum barq_status cmd_import(const struct arguments *args)
{
    struct barq_memory *memory;
    cJSON *list = NULL;
    enum barq_status status = files_check(args);

    if (!status)
        status = open_to_import(args, &memory);
    if (status)
        return status;
    if (args->json)
        list = cJSON_CreateArray();
    for (int i = 0; i < args->count && !status; i++)
        status = import_one(args, memory, args->operands[i], list);
    close_memory(memory);
    if (!list)
        return status;
    enum barq_status printed = answer_print(list, true);
    return status ? status : printed;
}

static enum barq_status print_exported(const struct arguments *args,
                                       const struct barq_counts *counts)
{
    const char *path = args->operands[0];

    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "file", path);
        cJSON_AddNumberToObject(json, "units", (double)counts->read);
        cJSON_AddNumberToObject(json, "replaced", (double)counts->skipped);
        return answer_print(json, true);
    }
    if (strcmp(path, "-") != 0)
        printf("%s: %lld %s\n", path, (long long)counts->read,
               unit_word(counts->read));
    if (counts->skipped)
        talk("in %lld %s characters that XML cannot hold became U+FFFD",
             (long long)counts->skipped, unit_word(counts->skipped));
    return BARQ_OK;
}

enum barq_status cmd_export(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_counts counts;
    struct barq_filter filter;
    bool any;
    const char *path = args->operands[0];

    if (args->json && strcmp(path, "-") == 0) {
        talk("export - writes TMX to standard output, so --json cannot");
        return BARQ_E_USAGE;
    }
    enum barq_status status = filter_read(args, &filter, &any);
    if (!status)
        status = open_memory(args, BARQ_READ, &memory);
    if (status)
        return status;
    const struct barq_exchange_options how = { .filter = any ? &filter : NULL };
    status =
        complain(barq_export_some(memory, path, &how, &counts, &err), &err);
    close_memory(memory);
    return status ? status : print_exported(args, &counts);
}
