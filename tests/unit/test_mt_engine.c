/*
 * The way to an engine and back, against tests/mt/fake_libretranslate on
 * the loopback.  Without python3 the tests that need it are skipped.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "mt/mt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* The server, and our end of its standard input. */
static struct {
    pid_t process;
    int input;
    int port;
} server;

static _Alignas(16) char block[1 << 20];

static void be_server(int input, int output)
{
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    execlp("python3", "python3", "tests/mt/fake_libretranslate", (char *)NULL);
    _exit(127);
}

static int start_server(void **state)
{
    int to[2], from[2];
    char line[16] = "";

    (void)state;
    if (pipe(to) || pipe(from))
        return -1;
    server.process = fork();
    if (server.process == 0) {
        close(to[1]);
        close(from[0]);
        be_server(to[0], from[1]);
    }
    close(to[0]);
    close(from[1]);
    server.input = to[1];
    FILE *output = fdopen(from[0], "r");
    if (output && fgets(line, sizeof(line), output))
        server.port = (int)strtol(line, NULL, 10);
    if (output)
        fclose(output);
    if (!server.port)
        print_message("no python3: the tests of the transport are skipped\n");
    return 0;
}

static int stop_server(void **state)
{
    (void)state;
    close(server.input);
    waitpid(server.process, NULL, 0);
    return 0;
}

static struct barq_engine *open_at(const char *path, const char *key)
{
    char url[64];
    struct barq_engine_options options = {
        .name = "libretranslate", .url = url, .key = key, .total_ms = 3000
    };
    struct barq_engine *engine = NULL;

    snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", server.port, path);
    assert_int_equal(BARQ_OK, barq_engine_open(&options, &engine, NULL));
    return engine;
}

static enum barq_status translate(struct barq_engine *engine,
                                  const struct barq_text *texts, size_t count,
                                  struct barq_text *answers,
                                  struct barq_error *err)
{
    struct arena keep = arena_over(block, sizeof(block));
    struct arena scratch = arena_split(&keep);
    struct mt_batch batch = { BARQ_EN, BARQ_AR, texts, count };

    return mt_translate(engine, &batch, answers, &keep, scratch, err);
}

static void many_texts_go_in_batches(void **state)
{
    struct barq_text texts[100], answers[100];
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < 100; i++)
        texts[i] = text_of(i % 2 ? "talks" : "resume");
    engine = open_at("", NULL);
    assert_int_equal(BARQ_OK, translate(engine, texts, 100, answers, NULL));
    for (size_t i = 0; i < 100; i++)
        assert_string_equal(i % 2 ? "TALKS" : "RESUME", answers[i].at);
    barq_engine_close(engine);
}

static void requests_say_who_we_are(void **state)
{
    struct barq_text texts[40], answers[40];
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < 40; i++)
        texts[i] = text_of("a");
    engine = open_at("/log", NULL);
    assert_int_equal(BARQ_OK, translate(engine, texts, 40, answers, NULL));
    assert_string_equal("barq/" BARQ_VERSION "|enar|text|32", answers[0].at);
    assert_string_equal("barq/" BARQ_VERSION "|enar|text|8", answers[39].at);
    assert_string_equal("libretranslate", mt_engine_name(engine).at);
    barq_engine_close(engine);
}

/* A megabyte in one text goes alone, and comes back whole. */
static void long_texts_go_alone(void **state)
{
    static char text[100000];
    struct barq_text texts[3], answers[3];
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    memset(text, 'a', sizeof(text));
    texts[0] = texts[2] = text_of("b");
    texts[1] = (struct barq_text){ text, sizeof(text) };
    engine = open_at("/log", NULL);
    assert_int_equal(BARQ_OK, translate(engine, texts, 3, answers, NULL));
    for (size_t i = 0; i < 3; i++)
        assert_string_equal("barq/" BARQ_VERSION "|enar|text|1", answers[i].at);
    barq_engine_close(engine);
}

