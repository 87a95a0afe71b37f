/*
 * name.c - is every name of the English side named on the Arabic one?
 *
 * A name in English is a word with a capital that does not begin a sentence.
 * Most other capitals are no names that are spelt out: titles, months, "House"
 * and "Court" are translated.  So a word that the lexicon knows otherwise, or
 * that is in tm/rules/capitals.tsv, is passed over, and so are abbreviations.
 *
 *   ar  wasala blinkin ila al-qahira
 *   en  Austin arrived in Cairo.    Austin: nothing is spelt like it, and
 *                                   blinkin is left
 *
 * It is in order if the Arabic has it (name_there.c).  Else it is reported if
 * the Arabic, round about its place, has a name that is left (name_left.c):
 * what a translator leaves out is his to leave.  Where only a given name is
 * missing before its family's, that word has to stand where it should.
 *
 * A name that stands in the Arabic and has none in the English is not looked
 * for: Arabic has no capitals to tell it by.
 */
#include "check/name.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/lexicon.h"

#include <stdio.h>
#include <string.h>

enum {
    LETTERS_LEAST = 4, /* shorter names are like too many words */
    PAIRS_MOST = 16,
    CAPITALS_PERCENT = 80, /* of the words of a headline */
};

/* ------------------------------------------------------------- candidates */

struct barq_text check_name_bare(struct barq_text key)
{
    if (key.len > 2 && memcmp(key.at + key.len - 2, "'s", 2) == 0)
        key.len -= 2;
    return key;
}

static bool begins_with(struct barq_text text, const char *start)
{
    size_t len = strlen(start);

    return text.len >= len && memcmp(text.at, start, len) == 0;
}

bool check_name_is_capital(const struct token *token)
{
    size_t i = 0, small = 0;
    uint32_t before = 0;

    if (token->kind != TOKEN_WORD || !token->raw.len ||
        !char_is_upper(utf8_next(token->raw, &i)))
        return false;
    while (i < token->raw.len) {
        uint32_t c = utf8_next(token->raw, &i);
        if (char_is_digit(c) ||
            (char_is_upper(c) && char_is_letter(before) &&
             !begins_with(token->raw, "Mc") && !begins_with(token->raw, "Mac")))
            return false;
        if (!before && char_is_upper(c))
            return false;
        small += char_is_lower(c);
        before = c;
    }
    return small;
}

/* Does token i begin a sentence, a quotation, or what follows a colon? */
static bool begins(const struct tokens *tokens, size_t i)
{
    return i == 0 || (tokens->at[i - 1].kind == TOKEN_PUNCT &&
                      !strchr(",-'/&", tokens->at[i - 1].l2.at[0]));
}

/* Are most of the words written with a capital? */
static bool is_headline(const struct tokens *tokens)
{
    size_t words = 0, capitals = 0;

    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->at[i].kind != TOKEN_WORD || tokens->at[i].raw.len < 4)
            continue;
        words++;
        capitals += check_name_is_capital(&tokens->at[i]);
    }
    return words > 3 && capitals * 100 > words * CAPITALS_PERCENT;
}

static const struct word *word_of(const struct check *check,
                                  struct barq_text key)
{
    return lexicon_word(check->checker->lexicon, BARQ_EN, key);
}

/* Does the lexicon have it as something else than a name? */
static bool is_common_english(const struct word *word)
{
    const unsigned common = WORD_CONTENT | WORD_FUNCTION | WORD_GRAMMAR |
                            WORD_NUMBER | WORD_CALENDAR;

    return word && word->flags & common &&
           !(word->flags & (WORD_NAME | WORD_NATION));
}

static bool is_listed(const struct check *check, struct barq_text key)
{
    struct token token = { .kind = TOKEN_WORD, .l1 = key, .l2 = key };
    const struct tokens one = { &token, 1 };
    size_t count;

    token.l3 = text_slice(key, 0, 0);
    return is_common_english(word_of(check, key)) ||
           cues_find(&check->checker->capitals, BARQ_EN, &one, 0, &count);
}

/* Is it a word by the lexicon or the table of capitals, or its plural? */
static bool is_english(const struct check *check, struct barq_text key)
{
    size_t plural = key.len && key.at[key.len - 1] == 's';

    return is_listed(check, key) ||
           (plural && is_listed(check, text_slice(key, 0, key.len - 1)));
}

