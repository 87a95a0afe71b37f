/*
 * config.c - the section of an engine in barq.ini, and what the environment
 * adds.
 *
 *     [mt newsroom]                     barq translate --mt newsroom
 *     engine = openai                   without it: the name is the engine
 *     url = https://llm.example.org/v1
 *     model = small-translator
 *     key_file = ~/.config/barq/llm.key
 *     budget_month = 500000
 *
 * The environment has the last word over the file, so that a script can
 * point one run elsewhere: BARQ_NEWSROOM_URL, _KEY, _KEY_FILE, _MODEL and
 * _REGION, the name in capitals, with "_" for what is no letter or digit.
 *
 * Time-outs and retries stand in limits_of(); where a number is not the
 * protocol's, it is what a desk would wait: a minute for a sentence, ten for
 * a story; and five times as long for a language model on a machine of its
 * own.
 */
#include "mt/config.h"

#include "mt/transport.h"

#include "base/error.h"
#include "base/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTION "mt "

struct setting {
    const char *name;
    enum { TEXT, FLAG, REAL, COUNT, SECONDS, CHARACTERS, SPECIAL } type;
    size_t offset;  /* into the configuration; of numbers, into the limits */
    long long most; /* of a number */
};

#define OF_CONFIG(member) offsetof(struct mt_config, member)
#define OF_LIMITS(member) offsetof(struct mt_limits, member)

static const struct setting settings[] = {
    { "engine", SPECIAL, 0, 0 },
    { "key_env", SPECIAL, 0, 0 },
    { "key_file", SPECIAL, 0, 0 },
    { "url", TEXT, OF_CONFIG(url), 0 },
    { "model", TEXT, OF_CONFIG(model), 0 },
    { "region", TEXT, OF_CONFIG(region), 0 },
    { "version", TEXT, OF_CONFIG(version), 0 },
    { "glossary", TEXT, OF_CONFIG(glossary), 0 },
    { "english", TEXT, OF_CONFIG(english), 0 },
    { "arabic", TEXT, OF_CONFIG(arabic), 0 },
    { "style", TEXT, OF_CONFIG(style), 0 },
    { "cacert", TEXT, OF_CONFIG(cacert), 0 },
    { "temperature", REAL, OF_CONFIG(temperature), 2 },
    { "plain_http", FLAG, OF_CONFIG(allow_http), 0 },
    { "connect_timeout", SECONDS, OF_LIMITS(connect_ms), 600 },
    { "idle_timeout", SECONDS, OF_LIMITS(idle_ms), 3600 },
    { "timeout", SECONDS, OF_LIMITS(total_ms), 3600 },
    { "run_timeout", SECONDS, OF_LIMITS(run_ms), 86400 },
    { "retries", COUNT, OF_LIMITS(retries), 20 },
    { "concurrency", COUNT, OF_LIMITS(concurrency), TRANSPORT_SLOTS_MOST },
    { "budget_run", CHARACTERS, OF_LIMITS(run_characters), 1000000000000 },
    { "budget_month", CHARACTERS, OF_LIMITS(month_characters), 1000000000000 },
    { "texts", SPECIAL, 0, 1000 },
    { "method", TEXT, OF_CONFIG(template.method), 0 },
    { "body", TEXT, OF_CONFIG(template.body), 0 },
    { "answer", TEXT, OF_CONFIG(template.answer), 0 },
    { "header", SPECIAL, 0, 0 },
};
enum { SETTINGS = sizeof(settings) / sizeof(settings[0]) };

/* ------------------------------------------------------------ the file */

struct barq_text mt_section_name(const struct ini *ini, size_t index)
{
    for (size_t i = 0; i < ini->count; i++) {
        struct barq_text section = ini->entries[i].section;
        bool first = i == 0 || ini->entries[i - 1].section.at != section.at;
        if (!first || strncmp(section.at, SECTION, sizeof(SECTION) - 1) != 0)
            continue;
        if (index-- == 0)
            return text_trim(
                text_slice(section, sizeof(SECTION) - 1, section.len));
    }
    return (struct barq_text){ 0 };
}

static bool is_section_of(struct barq_text section, struct barq_text name)
{
    return section.len > sizeof(SECTION) - 1 &&
           memcmp(section.at, SECTION, sizeof(SECTION) - 1) == 0 &&
           text_equal(
               text_trim(text_slice(section, sizeof(SECTION) - 1, section.len)),
               name);
}

