/*
 * newsml_item.c - one piece of news in a file: which one is the story, its
 * lines in the order of a text, and how its agency calls it.
 *
 * A file may hold several items: the first one with text is the story, or
 * with none the first with a headline, which is how a flash comes.  Of an
 * item that is a picture its captions are kept.  More stories are left out,
 * and said.
 *
 * A headline, byline or dateline is often said twice, of the item and in its
 * text; once is enough.  The headline leads, then what was said of the item,
 * then its text, each in the order of the file:
 *
 *     <dateline>Sahl</dateline>              Port talks resume   headline
 *     <headline>Port talks resume</headline> Sahl                dateline
 *     <h1>Port talks resume</h1>             Talks resumed ...   its words
 *     <p>Talks resumed ...</p>
 *
 * What all versions of a story have in common is its id:
 *
 *     NewsML-G2   newsItem/@guid
 *     NewsML 1    urn:newsml:ProviderId:DateId:NewsItemId, which G2's guid is
 *                 at agencies that send both; else PublicIdentifier without
 *                 its last field, the revision
 *     NITF        doc-id/@regsrc and @id-string; a document that updates
 *                 another (management-doc-idref) has an id of its own
 *
 * The slug, by which versions may be found too, is a slugline, a NameLabel or
 * the key of <du-key>, which the agency may use again after a while.
 *
 * Limits: an id or slug of more than NAME_MOST bytes is none.
 */
#include "formats/newsml_item.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum { NAME_MOST = 1000, TWICE_LOOK = 64 };

const char newsml_meta[] = "said of the item";
const char newsml_marked[] = "marked in the text";
const char newsml_plain[] = "running text";

struct buf *newsml_field(struct newsml_item *item, enum newsml_role role)
{
    return &item->field[role - NEWSML_FIRST_FIELD];
}

static struct barq_text field(struct newsml_item *item, enum newsml_role role)
{
    const struct buf *buf = newsml_field(item, role);
    struct barq_text text = { buf->at ? buf->at : "", buf->len };

    return text.len ? text_trim(text) : text;
}

void newsml_item_release(struct newsml_item *item)
{
    html_lines_release(&item->lines);
    for (size_t i = 0; i < NEWSML_FIELDS; i++)
        buf_release(&item->field[i]);
    *item = (struct newsml_item){ 0 };
}

/* ------------------------------------------------------------ which one */

enum worth { NOTHING, HEADLINE_ALONE, TEXT };

static enum worth worth_of(struct newsml_item *item)
{
    enum worth worth = field(item, NEWSML_TITLE).len ? HEADLINE_ALONE : NOTHING;

    for (size_t i = 0; i < item->lines.count; i++) {
        const struct html_line *line = &item->lines.at[i];
        if (line->kind == BARQ_HEADLINE)
            worth = HEADLINE_ALONE;
        if (line->reason != newsml_meta &&
            (line->kind == BARQ_PARAGRAPH || line->kind == BARQ_LIST))
            return TEXT;
    }
    return item->picture ? NOTHING : worth;
}

static void keep_captions(struct newsml_file *file,
                          const struct newsml_item *item)
{
    for (size_t i = 0; i < item->lines.count; i++)
        if (item->lines.at[i].kind == BARQ_CAPTION)
            html_add_line(&file->captions, html_line_text(&item->lines, i),
                          BARQ_CAPTION, newsml_meta);
}

void newsml_item_end(struct newsml_file *file, struct newsml_item *item)
{
    enum worth worth = worth_of(item), before = worth_of(&file->story);

    file->items++;
    file->stories += worth == TEXT;
    if (item->lines.failed || item->lines.text.failed)
        file->captions.failed = true;
    if (worth > before) {
        struct newsml_item was = file->story;
        file->story = *item;
        *item = was;
    } else if (item->picture) {
        keep_captions(file, item);
    }
    newsml_item_release(item);
}

/* ---------------------------------------------------------------- lines */

static bool is_said_once(enum barq_kind kind)
{
    return kind == BARQ_HEADLINE || kind == BARQ_SUBHEAD ||
           kind == BARQ_BYLINE || kind == BARQ_DATELINE || kind == BARQ_CAPTION;
}

/* Is this among the first lines, by its letters? */
static bool is_there(const struct html_lines *lines, struct barq_text text)
{
    struct buf ours = { 0 }, theirs = { 0 };
    bool found = false;

    html_add_letters(&ours, text);
    for (size_t i = 0; i < lines->count && i < TWICE_LOOK && !found; i++) {
        buf_clear(&theirs);
        html_add_letters(&theirs, html_line_text(lines, i));
        found = ours.len && theirs.len == ours.len &&
                memcmp(theirs.at, ours.at, ours.len) == 0;
    }
    buf_release(&ours);
    buf_release(&theirs);
    return found;
}

