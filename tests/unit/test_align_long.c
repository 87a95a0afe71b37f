/* Long stories: cut where it is safe, and paired right across the cuts. */
#include "align/chunks.h"
#include "align/explain.h"
#include "align/pairing.h"
#include "base/buf.h"
#include "base/utf8.h"

#include "stories.h"

#include <math.h>
#include <stdlib.h>

static const char *const ar_words[] = { "الوزير",  "المدينة", "الشركة",
                                        "الاتفاق", "النفط",   "الجيش",
                                        "المطر",   "المدرسة" };
static const char *const en_words[] = { "minister",  "city",  "company",
                                        "agreement", "oil",   "army",
                                        "rain",      "school" };

/* Lines that a number and two words tell apart; every 17th is left out of
 * the English, every 23rd of the Arabic. */
static struct barq_story *make_story(enum barq_lang lang, size_t lines)
{
    struct buf buf;
    char line[200];

    buf = (struct buf){ 0 };
    for (size_t i = 0; i < lines; i++) {
        size_t a = i % 8, b = i / 3 % 8;
        if (i % (lang == BARQ_AR ? 23 : 17) == 5)
            continue;
        if (lang == BARQ_AR)
            snprintf(line, sizeof(line), "وصل %s إلى %s بعد %zu ساعة.\n",
                     ar_words[a], ar_words[b], 1000 + i * 7);
        else
            snprintf(line, sizeof(line),
                     "The %s reached the %s after %zu hours.\n", en_words[a],
                     en_words[b], 1000 + i * 7);
        buf_adds(&buf, line);
    }
    struct barq_story *story = story_of_lines(buf.at, lang);
    buf_release(&buf);
    return story;
}

/* The number in a segment. */
static size_t number_of(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= '0' && text.at[i] <= '9')
            return (size_t)strtoul(text.at + i, NULL, 10);
    return 0;
}

static void a_long_story_is_paired_as_a_short_one(void **state)
{
    struct barq_story *ar = make_story(BARQ_AR, 2000);
    struct barq_story *en = make_story(BARQ_EN, 2000);
    struct barq_alignment *alignment;
    size_t right = 0, wrong = 0, i = 0, j = 0;

    (void)state;
    assert_int_equal(BARQ_OK, barq_align(ar, en, NULL, &alignment, NULL));
    for (size_t k = 0; k < barq_alignment_count(alignment); k++) {
        struct barq_bead b = barq_alignment_bead(alignment, k);
        assert_int_equal(i, b.ar_first);
        assert_int_equal(j, b.en_first);
        i += b.ar_count;
        j += b.en_count;
        if (!b.ar_count || !b.en_count)
            continue;
        bool same = number_of(barq_alignment_text(alignment, k, BARQ_AR)) ==
                    number_of(barq_alignment_text(alignment, k, BARQ_EN));
        right += same && b.ar_count == 1 && b.en_count == 1;
        wrong += !same || b.ar_count + b.en_count != 2;
    }
    assert_int_equal(barq_story_segment_count(ar), i);
    assert_int_equal(barq_story_segment_count(en), j);
    print_message("  %zu right, %zu wrong\n", right, wrong);
    assert_true(right > 1700 && wrong * 50 < right);
    barq_alignment_free(alignment);
    barq_story_free(ar);
    barq_story_free(en);
}

/* The evidence of two stories, with room for what comes after. */
struct bench {
    struct block home;
    struct arena keep, scratch;
    struct lexicons lexicons;
    struct align_model model;
    struct evidence evidence;
};

static void gather(struct bench *b, const struct barq_story *ar,
                   const struct barq_story *en)
{
    const struct barq_story *const stories[SIDES] = { ar, en };

    assert_int_equal(BARQ_OK,
                     block_reserve(&b->home, TASK_CEILING, &b->keep, NULL));
    b->scratch = arena_split(&b->keep);
    assert_int_equal(BARQ_OK, model_read(&b->model, b->scratch, NULL));
    b->lexicons = (struct lexicons){ .memory = NULL };
    assert_int_equal(BARQ_OK,
                     evidence_gather(stories, &b->lexicons, &b->evidence,
                                     &b->keep, b->scratch, NULL));
}

