/*
 * newsml_read.c - a story in the XML of news agencies: NewsML-G2, NewsML 1.0
 * to 1.2 and NITF 3, alone or one within the other.
 *
 * The file is read an event at a time (base/xml.h: no network, no entities).
 * tm/rules/newsml.tsv says what an element is; what stands in it, down to the
 * next one with something to say, is of that kind:
 *
 *   <newsItem guid="tag:wire.example,2026:7" version="2">
 *    <contentMeta>
 *     <headline>Port talks resume</headline>     headline, said of the item
 *     <slugline>port-talks</slugline>            a slug: no line
 *    <contentSet><inlineXML><html><body>
 *     <p>Talks <b>resumed</b> on Monday.</p>     a line, its words decide
 *     <h2>What comes next</h2>                   subhead
 *
 * Text counts within the content and in elements that are a kind of line by
 * themselves; everything else is metadata.  What is a caption or furniture
 * makes all in it that.  White space is collapsed, but in <pre> and in text
 * that comes as data, where a line is a line; data with tags in it are HTML,
 * and read as html_lines.c reads a page.
 *
 * Limits: of several stories in a file, the first; tables are read cell by
 * cell; content that is encoded or lies elsewhere is not read.
 */
#include "formats/newsml.h"

#include "base/error.h"
#include "base/utf8.h"
#include "formats/newsml_item.h"

#include <string.h>

/* An element that we are in. */
struct place {
    enum barq_kind kind; /* of the text in it */
    enum newsml_role role;
    bool line; /* it is a line by itself, or in one */
    bool pre;
};

struct reading {
    const struct newsml_rules *rules;
    struct xml *xml;
    struct newsml_file *file;
    struct newsml_item item;
    bool in_item;
    int depth, content; /* how deep; how many elements hold content */
    int dropped;        /* elements of which nothing counts; 0: we read */
    struct place at[XML_DEEPEST + 2];
    struct buf line, data;
    enum barq_kind kind; /* of the line */
    const char *reason;
    struct arena *work;
};

/* ---------------------------------------------------------------- lines */

static void end_line(struct reading *r)
{
    if (r->line.len)
        html_add_line(&r->item.lines,
                      (struct barq_text){ r->line.at, r->line.len }, r->kind,
                      r->reason);
    r->item.lines.failed = r->item.lines.failed || r->line.failed;
    buf_clear(&r->line);
}

static const char *reason_of(const struct reading *r, enum barq_kind kind)
{
    if (!r->content)
        return newsml_meta;
    return kind == BARQ_PARAGRAPH ? newsml_plain : newsml_marked;
}

static void add_char(struct reading *r, char c, const struct place *place)
{
    struct buf *line = &r->line;

    if (place->pre && c == '\n') {
        end_line(r);
        return;
    }
    if ((unsigned char)c <= ' ') {
        if (line->len && line->at[line->len - 1] != ' ')
            buf_addc(line, ' ');
        return;
    }
    if (!line->len) {
        r->kind = place->kind;
        r->reason = reason_of(r, place->kind);
    }
    buf_addc(line, c);
}

static void add_line_text(struct reading *r, struct barq_text text,
                          const struct place *place)
{
    for (size_t i = 0; i < text.len; i++)
        add_char(r, text.at[i], place);
}

static void see_text(struct reading *r)
{
    const struct place *place = &r->at[r->depth];
    struct barq_text text = xml_text(r->xml);

    if (r->dropped || !r->in_item)
        return;
    if (place->role >= NEWSML_FIRST_FIELD)
        buf_add(newsml_field(&r->item, place->role), text);
    else if (place->role == NEWSML_DATA)
        buf_add(&r->data, text);
    else if (r->content || place->line)
        add_line_text(r, text, place);
}

/* ----------------------------------------------------------------- data */

static bool has_tags(struct barq_text text)
{
    static const char *const tags[] = { "<p>", "<p ", "<br" };

    for (size_t i = 0; i + 3 <= text.len; i++)
        for (size_t k = 0; k < sizeof(tags) / sizeof(tags[0]); k++)
            if (strncmp(text.at + i, tags[k], strlen(tags[k])) == 0)
                return true;
    return false;
}

/* HTML that came as text, in which line ends are white space. */
static enum barq_status add_html(struct reading *r, enum barq_kind kind,
                                 struct barq_error *err)
{
    struct arena work = arena_split(r->work);
    struct html_lines lines = { 0 };

    for (size_t i = 0; i < r->data.len; i++)
        if (r->data.at[i] == '\n')
            r->data.at[i] = ' ';
    enum barq_status status =
        html_read_fragment((struct barq_text){ r->data.at, r->data.len },
                           &r->rules->html, &lines, &work, err);
    for (size_t i = 0; i < lines.count && !status; i++)
        html_add_line(&r->item.lines, html_line_text(&lines, i),
                      kind == BARQ_PARAGRAPH ? lines.at[i].kind : kind,
                      newsml_marked);
    r->item.lines.failed = r->item.lines.failed || lines.failed;
    html_lines_release(&lines);
    return status;
}

