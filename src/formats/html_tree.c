/*
 * html_tree.c - a page parsed, and the part of it that is the story.
 *
 * libxml2 parses as browsers do, mending what is broken; it is told neither
 * to fetch anything nor to trust the page's word on its charset, which is
 * settled before.  html_judge.c has counted the prose of every element:
 *
 *   <div>                     prose 600
 *    <ul> <li><a>More...      prose 0
 *    <div> <p>The ... <p>...  prose 590    the story
 *    <div> <p>Join us ...     prose 10
 *
 * The <article> or <main> with the most prose is the story if it has
 * STORY_SHARE percent of the page's; of <main> and an article in it that has
 * as much, the article.  Else one goes down from the root for as long as one
 * child holds MOST_SHARE percent and no prose stands before it: the smallest
 * part of the page with all of the prose but for a box at its end.  Prose
 * outside of the story is kept as furniture.
 *
 * Limits: libxml2 nests 256 deep and gives up beyond, which is an error; so
 * is a tag of more attributes than any tool writes, since its parser takes
 * time in their square.
 */
#include "formats/html_page.h"

#include "base/error.h"
#include "base/utf8.h"

#include <libxml/HTMLparser.h>

enum { STORY_SHARE = 40, MOST_SHARE = 90 };
enum { ATTRIBUTES_MOST = 250 };

bool html_walk_next(struct html_walk *walk)
{
    xmlNode *node = walk->node;
    bool skip = walk->skip;

    walk->skip = false;
    if (!node) {
        walk->node = walk->root;
        return true;
    }
    if (node->type == XML_ELEMENT_NODE && !walk->leaving) {
        if (node->children && !skip)
            walk->node = node->children;
        else
            walk->leaving = true;
        return true;
    }
    if (node == walk->root)
        return false;
    walk->leaving = !node->next;
    walk->node = node->next ? node->next : node->parent;
    return true;
}

bool html_in_link(const xmlNode *node)
{
    for (; node && node->type != XML_HTML_DOCUMENT_NODE; node = node->parent) {
        if (html_named(node, "a"))
            return true;
        if (node->type == XML_ELEMENT_NODE &&
            html_is_edge(html_element(node)->role))
            return false;
    }
    return false;
}

struct barq_text html_text(const xmlNode *node)
{
    return text_of((const char *)node->content);
}

struct barq_text html_attribute(const xmlNode *node, const char *name)
{
    const xmlAttr *attribute = xmlHasProp(node, (const xmlChar *)name);

    if (!attribute || !attribute->children || !attribute->children->content)
        return (struct barq_text){ 0 };
    return html_text(attribute->children);
}

bool html_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           xmlStrcasecmp(node->name, (const xmlChar *)name) == 0;
}

/* ---------------------------------------------------------- the parser */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name(char c)
{
    return (c | 0x20) >= 'a'
               ? (c | 0x20) <= 'z'
               : (c >= '0' && c <= ':') || c == '-' || c == '.' || c == '_';
}

/* Behind the value of an attribute at `i`, with or without quotes. */
static size_t value_end(struct barq_text page, size_t i)
{
    if (i < page.len && (page.at[i] == '"' || page.at[i] == '\'')) {
        char quote = page.at[i];
        const char *end = memchr(page.at + i + 1, quote, page.len - i - 1);
        return end ? (size_t)(end - page.at) + 1 : page.len;
    }
    while (i < page.len && !is_blank(page.at[i]) && page.at[i] != '>')
        i++;
    return i;
}

static size_t skip_blanks(struct barq_text page, size_t i)
{
    while (i < page.len && is_blank(page.at[i]))
        i++;
    return i;
}

/* Behind the attribute at `i`, read as libxml2 reads one. */
static size_t attribute_end(struct barq_text page, size_t i)
{
    size_t start = i;

    while (i < page.len && is_name(page.at[i]))
        i++;
    if (i == start) {
        while (i < page.len && !is_blank(page.at[i]) && page.at[i] != '>')
            i++;
        return i > start ? i : i + 1;
    }
    size_t equals = skip_blanks(page, i);
    if (equals == page.len || page.at[equals] != '=')
        return i;
    return value_end(page, skip_blanks(page, equals + 1));
}

/* No tag with more attributes than libxml2 can take in its stride? */
static bool has_sane_tags(struct barq_text page, size_t *offset)
{
    for (size_t i = 0; i < page.len;) {
        const char *open = memchr(page.at + i, '<', page.len - i);
        if (!open)
            break;
        *offset = (size_t)(open - page.at);
        i = *offset + 1;
        if (i == page.len || !is_name(page.at[i]))
            continue;
        size_t attributes = 0;
        while (i < page.len && !is_blank(page.at[i]) && page.at[i] != '>')
            i++;
        while ((i = skip_blanks(page, i)) < page.len && page.at[i] != '>') {
            i = attribute_end(page, i);
            if (++attributes > ATTRIBUTES_MOST)
                return false;
        }
    }
    return true;
}

enum barq_status html_parse(struct barq_text utf8, xmlDoc **document,
                            struct barq_error *err)
{
    size_t offset = 0;

    if (!has_sane_tags(utf8, &offset))
        return fail(err, BARQ_E_INPUT, 0,
                    "a tag of more than %d attributes at byte %zu",
                    ATTRIBUTES_MOST, offset);
    htmlParserCtxt *parser = htmlNewParserCtxt();
    if (!parser)
        return fail_nomem(err, "to read a page");
    xmlDoc *made = htmlCtxtReadMemory(
        parser, utf8.at, (int)utf8.len, NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
            HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
    const xmlError *error = xmlCtxtGetLastError(parser);
    bool fatal = error && error->level == XML_ERR_FATAL;
    int code = error ? error->code : 0, line = error ? error->line : 0;
    htmlFreeParserCtxt(parser);
    if (made && !fatal) {
        *document = made;
        return BARQ_OK;
    }
    xmlFreeDoc(made);
    if (code == XML_ERR_NO_MEMORY)
        return fail_nomem(err, "to read a page");
    return fail(err, BARQ_E_INPUT, code,
                "line %d: cannot be read as HTML; elements may be nested 256 "
                "deep",
                line);
}

/* ----------------------------------------------------------- the story */

/* The element of <article> and the like that has the most prose within
 * `root`; of two with the same, the inner one. */
static xmlNode *best_article(xmlNode *root)
{
    struct html_walk walk = { .root = root };
    xmlNode *best = NULL;

    while (html_walk_next(&walk)) {
        xmlNode *node = walk.node;
        if (walk.leaving || node == root || node->type != XML_ELEMENT_NODE)
            continue;
        if (html_element(node)->role == HTML_ARTICLE &&
            (!best || html_element(node)->prose >= html_element(best)->prose))
            best = node;
    }
    return best;
}

static bool holds(const xmlNode *part, const xmlNode *whole, size_t percent)
{
    return html_element(part)->prose * 100 >=
           html_element(whole)->prose * percent;
}

/* A child that holds nearly all the prose of its parent, none before it. */
static xmlNode *main_child(const xmlNode *node)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || !html_element(child)->prose)
            continue;
        return html_element(child)->role == HTML_BLOCK &&
                       !html_named(child, "p") && holds(child, node, MOST_SHARE)
                   ? child
                   : NULL;
    }
    return NULL;
}

xmlNode *html_find_story(xmlNode *root)
{
    xmlNode *best = best_article(root), *child;

    if (best && holds(best, root, STORY_SHARE))
        return best;
    best = root;
    if (html_element(root)->prose)
        while ((child = main_child(best)))
            best = child;
    return best;
}
