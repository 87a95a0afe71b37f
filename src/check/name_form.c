/*
 * name_form.c - countries, places and nations, by the lexicon.
 *
 * A name is rendered where the Arabic has a word of which the lexicon says so,
 * or says it of a form of the name: "Egypt" and "Egyptian" for Misr.  Two are
 * forms of one if they begin alike:
 *
 *   Morocco, Moroccan    four letters
 *   Wales, Welsh         a letter, and all consonants of the shorter: W L S
 *
 * Limits: India and Indonesia begin alike as well.
 */
#include "check/name.h"

#include "base/utf8.h"
#include "text/lexicon.h"

#include <stdio.h>
#include <string.h>

enum {
    PAIRS_MOST = 16,
    KIN_LETTERS = 4,
    KIN_CLASSES = 3,
    TWO_WORDS = 80, /* bytes */
    RUN_PART = 8,   /* bytes of a rendering in words run together */
};

static bool is_geographic(const struct lexicon_pair *pair)
{
    return strcmp(pair->table, "countries") == 0 ||
           strcmp(pair->table, "places") == 0 ||
           strcmp(pair->table, "nationalities") == 0;
}

static bool is_land(const struct lexicon_pair *pair)
{
    return strcmp(pair->table, "countries") == 0 ||
           strcmp(pair->table, "places") == 0;
}

/* Has the lexicon the name in a table of this kind? */
static bool is_in(const struct check *check, struct barq_text name,
                  bool (*kind)(const struct lexicon_pair *))
{
    struct lexicon_pair found[PAIRS_MOST];
    size_t count =
        lexicon_find(check->checker->lexicon, BARQ_EN, name, found, PAIRS_MOST);

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        if (kind(&found[i]))
            return true;
    return false;
}

bool check_name_is_geographic(const struct check *check, struct barq_text name)
{
    return is_in(check, name, is_geographic);
}

bool check_name_is_land(const struct check *check, struct barq_text name)
{
    return is_in(check, name, is_land);
}

bool check_name_contains(struct barq_text text, struct barq_text part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (memcmp(text.at + i, part.at, part.len) == 0)
            return true;
    return false;
}

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
    struct lexicon_pair found[PAIRS_MOST];
    size_t count =
        lexicon_find(check->checker->lexicon, BARQ_AR, key, found, PAIRS_MOST);

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        if (text_equal(found[i].en, name) ||
            (is_geographic(&found[i]) && is_kin(found[i].en, name)))
            return true;
    return false;
}

bool check_name_has_form(const struct check *check, struct barq_text name)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;

    for (size_t i = 0; i < tokens->count; i++)
        if (is_form(check, tokens->at[i].l2, name) ||
            is_form(check, tokens->at[i].l3, name))
            return true;
    return false;
}

bool check_name_has_form_of_two(const struct check *check, size_t i)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    struct lexicon_pair found[1];
    char both[TWO_WORDS];

    for (size_t k = i ? i - 1 : i; k <= i && k + 1 < tokens->count; k++) {
        struct barq_text a = tokens->at[k].l2,
                         b = check_name_bare(tokens->at[k + 1].l2);
        int len = snprintf(both, sizeof(both), "%.*s %.*s", (int)a.len, a.at,
                           (int)b.len, b.at);
        struct barq_text name = { both, (size_t)len };
        if (len < TWO_WORDS &&
            lexicon_find(check->checker->lexicon, BARQ_EN, name, found, 1) &&
            check_name_has_form(check, name))
            return true;
    }
    return false;
}

bool check_name_is_in_run(const struct check *check, struct barq_text name)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;
    struct lexicon_pair found[PAIRS_MOST];
    size_t count =
        lexicon_find(check->checker->lexicon, BARQ_EN, name, found, PAIRS_MOST);

    for (size_t i = 0; i < tokens->count; i++)
        for (size_t k = 0; k < count && k < PAIRS_MOST; k++)
            if (tokens->at[i].l2.len > NAME_RUN_BYTES &&
                found[k].ar.len >= RUN_PART &&
                check_name_contains(tokens->at[i].l2, found[k].ar))
                return true;
    return false;
}
