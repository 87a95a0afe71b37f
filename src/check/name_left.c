/*
 * name_left.c - is an Arabic name left that the English does not have?
 *
 * A name that was put in another's place leaves two without a partner, one on
 * either side.  A name that the translator left out leaves one.  So the Arabic
 * is searched, round about where the English name would stand, for a word
 *
 *   that no link renders;
 *   that is a name by the lexicon, or that the lexicon does not know and that
 *     does not look like a word of the language: no article, no ending that
 *     few foreign names have (tm/rules/capitals.tsv calls both "common");
 *   that is not spelt like a name of the English.
 *
 *   ar  tahaddatha zinke ila al-sahafa
 *   en  Liam talked to the press.     "zinke" is left: reported
 *   ar  tahaddatha ila al-sahafa
 *   en  Liam talked to the press.     nothing is: let be
 *
 * Of names that were swapped 96 in 100 leave such a word within 60 bytes; of
 * names that were left out, half, since the lexicon is small.
 */
#include "check/name.h"

#include "text/lexicon.h"

#include <math.h>
#include <string.h>

/* From here on the Arabic is spelt like a name of the English: a name by the
 * lexicon; another word, if that name is linked already, and if it is not. */
static const double like_known = 0.9, like_taken = 0.8, like_unknown = 0.6;

enum { LETTERS_LEAST = 6, STEM_LEAST = 8, LATIN_LEAST = 4 }; /* bytes */
enum { PAIRS_MOST = 16 };

/* How far from where the English name would stand, in bytes of the English. */
static const double reach = 60, reach_place = 25, anywhere = 1e9;

static bool looks_arabic(const struct check *check, const struct token *token)
{
    struct token copy = *token;
    const struct tokens one = { &copy, 1 };
    size_t count;
    const struct cue *cue =
        cues_find(&check->checker->capitals, BARQ_AR, &one, 0, &count);

    return cue && cue->kind == CUE_COMMON;
}

static unsigned flags_of(const struct check *check, struct barq_text key)
{
    const struct word *word =
        lexicon_word(check->checker->lexicon, BARQ_AR, key);

    return word ? word->flags : 0;
}

/* A nation stands for nobody but a nation or a country. */
static bool is_name_like(const struct check *check, const struct token *token,
                         bool place)
{
    unsigned flags = flags_of(check, token->l2);

    if (token->l3.len >= STEM_LEAST)
        flags |= flags_of(check, token->l3);

    return flags ? flags & (place ? WORD_NAME | WORD_NATION : WORD_NAME)
                 : !looks_arabic(check, token);
}

/* Does a link render the word as another than English word i? */
static bool is_used(const struct check *check, struct barq_span arabic,
                    struct barq_span english)
{
    for (size_t i = 0; i < check->links.count; i++) {
        const struct word_link *link = &check->links.at[i];
        if (link->ar.start < arabic.end && arabic.start < link->ar.end &&
            !(link->en.start < english.end && english.start < link->en.end))
            return true;
    }
    return false;
}

/* Is English word i linked to another than this one? */
static bool is_taken(const struct check *check, const struct token *english,
                     struct barq_span arabic)
{
    struct barq_span span = check_span(&check->side[CHECK_EN], english);

    for (size_t i = 0; i < check->links.count; i++) {
        const struct word_link *link = &check->links.at[i];
        if (link->en.start < span.end && span.start < link->en.end &&
            !(link->ar.start < arabic.end && arabic.start < link->ar.end))
            return true;
    }
    return false;
}

/* Does a capital of the English account for the word?  One that is linked
 * already has to be the more like it. */
static bool is_spelt_there(const struct check *check, const struct token *token)
{
    const struct tokens *en = &check->side[CHECK_EN].tokens;
    struct barq_span span = check_span(&check->side[CHECK_AR], token);
    bool known = check_name_is_arabic(check, token->l2) ||
                 check_name_is_arabic(check, token->l3);

    for (size_t i = 0; i < en->count; i++) {
        const struct token *name = &en->at[i];
        double least = known                         ? like_known
                       : is_taken(check, name, span) ? like_taken
                                                     : like_unknown;
        if (check_name_is_capital(name) &&
            !check_name_is_translated(check, name) &&
            check_name_likeness(check, token, check_name_bare(name->l2)) >=
                least)
            return true;
    }
    return false;
}

