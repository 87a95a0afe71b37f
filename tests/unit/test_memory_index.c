/* What is taken out of the indexes is found no more, and all else still is. */
#include "memory_fixture.h"

#define TALKS "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"
#define PEACE "\u0627\u0644\u0633\u0644\u0627\u0645"

static size_t matches_of(struct fixture *f, const char *query)
{
    struct barq_matches *matches = NULL;
    struct barq_lookup_options options = { .min = 50 };
    size_t count = 0;

    if (!barq_lookup(f->memory, text_of(query), &options, &matches, NULL))
        count = barq_matches_count(matches);
    barq_matches_free(matches);
    return count;
}

static size_t hits_of(struct fixture *f, const char *query)
{
    struct barq_units *units = NULL;
    size_t count = 0;

    if (!barq_memory_search(f->memory, text_of(query), NULL, &units, NULL))
        count = barq_units_count(units);
    barq_units_free(units);
    return count;
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_unindexed_unit_is_found_no_more,
                                        make_memory, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
