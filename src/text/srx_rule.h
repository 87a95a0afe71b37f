/* srx_rule.h - one rule of an SRX file, compiled; see srx_rule.c. */
#ifndef TEXT_SRX_RULE_H
#define TEXT_SRX_RULE_H

#include "base/buf.h"
#include "text/text.h"

#include <unicode/uregex.h>

struct srx_rule {
    int number; /* in the file, from 1 */
    bool breaks;
    bool out; /* left out, at compiling or since */
    /* Breaks: before, and a look ahead for after; the end is the position.
     * Does not break: a look at both sides of the position. */
    URegularExpression *pattern;
};

struct srx {
    struct block home;
    const char *path;
    struct srx_rule *rules; /* in the order in which they are tried */
    size_t count;
    struct buf warnings;
    int64_t spent_us; /* of the processor, on cutting so far */
};

/* Text as ICU wants it; .at NULL when the arena is full. */
struct srx_units {
    UChar *at;
    int32_t len;
};

struct srx_units srx_units(struct barq_text text, struct arena *keep);

/* Note that a rule is left out, and why. */
__attribute__((format(printf, 3, 4))) void srx_leave_out(struct srx *srx,
                                                         struct srx_rule *rule,
                                                         const char *format,
                                                         ...);

/* Compile a rule, whose number and kind are set; or leave it out.  A failure
 * is only ever one of memory. */
enum barq_status srx_rule_compile(struct srx *srx, struct srx_rule *rule,
                                  struct barq_text before,
                                  struct barq_text after, struct arena scratch,
                                  struct barq_error *err);

/* Does `pattern` match the whole of `language`, case aside?  *valid is false
 * if it does not compile. */
bool srx_matches_code(struct barq_text pattern, const char *language,
                      bool *valid, struct arena scratch);

#endif
