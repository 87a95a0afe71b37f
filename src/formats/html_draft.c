#include "formats/html.h"

#include "base/utf8.h"
#include "formats/formats.h"

/*
 * A draft as a page for the desk: the reuse report, then source and
 * translation side by side with where each came from, then the furniture,
 * folded away.
 */

/* How a band looks: five looks for nine bands, which have labels too. */
static const char *look_of(enum barq_band band)
{
    switch (band) {
    case BARQ_BAND_102:
    case BARQ_BAND_101:
    case BARQ_BAND_100:
        return "exact";
    case BARQ_BAND_95:
    case BARQ_BAND_85:
        return "near";
    case BARQ_BAND_75:
    case BARQ_BAND_50:
        return "fuzzy";
    case BARQ_BAND_MT:
        return "mt";
    default:
        return "open";
    }
}

/* ---------------------------------------------------------------- report */

static void add_report_row(struct buf *buf, const struct barq_report *report,
                           enum barq_band band, size_t words)
{
    size_t share = words ? (report->words[band] * 100 + words / 2) / words : 0;

    buf_addf(buf,
             "<tr><td>%s</td><td class=\"number\">%zu</td>"
             "<td class=\"number\">%zu</td><td class=\"number\">%zu%%</td>"
             "</tr>\n",
             barq_band_name(band), report->segments[band], report->words[band],
             share);
}

