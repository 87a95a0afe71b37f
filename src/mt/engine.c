/* engine.c - a configured engine: opened, asked whether it is there, and the
 * list of all of them. */
#include "mt/engine.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

/* What one handle takes: its options and no texts. */
enum { ENGINE_CEILING = 8 << 20 };

static enum barq_status read_config(const char *path, struct ini *ini,
                                    struct arena *keep, struct barq_error *err)
{
    *ini = (struct ini){ .path = path };
    return path ? ini_read(path, true, ini, keep, err) : BARQ_OK;
}

static enum barq_status set_up(struct barq_engine *engine,
                               const struct barq_engine_options *options,
                               struct arena *keep, struct barq_error *err)
{
    struct mt_config *config = &engine->config;
    struct ini ini;
    enum barq_status status = read_config(options->config, &ini, keep, err);

    if (!status)
        status =
            mt_configure(options, &ini, config, &engine->limits, keep, err);
    if (status)
        return status;
    engine->say = options->say;
    engine->context = options->context;
    engine->title =
        config->model.len
            ? arena_print(keep, "%s %s", config->name.at, config->model.at)
            : config->name;
    return engine->title.at ? BARQ_OK : fail_nomem(err, "for an engine");
}

enum barq_status barq_engine_open(const struct barq_engine_options *options,
                                  struct barq_engine **out,
                                  struct barq_error *err)
{
    static const struct barq_engine_options none = { 0 };
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, ENGINE_CEILING, &keep, err);

    if (status)
        return status;
    madvise(home.at, home.size, MADV_DONTDUMP); /* the key lies here */
    struct barq_engine *engine = arena_new(&keep, struct barq_engine, 1);
    engine->home = home;
    status = set_up(engine, options ? options : &none, &keep, err);
    if (status) {
        if (err)
            mt_hide_key(engine->config.key, err->message);
        block_release(home);
        return status;
    }
    *out = engine;
    return BARQ_OK;
}

void barq_engine_close(struct barq_engine *engine)
{
    if (!engine)
        return;
    transport_close(engine->transport);
    block_release(engine->home);
}

struct barq_text mt_engine_name(const struct barq_engine *engine)
{
    return engine->title;
}

bool mt_wants_examples(const struct barq_engine *engine)
{
    return engine->config.examples;
}

struct mt_limits *mt_limits(struct barq_engine *engine)
{
    return &engine->limits;
}

struct barq_mt_use mt_use(const struct barq_engine *engine)
{
    return engine->use;
}

enum barq_status engine_connect(struct barq_engine *engine,
                                struct barq_error *err)
{
    return engine->transport ? BARQ_OK
                             : transport_open(&engine->config, &engine->limits,
                                              &engine->transport, err);
}

/* ------------------------------------------------------ is it there? */

static struct mt_request check_request(const struct mt_config *config,
                                       struct arena *scratch)
{
    struct mt_request request = { .get = true };
    const char *path = config->kind->check_path;

    request.url =
        arena_print(scratch, "%s%s", config->url.at, path ? path : "");
    mt_header(&request, scratch, "Accept: application/json");
    if (config->kind->sign)
        config->kind->sign(config, &request, scratch);
    return request;
}

/* Whoever answers is there; only a key that is not taken is held against
 * it, and a server that is out of order. */
static enum barq_status judge_check(const struct mt_config *config,
                                    const struct transport_done *done,
                                    struct barq_error *err)
{
    enum mt_trouble trouble = mt_judge(done->reply.http_status);
    struct barq_text nothing = { 0 };

    if (trouble == MT_KEY || trouble == MT_QUOTA || trouble == MT_BUSY) {
        mt_refuse(config, &done->reply, trouble, nothing, err);
        return BARQ_E_ENGINE;
    }
    return BARQ_OK;
}

enum barq_status barq_engine_check(struct barq_engine *engine,
                                   struct barq_error *err)
{
    struct transport_done done;
    struct block home;
    struct arena scratch;
    enum barq_status status = engine_connect(engine, err);