/* The last setting of that name for the engine, or NULL. */
static const struct ini_entry *find(const struct ini *ini,
                                    struct barq_text engine, const char *name)
{
    for (size_t i = ini->count; i-- > 0;)
        if (is_section_of(ini->entries[i].section, engine) &&
            text_equal(ini->entries[i].name, text_of(name)))
            return &ini->entries[i];
    return NULL;
}

static const char *value_of(const struct ini *ini, struct barq_text engine,
                            const char *name)
{
    const struct ini_entry *entry = find(ini, engine, name);

    return entry ? entry->value.at : NULL;
}

static enum barq_status set_number(const struct ini *ini,
                                   const struct ini_entry *entry,
                                   const struct setting *setting, void *field,
                                   struct barq_error *err)
{
    long long value = 0, range[2] = { setting->type != COUNT, setting->most };
    enum barq_status status = ini_number(ini, entry, range, &value, err);

    if (status)
        return status;
    if (setting->type == CHARACTERS)
        *(int64_t *)field = value;
    else
        *(int *)field = (int)(setting->type == SECONDS ? value * 1000 : value);
    return BARQ_OK;
}

static enum barq_status set_real(const struct ini *ini,
                                 const struct ini_entry *entry,
                                 const struct setting *setting, double *field,
                                 struct barq_error *err)
{
    char *end;
    double value = strtod(entry->value.at, &end);

    if (end == entry->value.at || *end || !(value >= 0) ||
        value > (double)setting->most)
        return ini_fail(ini, entry, err,
                        "%s is a number from 0 to %lld, not \"%s\"",
                        setting->name, setting->most, entry->value.at);
    *field = value;
    return BARQ_OK;
}

static enum barq_status add_header(const struct ini *ini,
                                   const struct ini_entry *entry,
                                   struct mt_template *template,
                                   struct barq_error *err)
{
    const size_t room =
        sizeof(template->headers) / sizeof(template->headers[0]);

    if (template->header_count == room)
        return ini_fail(ini, entry, err, "more than %zu headers", room);
    if (!memchr(entry->value.at, ':', entry->value.len))
        return ini_fail(ini, entry, err, "a header is Name: value");
    template->headers[template->header_count++] = entry->value;
    return BARQ_OK;
}

static enum barq_status set_special(const struct ini *ini,
                                    const struct ini_entry *entry,
                                    struct mt_config *config,
                                    struct mt_limits *limits,
                                    struct barq_error *err)
{
    long long value = 0, range[2] = { 1, 1000 };

    if (text_equal(entry->name, text_of("header")))
        return add_header(ini, entry, &config->template, err);
    if (!text_equal(entry->name, text_of("texts")))
        return BARQ_OK; /* read elsewhere */
    enum barq_status status = ini_number(ini, entry, range, &value, err);
    if (!status)
        limits->texts = (size_t)value;
    return status;
}

static enum barq_status unknown(const struct ini *ini,
                                const struct ini_entry *entry,
                                struct barq_error *err)
{
    if (text_equal(entry->name, text_of("key")))
        return ini_fail(ini, entry, err,
                        "a key does not belong into this file; use key_file "
                        "or key_env");
    return ini_fail(ini, entry, err, "[%s] has no setting \"%s\"",
                    entry->section.at, entry->name.at);
}

static enum barq_status set(const struct ini *ini,
                            const struct ini_entry *entry,
                            struct mt_config *config, struct mt_limits *limits,
                            struct barq_error *err)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *s = &settings[i];
        void *of_config = (char *)config + s->offset;
        if (!text_equal(entry->name, text_of(s->name)))
            continue;
        switch (s->type) {
        case TEXT:
            *(struct barq_text *)of_config = entry->value;
            return BARQ_OK;
        case FLAG:
            return ini_flag(ini, entry, of_config, err);
        case REAL:
            return set_real(ini, entry, s, of_config, err);
        case SPECIAL:
            return set_special(ini, entry, config, limits, err);
        default:
            return set_number(ini, entry, s, (char *)limits + s->offset, err);
        }
    }
    return unknown(ini, entry, err);
}

static enum barq_status read_section(const struct ini *ini,
                                     struct mt_config *config,
                                     struct mt_limits *limits,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < ini->count && !status; i++)
        if (is_section_of(ini->entries[i].section, config->name))
            status = set(ini, &ini->entries[i], config, limits, err);
    return status;
}

