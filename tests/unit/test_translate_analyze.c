/*
 * The leverage report: every word is counted once, in the band that says what
 * is to be done about it.
 */
#include "memory_fixture.h"

#include "stories.h"
#include "text/text.h"

#define KNOWN "استؤنفت المحادثات في المدينة."
#define ALIKE "استؤنفت المحادثات الصعبة في المدينة أمس."
#define OTHER "غادر المبعوث مساء الخميس."
#define MARKED "غادَر المبعوث مساء الخميس."

static struct barq_work count(struct barq_analysis *a, const char *lines)
{
    struct barq_story *story = story_of_lines(lines, BARQ_AR);
    struct barq_error err = { 0 };
    struct barq_work work = { 0 };

    if (barq_analysis_add(a, story, BARQ_LANG_UNKNOWN, &work, &err))
        fail_msg("%s", err.message);
    barq_story_free(story);
    return work;
}

static struct barq_analysis *analysis_of(struct fixture *f)
{
    struct barq_analysis *a = NULL;

    assert_int_equal(BARQ_OK, barq_analysis_open(f->memory, NULL, &a, NULL));
    return a;
}

static size_t all(const size_t *of)
{
    size_t sum = 0;

    for (int i = 0; i < BARQ_LEVERAGES; i++)
        sum += of[i];
    return sum;
}

static void words_fall_into_bands(void **state)
{
    struct fixture *f = *state;
    struct barq_unit machine = pair_of(OTHER, "The envoy left.");

    add_pair(f, KNOWN, "Talks resumed in the city.");
    machine.origin = BARQ_MT;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &machine, NULL, NULL, NULL));
    struct barq_analysis *a = analysis_of(f);
    struct barq_work work = count(a, KNOWN "\n" ALIKE "\n" OTHER "\n");
    assert_int_equal(4, work.words[BARQ_LEVERAGE_100]);
    assert_int_equal(6, work.words[BARQ_LEVERAGE_75] +
                            work.words[BARQ_LEVERAGE_50]);
    assert_int_equal(4, work.words[BARQ_LEVERAGE_NEW]);
    assert_int_equal(3, all(work.segments));
    assert_int_equal(14, all(work.words));
    barq_analysis_close(a);
}

static void what_was_said_before_is_a_repetition(void **state)
{
    struct fixture *f = *state;

    add_pair(f, KNOWN, "Talks resumed in the city.");
    struct barq_analysis *a = analysis_of(f);
    struct barq_work first =
        count(a, KNOWN "\n" OTHER "\n" MARKED "\n" KNOWN "\n");
    assert_int_equal(8, first.words[BARQ_LEVERAGE_100] +
                            first.words[BARQ_LEVERAGE_101] +
                            first.words[BARQ_LEVERAGE_102]);
    assert_int_equal(4, first.words[BARQ_LEVERAGE_NEW]);
    assert_int_equal(4, first.words[BARQ_LEVERAGE_INSIDE]);
    struct barq_work second = count(a, OTHER "\n" OTHER "\n");
    assert_int_equal(4, second.words[BARQ_LEVERAGE_ACROSS]);
    assert_int_equal(4, second.words[BARQ_LEVERAGE_INSIDE]);
    assert_int_equal(0, second.words[BARQ_LEVERAGE_NEW]);
    struct barq_work total = barq_analysis_total(a);
    assert_int_equal(all(first.words) + all(second.words), all(total.words));
    assert_int_equal(all(first.segments) + all(second.segments),
                     all(total.segments));
    barq_analysis_close(a);
}

static void what_helps_is_counted_where_work_is_left(void **state)
{
    struct fixture *f = *state;
    const struct barq_text ar[] = { text_of("كردوفان") };
    const struct barq_name name = { .house = text_of("Kordofan"),
                                    .ar = ar,
                                    .ar_count = 1,
                                    .status = BARQ_ACCEPTED };

    assert_int_equal(BARQ_OK, barq_name_put(f->memory, &name, NULL, NULL));
    add_pair(f, "قال \"سنعود إلى الطاولة غدا\" في كردوفان.",
             "\"We return tomorrow,\" he said in Kordofan.");
    struct barq_analysis *a = analysis_of(f);
    struct barq_work work =
        count(a, "وذكر في كردوفان أنه «سنعود إلى الطاولة غدا» مع وفده كله.\n"
                 "قال \"سنعود إلى الطاولة غدا\" في كردوفان.\n");
    assert_int_equal(1, work.quotes);
    assert_int_equal(4, work.quote_words);
    assert_int_equal(1, work.names);
    barq_analysis_close(a);
}

static void real_stories_add_up(void **state)
{
    static const char *const names[] = { "ceasefire", "summit", "summit" };
    struct fixture *f = *state;
    struct barq_analysis *a = analysis_of(f);
    size_t words = 0, furniture = 0, across = 0;

    for (int i = 0; i < 3; i++) {
        struct barq_story *story = story_of(names[i], "ar");
        struct barq_work work = { 0 };
        assert_int_equal(BARQ_OK,
                         barq_analysis_add(a, story, BARQ_AR, &work, NULL));
        for (size_t k = 0; k < barq_story_segment_count(story); k++) {
            struct barq_segment s = barq_story_segment(story, k);
            bool aside = s.kind == BARQ_FURNITURE;
            words += aside ? 0 : text_word_count(s.text);
            furniture += aside;
        }
        across = work.words[BARQ_LEVERAGE_ACROSS];
        if (i == 2)
            assert_int_equal(across, all(work.words));
        barq_story_free(story);
    }
    struct barq_work total = barq_analysis_total(a);
    assert_int_equal(words, all(total.words));
    assert_int_equal(furniture, total.furniture);
    assert_true(across > 100);
    barq_analysis_close(a);
}

/* So many texts that the table of what was seen grows. */
static void a_long_day_is_counted_right(void **state)
{
    enum { MANY = 6000 };
    struct fixture *f = *state;
    struct barq_analysis *a = analysis_of(f);
    char *lines = calloc(MANY, 64);
    size_t len = 0;

    for (int i = 0; i < MANY; i++)
        len += (size_t)snprintf(lines + len, 64, "قال الشاهد رقم %d ذلك\n", i);
    struct barq_work first = count(a, lines), second = count(a, lines);
    assert_int_equal(MANY, first.segments[BARQ_LEVERAGE_NEW]);
    assert_int_equal(MANY, second.segments[BARQ_LEVERAGE_ACROSS]);
    free(lines);
    barq_analysis_close(a);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(words_fall_into_bands),
        IN_MEMORY(what_was_said_before_is_a_repetition),
        IN_MEMORY(what_helps_is_counted_where_work_is_left),
        IN_MEMORY(real_stories_add_up),
        IN_MEMORY(a_long_day_is_counted_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
