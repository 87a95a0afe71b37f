/*
 * stem_ar.c - light stems of Arabic words, for retrieval and partial credit.
 *
 * The usual light stemmers cut by letters alone and damage names (wazir
 * becomes zir, Putin wtin).  So a clitic is taken off only on evidence:
 *
 *   the article and its chains (al-, wal-, bil-, kal-, fal-, lil-)  from any
 *       word that is not itself in the lexicon
 *   one letter (w f b k l s), or two (wb, wl, fb ...)  only where the rest
 *       is in the lexicon, as it stands, with the article, or by a suffix
 *   a suffix  only where what is left is in the lexicon, or where five
 *       letters or more are left of an unknown word
 *
 * and never down to fewer than three letters.  A country, place or body
 * keeps all its letters.  Example: w+bi+hukumat+ha -> hukumah, by way of
 * "hukumatha", whose suffix -tha stands for teh marbuta (heh, at L2) and -ha.
 *
 * Words are L2 keys, so every Arabic letter is two bytes.
 */
#include "base/utf8.h"
#include "text/lexicon.h"
#include "text/stem.h"

#include <string.h>

#define ALEF "\u0627"
#define BEH "\u0628"
#define TEH "\u062A"
#define SEEN "\u0633"
#define FEH "\u0641"
#define KAF "\u0643"
#define LAM "\u0644"
#define MEEM "\u0645"
#define NOON "\u0646"
#define HEH "\u0647"
#define WAW "\u0648"
#define YEH "\u064A"
#define AL ALEF LAM

enum { LETTER = 2, LEAST = 3 * LETTER, FREE_REST = 5 * LETTER };

struct suffix {
    const char *off, *on;
    bool is_free; /* off an unknown word, too */
};

/* Longest first, and of one length the likelier reading. */
static const struct suffix suffixes[] = {
    { TEH HEH MEEM ALEF, HEH, false },
    { HEH MEEM ALEF, "", true },
    { TEH HEH ALEF, HEH, false },
    { TEH HEH MEEM, HEH, false },
    { TEH NOON ALEF, HEH, false },
    { YEH WAW NOON, YEH, false },
    { YEH YEH NOON, YEH, false },
    { TEH YEH NOON, HEH, false },
    { TEH ALEF NOON, HEH, false },
    { TEH HEH, HEH, false },
    { HEH ALEF, "", true },
    { HEH MEEM, "", true },
    { HEH NOON, "", false },
    { KAF MEEM, "", false },
    { NOON ALEF, "", false },
    { ALEF TEH, HEH, false },
    { ALEF TEH, "", true },
    { WAW NOON, "", false },
    { YEH NOON, "", false },
    { ALEF NOON, "", false },
    { YEH HEH, YEH, false },
    { HEH, "", false },
    { YEH, "", false },
    { ALEF, "", false },
};

static bool starts(struct barq_text word, const char *with)
{
    size_t len = strlen(with);

    return word.len >= len && memcmp(word.at, with, len) == 0;
}

static bool ends(struct barq_text word, const char *with)
{
    size_t len = strlen(with);

    return word.len >= len && memcmp(word.at + word.len - len, with, len) == 0;
}

static struct barq_text without(struct barq_text word, const char *prefix)
{
    return text_slice(word, strlen(prefix), word.len);
}

static int flags_of(const struct lexicon *lexicon, struct barq_text key)
{
    const struct word *word = lexicon_word(lexicon, BARQ_AR, key);

    return word ? word->flags : 0;
}

enum { LONGEST_WORD = 64 }; /* bytes; no Arabic word is longer */

/* Is `word` in the lexicon, as it is or with the article? */
static int known(const struct lexicon *lexicon, struct barq_text word)
{
    char with_article[LONGEST_WORD + sizeof(AL)];
    int flags = flags_of(lexicon, word);

    if (flags & WORD_KNOWN)
        return flags;
    memcpy(with_article, AL, sizeof(AL) - 1);
    memcpy(with_article + sizeof(AL) - 1, word.at, word.len);
    return flags_of(
        lexicon, (struct barq_text){ with_article, word.len + sizeof(AL) - 1 });
}

