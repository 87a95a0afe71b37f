#include "memory_fixture.h"

#define PEACE "\u0633\u0644\u0627\u0645"
#define TALKS "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"

static const struct {
    const char *why, *ar, *en;
    enum barq_added want;
} pairs[] = {
    { "the first", "\u0642\u0627\u0644 \u0623\u062D\u0645\u062F", "Ahmad said",
      BARQ_ADDED },
    { "the same again", "\u0642\u0627\u0644 \u0623\u062D\u0645\u062F",
      "Ahmad said", BARQ_MERGED },
    { "white space is no difference",
      " \u0642\u0627\u0644  \u0623\u062D\u0645\u062F ", "Ahmad\tsaid",
      BARQ_MERGED },
    { "composed or not is no difference",
      "\u0642\u0627\u0644 \u0627\u0654\u062D\u0645\u062F", "Ahmad said",
      BARQ_MERGED },
    { "hamza is", "\u0642\u0627\u0644 \u0627\u062D\u0645\u062F", "Ahmad said",
      BARQ_ADDED },
    { "another wording is a rival",
      "\u0642\u0627\u0644 \u0623\u062D\u0645\u062F", "Ahmad has said",
      BARQ_ADDED },
    { "case is a difference", "\u0642\u0627\u0644 \u0623\u062D\u0645\u062F",
      "ahmad said", BARQ_ADDED },
};

static void equal_pairs_merge_and_others_are_rivals(void **state)
{
    struct fixture *f = *state;
    struct barq_stats stats;
    int64_t added = 0;

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct barq_unit unit = pair_of(pairs[i].ar, pairs[i].en);
        enum barq_added got;
        assert_int_equal(BARQ_OK,
                         barq_memory_add(f->memory, &unit, &got, NULL, NULL));
        if (got != pairs[i].want)
            fail_msg("%s", pairs[i].why);
        added += got == BARQ_ADDED;
    }
    assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
    assert_int_equal(added, stats.units);
    assert_int_equal(1, stats.rivals);
    assert_text("Ahmad said", get(f, 1).en);
}

/* As a lookup has it: sources equal but for letter forms, targets not. */
static void rivals_are_counted_by_what_is_read(void **state)
{
    static const struct {
        const char *why, *ar, *en;
        int64_t want;
    } rows[] = {
        { "the first", "\u0646\u0639\u0645 \u0623\u0628\u064A", "Yes sir", 0 },
        { "an alef without its hamza is the same source",
          "\u0646\u0639\u0645 \u0627\u0628\u064A", "Yes sir", 0 },
        { "a comma makes another wording",
          "\u0646\u0639\u0645 \u0623\u0628\u064A", "Yes, sir", 1 },
        { "a third wording of one source",
          "\u0646\u0639\u0645 \u0623\u0628\u064A", "Yes my father", 1 },
        { "a source with a clitic is another source",
          "\u0648\u0646\u0639\u0645 \u0623\u0628\u064A", "And yes", 1 },
    };
    struct fixture *f = *state;
    struct barq_stats stats;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct barq_unit unit = pair_of(rows[i].ar, rows[i].en);
        assert_int_equal(BARQ_OK,
                         barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
        assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
        if (stats.rivals != rows[i].want)
            fail_msg("%s: %d", rows[i].why, (int)stats.rivals);
    }
}

static void merging_keeps_the_best_of_both(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(PEACE, "peace");
    int64_t id, again;

    unit.origin = BARQ_MT;
    unit.engine = text_of("engine-1");
    unit.confidence = 0.5;
    unit.created = 1000;
    unit.changed = 1000;
    unit.uses = 3;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &id, NULL));
    unit.origin = BARQ_PUBLISHED;
    unit.engine = text_of("");
    unit.confidence = 0.25;
    unit.who = text_of("Nadia");
    unit.created = 2000;
    unit.changed = 3000;
    unit.uses = 1;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &again, NULL));
    unit.origin = BARQ_ALIGNED;
    unit.who = text_of("aligner");
    unit.note = text_of("seen");
    unit.changed = 2500;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &again, NULL));
    assert_int_equal(id, again);

    struct barq_unit got = get(f, id);
    assert_int_equal(BARQ_PUBLISHED, got.origin);
    assert_true(got.confidence == 0.25); /* the published one's */
    assert_int_equal(1000, got.created);
    assert_int_equal(3000, got.changed);
    assert_int_equal(3, got.uses);
    assert_text("Nadia", got.who);
    assert_text("engine-1", got.engine);
    assert_text("seen", got.note);
}

