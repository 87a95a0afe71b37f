#include "cli/cli.h"

static enum barq_status answer(const struct arguments *args, const char *name,
                               const char *text, const struct barq_mt_use *use)
{
    if (!args->json) {
        print_line("", text_named(text));
        return BARQ_OK;
    }
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "engine", name);
    cJSON_AddStringToObject(json, "source", args->operands[0]);
    cJSON_AddStringToObject(json, "target", text);
    cJSON_AddBoolToObject(json, "cached", use->cached > 0);
    cJSON_AddNumberToObject(json, "characters", (double)use->characters);
    return answer_print(json, true);
}

static enum barq_status translate(const struct arguments *args,
                                  const char *name, struct barq_engine *engine)
{
    struct barq_memory *memory = NULL;
    struct barq_mt_use use;
    struct barq_error err;
    char *text = NULL;
    enum barq_status status = open_working_memory(args, true, &memory);

    if (status)
        return status;
    status = complain(barq_translate_text(memory, engine,
                                          text_named(args->operands[0]), &text,
                                          &use, &err),
                      &err);
    if (!status)
        status = answer(args, name, text, &use);
    if (args->verbose)
        print_use(&use);
    barq_string_free(text);
    close_memory(memory);
    return status;
}

enum barq_status cmd_mt(const struct arguments *args)
{
    const char *name = engine_name(args);
    struct barq_engine *engine;

    if (!name) {
        talk("no engine is named; give --mt ENGINE or set BARQ_MT (barq "
             "engines lists them)");
        return BARQ_E_USAGE;
    }
    enum barq_status status = open_engine(args, name, &engine);
    if (!status)
        status = translate(args, name, engine);
    barq_engine_close(engine);
    return status;
}
