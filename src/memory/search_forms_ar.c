/*
 * search_forms_ar.c - Arabic words that are forms of one that was asked for.
 *
 * "Government" is not hidden by what Arabic writes on to it: wal-, bil-, lil-
 * in front, -ha, -hum behind, nor by a hamza on another seat (mas'ul is
 * written with waw or yeh), nor by another stem of the same lexicon entry.
 * Nothing of that is in the index.  All words of a memory lie in order in
 * `word`; so each clitic in front of the stem is a range of it:
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

#define HAMZA "\u0621"
#define WAW_HAMZA "\u0624"
#define YEH_HAMZA "\u0626"

const char *const search_fronts[FRONTS] = {
    "",      WAW,        FEH,        BEH,     KAF,         LAM,
    SEEN,    WAW BEH,    WAW KAF,    WAW LAM, WAW SEEN,    FEH BEH,
    FEH LAM, FEH SEEN,   AL,         WAW AL,  FEH AL,      BEH AL,
    KAF AL,  WAW BEH AL, FEH BEH AL, LAM LAM, WAW LAM LAM, FEH LAM LAM,
};

static const char *const pronouns[] = {
    "",  HEH,      HEH ALEF,  HEH MEEM, HEH MEEM ALEF, HEH NOON,
    KAF, KAF MEEM, NOON ALEF, YEH,      NOON YEH,      ALEF,
};
enum { PRONOUNS = sizeof(pronouns) / sizeof(pronouns[0]) };

static bool ends(struct barq_text word, const char *with)
{
    size_t len = strlen(with);

    return word.len >= len && memcmp(word.at + word.len - len, with, len) == 0;
}

static bool is_pronoun(struct barq_text ending)
{
    for (size_t i = 0; i < PRONOUNS; i++)
        if (text_equal(ending, text_of(pronouns[i])))
            return true;
    return false;
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

/* `key` of a range with its hamza on the seat that it has in the word asked
 * for; in `to`. */
static struct barq_text seated(const struct finder *f, struct barq_text key,
                               size_t front, const struct root *root, char *to)
{
    if (!root->seat)
        return key;
    memcpy(to, key.at, key.len);
    memcpy(to + front + root->seat, f->word->l2.at + f->hamza, LETTER);
    return (struct barq_text){ to, key.len };
}

static bool same_stem(const struct finder *f, struct barq_text key)
{
    char to[WORD_MOST + STEM_GROWTH + 1];
    const struct lexicon *lexicon = f->memory->lexicon;
    struct barq_text stem = { to, stem_arabic(lexicon, key, key, to) };

    for (size_t i = 0; i < f->stem_count; i++)
        if (text_equal(stem, f->stems[i]))
            return true;
    return false;
}

/* Only "and" and "so" stand before any word; the others before a noun of
 * three letters or more. */
static bool front_suits(struct barq_text front, const struct root *root)
{
    size_t least = root->feminine ? LEAST - LETTER : LEAST;

    return root->key.len >= least || !front.len ||
           text_equal(front, text_of(WAW)) || text_equal(front, text_of(FEH));
}

static bool choose_arabic(const struct finder *f, struct barq_text key,
                          struct barq_text front, const struct root *root)
{
    char to[WORD_MOST];
    struct barq_text ending =
        text_slice(key, front.len + root->key.len, key.len);

    if (ending.len > ENDING_MOST || key.len > sizeof(to))
        return false;
    key = seated(f, key, front.len, root, to);
    if (same_stem(f, key))
        return true;
    if (!is_ending(root, ending) || !front_suits(front, root))
        return false;
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
            struct barq_text ending = text_of(pronouns[k]);
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

void finder_add_root(struct finder *f, struct barq_text key, size_t seat)
{
    struct root root = { .key = key, .seat = seat };

    if (ends(key, HEH) && key.len > LEAST - LETTER && !f->word->prefix) {
        root.key.len -= LETTER;
        root.feminine = true;
    }
    for (size_t i = 0; i < f->root_count; i++)
        if (text_equal(f->roots[i].key, root.key) &&
            f->roots[i].feminine == root.feminine)
            return;
    if (f->root_count < ROOTS_MOST)
        f->roots[f->root_count++] = root;
}

/* The stem of the word, by this L1 key, as a root and to compare with. */
static enum barq_status add_stem(struct finder *f, struct barq_text l1,
                                 struct barq_error *err)
{
    struct barq_text l2 = f->word->l2;
    char *to = arena_new(f->keep, char, l2.len + STEM_GROWTH + 1);

    if (!to)
        return fail_nomem(err, "for the forms of a word");
    struct barq_text stem = { to, stem_arabic(f->memory->lexicon, l1, l2, to) };
    f->stems[f->stem_count++] = stem;
    finder_add_root(f, stem, 0);
    return BARQ_OK;
}

/* Where a hamza sits inside the word, or 0.  L1 and L2 keys of Arabic letters
 * are of one length. */
static size_t find_hamza(struct barq_text l1, struct barq_text l2)
{
    static const char *const hamzas[] = { WAW_HAMZA, YEH_HAMZA, HAMZA };

    for (size_t at = LETTER; l1.len == l2.len && at + LETTER < l2.len;
         at += LETTER)
        for (size_t i = 0; i < sizeof(hamzas) / sizeof(hamzas[0]); i++)
            if (memcmp(l1.at + at, hamzas[i], LETTER) == 0)
                return at;
    return 0;
}

/* The root with its hamza, the letter at `at`, on every other seat. */
static enum barq_status add_seats(struct finder *f, struct barq_text root,
                                  size_t at, struct barq_error *err)
{
    static const char *const seats[] = { WAW, YEH, HAMZA, ALEF };

    for (size_t i = 0; i < sizeof(seats) / sizeof(seats[0]); i++) {
        char *to = arena_new(f->keep, char, root.len);
        if (!to)
            return fail_nomem(err, "for the forms of a word");
        memcpy(to, root.at, root.len);
        memcpy(to + at, seats[i], LETTER);
        finder_add_root(f, (struct barq_text){ to, root.len }, at);
    }
    return BARQ_OK;
}

/* Where the root lies in the word; its length if it does not. */
static size_t offset_in(struct barq_text word, struct barq_text root)
{
    for (size_t i = 0; i + root.len <= word.len; i += LETTER)
        if (memcmp(word.at + i, root.at, root.len) == 0)
            return i;
    return word.len;
}

enum barq_status finder_add_roots(struct finder *f, struct barq_error *err)
{
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    enum barq_status status = BARQ_OK;

    finder_add_root(f, l2, 0);
    if (!f->word->prefix)
        status = add_stem(f, l1, err);
    if (!status && !f->word->prefix)
        status = add_stem(f, l2, err);
    f->hamza = find_hamza(l1, l2);
    for (size_t i = f->root_count; i-- > 0 && f->hamza && !status;) {
        struct barq_text root = f->roots[i].key;
        size_t offset = offset_in(l2, root);
        if (offset < f->hamza && f->hamza < offset + root.len)
            status = add_seats(f, root, f->hamza - offset, err);
    }
    return status;
}

enum barq_status finder_find_arabic(struct finder *f, struct barq_error *err)
{
    enum barq_status status = finder_add_roots(f, err);

    for (size_t i = 0; i < f->root_count && !status; i++) {
        const struct root *root = &f->roots[i];
        if (root->key.len < LEAST && !root->feminine) {
            status = take_short(f, root, err);
            continue;
        }
        for (size_t k = 0; k < FRONTS && !status; k++)
            status = finder_take_range(f, 0, text_of(search_fronts[k]), root,
                                       choose_arabic, err);
    }
    return status;
}
