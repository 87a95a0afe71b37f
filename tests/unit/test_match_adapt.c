/* Adaptation: the table of tests/adapt, which has a reason for each line;
 * and what a table cannot say: runs, styles, and running out of memory. */
#include "match_fixture.h"

#include "base/arena.h"
#include "match/adapt.h"

static char memory[1 << 24];
static struct lexicon *lexicon;

static int open_lexicon(void **state)
{
    (void)state;
    return lexicon_open(&lexicon, NULL) ? -1 : 0;
}

static int close_lexicon(void **state)
{
    (void)state;
    lexicon_close(lexicon);
    return 0;
}

/* What becomes of a pair for a query; valid until the next call. */
static struct match_adapted adapt(struct barq_text ar, struct barq_text en,
                                  struct barq_text query,
                                  struct barq_style style)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    enum barq_lang from = barq_text_lang(query) == BARQ_AR ? BARQ_AR : BARQ_EN;
    struct match_adapt_query asked = {
        .lexicon = lexicon, .from = from, .query = query, .style = style
    };
    struct match_adapt_pair pair = { from == BARQ_AR ? ar : en,
                                     from == BARQ_AR ? en : ar, NULL, NULL };
    struct match_adapted out;

    assert_int_equal(BARQ_OK,
                     match_adapt(&asked, &pair, &out, &keep, scratch, NULL));
    return out;
}

static bool holds(struct barq_text text, struct barq_text words)
{
    for (size_t i = 0; i + words.len <= text.len; i++)
        if (memcmp(text.at + i, words.at, words.len) == 0)
            return true;
    return false;
}

/* "refused: WORDS" wants WORDS in the reason; "same" neither; all else is the
 * translation, behind "fuzzy: " when other words differ, too. */
static bool is_wanted(const struct match_adapted *got, struct barq_text want)
{
    struct barq_text rest = want, first = text_field(&rest, ':');

    if (text_equal(first, text_of("refused")))
        return !got->text.at && holds(got->refusal, text_trim(rest));
    if (text_equal(want, text_of("same")))
        return !got->text.at && !got->refusal.len;
    if (text_equal(first, text_of("fuzzy")))
        return got->text.at && !got->rank &&
               text_equal(got->text, text_trim(rest));
    return got->text.at && got->rank && text_equal(got->text, want);
}

static size_t check_line(struct barq_text line, size_t number)
{
    struct barq_text field[5];

    for (size_t i = 0; i < 5; i++)
        field[i] = text_field(&line, '\t');
    assert_true(field[4].len);
    struct match_adapted got =
        adapt(field[0], field[1], field[2], (struct barq_style){ 0 });
    if (is_wanted(&got, field[3]))
        return 0;
    struct barq_text said = got.text.at ? got.text : got.refusal;
    print_error("line %zu: %.*s\n  query %.*s\n  want  %.*s\n  got   %s%.*s "
                "(rank %d)\n",
                number, (int)field[4].len, field[4].at, (int)field[2].len,
                field[2].at, (int)field[3].len, field[3].at,
                got.text.at ? "" : "refused: ", (int)said.len, said.at,
                got.rank);
    return 1;
}

static void the_table_holds(void **state)
{
    static char bytes[1 << 20];
    FILE *from = fopen("tests/adapt/cases.tsv", "rb");
    size_t wrong = 0, cases = 0, number = 0;
    struct barq_text line;

    (void)state;
    assert_non_null(from);
    struct barq_text rest = { bytes, fread(bytes, 1, sizeof(bytes), from) };
    fclose(from);
    while (text_line(&rest, &line)) {
        number++;
        if (!line.len || line.at[0] == '#')
            continue;
        cases++;
        wrong += check_line(line, number);
    }
    assert_true(cases >= 300);
    assert_int_equal(0, wrong);
}

/* The Arabic of the pairs below: "12 trucks crossed", and with 15. */
#define TRUCKS(n, crossed) \
    crossed "\u0639\u0628\u0631\u062A " n " \u0634\u0627\u062D\u0646\u0629"
#define TODAY " \u0627\u0644\u064A\u0648\u0645"

static void runs_show_what_was_put_in(void **state)
{
    struct match_adapted got =
        adapt(text_of(TRUCKS("12", "")), text_of("All 12 trucks crossed"),
              text_of(TRUCKS("15", "")), (struct barq_style){ 0 });
    static const struct {
        const char *text, *was;
    } wanted[] = { { "All ", NULL },
                   { "15", "12" },
                   { " trucks crossed", NULL } };

    (void)state;
    assert_int_equal(3, got.run_count);
    for (size_t i = 0; i < 3; i++) {
        assert_true(text_equal(got.runs[i].text, text_of(wanted[i].text)));
        assert_true(text_equal(got.runs[i].was, text_of(wanted[i].was)));
    }
}

