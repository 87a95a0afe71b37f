/*
 * html_cover.c - the lines of a page against the article that JSON-LD gives.
 *
 * That article is whole but has lost its captions and subheads, often its
 * line ends; or it is cut short for machines.  So:
 *
 *   the page has COVERED percent of it        the page's lines stand
 *   ... COMPLETE, and little else (WHOLE)     prose around it is furniture
 *   the page has twice as much, or more       the page's lines stand
 *   else                                      the article's lines stand
 *
 * Compared by letters and digits alone: quotes and spaces often differ.
 */
#include "base/utf8.h"
#include "formats/html_page.h"
#include "text/chars.h"

enum { COVERED = 90 };

/* So much of the article must be in the page's lines, and of these in the
 * article, for the rest to be furniture; else the article may be cut short:
 * then its last line, which is a piece, is not found. */
enum { COMPLETE = 97, WHOLE = 70 };

/* The letters and digits of a text, by which two forms of it are one. */
void html_add_letters(struct buf *to, struct barq_text text)
{
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        if (char_is_letter(c) || char_is_digit(c))
            buf_add(to, text_slice(text, start, i));
    }
}

/* Which lines of a page stand in its article. */
struct cover {
    struct buf article; /* letters alone */
    size_t found, all;  /* bytes of lines that are not furniture */
    size_t first, last; /* lines that were found; first > last: none */
};

static bool is_text_line(const struct html_line *line)
{
    return line->kind == BARQ_PARAGRAPH || line->kind == BARQ_LIST ||
           line->kind == BARQ_SUBHEAD;
}

/* Lines come in the order of the article, so the search goes forward; from
 * its beginning again for one that does not.  Either is a scan of the
 * article, so `looks` bounds them. */
static void cover_lines(struct cover *cover, const struct html_lines *lines)
{
    enum { LOOKS = 1 << 30 };
    const char *at = cover->article.at;
    struct buf key = { 0 };
    size_t looked = 0;

    cover->first = lines->count;
    for (size_t i = 0; i < lines->count && looked < LOOKS; i++) {
        if (!is_text_line(&lines->at[i]))
            continue;
        buf_clear(&key);
        html_add_letters(&key, html_line_text(lines, i));
        if (!key.len)
            continue;
        const char *found = strstr(at, key.at);
        found = found ? found : strstr(cover->article.at, key.at);
        cover->all += key.len;
        looked += cover->article.len;
        if (!found)
            continue;
        at = found + key.len;
        cover->found += key.len;
        cover->last = i;
        cover->first = i < cover->first ? i : cover->first;
    }
    buf_release(&key);
}

/* Prose around the article is none of it, if the article is whole. */
static void set_aside(const struct cover *cover, struct html_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if ((i < cover->first || i > cover->last) &&
            is_text_line(&lines->at[i])) {
            lines->at[i].kind = BARQ_FURNITURE;
            lines->at[i].reason = "outside the article that the page names";
        }
}

/* Lines of the page or lines of JSON-LD: `data` become the page's lines if
 * the page's do not hold them. */
void html_weigh(struct html_lines *lines, struct html_lines *data)
{
    struct cover cover = { 0 };

    for (size_t i = 0; i < data->count; i++)
        html_add_letters(&cover.article, html_line_text(data, i));
    if (!cover.article.len)
        return;
    cover_lines(&cover, lines);
    if (cover.found * 100 < cover.article.len * COVERED &&
        cover.all < 2 * cover.article.len) {
        struct html_lines page = *lines;
        *lines = *data;
        *data = page;
    } else if (cover.found * 100 >= cover.article.len * COMPLETE &&
               cover.found * 100 >= cover.all * WHOLE) {
        set_aside(&cover, lines);
    }
    buf_release(&cover.article);
}
