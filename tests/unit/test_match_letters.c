/* What two segments have in common by letters; match/letters.c. */
#include "match/letters.h"

#include "base/utf8.h"
#include "match/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct lexicon *lexicon;
    struct word_cache *words;
    struct block home;
    struct arena all;
};
static struct fixture fixture;

static int set_up(void **state)
{
    (void)state;
    return lexicon_open(&fixture.lexicon, NULL) ||
           word_cache_open((struct text_language){ BARQ_EN, fixture.lexicon },
                           &fixture.words, NULL) ||
           block_reserve(&fixture.home, (size_t)1 << 24, &fixture.all, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    block_release(fixture.home);
    word_cache_close(fixture.words);
    lexicon_close(fixture.lexicon);
    return 0;
}

static double lacking(const char *query, const char *stored)
{
    struct arena keep = fixture.all, scratch = arena_split(&keep);
    struct match_side a, b;
    double found = -1;

    assert_int_equal(BARQ_OK, match_prepare(fixture.words, text_of(query), &a,
                                            &keep, scratch, NULL));
    assert_int_equal(BARQ_OK, match_prepare(fixture.words, text_of(stored), &b,
                                            &keep, scratch, NULL));
    assert_int_equal(BARQ_OK, match_letters(&a, &b, &found, scratch, NULL));
    double anew =
        found; /* and with the query's read before, as often as asked */
    assert_int_equal(BARQ_OK, match_letters_read(&a, &keep, NULL));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(BARQ_OK, match_letters(&a, &b, &found, scratch, NULL));
        assert_true(found == anew);
    }
    return found;
}

static const struct {
    const char *why, *query, *stored;
    double want;
} cases[] = {
    { "equal", "oil prices", "oil prices", 0 },
    { "nothing in common", "oil prices", "duty", 1 },
    { "one letter more: 8 of 9 and 10", "oil price", "oil prices", 5.0 / 37 },
    { "one letter less: 8 of 10 and 9", "oil prices", "oil price", 7.0 / 39 },
    { "marks and capitals are nothing", "Oil, prices.", "oil prices", 0 },
    { "numbers are their values", "oil prices 1,500", "oil prices 1500", 0 },
    { "twice is not once: 4 of 8 and 4", "oil oil", "oil", 12.0 / 24 },
    { "words changed round lose where they meet", "oil prices", "prices oil",
      4.0 / 40 },
    { "no word on either side", ".", "!", 0 },
    { "no word on one", ".", "oil", 1 },
};

static void letters_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        double got = lacking(cases[i].query, cases[i].stored);
        print_message("  %s: %.4f\n", cases[i].why, got);
        assert_true(got - cases[i].want < 1e-9);
        assert_true(cases[i].want - got < 1e-9);
    }
}

/* Never below nothing, or retrieval would miss what it raises. */
static void letters_only_take(void **state)
{
    (void)state;
    for (int points = 0; points <= 100; points++)
        for (int parts = 0; parts <= 100; parts++)
            assert_true(match_letter_points(points, parts / 100.0) >= 0);
    assert_true(match_letter_points(20, 0.16) < 1e-9);
    assert_true(match_letter_points(20, 0.2) > 1.9);
}

static void a_shortage_is_reported(void **state)
{
    static char room[64];
    struct arena keep = fixture.all, scratch = arena_split(&keep);
    struct match_side side;
    double found = -1;

    (void)state;
    assert_int_equal(BARQ_OK,
                     match_prepare(fixture.words, text_of("oil prices"), &side,
                                   &keep, scratch, NULL));
    assert_int_equal(BARQ_E_INTERNAL,
                     match_letters(&side, &side, &found,
                                   arena_over(room, sizeof(room)), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_counted),
        cmocka_unit_test(letters_only_take),
        cmocka_unit_test(a_shortage_is_reported),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