/*
 * Put `word` without its suffix into `to`; returns its length, and in *sure
 * whether the lexicon vouches for it.
 */
static size_t take_suffix(const struct lexicon *lexicon, struct barq_text word,
                          char *to, bool *sure)
{
    int flags = known(lexicon, word);
    size_t loose = word.len;

    *sure = flags & WORD_KNOWN;
    memcpy(to, word.at, word.len);
    if (flags & (WORD_NAME | WORD_FUNCTION))
        return word.len;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        const struct suffix *s = &suffixes[i];
        size_t rest = word.len - strlen(s->off);
        if (!ends(word, s->off) || rest + strlen(s->on) < LEAST)
            continue;
        if (flags & WORD_NATION && strcmp(s->on, YEH) != 0)
            continue; /* all forms of a nation meet in its masculine */
        memcpy(to + rest, s->on, strlen(s->on));
        size_t len = rest + strlen(s->on);
        if (known(lexicon, (struct barq_text){ to, len }) & WORD_KNOWN) {
            *sure = true;
            return len;
        }
        memcpy(to + rest, word.at + rest, word.len - rest);
        if (s->is_free && rest >= FREE_REST && loose == word.len && !*sure)
            loose = rest;
    }
    return loose;
}

static bool is_proclitic(struct barq_text word)
{
    static const char *const letters[] = { WAW, FEH, BEH, KAF, LAM, SEEN };

    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
        if (starts(word, letters[i]))
            return true;
    return false;
}

/* Without the article or a chain that holds it; false if there is none. */
static bool take_article(struct barq_text word, struct barq_text *rest)
{
    static const char *const chains[] = {
        WAW BEH AL, WAW KAF AL, FEH BEH AL, WAW LAM LAM, FEH LAM LAM, WAW AL,
        BEH AL,     KAF AL,     FEH AL,     LAM LAM,     AL,
    };

    for (size_t i = 0; i < sizeof(chains) / sizeof(chains[0]); i++)
        if (starts(word, chains[i]) && word.len - strlen(chains[i]) >= LEAST) {
            *rest = without(word, chains[i]);
            return true;
        }
    return false;
}

size_t stem_arabic(const struct lexicon *lexicon, struct barq_text word,
                   char *to)
{
    struct barq_text rest = word;
    bool sure = false;

    if (word.len > LONGEST_WORD - LETTER) {
        memcpy(to, word.at, word.len);
        return word.len;
    }
    int flags = flags_of(lexicon, word);
    if (starts(word, AL) || !(flags & WORD_KNOWN)) {
        if (take_article(word, &rest))
            return take_suffix(lexicon, rest, to, &sure);
        rest = word;
        for (int i = 0; i < 2 && is_proclitic(rest); i++) {
            rest = without(rest, WAW);
            if (rest.len < LEAST)
                break;
            size_t len = take_suffix(lexicon, rest, to, &sure);
            if (sure)
                return len;
        }
    }
    return take_suffix(lexicon, word, to, &sure);
}

struct barq_text stem_bare(const struct lexicon *lexicon, struct barq_text word)
{
    struct barq_text rest = word;

    if (word.len > LONGEST_WORD || lexicon_word(lexicon, BARQ_AR, word))
        return word;
    for (int i = 0; i < 2 && is_proclitic(rest); i++) {
        bool joins = starts(rest, WAW) || starts(rest, FEH);
        rest = without(rest, WAW);
        int flags = flags_of(lexicon, rest);
        if (rest.len < LEAST && !(joins && flags & WORD_FUNCTION))
            break;
        if (flags || lexicon_word(lexicon, BARQ_AR, rest))
            return rest;
    }
    return word;
}
