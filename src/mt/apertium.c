/*
 * apertium.c - Apertium APy, rules and dictionaries on a machine of ours.
 *
 *   POST URL/translate
 *   langpair=ar|en&markUnknown=no&format=txt&q=...       a form
 *
 *   200  {"responseData":{"translatedText":"..."},"responseStatus":200}
 *   4xx  {"status":"error","code":400,"message":"Bad Request",
 *         "explanation":"That pair is not installed"}
 *
 * One text a request.  It takes text for HTML unless told otherwise.  It
 * works through long input in ten pieces and drops what is left, in silence:
 * so no text of more than 8,000 bytes is sent, and an answer much shorter
 * than what was asked is not believed.
 */
#include "mt/kind.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* Of a text longer than this, an answer of less than a sixth is too short:
 * Arabic letters are two bytes and English ones one, and a translation may
 * have half the letters, which is a fourth. */
enum { LONG_TEXT = 400, SHORT_ANSWER = 6 };

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    struct mt_request made = { 0 };
    struct buf buf = { 0 };

    buf_addf(&buf, "langpair=%s%%7C%s&markUnknown=no&format=txt&q=",
             mt_code(batch->from), mt_code(batch->to));
    mt_add_escaped(&buf, batch->segments[0].text);
    if (!buf.failed)
        made.body = arena_text(keep, (struct barq_text){ buf.at, buf.len });
    buf_release(&buf);
    made.url = arena_print(keep, "%s/translate", config->url.at);
    mt_header(&made, keep, "Content-Type: application/x-www-form-urlencoded");
    mt_header(&made, keep, "Accept: application/json");
    *out = made;
    return mt_finish(config, &made, err);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    struct barq_text source = r->batch->segments[0].text;
    struct barq_text said = text_of(cJSON_GetStringValue(
        json_at(json, text_of("/responseData/translatedText"))));

    if (source.len > LONG_TEXT && said.len &&
        said.len < source.len / SHORT_ANSWER) {
        mt_odd(r, "the answer is cut short: %zu bytes for %zu", said.len,
               source.len);
        return MT_TEXT;
    }
    return mt_take(r, 0, said);
}

static const char *const errors[] = { "/explanation", "/message", NULL };

const struct mt_kind mt_apertium = {
    .name = "apertium",
    .default_url = "http://127.0.0.1:2737",
    .most_texts = 1,
    .most_bytes = 8000,
    .longest = 8000,
    .forms = 1,
    .check_path = "/listPairs",
    .request = request,
    .read = read,
    .errors = errors,
};
