/*
 * numeral.c - numbers in digits and words, put together.
 *
 * A numeral is a run of atoms that add and multiply to one number:
 *
 *   number  :=  group scale group scale ... [and fraction [scale]]
 *   group   :=  hundreds, tens and units, as each language orders them
 *
 * English says hundreds, tens, units ("two hundred and twenty-three");
 * Arabic joins with wa and says units before tens ("two hundred wa three wa
 * twenty").  A word that does not fit into the place that is still free ends
 * the numeral: "three and four" are two.  A scale multiplies the group
 * before it and must be smaller than the scale before that, but one that
 * follows at once multiplies all: thousand billion.
 *
 *   1.5 million                       1500000
 *   one and a half million            1500000
 *   <million> wa-<half> <al-million>  1500000   the half of a million
 *   half a dozen                      6
 *   5 <thousand> wa-200               5200
 *   twenty-first                      ordinal 21
 *
 * Limits: numbers up to 10^18; beyond that digits stand for themselves.
 */
#include "text/values.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

static const double LARGEST = 1e18;

/* What has been read: total + group is the number so far. */
struct sum {
    const struct atoms *atoms;
    size_t first, at; /* atoms */
    double total, group;
    double scale;  /* of the last word, 1 if it was none */
    double lowest; /* of all scales */
    bool arabic;
    bool digits; /* so far digits alone */
    bool figure; /* it began with digits */
};

static bool is_power(double number)
{
    return number == 1e3 || number == 1e6 || number == 1e9 || number == 1e12;
}

/* The power of a thousand that a large number counts in: 2000 in 1000. */
static double power_of(double number)
{
    double power = 1e3;

    while (power * 1e3 <= number)
        power *= 1e3;
    return power;
}

static bool is_whole(double number)
{
    return number == floor(number);
}

/* May `number`, below a thousand, be added to the group? */
static bool fits_group(const struct sum *sum, double number, bool joined)
{
    double hundred = fmod(sum->group, 100);

    if (sum->figure && !sum->arabic)
        return false;
    if (sum->group <= 0)
        return sum->total <= 0 || joined || !sum->arabic;
    if (!is_whole(sum->group))
        return false;
    if (hundred <= 0)
        return number < 100 && (joined || !sum->arabic);
    if (sum->arabic && number == 10)
        return !joined && hundred < 10; /* three ten, of whatever gender */
    if (sum->arabic)
        return joined && hundred < 10 && number >= 20 && number < 100 &&
               fmod(number, 10) <= 0;
    return !joined && hundred >= 20 && fmod(hundred, 10) <= 0 && number < 10;
}

static bool add_scale(struct sum *sum, double scale, bool joined)
{
    double total = sum->total;

    if (sum->group > 0 && joined)
        return false;
    if (sum->group <= 0 && total > 0 && !joined)
        total = scale < sum->lowest ? HUGE_VAL : total * scale;
    else if (scale >= sum->lowest)
        return false;
    else
        total += (sum->group > 0 ? sum->group : 1) * scale;
    if (total > LARGEST)
        return false;
    sum->total = total;
    sum->group = 0;
    sum->scale = sum->lowest = scale;
    return true;
}

/* Two thousand in one word, or the like: counts by itself. */
static bool add_large(struct sum *sum, double number, bool joined)
{
    double power = power_of(number);

    if (sum->group > 0 || power >= sum->lowest ||
        (sum->total > 0 && !joined && sum->arabic))
        return false;
    sum->total += number;
    sum->scale = sum->lowest = power;
    return true;
}

/* Hundred and dozen multiply what is small enough. */
static bool multiply(struct sum *sum, double number, bool joined)
{
    if (joined || sum->group <= 0 || !is_whole(sum->group) || sum->group >= 100)
        return false;
    sum->group *= number;
    return true;
}

static bool add_number(struct sum *sum, const struct atom *atom, bool joined)
{
    double number = atom->number;

    if (is_power(number))
        return add_scale(sum, number, joined);
    if (number >= 1000)
        return add_large(sum, number, joined);
    if ((atom->kind == ATOM_SCALE || number == 100) &&
        multiply(sum, number, joined))
        return true;
    if (atom->kind == ATOM_SCALE || atom->dual || number <= 0 || sum->digits ||
        !fits_group(sum, number, joined))
        return false;
    sum->group += number;
    sum->scale = 1;
    return true;
}

static bool is_number(enum atom_kind kind)
{
    return kind == ATOM_NUMBER || kind == ATOM_SCALE;
}

