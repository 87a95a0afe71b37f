/*
 * newsml_draft.c - a draft in the XML that the story came in.
 *
 * What an agency or a content system sent as NewsML or NITF goes back as that,
 * everything as it was but for the words and what says which language they are
 * in:
 *
 *   <newsItem ... xml:lang="ar">        <newsItem ... xml:lang="en">
 *    <headline>استئناف ...</headline>    <headline>Port talks ...</headline>
 *     <p>قالت <b>الحكومة</b> ...</p>      <!-- Barq: class 88 -->
 *                                         <p>The government said ...</p>
 *
 * Where a line stood is found again by its words: the deepest element, or else
 * the piece of text between elements, or the line of it, that has no other
 * words than the block.  Equal lines have equal translations, so that the
 * headline is put wherever the file has it.  What a person still has to read
 * is said in a comment before it, which any XML may have anywhere: an open
 * sentence, which stays in the language of the story, a fuzzy match, a number
 * that was put in, a machine's sentence with its engine.
 *
 * Attributes that name the story's language (xml:lang, lang, baselang, and tag
 * or FormalName of <language>) or its direction are changed with it.  A line
 * that finds no place, as in HTML within a text, is written in a comment at the
 * end of the file: nothing is lost.
 *
 * The file was read once already, by base/xml.h, which refuses entities and
 * great depth; so libxml2's tree has no surprises here.
 *
 * Limits: marks within a line (bold, place names) do not survive, and pictures
 * within it stand behind the words.  Of several stories in one file, the first
 * is translated.  UTF-8 is written, whatever came.
 */
#include "formats/formats.h"
#include "formats/newsml.h"
#include "formats/tmx.h"

#include "base/error.h"
#include "base/utf8.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

enum { RANK_EQUAL = 98 };

struct putting {
    const struct barq_draft *draft;
    xmlDoc *document;
    bool *put; /* by block: it has a place */
    bool failed;
};

/* ----------------------------------------------------------------- blocks */

static bool is_white(char c)
{
    return (unsigned char)c <= ' ';
}

static size_t skip_white(struct barq_text text, size_t i)
{
    while (i < text.len && is_white(text.at[i]))
        i++;
    return i;
}

/* Are both the same but for white space, and but for the stroke of a fraction,
 * which the reader of NITF puts into a line? */
static bool same_words(struct barq_text a, struct barq_text line)
{
    size_t i = 0, k = 0;

    a = text_trim(a);
    line = text_trim(line);
    while (i < a.len && k < line.len) {
        bool white = is_white(a.at[i]);
        if (a.at[i] != line.at[k] && line.at[k] == '/') {
            k++;
            continue;
        }
        if (white ? !is_white(line.at[k]) : a.at[i] != line.at[k])
            return false;
        i = white ? skip_white(a, i) : i + 1;
        k = white ? skip_white(line, k) : k + 1;
    }
    return i == a.len && k == line.len;
}

/* The block that this is, unless it is furniture; else SIZE_MAX. */
static size_t find_block(const struct putting *p, struct barq_text text)
{
    const struct barq_story *story = p->draft->story;

    for (size_t i = 0; text_trim(text).len && i < story->block_count; i++) {
        const struct barq_block *block = &story->blocks[i];
        if (block->count &&
            !draft_is_furniture(&p->draft->segments[block->first]) &&
            same_words(text, text_slice(story->text, block->start, block->end)))
            return i;
    }
    return SIZE_MAX;
}

static void add_block(struct buf *buf, const struct barq_draft *draft,
                      const struct barq_block *block)
{
    for (size_t i = block->first; i < block->first + block->count; i++) {
        const struct barq_draft_segment *s = &draft->segments[i];
        struct barq_text words = s->target.at ? s->target : s->source.text;
        if (buf->len && words.len)
            buf_addc(buf, ' ');
        buf_add_xml(buf, words);
    }
}

/* ---------------------------------------------------------------- comments */

/* Text for a comment, in which no two hyphens may stand together. */
static void add_comment_text(struct buf *buf, struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '-' && buf->len && buf->at[buf->len - 1] == '-')
            buf_addc(buf, ' ');
        if ((unsigned char)c < ' ')
            c = ' ';
        buf_addc(buf, c);
    }
}

/* What a person has to know of a segment; nothing if it is as published. */
static void add_mark(struct buf *buf, const struct barq_draft_segment *s)
{
    struct buf mark = { 0 };

    if (!s->target.at)
        buf_adds(&mark, "open");
    else if (!s->target.len) /* the one before stands for it */
        return;
    else if (s->origin == BARQ_MT) {
        buf_adds(&mark, "machine translation, ");
        buf_add(&mark, s->engine);
    } else if (s->rank < RANK_EQUAL || s->adapted_count)
        buf_addf(&mark, s->adapted_count ? "class %d, adapted" : "class %d",
                 s->rank);
    if (mark.len) {
        buf_adds(buf, buf->len ? "; " : " Barq: ");
        add_comment_text(buf, (struct barq_text){ mark.at, mark.len });
    }
    buf->failed = buf->failed || mark.failed;
    buf_release(&mark);
}

