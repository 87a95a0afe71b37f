/* What a desk has set: options, environment, barq.ini, key files; and the
 * engine that it describes itself. */
#include "base/arena.h"
#include "base/utf8.h"
#include "mt/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static _Alignas(16) char block[8 << 20];
static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof(folder), "/tmp/barq-test.XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static const struct {
    const char *why, *name, *url, *key;
    enum barq_status want;
} option_cases[] = {
    { "the usual address", "libretranslate", NULL, NULL, BARQ_OK },
    { "https anywhere", "libretranslate", "https://example.org", "k", BARQ_OK },
    { "this machine by name", "libretranslate", "http://localhost:5000", NULL,
      BARQ_OK },
    { "in capitals", "libretranslate", "HTTP://127.9.9.9", NULL, BARQ_OK },
    { "over IPv6", "libretranslate", "http://[::1]:5000", NULL, BARQ_OK },
    { "no such engine", "babelfish", NULL, NULL, BARQ_E_USAGE },
    { "no engine named", NULL, NULL, NULL, BARQ_E_USAGE },
    { "a template wants a section", "template", NULL, NULL, BARQ_E_USAGE },
    { "http to another machine", "libretranslate", "http://example.org", NULL,
      BARQ_E_USAGE },
    { "an address like ours", "libretranslate", "http://127.example.org", NULL,
      BARQ_E_USAGE },
    { "a user that looks like ours", "libretranslate",
      "http://127.0.0.1@example.org", NULL, BARQ_E_USAGE },
    { "a password", "libretranslate", "https://a:b@example.org", NULL,
      BARQ_E_USAGE },
    { "a file", "libretranslate", "file:///etc/passwd", NULL, BARQ_E_USAGE },
    { "a line end in the URL", "libretranslate", "http://127.0.0.1/\r\nA:b",
      NULL, BARQ_E_USAGE },
    { "a line end in the key", "libretranslate", NULL, "a\nb", BARQ_E_USAGE },
    { "a key that is wanted", "deepl", NULL, NULL, BARQ_E_USAGE },
    { "one that is there", "deepl", NULL, "k", BARQ_OK },
    { "no key to a server of ours", "openai", "http://127.0.0.1:9/v1", NULL,
      BARQ_E_USAGE }, /* it has no model */
    { "a region that is wanted", "amazon", NULL, "id:secret", BARQ_E_USAGE },
};

static void options_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(option_cases) / sizeof(option_cases[0]);
         i++) {
        struct barq_engine_options options = { .name = option_cases[i].name,
                                               .url = option_cases[i].url,
                                               .key = option_cases[i].key };
        struct barq_engine *engine = NULL;
        struct barq_error err = { 0 };
        print_message("  %s\n", option_cases[i].why);
        assert_int_equal(option_cases[i].want,
                         barq_engine_open(&options, &engine, &err));
        assert_true(option_cases[i].want == BARQ_OK || err.message[0]);
        assert_null(strstr(err.message, "; "));
        barq_engine_close(engine);
    }
}

/* Configure the engine `name` from a file of this text. */
static enum barq_status configure(const char *name, const char *text,
                                  struct mt_config *config,
                                  struct mt_limits *limits,
                                  struct barq_error *err)
{
    static struct arena keep;
    const struct barq_engine_options options = { .name = name };
    struct ini ini;

    keep = arena_over(block, sizeof(block));
    assert_int_equal(BARQ_OK,
                     ini_parse("barq.ini", text_of(text), &ini, &keep, NULL));
    return mt_configure(&options, &ini, config, limits, &keep, err);
}