/* ---------------------------------------------------------- all of it */

static struct mt_limits limits_of(const struct mt_kind *kind)
{
    int patience = kind->slow ? 5 : 1;

    return (struct mt_limits){
        .connect_ms = 5000,
        .idle_ms = kind->slow ? 180000 : 30000, /* it thinks, and is silent */
        .total_ms = 60000 * patience,
        .run_ms = 600000 * patience,
        .retries = 4,
        .run_retries = 20,
        .backoff_ms = 500,
        .concurrency = 4,
        .texts = kind->most_texts,
        .bytes = kind->most_bytes,
    };
}

/* "BARQ_DESK_LLM" of "desk-llm". */
static const char *variable_of(struct barq_text name, struct arena *keep)
{
    struct barq_text made =
        arena_print(keep, "BARQ_%.*s", (int)name.len, name.at);
    char *copy = made.at ? arena_new(keep, char, made.len + 1) : NULL;

    for (size_t i = 0; copy && i < made.len; i++)
        copy[i] = isalnum((unsigned char)made.at[i])
                      ? (char)toupper((unsigned char)made.at[i])
                      : '_';
    return copy;
}

static enum barq_status no_such_engine(const char *name, struct barq_error *err)
{
    struct buf names = { 0 };

    for (size_t i = 0; mt_kind_at(i); i++)
        buf_addf(&names, "%s%s", i ? ", " : "", mt_kind_at(i)->name);
    enum barq_status status = fail(
        err, BARQ_E_USAGE, 0,
        "no engine is called \"%s\" (there is: %s, or [mt NAME] in barq.ini)",
        name ? name : "", names.at ? names.at : "");
    buf_release(&names);
    return status;
}

static enum barq_status find_kind(const char *name, const struct ini *ini,
                                  const struct mt_kind **kind,
                                  struct barq_error *err)
{
    const struct ini_entry *entry =
        name ? find(ini, text_of(name), "engine") : NULL;

    *kind = mt_kind_named(entry ? entry->value : text_of(name ? name : ""));
    if (*kind && (entry || *kind != &mt_template_kind))
        return BARQ_OK;
    if (entry)
        return ini_fail(ini, entry, err, "no engine is called \"%s\"",
                        entry->value.at);
    return no_such_engine(name, err);
}

static void read_environment(struct mt_config *config)
{
    const struct {
        const char *what;
        struct barq_text *field;
    } places[] = { { "URL", &config->url },
                   { "MODEL", &config->model },
                   { "REGION", &config->region } };

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        const char *value = mt_variable(config, places[i].what);
        if (value)
            *places[i].field = text_of(value);
    }
    if (config->kind == &mt_amazon && !config->region.len) {
        const char *usual = getenv("AWS_REGION");
        usual = usual && *usual ? usual : getenv("AWS_DEFAULT_REGION");
        config->region = text_of(usual ? usual : "");
    }
}

/* What the caller gives, before all else. */
static void take_options(const struct barq_engine_options *options,
                         struct mt_config *config, struct mt_limits *limits)
{
    if (options->url)
        config->url = text_of(options->url);
    if (options->cacert)
        config->cacert = text_of(options->cacert);
    if (options->connect_ms > 0)
        limits->connect_ms = options->connect_ms;
    if (options->total_ms > 0)
        limits->total_ms = options->total_ms;
    if (options->run_characters > 0)
        limits->run_characters = options->run_characters;
    if (options->month_characters > 0)
        limits->month_characters = options->month_characters;
}

/* Everything that may be a text of somebody else's, into `keep`. */
static enum barq_status keep_texts(struct mt_config *config, struct arena *keep,
                                   struct barq_error *err)
{
    struct barq_text *texts[] = {
        &config->url,           &config->model,
        &config->region,        &config->version,
        &config->english,       &config->arabic,
        &config->style,         &config->cacert,
        &config->glossary,      &config->template.method,
        &config->template.body, &config->template.answer,
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        *texts[i] = arena_text(keep, *texts[i]);
        if (!texts[i]->at)
            return fail(err, BARQ_E_USAGE, 0,
                        "%s: what is set for it is too long", config->name.at);
    }
    return BARQ_OK;
}

