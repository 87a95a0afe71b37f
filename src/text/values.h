/*
 * values.h - inside text_values(): a segment as a row of atoms, and the
 * readers that make values of them.
 *
 * An atom is the least that can matter to a value: digits, a word with a
 * number, a month, a currency, a mark.  Every reader looks at the atoms from
 * `i` on and answers how many it took, 0 for none.
 */
#ifndef TEXT_VALUES_H
#define TEXT_VALUES_H

#include "text/text.h"

#include <stdbool.h>

enum atom_kind {
    ATOM_OTHER,
    ATOM_DIGITS,   /* .number, and .code as number.h has it */
    ATOM_MARK,     /* .code is the mark at L1 */
    ATOM_NONE,     /* an expression that only looks like a value */
    ATOM_NUMBER,   /* three, hundred, million: .number */
    ATOM_SCALE,    /* "bn": counts only behind a number */
    ATOM_ORDINAL,  /* third */
    ATOM_FRACTION, /* half */
    ATOM_SUFFIX,   /* of an ordinal: 3rd */
    ATOM_MONTH,    /* .number is 1..12 */
    ATOM_HIJRI,    /* the same, of the other calendar */
    ATOM_WEEKDAY,  /* .number is 1..7, Monday first */
    ATOM_WEAK,     /* as a role: the month is more often another word */
    ATOM_CURRENCY, /* .code: ISO 4217, or a name that several share */
    ATOM_SYMBOL,   /* a currency that stands before its number */
    ATOM_UNIT,     /* .code as in lexicon/units.tsv */
    ATOM_PERCENT,
    ATOM_MERIDIEM, /* .code: am, pm, noon, night or clock */
    ATOM_CLOCK,    /* "at the hour": a time follows */
    ATOM_ZONE,     /* GMT */
    ATOM_ERA,      /* behind a year */
    ATOM_YEAR,     /* before a year */
    ATOM_DECADE,   /* the thirties: .number is 30; "s" behind digits: none */
    ATOM_CENTURY,
    ATOM_AND,
    ATOM_ARTICLE, /* a, an */
    ATOM_OF,
    ATOM_FROM,
    ATOM_TO,
    ATOM_BETWEEN,
    ATOM_WHEN,  /* a month may follow: in, since */
    ATOM_SPORT, /* speaks of a match */
    ATOM_LESS,  /* "except": before a fraction of an hour */
};

/* The kind a table calls by this name; ATOM_OTHER if none. */
enum atom_kind atom_kind_of(struct barq_text name);

struct atom {
    enum atom_kind kind;
    double number;
    struct barq_text code; /* of others: their L2 key */
    struct barq_text raw;  /* as it was written */
    size_t start, end;     /* bytes */
    double hijri;          /* the month it may also be, or 0 */
    bool glued;            /* nothing stands before it, no white space */
    bool joined;           /* with a leading "and" */
    bool arabic;
    bool weak;    /* a month only with a number or a word like "in" */
    bool dual;    /* two of .code; or, as a number, of anything */
    bool article; /* definite */
};

/* A segment while its values are read. */
struct atoms {
    struct atom *at;
    size_t count;
    bool sport;         /* some word speaks of a match */
    struct arena *keep; /* for canonical forms */
};

/* What a key at L2 is worth in itself; false if nothing is known of it. */
bool atom_know(struct text_language language, struct barq_text key,
               struct atom *atom);

/* Code "month:9", "hijri:9" or "weekday:1". */
void atom_know_date(struct atom *atom, struct barq_text code);

/* A decimal number of up to 24 bytes, or -1. */
double atom_number(struct barq_text text);

/* May an expression of the tables begin with a word of this key? */
bool atoms_may_begin(const struct lexicon *lexicon, struct barq_text key);

/* Turn the misspelt half of a doublet of months into the other. */
void doublets_mend(const struct lexicon *lexicon, struct atoms *atoms);

enum barq_status atoms_cut(const struct text_in_tokens *text,
                           struct atoms *atoms, struct arena *keep,
                           struct barq_error *err);

/* The kind at i, ATOM_OTHER beyond the end. */
enum atom_kind atom_kind(const struct atoms *atoms, size_t i);

/* Is atom i the mark `c`, with no space before it? */
bool atom_is_glued(const struct atoms *atoms, size_t i, char c);
bool atom_is_mark(const struct atoms *atoms, size_t i, char c);

/* ------------------------------------------------------------- numerals */

struct numeral {
    double number;
    struct barq_text literal; /* its digits, if it is just that */
    size_t count;             /* atoms */
    bool ordinal;
    bool bare; /* digits alone */
    bool weak; /* "one", a pronoun unless something is counted */
};

bool numeral_read(const struct atoms *atoms, size_t i, struct numeral *out);

/* As canonical forms have it, "1200000" or "0.5"; .at is NULL when full. */
struct barq_text numeral_text(const struct numeral *numeral,
                              struct arena *keep);

/* -------------------------------------------------------------- readers */

/* What a reader found; .canonical.at is NULL when the arena is full. */
struct reading {
    enum value_type type;
    struct barq_text canonical;
    size_t count; /* atoms */
};

bool date_read(const struct atoms *atoms, size_t i, struct reading *out);
bool clock_read(const struct atoms *atoms, size_t i, struct reading *out);
bool amount_read(const struct atoms *atoms, size_t i, struct reading *out);

#endif
