/*
 * html_judge.c - what the elements of a page are, and where its prose is.
 *
 * The tables of tm/rules/html.tsv say what a name, a role or a class means.
 * A class is believed only of a small part of the page: an article may well
 * be of class "has-comments".
 */
#include "formats/html_page.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/table.h"

#include <ctype.h>

/* A block of fewer characters, or with half of them in links, is no prose:
 * a teaser's title has some forty, the shortest paragraphs some sixty. */
enum { PROSE_LEAST = 60 };

static const char *const role_names[HTML_ROLES] = {
    [HTML_INLINE] = "",
    [HTML_BLOCK] = "block",
    [HTML_BREAK] = "break",
    [HTML_ARTICLE] = "article",
    [HTML_HEADLINE] = "headline",
    [HTML_SUBHEAD] = "subhead",
    [HTML_CAPTION] = "caption",
    [HTML_LIST] = "list",
    [HTML_BYLINE] = "byline",
    [HTML_DATELINE] = "dateline",
    [HTML_FURNITURE] = "furniture",
    [HTML_TIME] = "time",
    [HTML_DROP] = "drop",
};

static enum barq_status add_rule(struct html_rules *rules,
                                 const struct table *table,
                                 struct barq_error *err)
{
    struct barq_text where = table->field[0];
    struct keymap *map = NULL;
    uint32_t role = 0;

    while (role < HTML_ROLES &&
           !text_equal(table->field[2], text_of(role_names[role])))
        role++;
    if (text_equal(where, text_of("element")))
        map = &rules->elements;
    else if (text_equal(where, text_of("class")))
        map = &rules->classes;
    else if (text_equal(where, text_of("role")))
        map = &rules->roles;
    if (!map || role == HTML_ROLES)
        return table_fail(table, "not a place, a name and what it says", err);
    keymap_set(keymap_slot(map, table->field[1]), table->field[1], role);
    return BARQ_OK;
}

enum barq_status html_rules_open(struct html_rules *rules, struct arena *keep,
                                 struct barq_error *err)
{
    struct table table;
    enum barq_status status = table_open(&table, "rules/html.tsv", keep, err);

    if (status)
        return status;
    if (!keymap_init(&rules->elements, table_lines(&table), keep) ||
        !keymap_init(&rules->classes, table_lines(&table), keep) ||
        !keymap_init(&rules->roles, table_lines(&table), keep))
        return fail_nomem(err, "to read a page");
    while ((status = table_next(&table, 3, err)) == BARQ_OK) {
        status = add_rule(rules, &table, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* What the words of a class or an id say; the first that says anything. */
static enum html_role words_role(const struct keymap *map,
                                 struct barq_text words)
{
    enum { LONGEST = 32 };
    char word[LONGEST];
    size_t len = 0;

    for (size_t i = 0; i <= words.len; i++) {
        unsigned char c = i < words.len ? (unsigned char)words.at[i] : ' ';
        if (isalnum(c)) {
            if (len < LONGEST)
                word[len] = (char)tolower(c);
            len++;
            continue;
        }
        uint32_t role = len && len <= LONGEST
                            ? keymap_get(map, (struct barq_text){ word, len })
                            : 0;
        if (role)
            return (enum html_role)role;
        len = 0;
    }
    return HTML_INLINE;
}

enum html_role html_class_role(const struct html_rules *rules,
                               struct barq_text class_)
{
    return words_role(&rules->classes, class_);
}

static bool is_hidden(const xmlNode *node)
{
    struct barq_text style = html_attribute(node, "style");

    if (xmlHasProp(node, (const xmlChar *)"hidden") ||
        text_equal(html_attribute(node, "aria-hidden"), text_of("true")))
        return true;
    return style.len && (strstr(style.at, "display:none") ||
                         strstr(style.at, "display: none"));
}

static void judge_element(const xmlNode *node, const struct html_rules *rules,
                          struct html_element *element)
{
    struct barq_text role = html_attribute(node, "role");

    element->role =
        words_role(&rules->elements, text_of((const char *)node->name));
    if (is_hidden(node))
        element->role = HTML_DROP;
    else if (role.len && words_role(&rules->roles, role))
        element->role = words_role(&rules->roles, role);
    element->class_ =
        words_role(&rules->classes, html_attribute(node, "class"));
    if (!element->class_)
        element->class_ =
            words_role(&rules->classes, html_attribute(node, "id"));
}

/* Text between two edges of blocks. */
struct run {
    const xmlNode *node; /* the last of its texts */
    size_t characters, linked;
};

size_t html_characters(struct barq_text text)
{
    size_t count = 0;

    text = text_trim(text);
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

bool html_is_prose(size_t characters, size_t linked)
{
    return characters >= PROSE_LEAST && linked * 2 < characters;
}

/* Prose counts for every element that it lies in. */
static void end_run(struct run *run, const xmlNode *root)
{
    if (html_is_prose(run->characters, run->linked))
        for (const xmlNode *node = run->node; node != root;) {
            node = node->parent;
            html_element(node)->prose += run->characters;
        }
    *run = (struct run){ 0 };
}

static void add_text(struct run *run, const xmlNode *node)
{
    size_t characters = html_characters(html_text(node));

    run->characters += characters;
    if (html_in_link(node))
        run->linked += characters;
    run->node = node;
}

static void count_prose(xmlNode *root)
{
    struct html_walk walk = { .root = root };
    struct run run = { 0 };

    while (html_walk_next(&walk)) {
        if (walk.node->type == XML_TEXT_NODE)
            add_text(&run, walk.node);
        if (walk.node->type != XML_ELEMENT_NODE)
            continue;
        enum html_role role = html_element(walk.node)->role;
        walk.skip = role == HTML_DROP;
        if (html_is_edge(role))
            end_run(&run, root);
    }
    end_run(&run, root);
}

static size_t count_elements(xmlNode *root)
{
    struct html_walk walk = { .root = root };
    size_t count = 0;

    while (html_walk_next(&walk))
        count += !walk.leaving && walk.node->type == XML_ELEMENT_NODE;
    return count;
}

enum barq_status html_judge(xmlNode *root, const struct html_rules *rules,
                            struct arena *keep, struct barq_error *err)
{
    struct html_walk walk = { .root = root };
    struct html_element *at =
        arena_new(keep, struct html_element, count_elements(root));

    if (!at)
        return fail_nomem(err, "to read a page");
    while (html_walk_next(&walk)) {
        if (walk.leaving || walk.node->type != XML_ELEMENT_NODE)
            continue;
        judge_element(walk.node, rules, at);
        walk.node->_private = at++;
    }
    count_prose(root);
    return BARQ_OK;
}
