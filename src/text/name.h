/*
 * name.h - names in Arabic and in Latin letters: how alike they are, and a
 * key under which they meet; see name.c and name_key.c.
 */
#ifndef TEXT_NAME_H
#define TEXT_NAME_H

#include "text/text.h"

/* Letters of a name that are looked at; what follows is not. */
enum { NAME_MOST = 48 };

/* What each Arabic letter may be in Latin, and at what cost. */
struct name_costs;

/* The table tm/rules/name_costs.tsv; one serves any number of readers. */
enum barq_status name_costs_open(struct name_costs **out,
                                 struct barq_error *err);
void name_costs_close(struct name_costs *costs);

/*
 * What it costs to write the Arabic name as the Latin one, 0 for letter by
 * letter the usual way; *similarity, 0..1, is measured by the length of the
 * names.  0.75 and more holds 98 of 100 right names and, among 573, one wrong
 * one in five queries; 0.85 holds 92 and one in twenty.
 */
double name_cost(const struct name_costs *costs, struct barq_text arabic,
                 struct barq_text latin, double *similarity);

struct name_letters {
    uint32_t at[NAME_MOST];
    size_t count;
};

/*
 * The letters of a name, words run together: without marks, articles (al-,
 * el-) and accents, lower case; the forms of alef, waw and yeh unified.
 */
void name_spell(struct barq_text name, struct name_letters *out);

/* Is the similarity `least` or more?  Quicker than to ask for it; and more so
 * for names that are spelt once and asked about many times. */
bool name_is_alike(const struct name_costs *costs, struct barq_text arabic,
                   struct barq_text latin, double least);
bool name_letters_alike(const struct name_costs *costs,
                        const struct name_letters *arabic,
                        const struct name_letters *latin, double least);

/*
 * The consonant classes of a name in either script, at L2 or as written:
 * "BLMGM" for Blinken.  `out` has room for NAME_KEY_MOST letters; returns how
 * many there are.  Short keys collide: three classes are little.
 */
enum { NAME_KEY_MOST = 24 };
size_t name_key(struct barq_text name, char *out);

#endif
