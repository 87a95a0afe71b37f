#include "care_fixture.h"

static void what_was_edited_is_as_it_was(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks rejected", "Harbour", 3);
    uint64_t before = fingerprint(f->path);

    edit_en(f, id, "Talks refused");
    uint64_t after = fingerprint(f->path);
    int64_t first = undo(f, 0, 0);
    assert_true(fingerprint(f->path) == before);
    undo(f, first, 0); /* the undo is undone */
    assert_true(fingerprint(f->path) == after);
    undo(f, 0, id);
    assert_true(fingerprint(f->path) == before);
    assert_sound(f);
}

/* Else what the edit took in would say nowhere what it said. */
static void what_an_edit_took_in_comes_back_with_its_unit(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks rejected", "Harbour", 3);

    add_in_story(f, TALKS, "Talks refused", "Port", 8);
    add_in_story(f, RAIN, "Talks refused", "Port", 9);
    uint64_t before = fingerprint(f->path);
    edit_en(f, id, "Talks refused");
    uint64_t after = fingerprint(f->path);
    int64_t number = undo(f, 0, id);
    assert_true(fingerprint(f->path) == before);
    undo(f, number, 0);
    assert_true(fingerprint(f->path) == after);
    assert_sound(f);
}

/* What stands again is undone by its own number, so that what is undone is
 * marked so, and nobody lays old columns over what came since. */
static void an_undo_of_an_undo_is_the_last_word(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_pair(f, TALKS, "Talks rejected");
    int64_t edit = edit_en(f, id, "Talks refused");
    int64_t second = undo(f, undo(f, 0, 0), 0);
    struct barq_error err;
    char words[128];

    assert_text("Talks refused", get(f, id).en);
    assert_int_equal(BARQ_E_USAGE, barq_memory_undo(f->memory, second, 0,
                                                    &by_rana, NULL, &err));
    snprintf(words, sizeof(words), "change %d undid an undo", (int)second);
    assert_non_null(strstr(err.message, words));
    undo(f, edit, 0);
    assert_text("Talks rejected", get(f, id).en);
    assert_int_equal(BARQ_NOTHING,
                     barq_memory_undo(f->memory, 0, 0, &by_rana, NULL, &err));
    assert_sound(f);
}

/* The most uses of both, however often they part and join. */
static void uses_are_not_counted_again(void **state)
{
    struct fixture *f = *state;
    struct barq_unit units[] = { pair_of(TALKS, "Talks rejected"),
                                 pair_of(TALKS, "Talks refused") };
    int64_t ids[2], number = 0;

    units[0].uses = 4;
    units[1].uses = 7;
    for (int i = 0; i < 2; i++)
        assert_int_equal(BARQ_OK, barq_memory_add(f->memory, &units[i], NULL,
                                                  &ids[i], NULL));
    edit_en(f, ids[0], "Talks refused");
    for (int round = 0; round < 2; round++) {
        assert_int_equal(7, get(f, ids[0]).uses);
        number = undo(f, 0, round ? ids[0] : 0);
        assert_int_equal(4, get(f, ids[0]).uses);
        assert_int_equal(7, get(f, ids[1]).uses);
        undo(f, number, 0);
        assert_false(is_there(f, ids[1]));
    }
    assert_int_equal(7, get(f, ids[0]).uses);
    assert_sound(f);
}

/* Two groups of two: the one that is not asked for stays joined. */
static void what_was_joined_to_a_unit_is_parted_from_it(void **state)
{
    struct fixture *f = *state;
    int64_t ids[4] = { add_pair(f, TALKS, "Talks 'on'"),
                       add_pair(f, TALKS, "Talks \u2018on\u2019"),
                       add_pair(f, PEACE, "Peace 'now'"),
                       add_pair(f, PEACE, "Peace \u2018now\u2019") };

    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    int64_t kept = is_there(f, ids[2]) ? ids[2] : ids[3];
    undo(f, 0, kept);
    assert_true(is_there(f, ids[2]) && is_there(f, ids[3]));
    assert_false(is_there(f, ids[0]) && is_there(f, ids[1]));
    undo(f, 0, 0); /* what is left of it */
    assert_true(is_there(f, ids[0]) && is_there(f, ids[1]));
    assert_sound(f);
}

