/*
 * stem_ar.c - light stems of Arabic words, for retrieval and partial credit.
 *
 * The usual light stemmers cut by letters alone and damage names (wazir
 * becomes zir, Putin wtin).  So a clitic is taken off only on evidence:
 *
 *   the article  before three letters or more; with b, w before it only if
 *       the rest is in the lexicon or five letters long (Baltimore begins
 *       so), with k, f only if it is in the lexicon (California, Valencia)
 *   one letter (w f b k l s), or two (wb, wl, fb ...)  only where the rest
 *       is in the lexicon, as it stands, with the article, or by a suffix;
 *       but for w, a rest of four letters (Kamal is not k+mal)
 *   a suffix  only where what is left is in the lexicon, or where five
 *       letters or more are left of an unknown word
 *
 * A known word needs no clitic taken off to be known, so it loses nothing
 * in front, and behind only what leaves a word with an English rendering in
 * common: bayanat (statements) becomes bayan (statement), but madrasah
 * (school) not mudarris (teacher).  A country, place or body, and a word of
 * rules/whole.tsv, keeps all its letters, its article too.
 *
 * The article's alef has no hamza, and the L1 key still tells: Ilham is not
 * al-ham.  Example: w+bi+hukumat+ha -> hukumah, by way of "hukumatha", whose
 * suffix -tha stands for teh marbuta (heh, at L2) and -ha.
 *
 * Words are keys, so every Arabic letter is two bytes.
 */
#include "base/utf8.h"
#include "text/letters_ar.h"
#include "text/lexicon.h"
#include "text/stem.h"

#include <string.h>

#define TEH_MARBUTA "\u0629"

enum {
    LETTER = 2,
    LEAST = 3 * LETTER,
    LONGER = 4 * LETTER,
    FREE_REST = 5 * LETTER,
    LONGEST_WORD = 64, /* bytes; no Arabic word is longer */
    KEEPS_ALL = WORD_NAME | WORD_FUNCTION | WORD_WHOLE,
};

struct suffix {
    const char *off, *on;
    size_t least; /* bytes that stay, what is put on aside */
    enum { KNOWN_REST, FREE, DUAL } kind;
};

/* Longest first, and of one length the likelier reading.  The dual is only
 * told behind an article: Taliban are not two students. */
static const struct suffix suffixes[] = {
    { TEH HEH MEEM ALEF, HEH, LEAST - LETTER, FREE },
    { HEH MEEM ALEF, "", LEAST, FREE },
    { TEH HEH ALEF, HEH, LEAST - LETTER, FREE },
    { TEH HEH MEEM, HEH, LEAST - LETTER, FREE },
    { TEH NOON ALEF, HEH, LEAST - LETTER, KNOWN_REST },
    { YEH WAW NOON, YEH, LEAST - LETTER, KNOWN_REST },
    { YEH YEH NOON, YEH, LEAST - LETTER, KNOWN_REST },
    { TEH YEH NOON, HEH, LEAST - LETTER, KNOWN_REST },
    { TEH ALEF NOON, HEH, LEAST - LETTER, KNOWN_REST },
    { TEH HEH, HEH, LEAST - LETTER, KNOWN_REST },
    { HEH ALEF, "", LEAST, FREE },
    { HEH MEEM, "", LEAST, FREE },
    { HEH NOON, "", LEAST, KNOWN_REST },
    { KAF MEEM, "", LEAST, KNOWN_REST },
    { NOON ALEF, "", LEAST, KNOWN_REST },
    { ALEF TEH, HEH, LEAST - LETTER, KNOWN_REST },
    { ALEF TEH, "", LONGER, FREE },
    { WAW NOON, "", LONGER, KNOWN_REST },
    { YEH NOON, "", LONGER, KNOWN_REST },
    { ALEF NOON, "", LONGER, DUAL },
    { YEH HEH, YEH, LEAST - LETTER, KNOWN_REST },
    { HEH, "", LEAST, KNOWN_REST },
    { ALEF, "", LONGER, KNOWN_REST },
};

