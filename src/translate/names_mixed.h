/* names_mixed.h - names that a draft writes in several forms. */
#ifndef TRANSLATE_NAMES_MIXED_H
#define TRANSLATE_NAMES_MIXED_H

#include "translate/names.h"

/* That a name stands in a segment in some form. */
struct name_use {
    uint64_t name, form; /* hashes of keys */
    struct barq_text text;
    size_t segment;
};

struct names_mixed {
    struct name_use *at;
    size_t count, room;
    struct arena *keep;
};

/* Note the names of a segment: those of the ledger by the name, others by
 * their Arabic form. */
enum barq_status names_mixed_see(struct names_mixed *mixed,
                                 const struct name_pairs *pairs,
                                 const struct name_founds *founds,
                                 size_t segment, struct arena scratch,
                                 struct barq_error *err);

/* Into the draft's report, each name once, and a note where the first segment
 * has another form than most. */
enum barq_status names_mixed_say(struct names_mixed *mixed, struct drafting *d,
                                 struct barq_error *err);

#endif
