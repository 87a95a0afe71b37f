/*
 * stem_en.c - light stems of English words.
 *
 * Only inflection goes: 's, the plural, -ed, -ing, and with them a final e,
 * so that rise, rises, rised and rising meet.  Derivation stays, since
 * "nation" and "national" are different words to a translator.
 *
 *   'S  -ies -> y   -sses -> ss   -(ch|sh|x|z)es -> -   -s, not -ss -us -is
 *   -ied -> y   -ed, -ing: off where a vowel is left; a doubled consonant
 *   is made single (stopped -> stop), but not l, s, z   -e off
 *
 * Irregular forms (rose, fell) are left to the lexicon.
 */
#include "base/utf8.h"
#include "text/stem.h"

#include <string.h>

static bool ends(struct barq_text word, const char *with)
{
    size_t len = strlen(with);

    return word.len > len && memcmp(word.at + word.len - len, with, len) == 0;
}

static bool has_vowel(struct barq_text word)
{
    for (size_t i = 0; i < word.len; i++)
        if (strchr("aeiouy", word.at[i]))
            return true;
    return false;
}

static struct barq_text cut(struct barq_text word, size_t bytes)
{
    return (struct barq_text){ word.at, word.len - bytes };
}

static bool is_invariable(struct barq_text word)
{
    static const char *const words[] = { "news",   "series",  "species",
                                         "always", "perhaps", "lens" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (text_equal(word, text_of(words[i])))
            return true;
    return false;
}

/* -ied and -ies stand for y; *y says so. */
static struct barq_text take_plural(struct barq_text word, bool *y)
{
    if (ends(word, "'s"))
        word = cut(word, 2);
    else if (ends(word, "s'"))
        word = cut(word, 1);
    *y = word.len > 4 && (ends(word, "ies") || ends(word, "ied"));
    if (*y)
        return cut(word, 3);
    if (word.len > 4 &&
        (ends(word, "sses") || ends(word, "ches") || ends(word, "shes") ||
         ends(word, "xes") || ends(word, "zes")))
        return cut(word, 2);
    if (word.len > 3 && ends(word, "s") && !ends(word, "ss") &&
        !ends(word, "us") && !ends(word, "is"))
        return cut(word, 1);
    return word;
}

static struct barq_text take_ending(struct barq_text word)
{
    size_t off = 0;

    if (ends(word, "ing"))
        off = 3;
    else if (ends(word, "ed") && !ends(word, "eed"))
        off = 2;
    if (off && word.len - off >= 3 && has_vowel(cut(word, off))) {
        word = cut(word, off);
        char last = word.at[word.len - 1];
        if (word.len > 3 && last == word.at[word.len - 2] &&
            !strchr("aeioulsz", last))
            word = cut(word, 1);
    }
    return word.len > 3 && ends(word, "e") ? cut(word, 1) : word;
}

size_t stem_english(struct barq_text word, char *to)
{
    bool y = false;
    struct barq_text stem = word;

    if (!is_invariable(word)) {
        stem = take_plural(word, &y);
        if (!y)
            stem = take_ending(stem);
    }
    memcpy(to, stem.at, stem.len);
    if (y)
        to[stem.len] = 'y';
    return stem.len + y;
}
