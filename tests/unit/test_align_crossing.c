/* Neighbours that only together say the same. */
#include "align/crossing.h"

#include "bead_fixture.h"

#include <math.h>

static const struct given crossing = {
    2, { { 180, 100 }, { 90, 200 } }, { 0.9, 0.9 }, { { 0 } }
};

static void they_are_joined(void **state)
{
    struct made made;

    (void)state;
    make(&made, &crossing, 5);
    double left = 1 - made.found.beads.at[0].confidence -
                  made.found.beads.at[1].confidence;
    assert_int_equal(
        BARQ_OK, crossing_join(&made.evidence, &made.found, &made.keep, NULL));
    assert_int_equal(1, made.found.beads.count);
    const struct barq_bead *bead = &made.found.beads.at[0];
    assert_int_equal(0, bead->ar_first);
    assert_int_equal(2, bead->ar_count);
    assert_int_equal(0, bead->en_first);
    assert_int_equal(2, bead->en_count);
    assert_true(bead->confidence > 0 && bead->confidence < left);
    block_release(made.home);
}

static const struct {
    const char *why;
    struct given given;

} apart[] = {
    {
        "lengths are right",
        { 2, { { 90, 100 }, { 90, 100 } }, { 0.3, 0.3 }, { { 0 } } },
    },
    {
        "both off the same way",
        { 2, { { 180, 100 }, { 180, 100 } }, { 0.3, 0.3 }, { { 0 } } },
    },
    {
        "together still off",
        { 2, { { 240, 100 }, { 20, 36 } }, { 0.999, 0.999 }, { { 0 } } },
    },
    {
        "something left alone between them",
        { 3,
          { { 180, 100 }, { 0, 90 }, { 90, 200 } },
          { 0.9, 0.9, 0.9 },
          { { 0 } } },
    },
    {
        "nothing to join it with",
        { 2, { { 180, 0 }, { 90, 200 } }, { 0.9, 0.9 }, { { 0 } } },
    },
    {
        "too many segments",
        { 2,
          { { 180, 100 }, { 90, 200 } },
          { 0.999, 0.999 },
          { { 3, 0 }, { 0, 3 } } },
    },
};

static void others_are_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++) {
        struct made made;
        make(&made, &apart[i].given, 5);
        assert_int_equal(BARQ_OK, crossing_join(&made.evidence, &made.found,
                                                &made.keep, NULL));
        if (made.found.beads.count != apart[i].given.count)
            fail_msg("%s", apart[i].why);
        block_release(made.home);
    }
}

/* In stories that have nothing in common there is nothing to join. */
static void strangers_are_left(void **state)
{
    struct made made;

    (void)state;
    make(&made, &crossing, -5);
    assert_int_equal(
        BARQ_OK, crossing_join(&made.evidence, &made.found, &made.keep, NULL));
    assert_int_equal(2, made.found.beads.count);
    block_release(made.home);
}

/* What was moved in the story is no neighbour, whatever its lengths. */
static void a_moved_bead_is_left(void **state)
{
    struct made made;

    (void)state;
    make(&made, &crossing, 5);
    made.found.beads.at[1].en_first = 7;
    assert_int_equal(
        BARQ_OK, crossing_join(&made.evidence, &made.found, &made.keep, NULL));
    assert_int_equal(2, made.found.beads.count);
    block_release(made.home);
}

static void what_spoke_for_them_is_kept(void **state)
{
    struct barq_bead_part one[] = { { .name = "name", .worth = 3 },
                                    { .name = "length", .worth = -1 } };
    struct barq_bead_part two[] = { { .name = "word", .worth = -2 } };
    struct bead_parts parts[] = { { one, 2 }, { two, 1 } };
    static const double worths[] = { 3, -2, -1 };
    struct made made;

    (void)state;
    make(&made, &crossing, 5);
    made.found.parts = parts;
    assert_int_equal(
        BARQ_OK, crossing_join(&made.evidence, &made.found, &made.keep, NULL));
    assert_int_equal(1, made.found.beads.count);
    assert_int_equal(3, parts[0].count);
    for (size_t i = 0; i < sizeof(worths) / sizeof(worths[0]); i++)
        assert_true(parts[0].at[i].worth == worths[i]);
    block_release(made.home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_joined),
        cmocka_unit_test(others_are_left),
        cmocka_unit_test(strangers_are_left),
        cmocka_unit_test(a_moved_bead_is_left),
        cmocka_unit_test(what_spoke_for_them_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
