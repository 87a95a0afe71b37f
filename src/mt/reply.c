/*
 * reply.c - what the readers of answers share.
 *
 * An answer is believed only when it is whole: as many texts as were asked
 * for, none of them empty.  What an HTTP status means is nearly the same
 * everywhere; an engine that has its own idea (quota as 403, throttling as
 * 400) says so before it asks mt_judge().
 *
 * Some versions of some engines end a question in both marks, the Arabic one
 * and "?"; the second is dropped.
 */
#include "mt/kind.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* U+061F ARABIC QUESTION MARK and a second one. */
#define BOTH_QUESTION_MARKS "\xD8\x9F?"

enum mt_trouble mt_judge(long http_status)
{
    switch (http_status) {
    case 200:
        return MT_FINE;
    case 401:
    case 403:
        return MT_KEY;
    case 402:
    case 456:
        return MT_QUOTA;
    case 408:
    case 425:
    case 429:
        return MT_BUSY;
    case 413:
    case 414:
        return MT_LONG;
    default:
        return http_status >= 500 ? MT_BUSY : MT_REFUSED;
    }
}

static void word_key(const struct mt_config *config, long http_status,
                     struct barq_error *err)
{
    if (config->key.len)
        fail(err, BARQ_E_ENGINE, (int)http_status,
             "%s: the server does not take the API key (%s, set %s_KEY anew)",
             config->name.at, config->key_source.at, config->variable);
    else
        fail(err, BARQ_E_ENGINE, (int)http_status,
             "%s: the server wants an API key (set %s_KEY)", config->name.at,
             config->variable);
}

/* ": its words", or nothing. */
static void word_said(const struct mt_config *config, struct barq_text said,
                      char *room, size_t size)
{
    char quoted[160];
    struct barq_text quote =
        mt_quote(said, config->key, quoted, sizeof(quoted));

    snprintf(room, size, "%s%.*s", quote.len ? ": " : "", (int)quote.len,
             quote.at);
}

enum mt_trouble mt_refuse(const struct mt_config *config,
                          const struct mt_reply *reply, enum mt_trouble trouble,
                          struct barq_text said, struct barq_error *err)
{
    const char *name = config->name.at;
    long status = reply->http_status;
    char words[180];

    word_said(config, said, words, sizeof(words));
    if (trouble == MT_KEY)
        word_key(config, status, err);
    else if (trouble == MT_QUOTA)
        fail(err, BARQ_E_ENGINE, (int)status,
             "%s: the quota there is used up (%ld)%s", name, status, words);
    else if (status == 429)
        fail(err, BARQ_E_ENGINE, 429, "%s: too many requests (429)%s", name,
             words);
    else if (status >= 300 && status < 400)
        fail(err, BARQ_E_ENGINE, (int)status,
             "%s: the server sends us elsewhere (%ld), which is not followed "
             "(set %s_URL to where it is)",
             name, status, config->variable);
    else if (!words[0])
        fail(err, BARQ_E_ENGINE, (int)status,
             "%s: the server answered %ld (is it the right one? see %s_URL)",
             name, status, config->variable);
    else
        fail(err, BARQ_E_ENGINE, (int)status, "%s: the server answered %ld%s",
             name, status, words);
    return trouble;
}

enum mt_trouble mt_odd(const struct mt_reading *r, const char *format, ...)
{
    char words[300];
    va_list args;

    va_start(args, format);
    vsnprintf(words, sizeof(words), format, args);
    va_end(args);
    fail(r->err, BARQ_E_ENGINE, 0, "%s: %s", r->config->name.at, words);
    return MT_ODD;
}

static bool ends_with(struct barq_text text, const char *end)
{
    size_t len = strlen(end);

    return text.len >= len && memcmp(text.at + text.len - len, end, len) == 0;
}

