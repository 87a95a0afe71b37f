/* SRX: what is read, which rule decides, what is left out; our own export. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "stories.h"
#include "text/srx.h"

/* A rule, as "+ before // after" or "- before // after". */
#define HEAD(cascade) \
    "<srx version='2.0'><header cascade='" cascade "'/><body><languagerules>"
#define SET(name, rules) \
    "<languagerule languagerulename='" name "'>" rules "</languagerule>"
#define YES(before, after)                   \
    "<rule break='yes'><beforebreak>" before \
    "</beforebreak><afterbreak>" after "</afterbreak></rule>"
#define NO(before, after)                                                      \
    "<rule break='no'><beforebreak>" before "</beforebreak><afterbreak>" after \
    "</afterbreak></rule>"
#define MAPS(maps) "</languagerules><maprules>" maps "</maprules></body></srx>"
#define MAP(pattern, name) \
    "<languagemap languagepattern='" pattern "' languagerulename='" name "'/>"
#define STOPS YES("[.!?]+", "\\s")
#define ALL(rules) HEAD("yes") SET("A", rules) MAPS(MAP(".*", "A"))

static char path[] = "/tmp/barq-test-XXXXXX";

static void write_srx(const char *srx)
{
    FILE *to = fopen(path, "wb");

    assert_non_null(to);
    fputs(srx, to);
    assert_int_equal(fclose(to), 0);
}

static int make_path(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

/* The segments of a line with | between them. */
static void cut(const char *line, const struct barq_story_options *how,
                struct buf *got)
{
    struct barq_story *story;
    struct barq_error err = { 0 };

    buf_clear(got);
    if (barq_story_read(text_of(line), how, &story, &err))
        fail_msg("%s", err.message);
    for (size_t i = 0; i < barq_story_segment_count(story); i++) {
        if (i)
            buf_addc(got, '|');
        buf_add(got, barq_story_segment(story, i).text);
    }
    barq_story_free(story);
}

static const struct {
    const char *why, *srx, *line, *want;
    enum barq_lang lang;
    bool add;
} cases[] = {
    { "a break rule cuts, and nothing else does", ALL(STOPS),
      "One. Two; three? Four.Five. ", "One.|Two; three?|Four.Five.", BARQ_EN,
      false },
    { "an earlier rule without a break wins", ALL(NO("\\bDr\\.", "\\s") STOPS),
      "Ask Dr. Who. Yes.", "Ask Dr. Who.|Yes.", BARQ_EN, false },
    { "a later one does not", ALL(STOPS NO("\\bDr\\.", "\\s")),
      "Ask Dr. Who. Yes.", "Ask Dr.|Who.|Yes.", BARQ_EN, false },
    { "between two break rules it vetoes the later one alone",
      ALL(YES(";", "\\s") NO("[;.]", "\\s") STOPS), "One; two. Three.",
      "One;|two. Three.", BARQ_EN, false },
    { "a missing break attribute means yes",
      ALL("<rule><beforebreak>;</beforebreak></rule>"), "a; b;c", "a;|b;|c",
      BARQ_EN, false },
    { "after alone", ALL(YES("", "\u2014")), "one \u2014 two", "one|\u2014 two",
      BARQ_EN, false },
    { "repetitions are bounded when looking back, groups too",
      ALL(NO("(?:[A-Za-z]+\\s*){2,}etc\\.+", "\\s") STOPS),
      "Red, big wide etc. And so etc. Yes.",
      "Red, big wide etc. And so etc. Yes.", BARQ_EN, false },
    { "a plus within a set, quoted or possessive is none",
      ALL(NO("[+*]\\+\\Q*\\E\\w++\\.", "\\s") STOPS), "*+*a. Not +a. Yes.",
      "*+*a. Not +a.|Yes.", BARQ_EN, false },
    { "the beginning of the block can be asked for",
      ALL(NO("^\\s*[0-9]+\\.", "\\s") STOPS), "1. One is 1. Yes.",
      "1. One is 1.|Yes.", BARQ_EN, false },
    { "cascade: every map that fits",
      HEAD("yes") SET("E", NO("Dr\\.", "\\s")) SET("D", STOPS)
          MAPS(MAP("EN.*", "E") MAP(".*", "D")),
      "Dr. Who. Yes.", "Dr. Who.|Yes.", BARQ_EN, false },
    { "without it the first",
      HEAD("no") SET("E", NO("Dr\\.", "\\s")) SET("D", STOPS)
          MAPS(MAP("EN.*", "E") MAP(".*", "D")),
      "Dr. Who. Yes.", "Dr. Who. Yes.", BARQ_EN, false },
    { "maps go by language",
      HEAD("yes") SET("E", NO("Dr\\.", "\\s")) SET("D", STOPS)
          MAPS(MAP("[Aa][Rr].*", "E") MAP(".*", "D")),
      "Dr. Who. Yes.", "Dr.|Who.|Yes.", BARQ_EN, false },
    { "a map fits the whole code or not at all",
      HEAD("yes") SET("E", STOPS) MAPS(MAP("e", "E")), "One. Two.", "One. Two.",
      BARQ_EN, false },
    { "characters beyond the first plane keep bytes right", ALL(STOPS),
      "\U0001F600\U0001F600. \u0642\u0627\u0644. b",
      "\U0001F600\U0001F600.|\u0642\u0627\u0644.|b", BARQ_AR, false },
    { "on top of ours: no break holds together", ALL(NO("\\btest\\.", "\\s")),
      "A test. Here. Dr. Who came; yes.", "A test. Here.|Dr. Who came; yes.",
      BARQ_EN, true },
    { "on top of ours: behind the white space as well",
      ALL(NO("test\\.\\s", "H")), "A test. Here. Yes.", "A test. Here.|Yes.",
      BARQ_EN, true },
    { "on top of ours: a break is added", ALL(YES(";", "\\s")),
      "A test. Dr. Who came; yes.", "A test.|Dr. Who came;|yes.", BARQ_EN,
      true },
    { "on top of ours: a break before a veto keeps ours",
      ALL(YES("test\\.", "\\s") NO("\\.", "\\s")), "A test. Here. Yes.",
      "A test.|Here. Yes.", BARQ_EN, true },
};

static void test_cuts(void **state)
{
    struct buf got = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_story_options how = { .lang = cases[i].lang,
                                          .srx = path,
                                          .srx_add = cases[i].add };
        write_srx(cases[i].srx);
        cut(cases[i].line, &how, &got);
        if (strcmp(got.at, cases[i].want) != 0)
            fail_msg("%s: %s", cases[i].why, got.at);
    }
    buf_release(&got);
}

