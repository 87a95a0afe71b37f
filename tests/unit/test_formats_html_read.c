/* Pages of HTML: what is one, and which lines are the story. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "formats/html_read.h"

#include "blocks_read.h"

#define P1                                                                   \
    "The bridge over the river was closed on Monday after an inspection of " \
    "it."
#define P2 \
    "The council said that the work would last six weeks and cost a million."
#define P3 \
    "Buses go round by the old road, which is narrow and will be one-way."
#define LINKS                                                                 \
    "<ul><li><a href=/1>Ten places that you should see in the valley before " \
    "you go</a></li><li><a href=/2>School opens</a></li></ul>"

static const struct {
    const char *why, *bytes;
    bool page;
} sniffed[] = {
    { "a doctype", "<!DOCTYPE html><p>x", true },
    { "in capitals, behind white space", "\n <HTML>\n", true },
    { "behind a mark of byte order", "\xEF\xBB\xBF<html lang=ar>", true },
    { "XHTML", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC \"x\">", true },
    { "behind a comment", "<!-- saved --><body>", true },
    { "a piece of a page", "<div><p>a</p><p>b</p><p>c</p><p>d</p><br></div>",
      true },
    { "text", "Oil rises\n\nIt rose.\n", false },
    { "text about HTML", "The tag <html> begins a page, and <p> a line.\n",
      false },
    { "a tag that only looks like it", "<header>x</header>", false },
    { "XML of another kind", "<?xml version='1.0'?><tmx version='1.4'>",
      false },
    { "nothing", "", false },
};

static void test_sniffing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(sniffed) / sizeof(sniffed[0]); i++)
        if (html_is_page(text_of(sniffed[i].bytes)) != sniffed[i].page)
            fail_msg("%s", sniffed[i].why);
    assert_true(
        html_is_page((struct barq_text){ "\xFF\xFE<\0h\0t\0m\0l\0>\0", 14 }));
}

static const struct {
    const char *why, *page, *want;
} cases[] = {
    { "the article, and not what stands around it",
      "<html><body>" LINKS "<article><h1>Bridge closed</h1><p>" P1 "<p>" P2
      "</article><p>All rights reserved.</body>",
      "headline: Bridge closed\nparagraph: " P1 "\nparagraph: " P2 "\n" },
    { "without <article>: where the prose is",
      "<html><title>Bridge closed for weeks - Post</title><body><div>" LINKS
      "</div><div><div>" P1 "<br><br>" P2 "</div></div></body>",
      "headline: Bridge closed for weeks\nparagraph: " P1 "\nparagraph: " P2
      "\n" },
    { "prose behind the part where nearly all of it is: kept, as furniture",
      "<html><body><div><h1>Bridge closed</h1><div><p>" P1 "<p>" P2 "<p>" P1
      "<p>" P2 "<p>" P1 "<p>" P2 "<p>" P1 "<p>" P2 "<p>" P1 "<p>" P2
      "</div><div><p>The bridge was opened by the old governor in 1931, and "
      "mended twice.</div></div></body>",
      "headline: Bridge closed\nparagraph: " P1 "\nparagraph: " P2
      "\nparagraph: " P1 "\nparagraph: " P2 "\nparagraph: " P1
      "\nparagraph: " P2 "\nparagraph: " P1 "\nparagraph: " P2
      "\nparagraph: " P1 "\nparagraph: " P2
      "\nfurniture: The bridge was opened by the old governor in 1931, and "
      "mended twice.\n" },
    { "prose outside of <article>, before it and behind it",
      "<html><body><p>The paper has a new site, and we hope that you will all "
      "like how it looks.</p><article><h1>Bridge closed</h1><p>" P1 "<p>" P2
      "</article><p>The editors answer every letter that is signed, and print "
      "the best of them.</body>",
      "headline: Bridge closed\nparagraph: " P1 "\nparagraph: " P2
      "\nfurniture: The paper has a new site, and we hope that you will all "
      "like how it looks.\nfurniture: The editors answer every letter that is "
      "signed, and print the best of them.\n" },
    { "the headline outside of the prose is taken in, its picture too",
      "<html><title>Bridge is closed - Post</title><h1>Post</h1><div>" LINKS
      "</div><div><h1>Bridge is closed</h1><figure><figcaption>The "
      "bridge.</figcaption></figure><div><p>" P1 "<p>" P2 "</div></div>",
      "headline: Bridge is closed\ncaption: The bridge.\nparagraph: " P1
      "\nparagraph: " P2 "\n" },
    { "menus, scripts, boxes and hidden text are out",
      "<html><article><h1>Bridge closed</h1><nav>Home</nav><script>if (a<b) "
      "x()</script><style>p{}</style><p>" P1 "<aside><p>" P2
      "</aside><p hidden>" P2 "<p style='color:red;display:none'>" P2
      "<footer>End</footer></article>",
      "headline: Bridge closed\nparagraph: " P1 "\n" },
    { "furniture within the story is kept as that",
      "<html><article><h1>Bridge closed</h1><p>" P1
      "<p><a href=/x>Bus routes for the time without the bridge</a>"
      "<div class='post-tags'>Roads, rivers</div><p>" P2 "</article>",
      "headline: Bridge closed\nparagraph: " P1
      "\nfurniture: Bus routes for the time without the bridge\n"
      "furniture: Roads, rivers\nparagraph: " P2 "\n" },
    { "a class of the whole page says nothing",
      "<html><body class='has-comments'><article class='social'>"
      "<h1>Bridge closed</h1><p>" P1 "<p>" P2 "</article>",
      "headline: Bridge closed\nparagraph: " P1 "\nparagraph: " P2 "\n" },
    { "kinds of blocks",
      "<html><article><h1>Bridge closed</h1><address>Salma Attar</address>"
      "<time>3 May</time><p>" P1 "<h2>Buses</h2><ul><li>Line 4<li>Line 5</ul>"
      "<p>" P2 "</article>",
      "headline: Bridge closed\nbyline: Salma Attar\nfurniture: 3 May\n"
      "paragraph: " P1 "\nsubhead: Buses\nlist: Line 4\nlist: Line 5\n"
      "paragraph: " P2 "\n" },
    { "entities, white space and tags that cross",
      "<html><article><h1>Bridge\n  closed</h1><p>&ldquo;It is <b>old, "
      "<i>very</b> old&rdquo;</i>, she&nbsp;said &amp; left &#8211; for the "
      "council of the town.",
      "headline: Bridge closed\nparagraph: \u201CIt is old, very old\u201D, "
      "she\u00A0said & left \u2013 for the council of the town.\n" },
    { "JSON-LD alone, with markup and entities in it",
      "<html><script type='application/ld+json'>{\"@graph\":[{\"headline\":"
      "\"Bridge &amp; road closed\",\"articleBody\":\"<p>" P1
      "</p>It&#39;s old.\\n" P2 "\"}]}</script><body><div></div></body>",
      "headline: Bridge & road closed\nparagraph: " P1
      "\nparagraph: It's old.\nparagraph: " P2 "\n" },
    { "JSON-LD says where the story ends",
      "<html><script type='application/ld+json'>{\"headline\":\"Bridge "
      "closed\",\"articleBody\":\"" P1 " " P2 " " P3 "\"}</script><body><div>"
      "<p>" P1 "<h2>Six weeks</h2><p>" P2 "<p>" P3
      "<p>Our letter brings you all of the news of the valley every "
      "day.</div>",
      "headline: Bridge closed\nparagraph: " P1 "\nsubhead: Six weeks\n"
      "paragraph: " P2 "\nparagraph: " P3
      "\nfurniture: Our letter brings you all of the news of the valley every "
      "day.\n" },
    { "JSON-LD cut short does not cut the story",
      "<html><script type='application/ld+json'>{\"articleBody\":\"The bridge "
      "over the river was closed on...\"}</script><body><article>"
      "<h1>Bridge closed</h1><p>" P1 "<p>" P2 "</article>",
      "headline: Bridge closed\nparagraph: " P1 "\nparagraph: " P2 "\n" },
    { "JSON-LD that is no JSON is passed over",
      "<html><script type='application/ld+json'>{\"articleBody\": </script>"
      "<article><h1>Bridge closed</h1><p>" P1 "</article>",
      "headline: Bridge closed\nparagraph: " P1 "\n" },
    { "<pre> keeps its lines",
      "<html><article><h1>Bridge closed</h1><pre>" P1 "\n" P2 "</pre>",
      "headline: Bridge closed\nparagraph: " P1 "\nparagraph: " P2 "\n" },
    { "a second <h1> is a subhead",
      "<html><article><h1>Bridge closed</h1><p>" P1 "<h1>Buses</h1><p>" P2,
      "headline: Bridge closed\nparagraph: " P1
      "\nsubhead: Buses\nparagraph: " P2 "\n" },
};

static void test_pages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_story *story;
        struct barq_error err = { 0 };
        struct buf got = { 0 };
        if (barq_story_read(text_of(cases[i].page), NULL, &story, &err))
            fail_msg("%s: %s", cases[i].why, err.message);
        describe(story, &got);
        if (!got.at || strcmp(got.at, cases[i].want) != 0)
            fail_msg("%s:\n%s", cases[i].why, got.at ? got.at : "");
        buf_release(&got);
        barq_story_free(story);
    }
}

/* "qal" in the charset that is named, by whatever names it. */
static const struct {
    const char *why, *page;
    size_t len;
    const char *charset;
} charsets[] = {
#define PAGE(head, word)                             \
    "<html><head>" head "</head><body><p>" word ".", \
        sizeof("<html><head>" head "</head><body><p>" word ".") - 1
    { "a <meta>", PAGE("<meta charset=\"windows-1256\">", "\xDE\xC7\xE1"),
      NULL },
    { "the older <meta>",
      PAGE("<META HTTP-EQUIV='Content-Type' content='text/html; "
           "charset=Windows-1256'>",
           "\xDE\xC7\xE1"),
      NULL },
    { "the user over the <meta>",
      PAGE("<meta charset=iso-8859-1>", "\xDE\xC7\xE1"), "windows-1256" },
    { "none: UTF-8", PAGE("", "\xD9\x82\xD8\xA7\xD9\x84"), NULL },
    { "UTF-8", PAGE("<meta charset='utf-8'>", "\xD9\x82\xD8\xA7\xD9\x84"),
      NULL },
    { "a <meta> that cannot be true",
      PAGE("<meta charset='utf-16'>", "\xD9\x82\xD8\xA7\xD9\x84"), NULL },
};

