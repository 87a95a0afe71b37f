/*
 * From a story to its draft: what is stored comes back in its place, what an
 * editor corrected is used the next time, and no engine can spoil a draft.
 */
#include "memory_fixture.h"

#include "stories.h"
#include "translate/translate.h"

/* "The talks resumed. The envoy left.", in Arabic. */
#define TALKS                                                 \
    "\u0627\u0633\u062A\u0624\u0646\u0641\u062A "             \
    "\u0627\u0644\u0645\u062D\u0627\u062F\u062B\u0627\u062A " \
    "\u0641\u064A \u0627\u0644\u0645\u062F\u064A\u0646\u0629."
#define ENVOY                                                        \
    "\u063A\u0627\u062F\u0631 \u0627\u0644\u0645\u0628\u0639\u0648"  \
    "\u062B \u0645\u0633\u0627\u0621 \u0627\u0644\u062E\u0645\u064A" \
    "\u0633."
#define OTHER "\u0648\u0646\u0641\u0649 \u0630\u0644\u0643."

static struct barq_draft *draft_of(struct fixture *f,
                                   const struct barq_story *story,
                                   const struct barq_translate_options *how)
{
    struct barq_draft *draft = NULL;
    struct barq_error err = { 0 };

    if (barq_translate(f->memory, story, how, &draft, &err))
        fail_msg("%s", err.message);
    return draft;
}

