/* cmd_check.c - is the memory sound, and its index right? */
#include "cli/cli.h"

#include <string.h>

static enum barq_status check_json(const struct barq_check *check)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddNumberToObject(json, "units", (double)check->units);
    cJSON_AddNumberToObject(json, "postings", (double)check->postings);
    cJSON_AddBoolToObject(json, "sound", !*check->problem);
    if (*check->problem)
        cJSON_AddStringToObject(json, "problem", check->problem);
    return answer_print(json, true);
}

static enum barq_status say(const struct arguments *args,
                            const struct barq_check *check)
{
    enum barq_status status = BARQ_OK;

    if (args->json)
        status = check_json(check);
    else if (!*check->problem)
        printf("%lld units, sound; the index agrees with them\n",
               (long long)check->units);
    if (*check->problem)
        talk("%s: %s", memory_path(args), check->problem);
    return *check->problem ? BARQ_E_MEMORY : status;
}

enum barq_status cmd_check(const struct arguments *args)
{
    struct barq_check check;
    struct barq_memory *memory;
    struct barq_error err;
    enum barq_status status = open_memory(
        args, args->rebuild_index ? BARQ_WRITE : BARQ_READ, &memory);

    if (status)
        return status;
    if (args->rebuild_index)
        status = barq_memory_rebuild(memory, &err);
    if (!status)
        status = barq_memory_check(memory, &check, &err);
    barq_memory_close(memory);
    return status ? complain(status, &err) : say(args, &check);
}
