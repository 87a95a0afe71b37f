/* What is taken out of the indexes is found no more, and all else still is. */
#include "care_fixture.h"

static void unindex(struct fixture *f, int64_t id, const char *ar,
                    const char *en)
{
    const struct barq_text pair[2] = { text_of(ar), text_of(en) };
    struct arena keep = f->keep, scratch = arena_split(&keep);
    struct unit_side sides[2];

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_index_pair(f->memory, pair, sides, &keep,
                                                scratch, NULL));
    assert_int_equal(BARQ_OK, memory_unindex_unit(f->memory, id, sides, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

static void an_unindexed_unit_is_found_no_more(void **state)
{
    struct fixture *f = *state;
    int64_t gone = add_pair(f, TALKS " " PEACE, "peace talks in Cairo");

    add_pair(f, TALKS, "peace talks in Doha");
    assert_int_equal(2, matches_of(f, "peace talks in Aden"));
    assert_int_equal(2, hits_of(f, "talks"));
    unindex(f, gone, TALKS " " PEACE, "peace talks in Cairo");
    assert_int_equal(1, matches_of(f, "peace talks in Aden"));
    assert_int_equal(1, hits_of(f, "talks"));
    assert_int_equal(0, hits_of(f, "cairo"));
    assert_whole(f->path);
}

enum { WORDS = 200 };

/* Words of two letters of a side, and at its end one that no other unit has. */
static void fill_side(char *side, size_t room, bool arabic, int number)
{
    size_t len = 0;

    for (int i = 0; i < WORDS; i++)
        len += (size_t)snprintf(
            side + len, room - len, arabic ? "\xD8%c\xD8%c " : "%c%c ",
            (arabic ? 0xA8 : 'a') + i % 10, (arabic ? 0xA8 : 'a') + i * 7 % 17);
    snprintf(side + len, room - len, "unit%d", number);
}

/* More postings and occurrences in one transaction than wait in memory: what
 * is written half-way leaves the unit whole that is being put. */
static void a_unit_stays_whole_when_room_gives_out(void **state)
{
    enum { UNITS = (9 << 20) / (2 * WORDS) };
    char sides[2][6 * WORDS];
    struct fixture *f = *state;
    struct barq_check check;
    char query[32];

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < UNITS; i++) {
        fill_side(sides[0], sizeof(sides[0]), true, i);
        fill_side(sides[1], sizeof(sides[1]), false, i);
        struct barq_unit unit = pair_of(sides[0], sides[1]);
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, NULL, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_OK, barq_memory_check(f->memory, &check, NULL));
    assert_string_equal("", check.problem);
    for (int i = 0; i < UNITS; i++) {
        snprintf(query, sizeof(query), "unit%d", i);
        assert_int_equal(1, hits_of(f, query));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_unindexed_unit_is_found_no_more,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(a_unit_stays_whole_when_room_gives_out,
                                        make_memory, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
