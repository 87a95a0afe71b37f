/*
 * name_there.c - does the Arabic have this name?
 *
 *   a rendering of it    by the lexicon: "Egypt" and "Egyptian" for Misr
 *   its spelling         by the cost to write it so (text/name.h), with or
 *                        without clitics, in one word or in two; the less
 *                        alike, the nearer to where the name would stand
 *   it as it stands      Latin letters in the Arabic text
 *
 * Words run together, in a bad copy, hold names as well: there the spelling,
 * or a rendering, is looked for anywhere in the long word.
 *
 *   ar  altaqa-bumbiyu-maa-kim     one word of 15 letters
 *   en  Pompeo met Kim             "bumbiyu" is in it
 *
 * The numbers are of half the pairs of four sets of published ones: of the
 * names there, 0.72 finds 92 in 100; of others put in their place, one in 20
 * is as much like some word, but few near the place.
 */
#include "check/name.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/lexicon.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    TWO_WORDS = 80,    /* bytes */
    JOINED_BYTES = 18, /* from here on a word may be two */
    JOINED_PART = 3,   /* letters of the first of these */
    RUN_MOST = 256,    /* bytes; what is longer is no text */
    LAND_LEAST = 6,    /* letters of a land in a longer word */
};

/* From here on two spellings are taken for one name. */
static const double alike = 0.72, /* near the place; as a rule */
    alike_far = 0.78,             /* farther off */
    alike_place = 0.78,           /* a country, a place or a nation */
    alike_short = 0.84,           /* of few consonants */
    alike_common = 0.9,           /* the Arabic is a word or name of its own */
    alike_plain = 0.9,            /* ... or renders another word already */
    alike_inside = 0.78,          /* inside a run of words */
    alike_near = 0.65;            /* right at the place, and nothing else */

/* Bytes of the English from the place: right at it, and near it. */
static const double near = 11, part_reach = 60;

/* Consonants of a short name. */
enum { SHORT_CLASSES = 2 };

bool check_name_is_arabic(const struct check *check, struct barq_text key)
{
    const struct word *word =
        lexicon_word(check->checker->lexicon, BARQ_AR, key);

    return word && word->flags & (WORD_NAME | WORD_NATION);
}

/* Is one word at this place a name that the lexicon has? */
static bool is_place(const struct check *check, struct text_span at)
{
    const struct check_side *side = &check->side[CHECK_AR];

    for (size_t i = 0; i < side->tokens.count; i++) {
        const struct token *token = &side->tokens.at[i];
        struct barq_span span = check_span(side, token);
        if (span.start == at.start && span.end == at.end)
            return check_name_is_arabic(check, token->l2) ||
                   check_name_is_arabic(check, token->l3);
    }
    return false;
}

/* Does the Arabic render these words, or spell them?  To be spelt like a place
 * is not enough for a place. */
static bool is_linked(const struct check *check, struct barq_span span,
                      bool place)
{
    for (size_t i = 0; i < check->links.count; i++) {
        const struct word_link *link = &check->links.at[i];
        if (link->en.start < span.end && span.start < link->en.end &&
            (!place || !is_place(check, link->ar)))
            return true;
    }
    return false;
}

static bool is_latin(struct barq_text key)
{
    return key.len && (unsigned char)key.at[0] < 0x80;
}

bool check_name_is_common(const struct check *check, struct barq_text key)
{
    const struct word *word =
        lexicon_word(check->checker->lexicon, BARQ_AR, key);

    return word && word->flags & (WORD_CONTENT | WORD_FUNCTION) &&
           !(word->flags & (WORD_NAME | WORD_NATION));
}

/* How alike they have to be.  Of two names that the lexicon has it says which
 * are one; what is only alike is more often another. */
static double least_of(const struct check *check, struct barq_text arabic,
                       struct barq_text name)
{
    char key[NAME_KEY_MOST];

    bool place = check_name_is_geographic(check, name);

    if (check_name_is_common(check, arabic) ||
        (place && check_name_is_arabic(check, arabic)))
        return alike_common;
    if (name_key(name, key) <= SHORT_CLASSES)
        return alike_short;
    return place ? alike_place : alike;
}

static bool is_alike(const struct check *check, struct barq_text arabic,
                     struct barq_text name)
{
    return check_alike(check, arabic, name, least_of(check, arabic, name));
}

/* Is it spelt at either end of a long word, which may be two by a slip? */
static bool is_in_word(const struct check *check, struct barq_text arabic,
                       struct barq_text name)
{
    size_t letters = 0;

