/* A name that one story writes in two ways. */
#include "check_fixture.h"

#include "check/check.h"

enum { PAIRS_MOST = 4 };

#define SAID(name) "وقال " name " إن الحرب طويلة"

/* `want`: what is found in all of them, set apart by "|" by pair. */
static const struct {
    const char *why;
    const char *ar[PAIRS_MOST], *en[PAIRS_MOST];
    const char *want;
} stories[] = {
    { "two ways to write it, said once",
      { SAID("زيلينسكي"), SAID("زيلينسكي"), SAID("زيلينسكي") },
      { "Zelensky said it", "Zelenskyy said it", "Zelenskiy said it" },
      "|mixed:زيلينسكي/Zelenskyy|" },
    { "with a letter written before it, and the genitive",
      { SAID("زيلينسكي"), "وعاد لزيلينسكي", "وعاد لزيلينسكي" },
      { "Zelensky said it", "It came back to Zelensky's men",
        "and to Zelenskyy's men" },
      "||mixed:لزيلينسكي/Zelenskyy's" },
    { "behind an article",
      { SAID("الغويري"), SAID("الغويري") },
      { "So said al-Ghweiri", "Al-Ghuwairi said so" },
      "|mixed:الغويري/Al-Ghuwairi" },
    { "one of them and several are no two ways",
      { "وصل حوثي", "وصل حوثي آخر" },
      { "A Houthi came", "Another of the Houthis came" },
      "|" },
    { "a nation and its land",
      { "وصل سوري", "من سوريا" },
      { "A Syrian came", "from Syria" },
      "|" },
    { "two people",
      { SAID("بلينكن"), SAID("لافروف") },
      { "Blinken said it", "Lavrov said it" },
      "|" },
    { "one of two names that are alike in one pair",
      { SAID("زيلينسكي"), SAID("زيلينسكي") },
      { "Zelensky said it", "Zelensky said so to Zelenskyy" },
      "|" },
};

static void add(char *to, size_t size, struct barq_checker *checker,
                const char *ar, const char *en)
{
    const struct barq_finding *found;
    size_t count = 0;

    assert_int_equal(barq_check_pair(checker, check_text(ar), check_text(en),
                                     &found, &count, NULL),
                     BARQ_OK);
    for (size_t i = 0; i < count; i++) {
        char row[256] = "";
        check_write(row, sizeof(row), ar, en, &found[i]);
        strncat(to, row, size - strlen(to) - 1);
    }
}

static void test_stories(void **state)
{
    const struct barq_checker_options only = { .only = BARQ_RULE_BIT(
                                                   BARQ_RULE_MIXED) };
    struct barq_checker *checker;

    (void)state;
    assert_int_equal(barq_checker_open(&only, &checker, NULL), BARQ_OK);
    for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
        char got[1024] = "";
        check_story_begin(checker);
        for (size_t k = 0; k < PAIRS_MOST && stories[i].ar[k]; k++) {
            if (k)
                strncat(got, "|", sizeof(got) - strlen(got) - 1);
            add(got, sizeof(got), checker, stories[i].ar[k], stories[i].en[k]);
        }
        if (strcmp(got, stories[i].want) != 0)
            fail_msg("%s: %s", stories[i].why, got);
    }
    check_story_end(checker);
    barq_checker_close(checker);
}

static void test_pairs_by_themselves(void **state)
{
    const struct barq_checker_options only = { .only = BARQ_RULE_BIT(
                                                   BARQ_RULE_MIXED) };
    struct barq_checker *checker;
    char got[256] = "";

    (void)state;
    assert_int_equal(barq_checker_open(&only, &checker, NULL), BARQ_OK);
    add(got, sizeof(got), checker, SAID("زيلينسكي"), "Zelensky said it");
    add(got, sizeof(got), checker, SAID("زيلينسكي"), "Zelenskyy said it");
    assert_string_equal(got, "");
    barq_checker_close(checker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stories),
        cmocka_unit_test(test_pairs_by_themselves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