static const struct {
    const char *why, *rules, *line, *warning; /* behind the path */
} left_out[] = {
    { "a bracket is missing", NO("(a", "\\s") STOPS, "One. Two.",
      "rule 1 left out: what stands before the break: "
      "U_REGEX_MISMATCHED_PAREN" },
    { "brackets that would close ours", STOPS NO("a", "a)|(b"), "One. Two.",
      "rule 2 left out: what stands after the break: "
      "U_REGEX_MISMATCHED_PAREN" },
    { "looks back without a bound", NO("(a)\\1", "\\s") STOPS, "One. Two.",
      "rule 1 left out: the two sides together: U_REGEX_LOOK_BEHIND_LIMIT" },
    { "groups that would be counted anew", YES("(a)", "(b)\\1") STOPS,
      "One. Two.", "rule 1 left out: what stands after the break refers back" },
    { "says nothing", YES("", "") STOPS, "One. Two.",
      "rule 1 left out: it says nothing of either side" },
    { "takes time in the power of the text", YES("(?:(?:a|b)*)*c", "d") STOPS,
      "One. aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
      "rule 1 left out: takes too long on this text: U_REGEX_TIME_OUT" },
    { "the same looking back",
      NO("(?:(?:a|b){1,9}(?:a|b){1,9}){1,9}c\\.", "\\s") STOPS,
      "One. aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac. e.",
      NULL },
};

