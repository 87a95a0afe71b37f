/* News in XML: what is such a file, what its lines are, and its names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "formats/newsml.h"

#include "blocks_read.h"

static const struct {
    const char *why, *bytes;
    enum newsml_root root;
    const char *name;
} sniffed[] = {
    { "NewsML-G2", "<?xml version='1.0'?>\n<newsItem guid='a'>", NEWSML_STORY,
      "newsItem" },
    { "without a declaration, behind white space", "\n <newsMessage>",
      NEWSML_STORY, "newsMessage" },
    { "behind a mark of byte order and a DOCTYPE",
      "\xEF\xBB\xBF<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", NEWSML_STORY,
      "nitf" },
    { "a DOCTYPE with declarations in it",
      "<!DOCTYPE NewsML [ <!ELEMENT a ANY> ]><NewsML>", NEWSML_STORY,
      "NewsML" },
    { "a comment that names another element", "<!-- <rss> --><nitf>",
      NEWSML_STORY, "nitf" },
    { "with a prefix", "<n:nitf xmlns:n='x'>", NEWSML_STORY, "nitf" },
    { "planning holds no text", "<planningItem>", NEWSML_EMPTY,
      "planningItem" },
    { "XML of another kind", "<?xml version='1.0'?><tmx>", NEWSML_OTHER,
      "tmx" },
    { "... is told from text by its declaration", "<tmx>", NEWSML_NONE, "tmx" },
    { "a page", "<?xml version='1.0'?><html>", NEWSML_NONE, "html" },
    { "text", "<5 killed in a blast", NEWSML_NONE, "5" },
    { "nothing", "", NEWSML_NONE, "" },
};

static void test_sniffing(void **state)
{
    char name[40];

    (void)state;
    for (size_t i = 0; i < sizeof(sniffed) / sizeof(sniffed[0]); i++)
        if (newsml_sniff(text_of(sniffed[i].bytes), name) != sniffed[i].root ||
            strcmp(name, sniffed[i].name) != 0)
            fail_msg("%s: %s", sniffed[i].why, name);
    assert_int_equal(
        newsml_sniff((struct barq_text){ "\xFF\xFE<\0n\0i\0t\0f\0>\0", 14 },
                     name),
        NEWSML_STORY);
}

#define G2(meta, content)                                                \
    "<newsItem guid='g' version='3'><contentMeta>" meta "</contentMeta>" \
    "<contentSet>" content "</contentSet></newsItem>"
#define XHTML(body)                                             \
    "<inlineXML><html><head><title>t</title></head><body>" body \
    "</body></html></inlineXML>"
#define NITF(head, body)                                                      \
    "<nitf><head>" head "</head><body><body.head>"                            \
    "<hedline><hl1>Port opens</hl1></hedline></body.head><body.content>" body \
    "</body.content></body></nitf>"
#define P1 "Talks on the port resumed on Monday, the ministry said."

static const struct {
    const char *why, *xml, *want;
} cases[] = {
    { "the headline leads, and is said once",
      G2("<dateline>SAHL</dateline><headline>Port opens</headline>",
         XHTML("<h1>Port opens</h1><p>" P1 "</p>")),
      "headline: Port opens\ndateline: SAHL\nparagraph: " P1 "\n" },
    { "a second headline is a subhead",
      G2("<headline>Port opens</headline>"
         "<headline role='hld:sub'>First ships are in</headline>",
         XHTML("<p>" P1 "</p>")),
      "headline: Port opens\nsubhead: First ships are in\nparagraph: " P1
      "\n" },
    { "without one, the title",
      "<newsItem><itemMeta><title>Port "
      "opens</title></itemMeta><contentSet>" XHTML(
          "<p>" P1 "</p>") "</contentSet></newsItem>",
      "headline: Port opens\nparagraph: " P1 "\n" },
    { "metadata are no text",
      G2("<subject><name>Ports</name></subject><headline>Port opens</headline>"
         "<creator><name>RN</name></creator><slugline>port</slugline>",
         XHTML("<p>" P1 "</p>")),
      "headline: Port opens\nparagraph: " P1 "\n" },
    { "a note to editors is set aside, with all that is in it",
      "<newsItem><itemMeta><edNote><p>Adds <b>a</b> quote.</p><ul><li>One"
      "</li></ul></edNote></itemMeta><contentSet>" XHTML(
          "<h1>Port opens</h1><p>" P1 "</p>") "</contentSet></newsItem>",
      "headline: Port opens\nfurniture: Adds a quote.\nfurniture: One\n"
      "paragraph: " P1 "\n" },
    { "escaped HTML, in which line ends are white space",
      G2("<headline>Port opens</headline>",
         "<inlineData>&lt;p&gt;Talks on the port resumed\non Monday, the "
         "ministry said.&lt;/p&gt;&lt;h2&gt;Ships&lt;/h2&gt;</inlineData>"),
      "headline: Port opens\nparagraph: " P1 "\nsubhead: Ships\n" },
    { "plain text, a line a block; what is encoded is not read",
      G2("<headline>Port opens</headline>",
         "<inlineData>" P1 "\n\n  The port had been shut for a week, it said."
         "</inlineData><inlineData encoding='base64'>QUJD</inlineData>"),
      "headline: Port opens\nparagraph: " P1
      "\nparagraph: The port had been shut for a week, it said.\n" },
    { "a flash is a headline alone",
      G2("<headline>Port opens</headline>", XHTML("<p/>")),
      "headline: Port opens\n" },
    { "a fraction without its stroke",
      NITF("", "<p>The port was shut for 2 <frac><numer>1</numer><denom>2"
               "</denom></frac> weeks, the ministry said.</p>"),
      "headline: Port opens\nparagraph: The port was shut for 2 1/2 weeks, the "
      "ministry said.\n" },
    { "a caption holds its paragraphs",
      NITF("", "<p>" P1 "</p><media><media-reference/><media-caption><p>Ships "
               "wait.</p></media-caption><media-producer>RN</media-producer>"
               "</media>"),
      "headline: Port opens\nparagraph: " P1
      "\ncaption: Ships wait.\nfurniture: RN\n" },
    { "lines of <pre>, and elements within words",
      NITF("", "<pre>Wind 60 km\nView 200 m</pre><p>" P1 "</p><p>The <person>"
               "Mo<em>h</em>sen</person> berth was the first to be used.</p>"),
      "headline: Port opens\nsubhead: Wind 60 km\nsubhead: View 200 m\n"
      "paragraph: " P1
      "\nparagraph: The Mohsen berth was the first to be used.\n" },
};

static struct barq_story *read_xml(const char *why, const char *xml)
{
    struct barq_story *story = NULL;
    struct barq_error err;

    if (barq_story_read(text_of(xml), NULL, &story, &err))
        fail_msg("%s: %s", why, err.message);
    return story;
}

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_story *story = read_xml(cases[i].why, cases[i].xml);
        struct buf got = { 0 };
        describe(story, &got);
        if (!got.at || strcmp(got.at, cases[i].want) != 0)
            fail_msg("%s:\n%s", cases[i].why, got.at);
        buf_release(&got);
        barq_story_free(story);
    }
}

#define NEWSML1(id, more)                                   \
    "<NewsML><NewsItem><Identification><NewsIdentifier>" id \
    "</NewsIdentifier></Identification>" more               \
    "<NewsComponent><ContentItem><DataContent><p>" P1       \
    "</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"

static const struct {
    const char *why, *xml, *id, *version, *warnings;
} names[] = {
    { "G2", G2("", XHTML("<p>" P1 "</p>")), "g", "3", "" },
    { "NewsML 1, as G2 writes it",
      NEWSML1("<ProviderId>w.example</ProviderId><DateId>20261123</DateId>"
              "<NewsItemId>X7</NewsItemId><RevisionId>2</RevisionId>"
              "<PublicIdentifier>urn:newsml:w.example:20261123:X7:2N"
              "</PublicIdentifier>",
              ""),
      "urn:newsml:w.example:20261123:X7", "2", "" },
    { "NewsML 1 by its public identifier alone",
      NEWSML1("<PublicIdentifier>urn:newsml:w.example:20261123:X7:2N"
              "</PublicIdentifier>",
              "<Status FormalName='Canceled'/>"),
      "urn:newsml:w.example:20261123:X7", "",
      "n: its agency has withdrawn or withheld this story\n" },
    { "NITF",
      NITF("<docdata><doc-id regsrc='W' id-string='12'/><du-key key='port' "
           "version='4'/></docdata>",
           "<p>" P1 "</p>"),
      "W:12", "4", "" },
    { "NITF in G2: the item's id counts, and that it waits is said",
      "<newsItem guid='g' version='2'><itemMeta><embargoed>2026-11-24"
      "</embargoed></itemMeta><contentSet><inlineXML>" NITF(
          "<docdata><doc-id regsrc='W' id-string='12'/></docdata>",
          "<p>" P1 "</p>") "</inlineXML></contentSet></newsItem>",
      "g", "2", "n: embargoed until 2026-11-24\n" },
    { "the first of two stories",
      "<newsMessage><itemSet>" G2("", XHTML("<p>" P1 "</p>"))
          G2("<headline>Gas</headline>", XHTML("<p>" P1 "</p>"))
              G2("<headline>Oil</headline>",
                 XHTML("<p>" P1 "</p>")) "</itemSet></newsMessage>",
      "g", "3",
      "n: more stories in it, 2, left out; save each as a file of its own\n" },
    { "no id", NITF("", "<p>" P1 "</p>"), "", "", "" },
};

static void test_names(void **state)
{
    const struct barq_story_options how = { .name = "n" };
    struct barq_story *story = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_int_equal(
            barq_story_read(text_of(names[i].xml), &how, &story, NULL),
            BARQ_OK);
        if (!text_equal(barq_story_id(story), text_of(names[i].id)) ||
            !text_equal(barq_story_version(story), text_of(names[i].version)) ||
            strcmp(barq_story_warnings(story), names[i].warnings) != 0)
            fail_msg("%s: %.*s %.*s %s", names[i].why,
                     (int)barq_story_id(story).len, barq_story_id(story).at,
                     (int)barq_story_version(story).len,
                     barq_story_version(story).at, barq_story_warnings(story));
        barq_story_free(story);
    }
}

static const struct {
    const char *why, *xml, *message;
} refused[] = {
    { "cut off", "<nitf>\n<body><p>Port",
      "n:2: ends before its last element is closed; is the file whole?" },
    { "an entity that no XML has",
      "<nitf>\n<body><p>a&nbsp;b</p></body></nitf>",
      "n:2: not well-formed: Entity 'nbsp' not defined" },
    { "no text in it", "<newsItem guid='a'><itemMeta/></newsItem>",
      "n: no story in it: of 1 news items in it none has text; give the file "
      "that holds the text" },
    { "planning", "<planningItem guid='a'/>",
      "n: a <planningItem> of NewsML-G2, which holds no text; give the "
      "newsItem that does" },
    { "another kind", "<?xml version='1.0'?><rss/>",
      "n: XML of another kind, <rss>; a story is text, HTML, NewsML or NITF" },
};

static void test_refused(void **state)
{
    const struct barq_story_options how = { .name = "n" };
    struct barq_story *story = NULL;
    struct barq_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        assert_int_equal(
            barq_story_read(text_of(refused[i].xml), &how, &story, &err),
            BARQ_E_INPUT);
        if (strcmp(err.message, refused[i].message) != 0)
            fail_msg("%s: %s", refused[i].why, err.message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sniffing),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
