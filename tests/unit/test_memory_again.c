#include "care_fixture.h"

#define ONE "\u2018one\u2019"

/* Store a pair, as the desk has it, once more. */
static int64_t store(struct fixture *f, const char *ar, const char *en,
                     enum barq_origin origin, const char *story)
{
    struct barq_unit unit = pair_of(ar, en);
    struct barq_error err = { 0 };
    int64_t id = 0;

    unit.origin = origin;
    unit.who = text_of("desk");
    unit.uses = 7;
    unit.story = text_of(story);
    unit.position = *story ? 4 : -1;
    if (barq_memory_add(f->memory, &unit, NULL, &id, &err))
        fail_msg("%s", err.message);
    return id;
}

static int64_t review(struct fixture *f, int64_t id)
{
    const struct barq_selection which = { .ids = &id, .count = 1 };
    struct barq_change *change = NULL;
    struct barq_error err = { 0 };

    return done(barq_memory_review(f->memory, &which, BARQ_REVIEWED, &by_rana,
                                   &change, &err),
                &change, &err);
}

static void assert_unit(struct fixture *f, int64_t id, const char *en,
                        enum barq_origin origin, const char *who)
{
    struct barq_unit unit = get(f, id);

    assert_text(en, unit.en);
    assert_int_equal(origin, unit.origin);
    assert_text(who, unit.who);
}

static void a_better_origin_outlives_the_review(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);

    review(f, id);
    store(f, TALKS, "one", BARQ_PUBLISHED, "");
    int64_t undone = undo(f, 0, 0);
    assert_unit(f, id, "one", BARQ_PUBLISHED, "desk");
    undo(f, undone, 0);
    assert_unit(f, id, "one", BARQ_PUBLISHED, "desk");
    undo(f, 0, 0);
    assert_unit(f, id, "one", BARQ_PUBLISHED, "desk");
    assert_sound(f);
}

/* Nor is it lost where one change after another is undone. */
static void it_outlives_what_was_before_the_last_change(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);
    const struct barq_edit edit = { .note = text_of("checked") };

    review(f, id);
    assert_int_equal(
        BARQ_OK, barq_memory_edit(f->memory, id, &edit, &by_rana, NULL, NULL));
    store(f, TALKS, "one", BARQ_PUBLISHED, "");
    undo(f, 0, 0);
    undo(f, 0, 0);
    assert_unit(f, id, "one", BARQ_PUBLISHED, "desk");
    assert_text("", get(f, id).note);
}

/* The review itself, by way of a colleague's memory, is none of its own. */
static void what_comes_round_is_undone_all_the_same(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);

    review(f, id);
    struct barq_unit round = get(f, id);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &round, NULL, NULL, NULL));
    undo(f, 0, 0);
    assert_unit(f, id, "one", BARQ_ALIGNED, "aligner");
}

/* The other unit with the wording that `id` has no longer. */
static int64_t other_of(struct fixture *f, int64_t id, const char *en)
{
    char sql[128];

    snprintf(sql, sizeof(sql),
             "SELECT max(id) FROM unit WHERE en = '%s'"
             " AND id <> %d",
             en, (int)id);
    return number_in(f->path, sql);
}

static void a_wording_stored_again_stays_as_a_unit(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);

    edit_en(f, id, "two");
    store(f, TALKS, "two", BARQ_PUBLISHED, "Port");
    for (int round = 0; round < 2; round++) {
        int64_t undone = undo(f, 0, round ? id : 0);
        int64_t other = other_of(f, id, "two");
        assert_unit(f, id, "one", BARQ_ALIGNED, "aligner");
        assert_unit(f, other, "two", BARQ_PUBLISHED, "desk");
        assert_int_equal(0, get(f, id).uses);
        assert_int_equal(7, get(f, other).uses);
        assert_text("Harbour", get(f, id).story);
        assert_text("Port", get(f, other).story);
        assert_int_equal(1, contexts_of(f, id));
        assert_int_equal(1, contexts_of(f, other));
        undo(f, undone, 0);
        assert_false(is_there(f, other));
        assert_unit(f, id, "two", BARQ_PUBLISHED, "desk");
        assert_int_equal(7, get(f, id).uses);
        assert_int_equal(2, contexts_of(f, id));
        assert_sound(f);
    }
}

/* The story came again with the new wording at the old place. */
static void a_place_goes_with_the_wording_that_stands_there(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);

    edit_en(f, id, "two");
    add_in_story(f, TALKS, "two", "Harbour", 3);
    undo(f, 0, 0);
    assert_int_equal(0, contexts_of(f, id));
    assert_int_equal(1, contexts_of(f, other_of(f, id, "two")));
}

