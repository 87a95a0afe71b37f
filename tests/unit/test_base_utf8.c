/* What is UTF-8 and what is not, wherever it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

static const struct {
    const char *why, *bytes;
    size_t len;
    bool good;
} cases[] = {
    { "ASCII", "a", 1, true },
    { "Arabic", "\xD8\xA7", 2, true },
    { "the last of two bytes", "\xDF\xBF", 2, true },
    { "a dash of three bytes", "\xE2\x80\x94", 3, true },
    { "beyond the first plane", "\xF0\x9F\x98\x80", 4, true },
    { "DEL is a character", "\x7F", 1, true },
    { "NUL ends other people's strings", "\0", 1, false },
    { "a byte that follows nothing", "\x80", 1, false },
    { "cut short", "\xD8", 1, false },
    { "cut short by a letter", "\xD8x", 2, false },
    { "cut short, of three", "\xE2\x80", 2, false },
    { "NUL in two bytes", "\xC0\x80", 2, false },
    { "a slash in two bytes", "\xC1\xAF", 2, false },
    { "half a pair of UTF-16", "\xED\xA0\x80", 3, false },
    { "beyond the last code point", "\xF4\x90\x80\x80", 4, false },
};

/* What stands before: so many times one of these. */
static const struct {
    char bytes[4];
    size_t len;
} runs[] = { { "", 0 }, { "a", 1 }, { "\xD8\xA7", 2 }, { "\xE2\x80\x94", 3 } };
enum { RUNS = sizeof(runs) / sizeof(runs[0]), LENGTHS = 20 };

static size_t put_run(char *to, size_t which, size_t times)
{
    size_t len = 0;

    for (size_t i = 0; i < times; i++)
        for (size_t k = 0; k < runs[which].len; k++)
            to[len++] = runs[which].bytes[k];
    return len;
}

/* Behind and before runs of every kind and length, as they are read eight
 * bytes at a time. */
static void bad_bytes_are_found_anywhere(void **state)
{
    static const char *const tails[] = {
        "tail tail",
        "\xD8\xB0\xD9\x8A\xD9\x84\xD8\xB0\xD9\x8A\xD9\x84",
    };
    char text[128];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        for (size_t n = 0; n < (size_t)2 * RUNS * LENGTHS; n++) {
            struct barq_text tail = text_of(tails[n % 2]);
            size_t at = put_run(text, n / 2 % RUNS, n / 2 / RUNS);
            size_t len = at + cases[i].len, offset = SIZE_MAX;
            memcpy(text + at, cases[i].bytes, cases[i].len);
            memcpy(text + len, tail.at, tail.len);
            bool good =
                utf8_check((struct barq_text){ text, len + tail.len }, &offset);
            if (good != cases[i].good || (!good && offset != at))
                fail_msg("%s behind %zu bytes", cases[i].why, at);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_bytes_are_found_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
