/* Sentences: the cuts expected are written as | in the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/text.h"

static char memory[1 << 22];

static const struct {
    const char *why;
    enum barq_lang lang;
    const char *text; /* a cut wherever a | stands, with a space behind it */
} cases[] = {
    { "two sentences", BARQ_EN, "It rained.| We left." },
    { "question and cry", BARQ_EN, "Why?| Go!| Now." },
    { "a small letter goes on", BARQ_EN, "\"Go!\" he said.| She went." },
    { "a quote with its stop ends", BARQ_EN,
      "She said \"This is it.\"| He left." },
    { "curly quotes, too", BARQ_EN,
      "She said \u201CThis is it.\u201D| He left." },
    { "initials", BARQ_EN, "By J. R. Holt and Martin O. Keele" },
    { "I ends after a small word", BARQ_EN, "You and I.| Did you see it?" },
    { "titles", BARQ_EN, "Dr. Smith met Gen. Ali.| They spoke." },
    { "a month before a day", BARQ_EN, "On Jan. 20 he came.| It rained." },
    { "a month before a starter", BARQ_EN, "He came in Jan.| The rain fell." },
    { "a company before a starter", BARQ_EN,
      "It hit Acme Corp.| The firm fell." },
    { "a company in a sentence", BARQ_EN, "Acme Inc. Chief Ali left." },
    { "No. before a number", BARQ_EN, "He is No. 5 here." },
    { "no as a word", BARQ_EN, "She said no.| They left." },
    { "acronym in a sentence", BARQ_EN,
      "The U.S. Army left the U.S.| The end." },
    { "p.m. before a sentence", BARQ_EN, "It lands at 9 p.m.| Crowds wait." },
    { "p.m. before a day or zone", BARQ_EN, "At 9 p.m. Friday, at 3 a.m. GMT" },
    { "decimals", BARQ_EN, "It rose 2.5 percent.| 15 people left." },
    { "a list number", BARQ_EN, "1. The first point.| It ends." },
    { "a number that ends", BARQ_EN, "It cost 1,000.| That is a lot." },
    { "a dash behind the stop", BARQ_EN, "He said so.| - AFP" },
    { "an aside in dashes", BARQ_EN, "Stir - voila! - and eat." },
    { "an omission in brackets", BARQ_EN, "He said (...) Nothing more." },
    { "an ellipsis ends before a capital", BARQ_EN,
      "He waited...| Nobody came." },
    { "an ellipsis goes on", BARQ_EN, "He waited... and left." },
    { "closing bracket", BARQ_EN, "(He left.)| She stayed." },
    { "other scripts, by ICU", BARQ_EN, "One\u2029|Two" },
    { "no break at Arabic pauses", BARQ_AR,
      "\u0642\u0627\u0644\u060C \u062B\u0645\u061B \u0648\u0642\u0627\u0644: "
      "\u0646\u0639\u0645" },
    { "Arabic stop", BARQ_AR,
      "\u0648\u0635\u0644 \u0627\u0644\u0648\u0641\u062F.| \u062B\u0645 "
      "\u063A\u0627\u062F\u0631." },
    { "Arabic question", BARQ_AR,
      "\u0644\u0645\u0627\u0630\u0627\u061F| \u0644\u0627 "
      "\u0623\u062F\u0631\u064A" },
    { "a forgotten space", BARQ_AR,
      "\u0644\u0645\u0627\u0630\u0627\u061F|\u0644\u0627 "
      "\u0623\u062F\u0631\u064A" },
    { "doctor", BARQ_AR,
      "\u0648\u0642\u0627\u0644 \u062F. \u0648\u0644\u064A\u062F "
      "\u0623\u0645\u0633" },
    { "doctor with bidi marks", BARQ_AR,
      "\u0648\u0642\u0627\u0644 \u062F\u202A.\u202C \u0648\u0644\u064A\u062F" },
    { "an agency's initials", BARQ_AR,
      "\u0648\u0643\u0627\u0644\u0629 \u0623.\u0641.\u0628. "
      "\u0647\u0646\u0627" },
    { "BC", BARQ_AR,
      "\u0633\u0646\u0629 500 \u0642.\u0645. "
      "\u062A\u0642\u0631\u064A\u0628\u0627" },
    { "a year mark may end", BARQ_AR,
      "\u0639\u0627\u0645 2015 \u0645.| \u0648\u0642\u0627\u0644" },
    { "a tanween is no initial", BARQ_AR,
      "\u062A\u0645\u0627\u0645\u064B\u0627.| \u0648\u0642\u0627\u0644" },
    { "a word of two letters is no initial", BARQ_AR,
      "\u0644\u0627 \u0639\u0644\u0645 \u0644\u064A \u0628\u0647.| "
      "\u0648\u0642\u0627\u0644" },
    { "initials spelt by their Latin names", BARQ_AR,
      "\u0645\u0646 \u062C\u064A\u0647. \u0622\u0631. "
      "\u0647\u0648\u0644\u062A" },
    { "a channel spelt by its letters may end", BARQ_AR,
      "\u0642\u0646\u0627\u0629 \u0633\u064A \u0625\u0646 \u0625\u0646.| "
      "\u0648\u0642\u0627\u0644" },
    { "stop, then closing guillemet", BARQ_AR,
      "\u00AB\u0646\u062E\u0633\u0631 \u0645\u0639\u0627.\u00BB| "
      "\u0648\u0642\u0627\u0644" },
    { "according to, behind a quote", BARQ_AR,
      "\"\u0646\u062E\u0633\u0631 \u0645\u0639\u0627.\" "
      "\u062D\u0633\u0628\u0645\u0627 \u0642\u0627\u0644" },
    { "marks alone are one span", BARQ_AR, "\u2022 - ..." },
};

