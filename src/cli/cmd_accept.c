#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static enum barq_status answer(const struct arguments *args,
                               const struct barq_counts *counts)
{
    if (!args->json) {
        printf("%lld added, %lld known already, %lld left out%s\n",
               (long long)counts->added, (long long)counts->merged,
               (long long)counts->skipped,
               args->dry_run ? "; nothing stored (--dry-run)" : "");
        return BARQ_OK;
    }
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "read", (double)counts->read);
    cJSON_AddNumberToObject(json, "added", (double)counts->added);
    cJSON_AddNumberToObject(json, "merged", (double)counts->merged);
    cJSON_AddNumberToObject(json, "skipped", (double)counts->skipped);
    cJSON_AddBoolToObject(json, "dry_run", args->dry_run);
    return answer_print(json, true);
}

/* Whoever accepts it has read it, so there are two origins to choose from. */
static enum barq_status check_origin(const char *origin)
{
    if (!origin || strcmp(origin, "reviewed") == 0 ||
        strcmp(origin, "published") == 0)
        return BARQ_OK;
    talk("what is accepted is reviewed or published, not \"%s\"", origin);
    return BARQ_E_USAGE;
}

enum barq_status cmd_accept(const struct arguments *args)
{
    struct barq_memory *memory;
    struct barq_counts counts;
    struct barq_error err;
    const struct barq_exchange_options how = {
        .who = args->who ? args->who : getenv("USER"),
        .note = args->note,
        .published = args->origin && strcmp(args->origin, "published") == 0,
        .dry_run = args->dry_run,
    };
    enum barq_status status = check_origin(args->origin);

    if (!status)
        status = files_check(args);
    if (!status)
        status = open_memory(args, BARQ_WRITE, &memory);
    if (status)
        return status;
    status = complain(
        barq_accept(memory, args->operands[0], &how, &counts, &err), &err);
    close_memory(memory);
    if (status)
        return status;
    status = answer(args, &counts);
    return !status && !counts.added && !counts.merged ? BARQ_NOTHING : status;
}
