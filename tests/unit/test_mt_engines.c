/*
 * What each engine is asked, and what is made of every answer it could give,
 * without a server.  What a model says is in test_mt_chat.c.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "mt/kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static _Alignas(16) char block[1 << 18];

static const struct mt_segment two[] = { { .text = { "one", 3 } },
                                         { .text = { "two", 3 } } };

static struct mt_config config_of(const struct mt_kind *kind)
{
    return (struct mt_config){
        .kind = kind,
        .name = text_of(kind->name),
        .variable = "BARQ_X",
        .url = text_of("https://h"),
        .key = text_of(""),
        .key_source = text_of("BARQ_X_KEY"),
        .temperature = -1,
    };
}

static bool has_header(const struct mt_request *made, const char *want)
{
    for (size_t i = 0; i < made->header_count; i++)
        if (strcmp(made->headers[i].at, want) == 0)
            return true;
    return false;
}

static const struct request_case {
    const char *why;
    const struct mt_kind *kind;
    const char *key, *model, *version, *glossary, *english;
    enum barq_lang from;
    size_t count;
    const char *url, *header, *body;
} requests[] = {
    { "LibreTranslate", &mt_libretranslate, "", "", "", "", "", BARQ_AR, 2,
      "https://h/translate", "Content-Type: application/json",
      "{\"q\":[\"one\",\"two\"],\"source\":\"ar\",\"target\":\"en\","
      "\"format\":\"text\"}" },
    { "LibreTranslate: a key goes into the body", &mt_libretranslate, "k\"1",
      "", "", "", "", BARQ_EN, 1, "https://h/translate", NULL,
      "{\"q\":[\"one\"],\"source\":\"en\",\"target\":\"ar\","
      "\"format\":\"text\",\"api_key\":\"k\\\"1\"}" },
    { "DeepL: an array, English says which", &mt_deepl, "k", "", "", "", "",
      BARQ_AR, 1, "https://h/v2/translate", "Authorization: DeepL-Auth-Key k",
      "{\"text\":[\"one\"],\"source_lang\":\"AR\",\"target_lang\":"
      "\"EN-US\",\"split_sentences\":\"0\",\"preserve_formatting\":true}" },
    { "DeepL: British, with a glossary", &mt_deepl, "k", "", "", "g-1", "GB",
      BARQ_AR, 2, "https://h/v2/translate", NULL,
      "{\"text\":[\"one\",\"two\"],\"source_lang\":\"AR\","
      "\"target_lang\":\"EN-GB\",\"split_sentences\":\"0\","
      "\"preserve_formatting\":true,\"glossary_id\":\"g-1\"}" },
    { "DeepL: Arabic has no variety", &mt_deepl, "k", "", "", "", "GB", BARQ_EN,
      1, "https://h/v2/translate", NULL,
      "{\"text\":[\"one\"],\"source_lang\":\"EN\",\"target_lang\":\"AR\","
      "\"split_sentences\":\"0\",\"preserve_formatting\":true}" },
    { "Google: text and not HTML, the key in a header", &mt_google, "k", "nmt",
      "", "", "", BARQ_AR, 2, "https://h/language/translate/v2",
      "X-goog-api-key: k",
      "{\"q\":[\"one\",\"two\"],\"source\":\"ar\",\"target\":\"en\","
      "\"format\":\"text\",\"model\":\"nmt\"}" },
    { "Azure 3.0", &mt_azure, "k", "", "3.0", "", "", BARQ_AR, 2,
      "https://h/translate?api-version=3.0&from=ar&to=en",
      "Ocp-Apim-Subscription-Key: k",
      "[{\"Text\":\"one\"},{\"Text\":\"two\"}]" },
    { "Azure 2026", &mt_azure, "k", "", "2026-06-06", "", "", BARQ_EN, 1,
      "https://h/translate?api-version=2026-06-06", NULL,
      "{\"inputs\":[{\"text\":\"one\",\"language\":\"en\",\"targets\":"
      "[{\"language\":\"ar\"}]}]}" },
    { "Azure 2026 with a model", &mt_azure, "k", "our-llm", "2026-06-06", "",
      "", BARQ_EN, 1, "https://h/translate?api-version=2026-06-06", NULL,
      "{\"inputs\":[{\"text\":\"one\",\"language\":\"en\",\"targets\":"
      "[{\"language\":\"ar\",\"deploymentName\":\"our-llm\"}]}]}" },
    { "Amazon: one text", &mt_amazon, "secret", "", "", "news", "", BARQ_AR, 1,
      "https://h/", "Content-Type: application/x-amz-json-1.1",
      "{\"Text\":\"one\",\"SourceLanguageCode\":\"ar\","
      "\"TargetLanguageCode\":\"en\",\"TerminologyNames\":[\"news\"]}" },
    { "Amazon: the call is a header", &mt_amazon, "secret", "", "", "", "",
      BARQ_EN, 1, "https://h/",
      "X-Amz-Target: AWSShineFrontendService_20170701.TranslateText",
      "{\"Text\":\"one\",\"SourceLanguageCode\":\"en\","
      "\"TargetLanguageCode\":\"ar\"}" },
    { "ModernMT: a GET in a POST's clothes", &mt_modernmt, "k", "", "", "12",
      "GB", BARQ_AR, 1, "https://h/translate", "X-HTTP-Method-Override: GET",
      "{\"q\":[\"one\"],\"source\":\"ar\",\"target\":\"en-GB\","
      "\"format\":\"text/plain\",\"glossaries\":\"12\"}" },
    { "Apertium: a form", &mt_apertium, "", "", "", "", "", BARQ_AR, 1,
      "https://h/translate", "Content-Type: application/x-www-form-urlencoded",
      "langpair=ar%7Cen&markUnknown=no&format=txt&q=one" },
};

static struct mt_config config_for(const struct request_case *c)
{
    struct mt_config config = config_of(c->kind);

    config.key = text_of(c->key);
    config.model = text_of(c->model);
    config.version = text_of(c->version);
    config.glossary = text_of(c->glossary);
    config.english = text_of(c->english);
    config.region = text_of(c->kind == &mt_amazon ? "eu-1" : "");
    config.session = text_of("");
    return config;
}

static void requests_are_pinned(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        const struct request_case *c = &requests[i];
        struct arena keep = arena_over(block, sizeof(block));
        struct mt_config config = config_for(c);
        struct mt_batch batch = { c->from,
                                  c->from == BARQ_AR ? BARQ_EN : BARQ_AR, two,
                                  c->count, 0 };
        struct mt_request made;
        print_message("  %s\n", c->why);
        assert_int_equal(BARQ_OK,
                         c->kind->request(&config, &batch, &made, &keep, NULL));
        assert_string_equal(c->url, made.url.at);
        assert_string_equal(c->body, made.body.at);
        assert_true(!c->header || has_header(&made, c->header));
    }
}

/* Quotes, controls and Arabic, in JSON and in a form. */
static void text_is_escaped(void **state)
{
    static const struct mt_segment odd = { .text = { "\"\\\n\x01 \u0645&+",
                                                     9 } };
    struct mt_batch batch = { BARQ_AR, BARQ_EN, &odd, 1, 0 };
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_config lt = config_of(&mt_libretranslate);
    struct mt_config apy = config_of(&mt_apertium);
    struct mt_request made;

    (void)state;
    assert_int_equal(
        BARQ_OK, mt_libretranslate.request(&lt, &batch, &made, &keep, NULL));
    assert_non_null(strstr(made.body.at, "[\"\\\"\\\\\\n\\u0001 \u0645&+\"]"));
    assert_int_equal(BARQ_OK,
                     mt_apertium.request(&apy, &batch, &made, &keep, NULL));
    assert_non_null(strstr(made.body.at, "q=%22%5C%0A%01%20%D9%85%26%2B"));
}

