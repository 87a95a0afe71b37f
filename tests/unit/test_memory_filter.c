#include "care_fixture.h"

/* Four units, and what is known of them. */
static void make_units(struct fixture *f)
{
    static const struct {
        const char *en, *story, *agency, *who;
        enum barq_origin origin;
        int64_t changed;
    } units[] = {
        { "talks one", "Harbour talks", "Reuters", "Rana", BARQ_PUBLISHED,
          1000 },
        { "talks two", "Harbour deal", "AFP", "omar", BARQ_ALIGNED, 2000 },
        { "talks three", "Storm", "", "Rana", BARQ_MT, 3000 },
        { "talks four", "", "", "\u0623\u062D\u0645\u062F", BARQ_IMPORTED,
          4000 },
    };

    for (size_t i = 0; i < 4; i++) {
        struct barq_unit unit = pair_of(TALKS, units[i].en);
        unit.story = text_of(units[i].story);
        unit.agency = text_of(units[i].agency);
        unit.who = text_of(units[i].who);
        unit.origin = units[i].origin;
        unit.created = unit.changed = units[i].changed;
        assert_int_equal(BARQ_OK,
                         barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    }
}

static const struct {
    const char *why;
    struct barq_filter filter;
    unsigned want; /* a bit for each unit, 1 << id */
} cases[] = {
    { "nothing asked", { 0 }, 2 | 4 | 8 | 16 },
    { "from a time on", { .since = 3000 }, 8 | 16 },
    { "before a time", { .until = 3000 }, 2 | 4 },
    { "between", { .since = 2000, .until = 2001 }, 4 },
    { "an origin", { .origins = BARQ_ORIGIN_BIT(BARQ_MT) }, 8 },
    { "unreviewed", { .origins = BARQ_STATUS_UNREVIEWED }, 4 | 8 | 16 },
    { "reviewed", { .origins = BARQ_STATUS_REVIEWED }, 2 },
    { "a person, in any case", { .person = { "OMAR", 4 } }, 4 },
    { "a person without the hamza",
      { .person = { "\u0627\u062D\u0645\u062F", 8 } },
      16 },
    { "another person", { .person = { "Ranaa", 5 } }, 0 },
    { "a story, in any spelling", { .story = { "harbour  TALKS", 14 } }, 2 },
    { "stories that begin so", { .story = { "harbour*", 8 } }, 2 | 4 },
    { "no such story", { .story = { "Harbour", 7 } }, 0 },
    { "an agency by its Arabic name",
      { .agency = { "\u0631\u0648\u064A\u062A\u0631\u0632", 12 } },
      2 },
    { "an agency by a longer name",
      { .agency = { "Agence France-Presse", 20 } },
      4 },
    { "two at once",
      { .person = { "Rana", 4 }, .origins = BARQ_STATUS_UNREVIEWED },
      8 },
    { "quotes are no SQL", { .person = { "' OR 1 --", 9 } }, 0 },
};

static unsigned ids_passing(struct fixture *f, const struct barq_filter *filter)
{
    struct arena scratch = arena_split(&f->keep);
    struct memory_ids ids = { 0 };
    struct memory_sieve *sieve = NULL;
    unsigned listed = 0, passing = 0;

    assert_int_equal(BARQ_OK, memory_sieve_open(f->memory, filter, &sieve,
                                                &f->keep, scratch, NULL));
    assert_int_equal(BARQ_OK, memory_sieve_ids(sieve, &ids, &f->keep, NULL));
    for (size_t i = 0; i < ids.count; i++)
        listed |= 1u << ids.at[i];
    for (int64_t id = 1; id <= 4; id++) {
        bool passes = false;
        assert_int_equal(BARQ_OK,
                         memory_sieve_passes(sieve, id, &passes, NULL));
        passing |= (unsigned)passes << id;
    }
    memory_sieve_close(sieve);
    assert_int_equal(listed, passing);
    return listed;
}

static void every_field_is_asked(void **state)
{
    struct fixture *f = *state;

    make_units(f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena kept = f->keep;
        unsigned got = ids_passing(f, &cases[i].filter);
        f->keep = kept;
        if (got != cases[i].want)
            fail_msg("%s: %x for %x", cases[i].why, got, cases[i].want);
    }
}

/* The numbers of the units on a page, as "2 4". */
static enum barq_status list_page(struct fixture *f,
                                  const struct barq_selection *which,
                                  size_t skip, char text[64])
{
    struct barq_units *units = NULL;
    size_t len = 0;
    enum barq_status status =
        barq_memory_select(f->memory, which, skip, 2, &units, NULL);

    text[0] = 0;
    for (size_t i = 0; !status && i < barq_units_count(units); i++)
        len += (size_t)snprintf(text + len, 64 - len, "%s%d", i ? " " : "",
                                (int)barq_units_at(units, i)->id);
    barq_units_free(units);
    return status;
}

static void units_are_listed_by_the_page(void **state)
{
    const struct barq_filter unreviewed = { .origins = BARQ_STATUS_UNREVIEWED };
    const int64_t named[] = { 3, 1, 2 }, gone[] = { 1, 9 };
    const struct barq_selection all = { .filter = &unreviewed };
    const struct barq_selection some = { named, 3, &unreviewed };
    const struct barq_selection lost = { gone, 2, NULL }, none = { 0 };
    struct fixture *f = *state;
    char text[64];

    make_units(f);
    assert_int_equal(BARQ_OK, list_page(f, &all, 0, text));
    assert_string_equal("2 3", text);
    assert_int_equal(BARQ_OK, list_page(f, &all, 2, text));
    assert_string_equal("4", text);
    assert_int_equal(BARQ_NOTHING, list_page(f, &all, 4, text));
    assert_int_equal(BARQ_OK, list_page(f, &some, 0, text));
    assert_string_equal("2 3", text);
    assert_int_equal(BARQ_NOTHING, list_page(f, &lost, 0, text));
    assert_int_equal(BARQ_E_USAGE, list_page(f, &none, 0, text));
}

/* "name units; name units" */
static void tally_text(struct fixture *f, enum barq_tally_by by,
                       const struct barq_filter *filter, char text[256])
{
    struct barq_tally *tally = NULL;
    size_t len = 0;

    text[0] = 0;
    assert_int_equal(BARQ_OK,
                     barq_memory_tally(f->memory, filter, by, &tally, NULL));
    for (size_t i = 0; i < barq_tally_count(tally); i++) {
        struct barq_tally_row row = barq_tally_at(tally, i);
        len += (size_t)snprintf(text + len, 256 - len, "%s%.*s %lld",
                                i ? "; " : "", (int)row.name.len, row.name.at,
                                (long long)row.units);
        assert_int_equal(2 * row.units, row.en_words);
        assert_int_equal(row.units, row.ar_words);
    }
    barq_tally_free(tally);
}

/* Story and agency are of one place, and what counts is the place wanted. */
static void a_place_is_of_one_story(void **state)
{
    static const struct {
        struct barq_filter filter;
        const char *stories, *agencies;
    } asked[] = {
        { { .story = { "Harbour talks", 13 } },
          "Harbour talks 1",
          "Reuters 1" },
        { { .agency = { "AFP", 3 } }, "Harbour deal 2", "AFP 2" },
        { { .agency = { "AFP", 3 }, .story = { "harbour*", 8 } },
          "Harbour deal 2",
          "AFP 2" },
        { { .agency = { "AFP", 3 }, .story = { "Harbour talks", 13 } },
          "",
          "" },
        { { .agency = { " ", 1 }, .story = { "Harbour talks", 13 } }, "", "" },
    };
    struct fixture *f = *state;
    struct barq_unit again = pair_of(TALKS, "talks one");
    char text[256];

    make_units(f);
    again.story = text_of("Harbour deal");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &again, NULL, NULL, NULL));
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        tally_text(f, BARQ_BY_STORY, &asked[i].filter, text);
        assert_string_equal(asked[i].stories, text);
        tally_text(f, BARQ_BY_AGENCY, &asked[i].filter, text);
        assert_string_equal(asked[i].agencies, text);
    }
}