/* A confidence says how sure the origin is, so it goes with it. */
static void a_confidence_goes_with_its_origin(void **state)
{
    static const struct {
        const char *why;
        enum barq_origin origin;
        double confidence, want;
    } steps[] = {
        { "the first", BARQ_ALIGNED, 0.8, 0.8 },
        { "as good, and surer", BARQ_ALIGNED, 0.9, 0.9 },
        { "as good, less sure", BARQ_ALIGNED, 0.7, 0.9 },
        { "worse, and surer", BARQ_MT, 1, 0.9 },
        { "better, less sure", BARQ_IMPORTED, 0.6, 0.6 },
        { "worse again", BARQ_ALIGNED, 1, 0.6 },
    };
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(PEACE, "peace");
    int64_t id = 0;

    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        unit.origin = steps[i].origin;
        unit.confidence = steps[i].confidence;
        assert_int_equal(BARQ_OK,
                         barq_memory_add(f->memory, &unit, NULL, &id, NULL));
        double got = get(f, id).confidence;
        if (got != steps[i].want)
            fail_msg("%s: %f", steps[i].why, got);
    }
}

/* To align a story again says nothing new of when it was worded. */
static void merging_without_dates_leaves_them(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(PEACE, "peace");
    int64_t id = 0;

    unit.created = 1000;
    unit.changed = 2000;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &id, NULL));
    unit.created = unit.changed = 0;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &id, NULL));
    assert_int_equal(1000, get(f, id).created);
    assert_int_equal(2000, get(f, id).changed);
    unit.created = 500;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &id, NULL));
    assert_int_equal(500, get(f, id).created);
    assert_int_equal(2000, get(f, id).changed);
}

static void an_engine_is_never_noted_on_a_persons_wording(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(PEACE, "peace");
    int64_t id = add_pair(f, PEACE, "peace");

    unit.origin = BARQ_MT;
    unit.engine = text_of("engine-1");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, &id, NULL));
    assert_text("", get(f, id).engine);
    assert_int_equal(BARQ_PUBLISHED, get(f, id).origin);
}

static const struct barq_unit whole = {
    .ar = { " " TALKS "\n", sizeof(" " TALKS "\n") - 1 },
    .en = { "Talks!", 6 },
    .origin = BARQ_REVIEWED,
    .confidence = 0.75,
    .story = { "wire/1.txt", 10 },
    .position = 4,
    .ar_before = { "1", 1 },
    .ar_after = { "2", 1 },
    .en_before = { "3", 1 },
    .en_after = { "4", 1 },
    .who = { "w", 1 },
    .engine = { "e", 1 },
    .note = { "n", 1 },
    .extra = { "{\"a\":1}", 7 },
    .created = 11,
    .changed = 12,
    .uses = 13,
};

static void all_of_a_unit_comes_back(void **state)
{
    struct fixture *f = *state;
    int64_t id;

    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &whole, NULL, &id, NULL));
    struct barq_unit got = get(f, id);
    const struct barq_text *const texts[][2] = {
        { &whole.ar, &got.ar },
        { &whole.en, &got.en },
        { &whole.story, &got.story },
        { &whole.ar_before, &got.ar_before },
        { &whole.ar_after, &got.ar_after },
        { &whole.en_before, &got.en_before },
        { &whole.en_after, &got.en_after },
        { &whole.who, &got.who },
        { &whole.engine, &got.engine },
        { &whole.note, &got.note },
        { &whole.extra, &got.extra },
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_text(texts[i][0]->at, *texts[i][1]);
    assert_int_equal(BARQ_REVIEWED, got.origin);
    assert_true(got.confidence == 0.75);
    assert_int_equal(4, got.position);
    assert_int_equal(11, got.created);
    assert_int_equal(12, got.changed);
    assert_int_equal(13, got.uses);
}

static void units_come_one_after_the_other(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = { 0 };

    add_pair(f, PEACE, "peace");
    add_pair(f, TALKS, "talks");
    for (int64_t id = 1; id <= 2; id++) {
        assert_int_equal(
            BARQ_OK, memory_next(f->memory, unit.id, &unit, &f->keep, NULL));
        assert_int_equal(id, unit.id);
    }
    assert_int_equal(BARQ_NOTHING,
                     memory_next(f->memory, unit.id, &unit, &f->keep, NULL));
}

static void units_outlive_the_memory(void **state)
{
    struct fixture *f = *state;
    struct barq_units *units;
    int64_t id = add_pair(f, PEACE, "peace");

    assert_int_equal(BARQ_NOTHING,
                     barq_memory_get(f->memory, id + 1, &units, NULL));
    assert_int_equal(BARQ_OK, barq_memory_get(f->memory, id, &units, NULL));
    barq_memory_close(f->memory);
    f->memory = NULL;
    assert_int_equal(1, barq_units_count(units));
    assert_text("peace", barq_units_at(units, 0)->en);
    assert_int_equal(-1, barq_units_at(units, 0)->position);
    barq_units_free(units);
    barq_units_free(NULL);
}

