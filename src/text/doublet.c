/*
 * doublet.c - months named twice, with a slip in one of the names.
 *
 * Agencies that write for the whole Arab world name a month in two of its
 * three regimes with a slash between, and every few hundred times one of the
 * two is misspelt.  A word that stands on the other side of the slash from a
 * month, is itself no known word of a date, and is close to one of the names
 * of that very month (the English names lead to all of them), is taken for it:
 *
 *   <aylul>/<s b t m y r>   one edit from <s b t m b r>: September too
 *
 * Close: at most one edit in a name of up to four letters, else two; two
 * neighbours in the wrong order are one edit.
 */
#include "text/values.h"

#include "base/utf8.h"

enum {
    NAMES_MOST = 32, /* names of one month that are looked at */
    LETTERS = 20,    /* of a name; longer words are no slips */
    SHORT_NAME = 4,
};

struct letters {
    uint32_t at[LETTERS];
    size_t count;
};

static bool spell(struct barq_text key, struct letters *out)
{
    out->count = 0;
    for (size_t i = 0; i < key.len;) {
        if (out->count == LETTERS)
            return false;
        out->at[out->count++] = utf8_next(key, &i);
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits from a to b, neighbours swapped counting as one. */
static size_t edits(const struct letters *a, const struct letters *b)
{
    size_t d[LETTERS + 1][LETTERS + 1];

    for (size_t i = 0; i <= a->count; i++)
        d[i][0] = i;
    for (size_t k = 0; k <= b->count; k++)
        d[0][k] = k;
    for (size_t i = 1; i <= a->count; i++)
        for (size_t k = 1; k <= b->count; k++) {
            bool same = a->at[i - 1] == b->at[k - 1];
            size_t best = least(d[i - 1][k], d[i][k - 1]) + 1;
            best = least(best, d[i - 1][k - 1] + !same);
            if (i > 1 && k > 1 && a->at[i - 1] == b->at[k - 2] &&
                a->at[i - 2] == b->at[k - 1])
                best = least(best, d[i - 2][k - 2] + 1);
            d[i][k] = best;
        }
    return d[a->count][b->count];
}

static bool is_near(const struct letters *word, struct barq_text name)
{
    struct letters other;

    if (!spell(name, &other))
        return false;
    return edits(word, &other) <= (other.count > SHORT_NAME ? 2U : 1U);
}

/* Is the word close to a name of the month that has this English name? */
static bool has_near_name(const struct lexicon *lexicon, struct barq_text en,
                          const struct letters *word)
{
    struct lexicon_pair names[NAMES_MOST];
    size_t count = lexicon_find(lexicon, BARQ_EN, en, names, NAMES_MOST);

    for (size_t i = 0; i < count; i++)
        if (is_near(word, names[i].ar))
            return true;
    return false;
}

static void mend(const struct lexicon *lexicon, struct atom *slip,
                 const struct atom *month)
{
    static const char *const english[] = { "january", "february", "march",
                                           "april",   "may",      "june",
                                           "july",    "august",   "september",
                                           "october", "november", "december" };
    struct letters word;

    if (slip->kind != ATOM_OTHER || !slip->arabic ||
        month->kind != ATOM_MONTH || month->number < 1 || month->number > 12 ||
        !spell(slip->code, &word))
        return;
    const char *name = english[(int)month->number - 1];
    if (!has_near_name(lexicon, text_of(name), &word))
        return;
    slip->kind = ATOM_MONTH;
    slip->number = month->number;
}

void doublets_mend(const struct lexicon *lexicon, struct atoms *atoms)
{
    for (size_t i = 1; i + 1 < atoms->count; i++) {
        struct atom *before = &atoms->at[i - 1], *after = &atoms->at[i + 1];
        if (!atom_is_glued(atoms, i, '/') || !after->glued)
            continue;
        mend(lexicon, after, before);
        mend(lexicon, before, after);
    }
}