static void a_section_names_an_engine(void **state)
{
    static const char text[] = "[mt desk-llm]\n"
                               "engine = openai\n"
                               "url = https://llm.example.org/v1/\n"
                               "model = small\n"
                               "key_env = TEST_DESK_KEY\n"
                               "temperature = 0.2\n"
                               "timeout = 90\n"
                               "concurrency = 2\n"
                               "budget_month = 500000\n";
    struct mt_config config;
    struct mt_limits limits;

    (void)state;
    setenv("TEST_DESK_KEY", "k-1", 1);
    assert_int_equal(BARQ_OK,
                     configure("desk-llm", text, &config, &limits, NULL));
    assert_ptr_equal(&mt_openai, config.kind);
    assert_string_equal("desk-llm", config.name.at);
    assert_string_equal("BARQ_DESK_LLM", config.variable);
    assert_string_equal("https://llm.example.org/v1", config.url.at);
    assert_string_equal("small", config.model.at);
    assert_string_equal("k-1", config.key.at);
    assert_string_equal("TEST_DESK_KEY", config.key_source.at);
    assert_true(config.temperature > 0.19 && config.temperature < 0.21);
    assert_int_equal(90000, limits.total_ms);
    assert_int_equal(2, limits.concurrency);
    assert_int_equal(500000, limits.month_characters);

    /* The environment has the last word. */
    setenv("BARQ_DESK_LLM_URL", "http://127.0.0.1:8080/v1", 1);
    setenv("BARQ_DESK_LLM_MODEL", "large", 1);
    assert_int_equal(BARQ_OK,
                     configure("desk-llm", text, &config, &limits, NULL));
    assert_string_equal("http://127.0.0.1:8080/v1", config.url.at);
    assert_string_equal("large", config.model.at);
    unsetenv("BARQ_DESK_LLM_URL");
    unsetenv("BARQ_DESK_LLM_MODEL");
    unsetenv("TEST_DESK_KEY");
}

static const struct {
    const char *why, *name, *text, *key, *url;
    bool examples;
} complete[] = {
    { "DeepL", "deepl", "", "abc", "https://api.deepl.com", false },
    { "DeepL, a free key", "deepl", "", "abc:fx", "https://api-free.deepl.com",
      false },
    { "Azure", "azure", "", "k",
      "https://api.cognitive.microsofttranslator.com", false },
    { "Azure with a model learns", "azure",
      "[mt azure]\nversion = 2026-06-06\nmodel = m\n", "k",
      "https://api.cognitive.microsofttranslator.com", true },
    { "Amazon, by its region", "amazon", "[mt amazon]\nregion = eu-west-1",
      "id:secret", "https://translate.eu-west-1.amazonaws.com", false },
    { "a model learns", "ollama", "[mt ollama]\nmodel = m", "",
      "http://127.0.0.1:11434", true },
    { "a template has an address", "x",
      "[mt x]\nengine = template\nurl = https://e.org/t?q={{text}}\n"
      "method = GET\nanswer = /a",
      "", "https://e.org/t?q={{text}}", false },
};

static void engines_complete_themselves(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(complete) / sizeof(complete[0]); i++) {
        struct mt_config config;
        struct mt_limits limits;
        struct barq_error err = { 0 };
        char variable[40];
        print_message("  %s\n", complete[i].why);
        snprintf(variable, sizeof(variable), "BARQ_%s_KEY",
                 strcmp(complete[i].name, "deepl") == 0   ? "DEEPL"
                 : strcmp(complete[i].name, "azure") == 0 ? "AZURE"
                                                          : "AMAZON");
        setenv(variable, complete[i].key, 1);
        if (configure(complete[i].name, complete[i].text, &config, &limits,
                      &err))
            fail_msg("%s", err.message);
        assert_string_equal(complete[i].url, config.url.at);
        assert_int_equal(complete[i].examples, config.examples);
        unsetenv(variable);
    }
}