static void put_line(struct html_lines *to, const struct html_lines *from,
                     size_t i)
{
    struct html_line line = from->at[i];
    struct barq_text text = html_line_text(from, i);

    if (is_said_once(line.kind) && is_there(to, text))
        return;
    if (line.kind == BARQ_HEADLINE && to->count &&
        to->at[0].kind == BARQ_HEADLINE)
        line.kind = BARQ_SUBHEAD;
    html_add_line(to, text, line.kind, line.reason);
}

static void put_headline(struct newsml_file *file, struct html_lines *to)
{
    const struct html_lines *lines = &file->story.lines;

    for (size_t i = 0; i < lines->count && !to->count; i++)
        if (lines->at[i].kind == BARQ_HEADLINE)
            put_line(to, lines, i);
    if (!to->count)
        html_add_line(to, field(&file->story, NEWSML_TITLE), BARQ_HEADLINE,
                      newsml_meta);
}

void newsml_put_together(struct newsml_file *file, struct html_lines *to)
{
    const struct html_lines *lines = &file->story.lines;
    bool text = worth_of(&file->story) == TEXT;

    put_headline(file, to);
    for (int meta = 1; meta >= 0; meta--)
        for (size_t i = 0; i < lines->count; i++) {
            const struct html_line *line = &lines->at[i];
            /* of a text, <description> is a summary for pictures */
            bool summary = meta && text && line->kind == BARQ_CAPTION;
            if ((line->reason == newsml_meta) == meta && !summary)
                put_line(to, lines, i);
        }
    for (size_t i = 0; i < file->captions.count; i++)
        put_line(to, &file->captions, i);
    to->failed = to->failed || to->text.failed || lines->failed ||
                 lines->text.failed || file->captions.failed;
}

/* ---------------------------------------------------------------- names */

/* Without ":2N", the revision at the end of a public identifier. */
static struct barq_text without_revision(struct barq_text id)
{
    for (size_t i = id.len; i > 0; i--)
        if (id.at[i - 1] == ':')
            return text_slice(id, 0, i - 1);
    return id;
}

static void add_id(struct newsml_item *item, struct buf *to)
{
    struct barq_text id = field(item, NEWSML_ID),
                     serial = field(item, NEWSML_SERIAL),
                     date = field(item, NEWSML_DATE),
                     public_id = field(item, NEWSML_PUBLIC);

    if (id.len || !serial.len) {
        buf_add(to, id.len ? id : without_revision(public_id));
        return;
    }
    if (date.len)
        buf_adds(to, "urn:newsml:");
    buf_add(to, field(item, NEWSML_PROVIDER));
    buf_addc(to, ':');
    if (date.len) {
        buf_add(to, date);
        buf_addc(to, ':');
    }
    buf_add(to, serial);
}

static void add_updates(struct newsml_item *item, struct buf *to)
{
    struct barq_text updates = field(item, NEWSML_UPDATES);

    if (!updates.len)
        return;
    buf_add(to, field(item, NEWSML_PROVIDER));
    buf_addc(to, ':');
    buf_add(to, updates);
}

static enum barq_status keep_name(struct barq_text name, struct barq_text *out,
                                  struct arena *keep, struct barq_error *err)
{
    *out = (struct barq_text){ "", 0 };
    if (!name.len || name.len > NAME_MOST)
        return BARQ_OK;
    *out = arena_text(keep, name);
    return out->at ? BARQ_OK : fail_nomem(err, "to read a story");
}

enum barq_status newsml_source(struct newsml_item *item,
                               struct story_source *source, struct arena *keep,
                               struct barq_error *err)
{
    struct buf id = { 0 }, updates = { 0 };

    add_id(item, &id);
    add_updates(item, &updates);
    enum barq_status status = id.failed || updates.failed
                                  ? fail_nomem(err, "to read a story")
                                  : BARQ_OK;
    if (!status)
        status = keep_name((struct barq_text){ id.at, id.len }, &source->id,
                           keep, err);
    if (!status)
        status = keep_name((struct barq_text){ updates.at, updates.len },
                           &source->updates, keep, err);
    if (!status)
        status = keep_name(field(item, NEWSML_SLUG), &source->slug, keep, err);
    if (!status)
        status =
            keep_name(field(item, NEWSML_VERSION), &source->version, keep, err);
    buf_release(&id);
    buf_release(&updates);
    return status;
}

/* ------------------------------------------------------------- warnings */

void newsml_warn(struct newsml_file *file, struct barq_text name,
                 struct buf *to)
{
    struct newsml_item *story = &file->story;
    struct barq_text embargo = field(story, NEWSML_EMBARGO);
    int len = (int)name.len;

    if (story->withdrawn)
        buf_addf(to, "%.*s: its agency has withdrawn or withheld this story\n",
                 len, name.at);
    if (embargo.len && embargo.len <= 40)
        buf_addf(to, "%.*s: embargoed until %.*s\n", len, name.at,
                 (int)embargo.len, embargo.at);
    if (file->stories > 1)
        buf_addf(to,
                 "%.*s: more stories in it, %zu, left out; save each as a "
                 "file of its own\n",
                 len, name.at, file->stories - 1);
}