static void what_makes_no_sense_is_said(void **state)
{
    struct fixture *f = *state;
    const struct barq_filter turned = { .since = 2000, .until = 1000 };
    const struct barq_filter bad = { .person = { "\377", 1 } };
    struct barq_tally *tally = NULL;
    struct barq_error err = { 0 };

    assert_int_equal(
        BARQ_E_USAGE,
        barq_memory_tally(f->memory, &turned, BARQ_BY_MONTH, &tally, &err));
    assert_non_null(strstr(err.message, "the earlier one goes first"));
    assert_int_equal(
        BARQ_E_INPUT,
        barq_memory_tally(f->memory, &bad, BARQ_BY_MONTH, &tally, &err));
    assert_string_equal("the person to filter by is not UTF-8 at byte 0",
                        err.message);
}

static void units_are_counted_by_what_they_are(void **state)
{
    static const struct {
        enum barq_tally_by by;
        const char *want;
    } tallies[] = {
        { BARQ_BY_ORIGIN, "published 1; imported 1; aligned 1; mt 1" },
        { BARQ_BY_MONTH, "1970-01 3; 1970-03 1" },
        { BARQ_BY_PERSON, "Rana 2; omar 1; \u0623\u062D\u0645\u062F 1" },
        { BARQ_BY_AGENCY, " 2; AFP 1; Reuters 1" },
        { BARQ_BY_STORY, " 1; Harbour deal 1; Harbour talks 1; Storm 1" },
    };
    const struct barq_filter storm = { .story = { "storm", 5 } };
    struct fixture *f = *state;
    char text[256];

    make_units(f);
    exec_in(f->path, "UPDATE unit SET created = 5270400 WHERE id = 4");
    for (size_t i = 0; i < sizeof(tallies) / sizeof(tallies[0]); i++) {
        tally_text(f, tallies[i].by, NULL, text);
        assert_string_equal(tallies[i].want, text);
    }
    tally_text(f, BARQ_BY_PERSON, &storm, text);
    assert_string_equal("Rana 1", text);
}