static void what_is_no_unit_is_refused(void **state)
{
    static char big[SEGMENT_MOST + 1];
    struct fixture *f = *state;
    memset(big, 'a', sizeof(big));
    struct barq_text over = { big, sizeof(big) }, nul = { "a\0b", 3 };
    const struct {
        const char *why;
        struct barq_text ar, en;
        double confidence;
        int origin;
        enum barq_status want;
    } bad[] = {
        { "no Arabic", { "", 0 }, text_of("a"), 1, 0, BARQ_E_INPUT },
        { "no text at all", { 0 }, text_of("a"), 1, 0, BARQ_E_INPUT },
        { "blank English", text_of(PEACE), text_of(" \u00A0\n"), 1, 0,
          BARQ_E_INPUT },
        { "not UTF-8", text_of(PEACE), text_of("\xC3"), 1, 0, BARQ_E_INPUT },
        { "a NUL", text_of(PEACE), nul, 1, 0, BARQ_E_INPUT },
        { "too long", text_of(PEACE), over, 1, 0, BARQ_E_INPUT },
        { "beyond sure", text_of(PEACE), text_of("a"), 1.5, 0, BARQ_E_INPUT },
        { "no number", text_of(PEACE), text_of("a"), __builtin_nan(""), 0,
          BARQ_E_INPUT },
        { "no origin", text_of(PEACE), text_of("a"), 1, BARQ_ORIGINS,
          BARQ_E_USAGE },
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct barq_unit unit = { .ar = bad[i].ar,
                                  .en = bad[i].en,
                                  .confidence = bad[i].confidence,
                                  .origin = (enum barq_origin)bad[i].origin };
        if (barq_memory_add(f->memory, &unit, NULL, NULL, NULL) != bad[i].want)
            fail_msg("%s", bad[i].why);
    }
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM unit"));
    big[SEGMENT_MOST] = 0;
    add_pair(f, PEACE, big); /* one byte less is a unit */
}

