/*
 * values_read.h - a text's values as one line, for the tests of text_values():
 * "percent:12.5 date:2022-09-15".
 */
#include "base/utf8.h"
#include "text/text.h"

#include <stdio.h>

/* One lexicon serves all the tests of a program, and what is known of the words
 * of each language. */
static struct lexicon *lexicon;
static struct word_cache *known[BARQ_EN + 1];

static int open_lexicon(void **state)
{
    (void)state;
    if (lexicon_open(&lexicon, NULL))
        return -1;
    for (int lang = BARQ_AR; lang <= BARQ_EN; lang++)
        if (word_cache_open(
                (struct text_language){ (enum barq_lang)lang, lexicon },
                &known[lang], NULL))
            return -1;
    return 0;
}

static int close_lexicon(void **state)
{
    (void)state;
    for (int lang = BARQ_AR; lang <= BARQ_EN; lang++)
        word_cache_close(known[lang]);
    lexicon_close(lexicon);
    return 0;
}

/* The same from tokens of which more is known. */
static enum barq_status read_known(enum barq_lang lang, struct barq_text text,
                                   struct values *values, struct arena *keep,
                                   struct arena scratch)
{
    struct arena below = arena_split(&scratch);
    struct tokens tokens = { 0 };
    const struct text_in_tokens in = { { lang, lexicon }, text, &tokens };
    enum barq_status status =
        text_tokens_cached(known[lang], text, &tokens, keep, below, NULL);

    return status ? status : text_values_in(&in, values, keep, scratch, NULL);
}

static bool same_values(const struct values *a, const struct values *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->at[i].type != b->at[i].type ||
            a->at[i].span.start != b->at[i].span.start ||
            a->at[i].span.end != b->at[i].span.end ||
            !text_equal(a->at[i].canonical, b->at[i].canonical))
            return false;
    return a->count == b->count;
}

/* The canonical forms, set apart by a space; valid until the next call. */
static const char *read_values(enum barq_lang lang, const char *text)
{
    static char memory[1 << 18], line[1024];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct text_language language = { lang, lexicon };
    struct values values = { 0 }, again = { 0 };
    size_t len = 0;

    line[0] = 0;
    if (text_values(language, text_of(text), &values, &keep, scratch, NULL) ||
        read_known(lang, text_of(text), &again, &keep, scratch))
        return "out of memory";
    if (!same_values(&values, &again))
        return "other values in words that are known";
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
