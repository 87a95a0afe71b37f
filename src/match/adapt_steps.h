/*
 * adapt_steps.h - inside match_adapt(): its three texts, what changes between
 * them, and the steps that each may refuse.
 *
 * A step answers whether the adaptation may go on.  When it may not, the
 * reason stands in adapting.refusal, and no step is taken after it.
 */
#ifndef MATCH_ADAPT_STEPS_H
#define MATCH_ADAPT_STEPS_H

#include "match/adapt.h"

#include <stdbool.h>

/* More values than a sentence has; what has more is a table. */
enum { ADAPT_VALUES_MOST = 48 };

/* A change has at most four pieces (of a date), and those an ending. */
enum { ADAPT_EDITS_MOST = ADAPT_VALUES_MOST * 8 };

/* ---------------------------------------------------------------- rules */

/* The roles of tm/rules/adapt.tsv. */
enum adapt_role {
    ADAPT_NAME,    /* a number beside it is part of a name */
    ADAPT_ACT,     /* so is one some words behind it */
    ADAPT_DERIVED, /* says what comes of the numbers: doubled */
    ADAPT_NUMBER,  /* seven */
    ADAPT_SCALE,   /* million */
    ADAPT_MONTH,
    ADAPT_WEEKDAY,
    ADAPT_ROLES,
};

struct adapt_word {
    enum adapt_role role;
    struct barq_text form; /* a language, or the row of words it is one of */
    struct barq_text word;
    struct barq_text stem; /* of names, acts and derived words */
    int64_t number;
};

struct adapt_rules {
    struct adapt_word *words;
    size_t count;
};

enum barq_status adapt_rules_read(const struct lexicon *lexicon,
                                  struct adapt_rules *out, struct arena *keep,
                                  struct arena scratch, struct barq_error *err);

/* The word of a form that stands for `number`; NULL if it has none. */
const struct adapt_word *adapt_rules_find(const struct adapt_rules *rules,
                                          enum adapt_role role,
                                          struct barq_text form,
                                          int64_t number);

/* Is the token one of these words, clitics and endings aside? */
bool adapt_rules_know(const struct adapt_rules *rules, enum adapt_role role,
                      enum barq_lang lang, const struct token *token);

/* The next word of a role that stands for `number` in text[*at..): the
 * longest that begins first.  *at moves behind it. */
const struct adapt_word *adapt_rules_locate(const struct adapt_rules *rules,
                                            enum adapt_role role,
                                            int64_t number,
                                            struct barq_text text, size_t *at,
                                            struct text_span *span);

/* -------------------------------------------------------------- figures */

/* digits / 10^places, with no needless zero. */
struct decimal {
    int64_t digits;
    int places;
};

/* False for what is no plain decimal of up to 15 digits. */
bool decimal_read(struct barq_text text, struct decimal *out);
bool decimal_equal(struct decimal a, struct decimal b);
double decimal_double(struct decimal d);
struct decimal decimal_shift(struct decimal d, int power); /* d / 10^power */

/* The power of ten, of those that have a name, by which `small` is less than
 * `large`; -1 if there is none. */
int decimal_scale(struct decimal small, struct decimal large);

/* A number in digits, as it stands in a text. */
struct figure {
    struct text_span span; /* of the text */
    struct decimal value;
    bool known;        /* false: no number, as 15.5.2024 */
    bool arabic;       /* digits of the Arabic script */
    bool mixed;        /* ... and others beside them */
    uint32_t group;    /* the mark between thousands, or 0 */
    uint32_t point;    /* the decimal mark, or 0 */
    int whole, places; /* digits written before and behind the point */
    int last;          /* digits behind the last mark, or 0 */
};

/* The next figure of text[*at..limit); *at moves behind it. */
bool figure_next(struct barq_text text, size_t *at, size_t limit,
                 struct figure *out);

/* The same for digits alone, whatever mark stands between. */
bool digits_next(struct barq_text text, size_t *at, size_t limit,
                 struct figure *out);

/* How to write a number. */
struct figure_form {
    int places;
    uint32_t group, point; /* group 0: none */
    bool arabic;
};
struct barq_text figure_write(struct decimal value, struct figure_form form,
                              struct arena *keep);

/* --------------------------------------------------------------- values */

/* A value taken apart; what is not said is 0. */
struct adapt_value {
    enum value_type type;
    struct barq_text code;    /* a currency or a unit */
    struct decimal number[2]; /* amounts */
    size_t count;             /* of them: 2 in a range */
    int year, month, day, last_day;
    int hour, minute;
    int weekday;
};

/* False for what is not adapted at all; *why says it, static. */
bool adapt_value_read(const struct value *value, struct adapt_value *out,
                      const char **why);

/* --------------------------------------------------------------- the job */

