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

static void import_uses(struct fixture *f, const char *en, int64_t uses,
                        int64_t changed)
{
    struct barq_unit unit = pair_of(TALKS, en);

    unit.origin = BARQ_IMPORTED;
    unit.uses = uses;
    unit.created = unit.changed = changed;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
}

static void dedupe(struct fixture *f)
{
    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
}

/* Two memories that join and take over each other's units all the time must
 * not add up what was used. */
static void uses_are_the_most_that_anyone_told(void **state)
{
    struct fixture *f = *state;

    import_uses(f, "one", 5, 2000);
    import_uses(f, "two", 3, 1000);
    int64_t edit = edit_en(f, 1, "two"), undone = 0;
    import_uses(f, "two", 10, 1500);
    for (int i = 0; i < 3; i++) {
        undone = undo(f, i ? 0 : edit, 0);
        assert_int_equal(5, get(f, 1).uses);
        assert_int_equal(10, get(f, 2).uses);
        undo(f, undone, 0);
        assert_int_equal(10, get(f, 1).uses);
    }
    undo(f, 0, 0);
    delete_one(f, 1);
    import_uses(f, "one", 5, 0);
    undo(f, 0, 0);
    assert_int_equal(5, get(f, 1).uses);
}

/* Dates and uses that were stored since, as well as the origin. */
static void dates_and_uses_stored_since_are_kept(void **state)
{
    struct fixture *f = *state;

    import_uses(f, "'one'", 4, 5000);
    import_uses(f, ONE, 7, 4000);
    dedupe(f);
    int64_t heir = number_in(f->path, "SELECT id FROM unit");
    struct barq_unit again = get(f, heir);
    again.uses = 10;
    again.created = 1000;
    again.changed = 9000;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &again, NULL, NULL, NULL));
    undo(f, 0, 0);
    assert_int_equal(10, get(f, heir).uses);
    assert_int_equal(1000, get(f, heir).created);
    assert_int_equal(9000, get(f, heir).changed);
}

/* What goes to another wording, and what stays, change by change. */
static void uses_and_places_go_with_their_wording(void **state)
{
    struct fixture *f = *state;
    int64_t z = add_in_story(f, TALKS, "z", "Y", -1);
    int64_t a = add_in_story(f, TALKS, "a", "X", -1);

    edit_en(f, a, "b");
    edit_en(f, a, "c");
    edit_en(f, z, "b");
    import_uses(f, "b", 5, 0);
    undo(f, 0, a);
    assert_text("b", get(f, a).en);
    undo(f, 0, a);
    int64_t other = other_of(f, a, "b");
    assert_text("a", get(f, a).en);
    assert_int_equal(0, get(f, a).uses);
    assert_text("X", get(f, a).story);
    assert_int_equal(5, get(f, other).uses);
    assert_text("Y", get(f, other).story);
    assert_int_equal(1, contexts_of(f, other));
}

/* What an undo took in waits for that undo; others can be undone. */
static void what_an_undo_took_in_hinders_nobody(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "b", "Harbour", 3), other;
    struct barq_error err = { 0 };

    edit_en(f, id, "c");
    other = add_in_story(f, TALKS, "b", "Port", 1);
    review(f, other);
    int64_t taken = undo(f, 0, id);
    assert_false(is_there(f, other));
    assert_int_equal(BARQ_NOTHING,
                     barq_memory_undo(f->memory, 0, 0, &by_rana, NULL, &err));
    assert_int_equal(BARQ_E_USAGE, barq_memory_undo(f->memory, 0, other,
                                                    &by_rana, NULL, &err));
    assert_string_equal("unit 2 was joined to unit 1 by change 3; undo that "
                        "first",
                        err.message);
    undo(f, taken, 0);
    undo(f, 0, other);
    assert_unit(f, other, "b", BARQ_ALIGNED, "aligner");
}

/* Of two claims that are equal the surer one. */
static void the_surest_claim_is_kept(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(TALKS, "one");
    const struct barq_edit edit = { .note = text_of("n") };
    int64_t id = 0;

    unit.origin = BARQ_MT;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &id, NULL));
    review(f, id);
    unit.origin = BARQ_ALIGNED;
    unit.confidence = 0.5;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(
        BARQ_OK, barq_memory_edit(f->memory, id, &edit, &by_rana, NULL, NULL));
    unit.confidence = 0.9;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    undo(f, 0, 0);
    undo(f, 0, 0);
    assert_true(get(f, id).confidence == 0.9);
}

static void what_no_unit_could_have_been_is_damage(void **state)
{
    static const char *const breaks[] = {
        "UPDATE history SET en = NULL",
        "UPDATE history SET en = ' '",
        "UPDATE history SET uses = -7",
        "UPDATE history SET ar = replace(hex(zeroblob(40000)), '0', 'x')",
        "UPDATE history_context SET context = 9223372036854775807",
        "PRAGMA foreign_keys = OFF; UPDATE history_context SET story = 777"
    };
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);

    delete_one(f, id);
    exec_in(f->path, "CREATE TABLE h AS SELECT * FROM history;"
                     "CREATE TABLE c AS SELECT * FROM history_context");
    for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
        exec_in(f->path, breaks[i]);
        assert_int_equal(BARQ_E_MEMORY,
                         barq_memory_undo(f->memory, 0, 0, NULL, NULL, NULL));
        exec_in(f->path, "PRAGMA foreign_keys = OFF; DELETE FROM history;"
                         "DELETE FROM history_context;"
                         "INSERT INTO history SELECT * FROM h;"
                         "INSERT INTO history_context SELECT * FROM c");
    }
    undo(f, 0, 0);
    assert_text("one", get(f, id).en);
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
        IN_MEMORY(uses_are_the_most_that_anyone_told),
        IN_MEMORY(dates_and_uses_stored_since_are_kept),
        IN_MEMORY(uses_and_places_go_with_their_wording),
        IN_MEMORY(what_an_undo_took_in_hinders_nobody),
        IN_MEMORY(the_surest_claim_is_kept),
        IN_MEMORY(what_no_unit_could_have_been_is_damage),
        IN_MEMORY(a_claim_that_makes_no_sense_is_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