static const struct {
    const char *why, *name, *text, *want;
} mistakes[] = {
    { "a setting that there is not", "deepl", "[mt deepl]\nmodle = x",
      "barq.ini:2: [mt deepl] has no setting \"modle\"" },
    { "a key in the file", "deepl", "[mt deepl]\nkey = secret-1",
      "barq.ini:2: a key does not belong into this file; use key_file or "
      "key_env" },
    { "an engine that there is not", "x", "[mt x]\nengine = y",
      "barq.ini:2: no engine is called \"y\"" },
    { "too many at once", "deepl", "[mt deepl]\nconcurrency = 99",
      "barq.ini:2: concurrency is a whole number from 0 to 16, not "
      "\"99\"" },
    { "too hot", "ollama", "[mt ollama]\ntemperature = 3",
      "barq.ini:2: temperature is a number from 0 to 2, not \"3\"" },
    { "a variety that there is not", "libretranslate",
      "[mt libretranslate]\nenglish = AU",
      "libretranslate: english is US or GB, not \"AU\" (see barq.ini)" },
    { "http to another machine", "libretranslate",
      "[mt libretranslate]\nurl = http://10.0.0.1",
      "libretranslate: http://10.0.0.1 would send text unencrypted to "
      "another machine (use https in BARQ_LIBRETRANSLATE_URL, or "
      "plain_http = yes in barq.ini)" },
    { "no model", "ollama", "",
      "ollama: it wants a model (set BARQ_OLLAMA_MODEL, or model in "
      "barq.ini)" },
    { "no key", "deepl", "",
      "deepl: it wants an API key (set BARQ_DEEPL_KEY, or key_file in "
      "barq.ini)" },
    { "a version with a stroke", "azure", "[mt azure]\nversion = 3/../x",
      "azure: the version is one like 3.0 or 2026-06-06" },
    { "a key file that is not there", "deepl",
      "[mt deepl]\nkey_file = /no/such/key",
      "/no/such/key: cannot open: No such file or directory" },
    { "a template without text", "x",
      "[mt x]\nengine = template\nurl = https://e.org\nanswer = /a",
      "x: a template says nowhere {{text}} or {{texts}} (see [mt x])" },
    { "a template with a key in its URL", "x",
      "[mt x]\nengine = template\nurl = https://e.org?k={{key}}\n"
      "body = {{text}}\nanswer = /a",
      "x: a template must not put {{key}} into the url (see [mt x])" },
    { "a template of many and one answer", "x",
      "[mt x]\nengine = template\nurl = https://e.org\nbody = {{texts}}\n"
      "answer = /a",
      "x: a template with {{texts}} has a * in answer, and none without "
      "(see [mt x])" },
    { "a template without an answer", "x",
      "[mt x]\nengine = template\nurl = https://e.org\nbody = {{text}}",
      "x: a template wants in answer a JSON pointer, as /data/0/text (see "
      "[mt x])" },
    { "a header that is none", "x", "[mt x]\nengine = template\nheader = X",
      "barq.ini:3: a header is Name: value" },
};

static void mistakes_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
        struct mt_config config;
        struct mt_limits limits;
        struct barq_error err = { 0 };
        print_message("  %s\n", mistakes[i].why);
        assert_int_not_equal(BARQ_OK,
                             configure(mistakes[i].name, mistakes[i].text,
                                       &config, &limits, &err));
        assert_string_equal(mistakes[i].want, err.message);
        assert_null(strstr(err.message, "secret-1"));
    }
}

static void plain_http_can_be_asked_for(void **state)
{
    struct mt_config config;
    struct mt_limits limits;

    (void)state;
    assert_int_equal(BARQ_OK,
                     configure("libretranslate",
                               "[mt libretranslate]\nurl = http://10.0.0.1\n"
                               "plain_http = yes",
                               &config, &limits, NULL));
}

/* ------------------------------------------------------------ key files */

static enum barq_status read_key(const char *text, mode_t mode,
                                 struct barq_text *key, char *message)
{
    static struct arena keep;
    struct barq_error err = { 0 };
    char path[100];
    FILE *to;

