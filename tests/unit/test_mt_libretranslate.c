/*
 * Every answer a server could give, without a server: what is asked, and
 * what is made of what comes back.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "mt/mt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static _Alignas(16) char block[1 << 16];

static const struct barq_text two[] = { { "one", 3 }, { "two", 3 } };

static enum barq_status answer(const struct mt_batch *batch, long http_status,
                               struct barq_text body, struct barq_text *answers,
                               struct arena *keep, struct barq_error *err)
{
    static const struct mt_config config = { .key = { "", 0 } };
    struct mt_reply reply = { http_status, body };

    return mt_libretranslate.answer(&config, batch, &reply, answers, keep, err);
}

static void requests_are_pinned(void **state)
{
    static const struct {
        const char *why, *url, *key, *text, *want_url, *want;
    } cases[] = {
        { "no key", "http://127.0.0.1:5000", "", "a",
          "http://127.0.0.1:5000/translate",
          "{\"q\":[\"a\"],\"source\":\"ar\",\"target\":\"en\","
          "\"format\":\"text\"}" },
        { "a key, and a stroke at the end", "https://example.org/lt//", "k\"1",
          "a", "https://example.org/lt/translate",
          "{\"q\":[\"a\"],\"source\":\"ar\",\"target\":\"en\","
          "\"format\":\"text\",\"api_key\":\"k\\\"1\"}" },
        { "quotes, controls, Arabic", "http://[::1]", "",
          "\"\\\n\x01 \u0645\u0631\u062D\u0628\u0627", "http://[::1]/translate",
          "{\"q\":[\"\\\"\\\\\\u000a\\u0001 \u0645\u0631\u062D\u0628\u0627\"],"
          "\"source\":\"ar\",\"target\":\"en\",\"format\":\"text\"}" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena keep = arena_over(block, sizeof(block));
        struct barq_text text = text_of(cases[i].text);
        struct mt_batch batch = { BARQ_AR, BARQ_EN, &text, 1 };
        struct mt_config config = { text_of(cases[i].url),
                                    text_of(cases[i].key) };
        struct mt_request made;
        print_message("  %s\n", cases[i].why);
        assert_int_equal(BARQ_OK, mt_libretranslate.request(
                                      &config, &batch, &made, &keep, NULL));
        assert_string_equal(cases[i].want_url, made.url.at);
        assert_string_equal(cases[i].want, made.body.at);
        assert_string_equal("Content-Type: application/json",
                            made.headers[0].at);
    }
}

static void answers_are_read(void **state)
{
    static const struct {
        const char *why, *source, *body, *want;
    } cases[] = {
        { "a list", "x", "{\"translatedText\":[\"hello\"]}", "hello" },
        { "a text for a single text", "x", "{\"translatedText\":\"hello\"}",
          "hello" },
        { "members we did not ask for", "x",
          "{\"alternatives\":[[\"hi\"]],\"translatedText\":[\"hello\"]}",
          "hello" },
        { "white space around", "x", " {\"translatedText\":[\" hello\\n\"]} \n",
          "hello" },
        { "escapes", "x", "{\"translatedText\":[\"\\u0645\\u0631\"]}",
          "\u0645\u0631" },
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
        struct barq_text source = text_of(cases[i].source), got = { 0 };
        struct mt_batch batch = { BARQ_EN, BARQ_AR, &source, 1 };
        print_message("  %s\n", cases[i].why);
        assert_int_equal(BARQ_OK, answer(&batch, 200, text_of(cases[i].body),
                                         &got, &keep, NULL));
        assert_string_equal(cases[i].want, got.at);
    }
}

static void order_is_kept(void **state)
{
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_batch batch = { BARQ_EN, BARQ_AR, two, 2 };
    struct barq_text got[2];

    (void)state;
    assert_int_equal(BARQ_OK,
                     answer(&batch, 200,
                            text_of("{\"translatedText\":[\"1\",\"2\"]}"), got,
                            &keep, NULL));
    assert_string_equal("1", got[0].at);
    assert_string_equal("2", got[1].at);
}

static const struct {
    const char *why;
    long http_status;
    const char *body, *want;
} bad_answers[] = {
    { "slow down", 429, "{\"error\":\"Slowdown: 9 per 1 minute\"}",
      "libretranslate: too many requests (429), wait a minute or set "
      "BARQ_LIBRETRANSLATE_KEY" },
    { "no key", 400, "{\"error\":\"Please get an API key\"}",
      "libretranslate: the server wants an API key, or another one (set "
      "BARQ_LIBRETRANSLATE_KEY)" },
    { "wrong key", 403, "{\"error\":\"Invalid API key\"}",
      "libretranslate: the server wants an API key, or another one (set "
      "BARQ_LIBRETRANSLATE_KEY)" },
    { "its own words, one line, no full stop", 400,
      "{\"error\":\"xx is\\nnot\\u202e supported.\"}",
      "libretranslate: the server answered 400: xx is not  supported" },
    { "its own words are one note", 500,
      "{\"error\":\"no model; ask ar;\\nen;\"}",
      "libretranslate: the server answered 500: no model, ask ar, en;" },
    { "a page", 405, "<!doctype html>",
      "libretranslate: the server answered 405 (is it LibreTranslate? see "
      "BARQ_LIBRETRANSLATE_URL)" },
    { "moved", 307, "",
      "libretranslate: the server sends us elsewhere (307), which is not "
      "followed (set BARQ_LIBRETRANSLATE_URL to where it is)" },
    { "an error that is no text", 500, "{\"error\":[1]}",
      "libretranslate: the server answered 500 (is it LibreTranslate? see "
      "BARQ_LIBRETRANSLATE_URL)" },
    { "cut short", 200, "{\"translatedText\":[\"1\",",
      "libretranslate: the answer cannot be read: not JSON at byte 22" },
    { "empty", 200, "",
      "libretranslate: the answer cannot be read: not JSON: it is empty" },
    { "something behind it", 200, "{\"translatedText\":[\"1\",\"2\"]}x",
      "libretranslate: the answer cannot be read: not JSON at byte 28" },
    { "not UTF-8", 200, "{\"translatedText\":[\"1\",\"\xFF\"]}",
      "libretranslate: the answer cannot be read: JSON with a bad byte at "
      "24" },
    { "a U+0000", 200, "{\"translatedText\":[\"1\",\"a\\u0000\"]}",
      "libretranslate: the answer cannot be read: JSON with a U+0000 in "
      "it" },
    { "too few", 200, "{\"translatedText\":[\"1\"]}",
      "libretranslate: 1 translations came back for 2 texts" },
    { "one text for two", 200, "{\"translatedText\":\"1\"}",
      "libretranslate: the answer has no translatedText (is it "
      "LibreTranslate? see BARQ_LIBRETRANSLATE_URL)" },
    { "other JSON", 200, "[1,2]",
      "libretranslate: the answer has no translatedText (is it "
      "LibreTranslate? see BARQ_LIBRETRANSLATE_URL)" },
    { "an empty one", 200, "{\"translatedText\":[\"1\",\" \"]}",
      "libretranslate: translation 2 of 2 is empty" },
    { "a number", 200, "{\"translatedText\":[\"1\",2]}",
      "libretranslate: translation 2 of 2 is not a text" },
};

static void bad_answers_are_refused(void **state)
{
    struct mt_batch batch = { BARQ_EN, BARQ_AR, two, 2 };

    (void)state;
    for (size_t i = 0; i < sizeof(bad_answers) / sizeof(bad_answers[0]); i++) {
        struct arena keep = arena_over(block, sizeof(block));
        struct barq_text got[2] = { 0 };
        struct barq_error err = { 0 };
        print_message("  %s\n", bad_answers[i].why);
        assert_int_equal(BARQ_E_ENGINE,
                         answer(&batch, bad_answers[i].http_status,
                                text_of(bad_answers[i].body), got, &keep,
                                &err));
        assert_string_equal(bad_answers[i].want, err.message);
        assert_null(strstr(err.message, "; ")); /* it would be two notes */
        assert_null(got[0].at);
        assert_null(got[1].at);
    }
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