static void a_date_is_a_span(void **state)
{
    static const struct {
        const char *date;
        int64_t start, end; /* days; 0 and 0: no date */
    } dates[] = {
        { "1970", 0, 365 },        { "1970-02", 31, 59 },
        { "1972-02", 761, 790 },   { "1970-12", 334, 365 },
        { "1970-01-01", 0, 1 },    { "2024-02-29", 19782, 19783 },
        { "2023-02-29", 0, 0 },    { "1970-13", 0, 0 },
        { "1970-00", 0, 0 },       { "1970-01-00", 0, 0 },
        { "1970-04-31", 0, 0 },    { "70", 0, 0 },
        { "1970-1-1", 0, 0 },      { "1970-01-01x", 0, 0 },
        { "1970-01-01-01", 0, 0 }, { "", 0, 0 },
        { "0000", 0, 0 },          { "1970-", 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        int64_t start = 0, end = 0;
        bool got = barq_date_span(dates[i].date, &start, &end);
        if (got != (dates[i].end != 0) || start != dates[i].start * 86400 ||
            end != dates[i].end * 86400)
            fail_msg("%s: %d, %lld to %lld", dates[i].date, got,
                     (long long)start, (long long)end);
    }
    assert_false(barq_date_span(NULL, NULL, NULL));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(every_field_is_asked),
        IN_MEMORY(a_place_is_of_one_story),
        IN_MEMORY(units_are_listed_by_the_page),
        IN_MEMORY(what_makes_no_sense_is_said),
        IN_MEMORY(units_are_counted_by_what_they_are),
        cmocka_unit_test(a_date_is_a_span),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