/* Plain text or escaped HTML has come to its end. */
static enum barq_status end_data(struct reading *r, struct barq_error *err)
{
    struct place place = r->at[r->depth];
    struct barq_text data = { r->data.at, r->data.len };
    enum barq_status status = BARQ_OK;

    end_line(r);
    r->item.lines.failed = r->item.lines.failed || r->data.failed;
    if (data.len && has_tags(data)) {
        status = add_html(r, place.kind, err);
    } else if (data.len) {
        place.pre = true;
        add_line_text(r, data, &place);
        end_line(r);
    }
    buf_clear(&r->data);
    return status;
}

/* ------------------------------------------------------------- elements */

static bool is_edge(enum newsml_role role)
{
    return role == NEWSML_BLOCK || role == NEWSML_BREAK || role == NEWSML_PRE ||
           role == NEWSML_CONTENT || role == NEWSML_DATA ||
           role == NEWSML_PART ||
           (role >= NEWSML_FIRST_KIND && role < NEWSML_FIRST_FIELD);
}

/* An attribute that says something itself. */
static void take_attribute(struct reading *r, enum newsml_role role,
                           struct barq_text value)
{
    if (role >= NEWSML_FIRST_FIELD) {
        struct buf *to = newsml_field(&r->item, role);
        if (!to->len)
            buf_add(to, value);
        return;
    }
    if (role < NEWSML_FIRST_KIND || !value.len)
        return;
    end_line(r);
    add_line_text(r, value, &(struct place){ .kind = newsml_kind(role) });
    end_line(r);
}

/* What an element is by our table; what its attributes say is noted. */
static enum newsml_role read_rules(struct reading *r, struct barq_text name,
                                   bool *known)
{
    size_t count = 0;
    const struct newsml_rule *rule = newsml_rules_of(r->rules, name, &count);
    enum newsml_role role = NEWSML_INLINE;

    *known = count > 0;
    for (; count; count--, rule++) {
        struct barq_text value = { 0 };
        bool plain = text_equal(rule->attribute, text_of("-"));
        if (!plain)
            value = xml_attribute(r->xml, rule->attribute.at);
        if (!plain && !value.at)
            continue;
        if (text_equal(rule->value, text_of("=")))
            take_attribute(r, rule->role, value);
        else if (!role && (plain || text_equal(rule->value, text_of("*")) ||
                           newsml_value_is(value, rule->value)))
            role = rule->role;
    }
    return role;
}

static enum newsml_role role_of(struct reading *r, const struct place *above)
{
    struct barq_text name = text_of(xml_name(r->xml));
    bool known = false;
    enum newsml_role role = read_rules(r, name, &known);

    if (!known && (r->content || above->line))
        role = newsml_html_role(r->rules, name);
    if (role == NEWSML_BLOCK || role == NEWSML_LIST) {
        enum newsml_role said =
            newsml_class_role(r->rules, xml_attribute(r->xml, "class"));
        role = said ? said : role;
    }
    if (role == NEWSML_ITEM && r->in_item) /* NITF within NewsML */
        role = NEWSML_PART;
    if (role >= NEWSML_FIRST_FIELD && newsml_field(&r->item, role)->len)
        role = NEWSML_DROP; /* the first one counts */
    return role;
}

static void note_role(struct reading *r, enum newsml_role role,
                      struct place *place)
{
    struct place *above = &r->at[r->depth - 1];

    if (role == NEWSML_ITEM)
        r->in_item = true;
    if (role == NEWSML_CONTENT || role == NEWSML_DATA)
        r->content++;
    if (role == NEWSML_CAPTIONS)
        above->kind = BARQ_CAPTION;
    if (role == NEWSML_PICTURE)
        r->item.picture = true;
    if (role == NEWSML_WITHDRAWN)
        r->item.withdrawn = true;
    if (role == NEWSML_OVER && r->line.len &&
        r->line.at[r->line.len - 1] != '/')
        buf_addc(&r->line, '/');
    if (role < NEWSML_FIRST_KIND || role >= NEWSML_FIRST_FIELD)
        return;
    place->line = true;
    if (place->kind != BARQ_FURNITURE && place->kind != BARQ_CAPTION)
        place->kind = newsml_kind(role);
}

static void see_start(struct reading *r)
{
    const struct place *above = &r->at[r->depth];
    struct place *place = &r->at[++r->depth];

    if (r->dropped) {
        r->dropped++;
        return;
    }
    enum newsml_role role = role_of(r, above);
    *place = *above;
    place->role = role;
    if (role == NEWSML_DROP) {
        r->dropped = 1;
        return;
    }
    if (is_edge(role)) {
        end_line(r);
        place->pre = role == NEWSML_PRE;
    }
    note_role(r, role, place);
}

static enum barq_status see_end(struct reading *r, struct barq_error *err)
{
    enum newsml_role role = r->at[r->depth].role;
    enum barq_status status = BARQ_OK;