static void test_charsets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++) {
        struct barq_story_options how = { .charset = charsets[i].charset };
        struct barq_story *story;
        struct barq_error err = { 0 };
        if (barq_story_read(
                (struct barq_text){ charsets[i].page, charsets[i].len }, &how,
                &story, &err))
            fail_msg("%s: %s", charsets[i].why, err.message);
        if (!text_equal(barq_story_segment(story, 0).text,
                        text_of("\u0642\u0627\u0644.")))
            fail_msg("%s", charsets[i].why);
        barq_story_free(story);
    }
}

static const char *refusal(struct barq_text page)
{
    static struct barq_error err;
    struct barq_story_options how = { .name = "page.html" };
    struct barq_story *story = NULL;

    assert_int_equal(barq_story_read(page, &how, &story, &err), BARQ_E_INPUT);
    assert_null(story);
    return err.message;
}

static void test_refused(void **state)
{
    struct buf page = { 0 };

    (void)state;
    assert_string_equal(
        refusal(text_of("<html><title>News of the day</title><body></body>")),
        "page.html: no article found in it");
    assert_string_equal(refusal(text_of("<!doctype html>")),
                        "page.html: no article found in it");
    assert_string_equal(
        refusal(text_of("<html><meta charset=klingon><p>a\xE1")),
        "page.html: unknown charset \"klingon\"; try windows-1256, iso-8859-6 "
        "or utf-16");
    buf_adds(&page, "<html>");
    for (int i = 0; i < 1000; i++)
        buf_adds(&page, "<div>");
    buf_adds(&page, P1);
    assert_string_equal(refusal((struct barq_text){ page.at, page.len }),
                        "page.html: line 1: cannot be read as HTML; elements "
                        "may be nested 256 deep");
    buf_clear(&page);
    buf_adds(&page, "<html><p =\"");
    for (int i = 0; i < 2000; i++)
        buf_addf(&page, " a%d=x", i);
    assert_string_equal(refusal((struct barq_text){ page.at, page.len }),
                        "page.html: a tag of more than 250 attributes at "
                        "byte 6");
    buf_clear(&page);
    buf_adds(&page, "<html>");
    while (page.len <= 8 << 20)
        buf_adds(&page, "<p>" P1);
    assert_string_equal(refusal((struct barq_text){ page.at, page.len }),
                        "page.html: a page of more than 8 MiB; save the "
                        "article alone");
    buf_release(&page);
}