static void assert_last_story(struct fixture *f, int64_t id, const char *story)
{
    struct barq_units *units = NULL;

    assert_int_equal(BARQ_OK, barq_memory_get(f->memory, id, &units, NULL));
    assert_text(story, barq_units_at(units, 0)->story);
    barq_units_free(units);
}

static int64_t edition_at(struct fixture *f, int64_t id, const char *story)
{
    char sql[256];

    snprintf(sql, sizeof(sql),
             "SELECT coalesce(max(edition), -1) FROM context WHERE unit = %d"
             " AND story = (SELECT id FROM story WHERE name = '%s')",
             (int)id, story);
    return number_in(f->path, sql);
}

/* One edition of a story, with a pair in it. */
static int64_t publish_in(struct fixture *f, const char *ar, const char *en,
                          const char *story, int64_t position)
{
    struct barq_unit unit = pair_of(ar, en);
    int64_t id = 0;

    unit.origin = BARQ_ALIGNED;
    unit.story = text_of(story);
    unit.position = position;
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_edition_begin(f->memory, text_of(""), NULL));
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, NULL, &id, NULL));
    memory_edition_end(f->memory);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    return id;
}

/* It was not in the last one, and is not when it comes back: else the next
 * version would be told that it was dropped. */
static void what_comes_back_is_in_its_edition(void **state)
{
    struct fixture *f = *state;
    int64_t id = publish_in(f, TALKS, "Talks 'on'", "Harbour", 3);

    publish_in(f, PEACE, "peace", "Harbour", 0);
    int64_t twin = publish_in(f, TALKS, "Talks ‘on’", "Port", 1);
    uint64_t before = fingerprint(f->path);
    int64_t edition = edition_at(f, id, "Harbour");
    delete_one(f, id);
    undo(f, 0, 0);
    assert_true(fingerprint(f->path) == before);
    assert_int_equal(edition, edition_at(f, id, "Harbour"));
    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    assert_int_equal(edition,
                     edition_at(f, is_there(f, id) ? id : twin, "Harbour"));
    undo(f, 0, 0);
    assert_true(fingerprint(f->path) == before);
    assert_sound(f);
}

/* Both stood at one place: the later stays, whichever of them is the heir. */
static void the_later_of_two_at_one_place_stays(void **state)
{
    struct fixture *f = *state;
    int64_t ids[4] = { publish_in(f, TALKS, "Talks 'on'", "Harbour", 3),
                       publish_in(f, TALKS, "Talks ‘on’", "Harbour", 3),
                       publish_in(f, PEACE, "Peace ‘now’", "Port", 1),
                       publish_in(f, PEACE, "Peace 'now'", "Port", 1) };
    int64_t last[2] = { edition_at(f, ids[1], "Harbour"),
                        edition_at(f, ids[3], "Port") };
    const struct barq_selection which[] = { { .ids = &ids[0], .count = 1 },
                                            { .ids = &ids[3], .count = 1 } };

    for (int i = 0; i < 2; i++) /* so that an old one stays, and a new one */
        assert_int_equal(BARQ_OK,
                         barq_memory_review(f->memory, &which[i],
                                            BARQ_PUBLISHED, NULL, NULL, NULL));
    uint64_t before = fingerprint(f->path);
    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    assert_false(is_there(f, ids[1]) || is_there(f, ids[2]));
    assert_int_equal(last[0], edition_at(f, ids[0], "Harbour"));
    assert_int_equal(last[1], edition_at(f, ids[3], "Port"));
    assert_int_equal(1, contexts_of(f, ids[0]));
    uint64_t after = fingerprint(f->path);
    int64_t undone = undo(f, 0, 0);
    assert_true(fingerprint(f->path) == before);
    undo(f, undone, 0);
    assert_true(fingerprint(f->path) == after);
    assert_sound(f);
}

