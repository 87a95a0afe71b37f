#include "care_fixture.h"

static void a_new_wording_is_the_editors(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks rejected", "Harbour", 3);

    exec_in(f->path, "UPDATE unit SET changed = 1000, created = 1000");
    edit_en(f, id, "Talks refused");
    struct barq_unit unit = get(f, id);
    assert_text("Talks refused", unit.en);
    assert_text(TALKS, unit.ar);
    assert_text("Rana", unit.who);
    assert_int_equal(BARQ_REVIEWED, unit.origin);
    assert_true(unit.confidence == 1);
    assert_int_equal(1000, unit.created);
    assert_true(unit.changed > 1000);
    assert_text("Harbour", unit.story); /* it stands where it stood */
    assert_int_equal(0, hits_of(f, "rejected"));
    assert_int_equal(1, hits_of(f, "refused"));
    assert_int_equal(1, matches_of(f, "Talks refused"));
    assert_sound(f);
}

/* A note or a status says nothing of the wording. */
static void what_is_no_wording_leaves_its_date(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks rejected", "Harbour", 3);
    struct barq_edit edit = { .note = text_of("see the style book") };
    struct barq_change *change = NULL;
    struct barq_error err = { 0 };

    exec_in(f->path, "UPDATE unit SET changed = 1000");
    done(barq_memory_edit(f->memory, id, &edit, &by_rana, &change, &err),
         &change, &err);
    struct barq_unit unit = get(f, id);
    assert_text("see the style book", unit.note);
    assert_text("aligner", unit.who);
    assert_int_equal(1000, unit.changed);
    assert_int_equal(BARQ_ALIGNED, unit.origin);

    edit = (struct barq_edit){ .set_origin = true, .origin = BARQ_PUBLISHED };
    done(barq_memory_edit(f->memory, id, &edit, &by_rana, &change, &err),
         &change, &err);
    unit = get(f, id);
    assert_int_equal(BARQ_PUBLISHED, unit.origin);
    assert_int_equal(1000, unit.changed);
    assert_text("Rana", unit.who);

    edit = (struct barq_edit){ .note = text_of("") }; /* taken away */
    done(barq_memory_edit(f->memory, id, &edit, &by_rana, &change, &err),
         &change, &err);
    assert_text("", get(f, id).note);
}

static void two_units_never_say_the_same(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks rejected", "Harbour", 3);
    int64_t other = add_in_story(f, TALKS, "Talks refused", "Port", 8);

    edit_en(f, id, "Talks refused");
    assert_false(is_there(f, other));
    assert_int_equal(2, contexts_of(f, id));
    assert_int_equal(1, hits_of(f, "refused"));
    struct barq_error err = { 0 };
    assert_int_equal(BARQ_E_USAGE, barq_memory_undo(f->memory, 0, other,
                                                    &by_rana, NULL, &err));
    assert_string_equal("unit 1 says the same; undo all of change 1",
                        err.message);
    int64_t undone = undo(f, 0, 0);
    assert_text("Talks rejected", get(f, id).en);
    assert_text("Talks refused", get(f, other).en);
    assert_int_equal(1, contexts_of(f, id));
    assert_int_equal(1, contexts_of(f, other));
    undo(f, undone, 0);
    assert_text("Talks refused", get(f, id).en);
    assert_false(is_there(f, other));
    assert_int_equal(2, contexts_of(f, id));
    assert_sound(f);
}

