/* Stems: what must stay whole, what meets what, and that something is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/lexicon.h"
#include "text/stem.h"

static char memory[1 << 20];
static struct lexicon *lexicon;

struct row {
    const char *why, *word, *stem; /* stem NULL: the L2 key itself */
};

static const struct row arabic[] = {
    { "Washington, w-", "\u0648\u0627\u0634\u0646\u0637\u0646", NULL },
    { "Putin, b-", "\u0628\u0648\u062A\u064A\u0646", NULL },
    { "minister, w-", "\u0648\u0632\u064A\u0631", NULL },
    { "statement, b-", "\u0628\u064A\u0627\u0646", NULL },
    { "France, f-", "\u0641\u0631\u0646\u0633\u0627", NULL },
    { "agency, w-", "\u0648\u0643\u0627\u0644\u0629", NULL },
    { "Blinken, b- and k", "\u0628\u0644\u064A\u0646\u0643\u0646", NULL },
    { "Biden", "\u0628\u0627\u064A\u062F\u0646", NULL },
    { "Paris", "\u0628\u0627\u0631\u064A\u0633", NULL },
    { "Berlin", "\u0628\u0631\u0644\u064A\u0646", NULL },
    { "Beirut", "\u0628\u064A\u0631\u0648\u062A", NULL },
    { "Baghdad", "\u0628\u063A\u062F\u0627\u062F", NULL },
    { "Brussels", "\u0628\u0631\u0648\u0643\u0633\u0644", NULL },
    { "Beijing", "\u0628\u0643\u064A\u0646", NULL },
    { "Pakistan", "\u0628\u0627\u0643\u0633\u062A\u0627\u0646", NULL },
    { "Brazil", "\u0627\u0644\u0628\u0631\u0627\u0632\u064A\u0644", NULL },
    { "London, l-", "\u0644\u0646\u062F\u0646", NULL },
    { "Lebanon", "\u0644\u0628\u0646\u0627\u0646", NULL },
    { "Libya", "\u0644\u064A\u0628\u064A\u0627", NULL },
    { "Lavrov", "\u0644\u0627\u0641\u0631\u0648\u0641", NULL },
    { "Laila", "\u0644\u064A\u0644\u0649", NULL },
    { "Cairo keeps its article", "\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
      NULL },
    { "Iraq keeps its article", "\u0627\u0644\u0639\u0631\u0627\u0642", NULL },
    { "Sudan keeps its article", "\u0627\u0644\u0633\u0648\u062F\u0627\u0646",
      NULL },
    { "Canada, k-", "\u0643\u0646\u062F\u0627", NULL },
    { "Korea", "\u0643\u0648\u0631\u064A\u0627", NULL },
    { "Cuba", "\u0643\u0648\u0628\u0627", NULL },
    { "Kabul", "\u0643\u0627\u0628\u0648\u0644", NULL },
    { "Kyiv", "\u0643\u064A\u064A\u0641", NULL },
    { "Carter", "\u0643\u0627\u0631\u062A\u0631", NULL },
    { "Kerry", "\u0643\u064A\u0631\u064A", NULL },
    { "California begins like k+al",
      "\u0643\u0627\u0644\u064A\u0641\u0648\u0631\u0646\u064A\u0627", NULL },
    { "Kamal is not k+money", "\u0643\u0645\u0627\u0644", NULL },
    { "Kamel is not k+hope", "\u0643\u0627\u0645\u0644", NULL },
    { "Karim", "\u0643\u0631\u064A\u0645", NULL },
    { "Syria, s-", "\u0633\u0648\u0631\u064A\u0627", NULL },
    { "Switzerland", "\u0633\u0648\u064A\u0633\u0631\u0627", NULL },
    { "Seoul", "\u0633\u064A\u0648\u0644", NULL },
    { "Suleiman", "\u0633\u0644\u064A\u0645\u0627\u0646", NULL },
    { "Saeed is no s+feast", "\u0633\u0639\u064A\u062F", NULL },
    { "Salem", "\u0633\u0627\u0644\u0645", NULL },
    { "Sami", "\u0633\u0627\u0645\u064A", NULL },
    { "Samir", "\u0633\u0645\u064A\u0631", NULL },
    { "al-Sisi without its article", "\u0633\u064A\u0633\u064A", NULL },
    { "Vienna, f-", "\u0641\u064A\u064A\u0646\u0627", NULL },
    { "Venezuela", "\u0641\u0646\u0632\u0648\u064A\u0644\u0627", NULL },
    { "Palestine", "\u0641\u0644\u0633\u0637\u064A\u0646", NULL },
    { "Valencia begins like f+al", "\u0641\u0627\u0644\u0646\u0633\u064A\u0627",
      NULL },
    { "Faisal is not f+arrives", "\u0641\u064A\u0635\u0644", NULL },
    { "Farid", "\u0641\u0631\u064A\u062F", NULL },
    { "Fatima", "\u0641\u0627\u0637\u0645\u0629", NULL },
    { "Walid", "\u0648\u0644\u064A\u062F", NULL },
    { "Wisam", "\u0648\u0633\u0627\u0645", NULL },
    { "Wael", "\u0648\u0627\u0626\u0644", NULL },
    { "Walter begins like w+al", "\u0648\u0627\u0644\u062A\u0631", NULL },
    { "Warsaw", "\u0648\u0627\u0631\u0633\u0648", NULL },
    { "Baltimore begins like b+al",
      "\u0628\u0627\u0644\u062A\u064A\u0645\u0648\u0631", NULL },
    { "Bali", "\u0628\u0627\u0644\u064A", NULL },
    { "Bilal", "\u0628\u0644\u0627\u0644", NULL },
    { "Bashar", "\u0628\u0634\u0627\u0631", NULL },
    { "Barakat is no plural", "\u0628\u0631\u0643\u0627\u062A", NULL },
    { "Arafat is no plural", "\u0639\u0631\u0641\u0627\u062A", NULL },
    { "Yassin is no dual", "\u064A\u0627\u0633\u064A\u0646", NULL },
    { "Hussein", "\u062D\u0633\u064A\u0646", NULL },
    { "Marwan is no dual", "\u0645\u0631\u0648\u0627\u0646", NULL },
    { "Ramadan", "\u0631\u0645\u0636\u0627\u0646", NULL },
    { "Osman", "\u0639\u062B\u0645\u0627\u0646", NULL },
    { "Taliban are not two students", "\u0637\u0627\u0644\u0628\u0627\u0646",
      NULL },
    { "Iran", "\u0625\u064A\u0631\u0627\u0646", NULL },
    { "Oman", "\u0639\u0645\u0627\u0646", NULL },
    { "Ilham has a hamza", "\u0625\u0644\u0647\u0627\u0645", NULL },
    { "Elizabeth has a hamza",
      "\u0625\u0644\u064A\u0632\u0627\u0628\u064A\u062B", NULL },
    { "Alexander without his hamza",
      "\u0627\u0644\u0643\u0633\u0646\u062F\u0631", NULL },
    { "Elias without his hamza", "\u0627\u0644\u064A\u0627\u0633", NULL },
    { "Germany without its hamza", "\u0627\u0644\u0645\u0627\u0646\u064A\u0627",
      NULL },
    { "Germany", "\u0623\u0644\u0645\u0627\u0646\u064A\u0627", NULL },
    { "Albania", "\u0623\u0644\u0628\u0627\u0646\u064A\u0627", NULL },
    { "Netanyahu", "\u0646\u062A\u0646\u064A\u0627\u0647\u0648", NULL },
    { "Macron", "\u0645\u0627\u0643\u0631\u0648\u0646", NULL },
    { "Zelensky", "\u0632\u064A\u0644\u064A\u0646\u0633\u0643\u064A", NULL },
    { "Erdogan", "\u0623\u0631\u062F\u0648\u063A\u0627\u0646", NULL },
    { "Obama", "\u0623\u0648\u0628\u0627\u0645\u0627", NULL },
    { "Trump", "\u062A\u0631\u0627\u0645\u0628", NULL },
    { "Gaza", "\u063A\u0632\u0629", NULL },
    { "Mecca", "\u0645\u0643\u0629", NULL },
    { "Jeddah", "\u062C\u062F\u0629", NULL },
    { "Tehran", "\u0637\u0647\u0631\u0627\u0646", NULL },
    { "Ankara", "\u0623\u0646\u0642\u0631\u0629", NULL },
    { "Taha is no t+ha", "\u0637\u0647", NULL },
    { "ambassador", "\u0633\u0641\u064A\u0631", NULL },
    { "municipality is not b+he-has", "\u0628\u0644\u062F\u064A\u0629", NULL },
    { "aggression is no dual", "\u0639\u062F\u0648\u0627\u0646", NULL },
    { "school is not teacher", "\u0645\u062F\u0631\u0633\u0629", NULL },
    { "city", "\u0645\u062F\u064A\u0646\u0629", NULL },
    { "university", "\u062C\u0627\u0645\u0639\u0629", NULL },
    { "ballistic", "\u0628\u0627\u0644\u0633\u062A\u064A", NULL },
    { "fuel", "\u0648\u0642\u0648\u062F", NULL },
    { "document", "\u0648\u062B\u064A\u0642\u0629", NULL },
    { "delegation", "\u0648\u0641\u062F", NULL },
    { "state", "\u0648\u0644\u0627\u064A\u0629", NULL },
    { "death", "\u0648\u0641\u0627\u0629", NULL },
    { "press", "\u0635\u062D\u0627\u0641\u0629", NULL },
    { "parliament", "\u0628\u0631\u0644\u0645\u0627\u0646", NULL },
    { "television", "\u062A\u0644\u0641\u0632\u064A\u0648\u0646", NULL },
    { "million", "\u0645\u0644\u064A\u0648\u0646", NULL },
    { "book, k-", "\u0643\u062A\u0627\u0628", NULL },
    { "army corps", "\u0641\u064A\u0644\u0642", NULL },
    { "sport is not Riyadh", "\u0631\u064A\u0627\u0636\u0629", NULL },
    { "experience is not news", "\u062E\u0628\u0631\u0629", NULL },
    { "mission is not important", "\u0645\u0647\u0645\u0629", NULL },
    { "international", "\u062F\u0648\u0644\u064A", NULL },
    { "legal is not law", "\u0642\u0627\u0646\u0648\u0646\u064A", NULL },
    { "and-minister", "\u0648\u0648\u0632\u064A\u0631",
      "\u0648\u0632\u064A\u0631" },
    { "and-he-said", "\u0648\u0642\u0627\u0644", "\u0642\u0627\u0644" },
    { "by-the-government", "\u0628\u0627\u0644\u062D\u0643\u0648\u0645\u0629",
      "\u062D\u0643\u0648\u0645\u0647" },
    { "and-by-the-government",
      "\u0648\u0628\u0627\u0644\u062D\u0643\u0648\u0645\u0629",
      "\u062D\u0643\u0648\u0645\u0647" },
    { "for-the-government", "\u0644\u0644\u062D\u0643\u0648\u0645\u0629",
      "\u062D\u0643\u0648\u0645\u0647" },
    { "her-government", "\u062D\u0643\u0648\u0645\u062A\u0647\u0627",
      "\u062D\u0643\u0648\u0645\u0647" },
    { "and-by-her-government",
      "\u0648\u0628\u062D\u0643\u0648\u0645\u062A\u0647\u0627",
      "\u062D\u0643\u0648\u0645\u0647" },
    { "to-Washington", "\u0644\u0648\u0627\u0634\u0646\u0637\u0646",
      "\u0648\u0627\u0634\u0646\u0637\u0646" },
    { "and-Germany", "\u0648\u0623\u0644\u0645\u0627\u0646\u064A\u0627",
      "\u0627\u0644\u0645\u0627\u0646\u064A\u0627" },
    { "in-Iraq", "\u0628\u0627\u0644\u0639\u0631\u0627\u0642",
      "\u0627\u0644\u0639\u0631\u0627\u0642" },
    { "to-Iraq", "\u0644\u0644\u0639\u0631\u0627\u0642",
      "\u0627\u0644\u0639\u0631\u0627\u0642" },
    { "statements", "\u0628\u064A\u0627\u0646\u0627\u062A",
      "\u0628\u064A\u0627\u0646" },
    { "the-statements", "\u0627\u0644\u0628\u064A\u0627\u0646\u0627\u062A",
      "\u0628\u064A\u0627\u0646" },
    { "clashes", "\u0627\u0644\u0627\u0634\u062A\u0628\u0627\u0643\u0627\u062A",
      "\u0627\u0634\u062A\u0628\u0627\u0643" },
    { "a nation, feminine", "\u0627\u0644\u0631\u0648\u0633\u064A\u0629",
      "\u0631\u0648\u0633\u064A" },
    { "a nation, plural",
      "\u0627\u0644\u0641\u0644\u0633\u0637\u064A\u0646\u064A\u0648\u0646",
      "\u0641\u0644\u0633\u0637\u064A\u0646\u064A" },
    { "new, feminine", "\u062C\u062F\u064A\u062F\u0629",
      "\u062C\u062F\u064A\u062F" },
    { "officials", "\u0627\u0644\u0645\u0633\u0624\u0648\u0644\u064A\u0646",
      "\u0645\u0633\u0648\u0648\u0644" },
    { "the two presidents", "\u0627\u0644\u0631\u0626\u064A\u0633\u0627\u0646",
      "\u0631\u064A\u064A\u0633" },
    { "will-announce", "\u0633\u064A\u0639\u0644\u0646",
      "\u064A\u0639\u0644\u0646" },
    { "his-statement", "\u0628\u064A\u0627\u0646\u0647",
      "\u0628\u064A\u0627\u0646" },
    { "a decision, accusative", "\u0642\u0631\u0627\u0631\u0627",
      "\u0642\u0631\u0627\u0631" },
    { "companies", "\u0634\u0631\u0643\u0627\u062A",
      "\u0634\u0631\u0643\u0647" },
    { "an unknown plural", "\u0627\u0633\u0637\u0648\u0627\u0646\u0627\u062A",
      "\u0627\u0633\u0637\u0648\u0627\u0646" },
    { "their farm, unknown", "\u0645\u0632\u0631\u0639\u062A\u0647\u0645\u0627",
      "\u0645\u0632\u0631\u0639\u0647" },
    { "unknown, with the article",
      "\u0627\u0644\u0645\u062A\u0632\u0644\u062C\u064A\u0646",
      "\u0645\u062A\u0632\u0644\u062C\u064A\u0646" },
};

