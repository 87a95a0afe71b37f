/* Texts in brief: what their tokens say, and whether they are their own L0
 * key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/text.h"

static char memory[1 << 22];
static struct lexicon *lexicon;
static struct word_cache *cache;

static bool is_plain(const char *text, size_t *words)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct text_briefs briefs = { 0 };

    assert_int_equal(
        text_briefs_cached(cache, text_of(text), &briefs, &keep, scratch, NULL),
        BARQ_OK);
    *words = briefs.plain ? briefs.words : 0;
    return briefs.plain;
}

static const struct {
    const char *why, *text;
    bool plain;
    size_t words;
} cases[] = {
    { "English", "The talks, he said, resumed.", true, 5 },
    { "Arabic", "\u0642\u0627\u0644 \u0623\u062D\u0645\u062F\u060C 15%", true,
      3 },
    { "one word of three tokens", "15-16 and a/b", true, 3 },
    { "marks are no words", "a - $ _ b", true, 2 },
    { "nothing", "", true, 0 },
    { "a letter that is four words at L2", "a \uFDFA", false, 0 },
    { "two spaces", "a  b", false, 0 },
    { "a space in front", " a", false, 0 },
    { "a space behind", "a ", false, 0 },
    { "a line end", "a\nb", false, 0 },
    { "a direction mark between", "a \u200Fb", false, 0 },
    { "a letter of two code points", "cafe\u0301", false, 0 },
    { "a mark that joins the token before", "3 <\u0338 4", false, 0 },
    { "a hamza that joins its letter", "\u0627\u0654", false, 0 },
    { "a month of two words",
      "\u062A\u0634\u0631\u064A\u0646 \u0627\u0644\u0623\u0648\u0644", false,
      0 },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        for (int round = 0; round < 2; round++) { /* made, then found */
            size_t words = 0;
            if (is_plain(cases[i].text, &words) != cases[i].plain ||
                words != cases[i].words)
                fail_msg("%s: \"%s\" has %zu words", cases[i].why,
                         cases[i].text, words);
        }
}

/* What does not go well together. */
static const char *const parts[] = {
    "a",
    "B",
    "7",
    ".",
    "-",
    "<",
    "_",
    "$",
    "'",
    " ",
    " ",
    " ",
    "ab",
    "U.S.",
    "\u0301",
    "\u0338",
    "\u0627",
    "\u0654",
    "\u064B",
    "\u0651",
    "\u0640",
    "\u200F",
    "\u00A0",
    "\u202F",
    "\u0662",
    "\u066B",
    "\u060C",
    "\u0646",
    "\u2019",
    "\uFDFA",
    "\u1100",
    "\u1161",
    "\u00E9",
    "\u0958",
    "\u062A\u0634\u0631\u064A\u0646",
    "\u0627\u0644\u0623\u0648\u0644",
    "caf\u00E9",
    "\u0915",
    "\u093C",
};
enum { PARTS = sizeof(parts) / sizeof(parts[0]), LONGEST = 12 };

static void make_text(struct buf *text)
{
    buf_addc(text, ' ');
    buf_clear(text);
    for (int n = rand() % LONGEST; n; n--)
        buf_adds(text, parts[(size_t)rand() % PARTS]);
}

static bool is_right(struct barq_text text, size_t words)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct barq_text key;

    assert_int_equal(text_fold(text, TEXT_L0, &key, &keep, scratch, NULL),
                     BARQ_OK);
    return text_equal(key, text) && words == text_word_count(text);
}

/* Whatever is called plain is its own key, and its words are counted right. */
static void test_random(void **state)
{
    struct buf text = { 0 };
    size_t plain = 0;

    (void)state;
    srand(1);
    for (int i = 0; i < 200000; i++) {
        size_t words = 0;
        make_text(&text);
        if (!is_plain(text.at, &words))
            continue;
        if (!is_right(text_of(text.at), words))
            fail_msg("\"%s\" is not plain, or has not %zu words", text.at,
                     words);
        plain++;
    }
    assert_true(plain > 5000);
    buf_release(&text);
}

static bool is_brief_of(const struct text_brief *brief,
                        const struct token *token)
{
    return brief->l2_hash == token->l2_hash &&
           brief->key_hash == token->key_hash &&
           text_equal(*brief->l2, token->l2) && brief->note == token->note &&
           brief->kind == token->kind && brief->letters == token->letters &&
           brief->l2_len == token->l2.len && brief->plain == token->plain;
}

/* The briefs of a text are those of its tokens, but marks. */
static void check_briefs(struct barq_text text)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct text_briefs briefs = { 0 };
    struct tokens tokens = { 0 };
    size_t n = 0;

    assert_int_equal(
        text_briefs_cached(cache, text, &briefs, &keep, scratch, NULL),
        BARQ_OK);
    assert_int_equal(
        text_tokens_cached(cache, text, &tokens, &keep, scratch, NULL),
        BARQ_OK);
    for (size_t i = 0; i < tokens.count; i++)
        if (tokens.at[i].kind != TOKEN_PUNCT &&
            !(n < briefs.count && is_brief_of(&briefs.at[n++], &tokens.at[i])))
            fail_msg("\"%s\": token %zu is another in brief", text.at, i);
    assert_int_equal(n, briefs.count);
}

static void briefs_are_those_of_the_tokens(void **state)
{
    static const char *const dates[] = {
        "Jan ", "Jan.",  "March", "march",
        " 15 ", "2,024", "Sept ", "\u064A\u0646\u0627\u064A\u0631 "
    };
    struct buf text = { 0 };

    (void)state;
    srand(2);
    for (int i = 0; i < 50000; i++) {
        make_text(&text);
        if (i % 3 == 0)
            buf_adds(&text, dates[(size_t)rand() % 8]);
        if (i % 6 == 0)
            buf_adds(&text, dates[(size_t)rand() % 8]);
        if (i % 50 == 0) /* longer than a brief has room for */
            buf_addf(&text, " l%064dx", i % 7);
        check_briefs(text_of(text.at));
    }
    buf_release(&text);
}

static int setup(void **state)
{
    (void)state;
    return lexicon_open(&lexicon, NULL) ||
           word_cache_open((struct text_language){ BARQ_AR, lexicon }, &cache,
                           NULL);
}

static int teardown(void **state)
{
    (void)state;
    word_cache_close(cache);
    lexicon_close(lexicon);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random),
        cmocka_unit_test(briefs_are_those_of_the_tokens),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
