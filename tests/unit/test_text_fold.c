/* Folding: every rule of the levels, and that a key is its own key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/text.h"

static char memory[1 << 22];

static struct barq_text fold(struct barq_text raw, enum text_level level,
                             struct arena *keep)
{
    struct arena scratch = arena_split(keep);
    struct barq_text key = { 0 };

    assert_int_equal(text_fold(raw, level, &key, keep, scratch, NULL), BARQ_OK);
    return key;
}

static const struct {
    const char *why;
    enum text_level level;
    const char *raw, *key;
} cases[] = {
    { "empty", TEXT_L2, "", "" },
    { "white space alone", TEXT_L0, " \t\n", "" },
    { "white space", TEXT_L0, "  a \t\u00A0 b\u2003", "a b" },
    { "L0 composes", TEXT_L0, "e\u0301", "\u00E9" },
    { "L0 composes a hamza", TEXT_L0, "\u0627\u0654", "\u0623" },
    { "L0 puts marks in order", TEXT_L0, "\u0628\u0651\u064E",
      "\u0628\u064E\u0651" },
    { "L0 keeps tatweel, marks, case", TEXT_L0, "\u0645\u0640\u0650 A",
      "\u0645\u0640\u0650 A" },
    { "L1 drops tatweel", TEXT_L1, "\u0645\u0640\u0640\u0646", "\u0645\u0646" },
    { "L1 drops vowel marks and dagger alef", TEXT_L1,
      "\u0648\u064E\u0642\u0651\u0670\u0652", "\u0648\u0642" },
    { "L1 drops bidi and zero-width controls", TEXT_L1,
      "\u200Fa\u202Ab\u202Cc\u2067d\u2069\u200B\uFEFF", "abcd" },
    { "L1 makes digits ASCII", TEXT_L1, "\u0661\u0669 \u06F3", "19 3" },
    { "L1 unifies quotes", TEXT_L1, "\u201Ca\u201D \u00ABb\u00BB \u2018c\u2019",
      "\"a\" \"b\" 'c'" },
    { "L1 unifies dashes", TEXT_L1, "a\u2013b \u2014 \u2212", "a-b - -" },
    { "L1 opens presentation forms", TEXT_L1, "\uFEFB\uFEE3",
      "\u0644\u0627\u0645" },
    { "L1 keeps hamza and case", TEXT_L1, "\u0623\u0629 AB",
      "\u0623\u0629 AB" },
    { "L1 opens an ellipsis", TEXT_L1, "a\u2026", "a..." },
    { "L2 alefs", TEXT_L2, "\u0623\u0625\u0622\u0671",
      "\u0627\u0627\u0627\u0627" },
    { "L2 alef of two code points", TEXT_L2, "\u0627\u0653", "\u0627" },
    { "L2 yeh, waw, teh marbuta", TEXT_L2, "\u0649 \u0626 \u0624 \u0629",
      "\u064A \u064A \u0648 \u0647" },
    { "L2 keeps a hamza alone", TEXT_L2, "\u0645\u0627\u0621",
      "\u0645\u0627\u0621" },
    { "L2 Persian letters", TEXT_L2, "\u06A9\u06CC\u06AF\u067E\u0686\u06A4",
      "\u0643\u064A\u0643\u0628\u062C\u0641" },
    { "L2 punctuation", TEXT_L2, "\u060C\u061B\u061F\u066A\u066B\u066C",
      ",;?%.," },
    { "L2 lower case", TEXT_L2, "Al-Q\u00C9", "al-q\u00E9" },
    { "a dropped tatweel joins its neighbours", TEXT_L1, "a\u0640\u0301",
      "\u00E1" },
    { "space left by dropped controls", TEXT_L1, "a \u200F b", "a b" },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text key =
            fold(text_of(cases[i].raw), cases[i].level, &keep);
        if (!text_equal(key, text_of(cases[i].key)))
            fail_msg("%s: got \"%.*s\"", cases[i].why, (int)key.len, key.at);
        struct barq_text twice = fold(key, cases[i].level, &keep);
        if (!text_equal(key, twice))
            fail_msg("%s: not its own key", cases[i].why);
    }
}

/* The short way (without ICU) and the long way agree on every code point
 * that the short way takes.  U+FDFA at the end forces the long way. */
static void test_both_ways(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x3000; c++) {
        if (!fold_is_simple(c))
            continue;
        for (int level = TEXT_L0; level <= TEXT_L2; level++) {
            char raw[32] = "b";
            size_t n = 1 + utf8_put(c, raw + 1);
            struct arena keep = arena_over(memory, sizeof(memory));
            raw[n++] = 'd';
            struct barq_text brief = fold((struct barq_text){ raw, n },
                                          (enum text_level)level, &keep);
            raw[n] = ' ';
            utf8_put(0xFDFA, raw + n + 1);
            struct barq_text full = fold((struct barq_text){ raw, n + 4 },
                                         (enum text_level)level, &keep);
            if (full.len < brief.len ||
                memcmp(brief.at, full.at, brief.len) != 0 ||
                full.at[brief.len] != ' ')
                fail_msg("U+%04X differs at level %d", (unsigned)c, level);
        }
    }
}

/* Each level does all that the one before it does. */
static void test_levels_nest(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text raw = text_of(cases[i].raw);
        struct barq_text direct = fold(raw, TEXT_L2, &keep);
        struct barq_text steps = fold(raw, TEXT_L0, &keep);
        steps = fold(fold(steps, TEXT_L1, &keep), TEXT_L2, &keep);
        if (!text_equal(direct, steps))
            fail_msg("%s: L2 of L1 of L0 is not L2", cases[i].why);
    }
}

static void test_out_of_memory(void **state)
{
    struct barq_text raw = text_of("\u0623 e\u0301 \uFDFA"), key;
    enum barq_status status;
    size_t size = 0;

    (void)state;
    do { /* run out at every single step, then succeed */
        struct arena keep = arena_over(memory, size);
        struct arena scratch = arena_split(&keep);
        status = text_fold(raw, TEXT_L2, &key, &keep, scratch, NULL);
    } while (status == BARQ_E_INTERNAL && ++size < sizeof(memory));
    assert_int_equal(status, BARQ_OK);
    assert_true(size > raw.len);
}

static void test_hash(void **state)
{
    (void)state;
    /* FNV-1a's own published vectors. */
    assert_true(text_hash(text_of("")) == 0xCBF29CE484222325u);
    assert_true(text_hash(text_of("a")) == 0xAF63DC4C8601EC8Cu);
    assert_true(text_hash(text_of("foobar")) == 0x85944171F73967E8u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_levels_nest),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
