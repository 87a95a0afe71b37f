/* sniff.c - the beginning of a file, as html_sniff.c and newsml_sniff.c look
 * at it. */
#include "formats/sniff.h"

#include <string.h>

void sniff_beginning(struct barq_text bytes, struct beginning *out)
{
    size_t len = 0;

    for (size_t i = 0; i < bytes.len && len < SNIFF_MOST; i++)
        if (bytes.at[i])
            out->at[len++] = bytes.at[i];
    out->at[len] = 0;
}

const char *sniff_past(const char *at, const char *mark)
{
    const char *found = strstr(at, mark);

    return found ? found + strlen(mark) : at + strlen(at);
}
