#include "formats/formats.h"

#include <string.h>

/*
 * Source and translation for a terminal, one below the other:
 *
 *   headline
 *   [102 published #12]
 *   ...source...
 *   ...translation...
 *     changed: ... since the last version, as [-it was-]{+it is+}
 *     note: ...
 *
 * What was put into a translation stands between {+ and +}.
 *
 * Stacked rather than side by side, since terminals differ in how they order
 * and measure Arabic: a line of its own comes out right on all of them.  No
 * isolates: the text may go through a pipe.
 */

static void add_printable(struct buf *buf, struct barq_text text)
{
    char *safe = barq_printable(text, false);

    if (safe)
        buf_adds(buf, safe);
    else
        buf->failed = true;
    barq_string_free(safe);
}

static void add_line(struct buf *buf, const char *before, struct barq_text text)
{
    if (!text.len)
        return;
    buf_adds(buf, before);
    add_printable(buf, text);
    buf_addc(buf, '\n');
}

/* "[102 published #12]", "[mt libretranslate]", "[open]", "[furniture]" */
static void add_origin(struct buf *buf, const struct barq_draft_segment *s)
{
    if (draft_is_furniture(s)) {
        buf_adds(buf, "[furniture]\n");
    } else if (!s->target.at) {
        buf_adds(buf, "[open]\n");
    } else if (s->rank <= 0) {
        buf_adds(buf, "[mt ");
        add_printable(buf, s->engine);
        buf_adds(buf, "]\n");
    } else {
        buf_addf(buf, "[%d %s", s->rank, barq_origin_name(s->origin));
        if (s->unit)
            buf_addf(buf, " #%lld", (long long)s->unit);
        buf_adds(buf, "]\n");
    }
}

/* "  quote: We will return (story X, unit 12)" */
static void add_quotes(struct buf *buf, const struct barq_draft *draft,
                       size_t segment)
{
    size_t count = 0;
    const struct barq_known_quote *quotes =
        barq_draft_quotes(draft, segment, &count);

    for (size_t i = 0; i < count; i++) {
        buf_adds(buf, quotes[i].sentence ? "  quote, in: "
                      : quotes[i].part   ? "  quote, a part of: "
                                         : "  quote: ");
        add_printable(buf, quotes[i].target);
        buf_adds(buf, " (");
        if (quotes[i].story.len) {
            add_printable(buf, quotes[i].story);
            buf_adds(buf, ", ");
        }
        buf_addf(buf, "unit %lld)\n", (long long)quotes[i].unit);
    }
}

/* "  fragment: <source> = <target> (story X, unit 12)" */
static void add_fragments(struct buf *buf, const struct barq_draft *draft,
                          size_t segment)
{
    size_t count = 0;
    const struct barq_fragment *fragments =
        barq_draft_fragments(draft, segment, &count);

    for (size_t i = 0; i < count; i++) {
        buf_adds(buf, "  fragment: ");
        add_printable(buf, fragments[i].source);
        buf_adds(buf, fragments[i].sure ? " = " : " =? ");
        add_printable(buf, fragments[i].target);
        buf_adds(buf, " (");
        if (fragments[i].story.len) {
            add_printable(buf, fragments[i].story);
            buf_adds(buf, ", ");
        }
        buf_addf(buf, "unit %lld)\n", (long long)fragments[i].unit);
    }
    struct barq_text proposal = barq_draft_proposal(draft, segment);
    if (proposal.len)
        add_line(buf, "  joined: ", proposal);
}

static void add_target(struct buf *buf, const struct barq_draft_segment *s)
{
    struct buf marked = { 0 };

    draft_add_target(&marked, s);
    buf->failed = buf->failed || marked.failed;
    if (!marked.failed)
        add_line(buf, "", (struct barq_text){ marked.at, marked.len });
    buf_release(&marked);
}

/* "  check: number, error: ..." */
static void add_findings(struct buf *buf, const struct barq_draft *draft,
                         size_t segment)
{
    size_t count = 0;
    const struct barq_finding *found =
        barq_draft_findings(draft, segment, &count);

    for (size_t i = 0; i < count; i++) {
        struct buf line = { 0 };
        draft_add_finding(&line, draft, segment, &found[i]);
        buf->failed = buf->failed || line.failed;
        if (!line.failed)
            add_line(buf, "  check: ", (struct barq_text){ line.at, line.len });
        buf_release(&line);
    }
}

static void add_mark(struct buf *line, const char *open, struct barq_text text,
                     const char *close)
{
    if (!text.len)
        return;
    buf_adds(line, open);
    buf_add(line, text);
    buf_adds(line, close);
}

/* What it was, with marks as wdiff has them; or that it is new. */
static void add_since(struct buf *buf, const struct barq_draft_segment *s)
{
    const struct barq_text none = { "", 0 };
    struct buf line = { 0 };

    for (size_t i = 0; i < s->was_count; i++) {
        const struct barq_run *run = &s->was[i];
        bool missing = run->kind == BARQ_RUN_MISSING;
        if (run->kind == BARQ_RUN_SAME) {
            buf_add(&line, run->text);
            continue;
        }
        add_mark(&line, "[-", missing ? none : run->text, "-]");
        add_mark(&line, "{+", missing ? run->text : run->query, "+}");
    }
    add_line(buf, "  changed: ", (struct barq_text){ line.at, line.len });
    if (s->since == BARQ_NEW)
        buf_adds(buf, "  new\n");
    buf->failed = buf->failed || line.failed;
    buf_release(&line);
}

static void add_segment(struct buf *buf, const struct barq_draft_segment *s)
{
    add_origin(buf, s);
    add_line(buf, "", s->source.text);
    add_target(buf, s);
    add_since(buf, s);
    add_line(buf, "  stored source: ", s->matched);
    add_line(buf, "  note: ", s->notes);
}

void bilingual_write_draft(struct buf *buf, const struct barq_draft *draft)
{
    size_t block = SIZE_MAX;

    for (size_t i = 0; i < draft->count; i++) {
        const struct barq_draft_segment *s = &draft->segments[i];
        if (i)
            buf_addc(buf, '\n');
        if (s->source.block != block)
            buf_addf(buf, "%s\n", barq_kind_name(s->source.kind));
        block = s->source.block;
        add_segment(buf, s);
        add_findings(buf, draft, i);
        add_quotes(buf, draft, i);
        add_fragments(buf, draft, i);
    }
    if (draft->report.failure[0]) {
        buf_addc(buf, '\n');
        add_line(buf, "machine translation failed: ",
                 (struct barq_text){ draft->report.failure,
                                     strlen(draft->report.failure) });
    }
}