/* The word at hand. */
struct stemming {
    const struct lexicon *lexicon;
    struct barq_text l1;
    bool article;
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

static struct barq_text without(struct barq_text word, size_t bytes)
{
    return text_slice(word, bytes, word.len);
}

static int flags_of(const struct lexicon *lexicon, struct barq_text key)
{
    const struct word *word = lexicon_word(lexicon, BARQ_AR, key);

    return word ? word->flags : 0;
}

/* `word` with the article, in `to`. */
static struct barq_text with_article(struct barq_text word, char *to)
{
    memcpy(to, AL, sizeof(AL) - 1);
    memcpy(to + sizeof(AL) - 1, word.at, word.len);
    return (struct barq_text){ to, word.len + sizeof(AL) - 1 };
}

/* What the lexicon says of `word`, as it is or with the article. */
static int known(const struct lexicon *lexicon, struct barq_text word)
{
    char to[LONGEST_WORD + sizeof(AL)];
    int flags = flags_of(lexicon, word);

    if (flags & (WORD_KNOWN | WORD_WHOLE))
        return flags;
    return flags_of(lexicon, with_article(word, to));
}

enum { PAIRS_MOST = 16 };

static size_t pairs_of(const struct lexicon *lexicon, struct barq_text word,
                       struct lexicon_pair *found)
{
    char to[LONGEST_WORD + sizeof(AL)];
    size_t count = lexicon_find(lexicon, BARQ_AR, word, found, PAIRS_MOST);

    if (count)
        return count;
    return lexicon_find(lexicon, BARQ_AR, with_article(word, to), found,
                        PAIRS_MOST);
}

/* Do two known words have an English rendering in common? */
static bool same_meaning(const struct lexicon *lexicon, struct barq_text a,
                         struct barq_text b)
{
    struct lexicon_pair of_a[PAIRS_MOST], of_b[PAIRS_MOST];
    size_t a_count = pairs_of(lexicon, a, of_a);
    size_t b_count = pairs_of(lexicon, b, of_b);

    for (size_t i = 0; i < a_count; i++)
        for (size_t k = 0; k < b_count; k++)
            if (stem_same_english(lexicon, of_a[i].en, of_b[k].en))
                return true;
    return false;
}

/* May `word`, of which the lexicon says `flags`, end as `rest`? */
static bool leads_to(const struct lexicon *lexicon, struct barq_text word,
                     int flags, struct barq_text rest)
{
    int left = known(lexicon, rest);

    if (!(left & WORD_KNOWN) || left & (WORD_NAME | WORD_WHOLE))
        return false;
    if (!(flags & WORD_KNOWN))
        return true;
    if (flags & WORD_NATION) /* all its forms meet in the masculine */
        return left & WORD_NATION && ends(rest, YEH);
    return same_meaning(lexicon, word, rest);
}

/* May `s` be taken off a word, with `rest` bytes left? */
static bool suits(const struct stemming *stemming, const struct suffix *s,
                  struct barq_text word)
{
    size_t rest = word.len - strlen(s->off), least = s->least;

    if (!ends(word, s->off))
        return false;
    /* Teh marbuta is no pronoun: only a long adjective can do without. */
    if (strcmp(s->off, HEH) == 0 && ends(stemming->l1, TEH_MARBUTA))
        least = LONGER;
    return rest >= least && (s->kind != DUAL || stemming->article);
}

/*
 * Put `word` without its suffix into `to`; returns its length, and in *sure
 * whether the lexicon vouches for it.
 */
static size_t take_suffix(const struct stemming *stemming,
                          struct barq_text word, char *to, bool *sure)
{
    const struct lexicon *lexicon = stemming->lexicon;
    const struct suffix *loose = NULL;
    int flags = known(lexicon, word);

    *sure = flags & WORD_KNOWN;
    memcpy(to, word.at, word.len);
    if (flags & KEEPS_ALL)
        return word.len;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        const struct suffix *s = &suffixes[i];
        size_t rest = word.len - strlen(s->off), len = rest + strlen(s->on);
        if (!suits(stemming, s, word))
            continue;
        memcpy(to + rest, s->on, len - rest);
        if (leads_to(lexicon, word, flags, (struct barq_text){ to, len })) {
            *sure = true;
            return len;
        }
        memcpy(to + rest, word.at + rest, word.len - rest);
        if (s->kind == FREE && len >= FREE_REST && !loose && !*sure)
            loose = s;
    }
    if (!loose)
        return word.len;
    size_t rest = word.len - strlen(loose->off);
    memcpy(to + rest, loose->on, strlen(loose->on));
    return rest + strlen(loose->on);
}

static bool is_proclitic(struct barq_text word)
{
    static const char *const letters[] = { WAW, FEH, BEH, KAF, LAM, SEEN };

    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
        if (starts(word, letters[i]))
            return true;
    return false;
}