    keep = arena_over(block, sizeof(block));
    snprintf(path, sizeof(path), "%s/key", folder);
    to = fopen(path, "w");
    fputs(text, to);
    fclose(to);
    chmod(path, mode);
    enum barq_status status = mt_key_file(path, key, &keep, &err);
    snprintf(message, sizeof(err.message), "%s",
             strstr(err.message, "/key: ") ? strstr(err.message, "/key: ") + 6
                                           : err.message);
    unlink(path);
    return status;
}

static void a_key_file_is_its_owners(void **state)
{
    static const struct {
        const char *why, *text;
        mode_t mode;
        const char *key, *message; /* the message's beginning */
    } cases[] = {
        { "for its owner alone", "abc\n", 0600, "abc", "" },
        { "read only", "abc", 0400, "abc", "" },
        { "spaces and a second line", " abc \r\nremark\n", 0600, "abc", "" },
        { "the group can read it", "abc", 0640, NULL,
          "others can read this key (chmod 600" },
        { "others can read it", "abc", 0604, NULL,
          "others can read this key (chmod 600" },
        { "empty", "", 0600, NULL, "a key file has the key in its first line" },
        { "an empty line", "\nabc", 0600, NULL,
          "a key file has the key in its first line" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_text key = { 0 };
        char message[400];
        print_message("  %s\n", cases[i].why);
        enum barq_status status =
            read_key(cases[i].text, cases[i].mode, &key, message);
        assert_int_equal(cases[i].key ? BARQ_OK : BARQ_E_INPUT, status);
        assert_memory_equal(cases[i].message, message,
                            strlen(cases[i].message));
        if (cases[i].key)
            assert_string_equal(cases[i].key, key.at);
    }
}

/* ------------------------------------------------------------- templates */

static const struct {
    const char *why, *settings, *url, *header, *body;
} filled[] = {
    { "one text in JSON",
      "url = https://e.org/t\nbody = {\"q\": {{text}}, \"to\": {{to}}}\n"
      "answer = /a\nheader = Authorization: Key {{key}}",
      "https://e.org/t", "Authorization: Key k-1",
      "{\"q\": \"o\\\"ne &\", \"to\": \"en\"}" },
    { "a list, with codes of its own",
      "url = https://e.org/t\nbody = {\"q\": {{texts}}, \"from\": "
      "{{from}}}\n"
      "arabic = ara\nenglish = eng\nanswer = /a/*",
      "https://e.org/t", "Content-Type: application/json",
      "{\"q\": [\"o\\\"ne &\"], \"from\": \"ara\"}" },
    { "a form",
      "url = https://e.org/t\nbody = q={{text}}&l={{from}}-{{to}}\n"
      "header = Content-Type: application/x-www-form-urlencoded\n"
      "answer = /a",
      "https://e.org/t", "Content-Type: application/x-www-form-urlencoded",
      "q=o%22ne%20%26&l=ar-en" },
    { "a GET", "url = https://e.org/t?q={{text}}\nmethod = GET\nanswer = /a",
      "https://e.org/t?q=o%22ne%20%26", "Accept: application/json", "" },
    { "braces that are none of ours",
      "url = https://e.org/t\nbody = {\"a\":{\"b\":{{text}}},\"c\":{{x}}}\n"
      "answer = /a",
      "https://e.org/t", "Accept: application/json",
      "{\"a\":{\"b\":\"o\\\"ne &\"},\"c\":{{x}}}" },
};

static void templates_are_filled_in(void **state)
{
    static const struct mt_segment one = { .text = { "o\"ne &", 6 } };

    (void)state;
    setenv("BARQ_X_KEY", "k-1", 1);
    for (size_t i = 0; i < sizeof(filled) / sizeof(filled[0]); i++) {
        struct mt_batch batch = { BARQ_AR, BARQ_EN, &one, 1, 0 };
        static _Alignas(16) char room[1 << 14];
        struct arena keep = arena_over(room, sizeof(room));
        struct mt_config config;
        struct mt_limits limits;
        struct mt_request made;
        struct barq_error err = { 0 };
        char text[600];
        bool found = false;
        print_message("  %s\n", filled[i].why);
        snprintf(text, sizeof(text), "[mt x]\nengine = template\n%s\n",
                 filled[i].settings);
        if (configure("x", text, &config, &limits, &err))
            fail_msg("%s", err.message);
        assert_int_equal(
            BARQ_OK, config.kind->request(&config, &batch, &made, &keep, NULL));
        assert_string_equal(filled[i].url, made.url.at);
        assert_string_equal(filled[i].body, made.body.at);
        for (size_t h = 0; h < made.header_count; h++)
            found = found || strcmp(made.headers[h].at, filled[i].header) == 0;
        assert_true(found);
    }
    unsetenv("BARQ_X_KEY");
}

static void template_answers_are_found(void **state)
{
    static const struct {
        const char *why, *answer, *body;
        enum mt_trouble want;
    } cases[] = {
        { "one", "/a/0/b", "{\"a\":[{\"b\":\"1\"}]}", MT_FINE },
        { "the items themselves", "/a/*", "{\"a\":[\"1\"]}", MT_FINE },
        { "a member of each", "/a/*/b/c", "{\"a\":[{\"b\":{\"c\":\"1\"}}]}",
          MT_FINE },
        { "a list at the top", "/*/t", "[{\"t\":\"1\"}]", MT_FINE },
        { "elsewhere", "/a/0/b", "{\"a\":[]}", MT_ODD },
        { "too many", "/a/*", "{\"a\":[\"1\",\"2\"]}", MT_ODD },
    };
    static const struct mt_segment one = { .text = { "one", 3 } };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mt_batch batch = { BARQ_AR, BARQ_EN, &one, 1, 0 };
        static _Alignas(16) char room[1 << 14];
        struct arena keep = arena_over(room, sizeof(room));
        struct mt_config config = { .kind = &mt_template_kind,
                                    .name = text_of("x"),
                                    .variable = "BARQ_X",
                                    .template.answer =
                                        text_of(cases[i].answer) };
        struct mt_reply reply = { 200, text_of(cases[i].body), 0 };
        struct barq_text got = { 0 };
        print_message("  %s\n", cases[i].why);
        assert_int_equal(cases[i].want,
                         mt_answer(&config, &batch, &reply, &got, &keep, NULL));
        if (cases[i].want == MT_FINE)
            assert_string_equal("1", got.at);
    }
}