static bool is_accounted(const struct check *check, size_t k)
{
    signed char *known = &check->accounted[k];

    if (!*known)
        *known =
            is_spelt_there(check, &check->side[CHECK_AR].tokens.at[k]) ? 1 : -1;
    return *known > 0;
}

/* A name in Latin letters in the Arabic, which the English has not? */
static bool is_latin_left(const struct check *check, const struct token *token)
{
    const struct tokens *en = &check->side[CHECK_EN].tokens;

    if (token->l2.len < LATIN_LEAST || !check_name_is_capital(token))
        return false;
    for (size_t i = 0; i < en->count; i++)
        if (check_name_contains(en->at[i].l2, token->l2))
            return false;
    return true;
}

/* Is Arabic word k left, as what English word i might be instead of? */
static bool is_left(const struct check *check, size_t k, size_t i)
{
    const struct check_side *ar = &check->side[CHECK_AR];
    const struct check_side *en = &check->side[CHECK_EN];
    const struct token *token = &ar->tokens.at[k];
    const struct token *english = &en->tokens.at[i];
    bool place = check_name_is_geographic(check, check_name_bare(english->l2));

    return is_latin_left(check, token) ||
           (!check_name_is_other(token) && token->l2.len >= LETTERS_LEAST &&
            is_name_like(check, token, place) &&
            !is_used(check, check_span(ar, token), check_span(en, english)) &&
            !is_accounted(check, k));
}

static bool is_verb(const struct check *check, const struct token *english)
{
    struct lexicon_pair found[PAIRS_MOST];
    size_t count = lexicon_find(check->checker->lexicon, BARQ_EN, english->l2,
                                found, PAIRS_MOST);

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        if (strcmp(found[i].table, "verbs") == 0)
            return true;
    return false;
}

/* Does English word i stand at a verb of news?  "Zinke said" at the end of the
 * English begins the Arabic. */
static bool says(const struct check *check, size_t i)
{
    const struct tokens *en = &check->side[CHECK_EN].tokens;

    return (i && is_verb(check, &en->at[i - 1])) ||
           (i + 1 < en->count && is_verb(check, &en->at[i + 1]));
}

/* How far off the word may be that is left: a name by the lexicon anywhere; for
 * a place, that is in the lexicon as a rule, another word has to be near. */
static double reach_of(const struct check *check, const struct token *arabic,
                       size_t i, bool place)
{
    if (says(check, i) || check_name_is_arabic(check, arabic->l2) ||
        check_name_is_arabic(check, arabic->l3))
        return anywhere;
    return place ? reach_place : reach;
}

bool check_name_has_left(const struct check *check, size_t i)
{
    const struct tokens *ar = &check->side[CHECK_AR].tokens;
    const struct token *english = &check->side[CHECK_EN].tokens.at[i];
    struct barq_span at = check_span(&check->side[CHECK_EN], english);
    double where = (double)(at.start + at.end) / 2;
    bool place = check_name_is_geographic(check, check_name_bare(english->l2));

    /* Without links there is no telling. */
    if (ar->count > LINK_WORDS_MOST)
        return true;
    for (size_t k = 0; k < ar->count; k++)
        if (fabs(check->places[k] - where) <=
                reach_of(check, &ar->at[k], i, place) &&
            is_left(check, k, i))
            return true;
    return check_is_run_together(&check->side[CHECK_AR]);
}

/* Does the Arabic word name English word i? */
static bool names(const struct check *check, const struct token *arabic,
                  size_t i)
{
    const struct token *english = &check->side[CHECK_EN].tokens.at[i];
    struct barq_span en = check_span(&check->side[CHECK_EN], english);
    struct barq_span ar = check_span(&check->side[CHECK_AR], arabic);

    for (size_t k = 0; k < check->links.count; k++) {
        const struct word_link *link = &check->links.at[k];
        if (link->ar.start < ar.end && ar.start < link->ar.end &&
            link->en.start < en.end && en.start < link->en.end)
            return true;
    }
    return check_name_likeness(check, arabic, check_name_bare(english->l2)) >=
           like_taken;
}

bool check_name_has_left_before(const struct check *check, size_t i)
{
    const struct tokens *ar = &check->side[CHECK_AR].tokens;
    const struct tokens *en = &check->side[CHECK_EN].tokens;

    for (size_t k = 1; k < ar->count && i + 1 < en->count; k++)
        if (!check_name_is_other(&ar->at[k]) &&
            names(check, &ar->at[k], i + 1) && is_left(check, k - 1, i))
            return true;
    return false;
}