static void test_left_out(void **state)
{
    struct barq_story_options how = { .lang = BARQ_EN, .srx = path };
    struct buf srx = { 0 }, want = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++) {
        struct barq_story *story;
        buf_clear(&srx);
        buf_addf(&srx, "%s%s%s",
                 HEAD("yes") "<languagerule "
                             "languagerulename='A'>",
                 left_out[i].rules, "</languagerule>" MAPS(MAP(".*", "A")));
        write_srx(srx.at);
        assert_int_equal(
            barq_story_read(text_of(left_out[i].line), &how, &story, NULL), 0);
        assert_int_equal(barq_story_segment_count(story), 2);
        buf_clear(&want);
        if (left_out[i].warning)
            buf_addf(&want, "%s: %s\n", path, left_out[i].warning);
        if (left_out[i].warning &&
            strcmp(barq_story_warnings(story), want.at) != 0)
            fail_msg("%s: %s", left_out[i].why, barq_story_warnings(story));
        barq_story_free(story);
    }
    buf_release(&srx);
    buf_release(&want);
}

static const struct {
    const char *why, *srx, *message; /* behind the path */
} refused[] = {
    { "not XML", "srx", ":1: not well-formed: Document is empty" },
    { "another root", "<tmx version='1.4'/>",
      ":1: not SRX: its root element is not <srx>" },
    { "another version", "<srx version='3.0'/>",
      ":1: not SRX 2.0; save the rules as that version" },
    { "no rule round a pattern",
      "<srx version='2.0'>\n<beforebreak>a</beforebreak></srx>",
      ":2: a pattern outside any rule" },
    { "cut short", "<srx version='2.0'>",
      ":1: ends before its last element is closed; is the file whole?" },
    { "entities",
      "<!DOCTYPE srx [<!ENTITY a 'b'>]>\n<srx version='2.0'>&a;</srx>", NULL },
};

static void test_refused(void **state)
{
    struct barq_story_options how = { .srx = path };

    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct barq_story *story = NULL;
        struct barq_error err = { 0 };
        write_srx(refused[i].srx);
        assert_int_equal(barq_story_read(text_of("One."), &how, &story, &err),
                         BARQ_E_INPUT);
        assert_null(story);
        assert_memory_equal(err.message, path, strlen(path));
        if (refused[i].message &&
            strcmp(err.message + strlen(path), refused[i].message) != 0)
            fail_msg("%s: %s", refused[i].why, err.message);
    }
}

static void test_missing(void **state)
{
    struct barq_story_options how = { .srx = "/nonexistent/a.srx" };
    struct barq_story *story = NULL;
    struct barq_error err = { 0 };

    (void)state;
    assert_int_equal(barq_story_read(text_of("One."), &how, &story, &err),
                     BARQ_E_INPUT);
    assert_string_equal(err.message, "/nonexistent/a.srx: cannot open: No "
                                     "such file or directory");
}

static void test_no_map(void **state)
{
    struct barq_story_options how = { .lang = BARQ_AR, .srx = path };
    struct barq_story *story;
    char want[400];

    (void)state;
    write_srx(HEAD("yes") SET("E", STOPS) MAPS(MAP("EN", "E") MAP("(", "E")));
    snprintf(want, sizeof(want),
             "%s: language map 2 left out: its pattern does not compile\n"
             "%s: no language map for \"ar\"\n",
             path, path);
    assert_int_equal(barq_story_read(text_of("One. Two."), &how, &story, NULL),
                     0);
    assert_int_equal(barq_story_segment_count(story), 1);
    assert_string_equal(barq_story_warnings(story), want);
    barq_story_free(story);
}

/* A file with what other tools write into theirs. */
static void test_desk_file(void **state)
{
    struct barq_story_options how = { .lang = BARQ_EN,
                                      .srx = "tests/formats/desk.srx" };
    struct buf got = { 0 };

    (void)state;
    cut("It cost approx. Ten. See No. 5. End.", &how, &got);
    assert_string_equal(got.at, "It cost approx. Ten.|See No. 5.|End.");
    how.lang = BARQ_AR;
    cut("\u0642\u0627\u0644\u061B \u0646\u0639\u0645\u061F \u0644\u0627.", &how,
        &got);
    assert_string_equal(got.at,
                        "\u0642\u0627\u0644\u061B|\u0646\u0639\u0645\u061F|"
                        "\u0644\u0627.");
    buf_release(&got);
}

