/*
 * srx.h - segmentation rules of other tools: SRX 2.0, the Segmentation Rules
 * eXchange of LISA; see srx.c for what is read and srx_match.c for how a
 * position is decided.
 */
#ifndef TEXT_SRX_H
#define TEXT_SRX_H

#include "base/buf.h"
#include "text/text.h"

/* The rules of one file that apply to one language, ready to cut with. */
struct srx;

/* A rule that cannot be used is left out, and srx_warnings() says so. */
enum barq_status srx_open(const char *path, enum barq_lang lang,
                          struct srx **out, struct barq_error *err);
void srx_close(struct srx *srx);

/* What was left out so far, a line each, "" if nothing. */
const char *srx_warnings(const struct srx *srx);

/* The segments of a block by these rules alone; as segmenter_cut(). */
enum barq_status srx_cut(struct srx *srx, struct barq_text block,
                         struct text_spans *spans, struct arena *keep,
                         struct arena scratch, struct barq_error *err);

/*
 * These rules on top of ours: *spans are the segments of segmenter_cut(), of
 * which those that a rule without a break holds together are joined, and
 * which are cut where a rule breaks.
 */
enum barq_status srx_amend(struct srx *srx, struct barq_text block,
                           struct text_spans *spans, struct arena *keep,
                           struct arena scratch, struct barq_error *err);

/* Our own rules as an SRX 2.0 document; see srx_export.c. */
enum barq_status srx_export(struct buf *out, struct barq_error *err);

#endif
