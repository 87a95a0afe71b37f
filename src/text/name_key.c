/*
 * name_key.c - what is left of a name when it changes its script.
 *
 * Arabic writes no short vowels and lacks p, v and a hard g; English has one
 * t, one s and one h for several Arabic letters.  What survives the journey
 * is the order of a few classes of consonants:
 *
 *   B: b p, BEH                 T: t d, TEH TAH DAL DAD
 *   F: f v, FEH                 S: s z, SEEN SAD ZAIN THEH THAL ZAH SHEEN
 *   G: g k q j c, JEEM GHAIN QAF KAF KHAH
 *   L, M (m n), R
 *
 * Vowels, h, w, y, hamza, ain and their like leave nothing, and a class that
 * comes twice running counts once.  Blinken and BEH LAM YEH NOON KAF NOON
 * are both BLMGM.  Digraphs: sh th -> S, ph -> F, gh kh ck -> G, ch -> TS
 * (TEH SHEEN), x -> GS, c before e i y -> S.
 *
 * Short skeletons collide; callers ask for three classes or more.
 */
#include "text/name.h"

struct class_range {
    uint32_t first, last;
    char letter;
};

static const struct class_range classes[] = {
    { 0x0628, 0x0628, 'B' }, /* beh */
    { 0x062A, 0x062A, 'T' }, /* teh */
    { 0x062B, 0x062B, 'S' }, /* theh */
    { 0x062C, 0x062C, 'G' }, /* jeem */
    { 0x062E, 0x062E, 'G' }, /* khah */
    { 0x062F, 0x062F, 'T' }, /* dal */
    { 0x0630, 0x0630, 'S' }, /* thal */
    { 0x0631, 0x0631, 'R' }, /* reh */
    { 0x0632, 0x0635, 'S' }, /* zain, seen, sheen, sad */
    { 0x0636, 0x0637, 'T' }, /* dad, tah */
    { 0x0638, 0x0638, 'S' }, /* zah */
    { 0x063A, 0x063A, 'G' }, /* ghain */
    { 0x0641, 0x0641, 'F' }, /* feh */
    { 0x0642, 0x0643, 'G' }, /* qaf, kaf */
    { 0x0644, 0x0644, 'L' }, /* lam */
    { 0x0645, 0x0646, 'M' }, /* meem, noon */
    { 0x067E, 0x067E, 'B' }, /* peh */
    { 0x0686, 0x0686, 'G' }, /* tcheh */
    { 0x0698, 0x0698, 'S' }, /* jeh */
    { 0x06A4, 0x06A4, 'F' }, /* veh */
    { 0x06AF, 0x06AF, 'G' }, /* gaf */
};

/* For a..z, '-' where the letter leaves nothing. */
static const char latin[] = "-BGT-FG--GGLMM-BGRST-F-G-S";

static char class_of(uint32_t c)
{
    if (c >= 'a' && c <= 'z')
        return latin[c - 'a'];
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        if (c >= classes[i].first && c <= classes[i].last)
            return classes[i].letter;
    return '-';
}

/* Two Latin letters that are one sound; how they are written here. */
static const char *digraph(uint32_t first, uint32_t second)
{
    static const struct {
        char pair[3];
        const char *classes;
    } table[] = {
        { "sh", "S" }, { "th", "S" }, { "ph", "F" },  { "gh", "G" },
        { "kh", "G" }, { "ck", "G" }, { "ch", "TS" }, { "ce", "S" },
        { "ci", "S" }, { "cy", "S" },
    };

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (first == (uint32_t)table[i].pair[0] &&
            second == (uint32_t)table[i].pair[1])
            return table[i].classes;
    return NULL;
}

static size_t put(char *out, size_t len, char letter)
{
    if (letter == '-' || len == NAME_KEY_MOST)
        return len;
    if (len && out[len - 1] == letter)
        return len;
    out[len] = letter;
    return len + 1;
}

size_t name_key(struct barq_text name, char *out)
{
    struct name_letters letters;
    size_t len = 0;

    name_spell(name, &letters);
    for (size_t i = 0; i < letters.count; i++) {
        uint32_t c = letters.at[i];
        uint32_t next = i + 1 < letters.count ? letters.at[i + 1] : 0;
        const char *pair = digraph(c, next);

        if (pair) {
            i++;
            for (; *pair; pair++)
                len = put(out, len, *pair);
            continue;
        }
        len = put(out, len, class_of(c));
        if (c == 'x')
            len = put(out, len, 'S');
    }
    return len;
}