static const struct barq_style american = { .dates = BARQ_DATES_AMERICAN },
                               british = { .dates = BARQ_DATES_BRITISH },
                               month_day = { .date_order =
                                                 BARQ_ORDER_MONTH_DAY },
                               sign = { .percent = BARQ_PERCENT_SIGN },
                               words = { .percent = BARQ_PERCENT_WORDS },
                               comma = { .grouping = BARQ_GROUP_COMMA },
                               none = { .grouping = BARQ_GROUP_NONE };

/* The Arabic has "in" before the figures. */
static const struct {
    const char *why, *ar, *en, *query, *want;
    const struct barq_style *style;
} styled[] = {
    { "the order, a comma", "15/9/2022", "15 September 2022", "17/9/2022",
      "September 17, 2022", &american },
    { "no comma, no point", "15/9/2022", "Sept. 15, 2022", "17/9/2022",
      "17 Sept 2022", &british },
    { "an ending goes", "15/9/2022", "15th of September 2022", "17/9/2022",
      "September 17, 2022", &month_day },
    { "figures stay", "15/9/2022", "15/9/2022", "17/9/2022", "17/9/2022",
      &american },
    { "a sign", "12 %", "12 percent", "15 %", "15%", &sign },
    { "two words", "12 %", "12%", "15 %", "15 per cent", &words },
    { "number words stay words", "12 %", "twelve percent", "15 %",
      "fifteen percent", &sign },
    { "a mark comes in", "12450", "12450 trucks", "13480", "13,480 trucks",
      &comma },
    { "a mark goes", "12,450", "12,450 trucks", "13,480", "13480 trucks",
      &none },
    { "a year has none", "2022", "in 2022", "2023", "in 2023", &comma },
};

static void styles_are_kept_to(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(styled) / sizeof(styled[0]); i++) {
        char ar[64], query[64];
        snprintf(ar, sizeof(ar), "\u0641\u064A %s", styled[i].ar);
        snprintf(query, sizeof(query), "\u0641\u064A %s", styled[i].query);
        struct match_adapted got = adapt(text_of(ar), text_of(styled[i].en),
                                         text_of(query), *styled[i].style);
        print_message("  %s\n", styled[i].why);
        assert_true(text_equal(got.text, text_of(styled[i].want)));
    }
}

static void running_out_of_memory_is_told(void **state)
{
    struct match_adapt_query asked = {
        .lexicon = lexicon,
        .from = BARQ_AR,
        .query = text_of(TRUCKS("15", "")),
    };
    struct match_adapt_pair pair = { text_of(TRUCKS("12", "")),
                                     text_of("12 trucks crossed"), NULL, NULL };
    struct match_adapted out;
    struct barq_error err = { 0 };
    enum barq_status status = BARQ_E_INTERNAL;

    (void)state;
    for (size_t size = 64; status && size < sizeof(memory); size += size / 16) {
        struct arena keep = arena_over(memory, size);
        struct arena scratch = arena_split(&keep);
        status = match_adapt(&asked, &pair, &out, &keep, scratch, &err);
        assert_true(status == BARQ_OK || status == BARQ_E_INTERNAL);
    }
    assert_int_equal(BARQ_OK, status);
    assert_true(text_equal(out.text, text_of("15 trucks crossed")));
}