/* The article and what may lead it; an unknown rest must be this long. */
struct chain {
    const char *letters;
    size_t least;
};

enum { NEVER = LONGEST_WORD };

static const struct chain chains[] = {
    { WAW BEH AL, FREE_REST },
    { WAW KAF AL, NEVER },
    { FEH BEH AL, FREE_REST },
    { WAW LAM LAM, LONGER },
    { FEH LAM LAM, LONGER },
    { WAW AL, FREE_REST },
    { BEH AL, FREE_REST },
    { KAF AL, NEVER },
    { FEH AL, NEVER },
    { LAM LAM, LEAST },
    { AL, LEAST },
};

/* The chain in front of `word`; NULL without one, or where its alef has a
 * hamza in the L1 key. */
static const struct chain *find_chain(struct barq_text l1,
                                      struct barq_text word)
{
    for (size_t i = 0; i < sizeof(chains) / sizeof(chains[0]); i++) {
        const char *letters = chains[i].letters;
        size_t len = strlen(letters), alef = len - (sizeof(AL) - 1);
        if (!starts(word, letters) || word.len - len < (size_t)LEAST)
            continue;
        /* A letter at L1 is as long as at L2, unless one is not Arabic. */
        bool bare =
            l1.len != word.len || starts(without(l1, alef), letters + alef);
        return bare ? &chains[i] : NULL;
    }
    return NULL;
}

/* The stem of a word with an article; 0 if that is none. */
static size_t take_article(const struct stemming *stemming,
                           struct barq_text word, char *to)
{
    const struct chain *chain = find_chain(stemming->l1, word);
    struct stemming behind = { stemming->lexicon, stemming->l1, true };
    char whole[LONGEST_WORD + sizeof(AL)];
    bool sure;

    if (!chain)
        return 0;
    struct barq_text rest = without(word, strlen(chain->letters));
    struct barq_text named = with_article(rest, whole);
    int flags = flags_of(stemming->lexicon, named);
    int left = flags_of(stemming->lexicon, rest);
    if (flags & KEEPS_ALL && (!(left & WORD_KNOWN) || left & KEEPS_ALL)) {
        memcpy(to, named.at, named.len);
        return named.len;
    }
    size_t len = take_suffix(&behind, rest, to, &sure);
    return sure || rest.len >= chain->least ? len : 0;
}

/* The stem of a word with one or two letters before it; 0 if that is none. */
static size_t take_proclitics(const struct stemming *stemming,
                              struct barq_text word, char *to)
{
    struct barq_text rest = word;
    bool sure;

    for (int i = 0; i < 2 && is_proclitic(rest); i++) {
        size_t least = !i && starts(rest, WAW) ? LEAST : LONGER;
        rest = without(rest, LETTER);
        if (rest.len < LEAST)
            break;
        size_t len = take_suffix(stemming, rest, to, &sure);
        if (sure && rest.len >= least)
            return len;
    }
    return 0;
}

size_t stem_arabic(const struct lexicon *lexicon, struct barq_text l1,
                   struct barq_text word, char *to)
{
    struct stemming stemming = { lexicon, l1, false };
    bool sure = true;
    size_t len = 0;

    if (word.len > LONGEST_WORD - LETTER ||
        flags_of(lexicon, word) & WORD_WHOLE) {
        memcpy(to, word.at, word.len);
        return word.len;
    }
    if (starts(word, AL) || !(known(lexicon, word) & WORD_KNOWN))
        len = take_article(&stemming, word, to);
    if (len)
        return len;
    len = take_suffix(&stemming, word, to, &sure);
    if (sure)
        return len;
    len = take_proclitics(&stemming, word, to);
    return len ? len : take_suffix(&stemming, word, to, &sure);
}

struct barq_text stem_bare(const struct lexicon *lexicon, struct barq_text word)
{
    struct barq_text rest = word;

    if (word.len > LONGEST_WORD || lexicon_word(lexicon, BARQ_AR, word))
        return word;
    for (int i = 0; i < 2 && is_proclitic(rest); i++) {
        bool joins = starts(rest, WAW) || starts(rest, FEH);
        rest = without(rest, LETTER);
        int flags = flags_of(lexicon, rest);
        if (rest.len < LEAST && !(joins && flags & WORD_FUNCTION))
            break;
        if (flags || lexicon_word(lexicon, BARQ_AR, rest))
            return rest;
    }
    return word;
}