/* The text without its bars, and where they stood. */
static struct barq_text strip(const char *text, char *to, size_t *cuts,
                              size_t *count)
{
    size_t n = 0;

    *count = 0;
    for (; *text; text++)
        if (*text == '|')
            cuts[(*count)++] = n;
        else
            to[n++] = *text;
    return (struct barq_text){ to, n };
}

static struct text_spans cut(enum barq_lang lang, struct barq_text text,
                             struct arena *keep)
{
    struct segmenter *segmenter = NULL;
    struct arena scratch = arena_split(keep);
    struct text_spans spans = { 0 };

    assert_int_equal(segmenter_open(lang, &segmenter, NULL), BARQ_OK);
    assert_int_equal(
        segmenter_cut(segmenter, text, &spans, keep, scratch, NULL), BARQ_OK);
    segmenter_close(segmenter);
    return spans;
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char plain[512];
        size_t cuts[16], count;
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text text = strip(cases[i].text, plain, cuts, &count);
        struct text_spans spans = cut(cases[i].lang, text, &keep);
        if (spans.count != count + 1)
            fail_msg("%s: %zu spans", cases[i].why, spans.count);
        for (size_t j = 0; j < count; j++) {
            struct barq_text end = text_trim(text_slice(text, 0, cuts[j]));
            if (spans.at[j].end != end.len)
                fail_msg("%s: span %zu ends at %zu", cases[i].why, j,
                         spans.at[j].end);
        }
    }
}

static void test_spans_are_trimmed(void **state)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct text_spans spans =
        cut(BARQ_EN, text_of("  So be.  \t It is. "), &keep);

    (void)state;
    assert_int_equal(spans.count, 2);
    assert_int_equal(spans.at[0].start, 2);
    assert_int_equal(spans.at[0].end, 8);
    assert_int_equal(spans.at[1].start, 12);
    assert_int_equal(spans.at[1].end, 18);
    assert_int_equal(cut(BARQ_EN, text_of(" \t "), &keep).count, 0);
    assert_int_equal(cut(BARQ_EN, (struct barq_text){ "", 0 }, &keep).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_spans_are_trimmed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
