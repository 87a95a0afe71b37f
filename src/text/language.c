#include "text/text.h"

#include "base/utf8.h"
#include "text/chars.h"

enum barq_lang text_lang(struct barq_text text)
{
    size_t arabic = 0, latin = 0;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (c < '0')
            continue;
        arabic += char_is_arabic(c);
        latin += char_is_latin(c);
    }
    if (!arabic && !latin)
        return BARQ_LANG_UNKNOWN;
    return arabic >= latin ? BARQ_AR : BARQ_EN;
}

enum barq_lang barq_text_lang(struct barq_text text)
{
    return text_lang(text);
}

size_t text_word_count(struct barq_text text)
{
    size_t count = 0;
    bool counted = false;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (utf8_is_space(c)) {
            counted = false;
        } else if (!counted && (char_is_letter(c) || char_is_digit(c))) {
            counted = true;
            count++;
        }
    }
    return count;
}
