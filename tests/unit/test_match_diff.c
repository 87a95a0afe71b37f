/*
 * A score explained: its parts add up to what is missing to a hundred, and
 * the runs, joined, are the stored text.
 */
#include "match_fixture.h"

#include <math.h>

static const struct {
    const char *why, *query, *stored, *runs;
} cases[] = {
    { "equal", "talks resume", "talks resume", "talks resume" },
    { "another number", "oil at 71 dollars", "oil at 74 dollars",
      "oil at [71|changed:74] dollars" },
    { "missing in the middle", "the army left the village early on Friday",
      "the army left early on Friday",
      "the army left [missing:the village ]early on Friday" },
    { "missing at the end", "border talks resume in Cairo today",
      "border talks resume in Cairo",
      "border talks resume in Cairo[missing: today]" },
    { "added, with its comma", "seven grain ships left the harbour",
      "seven grain ships left the harbour, again",
      "seven grain ships left the harbour[added:, again]" },
    { "moved", "In Cairo border talks on grain resume",
      "border talks on grain resume in Cairo",
      "[missing:In Cairo ][border talks on grain resume|same:border talks on "
      "grain resume ][added:in Cairo]" },
    { "a light word between two differences",
      "talks between ministers of Jordan resume after seven weeks",
      "talks between leaders of Morocco resume after seven weeks",
      "talks between [ministers|changed:leaders] of "
      "[Jordan|changed:Morocco] resume after seven weeks" },
    { "another form", "the long talks went well", "the long talk went well",
      "the long [talks|form:talk] went well" },
    { "changed words side by side",
      "talks on grain exports will resume in Cairo next month",
      "talks on water rights will resume in Cairo next month",
      "talks on [grain exports|changed:water rights] will resume in Cairo "
      "next month" },
    { "white space stays", " oil  at 71", " oil  at 74  ",
      " oil  at [71|changed:74][same:  ]" },
    { "white space of its own", "oil  at 71 ", "oil at 74",
      "[oil  at |same:oil at ][71 |changed:74]" },
    { "another mark, which is the same", "the \u201Csafe\u201D road ends",
      "the \"safe\" road began",
      "[the \u201Csafe\u201D road |same:the \"safe\" road ]"
      "[ends|changed:began]" },
    { "Arabic",
      "\u0632\u0627\u0631 \u0627\u0644\u0648\u0632\u064A\u0631 "
      "\u0627\u0644\u0642\u0627\u0647\u0631\u0629 3 \u0645\u0631\u0627\u062A",
      "\u0632\u0627\u0631 \u0627\u0644\u0648\u0632\u064A\u0631 "
      "\u0627\u0644\u062F\u0648\u062D\u0629 3 \u0645\u0631\u0627\u062A",
      "\u0632\u0627\u0631 \u0627\u0644\u0648\u0632\u064A\u0631 "
      "[\u0627\u0644\u0642\u0627\u0647\u0631\u0629|changed:"
      "\u0627\u0644\u062F\u0648\u062D\u0629] 3 \u0645\u0631\u0627\u062A" },
};

static void draw(const struct barq_match *match, char *to, size_t size)
{
    size_t len = 0;

    *to = 0;
    for (size_t i = 0; i < match->run_count; i++) {
        const struct barq_run *run = &match->runs[i];
        bool same = run->kind == BARQ_RUN_SAME && !run->query.at;
        len += (size_t)snprintf(
            to + len, size - len, "%s%.*s%s%s%s%.*s%s", same ? "" : "[",
            (int)run->query.len, run->query.len ? run->query.at : "",
            run->query.len ? "|" : "", same ? "" : barq_run_name(run->kind),
            same ? "" : ":", (int)run->text.len, run->text.at, same ? "" : "]");
    }
}

static void assert_adds_up(const struct barq_match *match)
{
    double sum = 0;

    for (size_t i = 0; i < match->part_count; i++) {
        double hundredths = 100 * match->parts[i].points;
        assert_true(match->parts[i].points > 0);
        assert_true(fabs(hundredths - round(hundredths)) < 1e-6);
        sum += match->parts[i].points;
    }
    assert_true(fabs(100 - match->score - sum) < 1e-6);
}

