#include "formats/html.h"

#include "base/utf8.h"

/*
 * A draft beside the last version of its story: how much is unchanged, what
 * each changed sentence was, with <del> and <ins> where it differs, and behind
 * the draft what was dropped, folded away.
 */

static void add_count(struct buf *buf, const char *what, size_t count)
{
    buf_addf(buf, "<tr><td>%s</td><td class=\"number\">%zu</td></tr>\n", what,
             count);
}

void html_add_earlier(struct buf *buf, const struct barq_draft *draft)
{
    const struct barq_earlier *earlier = &draft->earlier;

    if (!earlier->by)
        return;
    buf_addf(buf, "<p class=\"earlier\">Earlier version, by its %s: <bdi>",
             earlier->by);
    buf_add_xml(buf, earlier->name);
    buf_adds(buf, "</bdi></p>\n<table class=\"report\">\n<tbody>\n");
    add_count(buf, barq_since_name(BARQ_UNCHANGED), earlier->unchanged);
    add_count(buf, barq_since_name(BARQ_CHANGED), earlier->changed);
    add_count(buf, barq_since_name(BARQ_NEW), earlier->added);
    add_count(buf, "dropped", earlier->dropped);
    buf_adds(buf, "</tbody>\n</table>\n");
}

static void add_part(struct buf *buf, const char *tag, struct barq_text text)
{
    if (!text.len)
        return;
    buf_addf(buf, "<%s>", tag);
    buf_add_xml(buf, text);
    buf_addf(buf, "</%s>", tag);
}

void html_add_was(struct buf *buf, const struct barq_draft_segment *segment,
                  enum barq_lang lang)
{
    if (segment->since != BARQ_CHANGED)
        return;
    buf_addf(buf, "<div class=\"stored\">changed: <p %s>",
             html_attributes(lang));
    for (size_t i = 0; i < segment->was_count; i++) {
        const struct barq_run *run = &segment->was[i];
        bool missing = run->kind == BARQ_RUN_MISSING;
        if (run->kind == BARQ_RUN_SAME) {
            buf_add_xml(buf, run->text);
            continue;
        }
        add_part(buf, "del", missing ? text_of("") : run->text);
        add_part(buf, "ins", missing ? run->text : run->query);
    }
    buf_adds(buf, "</p></div>");
}

void html_add_dropped(struct buf *buf, const struct barq_draft *draft)
{
    size_t count = draft->earlier.dropped;
    bool ar = draft->from == BARQ_AR;

    if (!count)
        return;
    buf_addf(buf,
             "<details>\n<summary>%zu dropped since the earlier version"
             "</summary>\n<table class=\"pairs\">\n<thead><tr><th>English</th>"
             "<th>Arabic</th></tr></thead>\n<tbody>\n",
             count);
    for (size_t i = 0; i < count; i++) {
        const struct barq_dropped *gone = &draft->dropped[i];
        buf_adds(buf, "<tr class=\"first aside\">");
        html_add_cell(buf, BARQ_EN);
        html_add_text(buf, BARQ_EN, ar ? gone->target : gone->source);
        buf_adds(buf, "</td>");
        html_add_cell(buf, BARQ_AR);
        html_add_text(buf, BARQ_AR, ar ? gone->source : gone->target);
        buf_adds(buf, "</td></tr>\n");
    }
    buf_adds(buf, "</tbody>\n</table>\n</details>\n");
}
