/*
 * A batch through an engine that goes wrong in every way, over the loopback:
 * what is tried again, made smaller, given up; what is said of it; and that
 * connections are kept.  Pauses are a millisecond here.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "mt/run.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "fault_server.h"

enum { MANY = 100 };

static _Alignas(16) char block[8 << 20];
static struct mt_result results[MANY];

static struct barq_engine *open_at(const char *path, const char *key)
{
    char url[64];
    struct barq_engine_options options = {
        .name = "libretranslate", .url = url, .key = key, .total_ms = 3000
    };
    struct barq_engine *engine = NULL;

    snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", server.port, path);
    assert_int_equal(BARQ_OK, barq_engine_open(&options, &engine, NULL));
    mt_limits(engine)->backoff_ms = 1;
    mt_limits(engine)->retries = 2;
    return engine;
}

static enum barq_status run_in(struct barq_engine *engine,
                               struct barq_memory *memory,
                               const struct mt_segment *segments, size_t count,
                               struct barq_error *err)
{
    struct arena keep = arena_over(block, sizeof(block));
    struct mt_room room = { &keep, arena_split(&keep) };
    struct mt_batch batch = { BARQ_EN, BARQ_AR, segments, count, 0 };

    return mt_translate(engine, memory, &batch, results, &room, err);
}

static enum barq_status run(struct barq_engine *engine,
                            const struct mt_segment *segments, size_t count,
                            struct barq_error *err)
{
    return run_in(engine, NULL, segments, count, err);
}

static enum barq_status run_one(struct barq_engine *engine, const char *text,
                                struct barq_error *err)
{
    struct mt_segment segment = { .text = text_of(text) };

    return run(engine, &segment, 1, err);
}

/* Read and reset what the server has counted. */
static void read_counts(int *connections, int *requests)
{
    static const char ask[] =
        "GET /counts HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)server.port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    char said[4096] = "";
    size_t len = 0;
    ssize_t more;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_int_equal(0, connect(fd, (struct sockaddr *)&to, sizeof(to)));
    assert_int_equal(sizeof(ask) - 1, write(fd, ask, sizeof(ask) - 1));
    while (len < sizeof(said) - 1 &&
           (more = read(fd, said + len, sizeof(said) - 1 - len)) > 0)
        len += (size_t)more;
    close(fd);
    const char *body = strstr(said, "{\"connections\": ");
    assert_non_null(body);
    *connections = (int)strtol(body + 16, NULL, 10);
    *requests = (int)strtol(strstr(body, "requests\": ") + 11, NULL, 10);
}

static void many(struct mt_segment *segments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        segments[i] =
            (struct mt_segment){ .text = text_of(i % 2 ? "talks" : "resume") };
}

/* Of 100 texts, 32 at most a request, four requests of 25. */
static void many_texts_go_in_even_batches(void **state)
{
    struct mt_segment segments[MANY];
    struct barq_engine *engine;
    int connections, requests;

    (void)state;
    if (!server.port)
        skip();
    many(segments, MANY);
    engine = open_at("", NULL);
    read_counts(&connections, &requests);
    assert_int_equal(BARQ_OK, run(engine, segments, MANY, NULL));
    read_counts(&connections, &requests);
    assert_int_equal(4, requests);
    for (size_t i = 0; i < MANY; i++)
        assert_string_equal(i % 2 ? "TALKS" : "RESUME", results[i].text.at);
    assert_int_equal(4, mt_use(engine).requests);
    assert_int_equal(550, mt_use(engine).characters);
    barq_engine_close(engine);
}

/* A story of 40 segments at one text a request: 40 requests, 4 connections;
 * and the next run over the same ones. */
static void connections_are_kept(void **state)
{
    struct mt_segment segments[40];
    struct barq_engine *engine;
    int connections, requests;

    (void)state;
    if (!server.port)
        skip();
    many(segments, 40);
    engine = open_at("", NULL);
    mt_limits(engine)->texts = 1;
    read_counts(&connections, &requests);
    assert_int_equal(BARQ_OK, run(engine, segments, 40, NULL));
    assert_int_equal(BARQ_OK, run(engine, segments, 40, NULL));
    read_counts(&connections, &requests);
    assert_int_equal(80, requests);
    assert_in_range(connections, 1, 4);
    barq_engine_close(engine);
}