static void an_open_quotation_is_seen(void **state)
{
    static const struct {
        const char *text;
        bool open;
    } cases[] = {
        { "", false },
        { "He said so.", false },
        { "He said: \"We lost.", true },
        { "He said: \"We lost.\"", false },
        { "We lost\", he said.", false },
        { "We lost\", he said. \"But", true },
        { "\u00ABWe lost.", true },
        { "We lost\u00BB.", false },
        { "\u00ABWe \u201Creally\u201D lost.", true },
        { "\u00BBWe lost.", true },
        { "\u00BBWe lost\u00AB.", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (match_quote_is_open(text_of(cases[i].text)) != cases[i].open)
            fail_msg("%s", cases[i].text);
}

/* ------------------------------------------------------------- in lookups */

static void add_trucks(struct memory_fixture *f, enum barq_origin origin,
                       double confidence, const char *number)
{
    char ar[128], en[128];

    snprintf(ar, sizeof(ar), TRUCKS("%s", "") TODAY, number);
    snprintf(en, sizeof(en), "%s trucks crossed today", number);
    struct barq_unit unit = { .ar = text_of(ar),
                              .en = text_of(en),
                              .origin = origin,
                              .confidence = confidence,
                              .position = -1 };
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
}

static void the_score_says_who_vouched(void **state)
{
    static const struct {
        const char *why;
        double confidence;
        enum barq_origin origin;
        int score;
    } cases[] = {
        { "a person", 1, BARQ_PUBLISHED, 98 },
        { "the aligner, sure", 0.95, BARQ_ALIGNED, 93 },
        { "the aligner, unsure", 0.8, BARQ_ALIGNED, 88 },
        { "a machine", 1, BARQ_MT, 83 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct memory_fixture f;
        struct barq_matches *matches = NULL;
        double points = 0;
        fixture_open(&f);
        add_trucks(&f, cases[i].origin, cases[i].confidence, "12");
        print_message("  %s\n", cases[i].why);
        assert_int_equal(BARQ_OK,
                         barq_lookup(f.memory, text_of(TRUCKS("15", "") TODAY),
                                     NULL, &matches, NULL));
        const struct barq_match *match = barq_matches_at(matches, 0);
        assert_int_equal(99, match->rank);
        assert_int_equal(cases[i].score, match->score);
        for (size_t k = 0; k < match->part_count; k++)
            points += match->parts[k].points;
        assert_int_equal(100 - match->score, (int)(points + 0.5));
        barq_matches_free(matches);
        fixture_close(&f);
    }
}

static void an_adapted_match_moves_up(void **state)
{
    struct memory_fixture f;
    struct barq_matches *matches = NULL;
    struct barq_lookup_options how = { .max = 5 };
    struct barq_unit fuzzy = { .ar = text_of(TRUCKS("15", "\u0648\u0642\u062F ")
                                                 TODAY),
                               .en = text_of("15 trucks have crossed today"),
                               .confidence = 1,
                               .position = -1 };

    (void)state;
    fixture_open(&f);
    add_trucks(&f, BARQ_ALIGNED, 0.95, "12");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f.memory, &fuzzy, NULL, NULL, NULL));
    struct barq_text query = text_of(TRUCKS("15", "") TODAY);
    assert_int_equal(BARQ_OK,
                     barq_lookup(f.memory, query, &how, &matches, NULL));
    assert_int_equal(2, barq_matches_count(matches));
    assert_int_equal(99, barq_matches_at(matches, 0)->rank);
    assert_true(text_equal(text_of("15 trucks crossed today"),
                           barq_matches_at(matches, 0)->adapted));
    assert_null(barq_matches_at(matches, 1)->adapted.at);
    barq_matches_free(matches);
    how.no_adapt = true;
    assert_int_equal(BARQ_OK,
                     barq_lookup(f.memory, query, &how, &matches, NULL));
    assert_true(barq_matches_at(matches, 0)->rank < 95);
    assert_null(barq_matches_at(matches, 0)->adapted.at);
    assert_null(barq_matches_at(matches, 1)->adapted.at);
    barq_matches_free(matches);
    fixture_close(&f);
}

static void letter_forms_cost_a_point_more(void **state)
{
    struct memory_fixture f;
    struct barq_matches *matches = NULL;
    struct barq_unit unit = {
        .ar = text_of(TRUCKS("12", "") " \u0625\u0644\u0649"),
        .en = text_of("12 trucks crossed to"),
        .confidence = 1,
        .position = -1,
    };

    (void)state;
    fixture_open(&f);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f.memory, &unit, NULL, NULL, NULL));
    assert_int_equal(
        BARQ_OK,
        barq_lookup(f.memory, text_of(TRUCKS("15", "") " \u0627\u0644\u0649"),
                    NULL, &matches, NULL));
    assert_int_equal(98, barq_matches_at(matches, 0)->rank);
    assert_int_equal(97, barq_matches_at(matches, 0)->score);
    barq_matches_free(matches);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_holds),
        cmocka_unit_test(runs_show_what_was_put_in),
        cmocka_unit_test(styles_are_kept_to),
        cmocka_unit_test(running_out_of_memory_is_told),
        cmocka_unit_test(an_open_quotation_is_seen),
        cmocka_unit_test(the_score_says_who_vouched),
        cmocka_unit_test(an_adapted_match_moves_up),
        cmocka_unit_test(letter_forms_cost_a_point_more),
    };

    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