static xmlNode *make_comment(struct putting *p, struct buf *text)
{
    xmlNode *comment = NULL;

    buf_addc(text, ' ');
    if (!text->failed)
        comment = xmlNewDocComment(p->document, (const xmlChar *)text->at);
    p->failed = p->failed || !comment;
    return comment;
}

static void put_mark(struct putting *p, xmlNode *before,
                     const struct barq_block *block)
{
    struct buf text = { 0 };

    for (size_t i = block->first; i < block->first + block->count; i++)
        add_mark(&text, &p->draft->segments[i]);
    if (text.len) {
        xmlNode *comment = make_comment(p, &text);
        if (comment)
            xmlAddPrevSibling(before, comment);
    }
    buf_release(&text);
}

/* ------------------------------------------------------------------ places */

static struct barq_text content_of(const xmlNode *node, xmlChar **made)
{
    *made = xmlNodeGetContent(node);
    return text_of((const char *)*made);
}

static bool has_text(const xmlNode *node)
{
    xmlChar *made = NULL;
    bool any = text_trim(content_of(node, &made)).len > 0;

    xmlFree(made);
    return any;
}

static void drop(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* These words in the place of all that had any in the element. */
static void fill_element(struct putting *p, xmlNode *element,
                         const struct buf *words)
{
    xmlNode *next;

    for (xmlNode *node = element->children; node; node = next) {
        next = node->next;
        bool words_in_it =
            node->type == XML_ELEMENT_NODE ? has_text(node) : true;
        if (words_in_it && node->type != XML_COMMENT_NODE)
            drop(node);
    }
    xmlNode *text =
        xmlStringGetNodeList(p->document, (const xmlChar *)words->at);
    if (!text)
        p->failed = p->failed || words->len;
    else if (element->children)
        xmlAddPrevSibling(element->children, text);
    else
        xmlAddChild(element, text);
}

/* Down to the element that has all the words, and no child that has. */
static xmlNode *innermost(xmlNode *element)
{
    xmlNode *only = NULL;

    for (xmlNode *node = element->children; node; node = node->next) {
        if (node->type == XML_COMMENT_NODE || !has_text(node))
            continue;
        if (only || node->type != XML_ELEMENT_NODE)
            return element;
        only = node;
    }
    return only ? innermost(only) : element;
}

static bool put_element(struct putting *p, xmlNode *element)
{
    xmlChar *made = NULL;
    size_t block = find_block(p, content_of(element, &made));
    struct buf words = { 0 };

    xmlFree(made);
    if (block == SIZE_MAX)
        return false;
    element = innermost(element);
    buf_adds(&words, "");
    add_block(&words, p->draft, &p->draft->story->blocks[block]);
    p->failed = p->failed || words.failed;
    put_mark(p, element, &p->draft->story->blocks[block]);
    if (!p->failed)
        fill_element(p, element, &words);
    buf_release(&words);
    p->put[block] = true;
    return true;
}

/* A line of a text into `to`, translated if it is a block, with the white
 * space around it. */
static bool add_line(struct putting *p, xmlNode *node, struct barq_text line,
                     struct buf *to)
{
    size_t block = find_block(p, line);
    struct barq_text words = text_trim(line);
    struct buf made = { 0 };

    if (block == SIZE_MAX) {
        buf_add_xml(to, line);
        return false;
    }
    size_t before = (size_t)(words.at - line.at);
    add_block(&made, p->draft, &p->draft->story->blocks[block]);
    buf_add(to, text_slice(line, 0, before));
    buf_add(to, (struct barq_text){ made.at, made.len });
    buf_add(to, text_slice(line, before + words.len, line.len));
    to->failed = to->failed || made.failed;
    buf_release(&made);
    put_mark(p, node, &p->draft->story->blocks[block]);
    p->put[block] = true;
    return true;
}

/* Text between elements: as a whole, or else line by line. */
static void put_text(struct putting *p, xmlNode *node)
{
    struct barq_text rest = text_of((const char *)node->content);
    struct buf to = { 0 };
    bool any = false;

    buf_adds(&to, "");
    if (find_block(p, rest) != SIZE_MAX) {
        any = add_line(p, node, rest, &to);
        rest.len = 0;
    }
    const char *end = rest.at + rest.len;
    while (rest.len) {
        struct barq_text line = text_field(&rest, '\n');
        any = add_line(p, node, line, &to) || any;
        buf_adds(&to, line.at + line.len < end ? "\n" : "");
    }
    p->failed = p->failed || to.failed;
    xmlNode *text = NULL;
    if (any && !p->failed)
        text = xmlStringGetNodeList(p->document, (const xmlChar *)to.at);
    if (text) {
        xmlReplaceNode(node, text);
        xmlFreeNode(node);
    }
    p->failed = p->failed || (any && !text);
    buf_release(&to);
}

/* ---------------------------------------------------------------- language */

static bool is_called(const xmlChar *name, const char *wanted)
{
    return strcmp((const char *)name, wanted) == 0;
}

static bool names_language(const xmlNode *element, const xmlAttr *attribute)
{
    bool of_language = is_called(element->name, "language") ||
                       is_called(element->name, "Language");

    return is_called(attribute->name, "lang") ||
           is_called(attribute->name, "baselang") ||
           (of_language && (is_called(attribute->name, "tag") ||
                            is_called(attribute->name, "FormalName")));
}

/* What the attribute has to say of the translation; NULL: what it says. */
static const char *mended(const struct putting *p, const xmlNode *element,
                          const xmlAttr *attribute, const xmlChar *value)
{
    bool to_english = p->draft->to == BARQ_EN;

    if (names_language(element, attribute) &&
        tmx_lang(text_of((const char *)value)) == p->draft->from)
        return to_english ? "en" : "ar";
    if (is_called(attribute->name, "dir") &&
        is_called(value, to_english ? "rtl" : "ltr"))
        return to_english ? "ltr" : "rtl";
    return NULL;
}

static void mend_attributes(const struct putting *p, xmlNode *element)
{
    for (xmlAttr *at = element->properties; at; at = at->next) {
        xmlChar *value = xmlNodeListGetString(p->document, at->children, 1);
        const char *put = value ? mended(p, element, at, value) : NULL;
        if (put)
            xmlSetNsProp(element, at->ns, at->name, (const xmlChar *)put);
        xmlFree(value);
    }
}

/* -------------------------------------------------------------------- tree */

/* Elements nest XML_DEEPEST deep and no more. */
static void mend_all(const struct putting *p, xmlNode *element)
{
    mend_attributes(p, element);
    for (xmlNode *node = element->children; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
            mend_all(p, node);
}

static void put_all(struct putting *p, xmlNode *element)
{
    xmlNode *next;

    for (xmlNode *node = element->children; node; node = next) {
        next = node->next;
        if (node->type == XML_ELEMENT_NODE) {
            if (!put_element(p, node))
                put_all(p, node);
        } else if (node->type == XML_TEXT_NODE ||
                   node->type == XML_CDATA_SECTION_NODE) {
            put_text(p, node);
        }
    }
}

/* Has the block a place, or one of the same words? */
static bool is_put(const struct putting *p, const struct barq_block *block)
{
    size_t first = find_block(
        p, text_slice(p->draft->story->text, block->start, block->end));

    return first != SIZE_MAX && p->put[first];
}

/* The translation of a block that found no place, for a comment. */
static void add_rest(struct buf *buf, const struct putting *p,
                     const struct barq_block *block)
{
    for (size_t i = block->first; i < block->first + block->count; i++) {
        struct barq_text target = p->draft->segments[i].target;
        if (!target.len)
            continue;
        buf_adds(buf, buf->len ? " " : " Barq: without a place: ");
        add_comment_text(buf, target);
    }
}

/* What found no place, behind the story. */
static void put_rest(struct putting *p)
{
    const struct barq_story *story = p->draft->story;

    for (size_t i = 0; i < story->block_count; i++) {
        struct buf text = { 0 };
        if (!is_put(p, &story->blocks[i]))
            add_rest(&text, p, &story->blocks[i]);
        xmlNode *comment = text.len ? make_comment(p, &text) : NULL;
        if (comment)
            xmlAddChild((xmlNode *)p->document, comment);
        buf_release(&text);
    }
}

static enum barq_status put_into(struct putting *p, struct buf *to,
                                 struct barq_error *err)
{
    xmlNode *root = xmlDocGetRootElement(p->document);
    xmlChar *made = NULL;
    int len = 0;

    mend_all(p, root);
    put_all(p, root);
    put_rest(p);
    if (!p->failed)
        xmlDocDumpMemoryEnc(p->document, &made, &len, "UTF-8");
    if (made)
        buf_add(to, (struct barq_text){ (char *)made, (size_t)len });
    xmlFree(made);
    return made ? BARQ_OK : fail_nomem(err, "for the output");
}

enum barq_status newsml_write_draft(struct buf *buf,
                                    const struct barq_draft *draft,
                                    struct barq_error *err)
{
    struct barq_text form = draft->story->form;
    struct putting p = { .draft = draft };

    if (!form.len)
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: is no NewsML or NITF, and a draft has the form of its "
                    "story for these alone; name another form",
                    draft->story->name.len ? draft->story->name.at
                                           : "the story");
    p.put = calloc(draft->story->block_count + 1, sizeof(*p.put));
    p.document =
        p.put ? xmlReadMemory(form.at, (int)form.len, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_HUGE |
                                  XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
              : NULL;
    enum barq_status status = p.document && xmlDocGetRootElement(p.document)
                                  ? put_into(&p, buf, err)
                                  : fail_nomem(err, "for the output");
    xmlFreeDoc(p.document);
    free(p.put);
    return status;
}
