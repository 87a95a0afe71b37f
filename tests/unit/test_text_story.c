/* Stories: what each line of a page is, and where its segments lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/text.h"

#define PROSE \
    "The ministers met in the capital and said that talks would go on."

struct row {
    const char *line;
    enum barq_kind kind;
    const char *reason;
};

static const struct row arabic[] = {
    { "\u0627\u0644\u0646\u0641\u0637 \u064A\u0631\u062A\u0641\u0639 "
      "\u0628\u0639\u062F \u062A\u0631\u0627\u062C\u0639 "
      "\u0627\u0644\u0645\u062E\u0632\u0648\u0646\u0627\u062A",
      BARQ_HEADLINE, "the first line of its own" },
    { "time reading icon\u062F\u0642\u0627\u0626\u0642 "
      "\u0627\u0644\u0642\u0631\u0627\u0621\u0629 - 4",
      BARQ_FURNITURE, "reading time" },
    { "\u0648\u0632\u064A\u0631 \u062E\u0644\u0627\u0644 "
      "\u0645\u0624\u062A\u0645\u0631 \u0635\u062D\u0627\u0641\u064A. 5 "
      "\u0623\u063A\u0633\u0637\u0633 2022. - AFP",
      BARQ_CAPTION, "ends in a picture credit" },
    { "\u0648\u0632\u064A\u0631 \u062E\u0644\u0627\u0644 "
      "\u0645\u0624\u062A\u0645\u0631 \u0635\u062D\u0627\u0641\u064A. 5 "
      "\u0623\u063A\u0633\u0637\u0633 2022. - AFP",
      BARQ_FURNITURE, "repeats an earlier line" },
    { "\u0648\u0627\u0634\u0646\u0637\u0646/ "
      "\u062F\u0628\u064A-"
      "\u0631\u0648\u064A\u062A\u0631\u0632\u0627\u0644\u0634\u0631\u0642",
      BARQ_BYLINE, "places and agencies alone" },
    { "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064A\u0631 "
      "\u0625\u0646\u0647 \u0642\u0644\u0642 \u0645\u0646 "
      "\u0627\u0644\u0648\u0636\u0639 \u0641\u064A "
      "\u0627\u0644\u0628\u0644\u062F \u0648\u0623\u0636\u0627\u0641 "
      "\u0623\u0646\u0647 \u0633\u064A\u0639\u0648\u062F \u063A\u062F\u0627.",
      BARQ_PARAGRAPH, "running text" },
    { "\u0645\u0648\u0627\u062C\u0647\u0627\u062A \u0639\u0644\u0649 "
      "\u0627\u0644\u062D\u062F\u0648\u062F",
      BARQ_SUBHEAD, "short, without a stop" },
    { "\u0627\u0642\u0631\u0623 \u0623\u064A\u0636\u0627\u064B:",
      BARQ_FURNITURE, "points to other stories" },
    { "\u062A\u0635\u0646\u064A\u0641\u0627\u062A", BARQ_FURNITURE,
      "tags and categories" },
    { "\u0647\u0640 \u0639/\u0645 \u0646", BARQ_SIGNOFF,
      "initials of the desk" },
    { "// \u0627\u0646\u062A\u0647\u0649 //", BARQ_SIGNOFF, "closing line" },
    { "17:15 \u062A \u0645", BARQ_SIGNOFF, "closing line" },
};

static const struct row english[] = {
    { "Sport / Football", BARQ_FURNITURE, "name of a section" },
    { "Oil rises more than 2% after surprise drop", BARQ_HEADLINE,
      "the first line of its own" },
    { "Published 3 Nov 2025, 16:42 GMT", BARQ_FURNITURE, "time stamp" },
    { "2 min read", BARQ_FURNITURE, "reading time" },
    { "By Salma al-Attar and Yasser Kanaan", BARQ_BYLINE, "\"by\" and a name" },
    { "LONDON, May 14", BARQ_DATELINE, "a place and a date" },
    { "GENEVA - AFP", BARQ_DATELINE, "a place and an agency" },
    { "Soldiers at the border crossing on Monday (Reuters)", BARQ_CAPTION,
      "ends in a picture credit" },
    { PROSE, BARQ_PARAGRAPH, "running text" },
    { "Health", BARQ_SUBHEAD, "short, without a stop" },
    { "He gave no reason (Reuters).", BARQ_PARAGRAPH, "running text" },
    { "The party said: \"Share this\" and was quiet about everything else.",
      BARQ_PARAGRAPH, "running text" },
    { "- 412 tonnes of wheat flour", BARQ_LIST, "begins with a bullet" },
    { "1. Shut windows and doors tightly", BARQ_LIST,
      "begins with a number or letter" },
    { "The towns, by deaths, are as follows:", BARQ_PARAGRAPH, "running text" },
    { PROSE " Again.", BARQ_PARAGRAPH, "running text" },
    { "(Reporting by J. R. Holt in London; Editing by Dana Whitcombe)",
      BARQ_SIGNOFF, "reporters and editors" },
    { "Read also: Five things we learned", BARQ_FURNITURE,
      "points to other stories" },
    { "Who holds the hills?", BARQ_FURNITURE, "a link to another story" },
    { "Share | Print | Save", BARQ_FURNITURE, "sharing and printing" },
    { "Home > Business > Banking", BARQ_FURNITURE, "path to a section" },
    { "#oil #brent", BARQ_FURNITURE, "hashtags" },
    { "\u00A9 2027 AFP", BARQ_FURNITURE, "rights and sources" },
};

static struct barq_story *read_story(const char *text, size_t len,
                                     const struct barq_story_options *options)
{
    struct barq_story *story = NULL;
    struct barq_error err = { 0 };

    if (barq_story_read((struct barq_text){ text, len }, options, &story, &err))
        fail_msg("%s", err.message);
    return story;
}

static void check_rows(const struct row *rows, size_t count)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < count; i++)
        buf_addf(&text, "%s\n\n", rows[i].line);
    struct barq_story *story = read_story(text.at, text.len, NULL);
    buf_release(&text);
    assert_int_equal(barq_story_block_count(story), count);
    for (size_t i = 0; i < count; i++) {
        struct barq_block block = barq_story_block(story, i);
        if (block.kind != rows[i].kind ||
            strcmp(block.reason, rows[i].reason) != 0)
            fail_msg("%s: %s, since \"%s\"", rows[i].line,
                     barq_kind_name(block.kind), block.reason);
        assert_int_equal(block.end - block.start, strlen(rows[i].line));
    }
    barq_story_free(story);
}

static void test_arabic_page(void **state)
{
    (void)state;
    check_rows(arabic, sizeof(arabic) / sizeof(arabic[0]));
}

static void test_english_page(void **state)
{
    (void)state;
    check_rows(english, sizeof(english) / sizeof(english[0]));
}

static void test_segments(void **state)
{
    const char *text = "\xEF\xBB\xBFOil rises\r\n\r\n  It rose. It fell.  \r\n"
                       "Read more: It rose. It fell\n";
    struct barq_story *story = read_story(text, strlen(text), NULL);

    (void)state;
    assert_int_equal(barq_story_lang(story), BARQ_EN);
    assert_int_equal(barq_story_text(story).len, strlen(text));
    assert_int_equal(barq_story_block_count(story), 3);
    assert_int_equal(barq_story_segment_count(story), 4);
    assert_int_equal(barq_story_segment(story, 0).start, 3);
    struct barq_segment second = barq_story_segment(story, 2);
    assert_int_equal(second.block, 1);
    assert_true(text_equal(second.text, text_of("It fell.")));
    assert_memory_equal(text + second.start, "It fell.", 8);
    assert_int_equal(second.end - second.start, 8);
    /* furniture is not cut */
    assert_int_equal(barq_story_block(story, 2).count, 1);
    barq_story_free(story);
}

