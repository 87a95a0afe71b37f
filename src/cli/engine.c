/* engine.c - the engine that the options and the environment name. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

const char *config_path(const struct arguments *args)
{
    static char usual[4096];
    const char *folder = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");

    if (args->config)
        return args->config;
    usual[0] = 0;
    if (folder && *folder)
        snprintf(usual, sizeof(usual), "%s/barq/barq.ini", folder);
    else if (home && *home)
        snprintf(usual, sizeof(usual), "%s/.config/barq/barq.ini", home);
    return *usual && access(usual, F_OK) == 0 ? usual : NULL;
}

enum barq_status read_style(const struct arguments *args,
                            struct barq_style *style)
{
    struct barq_error err;

    return complain(
        barq_style_read(config_path(args), args->style, style, &err), &err);
}

static void say(void *context, bool detail, const char *line)
{
    const struct arguments *args = context;

    if (!detail || args->verbose)
        talk("%s", line);
}

/* A whole number of characters; *end is behind it. */
static bool take_number(const char *text, int64_t *number, const char **end)
{
    char *stop;

    errno = 0;
    *number = strtoll(text, &stop, 10);
    *end = stop;
    return !errno && stop != text && *number > 0;
}

/* "20000", "20000/500000", "/500000": by run and by month. */
static bool read_budget(const char *text, struct barq_engine_options *how)
{
    const char *at = text;

    if (*at != '/' && !take_number(at, &how->run_characters, &at))
        return false;
    if (*at == '/' && !take_number(at + 1, &how->month_characters, &at))
        return false;
    return !*at;
}

const char *engine_name(const struct arguments *args)
{
    const char *usual = getenv("BARQ_MT");
    const char *name = args->mt ? args->mt : usual;

    return args->no_mt || !name || !*name ? NULL : name;
}

enum barq_status open_engine(const struct arguments *args, const char *name,
                             struct barq_engine **engine)
{
    struct barq_error err;
    struct barq_engine_options how = {
        .name = name,
        .config = config_path(args),
        .cacert = args->cacert,
        .say = say,
        .context = (void *)(uintptr_t)args,
    };

    *engine = NULL;
    if (!name)
        return BARQ_OK;
    if (args->budget && !read_budget(args->budget, &how)) {
        talk("--budget takes characters a run, a stroke and characters a "
             "month, as 20000/500000, not \"%s\"",
             args->budget);
        return BARQ_E_USAGE;
    }
    /* From here on a key lies in memory, which no core file shall show. */
    prctl(PR_SET_DUMPABLE, 0);
    return complain(barq_engine_open(&how, engine, &err), &err);
}

/* The memory, or an empty one while there is none yet. */
static enum barq_status open_or_empty(const struct arguments *args,
                                      struct barq_memory **memory)
{
    struct barq_error err;

    if (access(memory_path(args), F_OK) == 0)
        return open_memory(args, BARQ_READ, memory);
    talk("no memory at %s yet, so nothing can be reused; barq import, align "
         "and add fill one",
         memory_path(args));
    return complain(barq_memory_open(NULL, BARQ_WRITE, memory, &err), &err);
}

/* One that is there and cannot be written is read, and nothing is kept. */
static enum barq_status open_to_keep(const struct arguments *args,
                                     struct barq_memory **memory)
{
    const char *path = memory_path(args);

    if (access(path, F_OK) == 0 && access(path, W_OK) != 0) {
        talk("%s: cannot be written, so what the engine answers is not kept",
             path);
        return open_memory(args, BARQ_READ, memory);
    }
    return open_memory(args, BARQ_WRITE, memory);
}

enum barq_status open_working_memory(const struct arguments *args,
                                     bool with_engine,
                                     struct barq_memory **memory)
{
    return with_engine ? open_to_keep(args, memory)
                       : open_or_empty(args, memory);
}

void print_use(const struct barq_mt_use *use)
{
    if (!use->characters && !use->cached)
        return;
    fprintf(stderr, "%-10s %10zu  translated, %lld characters sent", "engine",
            use->segments, (long long)use->characters);
    if (use->cached)
        fprintf(stderr, ", %zu known from before", use->cached);
    if (use->month_budget)
        fprintf(stderr, ", %lld of %lld this month", (long long)use->month,
                (long long)use->month_budget);
    else if (use->month > use->characters)
        fprintf(stderr, ", %lld this month", (long long)use->month);
    putc('\n', stderr);
}