/* Parted and joined again, it stands last where it stood last. */
static void the_order_of_stories_is_kept(void **state)
{
    struct fixture *f = *state;
    int64_t old = add_in_story(f, TALKS, "Talks 'on'", "Old", 1);
    int64_t new = add_in_story(f, TALKS, "Talks \u2018on\u2019", "New", 1);

    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    int64_t kept = is_there(f, old) ? old : new;
    assert_last_story(f, kept, "New");
    uint64_t after = fingerprint(f->path);
    int64_t undone = undo(f, 0, 0);
    assert_last_story(f, old, "Old");
    assert_last_story(f, new, "New");
    undo(f, undone, 0);
    assert_last_story(f, kept, "New");
    assert_true(fingerprint(f->path) == after);
}

static void what_was_deleted_comes_back(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks resume", "Harbour", 3);

    add_in_story(f, TALKS, "Talks resume", "Port", 1);
    add_pair(f, PEACE, "peace");
    uint64_t before = fingerprint(f->path);
    delete_one(f, id);
    add_pair(f, RAIN, "rain"); /* takes no number that was given */
    exec_in(f->path, "SELECT 1");
    delete_one(f, id + 2);
    undo(f, 0, id);
    assert_true(fingerprint(f->path) == before);
    assert_int_equal(2, contexts_of(f, id));
    assert_int_equal(1, hits_of(f, "resume"));
    assert_int_equal(1, matches_of(f, "Talks resume"));
}

/* Undo after undo goes further back; the undos themselves are passed over. */
static void undo_goes_back_step_by_step(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_pair(f, TALKS, "one");

    edit_en(f, id, "two");
    edit_en(f, id, "three");
    delete_one(f, id);
    undo(f, 0, 0);
    assert_text("three", get(f, id).en);
    undo(f, 0, 0);
    assert_text("two", get(f, id).en);
    undo(f, 0, id);
    assert_text("one", get(f, id).en);
    struct barq_error err = { 0 };
    assert_int_equal(BARQ_NOTHING,
                     barq_memory_undo(f->memory, 0, 0, &by_rana, NULL, &err));
    assert_string_equal("there is no change to undo", err.message);
    assert_int_equal(BARQ_NOTHING,
                     barq_memory_undo(f->memory, 0, id, &by_rana, NULL, &err));
    assert_int_equal(BARQ_NOTHING,
                     barq_memory_undo(f->memory, 99, 0, &by_rana, NULL, &err));
    assert_string_equal("there is no change 99", err.message);
    assert_int_equal(BARQ_NOTHING,
                     barq_memory_undo(f->memory, 1, 0, &by_rana, NULL, &err));
    assert_string_equal("change 1 is undone already", err.message);
}

static void what_was_changed_since_is_not_run_over(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_pair(f, TALKS, "one");
    struct barq_error err = { 0 };
    int64_t first = edit_en(f, id, "two"), second = edit_en(f, id, "three");
    char want[128];

    snprintf(want, sizeof(want),
             "unit %lld was changed again since, by change %lld; undo that "
             "first",
             (long long)id, (long long)second);
    assert_int_equal(BARQ_E_USAGE, barq_memory_undo(f->memory, first, 0,
                                                    &by_rana, NULL, &err));
    assert_string_equal(want, err.message);
    assert_text("three", get(f, id).en);
    undo(f, second, 0);
    undo(f, first, 0);
    assert_text("one", get(f, id).en);
}

/* A unit of a change to many can be undone by itself. */
static void one_unit_of_many(void **state)
{
    struct fixture *f = *state;
    const int64_t ids[] = { add_in_story(f, TALKS, "Talks", "Harbour", 1),
                            add_in_story(f, PEACE, "Peace", "Harbour", 2) };
    const struct barq_selection both = { .ids = ids, .count = 2 };
    struct barq_change *change = NULL;
    struct barq_error err = { 0 };

    done(barq_memory_review(f->memory, &both, BARQ_PUBLISHED, &by_rana, &change,
                            &err),
         &change, &err);
    undo(f, 0, ids[0]);
    assert_int_equal(BARQ_ALIGNED, get(f, ids[0]).origin);
    assert_int_equal(BARQ_PUBLISHED, get(f, ids[1]).origin);
    undo(f, 0, 0); /* what is left of it */
    assert_int_equal(BARQ_ALIGNED, get(f, ids[1]).origin);
}

