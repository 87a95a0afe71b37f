/* What a lookup makes of likeness: context, origin, rivals, order. */
#include "match_fixture.h"

static int64_t add(struct barq_unit unit)
{
    struct barq_error err = { 0 };
    int64_t id = 0;

    if (!unit.confidence)
        unit.confidence = 1;
    if (barq_memory_add(fixture.memory, &unit, NULL, &id, &err))
        fail_msg("%s", err.message);
    return id;
}

static struct barq_unit pair(const char *ar, const char *en)
{
    return (struct barq_unit){ .ar = text_of(ar),
                               .en = text_of(en),
                               .position = -1 };
}

/* NULL when there is none. */
static struct barq_matches *find(const char *query,
                                 struct barq_lookup_options options)
{
    struct barq_matches *found = NULL, *all = NULL;
    struct barq_error err = { 0 };
    enum barq_status status;

    options.lang = BARQ_EN;
    status =
        barq_lookup(fixture.memory, text_of(query), &options, &found, &err);
    assert_true(status == BARQ_OK || status == BARQ_NOTHING);
    options.exhaustive = true;
    assert_int_equal(status, barq_lookup(fixture.memory, text_of(query),
                                         &options, &all, NULL));
    if (found)
        assert_int_equal(barq_matches_count(found), barq_matches_count(all));
    barq_matches_free(all);
    return found;
}

static void check(struct barq_matches *found, size_t index, int rank, int score)
{
    assert_non_null(found);
    const struct barq_match *match = barq_matches_at(found, index);
    assert_non_null(match);
    assert_int_equal(rank, match->rank);
    assert_int_equal(score, match->score);

    double left = 100 - score;
    for (size_t i = 0; i < match->part_count; i++)
        left -= match->parts[i].points;
    assert_true(left > -0.0001 && left < 1.0001);
}

static const struct {
    const char *why, *query, *before, *after, *story;
    int rank, score;
} contexts[] = {
    { "both neighbours", "He declined to comment.", "Asked about it.",
      "He then left.", "", 102, 100 },
    { "both, but for vowel marks and quotes", "He declined to comment.",
      "Asked  about it.", "He then left.", "", 102, 100 },
    { "the one before", "He declined to comment.", "Asked about it.",
      "The end.", "", 101, 100 },
    { "the one after", "He declined to comment.", "", "He then left.", "", 101,
      100 },
    { "the story", "He declined to comment.", "", "", "HARBOUR Talks", 101,
      100 },
    { "equal but for tatweel", "He declined to com\u0640ment.", "",
      "He then left.", "", 101, 100 },
    { "neighbours unknown", "He declined to comment.", "", "", "", 100, 95 },
    { "other neighbours", "He declined to comment.", "Hello.", "Bye.",
      "elections", 100, 95 },
    { "neighbours changed round", "He declined to comment.", "He then left.",
      "Asked about it.", "", 100, 95 },
    { "punctuation differs: no context rank", "He declined to comment",
      "Asked about it.", "He then left.", "", 95, 90 },
};

static void context_raises_the_rank(void **state)
{
    struct barq_unit unit = pair("\u0631\u0641\u0636", "He declined to "
                                                       "comment.");

    (void)state;
    unit.origin = BARQ_ALIGNED;
    unit.story = text_of("harbour talks");
    unit.position = 3;
    unit.en_before = text_of("Asked about it.");
    unit.en_after = text_of("He then left.");
    add(unit);
    for (size_t i = 0; i < sizeof(contexts) / sizeof(contexts[0]); i++) {
        struct barq_lookup_options options = {
            .before = text_of(contexts[i].before),
            .after = text_of(contexts[i].after),
            .story = text_of(contexts[i].story),
        };
        print_message("  %s\n", contexts[i].why);
        struct barq_matches *found = find(contexts[i].query, options);
        check(found, 0, contexts[i].rank, contexts[i].score);
        barq_matches_free(found);
    }
}

/* A blank context in the memory is unknown, and no match of a blank one. */
static void blank_contexts_are_no_match(void **state)
{
    struct barq_matches *found;

    (void)state;
    add(pair("\u0646\u0641\u0649", "He denied it."));
    found = find("He denied it.", (struct barq_lookup_options){ 0 });
    check(found, 0, 100, 100);
    barq_matches_free(found);
}

