/*
 * fold_char.c - folding, one code point at a time.
 *
 * L1 takes away what carries no meaning: marks, tatweel, direction controls,
 * the script of a digit, the shape of a quote or dash.  L2 unifies letters
 * that desks write one for another:
 *
 *   U+0622 0623 0625 0671  alef with madda, hamza, wasla   -> U+0627
 *   U+0649 06CC 0626       alef maqsura, Farsi yeh, yeh with hamza -> U+064A
 *   U+0624                 waw with hamza                  -> U+0648
 *   U+0629                 teh marbuta                     -> U+0647
 *   U+06A9 06AF 06AD       keheh, gaf, ng                  -> U+0643
 *   U+067E 0686 0698 06A4  peh, tcheh, jeh, veh            -> b, j, z, f
 *
 * and Arabic punctuation to its ASCII counterpart.  The hamza that stands
 * alone (U+0621) stays: it tells words apart that differ in nothing else.
 */
#include "text/fold.h"

#include "text/chars.h"

#include <unicode/uchar.h>

enum {
    TATWEEL = 0x0640,
    ALEF = 0x0627,
    BEH = 0x0628,
    JEEM = 0x062C,
    ZAIN = 0x0632,
    FEH = 0x0641,
    QAF = 0x0642,
    KAF = 0x0643,
    HEH = 0x0647,
    WAW = 0x0648,
    YEH = 0x064A,
};

static uint32_t fold_mark(uint32_t c)
{
    if (c >= 0x0660 && c <= 0x0669)
        return '0' + (c - 0x0660);
    if (c >= 0x06F0 && c <= 0x06F9)
        return '0' + (c - 0x06F0);
    if (c == TATWEEL || char_is_haraka(c) || char_is_control(c))
        return 0;
    if (char_is_dash(c))
        return '-';
    if (!char_is_quote(c))
        return c;
    bool is_single = c == '\'' || (c >= 0x2018 && c <= 0x201B) || c == 0x2032;
    return is_single ? '\'' : '"';
}

static uint32_t fold_persian(uint32_t c)
{
    switch (c) {
    case 0x067E:
        return BEH;
    case 0x0686:
        return JEEM;
    case 0x0698:
        return ZAIN;
    case 0x06A4:
        return FEH;
    case 0x06A8:
        return QAF;
    case 0x06A9:
    case 0x06AD:
    case 0x06AF:
        return KAF;
    case 0x06BE:
    case 0x06C0:
    case 0x06C1:
    case 0x06D5:
        return HEH;
    case 0x06CC:
    case 0x06D2:
        return YEH;
    default:
        return c;
    }
}

static uint32_t fold_punctuation(uint32_t c)
{
    switch (c) {
    case 0x060C:
    case 0x066C:
        return ',';
    case 0x061B:
        return ';';
    case 0x061F:
        return '?';
    case 0x066A:
        return '%';
    case 0x066B:
    case 0x06D4:
        return '.';
    case 0x066D:
        return '*';
    default:
        return c;
    }
}

static uint32_t fold_letter(uint32_t c)
{
    switch (c) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671:
    case 0x0672:
    case 0x0673:
        return ALEF;
    case 0x0624:
        return WAW;
    case 0x0626:
    case 0x0649:
        return YEH;
    case 0x0629:
        return HEH;
    default:
        break;
    }
    if (c >= 0x0600 && c <= 0x06FF)
        return fold_punctuation(fold_persian(c));
    return (uint32_t)u_tolower((UChar32)c);
}

uint32_t fold_char(uint32_t c, enum text_level level)
{
    if (level == TEXT_L0)
        return c;
    if (c < 0x80)
        return level == TEXT_L2 && c >= 'A' && c <= 'Z' ? c + 32 : c;
    c = fold_mark(c);
    return c && level == TEXT_L2 ? fold_letter(c) : c;
}
