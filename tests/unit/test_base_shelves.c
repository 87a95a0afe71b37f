/* What is kept is what was put there, or gone; what is asked for stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/shelves.h"

/* Room for the slots, and for so many things on each shelf. */
enum { THING = 1 << 10, THINGS = 64 };
enum { ALL_THINGS = SHELVES * THINGS, ALL_BYTES = ALL_THINGS * THING };
enum { CEILING = SHELF_SLOTS * sizeof(struct kept) + ALL_BYTES };
/* More than there are slots, and how many of them are taken at most. */
enum { KEYS_ENOUGH = 3 * SHELF_SLOTS };
enum { TAKEN_MOST = SHELVES * SHELF_SLOTS_MOST };

static struct shelves *shelves;

static int set_up(void **state)
{
    (void)state;
    return shelves_open(CEILING, &shelves, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    shelves_close(shelves);
    return 0;
}

static uint64_t any(uint64_t below)
{
    static uint64_t seed = 88172645463325252;

    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

/* Keep a thing that says its key, unless there is no room. */
static bool keep(int64_t key)
{
    char *thing = shelves->full
                      ? NULL
                      : arena_new_raw(shelves_room(shelves), char, THING);

    shelves->full |= !thing;
    if (!thing)
        return false;
    memset(thing, 0, THING);
    memcpy(thing, &key, sizeof(key));
    shelves_put(shelves, key, thing, THING);
    return true;
}

/* Is it kept, and the right one? */
static bool is_kept(int64_t key)
{
    const struct kept *kept = shelves_find(shelves, key);

    if (!kept)
        return false;
    assert_int_equal(key, kept->key);
    assert_int_equal(THING, kept->len);
    assert_memory_equal(&key, kept->at, sizeof(key));
    assert_true(shelves_has_age(shelves, kept->age));
    assert_int_equal(kept->age, shelves_age_of(shelves, kept->at));
    return true;
}

static void keep_for_sure(int64_t key)
{
    if (keep(key))
        return;
    shelves_tidy(shelves);
    assert_true(keep(key));
}

static void what_is_put_is_found(void **state)
{
    (void)state;
    assert_false(is_kept(7));
    assert_true(keep(7));
    assert_true(is_kept(7));
    shelves_put(shelves, 8, NULL, 3);
    assert_null(shelves_find(shelves, 8)->at);
    assert_int_equal(3, shelves_find(shelves, 8)->len);
    assert_true(keep(8)); /* in its place */
    assert_true(is_kept(8));
    assert_int_equal(2, shelves->count);
    shelves_forget(shelves);
    assert_false(is_kept(7));
    assert_int_equal(0, shelves->count);
    assert_true(keep(7));
    assert_true(is_kept(7));
}

static size_t count_kept(int64_t from, int64_t to)
{
    size_t count = 0;

    for (int64_t key = from; key < to; key++)
        count += is_kept(key);
    return count;
}

/* Keys whose first places are one and the same, and others, in any order: what
 * is not cleared is found, however often what stood before it was. */
static void nothing_is_lost_when_a_shelf_is_cleared(void **state)
{
    enum { KEYS = 4000, TURNS = 100000 };
    static bool there[KEYS];

    (void)state;
    for (int turn = 0; turn < TURNS; turn++) {
        int64_t key = (int64_t)any(KEYS);
        if (shelves->full) {
            shelves_tidy(shelves);
            for (int64_t i = 0; i < KEYS; i++)
                there[i] = shelves_find(shelves, i) != NULL;
            assert_int_equal(count_kept(0, KEYS), shelves->count);
        }
        assert_int_equal(there[key], is_kept(key));
        there[key] = there[key] || keep(key);
    }
    assert_true(shelves->last > 100 * SHELVES);
}

/* As above, where all keys have one of a few places. */
static void nothing_is_lost_among_those_of_one_place(void **state)
{
    enum { KEYS = 300, TURNS = 3000 };
    static int64_t keys[KEYS];
    static bool there[KEYS];
    int64_t next = 0;

    (void)state;
    for (int i = 0; i < KEYS; i++) {
        while ((shelves_place(next) + 20) % SHELF_SLOTS > 40)
            next++;
        keys[i] = next++;
    }
    for (int turn = 0; turn < TURNS; turn++) {
        size_t i = any(KEYS), count = 0;
        if (shelves->full) {
            shelves_tidy(shelves);
            for (size_t k = 0; k < KEYS; k++)
                count += there[k] = shelves_find(shelves, keys[k]) != NULL;
            assert_int_equal(count, shelves->count);
        }
        assert_int_equal(there[i], is_kept(keys[i]));
        there[i] = keep(keys[i]) || there[i]; /* once more, elsewhere */
    }
    shelves_forget(shelves);
    memset(there, 0, sizeof(there));
}

/* However much passes by that nobody asks for again. */
static void what_is_asked_for_stays(void **state)
{
    enum { STAYS = THINGS / 2, EVER = 50 * ALL_THINGS };

    (void)state;
    for (int64_t key = 0; key < STAYS; key++)
        assert_true(keep(key));
    for (int64_t key = STAYS; key < EVER; key++) {
        keep_for_sure(key);
        assert_true(is_kept(key % STAYS));
    }
    assert_int_equal(STAYS, count_kept(0, STAYS));
}

/* What nobody asks for any more makes room, though it was asked for often. */
static void what_was_asked_for_goes(void **state)
{
    enum { OLD = 4 * THINGS, NEW = 4 * THINGS };

    (void)state;
    for (int64_t turn = 0; turn < 100; turn++)
        for (int64_t key = 0; key < OLD; key++)
            if (!is_kept(key))
                keep_for_sure(key);
    for (int64_t turn = 0; turn < 100; turn++)
        for (int64_t key = OLD; key < OLD + NEW; key++)
            if (!is_kept(key))
                keep_for_sure(key);
    assert_int_equal(NEW, count_kept(OLD, OLD + NEW));
}

/* A little more than there is room for, in turn: most of it is found. */
static void a_round_that_does_not_quite_fit_is_mostly_found(void **state)
{
    enum { ROUND = ALL_THINGS * 11 / 10, TURNS = 50, ASKED = TURNS * ROUND };
    size_t found = 0;

    (void)state;
    for (int turn = 0; turn < TURNS; turn++)
        for (int64_t key = 0; key < ROUND; key++) {
            bool kept = is_kept(key);
            found += kept;
            if (!kept)
                keep_for_sure(key);
        }
    assert_in_range(100 * found / ASKED, 60, 100);
}

/* Many more keys than there are slots, for things that need no room, or now and
 * then for some that do. */
static void slots_do_not_run_out(void **state)
{
    (void)state;
    for (int64_t key = 0; key < KEYS_ENOUGH; key++) {
        if (shelves->full)
            shelves_tidy(shelves);
        assert_false(shelves->full);
        if (key % (SHELF_SLOTS / 16) == 0)
            while (keep(-1 - key))
                continue;
        else
            shelves_put(shelves, key, NULL, 0);
        assert_true(shelves->count <= TAKEN_MOST);
    }
    shelves_forget(shelves);
    for (int64_t key = 0; key < KEYS_ENOUGH; key++) {
        shelves_tidy(shelves);
        shelves_put(shelves, key, NULL, 0);
    }
    assert_true(shelves->count <= TAKEN_MOST);
    assert_non_null(shelves_find(shelves, KEYS_ENOUGH - 1));
}

static void nothing_lies_nowhere(void **state)
{
    const char elsewhere = 0;

    (void)state;
    assert_int_equal(0, shelves_age_of(shelves, &elsewhere));
    assert_int_equal(0, shelves_age_of(shelves, NULL));
    assert_false(shelves_has_age(shelves, 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_put_is_found),
        TEST(nothing_is_lost_when_a_shelf_is_cleared),
        TEST(nothing_is_lost_among_those_of_one_place),
        TEST(what_is_asked_for_stays),
        TEST(what_was_asked_for_goes),
        TEST(a_round_that_does_not_quite_fit_is_mostly_found),
        TEST(slots_do_not_run_out),
        TEST(nothing_lies_nowhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
