/*
 * libretranslate.c - LibreTranslate, an engine that a desk can run itself.
 *
 *   POST URL/translate
 *   {"q":["...","..."],"source":"ar","target":"en","format":"text"}
 *
 *   200  {"translatedText":["...","..."]}      a string for a single text
 *   4xx  {"error":"Slowdown: 40 per 1 minute"} without a Retry-After
 *   405  a page of HTML, when the URL is another server's
 *
 * The key, where one is wanted, travels in the body as "api_key".  Without
 * it, or with a wrong one, a server says 400 or 403 and "API key"; and 400
 * "exceeds text limit" when a request has too many texts or letters.
 */
#include "mt/kind.h"

#include "base/utf8.h"

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };

    buf_adds(&buf, "{\"q\":");
    mt_add_texts(&buf, batch);
    buf_addf(&buf, ",\"source\":\"%s\",\"target\":\"%s\",\"format\":\"text\"",
             mt_code(batch->from), mt_code(batch->to));
    if (config->key.len) {
        buf_adds(&buf, ",\"api_key\":");
        json_add_text(&buf, config->key);
    }
    buf_addc(&buf, '}');
    return mt_post_json(config, "/translate", &buf, out, keep, err);
}

static enum mt_trouble judge(const struct mt_batch *batch, long http_status,
                             const cJSON *json, struct barq_text said)
{
    (void)json;
    if (http_status == 400 && mt_mentions(said, "api key"))
        return MT_KEY;
    if (http_status == 400 && mt_mentions(said, "exceeds text limit"))
        return batch->count > 1 ? MT_LONG : MT_TEXT;
    if (http_status == 403 && !mt_mentions(said, "api key"))
        return MT_REFUSED; /* banned, say */
    return mt_judge(http_status);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    const cJSON *list =
        cJSON_GetObjectItemCaseSensitive(json, "translatedText");

    if (cJSON_IsString(list) && r->batch->count == 1)
        return mt_take(r, 0, text_of(list->valuestring));
    return mt_take_list(r, list, "");
}

static const char *const errors[] = { "/error", NULL };

const struct mt_kind mt_libretranslate = {
    .name = "libretranslate",
    .default_url = "http://127.0.0.1:5000",
    .most_texts = 32,
    .most_bytes = 16384,
    .forms = 1,
    .check_path = "/languages",
    .request = request,
    .read = read,
    .errors = errors,
    .judge = judge,
};
