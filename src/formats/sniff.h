/* sniff.h - the beginning of a file, to tell by it what the file is. */
#ifndef FORMATS_SNIFF_H
#define FORMATS_SNIFF_H

#include "barq.h"

enum { SNIFF_MOST = 1 << 14 };

/* Without NUL bytes, so that UTF-16 can be read as well; a string. */
struct beginning {
    char at[SNIFF_MOST + 1];
};

void sniff_beginning(struct barq_text bytes, struct beginning *out);

/* Behind the next `mark`; the end of the string if there is none. */
const char *sniff_past(const char *at, const char *mark);

#endif
