/*
 * amount.c - numerals with what they count: percents, money, quantities; and
 * two of them as a range or a score.
 *
 *   $1.2 billion, 1.2 <billion> <dollars>      money:USD:1200000000
 *   10-15%, 10% to 15%, %10                    percent:10..15, percent:10
 *   $5-10 million                              money:USD:5000000..10000000
 *   3-2                                        score:3-2
 *
 * What stands behind the second number of a range counts for the first too;
 * so does its scale, if the first is the smaller one without a scale.
 *
 * Two numbers with a hyphen between are a score when the first is not
 * smaller, or when the segment speaks of a match; not beside a unit, nor with
 * more than three digits.  Arabic often has them the other way round, for the
 * eye, so the higher comes first.
 *
 * A lone "one" is a pronoun, and no value unless something measured follows.
 */
#include "text/values.h"

#include "base/utf8.h"

#include <string.h>

/* What is counted. */
struct measure {
    enum value_type type; /* VALUE_NUMBER: nothing */
    struct barq_text code;
};

struct amount {
    const struct atoms *atoms;
    size_t at;
    struct numeral low, high; /* high.count 0: no range */
    struct measure measure;
    bool led; /* the measure stood before the number */
    bool minus;
};

static struct measure measure_of(const struct atom *atom)
{
    switch (atom->kind) {
    case ATOM_PERCENT:
        return (struct measure){ VALUE_PERCENT, { 0 } };
    case ATOM_CURRENCY:
    case ATOM_SYMBOL:
        return (struct measure){ VALUE_MONEY, atom->code };
    case ATOM_UNIT:
        return (struct measure){ VALUE_QUANTITY, atom->code };
    default:
        return (struct measure){ VALUE_NUMBER, { 0 } };
    }
}

/* Does a symbol at i belong to the number behind it? */
static bool leads(const struct atoms *atoms, size_t i)
{
    return atom_kind(atoms, i + 1) == ATOM_DIGITS;
}

/* The measure at amount->at, with a hyphen before it in "5-km". */
static void take_measure(struct amount *amount)
{
    const struct atoms *atoms = amount->atoms;
    size_t i = amount->at;

    if (atom_is_glued(atoms, i, '-') && i + 1 < atoms->count &&
        atoms->at[i + 1].glued)
        i++;
    if (i >= atoms->count || atoms->at[i].joined || atoms->at[i].dual ||
        (atoms->at[i].kind == ATOM_SYMBOL && leads(atoms, i)))
        return;
    struct measure measure = measure_of(&atoms->at[i]);
    if (measure.type == VALUE_NUMBER ||
        (amount->measure.type != VALUE_NUMBER &&
         (measure.type != amount->measure.type || measure.type != VALUE_MONEY)))
        return;
    if (amount->measure.type == VALUE_NUMBER)
        amount->measure = measure;
    amount->at = i + 1;
}

/* A symbol, percent sign or minus before the number. */
static void take_lead(struct amount *amount)
{
    const struct atoms *atoms = amount->atoms;
    size_t i = amount->at;
    enum atom_kind kind = atom_kind(atoms, i);

    if ((kind == ATOM_SYMBOL || (kind == ATOM_PERCENT && i + 1 < atoms->count &&
                                 atoms->at[i + 1].glued)) &&
        atom_kind(atoms, i + 1) == ATOM_DIGITS) {
        amount->measure = measure_of(&atoms->at[i]);
        amount->led = true;
        amount->at++;
    } else if (atom_is_mark(atoms, i, '-') && i + 1 < atoms->count &&
               atoms->at[i + 1].kind == ATOM_DIGITS && atoms->at[i + 1].glued &&
               (i == 0 || (!atoms->at[i].glued) ||
                atom_is_mark(atoms, i - 1, '('))) {
        amount->minus = true;
        amount->at++;
    }
}

/* ---------------------------------------------------------------- ranges */

/* Is there a hyphen at i with no space on either side? */
static bool is_tight(const struct atoms *atoms, size_t i)
{
    return atom_is_glued(atoms, i, '-') && i + 1 < atoms->count &&
           atoms->at[i + 1].glued;
}

/* What joins a range at i: atoms it takes, 0 if nothing. */
static size_t range_mark(const struct amount *amount, size_t start, size_t i)
{
    const struct atoms *atoms = amount->atoms;
    bool between = start && atom_kind(atoms, start - 1) == ATOM_BETWEEN;

    if (is_tight(atoms, i) || atom_kind(atoms, i) == ATOM_TO)
        return 1;
    return between && atom_kind(atoms, i) == ATOM_AND;
}

/* 5 in "5-10 million": of the same scale as 10. */
static void lend_scale(struct amount *amount, double written)
{
    struct numeral *low = &amount->low;

    if (!low->bare || amount->high.bare || low->number >= written ||
        written <= 0)
        return;
    low->number *= amount->high.number / written;
    low->literal = (struct barq_text){ 0 };
}

/* Is the number at i, behind a hyphen, one of a longer chain: 1-800-555? */
static bool is_chained(const struct atoms *atoms, size_t start, size_t end)
{
    return (start > 1 && is_tight(atoms, start - 1) &&
            atom_kind(atoms, start - 2) == ATOM_DIGITS) ||
           (is_tight(atoms, end) && atom_kind(atoms, end + 1) == ATOM_DIGITS);
}

/* May the second number of a range be counted as the first one is?  Behind
 * "5%" must come another percent, while "$5" may lend its sign. */