static void test_segmented(void **state)
{
    struct barq_story_options options = { .segmented = true };
    const char *text = "It rose. It fell.\n\n Share \r\n";
    struct barq_story *story = read_story(text, strlen(text), &options);

    (void)state;
    assert_int_equal(barq_story_segment_count(story), 2);
    assert_true(text_equal(barq_story_segment(story, 0).text,
                           text_of("It rose. It fell.")));
    assert_true(
        text_equal(barq_story_segment(story, 1).text, text_of("Share")));
    assert_int_equal(barq_story_segment(story, 1).kind, BARQ_PARAGRAPH);
    barq_story_free(story);
}

static void test_charset(void **state)
{
    /* "qal" in windows-1256 */
    struct barq_story_options options = { .charset = "windows-1256" };
    struct barq_story *story = read_story("\xDE\xC7\xE1.", 4, &options);

    (void)state;
    assert_int_equal(barq_story_lang(story), BARQ_AR);
    assert_true(
        text_equal(barq_story_text(story), text_of("\u0642\u0627\u0644.")));
    barq_story_free(story);
    options.charset = "utf-16";
    story = read_story("\xFF\xFEh\0i\0", 6, &options);
    assert_true(text_equal(barq_story_text(story), text_of("hi")));
    barq_story_free(story);
}