/* Trimmed, and without the second of two question marks. */
static struct barq_text tidy(struct barq_text source, struct barq_text said)
{
    said = text_trim(said);
    if (ends_with(said, BOTH_QUESTION_MARKS) &&
        !ends_with(source, BOTH_QUESTION_MARKS))
        said.len--;
    return said;
}

enum mt_trouble mt_take(const struct mt_reading *r, size_t i,
                        struct barq_text said)
{
    struct barq_text source = r->batch->segments[i].text;

    if (!said.at)
        return mt_odd(r, "translation %zu of %zu is not a text", i + 1,
                      r->batch->count);
    said = tidy(source, said);
    if (!said.len && text_trim(source).len)
        return mt_odd(r, "translation %zu of %zu is empty", i + 1,
                      r->batch->count);
    r->answers[i] = arena_text(r->keep, said);
    if (r->answers[i].at)
        return MT_FINE;
    fail_nomem(r->err, "for the answer of an engine");
    return MT_INTERNAL;
}

enum mt_trouble mt_take_list(const struct mt_reading *r, const cJSON *list,
                             const char *pointer)
{
    size_t i = 0;
    const cJSON *item;

    if (!cJSON_IsArray(list))
        return mt_odd(r,
                      "the answer has no translations (is it the right "
                      "server? see %s_URL)",
                      r->config->variable);
    if ((size_t)cJSON_GetArraySize(list) != r->batch->count)
        return mt_odd(r, "%d translations came back for %zu texts",
                      cJSON_GetArraySize(list), r->batch->count);
    cJSON_ArrayForEach(item, list)
    {
        struct barq_text said =
            text_of(cJSON_GetStringValue(json_at(item, text_of(pointer))));
        enum mt_trouble trouble = mt_take(r, i++, said);
        if (trouble)
            return trouble;
    }
    return MT_FINE;
}

/* The first of the kind's error members that is a text; .at NULL if none. */
static struct barq_text find_words(const struct mt_kind *kind,
                                   const cJSON *json)
{
    for (const char *const *at = kind->errors; json && at && *at; at++) {
        const char *text = cJSON_GetStringValue(json_at(json, text_of(*at)));
        if (text && *text)
            return text_of(text);
    }
    return (struct barq_text){ 0 };
}

static enum mt_trouble read_refusal(const struct mt_config *config,
                                    const struct mt_batch *batch,
                                    const struct mt_reply *reply,
                                    const cJSON *json, struct barq_error *err)
{
    struct barq_text said = find_words(config->kind, json);
    enum mt_trouble trouble =
        config->kind->judge
            ? config->kind->judge(batch, reply->http_status, json, said)
            : mt_judge(reply->http_status);

    return mt_refuse(config, reply, trouble, said, err);
}

enum mt_trouble mt_answer(const struct mt_config *config,
                          const struct mt_batch *batch,
                          const struct mt_reply *reply,
                          struct barq_text *answers, struct arena *keep,
                          struct barq_error *err)
{
    const struct mt_reading r = { config, batch, answers, keep, err };
    struct barq_error why = { 0 };
    cJSON *json = NULL;
    enum barq_status status = json_read(reply->body, &json, &why);
    enum mt_trouble trouble;

    for (size_t i = 0; i < batch->count; i++)
        answers[i] = (struct barq_text){ 0 };
    if (reply->http_status != 200)
        trouble = read_refusal(config, batch, reply, json, err);
    else if (status)
        trouble = mt_odd(&r, "the answer cannot be read: %s", why.message);
    else
        trouble = config->kind->read(&r, json);
    cJSON_Delete(json);
    for (size_t i = 0; trouble && i < batch->count; i++)
        answers[i] = (struct barq_text){ 0 }; /* no half of an answer */
    return trouble;
}

bool mt_mentions(struct barq_text text, const char *word)
{
    size_t len = strlen(word);

    for (size_t i = 0; i + len <= text.len; i++)
        if (strncasecmp(text.at + i, word, len) == 0)
            return true;
    return false;
}