/* ---------------------------------------------------------- our export */

struct agreement {
    size_t ours, theirs, both;
};

/* Inner boundaries alone: the ends of blocks are no merit. */
static bool is_inner(const struct barq_story *story, size_t index)
{
    return index + 1 < barq_story_segment_count(story) &&
           barq_story_segment(story, index).block ==
               barq_story_segment(story, index + 1).block;
}

static void compare(const struct barq_story *ours,
                    const struct barq_story *theirs, struct agreement *sum)
{
    size_t i = 0, j = 0, a = barq_story_segment_count(ours),
           b = barq_story_segment_count(theirs);

    while (i < a && j < b) {
        size_t x = barq_story_segment(ours, i).end;
        size_t y = barq_story_segment(theirs, j).end;
        sum->ours += x <= y && is_inner(ours, i);
        sum->theirs += y <= x && is_inner(theirs, j);
        sum->both += x == y && is_inner(ours, i) && is_inner(theirs, j);
        i += x <= y;
        j += y <= x;
    }
}

static void compare_story(const char *name, const char *lang,
                          struct agreement *sum)
{
    struct barq_story_options how = { .srx = path };
    struct barq_story *ours = story_of(name, lang), *theirs;
    struct barq_error err = { 0 };

    if (barq_story_read(barq_story_text(ours), &how, &theirs, &err))
        fail_msg("%s", err.message);
    assert_string_equal(barq_story_warnings(theirs), "");
    compare(ours, theirs, sum);
    barq_story_free(ours);
    barq_story_free(theirs);
}

static void test_export(void **state)
{
    static const char *const names[] = {
        "aid-convoy",    "ceasefire",    "central-bank",     "court-ruling",
        "dust-storm",    "earthquake",   "election-results", "football-final",
        "harbour-talks", "migrant-boat", "oil-prices",       "solar-plant",
        "summit",        "vaccine-drive"
    };
    static const char *const langs[] = { "ar", "en" };
    char *srx = NULL;
    size_t len = 0;

    (void)state;
    assert_int_equal(barq_srx_export(&srx, &len, NULL), BARQ_OK);
    assert_int_equal(strlen(srx), len);
    write_srx(srx);
    barq_string_free(srx);
    for (size_t l = 0; l < 2; l++) {
        struct agreement sum = { 0 };
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
            compare_story(names[i], langs[l], &sum);
        assert_true(sum.ours > 50);
        if (200 * sum.both < 98 * (sum.ours + sum.theirs))
            fail_msg("%s: %zu of ours %zu, theirs %zu", langs[l], sum.both,
                     sum.ours, sum.theirs);
    }
}

static void test_export_words(void **state)
{
    struct barq_story_options how = { .lang = BARQ_EN, .srx = path };
    struct buf got = { 0 };
    char *srx = NULL;
    size_t len;

    (void)state;
    assert_int_equal(barq_srx_export(&srx, &len, NULL), BARQ_OK);
    write_srx(srx);
    barq_string_free(srx);
    cut("Dr. Who met Gen. Holt in the U.S. at 5 p.m. Friday. He left. \"Go!\" "
        "she said. No.",
        &how, &got);
    assert_string_equal(got.at, "Dr. Who met Gen. Holt in the U.S. at 5 p.m. "
                                "Friday.|He left.|\"Go!\" she said.|No.");
    how.lang = BARQ_AR;
    cut("\u0642\u0627\u0644 \u062F. \u0633\u0627\u0645\u064A. "
        "\u0646\u0639\u0645.",
        &how, &got);
    assert_string_equal(got.at,
                        "\u0642\u0627\u0644 \u062F. "
                        "\u0633\u0627\u0645\u064A.|\u0646\u0639\u0645.");
    buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts),    cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_missing),
        cmocka_unit_test(test_no_map),  cmocka_unit_test(test_desk_file),
        cmocka_unit_test(test_export),  cmocka_unit_test(test_export_words),
    };

    return cmocka_run_group_tests(tests, make_path, remove_path);
}
