/*
 * Reading TMX.  Files here are of our own writing; Arabic stands in escapes
 * where the very code points matter.
 */
#include "pair_fixture.h"

#include <dirent.h>
#include <stdlib.h>

#define TMX(body)                                                      \
    "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header/><body>" body \
    "</body></tmx>"
#define PAIR(ar, en)                               \
    "<tuv xml:lang=\"ar\"><seg>" ar "</seg></tuv>" \
    "<tuv xml:lang=\"en\"><seg>" en "</seg></tuv>"

static enum barq_status read_string(const char *string, struct seen *seen,
                                    struct barq_error *err)
{
    return read_bytes(tmx_read, text_of(string), seen, err);
}

static const struct {
    const char *why, *file, *units, *skips;
} good_files[] = {
    { "a pair", TMX("<tu>" PAIR(AR, "peace") "</tu>"), AR "|peace\n", "" },
    { "regions and case of the tag",
      TMX("<tu><tuv xml:lang=\"AR-sa\"><seg>" AR "</seg></tuv>"
          "<tuv xml:lang=\"en_GB\"><seg>peace</seg></tuv></tu>"),
      AR "|peace\n", "" },
    { "lang without a prefix, as in 1.1; English first",
      "<tmx version=\"1.1\"><body><tu><tuv lang=\"EN-US\"><seg>peace</seg>"
      "</tuv><tuv lang=\"AR\"><seg>" AR "</seg></tuv></tu></body></tmx>",
      AR "|peace\n", "" },
    { "arn is Mapudungun, not Arabic; enm not English",
      TMX("<tu><tuv xml:lang=\"arn\"><seg>x</seg></tuv>"
          "<tuv xml:lang=\"enm\"><seg>y</seg></tuv></tu>"),
      "", "units in other languages\n" },
    { "two wordings are two units",
      TMX("<tu>" PAIR(
          AR, "peace") "<tuv xml:lang=\"en-GB\"><seg>calm</seg>"
                       "</tuv><tuv xml:lang=\"fr\"><seg>paix</seg></tuv></tu>"),
      AR "|peace\n" AR "|calm\n", "" },
    { "white space and line ends are the text's own",
      TMX("<tu>" PAIR(" " AR "\n" AR2 " ", "\tpeace  ") "</tu>"),
      " " AR "\n" AR2 " |\tpeace  \n", "" },
    { "entities, references, CDATA",
      TMX("<tu>" PAIR(AR "&#x61C;", "a &lt;b&gt; &amp; &#34;c"
                                    "<![CDATA[<d>]]>") "</tu>"),
      AR "\u061C|a <b> & \"c<d>\n", "" },
    { "codes go, text in <hi> stays, <sub> is another text",
      TMX("<tu>" PAIR(AR "<ph x=\"1\">&lt;br/&gt;<sub>alt</sub></ph>" AR2,
                      "<bpt i=\"1\">&lt;b&gt;</bpt>the <hi>big "
                      "<it pos=\"begin\">X</it>cat</hi><ept i=\"1\"/>."
                      "<ut>\\par</ut>") "</tu>"),
      AR " " AR2 "|the big cat.\n", "" },
    { "no Arabic", TMX("<tu><tuv xml:lang=\"en\"><seg>x</seg></tuv></tu>"), "",
      "units without an Arabic side\n" },
    { "no English",
      TMX("<tu><tuv xml:lang=\"ar\"><seg>" AR "</seg></tuv></tu>"), "",
      "units without an English side\n" },
    { "empty and blank sides",
      TMX("<tu>" PAIR(AR, "") "</tu><tu>" PAIR("&#xA0; ", "x") "</tu><tu>" PAIR(
          "<ph/>", "x") "</tu>"),
      "",
      "units with an empty side\nunits with an empty side\n"
      "units with an empty side\n" },
    { "a variant without <seg>",
      TMX("<tu><tuv xml:lang=\"ar\"/><tuv xml:lang=\"en\"><seg>x</seg>"
          "</tuv></tu>"),
      "", "units with an empty side\n" },
    { "a second <seg> is no part of the first",
      TMX("<tu><tuv xml:lang=\"ar\"><seg>" AR "</seg><seg>" AR2
          "</seg></tuv><tuv xml:lang=\"en\"><seg>x</seg></tuv></tu>"),
      AR "|x\n", "second segments of one variant\n" },
    { "an empty body", TMX(""), "", "" },
    { "a DOCTYPE is tolerated, and its DTD not fetched",
      "<!DOCTYPE tmx SYSTEM \"http://localhost:1/tmx14.dtd\">"
      "<tmx version=\"1.4\"><body><tu>" PAIR(AR, "x") "</tu></body></tmx>",
      AR "|x\n", "" },
    { "elements declared in the file do no harm",
      "<!DOCTYPE tmx [<!ELEMENT tmx ANY>]><tmx><tu>" PAIR(AR,
                                                          "x") "</tu></tmx>",
      AR "|x\n", "" },
};

