/* parts.h - the values of a side, taken apart for value.c. */
#ifndef CHECK_PARTS_H
#define CHECK_PARTS_H

#include "check/check.h"

enum part_kind { PART_FIGURE, PART_MONTH, PART_WEEKDAY };

/* The least that must be the same on both sides. */
struct part {
    struct barq_text text;  /* "15", "1.5" */
    struct barq_text group; /* the same with its leading zeros, "015" */
    struct barq_span span;  /* of its value */
    enum part_kind kind;
    enum barq_rule rule;
    bool digits; /* the value is written with digits */
    bool decade;
    bool weak;      /* a partner for others, that wants none itself */
    bool paragraph; /* the number of the paragraph, as it seems */
    bool taken;
};

struct parts {
    struct part *at;
    size_t count;
};

/* In the order of the text, but for what is in no value, which comes last;
 * false when the arena is full. */
bool parts_take_apart(const struct check_side *side, struct parts *parts,
                      struct arena *keep);

#endif
