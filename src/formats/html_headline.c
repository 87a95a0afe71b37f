/*
 * html_headline.c - headlines that stand outside of a story, and where the
 * story with its headline is.
 *
 * The story that html_tree.c has found by its prose may leave out what stands
 * round it: its headline, its picture with a caption.  So it grows to take in
 * an <h1> that the <title> begins with, if hardly any other prose comes with
 * it:
 *
 *   <title>Oil rises - The Daily</title>
 *   <div>                          <- the story, grown
 *     <h1>Oil rises</h1>
 *     <figcaption>A rig.</figcaption>
 *     <div> <p>... <p>... </div>   <- where the prose is
 *   </div>
 *
 * An <h1> with the name of the site is not what the title begins with.
 */
#include "base/utf8.h"
#include "formats/html_page.h"

/* The percentage of a story's prose that may come with its headline, and the
 * fewest words of a headline. */
enum { MORE_PROSE = 110, HEADLINE_WORDS = 3 };

/* The lines of an element as one text. */
static void add_content(struct buf *to, xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);

    if (content)
        buf_adds(to, (const char *)content);
    xmlFree(content);
}

/* The last <h1> of the page before its story: the first may be its name. */
void html_outer_headline(xmlNode *root, const xmlNode *story, struct buf *to)
{
    struct html_walk walk = { .root = root };

    while (html_walk_next(&walk) && walk.node != story) {
        if (walk.leaving || walk.node->type != XML_ELEMENT_NODE)
            continue;
        walk.skip = html_element(walk.node)->role == HTML_DROP;
        if (html_element(walk.node)->role == HTML_HEADLINE) {
            buf_clear(to);
            add_content(to, walk.node);
        }
    }
}

static xmlNode *find_element(xmlNode *root, const char *name)
{
    struct html_walk walk = { .root = root };

    while (html_walk_next(&walk))
        if (!walk.leaving && html_named(walk.node, name))
            return walk.node;
    return NULL;
}

/* "Oil rises - The Daily" without the name: what stands before the last
 * separator if that is three words or more. */
void html_title(xmlNode *root, struct buf *to)
{
    static const char *const separators[] = { " | ", " - ", " \xE2\x80\x93 ",
                                              " \xE2\x80\x94 ", " :: " };
    xmlNode *node = find_element(root, "title");
    size_t cut = 0;

    if (!node)
        return;
    add_content(to, node);
    for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++)
        for (const char *at = to->at; at && (at = strstr(at, separators[i]));
             at++)
            cut = (size_t)(at - to->at) > cut ? (size_t)(at - to->at) : cut;
    if (cut && text_word_count((struct barq_text){ to->at, cut }) >= 3)
        to->len = cut;
}

/* Does the title begin with the letters of this <h1>? */
static bool begins_title(xmlNode *h1, const struct buf *title)
{
    struct buf text = { 0 }, letters = { 0 };

    add_content(&text, h1);
    struct barq_text words = { text.at, text.len };
    html_add_letters(&letters, words);
    bool begins = text_word_count(words) >= HEADLINE_WORDS &&
                  letters.len <= title->len && letters.len &&
                  memcmp(letters.at, title->at, letters.len) == 0;
    buf_release(&text);
    buf_release(&letters);
    return begins;
}

static xmlNode *find_headline(xmlNode *root, const struct buf *title)
{
    struct html_walk walk = { .root = root };

    while (html_walk_next(&walk)) {
        if (walk.leaving || walk.node->type != XML_ELEMENT_NODE)
            continue;
        walk.skip = html_element(walk.node)->role == HTML_DROP;
        if (html_element(walk.node)->role == HTML_HEADLINE &&
            begins_title(walk.node, title))
            return walk.node;
    }
    return NULL;
}

static bool is_within(const xmlNode *node, const xmlNode *root)
{
    while (node && node != root)
        node = node->parent;
    return node != NULL;
}

xmlNode *html_with_headline(xmlNode *root, xmlNode *story)
{
    struct buf text = { 0 }, title = { 0 };
    xmlNode *node = find_element(root, "title"), *grown = story;

    if (node)
        add_content(&text, node);
    html_add_letters(&title, (struct barq_text){ text.at, text.len });
    xmlNode *h1 = title.len ? find_headline(root, &title) : NULL;
    buf_release(&text);
    buf_release(&title);
    while (h1 && grown != root && !is_within(h1, grown))
        grown = grown->parent;
    return h1 && html_element(grown)->prose * 100 <=
                       html_element(story)->prose * MORE_PROSE
               ? grown
               : story;
}
