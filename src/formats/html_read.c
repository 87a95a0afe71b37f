/*
 * html_read.c - the article in a page of HTML.
 *
 * A page that a desk has saved is mostly not the story: menus, teasers,
 * boxes, scripts.  What the page tells machines (JSON-LD, html_data.c), then
 * <article>, then where the prose lies (html_tree.c) says which part is; its
 * blocks become lines (html_lines.c).
 *
 *   <h1>Oil rises</h1>                        Oil rises        headline
 *   <figcaption>A rig.</figcaption>      ->   A rig.           caption
 *   <p>Oil rose on Monday.<p>It fell.         Oil rose on ...  its words
 *   <p><a>Read also: Gas</a></p>              Read also: ...   furniture
 *
 * Where the lines of the page do not hold the article that JSON-LD gives, its
 * own lines stand (html_cover.c).
 *
 * The headline is the <h1> in the story; else JSON-LD's, an <h1> before it,
 * or the <title> without the name of the site.
 *
 * Limits: 8 MiB a page, elements nested 256 deep.
 */
#include "formats/html_read.h"

#include "base/error.h"
#include "base/utf8.h"
#include "formats/html_page.h"

/* A page being read. */
struct page {
    struct html_rules rules;
    xmlDoc *document;
    xmlNode *root, *story;
    struct html_data data;
    struct html_lines lines;
    struct arena *work;
};

enum barq_status html_read_fragment(struct barq_text text,
                                    const struct html_rules *rules,
                                    struct html_lines *lines,
                                    struct arena *work, struct barq_error *err)
{
    struct buf html = { 0 };
    xmlDoc *document = NULL;

    buf_adds(&html, "<div>");
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '\n')
            buf_adds(&html, "<br>");
        else
            buf_addc(&html, text.at[i]);
    enum barq_status status =
        html.failed ? fail_nomem(err, "to read a page")
                    : html_parse((struct barq_text){ html.at, html.len },
                                 &document, err);
    xmlNode *root = status ? NULL : xmlDocGetRootElement(document);
    if (root)
        status = html_judge(root, rules, work, err);
    if (root && !status)
        html_collect(root, root, lines);
    xmlFreeDoc(document);
    buf_release(&html);
    return status;
}

static enum barq_status read_data(struct page *page, const struct buf *text,
                                  struct html_lines *lines,
                                  struct barq_error *err)
{
    return html_read_fragment((struct barq_text){ text->at, text->len },
                              &page->rules, lines, page->work, err);
}

static enum barq_status weigh_data(struct page *page, struct barq_error *err)
{
    struct html_lines lines = { 0 };
    enum barq_status status =
        page->data.body.len ? read_data(page, &page->data.body, &lines, err)
                            : BARQ_OK;

    if (!status)
        html_weigh(&page->lines, &lines);
    html_lines_release(&lines);
    return status;
}

static bool has_headline(const struct html_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].kind == BARQ_HEADLINE)
            return true;
    return false;
}

/* A line of its own, white space within it collapsed. */
static void add_headline(struct html_lines *to, const struct buf *text,
                         const char *reason)
{
    struct barq_text rest = { text->at, text->len };
    struct buf line = { 0 };

    for (size_t i = 0; i < rest.len; i++) {
        bool space = (unsigned char)rest.at[i] <= ' ';
        if (!space)
            buf_addc(&line, rest.at[i]);
        else if (line.len && line.at[line.len - 1] != ' ')
            buf_addc(&line, ' ');
    }
    html_add_line(to, (struct barq_text){ line.at, line.len }, BARQ_HEADLINE,
                  reason);
    to->failed = to->failed || line.failed || text->failed;
    buf_release(&line);
}

static enum barq_status find_headline(struct page *page, struct html_lines *to,
                                      struct barq_error *err)
{
    struct html_lines said = { 0 };
    struct buf text = { 0 };
    enum barq_status status = BARQ_OK;

    if (page->data.headline.len)
        status = read_data(page, &page->data.headline, &said, err);
    buf_add(&text, (struct barq_text){ said.text.at, said.text.len });
    html_lines_release(&said);
    if (text.len)
        add_headline(to, &text, "the headline in JSON-LD");
    else
        html_outer_headline(page->root, page->story, &text);
    if (!to->count)
        add_headline(to, &text, "<h1>");
    if (!to->count) {
        buf_clear(&text);
        html_title(page->root, &text);
        add_headline(to, &text, "<title>");
    }
    buf_release(&text);
    return status;
}

/* One headline, then the lines. */
static void put_together(struct html_lines *to, const struct html_lines *lines)
{
    bool headline = to->count > 0;

    for (size_t i = 0; i < lines->count; i++) {
        const struct html_line *line = &lines->at[i];
        enum barq_kind kind = line->kind;
        if (kind == BARQ_HEADLINE && headline)
            kind = BARQ_SUBHEAD;
        headline = headline || kind == BARQ_HEADLINE;
        html_add_line(to, html_line_text(lines, i), kind, line->reason);
    }
    to->failed = to->failed || to->text.failed;
}

static bool has_story(const struct html_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].kind == BARQ_PARAGRAPH ||
            lines->at[i].kind == BARQ_LIST)
            return true;
    return false;
}

static enum barq_status read_page(struct page *page, struct html_lines *whole,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    page->root = xmlDocGetRootElement(page->document);
    if (!page->root)
        return fail(err, BARQ_E_INPUT, 0, "no article found in it");
    html_data_read(page->root, &page->data);
    status = html_judge(page->root, &page->rules, page->work, err);
    if (status)
        return status;
    page->story = html_with_headline(page->root, html_find_story(page->root));
    html_collect(page->root, page->story, &page->lines);
    status = weigh_data(page, err);
    if (!status && !has_headline(&page->lines))
        status = find_headline(page, whole, err);
    if (status)
        return status;
    if (!has_story(&page->lines))
        return fail(err, BARQ_E_INPUT, 0, "no article found in it");
    put_together(whole, &page->lines);
    html_collect_rest(page->root, page->story, whole);
    return BARQ_OK;
}

enum barq_status html_read(struct barq_text bytes, const char *charset,
                           struct barq_text *text, struct text_blocks *marks,
                           struct arena *keep, struct barq_error *err)
{
    struct arena work = arena_split(keep);
    struct page page = { .work = &work };
    struct html_lines whole = { 0 };
    struct barq_text utf8;
    enum barq_status status = html_decode(bytes, charset, &utf8, &work, err);

    if (!status)
        status = html_rules_open(&page.rules, &work, err);
    if (!status)
        status = html_parse(utf8, &page.document, err);
    if (!status)
        status = read_page(&page, &whole, err);
    if (!status)
        status = html_deliver(&whole, text, marks, keep, err);
    xmlFreeDoc(page.document);
    html_data_release(&page.data);
    html_lines_release(&page.lines);
    html_lines_release(&whole);
    return status;
}
