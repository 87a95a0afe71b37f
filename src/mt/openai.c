/*
 * openai.c - chat completions, as OpenAI made them and many servers have
 * them: llama.cpp, vLLM, Ollama at its /v1, gateways.
 *
 *   POST URL/chat/completions
 *   Authorization: Bearer KEY
 *   {"model":"...","messages":[{"role":"system",...},{"role":"user",...}],
 *    "response_format":{"type":"json_schema","json_schema":{...}}}
 *
 *   200  {"choices":[{"message":{"content":"{...}","refusal":null},
 *         "finish_reason":"stop"}]}
 *   4xx  {"error":{"message":"...","code":"insufficient_quota"}}
 *
 * Servers refuse a response_format that they do not know, or pass over it
 * in silence.  A temperature is sent only where one is configured, since
 * some models take none; "content" may be a list of parts; a 429 can be
 * haste or an empty purse, which the code tells apart.
 */
#include "mt/chat.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (config->key.len)
        mt_header(request, keep, "Authorization: Bearer %s", config->key.at);
}

static void add_form(struct buf *buf, const struct mt_batch *batch)
{
    if (batch->form == CHAT_OBJECT)
        buf_adds(buf, ",\"response_format\":{\"type\":\"json_object\"}");
    if (batch->form != CHAT_SCHEMA)
        return;
    buf_adds(buf, ",\"response_format\":{\"type\":\"json_schema\","
                  "\"json_schema\":{\"name\":\"translations\","
                  "\"strict\":true,\"schema\":");
    chat_add_schema(buf, batch);
    buf_adds(buf, "}}");
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };

    buf_addc(&buf, '{');
    if (config->model.len) {
        buf_adds(&buf, "\"model\":");
        json_add_text(&buf, config->model);
        buf_addc(&buf, ',');
    }
    buf_adds(&buf, "\"messages\":[{\"role\":\"system\",\"content\":");
    chat_add_system(&buf, config, batch);
    buf_adds(&buf, "},{\"role\":\"user\",\"content\":");
    chat_add_user(&buf, batch);
    buf_adds(&buf, "}]");
    if (config->temperature >= 0)
        buf_addf(&buf, ",\"temperature\":%.2f", config->temperature);
    add_form(&buf, batch);
    buf_adds(&buf, ",\"stream\":false}");
    return mt_post_json(config, "/chat/completions", &buf, out, keep, err);
}

/* "content": a text, or the texts of its parts, joined in the arena. */
static struct barq_text content_of(const cJSON *message, struct arena *keep)
{
    const cJSON *content = cJSON_GetObjectItemCaseSensitive(message, "content");
    struct barq_text all = text_of(cJSON_GetStringValue(content));
    const cJSON *part;

    if (all.at || !cJSON_IsArray(content))
        return all;
    cJSON_ArrayForEach(part, content)
    {
        struct barq_text text = json_member(part, "text");
        if (text.len)
            all = arena_print(keep, "%s%s", all.at ? all.at : "", text.at);
    }
    return all;
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    const cJSON *choice = json_at(json, text_of("/choices/0"));
    const cJSON *message = cJSON_GetObjectItemCaseSensitive(choice, "message");
    struct barq_text refusal = json_member(message, "refusal");

    if (!message)
        return mt_odd(r,
                      "the answer has no choices (is it the right server? "
                      "see %s_URL)",
                      r->config->variable);
    enum mt_trouble trouble =
        chat_stopped(r, json_member(choice, "finish_reason").at);
    if (!trouble && refusal.len)
        trouble = chat_stopped(r, "refusal");
    if (trouble)
        return trouble;
    return chat_read(r, content_of(message, r->keep));
}

static const char *const errors[] = { "/error/message", "/error", "/message",
                                      "/detail", NULL };

#define CHAT_KIND                                                            \
    .most_texts = 10, .most_bytes = 6000, .forms = CHAT_FORMS, .slow = true, \
    .examples = true, .check_path = "/models", .sign = sign,                 \
    .request = request, .read = read, .errors = errors, .judge = chat_judge

const struct mt_kind mt_openai = {
    .name = "openai",
    .default_url = "https://api.openai.com/v1",
    .wants_key = true,
    .wants_model = true,
    CHAT_KIND,
};

const struct mt_kind mt_llamacpp = {
    .name = "llamacpp",
    .default_url = "http://127.0.0.1:8080/v1",
    CHAT_KIND,
};

const struct mt_kind mt_vllm = {
    .name = "vllm",
    .default_url = "http://127.0.0.1:8000/v1",
    .wants_model = true,
    CHAT_KIND,
};
