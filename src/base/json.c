/*
 * json.c - cJSON behind a gate.
 *
 * cJSON descends by recursion, makes 64 bytes of a two-byte value, takes
 * any bytes for a string, and ends a string at an escaped U+0000.  Hence a
 * look at the text before it goes in: valid UTF-8, depth, number of values
 * and that one escape.  The look only counts; whether it is JSON, cJSON
 * says.
 */
#include "base/json.h"

#include "base/error.h"
#include "base/utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool is_nul_escape(struct barq_text text, size_t i)
{
    return text.len - i > 5 && memcmp(text.at + i + 1, "u0000", 5) == 0;
}

/* From the opening quote at `i` to the closing one; false at a U+0000. */
static bool skip_string(struct barq_text text, size_t *i)
{
    for (++*i; *i < text.len && text.at[*i] != '"'; ++*i) {
        if (text.at[*i] != '\\')
            continue;
        if (is_nul_escape(text, *i))
            return false;
        ++*i;
    }
    return true;
}

static enum barq_status look(struct barq_text text, struct barq_error *err)
{
    int depth = 0, values = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '"' && !skip_string(text, &i))
            return fail(err, BARQ_E_INPUT, 0, "JSON with a U+0000 in it");
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        values += c == ',' || c == '[' || c == '{';
        if (depth > JSON_DEPTH_MOST)
            return fail(err, BARQ_E_INPUT, 0, "JSON nested deeper than %d",
                        JSON_DEPTH_MOST);
        if (values > JSON_VALUES_MOST)
            return fail(err, BARQ_E_INPUT, 0, "JSON of more than %d values",
                        JSON_VALUES_MOST);
    }
    return BARQ_OK;
}

enum barq_status json_read(struct barq_text text, cJSON **out,
                           struct barq_error *err)
{
    const char *end = NULL;
    size_t offset = 0;

    if (!utf8_check(text, &offset))
        return fail(err, BARQ_E_INPUT, 0, "JSON with a bad byte at %zu",
                    offset);
    enum barq_status status = look(text, err);
    if (status)
        return status;
    if (!text.len)
        return fail(err, BARQ_E_INPUT, 0, "not JSON: it is empty");

    cJSON *json = cJSON_ParseWithLengthOpts(text.at, text.len, &end, false);
    size_t read = end ? (size_t)(end - text.at) : 0;
    if (json && !text_trim(text_slice(text, read, text.len)).len) {
        *out = json;
        return BARQ_OK;
    }
    cJSON_Delete(json);
    return fail(err, BARQ_E_INPUT, 0, "not JSON at byte %zu", read);
}

struct barq_text json_member(const cJSON *object, const char *name)
{
    return text_of(
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name)));
}

/* One step of a pointer, its ~1 and ~0 undone, into `room`; false if it is
 * longer than any name we look for. */
static bool unescape(struct barq_text step, char *room, size_t size)
{
    size_t len = 0;

    for (size_t i = 0; i < step.len; i++) {
        if (len + 1 >= size)
            return false;
        char c = step.at[i];
        if (c == '~' && i + 1 < step.len)
            c = step.at[++i] == '1' ? '/' : '~';
        room[len++] = c;
    }
    room[len] = 0;
    return true;
}

static const cJSON *step_into(const cJSON *json, const char *name)
{
    char *end;

    if (!cJSON_IsArray(json))
        return cJSON_GetObjectItemCaseSensitive(json, name);
    long index = strtol(name, &end, 10);
    bool whole = end != name && !*end && index >= 0 && index < INT_MAX;
    return whole ? cJSON_GetArrayItem(json, (int)index) : NULL;
}

const cJSON *json_at(const cJSON *json, struct barq_text pointer)
{
    char name[128];

    if (pointer.len && pointer.at[0] != '/')
        return NULL;
    if (pointer.len)
        text_field(&pointer, '/');
    else
        return json;
    for (bool more = true; json && more;) {
        more = pointer.len && memchr(pointer.at, '/', pointer.len);
        if (!unescape(text_field(&pointer, '/'), name, sizeof(name)))
            return NULL;
        json = step_into(json, name);
    }
    return json;
}

/* How many bytes from text[i] on stand in a string as they are. */
static size_t plain_run(struct barq_text text, size_t i)
{
    size_t end = i;

    while (end < text.len && (unsigned char)text.at[end] >= ' ' &&
           text.at[end] != '"' && text.at[end] != '\\')
        end++;
    return end - i;
}

/* A byte that cannot stand in a string as it is, as cJSON writes it. */
static void add_escaped(struct buf *buf, char c)
{
    static const char names[] = "btn_fr"; /* of 8 to 13, but for 11 */
    unsigned code = (unsigned char)c, nth = code - '\b';

    if (code >= ' ')
        buf_addf(buf, "\\%c", c);
    else if (nth < sizeof(names) - 1 && names[nth] != '_')
        buf_addf(buf, "\\%c", names[nth]);
    else
        buf_addf(buf, "\\u%04x", code);
}

void json_add_text(struct buf *buf, struct barq_text text)
{
    buf_addc(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        size_t run = plain_run(text, i);
        buf_add(buf, text_slice(text, i, i + run));
        i += run;
        if (i < text.len)
            add_escaped(buf, text.at[i]);
    }
    buf_addc(buf, '"');
}
