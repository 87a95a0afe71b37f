/*
 * atom_key.c - what a word or expression is worth to a value.
 *
 * tm/rules/values.tsv is asked first, then the tables numbers, calendar,
 * units and currencies of tm/lexicon, which have things that one language
 * needs and the other must not see: an English phrase is never a number
 * ("two thousand" is two words, and is counted so), nor is an Arabic one
 * above 999, since "hundred and fifty thousand" would end in the table's
 * "fifty thousand".  An Arabic dual, rendered "two ...", is a number.
 */
#include "text/values.h"

#include "base/utf8.h"
#include "text/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum { PAIRS_MOST = 8 }; /* entries of one word that are looked at */

static const struct {
    const char *name;
    enum atom_kind kind;
} kinds[] = {
    { "none", ATOM_NONE },
    { "number", ATOM_NUMBER },
    { "scale", ATOM_SCALE },
    { "ordinal", ATOM_ORDINAL },
    { "fraction", ATOM_FRACTION },
    { "suffix", ATOM_SUFFIX },
    { "weak", ATOM_WEAK },
    { "currency", ATOM_CURRENCY },
    { "symbol", ATOM_SYMBOL },
    { "unit", ATOM_UNIT },
    { "percent", ATOM_PERCENT },
    { "meridiem", ATOM_MERIDIEM },
    { "clock", ATOM_CLOCK },
    { "zone", ATOM_ZONE },
    { "era", ATOM_ERA },
    { "year", ATOM_YEAR },
    { "and", ATOM_AND },
    { "article", ATOM_ARTICLE },
    { "of", ATOM_OF },
    { "from", ATOM_FROM },
    { "to", ATOM_TO },
    { "between", ATOM_BETWEEN },
    { "when", ATOM_WHEN },
    { "sport", ATOM_SPORT },
    { "less", ATOM_LESS },
    { "decade", ATOM_DECADE },
    { "century", ATOM_CENTURY },
};

enum atom_kind atom_kind_of(struct barq_text name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (text_equal(name, text_of(kinds[i].name)))
            return kinds[i].kind;
    return ATOM_OTHER;
}

enum atom_kind atom_kind(const struct atoms *atoms, size_t i)
{
    return i < atoms->count ? atoms->at[i].kind : ATOM_OTHER;
}

bool atom_is_mark(const struct atoms *atoms, size_t i, char c)
{
    return atom_kind(atoms, i) == ATOM_MARK && atoms->at[i].code.len == 1 &&
           atoms->at[i].code.at[0] == c;
}

bool atom_is_glued(const struct atoms *atoms, size_t i, char c)
{
    return atom_is_mark(atoms, i, c) && atoms->at[i].glued;
}

double atom_number(struct barq_text text)
{
    char digits[25] = "";

    if (!text.len || text.len >= sizeof(digits))
        return -1;
    /* strtod() knows more than decimals: 0x1F, 1e9, nan. */
    for (size_t i = 0; i < text.len; i++) {
        if ((text.at[i] < '0' || text.at[i] > '9') && text.at[i] != '.')
            return -1;
        digits[i] = text.at[i];
    }
    char *end;
    double number = strtod(digits, &end);
    return *end ? -1 : number;
}

/* "3/4" or "7"; -1 if it is neither. */
static double to_share(struct barq_text text)
{
    if (!text.len)
        return -1;
    struct barq_text rest = text, upper = text_field(&rest, '/');
    double below = rest.len ? atom_number(rest) : 1;

    return below > 0 ? atom_number(upper) / below : -1;
}

/* Code "ord:3" into kind and number; a bare "3" is a number. */
static bool know_number(struct atom *atom, struct barq_text code)
{
    struct barq_text rest = code, tag = text_field(&rest, ':');

    atom->kind = ATOM_NUMBER;
    if (text_equal(tag, text_of("ord")))
        atom->kind = ATOM_ORDINAL;
    else if (text_equal(tag, text_of("frac")))
        atom->kind = ATOM_FRACTION;
    atom->number = to_share(rest.len ? rest : tag);
    return atom->number >= 0;
}

