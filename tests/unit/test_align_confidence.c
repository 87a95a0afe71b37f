/* From a posterior to a confidence. */
#include "bead_fixture.h"

/* The confidence of bead `i`, of a story that is surely the same. */
static double of(const struct given *given, size_t i)
{
    struct made made;

    make(&made, given, 5);
    double confidence = made.found.beads.at[i].confidence;
    block_release(made.home);
    return confidence;
}

/* Three plain beads: nothing speaks against the one in the middle. */
static const struct given plain = { 3,
                                    { { 90, 100 }, { 90, 100 }, { 90, 100 } },
                                    { 0.99, 0.99, 0.99 },
                                    { { 0 } } };

static void the_posterior_is_followed(void **state)
{
    struct given given = plain;
    double last = 0;

    (void)state;
    for (int percent = 5; percent < 100; percent += 5) {
        given.posterior[1] = percent / 100.0;
        double now = of(&given, 1);
        assert_true(now > last);
        last = now;
    }
    assert_true(last < of(&plain, 1));
}

static void there_is_a_ceiling(void **state)
{
    struct given given = plain;
    struct made made;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        given.posterior[i] = 1;
    make(&made, &given, 5);
    assert_true(made.found.beads.at[1].confidence <= made.model.ceiling);
    assert_true(made.found.beads.at[1].confidence > 0.98);
    block_release(made.home);
}

static void what_speaks_against_a_bead(void **state)
{
    static const struct {
        const char *why;
        struct given given;
    } cases[] = {
        { "a neighbour that is hardly likely",
          { 3,
            { { 90, 100 }, { 90, 100 }, { 90, 100 } },
            { 0.99, 0.99, 0.4 },
            { { 0 } } } },
        { "beads of several segments in the story",
          { 3,
            { { 90, 100 }, { 90, 100 }, { 90, 100 } },
            { 0.99, 0.99, 0.99 },
            { { 1, 0 }, { 0, 0 }, { 0, 1 } } } },
        { "beads of several on both sides",
          { 3,
            { { 90, 100 }, { 90, 100 }, { 90, 100 } },
            { 0.99, 0.99, 0.99 },
            { { 1, 1 }, { 0, 0 }, { 1, 2 } } } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (!(of(&cases[i].given, 1) < of(&plain, 1)))
            fail_msg("%s", cases[i].why);
}

/* The confidence of the bead in the middle, of which this is seen. */
static double of_signs(struct bead_signs signs)
{
    struct made made;

    make_beads(&made, &plain);
    made.found.beads.signs[1] = signs;
    settle(&made, 5);
    double confidence = made.found.beads.at[1].confidence;
    block_release(made.home);
    return confidence;
}

static void words_that_speak_against_a_bead(void **state)
{
    (void)state;
    assert_true(of_signs((struct bead_signs){ 0.7, 8, 8 }) < of(&plain, 1));
    assert_true(of_signs((struct bead_signs){ 1.4, 8, 8 }) <
                of_signs((struct bead_signs){ 0.7, 8, 8 }));
    assert_true(of_signs((struct bead_signs){ 0, 3, 3 }) < of(&plain, 1));
    assert_true(of_signs((struct bead_signs){ 0, 8, 20 }) < of(&plain, 1));
}

/* The freer a story, the fewer of its beads are sure, however they look. */
static void a_free_story_is_doubted_once_more(void **state)
{
    static const struct given freer = {
        4,
        { { 90, 100 }, { 90, 100 }, { 90, 100 }, { 90, 100 } },
        { 0.99, 0.99, 0.99, 0.99 },
        { { 1, 0 }, { 0, 0 }, { 0, 1 }, { 1, 0 } }
    };
    struct made made;

    (void)state;
    make(&made, &freer, 5);
    double doubted = made.found.beads.at[1].confidence;
    made.model.confidence[CONFIDENCE_FREE] = 0;
    for (size_t i = 0; i < 4; i++)
        made.found.beads.at[i].confidence = freer.posterior[i];
    settle(&made, 5);
    assert_true(doubted < made.found.beads.at[1].confidence);
    block_release(made.home);
}

/* The same lengths, once crossing and once both off the same way. */
static void ends_that_cross(void **state)
{
    static const struct given crossing = { 2,
                                           { { 180, 100 }, { 90, 200 } },
                                           { 0.99, 0.99 },
                                           { { 0 } } },
                              together = { 2,
                                           { { 180, 100 }, { 180, 100 } },
                                           { 0.99, 0.99 },
                                           { { 0 } } };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_true(of(&crossing, i) < 0.5);
        assert_true(of(&together, i) > 0.8);
    }
}

static void strangers_have_no_pairs(void **state)
{
    static const struct given given = { 3,
                                        { { 90, 100 }, { 90, 0 }, { 90, 100 } },
                                        { 0.99, 0.99, 0.99 },
                                        { { 0 } } };
    struct made made;

    (void)state;
    make(&made, &given, -5);
    assert_true(made.found.beads.at[0].confidence < 0.001);
    assert_true(made.found.beads.at[1].confidence > 0.999);
    block_release(made.home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_posterior_is_followed),
        cmocka_unit_test(there_is_a_ceiling),
        cmocka_unit_test(what_speaks_against_a_bead),
        cmocka_unit_test(words_that_speak_against_a_bead),
        cmocka_unit_test(a_free_story_is_doubted_once_more),
        cmocka_unit_test(ends_that_cross),
        cmocka_unit_test(strangers_have_no_pairs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
