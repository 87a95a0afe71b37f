/*
 * search_forms_ar.c - Arabic words that are forms of one that was asked for.
 *
 * "Government" is not hidden by what Arabic writes on to it: wal-, bil-, lil-
 * in front, -ha, -hum behind, nor by a hamza on another seat (mas'ul is
 * written with waw or yeh), nor by another stem of the same lexicon entry.
 * Nothing of that is in the index.  All words of a memory lie in order in
 * `word`; so each clitic in front of the stem is a range of it (letters that
 * are others: search_letters_ar.c):
 *
 *     hukumah    root hukum
 *     ranges     hukum.. alhukum.. wahukum.. walhukum.. bilhukum.. (24)
 *     taken      alhukumah walhukumah hukumatha hukumat ...
 *     not taken  mahkum (another range), hukmah (a word of its own)
 *
 * Of a range a word is taken if it is clitic, stem and pronoun, no more; or
 * if its own stem (L3) is that of the word asked for.  A clitic of one letter
 * might as well be a letter of the word (sin-lam-alef-meem is peace, not "he
 * will blame"): what the lexicon knows for a word of another stem is left
 * out, and so is a stem of less than three letters.
 */
#include "memory/search_forms.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/letters_ar.h"
#include "text/lexicon.h"
#include "text/stem.h"

#include <string.h>

const char *const search_fronts[FRONTS] = {
    "",      WAW,        FEH,        BEH,     KAF,         LAM,
    SEEN,    WAW BEH,    WAW KAF,    WAW LAM, WAW SEEN,    FEH BEH,
    FEH LAM, FEH SEEN,   AL,         WAW AL,  FEH AL,      BEH AL,
    KAF AL,  WAW BEH AL, FEH BEH AL, LAM LAM, WAW LAM LAM, FEH LAM LAM,
};

const char *const search_pronouns[PRONOUNS] = {
    "",  HEH,      HEH ALEF,  HEH MEEM, HEH MEEM ALEF, HEH NOON,
    KAF, KAF MEEM, NOON ALEF, YEH,      NOON YEH,      ALEF,
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

static bool is_pronoun(struct barq_text ending)
{
    for (size_t i = 0; i < PRONOUNS; i++)
        if (text_equal(ending, text_of(search_pronouns[i])))
            return true;
    return false;
}

bool finder_is_person(struct barq_text ending)
{
    return ending.len && is_pronoun(ending) &&
           !text_equal(ending, text_of(YEH)) &&
           !text_equal(ending, text_of(ALEF));
}

/* Is `ending` what a noun of this root may have behind it? */
static bool is_ending(const struct root *root, struct barq_text ending)
{
    if (!root->feminine)
        return is_pronoun(ending);
    if (text_equal(ending, text_of(HEH)))
        return true;
    return ending.len > LETTER && memcmp(ending.at, TEH, LETTER) == 0 &&
           is_pronoun(text_slice(ending, LETTER, ending.len));
}

struct barq_text finder_stem(const struct finder *f, struct barq_text l1,
                             struct barq_text l2, char *to)
{
    const struct lexicon *lexicon = f->memory->lexicon;
    size_t led = starts(l2, WAW) || starts(l2, FEH) ? LETTER : 0;
    struct barq_text rest = text_slice(l2, led, l2.len);
    struct barq_text stem = { to, stem_arabic(lexicon, l1, l2, to) };

    if (!starts(rest, LAM LAM) || lexicon_word(lexicon, BARQ_AR, stem))
        return stem;
    /* No article: "for", before a word that begins with lam. */
    rest = text_slice(rest, LETTER, rest.len);
    char other[WORD_MOST + STEM_GROWTH + 1];
    struct barq_text bare = { other, stem_arabic(lexicon, rest, rest, other) };
    if (!lexicon_word(lexicon, BARQ_AR, bare))
        return stem;
    memcpy(to, bare.at, bare.len);
    return (struct barq_text){ to, bare.len };
}

/* `key` of a range with its hamza on that seat, and the last letter of the
 * root as the word asked for has it; in `to`. */
static struct barq_text seated(const struct finder *f, struct barq_text key,
                               size_t front, const struct root *root,
                               const char *seat, char *to)
{
    memcpy(to, key.at, key.len);
    if (root->seat)
        memcpy(to + front + root->seat, seat, LETTER);
    if (root->bound)
        memcpy(to + front + root->key.len - LETTER,
               f->word->l2.at + f->word->l2.len - LETTER, LETTER);
    return (struct barq_text){ to, key.len };
}

static bool same_stem(const struct finder *f, struct barq_text key)
{
    char to[WORD_MOST + STEM_GROWTH + 1];
    struct barq_text stem = finder_stem(f, key, key, to);

    for (size_t i = 0; i < f->stem_count; i++)
        if (text_equal(stem, f->stems[i]))
            return true;
    return false;
}

/* The same, with its hamza where the lexicon may have it. */
static bool same_stem_read(const struct finder *f, struct barq_text key,
                           size_t front, const struct root *root)
{
    char to[WORD_MOST];
    size_t count = root->seat ? f->reading_count : 1;
    bool same = false;

    for (size_t i = 0; i < count && !same; i++)
        same = same_stem(f, seated(f, key, front, root, f->readings[i], to));
    return same;
}

/* Only "and" and "so" stand before any word; the others before a noun of
 * three letters or more. */
static bool front_suits(struct barq_text front, const struct root *root)
{
    size_t least = root->feminine ? LEAST - LETTER : LEAST;

    return root->key.len >= least || !front.len ||
           text_equal(front, text_of(WAW)) || text_equal(front, text_of(FEH));
}

/* Is the key, as it stands, a form of a word that the lexicon knows? */
static bool is_other(const struct finder *f, struct barq_text key)
{
    char to[WORD_MOST + STEM_GROWTH + 1];
    struct barq_text stem = finder_stem(f, key, key, to);

    return lexicon_word(f->memory->lexicon, BARQ_AR, stem);
}

static bool choose_arabic(const struct finder *f, struct barq_text key,
                          struct barq_text front, const struct root *root)
{
    char to[WORD_MOST];
    struct barq_text ending =
        text_slice(key, front.len + root->key.len, key.len);

    if (ending.len > ENDING_MOST || key.len > sizeof(to))
        return false;
    if (root->bare)
        return !ending.len;
    if (root->bound && !finder_is_person(ending))
        return false;
    if (f->preposition && finder_is_person(ending) &&
        (!front.len || front.len == LETTER))
        return true;
    if (root->bound && root->letter == LETTER_HEH && is_other(f, key))
        return false;
    if (same_stem_read(f, key, front.len, root))
        return true;
    if (!is_ending(root, ending) || !front_suits(front, root))
        return false;
    if (root->letter != LETTER_HEH)
        key = seated(f, key, front.len, root, f->readings[0], to);
    return text_equal(key, f->word->l2) ||
           !lexicon_word(f->memory->lexicon, BARQ_AR, key);
}

/* Words of two letters have too many in their range: ask for each form. */
static enum barq_status take_short(struct finder *f, const struct root *root,
                                   struct barq_error *err)
{
    char to[64];
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < 3 && !status; i++)
        for (size_t k = 0; k < PRONOUNS && !status; k++) {
            struct barq_text ending = text_of(search_pronouns[k]);
            struct barq_text front = text_of(search_fronts[i]);
            size_t len = front.len + root->key.len + ending.len;
            if (len > sizeof(to))
                continue;
            memcpy(to, front.at, front.len);
            memcpy(to + front.len, root->key.at, root->key.len);
            memcpy(to + front.len + root->key.len, ending.at, ending.len);
            status = finder_keep_key(f, 0, (struct barq_text){ to, len }, err);
        }
    return status;
}

