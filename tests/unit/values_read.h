/*
 * values_read.h - a text's values as one line, for the tests of text_values():
 * "percent:12.5 date:2022-09-15".
 */
#include "base/utf8.h"
#include "text/text.h"

#include <stdio.h>

/* One lexicon serves all the tests of a program. */
static struct lexicon *lexicon;

static int open_lexicon(void **state)
{
    (void)state;
    return lexicon_open(&lexicon, NULL) ? -1 : 0;
}

static int close_lexicon(void **state)
{
    (void)state;
    lexicon_close(lexicon);
    return 0;
}

/* The canonical forms, set apart by a space; valid until the next call. */
static const char *read_values(enum barq_lang lang, const char *text)
{
    static char memory[1 << 18], line[1024];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct text_language language = { lang, lexicon };
    struct values values = { 0 };
    size_t len = 0;

    line[0] = 0;
    if (text_values(language, text_of(text), &values, &keep, scratch, NULL))
        return "out of memory";
    for (size_t i = 0; i < values.count; i++)
        len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%.*s",
                                i ? " " : "", (int)values.at[i].canonical.len,
                                values.at[i].canonical.at);
    return line;
}

struct values_case {
    const char *why, *text, *want;
};

static inline void check_cases(enum barq_lang lang,
                               const struct values_case *cases, size_t count)
{
    size_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        const char *got = read_values(lang, cases[i].text);
        if (strcmp(got, cases[i].want) == 0)
            continue;
        print_error("%s: %s: got %s\n", cases[i].why, cases[i].text, got);
        wrong++;
    }
    assert_int_equal(0, wrong);
}
