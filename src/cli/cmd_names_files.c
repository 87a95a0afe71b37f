/* cmd_names_files.c - barq names propose, import and export. */
#include "cli/names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ----------------------------------------------------------------- propose */

struct reading {
    bool begun;
};

static void tell(void *context, int64_t done, int64_t total)
{
    struct reading *reading = context;

    if (!reading->begun)
        progress_begin("reading", (size_t)total);
    reading->begun = true;
    progress_step((size_t)done);
}

/* A program that asked gets an answer all the same. */
static void say_none(const struct arguments *args)
{
    if (!args->json)
        return;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddItemToObject(json, "names", cJSON_CreateArray());
    answer_print(json, true);
}

enum barq_status names_propose(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_names *names = NULL;
    struct barq_filter filter;
    struct reading reading = { 0 };
    bool any = false;
    enum barq_status status = filter_read(args, &filter, &any);

    if (!status)
        status =
            open_memory(args, args->dry_run ? BARQ_READ : BARQ_CHANGE, &memory);
    if (status)
        return status;
    const struct barq_propose_options how = {
        .filter = any ? &filter : NULL,
        .stories = args->stories,
        .dry_run = args->dry_run,
        .progress = { tell, &reading },
    };
    status = barq_names_propose(memory, &how, &names, &err);
    progress_end();
    complain(status, &err);
    close_memory(memory);
    if (!status)
        status = names_print(args, names);
    else if (status == BARQ_NOTHING)
        say_none(args);
    if (!status && !args->json)
        talk("%zu names proposed%s", barq_names_count(names),
             args->dry_run ? "; nothing stored (--dry-run)" : "");
    barq_names_free(names);
    return status;
}

/* ------------------------------------------------------------------ import */

/* "line\nline\n", a string each. */
static cJSON *line_list(char *lines)
{
    cJSON *list = cJSON_CreateArray();
    char *rest = NULL;

    for (char *line = strtok_r(lines, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        cJSON_AddItemToArray(list, cJSON_CreateString(line));
    return list;
}

static enum barq_status say_imported(const struct arguments *args,
                                     const struct barq_counts *counts,
                                     char *skips)
{
    const char *path = args->operands[1];
    char *rest = NULL;

    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "file", path);
        cJSON_AddNumberToObject(json, "read", (double)counts->read);
        cJSON_AddNumberToObject(json, "added", (double)counts->added);
        cJSON_AddNumberToObject(json, "merged", (double)counts->merged);
        cJSON_AddNumberToObject(json, "skipped", (double)counts->skipped);
        cJSON_AddItemToObject(json, "reasons", line_list(skips));
        cJSON_AddBoolToObject(json, "dry_run", args->dry_run);
        return answer_print(json, true);
    }
    printf("%s: %lld read, %lld added, %lld known already, %lld left out%s\n",
           path, (long long)counts->read, (long long)counts->added,
           (long long)counts->merged, (long long)counts->skipped,
           args->dry_run ? "; nothing stored (--dry-run)" : "");
    for (char *line = strtok_r(skips, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        fputs("  left out: ", stdout);
        print_line("", text_named(line));
    }
    return BARQ_OK;
}

/* A missing file is noticed before there is a memory for it, and a dry run
 * makes none. */
static enum barq_status open_for_import(const struct arguments *args,
                                        struct barq_memory **memory)
{
    struct barq_error err;
    const char *path = args->operands[1];

    if (strcmp(path, "-") != 0 && access(path, R_OK) != 0) {
        talk("%s: cannot open: %s", path, strerror(errno));
        return BARQ_E_INPUT;
    }
    if (!args->dry_run || access(memory_path(args), F_OK) == 0)
        return open_memory(args, BARQ_WRITE, memory);
    return complain(barq_memory_open(NULL, BARQ_WRITE, memory, &err), &err);
}

enum barq_status names_import(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_counts counts = { 0 };
    char *skips = NULL;
    const struct barq_names_options how = { .dry_run = args->dry_run,
                                            .who = change_options(args).who };
    enum barq_status status = open_for_import(args, &memory);

    if (status)
        return status;
    status = complain(barq_names_import(memory, args->operands[1], &how,
                                        &counts, &skips, &err),
                      &err);
    close_memory(memory);
    if (!status)
        status = say_imported(args, &counts, skips);
    barq_string_free(skips);
    return status;
}

/* ------------------------------------------------------------------ export */

/* TBX, unless the name of the file ends in .csv. */
static enum barq_names_form form_of(const char *path)
{
    size_t len = strlen(path);

    return len > 4 && strcmp(path + len - 4, ".csv") == 0 ? BARQ_NAMES_CSV
                                                          : BARQ_NAMES_TBX;
}

enum barq_status names_export(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_counts counts = { 0 };
    const char *path = args->operands[1];
    bool piped = strcmp(path, "-") == 0;

    if (args->json && piped) {
        talk("names export - writes to standard output, so --json cannot");
        return BARQ_E_USAGE;
    }
    enum barq_names_form form = args->csv ? BARQ_NAMES_CSV : form_of(path);
    enum barq_status status = open_memory(args, BARQ_READ, &memory);
    if (status)
        return status;
    status =
        complain(barq_names_export(memory, path, form, &counts, &err), &err);
    close_memory(memory);
    if (status || piped)
        return status;
    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "file", path);
        cJSON_AddNumberToObject(json, "names", (double)counts.added);
        return answer_print(json, true);
    }
    printf("%s: %lld names\n", path, (long long)counts.added);
    return BARQ_OK;
}