/* Where another unit says so, that one learns it. */
static void what_the_edit_took_in_learns_it(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);
    int64_t other = add_in_story(f, TALKS, "two", "Storm", 1);

    edit_en(f, id, "two");
    store(f, TALKS, "two", BARQ_PUBLISHED, "Port");
    int64_t undone = undo(f, 0, 0);
    assert_unit(f, id, "one", BARQ_ALIGNED, "aligner");
    assert_unit(f, other, "two", BARQ_PUBLISHED, "desk");
    assert_int_equal(7, get(f, other).uses);
    assert_int_equal(2, contexts_of(f, other));
    assert_int_equal(2, number_in(f->path, "SELECT count(*) FROM unit"));
    undo(f, undone, 0);
    assert_unit(f, id, "two", BARQ_PUBLISHED, "desk");
    assert_int_equal(3, contexts_of(f, id));
    assert_int_equal(7, get(f, id).uses);
    assert_sound(f);
}

static void a_deletion_is_not_done_again_over_it(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);
    struct barq_error err = { 0 };

    delete_one(f, id);
    int64_t undone = undo(f, 0, 0);
    store(f, TALKS, "one", BARQ_ALIGNED, "");
    assert_int_equal(BARQ_E_USAGE, barq_memory_undo(f->memory, undone, 0,
                                                    &by_rana, NULL, &err));
    assert_string_equal(
        "unit 1 was stored again since; delete it by its number", err.message);
    assert_true(is_there(f, id));
}

/* What is joined again tells its heir. */
static void an_heir_learns_what_was_stored_of_the_other(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "'one'", "Harbour", 3);

    add_in_story(f, TALKS, ONE, "Port", 1);
    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    int64_t undone = undo(f, 0, 0);
    int64_t gone = number_in(f->path, "SELECT unit FROM history WHERE heir");
    store(f, TALKS, gone == id ? "'one'" : ONE, BARQ_PUBLISHED, "");
    undo(f, undone, 0);
    assert_false(is_there(f, gone));
    assert_int_equal(BARQ_PUBLISHED, get(f, 3 - gone).origin);
}

/* A unit that leaves its heir takes its uses along. */
static void uses_go_with_the_unit_that_leaves(void **state)
{
    struct fixture *f = *state;
    int64_t ids[3] = { store(f, TALKS, "'one'", BARQ_ALIGNED, ""),
                       store(f, TALKS, ONE, BARQ_ALIGNED, ""),
                       store(f, TALKS, "'one\u2019", BARQ_ALIGNED, "") };

    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    int64_t heir = number_in(f->path, "SELECT id FROM unit");
    assert_int_equal(21, get(f, heir).uses);
    undo(f, 0, ids[0] == heir ? ids[1] : ids[0]);
    assert_int_equal(14, get(f, heir).uses);
    undo(f, 0, 0); /* what is left of it */
    for (int i = 0; i < 3; i++)
        assert_int_equal(7, get(f, ids[i]).uses);
    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    assert_int_equal(21, get(f, heir).uses);
    assert_sound(f);
}

static void uses_end_where_numbers_do(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(TALKS, "'one'");

    unit.uses = INT64_MAX;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    unit.en = text_of(ONE);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    int64_t heir = number_in(f->path, "SELECT id FROM unit");
    assert_true(get(f, heir).uses == INT64_MAX);
}

static void a_claim_that_makes_no_sense_is_damage(void **state)
{
    static const char *const breaks[] = {
        "UPDATE history SET again_origin = 99",
        "UPDATE history SET again_origin = 1, again_confidence = 7",
        "UPDATE history SET again_confidence = 1, again_who = CAST(x'FF' AS "
        "TEXT)"
    };
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);

    review(f, id);
    store(f, TALKS, "one", BARQ_PUBLISHED, "");
    for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
        exec_in(f->path, breaks[i]);
        assert_int_equal(BARQ_E_MEMORY,
                         barq_memory_undo(f->memory, 0, 0, NULL, NULL, NULL));
    }
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_better_origin_outlives_the_review),
        IN_MEMORY(it_outlives_what_was_before_the_last_change),
        IN_MEMORY(what_comes_round_is_undone_all_the_same),
        IN_MEMORY(a_wording_stored_again_stays_as_a_unit),
        IN_MEMORY(a_place_goes_with_the_wording_that_stands_there),
        IN_MEMORY(what_the_edit_took_in_learns_it),
        IN_MEMORY(a_deletion_is_not_done_again_over_it),
        IN_MEMORY(an_heir_learns_what_was_stored_of_the_other),
        IN_MEMORY(uses_go_with_the_unit_that_leaves),
        IN_MEMORY(uses_end_where_numbers_do),
        IN_MEMORY(a_claim_that_makes_no_sense_is_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
