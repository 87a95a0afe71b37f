/* What a <tu> becomes: the text without its codes, and what travels along. */
#include "pair_fixture.h"

#include <time.h>

static enum barq_status read_string(const char *string, struct seen *seen,
                                    struct barq_error *err)
{
    return read_bytes(tmx_read, text_of(string), seen, err);
}

/* ------------------------------------------------------------ inline codes */

#define PH "<ph x=\"1\">&lt;br/&gt;</ph>"
#define RLM "\u200F"
#define FATHA "\u064E"

static const struct {
    const char *why, *ar, *en, *want;
} coded[] = {
    { "a placeholder parts two words", AR PH AR2, "the" PH "minister",
      AR " " AR2 "|the minister\n" },
    { "an isolated code", AR "<it pos=\"begin\">b</it>" AR2,
      "the<it pos=\"end\">b</it>minister", AR " " AR2 "|the minister\n" },
    { "an unknown one", AR "<ut>{}</ut>" AR2, "the<ut>{}</ut>minister",
      AR " " AR2 "|the minister\n" },
    { "empty elements", AR "<ph/>" AR2, "the<it/>minister",
      AR " " AR2 "|the minister\n" },
    { "paired codes wrap words and parts of them",
      "<bpt i=\"1\">b</bpt>" AR "<ept i=\"1\">b</ept>" AR2,
      "<bpt i=\"1\">b</bpt>M<ept i=\"1\">b</ept>inister",
      AR AR2 "|Minister\n" },
    { "highlighted text is text", "<hi>" AR "</hi>" AR2, "<hi>M</hi>inister",
      AR AR2 "|Minister\n" },
    { "several in a row leave one space", AR PH "<ut/><it/>" AR2,
      "the" PH "<ut/>minister", AR " " AR2 "|the minister\n" },
    { "one beside a pair", AR PH "<bpt i=\"1\"/>" AR2,
      "the<ept i=\"1\"/>" PH "m", AR " " AR2 "|the m\n" },
    { "one in highlighted text", AR "<hi>" PH AR2 "</hi>",
      "<hi>the" PH "</hi>minister", AR " " AR2 "|the minister\n" },
    { "digits count as letters", "\u0661" PH "\u0662", "in" PH "2024",
      "\u0661 \u0662|in 2024\n" },
    { "a vowel mark belongs to its letter", AR FATHA PH AR2, "e\u0301" PH "a",
      AR FATHA " " AR2 "|e\u0301 a\n" },
    { "marks that are not seen do not part", AR RLM PH RLM AR2,
      "a\u200B" PH "b", AR RLM " " RLM AR2 "|a\u200B b\n" },
    { "a space is there already", AR " " PH AR2, "the" PH " minister",
      AR " " AR2 "|the minister\n" },
    { "so is one of another kind", AR "\u00A0" PH AR2, "the" PH "\nminister",
      AR "\u00A0" AR2 "|the\nminister\n" },
    { "punctuation", AR PH "\u060C " AR2, "said" PH ". He (" PH "not she)",
      AR "\u060C " AR2 "|said. He (not she)\n" },
    { "at either end", PH AR PH, "<ut/>peace<it/>", AR "|peace\n" },
    { "the text of a code is none", AR "<ph>x<sub>alt</sub>y</ph>" AR2,
      "the<ph><sub>alt</sub></ph>m", AR " " AR2 "|the m\n" },
};

static void codes_do_not_glue_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(coded) / sizeof(coded[0]); i++) {
        struct seen seen;
        char file[2048];
        snprintf(file, sizeof(file),
                 "<tmx><tu><tuv lang=\"ar\"><seg>%s</seg></tuv>"
                 "<tuv lang=\"en\"><seg>%s</seg></tuv></tu></tmx>",
                 coded[i].ar, coded[i].en);
        print_message("  %s\n", coded[i].why);
        assert_int_equal(BARQ_OK, read_string(file, &seen, NULL));
        assert_string_equal(coded[i].want, seen.units.at);
        assert_non_null(strstr(seen.last.extra.at, "\"seg\":{\"ar\":\""));
        forget(&seen);
    }
}

