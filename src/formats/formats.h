/* formats.h - one file a format, each with a reader, a writer or both. */
#ifndef FORMATS_FORMATS_H
#define FORMATS_FORMATS_H

#include <stdio.h>

#include "align/align.h"
#include "base/arena.h"
#include "base/buf.h"
#include "barq.h"
#include "memory/memory.h"

/* What is known of a segment's quotations. */
struct draft_quotes {
    const struct barq_known_quote *at;
    size_t count;
};

/* What is known of a segment's parts. */
struct draft_fragments {
    const struct barq_fragment *at;
    size_t count;
    struct barq_text proposal; /* .at NULL: they do not cover the segment */
};

/* What the checks found in a segment. */
struct draft_findings {
    const struct barq_finding *at;
    size_t count;
};

/* What barq.h calls a draft; translate/ makes it, writers consume it. */
struct barq_draft {
    struct block home;
    const struct barq_story *story;
    struct barq_draft_segment *segments;
    size_t count;
    enum barq_lang from, to;
    struct barq_report report;
    struct draft_quotes *quotes;       /* of each segment; NULL: of none */
    struct draft_fragments *fragments; /* likewise */
    struct draft_findings *findings;   /* likewise */
    const struct barq_mixed_name *mixed;
    size_t mixed_count;
    struct barq_earlier earlier;
    const struct barq_dropped *dropped; /* earlier.dropped of them */
};

/* Is the segment page furniture that the memory did not know? */
bool draft_is_furniture(const struct barq_draft_segment *segment);

/* The band of the reuse report that a segment which is not falls in.  A unit
 * that a machine made and nobody read counts as machine translation, however
 * equal its source: what it saves is the request and not the reading. */
enum barq_band draft_band(const struct barq_draft_segment *segment);

/* The words of a finding in one language; empty if it has none there. */
struct barq_text draft_words(const struct barq_draft *draft, size_t segment,
                             const struct barq_finding *finding,
                             enum barq_lang lang);

/* "number, error: differ in value: 16 / 15", the Arabic words last. */
void draft_add_finding(struct buf *buf, const struct barq_draft *draft,
                       size_t segment, const struct barq_finding *finding);

/* What the translation of segment i stands for: it, and those after it that it
 * covers. */
struct barq_text draft_source(const struct barq_draft *draft, size_t i);

/* The translation, with what was put into it marked as {+15+}. */
void draft_add_target(struct buf *buf,
                      const struct barq_draft_segment *segment);

void text_write_draft(struct buf *buf, const struct barq_draft *draft);
void bilingual_write_draft(struct buf *buf, const struct barq_draft *draft);
void html_write_draft(struct buf *buf, const struct barq_draft *draft);
void json_write_draft(struct buf *buf, const struct barq_draft *draft);
void tmx_write_draft(struct buf *buf, const struct barq_draft *draft);
void xliff_write_draft(struct buf *buf, const struct barq_draft *draft);
/* In the XML of the story; BARQ_E_USAGE where it came in no such form. */
enum barq_status newsml_write_draft(struct buf *buf,
                                    const struct barq_draft *draft,
                                    struct barq_error *err);
void html_write_alignment(struct buf *buf, const struct barq_alignment *a);

/*
 * A reader of pairs calls `take` for every unit of the file; what it gets is
 * valid until it returns.  Units that cannot be used are counted by reason.
 */
struct pair_sink {
    enum barq_status (*take)(void *context, const struct barq_unit *unit,
                             struct barq_error *err);
    /* One unit left out; `reason` is static, a noun phrase in the plural:
     * "units without an Arabic side". */
    void (*skip)(void *context, const char *reason);
    void *context;
    /* NULL, or called before `take` with all places where that unit stood, if
     * the file has more of them than the unit says.  They live as long. */
    void (*stood)(void *context, const struct memory_places *places);
};

/* Streams: memory use does not grow with the file.  `name` is for messages,
 * which give the line. */
enum barq_status tmx_read(FILE *from, const char *name,
                          const struct pair_sink *sink, struct barq_error *err);
enum barq_status xliff_read(FILE *from, const char *name,
                            const struct pair_sink *sink,
                            struct barq_error *err);
enum barq_status tsv_read(FILE *from, const char *name,
                          const struct pair_sink *sink, struct barq_error *err);

/* TMX 1.4b, a unit at a time, so that memory use does not grow; `places` are
 * all of the unit, its own the last, or NULL.  Writing a unit returns how many
 * characters XML cannot hold, wherever in the unit they were: U+FFFD stands for
 * them.  scratch->failed says that memory ran out. */
void tmx_write_head(FILE *to);
size_t tmx_write_unit(FILE *to, struct buf *scratch,
                      const struct barq_unit *unit,
                      const struct memory_places *places);
void tmx_write_tail(FILE *to);

#endif
