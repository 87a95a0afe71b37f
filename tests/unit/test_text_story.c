/* Stories: where their segments lie, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/text.h"

#define PROSE \
    "The ministers met in the capital and said that talks would go on."

static struct barq_story *read_story(const char *text, size_t len,
                                     const struct barq_story_options *options)
{
    struct barq_story *story = NULL;
    struct barq_error err = { 0 };

    if (barq_story_read((struct barq_text){ text, len }, options, &story, &err))
        fail_msg("%s", err.message);
    return story;
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
    /* uncut, but what it is is told all the same */
    assert_int_equal(barq_story_segment(story, 1).kind, BARQ_FURNITURE);
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

/* The mark of UTF-16 says what it is, in either order of bytes. */
static void test_marked_utf16(void **state)
{
    static const char *const bytes[] = { "\xFF\xFEh\0i\0", "\xFE\xFF\0h\0i" };

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct barq_story *story = read_story(bytes[i], 6, NULL);
        assert_true(text_equal(barq_story_text(story), text_of("hi")));
        barq_story_free(story);
    }
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
    { "UTF-16 cut short", "\xFF\xFEh\0i", 5, NULL, NULL,
      "not utf-16 at byte 4; name another charset" },
    { "UTF-16 without a mark", "h\0i\0 \0\x42\x06", 8, NULL, NULL,
      "looks like UTF-16; name its charset, as --charset utf-16le" },
    { "the other way round", "\0h\0i\0 \x06\x42", 8, NULL, NULL,
      "looks like UTF-16; name its charset, as --charset utf-16be" },
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
    assert_string_equal(err.message, "line 3 is longer than 16 MiB; break it "
                                     "into paragraphs");
    buf_release(&text);
}

/* More than a desk will ever see is refused in words, and not for want of
 * memory. */
static void test_too_much(void **state)
{
    const size_t lines = 1000001, size = (size_t)33 << 20;
    char *bytes = malloc(size);
    struct barq_story *story = NULL;
    struct barq_error err = { 0 };

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < size; i++)
        bytes[i] = i % 2 ? '\n' : 'a';
    assert_int_equal(barq_story_read((struct barq_text){ bytes, 2 * lines },
                                     NULL, &story, &err),
                     BARQ_E_INPUT);
    assert_string_equal(err.message,
                        "more than 1000000 lines; cut it into stories");
    for (size_t i = 0; i < size; i++)
        bytes[i] = i % 1024 ? 'a' : '\n';
    assert_int_equal(
        barq_story_read((struct barq_text){ bytes, size }, NULL, &story, &err),
        BARQ_E_INPUT);
    assert_string_equal(err.message, "larger than 32 MiB; cut it into stories");
    free(bytes);
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
    /* nothing there is a headline */
    story = read_story("Share\n", 6, &options);
    assert_int_equal(story_key(story, &key, &keep, scratch, NULL), BARQ_OK);
    assert_true(text_equal(key, text_of("wire/12.txt")));
    barq_story_free(story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_segments), cmocka_unit_test(test_segmented),
        cmocka_unit_test(test_charset),  cmocka_unit_test(test_marked_utf16),
        cmocka_unit_test(test_refused),  cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_too_much), cmocka_unit_test(test_missing_file),
        cmocka_unit_test(test_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
