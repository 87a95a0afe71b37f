/*
 * review_page.c - a review as a page, to be read and decided in a browser.
 *
 * The page carries the table along in an element that no browser shows, and
 * shows each bead with a yes and a no.  Its script (tm/page/review.js) puts
 * what is chosen into that table, and saves the table, or the page with it,
 * as a file.  So a page that was saved is read by taking its table out, and
 * what is shown is never parsed.  In the element & and < stand as &amp; and
 * &lt;, so that no text can end it.
 *
 * Without scripts the page is for reading; it says so.
 */
#include "formats/html.h"
#include "formats/review.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

#define TABLE_BEGIN "<script type=\"text/x-barq-review\" id=\"review\">"
#define TABLE_END "</script"

static const char look[] =
    "<style>.mine{display:flex;gap:1rem;margin-top:.35rem;font-size:.85rem}\n"
    ".mine label{padding:.1rem .5rem;border:1px solid #9aa1aa;"
    "border-radius:.25rem;cursor:pointer}\n"
    ".yes .mine label.accept{background:#d3f0da;font-weight:600}\n"
    ".no .mine label.reject{background:#fbdcda;font-weight:600}\n"
    ".no td p{color:#767c85;text-decoration:line-through}\n"
    ".arabic .empty{text-align:right}\n"
    "#tools{position:sticky;top:0;background:#fff;padding:.6rem 0;"
    "display:flex;gap:1rem;align-items:baseline;"
    "border-bottom:1px solid #9aa1aa}\n#tools[hidden]{display:none}\n"
    "button{font:inherit;font-size:.85rem;padding:.2rem .7rem}\n"
    "h2{font-size:1.1rem;margin:1.5rem 0 .5rem}\n"
    "@media print{#tools,.mine{display:none}}</style>\n";

static const struct {
    const char *look, *words;
} marks[REVIEW_MARKS] = {
    [REVIEW_OPEN] = { "fuzzy", "not decided" },
    [REVIEW_YES] = { "exact", "accepted" },
    [REVIEW_NO] = { "open", "rejected" },
    [REVIEW_SURE] = { "exact", "sure" },
    [REVIEW_ALONE] = { "aside", "alone" },
    [REVIEW_FURNITURE] = { "aside", "furniture" },
};

static bool is_open(const struct review_row *row)
{
    return row->mark == REVIEW_OPEN || row->mark == REVIEW_YES ||
           row->mark == REVIEW_NO;
}

static void add_side(struct buf *buf, const struct review_row *row, int side)
{
    for (size_t i = 0; i < row->count[side]; i++)
        html_add_text(buf, side == REVIEW_AR ? BARQ_AR : BARQ_EN,
                      row->segments[side][i]);
    if (!row->count[side])
        buf_adds(buf, "<p class=\"empty\">nothing</p>");
}

static void add_choice(struct buf *buf, size_t row, const char *kind,
                       const char *value, bool checked)
{
    buf_addf(buf,
             "<label class=\"%s\"><input type=\"radio\" name=\"row%zu\" "
             "value=\"%s\"%s> %s</label>",
             kind, row, value, checked ? " checked" : "", kind);
}

static void add_row(struct buf *buf, const struct review_row *row, size_t index)
{
    buf_addf(buf, "<tr class=\"first %s\" data-row=\"%zu\">",
             marks[row->mark].look, index);
    html_add_cell(buf, BARQ_EN);
    buf_addf(buf,
             "<div class=\"what\"><span class=\"label\">%s</span>"
             "<span>%zu-%zu</span>",
             marks[row->mark].words, row->count[REVIEW_AR],
             row->count[REVIEW_EN]);
    if (row->count[REVIEW_AR] && row->count[REVIEW_EN])
        buf_addf(buf, "<span>confidence %d%%</span>",
                 (int)(row->confidence * 100));
    buf_adds(buf, "</div>");
    add_side(buf, row, REVIEW_EN);
    if (is_open(row)) {
        buf_adds(buf, "<div class=\"mine\">");
        add_choice(buf, index, "accept", "yes", row->mark == REVIEW_YES);
        add_choice(buf, index, "reject", "no", row->mark == REVIEW_NO);
        buf_adds(buf, "</div>");
    }
    buf_adds(buf, "</td>");
    html_add_cell(buf, BARQ_AR);
    add_side(buf, row, REVIEW_AR);
    buf_adds(buf, "</td></tr>\n");
}