    if (arabic.len <= JOINED_BYTES || arabic.len > RUN_MOST)
        return false;
    for (size_t i = 0; i < arabic.len;) {
        utf8_next(arabic, &i);
        if (++letters >= JOINED_PART && i < arabic.len &&
            (is_alike(check, text_slice(arabic, 0, i), name) ||
             is_alike(check, text_slice(arabic, i, arabic.len), name)))
            return true;
    }
    return false;
}

/* With or without what is written before it: a letter, an article, both. */
static bool is_word(const struct check *check, const struct token *arabic,
                    struct barq_text name)
{
    struct barq_text whole = arabic->l2;

    return is_alike(check, whole, name) ||
           (!text_equal(arabic->l3, whole) &&
            is_alike(check, arabic->l3, name)) ||
           (whole.len > 8 && (unsigned char)whole.at[0] >= 0x80 &&
            is_alike(check, text_slice(whole, 2, whole.len), name));
}

/* Two words side by side as one; the first alone if there is no second, or no
 * room. */
static struct barq_text join(const struct token *first, char both[TWO_WORDS])
{
    size_t len = first[0].l2.len + first[1].l2.len;

    if (len > TWO_WORDS || first[1].kind == TOKEN_PUNCT)
        return first[0].l2;
    memcpy(both, first[0].l2.at, first[0].l2.len);
    memcpy(both + first[0].l2.len, first[1].l2.at, first[1].l2.len);
    return (struct barq_text){ both, len };
}

static bool is_two_words(const struct check *check, const struct token *first,
                         struct barq_text name)
{
    char both[TWO_WORDS];

    return is_alike(check, join(first, both), name);
}

bool check_name_is_used(const struct check *check, const struct token *arabic)
{
    struct barq_span span = check_span(&check->side[CHECK_AR], arabic);

    for (size_t i = 0; i < check->links.count; i++) {
        const struct text_span ar = check->links.at[i].ar;
        if (ar.start < span.end && span.start < ar.end)
            return true;
    }
    return false;
}

bool check_name_is_other(const struct token *arabic)
{
    return arabic->kind == TOKEN_PUNCT || arabic->kind == TOKEN_NUMBER ||
           is_latin(arabic->l2);
}

/* Does the name begin at this letter of words that were run together? */
static bool begins_at(const struct check *check, struct barq_text rest,
                      struct barq_text name)
{
    for (size_t end = 0; end < rest.len && end <= 3 * name.len;) {
        utf8_next(rest, &end);
        if (end >= name.len &&
            check_alike(check, text_slice(rest, 0, end), name, alike_inside))
            return true;
    }
    return false;
}

/* Is it spelt anywhere in them? */
static bool is_in_run(const struct check *check, struct barq_text arabic,
                      struct barq_text name)
{
    if (arabic.len <= NAME_RUN_BYTES || arabic.len > RUN_MOST)
        return false;
    for (size_t i = 0; i < arabic.len; utf8_next(arabic, &i))
        if (begins_at(check, text_slice(arabic, i, arabic.len), name))
            return true;
    return false;
}

/* Is the name in a part of this word, or in it and the next one?  What is cut
 * out of words is like many a name: it has to be near. */
static bool is_in_parts(const struct check *check, size_t i,
                        struct barq_text name)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;
    const struct token *token = &tokens->at[i];

    return is_in_word(check, token->l2, name) ||
           is_in_run(check, token->l2, name) ||
           (i + 1 < tokens->count && is_two_words(check, token, name));
}

/* Is a word that renders another already, by itself or with the next one, so
 * much like the name that the link is likelier to be wrong? */
static bool is_plain(const struct check *check, size_t i, struct barq_text name)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;
    char key[NAME_KEY_MOST], both[TWO_WORDS];

    if (name_key(name, key) <= SHORT_CLASSES ||
        check_name_is_arabic(check, tokens->at[i].l2))
        return false;
    return check_alike(check, tokens->at[i].l2, name, alike_plain) ||
           (i + 1 < tokens->count &&
            check_alike(check, join(&tokens->at[i], both), name, alike_plain));
}

/* Is Arabic word i the name?  What is but somewhat like it has to be near. */
static bool is_spelt_at(const struct check *check, size_t i,
                        struct barq_text name, double place)
{
    const struct token *token = &check->side[CHECK_AR].tokens.at[i];
    bool is_close = token->l2.len > NAME_RUN_BYTES ||
                    fabs(check->places[i] - place) <= part_reach;

