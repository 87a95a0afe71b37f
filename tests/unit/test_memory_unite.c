#include "care_fixture.h"

#include "versions_fixture.h"

/* A second memory in the same folder. */
static void open_other(struct fixture *f, struct fixture *other)
{
    *other = *f;
    snprintf(other->path, sizeof(other->path), "%s/other.db", f->folder);
    other->memory = NULL;
    other->keep = arena_split(&f->keep);
    assert_int_equal(BARQ_OK, barq_memory_open(other->path, BARQ_WRITE,
                                               &other->memory, NULL));
}

static struct barq_counts merge(struct fixture *f, const struct fixture *other)
{
    struct barq_counts counts = { 0 };
    struct barq_error err = { 0 };

    if (barq_memory_merge(f->memory, other->path, false, &counts, &err))
        fail_msg("%s", err.message);
    assert_int_equal(counts.read, counts.added + counts.merged);
    assert_sound(f);
    return counts;
}

static int64_t rows(const struct fixture *f, const char *table)
{
    char sql[64];

    snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
    return number_in(f->path, sql);
}

/* What was stored after a change is known where the history goes, too. */
static void an_undo_here_knows_what_came_there(void **state)
{
    struct fixture *f = *state, other;
    struct barq_unit again = pair_of(TALKS, "talks on");

    open_other(f, &other);
    int64_t id = add_in_story(&other, TALKS, "talks", "Harbour", 3);
    edit_en(&other, id, "talks on");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other.memory, &again, NULL, NULL, NULL));
    merge(f, &other);
    undo(f, 0, 0);
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM unit"
                                           " WHERE en = 'talks'"
                                           " AND origin = 3"));
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM unit"
                                           " WHERE en = 'talks on'"
                                           " AND origin = 0"));
    assert_sound(f);
    barq_memory_close(other.memory);
}

/* They came to our wording by an edit; who undoes that here keeps ours. */
static void an_undo_of_theirs_keeps_ours(void **state)
{
    struct fixture *f = *state, other;

    open_other(f, &other);
    int64_t ours = add_in_story(f, TALKS, "refused", "Port", -1);
    int64_t theirs = add_in_story(&other, TALKS, "rejected", "Harbour", -1);
    edit_en(&other, theirs, "refused");
    add_in_story(&other, TALKS, "refused", "Storm", 2);
    merge(f, &other);
    undo(f, 0, 0);
    assert_text("rejected", get(f, ours).en);
    assert_text("Harbour", get(f, ours).story);
    assert_int_equal(1, contexts_of(f, ours));
    int64_t kept = number_in(f->path, "SELECT id FROM unit"
                                      " WHERE en = 'refused'");
    assert_int_equal(BARQ_ALIGNED, get(f, kept).origin);
    assert_text("aligner", get(f, kept).who);
    assert_int_equal(2, contexts_of(f, kept));
    assert_sound(f);
    barq_memory_close(other.memory);
}

/* Merged again there is nothing new, also where a place has no number. */
static void what_is_there_is_not_put_again(void **state)
{
    struct fixture *f = *state, other;
    const char *sum = "SELECT sum(id * 1000 + edition) FROM context";

    open_other(f, &other);
    add_in_story(f, TALKS, "talks", "Harbour", -1);
    add_in_story(f, PEACE, "peace", "", -1);
    merge(&other, f);
    int64_t before = number_in(f->path, sum);
    int64_t editions = number_in(f->path, "SELECT value FROM meta"
                                          " WHERE name = 'editions'");
    merge(f, &other);
    assert_int_equal(before, number_in(f->path, sum));
    assert_int_equal(editions, number_in(f->path, "SELECT value FROM meta"
                                                  " WHERE name = 'editions'"));
    barq_memory_close(other.memory);
}

/* Two desks take over each other's stories every evening, for a season. */
static void taking_turns_goes_on_for_ever(void **state)
{
    enum { EVENINGS = 90 };
    struct fixture *f = *state, other;
    char en[32], story[32];

    open_other(f, &other);
    for (int i = 0; i < EVENINGS; i++) {
        snprintf(en, sizeof(en), "talks %d", i);
        snprintf(story, sizeof(story), "Story %d", i);
        add_in_story(i % 2 ? f : &other, TALKS, en, story, 0);
        merge(f, &other);
        merge(&other, f);
    }
    assert_int_equal(EVENINGS, rows(f, "unit"));
    assert_int_equal(EVENINGS, rows(&other, "context"));
    assert_true(number_in(f->path, "SELECT value FROM meta"
                                   " WHERE name = 'editions'") <
                (int64_t)EVENINGS * EVENINGS);
    barq_memory_close(other.memory);
}