static enum barq_status refuse_with(const char *key, const char *said,
                                    struct barq_error *err)
{
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_batch batch = { BARQ_EN, BARQ_AR, two, 2 };
    struct mt_config config = { .key = text_of(key) };
    struct barq_text got[2];
    char body[1024];

    snprintf(body, sizeof(body), "{\"error\":\"%s\"}", said);
    struct mt_reply reply = { 500, text_of(body) };
    return mt_libretranslate.answer(&config, &batch, &reply, got, &keep, err);
}

static void the_key_is_starred(void **state)
{
    static const char before[] = "libretranslate: the server answered 500: ";

    (void)state;
    for (size_t i = 0; i < sizeof(echoes) / sizeof(echoes[0]); i++) {
        struct barq_error err = { 0 };
        print_message("  %s\n", echoes[i].why);
        assert_int_equal(BARQ_E_ENGINE,
                         refuse_with(echoes[i].key, echoes[i].said, &err));
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
        assert_int_equal(BARQ_E_ENGINE,
                         refuse_with("Q\u00E9/\"QQQQQQQQQQQQQQQQ", said, &err));
        assert_null(strchr(err.message, 'Q'));
    }
}

/* Brackets by the thousand would make a recursive reader run off the stack. */
static void depth_is_limited(void **state)
{
    static char deep[20000];
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_batch batch = { BARQ_EN, BARQ_AR, two, 2 };
    struct barq_text got[2];
    struct barq_error err = { 0 };

    (void)state;
    memset(deep, '[', sizeof(deep));
    assert_int_equal(BARQ_E_ENGINE,
                     answer(&batch, 200,
                            (struct barq_text){ deep, sizeof(deep) }, got,
                            &keep, &err));
    assert_string_equal("libretranslate: the answer cannot be read: JSON "
                        "nested deeper than 64",
                        err.message);
}

static void every_shortage_is_reported(void **state)
{
    struct mt_batch batch = { BARQ_EN, BARQ_AR, two, 2 };
    struct barq_text got[2];
    size_t size = 0;
    enum barq_status status;

    (void)state;
    do {
        struct arena keep = arena_over(block, size);
        status =
            answer(&batch, 200, text_of("{\"translatedText\":[\"1\",\"2\"]}"),
                   got, &keep, NULL);
    } while (status == BARQ_E_INTERNAL && ++size < 1000);
    assert_int_equal(BARQ_OK, status);
    assert_true(size >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_pinned),
        cmocka_unit_test(answers_are_read),
        cmocka_unit_test(order_is_kept),
        cmocka_unit_test(bad_answers_are_refused),
        cmocka_unit_test(the_key_is_starred),
        cmocka_unit_test(no_cut_leaves_half_a_key),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(every_shortage_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