static void cuts_cover_and_are_many(void **state)
{
    struct barq_story *ar = make_story(BARQ_AR, 2000);
    struct barq_story *en = make_story(BARQ_EN, 2000);
    struct bench b;
    struct chunks chunks;
    size_t at[SIDES] = { 0 }, widest = 0;

    (void)state;
    gather(&b, ar, en);
    assert_int_equal(
        BARQ_OK, chunks_cut(&b.evidence, &chunks, &b.keep, b.scratch, NULL));
    for (size_t i = 0; i < chunks.count; i++)
        for (int s = SIDE_AR; s < SIDES; s++) {
            assert_int_equal(at[s], chunks.at[i].first[s]);
            at[s] += chunks.at[i].count[s];
            if (chunks.at[i].count[s] > widest)
                widest = chunks.at[i].count[s];
        }
    for (int s = SIDE_AR; s < SIDES; s++)
        assert_int_equal(b.evidence.side[s].count, at[s]);
    print_message("  %zu chunks, the widest of %zu\n", chunks.count, widest);
    assert_true(chunks.count > 20 && widest < 200);
    block_release(b.home);
    barq_story_free(ar);
    barq_story_free(en);
}

/* Two thousand lines on either side that have nothing in common. */
static void strangers_are_gone_through_in_pieces(void **state)
{
    struct buf buf;
    struct barq_story *stories[2];
    struct bench b;
    struct chunks chunks;

    (void)state;
    for (int k = 0; k < 2; k++) {
        buf = (struct buf){ 0 };
        for (int i = 0; i < 2000; i++)
            buf_adds(&buf, (k ? "Nothing of the kind.\n" : "قف هنا.\n"));
        stories[k] = story_of_lines(buf.at, k ? BARQ_EN : BARQ_AR);
        buf_release(&buf);
    }
    gather(&b, stories[0], stories[1]);
    assert_int_equal(
        BARQ_OK, chunks_cut(&b.evidence, &chunks, &b.keep, b.scratch, NULL));
    assert_int_equal(1, chunks.count);
    struct chunk left = chunks.at[0], piece;
    size_t settled[SIDES], pieces = 1;
    while (chunks_piece(&chunks, &left, &piece, settled)) {
        assert_true((piece.count[0] + 1) * (piece.count[1] + 1) <=
                    LATTICE_NODES);
        for (int s = SIDE_AR; s < SIDES; s++) {
            assert_true(settled[s] > left.first[s]);
            left.count[s] -= settled[s] - left.first[s];
            left.first[s] = settled[s];
        }
        pieces++;
    }
    assert_in_range(pieces, 10, 100);
    block_release(b.home);
    barq_story_free(stories[0]);
    barq_story_free(stories[1]);
}

/* The parts that are told of a bead add up to its weight; those too small to
 * tell are left out. */
static void expect_parts_of(struct bench *b, const struct lattice *l,
                            const struct barq_story *const stories[SIDES],
                            size_t at, size_t shape)
{
    double weight = lattice_weight(l, at, at, shape), sum = 0;
    struct barq_bead bead = { .ar_first = at,
                              .ar_count = bead_shapes[shape].count[SIDE_AR],
                              .en_first = at,
                              .en_count = bead_shapes[shape].count[SIDE_EN] };
    struct bead_parts parts;

    if (!isfinite(weight))
        return;
    assert_int_equal(BARQ_OK,
                     explain_bead(l, stories, &bead, &parts, &b->keep, NULL));
    for (size_t i = 0; i < parts.count; i++)
        sum += parts.at[i].worth;
    assert_true(fabs(sum - weight) < 0.3);
}

static void the_parts_of_a_bead_add_up(void **state)
{
    struct barq_story *ar = story_of("ceasefire", "ar");
    struct barq_story *en = story_of("ceasefire", "en");
    const struct barq_story *const stories[SIDES] = { ar, en };
    struct bench b;
    struct first_pass first;
    struct lattice l;

    (void)state;
    gather(&b, ar, en);
    struct chunk all = { .count = { b.evidence.side[0].count,
                                    b.evidence.side[1].count } };
    struct lattice_plan plan = { .evidence = &b.evidence,
                                 .model = &b.model,
                                 .chunk = all };
    assert_int_equal(BARQ_OK,
                     pairing_prepare(&plan, &first, &b.keep, b.scratch, NULL));
    plan.model = &first.model;
    plan.hopeless = first.hopeless;
    plan.depth = LATTICE_WHOLE;
    assert_int_equal(BARQ_OK, lattice_make(&plan, &l, &b.keep, NULL));
    for (size_t k = 0; k < 10; k++) {
        if (lattice_is_hopeless(&l, k, k))
            continue; /* its beads have no weights */
        expect_parts_of(&b, &l, stories, k, 0);
        expect_parts_of(&b, &l, stories, k, 3);
    }
    for (size_t s = 0; s < l.shapes; s++) /* two titles and what follows */
        if (bead_shapes[s].count[0] == 2 && bead_shapes[s].count[1] == 2)
            expect_parts_of(&b, &l, stories, 0, s);
    block_release(b.home);
    barq_story_free(ar);
    barq_story_free(en);
}

