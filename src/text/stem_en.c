/*
 * stem_en.c - light stems of English words.
 *
 * Only inflection goes: 's, the plural, -ed, -ing, and with them a final e,
 * so that rise, rises, rised and rising meet.  Derivation stays, since
 * "nation" and "national" are different words to a translator.
 *
 *   'S  -ies -> y   -sses -> ss   -(ch|sh|x|z)es -> -   -s, not -ss -us -is
 *   -ics   -ied -> y   -ed, -ing: off where a vowel is left; a doubled
 *   consonant is made single (stopped -> stop), but not l, s, z   -e off
 *
 * What is left must be a word of the lexicon (with a final e, maybe), or
 * long enough: three letters of a plural, four of a verb.  A word with a
 * capital may be a name, and is cut only to a known word: Ministers are,
 * Khaled and Texas are not.  Countries, places, bodies and the words of
 * rules/whole.tsv (news, united, proceeds) lose the 's and nothing else.  A
 * final e stays where its loss would make another word of the lexicon: note,
 * and where the word may be a name: Hague.
 *
 * Irregular forms (rose, fell) are left to the lexicon.
 */
#include "base/utf8.h"
#include "text/chars.h"
#include "text/lexicon.h"
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

static int flags_of(const struct lexicon *lexicon, struct barq_text key)
{
    const struct word *word = lexicon_word(lexicon, BARQ_EN, key);

    return word ? word->flags : 0;
}

enum { LONGEST_WORD = 64 };

/* Is `stem` a word, with `tail` behind it? */
static bool is_word(const struct lexicon *lexicon, struct barq_text stem,
                    const char *tail)
{
    char to[LONGEST_WORD + 2];
    size_t more = strlen(tail);

    if (stem.len > LONGEST_WORD)
        return false;
    memcpy(to, stem.at, stem.len);
    memcpy(to + stem.len, tail, more + 1);
    return flags_of(lexicon, (struct barq_text){ to, stem.len + more });
}

static struct barq_text take_genitive(struct barq_text word)
{
    if (word.len > 3 && ends(word, "'s"))
        return cut(word, 2);
    return word.len > 3 && ends(word, "s'") ? cut(word, 1) : word;
}

/* -ied and -ies stand for y; *tail is what takes the place of what goes. */
static struct barq_text take_plural(struct barq_text word, const char **tail)
{
    if (word.len > 4 && (ends(word, "ies") || ends(word, "ied"))) {
        *tail = "y";
        return cut(word, 3);
    }
    if (word.len > 4 &&
        (ends(word, "sses") || ends(word, "ches") || ends(word, "shes") ||
         ends(word, "xes") || ends(word, "zes")))
        return cut(word, 2);
    if (word.len > 3 && ends(word, "s") && !ends(word, "ss") &&
        !ends(word, "us") && !ends(word, "is") && !ends(word, "ics"))
        return cut(word, 1);
    return word;
}

static struct barq_text make_single(struct barq_text word)
{
    char last = word.at[word.len - 1];
    bool doubled = word.len > 3 && last == word.at[word.len - 2];

    return doubled && !strchr("aeioulsz", last) ? cut(word, 1) : word;
}

/* An e comes back where that makes a word: noted is of note, not of not. */
static struct barq_text take_verb(const struct lexicon *lexicon,
                                  struct barq_text word, const char **tail)
{
    size_t off = 0;

    if (ends(word, "ing"))
        off = 3;
    else if (ends(word, "ed") && !ends(word, "eed"))
        off = 2;
    struct barq_text rest = cut(word, off);
    if (!off || rest.len < 3 || !has_vowel(rest))
        return word;
    if (is_word(lexicon, rest, "e")) {
        *tail = "e";
        return rest;
    }
    struct barq_text single = make_single(rest);
    int flags = flags_of(lexicon, single);
    bool known = flags && !(flags & (WORD_FUNCTION | WORD_GRAMMAR));
    return known || rest.len > 3 ? single : word;
}

/* `word` without what inflects it, in `to`. */
static struct barq_text take_ending(const struct lexicon *lexicon,
                                    struct barq_text word, char *to)
{
    const char *tail = "";
    struct barq_text stem = take_plural(word, &tail);

    if (!*tail)
        stem = take_verb(lexicon, stem, &tail);
    memcpy(to, stem.at, stem.len);
    memcpy(to + stem.len, tail, strlen(tail) + 1);
    return (struct barq_text){ to, stem.len + strlen(tail) };
}

static bool is_capital(struct barq_text l1)
{
    size_t i = 0;

    return l1.len && char_is_upper(utf8_next(l1, &i));
}

size_t stem_english(const struct lexicon *lexicon, struct barq_text l1,
                    struct barq_text word, char *to)
{
    struct barq_text whole = take_genitive(word), stem = whole;

    if (!(flags_of(lexicon, whole) & (WORD_NAME | WORD_WHOLE)) &&
        !memchr(whole.at, '\'', whole.len))
        stem = take_ending(lexicon, whole, to);
    bool maybe_name = is_capital(l1) && !is_word(lexicon, stem, "");
    if (stem.at == whole.at || (maybe_name && !is_word(lexicon, stem, "e"))) {
        memcpy(to, whole.at, whole.len);
        return whole.len;
    }
    bool e = !maybe_name && stem.len > 3 && ends(stem, "e") &&
             !ends(stem, "ee") && !is_word(lexicon, cut(stem, 1), "");
    return stem.len - e;
}

bool stem_same_english(const struct lexicon *lexicon, struct barq_text a,
                       struct barq_text b)
{
    char stem_a[LONGEST_WORD + STEM_GROWTH], stem_b[LONGEST_WORD + STEM_GROWTH];

    if (text_equal(a, b))
        return true;
    if (a.len > LONGEST_WORD || b.len > LONGEST_WORD)
        return false;
    size_t a_len = stem_english(lexicon, a, a, stem_a);
    size_t b_len = stem_english(lexicon, b, b, stem_b);
    return text_equal((struct barq_text){ stem_a, a_len },
                      (struct barq_text){ stem_b, b_len });
}