static void a_write_needs_a_transaction(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(TALKS, "talks");

    assert_int_equal(BARQ_E_MEMORY,
                     memory_put(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_E_MEMORY, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

/* How many units the concordance has of those with a number. */
static int64_t count_numbered(const char *path)
{
    struct barq_search_options all = { .limit = 10000 };
    struct barq_memory *memory = NULL;
    struct barq_units *units = NULL;
    int64_t count = 0;

    assert_int_equal(BARQ_OK, barq_memory_open(path, BARQ_READ, &memory, NULL));
    if (!barq_memory_search(memory, text_of("number*"), &all, &units, NULL))
        count = (int64_t)barq_units_count(units);
    barq_units_free(units);
    barq_memory_close(memory);
    return count;
}

/* Units, postings, token counts and concordance must tell one story. */
static void assert_agreeing(const char *path)
{
    struct barq_memory *memory = NULL;
    struct barq_check check = { 0 };

    assert_whole(path);
    assert_int_equal(BARQ_OK, barq_memory_open(path, BARQ_READ, &memory, NULL));
    assert_int_equal(BARQ_OK, barq_memory_check(memory, &check, NULL));
    assert_string_equal("", check.problem);
    barq_memory_close(memory);
    assert_int_equal(number_in(path, "SELECT count(*) FROM unit"), check.units);
    assert_int_equal(number_in(path, "SELECT count(*) FROM unit"),
                     count_numbered(path));
}

static void put_numbered(struct barq_memory *memory, int number)
{
    char ar[64], en[64];

    snprintf(ar, sizeof(ar), "%s %d", TALKS, number);
    snprintf(en, sizeof(en), "number talks %d", number);
    struct barq_unit unit = pair_of(ar, en);
    assert_int_equal(BARQ_OK, memory_put(memory, &unit, NULL, NULL, NULL));
}

static void a_rollback_leaves_nothing_behind(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put_numbered(f->memory, 1);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 2; i < 50; i++)
        put_numbered(f->memory, i);
    memory_rollback(f->memory);
    memory_rollback(f->memory); /* safe at any time */
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM unit"));
    assert_agreeing(f->path);
}

static void a_killed_writer_leaves_nothing_behind(void **state)
{
    struct fixture *f = *state;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        struct barq_memory *memory;
        if (barq_memory_open(f->path, BARQ_WRITE, &memory, NULL) ||
            memory_begin(memory, NULL))
            _exit(1);
        sqlite3_exec(memory->db, "PRAGMA cache_size = 10", NULL, NULL, NULL);
        for (int i = 0; i < 300; i++) /* more than the cache: it spills */
            put_numbered(memory, i);
        _exit(0);
    }
    int code = 1;
    waitpid(pid, &code, 0);
    assert_int_equal(0, code);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM unit"));
    assert_agreeing(f->path);
    assert_int_equal(1, add_pair(f, PEACE, "number one"));
    assert_agreeing(f->path);
}

static void a_full_disk_stores_nothing(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(PEACE, "number none");
    struct barq_error err = { 0 };
    enum barq_status status = BARQ_OK;
    static char note[60000];

    memset(note, 'n', sizeof(note));
    unit.note = (struct barq_text){ note, sizeof(note) };
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put_numbered(f->memory, 1);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    sqlite3_exec(f->memory->db, "PRAGMA max_page_count = 60", NULL, NULL, NULL);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < 1000 && !status; i++) {
        char en[32];
        snprintf(en, sizeof(en), "number %d", i);
        unit.en = text_of(en);
        status = memory_put(f->memory, &unit, NULL, NULL, &err);
    }
    assert_int_equal(BARQ_E_MEMORY, status);
    assert_non_null(
        strstr(err.message, ": disk full; nothing more was stored"));
    /* Whoever goes on regardless must not store the rest one by one. */
    assert_int_equal(BARQ_E_MEMORY,
                     memory_put(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_E_MEMORY, memory_commit(f->memory, NULL));
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM unit"));
    assert_agreeing(f->path);
}

/* A failure that leaves the transaction open, with half a unit in it. */
static void half_a_unit_is_never_committed(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(PEACE, "peace");

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(SQLITE_OK, sqlite3_exec(f->memory->db, "DROP TABLE word",
                                             NULL, NULL, NULL));
    assert_int_equal(BARQ_E_MEMORY,
                     memory_put(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_E_MEMORY, memory_commit(f->memory, NULL));
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM unit"));
    assert_int_equal(1, add_pair(f, PEACE, "number one"));
    assert_agreeing(f->path);
}

static void a_shared_hash_is_not_the_same_pair(void **state)
{
    struct fixture *f = *state;
    int64_t first = add_pair(f, PEACE, "peace");
    int64_t second = add_pair(f, TALKS, "talks");

    exec_in(f->path, "UPDATE unit SET (ar_key, en_key) = (SELECT ar_key, "
                     "en_key FROM unit WHERE id = 2) WHERE id = 1");
    assert_true(first < second);
    assert_int_equal(second, add_pair(f, TALKS, "talks"));
}

static void a_reader_sees_the_state_before(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *reader;
    struct barq_stats stats;

    add_pair(f, PEACE, "number one");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put_numbered(f->memory, 2);
    assert_int_equal(BARQ_OK, barq_memory_stats(reader, &stats, NULL));
    assert_int_equal(1, stats.units);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(BARQ_OK, barq_memory_stats(reader, &stats, NULL));
    assert_int_equal(2, stats.units);
    barq_memory_close(reader);
}

static void stats_count_everything(void **state)
{
    struct fixture *f = *state;
    struct barq_stats stats;
    struct barq_unit unit = pair_of(TALKS " " PEACE, "peace talks today");

    assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
    assert_int_equal(0, stats.units);
    assert_int_equal(0, stats.first);
    unit.created = 500;
    unit.origin = BARQ_ALIGNED;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    unit = pair_of(PEACE, "peace");
    unit.created = 100;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
    assert_int_equal(2, stats.units);
    assert_int_equal(3, stats.ar_words);
    assert_int_equal(4, stats.en_words);
    assert_int_equal(1, stats.by_origin[BARQ_ALIGNED]);
    assert_int_equal(1, stats.by_origin[BARQ_PUBLISHED]);
    assert_int_equal(0, stats.rivals);
    assert_int_equal(100, stats.first);
    assert_int_equal(500, stats.last);
    assert_int_equal(memory_schema(), stats.schema);
    assert_true(stats.bytes > 4096);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(equal_pairs_merge_and_others_are_rivals),
        IN_MEMORY(rivals_are_counted_by_what_is_read),
        IN_MEMORY(merging_keeps_the_best_of_both),
        IN_MEMORY(a_confidence_goes_with_its_origin),
        IN_MEMORY(merging_without_dates_leaves_them),
        IN_MEMORY(an_engine_is_never_noted_on_a_persons_wording),
        IN_MEMORY(all_of_a_unit_comes_back),
        IN_MEMORY(units_come_one_after_the_other),
        IN_MEMORY(units_outlive_the_memory),
        IN_MEMORY(what_is_no_unit_is_refused),
        IN_MEMORY(a_write_needs_a_transaction),
        IN_MEMORY(a_rollback_leaves_nothing_behind),
        cmocka_unit_test_setup_teardown(a_killed_writer_leaves_nothing_behind,
                                        make_folder, drop_folder),
        IN_MEMORY(a_full_disk_stores_nothing),
        IN_MEMORY(half_a_unit_is_never_committed),
        IN_MEMORY(a_shared_hash_is_not_the_same_pair),
        IN_MEMORY(a_reader_sees_the_state_before),
        IN_MEMORY(stats_count_everything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