/* The pair was added anew while its first unit was deleted. */
static void one_pair_is_one_unit_after_undo(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks resume", "Harbour", 3);

    delete_one(f, id);
    int64_t other = add_in_story(f, TALKS, "Talks resume", "Port", 5);
    undo(f, 0, id);
    assert_false(is_there(f, other));
    assert_int_equal(2, contexts_of(f, id));
    assert_int_equal(1, hits_of(f, "resume"));
}

static void the_history_tells_it_all(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "one", "Harbour", 3);
    struct barq_history *history = NULL;

    edit_en(f, id, "two");
    int64_t deleted = delete_one(f, id);
    int64_t back = undo(f, 0, 0);
    edit_en(f, id, "three");
    assert_int_equal(
        BARQ_OK, barq_memory_history(f->memory, id, 0, NULL, &history, NULL));
    assert_int_equal(4, barq_history_count(history));
    const struct barq_past *past = barq_history_at(history, 0);
    assert_int_equal(BARQ_DEED_EDIT, past->deed);
    assert_text("two", past->was.en);
    assert_text(TALKS, past->was.ar);
    assert_text("Rana", past->who);
    past = barq_history_at(history, 1);
    assert_int_equal(BARQ_DEED_UNDO, past->deed);
    assert_false(past->existed);
    past = barq_history_at(history, 2);
    assert_int_equal(deleted, past->change);
    assert_int_equal(back, past->undone);
    assert_true(past->step.gone);
    assert_text("two", past->was.en);
    past = barq_history_at(history, 3);
    assert_text("one", past->was.en);
    assert_int_equal(BARQ_ALIGNED, past->was.origin);
    assert_text("aligner", past->was.who);
    assert_null(barq_history_at(history, 4));
    barq_history_free(history);
}

static void the_last_changes_are_listed(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_pair(f, TALKS, "one");
    struct barq_history *history = NULL;
    struct barq_error err = { 0 };

    assert_int_equal(BARQ_NOTHING, barq_memory_history(f->memory, 0, 0, NULL,
                                                       &history, &err));
    assert_string_equal("nothing was changed in this memory yet", err.message);
    assert_int_equal(BARQ_NOTHING, barq_memory_history(f->memory, id, 0, NULL,
                                                       &history, &err));
    assert_string_equal("unit 1 was never changed", err.message);
    edit_en(f, id, "two");
    edit_en(f, id, "three");
    delete_one(f, id);
    assert_int_equal(
        BARQ_OK, barq_memory_history(f->memory, 0, 2, NULL, &history, NULL));
    assert_int_equal(2, barq_history_count(history));
    assert_int_equal(BARQ_DEED_DELETE, barq_history_at(history, 0)->deed);
    assert_int_equal(BARQ_DEED_EDIT, barq_history_at(history, 1)->deed);
    assert_int_equal(1, barq_history_at(history, 0)->units);
    barq_history_free(history);
    const struct barq_filter early = { .until = 1 }, late = { .since = 1 };
    const struct barq_filter nobody = { .person = text_of("nobody") };
    assert_int_equal(BARQ_NOTHING, barq_memory_history(f->memory, 0, 0, &early,
                                                       &history, &err));
    assert_string_equal("no change passes the filter", err.message);
    assert_int_equal(
        BARQ_NOTHING,
        barq_memory_history(f->memory, id, 0, &nobody, &history, &err));
    assert_int_equal(
        BARQ_OK, barq_memory_history(f->memory, 0, 1, &late, &history, &err));
    assert_int_equal(1, barq_history_count(history));
    barq_history_free(history);
    assert_int_equal(BARQ_NOTHING, barq_memory_history(f->memory, 99, 0, NULL,
                                                       &history, &err));
    assert_string_equal("there is no unit 99", err.message);
}

