/*
 * libretranslate.c - LibreTranslate, an engine that a desk can run itself.
 *
 *   POST URL/translate
 *   {"q":["...","..."],"source":"ar","target":"en","format":"text"}
 *
 *   200  {"translatedText":["...","..."]}      a string for a single text
 *   4xx  {"error":"Slowdown: 40 per 1 minute"}
 *   405  a page of HTML, when the URL is another server's
 *
 * The key, where one is wanted, travels in the body as "api_key".  Without
 * it, or with a wrong one, a server says 400 or 403 and "API key".
 *
 * An answer is believed only when it is whole: as many texts as were asked
 * for, none of them empty.  Some versions end a question in both marks, the
 * Arabic one and "?"; the second is dropped.
 */
#include "mt/mt.h"

#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

#define NAME "libretranslate"
#define VARIABLE "BARQ_LIBRETRANSLATE"

/* U+061F ARABIC QUESTION MARK and a second one. */
#define BOTH_QUESTION_MARKS "\xD8\x9F?"

static const char *code(enum barq_lang lang)
{
    return lang == BARQ_AR ? "ar" : "en";
}

static void write_body(const struct mt_config *config,
                       const struct mt_batch *batch, struct buf *buf)
{
    buf_adds(buf, "{\"q\":[");
    for (size_t i = 0; i < batch->count; i++) {
        if (i)
            buf_addc(buf, ',');
        json_add_text(buf, batch->texts[i]);
    }
    buf_addf(buf, "],\"source\":\"%s\",\"target\":\"%s\",\"format\":\"text\"",
             code(batch->from), code(batch->to));
    if (config->key.len) {
        buf_adds(buf, ",\"api_key\":");
        json_add_text(buf, config->key);
    }
    buf_addc(buf, '}');
}

/* The address with or without a stroke at its end. */
static struct barq_text endpoint(struct barq_text url, struct arena *keep)
{
    while (url.len && url.at[url.len - 1] == '/')
        url.len--;
    return arena_print(keep, "%.*s/translate", (int)url.len, url.at);
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct buf buf = { 0 };
    struct mt_request made = { 0 };

    write_body(config, batch, &buf);
    if (!buf.failed)
        made.body = arena_text(keep, (struct barq_text){ buf.at, buf.len });
    buf_release(&buf);
    made.url = endpoint(config->url, keep);
    made.headers[made.header_count++] =
        text_of("Content-Type: application/json");
    made.headers[made.header_count++] = text_of("Accept: application/json");
    if (!made.body.at || !made.url.at)
        return fail_nomem(err, "for a request to " NAME);
    *out = made;
    return BARQ_OK;
}

/* Does the server speak of its keys? */
static bool names_key(const char *said)
{
    static const char words[] = "api key";

    for (; said && *said; said++)
        if (strncasecmp(said, words, sizeof(words) - 1) == 0)
            return true;
    return false;
}

static bool wants_key(long http_status, const char *said)
{
    return http_status == 401 ||
           ((http_status == 400 || http_status == 403) && names_key(said));
}

/* The server said no; `said` is its own word for it, or NULL. */
static enum barq_status refuse(const struct mt_config *config, long http_status,
                               const char *said, struct barq_error *err)
{
    char room[160];

    if (wants_key(http_status, said))
        return fail(
            err, BARQ_E_ENGINE, (int)http_status,
            NAME ": the server wants an API key, or another one (set " VARIABLE
                 "_KEY)");
    if (http_status == 429)
        return fail(err, BARQ_E_ENGINE, 429,
                    NAME
                    ": too many requests (429), wait a minute or set " VARIABLE
                    "_KEY");
    if (http_status >= 300 && http_status < 400)
        return fail(err, BARQ_E_ENGINE, (int)http_status,
                    NAME ": the server sends us elsewhere (%ld), which is not "
                         "followed (set " VARIABLE "_URL to where it is)",
                    http_status);
    if (!said)
        return fail(err, BARQ_E_ENGINE, (int)http_status,
                    NAME ": the server answered %ld (is it LibreTranslate? "
                         "see " VARIABLE "_URL)",
                    http_status);
    struct barq_text quote =
        mt_quote(text_of(said), config->key, room, sizeof(room));
    return fail(err, BARQ_E_ENGINE, (int)http_status,
                NAME ": the server answered %ld: %.*s", http_status,
                (int)quote.len, quote.at);
}