/* Digits behind wa: 5 thousand wa 200. */
static bool add_digits(struct sum *sum, const struct atom *atom)
{
    if (!sum->arabic || sum->scale <= 1 || !is_whole(atom->number) ||
        atom->number < 1 || atom->number >= sum->scale)
        return false;
    sum->group = atom->number;
    sum->scale = 1;
    return true;
}

/* The definite scale behind a fraction: half of the million just said. */
static void skip_echo(struct sum *sum)
{
    const struct atom *atom = &sum->atoms->at[sum->at];

    if (is_number(atom_kind(sum->atoms, sum->at)) && atom->article &&
        atom->number == sum->scale)
        sum->at++;
}

/* "and a half", the fraction at i. */
static bool add_fraction(struct sum *sum, size_t i)
{
    double share = sum->atoms->at[i].number;

    if (share >= 1 || !is_whole(sum->total + sum->group))
        return false;
    sum->at = i + 1;
    sum->digits = false;
    if (sum->scale > 1) {
        sum->total += share * sum->scale;
        skip_echo(sum);
    } else {
        sum->group += share;
    }
    return true;
}

/* Does "and", with this behind it, begin a number of its own?  Five thousand
 * and six thousand; one hundred and two hundred. */
static bool begins_another(const struct sum *sum, size_t i)
{
    enum atom_kind kind = atom_kind(sum->atoms, i + 1);

    if (!is_number(kind))
        return false;
    double scale = sum->atoms->at[i + 1].number;
    return is_power(scale) ? scale >= sum->lowest
                           : scale == 100 && sum->group >= 100;
}

/* The atom at i, which may stand behind "and". */
static bool take_next(struct sum *sum, size_t i, bool joined)
{
    const struct atom *atom = &sum->atoms->at[i];

    if (joined && !sum->arabic && atom->kind == ATOM_ARTICLE &&
        atom_kind(sum->atoms, i + 1) == ATOM_FRACTION)
        return add_fraction(sum, i + 1);
    if (atom->kind == ATOM_FRACTION)
        return joined && sum->arabic && add_fraction(sum, i);
    if (joined && begins_another(sum, i))
        return false;
    if (is_number(atom->kind))
        return add_number(sum, atom, joined);
    return atom->kind == ATOM_DIGITS && joined && add_digits(sum, atom);
}

/* A letter that stands for a scale does so only beside money: $5m, 5m euros. */
static bool is_letter_alone(const struct sum *sum, size_t i)
{
    const struct atom *atom = &sum->atoms->at[i];
    bool money =
        (sum->first && sum->atoms->at[sum->first - 1].kind == ATOM_SYMBOL) ||
        atom_kind(sum->atoms, i + 1) == ATOM_CURRENCY;

    return atom->kind == ATOM_SCALE && atom->raw.len == 1 && !money;
}

/* Take the next word, if it goes on with the number. */
static bool go_on(struct sum *sum)
{
    const struct atoms *atoms = sum->atoms;
    size_t i = sum->at, before = sum->at;
    bool joined = atom_kind(atoms, i) == ATOM_AND;

    i += joined;
    if (atom_is_glued(atoms, i, '-') && i + 1 < atoms->count &&
        atoms->at[i + 1].glued)
        i++;
    if (i >= atoms->count || is_letter_alone(sum, i) ||
        !take_next(sum, i, joined || atoms->at[i].joined))
        return false;
    if (sum->at == before)
        sum->at = i + 1;
    sum->digits = false;
    return true;
}

/* Two thirds, three quarters, one fifth: a part behind a number. */
static void take_part(struct sum *sum)
{
    const struct atom *atom = &sum->atoms->at[sum->at];
    enum atom_kind kind = atom_kind(sum->atoms, sum->at);
    bool ninth = kind == ATOM_ORDINAL && sum->group == 1 && atom->number > 2;

    if (sum->arabic || sum->total > 0 || sum->group < 1 || sum->group > 20 ||
        sum->digits || !(kind == ATOM_FRACTION || ninth))
        return;
    sum->group *= ninth ? 1 / atom->number : atom->number;
    sum->at++;
}

/* Half a million: a fraction of the scale that follows. */
static void take_whole(struct sum *sum)
{
    size_t i = sum->at;

    i += atom_kind(sum->atoms, i) == ATOM_ARTICLE;
    if (!is_number(atom_kind(sum->atoms, i)))
        return;
    const struct atom *atom = &sum->atoms->at[i];
    if (!is_power(atom->number) && atom->kind != ATOM_SCALE)
        return;
    sum->group *= atom->number;
    sum->at = i + 1;
}

