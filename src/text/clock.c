/*
 * clock.c - times of day, as "time:17:15" on a clock of 24 hours.
 *
 *   17:15, 5:15 p.m., 1715 GMT, 17,15 <GMT>            time:17:15
 *   <at the hour> <the fifth> wa-<half> <evening>      time:17:30
 *   <at the hour> <the fifth> <except> <quarter>       time:04:45
 *   8 <evening>                                        time:20:00
 *
 * Where it is noon or night only the hour tells on which side of twelve:
 * noon is 11 to 3, and of the night the hours from six on are of the evening.
 * A zone belongs to the span, not to the value: nothing is converted.
 */
#include "text/values.h"

#include "base/utf8.h"
#include "text/chars.h"

enum { ARABIC_DECIMAL = 0x066B };

struct hour {
    const struct atoms *atoms;
    size_t at;
    int hour, minute;
    bool sure; /* can be nothing but a time */
};

static bool is_time(int hour, int minute)
{
    return hour >= 0 && hour <= 24 && minute >= 0 && minute <= 59;
}

/* A run of one or two digits from *i on in `text`, or -1. */
static int take_number(struct barq_text text, size_t *i)
{
    int number = 0, digits = 0;

    for (size_t next = *i; next < text.len; *i = next) {
        uint32_t c = utf8_next(text, &next);
        if (!char_is_digit(c))
            break;
        number = number * 10 + (int)(c & 0xF) % 10;
        if (++digits > 2)
            return -1;
    }
    return digits ? number : -1;
}

/* The digits' last four bits are their worth in all three blocks. */
static bool in_one_token(struct hour *hour)
{
    struct barq_text raw = hour->atoms->at[hour->at].raw;
    size_t i = 0;

    hour->hour = take_number(raw, &i);
    if (hour->hour < 0)
        return false;
    if (i == raw.len) {
        hour->minute = 0;
        hour->at++;
        return true;
    }
    uint32_t mark = utf8_next(raw, &i);
    size_t start = i;
    hour->minute = take_number(raw, &i);
    if ((mark != '.' && mark != ',' && mark != ARABIC_DECIMAL) ||
        i != raw.len || i < start + 2 || !is_time(hour->hour, hour->minute))
        return false;
    hour->at++;
    return true;
}

/* 17:15 and 17:15:30, three tokens or five. */
static bool with_colon(struct hour *hour)
{
    const struct atoms *atoms = hour->atoms;
    size_t i = hour->at, at = 0;

    if (atom_kind(atoms, i) != ATOM_DIGITS ||
        !atom_is_glued(atoms, i + 1, ':') ||
        atom_kind(atoms, i + 2) != ATOM_DIGITS || !atoms->at[i + 2].glued)
        return false;
    hour->hour = take_number(atoms->at[i].raw, &at);
    if (at != atoms->at[i].raw.len)
        return false;
    at = 0;
    hour->minute = take_number(atoms->at[i + 2].raw, &at);
    if (at != atoms->at[i + 2].raw.len || at < 2 ||
        !is_time(hour->hour, hour->minute))
        return false;
    hour->at += 3;
    if (atom_is_glued(atoms, hour->at, ':') &&
        atom_kind(atoms, hour->at + 1) == ATOM_DIGITS)
        hour->at += 2;
    hour->sure = true;
    return true;
}

/* 1715 GMT. */
static bool military(struct hour *hour)
{
    const struct atom *atom = &hour->atoms->at[hour->at];

    if (atom->kind != ATOM_DIGITS || atom->code.len > 4 || atom->number < 0 ||
        atom->raw.len != 4 || atom_kind(hour->atoms, hour->at + 1) != ATOM_ZONE)
        return false;
    hour->hour = (int)atom->number / 100;
    hour->minute = (int)atom->number % 100;
    hour->at++;
    return is_time(hour->hour, hour->minute);
}

/* The fifth, five: an hour in words. */
static bool in_words(struct hour *hour)
{
    const struct atom *atom = &hour->atoms->at[hour->at];

    if ((atom->kind != ATOM_ORDINAL && atom->kind != ATOM_NUMBER) ||
        atom->number < 1 || atom->number > 12 || atom->dual ||
        atom->number != (int)atom->number)
        return false;
    hour->hour = (int)atom->number;
    hour->at++;
    return true;
}

/* "and a half" and "less a quarter" behind an Arabic hour. */
static void take_part(struct hour *hour)
{
    const struct atoms *atoms = hour->atoms;
    bool less = atom_kind(atoms, hour->at) == ATOM_LESS;
    size_t i = hour->at + less;

    if (hour->minute || atom_kind(atoms, i) != ATOM_FRACTION ||
        (!less && !atoms->at[i].joined))
        return;
    int minutes = (int)(atoms->at[i].number * 60 + 0.5);
    if (minutes >= 60)
        return;
    hour->minute = less ? 60 - minutes : minutes;
    if (less)
        hour->hour = hour->hour == 1 ? 12 : hour->hour - 1;
    hour->at = i + 1;
    hour->sure = true;
}

/* Morning or evening, told by `part` of the day. */
static void shift(struct hour *hour, struct barq_text part)
{
    int h = hour->hour;

    if (h > 12 || text_equal(part, text_of("clock")))
        return;
    bool late = text_equal(part, text_of("pm")) ||
                (text_equal(part, text_of("noon")) && (h <= 3 || h == 12)) ||
                (text_equal(part, text_of("night")) && h >= 6 && h < 12);
    bool noon = text_equal(part, text_of("noon"));
    if (h == 12)
        hour->hour = late || noon ? 12 : 0;
    else if (late)
        hour->hour = h + 12;
}

static bool begin(struct hour *hour)
{
    if (with_colon(hour) || military(hour))
        return true;
    if (atom_kind(hour->atoms, hour->at) == ATOM_DIGITS)
        return in_one_token(hour);
    return in_words(hour);
}

bool clock_read(const struct atoms *atoms, size_t i, struct reading *out)
{
    struct hour hour = { .atoms = atoms, .at = i };
    bool announced = atom_kind(atoms, i) == ATOM_CLOCK;

    hour.at += announced;
    if (hour.at >= atoms->count || !begin(&hour))
        return false;
    bool words = atoms->at[hour.at - 1].kind == ATOM_ORDINAL;
    if (announced || words)
        take_part(&hour);
    enum atom_kind next = atom_kind(atoms, hour.at);
    bool told = next == ATOM_MERIDIEM;
    if (!announced && !hour.sure && !told && next != ATOM_ZONE)
        return false;
    if (told)
        shift(&hour, atoms->at[hour.at++].code);
    hour.at += atom_kind(atoms, hour.at) == ATOM_ZONE;
    if (!is_time(hour.hour, hour.minute))
        return false;
    out->type = VALUE_TIME;
    out->canonical =
        arena_print(atoms->keep, "time:%02d:%02d", hour.hour % 24, hour.minute);
    out->count = hour.at - i;
    return true;
}
