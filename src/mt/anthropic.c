/*
 * anthropic.c - Anthropic's messages.
 *
 *   POST URL/v1/messages
 *   x-api-key: KEY
 *   anthropic-version: 2023-06-01
 *   {"model":"...","max_tokens":4096,"system":"...",
 *    "messages":[{"role":"user","content":"..."}],
 *    "output_config":{"format":{"type":"json_schema","schema":{...}}}}
 *
 *   200  {"content":[{"type":"text","text":"{...}"}],
 *         "stop_reason":"end_turn"}
 *   529  {"type":"error","error":{"type":"overloaded_error","message":"..."}}
 *
 * max_tokens must be said.  There is a schema or there are words, no form
 * between: models that know no output_config refuse it with a 400.  An empty
 * purse is a 400, too ("credit balance is too low").
 */
#include "mt/chat.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum { TOKENS_LEAST = 4096, TOKENS_MOST = 32000 };

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (config->key.len)
        mt_header(request, keep, "x-api-key: %s", config->key.at);
    mt_header(request, keep, "anthropic-version: 2023-06-01");
}

/* A token of an answer is worth a byte of its source, and more. */
static size_t tokens_for(const struct mt_batch *batch)
{
    size_t bytes = 0;

    for (size_t i = 0; i < batch->count; i++)
        bytes += batch->segments[i].text.len;
    if (bytes < TOKENS_LEAST)
        return TOKENS_LEAST;
    return bytes < TOKENS_MOST ? bytes : TOKENS_MOST;
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };

    buf_adds(&buf, "{\"model\":");
    json_add_text(&buf, config->model);
    buf_addf(&buf, ",\"max_tokens\":%zu,\"system\":", tokens_for(batch));
    chat_add_system(&buf, config, batch);
    buf_adds(&buf, ",\"messages\":[{\"role\":\"user\",\"content\":");
    chat_add_user(&buf, batch);
    buf_adds(&buf, "}]");
    if (config->temperature >= 0)
        buf_addf(&buf, ",\"temperature\":%.2f", config->temperature);
    if (batch->form == CHAT_SCHEMA) {
        buf_adds(&buf, ",\"output_config\":{\"format\":"
                       "{\"type\":\"json_schema\",\"schema\":");
        chat_add_schema(&buf, batch);
        buf_adds(&buf, "}}");
    }
    buf_addc(&buf, '}');
    return mt_post_json(config, "/v1/messages", &buf, out, keep, err);
}

/* The text blocks, joined; thoughts are left out. */
static struct barq_text content_of(const cJSON *json, struct arena *keep)
{
    struct barq_text all = { 0 };
    const cJSON *block;

    cJSON_ArrayForEach(block, cJSON_GetObjectItemCaseSensitive(json, "content"))
    {
        struct barq_text text = json_member(block, "text");
        if (text_equal(json_member(block, "type"), text_of("text")) && text.len)
            all = arena_print(keep, "%s%s", all.at ? all.at : "", text.at);
    }
    return all;
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    if (!cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(json, "content")))
        return mt_odd(r,
                      "the answer has no content (is it the right server? "
                      "see %s_URL)",
                      r->config->variable);
    enum mt_trouble trouble =
        chat_stopped(r, json_member(json, "stop_reason").at);
    if (trouble)
        return trouble;
    return chat_read(r, content_of(json, r->keep));
}

static const char *const errors[] = { "/error/message", NULL };

const struct mt_kind mt_anthropic = {
    .name = "anthropic",
    .default_url = "https://api.anthropic.com",
    .most_texts = 10,
    .most_bytes = 6000,
    .forms = CHAT_FORMS,
    .slow = true,
    .examples = true,
    .wants_key = true,
    .wants_model = true,
    .check_path = "/v1/models",
    .sign = sign,
    .request = request,
    .read = read,
    .errors = errors,
    .judge = chat_judge,
};