static const struct row english[] = {
    { "no plural", "news", NULL },
    { "not unit", "united", NULL },
    { "not unit, with a capital", "United", NULL },
    { "the noun", "proceeds", NULL },
    { "ss", "Congress", NULL },
    { "is", "Paris", NULL },
    { "too short", "gas", NULL },
    { "us", "bus", NULL },
    { "press is no inflected word", "press", NULL },
    { "king is no inflected word", "king", NULL },
    { "always is no inflected word", "always", NULL },
    { "series is no inflected word", "series", NULL },
    { "a place, and no known word without s", "Texas", NULL },
    { "a name, no past", "Khaled", NULL },
    { "Ahmed is no inflected word", "Ahmed", NULL },
    { "Mohammed is no inflected word", "Mohammed", NULL },
    { "Charles is no inflected word", "Charles", NULL },
    { "James is no inflected word", "James", NULL },
    { "Jones is no inflected word", "Jones", NULL },
    { "Williams is no inflected word", "Williams", NULL },
    { "Brussels is no inflected word", "Brussels", NULL },
    { "Reuters is no inflected word", "Reuters", NULL },
    { "a place, no continuous", "Beijing", NULL },
    { "Boeing is no inflected word", "Boeing", NULL },
    { "Abbas is no inflected word", "Abbas", NULL },
    { "Hamas is no inflected word", "Hamas", NULL },
    { "Laos is no inflected word", "Laos", NULL },
    { "Athens is no inflected word", "Athens", NULL },
    { "Honduras is no inflected word", "Honduras", NULL },
    { "Philippines is no inflected word", "Philippines", NULL },
    { "Netherlands is no inflected word", "Netherlands", NULL },
    { "a name keeps its e", "George", NULL },
    { "Hague is no inflected word", "Hague", NULL },
    { "a name in ied", "Saied", NULL },
    { "Kansas is no inflected word", "Kansas", NULL },
    { "Illinois is no inflected word", "Illinois", NULL },
    { "Cannes is no inflected word", "Cannes", NULL },
    { "Hastings is no inflected word", "Hastings", NULL },
    { "Wyoming is no inflected word", "Wyoming", NULL },
    { "a preposition", "during", NULL },
    { "nothing is no inflected word", "nothing", NULL },
    { "evening is no inflected word", "evening", NULL },
    { "goods is no inflected word", "goods", NULL },
    { "customs is no inflected word", "customs", NULL },
    { "ics", "politics", NULL },
    { "economics is no inflected word", "economics", NULL },
    { "crisis is no inflected word", "crisis", NULL },
    { "analysis is no inflected word", "analysis", NULL },
    { "status is no inflected word", "status", NULL },
    { "virus is no inflected word", "virus", NULL },
    { "without e, another word", "note", NULL },
    { "plural", "cities", "city" },
    { "plural in es", "churches", "church" },
    { "plural in sses", "losses", "loss" },
    { "genitive", "Minister's", "minister" },
    { "genitive of a name", "Paris's", "paris" },
    { "past", "stopped", "stop" },
    { "past in an e that goes, too", "voted", "vot" },
    { "without ed, a function word", "noted", NULL },
    { "continuous", "rising", "ris" },
    { "third person", "rises", "ris" },
    { "its base", "rise", "ris" },
    { "a capital before a known word", "Ministers", "minister" },
    { "past in ied", "carried", "carry" },
    { "a nation's plural", "Koreans", "korean" },
    { "a pair of e", "committees", "committee" },
    { "lower case, unknown", "skaters", "skater" },
};

