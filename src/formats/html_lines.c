/*
 * html_lines.c - the lines of a story in a page.
 *
 * A block begins a line and ends one, and so does <br>; white space between
 * them is collapsed, but for the line ends of <pre>.  The innermost element
 * or class with something to say gives the line its kind:
 *
 *   <li><p>One of two</p></li>                 list, since "<li>"
 *   <div class="share"><p>Send this</p></div>  furniture, "its class"
 *   <p><a>Ten more stories</a></p>             furniture, "links alone"
 *   <p>It rose.</p>                            nothing: its words decide
 *
 * A class is not believed of what holds half the prose of the page.
 */
#include "formats/html_page.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>

/* A line with this percentage of its characters in links is furniture, and a
 * longer "byline" is a box about its author. */
enum { LINKED = 80, BYLINE_WORDS = 25, BELIEVED = 50 };

void html_add_line(struct html_lines *lines, struct barq_text text,
                   enum barq_kind kind, const char *reason)
{
    if (text.len)
        text = text_trim(text);
    if (!text.len || lines->failed)
        return;
    if (lines->count == lines->cap) {
        size_t cap = lines->cap ? 2 * lines->cap : 64;
        struct html_line *at = realloc(lines->at, cap * sizeof(*at));
        if (!at) {
            lines->failed = true;
            return;
        }
        lines->at = at;
        lines->cap = cap;
    }
    size_t start = lines->text.len;
    buf_add(&lines->text, text);
    buf_addc(&lines->text, '\n');
    lines->at[lines->count++] =
        (struct html_line){ start, start + text.len, kind, reason };
}

struct barq_text html_line_text(const struct html_lines *lines, size_t index)
{
    struct barq_text text = { lines->text.at, lines->text.len };

    return text_slice(text, lines->at[index].start, lines->at[index].end);
}

void html_lines_release(struct html_lines *lines)
{
    buf_release(&lines->text);
    free(lines->at);
}

enum barq_status html_deliver(const struct html_lines *lines,
                              struct barq_text *text, struct text_blocks *marks,
                              struct arena *keep, struct barq_error *err)
{
    struct text_block *at = arena_new(keep, struct text_block, lines->count);
    struct barq_text copy =
        arena_text(keep, (struct barq_text){ lines->text.at, lines->text.len });

    if (!at || !copy.at || lines->failed)
        return fail_nomem(err, "to read a page");
    for (size_t i = 0; i < lines->count; i++) {
        at[i].kind = lines->at[i].kind;
        at[i].start = lines->at[i].start;
        at[i].end = lines->at[i].end;
        at[i].reason = lines->at[i].reason;
    }
    *text = copy;
    *marks = (struct text_blocks){ at, lines->count };
    return BARQ_OK;
}

/* A line being put together. */
struct collecting {
    struct html_lines *lines;
    const xmlNode *root;  /* of the page */
    const xmlNode *story; /* left out, with all but running text; or NULL */
    const xmlNode *first; /* the first text of the line */
    struct buf line;
    size_t bytes, linked, timed; /* white space left out */
    int pre;                     /* how many <pre> are open */
};

static const struct {
    enum html_role role;
    enum barq_kind kind;
    const char *by_class;
} kinds[] = {
    { HTML_HEADLINE, BARQ_HEADLINE, "class of a headline" },
    { HTML_SUBHEAD, BARQ_SUBHEAD, "class of a subhead" },
    { HTML_CAPTION, BARQ_CAPTION, "class of a caption" },
    { HTML_LIST, BARQ_LIST, "class of a list" },
    { HTML_BYLINE, BARQ_BYLINE, "class of a byline" },
    { HTML_DATELINE, BARQ_DATELINE, "class of a dateline" },
    { HTML_FURNITURE, BARQ_FURNITURE, "class of furniture" },
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* "<li>" for an element; static, as reasons are. */
static const char *element_reason(const xmlNode *node)
{
    static const char *const names[] = {
        "<h1>",         "<h2>",      "<h3>", "<h4>", "<h5>", "<h6>",
        "<figcaption>", "<caption>", "<li>", "<dt>", "<dd>", "<address>"
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t len = strlen(names[i]) - 2;
        if (xmlStrlen(node->name) == (int)len &&
            xmlStrncasecmp(node->name, (const xmlChar *)names[i] + 1,
                           (int)len) == 0)
            return names[i];
    }
    return "an element of the page";
}

static bool take_role(enum html_role role, const xmlNode *node,
                      struct html_line *line)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].role == role) {
            line->kind = kinds[i].kind;
            line->reason = node ? element_reason(node) : kinds[i].by_class;
            return true;
        }
    return false;
}

/* What the elements round the line say, the innermost first; but furniture
 * is furniture, whatever stands in it. */
static struct html_line judge_place(const struct collecting *at)
{
    struct html_line line = { .kind = BARQ_PARAGRAPH,
                              .reason = "running text" };
    size_t page = html_element(at->root)->prose;
    bool said = false;

