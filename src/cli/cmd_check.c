/*
 * cmd_check.c - is the memory sound, and are its pairs, or those of a file?
 *
 * Without options it is the file and the index that are checked, as scripts
 * do after a crash; to check what the pairs say is asked for, by --pairs, by
 * a rule or by saying which units.
 */
#include "cli/check.h"

#include <string.h>
#include <unistd.h>

static cJSON *soundness_json(const struct barq_check *check)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddNumberToObject(json, "units", (double)check->units);
    cJSON_AddNumberToObject(json, "postings", (double)check->postings);
    cJSON_AddBoolToObject(json, "sound", !*check->problem);
    if (*check->problem)
        cJSON_AddStringToObject(json, "problem", check->problem);
    return json;
}

static enum barq_status say(const struct arguments *args,
                            const struct barq_check *check)
{
    enum barq_status status = BARQ_OK;

    if (args->json)
        status = answer_print(soundness_json(check), true);
    else if (!*check->problem)
        printf("%lld %s, sound; the index agrees with them\n",
               (long long)check->units, unit_word(check->units));
    if (*check->problem)
        talk("%s: %s", memory_path(args), check->problem);
    return *check->problem ? BARQ_E_MEMORY : status;
}

/* ------------------------------------------------------------------- pairs */

static enum barq_status check_units(const struct arguments *args,
                                    struct barq_memory *memory,
                                    const struct barq_filter *filter,
                                    const struct barq_check *sound)
{
    struct checks checks;
    struct check_output output;
    struct barq_check_counts counts;
    struct barq_error err;
    enum barq_status status = checks_open(args, memory, &checks);

    if (status)
        return status;
    check_output_begin(&output, args, checks.checker);
    const struct barq_check_sink sink = { check_output_tell, &output };
    status = complain(
        barq_check_memory(checks.checker, memory, filter, &sink, &counts, &err),
        &err);
    if (status) {
        cJSON_Delete(output.list);
    } else {
        check_output_add(&output, &counts);
        status = check_output_end(&output, soundness_json(sound));
    }
    checks_close(&checks);
    return status;
}

/* The memory whose ledger the pairs of a file are checked by: one that is
 * named on the command line has to be there, another counts if it is. */
static enum barq_status open_ledger(const struct arguments *args,
                                    struct barq_memory **out)
{
    const char *path = memory_path(args);

    *out = NULL;
    if (!args->tm && (!*path || access(path, F_OK) != 0))
        return BARQ_OK;
    return open_memory(args, BARQ_READ, out);
}

static enum barq_status open_checks(const struct arguments *args,
                                    struct checks *checks)
{
    struct barq_memory *memory;
    enum barq_status status = open_ledger(args, &memory);

    if (status)
        return status;
    status = checks_open(args, memory, checks);
    close_memory(memory);
    return status;
}

static enum barq_status check_files(const struct arguments *args)
{
    struct checks checks;
    struct check_output output;
    struct barq_error err;
    enum barq_status status = open_checks(args, &checks);

    if (status)
        return status;
    check_output_begin(&output, args, checks.checker);
    const struct barq_check_sink sink = { check_output_tell, &output };
    for (int i = 0; i < args->count && !status; i++) {
        struct barq_check_counts counts;
        output.path = args->operands[i];
        status = complain(
            barq_check_file(checks.checker, output.path, &sink, &counts, &err),
            &err);
        if (!status)
            check_output_add(&output, &counts);
    }
    if (status)
        cJSON_Delete(output.list);
    else
        status = check_output_end(&output, NULL);
    checks_close(&checks);
    return status;
}

static bool wants_pairs(const struct arguments *args)
{
    return args->pairs || args->sarif || args->rules || args->no_rule ||
           filter_given(args);
}

static enum barq_status check_memory(const struct arguments *args,
                                     struct barq_memory *memory,
                                     const struct barq_filter *filter)
{
    struct barq_check check;
    struct barq_error err;
    enum barq_status status = BARQ_OK;

    if (args->rebuild_index)
        status = barq_memory_rebuild(memory, &err);
    if (!status)
        status = barq_memory_check(memory, &check, &err);
    if (status)
        return complain(status, &err);
    if (!wants_pairs(args) || *check.problem)
        return say(args, &check);
    return check_units(args, memory, filter, &check);
}

enum barq_status cmd_check(const struct arguments *args)
{
    struct barq_memory *memory;
    struct barq_filter filter;
    bool some;

    if (args->json && args->sarif) {
        talk("--json and --sarif name two forms; give one");
        return BARQ_E_USAGE;
    }
    if (args->count && filter_given(args)) {
        talk("--%s says which units of the memory; a FILE is checked whole",
             filter_given(args));
        return BARQ_E_USAGE;
    }
    if (args->count && args->rebuild_index) {
        talk("--rebuild-index is of the memory; a FILE has no index");
        return BARQ_E_USAGE;
    }
    if (args->count)
        return check_files(args);
    enum barq_status status = filter_read(args, &filter, &some);
    if (!status)
        status = open_memory(
            args, args->rebuild_index ? BARQ_CHANGE : BARQ_READ, &memory);
    if (status)
        return status;
    status = check_memory(args, memory, some ? &filter : NULL);
    close_memory(memory);
    return status;
}