static void the_raw_segment_is_carried(void **state)
{
    struct seen seen;

    (void)state;
    assert_int_equal(BARQ_OK,
                     read_string("<tmx><tu><tuv lang=\"ar\"><seg>" AR PH AR2
                                 "</seg></tuv><tuv lang=\"en\"><seg>the<ut/>end"
                                 "</seg></tuv></tu></tmx>",
                                 &seen, NULL));
    assert_string_equal("{\"seg\":{\"ar\":\"" AR
                        "<ph x=\\\"1\\\">&lt;br/&gt;</ph>" AR2
                        "\",\"en\":\"the<ut></ut>end\"}}",
                        seen.last.extra.at);
    forget(&seen);
}

/* ------------------------------------------------------------ x-barq-extra */

#define CARRIED(value) "{\"type\":\"x-barq-extra\",\"value\":\"" value "\"}"

static const struct {
    const char *why, *props, *want;
} extras[] = {
    { "all that Barq writes goes back",
      "<prop type=\"x-barq-extra\">{\"creationid\":\"Omar\",\"creationdate\":"
      "\"x\",\"changedate\":\"y\",\"seg\":{\"ar\":\"&lt;ph/>\"}}</prop>",
      "{\"creationid\":\"Omar\",\"creationdate\":\"x\",\"changedate\":\"y\","
      "\"seg\":{\"ar\":\"<ph/>\"}}" },
    { "what it does not write is a property",
      "<prop type=\"x-barq-extra\">{\"desk\":1}</prop>",
      "{\"props\":[" CARRIED("{\\\"desk\\\":1}") "]}" },
    { "the two are told apart",
      "<prop type=\"x-barq-extra\">{\"a\":1,\"creationid\":\"Omar\",\"b\":[2]}"
      "</prop>",
      "{\"creationid\":\"Omar\",\"props\":[" CARRIED(
          "{\\\"a\\\":1,\\\"b\\\":[2]}") "]}" },
    { "capitals make another name",
      "<prop type=\"x-barq-extra\">{\"CreationId\":\"Omar\"}</prop>",
      "{\"props\":[" CARRIED("{\\\"CreationId\\\":\\\"Omar\\\"}") "]}" },
    { "the <prop> elements and the tuid say that themselves",
      "<prop type=\"x-barq-extra\">{\"props\":[],\"tuid\":\"9\"}</prop>",
      "{\"props\":[" CARRIED(
          "{\\\"props\\\":[],\\\"tuid\\\":\\\"9\\\"}") "]}" },
    { "a date is a text, and codes an object",
      "<prop type=\"x-barq-extra\">{\"changedate\":{},\"seg\":\"\"}</prop>",
      "{\"props\":[" CARRIED(
          "{\\\"changedate\\\":{},\\\"seg\\\":\\\"\\\"}") "]}" },
    { "the first of two counts, the other is kept",
      "<prop type=\"x-barq-extra\">{\"creationid\":\"Omar\",\"creationid\":"
      "\"Huda\"}</prop>",
      "{\"creationid\":\"Omar\",\"props\":[" CARRIED(
          "{\\\"creationid\\\":\\\"Huda\\\"}") "]}" },
    { "two of them",
      "<prop type=\"x-barq-extra\">{\"creationid\":\"Omar\"}</prop>"
      "<prop type=\"x-barq-extra\">{\"changedate\":\"y\"}</prop>",
      "{\"creationid\":\"Omar\",\"changedate\":\"y\"}" },
    { "no JSON", "<prop type=\"x-barq-extra\">{\"a\"</prop>",
      "{\"props\":[" CARRIED("{\\\"a\\\"") "]}" },
    { "no object", "<prop type=\"x-barq-extra\">[1]</prop>",
      "{\"props\":[" CARRIED("[1]") "]}" },
    { "beyond the sixteenth member nobody looks",
      "<prop type=\"x-barq-extra\">[0]</prop><prop type=\"x-barq-extra\">"
      "{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1,\"7\":1,\"8\":1,"
      "\"9\":1,\"10\":1,\"11\":1,\"12\":1,\"13\":1,\"14\":1,\"15\":1,\"16\":1,"
      "\"creationid\":\"Omar\"}</prop>",
      "{\"props\":[" CARRIED("[0]") "," CARRIED(
          "{\\\"1\\\":1,\\\"2\\\":1,\\\"3\\\":1,\\\"4\\\":1,\\\"5\\\":1,"
          "\\\"6\\\":1,\\\"7\\\":1,\\\"8\\\":1,\\\"9\\\":1,\\\"10\\\":1,"
          "\\\"11\\\":1,\\\"12\\\":1,\\\"13\\\":1,\\\"14\\\":1,\\\"15\\\":1,"
          "\\\"16\\\":1,\\\"creationid\\\":\\\"Omar\\\"}") "]}" },
    { "a property of one language is not ours",
      "<prop type=\"x-barq-extra\" lang=\"en\">{\"creationid\":\"O\"}</prop>",
      "{\"props\":[{\"type\":\"x-barq-extra\",\"value\":\"{\\\"creationid\\\":"
      "\\\"O\\\"}\",\"lang\":\"en\"}]}" },
};

