#include "formats/html.h"

/*
 * A page that stands alone: no script, no font or style from elsewhere, so
 * that opening it sends nothing anywhere and it can go by mail.
 *
 * Each cell says its language and direction outright.  dir="auto" would go by
 * the first strong letter, and an Arabic sentence that begins with "AFP:"
 * would be set from left to right.  English stands left and Arabic right, so
 * that both lines begin at an outer edge.
 *
 * Colour never stands alone: every band has its label in words, for those
 * who do not see the colours and for black-and-white print.
 */
static const char style[] =
    "body{margin:2rem auto;max-width:72rem;padding:0 1rem;"
    "font:16px/1.5 system-ui,\"Noto Sans\",sans-serif;color:#1c1e21;"
    "background:#fff}\n"
    "h1{font-size:1.35rem;margin:0 0 1rem}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "th{text-align:left;font-size:.8rem;font-weight:600;color:#5a6069;"
    "padding:.25rem .7rem}\n"
    "td{vertical-align:top;padding:.55rem .7rem;border-top:1px solid #e3e5e8}\n"
    ".pairs{table-layout:fixed}\n"
    ".pairs th:last-child{text-align:right}\n"
    "ins{background:#fff3bf;text-decoration:underline dotted}\n"
    "td p{margin:0;white-space:pre-line;overflow-wrap:anywhere}\n"
    "[lang=ar]{font-family:\"Noto Naskh Arabic\",Amiri,"
    "\"Scheherazade New\",\"Geeza Pro\",\"Traditional Arabic\",serif;"
    "font-size:1.15em;line-height:1.8}\n"
    ".headline td p{font-size:1.35em;font-weight:700;line-height:1.5}\n"
    ".subhead td p{font-weight:700}\n"
    ".caption td p{font-style:italic;color:#43474d}\n"
    ".caption td p[lang=ar]{font-style:normal}\n"
    ".byline td p,.dateline td p,.signoff td p{color:#43474d}\n"
    ".first td{border-top-color:#9aa1aa}\n"
    ".what{display:flex;flex-wrap:wrap;gap:.4rem;align-items:baseline;"
    "margin-bottom:.25rem;font-size:.75rem;color:#5a6069}\n"
    ".label{border-radius:.25rem;padding:.05rem .45rem;font-weight:600;"
    "color:#1c1e21;background:#e3e5e8}\n"
    ".exact>.english{border-left:4px solid #1a7f37}"
    ".exact .label{background:#d3f0da}\n"
    ".near>.english{border-left:4px solid #0b6bcb}"
    ".near .label{background:#d6e8fb}\n"
    ".fuzzy>.english{border-left:4px solid #b7791f}"
    ".fuzzy .label{background:#fbe9c6}\n"
    ".mt>.english{border-left:4px double #8250df}"
    ".mt .label{background:#e9dffb}\n"
    ".open>.english{border-left:4px dashed #c93c37}"
    ".open .label{background:#fbdcda}\n"
    ".check{margin-top:.3rem;font-size:.8rem;color:#7a4b00}\n"
    ".check.error{color:#a3121f}\n"
    ".note,.stored{margin-top:.3rem;font-size:.8rem;color:#5a6069}\n"
    ".empty{color:#767c85;font-style:italic}\n"
    ".report{width:auto;margin:0 0 1.5rem;font-size:.85rem}\n"
    ".report td{padding:.2rem .7rem}\n"
    ".report td.number,.report th.number{text-align:right;"
    "font-variant-numeric:tabular-nums}\n"
    ".failure{border:1px solid #c93c37;border-radius:.25rem;"
    "padding:.4rem .7rem;margin-bottom:1rem}\n"
    "del{color:#a12622;background:#fbdcda}"
    "ins{color:#116329;background:#d3f0da}\n"
    ".earlier{margin:0 0 .4rem;font-size:.85rem}\n"
    "details{margin-top:1.5rem;color:#767c85}\n"
    "summary{cursor:pointer}\n"
    "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}\n"
    "@media(max-width:40rem){.pairs,.pairs tbody,.pairs tr,.pairs td"
    "{display:block}.pairs thead{display:none}"
    ".pairs td+td{border-top:0}}\n";

void html_add_head(struct buf *buf, const char *what, struct barq_text title)
{
    buf_adds(buf, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" "
                  "content=\"width=device-width,initial-scale=1\">\n<title>");
    buf_add_xml(buf, title);
    buf_addf(buf, "%s%s</title>\n<style>\n", title.len ? " - " : "", what);
    buf_adds(buf, style);
    buf_addf(buf, "</style>\n</head>\n<body>\n<h1>%s%s<bdi>", what,
             title.len ? ": " : "");
    buf_add_xml(buf, title);
    buf_adds(buf, "</bdi></h1>\n");
}

void html_add_tail(struct buf *buf)
{
    buf_adds(buf, "</body>\n</html>\n");
}

const char *html_attributes(enum barq_lang lang)
{
    return lang == BARQ_AR ? "lang=\"ar\" dir=\"rtl\""
                           : "lang=\"en\" dir=\"ltr\"";
}

void html_add_text(struct buf *buf, enum barq_lang lang, struct barq_text text)
{
    buf_addf(buf, "<p %s>", html_attributes(lang));
    buf_add_xml(buf, text);
    buf_adds(buf, "</p>");
}

void html_add_runs(struct buf *buf, enum barq_lang lang,
                   const struct barq_adapted *runs, size_t count)
{
    buf_addf(buf, "<p %s>", html_attributes(lang));
    for (size_t i = 0; i < count; i++) {
        if (runs[i].was.at) {
            buf_adds(buf, "<ins title=\"in memory: ");
            buf_add_xml(buf, runs[i].was);
            buf_adds(buf, "\">");
        }
        buf_add_xml(buf, runs[i].text);
        buf_adds(buf, runs[i].was.at ? "</ins>" : "");
    }
    buf_adds(buf, "</p>");
}

void html_add_cell(struct buf *buf, enum barq_lang lang)
{
    buf_addf(buf, "<td class=\"%s\">", lang == BARQ_AR ? "arabic" : "english");
}