static const struct {
    const char *why, *path, *key, *want; /* %s: the server's address */
} faults[] = {
    { "slow down", "/429", NULL, "too many requests (429)" },
    { "its own fault", "/500", NULL,
      "libretranslate: the server answered 500: Cannot translate text: no "
      "model" },
    { "no key", "/key", NULL, "set BARQ_LIBRETRANSLATE_KEY" },
    { "wrong key", "/badkey", "secret", "set BARQ_LIBRETRANSLATE_KEY" },
    { "cut short", "/malformed", NULL, "not JSON at byte" },
    { "one too many", "/count", NULL,
      "libretranslate: 2 translations came back for 1 texts" },
    { "empty", "/empty", NULL, "translation 1 of 1 is empty" },
    { "not UTF-8", "/utf8", NULL, "JSON with a bad byte at 20" },
    { "a page", "/html", NULL, "not JSON at byte 0" },
    { "moved", "/redirect", NULL, "not followed" },
    { "without end", "/endless", NULL,
      "libretranslate: the answer is longer than 16 MiB" },
    { "asleep", "/slow", NULL, "in 3000 ms (is it overloaded? try again)" },
    { "hung up", "/close", NULL, "see BARQ_LIBRETRANSLATE_URL" },
};

static void faults_are_told(void **state)
{
    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct barq_text text = text_of("talks"), answer;
        struct barq_error err = { 0 };
        struct barq_engine *engine = open_at(faults[i].path, faults[i].key);
        print_message("  %s\n", faults[i].why);
        assert_int_equal(BARQ_E_ENGINE,
                         translate(engine, &text, 1, &answer, &err));
        assert_non_null(strstr(err.message, faults[i].want));
        assert_null(strstr(err.message, "secret"));
        assert_null(strstr(err.message, "; ")); /* it would be two notes */
        assert_null(answer.at);
        barq_engine_close(engine);
    }
}

/* The server quotes the key just where we cut its words short. */
static void the_key_does_not_show(void **state)
{
    struct barq_text text = text_of("talks"), answer;
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    engine = open_at("/echo", "secret-key-of-ours");
    assert_int_equal(BARQ_E_ENGINE, translate(engine, &text, 1, &answer, &err));
    assert_non_null(strstr(err.message, "xxx *****"));
    assert_null(strstr(err.message, "sec"));
    barq_engine_close(engine);
}

/* Nor when it escapes every letter that it can. */
static void an_escaped_key_does_not_show(void **state)
{
    struct barq_text text = text_of("talks"), answer;
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    engine = open_at("/escape", "s\u00E9cret/\"of ours\"");
    assert_int_equal(BARQ_E_ENGINE, translate(engine, &text, 1, &answer, &err));
    assert_non_null(strstr(err.message, "xxx *****"));
    assert_null(strstr(err.message, "cr"));
    assert_null(strchr(err.message, '"'));
    barq_engine_close(engine);
}

static void the_right_key_is_sent(void **state)
{
    struct barq_text text = text_of("talks"), answer;
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    engine = open_at("/key", "right");
    assert_int_equal(BARQ_OK, translate(engine, &text, 1, &answer, NULL));
    assert_string_equal("TALKS", answer.at);
    barq_engine_close(engine);
}

/* What came before the failure stays; nothing is sent after it. */
static void the_first_failure_ends_it(void **state)
{
    struct barq_text texts[96], answers[96];
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < 96; i++)
        texts[i] = text_of(i == 40 ? "stop" : "go");
    engine = open_at("/second", NULL);
    assert_int_equal(BARQ_E_ENGINE,
                     translate(engine, texts, 96, answers, &err));
    assert_non_null(strstr(err.message, "the second batch failed"));
    assert_string_equal("GO", answers[31].at);
    assert_null(answers[32].at);
    assert_null(answers[95].at);
    barq_engine_close(engine);
}

static void nobody_is_there(void **state)
{
    struct barq_engine_options options = { .name = "libretranslate",
                                           .url = "http://127.0.0.1:1" };
    struct barq_text text = text_of("talks"), answer;
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    assert_int_equal(BARQ_OK, barq_engine_open(&options, &engine, NULL));
    assert_int_equal(BARQ_E_ENGINE, translate(engine, &text, 1, &answer, &err));
    assert_string_equal("libretranslate: cannot connect to "
                        "http://127.0.0.1:1 (is it running? set "
                        "BARQ_LIBRETRANSLATE_URL)",
                        err.message);
    barq_engine_close(engine);
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
    { "empty", "libretranslate", "", NULL, BARQ_E_USAGE },
    { "a line end in the key", "libretranslate", NULL, "a\nb", BARQ_E_USAGE },
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(nobody_is_there),
        cmocka_unit_test(many_texts_go_in_batches),
        cmocka_unit_test(requests_say_who_we_are),
        cmocka_unit_test(long_texts_go_alone),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(the_key_does_not_show),
        cmocka_unit_test(an_escaped_key_does_not_show),
        cmocka_unit_test(the_right_key_is_sent),
        cmocka_unit_test(the_first_failure_ends_it),
    };

    return cmocka_run_group_tests(tests, start_server, stop_server);
}
