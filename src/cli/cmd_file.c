/* cmd_file.c - barq backup, restore and merge: memories as whole files. */
#include "cli/cli.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---------------------------------------------------------------- progress */

/* A copy on its way; the first step says how long it is. */
struct copying {
    const char *label;
    bool begun;
};

static void tell(void *context, int64_t done, int64_t total)
{
    struct copying *copying = context;

    if (!copying->begun)
        progress_begin(copying->label, (size_t)total);
    copying->begun = true;
    progress_step((size_t)done);
}

/* ---------------------------------------------------------- what it is now */

static enum barq_status stats_of(struct barq_memory *memory,
                                 struct barq_stats *stats)
{
    struct barq_error err;
    enum barq_status status =
        complain(barq_memory_stats(memory, stats, &err), &err);

    close_memory(memory);
    return status;
}

static enum barq_status read_stats(const char *path, struct barq_stats *stats)
{
    struct barq_error err;
    struct barq_memory *memory;
    enum barq_status status = barq_memory_open(path, BARQ_READ, &memory, &err);

    return status ? complain(status, &err) : stats_of(memory, stats);
}

/* The same of a backup; into that of a memory of an older barq, which is just
 * as old, nobody looks, and *older says so. */
static enum barq_status read_backup(const char *path, struct barq_stats *stats,
                                    bool *older)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct stat facts;
    enum barq_status status = barq_memory_open(path, BARQ_READ, &memory, &err);

    if (!status)
        return stats_of(memory, stats);
    if (barq_memory_open(path, BARQ_COPY, &memory, NULL))
        return complain(status, &err);
    close_memory(memory);
    *older = true;
    if (stat(path, &facts) == 0)
        stats->bytes = facts.st_size;
    return BARQ_OK;
}

static enum barq_status print_backup(const struct arguments *args,
                                     const char *path)
{
    struct barq_stats stats = { 0 };
    bool older = false;
    enum barq_status status = read_backup(path, &stats, &older);

    if (status)
        return status;
    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "file", path);
        if (older)
            cJSON_AddNullToObject(json, "units");
        else
            cJSON_AddNumberToObject(json, "units", (double)stats.units);
        cJSON_AddNumberToObject(json, "bytes", (double)stats.bytes);
        return answer_print(json, true);
    }
    printf("%s: ", path);
    if (older)
        printf("of an older barq, as it is");
    else
        printf("%lld %s", (long long)stats.units, unit_word(stats.units));
    printf(", %.1f MB\n", (double)stats.bytes / 1e6);
    return BARQ_OK;
}

enum barq_status cmd_backup(const struct arguments *args)
{
    struct copying copying = { .label = "copying" };
    const struct barq_progress progress = { tell, &copying };
    const char *path = args->operands[0];
    struct barq_error err;
    struct barq_memory *memory;
    enum barq_status status = open_memory(args, BARQ_COPY, &memory);

    if (status)
        return status;
    status = barq_memory_backup(memory, path, &progress, &err);
    progress_end();
    complain(status, &err);
    close_memory(memory);
    return status ? status : print_backup(args, path);
}

static enum barq_status print_restored(const struct arguments *args,
                                       const char *path, const char *kept)
{
    struct barq_stats stats = { 0 };
    enum barq_status status = read_stats(path, &stats);

    if (status)
        return status;
    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "file", path);
        cJSON_AddStringToObject(json, "from", args->operands[0]);
        cJSON_AddNumberToObject(json, "units", (double)stats.units);
        if (kept)
            cJSON_AddStringToObject(json, "kept", kept);
        else
            cJSON_AddNullToObject(json, "kept");
        return answer_print(json, true);
    }
    printf("%s: %lld %s, as in %s\n", path, (long long)stats.units,
           unit_word(stats.units), args->operands[0]);
    if (kept)
        printf("the memory that was there is %s\n", kept);
    return BARQ_OK;
}

enum barq_status cmd_restore(const struct arguments *args)
{
    struct copying copying = { .label = "restoring" };
    const struct barq_progress progress = { tell, &copying };
    struct barq_error err;
    char *kept = NULL;
    const char *path;
    enum barq_status status = name_memory(args, BARQ_WRITE, &path);

    if (status)
        return status;
    status =
        barq_memory_restore(path, args->operands[0], &progress, &kept, &err);
    progress_end();
    if (status)
        return complain(status, &err);
    status = print_restored(args, path, kept);
    barq_string_free(kept);
    return status;
}

/* ------------------------------------------------------------------- merge */

static enum barq_status merge_one(const struct arguments *args,
                                  struct barq_memory *memory,
                                  const struct barq_filter *filter,
                                  const char *path, cJSON *list)
{
    struct barq_error err;
    struct barq_counts counts;
    enum barq_status status = barq_memory_merge_some(
        memory, path, filter, args->dry_run, &counts, &err);

    if (status)
        return complain(status, &err);
    if (list) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "file", path);
        cJSON_AddNumberToObject(json, "read", (double)counts.read);
        cJSON_AddNumberToObject(json, "added", (double)counts.added);
        cJSON_AddNumberToObject(json, "merged", (double)counts.merged);
        if (filter)
            cJSON_AddNumberToObject(json, "skipped", (double)counts.skipped);
        cJSON_AddBoolToObject(json, "dry_run", args->dry_run);
        cJSON_AddItemToArray(list, json);
        return BARQ_OK;
    }
    printf("%s: %lld read, %lld added, %lld known already", path,
           (long long)counts.read, (long long)counts.added,
           (long long)counts.merged);
    if (filter)
        printf(", %lld left out", (long long)counts.skipped);
    puts(args->dry_run ? "; nothing stored (--dry-run)" : "");
    return BARQ_OK;
}

/* Seen to before a memory is made for them. */
static enum barq_status check_there(const struct arguments *args)
{
    for (int i = 0; i < args->count; i++)
        if (access(args->operands[i], F_OK) != 0 && errno == ENOENT) {
            talk("%s: no such file", args->operands[i]);
            return BARQ_E_MEMORY;
        }
    return BARQ_OK;
}

enum barq_status cmd_merge(const struct arguments *args)
{
    struct barq_memory *memory;
    struct barq_filter filter;
    cJSON *list = NULL;
    bool any;
    enum barq_status status = filter_read(args, &filter, &any);

    if (!status)
        status = check_there(args);
    if (!status)
        status = open_to_import(args, &memory);
    if (status)
        return status;
    if (args->json)
        list = cJSON_CreateArray();
    for (int i = 0; i < args->count && !status; i++)
        status = merge_one(args, memory, any ? &filter : NULL,
                           args->operands[i], list);
    close_memory(memory);
    if (!list)
        return status;
    enum barq_status printed = answer_print(list, true);
    return status ? status : printed;
}