static void azure_takes_pairs_along(void **state)
{
    static const struct mt_pair pair = { { "a", 1 }, { "b", 1 }, 80 };
    static const struct mt_segment segment = { .text = { "one", 3 },
                                               .examples = &pair,
                                               .example_count = 1 };
    struct mt_batch batch = { BARQ_EN, BARQ_AR, &segment, 1, 0 };
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_config config = config_of(&mt_azure);
    struct mt_request made;

    (void)state;
    config.version = text_of("2026-06-06");
    config.model = text_of("m");
    assert_int_equal(BARQ_OK,
                     mt_azure.request(&config, &batch, &made, &keep, NULL));
    assert_non_null(strstr(made.body.at,
                           "\"referenceTextPairs\":[{\"source\":\"a\","
                           "\"target\":\"b\"}]"));
}

static const struct {
    const char *why;
    const struct mt_kind *kind;
    const char *version;
    size_t count;
    const char *body;
} good[] = {
    { "LibreTranslate", &mt_libretranslate, "", 2,
      "{\"translatedText\":[\"1\",\"2\"]}" },
    { "LibreTranslate, a text for a single text", &mt_libretranslate, "", 1,
      "{\"translatedText\":\"1\"}" },
    { "LibreTranslate, more than was asked", &mt_libretranslate, "", 2,
      " {\"alternatives\":[[]],\"translatedText\":[\" 1\",\"2\\n\"]} \n" },
    { "DeepL", &mt_deepl, "", 2,
      "{\"translations\":[{\"detected_source_language\":\"AR\",\"text\":"
      "\"1\"},{\"text\":\"2\"}]}" },
    { "Google", &mt_google, "", 2,
      "{\"data\":{\"translations\":[{\"translatedText\":\"1\"},"
      "{\"translatedText\":\"2\",\"model\":\"nmt\"}]}}" },
    { "Azure 3.0", &mt_azure, "3.0", 2,
      "[{\"translations\":[{\"text\":\"1\",\"to\":\"en\"}]},"
      "{\"translations\":[{\"text\":\"2\",\"to\":\"en\"}]}]" },
    { "Azure 2026", &mt_azure, "2026-06-06", 2,
      "{\"value\":[{\"translations\":[{\"language\":\"en\",\"text\":"
      "\"1\",\"sourceCharacters\":3}]},{\"translations\":[{\"text\":"
      "\"2\"}]}]}" },
    { "Amazon", &mt_amazon, "", 1,
      "{\"TranslatedText\":\"1\",\"SourceLanguageCode\":\"ar\"}" },
    { "ModernMT", &mt_modernmt, "", 2,
      "{\"status\":200,\"data\":[{\"translation\":\"1\"},"
      "{\"translation\":\"2\"}]}" },
    { "ModernMT, one", &mt_modernmt, "", 1,
      "{\"status\":200,\"data\":{\"translation\":\"1\"}}" },
    { "Apertium", &mt_apertium, "", 1,
      "{\"responseData\":{\"translatedText\":\"1\"},\"responseDetails\":null,"
      "\"responseStatus\":200}" },
};