static void pairs_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good_files) / sizeof(good_files[0]); i++) {
        struct seen seen;
        struct barq_error err = { 0 };
        print_message("  %s\n", good_files[i].why);
        assert_int_equal(BARQ_OK, read_string(good_files[i].file, &seen, &err));
        assert_string_equal(good_files[i].units, seen.units.at);
        assert_string_equal(good_files[i].skips, seen.skips.at);
        forget(&seen);
    }
}

static const struct {
    const char *why, *file, *message;
} bad_files[] = {
    { "not closed", "<tmx><body>\n<tu>",
      "t:2: ends before its last element is closed; is the file "
      "whole?" },
    { "a root that is closed, and more", "<tmx><body/></tmx>\n<tmx/>",
      "t:2: not well-formed: Extra content at the end of the "
      "document" },
    { "crossed tags", "<tmx>\n<body></tmx>",
      "t:2: not well-formed: Opening and ending tag mismatch: body "
      "line 2 and tmx" },
    { "text behind the end", "<tmx/>x",
      "t:1: not well-formed: Extra content at the end of the "
      "document" },
    { "no XML at all", "hello", "t:1: not well-formed: Document is empty" },
    { "another root", "<html/>",
      "t:1: is no TMX: it begins with <html>, not <tmx>" },
    { "a version to come", "<tmx version=\"2.0\"/>",
      "t:1: is TMX 2.0; versions 1.1 to 1.4 can be read" },
    { "entities of its own",
      "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n"
      "<tmx><seg>&b;</seg></tmx>",
      "t:1: declares entities of its own, which are not expanded; "
      "write their text in their place" },
    { "a file asked for",
      "<!DOCTYPE tmx [<!ENTITY a SYSTEM \"/etc/passwd\">]><tmx>&a;</tmx>",
      "t:1: declares entities of its own, which are not expanded; "
      "write their text in their place" },
    { "an entity of HTML",
      "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx><a>&nbsp;</a></tmx>",
      "t:2: uses the entity &nbsp; which XML does not know; write the "
      "character in its place" },
};

static void bad_files_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bad_files) / sizeof(bad_files[0]); i++) {
        struct seen seen;
        struct barq_error err = { 0 };
        print_message("  %s\n", bad_files[i].why);
        assert_int_equal(BARQ_E_INPUT,
                         read_string(bad_files[i].file, &seen, &err));
        assert_string_equal(bad_files[i].message, err.message);
        assert_int_equal(0, seen.count);
        forget(&seen);
    }
}

static void depth_and_size_have_ceilings(void **state)
{
    struct seen seen;
    struct barq_error err = { 0 };
    struct buf file = { 0 };

    (void)state;
    buf_adds(&file, "<tmx>");
    for (int i = 0; i < 120; i++)
        buf_adds(&file, "<a>");
    assert_int_equal(BARQ_E_INPUT, read_string(file.at, &seen, &err));
    assert_string_equal("t:1: elements nested more than 100 deep", err.message);
    forget(&seen);

    buf_clear(&file);
    buf_adds(&file, "<tmx><body><tu><tuv lang=\"ar\"><seg>");
    for (int i = 0; i < 120000; i++)
        buf_adds(&file, AR " <!-- --> ");
    buf_adds(&file,
             "</seg></tuv><tuv lang=\"en\"><seg>x</seg></tuv></tu><tu>" PAIR(
                 AR, "next") "</tu></body></tmx>");
    assert_int_equal(BARQ_OK, read_string(file.at, &seen, &err));
    assert_string_equal("units with a side over 64 KiB\n", seen.skips.at);
    assert_string_equal(AR "|next\n", seen.units.at);
    forget(&seen);
    buf_release(&file);
}

