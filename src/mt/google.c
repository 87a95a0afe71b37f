/*
 * google.c - Google Cloud Translation, Basic (v2).
 *
 *   POST https://translation.googleapis.com/language/translate/v2
 *   X-goog-api-key: KEY                 a header, so that no log has it
 *   {"q":["..."],"source":"ar","target":"en","format":"text"}
 *
 *   200  {"data":{"translations":[{"translatedText":"..."}]}}
 *   4xx  {"error":{"code":403,"message":"Daily Limit Exceeded",
 *         "errors":[{"reason":"dailyLimitExceeded"}]}}
 *
 * Left to itself it takes text for HTML and answers "&#39;": hence format.
 * Quota comes as 403: by the minute it is worth waiting, by the day not.  A
 * wrong key is a 400.  At most 128 texts, and 5,000 characters advised.
 */
#include "mt/kind.h"

#include "base/utf8.h"

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (config->key.len)
        mt_header(request, keep, "X-goog-api-key: %s", config->key.at);
}

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
    if (config->model.len) {
        buf_adds(&buf, ",\"model\":");
        json_add_text(&buf, config->model);
    }
    buf_addc(&buf, '}');
    return mt_post_json(config, "/language/translate/v2", &buf, out, keep, err);
}

static enum mt_trouble judge(const struct mt_batch *batch, long http_status,
                             const cJSON *json, struct barq_text said)
{
    struct barq_text reason = text_of(
        cJSON_GetStringValue(json_at(json, text_of("/error/errors/0/reason"))));

    (void)batch;
    if (http_status == 403 && (mt_mentions(reason, "rateLimitExceeded") ||
                               mt_mentions(said, "rate limit")))
        return MT_BUSY;
    if (http_status == 403 && (mt_mentions(reason, "LimitExceeded") ||
                               mt_mentions(reason, "quotaExceeded") ||
                               mt_mentions(said, "limit exceeded")))
        return MT_QUOTA;
    if (http_status == 400 &&
        (mt_mentions(reason, "keyInvalid") || mt_mentions(said, "API key")))
        return MT_KEY;
    return mt_judge(http_status);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    return mt_take_list(r, json_at(json, text_of("/data/translations")),
                        "/translatedText");
}

static const char *const errors[] = { "/error/message", NULL };

const struct mt_kind mt_google = {
    .name = "google",
    .default_url = "https://translation.googleapis.com",
    .most_texts = 128,
    .most_bytes = 10000,
    .forms = 1,
    .wants_key = true,
    .check_path = "/language/translate/v2/languages",
    .sign = sign,
    .request = request,
    .read = read,
    .errors = errors,
    .judge = judge,
};
