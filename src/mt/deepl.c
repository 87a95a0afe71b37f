/*
 * deepl.c - DeepL, the API of version 2.
 *
 *   POST https://api.deepl.com/v2/translate      for keys that end in ":fx"
 *   Authorization: DeepL-Auth-Key KEY            at api-free.deepl.com
 *   {"text":["...","..."],"source_lang":"AR","target_lang":"EN-US",...}
 *
 *   200  {"translations":[{"detected_source_language":"AR","text":"..."}]}
 *   456  the quota of the month is used up
 *   429, 529  too many requests
 *
 * "text" is an array of at most 50, the request at most 128 KiB, and a
 * User-Agent is wanted.  English as a target must say which.  Our segments
 * are sentences already, so "split_sentences" is off.
 */
#include "mt/kind.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

static bool is_free(struct barq_text key)
{
    return key.len > 3 && memcmp(key.at + key.len - 3, ":fx", 3) == 0;
}

static enum barq_status prepare(struct mt_config *config, struct arena *keep,
                                struct barq_error *err)
{
    (void)keep;
    (void)err;
    if (!config->url.len)
        config->url =
            text_of(is_free(config->key) ? "https://api-free.deepl.com"
                                         : "https://api.deepl.com");
    return BARQ_OK;
}

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (config->key.len)
        mt_header(request, keep, "Authorization: DeepL-Auth-Key %s",
                  config->key.at);
}

static const char *target(const struct mt_config *config, enum barq_lang to)
{
    if (to == BARQ_AR)
        return "AR";
    return text_equal(config->english, text_of("GB")) ? "EN-GB" : "EN-US";
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };

    buf_adds(&buf, "{\"text\":");
    mt_add_texts(&buf, batch);
    buf_addf(&buf,
             ",\"source_lang\":\"%s\",\"target_lang\":\"%s\","
             "\"split_sentences\":\"0\",\"preserve_formatting\":true",
             batch->from == BARQ_AR ? "AR" : "EN", target(config, batch->to));
    if (config->glossary.len) {
        buf_adds(&buf, ",\"glossary_id\":");
        json_add_text(&buf, config->glossary);
    }
    buf_addc(&buf, '}');
    return mt_post_json(config, "/v2/translate", &buf, out, keep, err);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    return mt_take_list(r, json_at(json, text_of("/translations")), "/text");
}

static const char *const errors[] = { "/message", "/detail", NULL };

const struct mt_kind mt_deepl = {
    .name = "deepl",
    .most_texts = 50,
    .most_bytes = 40000,
    .forms = 1,
    .wants_key = true,
    .check_path = "/v2/usage",
    .prepare = prepare,
    .sign = sign,
    .request = request,
    .read = read,
    .errors = errors,
};
