/* test_base_arena.c - lists that grow, and parts of an arena. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_list_alone_never_moves(void **state)
{
    struct block home;
    struct arena all;
    int *list = NULL;

    (void)state;
    assert_int_equal(BARQ_OK, block_reserve(&home, 1 << 20, &all, NULL));
    int *first = arena_grow(&all, int, list, 0, 16);
    list = first;
    for (size_t n = 16; n < 4096; n += 16) {
        list[n - 1] = (int)n;
        list = arena_grow(&all, int, list, n, 16);
        assert_ptr_equal(first, list);
        assert_int_equal((int)n, list[n - 1]);
        for (size_t i = n; i < n + 16; i++)
            assert_int_equal(0, list[i]);
    }
    block_release(home);
}

static void a_list_with_something_behind_it_is_copied(void **state)
{
    struct block home;
    struct arena all;

    (void)state;
    assert_int_equal(BARQ_OK, block_reserve(&home, 1 << 20, &all, NULL));
    int *list = arena_new(&all, int, 3);
    list[2] = 7;
    char *other = arena_new(&all, char, 1);
    *other = 'x';
    int *grown = arena_grow(&all, int, list, 3, 5);
    assert_ptr_not_equal(list, grown);
    assert_int_equal(7, grown[2]);
    assert_int_equal(0, grown[7]);
    assert_int_equal('x', *other);
    block_release(home);
}

static void what_does_not_fit_leaves_the_list(void **state)
{
    struct block home;
    struct arena all;

    (void)state;
    assert_int_equal(BARQ_OK, block_reserve(&home, 1 << 16, &all, NULL));
    char *list = arena_new(&all, char, 100);
    list[99] = 'z';
    assert_null(arena_grow(&all, char, list, 100, (size_t)1 << 16));
    assert_null(arena_grow(&all, char, list, 100, SIZE_MAX));
    assert_int_equal('z', list[99]);
    assert_non_null(arena_grow(&all, char, list, 100, 1));
    block_release(home);
}

static void parts_do_not_overlap(void **state)
{
    struct block home;
    struct arena all;

    (void)state;
    assert_int_equal(BARQ_OK, block_reserve(&home, 1 << 20, &all, NULL));
    struct arena tenth = arena_part(&all, 10), half = arena_split(&all);
    assert_ptr_equal(half.end, tenth.at);
    assert_ptr_equal(all.end, half.at);
    assert_in_range(tenth.end - tenth.at, (1 << 20) / 10, (1 << 20) / 10 + 1);
    block_release(home);
}

/* One block is kept for whoever asks next: it is nobody else's, and what is
 * taken from it is zeroed as ever. */
static void a_block_given_back_is_as_good_as_new(void **state)
{
    struct block first, second;
    struct arena all, other;

    (void)state;
    for (int turn = 0; turn < 3; turn++) {
        assert_int_equal(BARQ_OK,
                         block_reserve(&first, TASK_CEILING, &all, NULL));
        assert_int_equal(BARQ_OK,
                         block_reserve(&second, TASK_CEILING, &other, NULL));
        assert_ptr_not_equal(first.at, second.at);
        char *here = arena_new(&all, char, 1 << 20);
        char *there = arena_new(&other, char, 1 << 20);
        for (size_t i = 0; i < 1 << 20; i += 4095) {
            assert_int_equal(0, here[i]);
            assert_int_equal(0, there[i]);
            here[i] = there[i] = 'x';
        }
        block_release(first);
        block_release(second);
    }
}

/* What was touched is known as long as nobody has the block's other end. */
static void a_block_knows_what_was_touched(void **state)
{
    enum { MANY = 1 << 20 };
    struct block home;
    struct arena all, half;

    (void)state;
    assert_int_equal(BARQ_OK, block_reserve(&home, TASK_CEILING, &all, NULL));
    assert_int_equal(0, block_touched(home, &all));
    memset(arena_new(&all, char, MANY), 'x', MANY);
    assert_in_range(block_touched(home, &all), MANY, 2 * MANY);
    half = all;
    arena_split(&half);
    assert_true(block_touched(home, &half) == home.size);
    block_release_touched(home, block_touched(home, &all));
    assert_int_equal(BARQ_OK, block_reserve(&home, TASK_CEILING, &all, NULL));
    char *again = arena_new(&all, char, MANY);
    for (size_t i = 0; i < MANY; i += 4095)
        assert_int_equal(0, again[i]);
    block_release(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_alone_never_moves),
        cmocka_unit_test(a_list_with_something_behind_it_is_copied),
        cmocka_unit_test(what_does_not_fit_leaves_the_list),
        cmocka_unit_test(parts_do_not_overlap),
        cmocka_unit_test(a_block_given_back_is_as_good_as_new),
        cmocka_unit_test(a_block_knows_what_was_touched),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
