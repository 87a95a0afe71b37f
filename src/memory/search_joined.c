/*
 * search_joined.c - what is written in one piece, or with a hyphen.
 *
 *     cease-fire    without its marks: ceasefire, ceasefires
 *     ceasefire     with one before each letter: c-easefire .. ceasefir-e, and
 *                   those are taken that are in the memory, as cease-fires
 *     Sanaa         Sana'a; but were is not we're
 *     cease-f*      ceasef*; and ceasef* is c-easef* .. cease-f*
 *
 * Either is one key of the index, so it becomes a key of the word.  As two
 * words it is a phrase: search_apart.c.
 */
#include "memory/search_forms.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/lexicon.h"
#include "text/stem.h"

#include <string.h>

/* A hyphen or an apostrophe in a word. */
static bool is_mark(char c)
{
    return c == '-' || c == '\'';
}

/* Is there a mark between two letters? */
static bool has_mark(struct barq_text key)
{
    for (size_t i = 1; i + 1 < key.len; i++)
        if (is_mark(key.at[i]))
            return true;
    return false;
}

/* `key` without its marks, in to[0..key.len). */
static struct barq_text without_marks(struct barq_text key, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < key.len; i++)
        if (!is_mark(key.at[i]))
            to[n++] = key.at[i];
    return (struct barq_text){ to, n };
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What a verb is shortened to behind an apostrophe is no end of a word: we're
 * is not were. */
static const char *const short_verbs[] = {
    "s", "re", "ll", "ve", "d", "t", "m"
};
enum { SHORT_VERBS = sizeof(short_verbs) / sizeof(short_verbs[0]) };

static bool is_short_verb(struct barq_text key)
{
    for (size_t i = 0; i < SHORT_VERBS; i++)
        if (text_equal(key, text_of(short_verbs[i])))
            return true;
    return false;
}

static bool begins_short_verb(struct barq_text key)
{
    for (size_t i = 0; i < SHORT_VERBS; i++)
        if (strncmp(key.at, short_verbs[i], key.len) == 0)
            return true;
    return false;
}

/* Is it the word with a mark in it?  Behind a hyphen there is more than a
 * letter. */
static bool choose_joined(const struct finder *f, struct barq_text key,
                          struct barq_text front, const struct root *root)
{
    char solid[2 * WORD_MOST], to[2 * WORD_MOST + STEM_GROWTH];
    struct barq_text end = text_slice(key, front.len, key.len);

    if (key.len > sizeof(solid) ||
        key.len > front.len + root->key.len + ENDING_MOST ||
        (front.at[front.len - 1] == '-' ? end.len < 2 : is_short_verb(end)))
        return false;
    struct barq_text word = without_marks(key, solid);
    struct barq_text stem = { to, stem_english(f->memory->lexicon, word, word,
                                               to) };
    return text_equal(stem, f->stems[0]);
}

/* The word with a mark before letter `at` of its root. */
static enum barq_status take_marked(struct finder *f, struct barq_text root,
                                    size_t at, struct barq_error *err)
{
    static const char marks[] = { '-', '\'' };
    enum barq_status status = BARQ_OK;
    char front[WORD_MOST + STEM_GROWTH + 1];

    memcpy(front, root.at, at);
    for (size_t i = 0; i < sizeof(marks) && !status; i++) {
        const struct root rest = { .key = text_slice(root, at, root.len) };
        front[at] = marks[i];
        status = finder_take_range(f, 1, (struct barq_text){ front, at + 1 },
                                   &rest, choose_joined, err);
    }
    return status;
}

/* The word without its marks, in all forms. */
static enum barq_status take_solid(struct finder *f, range_chooser choose,
                                   struct barq_error *err)
{
    char *solid = arena_new(f->keep, char, f->word->l2.len + 1);
    char *to = arena_new(f->keep, char, f->word->l2.len + STEM_GROWTH + 1);

    if (!solid || !to)
        return fail_nomem(err, "for the forms of a word");
    struct barq_text word = without_marks(f->word->l2, solid);
    f->stems[0] = (struct barq_text){ to, stem_english(f->memory->lexicon, word,
                                                       word, to) };
    const struct root root = { .key = f->stems[0] };
    return finder_take_range(f, 1, text_of(""), &root, choose, err);
}

bool search_is_function(const struct barq_memory *memory, enum barq_lang lang,
                        struct barq_text key)
{
    const struct word *word = lexicon_word(memory->lexicon, lang, key);

    return word && word->flags & (WORD_FUNCTION | WORD_GRAMMAR);
}

enum barq_status finder_find_joined(struct finder *f, range_chooser choose,
                                    struct barq_error *err)
{
    struct barq_text l2 = f->word->l2, root = f->stems[0];
    enum barq_status status = BARQ_OK;

    if (has_mark(l2))
        return take_solid(f, choose, err);
    if (l2.len < 3 || l2.len > WORD_MOST || is_digit(l2.at[0]) ||
        search_is_function(f->memory, BARQ_EN, l2))
        return BARQ_OK;
    for (size_t i = 1; i < root.len && !status; i++)
        if (((unsigned char)root.at[i] & 0xC0) != 0x80)
            status = take_marked(f, root, i, err);
    return status;
}

/* The prefix with this mark before letter `at`. */
static enum barq_status take_marked_prefix(struct finder *f, char mark,
                                           size_t at, struct barq_error *err)
{
    struct barq_text l2 = f->word->l2;
    struct barq_text rest = text_slice(l2, at, l2.len);

    if (mark == '\'' && begins_short_verb(rest))
        return BARQ_OK;
    struct barq_text key = arena_print(f->keep, "%.*s%c%.*s", (int)at, l2.at,
                                       mark, (int)rest.len, rest.at);
    return finder_take_prefix(f, 1, key, err);
}

enum barq_status finder_join_prefix(struct finder *f, struct barq_error *err)
{
    struct barq_text l2 = f->word->l2;
    enum barq_status status = BARQ_OK;

    if (has_mark(l2)) {
        char *solid = arena_new(f->keep, char, l2.len + 1);
        if (!solid)
            return fail_nomem(err, "for the forms of a word");
        return finder_take_prefix(f, 1, without_marks(l2, solid), err);
    }
    if (l2.len < 3 || is_digit(l2.at[0]))
        return BARQ_OK;
    for (size_t i = 1; i < l2.len && !status; i++) {
        if (((unsigned char)l2.at[i] & 0xC0) == 0x80)
            continue;
        status = take_marked_prefix(f, '-', i, err);
        if (!status)
            status = take_marked_prefix(f, '\'', i, err);
    }
    return status;
}
