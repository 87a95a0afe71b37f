/*
 * name.c - is every name of the English side named on the Arabic one?
 *
 * A name in English is a word with a capital that does not begin a sentence.
 * It is in order if the Arabic has
 *
 *   it as it stands      Latin letters in the Arabic text
 *   a rendering of it    by the lexicon: "Egypt" and "Egyptian" for Misr
 *   its spelling         by the cost to write it so (text/name.h), with or
 *                        without clitics, in one word or in two
 *
 * Most other capitals are no names that are spelt out: titles, months, "House"
 * and "Court" are translated.  So a word that the lexicon knows otherwise, or
 * that is in tm/rules/capitals.tsv, is passed over, and so are
 * abbreviations and headlines.
 *
 *   ar  wasala blinkin ila al-qahira
 *   en  Austin arrived in Cairo.        Austin: nothing is spelt like it
 *
 * A given name may be left out before the family's.  Where words were run
 * together, in a bad copy, nothing is said.
 *
 * A name that stands in the Arabic and has none in the English is not looked
 * for: Arabic has no capitals to tell it by.
 */
#include "check/check.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/lexicon.h"

#include <stdio.h>
#include <string.h>

enum {
    LETTERS_LEAST = 4, /* shorter names are like too many words */
    PAIRS_MOST = 16,
    KIN_LETTERS = 4,
    KIN_CLASSES = 3,
    TWO_WORDS = 80,        /* bytes */
    JOINED_BYTES = 18,     /* from here on a word may be two */
    JOINED_PART = 3,       /* letters of the first of these */
    CAPITALS_PERCENT = 80, /* of the words of a headline */
};

/* From here on two spellings are taken for one name: as a rule, if one of
 * them is short, if the Arabic one is a word or name of its own. */
static const double alike = 0.72, alike_short = 0.84, alike_common = 0.9;

/* Consonants of a short name. */
enum { SHORT_CLASSES = 2 };

/* ------------------------------------------------------------- candidates */

/* Without the 's of the genitive. */
static struct barq_text bare(struct barq_text key)
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

/* One capital, and small letters: no abbreviation, be it NATO, MPs, CoV or
 * B52; but Al-Assad, O'Neil and McGregor. */
static bool is_capital(const struct token *token)
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
        capitals += is_capital(&tokens->at[i]);
    }
    return words > 3 && capitals * 100 > words * CAPITALS_PERCENT;
}

static const struct word *word_of(const struct check *check,
                                  struct barq_text key)
{
    return lexicon_word(check->checker->lexicon, BARQ_EN, key);
}

static bool is_geographic(const struct lexicon_pair *pair)
{
    return strcmp(pair->table, "countries") == 0 ||
           strcmp(pair->table, "places") == 0 ||
           strcmp(pair->table, "nationalities") == 0;
}

/* A country, a place or a nation, by the lexicon. */
static bool is_geographic_word(const struct check *check, struct barq_text name)
{
    const struct lexicon_pair *found[PAIRS_MOST];
    size_t count =
        lexicon_find(check->checker->lexicon, BARQ_EN, name, found, PAIRS_MOST);

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        if (is_geographic(found[i]))
            return true;
    return false;
}

static bool is_known(const struct check *check, const struct token *token)
{
    return is_geographic_word(check, bare(token->l2));
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

/* No name, but a word that is translated, or a compound with one. */
static bool is_translated(const struct check *check, const struct token *token)
{
    struct barq_text rest = bare(token->l2);

    if (is_english(check, rest))
        return true;
    while (rest.len)
        if (is_english(check, text_field(&rest, '-')))
            return true;
    return false;
}

/* ----------------------------------------------------------------- partners */

static bool is_arabic_name(const struct check *check, struct barq_text key)
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
            return is_arabic_name(check, token->l2) ||
                   is_arabic_name(check, token->l3);
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

static bool contains(struct barq_text text, struct barq_text part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (memcmp(text.at + i, part.at, part.len) == 0)
            return true;
    return false;
}

/* Does the lexicon know the word as something else than a name? */
static bool is_common(const struct check *check, struct barq_text key)
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

    if (is_common(check, arabic) ||
        (is_arabic_name(check, arabic) && is_geographic_word(check, name)))
        return alike_common;
    return name_key(name, key) <= SHORT_CLASSES ? alike_short : alike;
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

    for (size_t i = 0; i < arabic.len;) {
        utf8_next(arabic, &i);
        if (arabic.len > JOINED_BYTES && ++letters >= JOINED_PART &&
            i < arabic.len &&
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
            is_alike(check, text_slice(whole, 2, whole.len), name)) ||
           is_in_word(check, whole, name);
}

/* Two words side by side as one. */
static bool is_two_words(const struct check *check, const struct token *first,
                         struct barq_text name)
{
    char both[128];
    size_t len = first[0].l2.len + first[1].l2.len;

    if (len > sizeof(both) || first[1].kind == TOKEN_PUNCT)
        return false;
    memcpy(both, first[0].l2.at, first[0].l2.len);
    memcpy(both + first[0].l2.len, first[1].l2.at, first[1].l2.len);
    return is_alike(check, (struct barq_text){ both, len }, name);
}

/* Does the word render something else? */
static bool is_used(const struct check *check, const struct token *arabic)
{
    struct barq_span span = check_span(&check->side[CHECK_AR], arabic);

    for (size_t i = 0; i < check->links.count; i++) {
        const struct text_span ar = check->links.at[i].ar;
        if (ar.start < span.end && span.start < ar.end)
            return true;
    }
    return false;
}

static bool is_spelt(const struct check *check, struct barq_text name)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;

    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        if (token->kind == TOKEN_PUNCT || token->kind == TOKEN_NUMBER ||
            (!is_latin(token->l2) && is_used(check, token)))
            continue;
        if (is_latin(token->l2) ? contains(token->l2, name)
                                : is_word(check, token, name) ||
                                      (i + 1 < tokens->count &&
                                       is_two_words(check, token, name)))
            return true;
    }
    return false;
}