static void nothing_is_doubled_and_nothing_lost(void **state)
{
    struct fixture *f = *state, other;
    struct barq_unit unit = pair_of(TALKS, "refused");

    open_other(f, &other);
    int64_t ours = add_in_story(f, TALKS, "refused", "Harbour", 3);
    unit.story = text_of("Port");
    unit.agency = text_of("Reuters");
    unit.position = 8;
    unit.uses = 5;
    unit.created = unit.changed = 1000;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other.memory, &unit, NULL, NULL, NULL));
    add_in_story(&other, TALKS, "declined", "Harbour", 3);
    add_in_story(&other, TALKS, "declined", "Storm", 1);

    struct barq_counts counts = merge(f, &other);
    assert_int_equal(2, counts.read);
    assert_int_equal(1, counts.added);
    assert_int_equal(1, counts.merged);
    struct barq_unit got = get(f, ours);
    assert_int_equal(BARQ_PUBLISHED, got.origin);
    assert_int_equal(5, got.uses);
    assert_int_equal(1000, got.created);
    assert_text("Reuters", got.agency);
    assert_int_equal(2, contexts_of(f, ours));
    assert_int_equal(3, rows(f, "story"));
    assert_int_equal(4, rows(f, "context"));
    assert_int_equal(1, hits_of(f, "declined"));

    counts = merge(f, &other); /* again */
    assert_int_equal(0, counts.added);
    assert_int_equal(5, get(f, ours).uses);
    assert_int_equal(3, rows(f, "story"));
    assert_int_equal(4, rows(f, "context"));
    barq_memory_close(other.memory);
}

/* Merge what passes; returns how many did. */
static int64_t merge_some(struct fixture *f, const struct fixture *other,
                          struct barq_filter filter)
{
    struct barq_counts counts = { 0 };
    struct barq_error err = { 0 };

    if (barq_memory_merge_some(f->memory, other->path, &filter, false, &counts,
                               &err))
        fail_msg("%s", err.message);
    assert_int_equal(counts.read,
                     counts.added + counts.merged + counts.skipped);
    assert_sound(f);
    return counts.added + counts.merged;
}

/* A unit in two stories, which was changed, one in one of them, and one of a
 * machine in none. */
static void fill_other(struct fixture *other)
{
    struct barq_change *change = NULL;
    struct barq_unit unit = pair_of(TALKS, "by a machine");
    const struct barq_edit edit = { .note = text_of("seen") };
    int64_t id = add_in_story(other, TALKS, "refused", "Harbour", 0);

    add_in_story(other, TALKS, "refused", "Storm", 1);
    add_in_story(other, TALKS, "declined", "Storm", 2);
    unit.origin = BARQ_MT;
    unit.who = text_of("Rana");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, barq_memory_edit(other->memory, id, &edit, NULL,
                                               &change, NULL));
    barq_change_free(change);
}

static void assert_rows(const struct fixture *f, int units, int contexts,
                        int stories, int changes)
{
    assert_int_equal(units, rows(f, "unit"));
    assert_int_equal(contexts, rows(f, "context"));
    assert_int_equal(stories, rows(f, "story"));
    assert_int_equal(changes, rows(f, "change"));
}

static void what_passes_a_filter_is_taken(void **state)
{
    const unsigned machine = BARQ_ORIGIN_BIT(BARQ_MT);
    const struct {
        struct barq_filter filter;
        int taken, units, contexts, stories;
    } steps[] = {
        /* its units, and of their places those in it */
        { { .story = text_of("HARBOUR") }, 1, 1, 1, 1 },
        { { .agency = text_of("Reuters") }, 0, 1, 1, 1 },
        { { .person = text_of("rana") }, 1, 2, 1, 1 },
        { { .since = INT64_C(1) << 40 }, 0, 2, 1, 1 },
        { { .since = 1 }, 3, 3, 3, 2 }, /* with all of their places */
        { { .origins = ~machine }, 2, 3, 3, 2 },
        { { 0 }, 3, 3, 3, 2 },
    };
    struct fixture *f = *state, other;

    open_other(f, &other);
    fill_other(&other);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        assert_int_equal(steps[i].taken,
                         merge_some(f, &other, steps[i].filter));
        bool all = i + 1 == sizeof(steps) / sizeof(steps[0]);
        assert_rows(f, steps[i].units, steps[i].contexts, steps[i].stories,
                    all);
        assert_text("seen", get(f, 1).note);
    }
    barq_memory_close(other.memory);
}