static void extra_takes_back_what_is_ours(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(extras) / sizeof(extras[0]); i++) {
        struct seen seen;
        char file[2048];
        snprintf(file, sizeof(file),
                 "<tmx><tu>%s<tuv lang=\"ar\"><seg>" AR
                 "</seg></tuv><tuv lang=\"en\"><seg>x</seg></tuv></tu></tmx>",
                 extras[i].props);
        print_message("  %s\n", extras[i].why);
        assert_int_equal(BARQ_OK, read_string(file, &seen, NULL));
        assert_string_equal(extras[i].want, seen.last.extra.at);
        forget(&seen);
    }
}

/* New codes stand in for those that an earlier export wrote down. */
static void the_segments_own_codes_count(void **state)
{
    struct seen seen;

    (void)state;
    assert_int_equal(
        BARQ_OK,
        read_string("<tmx><tu><prop type=\"x-barq-extra\">{\"seg\":{\"ar\":"
                    "\"old\"}}</prop><tuv lang=\"ar\"><seg>" AR
                    "<ph/></seg></tuv><tuv lang=\"en\"><seg>x</seg></tuv></tu>"
                    "</tmx>",
                    &seen, NULL));
    assert_string_equal("{\"seg\":{\"ar\":\"" AR "<ph></ph>\"}}",
                        seen.last.extra.at);
    forget(&seen);
}

/* ----------------------------------------------------------------- ceilings */

/* Only counts: the units are too large to copy. */
struct tally {
    size_t units, extra_len;
    struct buf skips;
};

static enum barq_status tally_unit(void *context, const struct barq_unit *unit,
                                   struct barq_error *err)
{
    struct tally *tally = context;

    (void)err;
    tally->units++;
    tally->extra_len = unit->extra.len;
    return BARQ_OK;
}

static void tally_skip(void *context, const char *reason)
{
    struct tally *tally = context;

    buf_addf(&tally->skips, "%s\n", reason);
}

static struct tally tally_file(const struct buf *file)
{
    struct tally tally = { 0 };
    struct pair_sink sink = { tally_unit, tally_skip, &tally, NULL };
    FILE *from = fmemopen(file->at, file->len, "rb");

    assert_non_null(from);
    buf_adds(&tally.skips, "");
    assert_int_equal(BARQ_OK, tmx_read(from, "t", &sink, NULL));
    fclose(from);
    return tally;
}

static void add_variants(struct buf *file, int count)
{
    for (int i = 0; i < count; i++)
        buf_addf(file,
                 "<tuv lang=\"ar\"><seg>" AR " %d</seg></tuv>"
                 "<tuv lang=\"en\"><seg>peace %d</seg></tuv>",
                 i, i);
}

