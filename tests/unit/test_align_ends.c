/* Words next to an end that are found beyond it. */
#include "align/lattice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

enum { ITEMS = 6, SEGMENTS = 2, POSTS = 2 * SEGMENTS * ITEMS };

/* Two segments to two, of six items each; an item is told by what it finds
 * over there: '0' or '1' one of the segments, 'b' both, '-' nothing, 'q' a
 * quotation mark in the second one. */
struct given {
    const char *finds[SIDES][SEGMENTS];
};

struct made {
    struct side_segment segments[SIDES][SEGMENTS];
    struct item items[SIDES][SEGMENTS * ITEMS];
    struct post posts[SIDES][POSTS];
    struct evidence evidence;
    struct lattice lattice;
};

static void put_item(struct made *made, int s, size_t n, char finds,
                     uint32_t *posts)
{
    struct item *item = &made->items[s][n];

    *item =
        (struct item){ .segment = (uint32_t)(n / ITEMS), .first_post = *posts };
    for (uint32_t k = 0; k < SEGMENTS; k++)
        if (finds == 'b' || finds == (char)('0' + k) || (finds == 'q' && k)) {
            made->posts[s][(*posts)++] =
                (struct post){ k,
                               finds == 'q' ? EVIDENCE_MARK : EVIDENCE_WORD };
            item->post_count++;
        }
}

static void make(struct made *made, const struct given *given)
{
    static const size_t counts[SIDES] = { SEGMENTS, SEGMENTS };
    static const struct align_model sure = { .lambda = { [EVIDENCE_WORD] =
                                                             1 } };

    *made = (struct made){ .lattice = { .count = counts } };
    for (int s = SIDE_AR; s < SIDES; s++) {
        uint32_t posts = 0;
        for (size_t n = 0; n < (size_t)SEGMENTS * ITEMS; n++)
            put_item(made, s, n, given->finds[s][n / ITEMS][n % ITEMS], &posts);
        for (size_t i = 0; i < SEGMENTS; i++)
            made->segments[s][i] =
                (struct side_segment){ .first_item = i * ITEMS,
                                       .item_count = ITEMS };
        made->evidence.side[s] = (struct side){
            .segments = made->segments[s],
            .count = SEGMENTS,
            .items = made->items[s],
            .item_count = (size_t)SEGMENTS * ITEMS,
            .posts = made->posts[s],
        };
    }
    made->lattice.evidence = &made->evidence;
    made->lattice.model = &sure;
}

/* What an item is worth by how near it stands to the end: the first two of
 * six; the others are too far. */
#define NEAREST (19 / 12.0)
#define NEXT (3 / 4.0)

static const struct {
    const char *why;
    struct given given;
    double want;
} cases[] = {
    { "all where it should be",
      { { { "000000", "111111" }, { "000000", "111111" } } },
      0 },
    { "the last word of the Arabic is in the next English segment",
      { { { "000001", "111111" }, { "000000", "111111" } } },
      NEAREST },
    { "the last but one tells less",
      { { { "000010", "111111" }, { "000000", "111111" } } },
      NEXT },
    { "and the first one of that says so as well",
      { { { "000001", "111111" }, { "000000", "011111" } } },
      2 * NEAREST },
    { "ends of both sides cannot come too late: the larger sum counts",
      { { { "000001", "101111" }, { "000000", "111111" } } },
      NEAREST },
    { "words in the middle are not asked",
      { { { "011100", "110001" }, { "011100", "110001" } } },
      0 },
    { "what is in both is at home",
      { { { "00000b", "b11111" }, { "00000b", "b11111" } } },
      0 },
    { "what is nowhere says nothing",
      { { { "00000-", "-11111" }, { "00000-", "-11111" } } },
      0 },
    { "a quotation mark is not asked",
      { { { "00000q", "111111" }, { "000000", "111111" } } },
      0 },
};

static void what_is_astray(void **state)
{
    struct made made;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        make(&made, &cases[i].given);
        double got = ends_astray(&made.lattice, 1, 1);
        if (fabs(got - cases[i].want) > 1e-9)
            fail_msg("%s: %g", cases[i].why, got);
    }
}

/* A synonym over there says less than the word itself. */
static void a_doubtful_like_counts_less(void **state)
{
    static const struct given given = { { { "000001", "111111" },
                                          { "000000", "111111" } } };
    struct align_model model = { .lambda = { [EVIDENCE_WORD] = 0.8 } };
    struct made made;

    (void)state;
    make(&made, &given);
    made.lattice.model = &model;
    assert_true(fabs(ends_astray(&made.lattice, 1, 1) - 0.8 * NEAREST) < 1e-9);
}

static void nothing_stands_beyond_the_edges(void **state)
{
    static const struct given given = { { { "111111", "000000" },
                                          { "111111", "000000" } } };
    struct made made;

    (void)state;
    make(&made, &given);
    assert_true(ends_astray(&made.lattice, 1, 1) > 0);
    for (size_t k = 0; k <= SEGMENTS; k++) {
        assert_true(ends_astray(&made.lattice, 0, k) <= 0);
        assert_true(ends_astray(&made.lattice, k, 0) <= 0);
        assert_true(ends_astray(&made.lattice, SEGMENTS, k) <= 0);
        assert_true(ends_astray(&made.lattice, k, SEGMENTS) <= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_astray),
        cmocka_unit_test(a_doubtful_like_counts_less),
        cmocka_unit_test(nothing_stands_beyond_the_edges),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
