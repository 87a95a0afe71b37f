/*
 * quote.c - a server's own words, fit for an error message, without the key.
 *
 * The key must not show.  A server may quote it back in its error, with any
 * letter of it escaped (a\/b, \u00e9), so it is looked for once JSON is
 * decoded, and starred before the text is cut short, which could leave half
 * of it.  As a second bar, the finished message is searched, too.  A server
 * that sends the key in another form yet (in base64, say) is beyond us.
 */
#include "mt/kind.h"

#include "base/utf8.h"

#include <string.h>

/* However long the key is, this stands for it. */
static const char stars[] = "*****";

/* Marks that are not seen but change what is: C1 controls, zero-width and
 * bidi controls, line and paragraph separators. */
static bool is_unseen(uint32_t c)
{
    return c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static bool starts_with(struct barq_text text, size_t i, struct barq_text what)
{
    return what.len && text.len - i >= what.len &&
           memcmp(text.at + i, what.at, what.len) == 0;
}

/* Write c behind the len bytes in `room`; returns how many there are now. */
static size_t put_seen(uint32_t c, char *room, size_t len)
{
    bool space = c == ' ' || is_unseen(c);

    if (space && len && room[len - 1] == ';')
        room[len - 1] = ',';
    return len + utf8_put(space ? ' ' : c, room + len);
}

struct barq_text mt_quote(struct barq_text said, struct barq_text key,
                          char *room, size_t size)
{
    const size_t most = sizeof(stars) - 1; /* that one step can write */
    size_t len = 0;

    said = said.len ? text_trim(said) : text_of("");
    key = key.len ? text_trim(key) : key; /* as a server may have done */
    for (size_t i = 0; i < said.len && len + most <= size;) {
        if (starts_with(said, i, key)) {
            memcpy(room + len, stars, most);
            len += most;
            i += key.len;
        } else {
            len = put_seen(utf8_next(said, &i), room, len);
        }
    }
    struct barq_text quote = text_trim((struct barq_text){ room, len });
    while (quote.len && quote.at[quote.len - 1] == '.')
        quote.len--; /* our messages end without */
    return quote;
}

void mt_hide_key(struct barq_text key, char *text)
{
    if (!key.len)
        return;
    for (char *at = text; (at = strstr(at, key.at)); at += key.len)
        memset(at, '*', key.len);
}