static void requests_say_who_we_are(void **state)
{
    struct mt_segment segments[40];
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    many(segments, 40);
    engine = open_at("/log", NULL);
    assert_int_equal(BARQ_OK, run(engine, segments, 40, NULL));
    assert_string_equal("barq/" BARQ_VERSION "|enar|text|20",
                        results[0].text.at);
    assert_string_equal("barq/" BARQ_VERSION "|enar|text|20",
                        results[39].text.at);
    assert_string_equal("libretranslate", mt_engine_name(engine).at);
    barq_engine_close(engine);
}

/* A text longer than a batch goes alone, and comes back whole. */
static void long_texts_go_alone(void **state)
{
    static char text[100000];
    struct mt_segment segments[3] = { { .text = text_of("b") },
                                      { .text = { text, sizeof(text) } },
                                      { .text = text_of("b") } };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    memset(text, 'a', sizeof(text));
    engine = open_at("/log", NULL);
    assert_int_equal(BARQ_OK, run(engine, segments, 3, NULL));
    for (size_t i = 0; i < 3; i++)
        assert_string_equal("barq/" BARQ_VERSION "|enar|text|1",
                            results[i].text.at);
    barq_engine_close(engine);
}

/* What goes wrong for good: nothing comes of it, and it is told. */
static const struct {
    const char *why, *path, *key;
    int requests; /* tried so often */
    const char *want;
} faults[] = {
    { "no key", "/401", NULL, 1,
      "wants an API key (set BARQ_LIBRETRANSLATE_K" },
    { "no key, in its own words", "/key", NULL, 1,
      "set BARQ_LIBRETRANSLATE_K" },
    { "wrong key", "/badkey", "secret", 1, "does not take the API key (given" },
    { "not found", "/404", NULL, 1, "the server answered 404: it says 404" },
    { "time-out there", "/408", NULL, 3, "the server answered 408" },
    { "too large, one text", "/413", NULL, 1, "the server answered 413" },
    { "slow down", "/429", NULL, 3, "too many requests (429): it says 429" },
    { "slow down for an hour", "/retry-3600", NULL, 1,
      "(wait 3600 s, it says" },
    { "quota", "/456", NULL, 1, "the quota there is used up (456): it says" },
    { "its own fault", "/500", NULL, 3,
      "libretranslate: the server answered 5" },
    { "out of order", "/503", NULL, 3, "the server answered 503: it says 503" },
    { "overloaded", "/529", NULL, 3, "the server answered 529: it says 529" },
    { "cut short", "/malformed", NULL, 1, "not JSON at byte" },
    { "one too many", "/count-0", NULL, 1,
      "libretranslate: 2 translations came back for 1 texts" },
    { "empty", "/empty", NULL, 1, "translation 1 of 1 is empty" },
    { "not UTF-8", "/utf8", NULL, 1, "JSON with a bad byte at 20" },
    { "a page", "/html", NULL, 1, "not JSON at byte 0" },
    { "moved", "/redirect", NULL, 1, "elsewhere (307), which is not followed" },
    { "moved to another host", "/elsewhere", NULL, 1, "elsewhere (302)" },
    { "without end", "/endless", NULL, 1,
      "libretranslate: the answer is longer than 16 MiB" },
    { "shorter than it says", "/short", NULL, 3,
      "see BARQ_LIBRETRANSLATE_URL" },
    { "half of a gzip", "/gzip", NULL, -1, "libretranslate: " },
    { "hung up", "/close", NULL, 3, "see BARQ_LIBRETRANSLATE_URL" },
};

static void faults_are_told(void **state)
{
    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct barq_error err = { 0 };
        struct barq_engine *engine = open_at(faults[i].path, faults[i].key);
        int connections, requests;
        print_message("  %s\n", faults[i].why);
        read_counts(&connections, &requests);
        assert_int_equal(BARQ_E_ENGINE, run_one(engine, "talks", &err));
        read_counts(&connections, &requests);
        if (!strstr(err.message, faults[i].want))
            fail_msg("%s", err.message);
        assert_null(strstr(err.message, "secret"));
        assert_null(strstr(err.message, "; ")); /* it would be two notes */
        assert_null(results[0].text.at);
        if (faults[i].requests > 0)
            assert_int_equal(faults[i].requests, requests);
        barq_engine_close(engine);
    }
}