static void learn(struct fixture *f, const char *name)
{
    struct barq_story *ar = story_of(name, "ar"), *en = story_of(name, "en");
    struct barq_alignment *a = NULL;

    assert_int_equal(BARQ_OK, barq_align(ar, en, NULL, &a, NULL));
    assert_int_equal(BARQ_OK,
                     barq_alignment_store(a, f->memory, NULL, NULL, NULL));
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

static size_t count_open(const struct barq_draft *draft)
{
    size_t open = 0;

    for (size_t i = 0; i < barq_draft_count(draft); i++) {
        struct barq_draft_segment s = barq_draft_segment(draft, i);
        open += !s.target.at && s.source.kind != BARQ_FURNITURE;
    }
    return open;
}

/* Every unit stored from a story is found at its place when it comes again. */
static void check_story_again(struct fixture *f, const char *name,
                              const char *lang)
{
    struct barq_story *story = story_of(name, lang);
    struct barq_draft *draft = draft_of(f, story, NULL);
    size_t taken = 0;

    for (size_t i = 0; i < barq_draft_count(draft); i++) {
        struct barq_draft_segment s = barq_draft_segment(draft, i);
        if (!s.target.at || s.rank < 95)
            continue;
        assert_true(s.rank >= 101);
        assert_int_equal(100, s.score);
        assert_true(s.unit > 0);
        assert_int_equal(BARQ_ALIGNED, s.origin);
        taken++;
    }
    print_message("  %s.%s: %zu of %zu segments\n", name, lang, taken,
                  barq_draft_count(draft));
    assert_true(taken > 15);
    barq_draft_free(draft);
    barq_story_free(story);
}

static void a_stored_story_comes_back_in_context(void **state)
{
    struct fixture *f = *state;

    learn(f, "ceasefire");
    check_story_again(f, "ceasefire", "ar");
    check_story_again(f, "ceasefire", "en");
}

static void the_report_counts_every_word_once(void **state)
{
    struct fixture *f = *state;
    struct barq_story *story = story_of("ceasefire", "ar");
    size_t segments = 0, words = 0, all = 0, furniture = 0;

    learn(f, "ceasefire");
    struct barq_draft *draft = draft_of(f, story, NULL);
    struct barq_report report = barq_draft_report(draft);
    for (int band = 0; band < BARQ_BANDS; band++) {
        segments += report.segments[band];
        words += report.words[band];
    }
    for (size_t i = 0; i < barq_draft_count(draft); i++) {
        struct barq_segment s = barq_draft_segment(draft, i).source;
        furniture += s.kind == BARQ_FURNITURE;
        all += s.kind == BARQ_FURNITURE ? 0 : text_word_count(s.text);
    }
    assert_int_equal(furniture, report.furniture);
    assert_int_equal(barq_draft_count(draft), segments + furniture);
    assert_int_equal(all, words);
    assert_int_equal(count_open(draft), report.segments[BARQ_BAND_OPEN]);
    assert_true(report.segments[BARQ_BAND_102] > 5);
    barq_draft_free(draft);
    barq_story_free(story);
}

static void a_correction_is_used_the_next_time(void **state)
{
    struct fixture *f = *state;
    struct barq_story *story = story_of_lines(TALKS "\n" ENVOY "\n", BARQ_AR);
    struct barq_draft *draft = draft_of(f, story, NULL);

    assert_int_equal(2, count_open(draft));
    barq_draft_free(draft);
    add_pair(f, TALKS, "Talks resumed in the city.");
    draft = draft_of(f, story, NULL);
    struct barq_draft_segment first = barq_draft_segment(draft, 0);
    assert_text("Talks resumed in the city.", first.target);
    assert_int_equal(100, first.rank);
    assert_int_equal(BARQ_PUBLISHED, first.origin);
    assert_text("", first.notes);
    assert_text("", first.matched);
    assert_int_equal(1, count_open(draft));
    barq_draft_free(draft);
    barq_story_free(story);
}

/* Twelve trucks in memory, fifteen in the story. */
static struct barq_story *trucks(struct fixture *f)
{
    add_pair(f,
             "\u0639\u0628\u0631\u062A 12 \u0634\u0627\u062D\u0646\u0629 "
             "\u0627\u0644\u062D\u062F\u0648\u062F \u064A\u0648\u0645 "
             "\u0627\u0644\u062E\u0645\u064A\u0633",
             "12 trucks crossed the border on Thursday");
    return story_of_lines(
        "\u0639\u0628\u0631\u062A 15 \u0634\u0627\u062D\u0646\u0629 "
        "\u0627\u0644\u062D\u062F\u0648\u062F \u064A\u0648\u0645 "
        "\u0627\u0644\u062E\u0645\u064A\u0633\n",
        BARQ_AR);
}

static void numbers_are_put_in(void **state)
{
    struct fixture *f = *state;
    struct barq_story *story = trucks(f);
    struct barq_draft *draft = draft_of(f, story, NULL);
    struct barq_draft_segment s = barq_draft_segment(draft, 0);

    assert_text("15 trucks crossed the border on Thursday", s.target);
    assert_int_equal(99, s.rank);
    assert_int_equal(98, s.score);
    assert_true(s.matched.len > 0);
    assert_text("adapted: 12 -> 15", s.notes);
    assert_int_equal(2, s.adapted_count);
    assert_text("15", s.adapted[0].text);
    assert_text("12", s.adapted[0].was);
    assert_null(s.adapted[1].was.at);
    barq_draft_free(draft);
    barq_story_free(story);
}

/* A pair that is equal as it stands is better than one put right. */
static void an_equal_joined_unit_is_better(void **state)
{
    struct fixture *f = *state;
    struct barq_text text = text_of("12 trucks left. They were empty.\n");
    const struct barq_story_options how = { .lang = BARQ_EN };
    struct barq_story *story = NULL;

    add_pair(
        f, "\u063A\u0627\u062F\u0631\u062A 15 \u0634\u0627\u062D\u0646\u0629.",
        "15 trucks left.");
    add_pair(f,
             "\u063A\u0627\u062F\u0631\u062A 12 \u0634\u0627\u062D\u0646\u0629 "
             "\u0641\u0627\u0631\u063A\u0629.",
             "12 trucks left. They were empty.");
    assert_int_equal(BARQ_OK, barq_story_read(text, &how, &story, NULL));
    struct barq_draft *draft = draft_of(f, story, NULL);
    struct barq_draft_segment first = barq_draft_segment(draft, 0);
    assert_int_equal(0, first.adapted_count);
    assert_true(first.rank >= 98);
    assert_int_equal(0, barq_draft_segment(draft, 1).target.len);
    barq_draft_free(draft);
    barq_story_free(story);
}

static void what_differs_is_said(void **state)
{
    struct fixture *f = *state;
    struct barq_story *story = trucks(f);
    const struct barq_translate_options how = { .no_adapt = true };
    struct barq_draft *draft = NULL;

    assert_int_equal(BARQ_OK,
                     barq_translate(f->memory, story, &how, &draft, NULL));
    struct barq_draft_segment s = barq_draft_segment(draft, 0);
    assert_text("12 trucks crossed the border on Thursday", s.target);
    assert_true(s.rank < 95);
    assert_true(s.matched.len > 0);
    assert_non_null(strstr(s.notes.at, "number: 12 -> 15"));
    assert_int_equal(s.rank >= 85 ? BARQ_BAND_85 : BARQ_BAND_75,
                     draft_band(&s));
    barq_draft_free(draft);
    barq_story_free(story);
}

static void a_unit_of_two_segments_covers_both(void **state)
{
    struct fixture *f = *state;
    const struct barq_story_options how = { .lang = BARQ_AR };
    struct barq_text text = text_of(TALKS " " ENVOY "\n");
    struct barq_story *story = NULL;

    add_pair(f, TALKS " " ENVOY, "Talks resumed and the envoy left.");
    assert_int_equal(BARQ_OK, barq_story_read(text, &how, &story, NULL));
    assert_int_equal(2, barq_story_segment_count(story));
    struct barq_draft *draft = draft_of(f, story, NULL);
    struct barq_draft_segment first = barq_draft_segment(draft, 0);
    struct barq_draft_segment second = barq_draft_segment(draft, 1);
    assert_text("Talks resumed and the envoy left.", first.target);
    assert_true(first.rank >= 98);
    assert_non_null(second.target.at);
    assert_int_equal(0, second.target.len);
    assert_text("covered by the segment before", second.notes);
    assert_int_equal(first.unit, second.unit);
    assert_int_equal(0, count_open(draft));
    barq_draft_free(draft);
    barq_story_free(story);
}

/* The first "TALKS" finds nothing; the second begins a stored joined unit,
 * and the fuzzy match that it had found leaves no trace. */
static void a_repeat_may_begin_a_joined_unit(void **state)
{
    struct fixture *f = *state;
    const struct barq_story_options how = { .lang = BARQ_AR };
    struct barq_text text = text_of(ENVOY " " TALKS " " OTHER "\n\n" ENVOY
                                          " " TALKS " " ENVOY "\n");
    struct barq_story *story = NULL;

    add_pair(f, TALKS " " ENVOY, "Talks resumed and the envoy left.");
    assert_int_equal(BARQ_OK, barq_story_read(text, &how, &story, NULL));
    assert_int_equal(6, barq_story_segment_count(story));
    struct barq_draft *draft = draft_of(f, story, NULL);
    struct barq_draft_segment second = barq_draft_segment(draft, 4);
    assert_text("Talks resumed and the envoy left.", second.target);
    assert_int_equal(0, second.matched.len);
    barq_draft_free(draft);
    barq_story_free(story);
}

static void unread_machine_translation_is_marked(void **state)
{
    struct fixture *f = *state;
    struct barq_story *story = story_of_lines(TALKS "\n", BARQ_AR);
    struct barq_unit unit = pair_of(TALKS, "Conversations were resumed.");
    const struct barq_translate_options strict = { .min = 100 };

    unit.origin = BARQ_MT;
    unit.engine = text_of("libretranslate");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    struct barq_draft *draft = draft_of(f, story, &strict);
    struct barq_draft_segment s = barq_draft_segment(draft, 0);
    assert_int_equal(BARQ_MT, s.origin);
    assert_true(s.score <= 85);
    assert_non_null(strstr(s.notes.at, "unreviewed machine translation"));
    assert_int_equal(1, barq_draft_report(draft).segments[BARQ_BAND_MT]);
    barq_draft_free(draft);
    barq_story_free(story);
}

static void a_failing_engine_leaves_segments_open(void **state)
{
    struct fixture *f = *state;
    struct barq_story *story =
        story_of_lines(TALKS "\n" ENVOY "\n" TALKS "\n", BARQ_AR);
    /* Port 1 of this machine: nobody listens. */
    const struct barq_engine_options where = { .name = "libretranslate",
                                               .url = "http://127.0.0.1:1",
                                               .connect_ms = 500,
                                               .total_ms = 1000 };
    struct barq_engine *engine = NULL;
    struct barq_error err = { 0 };

    if (barq_engine_open(&where, &engine, &err))
        fail_msg("%s", err.message);
    add_pair(f, ENVOY, "The envoy left on Thursday evening.");
    const struct barq_translate_options how = { .engine = engine };
    struct barq_draft *draft = draft_of(f, story, &how);
    struct barq_report report = barq_draft_report(draft);
    struct barq_draft_segment first = barq_draft_segment(draft, 0);

    assert_true(report.failure[0]);
    assert_int_equal(2, count_open(draft));
    assert_int_equal(2, report.segments[BARQ_BAND_OPEN]);
    assert_null(first.target.at);
    assert_memory_equal("not translated: ", first.notes.at, 16);
    assert_text("The envoy left on Thursday evening.",
                barq_draft_segment(draft, 1).target);
    barq_draft_free(draft);
    barq_engine_close(engine);
    barq_story_free(story);
}

static void options_are_checked(void **state)
{
    struct fixture *f = *state;
    struct barq_story *story = story_of_lines(TALKS "\n", BARQ_AR);
    const struct barq_translate_options low = { .min = 49 };
    struct barq_draft *draft = NULL;
    struct barq_error err = { 0 };

    assert_int_equal(BARQ_E_USAGE,
                     barq_translate(f->memory, story, &low, &draft, &err));
    assert_string_equal("the lowest score is 49, but must be from 50 to 100",
                        err.message);
    assert_null(draft);
    barq_draft_free(NULL);
    barq_story_free(story);
}

int main(void)
{
#define WITH_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
    const struct CMUnitTest tests[] = {
        WITH_MEMORY(a_stored_story_comes_back_in_context),
        WITH_MEMORY(the_report_counts_every_word_once),
        WITH_MEMORY(a_correction_is_used_the_next_time),
        WITH_MEMORY(numbers_are_put_in),
        WITH_MEMORY(an_equal_joined_unit_is_better),
        WITH_MEMORY(what_differs_is_said),
        WITH_MEMORY(a_unit_of_two_segments_covers_both),
        WITH_MEMORY(a_repeat_may_begin_a_joined_unit),
        WITH_MEMORY(unread_machine_translation_is_marked),
        WITH_MEMORY(a_failing_engine_leaves_segments_open),
        WITH_MEMORY(options_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
