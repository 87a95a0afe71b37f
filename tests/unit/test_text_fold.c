/* Folding: every rule of the levels, that a key is its own key, that the
 * table agrees with ICU on every code point, and the map back. */
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
    { "three letters from one", TEXT_L1, "\u215B", "1\u20448" },
    { "a key longer than its text", TEXT_L1, "\uFDFA\uFDFB\uFEFB",
      "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 "
      "\u0648\u0633\u0644\u0645\u062C\u0644 \u062C\u0644\u0627\u0644\u0647"
      "\u0644\u0627" },
    { "a form that opens to a space", TEXT_L1, "a\uFE70b", "a b" },
    { "a rare space", TEXT_L0, "\u1680a\u1680\u3000 b\u1680", "a b" },
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

static void expect_exact(struct barq_text raw, enum text_level level,
                         uint32_t about)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep), below = arena_split(&scratch);
    struct barq_text fast = { 0 }, exact = { 0 };

    assert_int_equal(text_fold(raw, level, &fast, &keep, scratch, NULL),
                     BARQ_OK);
    assert_int_equal(fold_exact(raw, level, &exact, &scratch, below, NULL),
                     BARQ_OK);
    if (!text_equal(fast, exact))
        fail_msg("near U+%04X at level %d: \"%.*s\" is not \"%.*s\"",
                 (unsigned)about, (int)level, (int)fast.len, fast.at,
                 (int)exact.len, exact.at);
}

/* Where a code point is put: alone, between letters, among marks and what is
 * dropped, and (below U+3000) with marks that may join it. */
static const struct {
    const char *before, *after;
    uint32_t most;
} contexts[] = {
    { "b", "d", 0x10FFFF },
    { " ", " ", 0xFFFF },
    { "\u0628", "\u064E\u0628", 0xFFFF },
    { "\u0628\u0651", "\u0651\u0640", 0x2FFF },
    { "A\u00AD", "\u0654\u0301", 0x2FFF },
};

enum { BATCH = 512 };

static size_t put(char *to, const char *text)
{
    size_t len = strlen(text);

    memcpy(to, text, len + 1);
    return len;
}

/* The code points first..end), each in its context; as words, below U+3000. */
static size_t fill_batch(char *raw, size_t context, uint32_t first,
                         uint32_t end)
{
    size_t n = 0;

    for (uint32_t c = first; c < end; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        n += put(raw + n, contexts[context].before);
        n += utf8_put(c, raw + n);
        n += put(raw + n, contexts[context].after);
        n += put(raw + n, c < 0x3000 ? " " : "");
    }
    return n;
}

static void test_every_code_point(void **state)
{
    static char raw[BATCH * 32];
    size_t seen = 0;

    (void)state;
    for (size_t k = 0; k < sizeof(contexts) / sizeof(contexts[0]); k++)
        for (uint32_t c = 1; c <= contexts[k].most; c += BATCH) {
            uint32_t left = contexts[k].most + 1 - c;
            uint32_t end = c + (left < BATCH ? left : BATCH);
            struct barq_text batch = { raw, fill_batch(raw, k, c, end) };
            for (int level = TEXT_L0; level <= TEXT_L2; level++)
                expect_exact(batch, (enum text_level)level, c);
            seen += end - c;
        }
    assert_int_equal(seen, 0x10FFFF + 2 * 0xFFFF + 2 * 0x2FFF);
}

/* Neighbours that the table knows one by one, in any order. */
static void test_any_order(void **state)
{
    static const uint32_t parts[] = {
        'a',    'E',    ' ',    '.',    0xA0,   0xAB,   0xBD,   0xE9,   0xAD,
        0x301,  0x323,  0x327,  0x5B0,  0x5D0,  0x622,  0x627,  0x628,  0x629,
        0x640,  0x64B,  0x64E,  0x651,  0x653,  0x654,  0x670,  0x6C1,  0x6D5,
        0x661,  0x66B,  0x1EA1, 0x200F, 0x2003, 0x2026, 0x202F, 0x3000, 0x3099,
        0x304B, 0xAC00, 0x11A8, 0xFC5E, 0xFDF2, 0xFDFA, 0xFE70, 0xFE71, 0xFEFB,
        0xFEFF, 0xFF21, 0xFF9E, 0x1680, 0x1F600
    };
    uint32_t dice = 1;

    (void)state;
    for (int round = 0; round < 60000; round++) {
        char raw[64];
        size_t n = 0;
        for (int i = 0; i < 1 + round % 12; i++) {
            dice = dice * 1664525 + 1013904223; /* Numerical Recipes' */
            size_t pick = (dice >> 16) % (sizeof(parts) / sizeof(parts[0]));
            n += utf8_put(parts[pick], raw + n);
        }
        expect_exact((struct barq_text){ raw, n },
                     (enum text_level)(round / 12 % 3), (uint32_t)round);
    }
}