static void time_outs_end_it(void **state)
{
    static const struct {
        const char *why, *path;
        int idle_ms, total_ms;
    } cases[] = {
        { "asleep", "/slow", 30000, 300 },
        { "silent", "/slow", 300, 30000 },
        { "a byte now and then", "/loris", 300, 30000 },
    };

    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_error err = { 0 };
        struct barq_engine *engine = open_at(cases[i].path, NULL);
        print_message("  %s\n", cases[i].why);
        mt_limits(engine)->retries = 0;
        mt_limits(engine)->idle_ms = cases[i].idle_ms;
        mt_limits(engine)->total_ms = cases[i].total_ms;
        assert_int_equal(BARQ_E_ENGINE, run_one(engine, "talks", &err));
        assert_non_null(strstr(err.message, "(is it overloaded? try again)"));
        assert_int_equal(5, mt_use(engine).characters); /* maybe billed */
        barq_engine_close(engine);
    }
}

/* What mends itself is tried again. */
static void what_is_busy_is_tried_again(void **state)
{
    static const char *const paths[] = { "/busy-2", "/hang-2" };

    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct barq_engine *engine = open_at(paths[i], NULL);
        assert_int_equal(BARQ_OK, run_one(engine, "talks", NULL));
        assert_string_equal("TALKS", results[0].text.at);
        assert_int_equal(3, mt_use(engine).requests);
        barq_engine_close(engine);
    }
}

/* What is too much at once is made smaller until it goes. */
static void what_is_too_long_is_made_smaller(void **state)
{
    static const char *const paths[] = { "/long-8", "/limit-8", "/count-8" };
    struct mt_segment segments[40];

    (void)state;
    if (!server.port)
        skip();
    many(segments, 40);
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct barq_error err = { 0 };
        struct barq_engine *engine = open_at(paths[i], NULL);
        print_message("  %s\n", paths[i]);
        assert_int_equal(BARQ_OK, run(engine, segments, 40, &err));
        for (size_t k = 0; k < 40; k++)
            assert_string_equal(k % 2 ? "TALKS" : "RESUME", results[k].text.at);
        barq_engine_close(engine);
    }
}

/* A server that only ever answers oddly is not the engine. */
static void odd_answers_end_it(void **state)
{
    struct mt_segment segments[40];
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    many(segments, 40);
    engine = open_at("/html", NULL);
    assert_int_equal(BARQ_E_ENGINE, run(engine, segments, 40, NULL));
    assert_in_range(mt_use(engine).requests, 2, 12);
    barq_engine_close(engine);
}

/* What came before the failure stays; nothing is sent after it. */
static void the_first_refusal_ends_it(void **state)
{
    struct mt_segment segments[96];
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < 96; i++)
        segments[i].text = text_of(i == 40 ? "stop" : "go");
    engine = open_at("/stop", NULL);
    mt_limits(engine)->concurrency = 1;
    assert_int_equal(BARQ_E_ENGINE, run(engine, segments, 96, &err));
    assert_non_null(strstr(err.message, "told to stop"));
    assert_string_equal("GO", results[31].text.at);
    assert_null(results[32].text.at);
    assert_null(results[95].text.at);
    assert_int_equal(2, mt_use(engine).requests);
    barq_engine_close(engine);
}

static void a_run_has_a_deadline(void **state)
{
    struct mt_segment segments[40];
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    many(segments, 40);
    engine = open_at("/latency-100", NULL);
    mt_limits(engine)->texts = 1;
    mt_limits(engine)->run_ms = 250;
    assert_int_equal(BARQ_E_ENGINE, run(engine, segments, 40, &err));
    assert_string_equal("RESUME", results[0].text.at);
    assert_null(results[39].text.at);
    barq_engine_close(engine);
}

/* The server quotes the key just where we cut its words short; or escapes
 * every letter of it that it can. */