static void an_edit_that_cannot_be_is_refused(void **state)
{
    static const struct {
        const char *why;
        struct barq_edit edit;
        enum barq_status want;
        const char *words;
    } cases[] = {
        { "empty", { .en = { " ", 1 } }, BARQ_E_INPUT, "English one is empty" },
        { "not UTF-8", { .en = { "\377", 1 } }, BARQ_E_INPUT, "not UTF-8" },
        { "no origin",
          { .set_origin = true, .origin = (enum barq_origin)9 },
          BARQ_E_USAGE,
          "no origin 9" },
        { "as it is", { .en = { "Talks end", 9 } }, BARQ_NOTHING, "already" },
        { "nothing", { .set_origin = false }, BARQ_NOTHING, "already" },
    };
    struct fixture *f = *state;
    int64_t id = add_pair(f, TALKS, "Talks end");
    struct barq_error err = { 0 };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        enum barq_status got = barq_memory_edit(f->memory, id, &cases[i].edit,
                                                &by_rana, NULL, &err);
        if (got != cases[i].want || !strstr(err.message, cases[i].words))
            fail_msg("%s: %d, %s", cases[i].why, got, err.message);
    }
    assert_int_equal(
        BARQ_NOTHING,
        barq_memory_edit(f->memory, 99, &cases[0].edit, &by_rana, NULL, &err));
    assert_string_equal("there is no unit 99", err.message);
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM change"));
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM history"));
}

static void a_dry_run_changes_nothing(void **state)
{
    const struct barq_change_options dry = { .who = "Rana", .dry_run = true };
    struct fixture *f = *state;
    int64_t id = add_pair(f, TALKS, "Talks end");
    const struct barq_selection which = { .ids = &id, .count = 1 };
    struct barq_change *change = NULL;

    assert_int_equal(
        BARQ_OK, barq_memory_delete(f->memory, &which, &dry, &change, NULL));
    assert_int_equal(0, barq_change_number(change));
    assert_int_equal(1, barq_change_count(change));
    assert_int_equal(id, barq_change_at(change, 0).unit);
    assert_true(barq_change_at(change, 0).gone);
    barq_change_free(change);
    assert_true(is_there(f, id));
    assert_int_equal(1, hits_of(f, "talks"));
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM change"));
}

/* It only reads, so who writes is not in its way. */
static void a_dry_run_waits_for_nobody(void **state)
{
    const struct barq_change_options dry = { .dry_run = true };
    const struct barq_edit edit = { .en = text_of("Talks ended") };
    struct fixture *f = *state;
    int64_t ids[] = { add_pair(f, TALKS, "Talks 'end'"),
                      add_pair(f, TALKS, "Talks \u2018end\u2019") };
    const struct barq_selection which = { .ids = ids, .count = 2 };
    struct barq_change *changes[4] = { NULL };
    struct barq_memory *reader;
    sqlite3 *writer = NULL;

    assert_int_equal(SQLITE_OK, sqlite3_open(f->path, &writer));
    assert_int_equal(SQLITE_OK,
                     sqlite3_exec(writer, "BEGIN IMMEDIATE", 0, 0, 0));
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    assert_int_equal(BARQ_OK, barq_memory_edit(reader, ids[0], &edit, &dry,
                                               &changes[0], NULL));
    assert_int_equal(BARQ_OK, barq_memory_review(reader, &which, BARQ_ALIGNED,
                                                 &dry, &changes[1], NULL));
    assert_int_equal(
        BARQ_OK, barq_memory_delete(reader, &which, &dry, &changes[2], NULL));
    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(reader, NULL, &dry, &changes[3], NULL));
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(i ? 2 : 1, barq_change_count(changes[i]));
        assert_int_equal(0, barq_change_number(changes[i]));
        barq_change_free(changes[i]);
    }
    barq_memory_close(reader);
    sqlite3_close(writer);
}

static void what_is_deleted_is_found_no_more(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_in_story(f, TALKS, "Talks resume", "Harbour", 3);
    int64_t other = add_pair(f, PEACE, "Peace at last");

    delete_one(f, id);
    assert_false(is_there(f, id));
    assert_true(is_there(f, other));
    assert_int_equal(0, hits_of(f, "talks"));
    assert_int_equal(1, hits_of(f, "peace"));
    assert_int_equal(0, matches_of(f, "Talks resume"));
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM context"));
    assert_sound(f);
}

/* The history of a number is that of one unit. */
static void the_number_of_a_deleted_unit_stays_its_own(void **state)
{
    struct fixture *f = *state;
    int64_t last = add_pair(f, TALKS, "Talks resume");

    delete_one(f, last);
    assert_int_equal(last + 1, add_pair(f, PEACE, "peace"));
}