static void encodings_are_read(void **state)
{
    static const char utf16[] =
        "<\0t\0m\0x\0>\0<\0t\0u\0>\0<\0t\0u\0v\0 \0l\0a\0n\0g\0=\0'\0a\0r\0'\0>"
        "\0<\0s\0e\0g\0>\0\x33\x06<\0/\0s\0e\0g\0>\0<\0/\0t\0u\0v\0>\0<\0t\0u\0"
        "v\0 \0l\0a\0n\0g\0=\0'\0e\0n\0'\0>\0<\0s\0e\0g\0>\0s\0<\0/\0s\0e\0g\0>"
        "\0<\0/\0t\0u\0v\0>\0<\0/\0t\0u\0>\0<\0/\0t\0m\0x\0>";
    static const char cp1256[] =
        "<?xml version=\"1.0\" encoding=\"windows-1256\"?><tmx><tu>"
        "<tuv lang=\"ar\"><seg>\xD3</seg></tuv><tuv lang=\"en\"><seg>s</seg>"
        "</tuv></tu></tmx>";
    char marked[sizeof(utf16) + 2] = "\xFF\xFE";
    struct seen seen;
    struct barq_error err = { 0 };

    (void)state;
    memcpy(marked + 2, utf16, sizeof(utf16));
    assert_int_equal(BARQ_OK,
                     read_bytes(tmx_read,
                                (struct barq_text){ marked, 2 + sizeof(utf16) },
                                &seen, &err));
    assert_string_equal("\u0633|s\n", seen.units.at);
    forget(&seen);
    assert_int_equal(BARQ_OK, read_string(cp1256, &seen, &err));
    assert_string_equal("\u0633|s\n", seen.units.at);
    forget(&seen);
    assert_int_equal(BARQ_E_INPUT,
                     read_string("<tmx><a>\xC3(</a></tmx>", &seen, &err));
    assert_non_null(strstr(err.message, "t:1: not well-formed: Input is "
                                        "not proper UTF-8"));
    forget(&seen);
}

static void text_is(const char *want, struct barq_text got)
{
    assert_string_equal(want, got.at);
}

static void what_is_known_of_a_pair_is_kept(void **state)
{
    static const char file[] = TMX(
        "<tu tuid=\"7\" creationid=\"Rana\" changeid=\"Omar\" usagecount=\"4\" "
        "creationdate=\"20200229T235959Z\" changedate=\"2021\">"
        "<note>first</note><prop type=\"x-desk\">world &amp; more</prop>"
        "<prop type=\"file\">wire/1.txt</prop>"
        "<prop type=\"prev\">before</prop><prop type=\"next\">" AR2 "</prop>"
        "<tuv xml:lang=\"ar\"><prop type=\"x-context-pre\">&lt;seg&gt;" AR2
        "&lt;/seg&gt;</prop><note>second</note><seg>" AR "<ph x=\"1\">&lt;br>"
        "</ph></seg></tuv>"
        "<tuv xml:lang=\"en\"><prop type=\"x-ok\">y</prop><seg>peace</seg>"
        "</tuv></tu>");
    struct seen seen;
    const struct barq_unit *unit = &seen.last;

    (void)state;
    assert_int_equal(BARQ_OK, read_string(file, &seen, NULL));
    assert_int_equal(BARQ_IMPORTED, unit->origin);
    assert_true(unit->confidence == 1);
    assert_int_equal(-1, unit->position);
    assert_int_equal(1583020799, unit->created);
    assert_int_equal(0, unit->changed);
    assert_int_equal(4, unit->uses);
    text_is("Omar", unit->who);
    text_is("first\nsecond", unit->note);
    text_is("wire/1.txt", unit->story);
    text_is("before", unit->en_before);
    text_is(AR2, unit->ar_before);
    text_is(AR2, unit->ar_after);
    text_is("", unit->en_after);
    text_is("{\"creationid\":\"Rana\",\"changedate\":\"2021\",\"seg\":{\"ar\":"
            "\"" AR "<ph x=\\\"1\\\">&lt;br&gt;</ph>\"},\"tuid\":\"7\","
            "\"props\":[{\"type\":\"x-desk\",\"value\":\"world & more\"},"
            "{\"type\":\"x-ok\",\"value\":\"y\",\"lang\":\"en\"}]}",
            unit->extra);
    forget(&seen);
}