bool check_name_is_translated(const struct check *check,
                              const struct token *token)
{
    struct barq_text rest = check_name_bare(token->l2);

    if (is_english(check, rest))
        return true;
    while (rest.len)
        if (is_english(check, text_field(&rest, '-')))
            return true;
    return false;
}

static bool ends_with(struct barq_text text, const char *end)
{
    size_t len = strlen(end);

    return text.len >= len && memcmp(text.at + text.len - len, end, len) == 0;
}

/* A word that begins a sentence is a name if a verb of news follows: "Lavrov
 * said".  Most others are words that no list has all of. */
static bool may_begin(const struct check *check, size_t i)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    struct lexicon_pair found[PAIRS_MOST];

    if (i + 1 >= tokens->count || tokens->at[i].l2.len <= LETTERS_LEAST ||
        ends_with(tokens->at[i].l2, "s") || ends_with(tokens->at[i].l2, "ing"))
        return false;
    size_t count = lexicon_find(check->checker->lexicon, BARQ_EN,
                                tokens->at[i + 1].l2, found, PAIRS_MOST);
    for (size_t k = 0; k < count && k < PAIRS_MOST; k++)
        if (strcmp(found[k].table, "verbs") == 0)
            return true;
    return false;
}

/* "We've", "Don't": an apostrophe, and a letter or two that are no genitive. */
static bool is_contraction(struct barq_text key)
{
    size_t at = key.len;

    while (at && key.at[at - 1] != '\'')
        at--;
    return at > 1 && key.len - at <= 2 && check_name_bare(key).len == key.len;
}

/* In a headline any word may have a capital: only places tell there. */
static bool is_candidate(const struct check *check, size_t i, bool headline)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    const struct token *token = &tokens->at[i];
    struct barq_text name = check_name_bare(token->l2);

    if (!check_name_is_capital(token) || is_contraction(token->l2))
        return false;
    if (check_name_is_land(check, name))
        return true;
    if (check_name_is_translated(check, token))
        return false;
    if (check_name_is_geographic(check, name))
        return true;
    return !headline && name.len >= LETTERS_LEAST &&
           (!begins(tokens, i) || may_begin(check, i));
}

/* Only the first of two names is missing: a given name may be left out. */
static bool is_given_name(const struct check *check, size_t i)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    const struct token *next = &tokens->at[i + 1];

    return i + 1 < tokens->count && check_name_is_capital(next) &&
           text_equal(tokens->at[i].l2, check_name_bare(tokens->at[i].l2)) &&
           !check_name_is_translated(check, next) &&
           check_name_is_there(check, i + 1);
}

static bool is_missing(const struct check *check, size_t i, bool headline)
{
    if (!is_candidate(check, i, headline) || check_name_is_there(check, i))
        return false;
    return is_given_name(check, i) ? check_name_has_left_before(check, i)
                                   : check_name_has_left(check, i);
}

/* Where each Arabic word stands in the English. */
static bool find_places(struct check *check, struct arena *keep)
{
    const struct check_side *side = &check->side[CHECK_AR];
    size_t count = side->tokens.count;

    check->places = arena_new(keep, double, count + 1);
    check->accounted = arena_new(keep, signed char, count + 1);
    for (size_t i = 0; check->places && i < count; i++) {
        struct barq_span span = check_span(side, &side->tokens.at[i]);
        check->places[i] =
            check_english_place(check, (double)(span.start + span.end) / 2);
    }
    return check->places && check->accounted;
}

enum barq_status check_names(struct check *check, struct arena scratch)
{
    const struct check_side *side = &check->side[CHECK_EN];
    bool headline = is_headline(&side->tokens);

    if (!find_places(check, &scratch))
        return fail_nomem(check->err, "for the names of a pair");
    for (size_t i = 0; i < side->tokens.count; i++)
        if (is_missing(check, i, headline))
            check_report(check, &(struct barq_finding){
                                    .rule = BARQ_RULE_NAME,
                                    .en = check_span(side, &side->tokens.at[i]),
                                    .note = "no such name in the Arabic" });
    return BARQ_OK;
}