typedef size_t stemmer(const struct lexicon *words, struct barq_text l1,
                       struct barq_text l2, char *to);

static struct barq_text fold(const char *word, enum text_level level,
                             struct arena *keep)
{
    struct arena scratch = arena_split(keep);
    struct barq_text key;

    assert_int_equal(text_fold(text_of(word), level, &key, keep, scratch, NULL),
                     BARQ_OK);
    return key;
}

static size_t check_rows(const struct row *rows, size_t count, stemmer *stem)
{
    size_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text l1 = fold(rows[i].word, TEXT_L1, &keep);
        struct barq_text l2 = fold(rows[i].word, TEXT_L2, &keep);
        char to[128];
        struct barq_text got = { to, stem(lexicon, l1, l2, to) };
        struct barq_text want = rows[i].stem ? text_of(rows[i].stem) : l2;
        if (text_equal(got, want))
            continue;
        print_message("%s: %s became %.*s\n", rows[i].why, rows[i].word,
                      (int)got.len, got.at);
        wrong++;
    }
    return wrong;
}

static void test_arabic(void **state)
{
    (void)state;
    assert_int_equal(
        check_rows(arabic, sizeof(arabic) / sizeof(arabic[0]), stem_arabic), 0);
}

static void test_english(void **state)
{
    (void)state;
    assert_int_equal(
        check_rows(english, sizeof(english) / sizeof(english[0]), stem_english),
        0);
}

