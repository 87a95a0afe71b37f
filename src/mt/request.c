/* request.c - what the makers of requests share. */
#include "mt/kind.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

const char *mt_code(enum barq_lang lang)
{
    return lang == BARQ_AR ? "ar" : "en";
}

void mt_header(struct mt_request *request, struct arena *keep,
               const char *format, ...)
{
    va_list args;

    if (request->header_count == MT_HEADERS_MOST)
        return;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *line = len < 0 ? NULL : arena_new(keep, char, (size_t)len + 1);
    if (line) {
        va_start(args, format);
        vsnprintf(line, (size_t)len + 1, format, args);
        va_end(args);
    }
    request->headers[request->header_count++] =
        (struct barq_text){ line, line ? (size_t)len : 0 };
}

enum barq_status mt_finish(const struct mt_config *config,
                           const struct mt_request *request,
                           struct barq_error *err)
{
    bool whole = request->url.at && (request->get || request->body.at);

    for (size_t i = 0; i < request->header_count; i++)
        whole = whole && request->headers[i].at;
    if (!whole)
        return fail(err, BARQ_E_INTERNAL, 0,
                    "out of memory for a request to %s", config->name.at);
    return BARQ_OK;
}

enum barq_status mt_post_json(const struct mt_config *config, const char *path,
                              struct buf *buf, struct mt_request *out,
                              struct arena *keep, struct barq_error *err)
{
    struct mt_request made = { 0 };

    if (!buf->failed)
        made.body = arena_text(keep, (struct barq_text){ buf->at, buf->len });
    buf_release(buf);
    made.url = arena_print(keep, "%s%s", config->url.at, path);
    mt_header(&made, keep, "Content-Type: application/json");
    mt_header(&made, keep, "Accept: application/json");
    if (config->kind->sign)
        config->kind->sign(config, &made, keep);
    *out = made;
    return mt_finish(config, &made, err);
}

void mt_add_texts(struct buf *buf, const struct mt_batch *batch)
{
    buf_addc(buf, '[');
    for (size_t i = 0; i < batch->count; i++) {
        if (i)
            buf_addc(buf, ',');
        json_add_text(buf, batch->segments[i].text);
    }
    buf_addc(buf, ']');
}

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

void mt_add_escaped(struct buf *buf, struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (is_plain(c))
            buf_addc(buf, (char)c);
        else
            buf_addf(buf, "%%%02X", c);
    }
}
