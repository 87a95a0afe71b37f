#include "care_fixture.h"

/* With and without a vowel mark; a straight and a curly quote. */
#define MARKED "\u0645\u062B\u0645\u0631\u064B\u0627"
#define BARE "\u0645\u062B\u0645\u0631\u0627"

static int64_t add_dated(struct fixture *f, struct barq_unit unit)
{
    int64_t id = 0;

    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &id, NULL));
    return id;
}

static struct barq_unit dated(const char *ar, const char *en,
                              enum barq_origin origin, int64_t when)
{
    struct barq_unit unit = pair_of(ar, en);

    unit.origin = origin;
    unit.created = unit.changed = when;
    return unit;
}

/* Three that say the same, the best of them first, and a rival. */
struct doubles {
    int64_t kept, first, second, rival;
};

static struct doubles make_doubles(struct fixture *f)
{
    struct barq_unit best =
        dated(MARKED, "It said 'yes'", BARQ_PUBLISHED, 2000);
    struct barq_unit older = dated(BARE, "It said 'yes'", BARQ_ALIGNED, 1000);
    struct barq_unit newer =
        dated(BARE, "It said \u2018yes\u2019", BARQ_ALIGNED, 3000);
    struct doubles d;

    best.uses = 4;
    best.story = text_of("Harbour");
    best.position = 1;
    older.uses = 7;
    older.story = text_of("Port");
    older.position = 1;
    older.note = text_of("seen");
    newer.story = text_of("Harbour"); /* the same place as the best */
    newer.position = 1;
    newer.en_before = text_of("Before");
    d.kept = add_dated(f, best);
    d.first = add_dated(f, older);
    d.second = add_dated(f, newer);
    d.rival = add_pair(f, BARE, "It agreed");
    return d;
}

static void assert_joined(struct fixture *f, const struct doubles *d)
{
    struct barq_unit unit = get(f, d->kept);

    assert_int_equal(BARQ_PUBLISHED, unit.origin);
    assert_int_equal(7, unit.uses);
    assert_int_equal(1000, unit.created);
    assert_text("seen", unit.note);
    assert_text(MARKED, unit.ar);
    assert_int_equal(2, contexts_of(f, d->kept));
    assert_false(is_there(f, d->first) || is_there(f, d->second));
    assert_true(is_there(f, d->rival));
    assert_int_equal(1, hits_of(f, "said"));
    assert_sound(f);
}

static void what_says_the_same_becomes_one(void **state)
{
    struct fixture *f = *state;
    struct doubles d = make_doubles(f);
    struct barq_change *change = NULL;

    assert_int_equal(
        BARQ_OK, barq_memory_dedupe(f->memory, NULL, &by_rana, &change, NULL));
    assert_int_equal(3, barq_change_count(change));
    assert_int_equal(d.kept, barq_change_at(change, 0).heir);
    assert_int_equal(d.kept, barq_change_at(change, 1).heir);
    assert_int_equal(d.kept, barq_change_at(change, 2).unit);
    barq_change_free(change);
    assert_joined(f, &d);
}

static void what_was_joined_can_be_parted(void **state)
{
    struct fixture *f = *state;
    struct doubles d = make_doubles(f);

    assert_int_equal(BARQ_OK,
                     barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL));
    int64_t number = undo(f, 0, 0);
    struct barq_unit unit = get(f, d.kept);
    assert_int_equal(4, unit.uses);
    assert_int_equal(2000, unit.created);
    assert_text("", unit.note);
    assert_int_equal(1, contexts_of(f, d.kept));
    assert_int_equal(1, contexts_of(f, d.first));
    assert_int_equal(1, contexts_of(f, d.second));
    assert_int_equal(3, hits_of(f, "said"));
    assert_sound(f);
    undo(f, number, 0);
    assert_joined(f, &d);
}

static const struct {
    const char *why, *ar, *en;
    bool joined;
} pairs[] = {
    { "a vowel mark", MARKED, "agreed", true },
    { "tatweel", "\u0645\u062B\u0640\u0640\u0645\u0631\u0627", "agreed", true },
    { "a form of alef is another spelling", "\u0645\u062B\u0645\u0631\u0623",
      "agreed", false },
    { "case is another wording", BARE, "Agreed", false },
    { "a full stop is, too", BARE, "agreed.", false },
    { "another word", BARE, "refused", false },
};

static void equal_at_l1_is_what_counts(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        int64_t first = add_pair(f, BARE, "agreed");
        int64_t other = add_pair(f, pairs[i].ar, pairs[i].en);
        enum barq_status status =
            barq_memory_dedupe(f->memory, NULL, &by_rana, NULL, NULL);
        if (status != (pairs[i].joined ? BARQ_OK : BARQ_NOTHING))
            fail_msg("%s", pairs[i].why);
        if (is_there(f, other))
            delete_one(f, other);
        if (is_there(f, first))
            delete_one(f, first);
    }
}

/* Only those that pass are looked at, the best among them too. */
static void a_filter_keeps_others_out(void **state)
{
    struct fixture *f = *state;
    int64_t published =
        add_dated(f, dated(MARKED, "agreed", BARQ_PUBLISHED, 1000));
    int64_t aligned = add_dated(f, dated(BARE, "agreed", BARQ_ALIGNED, 1000));
    const struct barq_filter filter = { .origins =
                                            BARQ_ORIGIN_BIT(BARQ_ALIGNED) };
    struct barq_error err = { 0 };

    assert_int_equal(BARQ_NOTHING, barq_memory_dedupe(f->memory, &filter,
                                                      &by_rana, NULL, &err));
    assert_string_equal("no two units that pass the filter say the same",
                        err.message);
    assert_true(is_there(f, published) && is_there(f, aligned));
}

/* The contexts of two units are compared, and not all of a story. */
static void joining_looks_at_two_units(void **state)
{
    static const enum statement joins[] = {
        SQL_SAVE_CONTEXTS, SQL_SAVE_HEIRS,   SQL_DROP_OLDER,
        SQL_MOVE_SINCE,    SQL_STANDS_THERE, SQL_STOOD_SINCE
    };
    struct fixture *f = *state;
    char sql[2048];

    for (size_t i = 0; i < sizeof(joins) / sizeof(joins[0]); i++) {
        sqlite3_stmt *stmt = NULL;
        snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s",
                 statement_sql(joins[i]));
        assert_int_equal(
            SQLITE_OK, sqlite3_prepare_v2(f->memory->db, sql, -1, &stmt, NULL));
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(stmt, 3);
            if (strstr(step, "SCAN c") || strstr(step, "context_by_story"))
                fail_msg("%s: %s", statement_sql(joins[i]), step);
        }
        sqlite3_finalize(stmt);
    }
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(joining_looks_at_two_units),
        IN_MEMORY(what_says_the_same_becomes_one),
        IN_MEMORY(what_was_joined_can_be_parted),
        IN_MEMORY(equal_at_l1_is_what_counts),
        IN_MEMORY(a_filter_keeps_others_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