void atom_know_date(struct atom *atom, struct barq_text code)
{
    struct barq_text rest = code, tag = text_field(&rest, ':');

    atom->kind = ATOM_MONTH;
    if (text_equal(tag, text_of("hijri")))
        atom->kind = ATOM_HIJRI;
    else if (text_equal(tag, text_of("weekday")))
        atom->kind = ATOM_WEEKDAY;
    atom->number = atom_number(rest);
}

static void know_role(const struct lexicon *lexicon, struct atom *atom,
                      const struct word *word)
{
    atom->kind = (enum atom_kind)word->role;
    atom->code = lexicon_text(lexicon, word->role_code);
    if ((atom->kind >= ATOM_NUMBER && atom->kind <= ATOM_FRACTION) ||
        atom->kind == ATOM_DECADE)
        atom->number = to_share(atom->code);
}

static bool begins_with(struct barq_text text, const char *start)
{
    size_t len = strlen(start);

    return text.len >= len && memcmp(text.at, start, len) == 0;
}

static bool has_space(struct barq_text text)
{
    return text.len && memchr(text.at, ' ', text.len);
}

/* May this entry of numbers.tsv be taken as it stands?  See above. */
static bool number_fits(const struct lexicon_pair *pair, struct atom *atom,
                        bool arabic, struct barq_text key)
{
    if (!know_number(atom, pair->code))
        return false;
    if (!has_space(key))
        return true;
    return arabic && (atom->kind != ATOM_NUMBER || atom->number < 1000);
}

/* What one entry of the lexicon says of `key`. */
static bool know_pair(const struct lexicon_pair *pair, struct atom *atom,
                      bool arabic, struct barq_text key)
{
    bool two = begins_with(pair->en, "two ");

    if (strcmp(pair->table, "numbers") == 0)
        return pair->code.len && number_fits(pair, atom, arabic, key);
    if (strcmp(pair->table, "calendar") == 0 && arabic && two) {
        *atom = (struct atom){ .kind = ATOM_NUMBER, .number = 2, .dual = true };
        return true;
    }
    bool unit = strcmp(pair->table, "units") == 0;
    if ((!unit && strcmp(pair->table, "currencies") != 0) || !pair->code.len ||
        (two && !arabic))
        return false;
    *atom = (struct atom){ .kind = unit ? ATOM_UNIT : ATOM_CURRENCY,
                           .code = pair->code,
                           .dual = two };
    return true;
}

static bool know_lexicon(struct text_language language, struct barq_text key,
                         struct atom *atom)
{
    struct lexicon_pair found[PAIRS_MOST];
    size_t count =
        lexicon_find(language.lexicon, language.lang, key, found, PAIRS_MOST);

    for (size_t i = 0; i < count; i++)
        if (know_pair(&found[i], atom, language.lang == BARQ_AR, key))
            return true;
    return false;
}

/* A number that is also a month of the other calendar: zero and Safar. */
static double hijri_of(const struct lexicon *lexicon, const struct word *word)
{
    struct atom month = { 0 };
    struct barq_text date =
        word ? lexicon_text(lexicon, word->date) : (struct barq_text){ 0 };

    if (!begins_with(date, "hijri:"))
        return 0;
    atom_know_date(&month, date);
    return month.number;
}

bool atom_know(struct text_language language, struct barq_text key,
               struct atom *atom)
{
    const struct word *word =
        lexicon_word(language.lexicon, language.lang, key);
    struct atom known = { 0 };

    if (word && word->role)
        know_role(language.lexicon, &known, word);
    else if (!word || !know_lexicon(language, key, &known))
        return false;
    known.hijri = hijri_of(language.lexicon, word);
    *atom = known;
    return true;
}
