/*
 * date.c - days, months and years put together.
 *
 *   15 <aylul>/<september> 2022, September 15, 2022,
 *   15th of September 2022, 15/9/2022, 2022-09-15      date:2022-09-15
 *   15-16 <september>, September 15-16                 date:--09-15..16
 *   25 <shawwal> 1436 <heh>                            hijri:1436-10-25
 *
 * A month's second name (behind a slash, in brackets, or right behind the
 * first) says nothing new; if it is that of another month and a day stands
 * before, the first one wins.
 * A month that is more often another word ("may", and the Arabic for August,
 * which is also "father") needs a number or a word like "in" beside it, and a
 * Hijri month, which is also a given name, a day or a year.
 *
 * In a date of three numbers the year is the one of four digits.  The day
 * comes first, as in Arabic and British use, unless only the other order
 * gives a date: 9/15/2022.
 *
 * A decade is "date:1930s", with the century it stands with, or else the last.
 *
 * Limits: years 1000 to 2999; a day with no month is a number.
 */
#include "text/values.h"

#include "base/utf8.h"

#include <stdio.h>

/* A date being read; 0 where nothing is said. */
struct date {
    const struct atoms *atoms;
    size_t at; /* atom */
    int year, month, day, last_day;
    bool hijri, decade;
};

/* A whole number of up to four digits as atom i, or 0. */
static int small_number(const struct atoms *atoms, size_t i)
{
    if (atom_kind(atoms, i) != ATOM_DIGITS)
        return 0;
    const struct atom *atom = &atoms->at[i];
    return atom->code.len <= 4 && atom->number >= 1 && atom->number <= 9999 &&
                   !memchr(atom->code.at, '.', atom->code.len)
               ? (int)atom->number
               : 0;
}

static bool is_day(int number)
{
    return number >= 1 && number <= 31;
}

/* Four digits, written without a separator. */
static int year_at(const struct atoms *atoms, size_t i)
{
    int number = small_number(atoms, i);

    if (number < 1000 || number > 2999)
        return 0;
    for (size_t k = 0; k < atoms->at[i].raw.len; k++)
        if (atoms->at[i].raw.at[k] == ',')
            return 0;
    return number;
}

/* Day at atom i, in digits or as an ordinal; *count says of how many. */
static int day_at(const struct atoms *atoms, size_t i, size_t *count)
{
    struct numeral numeral;
    int day = small_number(atoms, i);

    *count = 1;
    if (day)
        *count += atom_kind(atoms, i + 1) == ATOM_SUFFIX;
    else if (atom_kind(atoms, i) == ATOM_ORDINAL ||
             atom_kind(atoms, i) == ATOM_NUMBER) {
        if (!numeral_read(atoms, i, &numeral) || !numeral.ordinal ||
            numeral.number > 31)
            return 0;
        *count = numeral.count;
        day = (int)numeral.number;
    }
    return is_day(day) ? day : 0;
}

static bool is_month(const struct date *date, size_t i)
{
    enum atom_kind kind = atom_kind(date->atoms, i);

    return kind == ATOM_MONTH || kind == ATOM_HIJRI ||
           (date->day && i < date->atoms->count && date->atoms->at[i].hijri);
}

/* The month at date->at, with its second name if it has one. */
static void take_month(struct date *date)
{
    const struct atoms *atoms = date->atoms;
    const struct atom *atom = &atoms->at[date->at++];

    date->hijri = atom->kind != ATOM_MONTH;
    date->month = (int)(atom->hijri ? atom->hijri : atom->number);
    if (date->hijri)
        return;
    size_t i = date->at;
    if (atom->arabic && atom_kind(atoms, i) == ATOM_MONTH &&
        (int)atoms->at[i].number == date->month)
        date->at++;
    bool slash = atom_is_mark(atoms, i, '/'),
         bracket =
             atom_is_mark(atoms, i, '(') && atom_is_mark(atoms, i + 2, ')');
    if ((!slash && !bracket) || atom_kind(atoms, i + 1) != ATOM_MONTH)
        return;
    if (date->day || (int)atoms->at[i + 1].number == date->month)
        date->at += bracket ? 3 : 2;
}

