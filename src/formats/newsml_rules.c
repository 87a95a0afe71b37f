/*
 * newsml_rules.c - what the elements of an agency's XML mean, as the table
 * tm/rules/newsml.tsv says it.
 *
 * One table serves three formats, since their names hardly meet, and where
 * they do ("dateline", "body") they mean the same.  Names are taken as they
 * are written, without a prefix: agencies leave namespaces out, or make up
 * their own.  What the table does not have is looked up as XHTML, in
 * tm/rules/html.tsv, as it stands within <inlineXML>.
 */
#include "formats/newsml_item.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/table.h"

#include <strings.h>

static const char *const role_names[NEWSML_ROLES] = {
    [NEWSML_INLINE] = "inline",       [NEWSML_PART] = "part",
    [NEWSML_ITEM] = "item",           [NEWSML_CONTENT] = "content",
    [NEWSML_DATA] = "data",           [NEWSML_BLOCK] = "block",
    [NEWSML_BREAK] = "break",         [NEWSML_PRE] = "pre",
    [NEWSML_OVER] = "over",           [NEWSML_DROP] = "none",
    [NEWSML_CAPTIONS] = "captions",   [NEWSML_PICTURE] = "picture",
    [NEWSML_WITHDRAWN] = "withdrawn", [NEWSML_HEADLINE] = "headline",
    [NEWSML_SUBHEAD] = "subhead",     [NEWSML_BYLINE] = "byline",
    [NEWSML_DATELINE] = "dateline",   [NEWSML_CAPTION] = "caption",
    [NEWSML_LIST] = "list",           [NEWSML_SIGNOFF] = "signoff",
    [NEWSML_FURNITURE] = "furniture", [NEWSML_ID] = "id",
    [NEWSML_VERSION] = "version",     [NEWSML_PROVIDER] = "provider",
    [NEWSML_DATE] = "date",           [NEWSML_SERIAL] = "serial",
    [NEWSML_PUBLIC] = "public",       [NEWSML_UPDATES] = "updates",
    [NEWSML_SLUG] = "slug",           [NEWSML_TITLE] = "title",
    [NEWSML_EMBARGO] = "embargo",
};

enum barq_kind newsml_kind(enum newsml_role role)
{
    static const enum barq_kind kinds[] = {
        BARQ_HEADLINE, BARQ_SUBHEAD, BARQ_BYLINE,  BARQ_DATELINE,
        BARQ_CAPTION,  BARQ_LIST,    BARQ_SIGNOFF, BARQ_FURNITURE,
    };

    return kinds[role - NEWSML_FIRST_KIND];
}

bool newsml_value_is(struct barq_text value, struct barq_text wanted)
{
    for (size_t i = value.len; i > 0; i--)
        if (value.at[i - 1] == ':') {
            value = text_slice(value, i, value.len);
            break;
        }
    return value.len == wanted.len && value.len &&
           strncasecmp(value.at, wanted.at, value.len) == 0;
}

static enum barq_status add_rule(struct newsml_rules *rules,
                                 const struct table *table, struct arena *keep,
                                 struct barq_error *err)
{
    const struct barq_text *field = table->field;
    struct keymap_slot *slot = keymap_slot(&rules->first, field[0]);
    struct barq_text attribute = arena_text(keep, field[1]);
    size_t role = 0;

    if (!attribute.at)
        return fail_nomem(err, "to read a story");
    while (role < NEWSML_ROLES &&
           !text_equal(field[3], text_of(role_names[role])))
        role++;
    if (role == NEWSML_ROLES)
        return table_fail(table, "not what an element can be", err);
    if (!slot->key.at)
        keymap_set(slot, field[0], (uint32_t)rules->count + 1);
    else if (!text_equal(rules->at[rules->count - 1].element, field[0]))
        return table_fail(table, "not with the element's other lines", err);
    rules->at[rules->count++] =
        (struct newsml_rule){ field[0], field[2], attribute,
                              (enum newsml_role)role };
    return BARQ_OK;
}

enum barq_status newsml_rules_open(struct newsml_rules *rules,
                                   struct arena *keep, struct barq_error *err)
{
    struct table table;
    enum barq_status status = table_open(&table, "rules/newsml.tsv", keep, err);

    if (status)
        return status;
    rules->count = 0;
    rules->at = arena_new(keep, struct newsml_rule, table_lines(&table));
    if (!rules->at || !keymap_init(&rules->first, table_lines(&table), keep))
        return fail_nomem(err, "to read a story");
    while ((status = table_next(&table, 4, err)) == BARQ_OK) {
        status = add_rule(rules, &table, keep, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? html_rules_open(&rules->html, keep, err)
                                  : status;
}

const struct newsml_rule *newsml_rules_of(const struct newsml_rules *rules,
                                          struct barq_text element,
                                          size_t *count)
{
    size_t first = keymap_get(&rules->first, element), end = first;

    *count = 0;
    if (!first)
        return NULL;
    while (end <= rules->count &&
           text_equal(rules->at[end - 1].element, element))
        end++;
    *count = end - first;
    return &rules->at[first - 1];
}

static enum newsml_role role_of_html(enum html_role role)
{
    static const enum newsml_role roles[HTML_ROLES] = {
        [HTML_BLOCK] = NEWSML_BLOCK,         [HTML_ARTICLE] = NEWSML_BLOCK,
        [HTML_BREAK] = NEWSML_BREAK,         [HTML_HEADLINE] = NEWSML_HEADLINE,
        [HTML_SUBHEAD] = NEWSML_SUBHEAD,     [HTML_CAPTION] = NEWSML_CAPTION,
        [HTML_LIST] = NEWSML_LIST,           [HTML_BYLINE] = NEWSML_BYLINE,
        [HTML_DATELINE] = NEWSML_DATELINE,   [HTML_DROP] = NEWSML_DROP,
        [HTML_FURNITURE] = NEWSML_FURNITURE,
    };

    return roles[role];
}

enum newsml_role newsml_html_role(const struct newsml_rules *rules,
                                  struct barq_text element)
{
    return role_of_html(
        (enum html_role)keymap_get(&rules->html.elements, element));
}

enum newsml_role newsml_class_role(const struct newsml_rules *rules,
                                   struct barq_text class_)
{
    return class_.len ? role_of_html(html_class_role(&rules->html, class_))
                      : NEWSML_INLINE;
}
