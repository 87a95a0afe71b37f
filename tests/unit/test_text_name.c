/* Names: how alike they are across scripts, and the key they share. */
#include "text/name.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct name_costs *costs;

static int open_costs(void **state)
{
    (void)state;
    return name_costs_open(&costs, NULL) ? -1 : 0;
}

static int close_costs(void **state)
{
    (void)state;
    name_costs_close(costs);
    return 0;
}

static double similarity(const char *arabic, const char *latin)
{
    double alike = -1;

    name_cost(costs, text_of(arabic), text_of(latin), &alike);
    return alike;
}

static const struct {
    const char *why, *arabic, *right, *wrong;
} cases[] = {
    { "letter by letter", "بوتين", "Putin", "Boston" },
    { "an unwritten vowel", "بلينكن", "Blinken", "Balkan" },
    { "a spelling of the same", "بلينكين", "Blinken", "Balkan" },
    { "jeem for g", "جوجل", "Google", "Jalal" },
    { "ghain for g", "غوغل", "Google", "Ghali" },
    { "sh", "شولتس", "Scholz", "Salt" },
    { "kh", "خاركيف", "Kharkiv", "Karachi" },
    { "x", "مكسيكو", "Mexico", "Moscow" },
    { "qaf for q", "قاسم سليماني", "Qasem Soleimani", "Salman Qasim" },
    { "peh", "پوتين", "Putin", "Bhutan" },
    { "veh", "ڤيينا", "Vienna", "Ghana" },
    { "teh marbuta", "غزة", "Gaza", "Giza Strip" },
    { "ain is not heard", "عمر", "Omar", "Oman" },
    { "the article on both sides", "السيسي", "al-Sisi", "Sousse" },
    { "the article on one side", "الأسد", "Assad", "Saad" },
    { "a family", "آل ثاني", "Al Thani", "Alston" },
    { "no article in A-l", "ألمانيا", "Almania", "Mania" },
    { "several words", "كيم جونغ أون", "Kim Jong Un", "Hong Kong" },
    { "words run together", "شي جينبينغ", "Xi Jinping", "Beijing" },
    { "a hyphen", "بان كي مون", "Ban Ki-moon", "Bangkok" },
    { "accents", "مبابي", "Mbappé", "Mumbai" },
    { "a dotless i and a soft g", "أردوغان", "Erdoğan", "Jordan" },
    { "an o with a stroke", "سورين", "Søren", "Syrian" },
    { "a doubled letter", "محمد", "Mohammed", "Hammad" },
    { "a silent e", "جونز", "Jones", "Jens" },
    { "vowel marks are dropped", "مُحَمَّد", "Muhammad", "Hamid" },
    { "an apostrophe", "صنعاء", "Sana'a", "Sonia" },
};

/* The right name is more alike than a wrong one, and alike enough. */
static void test_right_beats_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        double right = similarity(cases[i].arabic, cases[i].right);
        double wrong = similarity(cases[i].arabic, cases[i].wrong);
        if (right < 0.75 || right <= wrong)
            fail_msg("%s: %s %.2f, %s %.2f", cases[i].why, cases[i].right,
                     right, cases[i].wrong, wrong);
    }
}

static void test_bounds(void **state)
{
    double alike;

    (void)state;
    assert_true(similarity("بوتين", "") == 0);
    assert_true(similarity("", "Putin") == 0);
    assert_true(similarity("", "") == 0);
    assert_true(similarity("بب", "Washington DC") >= 0);
    assert_true(name_cost(costs, text_of("بلد"), text_of("bld"), &alike) == 0);
    assert_true(alike == 1);
    /* One vowel unwritten: 0.12 of (3 + 3) / 2 letters. */
    name_cost(costs, text_of("بلد"), text_of("bald"), &alike);
    assert_true(alike > 0.959 && alike < 0.961);
}

/* Beyond NAME_MOST letters nothing is read, and nothing is overrun. */
static void test_long_names_are_cut(void **state)
{
    char latin[4 * NAME_MOST], arabic[8 * NAME_MOST], key[NAME_KEY_MOST];
    double alike = -1;

    (void)state;
    for (size_t i = 0; i < sizeof(latin); i++)
        latin[i] = i % 2 ? 'b' : 'r';
    for (size_t i = 0; i < sizeof(arabic); i++)
        arabic[i] = "رب"[i % 4];
    struct barq_text a = { arabic, sizeof(arabic) },
                     l = { latin, sizeof(latin) };
    assert_true(name_cost(costs, a, l, &alike) == 0);
    assert_int_equal(NAME_KEY_MOST, name_key(l, key));
}

static void test_variants_share_a_key(void **state)
{
    static const struct {
        const char *why, *a, *b, *key;
    } variants[] = {
        { "a plain name", "بلينكن", "Blinken", "BLMGM" },
        { "a vowel written", "بلينكن", "بلينكين", "BLMGM" },
        { "jeem or ghain", "ناجورنو", "ناغورني", "MGRM" },
        { "the last vowel", "ناغورنو", "Nagorno", "MGRM" },
        { "two of them", "غوغل", "جوجل", "GL" },
        { "and in Latin", "جوجل", "Google", "GL" },
        { "sh is one sound", "شولتز", "Sholtz", "SLTS" },
        { "kh and gh are throaty", "خرغول", "Kharghul", "GRGL" },
        { "soft c", "فرنسيس", "Francis", "FRMS" },
        { "x is two", "مكسيكو", "Mexico", "MGSG" },
        { "runs count once", "محمد", "Mohammed", "MT" },
        { "the article is left out", "السيسي", "al-Sisi", "S" },
        { "accents", "مبابي", "Mbappé", "MB" },
        { "peh is beh", "پوتين", "بوتين", "BTM" },
        { "veh is feh", "ڤلاديمير", "Vladimir", "FLTMR" },
        { "gaf is kaf", "گوگل", "Google", "GL" },
        { "vowels alone leave nothing", "اوي", "aoui", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++) {
        const char *both[] = { variants[i].a, variants[i].b };
        print_message("  %s\n", variants[i].why);
        for (size_t k = 0; k < 2; k++) {
            char key[NAME_KEY_MOST + 1] = { 0 };
            key[name_key(text_of(both[k]), key)] = 0;
            assert_string_equal(variants[i].key, key);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right_beats_wrong),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_long_names_are_cut),
        cmocka_unit_test(test_variants_share_a_key),
    };

    return cmocka_run_group_tests(tests, open_costs, close_costs);
}