static void add_report(struct buf *buf, const struct barq_report *report)
{
    size_t words = 0;

    for (int i = 0; i < BARQ_BANDS; i++)
        words += report->words[i];
    if (report->failure[0]) {
        buf_adds(buf, "<p class=\"failure\">Machine translation failed: ");
        buf_add_xml(buf, text_of(report->failure));
        buf_adds(buf, "</p>\n");
    }
    buf_adds(buf, "<table class=\"report\">\n<thead><tr><th>match</th>"
                  "<th class=\"number\">segments</th>"
                  "<th class=\"number\">words</th>"
                  "<th class=\"number\">share</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < BARQ_BANDS; i++)
        if (report->segments[i])
            add_report_row(buf, report, (enum barq_band)i, words);
    buf_adds(buf, "</tbody>\n</table>\n");
}

/* Names in several forms, a line each. */
static void add_mixed(struct buf *buf, const struct barq_draft *draft)
{
    for (size_t i = 0; i < draft->mixed_count; i++) {
        const struct barq_mixed_name *name = &draft->mixed[i];
        buf_adds(buf, "<p class=\"note\">One name in several forms: ");
        for (size_t k = 0; k < name->count; k++) {
            buf_adds(buf, k ? ", <bdi>" : "<bdi>");
            buf_add_xml(buf, name->forms[k]);
            buf_addf(buf, "</bdi> (%zu)", name->times[k]);
        }
        buf_adds(buf, "</p>\n");
    }
}

/* -------------------------------------------------------------- segments */

static void add_label(struct buf *buf, const struct barq_draft_segment *s,
                      bool first)
{
    buf_adds(buf, "<div class=\"what\"><span class=\"label\">");
    if (!s->target.at)
        buf_adds(buf, draft_is_furniture(s) ? "furniture" : "open");
    else if (s->rank <= 0)
        buf_adds(buf, "machine translation");
    else
        buf_addf(buf, "%d", s->rank);
    buf_adds(buf, "</span>");
    if (s->target.at && s->rank > 0)
        buf_addf(buf, "<span>%s</span>", barq_origin_name(s->origin));
    if (s->engine.len) {
        buf_adds(buf, "<span>");
        buf_add_xml(buf, s->engine);
        buf_adds(buf, "</span>");
    }
    if (s->unit)
        buf_addf(buf, "<span><bdi>#%lld</bdi></span>", (long long)s->unit);
    if (s->since == BARQ_NEW || s->since == BARQ_CHANGED)
        buf_addf(buf, "<span>%s</span>", barq_since_name(s->since));
    if (first && s->source.kind != BARQ_PARAGRAPH)
        buf_addf(buf, "<span>%s</span>", barq_kind_name(s->source.kind));
    buf_adds(buf, "</div>");
}

static void add_extras(struct buf *buf, const struct barq_draft_segment *s,
                       enum barq_lang from)
{
    html_add_was(buf, s, from);
    if (s->matched.len) {
        buf_adds(buf, "<div class=\"stored\">stored source: ");
        html_add_text(buf, from, s->matched);
        buf_adds(buf, "</div>");
    }
    if (s->notes.len) {
        buf_adds(buf, "<div class=\"note\">");
        buf_add_xml(buf, s->notes);
        buf_adds(buf, "</div>");
    }
}

/* What the checks found, its words set apart in their directions. */
static void add_findings(struct buf *buf, const struct barq_draft *draft,
                         size_t segment)
{
    size_t count = 0;
    const struct barq_finding *found =
        barq_draft_findings(draft, segment, &count);

    for (size_t i = 0; i < count; i++) {
        const enum barq_lang langs[2] = { BARQ_EN, BARQ_AR };
        buf_addf(buf, "<div class=\"check %s\"><b>%s</b> ", found[i].level,
                 barq_rule_name(found[i].rule));
        buf_add_xml(buf, text_of(found[i].note));
        for (int k = 0; k < 2; k++) {
            struct barq_text words =
                draft_words(draft, segment, &found[i], langs[k]);
            if (!words.len)
                continue;
            buf_addf(buf, " <bdi lang=\"%s\">", k ? "ar" : "en");
            buf_add_xml(buf, words);
            buf_adds(buf, "</bdi>");
        }
        buf_adds(buf, "</div>");
    }
}

/* Quotations that were published before, and where. */
static void add_quotes(struct buf *buf, const struct barq_draft *draft,
                       size_t segment)
{
    size_t count = 0;
    const struct barq_known_quote *quotes =
        barq_draft_quotes(draft, segment, &count);

    for (size_t i = 0; i < count; i++) {
        buf_addf(buf, "<div class=\"stored\">%s",
                 quotes[i].sentence ? "published quotation, in: "
                 : quotes[i].part   ? "published quotation, a part of: "
                                    : "published quotation: ");
        html_add_text(buf, draft->to, quotes[i].target);
        buf_adds(buf, "<div class=\"note\">");
        if (quotes[i].story.len) {
            buf_adds(buf, "<bdi>");
            buf_add_xml(buf, quotes[i].story);
            buf_adds(buf, "</bdi>, ");
        }
        buf_addf(buf, "unit <bdi>#%lld</bdi></div></div>",
                 (long long)quotes[i].unit);
    }
}

/* Fragments, each with what renders it. */
static void add_fragments(struct buf *buf, const struct barq_draft *draft,
                          size_t segment)
{
    size_t count = 0;
    const struct barq_fragment *fragments =
        barq_draft_fragments(draft, segment, &count);
    struct barq_text proposal = barq_draft_proposal(draft, segment);

    for (size_t i = 0; i < count; i++) {
        buf_addf(buf, "<div class=\"stored\">%s: ",
                 fragments[i].sure ? "known" : "perhaps");
        html_add_text(buf, draft->from, fragments[i].source);
        html_add_text(buf, draft->to, fragments[i].target);
        buf_addf(buf, "<div class=\"note\">unit <bdi>#%lld</bdi></div></div>",
                 (long long)fragments[i].unit);
    }
    if (!proposal.len)
        return;
    buf_adds(buf, "<div class=\"stored\">joined: ");
    html_add_text(buf, draft->to, proposal);
    buf_adds(buf, "</div>");
}

static void add_side(struct buf *buf, const struct barq_draft *draft,
                     const struct barq_draft_segment *s, enum barq_lang lang,
                     bool first)
{
    html_add_cell(buf, lang);
    if (lang == draft->from) {
        html_add_text(buf, lang, s->source.text);
    } else {
        add_label(buf, s, first);
        if (s->adapted_count)
            html_add_runs(buf, lang, s->adapted, s->adapted_count);
        else if (s->target.at)
            html_add_text(buf, lang, s->target);
        else
            buf_adds(buf, "<p class=\"empty\">not translated</p>");
        add_extras(buf, s, draft->from);
        add_findings(buf, draft, (size_t)(s - draft->segments));
        add_quotes(buf, draft, (size_t)(s - draft->segments));
        add_fragments(buf, draft, (size_t)(s - draft->segments));
    }
    buf_adds(buf, "</td>");
}

static void add_rows(struct buf *buf, const struct barq_draft *draft,
                     bool furniture)
{
    size_t block = SIZE_MAX;

    for (size_t i = 0; i < draft->count; i++) {
        const struct barq_draft_segment *s = &draft->segments[i];
        if (draft_is_furniture(s) != furniture)
            continue;
        bool first = s->source.block != block;
        block = s->source.block;
        buf_addf(buf, "<tr class=\"%s%s %s\">", first ? "first " : "",
                 barq_kind_name(s->source.kind),
                 furniture ? "aside" : look_of(draft_band(s)));
        add_side(buf, draft, s, BARQ_EN, first);
        add_side(buf, draft, s, BARQ_AR, first);
        buf_adds(buf, "</tr>\n");
    }
}

static void add_table(struct buf *buf, const struct barq_draft *draft,
                      bool furniture)
{
    buf_adds(buf, "<table class=\"pairs\">\n<thead><tr><th>English</th>"
                  "<th>Arabic</th></tr></thead>\n<tbody>\n");
    add_rows(buf, draft, furniture);
    buf_adds(buf, "</tbody>\n</table>\n");
}

void html_write_draft(struct buf *buf, const struct barq_draft *draft)
{
    size_t furniture = 0;

    for (size_t i = 0; i < draft->count; i++)
        furniture += draft_is_furniture(&draft->segments[i]);
    html_add_head(buf, "Draft translation", draft->story->name);
    add_report(buf, &draft->report);
    add_mixed(buf, draft);
    html_add_earlier(buf, draft);
    add_table(buf, draft, false);
    html_add_dropped(buf, draft);
    if (furniture) {
        buf_addf(buf,
                 "<details>\n<summary>%zu %s set aside as page furniture"
                 "</summary>\n",
                 furniture, furniture == 1 ? "line" : "lines");
        add_table(buf, draft, true);
        buf_adds(buf, "</details>\n");
    }
    html_add_tail(buf);
}
