/* name.h - names of the English side and what the Arabic has for them, for
 * name.c, name_form.c, name_there.c and name_left.c. */
#ifndef CHECK_NAME_H
#define CHECK_NAME_H

#include "check/check.h"

/* Bytes of an Arabic word from which on it may be any number of them, run
 * together. */
enum { NAME_RUN_BYTES = 20 };

/* A key without the 's of the genitive. */
struct barq_text check_name_bare(struct barq_text key);

/* One capital, and small letters: no abbreviation, be it NATO, MPs, CoV or
 * B52; but Al-Assad, O'Neil and McGregor. */
bool check_name_is_capital(const struct token *token);

/* Is the English word no name, but one that is translated, or a compound with
 * one, by the lexicon and the table of capitals? */
bool check_name_is_translated(const struct check *check,
                              const struct token *token);

/* Is it a country, a place or a nation, by the lexicon? */
bool check_name_is_geographic(const struct check *check, struct barq_text name);

/* ... no nation? */
bool check_name_is_land(const struct check *check, struct barq_text name);

/* Is the Arabic word a name or a nation, by the lexicon? */
bool check_name_is_arabic(const struct check *check, struct barq_text key);

/* Does the lexicon know the Arabic word as something else than a name? */
bool check_name_is_common(const struct check *check, struct barq_text key);

/* Is the Arabic word known to render something? */
bool check_name_is_used(const struct check *check, const struct token *arabic);

/* What is not compared: marks, figures, Latin letters. */
bool check_name_is_other(const struct token *arabic);

/* The most that one of the ways to read the Arabic word - as it stands, as
 * its stem, without a letter before it - is spelt like the Latin one, 0..1. */
double check_name_likeness(const struct check *check,
                           const struct token *arabic, struct barq_text latin);

bool check_name_contains(struct barq_text text, struct barq_text part);

/* Is any word of the Arabic a rendering of the name, by the lexicon, or of a
 * form of it? */
bool check_name_has_form(const struct check *check, struct barq_text name);

/* ... of a name of two words, one of which is English word i: Cape Verde? */
bool check_name_has_form_of_two(const struct check *check, size_t i);

/* Do words run together hold a rendering? */
bool check_name_is_in_run(const struct check *check, struct barq_text name);

/* Does English word i have anything in the Arabic that names it? */
bool check_name_is_there(const struct check *check, size_t i);

/* Is a word of the Arabic left, round about where English word i would stand,
 * that may be a name and that no name of the English accounts for? */
bool check_name_has_left(const struct check *check, size_t i);

/* ... right before the word that names English word i + 1? */
bool check_name_has_left_before(const struct check *check, size_t i);

#endif