static const struct {
    const char *why, *bytes;
    size_t len;
    const char *charset, *name, *message;
} refused[] = {
    { "empty", "", 0, NULL, "story.txt", "story.txt: no text in it" },
    { "no letter", " \n-- \n", 6, NULL, NULL, "no text in it" },
    { "NUL", "ab\0c", 4, NULL, "x", "x: binary, not text: NUL at byte 2" },
    { "not UTF-8", "ab\xE1", 3, NULL, NULL,
      "not UTF-8 at byte 2; if it is an older wire, name its charset, as "
      "--charset windows-1256" },
    { "UTF-16", "\xFF\xFEh\0i\0", 6, NULL, NULL,
      "looks like UTF-16; name its charset, as --charset utf-16" },
    { "unknown charset", "ab", 2, "klingon", NULL,
      "unknown charset \"klingon\"; try windows-1256, iso-8859-6 or utf-16" },
    { "bad byte in a charset", "abc\xFFz", 5, "shift_jis", NULL,
      "not shift_jis at byte 3; name another charset" },
    { "cut short in a charset", "abc\x81", 4, "shift_jis", NULL,
      "not shift_jis at byte 3; name another charset" },
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct barq_story_options options = { .charset = refused[i].charset,
                                              .name = refused[i].name };
        struct barq_story *story = NULL;
        struct barq_error err = { 0 };
        enum barq_status status = barq_story_read(
            (struct barq_text){ refused[i].bytes, refused[i].len }, &options,
            &story, &err);
        assert_int_equal(status, BARQ_E_INPUT);
        assert_null(story);
        assert_string_equal(err.message, refused[i].message);
    }
}

static void test_long_line(void **state)
{
    enum { MEBIBYTES = 17 };
    static char mebibyte[1 << 20];
    struct barq_story *story = NULL;
    struct barq_error err = { 0 };
    struct buf text = { 0 };

    (void)state;
    memset(mebibyte, 'a', sizeof(mebibyte));
    buf_adds(&text, "head\n\n");
    for (int i = 0; i < MEBIBYTES; i++)
        buf_add(&text, (struct barq_text){ mebibyte, sizeof(mebibyte) });
    assert_int_equal(barq_story_read((struct barq_text){ text.at, text.len },
                                     NULL, &story, &err),
                     BARQ_E_INPUT);
    assert_string_equal(err.message, "line 3 is 17 MiB long, the limit is "
                                     "16; break it into paragraphs");
    buf_release(&text);
}

static void test_missing_file(void **state)
{
    struct barq_story *story = NULL;
    struct barq_error err = { 0 };

    (void)state;
    assert_int_equal(barq_story_open("/nonexistent/x", NULL, &story, &err),
                     BARQ_E_INPUT);
    assert_string_equal(err.message, "/nonexistent/x: cannot open: No such "
                                     "file or directory");
    assert_null(story);
    barq_story_free(NULL);
}

static void test_key(void **state)
{
    static char memory[1 << 16];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct barq_story_options options = { .name = "wire/12.txt" };
    struct barq_story *story =
        read_story("Oil RISES\n" PROSE, 10 + strlen(PROSE), &options);
    struct barq_text key;

    (void)state;
    assert_int_equal(story_key(story, &key, &keep, scratch, NULL), BARQ_OK);
    assert_true(text_equal(key, text_of("oil rises")));
    barq_story_free(story);
    options.segmented = true; /* so nothing is a headline */
    story = read_story("Oil RISES\n", 10, &options);
    assert_int_equal(story_key(story, &key, &keep, scratch, NULL), BARQ_OK);
    assert_true(text_equal(key, text_of("wire/12.txt")));
    barq_story_free(story);
}

static void test_lang_and_words(void **state)
{
    (void)state;
    assert_int_equal(barq_text_lang(text_of("12 - !")), BARQ_LANG_UNKNOWN);
    assert_int_equal(
        barq_text_lang(text_of(
            "AFP: \u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064A\u0631")),
        BARQ_AR);
    assert_int_equal(barq_text_lang(text_of("The word \u0642\u0627\u0644")),
                     BARQ_EN);
    assert_int_equal(
        text_word_count(text_of("a - b-c 15% \u0642\u0627\u0644 ...")), 4);
    assert_string_equal(barq_kind_name(BARQ_SIGNOFF), "signoff");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arabic_page),
        cmocka_unit_test(test_english_page),
        cmocka_unit_test(test_segments),
        cmocka_unit_test(test_segmented),
        cmocka_unit_test(test_charset),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_missing_file),
        cmocka_unit_test(test_key),
        cmocka_unit_test(test_lang_and_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