static bool ends_with(struct barq_text text, const char *end)
{
    size_t len = strlen(end);

    return text.len >= len && memcmp(text.at + text.len - len, end, len) == 0;
}

/* One translation, trimmed; .at is NULL when the arena is full. */
static struct barq_text tidy(struct barq_text source, const char *said,
                             struct arena *keep)
{
    struct barq_text text = text_trim(text_of(said));

    if (ends_with(text, BOTH_QUESTION_MARKS) &&
        !ends_with(source, BOTH_QUESTION_MARKS))
        text.len--;
    return arena_text(keep, text);
}

static enum barq_status take(const struct mt_batch *batch, size_t i,
                             const cJSON *item, struct barq_text *answer,
                             struct arena *keep, struct barq_error *err)
{
    if (!cJSON_IsString(item))
        return fail(err, BARQ_E_ENGINE, 0,
                    NAME ": translation %zu of %zu is not a text", i + 1,
                    batch->count);
    *answer = tidy(batch->texts[i], item->valuestring, keep);
    if (!answer->at)
        return fail_nomem(err, "for the answer of " NAME);
    if (!answer->len && text_trim(batch->texts[i]).len)
        return fail(err, BARQ_E_ENGINE, 0,
                    NAME ": translation %zu of %zu is empty", i + 1,
                    batch->count);
    return BARQ_OK;
}

static enum barq_status take_all(const struct mt_batch *batch,
                                 const cJSON *list, struct barq_text *answers,
                                 struct arena *keep, struct barq_error *err)
{
    size_t i = 0;
    const cJSON *item;
    enum barq_status status;

    if (cJSON_IsString(list) && batch->count == 1)
        return take(batch, 0, list, &answers[0], keep, err);
    if (!cJSON_IsArray(list))
        return fail(err, BARQ_E_ENGINE, 0,
                    NAME ": the answer has no translatedText (is it "
                         "LibreTranslate? see " VARIABLE "_URL)");
    if ((size_t)cJSON_GetArraySize(list) != batch->count)
        return fail(err, BARQ_E_ENGINE, 0,
                    NAME ": %d translations came back for %zu texts",
                    cJSON_GetArraySize(list), batch->count);
    cJSON_ArrayForEach(item, list)
    {
        if ((status = take(batch, i, item, &answers[i], keep, err)))
            return status;
        i++;
    }
    return BARQ_OK;
}

static enum barq_status answer(const struct mt_config *config,
                               const struct mt_batch *batch,
                               const struct mt_reply *reply,
                               struct barq_text *answers, struct arena *keep,
                               struct barq_error *err)
{
    struct barq_error why = { 0 };
    cJSON *json = NULL;
    enum barq_status status = json_read(reply->body, &json, &why);

    if (reply->http_status != 200) {
        status = refuse(config, reply->http_status,
                        json_member(json, "error").at, err);
    } else if (status) {
        status = fail(err, BARQ_E_ENGINE, 0,
                      NAME ": the answer cannot be read: %s", why.message);
    } else {
        status = take_all(
            batch, cJSON_GetObjectItemCaseSensitive(json, "translatedText"),
            answers, keep, err);
    }
    cJSON_Delete(json);
    for (size_t i = 0; status && i < batch->count; i++)
        answers[i] = (struct barq_text){ 0 };
    return status;
}

const struct mt_kind mt_libretranslate = {
    .name = NAME,
    .default_url = "http://127.0.0.1:5000",
    .variable = VARIABLE,
    .most_texts = 32,
    .most_bytes = 16384,
    .request = request,
    .answer = answer,
};
