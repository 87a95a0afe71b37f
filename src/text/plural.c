/*
 * plural.c - which form a counted noun takes, by CLDR's plural rules.
 *
 *            one   two   few         many         other
 *   English  1                                    0, 2, 3 ... 1.5
 *   Arabic   1     2     3-10, 103   11-99, 111   100-102, 1.5; zero: 0
 *
 * ICU knows the rules; two numbers of one category may stand in for each
 * other without a word beside them changing.
 */
#include "text/text.h"

#include "base/utf8.h"
#include "text/icu.h"

#include <unicode/upluralrules.h>

static enum text_plural category_of(const UChar *keyword)
{
    static const struct {
        char first, second; /* of the keyword: enough to tell them apart */
        enum text_plural category;
    } categories[] = {
        { 'z', 'e', PLURAL_ZERO }, { 'o', 'n', PLURAL_ONE },
        { 't', 'w', PLURAL_TWO },  { 'f', 'e', PLURAL_FEW },
        { 'm', 'a', PLURAL_MANY },
    };

    for (size_t i = 0; i < sizeof(categories) / sizeof(categories[0]); i++)
        if (keyword[0] == (UChar)categories[i].first &&
            keyword[1] == (UChar)categories[i].second)
            return categories[i].category;
    return PLURAL_OTHER;
}

enum barq_status text_plural(enum barq_lang lang, double number,
                             enum text_plural *category, struct barq_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar keyword[16] = { 0 };
    UPluralRules *rules = uplrules_open(lang == BARQ_AR ? "ar" : "en", &code);

    uplrules_select(rules, number, keyword, 16, &code);
    uplrules_close(rules);
    if (U_FAILURE(code))
        return icu_fail(err, "telling a plural", code);
    *category = category_of(keyword);
    return BARQ_OK;
}