void finder_put_root(struct finder *f, struct root root)
{
    for (size_t i = 0; i < f->root_count; i++)
        if (text_equal(f->roots[i].key, root.key) &&
            f->roots[i].feminine == root.feminine)
            return;
    if (f->root_count < ROOTS_MOST)
        f->roots[f->root_count++] = root;
}

void finder_add_root(struct finder *f, struct barq_text key, size_t seat)
{
    struct root root = { .key = key, .seat = seat };

    if (ends(key, HEH) && key.len > LEAST - LETTER && !f->word->prefix) {
        root.key.len -= LETTER;
        root.feminine = true;
    }
    finder_put_root(f, root);
}

enum barq_status finder_add_stem(struct finder *f, struct barq_text l1,
                                 struct barq_text l2, struct barq_error *err)
{
    char *to = arena_new(f->keep, char, l2.len + STEM_GROWTH + 1);

    if (!to)
        return fail_nomem(err, "for the forms of a word");
    struct barq_text stem = finder_stem(f, l1, l2, to);
    if (f->stem_count < STEMS_MOST)
        f->stems[f->stem_count++] = stem;
    finder_add_root(f, stem, 0);
    return BARQ_OK;
}

enum barq_status finder_add_roots(struct finder *f, struct barq_error *err)
{
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    enum barq_status status = finder_read_hamza(f, err);

    finder_add_root(f, l2, 0);
    if (!status && !f->word->prefix)
        status = finder_add_stem(f, l1, l2, err);
    if (!status && !f->word->prefix)
        status = finder_add_stem(f, l2, l2, err);
    return status ? status : finder_add_letters(f, err);
}

/* Behind an article there is no pronoun. */
static bool takes_front(const struct root *root, const char *front)
{
    size_t len = strlen(front);

    return !root->bound || !(ends((struct barq_text){ front, len }, AL) ||
                             ends((struct barq_text){ front, len }, LAM LAM));
}

enum barq_status finder_find_arabic(struct finder *f, struct barq_error *err)
{
    enum barq_status status = finder_add_roots(f, err);

    for (size_t i = 0; i < f->root_count && !status; i++) {
        const struct root *root = &f->roots[i];
        if (root->key.len < LEAST && !root->feminine && !root->bare) {
            status = take_short(f, root, err);
            continue;
        }
        for (size_t k = 0; k < FRONTS && !status; k++)
            if (takes_front(root, search_fronts[k]))
                status = finder_take_range(f, 0, text_of(search_fronts[k]),
                                           root, choose_arabic, err);
    }
    return status;
}