/* ------------------------------------------------------------- the list */

static void all_engines_are_listed(void **state)
{
    struct barq_engine_info *list;
    size_t count;
    size_t usable = 0;

    (void)state;
    assert_int_equal(BARQ_OK, barq_engines_list(NULL, &list, &count, NULL));
    assert_int_equal(12, count);
    for (size_t i = 0; i < count; i++) {
        struct barq_engine_info info = list[i];
        assert_false(info.configured);
        usable += !*info.problem;
    }
    assert_int_equal(3, usable); /* LibreTranslate, llama.cpp, Apertium */
    barq_engines_free(list);

    setenv("BARQ_DEEPL_KEY", "secret-1", 1);
    assert_int_equal(BARQ_OK, barq_engines_list(NULL, &list, &count, NULL));
    struct barq_engine_info deepl = list[1];
    assert_true(deepl.configured);
    assert_string_equal("BARQ_DEEPL_KEY", deepl.key_source);
    assert_string_equal("", deepl.problem);
    barq_engines_free(list);
    unsetenv("BARQ_DEEPL_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(a_section_names_an_engine),
        cmocka_unit_test(engines_complete_themselves),
        cmocka_unit_test(mistakes_are_told),
        cmocka_unit_test(plain_http_can_be_asked_for),
        cmocka_unit_test(a_key_file_is_its_owners),
        cmocka_unit_test(templates_are_filled_in),
        cmocka_unit_test(template_answers_are_found),
        cmocka_unit_test(all_engines_are_listed),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