/* Of a version of a story that comes in part nobody says that it is the last
 * one, and that the rest was dropped. */
static void a_part_of_a_version_is_none(void **state)
{
    struct fixture *f = *state, other;
    struct memory_edition edition;
    struct barq_unit unit = pair_of(TALKS, "said nothing");

    open_other(f, &other);
    add_in_story(f, TALKS, "refused", "Harbour", 0);
    add_in_story(f, TALKS, "declined", "Harbour", 1);
    add_in_story(&other, TALKS, "refused", "Harbour", 0);
    add_in_story(&other, TALKS, "was silent", "Harbour", 1);
    unit.origin = BARQ_MT;
    unit.story = text_of("Harbour");
    unit.position = 2;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other.memory, &unit, NULL, NULL, NULL));
    merge_some(f, &other,
               (struct barq_filter){ .origins = BARQ_ORIGIN_BIT(BARQ_MT) });
    assert_int_equal(
        BARQ_OK, memory_last_edition(f->memory, 1, &edition, &f->keep, NULL));
    assert_int_equal(3, edition.count);

    /* A whole story is a version behind ours. */
    merge_some(f, &other, (struct barq_filter){ .story = text_of("harbour") });
    assert_int_equal(
        BARQ_OK, memory_last_edition(f->memory, 1, &edition, &f->keep, NULL));
    assert_int_equal(3, edition.count);
    assert_text("was silent", edition.rows[1].en);
    barq_memory_close(other.memory);
}

static void what_stands_at_a_place_stays(void **state)
{
    struct fixture *f = *state, other;
    struct barq_unit unit = pair_of(TALKS, "refused");

    open_other(f, &other);
    int64_t ours = add_in_story(f, TALKS, "refused", "Harbour", 3);
    unit.story = text_of("harbour");
    unit.position = 3;
    unit.en_before = text_of("Another neighbour");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other.memory, &unit, NULL, NULL, NULL));
    merge(f, &other);
    assert_int_equal(1, contexts_of(f, ours));
    assert_text("Before it", get(f, ours).en_before);
    barq_memory_close(other.memory);
}

static void versions_keep_their_order(void **state)
{
    static const struct published ours[] = { { "It opened.", "a" },
                                             { NULL, NULL } };
    static const struct published first[] = { { "It closed.", "b" },
                                              { "Why?", "c" },
                                              { NULL, NULL } };
    static const struct published second[] = { { "It closed today.", "d" },
                                               { "Why?", "c" },
                                               { NULL, NULL } };
    struct fixture *f = *state, other;

    open_other(f, &other);
    publish(f, "Harbour", ours);
    publish(&other, "Harbour", first);
    publish(&other, "Harbour", second);
    merge(f, &other);
    assert_edition(f, story_named(f, "Harbour", ""), second);
    merge(f, &other); /* once more: nothing changes */
    assert_edition(f, story_named(f, "Harbour", ""), second);
    publish(f, "Harbour", ours);
    assert_edition(f, story_named(f, "Harbour", ""), ours);
    barq_memory_close(other.memory);
}

static void a_version_that_brings_something_is_whole(void **state)
{
    static const struct published first[] = { { "It opened.", "a" },
                                              { "Ships wait.", "b" },
                                              { NULL, NULL } };
    static const struct published theirs[] = { { "It opened.", "a" },
                                               { "Ships sail.", "c" },
                                               { NULL, NULL } };
    static const struct published later[] = { { "It closed.", "d" },
                                              { "Ships wait.", "b" },
                                              { NULL, NULL } };
    struct fixture *f = *state, other;

    open_other(f, &other);
    publish(f, "Harbour", first);
    publish(&other, "Harbour", first);
    publish(&other, "Harbour", theirs);
    merge(f, &other);
    assert_edition(f, story_named(f, "Harbour", ""), theirs);
    publish(f, "Harbour", later);
    merge(f, &other); /* which has nothing new any more */
    assert_edition(f, story_named(f, "Harbour", ""), later);
    barq_memory_close(other.memory);
}

