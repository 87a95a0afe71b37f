/* What is learnt from the pairs of a memory, and when. */
#include "memory_fixture.h"

#include "align/learn.h"
#include "stories.h"

/* Words that no lexicon has, as pairs; each unit holds two of them. */
static const char *const arabic[] = { "شنقيل", "قنبيل", "مزكوف",
                                      "طنبور", "خزمان", "زرقيط" };
static const char *const english[] = { "blorp", "zorp",  "quindle",
                                       "frazz", "mibbo", "snarv" };
enum { WORDS = 6 };

static void put(struct fixture *f, int i)
{
    char ar[200], en[200];
    int a = i % WORDS, b = (i / WORDS) % WORDS;

    snprintf(ar, sizeof(ar), "رأى %s مع %s %d.", arabic[a], arabic[b], i);
    snprintf(en, sizeof(en), "It saw %s with %s %d.", english[b], english[a],
             i);
    const struct barq_unit unit = { .ar = text_of(ar),
                                    .en = text_of(en),
                                    .origin = BARQ_PUBLISHED,
                                    .position = -1 };
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
}

static int share_of(struct fixture *f, const char *ar, const char *en)
{
    struct memory_rendering renderings[8];
    size_t count;
    struct text_language languages[2] = {
        { BARQ_AR, memory_lexicon(f->memory) },
        { BARQ_EN, memory_lexicon(f->memory) }
    };
    struct arena keep = f->keep, scratch = arena_split(&keep);
    struct tokens tokens[2];

    for (int k = 0; k < 2; k++)
        assert_int_equal(BARQ_OK,
                         text_tokens(languages[k], text_of(k ? en : ar),
                                     &tokens[k], &keep, scratch, NULL));
    assert_int_equal(BARQ_OK,
                     memory_learnt(f->memory, text_hash(tokens[0].at[0].l3),
                                   renderings, 8, &count, NULL));
    for (size_t i = 0; i < count; i++)
        if (renderings[i].en == text_hash(tokens[1].at[0].l3))
            return renderings[i].share;
    return 0;
}

static void words_that_stand_together_are_learnt(void **state)
{
    struct fixture *f = *state;

    for (int i = 0; i < 240; i++)
        put(f, i);
    assert_int_equal(BARQ_OK, learn_refresh(f->memory, NULL));
    for (int w = 0; w < WORDS; w++) {
        assert_true(share_of(f, arabic[w], english[w]) > 500);
        assert_true(share_of(f, arabic[w], english[(w + 1) % WORDS]) < 200);
    }
}

static void it_is_done_again_when_the_memory_has_grown(void **state)
{
    struct fixture *f = *state;
    int64_t learnt, units;

    for (int i = 0; i < 150; i++)
        put(f, i);
    assert_int_equal(BARQ_OK, learn_refresh(f->memory, NULL));
    memory_learnt_state(f->memory, &learnt, &units, NULL);
    assert_int_equal(0, learnt); /* too few to be worth it */
    for (int i = 150; i < 240; i++)
        put(f, i);
    assert_int_equal(BARQ_OK, learn_refresh(f->memory, NULL));
    memory_learnt_state(f->memory, &learnt, &units, NULL);
    assert_int_equal(units, learnt);
    put(f, 240);
    assert_int_equal(BARQ_OK, learn_refresh(f->memory, NULL));
    memory_learnt_state(f->memory, &learnt, &units, NULL);
    assert_true(learnt < units); /* one more unit is no reason */
}

/* Three sentences that only those words tell apart, one left out. */
static void what_was_learnt_pairs_stories(void **state)
{
    struct fixture *f = *state;
    struct barq_align_options options = { 0 };
    struct barq_alignment *alignment;
    struct barq_story *ar = story_of_lines("رأى شنقيل اليوم كله مع قنبيل.\n"
                                           "رأى مزكوف اليوم كله مع طنبور.\n"
                                           "رأى خزمان اليوم كله مع زرقيط.\n",
                                           BARQ_AR);
    struct barq_story *en =
        story_of_lines("It saw the blorp all day with a zorp.\n"
                       "It saw the mibbo all day with a snarv.\n",
                       BARQ_EN);

    for (int i = 0; i < 240; i++)
        put(f, i);
    assert_int_equal(BARQ_OK, learn_refresh(f->memory, NULL));
    options.memory = f->memory;
    assert_int_equal(BARQ_OK, barq_align(ar, en, &options, &alignment, NULL));
    bool last_is_paired = false, middle_is_alone = false;
    for (size_t i = 0; i < barq_alignment_count(alignment); i++) {
        struct barq_bead b = barq_alignment_bead(alignment, i);
        last_is_paired |=
            b.ar_first == 2 && b.en_first == 1 && b.ar_count && b.en_count;
        middle_is_alone |= b.ar_first == 1 && b.ar_count == 1 && !b.en_count;
    }
    assert_true(last_is_paired && middle_is_alone);
    barq_alignment_free(alignment);
    barq_story_free(ar);
    barq_story_free(en);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_that_stand_together_are_learnt,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(
            it_is_done_again_when_the_memory_has_grown, make_memory,
            drop_folder),
        cmocka_unit_test_setup_teardown(what_was_learnt_pairs_stories,
                                        make_memory, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