static void keys_are_sorted(void **state)
{
    enum { COUNT = 20000 };
    static struct key keys[COUNT], spare[COUNT];

    (void)state;
    for (uint32_t i = 0; i < COUNT; i++)
        keys[i] = (struct key){ .hash = i % 5000 * 2654435761U,
                                .item = i & (ITEMS_MOST - 1) };
    keys_sort(keys, COUNT, spare);
    for (size_t i = 1; i < COUNT; i++) {
        assert_true(keys[i - 1].hash <= keys[i].hash);
        if (keys[i - 1].hash == keys[i].hash)
            assert_true(keys[i - 1].item < keys[i].item);
    }
}

/* A filter has all that it was made of, and little else. */
static void keys_are_sifted(void **state)
{
    enum { COUNT = 5000 };
    struct bench b;
    struct barq_story *ar = story_of("ceasefire", "ar");
    struct barq_story *en = story_of("ceasefire", "en");
    struct key_filter filter;
    struct keys some = { 0 }, more = { 0 };

    (void)state;
    gather(&b, ar, en);
    some.arena = arena_part(&b.keep, 4);
    more.arena = arena_part(&b.keep, 4);
    for (uint64_t i = 0; i < COUNT; i++) {
        uint64_t hash = text_hash((struct barq_text){ (char *)&i, sizeof(i) });
        keys_add(&more, hash, i, EVIDENCE_WORD);
        if (i % 10 == 0)
            keys_add(&some, hash, i, EVIDENCE_WORD);
    }
    assert_true(key_filter_make(&filter, &some, &b.keep));
    keys_sift(&more, &filter);
    assert_in_range(more.count, some.count, 2 * some.count);
    for (size_t i = 0, k = 0; i < some.count; i++, k++) {
        while (k < more.count && more.at[k].item != some.at[i].item)
            k++;
        assert_true(k < more.count);
    }
    keys_sift(&more, &(struct key_filter){ (uint64_t[1]){ 0 }, 63 });
    assert_int_equal(more.count, 0);
    block_release(b.home);
    barq_story_free(ar);
    barq_story_free(en);
}

static const struct {
    const char *why, *ar, *en;
    bool alike;
} words[] = {
    { "the article before two letters", "اليد", "hand", true },
    { "and a waw before that", "واليد", "hand", true },
    { "a pronoun behind two letters", "يدها", "hand", true },
    { "a stem that only the vocabulary bears out", "بسكاكينهم", "knives",
      true },
    { "three letters left are the stemmer's business", "الياد", "hand", false },
    { "another word", "اليد", "mouth", false },
};

/* Words are each other's like by lexicon and vocabulary. */
static void words_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct barq_story *ar = story_of_lines(words[i].ar, BARQ_AR);
        struct barq_story *en = story_of_lines(words[i].en, BARQ_EN);
        struct bench b;
        size_t posts = 0;
        gather(&b, ar, en);
        assert_int_equal(BARQ_OK,
                         evidence_join(&b.evidence,
                                       &(struct chunk){ .count = { 1, 1 } },
                                       &b.keep, b.scratch, NULL));
        for (size_t k = 0; k < b.evidence.side[SIDE_AR].item_count; k++)
            posts += b.evidence.side[SIDE_AR].items[k].post_count;
        if ((posts > 0) != words[i].alike)
            fail_msg("%s: %zu posts", words[i].why, posts);
        block_release(b.home);
        barq_story_free(ar);
        barq_story_free(en);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_story_is_paired_as_a_short_one),
        cmocka_unit_test(cuts_cover_and_are_many),
        cmocka_unit_test(strangers_are_gone_through_in_pieces),
        cmocka_unit_test(the_parts_of_a_bead_add_up),
        cmocka_unit_test(keys_are_sorted),
        cmocka_unit_test(keys_are_sifted),
        cmocka_unit_test(words_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
