/*
 * printable.c - text from a file or a memory, made safe to look at.
 *
 * A terminal obeys control characters, and a direction override can make a
 * line read as what it is not.  So C0 controls appear as their pictures
 * (U+2400..), C1 controls, overrides, embeddings and isolates from the text
 * as U+FFFD; line ends and tabs become spaces.  Between isolates of our own
 * a right-to-left text leaves the order of its line alone.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "barq.h"

#include <stdlib.h>

enum {
    CONTROL_PICTURES = 0x2400,
    PICTURE_OF_DELETE = 0x2421,
    REPLACEMENT = 0xFFFD,
};

#define FIRST_STRONG_ISOLATE "\xE2\x81\xA8"    /* U+2068 */
#define POP_DIRECTIONAL_ISOLATE "\xE2\x81\xA9" /* U+2069 */

static uint32_t shown(uint32_t c)
{
    if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029)
        return ' ';
    if (c < ' ')
        return CONTROL_PICTURES + c;
    if (c == 0x7F)
        return PICTURE_OF_DELETE;
    if (c >= 0x80 && c < 0xA0)
        return REPLACEMENT;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        return REPLACEMENT;
    return c;
}

char *barq_printable(struct barq_text text, bool isolate)
{
    struct buf buf = { 0 };
    char *out = NULL;
    size_t len;

    if (isolate)
        buf_adds(&buf, FIRST_STRONG_ISOLATE);
    for (size_t i = 0; i < text.len;) {
        char bytes[4];
        size_t n = utf8_put(shown(utf8_next(text, &i)), bytes);
        buf_add(&buf, (struct barq_text){ bytes, n });
    }
    if (isolate)
        buf_adds(&buf, POP_DIRECTIONAL_ISOLATE);
    return buf_take(&buf, &out, &len, NULL) ? NULL : out;
}
