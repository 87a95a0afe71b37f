/* tmx_seg.h - the text of a <seg>, and the whole of it with its codes. */
#ifndef FORMATS_TMX_SEG_H
#define FORMATS_TMX_SEG_H

#include "base/buf.h"
#include "base/xml.h"

/* The longest text and the longest whole; what comes after is let go. */
enum { TMX_TEXT_MOST = 64 << 10, TMX_CODES_MOST = 1 << 20 };

struct tmx_seg {
    struct buf text;  /* over TMX_TEXT_MOST bytes: it was too long */
    struct buf codes; /* over TMX_CODES_MOST bytes: likewise */
    bool has_codes;   /* there was an element, so that the two differ */
    int code_depth;   /* of the inline code we are in; 0: none */
    bool gap;         /* a code that may part words stood behind `text` */
};

void tmx_seg_clear(struct tmx_seg *seg); /* keeps the memory */
void tmx_seg_release(struct tmx_seg *seg);

/* The event `xml` is at, an element `depth` deep or text, in the segment. */
void tmx_seg_begin(struct tmx_seg *seg, struct xml *xml, int depth);
void tmx_seg_end(struct tmx_seg *seg, const struct xml *xml, int depth);
void tmx_seg_text(struct tmx_seg *seg, const struct xml *xml);

#endif