static enum mt_trouble answer(const struct mt_config *config, size_t count,
                              struct mt_reply reply, struct barq_text *got,
                              struct arena *keep, struct barq_error *err)
{
    struct mt_batch batch = { BARQ_EN, BARQ_AR, two, count, 0 };

    return mt_answer(config, &batch, &reply, got, keep, err);
}

static struct mt_reply reply_of(long http_status, const char *body)
{
    return (struct mt_reply){ http_status, text_of(body), 0 };
}

static void answers_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        struct arena keep = arena_over(block, sizeof(block));
        struct mt_config config = config_of(good[i].kind);
        struct barq_text got[2] = { 0 };
        config.version = text_of(good[i].version);
        print_message("  %s\n", good[i].why);
        assert_int_equal(MT_FINE,
                         answer(&config, good[i].count,
                                reply_of(200, good[i].body), got, &keep, NULL));
        assert_string_equal("1", got[0].at);
        if (good[i].count == 2)
            assert_string_equal("2", got[1].at);
    }
}

static const struct {
    const char *why;
    const struct mt_kind *kind;
    long http_status;
    const char *body;
    enum mt_trouble want;
    const char *message;
} bad[] = {
    /* What is common to all. */
    { "slow down", &mt_libretranslate, 429,
      "{\"error\":\"Slowdown: 9 per 1 minute\"}", MT_BUSY,
      "libretranslate: too many requests (429): Slowdown: 9 per 1 minute" },
    { "no key", &mt_libretranslate, 400,
      "{\"error\":\"Please get an API key\"}", MT_KEY,
      "libretranslate: the server wants an API key (set BARQ_X_KEY)" },
    { "wrong key", &mt_libretranslate, 403, "{\"error\":\"Invalid API key\"}",
      MT_KEY, "libretranslate: the server wants an API key (set BARQ_X_KEY)" },
    { "banned", &mt_libretranslate, 403, "{\"error\":\"Too many offences\"}",
      MT_REFUSED,
      "libretranslate: the server answered 403: Too many offences" },
    { "too many texts", &mt_libretranslate, 400,
      "{\"error\":\"Invalid request: request (4) exceeds text limit (3)\"}",
      MT_LONG,
      "libretranslate: the server answered 400: Invalid request: request (4) "
      "exceeds text limit (3)" },
    { "its own words, one line, no full stop", &mt_libretranslate, 400,
      "{\"error\":\"xx is\\nnot\\u202e supported.\"}", MT_REFUSED,
      "libretranslate: the server answered 400: xx is not  supported" },
    { "its own words are one note", &mt_libretranslate, 500,
      "{\"error\":\"no model; ask ar;\\nen;\"}", MT_BUSY,
      "libretranslate: the server answered 500: no model, ask ar, en;" },
    { "a page", &mt_libretranslate, 405, "<!doctype html>", MT_REFUSED,
      "libretranslate: the server answered 405 (is it the right one? see "
      "BARQ_X_URL)" },
    { "moved", &mt_libretranslate, 307, "", MT_REFUSED,
      "libretranslate: the server sends us elsewhere (307), which is not "
      "followed (set BARQ_X_URL to where it is)" },
    { "an error that is no text", &mt_libretranslate, 500, "{\"error\":[1]}",
      MT_BUSY,
      "libretranslate: the server answered 500 (is it the right one? see "
      "BARQ_X_URL)" },
    { "cut short", &mt_libretranslate, 200, "{\"translatedText\":[\"1\",",
      MT_ODD,
      "libretranslate: the answer cannot be read: not JSON at byte 22" },
    { "empty", &mt_libretranslate, 200, "", MT_ODD,
      "libretranslate: the answer cannot be read: not JSON: it is empty" },
    { "something behind it", &mt_libretranslate, 200,
      "{\"translatedText\":[\"1\",\"2\"]}x", MT_ODD,
      "libretranslate: the answer cannot be read: not JSON at byte 28" },
    { "not UTF-8", &mt_libretranslate, 200,
      "{\"translatedText\":[\"1\",\"\xFF\"]}", MT_ODD,
      "libretranslate: the answer cannot be read: JSON with a bad byte at "
      "24" },
    { "a U+0000", &mt_libretranslate, 200,
      "{\"translatedText\":[\"1\",\"a\\u0000\"]}", MT_ODD,
      "libretranslate: the answer cannot be read: JSON with a U+0000 in "
      "it" },
    { "too few", &mt_libretranslate, 200, "{\"translatedText\":[\"1\"]}",
      MT_ODD, "libretranslate: 1 translations came back for 2 texts" },
    { "one text for two", &mt_libretranslate, 200, "{\"translatedText\":\"1\"}",
      MT_ODD,
      "libretranslate: the answer has no translations (is it the right "
      "server? see BARQ_X_URL)" },
    { "other JSON", &mt_libretranslate, 200, "[1,2]", MT_ODD,
      "libretranslate: the answer has no translations (is it the right "
      "server? see BARQ_X_URL)" },
    { "an empty one", &mt_libretranslate, 200,
      "{\"translatedText\":[\"1\",\" \"]}", MT_ODD,
      "libretranslate: translation 2 of 2 is empty" },
    { "a number", &mt_libretranslate, 200, "{\"translatedText\":[\"1\",2]}",
      MT_ODD, "libretranslate: translation 2 of 2 is not a text" },
    /* What each has for itself. */
    { "DeepL: the quota", &mt_deepl, 456, "{\"message\":\"Quota Exceeded\"}",
      MT_QUOTA, "deepl: the quota there is used up (456): Quota Exceeded" },
    { "Google: by the minute", &mt_google, 403,
      "{\"error\":{\"message\":\"User Rate Limit Exceeded\",\"errors\":"
      "[{\"reason\":\"userRateLimitExceeded\"}]}}",
      MT_BUSY, "google: the server answered 403: User Rate Limit Exceeded" },
    { "Google: by the day", &mt_google, 403,
      "{\"error\":{\"message\":\"Daily Limit Exceeded\",\"errors\":"
      "[{\"reason\":\"dailyLimitExceeded\"}]}}",
      MT_QUOTA,
      "google: the quota there is used up (403): Daily Limit Exceeded" },
    { "Google: by the day, in words only", &mt_google, 403,
      "{\"error\":{\"message\":\"Daily Limit Exceeded\"}}", MT_QUOTA,
      "google: the quota there is used up (403): Daily Limit Exceeded" },
    { "Google: a wrong key is a 400", &mt_google, 400,
      "{\"error\":{\"message\":\"API key not valid.\"}}", MT_KEY,
      "google: the server wants an API key (set BARQ_X_KEY)" },
    { "Google: not allowed", &mt_google, 403,
      "{\"error\":{\"message\":\"Requests are blocked.\",\"errors\":"
      "[{\"reason\":\"forbidden\"}]}}",
      MT_KEY, "google: the server wants an API key (set BARQ_X_KEY)" },
    { "Azure: the quota", &mt_azure, 403,
      "{\"error\":{\"code\":403001,\"message\":\"exceeded free quota\"}}",
      MT_QUOTA,
      "azure: the quota there is used up (403): exceeded free quota" },
    { "Azure: the quota, its code a text", &mt_azure, 403,
      "{\"error\":{\"code\":\"403001\",\"message\":\"no more\"}}", MT_QUOTA,
      "azure: the quota there is used up (403): no more" },
    { "Azure: not allowed", &mt_azure, 403,
      "{\"error\":{\"code\":403000,\"message\":\"not allowed\"}}", MT_KEY,
      "azure: the server wants an API key (set BARQ_X_KEY)" },
    { "Azure: its model is being loaded", &mt_azure, 408,
      "{\"error\":{\"code\":408001,\"message\":\"in preparation\"}}", MT_BUSY,
      "azure: the server answered 408: in preparation" },
    { "Azure: too long", &mt_azure, 400,
      "{\"error\":{\"code\":400077,\"message\":\"maximum request size\"}}",
      MT_LONG, "azure: the server answered 400: maximum request size" },
    { "Amazon: throttled", &mt_amazon, 400,
      "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}",
      MT_BUSY, "amazon: the server answered 400: Rate exceeded" },
    { "Amazon: throttled, with a name space", &mt_amazon, 400,
      "{\"__type\":\"com.amazon#TooManyRequestsException\",\"Message\":"
      "\"slower\"}",
      MT_BUSY, "amazon: the server answered 400: slower" },
    { "Amazon: too long", &mt_amazon, 400,
      "{\"__type\":\"TextSizeLimitExceededException\",\"Message\":\"5001\"}",
      MT_TEXT, "amazon: the server answered 400: 5001" },
    { "Amazon: a wrong key", &mt_amazon, 400,
      "{\"__type\":\"UnrecognizedClientException\",\"message\":\"x\"}", MT_KEY,
      "amazon: the server wants an API key (set BARQ_X_KEY)" },
    { "Amazon: out of order", &mt_amazon, 500,
      "{\"__type\":\"InternalServerException\"}", MT_BUSY,
      "amazon: the server answered 500: InternalServerException" },
    { "ModernMT: a wrong key", &mt_modernmt, 401,
      "{\"status\":401,\"error\":{\"message\":\"no such key\"}}", MT_KEY,
      "modernmt: the server wants an API key (set BARQ_X_KEY)" },
    { "Apertium: no such pair", &mt_apertium, 400,
      "{\"status\":\"error\",\"code\":400,\"message\":\"Bad Request\","
      "\"explanation\":\"That pair is not installed\"}",
      MT_REFUSED,
      "apertium: the server answered 400: That pair is not installed" },
    { "Apertium: a pipe is stuck", &mt_apertium, 503,
      "{\"explanation\":\"internal error\"}", MT_BUSY,
      "apertium: the server answered 503: internal error" },
};