static const struct {
    const char *why, *file;
    enum barq_origin origin;
    const char *engine, *who;
} signatures[] = {
    { "as Barq signs",
      TMX("<tu creationid=\"MT: libre\" changeid=\"Rana\">" PAIR(AR,
                                                                 "x") "</tu>"),
      BARQ_MT, "libre", "Rana" },
    { "as older tools do, on the variant",
      TMX("<tu creationid=\"Rana\"><tuv xml:lang=\"ar\"><seg>" AR
          "</seg></tuv><tuv xml:lang=\"en\" creationid=\"MT!\"><seg>x"
          "</seg></tuv></tu>"),
      BARQ_MT, "", "Rana" },
    { "a person whose name begins so",
      TMX("<tu creationid=\"MTaylor\">" PAIR(AR, "x") "</tu>"), BARQ_IMPORTED,
      "", "MTaylor" },
    { "what Barq says of it counts more",
      TMX("<tu creationid=\"MT: libre\"><prop type=\"x-barq-origin\">"
          "reviewed</prop>" PAIR(AR, "x") "</tu>"),
      BARQ_REVIEWED, "libre", "" },
    { "an origin that nobody knows",
      TMX("<tu><prop type=\"x-barq-origin\">gospel</prop>" PAIR(AR,
                                                                "x") "</tu>"),
      BARQ_IMPORTED, "", "" },
};

static void machines_are_known_by_their_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++) {
        struct seen seen;
        print_message("  %s\n", signatures[i].why);
        assert_int_equal(BARQ_OK, read_string(signatures[i].file, &seen, NULL));
        assert_int_equal(signatures[i].origin, seen.last.origin);
        text_is(signatures[i].engine, seen.last.engine);
        text_is(signatures[i].who, seen.last.who);
        forget(&seen);
    }
}

static const struct {
    const char *why, *date;
    int64_t want; /* 0: no date */
} dates[] = {
    { "the day of the moon", "19690720T201740Z", -14182940 },
    { "a leap day of a century", "20000229T000000Z", 951782400 },
    { "no leap day in 2100", "21000229T000000Z", 0 },
    { "month 13", "20201301T000000Z", 0 },
    { "day 0", "20200100T000000Z", 0 },
    { "hour 24", "20200101T240000Z", 0 },
    { "letters", "2020010AT000000Z", 0 },
    { "another form", "2020-01-01T00:00", 0 },
};

static void dates_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        struct seen seen;
        char file[512];
        print_message("  %s\n", dates[i].why);
        snprintf(file, sizeof(file), TMX("<tu creationdate=\"%s\">%s</tu>"),
                 dates[i].date, PAIR(AR, "x"));
        assert_int_equal(BARQ_OK, read_string(file, &seen, NULL));
        assert_int_equal(dates[i].want, seen.last.created);
        assert_int_equal(!dates[i].want,
                         strstr(seen.last.extra.at, dates[i].date) != NULL);
        forget(&seen);
    }
}

/* -------------------------------------------------------- files of others */

static bool is_tmx(const char *name)
{
    size_t len = strlen(name);

    return len > 4 && (strcmp(name + len - 4, ".tmx") == 0 ||
                       strcmp(name + len - 4, ".TMX") == 0);
}

/* Read it, or say in one line that names the file why not. */
static void read_one(const char *path)
{
    struct seen seen = { 0 };
    struct pair_sink sink = { take, pass_over, &seen, NULL };
    struct barq_error err = { 0 };
    FILE *from = fopen(path, "rb");

    assert_non_null(from);
    enum barq_status status = tmx_read(from, path, &sink, &err);
    fclose(from);
    if (status)
        print_message("  %s\n", err.message);
    assert_true(status == BARQ_OK || status == BARQ_E_INPUT);
    assert_true(!status || strncmp(err.message, path, strlen(path)) == 0);
    forget(&seen);
}

static size_t read_folder(const char *folder, int depth)
{
    size_t count = 0;
    DIR *entries = opendir(folder);

    for (struct dirent *e; entries && (e = readdir(entries));) {
        char path[2048];
        int len = snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
        if (e->d_name[0] == '.' || len < 0 || (size_t)len >= sizeof(path))
            continue;
        if (is_tmx(e->d_name)) {
            read_one(path);
            count++;
        } else if (depth) {
            count += read_folder(path, depth - 1);
        }
    }
    if (entries)
        closedir(entries);
    return count;
}

static void files_of_other_tools_are_read(void **state)
{
    const char *folder = getenv("BARQ_TMX_SAMPLES");

    (void)state;
    assert_true(read_folder("tests/formats", 1) > 0);
    if (!folder || !read_folder(folder, 3)) {
        print_message("  BARQ_TMX_SAMPLES names no folder of TMX files\n");
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_found),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(depth_and_size_have_ceilings),
        cmocka_unit_test(encodings_are_read),
        cmocka_unit_test(what_is_known_of_a_pair_is_kept),
        cmocka_unit_test(machines_are_known_by_their_name),
        cmocka_unit_test(dates_are_checked),
        cmocka_unit_test(files_of_other_tools_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