/* A year, behind "of" or "year"; behind a comma only in English. */
static void take_year(struct date *date)
{
    const struct atoms *atoms = date->atoms;
    size_t i = date->at;
    enum atom_kind kind;

    if (date->day && !atoms->at[i - 1].arabic && atom_is_mark(atoms, i, ','))
        i++;
    kind = atom_kind(atoms, i);
    i += kind == ATOM_FROM || kind == ATOM_OF;
    i += atom_kind(atoms, i) == ATOM_YEAR;
    date->year = year_at(atoms, i);
    if (!date->year)
        return;
    date->at = i + 1;
    date->at += atom_kind(atoms, date->at) == ATOM_ERA;
}

static bool is_range_mark(const struct atoms *atoms, size_t i)
{
    return atom_is_mark(atoms, i, '-') || atom_kind(atoms, i) == ATOM_TO;
}

/* 15, 15-16, 15 and 16: days before a month. */
static bool days_first(struct date *date)
{
    const struct atoms *atoms = date->atoms;
    size_t count, i = date->at;

    date->day = day_at(atoms, i, &count);
    if (!date->day)
        return false;
    i += count;
    if (is_range_mark(atoms, i) || atom_kind(atoms, i) == ATOM_AND) {
        date->last_day = day_at(atoms, i + 1, &count);
        if (!date->last_day)
            return false;
        i += 1 + count;
    }
    i += atom_kind(atoms, i) == ATOM_OF || atom_kind(atoms, i) == ATOM_FROM;
    i += atom_kind(atoms, i) == ATOM_WHEN; /* "the month of" */
    if (!is_month(date, i))
        return false;
    date->at = i;
    take_month(date);
    take_year(date);
    return true;
}

/* The day behind a month: September 15, Sept. 15th, September 15-16. */
static void days_last(struct date *date)
{
    const struct atoms *atoms = date->atoms;
    size_t count, i = date->at;

    i += atom_is_glued(atoms, i, '.');
    if (atom_kind(atoms, i) != ATOM_DIGITS || atoms->at[i].joined)
        return;
    int day = day_at(atoms, i, &count);
    enum atom_kind next = atom_kind(atoms, i + count);
    if (!day || next == ATOM_PERCENT || next == ATOM_MERIDIEM ||
        atom_is_glued(atoms, i + count, ':'))
        return;
    date->day = day;
    date->at = i + count;
    if (!is_range_mark(atoms, date->at) ||
        atom_kind(atoms, date->at + 1) != ATOM_DIGITS)
        return;
    date->last_day = day_at(atoms, date->at + 1, &count);
    if (date->last_day)
        date->at += 1 + count;
}

static bool has_cue(const struct atoms *atoms, size_t i)
{
    enum atom_kind kind = i ? atom_kind(atoms, i - 1) : ATOM_OTHER;

    return kind == ATOM_WHEN || kind == ATOM_FROM || kind == ATOM_OF ||
           kind == ATOM_TO || kind == ATOM_BETWEEN;
}

static bool month_first(struct date *date)
{
    const struct atom *atom = &date->atoms->at[date->at];
    size_t start = date->at;

    if (!is_month(date, date->at))
        return false;
    take_month(date);
    bool doublet = date->at > start + 1;
    if (!date->hijri)
        days_last(date);
    take_year(date);
    if (date->day || date->year || doublet)
        return true;
    return !date->hijri && (!atom->weak || has_cue(date->atoms, start));
}

/* ------------------------------------------------------------- by digits */

static bool set_day_month(struct date *date, int first, int second)
{
    bool swapped = second > 12;

    date->day = swapped ? second : first;
    date->month = swapped ? first : second;
    return is_day(date->day) && date->month >= 1 && date->month <= 12;
}

/* Three numbers into a date; which is the year is told by its size. */
static bool set_numbers(struct date *date, const int n[3])
{
    if (n[0] >= 1000 && n[0] <= 2999) {
        date->year = n[0];
        date->month = n[1];
        date->day = n[2];
        return is_day(n[2]) && n[1] >= 1 && n[1] <= 12;
    }
    date->year = n[2];
    return n[2] >= 1000 && n[2] <= 2999 && set_day_month(date, n[0], n[1]);
}

