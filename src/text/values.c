/*
 * values.c - what a segment says in numbers, dates and amounts.
 *
 * A translator may not change a figure, but every language writes it in its
 * own way.  So each is read into a type, a canonical form that is the same
 * for both languages, and the bytes it was read from:
 *
 *   "rose 12.5 percent to $1.2 billion on Sept. 15"
 *     percent:12.5   money:USD:1200000000   date:--09-15
 *   the same in Arabic, month in any of three regimes, digits of either kind
 *     percent:12.5   money:USD:1200000000   date:--09-15
 *
 * The segment becomes a row of atoms (atoms.c), and from left to right each
 * reader is asked in turn: dates (date.c), times (clock.c), amounts
 * (amount.c, over numeral.c), weekdays.  A reader looks ahead by a bounded
 * number of atoms beyond what it takes, but for numerals, which only grow
 * while they are taken: so the whole is linear.
 *
 * What the words mean stands in tables, not here: tm/lexicon numbers,
 * calendar, units and currencies, and tm/rules/values.tsv.
 *
 * Limits: indefinite amounts ("dozens") are no values; nothing is converted,
 * neither calendars nor zones nor units.
 */
#include "text/values.h"

#include "base/error.h"
#include "text/lexicon.h"

static bool weekday_read(const struct atoms *atoms, size_t i,
                         struct reading *out)
{
    if (atoms->at[i].kind != ATOM_WEEKDAY)
        return false;
    *out = (struct reading){
        .type = VALUE_WEEKDAY,
        .canonical =
            arena_print(atoms->keep, "weekday:%.0f", atoms->at[i].number),
        .count = 1,
    };
    return true;
}

/* No value begins with a word that the tables do not know. */
static bool value_read(const struct atoms *atoms, size_t i, struct reading *out)
{
    if (atoms->at[i].kind == ATOM_OTHER && !atoms->at[i].dual)
        return false;
    return date_read(atoms, i, out) || clock_read(atoms, i, out) ||
           amount_read(atoms, i, out) || weekday_read(atoms, i, out);
}

enum barq_status text_values_in(const struct text_in_tokens *text,
                                struct values *values, struct arena *keep,
                                struct arena scratch, struct barq_error *err)
{
    struct values made = { 0 };
    struct atoms atoms;
    enum barq_status status = atoms_cut(text, &atoms, &scratch, err);

    if (status)
        return status;
    atoms.keep = keep;
    made.at = arena_new(keep, struct value, atoms.count + 1);
    if (!made.at)
        return fail_nomem(err, "for the values of a text");
    for (size_t i = 0; i < atoms.count;) {
        struct reading reading = { .canonical = { "", 0 } };
        if (!value_read(&atoms, i, &reading)) {
            i++;
            continue;
        }
        if (!reading.canonical.at)
            return fail_nomem(err, "for the values of a text");
        made.at[made.count++] = (struct value){
            .type = reading.type,
            .canonical = reading.canonical,
            .span = { atoms.at[i].start, atoms.at[i + reading.count - 1].end },
        };
        i += reading.count;
    }
    *values = made;
    return BARQ_OK;
}

enum barq_status text_values(struct text_language language,
                             struct barq_text raw, struct values *values,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err)
{
    struct arena tokens_keep = arena_split(&scratch);
    struct tokens tokens = { 0 };
    enum barq_status status =
        text_tokens(language, raw, &tokens, &tokens_keep, scratch, err);

    return status ? status
                  : text_values_in(
                        &(struct text_in_tokens){ language, raw, &tokens },
                        values, keep, scratch, err);
}

bool text_is_of_value(const struct lexicon *lexicon, enum barq_lang lang,
                      struct barq_text key)
{
    const struct word *word = lexicon_word(lexicon, lang, key);

    return word && word->flags & (WORD_NUMBER | WORD_CALENDAR);
}