struct adapt_side {
    struct text_language language;
    struct barq_text raw;
    struct word_cache *words; /* or NULL */
    bool cut;                 /* into `tokens` */
    struct tokens tokens;
    struct values values;
};

/* What goes where in the translation. */
struct adapt_edit {
    struct text_span span;
    struct barq_text text;
};

struct adapting {
    struct adapt_side query, stored, target;
    struct adapt_rules rules;
    struct barq_style style;
    bool equal;      /* all but the values is the same in query and source */
    bool invariable; /* what is counted now has no plural: percent */
    struct adapt_edit *edits;
    size_t edit_count;
    struct arena *keep;
    struct barq_text refusal;
    enum barq_status status; /* a failure, rather than a refusal */
    struct barq_error *err;
};

/* A value that is not the same in the query. */
struct adapt_change {
    struct adapt_value was, now;
    struct text_span stored, query, target; /* where they stand */
};

/* Always false; the first reason stays. */
__attribute__((format(printf, 2, 3))) bool adapt_refuse(struct adapting *a,
                                                        const char *format,
                                                        ...);

/* Always true, unless memory ran out. */
bool adapt_edit(struct adapting *a, struct text_span span,
                struct barq_text text);

/* --------------------------------------------------------------- pairing */

bool adapt_same_value(const struct value *a, const struct value *b);
bool adapt_same_values(const struct values *a, const struct values *b);
size_t adapt_count_value(const struct values *values,
                         const struct value *value);
struct barq_text adapt_words_at(const struct adapt_side *side,
                                const struct value *value);

/* Is a value of this text an ordinal, and in words: "second", not "2nd"? */
bool adapt_is_ordinal_word(struct barq_text raw, const struct value *value);

/* How many values source and query have and the translation has not, as it
 * may. */
size_t adapt_count_alone(const struct adapting *a);

/* Do the values of query and stored source pair, in order? */
bool adapt_pair_sources(struct adapting *a);

/* Do those of stored source and translation, by value? */
bool adapt_pair_target(struct adapting *a);

/* Does whatever is equal to the i-th stored value change as it does? */
bool adapt_changes_alike(struct adapting *a, size_t i);

/* ------------------------------------------------- what it is part of */

/* Where tokens stand around a span: those before end at `before`, those
 * behind begin at `behind`. */
struct adapt_place {
    size_t before, behind;
};
struct adapt_place adapt_place_of(const struct adapt_side *side,
                                  struct text_span span);

/* Is token i of the side a word of this role? */
bool adapt_is_word(const struct adapting *a, const struct adapt_side *side,
                   size_t i, enum adapt_role role);

/* May what stands in the span be quoted, part of a code, of a name? */
bool adapt_is_quoted(const struct adapt_side *side, struct text_span span);
bool adapt_is_bound(const struct adapt_side *side, struct text_span span,
                    enum value_type type);
bool adapt_is_name(const struct adapting *a, const struct adapt_side *side,
                   struct text_span span, const struct adapt_change *change);

/* ------------------------------------------------------------- the steps */

/* Of the texts as a whole: negation, words that count for themselves. */
bool adapt_texts_safe(struct adapting *a);

/* Of one value, in all three texts. */
bool adapt_change_safe(struct adapting *a, const struct adapt_change *change);

/* May one number stand where the other did, grammar considered? */
bool adapt_same_grammar(struct adapting *a, struct decimal was,
                        struct decimal now);

/* Does the article before text[at..) stay right? */
bool adapt_same_article(struct adapting *a, size_t at, struct barq_text was,
                        struct barq_text now);

/* Does every number of a change leave the words beside it as they are? */
bool adapt_same_plurals(struct adapting *a, const struct adapt_change *change);

bool adapt_put_amount(struct adapting *a, const struct adapt_change *change);
bool adapt_put_date(struct adapting *a, const struct adapt_change *change);
bool adapt_put_weekday(struct adapting *a, const struct adapt_change *change);
bool adapt_put_time(struct adapting *a, const struct adapt_change *change);

/* The edits in order, one for each value, in the style of the desk. */
bool adapt_style_all(struct adapting *a);

/* The new translation and its runs, in `keep`. */
enum barq_status adapt_deliver(const struct adapting *a,
                               struct match_adapted *out, struct arena *keep,
                               struct barq_error *err);

/* Does it say what the query says?  If not, *out is a refusal. */
enum barq_status adapt_check_result(const struct adapting *a,
                                    struct match_adapted *out,
                                    struct arena scratch,
                                    struct barq_error *err);

/* `text`, which stands for a value, as the desk writes it; the same bytes if
 * there is nothing to do.  .at NULL when the arena is full. */
struct barq_text adapt_styled(const struct adapting *a, enum value_type type,
                              struct barq_text text);

#endif