static size_t letters(struct barq_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; count++)
        utf8_next(text, &i);
    return count;
}

/* Whatever the word, two letters are left, and the stem fits its room: every
 * word of the lexicon, and every run of letters that clitics are made of. */
static void expect_rest(stemmer *stem, struct barq_text word)
{
    char to[256];
    size_t len = stem(lexicon, word, word, to);

    assert_in_range(len, 0, word.len + STEM_GROWTH);
    if (letters(word) >= 2)
        assert_true(letters((struct barq_text){ to, len }) >= 2);
}

static void test_rest_of_known_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < lexicon->word_count; i++) {
        struct barq_text word = { lexicon->pool + lexicon->keys[i].at,
                                  lexicon->keys[i].len };
        if (word.len > 200)
            continue;
        expect_rest(stem_arabic, word);
        expect_rest(stem_english, word);
    }
}

static void test_rest_of_any_word(void **state)
{
    static const uint32_t letters_of[2][8] = {
        { 0x0627, 0x0644, 0x0648, 0x0628, 0x0647, 0x062A, 0x0645, 0x0646 },
        { 's', 'e', 'd', 'i', 'n', 'g', '\'', 't' },
    };
    uint32_t dice = 7;

    (void)state;
    for (int round = 0; round < 80000; round++) {
        char word[64];
        size_t n = 0;
        for (int i = 0; i < 1 + round / 2 % 9; i++) {
            dice = dice * 1664525 + 1013904223; /* Numerical Recipes' */
            n += utf8_put(letters_of[round % 2][dice >> 24 & 7], word + n);
        }
        expect_rest(round % 2 ? stem_english : stem_arabic,
                    (struct barq_text){ word, n });
    }
}

static const struct {
    const char *why, *a, *b;
    bool same;
} meanings[] = {
    { "equal", "talks", "talks", true },
    { "plural", "statement", "statements", true },
    { "tense", "announce", "announced", true },
    { "of several words", "prime minister", "prime ministers", true },
    { "another word", "school", "teacher", false },
    { "derived", "nation", "national", false },
};

static void test_same_english(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
        if (stem_same_english(lexicon, text_of(meanings[i].a),
                              text_of(meanings[i].b)) != meanings[i].same)
            fail_msg("%s", meanings[i].why);
}

static int set_up(void **state)
{
    (void)state;
    return lexicon_open(&lexicon, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    lexicon_close(lexicon);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arabic),
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_rest_of_known_words),
        cmocka_unit_test(test_rest_of_any_word),
        cmocka_unit_test(test_same_english),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
