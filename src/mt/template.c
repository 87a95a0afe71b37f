/*
 * template.c - any other engine, described in barq.ini.
 *
 *     [mt house]
 *     engine = template
 *     url = https://mt.example.org/api/v1/translate
 *     header = Authorization: Bearer {{key}}
 *     body = {"src": {{from}}, "tgt": {{to}}, "texts": {{texts}}}
 *     texts = 20
 *     answer = /result/translations/[*]/text         without the brackets
 *
 * {{text}} is the one text and {{texts}} the list of them, {{from}} and
 * {{to}} the languages ("ar" and "en", or what the settings arabic and
 * english say), {{model}}, {{glossary}} and {{key}} the settings.  In a JSON
 * body each stands for a JSON value, quotes and all; in a form (a header
 * "Content-Type: application/x-www-form-urlencoded") and in the URL for
 * escaped text; in a header for itself.  A key does not go into a URL, where
 * logs would keep it.
 *
 * "answer" is a JSON pointer (RFC 6901) to the translation; with a list of
 * texts, one step of it is "*", each item in turn.
 */
#include "mt/kind.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum place { IN_JSON, IN_FORM, IN_HEADER };

static bool holds(struct barq_text text, const char *word)
{
    return text.at && strstr(text.at, word) != NULL;
}

static enum barq_status refuse(const struct mt_config *config,
                               struct barq_error *err, const char *what)
{
    return fail(err, BARQ_E_INPUT, 0, "%s: a template %s (see [mt %s])",
                config->name.at, what, config->name.at);
}

static enum barq_status prepare(struct mt_config *config, struct arena *keep,
                                struct barq_error *err)
{
    struct mt_template *t = &config->template;
    bool get = text_equal(t->method, text_of("GET"));
    bool many = holds(t->body, "{{texts}}");

    (void)keep;
    if (!config->url.len)
        return refuse(config, err, "wants a url");
    if (holds(config->url, "{{key}}"))
        return refuse(config, err, "must not put {{key}} into the url");
    if (!many && !holds(t->body, "{{text}}") && !holds(config->url, "{{text}}"))
        return refuse(config, err, "says nowhere {{text}} or {{texts}}");
    if (get && t->body.len)
        return refuse(config, err, "with the method GET has no body");
    if (!t->answer.len || t->answer.at[0] != '/')
        return refuse(config, err,
                      "wants in answer a JSON pointer, as /data/0/text");
    if (many != holds(t->answer, "/*"))
        return refuse(config, err,
                      "with {{texts}} has a * in answer, and none without");
    t->form = false;
    for (size_t i = 0; i < t->header_count; i++)
        t->form =
            t->form || mt_mentions(t->headers[i], "x-www-form-urlencoded");
    return BARQ_OK;
}

static struct barq_text code(const struct mt_config *config,
                             enum barq_lang lang)
{
    struct barq_text own = lang == BARQ_AR ? config->arabic : config->english;

    return own.len ? own : text_of(mt_code(lang));
}

/* The value of a placeholder; false if there is none of that name. */
static bool value_of(const struct mt_config *config,
                     const struct mt_batch *batch, struct barq_text name,
                     struct barq_text *out)
{
    const struct {
        const char *name;
        struct barq_text value;
    } values[] = {
        { "text", batch->count ? batch->segments[0].text : text_of("") },
        { "from", code(config, batch->from) },
        { "to", code(config, batch->to) },
        { "model", config->model },
        { "glossary", config->glossary },
        { "key", config->key },
    };

    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        if (text_equal(name, text_of(values[i].name))) {
            *out = values[i].value;
            return true;
        }
    return false;
}

static void add_value(struct buf *buf, enum place place, struct barq_text value)
{
    if (place == IN_JSON)
        json_add_text(buf, value);
    else if (place == IN_FORM)
        mt_add_escaped(buf, value);
    else
        buf_add(buf, value);
}

/* `pattern` with its placeholders filled in; other braces stay. */
static void fill(struct buf *buf, const struct mt_config *config,
                 const struct mt_batch *batch, struct barq_text pattern,
                 enum place place)
{
    while (pattern.len) {
        const char *open = strstr(pattern.at, "{{");
        const char *close = open ? strstr(open, "}}") : NULL;
        struct barq_text value;
        if (!close)
            break;
        struct barq_text name = { open + 2, (size_t)(close - open) - 2 };
        size_t taken = (size_t)(close - pattern.at) + 2;
        buf_add(buf, text_slice(pattern, 0, (size_t)(open - pattern.at)));
        if (value_of(config, batch, name, &value)) {
            add_value(buf, place, value);
        } else if (text_equal(name, text_of("texts"))) {
            mt_add_texts(buf, batch);
        } else { /* the second brace may begin one */
            buf_addc(buf, '{');
            taken = (size_t)(open - pattern.at) + 1;
        }
        pattern = text_slice(pattern, taken, pattern.len);
    }
    buf_add(buf, pattern);
}

static struct barq_text filled(const struct mt_config *config,
                               const struct mt_batch *batch,
                               struct barq_text pattern, enum place place,
                               struct arena *keep)
{
    struct buf buf = { 0 };
    struct barq_text text = { 0 };

    fill(&buf, config, batch, pattern, place);
    if (!buf.failed)
        text = arena_text(keep, (struct barq_text){ buf.at, buf.len });
    buf_release(&buf);
    return text;
}

static enum barq_status request(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err)
{
    const struct mt_template *t = &config->template;
    struct mt_request made = { .get = text_equal(t->method, text_of("GET")) };

    if (t->method.len && !made.get)
        made.method = t->method.at;
    made.url = filled(config, batch, config->url, IN_FORM, keep);
    made.body =
        filled(config, batch, t->body, t->form ? IN_FORM : IN_JSON, keep);
    if (!made.get && !t->form)
        mt_header(&made, keep, "Content-Type: application/json");
    mt_header(&made, keep, "Accept: application/json");
    for (size_t i = 0; i < t->header_count; i++)
        made.headers[made.header_count++] =
            filled(config, batch, t->headers[i], IN_HEADER, keep);
    *out = made;
    return mt_finish(config, &made, err);
}

static enum mt_trouble read(const struct mt_reading *r, const cJSON *json)
{
    struct barq_text pointer = r->config->template.answer;
    const char *star = pointer.at ? strstr(pointer.at, "/*") : NULL;

    if (star)
        return mt_take_list(
            r,
            json_at(json, text_slice(pointer, 0, (size_t)(star - pointer.at))),
            star + 2);
    return mt_take(r, 0, text_of(cJSON_GetStringValue(json_at(json, pointer))));
}

/* Where services commonly put their words. */
static const char *const errors[] = { "/error/message", "/error", "/message",
                                      "/detail", NULL };

const struct mt_kind mt_template_kind = {
    .name = "template",
    .most_texts = 1,
    .most_bytes = 10000,
    .forms = 1,
    .prepare = prepare,
    .request = request,
    .read = read,
    .errors = errors,
};
