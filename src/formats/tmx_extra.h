/* tmx_extra.h - what a <tu> says and barq_unit has no place for. */
#ifndef FORMATS_TMX_EXTRA_H
#define FORMATS_TMX_EXTRA_H

#include "formats/tmx.h"

/* The longest that a memory takes. */
enum { TMX_EXTRA_MOST = 1 << 20 };

enum tmx_member {
    TMX_CREATIONID,
    TMX_CREATIONDATE,
    TMX_CHANGEDATE,
    TMX_SEG,
    TMX_TUID,
    TMX_MEMBERS,
};

/* Zeroed is empty.  Adding goes on after a failure, and does nothing. */
struct tmx_extra {
    struct barq_text members[TMX_MEMBERS]; /* as JSON, in some arena */
    struct buf props;                      /* JSON objects, commas between */
    bool failed;                           /* memory ran out */
    bool too_large;                        /* beyond TMX_EXTRA_MOST */
};

/* `to` becomes equal to `from`, of which it shares the members. */
void tmx_extra_copy(struct tmx_extra *to, const struct tmx_extra *from);
void tmx_extra_release(struct tmx_extra *extra);

/* Note `text` down as a member, unless it is there already. */
void tmx_extra_add(struct tmx_extra *extra, enum tmx_member member,
                   struct barq_text text, struct arena *keep);

/* The segments with their codes; either may be empty.  They stand in for
 * those that an earlier export wrote down. */
void tmx_extra_add_codes(struct tmx_extra *extra, struct barq_text ar,
                         struct barq_text en, struct arena *keep);

/* A property that goes out again as it came in. */
void tmx_extra_add_prop(struct tmx_extra *extra, const struct tmx_prop *prop);

/* Take TMX_EXTRA apart; false when it holds nothing that Barq wrote. */
bool tmx_extra_take_back(struct tmx_extra *extra, const struct tmx_prop *prop,
                         struct arena *keep);

/* All of it as one JSON object, empty if there is none; look at `failed` and
 * `too_large` before using it. */
struct barq_text tmx_extra_print(struct tmx_extra *extra, struct arena *keep);

#endif
