#include "formats/html.h"

#include "formats/formats.h"

/*
 * An alignment as a page: a row a bead, in the order of the Arabic story,
 * with its shape ("2-1": two Arabic segments, one English) and confidence.
 * Beads that would not be stored are told apart by look and by word.
 */

/* Confidence from which on a bead is called sure. */
#define SURE 0.9

struct verdict {
    const char *look, *word;
};

static size_t count_pairs(const struct barq_alignment *a)
{
    size_t count = 0;

    for (size_t i = 0; i < a->count; i++)
        count += a->beads[i].pair;
    return count;
}

static struct verdict verdict_of(const struct barq_bead *bead)
{
    if (!bead->ar_count)
        return (struct verdict){ "open", "English only" };
    if (!bead->en_count)
        return (struct verdict){ "open", "Arabic only" };
    if (!bead->pair)
        return (struct verdict){ "aside", "furniture, not stored" };
    if (!bead->sure)
        return (struct verdict){ "fuzzy", "unsure, not stored" };
    return bead->confidence < SURE ? (struct verdict){ "near", "likely" }
                                   : (struct verdict){ "exact", "sure" };
}

static void add_side(struct buf *buf, enum barq_lang lang, size_t count,
                     struct barq_text text)
{
    if (count)
        html_add_text(buf, lang, text);
    else
        buf_adds(buf, "<p class=\"empty\">nothing</p>");
}

static void add_bead(struct buf *buf, const struct barq_alignment *a,
                     size_t index)
{
    const struct barq_bead *bead = &a->beads[index];
    struct verdict verdict = verdict_of(bead);

    buf_addf(buf, "<tr class=\"first %s\">", verdict.look);
    html_add_cell(buf, BARQ_EN);
    buf_addf(buf,
             "<div class=\"what\"><span class=\"label\">%s</span>"
             "<span>%zu-%zu</span>",
             verdict.word, bead->ar_count, bead->en_count);
    if (bead->ar_count && bead->en_count)
        buf_addf(buf, "<span>confidence %d%%</span>",
                 (int)(bead->confidence * 100));
    buf_adds(buf, "</div>");
    add_side(buf, BARQ_EN, bead->en_count, a->texts[1][index]);
    buf_adds(buf, "</td>");
    html_add_cell(buf, BARQ_AR);
    add_side(buf, BARQ_AR, bead->ar_count, a->texts[0][index]);
    buf_adds(buf, "</td></tr>\n");
}

void html_write_alignment(struct buf *buf, const struct barq_alignment *a)
{
    html_add_head(buf, "Alignment", a->ar->name);
    buf_addf(buf,
             "<p>%zu pairs; what is under %d%% is not stored.</p>\n"
             "<table class=\"pairs\">\n<thead><tr><th>English</th>"
             "<th>Arabic</th></tr></thead>\n<tbody>\n",
             count_pairs(a), (int)(a->options.min_confidence * 100));
    for (size_t i = 0; i < a->count; i++)
        add_bead(buf, a, i);
    buf_adds(buf, "</tbody>\n</table>\n");
    html_add_tail(buf);
}