/* 32 by 32 units share a property of 8,000 members: seconds, not minutes. */
static void a_large_property_is_read_once(void **state)
{
    struct buf file = { 0 };
    clock_t start = clock();

    (void)state;
    buf_adds(&file, "<tmx><tu><prop type=\"x-barq-extra\">"
                    "{\"creationid\":\"Omar\"");
    for (int i = 0; i < 8000; i++)
        buf_addf(&file, ",\"key %d\":%d", i, i);
    buf_adds(&file, "}</prop>");
    add_variants(&file, 32);
    buf_adds(&file, "</tu></tmx>");
    struct tally tally = tally_file(&file);
    assert_int_equal(1024, tally.units);
    assert_string_equal("", tally.skips.at);
    assert_true(tally.extra_len > 100000);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20);
    buf_release(&tally.skips);
    buf_release(&file);
}

static void add_times(struct buf *file, char c, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_addc(file, c);
}

enum { KIB64 = 1 << 16, MIB = 1 << 20 };

static const struct {
    const char *why;
    size_t text, codes, note, prop; /* bytes of each */
    const char *skips;
} sizes[] = {
    { "as long as the memory has it", KIB64, 0, 0, 0, "" },
    { "a byte longer", KIB64 + 1, 0, 0, 0, "units with a side over 64 KiB\n" },
    { "far longer", (size_t)3 * MIB, 0, 0, 0,
      "units with a side over 64 KiB\n" },
    { "longer, with codes", KIB64 + 1, 9, 0, 0,
      "units with a side over 64 KiB\n" },
    { "codes are no text", 1, (size_t)2 * KIB64, 0, 0, "" },
    { "but have their end, too", 1, MIB, 0, 0, "units too large\n" },
    { "a long note", 1, 0, MIB, 0, "" },
    { "too long a note", 1, 0, MIB + 1, 0,
      "units with notes or properties over 1 MiB\n" },
    { "a long property", 1, 0, 0, MIB - 99, "" },
    { "too long a property", 1, 0, 0, MIB,
      "units with notes or properties over 1 MiB\n" },
};

static void ceilings_are_those_of_the_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct buf file = { 0 };
        buf_adds(&file, "<tmx><tu><note>");
        add_times(&file, 'n', sizes[i].note);
        buf_adds(&file, "</note><prop type=\"x\">");
        add_times(&file, 'p', sizes[i].prop);
        buf_adds(&file, "</prop><tuv lang=\"en\"><seg>");
        add_times(&file, 'a', sizes[i].text);
        buf_adds(&file, sizes[i].codes ? "<bpt>" : "");
        add_times(&file, 'c', sizes[i].codes);
        buf_adds(&file, sizes[i].codes ? "</bpt>" : "");
        buf_adds(&file, "</seg></tuv><tuv lang=\"ar\"><seg>" AR
                        "</seg></tuv></tu></tmx>");
        print_message("  %s\n", sizes[i].why);
        struct tally tally = tally_file(&file);
        assert_string_equal(sizes[i].skips, tally.skips.at);
        assert_int_equal(!sizes[i].skips[0], tally.units);
        buf_release(&tally.skips);
        buf_release(&file);
    }
}

/* One wording that is too long does not take the others with it. */
static void other_variants_stay(void **state)
{
    struct buf file = { 0 };

    (void)state;
    buf_adds(&file, "<tmx><tu><tuv lang=\"en\"><seg>");
    add_times(&file, 'a', KIB64 + 1);
    buf_adds(&file, "</seg></tuv>");
    add_variants(&file, 2);
    buf_adds(&file, "</tu></tmx>");
    struct tally tally = tally_file(&file);
    assert_int_equal(4, tally.units);
    assert_string_equal("units with a side over 64 KiB\n"
                        "units with a side over 64 KiB\n",
                        tally.skips.at);
    buf_release(&tally.skips);
    buf_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_do_not_glue_words),
        cmocka_unit_test(the_raw_segment_is_carried),
        cmocka_unit_test(extra_takes_back_what_is_ours),
        cmocka_unit_test(the_segments_own_codes_count),
        cmocka_unit_test(ceilings_are_those_of_the_memory),
        cmocka_unit_test(other_variants_stay),
        cmocka_unit_test(a_large_property_is_read_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