/* The changes that pass, as "3 1", the latest first. */
static void list_changes(struct fixture *f, const struct barq_filter *filter,
                         char text[64])
{
    struct barq_history *history = NULL;
    size_t len = 0;

    text[0] = 0;
    if (barq_memory_history(f->memory, 0, 0, filter, &history, NULL))
        return;
    for (size_t i = 0; i < barq_history_count(history); i++)
        len += (size_t)snprintf(text + len, 64 - len, "%s%d", i ? " " : "",
                                (int)barq_history_at(history, i)->change);
    barq_history_free(history);
}

static void changes_are_those_of_a_story_or_an_origin(void **state)
{
    const unsigned reviewed = BARQ_ORIGIN_BIT(BARQ_REVIEWED);
    const unsigned aligned = BARQ_ORIGIN_BIT(BARQ_ALIGNED);
    const struct barq_text rain = text_of("Rain"), talks = text_of("TALKS");
    const struct {
        const char *why;
        struct barq_filter filter;
        const char *want;
    } cases[] = {
        { "of a unit that is gone", { .story = rain }, "3" },
        { "in any spelling", { .story = talks }, "2 1" },
        { "no such story", { .story = text_of("Snow") }, "" },
        { "it was aligned before", { .origins = aligned }, "3 1" },
        { "the first had it reviewed", { .origins = reviewed }, "2" },
        { "both", { .story = talks, .origins = aligned }, "1" },
        { "of nobody", { .story = talks, .person = text_of("omar") }, "" },
    };
    struct fixture *f = *state;
    int64_t first = add_in_story(f, TALKS, "one", "Talks", 1);
    int64_t second = add_in_story(f, RAIN, "rain", "Rain", 1);
    char text[64];

    edit_en(f, first, "two");
    edit_en(f, first, "three");
    delete_one(f, second);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        list_changes(f, &cases[i].filter, text);
        if (strcmp(text, cases[i].want) != 0)
            fail_msg("%s: %s for %s", cases[i].why, text, cases[i].want);
    }
}

static void a_history_that_makes_no_sense_is_damage(void **state)
{
    static const char *const breaks[] = {
        "UPDATE history SET fate = 7", "UPDATE history SET origin = 9",
        "UPDATE history SET confidence = 2", "UPDATE change SET deed = 9",
        "UPDATE history SET en = CAST(x'FF' AS TEXT)"
    };
    struct fixture *f = *state;
    struct barq_history *history = NULL;
    struct barq_error err = { 0 };
    int64_t id = add_pair(f, TALKS, "one");

    delete_one(f, id);
    exec_in(f->path, "CREATE TABLE h AS SELECT * FROM history;"
                     "CREATE TABLE c AS SELECT * FROM change");
    for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
        exec_in(f->path, breaks[i]);
        assert_int_equal(
            BARQ_E_MEMORY,
            barq_memory_history(f->memory, id, 0, NULL, &history, &err));
        exec_in(f->path, "PRAGMA foreign_keys = OFF; DELETE FROM history;"
                         "DELETE FROM change;"
                         "INSERT INTO change SELECT * FROM c;"
                         "INSERT INTO history SELECT * FROM h");
    }
    undo(f, 0, 0);
    assert_text("one", get(f, id).en);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(what_was_edited_is_as_it_was),
        IN_MEMORY(what_an_edit_took_in_comes_back_with_its_unit),
        IN_MEMORY(an_undo_of_an_undo_is_the_last_word),
        IN_MEMORY(uses_are_not_counted_again),
        IN_MEMORY(what_was_joined_to_a_unit_is_parted_from_it),
        IN_MEMORY(what_comes_back_is_in_its_edition),
        IN_MEMORY(the_later_of_two_at_one_place_stays),
        IN_MEMORY(the_order_of_stories_is_kept),
        IN_MEMORY(what_was_deleted_comes_back),
        IN_MEMORY(undo_goes_back_step_by_step),
        IN_MEMORY(what_was_changed_since_is_not_run_over),
        IN_MEMORY(one_unit_of_many),
        IN_MEMORY(one_pair_is_one_unit_after_undo),
        IN_MEMORY(the_history_tells_it_all),
        IN_MEMORY(the_last_changes_are_listed),
        IN_MEMORY(changes_are_those_of_a_story_or_an_origin),
        IN_MEMORY(a_history_that_makes_no_sense_is_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