static bool same_measure(const struct amount *amount, size_t end)
{
    const struct atoms *atoms = amount->atoms;

    if (amount->measure.type == VALUE_NUMBER || amount->led)
        return true;
    if (end >= atoms->count)
        return false;
    struct measure other = measure_of(&atoms->at[end]);
    return other.type == amount->measure.type &&
           text_equal(other.code, amount->measure.code);
}

static size_t character_count(struct barq_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; count++)
        utf8_next(text, &i);
    return count;
}

/* 1950-53 is 1950 to 1953, and 2003-04 ends in 2004; `raw` is how the second
 * one is written. */
static void widen_year(struct amount *amount, struct barq_text raw)
{
    double low = amount->low.number, high = amount->high.number;

    if (!amount->low.bare || !amount->high.bare || low < 1000 || low > 2999 ||
        amount->low.literal.len != 4 || amount->high.number >= 100 ||
        character_count(raw) != 2)
        return;
    int century = (int)low / 100 * 100;
    high += century;
    if (high <= low)
        return;
    amount->high.number = high;
    amount->high.literal = (struct barq_text){ 0 };
}

static void take_high(struct amount *amount, size_t start)
{
    const struct atoms *atoms = amount->atoms;
    size_t i = amount->at + range_mark(amount, start, amount->at);
    bool joined = start && i < atoms->count &&
                  atom_kind(atoms, start - 1) == ATOM_BETWEEN &&
                  atoms->at[i].joined;
    struct numeral high;

    if ((i == amount->at && !joined) || i >= atoms->count)
        return;
    if (atoms->at[i].kind == ATOM_SYMBOL && amount->led)
        i++;
    if (i >= atoms->count || !numeral_read(atoms, i, &high) || high.ordinal ||
        high.number < 0 || amount->low.number < 0 ||
        is_chained(atoms, start, i + high.count) ||
        !same_measure(amount, i + high.count))
        return;
    amount->high = high;
    amount->at = i + high.count;
    lend_scale(amount, atoms->at[i].number);
    widen_year(amount, atoms->at[i].raw);
}

/* ----------------------------------------------------------------- forms */

static bool has_point(struct barq_text literal)
{
    return memchr(literal.at, '.', literal.len);
}

static bool is_score(const struct amount *amount, size_t mark)
{
    const struct numeral *low = &amount->low, *high = &amount->high;

    if (amount->measure.type != VALUE_NUMBER || !low->bare || !high->bare ||
        !is_tight(amount->atoms, mark) || low->literal.len > 3 ||
        high->literal.len > 3 || has_point(low->literal) ||
        has_point(high->literal))
        return false;
    return amount->atoms->sport || low->number >= high->number;
}

static struct barq_text score_text(const struct amount *amount)
{
    struct barq_text a = amount->low.literal, b = amount->high.literal;

    if (amount->low.number < amount->high.number) {
        a = amount->high.literal;
        b = amount->low.literal;
    }
    return arena_print(amount->atoms->keep, "score:%.*s-%.*s", (int)a.len, a.at,
                       (int)b.len, b.at);
}

static const char *type_name(const struct amount *amount)
{
    switch (amount->measure.type) {
    case VALUE_PERCENT:
        return "percent";
    case VALUE_MONEY:
        return "money";
    case VALUE_QUANTITY:
        return "quantity";
    default:
        break;
    }
    if (amount->low.ordinal)
        return "ordinal";
    return amount->high.count ? "range" : "number";
}

static enum value_type type_of(const struct amount *amount)
{
    if (amount->measure.type != VALUE_NUMBER)
        return amount->measure.type;
    if (amount->low.ordinal)
        return VALUE_ORDINAL;
    return amount->high.count ? VALUE_RANGE : VALUE_NUMBER;
}

static struct barq_text amount_text(const struct amount *amount)
{
    struct arena *keep = amount->atoms->keep;
    struct barq_text low = numeral_text(&amount->low, keep), high = { "", 0 },
                     code = amount->measure.code;

    if (amount->high.count)
        high = numeral_text(&amount->high, keep);
    if (!low.at || !high.at)
        return (struct barq_text){ 0 };
    return arena_print(
        keep, "%s:%.*s%s%s%.*s%s%.*s", type_name(amount), (int)code.len,
        code.len ? code.at : "", code.len ? ":" : "", amount->minus ? "-" : "",
        (int)low.len, low.at, high.len ? ".." : "", (int)high.len, high.at);
}

/* Two kilometres, two dollars in one Arabic word. */
static bool dual_read(const struct atoms *atoms, size_t i, struct reading *out)
{
    const struct atom *atom = &atoms->at[i];
    struct amount amount = { .atoms = atoms, .measure = measure_of(atom) };

    if (!atom->dual || atom->kind == ATOM_NUMBER)
        return false;
    amount.low.number = 2;
    *out = (struct reading){ amount.measure.type, amount_text(&amount), 1 };
    return true;
}

bool amount_read(const struct atoms *atoms, size_t i, struct reading *out)
{
    struct amount amount = { .atoms = atoms, .at = i };

    if (dual_read(atoms, i, out))
        return true;
    take_lead(&amount);
    if (!numeral_read(atoms, amount.at, &amount.low))
        return false;
    amount.at += amount.low.count;
    size_t mark = amount.at;
    if (!amount.low.ordinal) {
        take_measure(&amount);
        take_high(&amount, i);
        if (amount.high.count)
            take_measure(&amount);
    }
    if (amount.low.weak && amount.measure.type == VALUE_NUMBER &&
        !amount.high.count)
        return false;
    out->count = amount.at - i;
    if (amount.high.count && is_score(&amount, mark)) {
        out->type = VALUE_SCORE;
        out->canonical = score_text(&amount);
        return true;
    }
    out->type = type_of(&amount);
    out->canonical = amount_text(&amount);
    return true;
}
