/* Pairs in CSV: what is one, columns by name, quotation marks, bad lines. */
#include "pair_fixture.h"

#include "formats/csv.h"

static const struct {
    const char *why, *head;
    bool is_one;
} heads[] = {
    { "commas", "ar,en\n", true },
    { "semicolons, other columns, a byte order mark, CR LF",
      "\xEF\xBB\xBFid;English;AR-sa;x\r\n", true },
    { "names in quotation marks", "\"Arabic\",\"English\"\n", true },
    { "one language", "ar,fr\n" AR ",paix\n", false },
    { "no heading: commas are in any text", AR ",peace\n", false },
    { "tabs", "ar\ten\n", false },
    { "a sentence", "In ar, en route\n", false },
    { "nothing", "", false },
};

static void a_heading_makes_a_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
        if (csv_is_one(text_of(heads[i].head)) != heads[i].is_one)
            fail_msg("%s", heads[i].why);
}

#define HEAD "id,English,Arabic\n"

static const struct {
    const char *why, *file, *units, *skips;
} files[] = {
    { "a pair", HEAD "1,peace," AR "\n", AR "|peace\n", "" },
    { "commas, marks and a line end in quotation marks",
      HEAD "1,\"peace, \"\"now\"\"\nor never\"," AR,
      AR "|peace, \"now\"\nor never\n", "" },
    { "a formula's apostrophe goes, another stays",
      HEAD "1,'-5 percent," AR "\n2,'peace'," AR "\n",
      AR "|-5 percent\n" AR "|'peace'\n", "" },
    { "letters count more than names", HEAD "1," AR ",peace\n", AR "|peace\n",
      "" },
    { "empty lines are nothing", HEAD "\r\n1,peace," AR "\r\n\n", AR "|peace\n",
      "" },
    { "a side is missing", HEAD "1,peace\n2,," AR "\n3, ,\n", "",
      "lines with an empty side\nlines with an empty side\n"
      "lines with an empty side\n" },
    { "two of one language", HEAD "1,peace,calm\n", "",
      "lines that are not one Arabic and one English text\n" },
    { "a mark that nothing ends is the text's own", HEAD "1,\"peace," AR "\n",
      AR "|\"peace\n", "" },
    { "a heading alone", HEAD, "", "" },
};

static void pairs_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct seen seen;
        struct barq_error err = { 0 };
        print_message("  %s\n", files[i].why);
        assert_int_equal(
            BARQ_OK, read_bytes(csv_read, text_of(files[i].file), &seen, &err));
        assert_string_equal(files[i].units, seen.units.at);
        assert_string_equal(files[i].skips, seen.skips.at);
        forget(&seen);
    }
}

static void what_is_no_utf8_is_refused(void **state)
{
    struct seen seen;
    struct barq_error err = { 0 };

    (void)state;
    assert_int_equal(
        BARQ_E_INPUT,
        read_bytes(csv_read, text_of(HEAD "1,peace,\xC8\n"), &seen, &err));
    assert_string_equal("t: not UTF-8 at byte 26 of the file; save it as UTF-8",
                        err.message);
    assert_int_equal(0, seen.count);
    forget(&seen);
    static const char nul[] = HEAD "1,peace,\0\n";
    assert_int_equal(BARQ_E_INPUT,
                     read_bytes(csv_read,
                                (struct barq_text){ nul, sizeof(nul) - 1 },
                                &seen, &err));
    assert_string_equal("t: a NUL at byte 26 of the file; it is no text",
                        err.message);
    forget(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_makes_a_table),
        cmocka_unit_test(pairs_are_read),
        cmocka_unit_test(what_is_no_utf8_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
