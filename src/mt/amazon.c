/*
 * amazon.c - Amazon Translate.
 *
 *   POST https://translate.REGION.amazonaws.com/
 *   X-Amz-Target: AWSShineFrontendService_20170701.TranslateText
 *   Content-Type: application/x-amz-json-1.1
 *   {"Text":"...","SourceLanguageCode":"ar","TargetLanguageCode":"en"}
 *
 *   200  {"TranslatedText":"...", ...}
 *   400  {"__type":"ThrottlingException","message":"Rate exceeded"}
 *
 * One text of at most 10,000 bytes a request, signed (Signature Version 4)
 * with two keys: the id and the secret, "ID:SECRET" or "ID:SECRET:TOKEN".
 * Nearly all errors are a 400, and the type says what kind; it may come with
 * a name space before a "#".
 */
#include "mt/kind.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

#define TARGET "AWSShineFrontendService_20170701.TranslateText"

/* Letters, digits and dashes: what may stand in a host name. */
static bool is_region(struct barq_text region)
{
    for (size_t i = 0; i < region.len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", region.at[i]))
            return false;
    return region.len > 0;
}

/* ID:SECRET[:TOKEN]; a secret holds no colon. */
static enum barq_status split_key(struct mt_config *config, struct arena *keep,
                                  struct barq_error *err)
{
    struct barq_text rest = config->key;
    struct barq_text id = text_field(&rest, ':');
    struct barq_text secret = text_field(&rest, ':');

    if (config->key_id.len || !config->key.len)
        return BARQ_OK;
    if (!id.len || !secret.len)
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: its key is ID:SECRET or ID:SECRET:TOKEN (set "
                    "%s_KEY anew)",
                    config->name.at, config->variable);
    config->key_id = arena_text(keep, id);
    config->key = arena_text(keep, secret);
    config->session = arena_text(keep, rest);
    if (!config->key_id.at || !config->key.at || !config->session.at)
        return fail_nomem(err, "for a key");
    return BARQ_OK;
}

static enum barq_status prepare(struct mt_config *config, struct arena *keep,
                                struct barq_error *err)
{
    if (!is_region(config->region))
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: it wants a region, as eu-west-1 (set %s_REGION, or "
                    "region in barq.ini)",
                    config->name.at, config->variable);
    if (!config->url.len)
        config->url = arena_print(keep, "https://translate.%s.amazonaws.com",
                                  config->region.at);
    if (!config->url.at)
        return fail_nomem(err, "for an engine");
    return split_key(config, keep, err);
}

static void sign(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep)
{
    if (!config->key.len)
        return;
    request->signing =
        arena_print(keep, "aws:amz:%s:translate", config->region.at);
    if (config->session.len)
        mt_header(request, keep, "X-Amz-Security-Token: %s",
                  config->session.at);
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct mt_request made = { 0 };
    struct buf buf = { 0 };

    buf_adds(&buf, "{\"Text\":");
    json_add_text(&buf, batch->segments[0].text);
    buf_addf(&buf,
             ",\"SourceLanguageCode\":\"%s\",\"TargetLanguageCode\":\"%s\"",
             mt_code(batch->from), mt_code(batch->to));
    if (config->glossary.len) {
        buf_adds(&buf, ",\"TerminologyNames\":[");
        json_add_text(&buf, config->glossary);
        buf_addc(&buf, ']');
    }
    buf_addc(&buf, '}');
    if (!buf.failed)
        made.body = arena_text(keep, (struct barq_text){ buf.at, buf.len });
    buf_release(&buf);
    made.url = arena_print(keep, "%s/", config->url.at);
    mt_header(&made, keep, "Content-Type: application/x-amz-json-1.1");
    mt_header(&made, keep, "X-Amz-Target: " TARGET);
    sign(config, &made, keep);
    *out = made;
    return mt_finish(config, &made, err);
}

static enum mt_trouble judge(const struct mt_batch *batch, long http_status,
                             const cJSON *json, struct barq_text said)
{
    static const struct {
        const char *type;
        enum mt_trouble trouble;
    } types[] = {
        { "Throttling", MT_BUSY },
        { "TooManyRequests", MT_BUSY },
        { "RequestLimitExceeded", MT_BUSY },
        { "ServiceUnavailable", MT_BUSY },
        { "InternalServer", MT_BUSY },
        { "InternalFailure", MT_BUSY },
        { "TextSizeLimitExceeded", MT_TEXT },
        { "LimitExceeded", MT_QUOTA },
        { "UnrecognizedClient", MT_KEY },
        { "InvalidSignature", MT_KEY },
        { "SignatureDoesNotMatch", MT_KEY },
        { "AccessDenied", MT_KEY },
        { "MissingAuthentication", MT_KEY },
        { "IncompleteSignature", MT_KEY },
        { "ExpiredToken", MT_KEY },
        { "InvalidClientTokenId", MT_KEY },
        { "OptInRequired", MT_KEY },
    };
    struct barq_text type =
        text_of(cJSON_GetStringValue(json_at(json, text_of("/__type"))));

    (void)batch;
    (void)said;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (mt_mentions(type, types[i].type))
            return types[i].trouble;
    return mt_judge(http_status);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    return mt_take(r, 0, json_member(json, "TranslatedText"));
}

static const char *const errors[] = { "/message", "/Message", "/__type", NULL };

const struct mt_kind mt_amazon = {
    .name = "amazon",
    .most_texts = 1,
    .most_bytes = 10000,
    .longest = 10000,
    .forms = 1,
    .wants_key = true,
    .check_path = "/",
    .prepare = prepare,
    .sign = sign,
    .request = request,
    .read = read,
    .errors = errors,
    .judge = judge,
};
