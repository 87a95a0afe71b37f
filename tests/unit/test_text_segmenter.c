/* Sentences: the cuts expected are written as bars in tests/segments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/text.h"

static char memory[1 << 24];

enum { MOST_CUTS = 32, LONGEST_CASE = 1024, FEWEST_CASES = 160 };

/* A case without its bars. */
struct wanted {
    char bytes[LONGEST_CASE];
    struct barq_text text;
    size_t cut[MOST_CUTS]; /* where a sentence ends */
    size_t count;
};

/* " | " stands for one space, a bar alone for none, "\n" for a line end. */
static void read_bars(struct barq_text raw, struct wanted *to)
{
    size_t n = 0;

    to->count = 0;
    assert_true(raw.len < LONGEST_CASE);
    for (size_t i = 0; i < raw.len; i++) {
        bool escape =
            i + 1 < raw.len && raw.at[i] == '\\' && raw.at[i + 1] == 'n';
        if (raw.at[i] == '|') {
            assert_true(to->count < MOST_CUTS);
            to->cut[to->count++] =
                text_trim((struct barq_text){ to->bytes, n }).len;
            i += i + 1 < raw.len && raw.at[i + 1] == ' ' && i > 0 &&
                 raw.at[i - 1] == ' ';
        } else {
            to->bytes[n++] = raw.at[i];
            if (escape)
                to->bytes[n - 1] = '\n';
            i += escape;
        }
    }
    to->text = (struct barq_text){ to->bytes, n };
    to->cut[to->count++] = text_trim(to->text).len;
}

static struct text_spans cut(struct segmenter *segmenter, struct barq_text text,
                             struct arena keep)
{
    struct arena scratch = arena_split(&keep);
    struct text_spans spans = { 0 };

    assert_int_equal(
        segmenter_cut(segmenter, text, &spans, &keep, scratch, NULL), BARQ_OK);
    return spans;
}

static struct segmenter *open_for(enum barq_lang lang)
{
    struct segmenter *segmenter = NULL;

    assert_int_equal(segmenter_open(lang, &segmenter, NULL), BARQ_OK);
    return segmenter;
}

/* How many of a case's sentences do not end where they should. */
static int check(struct segmenter *segmenter, const char *why,
                 const struct wanted *want, struct arena keep)
{
    struct text_spans spans = cut(segmenter, want->text, keep);
    size_t i = 0;

    while (i < spans.count && i < want->count &&
           spans.at[i].end == want->cut[i])
        i++;
    if (i == want->count && spans.count == want->count)
        return 0;
    print_error("%s: sentence %zu of %zu ends elsewhere, %zu wanted: %.*s\n",
                why, i + 1, spans.count, want->count, (int)want->text.len,
                want->text.at);
    return 1;
}

static void check_file(const char *path, enum barq_lang lang)
{
    struct arena keep = arena_over(memory, sizeof(memory)), all;
    struct block block;
    struct segmenter *segmenter = open_for(lang);
    struct barq_text rest, line;
    struct wanted want;
    int wrong = 0, count = 0;

    assert_int_equal(block_reserve(&block, TASK_CEILING, &all, NULL), BARQ_OK);
    assert_int_equal(file_read(path, &rest, &all, NULL), BARQ_OK);
    while (text_line(&rest, &line)) {
        if (!line.len || line.at[0] == '#')
            continue;
        char why[LONGEST_CASE];
        struct barq_text reason = text_field(&line, '\t');
        snprintf(why, sizeof(why), "%.*s", (int)reason.len, reason.at);
        read_bars(line, &want);
        wrong += check(segmenter, why, &want, keep);
        count++;
    }
    segmenter_close(segmenter);
    block_release(block);
    assert_true(count >= FEWEST_CASES);
    assert_int_equal(wrong, 0);
}

static void test_english(void **state)
{
    (void)state;
    check_file("tests/segments/en.tsv", BARQ_EN);
}

static void test_arabic(void **state)
{
    (void)state;
    check_file("tests/segments/ar.tsv", BARQ_AR);
}