static void the_key_does_not_show(void **state)
{
    static const struct {
        const char *path, *key, *part;
    } cases[] = {
        { "/echo", "secret-key-of-ours", "sec" },
        { "/escape", "s\u00E9cret/\"of ours\"", "cr" },
    };

    (void)state;
    if (!server.port)
        skip();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_error err = { 0 };
        struct barq_engine *engine = open_at(cases[i].path, cases[i].key);
        assert_int_equal(BARQ_E_ENGINE, run_one(engine, "talks", &err));
        assert_non_null(strstr(err.message, "xxx *****"));
        assert_null(strstr(err.message, cases[i].part));
        barq_engine_close(engine);
    }
}

static void the_right_key_is_sent(void **state)
{
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    engine = open_at("/key", "right");
    assert_int_equal(BARQ_OK, run_one(engine, "talks", NULL));
    assert_string_equal("TALKS", results[0].text.at);
    barq_engine_close(engine);
}

static void nobody_is_there(void **state)
{
    struct barq_engine_options options = { .name = "libretranslate",
                                           .url = "http://127.0.0.1:1" };
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    assert_int_equal(BARQ_OK, barq_engine_open(&options, &engine, NULL));
    assert_int_equal(BARQ_E_ENGINE, run_one(engine, "talks", &err));
    assert_string_equal("libretranslate: cannot connect to "
                        "http://127.0.0.1:1 (is it running? set "
                        "BARQ_LIBRETRANSLATE_URL)",
                        err.message);
    assert_int_equal(0, mt_use(engine).characters);
    assert_int_equal(BARQ_E_ENGINE, barq_engine_check(engine, &err));
    barq_engine_close(engine);
}

static void a_check_asks_for_the_languages(void **state)
{
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    engine = open_at("", NULL);
    assert_int_equal(BARQ_OK, barq_engine_check(engine, &err));
    barq_engine_close(engine);
    engine = open_at("/403", "secret");
    assert_int_equal(BARQ_E_ENGINE, barq_engine_check(engine, &err));
    assert_non_null(strstr(err.message, "does not take the API key"));
    barq_engine_close(engine);
}

/* Signed by libcurl, checked by botocore's arithmetic. */
static void amazon_is_signed(void **state)
{
    char url[64];
    struct barq_engine_options options = { .name = "amazon",
                                           .url = url,
                                           .key = "the-id:the-secret" };
    struct barq_error err = { 0 };
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    snprintf(url, sizeof(url), "http://127.0.0.1:%d/sign", server.port);
    setenv("BARQ_AMAZON_REGION", "eu-test-1", 1);
    assert_int_equal(BARQ_OK, barq_engine_open(&options, &engine, &err));
    enum barq_status status = run_one(engine, "talks", &err);
    if (status)
        fail_msg("%s", err.message);
    if (strcmp(results[0].text.at, "no botocore") == 0)
        printf("skipped: no python3-botocore, so no signature is checked\n");
    else
        assert_string_equal("TALKS", results[0].text.at);
    unsetenv("BARQ_AMAZON_REGION");
    barq_engine_close(engine);
}

/* ------------------------------------------- the cache and the budget */

static void answers_are_kept(void **state)
{
    struct mt_segment segments[40];
    struct barq_memory *memory;
    struct barq_engine *engine;

    (void)state;
    if (!server.port)
        skip();
    many(segments, 40);
    segments[7].text = text_of("only here");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(NULL, BARQ_WRITE, &memory, NULL));
    engine = open_at("", NULL);
    assert_int_equal(BARQ_OK, run_in(engine, memory, segments, 40, NULL));
    int64_t sent = mt_use(engine).characters;
    assert_int_equal(sent, mt_use(engine).month);
    assert_int_equal(BARQ_OK, run_in(engine, memory, segments, 40, NULL));
    assert_string_equal("ONLY HERE", results[7].text.at);
    assert_int_equal(40, mt_use(engine).cached);
    assert_int_equal(0, mt_use(engine).requests);
    assert_int_equal(sent, mt_use(engine).month);
    barq_engine_close(engine);

    /* What was translated before the failure is not asked for again. */
    engine = open_at("/stop", NULL);
    segments[39].text = text_of("stop");
    assert_int_equal(BARQ_E_ENGINE, run_in(engine, memory, segments, 40, NULL));
    assert_int_equal(39, mt_use(engine).cached);
    barq_engine_close(engine);
    barq_memory_close(memory);
}

