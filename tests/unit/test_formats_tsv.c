/* Tab-separated pairs: columns, swapped files, bad lines. */
#include "pair_fixture.h"

#include <stdlib.h>

static const struct {
    const char *why, *file, *units, *skips;
} good_files[] = {
    { "a pair", AR "\tpeace\n", AR "|peace\n", "" },
    { "no line end at the end", AR "\tpeace", AR "|peace\n", "" },
    { "byte order mark, CR LF, more columns",
      "\xEF\xBB\xBF" AR "\tpeace\tnews\t12\r\n" AR "\tcalm\r\n",
      AR "|peace\n" AR "|calm\n", "" },
    { "spaces and quotes are the text's own", " " AR " \t\"peace\" \n",
      " " AR " |\"peace\" \n", "" },
    { "columns by name", "id\tEnglish\tAR-sa\n1\tpeace\t" AR "\n",
      AR "|peace\n", "" },
    { "letters count more than names", "ar\ten\npeace\t" AR "\n", AR "|peace\n",
      "" },
    { "swapped", "peace\t" AR "\nAFP\tAFP\ncalm\t" AR "\n",
      AR "|peace\nAFP|AFP\n" AR "|calm\n", "" },
    { "both ways round", "peace\t" AR "\n" AR "\tcalm\n",
      AR "|peace\n" AR "|calm\n", "" },
    { "two of one language", "peace\tcalm\n1\t" AR "\n" AR "\tpeace\n",
      AR "|peace\n",
      "lines that are not one Arabic and one English text\n"
      "lines that are not one Arabic and one English text\n" },
    { "no letters to tell by", "1\t2\n", "1|2\n", "" },
    { "blank lines are nothing", "\n \r\n" AR "\tpeace\n\n", AR "|peace\n",
      "" },
    { "no tab", "peace\n" AR "\tpeace\n", AR "|peace\n",
      "lines without a tab\n" },
    { "a side is missing", AR "\t \n\tpeace\n" AR "\tpeace\n", AR "|peace\n",
      "lines with an empty side\nlines with an empty side\n" },
    { "a column too few", "x\tar\ten\n1\t" AR "\n", "",
      "lines with an empty side\n" },
};

static void pairs_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good_files) / sizeof(good_files[0]); i++) {
        struct seen seen;
        struct barq_error err = { 0 };
        print_message("  %s\n", good_files[i].why);
        assert_int_equal(
            BARQ_OK,
            read_bytes(tsv_read, text_of(good_files[i].file), &seen, &err));
        assert_string_equal(good_files[i].units, seen.units.at);
        assert_string_equal(good_files[i].skips, seen.skips.at);
        forget(&seen);
    }
}

static void a_swap_far_down_is_turned_round(void **state)
{
    struct buf file = { 0 }, want = { 0 };
    struct seen seen;

    (void)state;
    for (int i = 0; i < 20; i++)
        buf_adds(&file, "peace\t" AR "\n");
    buf_adds(&file, AR "\tpeace\n");
    for (int i = 0; i < 21; i++)
        buf_adds(&want, AR "|peace\n");
    assert_int_equal(
        BARQ_OK, read_bytes(tsv_read, (struct barq_text){ file.at, file.len },
                            &seen, NULL));
    assert_string_equal(want.at, seen.units.at);
    forget(&seen);
    buf_release(&file);
    buf_release(&want);
}

#define BYTES(s) s, sizeof(s) - 1

static const struct {
    const char *why, *file;
    size_t len;
    const char *message;
} bad_files[] = {
    { "not UTF-8", BYTES(AR "\tpeace\nab\xC3(\tx\n"),
      "t:2: not UTF-8 at byte 17 of the file; save it as UTF-8" },
    { "not UTF-8, behind a byte order mark", BYTES("\xEF\xBB\xBFz\xFF\tx"),
      "t:1: not UTF-8 at byte 4 of the file; save it as UTF-8" },
    { "a NUL", BYTES("a\0b\tx\n"),
      "t:1: a NUL at byte 1 of the file; it is no text" },
};

static void bad_files_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bad_files) / sizeof(bad_files[0]); i++) {
        struct seen seen;
        struct barq_error err = { 0 };
        print_message("  %s\n", bad_files[i].why);
        assert_int_equal(BARQ_E_INPUT,
                         read_bytes(tsv_read,
                                    (struct barq_text){ bad_files[i].file,
                                                        bad_files[i].len },
                                    &seen, &err));
        assert_string_equal(bad_files[i].message, err.message);
        forget(&seen);
    }
}

static void a_line_has_a_ceiling(void **state)
{
    size_t most = 1 << 20;
    char *file = malloc(most + 16);
    struct seen seen;
    struct barq_error err = { 0 };

    (void)state;
    assert_non_null(file);
    memset(file, '1', most + 16); /* a letter would have to be Arabic */
    file[1] = '\t';
    file[most] = '\n';
    assert_int_equal(BARQ_OK,
                     read_bytes(tsv_read, (struct barq_text){ file, most + 1 },
                                &seen, &err));
    assert_int_equal(most + 1, seen.units.len);
    forget(&seen);
    file[most] = '1';
    assert_int_equal(BARQ_E_INPUT,
                     read_bytes(tsv_read, (struct barq_text){ file, most + 1 },
                                &seen, &err));
    assert_string_equal("t:1: a line longer than 1 MiB; is this a file of "
                        "pairs?",
                        err.message);
    forget(&seen);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_read),
        cmocka_unit_test(a_swap_far_down_is_turned_round),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(a_line_has_a_ceiling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