/* What the table is for must be in it: text that is slow is no failure that
 * a reader would see. */
static void test_table_is_full(void **state)
{
    static const struct {
        uint32_t first, last;
    } blocks[] = {
        { 0x01, 0x7F },     { 0xC0, 0x17F },    { 0x620, 0x652 },
        { 0x656, 0x6FF },   { 0x2010, 0x2016 }, { 0x2018, 0x2027 },
        { 0x1E00, 0x1E99 }, { 0xFB50, 0xFBB1 }, { 0xFE80, 0xFEFC },
        { 0xFF01, 0xFF5E },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
        for (uint32_t c = blocks[i].first; c <= blocks[i].last; c++) {
            size_t page = fold_page[c / FOLD_PAGE];
            const struct fold_entry *e =
                &fold_entries[TEXT_L2][page * FOLD_PAGE + c % FOLD_PAGE];
            if (!(e->tag & FOLD_KNOWN))
                fail_msg("U+%04X is not in the table", (unsigned)c);
        }
}

static const struct {
    const char *why;
    enum text_level level;
    const char *raw;
    const char *part, *source; /* of the key; the bytes it comes from */
} maps[] = {
    { "itself", TEXT_L0, "abc", "b", "b" },
    { "the whole of it", TEXT_L2, " Ab c ", "ab c", "Ab c" },
    { "the blanks of a gap", TEXT_L1, "a \t\u200F b", " ", " \t\u200F " },
    { "marks go with their letter", TEXT_L1, "\u0648\u064E\u0642\u0652\u0641",
      "\u0642", "\u0642\u0652" },
    { "a tatweel with the letter before it", TEXT_L1,
      "\u0645\u0640\u0640\u0646", "\u0645", "\u0645\u0640\u0640" },
    { "a digit", TEXT_L1, "in \u0662\u0664", "4", "\u0664" },
    { "half a ligature is all of it", TEXT_L1, "\u0628\uFEFB", "\u0627",
      "\uFEFB" },
    { "a letter and its mark", TEXT_L0,
      "caf"
      "e\u0301s",
      "\u00E9", "e\u0301" },
    { "behind them", TEXT_L0,
      "caf"
      "e\u0301s",
      "s", "s" },
    { "joined across a tatweel: the word", TEXT_L1, "xa\u0640\u0301y z", "y",
      "xa\u0640\u0301y" },
    { "the word after it", TEXT_L1, "xa\u0640\u0301y z", "z", "z" },
    { "a phrase from one letter", TEXT_L1, "a \uFDFA b", "\u0648\u0633\u0644",
      "\uFDFA" },
    { "a rare space", TEXT_L1, "a\u1680\u3000b", " ", "\u1680\u3000" },
};

static void test_map(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct arena scratch = arena_split(&keep);
        struct barq_text raw = { maps[i].raw, strlen(maps[i].raw) };
        struct text_map map;
        assert_int_equal(
            text_fold_map(raw, maps[i].level, &map, &keep, scratch, NULL),
            BARQ_OK);
        const char *at = strstr(map.key.at, maps[i].part);
        if (!at)
            fail_msg("%s: not in \"%s\"", maps[i].why, map.key.at);
        size_t start = (size_t)(at - map.key.at);
        struct text_span span =
            text_map_span(&map, start, start + strlen(maps[i].part));
        struct barq_text source = text_slice(raw, span.start, span.end);
        if (source.len != strlen(maps[i].source) ||
            strncmp(source.at, maps[i].source, source.len) != 0)
            fail_msg("%s: got \"%.*s\"", maps[i].why, (int)source.len,
                     source.at);
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

/* Of two it is what it is of each, whichever is the longer. */
static void test_hash_two(void **state)
{
    static const char *const keys[] = { "", "a", "foobar", "\u0633 x" };
    enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

    (void)state;
    for (size_t i = 0; i < (size_t)KEYS * KEYS; i++) {
        struct barq_text a = text_of(keys[i / KEYS]);
        struct barq_text b = text_of(keys[i % KEYS]);
        uint64_t x = 0, y = 0;
        text_hash_two(a, b, &x, &y);
        assert_true(x == text_hash(a) && y == text_hash(b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_table_is_full),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_levels_nest),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_hash_two),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