static enum barq_status check_key(const struct mt_config *config,
                                  struct barq_error *err)
{
    struct barq_text key = config->key;
    size_t offset = 0;
    bool control = false;

    for (size_t i = 0; i < key.len; i++)
        control =
            control || (unsigned char)key.at[i] < ' ' || key.at[i] == 0x7F;
    if (control || !utf8_check(key, &offset))
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: the key holds a line end or another control "
                    "character (set %s_KEY anew)",
                    config->name.at, config->variable);
    return BARQ_OK;
}

/* Said here, and not after the first text was cut into requests. */
static enum barq_status check_cacert(const struct mt_config *config,
                                     struct barq_error *err)
{
    if (!config->cacert.len || access(config->cacert.at, R_OK) == 0)
        return BARQ_OK;
    return fail(err, BARQ_E_INPUT, errno, "%s: cannot open: %s (--cacert)",
                config->cacert.at, strerror(errno));
}

/* A server of one's own, as `elsewhere` says, may do without a key. */
static enum barq_status check_needs(const struct mt_config *config,
                                    bool elsewhere, struct barq_error *err)
{
    if (config->kind->wants_key && !config->key.len && !elsewhere)
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: it wants an API key (set %s_KEY, or key_file in "
                    "barq.ini)",
                    config->name.at, config->variable);
    if (config->kind->wants_model && !config->model.len)
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: it wants a model (set %s_MODEL, or model in barq.ini)",
                    config->name.at, config->variable);
    if (config->kind != &mt_template_kind && config->english.len &&
        !text_equal(config->english, text_of("US")) &&
        !text_equal(config->english, text_of("GB")))
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: english is US or GB, not \"%s\" (see barq.ini)",
                    config->name.at, config->english.at);
    return BARQ_OK;
}

static enum barq_status complete(struct mt_config *config, struct arena *keep,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    bool elsewhere = config->url.len > 0;

    if (!elsewhere && config->kind->default_url)
        config->url = text_of(config->kind->default_url);
    if (config->kind->prepare)
        status = config->kind->prepare(config, keep, err);
    if (status)
        return status;
    while (config->url.len && config->url.at[config->url.len - 1] == '/')
        config->url.len--;
    config->url = arena_text(keep, config->url);
    if (!config->url.at)
        return fail_nomem(err, "for an engine");
    status = check_needs(config, elsewhere, err);
    if (!status)
        status = check_cacert(config, err);
    return status ? status : transport_check_url(config, err);
}

static enum barq_status find_key(const struct barq_engine_options *options,
                                 const struct ini *ini,
                                 struct mt_config *config, struct arena *keep,
                                 struct barq_error *err)
{
    const struct mt_key_places places = {
        options->key,
        value_of(ini, config->name, "key_env"),
        value_of(ini, config->name, "key_file"),
    };
    enum barq_status status = mt_find_key(config, &places, keep, err);

    return status ? status : check_key(config, err);
}

enum barq_status mt_configure(const struct barq_engine_options *options,
                              const struct ini *ini, struct mt_config *config,
                              struct mt_limits *limits, struct arena *keep,
                              struct barq_error *err)
{
    const struct mt_kind *kind = NULL;
    enum barq_status status = find_kind(options->name, ini, &kind, err);

    if (status)
        return status;
    *limits = limits_of(kind);
    *config = (struct mt_config){
        .kind = kind,
        .name = arena_text(keep, text_of(options->name)),
        .variable = variable_of(text_of(options->name), keep),
        .key = text_of(""),
        .key_source = text_of(""),
        .temperature = -1,
        .examples = kind->examples,
    };
    if (!config->name.at || !config->variable)
        return fail_nomem(err, "for an engine");
    status = read_section(ini, config, limits, err);
    if (status)
        return status;
    read_environment(config);
    take_options(options, config, limits);
    status = keep_texts(config, keep, err);
    if (!status)
        status = find_key(options, ini, config, keep, err);
    return status ? status : complete(config, keep, err);
}

bool mt_is_configured(const struct ini *ini, const struct mt_config *config)
{
    static const char *const variables[] = { "URL", "KEY", "KEY_FILE", "MODEL",
                                             "REGION" };

    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
        if (mt_variable(config, variables[i]))
            return true;
    for (size_t i = 0; i < ini->count; i++)
        if (is_section_of(ini->entries[i].section, config->name))
            return true;
    return config->key.len > 0;
}