/* The tens behind an Arabic ordinal: third ten, third wa-twenty. */
static void take_tens(struct sum *sum)
{
    const struct atom *next = &sum->atoms->at[sum->at];
    enum atom_kind kind = atom_kind(sum->atoms, sum->at);

    if (!sum->arabic || (kind != ATOM_ORDINAL && kind != ATOM_NUMBER) ||
        next->number >= 100 || !fits_group(sum, next->number, next->joined))
        return;
    sum->group += next->number;
    sum->at++;
}

/* The ordinal that begins a numeral or ends "twenty-first". */
static bool take_ordinal(struct sum *sum)
{
    size_t i = sum->at;
    bool and = sum->at > sum->first && atom_kind(sum->atoms, i) == ATOM_AND;

    i += and;
    if (atom_kind(sum->atoms, i) != ATOM_ORDINAL || sum->digits)
        return false;
    const struct atom *atom = &sum->atoms->at[i];
    if (!fits_group(sum, atom->number, atom->joined || and))
        return false;
    sum->group += atom->number;
    sum->at = i + 1;
    take_tens(sum);
    return true;
}

/* "An hour and a half": a part of something that is no number here. */
static bool is_left_over(const struct sum *sum)
{
    const struct atoms *atoms = sum->atoms;
    size_t i = sum->first;

    return atoms->at[i].joined ||
           (i > 1 && atom_kind(atoms, i - 1) == ATOM_ARTICLE &&
            atom_kind(atoms, i - 2) == ATOM_AND);
}

/* The first number; false if no numeral begins here. */
static bool begin(struct sum *sum)
{
    const struct atom *atom = &sum->atoms->at[sum->at++];

    sum->arabic = atom->arabic;
    if (atom->kind == ATOM_DIGITS) {
        /* Digits follow the script of the word behind them. */
        sum->arabic = sum->at < sum->atoms->count && atom[1].arabic;
        sum->group = atom->number;
        sum->digits = sum->figure = true;
    } else if (atom->kind == ATOM_FRACTION) {
        sum->group = atom->number;
        take_whole(sum);
        return sum->at > sum->first + 1 || !is_left_over(sum);
    } else if (atom->kind == ATOM_NUMBER && (atom->dual || atom->number <= 0)) {
        sum->group = atom->number;
    } else if (atom->kind == ATOM_NUMBER) {
        add_number(sum, atom, false);
        take_part(sum);
    } else if (atom->kind == ATOM_ARTICLE) {
        sum->group = 1;
        return atom_kind(sum->atoms, sum->at) == ATOM_SCALE &&
               atom[1].raw.len > 3;
    } else {
        return false;
    }
    return true;
}

static bool has_suffix(const struct sum *sum)
{
    return sum->digits && atom_kind(sum->atoms, sum->at) == ATOM_SUFFIX &&
           sum->atoms->at[sum->at].glued && is_whole(sum->group);
}

bool numeral_read(const struct atoms *atoms, size_t i, struct numeral *out)
{
    struct sum sum = {
        .atoms = atoms, .first = i, .at = i, .scale = 1, .lowest = HUGE_VAL
    };
    const struct atom *first = &atoms->at[i];
    bool ordinal = first->kind == ATOM_ORDINAL;

    sum.arabic = first->arabic;
    if (ordinal ? !take_ordinal(&sum) : !begin(&sum))
        return false;
    bool opaque = sum.digits && sum.group < 0;
    while (!ordinal && !opaque && go_on(&sum))
        ;
    bool suffix = has_suffix(&sum);
    bool bare = sum.digits;
    sum.at += suffix;
    ordinal =
        ordinal || suffix || (!opaque && !sum.arabic && take_ordinal(&sum));
    *out = (struct numeral){
        .number = sum.total + sum.group,
        .literal = bare ? first->code : (struct barq_text){ 0 },
        .count = sum.at - i,
        .ordinal = ordinal,
        .bare = bare,
        .weak =
            first->kind == ATOM_NUMBER && sum.at == i + 1 && first->number == 1,
    };
    return true;
}

struct barq_text numeral_text(const struct numeral *numeral, struct arena *keep)
{
    if (numeral->literal.len)
        return numeral->literal;
    return is_whole(numeral->number)
               ? arena_print(keep, "%.0f", numeral->number)
               : arena_print(keep, "%.12g", numeral->number);
}