static void origin_lowers_the_score(void **state)
{
    static const struct {
        const char *why;
        double confidence;
        enum barq_origin origin;
        int rank, score, fuzzy;
    } cases[] = {
        { "published", 1, BARQ_PUBLISHED, 100, 100, 72 },
        { "reviewed", 1, BARQ_REVIEWED, 100, 100, 72 },
        { "imported", 1, BARQ_IMPORTED, 100, 100, 72 },
        { "aligned", 0.9, BARQ_ALIGNED, 100, 95, 67 },
        { "aligned, not so sure", 0.89, BARQ_ALIGNED, 100, 90, 62 },
        { "MT is never above 85", 1, BARQ_MT, 100, 85, 57 },
    };
    static const char *const words[] = { "alpha", "bravo", "delta",
                                         "tango", "oscar", "romeo" };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char exact[64], fuzzy[64];
        struct barq_lookup_options options = { .min = 50, .max = 1 };
        snprintf(exact, sizeof(exact), "army troops reach %s", words[i]);
        snprintf(fuzzy, sizeof(fuzzy), "police troops reach %s", words[i]);
        struct barq_unit unit = pair(words[i], exact);
        unit.origin = cases[i].origin;
        unit.confidence = cases[i].confidence;
        add(unit);
        print_message("  %s\n", cases[i].why);
        struct barq_matches *found = find(exact, options);
        check(found, 0, cases[i].rank, cases[i].score);
        barq_matches_free(found);
        found = find(fuzzy, options);
        check(found, 0, cases[i].fuzzy, cases[i].fuzzy);
        barq_matches_free(found);
    }
}

/* That a machine once stood there says nothing about what it wrote. */
static void mt_gets_nothing_from_context(void **state)
{
    struct barq_unit unit = pair("\u0622\u0644\u0629", "The machine wrote it.");
    struct barq_lookup_options options = { .before = text_of("Who?"),
                                           .after = text_of("Nobody.") };

    (void)state;
    unit.origin = BARQ_MT;
    unit.en_before = options.before;
    unit.en_after = options.after;
    add(unit);
    struct barq_matches *found = find("The machine wrote it.", options);
    check(found, 0, 100, 85);
    barq_matches_free(found);
}