/* What a file of lines cannot show, and what differs by language. */
static const struct {
    const char *why;
    enum barq_lang lang;
    const char *text;
} cases[] = {
    { "paragraph separator", BARQ_EN, "One\u2029|Two" },
    { "line separator", BARQ_EN, "One\u2028|Two" },
    { "next line", BARQ_EN, "One\xC2\x85|Two" },
    { "carriage return and line feed", BARQ_EN, "One\r\n|Two" },
    { "no-break space behind a stop", BARQ_EN, "It rained.\u00A0|We left." },
    { "right-to-left mark behind a stop", BARQ_AR,
      "\u0648\u0635\u0644.\u200F | \u0648\u063A\u0627\u062F\u0631." },
    { "marks around the stop of a title", BARQ_AR,
      "\u0648\u0642\u0627\u0644 \u062F\u202A.\u202C \u0648\u0644\u064A\u062F" },
    { "vowel mark on a title", BARQ_AR,
      "\u0648\u0642\u0627\u0644 \u062F\u064E. \u0648\u0644\u064A\u062F" },
    { "in Arabic text a small letter goes on", BARQ_AR,
      "\u0632\u0627\u0631 Booking. com \u0623\u0645\u0633" },
    { "in English it may begin", BARQ_EN, "He likes reading. | books are fun" },
    { "a byte order mark is no letter", BARQ_EN, "\uFEFF1. First." },
    { "an emoji with a byte of a stop", BARQ_EN,
      "Well \U0001F600 done. | Go." },
    { "a letter with a byte of a stop", BARQ_EN,
      "A \u0E14 \u1794 done. | Go." },
};

static void test_cases(void **state)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct wanted want;
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct segmenter *segmenter = open_for(cases[i].lang);
        read_bars(text_of(cases[i].text), &want);
        wrong += check(segmenter, cases[i].why, &want, keep);
        segmenter_close(segmenter);
    }
    assert_int_equal(wrong, 0);
}

static void test_spans_are_trimmed(void **state)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct segmenter *segmenter = open_for(BARQ_EN);
    struct text_spans spans =
        cut(segmenter, text_of("  So be.  \t It is. "), keep);

    (void)state;
    assert_int_equal(spans.count, 2);
    assert_int_equal(spans.at[0].start, 2);
    assert_int_equal(spans.at[0].end, 8);
    assert_int_equal(spans.at[1].start, 12);
    assert_int_equal(spans.at[1].end, 18);
    assert_int_equal(cut(segmenter, text_of(" \t "), keep).count, 0);
    assert_int_equal(cut(segmenter, text_of(""), keep).count, 0);
    spans = cut(segmenter, text_of("\u2022 - ..."), keep);
    assert_int_equal(spans.count, 1);
    assert_int_equal(spans.at[0].end, 9);
    segmenter_close(segmenter);
}

/* Text made to be looked at again and again takes no longer for it: a
 * megabyte of each would take minutes if time grew with the square. */
static void test_hostile_text(void **state)
{
    static const char *const units[] = {
        ".", ". ", "a.", "a@b.", "1) ", "\u2022 ", ". \" ", "[1]", "..\"", "-",
    };
    static char text[1 << 20];
    struct segmenter *segmenter = open_for(BARQ_EN);

    (void)state;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        size_t len = strlen(units[i]), n = 0;
        for (; n + len <= sizeof(text); n += len)
            memcpy(text + n, units[i], len);
        struct text_spans spans =
            cut(segmenter, (struct barq_text){ text, n }, keep);
        assert_true(spans.count >= 1);
    }
    segmenter_close(segmenter);
}

static void test_no_room(void **state)
{
    struct segmenter *segmenter = open_for(BARQ_EN);
    struct arena keep = arena_over(memory, 64),
                 scratch = arena_over(memory + 64, 64);
    struct text_spans spans;
    struct barq_error err;

    (void)state;
    assert_int_equal(segmenter_cut(segmenter, text_of("It is. We go."), &spans,
                                   &keep, scratch, &err),
                     BARQ_E_INTERNAL);
    assert_string_equal(err.message, "out of memory to cut a block");
    segmenter_close(segmenter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_arabic),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_spans_are_trimmed),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_no_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