/* Some part of a name with hyphens is enough. */
static bool is_spelt_in_parts(const struct check *check, struct barq_text name)
{
    while (name.len) {
        struct barq_text part = text_field(&name, '-');
        if (part.len && is_spelt(check, part))
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------- reporting */

/* Do a country and a nation, or two forms of one, begin alike: Morocco and
 * Moroccan, France and French, Wales and Welsh? */
static bool is_kin(struct barq_text a, struct barq_text b)
{
    char x[NAME_KEY_MOST], y[NAME_KEY_MOST];
    size_t same = 0, less = a.len < b.len ? a.len : b.len;

    while (same < less && a.at[same] == b.at[same])
        same++;
    if (same >= KIN_LETTERS)
        return true;
    size_t m = name_key(a, x), n = name_key(b, y);
    size_t classes = m < n ? m : n;
    classes = classes < KIN_CLASSES ? classes : KIN_CLASSES;
    return same && classes >= 2 && (m == n || classes == KIN_CLASSES) &&
           memcmp(x, y, classes) == 0;
}

/* Is this word of the Arabic, by the lexicon, a form of the name? */
static bool is_form(const struct check *check, struct barq_text key,
                    struct barq_text name)
{
    const struct lexicon_pair *found[PAIRS_MOST];
    size_t count =
        lexicon_find(check->checker->lexicon, BARQ_AR, key, found, PAIRS_MOST);

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        if (is_geographic(found[i]) && is_kin(found[i]->en, name))
            return true;
    return false;
}

/* ... or any of its words? */
static bool has_form(const struct check *check, struct barq_text name)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;

    for (size_t i = 0; i < tokens->count; i++)
        if (is_form(check, tokens->at[i].l2, name) ||
            is_form(check, tokens->at[i].l3, name))
            return true;
    return false;
}

/* A name of two words that the lexicon has, one of which is token i: Saudi
 * Arabia, Cape Verde. */
static bool has_form_of_two(const struct check *check, size_t i)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    const struct lexicon_pair *found[1];
    char both[TWO_WORDS];

    for (size_t k = i ? i - 1 : i; k <= i && k + 1 < tokens->count; k++) {
        struct barq_text a = tokens->at[k].l2, b = bare(tokens->at[k + 1].l2);
        int len = snprintf(both, sizeof(both), "%.*s %.*s", (int)a.len, a.at,
                           (int)b.len, b.at);
        struct barq_text name = { both, (size_t)len };
        if (len < TWO_WORDS &&
            lexicon_find(check->checker->lexicon, BARQ_EN, name, found, 1) &&
            has_form(check, name))
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
        if (text_equal(bare(side->tokens.at[i].l2), name) &&
            is_linked(check, check_span(side, &side->tokens.at[i]), place))
            return true;
    return false;
}

/* Is the word a name that the Arabic has? */
static bool is_there(const struct check *check, size_t i)
{
    const struct token *token = &check->side[CHECK_EN].tokens.at[i];
    struct barq_text name = bare(token->l2);

    bool known = is_known(check, token);

    if (is_linked_anywhere(check, name, known) ||
        (known && has_form(check, name)))
        return true;
    return has_form_of_two(check, i) || is_spelt_in_parts(check, name);
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
    const struct lexicon_pair *found[PAIRS_MOST];

    if (i + 1 >= tokens->count || tokens->at[i].l2.len <= LETTERS_LEAST ||
        ends_with(tokens->at[i].l2, "s") || ends_with(tokens->at[i].l2, "ing"))
        return false;
    size_t count = lexicon_find(check->checker->lexicon, BARQ_EN,
                                tokens->at[i + 1].l2, found, PAIRS_MOST);
    for (size_t k = 0; k < count && k < PAIRS_MOST; k++)
        if (strcmp(found[k]->table, "verbs") == 0)
            return true;
    return false;
}

static bool is_candidate(const struct check *check, size_t i)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    const struct token *token = &tokens->at[i];
    bool known = is_known(check, token);

    return is_capital(token) &&
           (known || (bare(token->l2).len >= LETTERS_LEAST &&
                      (!begins(tokens, i) || may_begin(check, i)))) &&
           !is_translated(check, token);
}

/* Only the first of two names is missing: a given name may be left out. */
static bool is_given_name(const struct check *check, size_t i)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    const struct token *next = &tokens->at[i + 1];

    return i + 1 < tokens->count && is_capital(next) &&
           text_equal(tokens->at[i].l2, bare(tokens->at[i].l2)) &&
           !is_translated(check, next) && is_there(check, i + 1);
}

static bool is_missing(const struct check *check, size_t i)
{
    return is_candidate(check, i) && !is_there(check, i) &&
           !is_given_name(check, i);
}

enum barq_status check_names(struct check *check, struct arena scratch)
{
    const struct check_side *side = &check->side[CHECK_EN];

    (void)scratch;
    if (is_headline(&side->tokens) ||
        check_is_run_together(&check->side[CHECK_AR]))
        return BARQ_OK;
    for (size_t i = 0; i < side->tokens.count; i++)
        if (is_missing(check, i))
            check_report(check, &(struct barq_finding){
                                    .rule = BARQ_RULE_NAME,
                                    .en = check_span(side, &side->tokens.at[i]),
                                    .note = "no such name in the Arabic" });
    return BARQ_OK;
}
