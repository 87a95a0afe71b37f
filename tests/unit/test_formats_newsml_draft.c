/* A draft in the XML of its story: the words change, and what says which
 * language they are in; all else stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/formats.h"
#include "text/text.h"

#define AR1 "\u0641\u062A\u062D \u0627\u0644\u0645\u0631\u0641\u0623."
#define AR2 "\u0648\u0635\u0644\u062A \u0633\u0641\u0646."
#define AR3 "\u0644\u0627 \u062A\u0639\u0644\u064A\u0642."

/* What the memory has. */
static const struct {
    const char *source, *target;
    int rank;
    enum barq_origin origin;
} known[] = {
    { AR1, "The port opened.", 101, BARQ_PUBLISHED },
    { AR2, "Ships <came> & \"went\".", 84, BARQ_PUBLISHED },
    { AR3, "No comment.", 0, BARQ_MT },
};

static struct barq_draft_segment translated(struct barq_segment source)
{
    struct barq_draft_segment s = { .source = source };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (!text_equal(source.text, text_of(known[i].source)))
            continue;
        s.target = text_of(known[i].target);
        s.rank = known[i].rank;
        s.origin = known[i].origin;
        s.engine = text_of(s.origin == BARQ_MT ? "deepl--next" : "");
    }
    return s;
}

/* The story's draft in its own form, for free(). */
static enum barq_status draft(const char *bytes, char **out,
                              struct barq_error *err)
{
    static const struct barq_story_options options = { .lang = BARQ_AR };
    static struct barq_draft_segment segments[64];
    struct barq_story *story = NULL;
    size_t len = 0;

