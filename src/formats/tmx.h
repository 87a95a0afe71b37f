/*
 * tmx.h - what the TMX reader and the TMX writer share.
 *
 * The properties that Barq writes, so that its own file comes back as it
 * was.  "file", "prev" and "next" are OmegaT's, who reads them too.
 */
#ifndef FORMATS_TMX_H
#define FORMATS_TMX_H

#include "base/arena.h"
#include "base/buf.h"
#include "formats/formats.h"

#define TMX_ORIGIN "x-barq-origin"
#define TMX_CONFIDENCE "x-barq-confidence"
#define TMX_STORY "x-barq-story"
#define TMX_AGENCY "x-barq-agency"
#define TMX_POSITION "x-barq-position"
#define TMX_ENGINE "x-barq-engine"
#define TMX_AR_PREV "x-barq-ar-prev"
#define TMX_AR_NEXT "x-barq-ar-next"
#define TMX_EN_PREV "x-barq-en-prev"
#define TMX_EN_NEXT "x-barq-en-next"
#define TMX_EDITION "x-barq-edition" /* which version of its story that was */
#define TMX_SLUG "x-barq-slug"       /* what else leads to that story */
#define TMX_PLACE "x-barq-place"     /* where it stood before, as JSON */
#define TMX_CLASS "x-barq-class"     /* of a draft: how like its source is */
#define TMX_ADAPTED "x-barq-adapted" /* of a draft: "12 -> 15" */
#define TMX_EXTRA "x-barq-extra"     /* the rest of barq_unit.extra, as JSON */
#define TMX_FILE "file"
#define TMX_PREV "prev"
#define TMX_NEXT "next"
#define TMX_MT "MT: " /* before the engine, as creationid */

/* Who and when, of a <tu> or a <tuv>; empty where not given. */
struct tmx_about {
    struct barq_text created_by, changed_by, created, changed, uses;
};

struct tmx_prop {
    const struct tmx_prop *next;
    struct barq_text type, value;
    enum barq_lang lang; /* of the prop or its <tuv>; may be unknown */
};

/* One <tuv> in Arabic or English. */
struct tmx_side {
    struct barq_text text;
    bool too_long; /* beyond what a memory takes; the text is not kept */
    struct barq_text codes; /* the segment with its inline codes, or empty */
    struct barq_text note;
    struct tmx_about about;
    const struct tmx_prop *props; /* in the order of the file */
};

/* The most variants in one language that a <tu> may have. */
enum { TMX_VARIANTS = 32 };

/* One <tu>, as read; sides[0] are Arabic, sides[1] English. */
struct tmx_tu {
    struct tmx_about about;
    struct barq_text id, note;
    const struct tmx_prop *props;
    struct tmx_side sides[2][TMX_VARIANTS];
    size_t counts[2];
};

/* BARQ_AR for "ar", "AR-SA" or "ar_EG", BARQ_EN likewise. */
enum barq_lang tmx_lang(struct barq_text tag);

/* "20261123T061200Z" to seconds; false if it is no date. */
bool tmx_date(struct barq_text text, int64_t *out);

/* A whole number from 0, and a share from 0 to 1; false if it is none. */
bool tmx_integer(struct barq_text text, int64_t *out);
bool tmx_share(struct barq_text text, double *out);

/* A place as JSON, and back; see tmx_place.c.  False if it is none that we
 * wrote, or memory ran out. */
void tmx_place_print(struct buf *buf, const struct memory_place *place);
bool tmx_place_read(struct barq_text json, struct memory_place *place,
                    struct arena *keep);

/* The highest edition that is taken for one. */
#define TMX_EDITION_MOST ((int64_t)1 << 40)

/* Hand every pair of the <tu> to the sink, or say why there is none. */
enum barq_status tmx_take_tu(const struct tmx_tu *tu,
                             const struct pair_sink *sink, struct arena scratch,
                             struct barq_error *err);

#endif