    for (const xmlNode *node = at->first; node != at->root;) {
        node = node->parent;
        const struct html_element *element = html_element(node);
        bool believed = !page || element->prose * 100 < page * BELIEVED;
        if (!said)
            said = take_role(element->role, node, &line) ||
                   (believed && take_role(element->class_, NULL, &line));
        if (believed && element->class_ == HTML_FURNITURE) {
            take_role(HTML_FURNITURE, NULL, &line);
            break;
        }
    }
    return line;
}

static struct html_line judge_line(const struct collecting *at)
{
    struct html_line line = judge_place(at);
    struct barq_text text = { at->line.at, at->line.len };

    if (at->timed == at->bytes)
        return (struct html_line){ .kind = BARQ_FURNITURE, .reason = "<time>" };
    if (line.kind == BARQ_BYLINE && text_word_count(text) > BYLINE_WORDS)
        return (struct html_line){ .kind = BARQ_PARAGRAPH,
                                   .reason = "running text" };
    if ((line.kind == BARQ_PARAGRAPH || line.kind == BARQ_SUBHEAD ||
         line.kind == BARQ_LIST) &&
        at->linked * 100 >= at->bytes * LINKED)
        return (struct html_line){ .kind = BARQ_FURNITURE,
                                   .reason = "links alone" };
    return line;
}

/* Of what stands outside the story, running text is kept. */
static struct html_line judge_rest(const struct collecting *at)
{
    struct barq_text text = { at->line.at, at->line.len };
    size_t all = html_characters(text);

    if (!html_is_prose(all, all * at->linked / at->bytes))
        return (struct html_line){ .reason = NULL };
    return (struct html_line){ .kind = BARQ_FURNITURE,
                               .reason = "outside the article" };
}

static void end_line(struct collecting *at)
{
    struct html_line line = { .reason = NULL };

    if (at->bytes)
        line = at->story ? judge_rest(at) : judge_line(at);
    if (line.reason) {
        html_add_line(at->lines,
                      (struct barq_text){ at->line.at, at->line.len },
                      line.kind, line.reason);
    }
    buf_clear(&at->line);
    at->bytes = at->linked = at->timed = 0;
    at->first = NULL;
}

static bool in_time(const xmlNode *node, const xmlNode *root)
{
    while (node != root) {
        node = node->parent;
        enum html_role role = html_element(node)->role;
        if (role != HTML_INLINE)
            return role == HTML_TIME;
    }
    return false;
}

/* Behind the byte at `i`, or all of a byte order mark there. */
static size_t add_byte(struct collecting *at, struct barq_text text, size_t i)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool ended = at->line.len && at->line.at[at->line.len - 1] == ' ';
    char c = text.at[i];

    if (text.len - i >= 3 && memcmp(text.at + i, mark, 3) == 0)
        return i + 3;
    if ((unsigned char)c > ' ') {
        buf_addc(&at->line, c);
        at->bytes++;
    } else if (at->line.len && !ended) {
        buf_addc(&at->line, ' ');
    }
    return i + 1;
}

static void add_text(struct collecting *at, const xmlNode *node)
{
    struct barq_text text = html_text(node);
    bool linked = html_in_link(node), timed = in_time(node, at->root);

    for (size_t i = 0; i < text.len;) {
        if (at->pre && text.at[i] == '\n')
            end_line(at);
        size_t before = at->bytes;
        i = add_byte(at, text, i);
        if (at->bytes > before && !at->first)
            at->first = node;
        at->linked += linked ? at->bytes - before : 0;
        at->timed += timed ? at->bytes - before : 0;
    }
}

static void see_element(struct collecting *at, struct html_walk *walk)
{
    enum html_role role = html_element(walk->node)->role;

    walk->skip = role == HTML_DROP || walk->node == at->story;
    if (html_is_edge(role))
        end_line(at);
    if (html_named(walk->node, "pre"))
        at->pre += walk->leaving ? -1 : 1;
}

static void collect(struct collecting *at, xmlNode *from)
{
    struct html_walk walk = { .root = from };

    while (html_walk_next(&walk)) {
        if (walk.node->type == XML_TEXT_NODE)
            add_text(at, walk.node);
        else if (walk.node->type == XML_ELEMENT_NODE)
            see_element(at, &walk);
    }
    end_line(at);
    at->lines->failed =
        at->lines->failed || at->line.failed || at->lines->text.failed;
    buf_release(&at->line);
}

void html_collect(const xmlNode *root, xmlNode *story, struct html_lines *lines)
{
    struct collecting at = { .lines = lines, .root = root };

    collect(&at, story);
}

void html_collect_rest(xmlNode *root, const xmlNode *story,
                       struct html_lines *lines)
{
    struct collecting at = { .lines = lines, .root = root, .story = story };

    collect(&at, root);
}
