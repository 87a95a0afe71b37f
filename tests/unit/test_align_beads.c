/*
 * The aligner on whole stories: what a person paired is found, what does not
 * belong together is not believed, and odd input neither hangs nor crashes.
 */
#include "align/align.h"

#include "stories.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

struct gold_bead {
    size_t ar_first, ar_count, en_first, en_count;
};

/* "5,6" as first and count; segments of a gold side are neighbours. */
static void read_side(const char *text, size_t *first, size_t *count)
{
    char *end = NULL;

    *first = strtoul(text, &end, 10);
    *count = end > text;
    while (*end == ',') {
        strtoul(end + 1, &end, 10);
        ++*count;
    }
}

/* The beads of tests/stories/NAME.beads that have two sides. */
static size_t read_gold(const char *name, struct gold_bead *gold, size_t most)
{
    char path[200], line[200];
    size_t count = 0;

    snprintf(path, sizeof(path), "tests/stories/%s.beads", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof(line), file) && count < most) {
        struct gold_bead *bead = &gold[count];
        char *colon = strchr(line, ':');
        assert_non_null(colon);
        *colon = 0;
        read_side(line, &bead->ar_first, &bead->ar_count);
        read_side(colon + 1, &bead->en_first, &bead->en_count);
        count += bead->ar_count && bead->en_count;
    }
    fclose(file);
    return count;
}

static bool has_bead(const struct barq_alignment *a,
                     const struct gold_bead *gold)
{
    for (size_t i = 0; i < barq_alignment_count(a); i++) {
        struct barq_bead bead = barq_alignment_bead(a, i);
        if (bead.ar_first == gold->ar_first &&
            bead.ar_count == gold->ar_count &&
            bead.en_first == gold->en_first && bead.en_count == gold->en_count)
            return true;
    }
    return false;
}

static struct barq_alignment *align(const struct barq_story *ar,
                                    const struct barq_story *en)
{
    struct barq_alignment *a = NULL;
    struct barq_error err = { 0 };

    if (barq_align(ar, en, NULL, &a, &err))
        fail_msg("%s", err.message);
    return a;
}

/* In order, each segment once, confidences from 0 to 1. */
static void check_cover(const struct barq_alignment *a, size_t ar, size_t en)
{
    size_t i = 0, j = 0;

    for (size_t k = 0; k < barq_alignment_count(a); k++) {
        struct barq_bead bead = barq_alignment_bead(a, k);
        assert_int_equal(i, bead.ar_first);
        assert_int_equal(j, bead.en_first);
        assert_true(bead.ar_count + bead.en_count > 0);
        assert_true(bead.confidence >= 0 && bead.confidence <= 1);
        i += bead.ar_count;
        j += bead.en_count;
    }
    assert_int_equal(ar, i);
    assert_int_equal(en, j);
}

static void what_a_person_paired_is_found(void **state)
{
    static const char *const names[] = { "ceasefire", "harbour-talks" };

    (void)state;
    for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
        struct barq_story *ar = story_of(names[n], "ar");
        struct barq_story *en = story_of(names[n], "en");
        struct barq_alignment *a = align(ar, en);
        struct gold_bead gold[200];
        size_t count = read_gold(names[n], gold, 200), found = 0;

        check_cover(a, barq_story_segment_count(ar),
                    barq_story_segment_count(en));
        for (size_t i = 0; i < count; i++)
            found += has_bead(a, &gold[i]);
        print_message("  %s: %zu of %zu beads\n", names[n], found, count);
        assert_true(count > 10);
        assert_true(found * 100 >= count * 85);
        barq_alignment_free(a);
        barq_story_free(ar);
        barq_story_free(en);
    }
}

