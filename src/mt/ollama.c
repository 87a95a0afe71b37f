/*
 * ollama.c - Ollama, models on a machine of ours, through its own API.
 *
 *   POST URL/api/chat
 *   {"model":"...","messages":[...],"format":{schema},"stream":false,
 *    "options":{"num_ctx":8192,"temperature":0}}
 *
 *   200  {"message":{"role":"assistant","content":"{...}"},"done":true,
 *         "done_reason":"stop"}
 *   404  {"error":"model \"...\" not found, try pulling it first"}
 *
 * Its own API and not the one like OpenAI's, since only here can the context
 * be made large enough: what does not fit is cut off in silence, and the
 * usual 4,096 tokens are soon full of examples.
 */
#include "mt/chat.h"

#include "base/error.h"
#include "base/utf8.h"

enum { CONTEXT_TOKENS = 16384 };

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (config->key.len)
        mt_header(request, keep, "Authorization: Bearer %s", config->key.at);
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };
    double temperature = config->temperature >= 0 ? config->temperature : 0;

    buf_adds(&buf, "{\"model\":");
    json_add_text(&buf, config->model);
    buf_adds(&buf, ",\"messages\":[{\"role\":\"system\",\"content\":");
    chat_add_system(&buf, config, batch);
    buf_adds(&buf, "},{\"role\":\"user\",\"content\":");
    chat_add_user(&buf, batch);
    buf_addf(&buf, "}],\"options\":{\"num_ctx\":%d,\"temperature\":%.2f}",
             CONTEXT_TOKENS, temperature);
    if (batch->form == CHAT_SCHEMA) {
        buf_adds(&buf, ",\"format\":");
        chat_add_schema(&buf, batch);
    } else if (batch->form == CHAT_OBJECT) {
        buf_adds(&buf, ",\"format\":\"json\"");
    }
    buf_adds(&buf, ",\"stream\":false}");
    return mt_post_json(config, "/api/chat", &buf, out, keep, err);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    const cJSON *message = cJSON_GetObjectItemCaseSensitive(json, "message");

    if (!message)
        return mt_odd(r, "the answer has no message (is it Ollama? see %s_URL)",
                      r->config->variable);
    enum mt_trouble trouble =
        chat_stopped(r, json_member(json, "done_reason").at);
    if (trouble)
        return trouble;
    return chat_read(r, json_member(message, "content"));
}

static const char *const errors[] = { "/error", "/error/message", NULL };

const struct mt_kind mt_ollama = {
    .name = "ollama",
    .default_url = "http://127.0.0.1:11434",
    .most_texts = 10,
    .most_bytes = 6000,
    .forms = CHAT_FORMS,
    .slow = true,
    .examples = true,
    .wants_model = true,
    .check_path = "/api/tags",
    .sign = sign,
    .request = request,
    .read = read,
    .errors = errors,
    .judge = chat_judge,
};