static void assert_joins(const struct barq_match *match, bool arabic,
                         const char *query)
{
    char joined[512] = "", asked[512] = "";
    struct barq_text source = arabic ? match->unit.ar : match->unit.en;

    for (size_t i = 0; i < match->run_count; i++) {
        const struct barq_run *run = &match->runs[i];
        if (run->query.at)
            strncat(asked, run->query.at, run->query.len);
        else if (run->kind != BARQ_RUN_ADDED)
            strncat(asked, run->text.at, run->text.len);
    }
    assert_string_equal(query, asked);

    for (size_t i = 0; i < match->run_count; i++)
        if (match->runs[i].kind != BARQ_RUN_MISSING)
            strncat(joined, match->runs[i].text.at, match->runs[i].text.len);
    assert_int_equal(source.len, strlen(joined));
    assert_memory_equal(source.at, joined, source.len);
}

static void runs_show_the_difference(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool arabic = (unsigned char)cases[i].query[0] > 0x7F;
        struct barq_text stored = text_of(cases[i].stored);
        struct barq_unit unit = { .ar = arabic ? stored : text_of("-"),
                                  .en = arabic ? text_of("-") : stored,
                                  .origin = BARQ_ALIGNED,
                                  .confidence = 0.95,
                                  .position = -1 };
        struct barq_lookup_options options = { .min = 50,
                                               .lang =
                                                   arabic ? BARQ_AR : BARQ_EN };
        struct barq_matches *matches = NULL;
        struct barq_memory *memory = NULL;
        char drawn[512];
        assert_int_equal(BARQ_OK,
                         barq_memory_open(NULL, BARQ_WRITE, &memory, NULL));
        assert_int_equal(BARQ_OK,
                         barq_memory_add(memory, &unit, NULL, NULL, NULL));
        assert_int_equal(BARQ_OK, barq_lookup(memory, text_of(cases[i].query),
                                              &options, &matches, NULL));
        const struct barq_match *match = barq_matches_at(matches, 0);
        draw(match, drawn, sizeof(drawn));
        if (strcmp(drawn, cases[i].runs) != 0)
            fail_msg("%s: %s", cases[i].why, drawn);
        assert_joins(match, arabic, cases[i].query);
        assert_adds_up(match);
        barq_matches_free(matches);
        barq_memory_close(memory);
    }
}

/* Whatever the words, and whatever is missing, added or moved. */
static void any_pair_is_explained(void **state)
{
    static const char *const words[] = { "army",  "armies", "left",   "the",
                                         "Cairo", "3",      "5",      ",",
                                         "not",   "rose",   "prices", "  ",
                                         "5.0",   "THE",    "\u200F" };
    unsigned seed = 7;
    char texts[2][256];

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct barq_unit unit = { .ar = text_of("-"), .confidence = 1 };
        struct barq_lookup_options options = { .min = 50, .lang = BARQ_EN };
        struct barq_matches *matches = NULL;
        for (int side = 0; side < 2; side++) {
            snprintf(texts[side], sizeof(texts[side]), "ships");
            for (unsigned n = 1 + (seed >> 9) % 7; n; n--) {
                seed = seed * 1103515245 + 12345;
                size_t len = strlen(texts[side]);
                snprintf(
                    texts[side] + len, sizeof(texts[side]) - len, " %s",
                    words[(seed >> 16) % (sizeof(words) / sizeof(*words))]);
            }
        }
        unit.en = text_of(texts[0]);
        assert_int_equal(
            BARQ_OK, barq_memory_add(fixture.memory, &unit, NULL, NULL, NULL));
        barq_lookup(fixture.memory, text_of(texts[1]), &options, &matches,
                    NULL);
        for (size_t i = 0; matches && i < barq_matches_count(matches); i++) {
            assert_joins(barq_matches_at(matches, i), false, texts[1]);
            assert_adds_up(barq_matches_at(matches, i));
        }
        barq_matches_free(matches);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_show_the_difference),
        cmocka_unit_test(any_pair_is_explained),
    };

    return cmocka_run_group_tests(tests, set_up_memory, tear_down_memory);
}