static bool marked_date(struct date *date)
{
    const struct atoms *atoms = date->atoms;
    size_t i = date->at;
    int n[3];

    for (size_t k = 0; k < 3; k++) {
        n[k] = small_number(atoms, i + 2 * k);
        if (!n[k] || (k && !atoms->at[i + 2 * k].glued))
            return false;
    }
    bool slashes =
        atom_is_glued(atoms, i + 1, '/') && atom_is_glued(atoms, i + 3, '/');
    bool dashes =
        atom_is_glued(atoms, i + 1, '-') && atom_is_glued(atoms, i + 3, '-');
    if ((!slashes && !dashes) || !set_numbers(date, n))
        return false;
    date->at += 5;
    return true;
}

/* 15.9.2022, which is one token. */
static bool dotted_date(struct date *date)
{
    int n[3] = { 0 };

    if (atom_kind(date->atoms, date->at) != ATOM_DIGITS)
        return false;
    struct barq_text rest = date->atoms->at[date->at].code;
    for (size_t k = 0; k < 3; k++) {
        struct barq_text field = text_field(&rest, '.');
        double number = field.len <= 4 ? atom_number(field) : -1;
        if (number < 1)
            return false;
        n[k] = (int)number;
    }
    if (rest.len || !set_numbers(date, n))
        return false;
    date->at++;
    return true;
}

/* --------------------------------------------------------------- decades */

/* "of the 19th century" at date->at: the year it begins with, or 1900. */
static int century(struct date *date)
{
    const struct atoms *atoms = date->atoms;
    size_t i = date->at;
    struct numeral numeral;

    i += atom_kind(atoms, i) == ATOM_FROM;
    if (atom_kind(atoms, i) != ATOM_CENTURY)
        return 1900;
    date->at = i + 1;
    if (atom_kind(atoms, i + 1) != ATOM_ORDINAL ||
        !numeral_read(atoms, i + 1, &numeral) || numeral.number > 21)
        return 1900;
    date->at += numeral.count;
    return ((int)numeral.number - 1) * 100;
}

/* The 1930s, the thirties, and the Arabic thirties of the 19th century. */
static bool decade(struct date *date)
{
    const struct atoms *atoms = date->atoms;
    const struct atom *atom = &atoms->at[date->at];
    int number = small_number(atoms, date->at);

    date->decade = true;
    if (atom->kind == ATOM_DECADE && atom->number > 0) {
        date->at++;
        date->year = century(date) + (int)atom->number;
        return true;
    }
    if (!number || number % 10 || number < 20 ||
        atom_kind(atoms, date->at + 1) != ATOM_DECADE ||
        !atoms->at[date->at + 1].glued || atoms->at[date->at + 1].number > 0)
        return false;
    date->at += 2;
    date->year = number < 100 ? 1900 + number : number;
    return date->year >= 1000 && date->year <= 2999;
}

/* ----------------------------------------------------------------- forms */

static struct barq_text date_text(const struct date *date, struct arena *keep)
{
    const char *kind = date->hijri ? "hijri" : "date";
    char year[8] = "-", last[8] = "";

    if (date->year)
        snprintf(year, sizeof(year), "%04d", date->year % 10000);
    if (date->last_day && date->last_day != date->day)
        snprintf(last, sizeof(last), "..%02d", date->last_day % 100);
    if (date->decade)
        return arena_print(keep, "%s:%ss", kind, year);
    if (!date->day)
        return arena_print(keep, "%s:%s-%02d", kind, year, date->month);
    return arena_print(keep, "%s:%s-%02d-%02d%s", kind, year, date->month,
                       date->day, last);
}

/* In Arabic 16-15 is 15-16 as it looks on the page. */
static void order_days(struct date *date)
{
    int day = date->day;

    if (!date->last_day || date->last_day >= day)
        return;
    date->day = date->last_day;
    date->last_day = day;
}

typedef bool read_form(struct date *date);

bool date_read(const struct atoms *atoms, size_t i, struct reading *out)
{
    static read_form *const forms[] = { dotted_date, marked_date, decade,
                                        days_first, month_first };

    for (size_t k = 0; k < sizeof(forms) / sizeof(forms[0]); k++) {
        struct date date = { .atoms = atoms, .at = i };
        if (!forms[k](&date))
            continue;
        order_days(&date);
        *out = (struct reading){
            .type = date.hijri ? VALUE_HIJRI : VALUE_DATE,
            .canonical = date_text(&date, atoms->keep),
            .count = date.at - i,
        };
        return true;
    }
    return false;
}
