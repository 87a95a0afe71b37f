/*
 * name_spell.c - the letters of a name, as far as names are compared.
 *
 * L2 goes too far here: it takes teh marbuta for heh and peh for beh, which
 * another script tells apart.  So this keeps letters as L1 has them and
 * unifies only what every writer spells as he likes: hamza on its seats, alef
 * with its signs, Persian yeh and kaf.
 *
 * The article is no part of a name: al-Assad is Assad.  Nor is the Arabic
 * word for a family, "Al Thani".  It must leave three letters behind.
 */
#include "text/name.h"

#include "base/utf8.h"
#include "text/chars.h"
#include "text/icu.h"

#include <unicode/unorm2.h>

enum {
    HAMZA = 0x0621,
    ALEF_MADDA = 0x0622,
    ALEF = 0x0627,
    LAM = 0x0644,
    ARTICLE = 2, /* letters */
};

static uint32_t arabic_letter(uint32_t c)
{
    switch (c) {
    case ALEF_MADDA:
    case 0x0623: /* hamza above, below, wasla */
    case 0x0625:
    case 0x0671:
        return ALEF;
    case 0x0624:
        return 0x0648; /* waw */
    case 0x0626:
    case 0x06CC:
        return 0x064A; /* yeh */
    case 0x06A9:
        return 0x0643; /* kaf */
    case 0x06BE:
    case 0x06C1:
        return 0x0647; /* heh */
    case HAMZA:
    case 0x0640: /* tatweel */
        return 0;
    default:
        return char_is_haraka(c) ? 0 : c;
    }
}

/* Letters that no accent makes: dotless i, o and l and d with a stroke ... */
static uint32_t odd_letter(uint32_t c)
{
    static const struct {
        uint32_t from;
        char to;
    } table[] = {
        { 0x0131, 'i' }, { 0x00F8, 'o' }, { 0x00D8, 'o' }, { 0x0142, 'l' },
        { 0x0141, 'l' }, { 0x0111, 'd' }, { 0x0110, 'd' }, { 0x00DF, 's' },
        { 0x00E6, 'a' }, { 0x00C6, 'a' }, { 0x0153, 'o' }, { 0x0152, 'o' },
    };

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (table[i].from == c)
            return (uint32_t)table[i].to;
    return 0;
}

/* The ASCII letter below the accents, or 0. */
static uint32_t latin_letter(uint32_t c)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar parts[8];

    for (int depth = 0; c >= 0x80 && depth < 4; depth++) {
        const UNormalizer2 *form = unorm2_getNFKCInstance(&code);
        if (odd_letter(c))
            return odd_letter(c);
        int32_t count =
            U_FAILURE(code)
                ? -1
                : unorm2_getRawDecomposition(form, (UChar32)c, parts, 8, &code);
        if (count < 1 || U_FAILURE(code))
            return 0;
        c = parts[0];
    }
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 'a';
    return c >= 'a' && c <= 'z' ? c : 0;
}

/* A word of its own that is an article, or Arabic for "family". */
static bool is_article(const uint32_t *word, size_t count)
{
    bool latin = word[0] == 'a' || word[0] == 'e';
    bool arabic = word[0] == ALEF || word[0] == ALEF_MADDA;

    return count == ARTICLE &&
           ((latin && word[1] == 'l') || (arabic && word[1] == LAM));
}

/* Put a word's letters behind those of the name, without the article. */
static void add_word(struct name_letters *out, const uint32_t *word,
                     size_t count)
{
    bool article = count >= ARTICLE + 3 && word[0] == ALEF && word[1] == LAM;

    if (is_article(word, count))
        return;
    for (size_t i = article ? ARTICLE : 0; i < count; i++)
        if (out->count < NAME_MOST)
            out->at[out->count++] = arabic_letter(word[i]);
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x02BF ||
           char_is_control(c);
}

/* What is kept of a letter, 0 for nothing. */
static uint32_t letter_of(uint32_t c)
{
    if (char_is_arabic(c))
        return arabic_letter(c) ? c : 0;
    return latin_letter(c);
}

void name_spell(struct barq_text name, struct name_letters *out)
{
    uint32_t word[NAME_MOST] = { 0 };
    size_t count = 0;

    out->count = 0;
    for (size_t i = 0; i < name.len && out->count < NAME_MOST;) {
        uint32_t c = utf8_next(name, &i);
        if (is_apostrophe(c))
            continue;
        if (!char_is_letter(c)) {
            add_word(out, word, count);
            count = 0;
        } else if (letter_of(c) && count < NAME_MOST) {
            word[count++] = letter_of(c);
        }
    }
    add_word(out, word, count);
}