static void one_that_is_missing_stops_them_all(void **state)
{
    struct fixture *f = *state;
    const int64_t ids[] = { add_pair(f, TALKS, "Talks end"), 77 };
    const struct barq_selection which = { .ids = ids, .count = 2 };
    const struct barq_selection none = { 0 };
    struct barq_error err = { 0 };

    assert_int_equal(BARQ_NOTHING, barq_memory_delete(f->memory, &which,
                                                      &by_rana, NULL, &err));
    assert_string_equal("there is no unit 77", err.message);
    assert_true(is_there(f, ids[0]));
    assert_int_equal(BARQ_E_USAGE, barq_memory_delete(f->memory, &none,
                                                      &by_rana, NULL, &err));
    assert_true(is_there(f, ids[0]));
}

/* A review of all as this: of one unit, which keeps its date; and of none when
 * it is done again, which is said so. */
static struct barq_unit review_all(struct fixture *f, enum barq_origin as,
                                   int64_t id, const char *again)
{
    const struct barq_filter filter = { .since = 1 };
    const struct barq_selection all = { .filter = &filter };
    struct barq_change *change = NULL;
    struct barq_error err = { 0 };

    exec_in(f->path, "UPDATE unit SET changed = 1000");
    assert_int_equal(BARQ_OK, barq_memory_review(f->memory, &all, as, &by_rana,
                                                 &change, &err));
    assert_int_equal(1, barq_change_count(change));
    assert_int_equal(id, barq_change_at(change, 0).unit);
    barq_change_free(change);
    assert_int_equal(BARQ_NOTHING, barq_memory_review(f->memory, &all, as,
                                                      &by_rana, NULL, &err));
    assert_string_equal(again, err.message);
    struct barq_unit unit = get(f, id);
    assert_int_equal(as, unit.origin);
    assert_int_equal(1000, unit.changed);
    return unit;
}

static void a_review_is_of_what_nobody_vouched_for(void **state)
{
    struct fixture *f = *state;
    int64_t aligned = add_in_story(f, TALKS, "Talks resume", "Harbour", 3);
    int64_t published = add_pair(f, PEACE, "peace");
    struct barq_unit unit =
        review_all(f, BARQ_REVIEWED, aligned,
                   "all of these are reviewed or better already");

    assert_text("Rana", unit.who);
    assert_int_equal(BARQ_PUBLISHED, get(f, published).origin);
    /* No text was copied for it. */
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM history"
                                           " WHERE ar IS NOT NULL"));
    undo(f, 0, 0);
    unit = get(f, aligned);
    assert_int_equal(BARQ_ALIGNED, unit.origin);
    assert_true(unit.confidence == 0.85);
    assert_text("aligner", unit.who);
}

/* ... and the other way round, of what somebody vouched for. */
static void a_review_can_be_taken_back(void **state)
{
    struct fixture *f = *state;
    int64_t aligned = add_in_story(f, TALKS, "Talks resume", "Harbour", 3);
    int64_t published = add_pair(f, PEACE, "peace");

    exec_in(f->path, "UPDATE unit SET who = 'Omar'");
    struct barq_unit unit = review_all(f, BARQ_IMPORTED, published,
                                       "nobody has vouched for any of these");
    assert_text("Omar", unit.who);
    assert_int_equal(BARQ_ALIGNED, get(f, aligned).origin);
    undo(f, 0, 0);
    assert_int_equal(BARQ_PUBLISHED, get(f, published).origin);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_new_wording_is_the_editors),
        IN_MEMORY(what_is_no_wording_leaves_its_date),
        IN_MEMORY(two_units_never_say_the_same),
        IN_MEMORY(an_edit_that_cannot_be_is_refused),
        IN_MEMORY(a_dry_run_changes_nothing),
        IN_MEMORY(a_dry_run_waits_for_nobody),
        IN_MEMORY(what_is_deleted_is_found_no_more),
        IN_MEMORY(the_number_of_a_deleted_unit_stays_its_own),
        IN_MEMORY(one_that_is_missing_stops_them_all),
        IN_MEMORY(a_review_is_of_what_nobody_vouched_for),
        IN_MEMORY(a_review_can_be_taken_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