static void add_story(struct buf *buf, const struct barq_review *review,
                      size_t index)
{
    const struct review_story *story = &review->stories[index];
    size_t end = index + 1 < review->story_count
                     ? review->stories[index + 1].first
                     : review->count;

    if (review->story_count > 1) {
        buf_adds(buf, "<h2><bdi>");
        buf_add_xml(buf, story->name[REVIEW_EN]);
        buf_adds(buf, "</bdi></h2>\n");
    }
    buf_adds(buf, "<table class=\"pairs\">\n<thead><tr><th>English</th>"
                  "<th>Arabic</th></tr></thead>\n<tbody>\n");
    for (size_t i = story->first; i < end; i++)
        add_row(buf, &review->rows[i], i);
    buf_adds(buf, "</tbody>\n</table>\n");
}

static void add_table(struct buf *buf, const struct barq_review *review)
{
    struct buf table = { 0 };

    review_write_table(&table, review);
    buf_adds(buf, TABLE_BEGIN);
    for (size_t i = 0; i < table.len; i++) {
        if (table.at[i] == '&')
            buf_adds(buf, "&amp;");
        else if (table.at[i] == '<')
            buf_adds(buf, "&lt;");
        else
            buf_addc(buf, table.at[i]);
    }
    buf_adds(buf, TABLE_END ">\n");
    buf->failed = buf->failed || table.failed;
    buf_release(&table);
}

void review_write_page(struct buf *buf, const struct barq_review *review,
                       struct barq_text script)
{
    struct barq_text title = review->story_count == 1
                                 ? review->stories[0].name[REVIEW_EN]
                                 : (struct barq_text){ "", 0 };

    html_add_head(buf, "Review", title);
    buf_adds(buf, look);
    buf_adds(buf,
             "<p>Pairs that are not sure, for a person to decide. Save the "
             "page or the table when done, and read it back with <code>barq "
             "align --from-review FILE</code>. To join or part pairs, edit "
             "the table. The segments between them are for reading.</p>\n"
             "<noscript><p class=\"failure\">Without scripts nothing can be "
             "saved from this page.</p></noscript>\n"
             "<div id=\"tools\" hidden>"
             "<button type=\"button\" id=\"save-table\">save as table (TSV)"
             "</button>"
             "<button type=\"button\" id=\"save-page\">save as page (HTML)"
             "</button><span id=\"count\"></span></div>\n");
    for (size_t i = 0; i < review->story_count; i++)
        add_story(buf, review, i);
    add_table(buf, review);
    buf_adds(buf, "<script>\n");
    buf_add(buf, script);
    buf_adds(buf, "</script>\n");
    html_add_tail(buf);
}

/* --------------------------------------------------------------- reading */

static size_t find(struct barq_text text, size_t from, const char *what)
{
    size_t len = strlen(what);

    for (size_t i = from; i + len <= text.len; i++)
        if (memcmp(text.at + i, what, len) == 0)
            return i;
    return SIZE_MAX;
}

/* Copy without the escapes; the copy is shorter, if anything. */
static struct barq_text unescape(struct barq_text text, char *to)
{
    size_t len = 0;

    for (size_t i = 0; i < text.len;) {
        size_t rest = text.len - i;
        if (rest >= 4 && memcmp(text.at + i, "&lt;", 4) == 0) {
            to[len++] = '<';
            i += 4;
        } else if (rest >= 5 && memcmp(text.at + i, "&amp;", 5) == 0) {
            to[len++] = '&';
            i += 5;
        } else {
            to[len++] = text.at[i++];
        }
    }
    return (struct barq_text){ to, len };
}

enum barq_status review_find_table(struct barq_text page,
                                   struct barq_text *text, size_t *line,
                                   struct arena *keep, const char *name,
                                   struct barq_error *err)
{
    size_t start = find(page, 0, TABLE_BEGIN), end;

    if (start == SIZE_MAX)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: a page, but not of a review; write one with barq "
                    "align --review",
                    name);
    start += strlen(TABLE_BEGIN);
    end = find(page, start, TABLE_END);
    if (end == SIZE_MAX)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: the page of a review is cut short; save it again",
                    name);
    *line = 1;
    for (size_t i = 0; i < start; i++)
        *line += page.at[i] == '\n';
    char *to = arena_new(keep, char, end - start + 1);
    if (!to)
        return fail_nomem(err, "for a review");
    *text = unescape(text_slice(page, start, end), to);
    return BARQ_OK;
}
