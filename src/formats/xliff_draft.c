/*
 * xliff_draft.c - a draft as XLIFF 1.2, to be finished in OmegaT, Trados or
 * memoQ and brought back with `barq import` (xliff_read.c).
 *
 * A <trans-unit> for each segment, in order, furniture as translate="no".  The
 * state of its target (XLIFF 1.2, section 2.2.3, attributes state and
 * state-qualifier) says how far it can be trusted:
 *
 *   equal, as published         translated                exact-match
 *   numbers or names put in     needs-review-translation  exact-match
 *   fuzzy                       needs-review-translation  fuzzy-match
 *   machine translation         needs-review-translation  leveraged-mt
 *   open                        needs-translation         none
 *
 * The target of an open segment is a copy of its source: OmegaT's own reader
 * shows what stands in targets, and nothing else.  So known segments come up
 * there in English, to be left or edited, and open ones in Arabic.
 *
 * What needs review is given once more as an <alt-trans>, with its quality and
 * where it came from.  So the reader can tell what a person has changed from
 * what nobody looked at.  An engine is named by a phase of the file, too, and
 * by the phase-name of its targets.
 */
#include "formats/formats.h"

#include "base/utf8.h"

#include <string.h>

enum { RANK_EQUAL = 98 };

static const char *tag_of(enum barq_lang lang)
{
    return lang == BARQ_AR ? "ar" : "en";
}

static void add_attribute(struct buf *buf, const char *name,
                          struct barq_text value)
{
    buf_addf(buf, " %s=\"", name);
    buf_add_xml(buf, value);
    buf_addc(buf, '"');
}

static void add_element(struct buf *buf, const char *name, const char *lang,
                        struct barq_text text)
{
    buf_addf(buf, "<%s xml:lang=\"%s\">", name, lang);
    buf_add_xml(buf, text);
    buf_addf(buf, "</%s>\n", name);
}

/* ---------------------------------------------------------------- header */

/* Is it the first segment of its engine? */
static bool is_first_of_engine(const struct barq_draft *draft, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (draft->segments[i].origin == BARQ_MT &&
            text_equal(draft->segments[i].engine, draft->segments[at].engine))
            return false;
    return draft->segments[at].origin == BARQ_MT;
}

static void add_head(struct buf *buf, const struct barq_draft *draft)
{
    bool any = false;

    buf_adds(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<xliff version=\"1.2\" "
                  "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n<file");
    add_attribute(buf, "original", draft->story->name);
    buf_addf(buf,
             " source-language=\"%s\" target-language=\"%s\" "
             "datatype=\"plaintext\" tool-id=\"barq\">\n<header>\n",
             tag_of(draft->from), tag_of(draft->to));
    for (size_t i = 0; i < draft->count; i++) {
        if (!is_first_of_engine(draft, i))
            continue;
        buf_adds(buf, any ? "" : "<phase-group>\n");
        any = true;
        buf_adds(buf, "<phase");
        add_attribute(buf, "phase-name", draft->segments[i].engine);
        buf_adds(buf, " process-name=\"machine translation\"/>\n");
    }
    buf_adds(buf, any ? "</phase-group>\n" : "");
    buf_addf(buf,
             "<tool tool-id=\"barq\" tool-name=\"Barq\" "
             "tool-version=\"%s\"/>\n</header>\n<body>\n",
             barq_version());
}

/* ----------------------------------------------------------------- units */

static bool needs_review(const struct barq_draft_segment *s)
{
    return s->origin == BARQ_MT || s->adapted_count || s->rank < RANK_EQUAL;
}

static const char *qualifier_of(const struct barq_draft_segment *s)
{
    if (s->origin == BARQ_MT)
        return "leveraged-mt";
    return s->rank < RANK_EQUAL ? "fuzzy-match" : "exact-match";
}

static void add_target(struct buf *buf, const struct barq_draft *draft,
                       const struct barq_draft_segment *s)
{
    buf_addf(buf, "<target xml:lang=\"%s\" state=\"%s\" state-qualifier=\"%s\"",
             tag_of(draft->to),
             needs_review(s) ? "needs-review-translation" : "translated",
             qualifier_of(s));
    if (s->origin == BARQ_MT)
        add_attribute(buf, "phase-name", s->engine);
    buf_addc(buf, '>');
    buf_add_xml(buf, s->target);
    buf_adds(buf, "</target>\n");
}

/* No xml:lang: it is in the language of the source. */
static void add_open(struct buf *buf, struct barq_text source)
{
    buf_adds(buf, "<target state=\"needs-translation\">");
    buf_add_xml(buf, source);
    buf_adds(buf, "</target>\n");
}

/* What was offered, and what it was a translation of. */
static void add_offer(struct buf *buf, const struct barq_draft *draft,
                      const struct barq_draft_segment *s,
                      struct barq_text source)
{
    buf_adds(buf, "<alt-trans");
    if (s->origin == BARQ_MT) {
        add_attribute(buf, "origin", s->engine);
    } else {
        buf_addf(buf, " match-quality=\"%d\" origin=\"unit %lld\"", s->score,
                 (long long)s->unit);
    }
    buf_adds(buf, ">\n");
    add_element(buf, "source", tag_of(draft->from),
                s->matched.len ? s->matched : source);
    add_element(buf, "target", tag_of(draft->to), s->target);
    buf_adds(buf, "</alt-trans>\n");
}

static void add_unit(struct buf *buf, const struct barq_draft *draft, size_t i)
{
    const struct barq_draft_segment *s = &draft->segments[i];
    struct barq_text source = draft_source(draft, i);

    buf_addf(buf, "<trans-unit id=\"%zu\" restype=\"x-%s\"%s>\n", i,
             barq_kind_name(s->source.kind),
             draft_is_furniture(s) ? " translate=\"no\"" : "");
    add_element(buf, "source", tag_of(draft->from), source);
    if (s->target.len)
        add_target(buf, draft, s);
    else if (!draft_is_furniture(s))
        add_open(buf, source);
    if (s->notes.len) {
        buf_adds(buf, "<note from=\"barq\">");
        buf_add_xml(buf, s->notes);
        buf_adds(buf, "</note>\n");
    }
    if (s->target.len && needs_review(s))
        add_offer(buf, draft, s, source);
    buf_adds(buf, "</trans-unit>\n");
}

void xliff_write_draft(struct buf *buf, const struct barq_draft *draft)
{
    add_head(buf, draft);
    for (size_t i = 0; i < draft->count; i++) {
        const struct barq_draft_segment *s = &draft->segments[i];
        if (!s->target.at || s->target.len) /* or another one covers it */
            add_unit(buf, draft, i);
    }
    buf_adds(buf, "</body>\n</file>\n</xliff>\n");
}