static void bad_answers_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct arena keep = arena_over(block, sizeof(block));
        struct mt_config config = config_of(bad[i].kind);
        struct barq_text got[2] = { 0 };
        struct barq_error err = { 0 };
        size_t count = bad[i].kind->most_texts > 1 ? 2 : 1;
        print_message("  %s\n", bad[i].why);
        assert_int_equal(bad[i].want,
                         answer(&config, count,
                                reply_of(bad[i].http_status, bad[i].body), got,
                                &keep, &err));
        assert_string_equal(bad[i].message, err.message);
        assert_null(strstr(err.message, "; ")); /* it would be two notes */
        assert_null(got[0].at);
        assert_null(got[1].at);
    }
}

static void a_second_question_mark_is_dropped(void **state)
{
    static const struct {
        const char *why, *source, *body, *want;
    } cases[] = {
        { "both question marks", "why?",
          "{\"translatedText\":[\"\u0644\u0645\u0627\u0630\u0627\u061F?\"]}",
          "\u0644\u0645\u0627\u0630\u0627\u061F" },
        { "both were asked for", "why\u061F?",
          "{\"translatedText\":[\"\u0644\u0645\u0627\u0630\u0627\u061F?\"]}",
          "\u0644\u0645\u0627\u0630\u0627\u061F?" },
        { "nothing of nothing", " ", "{\"translatedText\":[\"\"]}", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena keep = arena_over(block, sizeof(block));
        struct mt_config config = config_of(&mt_libretranslate);
        struct mt_segment source = { .text = text_of(cases[i].source) };
        struct mt_batch batch = { BARQ_EN, BARQ_AR, &source, 1, 0 };
        struct mt_reply reply = { 200, text_of(cases[i].body), 0 };
        struct barq_text got = { 0 };
        print_message("  %s\n", cases[i].why);
        assert_int_equal(MT_FINE,
                         mt_answer(&config, &batch, &reply, &got, &keep, NULL));
        assert_string_equal(cases[i].want, got.at);
    }
}

/* APy drops the end of what is too long for it, in silence. */
static void a_cut_answer_is_not_believed(void **state)
{
    static char text[2000];
    struct mt_segment source = { .text = { text, sizeof(text) } };
    struct mt_batch batch = { BARQ_EN, BARQ_AR, &source, 1, 0 };
    struct mt_config config = config_of(&mt_apertium);
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_reply reply = {
        200, text_of("{\"responseData\":{\"translatedText\":\"so short\"}}"), 0
    };
    struct barq_text got = { 0 };
    struct barq_error err = { 0 };

    (void)state;
    memset(text, 'a', sizeof(text));
    assert_int_equal(MT_TEXT,
                     mt_answer(&config, &batch, &reply, &got, &keep, &err));
    assert_string_equal("apertium: the answer is cut short: 8 bytes for 2000",
                        err.message);
}

static const struct {
    const char *why, *key, *said; /* said: as the server writes it in JSON */
    const char *want;
} echoes[] = {
    { "as it is", "top-secret", "bad key top-secret!", "bad key *****!" },
    { "a letter by its number", "s\u00E9same", "s\\u00e9same, s\\u00E9same",
      "*****, *****" },
    { "a stroke escaped", "a/b/c", "[a\\/b\\/c]", "[*****]" },
    { "a quotation mark", "a\"b", "a\\\"b", "*****" },
    { "a backslash", "a\\b", "a\\\\b", "*****" },
    { "two surrogates", "k\U0001F511k", "k\\ud83d\\udd11k", "*****" },
    { "twice, side by side", "aba", "xabaabax", "x**********x" },
    { "without the space at its end", "open me ", "open me?", "*****?" },
    { "spaces alone are no key", "  ", "a  b", "a  b" },
    { "a mark in it that is not seen", "a\u200Bb", "a\\u200bb", "*****" },
    { "half of it is not it", "secret", "secre", "secre" },
};

static void refuse_with(const char *key, const char *said,
                        struct barq_error *err)
{
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_config config = config_of(&mt_libretranslate);
    struct barq_text got[2];
    char body[1024];

    config.key = text_of(key);
    snprintf(body, sizeof(body), "{\"error\":\"%s\"}", said);
    assert_int_equal(MT_BUSY,
                     answer(&config, 2, reply_of(500, body), got, &keep, err));
}

static void the_key_is_starred(void **state)
{
    static const char before[] = "libretranslate: the server answered 500: ";

    (void)state;
    for (size_t i = 0; i < sizeof(echoes) / sizeof(echoes[0]); i++) {
        struct barq_error err = { 0 };
        print_message("  %s\n", echoes[i].why);
        refuse_with(echoes[i].key, echoes[i].said, &err);
        assert_memory_equal(before, err.message, sizeof(before) - 1);
        assert_string_equal(echoes[i].want, err.message + sizeof(before) - 1);
    }
}

/* Wherever the server's words are cut short, no part of the key is left. */
static void no_cut_leaves_half_a_key(void **state)
{
    (void)state;
    for (int before = 0; before < 200; before++) {
        struct barq_error err = { 0 };
        char said[512];
        memset(said, 'x', (size_t)before);
        snprintf(said + before, sizeof(said) - (size_t)before, "%s tail",
                 "Q\\u00e9\\/\\\"QQQQQQQQQQQQQQQQ");
        refuse_with("Q\u00E9/\"QQQQQQQQQQQQQQQQ", said, &err);
        assert_null(strchr(err.message, 'Q'));
    }
}

/* Brackets by the thousand would make a recursive reader run off the stack. */
static void depth_is_limited(void **state)
{
    static char deep[20000];
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_config config = config_of(&mt_libretranslate);
    struct barq_text got[2];
    struct barq_error err = { 0 };

    (void)state;
    memset(deep, '[', sizeof(deep) - 1);
    assert_int_equal(MT_ODD,
                     answer(&config, 2, reply_of(200, deep), got, &keep, &err));
    assert_string_equal("libretranslate: the answer cannot be read: JSON "
                        "nested deeper than 64",
                        err.message);
}

static void every_shortage_is_reported(void **state)
{
    struct mt_config config = config_of(&mt_libretranslate);
    struct barq_text got[2];
    size_t size = 0;
    enum mt_trouble trouble;

    (void)state;
    do {
        struct arena keep = arena_over(block, size);
        trouble = answer(&config, 2,
                         reply_of(200, "{\"translatedText\":[\"1\",\"2\"]}"),
                         got, &keep, NULL);
    } while (trouble == MT_INTERNAL && ++size < 1000);
    assert_int_equal(MT_FINE, trouble);
    assert_true(size >= 4);
}

static void requests_report_shortage(void **state)
{
    struct mt_batch batch = { BARQ_EN, BARQ_AR, two, 1, 0 };

    (void)state;
    for (size_t k = 0; mt_kind_at(k); k++) {
        struct mt_config config = config_of(mt_kind_at(k));
        enum barq_status status = BARQ_E_INTERNAL;
        struct mt_request made;
        config.region = config.version = config.model = text_of("m");
        config.session = config.template.body = text_of("");
        for (size_t size = 0; status && size < 1 << 14; size += 16) {
            struct arena keep = arena_over(block, size);
            status = config.kind->request(&config, &batch, &made, &keep, NULL);
            assert_true(status == BARQ_OK || status == BARQ_E_INTERNAL);
        }
        assert_int_equal(BARQ_OK, status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_pinned),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(azure_takes_pairs_along),
        cmocka_unit_test(answers_are_read),
        cmocka_unit_test(bad_answers_are_told_apart),
        cmocka_unit_test(a_second_question_mark_is_dropped),
        cmocka_unit_test(a_cut_answer_is_not_believed),
        cmocka_unit_test(the_key_is_starred),
        cmocka_unit_test(no_cut_leaves_half_a_key),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(every_shortage_is_reported),
        cmocka_unit_test(requests_report_shortage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