/* As many as it buys, no more; and then it is said. */
static void a_budget_is_kept(void **state)
{
    struct mt_segment segments[40];
    struct barq_error err = { 0 };
    struct barq_memory *memory;
    struct barq_engine *engine;
    size_t done = 0;

    (void)state;
    if (!server.port)
        skip();
    many(segments, 40); /* 5 and 6 characters in turn */
    assert_int_equal(BARQ_OK,
                     barq_memory_open(NULL, BARQ_WRITE, &memory, NULL));
    engine = open_at("", NULL);
    mt_limits(engine)->run_characters = 33;
    assert_int_equal(BARQ_E_ENGINE, run(engine, segments, 40, &err));
    assert_non_null(strstr(err.message, "budget of this run, 33 characters"));
    for (size_t i = 0; i < 40; i++)
        done += results[i].text.at != NULL;
    assert_int_equal(6, done);
    assert_in_range(mt_use(engine).characters, 28, 33);

    mt_limits(engine)->run_characters = 0;
    mt_limits(engine)->month_characters = 33;
    assert_int_equal(BARQ_E_ENGINE, run_in(engine, memory, segments, 40, &err));
    assert_non_null(strstr(err.message, "budget of this month, 33"));
    int64_t month = mt_use(engine).month;
    assert_in_range(month, 28, 33);
    segments[0].text = text_of("something longer");
    assert_int_equal(BARQ_E_ENGINE, run_in(engine, memory, segments, 1, &err));
    assert_int_equal(month, mt_use(engine).month);
    assert_int_equal(BARQ_E_ENGINE, run(engine, segments, 1, &err));
    assert_non_null(strstr(err.message, "without a memory"));
    barq_engine_close(engine);
    barq_memory_close(memory);
}

static void pauses_grow_and_are_drawn_by_lot(void **state)
{
    (void)state;
    assert_int_equal(250, mt_backoff_ms(500, 1, 0, 0));
    assert_int_equal(500, mt_backoff_ms(500, 1, 0, 250));
    assert_int_equal(1000, mt_backoff_ms(500, 3, 0, 0));
    assert_int_equal(7000, mt_backoff_ms(500, 1, 7000, 0));
    for (uint32_t lot = 0; lot < 5000; lot += 7)
        assert_in_range(mt_backoff_ms(500, 20, 0, lot), 30000, 60000);
}

static void retry_after_is_seconds_or_a_date(void **state)
{
    (void)state;
    assert_int_equal(30000, transport_retry_after_ms("30", 0));
    assert_int_equal(0, transport_retry_after_ms("0", 0));
    assert_int_equal(0, transport_retry_after_ms("-5", 0));
    assert_int_equal(0, transport_retry_after_ms("soon", 0));
    assert_int_equal(
        90000, transport_retry_after_ms("Thu, 01 Jan 1970 00:02:00 GMT", 30));
    assert_int_equal(
        0, transport_retry_after_ms("Thu, 01 Jan 1970 00:00:00 GMT", 30));
    assert_int_equal(INT32_MAX, transport_retry_after_ms("99999999999", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_there),
        cmocka_unit_test(many_texts_go_in_even_batches),
        cmocka_unit_test(connections_are_kept),
        cmocka_unit_test(requests_say_who_we_are),
        cmocka_unit_test(long_texts_go_alone),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(time_outs_end_it),
        cmocka_unit_test(what_is_busy_is_tried_again),
        cmocka_unit_test(what_is_too_long_is_made_smaller),
        cmocka_unit_test(odd_answers_end_it),
        cmocka_unit_test(the_first_refusal_ends_it),
        cmocka_unit_test(a_run_has_a_deadline),
        cmocka_unit_test(the_key_does_not_show),
        cmocka_unit_test(the_right_key_is_sent),
        cmocka_unit_test(a_check_asks_for_the_languages),
        cmocka_unit_test(amazon_is_signed),
        cmocka_unit_test(answers_are_kept),
        cmocka_unit_test(a_budget_is_kept),
        cmocka_unit_test(pauses_grow_and_are_drawn_by_lot),
        cmocka_unit_test(retry_after_is_seconds_or_a_date),
    };

    return cmocka_run_group_tests(tests, start_server, stop_server);
}
