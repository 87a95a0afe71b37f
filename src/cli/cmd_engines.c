#include "cli/cli.h"

/* What `barq engines --check` finds out. */
struct check {
    bool asked, reachable;
    struct barq_error err;
};

static struct check check_one(const struct arguments *args,
                              const struct barq_engine_info *info)
{
    struct check check = { .asked = args->check && !*info->problem };
    const struct barq_engine_options how = { .name = info->name,
                                             .config = config_path(args),
                                             .cacert = args->cacert };
    struct barq_engine *engine = NULL;

    if (!check.asked)
        return check;
    enum barq_status status = barq_engine_open(&how, &engine, &check.err);
    if (!status)
        status = barq_engine_check(engine, &check.err);
    check.reachable = !status;
    barq_engine_close(engine);
    return check;
}

static cJSON *json_of(const struct barq_engine_info *info,
                      const struct check *check)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "name", info->name);
    cJSON_AddStringToObject(json, "engine", info->kind);
    cJSON_AddStringToObject(json, "url", info->url);
    cJSON_AddStringToObject(json, "model", info->model);
    cJSON_AddStringToObject(json, "key", info->key_source);
    cJSON_AddBoolToObject(json, "configured", info->configured);
    cJSON_AddBoolToObject(json, "usable", !*info->problem);
    if (*info->problem)
        cJSON_AddStringToObject(json, "problem", info->problem);
    if (check->asked)
        cJSON_AddBoolToObject(json, "reachable", check->reachable);
    if (check->asked && !check->reachable)
        cJSON_AddStringToObject(json, "failure", check->err.message);
    return json;
}

static void print_one(const struct barq_engine_info *info,
                      const struct check *check)
{
    print_line("", text_named(info->name));
    if (*info->problem) {
        printf("    cannot be used: ");
        print_line("", text_named(info->problem));
        return;
    }
    print_line("    engine  ", text_named(info->kind));
    print_line("    url     ", text_named(info->url));
    print_line("    model   ", text_named(info->model));
    print_line("    key     ",
               text_named(*info->key_source ? info->key_source : "none"));
    if (check->asked && check->reachable)
        puts("    check   it answers");
    else if (check->asked)
        print_line("    check   ", text_named(check->err.message));
}

/* Only what something is set for, or needs nothing set. */
static bool is_shown(const struct barq_engine_info *info)
{
    return info->configured || !*info->problem;
}

static void print_others(const struct barq_engine_info *engines, size_t count)
{
    bool first = true;

    for (size_t i = 0; i < count; i++) {
        struct barq_engine_info info = engines[i];
        if (is_shown(&info))
            continue;
        printf("%s%s", first ? "not set up: " : ", ", info.name);
        first = false;
    }
    if (!first)
        putchar('\n');
}

static enum barq_status print_all(const struct arguments *args,
                                  const struct barq_engine_info *engines,
                                  size_t count)
{
    enum barq_status status = BARQ_OK;
    cJSON *list = args->json ? cJSON_CreateArray() : NULL;

    for (size_t i = 0; i < count; i++) {
        struct barq_engine_info info = engines[i];
        if (!args->json && !is_shown(&info))
            continue;
        struct check check = check_one(args, &info);
        if (check.asked && !check.reachable && info.configured)
            status = BARQ_E_ENGINE;
        if (args->json)
            cJSON_AddItemToArray(list, json_of(&info, &check));
        else
            print_one(&info, &check);
    }
    if (args->json) {
        enum barq_status printed = answer_print(list, true);
        return printed ? printed : status;
    }
    print_others(engines, count);
    return status;
}

enum barq_status cmd_engines(const struct arguments *args)
{
    struct barq_error err;
    struct barq_engine_info *engines;
    size_t count;
    enum barq_status status =
        barq_engines_list(config_path(args), &engines, &count, &err);

    if (status)
        return complain(status, &err);
    status = print_all(args, engines, count);
    barq_engines_free(engines);
    return status;
}