    if (!status)
        status = block_reserve(&home, ENGINE_CEILING, &scratch, err);
    if (status)
        return status;
    struct mt_request request = check_request(&engine->config, &scratch);
    int most_ms = 2 * engine->limits.connect_ms;
    status = mt_finish(&engine->config, &request, err);
    if (!status)
        status = transport_start(engine->transport, &request, most_ms, err);
    while (!status && !transport_wait(engine->transport, most_ms, &done))
        continue;
    if (!status && done.trouble)
        status =
            fail(err, done.err.status, done.err.cause, "%s", done.err.message);
    else if (!status)
        status = judge_check(&engine->config, &done, err);
    if (status && err)
        mt_hide_key(engine->config.key, err->message);
    block_release(home);
    return status;
}

/* -------------------------------------------------------- all of them */

enum { LISTED_MOST = 256 };

/* The list that the caller holds is `at`. */
struct engine_list {
    struct block home;
    size_t count;
    struct barq_engine_info at[LISTED_MOST];
};

static bool is_listed(const struct engine_list *list, struct barq_text name)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(text_of(list->at[i].name), name))
            return true;
    return false;
}

/* NULL when the arena is full. */
static const char *copy(struct barq_text text, struct arena *keep)
{
    return arena_text(keep, text).at;
}

static enum barq_status add(struct engine_list *list, const struct ini *ini,
                            struct barq_text name, struct arena *keep,
                            struct barq_error *err)
{
    struct barq_engine_options options = { .name = copy(name, keep) };
    struct barq_error why = { 0 };
    struct mt_config config = { 0 };
    struct mt_limits limits;
    enum barq_status status;

    if (!options.name)
        return fail_nomem(err, "for a list of engines");
    if (list->count == LISTED_MOST || is_listed(list, name))
        return BARQ_OK;
    status = mt_configure(&options, ini, &config, &limits, keep, &why);
    if (status == BARQ_E_INTERNAL)
        return fail(err, status, why.cause, "%s", why.message);
    mt_hide_key(config.key, why.message);
    struct barq_engine_info info = {
        .name = options.name,
        .kind = config.kind ? config.kind->name : "",
        .url = copy(config.url, keep),
        .model = copy(config.model, keep),
        .key_source = copy(config.key_source, keep),
        .problem = copy(text_of(why.message), keep),
        .configured = !config.kind || mt_is_configured(ini, &config),
    };
    if (!info.url || !info.model || !info.key_source || !info.problem)
        return fail_nomem(err, "for a list of engines");
    list->at[list->count++] = info;
    return BARQ_OK;
}

static enum barq_status fill(struct engine_list *list, const char *path,
                             struct arena *keep, struct barq_error *err)
{
    struct ini ini;
    struct barq_text name;
    enum barq_status status = read_config(path, &ini, keep, err);

    for (size_t i = 0; !status && (name = mt_section_name(&ini, i)).at; i++)
        status = add(list, &ini, name, keep, err);
    for (size_t i = 0; !status && mt_kind_at(i); i++)
        if (mt_kind_at(i) != &mt_template_kind)
            status = add(list, &ini, text_of(mt_kind_at(i)->name), keep, err);
    return status;
}

enum barq_status barq_engines_list(const char *config,
                                   struct barq_engine_info **out, size_t *count,
                                   struct barq_error *err)
{
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, ENGINE_CEILING, &keep, err);

    if (status)
        return status;
    struct engine_list *list = arena_new(&keep, struct engine_list, 1);
    list->home = home;
    status = fill(list, config, &keep, err);
    if (status) {
        block_release(home);
        return status;
    }
    *out = list->at;
    *count = list->count;
    return BARQ_OK;
}

void barq_engines_free(struct barq_engine_info *engines)
{
    if (!engines)
        return;
    char *list = (char *)engines - offsetof(struct engine_list, at);
    block_release(((struct engine_list *)(void *)list)->home);
}