static void histories_come_along(void **state)
{
    struct fixture *f = *state, other;
    struct barq_history *history = NULL;

    open_other(f, &other);
    add_pair(f, PEACE, "peace"); /* so that numbers differ */
    int64_t edited = add_pair(&other, TALKS, "rejected");
    int64_t gone = add_in_story(&other, RAIN, "rain", "Storm", 2);
    edit_en(&other, edited, "refused");
    delete_one(&other, gone);
    undo(&other, 0, edited);
    edit_en(&other, edited, "declined");
    merge(f, &other);
    merge(f, &other);
    assert_int_equal(4, rows(f, "change"));
    assert_int_equal(4, rows(f, "history"));
    assert_int_equal(1, rows(f, "history_context"));

    int64_t ours =
        number_in(f->path, "SELECT id FROM unit WHERE en = 'declined'");
    assert_int_equal(
        BARQ_OK, barq_memory_history(f->memory, ours, 0, NULL, &history, NULL));
    assert_int_equal(3, barq_history_count(history));
    assert_text("rejected", barq_history_at(history, 0)->was.en);
    assert_text("refused", barq_history_at(history, 1)->was.en);
    assert_text("rejected", barq_history_at(history, 2)->was.en);
    assert_true(barq_history_at(history, 2)->undone != 0);
    barq_history_free(history);

    /* What was deleted there can be brought back here, under a number that
     * is nobody else's. */
    int64_t number = number_in(f->path, "SELECT unit FROM history"
                                        " WHERE fate = 1");
    assert_false(is_there(f, number));
    undo(f, 0, number);
    assert_text("rain", get(f, number).en);
    assert_text("Storm", get(f, number).story);
    undo(f, 0, ours);
    assert_text("rejected", get(f, ours).en);
    barq_memory_close(other.memory);
}

static void a_dry_merge_counts_only(void **state)
{
    struct fixture *f = *state, other;
    struct barq_counts counts = { 0 };

    open_other(f, &other);
    add_pair(&other, TALKS, "talks");
    assert_int_equal(
        BARQ_OK, barq_memory_merge(f->memory, other.path, true, &counts, NULL));
    assert_int_equal(1, counts.added);
    assert_int_equal(0, rows(f, "unit"));
    barq_memory_close(other.memory);
}

static void what_cannot_be_merged_is_refused(void **state)
{
    struct fixture *f = *state, other;
    struct barq_error err = { 0 };
    char path[160];

    add_pair(f, TALKS, "talks");
    open_other(f, &other);
    add_pair(&other, PEACE, "peace");
    barq_memory_close(other.memory);
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_merge(f->memory, f->path, false, NULL, &err));
    assert_non_null(strstr(err.message, "is the memory itself"));
    snprintf(path, sizeof(path), "%s/link.db", f->folder);
    assert_int_equal(0, symlink(f->path, path));
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_merge(f->memory, path, false, NULL, &err));
    exec_in(other.path, "PRAGMA user_version = 99");
    assert_int_equal(BARQ_E_MEMORY, barq_memory_merge(f->memory, other.path,
                                                      false, NULL, &err));
    assert_non_null(strstr(err.message, "made by a newer barq (schema 99"));
    assert_int_equal(BARQ_E_MEMORY, barq_memory_merge(f->memory, "/no/such",
                                                      false, NULL, &err));
    /* A row that makes no sense half-way: nothing of it is stored. */
    snprintf(path, sizeof(path),
             "PRAGMA user_version = %d;"
             "INSERT INTO unit SELECT 9, ar, en, 1, 1, 1,"
             " 1, 1, 1, 1, 1, 77, 1, '', '', '', '', 1, 1,"
             " 1, 0 FROM unit",
             memory_schema());
    exec_in(other.path, path);
    assert_int_equal(BARQ_E_MEMORY, barq_memory_merge(f->memory, other.path,
                                                      false, NULL, &err));
    assert_non_null(strstr(err.message, "other.db: damaged"));
    assert_int_equal(1, rows(f, "unit"));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(nothing_is_doubled_and_nothing_lost),
        IN_MEMORY(an_undo_here_knows_what_came_there),
        IN_MEMORY(an_undo_of_theirs_keeps_ours),
        IN_MEMORY(what_is_there_is_not_put_again),
        IN_MEMORY(taking_turns_goes_on_for_ever),
        IN_MEMORY(what_passes_a_filter_is_taken),
        IN_MEMORY(a_part_of_a_version_is_none),
        IN_MEMORY(what_stands_at_a_place_stays),
        IN_MEMORY(versions_keep_their_order),
        IN_MEMORY(a_version_that_brings_something_is_whole),
        IN_MEMORY(histories_come_along),
        IN_MEMORY(a_dry_merge_counts_only),
        IN_MEMORY(what_cannot_be_merged_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