static void test_reasons(void **state)
{
    static const char page[] =
        "<html><article><h1>Bridge closed</h1><p>" P1
        "<p><a>Buses</a><p class=caption>The bridge</article>";
    static const char *const want[] = { "<h1>", "running text", "links alone",
                                        "class of a caption" };
    struct barq_story *story;

    (void)state;
    assert_int_equal(barq_story_read(text_of(page), NULL, &story, NULL), 0);
    assert_int_equal(barq_story_block_count(story), 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(barq_story_block(story, i).reason, want[i]);
    barq_story_free(story);
}

static void test_options(void **state)
{
    static const char page[] = "<html><article><h1>Bridge closed</h1><p>" P1
                               "<p><a>Buses</a></article>";
    struct barq_story_options how = { .segmented = true };
    struct barq_story *story;

    (void)state;
    assert_int_equal(barq_story_read(text_of(page), &how, &story, NULL), 0);
    assert_int_equal(barq_story_segment_count(story), 3);
    assert_int_equal(barq_story_segment(story, 0).kind, BARQ_HEADLINE);
    barq_story_free(story);
    how = (struct barq_story_options){ .furniture = true };
    assert_int_equal(barq_story_read(text_of(page), &how, &story, NULL), 0);
    assert_int_equal(barq_story_segment(story, 2).kind, BARQ_PARAGRAPH);
    barq_story_free(story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sniffing), cmocka_unit_test(test_pages),
        cmocka_unit_test(test_charsets), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_reasons),  cmocka_unit_test(test_options),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
