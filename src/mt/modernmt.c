/*
 * modernmt.c - ModernMT.
 *
 *   POST https://api.modernmt.com/translate
 *   MMT-ApiKey: KEY
 *   X-HTTP-Method-Override: GET           it is a GET with a body
 *   {"source":"ar","target":"en","q":["...","..."],"format":"text/plain"}
 *
 *   200  {"status":200,"data":[{"translation":"..."}]}
 *   4xx  {"status":401,"error":{"type":"...","message":"..."}}
 *
 * At most 128 texts and 10,000 characters.  `glossary` is a list of the
 * numbers of glossaries there.
 */
#include "mt/kind.h"

#include "base/utf8.h"

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (config->key.len)
        mt_header(request, keep, "MMT-ApiKey: %s", config->key.at);
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };
    struct barq_text english =
        config->english.len ? arena_print(keep, "en-%s", config->english.at)
                            : text_of("en");

    buf_adds(&buf, "{\"q\":");
    mt_add_texts(&buf, batch);
    buf_addf(&buf, ",\"source\":\"%s\",\"target\":", mt_code(batch->from));
    json_add_text(&buf, batch->to == BARQ_AR ? text_of("ar") : english);
    buf_adds(&buf, ",\"format\":\"text/plain\"");
    if (config->glossary.len) {
        buf_adds(&buf, ",\"glossaries\":");
        json_add_text(&buf, config->glossary);
    }
    buf_addc(&buf, '}');
    enum barq_status status =
        mt_post_json(config, "/translate", &buf, out, keep, err);
    if (status)
        return status;
    mt_header(out, keep, "X-HTTP-Method-Override: GET");
    return mt_finish(config, out, err);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    const cJSON *data = json_at(json, text_of("/data"));

    if (cJSON_IsObject(data) && r->batch->count == 1)
        return mt_take(r, 0, json_member(data, "translation"));
    return mt_take_list(r, data, "/translation");
}

static const char *const errors[] = { "/error/message", NULL };

const struct mt_kind mt_modernmt = {
    .name = "modernmt",
    .default_url = "https://api.modernmt.com",
    .most_texts = 128,
    .most_bytes = 10000,
    .forms = 1,
    .wants_key = true,
    .check_path = "/translate/languages",
    .sign = sign,
    .request = request,
    .read = read,
    .errors = errors,
};
