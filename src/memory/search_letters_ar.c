/*
 * search_letters_ar.c - Arabic words in which a letter is another one.
 *
 * A hamza inside a word is written on several seats (mas'ul with waw or with
 * yeh).  The word is looked for with each of them; and read with those that
 * the lexicon knows, so that the old spelling has the plurals of the new one:
 *
 *     ms-yeh-wl      roots ms-waw-wl, ms-yeh-wl ..; read as ms-waw-wl
 *     almsywlwn      taken: as almswwlwn, its stem is mswwl
 *
 * A hamza at the end sits on waw or yeh as soon as a pronoun follows, and an
 * alef maqsura is an alef then, but for prepositions, where it is a yeh:
 *
 *     shurakaa', qiwa, ila      shuraka'iha, quwahu, ilayhim
 *
 * Vocabulary and lexicon have L2 keys, which make one of letters that matter
 * here: bina'uhu, his building, is binayah, a building; ila, to, is ali, to me.
 * So keys that were found by it are taken with the letter that they must have
 * in the text.
 */
#include "memory/search_forms.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/letters_ar.h"
#include "text/lexicon.h"
#include "text/stem.h"

#include <string.h>

#define HAMZA "\u0621"
#define ALEF_HAMZA "\u0623"
#define WAW_HAMZA "\u0624"
#define YEH_HAMZA "\u0626"
#define TEH_MARBUTA "\u0629"
#define ALEF_MAQSURA "\u0649"

static const char *const seats[] = { WAW, YEH, HAMZA, ALEF };
enum { SEATS = sizeof(seats) / sizeof(seats[0]) };

static bool is_at(struct barq_text word, size_t at, const char *letter)
{
    return at + LETTER <= word.len && memcmp(word.at + at, letter, LETTER) == 0;
}

static bool is_at_end(struct barq_text word, struct barq_text end)
{
    return word.len >= end.len &&
           memcmp(word.at + word.len - end.len, end.at, end.len) == 0;
}

/* Has the L1 key a hamza there, with waw, yeh or alone? */
static bool has_hamza(struct barq_text l1, size_t at)
{
    return is_at(l1, at, WAW_HAMZA) || is_at(l1, at, YEH_HAMZA) ||
           is_at(l1, at, HAMZA);
}

/* L1 and L2 keys of Arabic letters are of one length. */
static bool is_aligned(const struct search_word *word)
{
    return word->l1.len == word->l2.len;
}

/* Where a hamza sits inside the word, or 0. */
static size_t find_hamza(const struct search_word *word)
{
    for (size_t at = LETTER; is_aligned(word) && at + LETTER < word->l2.len;
         at += LETTER)
        if (has_hamza(word->l1, at))
            return at;
    return 0;
}

/* A copy of `key` with another letter at `at`; .at is NULL without room. */
static struct barq_text with_letter(struct finder *f, struct barq_text key,
                                    size_t at, const char *letter)
{
    char *to = arena_new(f->keep, char, key.len + 1);

    if (!to)
        return (struct barq_text){ 0 };
    memcpy(to, key.at, key.len);
    memcpy(to + at, letter, LETTER);
    return (struct barq_text){ to, key.len };
}

static bool is_known(const struct finder *f, struct barq_text key)
{
    return lexicon_word(f->memory->lexicon, BARQ_AR, key);
}

/* Does the lexicon know the word by its stem? */
static bool is_known_stem(const struct finder *f, struct barq_text key)
{
    char to[WORD_MOST + STEM_GROWTH + 1];

    return is_known(f, finder_stem(f, f->word->l1, key, to));
}

/*
 * Read the hamza of the word.  As it is written it may be known by chance, as
 * what has a yeh there and no hamza: alone it is never another letter.
 */
enum barq_status finder_read_hamza(struct finder *f, struct barq_error *err)
{
    struct barq_text l2 = f->word->l2;
    enum barq_status status = BARQ_OK;

    f->hamza = find_hamza(f->word);
    f->readings[f->reading_count++] = l2.at + f->hamza;
    if (!f->hamza || f->word->prefix)
        return BARQ_OK;
    bool known = is_known_stem(f, l2);
    for (size_t i = 0; i < SEATS && !status; i++) {
        bool alone = strcmp(seats[i], HAMZA) == 0;
        if ((known && !alone) || is_at(l2, f->hamza, seats[i]))
            continue;
        struct barq_text other = with_letter(f, l2, f->hamza, seats[i]);
        if (!other.at)
            return fail_nomem(err, "for the forms of a word");
        if (!is_known_stem(f, other) || f->reading_count == READINGS_MOST)
            continue;
        f->readings[f->reading_count++] = seats[i];
        status = finder_add_stem(f, f->word->l1, other, err);
    }
    return status;
}

/* Where the root lies in the word, but for the letter of its hamza; the
 * word's length if it does not. */
static size_t offset_in(const struct finder *f, struct barq_text root)
{
    struct barq_text word = f->word->l2;

    for (size_t i = 0; i + root.len <= word.len; i += LETTER) {
        bool same = true;
        for (size_t k = 0; k < root.len && same; k += LETTER)
            same = i + k == f->hamza ||
                   memcmp(word.at + i + k, root.at + k, LETTER) == 0;
        if (same)
            return i;
    }
    return word.len;
}