/* Whichever apostrophe or dash: equal at L1 is found, and not by luck. */
static void marks_do_not_hide_a_match(void **state)
{
    static const struct {
        const char *stored, *query;
    } cases[] = {
        { "Sana'a talks", "Sana\u2018a talks" },
        { "Israel-Hamas truce stopped", "Israel\u2013Hamas truce stopped" },
        { "COVID\u201119 spread", "COVID\u201419 spread" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_lookup_options options = { .min = 50 };
        add(pair("\u0623", cases[i].stored));
        struct barq_matches *found = find(cases[i].query, options);
        check(found, 0, 99, 99);
        barq_matches_free(found);
    }
}

/* A correction comes before an unread wording, whatever the context. */
static void a_correction_supersedes(void **state)
{
    struct barq_unit unread = pair("\u062A", "Ships waited offshore.");
    struct barq_unit correction = pair("\u062B", "Ships waited offshore.");
    const struct barq_lookup_options options = {
        .before = text_of("Talks went on."), .after = text_of("Rain fell.")
    };

    (void)state;
    unread.origin = BARQ_ALIGNED;
    unread.en_before = options.before;
    unread.en_after = options.after;
    add(unread);
    struct barq_matches *found = find("Ships waited offshore.", options);
    check(found, 0, 102, 100);
    barq_matches_free(found);
    add(correction);
    found = find("Ships waited offshore.", options);
    assert_string_equal("\u062B", barq_matches_at(found, 0)->unit.ar.at);
    check(found, 0, 100, 99);
    check(found, 1, 100, 94);
    barq_matches_free(found);
}

/* However many wordings there are, the one that counts is seen. */
static void a_correction_is_seen_among_many(void **state)
{
    enum { WORDINGS = 150 };
    const struct barq_lookup_options options = { .before =
                                                     text_of("Talks went on."),
                                                 .after = text_of("Rain fell."),
                                                 .max = WORDINGS + 1 };
    struct barq_unit unread = pair("\u0642", "Boats waited offshore.");
    char ar[32];

    (void)state;
    unread.origin = BARQ_ALIGNED;
    unread.en_before = options.before;
    unread.en_after = options.after;
    unread.changed = 1000;
    for (int i = 0; i < WORDINGS; i++) {
        snprintf(ar, sizeof(ar), "\u0642 %d", i);
        unread.ar = text_of(ar);
        add(unread);
    }
    struct barq_matches *found = find("Boats waited offshore.", options);
    for (size_t i = 0; i < WORDINGS; i++) {
        check(found, i, 102, 100);
        assert_true(barq_matches_at(found, i)->rivals);
    }
    barq_matches_free(found);
    add(pair("\u0644", "Boats waited offshore."));
    found = find("Boats waited offshore.", options);
    check(found, 0, 100, 99);
    assert_string_equal("\u0644", barq_matches_at(found, 0)->unit.ar.at);
    check(found, WORDINGS, 100, 94);
    barq_matches_free(found);
}

/* What supersedes what: `old` stood in context, `new` came after it. */
static const struct {
    const char *why, *source, *story;
    int64_t changed;
    enum barq_origin old, new;
    const char *target;
    int rank;
} corrections[] = {
    { "a person's over an aligned one", "Alpha quay closed.", "", 2000,
      BARQ_ALIGNED, BARQ_PUBLISHED, "\u0628", 100 },
    { "a person's over a person's", "Bravo quay closed.", "", 2000,
      BARQ_PUBLISHED, BARQ_REVIEWED, "\u0628", 100 },
    { "another story's is that story's", "Charlie quay closed.", "Storm", 2000,
      BARQ_PUBLISHED, BARQ_PUBLISHED, "\u0628", 102 },
    { "but goes before an unread one", "Delta quay closed.", "Storm", 2000,
      BARQ_ALIGNED, BARQ_PUBLISHED, "\u0628", 100 },
    { "an older one", "Echo quay closed.", "", 500, BARQ_ALIGNED,
      BARQ_PUBLISHED, "\u0628", 102 },
    { "one of the same moment, stored later", "Foxtrot quay closed.", "", 1000,
      BARQ_ALIGNED, BARQ_PUBLISHED, "\u0628", 100 },
    { "one that nobody read", "Golf quay closed.", "", 2000, BARQ_ALIGNED,
      BARQ_IMPORTED, "\u0628", 102 },
    { "the same wording, but for a vowel mark", "Hotel quay closed.", "", 2000,
      BARQ_ALIGNED, BARQ_PUBLISHED, "\u0623\u064E", 102 },
};

static void corrections_have_rules(void **state)
{
    const struct barq_lookup_options options = { .before = text_of("Before."),
                                                 .after = text_of("After.") };

    (void)state;
    for (size_t i = 0; i < sizeof(corrections) / sizeof(corrections[0]); i++) {
        struct barq_unit old = pair("\u0623", corrections[i].source);
        struct barq_unit newer =
            pair(corrections[i].target, corrections[i].source);
        old.origin = corrections[i].old;
        old.changed = 1000;
        old.story = text_of("Harbour");
        old.en_before = options.before;
        old.en_after = options.after;
        newer.origin = corrections[i].new;
        newer.changed = corrections[i].changed;
        newer.story = text_of(corrections[i].story);
        int64_t id = add(old);
        add(newer);
        print_message("  %s\n", corrections[i].why);
        struct barq_matches *found = find(corrections[i].source, options);
        const struct barq_match *match = barq_matches_at(found, 0);
        if (match->unit.id != id)
            match = barq_matches_at(found, 1);
        assert_int_equal(id, match->unit.id);
        assert_int_equal(corrections[i].rank, match->rank);
        barq_matches_free(found);
    }
}

/* Of wordings that are alike in origin, date and use, one's own goes first. */
static void who_asks_has_the_last_word(void **state)
{
    static const struct {
        const char *why, *who;
        int want;
    } cases[] = {
        { "nobody asks: the last one stored", "", 2 },
        { "a stranger asks", "Nadia", 2 },
        { "the second's desk", "Rana", 1 },
        { "the first's desk, which is older", "Omar", 2 },
    };
    const char *who[] = { "Omar", "Rana", "Sami" };
    const char *ar[] = { "\u0623", "\u0628", "\u062A" };
    int64_t ids[3];

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct barq_unit unit = pair(ar[i], "Trains were late on Monday.");
        unit.who = text_of(who[i]);
        unit.created = unit.changed = i ? 2000 : 1000;
        ids[i] = add(unit);
    }
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct barq_lookup_options how = { .who = text_of(cases[i].who) };
        struct barq_matches *found = find("Trains were late on Monday.", how);
        assert_int_equal(3, barq_matches_count(found));
        if (barq_matches_at(found, 0)->unit.id != ids[cases[i].want])
            fail_msg("%s", cases[i].why);
        barq_matches_free(found);
    }
}

static void rivals_cost_a_point(void **state)
{
    struct barq_unit second = pair("\u0628", "Troops left harbour Friday.");
    struct barq_matches *found;

    (void)state;
    add(pair("\u0623", "Troops left harbour Friday."));
    found =
        find("Troops left harbour Friday.", (struct barq_lookup_options){ 0 });
    check(found, 0, 100, 100);
    assert_false(barq_matches_at(found, 0)->rivals);
    barq_matches_free(found);

    second.changed = 4000000000;
    add(second);
    found =
        find("Troops left harbour Friday.", (struct barq_lookup_options){ 0 });
    check(found, 0, 100, 99);
    check(found, 1, 100, 99);
    assert_true(barq_matches_at(found, 0)->rivals);
    /* of equals the newest first */
    assert_string_equal("\u0628", barq_matches_at(found, 0)->unit.ar.at);
    barq_matches_free(found);
}

