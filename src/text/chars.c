#include "text/chars.h"

#include <unicode/uchar.h>

/* By number: Arabic letters in source make editors reorder the line. */
enum {
    FULL_STOP_URDU = 0x06D4,
    QUESTION = 0x061F,
    LETTER_MARK = 0x061C,
    ALEF_SUPERSCRIPT = 0x0670,
    LAST_LATIN_B = 0x024F,
};

static bool in(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

bool char_is_control(uint32_t c)
{
    return c == 0xAD || c == LETTER_MARK || in(c, 0x200B, 0x200F) ||
           in(c, 0x202A, 0x202E) || in(c, 0x2060, 0x2064) ||
           in(c, 0x2066, 0x206F) || c == 0xFEFF;
}

bool char_is_haraka(uint32_t c)
{
    return in(c, 0x064B, 0x065F) || c == ALEF_SUPERSCRIPT ||
           in(c, 0x0610, 0x061A) || in(c, 0x06D6, 0x06DC) ||
           in(c, 0x06DF, 0x06E4) || c == 0x06E7 || c == 0x06E8 ||
           in(c, 0x06EA, 0x06ED);
}

bool char_is_digit(uint32_t c)
{
    return in(c, '0', '9') || in(c, 0x0660, 0x0669) || in(c, 0x06F0, 0x06F9);
}

bool char_is_letter(uint32_t c)
{
    if (c < 0x80)
        return in(c | 0x20, 'a', 'z');
    if (in(c, 0x0620, 0x064A) || char_is_haraka(c))
        return true;
    int8_t type = u_charType((UChar32)c);
    return u_isalpha((UChar32)c) || type == U_NON_SPACING_MARK ||
           type == U_COMBINING_SPACING_MARK;
}

bool char_is_arabic(uint32_t c)
{
    return (in(c, 0x0620, 0x06FF) || in(c, 0x0750, 0x077F) ||
            in(c, 0xFB50, 0xFDFB) || in(c, 0xFE70, 0xFEFC)) &&
           char_is_letter(c);
}

bool char_is_latin(uint32_t c)
{
    return c <= LAST_LATIN_B ? char_is_letter(c)
                             : in(c, 0x1E00, 0x1EFF) || in(c, 0xFF21, 0xFF5A);
}

bool char_is_upper(uint32_t c)
{
    return c < 0x80 ? in(c, 'A', 'Z') : u_isupper((UChar32)c);
}

bool char_is_lower(uint32_t c)
{
    return c < 0x80 ? in(c, 'a', 'z') : u_islower((UChar32)c);
}

bool char_is_currency(uint32_t c)
{
    return c == '$' || in(c, 0xA2, 0xA5) || in(c, 0x20A0, 0x20CF) ||
           c == 0xFDFC;
}

bool char_is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0xAB || c == 0xBB ||
           in(c, 0x2018, 0x201F) || c == 0x2039 || c == 0x203A || c == 0x2032 ||
           c == 0x2033 || c == 0xFF02;
}

bool char_is_dash(uint32_t c)
{
    return c == '-' || in(c, 0x2010, 0x2015) || c == 0x2043 || c == 0x2212 ||
           c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}

bool char_opens(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == 0xFD3F;
}

bool char_closes(uint32_t c)
{
    return c == ')' || c == ']' || c == '}' || c == 0xFD3E;
}

bool char_is_bullet(uint32_t c)
{
    return c == 0x2022 || c == 0x2023 || c == 0x2043 || c == 0x25AA ||
           c == 0x25CF || c == 0x25E6;
}

bool char_is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == QUESTION ||
           c == FULL_STOP_URDU || c == 0x2026 || c == 0x203C ||
           in(c, 0x2047, 0x2049) || c == 0x3002 || c == 0xFF01 || c == 0xFF0E ||
           c == 0xFF1F || c == 0xFF61;
}
