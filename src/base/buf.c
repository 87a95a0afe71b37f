#include "base/buf.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and a NUL behind them. */
static bool reserve(struct buf *buf, size_t more)
{
    size_t cap = buf->cap ? buf->cap : 256;

    if (buf->failed || more >= BUF_CEILING - buf->len) {
        buf->failed = true;
        return false;
    }
    while (cap < buf->len + more + 1)
        cap *= 2;
    if (cap == buf->cap)
        return true;

    char *at = realloc(buf->at, cap);
    if (!at) {
        buf->failed = true;
        return false;
    }
    buf->at = at;
    buf->cap = cap;
    return true;
}

void buf_add(struct buf *buf, struct barq_text text)
{
    if (!reserve(buf, text.len))
        return;
    if (text.len)
        memcpy(buf->at + buf->len, text.at, text.len);
    buf->len += text.len;
    buf->at[buf->len] = 0;
}

void buf_adds(struct buf *buf, const char *string)
{
    buf_add(buf, (struct barq_text){ string, strlen(string) });
}

void buf_addc(struct buf *buf, char c)
{
    buf_add(buf, (struct barq_text){ &c, 1 });
}

void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);

    if (len < 0 || !reserve(buf, (size_t)len)) {
        buf->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(buf->at + buf->len, (size_t)len + 1, format, args);
    va_end(args);
    buf->len += (size_t)len;
}

static const char *xml_escape(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\r':
        return "&#13;"; /* a bare CR would be read back as LF */
    default:
        break;
    }
    bool plain =
        c == '\t' || c == '\n' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF);
    return plain ? NULL : "\xEF\xBF\xBD";
}

void buf_add_xml(struct buf *buf, struct barq_text text)
{
    size_t i = 0, from = 0;

    while (i < text.len) {
        size_t start = i;
        const char *escape = xml_escape(utf8_next(text, &i));
        if (!escape)
            continue;
        buf_add(buf, (struct barq_text){ text.at + from, start - from });
        buf_adds(buf, escape);
        from = i;
    }
    if (from < text.len)
        buf_add(buf, (struct barq_text){ text.at + from, text.len - from });
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->at)
        buf->at[0] = 0;
}

void buf_release(struct buf *buf)
{
    free(buf->at);
    *buf = (struct buf){ 0 };
}

enum barq_status buf_take(struct buf *buf, char **out, size_t *len,
                          struct barq_error *err)
{
    buf_adds(buf, ""); /* so that an empty string is one, too */
    if (buf->failed) {
        buf_release(buf);
        return fail_nomem(err, "for the output");
    }
    *out = buf->at;
    *len = buf->len;
    *buf = (struct buf){ 0 };
    return BARQ_OK;
}

void barq_string_free(char *string)
{
    free(string);
}