/* An equal segment is shown however little it is trusted. */
static void min_and_max_hold(void **state)
{
    struct barq_unit unit = pair("\u062C", "Ministers signed border accord");
    struct barq_lookup_options strict = { .min = 100 }, one = { .max = 1 };
    struct barq_matches *found;

    (void)state;
    unit.origin = BARQ_MT;
    add(unit);
    add(pair("\u062D", "Ministers signed border treaty"));
    found = find("Ministers signed border accord", strict);
    check(found, 0, 100, 85);
    assert_int_equal(1, barq_matches_count(found));
    barq_matches_free(found);
    found = find("Ministers signed border accord",
                 (struct barq_lookup_options){ 0 });
    assert_int_equal(2, barq_matches_count(found));
    check(found, 1, 74, 74);
    barq_matches_free(found);
    found = find("Ministers signed border accord", one);
    assert_int_equal(1, barq_matches_count(found));
    assert_null(barq_matches_at(found, 1));
    barq_matches_free(found);
    assert_null(find("Nothing whatever resembles this line",
                     (struct barq_lookup_options){ 0 }));
}

static void bad_calls_are_refused(void **state)
{
    static const struct {
        const char *why, *query;
        int min;
        enum barq_status want;
    } cases[] = {
        { "min too low", "talks", 49, BARQ_E_USAGE },
        { "min too high", "talks", 101, BARQ_E_USAGE },
        { "empty", "", 0, BARQ_E_USAGE },
        { "white space", " \n", 0, BARQ_E_USAGE },
        { "not UTF-8", "talks \xFF", 0, BARQ_E_INPUT },
        { "marks alone", "***", 0, BARQ_NOTHING },
        { "digits alone are of no language", "123456", 0, BARQ_NOTHING },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_lookup_options options = { .min = cases[i].min };
        struct barq_matches *found = NULL;
        struct barq_error err = { 0 };
        print_message("  %s\n", cases[i].why);
        assert_int_equal(cases[i].want,
                         barq_lookup(fixture.memory, text_of(cases[i].query),
                                     &options, &found, &err));
        assert_true(err.message[0]);
        assert_null(found);
    }
    barq_matches_free(NULL);
}

static void what_is_no_text_is_called_by_its_name(void **state)
{
    static const struct {
        struct barq_text query;
        const char *message;
    } cases[] = {
        { { "a\xFFz", 3 }, "the query is not UTF-8 at byte 1" },
        { { "ab\0z", 4 }, "the query has a NUL at byte 2" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_matches *found = NULL;
        struct barq_error err = { 0 };
        assert_int_equal(
            BARQ_E_INPUT,
            barq_lookup(fixture.memory, cases[i].query, NULL, &found, &err));
        assert_string_equal(cases[i].message, err.message);
    }
}

/* A query without language is told by its letters. */
static void arabic_is_told_from_its_letters(void **state)
{
    struct barq_matches *found = NULL;

    (void)state;
    add(pair("\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064A\u0631",
             "the minister said"));
    assert_int_equal(
        BARQ_OK, barq_lookup(fixture.memory,
                             text_of("\u0642\u064E\u0627\u0644\u064E "
                                     "\u0627\u0644\u0648\u0632\u064A\u0631"),
                             NULL, &found, NULL));
    check(found, 0, 99, 99);
    assert_string_equal("the minister said",
                        barq_matches_at(found, 0)->unit.en.at);
    barq_matches_free(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(context_raises_the_rank),
        cmocka_unit_test(blank_contexts_are_no_match),
        cmocka_unit_test(origin_lowers_the_score),
        cmocka_unit_test(mt_gets_nothing_from_context),
        cmocka_unit_test(marks_do_not_hide_a_match),
        cmocka_unit_test(a_correction_supersedes),
        cmocka_unit_test(a_correction_is_seen_among_many),
        cmocka_unit_test(corrections_have_rules),
        cmocka_unit_test(who_asks_has_the_last_word),
        cmocka_unit_test(rivals_cost_a_point),
        cmocka_unit_test(min_and_max_hold),
        cmocka_unit_test(bad_calls_are_refused),
        cmocka_unit_test(what_is_no_text_is_called_by_its_name),
        cmocka_unit_test(arabic_is_told_from_its_letters),
    };

    return cmocka_run_group_tests(tests, set_up_memory, tear_down_memory);
}