/* The root with its hamza, the letter at `at`, on every seat. */
static enum barq_status add_seats(struct finder *f, struct root *root,
                                  size_t at, struct barq_error *err)
{
    struct barq_text key = root->key;

    root->seat = at;
    for (size_t i = 0; i < SEATS; i++) {
        struct barq_text other = with_letter(f, key, at, seats[i]);
        if (!other.at)
            return fail_nomem(err, "for the forms of a word");
        finder_add_root(f, other, at);
    }
    return BARQ_OK;
}

/* The root with another last letter before a pronoun. */
static enum barq_status add_bound(struct finder *f, struct barq_text root,
                                  const char *letter, enum search_letter wanted,
                                  struct barq_error *err)
{
    struct barq_text other = with_letter(f, root, root.len - LETTER, letter);

    if (!other.at)
        return fail_nomem(err, "for the forms of a word");
    finder_put_root(
        f, (struct root){ .key = other, .bound = true, .letter = wanted });
    return BARQ_OK;
}

/* What a root of the word, with its last letter, is before a pronoun. */
static enum barq_status add_bounds(struct finder *f, struct barq_text root,
                                   struct barq_error *err)
{
    struct barq_text l1 = f->word->l1;
    size_t last = l1.len - LETTER;
    enum barq_status status = BARQ_OK;

    if (is_at(l1, last, ALEF_MAQSURA))
        return add_bound(f, root, ALEF, LETTER_HEH, err);
    if (!has_hamza(l1, last) && !is_at(l1, last, ALEF_HAMZA))
        return BARQ_OK;
    for (size_t i = 0; i < SEATS && !status; i++)
        if (strcmp(seats[i], ALEF) != 0 &&
            !is_at(root, root.len - LETTER, seats[i]))
            status = add_bound(f, root, seats[i], LETTER_HAMZA, err);
    return status;
}

/* A word that ends in this letter before a pronoun, by its form without one;
 * NULL: there is no other. */
static const char *unbound_letter(const struct finder *f, struct barq_text rest,
                                  struct barq_text l1)
{
    size_t last = rest.len - LETTER;
    const struct word *word = lexicon_word(f->memory->lexicon, BARQ_AR, rest);
    bool preposition = word && word->flags & WORD_FUNCTION;

    if (has_hamza(l1, last))
        return HAMZA;
    return is_at(rest, last, ALEF) || (preposition && is_at(rest, last, YEH))
               ? YEH
               : NULL;
}

/* The word without its pronoun as a root, if its last letter is another then
 * and the lexicon knows it. */
static enum barq_status add_unbound(struct finder *f, size_t len,
                                    struct barq_error *err)
{
    struct barq_text rest = text_slice(f->word->l2, 0, len);
    const char *letter =
        unbound_letter(f, rest, text_slice(f->word->l1, 0, len));

    if (!letter)
        return BARQ_OK;
    struct barq_text key = with_letter(f, rest, len - LETTER, letter);
    if (!key.at)
        return fail_nomem(err, "for the forms of a word");
    if (strcmp(letter, HAMZA) == 0)
        return is_known_stem(f, key) ? finder_add_stem(f, key, key, err)
                                     : BARQ_OK;
    if (is_known(f, key))
        finder_put_root(f, (struct root){ .key = key,
                                          .bare = true,
                                          .letter = LETTER_MAQSURA });
    return BARQ_OK;
}

/* ... with each pronoun that it may have. */
static enum barq_status add_all_unbound(struct finder *f,
                                        struct barq_error *err)
{
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    enum barq_status status = BARQ_OK;

    if (is_at(l1, l1.len - LETTER, TEH_MARBUTA))
        return BARQ_OK;
    for (size_t i = 0; i < PRONOUNS && !status; i++) {
        struct barq_text pronoun = text_of(search_pronouns[i]);
        size_t len = l2.len - pronoun.len;
        if (finder_is_person(pronoun) && l2.len >= pronoun.len + LEAST &&
            is_at_end(l2, pronoun))
            status = add_unbound(f, len, err);
    }
    return status;
}

static enum barq_status add_ends(struct finder *f, struct barq_error *err)
{
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    const struct word *word = lexicon_word(f->memory->lexicon, BARQ_AR, l2);
    size_t count = f->root_count;
    enum barq_status status = BARQ_OK;

    if (l2.len < LEAST || !is_aligned(f->word))
        return BARQ_OK;
    f->preposition = word && word->flags & WORD_FUNCTION &&
                     is_at(l1, l1.len - LETTER, ALEF_MAQSURA);
    if (f->preposition)
        f->roots[0].letter = LETTER_HEH;
    for (size_t i = 0; i < count && !f->preposition && !status; i++) {
        struct barq_text root = f->roots[i].key;
        if (root.len >= LEAST && is_at_end(l2, root))
            status = add_bounds(f, root, err);
    }
    return status ? status : add_all_unbound(f, err);
}

enum barq_status finder_add_letters(struct finder *f, struct barq_error *err)
{
    enum barq_status status = f->word->prefix ? BARQ_OK : add_ends(f, err);

    for (size_t i = f->root_count; i-- > 0 && f->hamza && !status;) {
        struct root *root = &f->roots[i];
        size_t offset = offset_in(f, root->key);
        if (!root->bound && !root->bare && offset < f->hamza &&
            f->hamza < offset + root->key.len)
            status = add_seats(f, root, f->hamza - offset, err);
    }
    return status;
}
