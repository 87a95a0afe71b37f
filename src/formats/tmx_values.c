#include "formats/tmx.h"

#include "base/json.h"

/* The small values of TMX: languages, dates, numbers. */

enum barq_lang tmx_lang(struct barq_text tag)
{
    if (tag.len < 2 || (tag.len > 2 && tag.at[2] != '-' && tag.at[2] != '_'))
        return BARQ_LANG_UNKNOWN;

    char first = (char)(tag.at[0] | 0x20), second = (char)(tag.at[1] | 0x20);
    if (first == 'a' && second == 'r')
        return BARQ_AR;
    return first == 'e' && second == 'n' ? BARQ_EN : BARQ_LANG_UNKNOWN;
}

static bool digits(const char *at, size_t count, int *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *value = *value * 10 + (at[i] - '0');
    }
    return true;
}

/* Days from 1970-01-01; a year counted from March ends with its leap day. */
static int64_t day_number(int year, int month, int day)
{
    int64_t y = month > 2 ? year : year - 1;
    int64_t from_march = (month + 9) % 12;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * from_march + 2) / 5 +
           day - 1 - 719468;
}

static int month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : lengths[month - 1];
}

bool tmx_date(struct barq_text text, int64_t *out)
{
    int year, month, day, hour, minute, second;

    if (text.len != 16 || text.at[8] != 'T' || text.at[15] != 'Z')
        return false;
    if (!digits(text.at, 4, &year) || !digits(text.at + 4, 2, &month) ||
        !digits(text.at + 6, 2, &day) || !digits(text.at + 9, 2, &hour) ||
        !digits(text.at + 11, 2, &minute) || !digits(text.at + 13, 2, &second))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > month_length(year, month) || hour > 23 || minute > 59 ||
        second > 60)
        return false;
    *out = ((day_number(year, month, day) * 24 + hour) * 60 + minute) * 60 +
           second;
    return true;
}

bool tmx_integer(struct barq_text text, int64_t *out)
{
    int64_t value = 0;

    if (!text.len || text.len > 15)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        value = value * 10 + (text.at[i] - '0');
    }
    *out = value;
    return true;
}

/* No number needs more digits. */
enum { SHARE_MOST = 64 };

/* strtod() would read by the program's locale; JSON numbers have a point. */
bool tmx_share(struct barq_text text, double *out)
{
    cJSON *number = NULL;
    bool good = text.len <= SHARE_MOST && !json_read(text, &number, NULL) &&
                cJSON_IsNumber(number) && number->valuedouble >= 0 &&
                number->valuedouble <= 1;

    if (good)
        *out = number->valuedouble;
    cJSON_Delete(number);
    return good;
}
