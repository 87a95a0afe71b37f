/*
 * plain.c - what the tokens of a segment tell of all of it.
 *
 * The L0 key of a segment and the number of its words are wanted of each unit
 * that is stored, and the key is nearly always the segment itself.  To find
 * that out byte by byte takes a tenth of an import; but each token was seen
 * before, and a word cache knows whether it is its own key:
 *
 *     |the| |talks|,| |resumed|.|     all plain, one space or none between
 *                                     -> its own L0 key, three words
 *
 * A token is plain only if its first letter joins nothing before it: "<" and
 * U+0338 would be one character.  A second space, a direction mark between
 * two tokens, white space at an end, a token with a space in it: not plain.
 */
#include "text/text.h"

#include "base/utf8.h"

bool text_is_plain(struct barq_text raw, struct tokens tokens, size_t *words)
{
    const char *end = raw.at;
    bool counted = false; /* of what stands together, one word */
    size_t count = 0;

    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.at[i];
        if (i && token->raw.at == end + 1 && *end == ' ')
            counted = false;
        else if (token->raw.at != end)
            return false;
        if (!token->plain || token->words > 1)
            return false;
        if (token->words && !counted) {
            counted = true;
            count++;
        }
        end = token->raw.at + token->raw.len;
    }
    if (end != raw.at + raw.len)
        return false;
    *words = count;
    return true;
}