    if (check_name_is_other(token))
        return is_latin(token->l2) && check_name_contains(token->l2, name);
    if (check_name_is_used(check, token))
        return is_plain(check, i, name);
    if (is_close && is_in_parts(check, i, name))
        return true;
    return is_word(check, token, name) &&
           (is_close || (!check_name_is_geographic(check, name) &&
                         check_name_likeness(check, token, name) >= alike_far));
}

static bool is_spelt(const struct check *check, struct barq_text name,
                     double place)
{
    for (size_t i = 0; i < check->side[CHECK_AR].tokens.count; i++)
        if (is_spelt_at(check, i, name, place))
            return true;
    return false;
}

double check_name_likeness(const struct check *check,
                           const struct token *arabic, struct barq_text latin)
{
    struct barq_text whole = arabic->l2;
    struct barq_text readings[3] = {
        whole, arabic->l3, text_slice(whole, whole.len > 8 ? 2 : 0, whole.len)
    };
    double most = 0, likeness;

    for (int i = 0; i < 3; i++) {
        name_cost(check->checker->names, readings[i], latin, &likeness);
        most = likeness > most ? likeness : most;
    }
    return most;
}

/* Is a word that is nothing else somewhat like it, right at its place? */
static bool is_near(const struct check *check, struct barq_text name,
                    double place)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;

    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        if (!check_name_is_other(token) && !check_name_is_used(check, token) &&
            !check_name_is_common(check, token->l2) &&
            !check_name_is_common(check, token->l3) &&
            !check_name_is_arabic(check, token->l2) &&
            !check_name_is_arabic(check, token->l3) &&
            fabs(check->places[i] - place) <= near &&
            check_name_likeness(check, token, name) >= alike_near)
            return true;
    }
    return false;
}

/* Some part of a name with hyphens is enough. */
static bool is_there_in_parts(const struct check *check, struct barq_text name,
                              double place)
{
    bool whole = true;

    while (name.len) {
        struct barq_text part = text_field(&name, '-');
        whole = whole && !name.len;
        if (part.len && (is_spelt(check, part, place) ||
                         (!whole && check_name_has_form(check, part))))
            return true;
    }
    return false;
}

/* Does it end in a land or nation that the Arabic has, as "Mesoamerican" and
 * "Transcaucasus" do? */
static bool has_land_in_it(const struct check *check, struct barq_text name)
{
    for (size_t i = 1; i + LAND_LEAST <= name.len; i++) {
        struct barq_text rest = text_slice(name, i, name.len);
        if (check_name_is_geographic(check, rest) &&
            check_name_has_form(check, rest))
            return true;
    }
    return false;
}

/* Is the word linked, here or where the text names it again? */
static bool is_linked_anywhere(const struct check *check, struct barq_text name,
                               bool place)
{
    const struct check_side *side = &check->side[CHECK_EN];

    for (size_t i = 0; i < side->tokens.count; i++)
        if (text_equal(check_name_bare(side->tokens.at[i].l2), name) &&
            is_linked(check, check_span(side, &side->tokens.at[i]), place))
            return true;
    return false;
}

/* Are English words i and i + 1 written as one in the Arabic? */
static bool is_one_word(const struct check *check, size_t i, double place)
{
    const struct tokens *en = &check->side[CHECK_EN].tokens;
    char both[TWO_WORDS];

    return i + 1 < en->count && check_name_is_capital(&en->at[i]) &&
           check_name_is_capital(&en->at[i + 1]) &&
           is_spelt(check, join(&en->at[i], both), place);
}

bool check_name_is_there(const struct check *check, size_t i)
{
    const struct check_side *side = &check->side[CHECK_EN];
    struct barq_span span = check_span(side, &side->tokens.at[i]);
    struct barq_text name = check_name_bare(side->tokens.at[i].l2);
    double place = (double)(span.start + span.end) / 2;
    bool known = check_name_is_geographic(check, name);

    return is_linked_anywhere(check, name, known) ||
           check_name_has_form(check, name) ||
           check_name_has_form_of_two(check, i) ||
           is_there_in_parts(check, name, place) ||
           has_land_in_it(check, name) || check_name_is_in_run(check, name) ||
           is_one_word(check, i, place) ||
           (i && is_one_word(check, i - 1, place)) ||
           (!known && is_near(check, name, place));
}