    *out = NULL;
    assert_int_equal(BARQ_OK,
                     barq_story_read(text_of(bytes), &options, &story, NULL));
    struct barq_draft made = { .story = story,
                               .segments = segments,
                               .count = barq_story_segment_count(story),
                               .from = BARQ_AR,
                               .to = BARQ_EN };
    assert_true(made.count < 64);
    for (size_t i = 0; i < made.count; i++)
        segments[i] = translated(barq_story_segment(story, i));
    enum barq_status status =
        barq_draft_render(&made, BARQ_SAME, out, &len, err);
    barq_story_free(story);
    return status;
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NITF(attributes, content)                                  \
    "<nitf" attributes "><head><title>t</title></head><body>"      \
    "<body.head><hedline><hl1>" AR1 "</hl1></hedline></body.head>" \
    "<body.content>" content "</body.content></body></nitf>\n"
#define DONE(attributes, content)                                     \
    XML "<nitf" attributes "><head><title>t</title></head><body>"     \
        "<body.head><hedline><hl1>The port opened.</hl1></hedline>"   \
        "</body.head><body.content>" content "</body.content></body>" \
        "</nitf>\n"
#define SHIPS "Ships &lt;came&gt; &amp; \"went\"."
#define FUZZY "<!-- Barq: class 84 -->"
#define MACHINE "<!-- Barq: machine translation, deepl- -next -->"

static const struct {
    const char *why, *story, *want;
} cases[] = {
    { "as published: no mark, and metadata as it was",
      NITF(" uno=\"x.1\"", "<p>" AR1 "</p>"),
      DONE(" uno=\"x.1\"", "<p>The port opened.</p>") },
    { "language and direction",
      NITF(" baselang=\"ar-SA\"", "<p xml:lang=\"ar\" dir=\"rtl\">" AR1
                                  "</p><p xml:lang=\"fr\" dir=\"ltr\">x</p>"),
      DONE(" baselang=\"en\"",
           "<p xml:lang=\"en\" dir=\"ltr\">The port opened.</p>"
           "<p xml:lang=\"fr\" dir=\"ltr\">x</p>") },
    { "marks of what a person has to read, and escaping",
      NITF("", "<p>" AR2 "</p><p>" AR3 "</p><p>" AR3 " " AR2 "</p>"),
      DONE("", FUZZY "<p>" SHIPS "</p>" MACHINE "<p>No comment.</p>"
                     "<!-- Barq: machine translation, deepl- -next; class 84 "
                     "--><p>No comment. " SHIPS "</p>") },
    { "white space, comments and marks within a line",
      NITF("", "<p>\n "
               "\u0641\u062A\u062D <!-- c --><b>"
               "\u0627\u0644\u0645\u0631\u0641\u0623</b>.\n</p>"),
      DONE("", "<p>The port opened.<!-- c --></p>") },
    { "the innermost element that has all the words",
      NITF("", "<block><p><em>" AR1 "</em></p></block>"),
      DONE("", "<block><p><em>The port opened.</em></p></block>") },
    { "a picture in a line stands behind the words",
      NITF("", "<p>" AR1 "<img src=\"a.png\"/></p>"),
      DONE("", "<p>The port opened.<img src=\"a.png\"/></p>") },
    { "lines of a text", NITF("", "<pre>" AR1 "\n" AR3 "\n</pre>"),
      DONE("", "<pre>" MACHINE "The port opened.\nNo comment.\n</pre>") },
    { "an open sentence stays in a line that is not",
      NITF("", "<p>" AR1 " \u0645\u0627\u0630\u0627\u061F</p>"),
      DONE("", "<!-- Barq: open --><p>The port opened. "
               "\u0645\u0627\u0630\u0627\u061F</p>") },
    { "plain text that came as data",
      "<NewsML><NewsItem xml:lang=\"ar\"><NewsComponent><ContentItem>"
      "<DataContent><![CDATA[" AR1 "\n" AR2 "]]></DataContent>"
      "</ContentItem></NewsComponent></NewsItem></NewsML>\n",
      XML "<NewsML><NewsItem xml:lang=\"en\"><NewsComponent><ContentItem>"
          "<DataContent>" FUZZY "The port opened.\n" SHIPS "</DataContent>"
          "</ContentItem></NewsComponent></NewsItem></NewsML>\n" },
    { "HTML that came as data finds no place, and is not lost",
      "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>"
      "&lt;p&gt;" AR1 "&lt;/p&gt;&lt;p&gt;" AR3 "&lt;/p&gt;</DataContent>"
      "</ContentItem></NewsComponent></NewsItem></NewsML>\n",
      XML "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>"
          "&lt;p&gt;" AR1 "&lt;/p&gt;&lt;p&gt;" AR3 "&lt;/p&gt;</DataContent>"
          "</ContentItem></NewsComponent></NewsItem></NewsML>\n"
          "<!-- Barq: without a place: The port opened. -->\n"
          "<!-- Barq: without a place: No comment. -->\n" },
    { "a fraction of NITF is one line with the rest",
      "<nitf><body><body.content><p>" AR1 "</p><p>\u0641\u062A\u062D <num>"
      "<frac><numer>3</numer><denom>4</denom></frac></num>.</p>"
      "</body.content></body></nitf>\n",
      XML "<nitf><body><body.content><p>The port opened.</p>"
          "<!-- Barq: open --><p>\u0641\u062A\u062D 3/4.</p>"
          "</body.content></body></nitf>\n" },
};

static void the_words_change_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_error err = { 0 };
        char *out = NULL;
        print_message("  %s\n", cases[i].why);
        assert_int_equal(BARQ_OK, draft(cases[i].story, &out, &err));
        assert_string_equal(cases[i].want, out);
        barq_string_free(out);
    }
}

static void what_is_written_is_read_again(void **state)
{
    struct barq_story *story = NULL;
    char *out = NULL;

    (void)state;
    assert_int_equal(BARQ_OK, draft(cases[2].story, &out, NULL));
    assert_int_equal(BARQ_OK,
                     barq_story_read(text_of(out), NULL, &story, NULL));
    assert_string_equal("The port opened.\nShips <came> & \"went\".\n"
                        "No comment.\nNo comment. Ships <came> & \"went\".\n",
                        barq_story_text(story).at);
    barq_story_free(story);
    barq_string_free(out);
}

static void a_story_in_no_xml_has_no_such_form(void **state)
{
    struct barq_error err = { 0 };
    char *out = NULL;

    (void)state;
    assert_int_equal(BARQ_E_USAGE, draft(AR1 "\n", &out, &err));
    assert_string_equal("the story: is no NewsML or NITF, and a draft has the "
                        "form of its story for these alone; name another form",
                        err.message);
    assert_null(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_change_and_nothing_else),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_story_in_no_xml_has_no_such_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