    if (r->dropped) {
        r->dropped--;
        r->depth--;
        return BARQ_OK;
    }
    if (role == NEWSML_DATA)
        status = end_data(r, err);
    if (is_edge(role) || role == NEWSML_ITEM)
        end_line(r);
    if (role == NEWSML_CONTENT || role == NEWSML_DATA)
        r->content--;
    if (role == NEWSML_ITEM) {
        newsml_item_end(r->file, &r->item);
        r->in_item = false;
    }
    r->depth--;
    return status;
}

static enum barq_status read_events(struct reading *r, struct barq_error *err)
{
    enum xml_event event = XML_TEXT;
    enum barq_status status = BARQ_OK;

    r->at[0] = (struct place){ .kind = BARQ_PARAGRAPH, .role = NEWSML_PART };
    while (!status && event != XML_DONE) {
        status = xml_next(r->xml, &event, err);
        if (status)
            break;
        if (event == XML_START)
            see_start(r);
        else if (event == XML_END)
            status = see_end(r, err);
        else if (event == XML_TEXT)
            see_text(r);
    }
    return status;
}

/* ----------------------------------------------------------------- file */

/* What is UTF-8 is that whatever it says of itself, and a charset that the
 * user names stands over the file's: the declaration becomes white space. */
static enum barq_status decode(struct barq_text bytes, const char *charset,
                               struct barq_text *out, struct arena *keep,
                               struct barq_error *err)
{
    enum barq_status status = text_decode(bytes, charset, out, keep, err);

    if (status)
        return status;
    *out = arena_text(keep, *out);
    if (!out->at)
        return fail_nomem(err, "to read a story");
    char *at = (char *)(uintptr_t)out->at;
    if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        memset(at, ' ', 3);
    at += strspn(at, " \t\r\n");
    if (strncmp(at, "<?xml", 5) == 0)
        while (*at && *at != '>')
            *at++ = ' ';
    if (*at == '>')
        *at = ' ';
    return BARQ_OK;
}

static enum barq_status read_file(struct reading *r, struct barq_text bytes,
                                  const char *name, struct barq_error *err)
{
    FILE *from = fmemopen((void *)(uintptr_t)bytes.at, bytes.len, "rb");

    if (!from)
        return fail_nomem(err, "to read a story");
    enum barq_status status = xml_open(from, name, &r->xml, err);
    if (!status)
        status = read_events(r, err);
    xml_close(r->xml);
    fclose(from);
    buf_release(&r->line);
    buf_release(&r->data);
    newsml_item_release(&r->item);
    return status;
}

static enum barq_status keep_warnings(struct newsml_file *file,
                                      struct barq_story *story,
                                      struct arena *keep,
                                      struct barq_error *err)
{
    struct buf warnings = { 0 };
    enum barq_status status = BARQ_OK;

    newsml_warn(file, story->name, &warnings);
    if (warnings.len) {
        story->warnings =
            arena_text(keep, (struct barq_text){ warnings.at, warnings.len })
                .at;
        if (!story->warnings || warnings.failed)
            status = fail_nomem(err, "to read a story");
    }
    buf_release(&warnings);
    return status;
}

static enum barq_status deliver(struct newsml_file *file,
                                struct barq_story *story,
                                struct text_blocks *marks, struct arena *keep,
                                struct barq_error *err)
{
    struct html_lines whole = { 0 };

    newsml_put_together(file, &whole);
    enum barq_status status =
        !whole.count && !whole.failed
            ? fail(err, BARQ_E_INPUT, 0,
                   "no story in it: of %zu news items in it none has text; "
                   "give the file that holds the text",
                   file->items)
            : html_deliver(&whole, &story->text, marks, keep, err);
    html_lines_release(&whole);
    if (!status)
        status = newsml_source(&file->story, &story->source, keep, err);
    return status ? status : keep_warnings(file, story, keep, err);
}

enum barq_status newsml_read(struct barq_text bytes, const char *charset,
                             struct barq_story *story,
                             struct text_blocks *marks, struct arena *keep,
                             struct barq_error *err)
{
    struct arena work = arena_split(keep);
    size_t bad = 0;
    struct newsml_rules rules;
    struct newsml_file file = { .items = 0 };
    struct reading *r = arena_new(&work, struct reading, 1);
    const char *name = story->name.len ? story->name.at : "the story";

    if (!r)
        return fail_nomem(err, "to read a story");
    *r = (struct reading){ .rules = &rules, .file = &file, .work = &work };
    enum barq_status status = newsml_rules_open(&rules, &work, err);
    if (!status && (charset || utf8_check(bytes, &bad)))
        status = decode(bytes, charset, &bytes, keep, err);
    if (!status)
        status = read_file(r, bytes, name, err);
    story->form = bytes;
    if (!status)
        status = deliver(&file, story, marks, keep, err);
    newsml_item_release(&file.story);
    html_lines_release(&file.captions);
    return status;
}