static void the_wrong_article_is_not_believed(void **state)
{
    struct barq_story *ar = story_of("ceasefire", "ar");
    struct barq_story *en = story_of("solar-plant", "en");
    struct barq_alignment *a = align(ar, en);

    (void)state;
    for (size_t i = 0; i < barq_alignment_count(a); i++) {
        struct barq_bead bead = barq_alignment_bead(a, i);
        if (bead.ar_count && bead.en_count)
            assert_true(bead.confidence < 0.5);
    }
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

/* Two sentences are evidence enough when they agree. */
static void a_tiny_story_is_sure(void **state)
{
    struct barq_story *ar =
        story_of_lines("\u0627\u0644\u062A\u0642\u0649 "
                       "\u0627\u0644\u0631\u0626\u064A\u0633 12 "
                       "\u0648\u0632\u064A\u0631\u0627 \u0641\u064A "
                       "\u0627\u0644\u0642\u0627\u0647\u0631\u0629.\n"
                       "\u0648\u0642\u0627\u0644 \u0625\u0646 "
                       "\u0627\u0644\u0646\u0641\u0637 \u0647\u0648 "
                       "\u0627\u0644\u0623\u0647\u0645.\n",
                       BARQ_AR);
    struct barq_story *en =
        story_of_lines("The president met 12 ministers in Cairo.\n"
                       "He said oil was what mattered most.\n",
                       BARQ_EN);
    struct barq_alignment *a = align(ar, en);

    (void)state;
    assert_int_equal(2, barq_alignment_count(a));
    for (size_t i = 0; i < 2; i++)
        assert_true(barq_alignment_bead(a, i).confidence >= 0.9);
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

static void languages_are_checked(void **state)
{
    struct barq_story *ar = story_of("ceasefire", "ar");
    struct barq_story *en = story_of("ceasefire", "en");
    struct barq_alignment *a = NULL;
    struct barq_error err = { 0 };

    (void)state;
    assert_int_equal(BARQ_E_USAGE, barq_align(en, ar, NULL, &a, &err));
    assert_string_equal("the stories are swapped: give the Arabic one first, "
                        "then the English one",
                        err.message);
    assert_int_equal(BARQ_E_USAGE, barq_align(ar, ar, NULL, &a, &err));
    assert_string_equal("need an Arabic and an English story, but the first is "
                        "Arabic and the second is Arabic",
                        err.message);
    assert_null(a);
    barq_story_free(ar);
    barq_story_free(en);
}

static void numbers_tell_lines_apart(void **state)
{
    /* Three Arabic lines "14", "250", "9" in other words; English lacks the
     * second, and has its numbers spelt out or not. */
    struct barq_story *ar = story_of_lines(
        "\u0639\u0628\u0631\u062A 14 \u0634\u0627\u062D\u0646\u0629\n"
        "\u0646\u0632\u062D 250 \u0634\u062E\u0635\u0627\n"
        "\u0642\u062A\u0644 \u0662\u0660\u0660\u0669 \u0645\u062F\u0646\n",
        BARQ_AR);
    struct barq_story *en =
        story_of_lines("Some 14 trucks made it\nIn 2009 towns fell\n", BARQ_EN);
    struct barq_alignment *a = align(ar, en);
    const struct gold_bead first = { 0, 1, 0, 1 }, last = { 2, 1, 1, 1 };

    (void)state;
    check_cover(a, 3, 2);
    assert_true(has_bead(a, &first));
    assert_true(has_bead(a, &last));
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

static char *repeat(const char *line, size_t times)
{
    size_t len = strlen(line);
    char *lines = malloc(len * times + 1);

    assert_non_null(lines);
    for (size_t i = 0; i < times; i++)
        memcpy(lines + i * len, line, len);
    lines[len * times] = 0;
    return lines;
}

static void equal_lines_end_soon(void **state)
{
    enum { LINES = 10000, MOST_SECONDS = 60 };
    char *ar_lines = repeat("\u0642\u0627\u0644 5\n", LINES);
    char *en_lines = repeat("he said 5\n", LINES + 700);
    struct barq_story *ar = story_of_lines(ar_lines, BARQ_AR);
    struct barq_story *en = story_of_lines(en_lines, BARQ_EN);
    clock_t start = clock();
    struct barq_alignment *a = align(ar, en);

    (void)state;
    assert_true(clock() - start < MOST_SECONDS * (clock_t)CLOCKS_PER_SEC);
    check_cover(a, barq_story_segment_count(ar), barq_story_segment_count(en));
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
    free(ar_lines);
    free(en_lines);
}

static void very_unequal_lengths_are_covered(void **state)
{
    char *en_lines = repeat("he said 5\n", 3000);
    struct barq_story *ar = story_of_lines("\u0642\u0627\u0644 5\n", BARQ_AR);
    struct barq_story *en = story_of_lines(en_lines, BARQ_EN);
    struct barq_alignment *a = align(ar, en);

    (void)state;
    check_cover(a, 1, 3000);
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
    free(en_lines);
}

static void joined_texts_are_the_segments(void **state)
{
    struct barq_story *ar = story_of("ceasefire", "ar");
    struct barq_story *en = story_of("ceasefire", "en");
    struct barq_alignment *a = align(ar, en);
    size_t joined = 0;

    (void)state;
    for (size_t i = 0; i < barq_alignment_count(a); i++) {
        struct barq_bead bead = barq_alignment_bead(a, i);
        struct barq_text text = barq_alignment_text(a, i, BARQ_EN);
        size_t len = 0;
        for (size_t k = 0; k < bead.en_count; k++)
            len += barq_story_segment(en, bead.en_first + k).text.len + (k > 0);
        assert_int_equal(len, text.len);
        joined += bead.en_count > 1;
    }
    assert_true(joined > 0); /* the story has 1-2 beads */
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_person_paired_is_found),
        cmocka_unit_test(the_wrong_article_is_not_believed),
        cmocka_unit_test(a_tiny_story_is_sure),
        cmocka_unit_test(languages_are_checked),
        cmocka_unit_test(numbers_tell_lines_apart),
        cmocka_unit_test(equal_lines_end_soon),
        cmocka_unit_test(very_unequal_lengths_are_covered),
        cmocka_unit_test(joined_texts_are_the_segments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
