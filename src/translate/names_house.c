/*
 * names_house.c - may a house form stand where another form stood, and in
 * which letters?
 *
 *   ZELENSKY LEAVES      a headline in capitals: ZELENSKYY
 *   El-Sissi leaves      the beginning of a sentence: Al-Sisi, else al-Sisi
 *   an Odesa attack      "an" goes with the old form: no Kyiv there
 *   the Houthis were     a plural, and verbs agree with it: no Ansar Allah
 *   an Israeli official  the house form and an ending: another word
 */
#include "translate/names_house.h"

#include "base/utf8.h"
#include "text/lexicon.h"

#include <string.h>

/* ------------------------------------------------------------------ letters */

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_big(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool house_is_acronym(struct barq_text text)
{
    size_t capitals = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (is_small(text.at[i]))
            return false;
        capitals += is_big(text.at[i]);
    }
    return capitals > 1;
}

/* The first `most` bytes in capitals: of ASCII and of Latin-1, which is what
 * names in English have. */
static struct barq_text in_capitals(struct barq_text text, size_t most,
                                    struct arena *keep)
{
    char *to = arena_new(keep, char, text.len + 1);

    for (size_t i = 0; to && i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool latin = i && (unsigned char)text.at[i - 1] == 0xC3 && c >= 0xA0 &&
                     c != 0xB7 && c != 0xBF;
        bool small = is_small(text.at[i]) || latin;
        to[i] = text.at[i];
        if (small && i < most)
            to[i] = (char)(c - 0x20);
    }
    return (struct barq_text){ to, text.len };
}

/* Does a sentence begin with token `at`? */
static bool begins_sentence(const struct tokens *tokens, size_t at)
{
    while (at && tokens->at[at - 1].kind == TOKEN_PUNCT) {
        char mark = tokens->at[at - 1].raw.at[0];
        if (mark == '.' || mark == '!' || mark == '?')
            return true;
        at--;
    }
    return at == 0;
}

struct barq_text house_fitted(struct barq_text house, struct barq_text old,
                              const struct tokens *tokens, size_t first,
                              struct arena *keep)
{
    if (house_is_acronym(old))
        return in_capitals(house, house.len, keep);
    return begins_sentence(tokens, first) ? in_capitals(house, 1, keep) : house;
}

/* --------------------------------------------------------------- agreement */

static bool is_vowel(char c)
{
    return c && strchr("aeiouAEIOU", c);
}

static bool is_plural(struct barq_text text)
{
    return text.len > 2 && text.at[text.len - 1] == 's' &&
           text.at[text.len - 2] != 's';
}

const char *house_objection(struct barq_text house, struct barq_text old,
                            const struct tokens *tokens, size_t first,
                            enum barq_name_kind kind)
{
    struct barq_text before = first ? tokens->at[first - 1].l2 : text_of("");
    bool article =
        text_equal(before, text_of("a")) || text_equal(before, text_of("an"));

    if (article && is_vowel(old.at[0]) != is_vowel(house.at[0]))
        return "the article before it would change";
    if (kind != BARQ_PERSON && is_plural(old) != is_plural(house))
        return "one is a plural";
    return NULL;
}

static bool starts_alike(struct barq_text text, struct barq_text with)
{
    for (size_t i = 0; i < with.len; i++)
        if (i >= text.len || (text.at[i] | 0x20) != (with.at[i] | 0x20))
            return false;
    return true;
}

/* Is the house form what stands behind a hyphen, as in R-Arizona? */
static bool is_compound(struct barq_text house, struct barq_text old)
{
    return old.len > house.len + 1 && old.at[old.len - house.len - 1] == '-' &&
           starts_alike(text_slice(old, old.len - house.len, old.len), house);
}

bool house_is_stem(struct barq_text house, struct barq_text old,
                   struct barq_text old_key, const struct lexicon *lexicon)
{
    const struct word *word = lexicon_word(lexicon, BARQ_EN, old_key);
    struct barq_text stem = house;

    if ((word && word->flags & WORD_NATION) || is_compound(house, old))
        return true;
    if (stem.len > 4 && is_vowel(stem.at[stem.len - 1]))
        stem.len--;
    return old.len > house.len && stem.len > 2 && starts_alike(old, stem) &&
           !memchr(old.at, ' ', old.len);
}
