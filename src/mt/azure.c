/*
 * azure.c - Azure Translator, in the shape of 3.0 and in that of 2026.
 *
 *   POST URL/translate?api-version=3.0&from=ar&to=en
 *   [{"Text":"..."}]
 *   200  [{"translations":[{"text":"...","to":"en"}]}]
 *
 *   POST URL/translate?api-version=2026-06-06
 *   {"inputs":[{"text":"...","language":"ar","targets":[{"language":"en"}]}]}
 *   200  {"value":[{"translations":[{"language":"en","text":"..."}]}]}
 *
 *   4xx  {"error":{"code":403001,"message":"..."}}   a text in 2026
 *
 * `version` chooses.  In the newer shape `model` names a deployment, and a
 * language model deployed there takes up to five published pairs along.
 * At most 1,000 texts and 50,000 characters; fewer here, so that a failure
 * costs less.  403001 is the quota and not the key; 408001 and 408002 mean
 * that the model is being loaded.
 */
#include "mt/kind.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static bool is_new(const struct mt_config *config)
{
    return config->version.len && config->version.at[0] == '2';
}

static enum barq_status prepare(struct mt_config *config, struct arena *keep,
                                struct barq_error *err)
{
    (void)keep;
    if (!config->version.len)
        config->version = text_of("3.0");
    config->examples = is_new(config) && config->model.len > 0;
    for (size_t i = 0; i < config->version.len; i++)
        if (!strchr("0123456789.-abcdefghijklmnopqrstuvwxyz",
                    config->version.at[i]))
            return fail(err, BARQ_E_INPUT, 0,
                        "%s: the version is one like 3.0 or 2026-06-06",
                        config->name.at);
    return BARQ_OK;
}

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (config->key.len)
        mt_header(request, keep, "Ocp-Apim-Subscription-Key: %s",
                  config->key.at);
    if (config->region.len)
        mt_header(request, keep, "Ocp-Apim-Subscription-Region: %s",
                  config->region.at);
}

static void add_pairs(struct buf *buf, const struct mt_segment *segment)
{
    buf_adds(buf, ",\"referenceTextPairs\":[");
    for (size_t i = 0; i < segment->example_count; i++) {
        buf_adds(buf, i ? ",{\"source\":" : "{\"source\":");
        json_add_text(buf, segment->examples[i].source);
        buf_adds(buf, ",\"target\":");
        json_add_text(buf, segment->examples[i].target);
        buf_addc(buf, '}');
    }
    buf_addc(buf, ']');
}

static void add_input(struct buf *buf, const struct mt_config *config,
                      const struct mt_batch *batch,
                      const struct mt_segment *segment)
{
    buf_adds(buf, "{\"text\":");
    json_add_text(buf, segment->text);
    buf_addf(buf, ",\"language\":\"%s\",\"targets\":[{\"language\":\"%s\"",
             mt_code(batch->from), mt_code(batch->to));
    if (config->model.len) {
        buf_adds(buf, ",\"deploymentName\":");
        json_add_text(buf, config->model);
        if (segment->example_count)
            add_pairs(buf, segment);
    }
    buf_adds(buf, "}]}");
}

static void add_new(struct buf *buf, const struct mt_config *config,
                    const struct mt_batch *batch)
{
    buf_adds(buf, "{\"inputs\":[");
    for (size_t i = 0; i < batch->count; i++) {
        if (i)
            buf_addc(buf, ',');
        add_input(buf, config, batch, &batch->segments[i]);
    }
    buf_adds(buf, "]}");
}

static void add_old(struct buf *buf, const struct mt_batch *batch)
{
    buf_addc(buf, '[');
    for (size_t i = 0; i < batch->count; i++) {
        buf_adds(buf, i ? ",{\"Text\":" : "{\"Text\":");
        json_add_text(buf, batch->segments[i].text);
        buf_addc(buf, '}');
    }
    buf_addc(buf, ']');
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };
    char path[120];

    if (is_new(config)) {
        add_new(&buf, config, batch);
        snprintf(path, sizeof(path), "/translate?api-version=%.40s",
                 config->version.at);
    } else {
        add_old(&buf, batch);
        snprintf(path, sizeof(path),
                 "/translate?api-version=%.40s&from=%s&to=%s",
                 config->version.at, mt_code(batch->from), mt_code(batch->to));
    }
    return mt_post_json(config, path, &buf, out, keep, err);
}

/* The six digits of an error, a number or a text of digits; 0 if none. */
static int error_code(const cJSON *json)
{
    const cJSON *code = json_at(json, text_of("/error/code"));
    int number = 0;

    if (cJSON_IsNumber(code))
        return code->valueint;
    for (const char *c = cJSON_GetStringValue(code);
         c && *c >= '0' && *c <= '9' && number < 1000000; c++)
        number = number * 10 + (*c - '0');
    return number;
}

static enum mt_trouble judge(const struct mt_batch *batch, long http_status,
                             const cJSON *json, struct barq_text said)
{
    int code = error_code(json);

    (void)batch;
    if (code == 403001 || (http_status == 403 && mt_mentions(said, "quota")))
        return MT_QUOTA;
    if (code == 400077 || code == 400050) /* the request, a text: too long */
        return MT_LONG;
    return mt_judge(http_status);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    const char *where = is_new(r->config) ? "/value" : "";

    return mt_take_list(r, json_at(json, text_of(where)),
                        "/translations/0/text");
}

static const char *const errors[] = { "/error/message", NULL };

const struct mt_kind mt_azure = {
    .name = "azure",
    .default_url = "https://api.cognitive.microsofttranslator.com",
    .most_texts = 100,
    .most_bytes = 25000,
    .forms = 1,
    .examples = true,
    .wants_key = true,
    .check_path = "/languages?api-version=3.0&scope=translation",
    .prepare = prepare,
    .sign = sign,
    .request = request,
    .read = read,
    .errors = errors,
    .judge = judge,
};
