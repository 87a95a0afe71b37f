/* Clauses: where a sentence is parted, and where it is better left whole. */
#include "memory_fixture.h"

#include "align/align.h"
#include "stories.h"

static const struct {
    const char *why, *ar, *en;
    const char *clauses; /* how each begins in Arabic */
} cases[] = {
    { "a semicolon",
      "قال الوزير إن المحادثات ستستأنف في القاهرة يوم "
      "الاثنين؛ وأضاف أن 12 دولة ستشارك في المؤتمر.\n",
      "The minister said talks would resume in Cairo on Monday.\n"
      "He added that 12 countries would take part in the conference.\n",
      "قال|وأضاف" },
    { "and, after a long clause",
      "وصل رئيس الوزراء إلى برلين يوم الثلاثاء في "
      "زيارة رسمية تستمر يومين وقتل 47 جنديا في "
      "انفجار قرب دمشق.\n",
      "The prime minister arrived in Berlin on Tuesday on an official visit "
      "that will last two days.\n"
      "Forty-seven soldiers were killed in an explosion near Damascus.\n",
      "وصل|وقتل" },
    { "a quotation that ends in a stop",
      "وقال الرئيس: \"لن نوقع أي اتفاق مع "
      "إسرائيل قبل عام 2030.\" وسافر الوفد إلى باريس "
      "بعد الاجتماع.\n",
      "\"We will sign no agreement with Israel before 2030,\" the president "
      "said.\n"
      "The delegation travelled to Paris after the meeting.\n",
      "وقال|وسافر" },
    { "in English, with Arabic whole",
      "ارتفعت أسعار النفط بنسبة 5 في المئة يوم الاثنين.\n"
      "وتراجعت الأسهم في طوكيو بنسبة 3 في المئة.\n",
      "Oil prices rose 5 percent on Monday, while shares in Tokyo fell by 3 "
      "percent.\n",
      "ارتفعت|وتراجعت" },
    { "no inner break",
      "قال الوزير إن المحادثات ستستأنف في القاهرة يوم "
      "الاثنين بمشاركة 12 دولة.\n",
      "The minister said talks would resume in Cairo on Monday.\n"
      "Twelve countries will take part.\n",
      "" },
    { "one against one",
      "قال الوزير إن المحادثات ستستأنف في القاهرة يوم "
      "الاثنين؛ وأضاف أن 12 دولة ستشارك في المؤتمر.\n",
      "The minister said talks would resume in Cairo on Monday; he added that "
      "12 countries would take part in the conference.\n",
      "" },
};

/* Two stories as one bead, whatever the aligner would think of them. */
struct whole {
    struct barq_story *ar, *en;
    struct barq_bead bead;
    struct barq_text texts[2];
    struct barq_alignment alignment;
    struct barq_clauses *clauses;
};

static void part(struct fixture *f, size_t i, struct whole *w)
{
    struct barq_error err = { 0 };

    *w = (struct whole){ .ar = story_of_lines(cases[i].ar, BARQ_AR),
                         .en = story_of_lines(cases[i].en, BARQ_EN) };
    w->bead = (struct barq_bead){ .ar_count = w->ar->segment_count,
                                  .en_count = w->en->segment_count,
                                  .confidence = 0.99,
                                  .pair = true,
                                  .sure = true };
    w->texts[0] = align_text_joined(w->ar, 0, w->ar->segment_count, &f->keep);
    w->texts[1] = align_text_joined(w->en, 0, w->en->segment_count, &f->keep);
    w->alignment =
        (struct barq_alignment){ .ar = w->ar,
                                 .en = w->en,
                                 .beads = &w->bead,
                                 .texts = { &w->texts[0], &w->texts[1] },
                                 .count = 1,
                                 .options.min_confidence = 0.5 };
    if (barq_clauses_find(&w->alignment, &w->clauses, &err))
        fail_msg("%s", err.message);
}

static void release(struct whole *w)
{
    barq_clauses_free(w->clauses);
    barq_story_free(w->ar);
    barq_story_free(w->en);
}

/* Do the Arabic clauses begin with the words that are wanted, in order? */
static bool begin_so(const struct barq_clauses *clauses, const char *wanted)
{
    struct barq_text rest = text_of(wanted);
    size_t count = 0;

    for (; rest.len; count++) {
        struct barq_text word = text_field(&rest, '|');
        if (count >= barq_clauses_count(clauses))
            return false;
        struct barq_text ar = barq_clauses_at(clauses, count).ar;
        if (ar.len < word.len || memcmp(ar.at, word.at, word.len) != 0)
            return false;
    }
    return count == barq_clauses_count(clauses);
}

static void sentences_are_parted_where_they_break(void **state)
{
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct whole w;
        part(*state, i, &w);
        if (!begin_so(w.clauses, cases[i].clauses))
            fail_msg("%s: %zu clauses", cases[i].why,
                     barq_clauses_count(w.clauses));
        release(&w);
    }
}

/* Nothing is lost between clauses, and none is surer than its bead. */
static void clauses_make_up_the_sentence(void **state)
{
    struct whole w;

    part(*state, 0, &w);
    struct barq_clause first = barq_clauses_at(w.clauses, 0);
    struct barq_clause last = barq_clauses_at(w.clauses, 1);
    assert_ptr_equal(w.texts[0].at, first.ar.at);
    assert_ptr_equal(first.ar.at + first.ar.len + 1, last.ar.at);
    assert_ptr_equal(w.texts[0].at + w.texts[0].len, last.ar.at + last.ar.len);
    assert_true(first.confidence <= 0.99 && first.confidence > 0.5);
    release(&w);
}

static void clauses_are_stored_beside_the_whole(void **state)
{
    struct fixture *f = *state;
    struct barq_counts counts = { 0 };
    struct whole w;

    part(f, 0, &w);
    assert_int_equal(
        BARQ_OK, barq_clauses_store(w.clauses, f->memory, NULL, &counts, NULL));
    assert_int_equal(2, counts.added);
    struct barq_unit first = get(f, 1), last = get(f, 2);
    assert_int_equal(BARQ_ALIGNED, first.origin);
    assert_text("He added that 12 countries would take part in the conference.",
                first.en_after);
    assert_int_equal(0, first.en_before.len);
    assert_true(last.ar_before.len > 0);
    assert_int_equal(
        BARQ_OK, barq_clauses_store(w.clauses, f->memory, NULL, &counts, NULL));
    assert_int_equal(0, counts.added);
    w.alignment.options.min_confidence = 1;
    assert_int_equal(
        BARQ_OK, barq_clauses_store(w.clauses, f->memory, NULL, &counts, NULL));
    assert_int_equal(2, counts.skipped);
    release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sentences_are_parted_where_they_break,
                                        make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(clauses_make_up_the_sentence,
                                        make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(clauses_are_stored_beside_the_whole,
                                        make_memory, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
