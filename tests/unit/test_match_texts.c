/*
 * A text that many units have is compared once, and yet each of them is a match
 * of its own: its origin, its wordings, its pieces of text.
 */
#include "match_fixture.h"

static const char near_text[] =
    "The army said on Monday that troops had left the northern village.";
static const char far_text[] =
    "The army said on Monday that ministers would meet bankers in Doha about "
    "new loans for hospitals.";
static const char asked[] =
    "The army said on Monday that troops had left the southern village.";

static void add(const char *en, const char *ar, enum barq_origin origin)
{
    struct barq_unit unit = { .en = text_of(en),
                              .ar = text_of(ar),
                              .origin = origin,
                              .confidence = 1,
                              .position = -1 };
    struct barq_error err = { 0 };

    if (barq_memory_add(fixture.memory, &unit, NULL, NULL, &err))
        fail_msg("%s", err.message);
}

static struct barq_matches *look(const char *query, bool exhaustive)
{
    const struct barq_lookup_options options = {
        .lang = BARQ_EN, .min = 50, .max = 1000, .exhaustive = exhaustive
    };
    struct barq_matches *found = NULL;
    struct barq_error err = { 0 };

    if (barq_lookup(fixture.memory, text_of(query), &options, &found, &err))
        fail_msg("%s", err.message);
    return found;
}

static bool lies_in(struct barq_text piece, struct barq_text text)
{
    return piece.at >= text.at && piece.at + piece.len <= text.at + text.len;
}

/* The pieces of a match are of its own text, and the points make a hundred. */
static void check_pieces(const struct barq_match *match)
{
    double points = match->score;

    for (size_t i = 0; i < match->run_count; i++)
        assert_true(lies_in(match->runs[i].text, match->unit.en));
    for (size_t i = 0; i < match->part_count; i++) {
        points += match->parts[i].points;
        if (match->parts[i].stored.len)
            assert_true(lies_in(match->parts[i].stored, match->unit.en));
    }
    assert_true(points > 99.99 && points < 100.01);
    assert_true(match->run_count > 1);
}

static void each_unit_of_a_text_is_a_match(void **state)
{
    static const struct {
        const char *ar;
        enum barq_origin origin;
        int penalty;
    } units[] = {
        { "قال الجيش يوم الاثنين إن القوات غادرت القرية الشمالية.",
          BARQ_PUBLISHED, 0 },
        { "ذكر الجيش الاثنين أن قواته انسحبت من القرية الشمالية.", BARQ_ALIGNED,
          5 },
        { "أعلن الجيش مغادرة القوات القرية الشمالية يوم الاثنين.", BARQ_MT,
          15 },
    };
    size_t count = sizeof(units) / sizeof(units[0]);

    (void)state;
    for (size_t i = 0; i < count; i++)
        add(near_text, units[i].ar, units[i].origin);
    struct barq_matches *found = look(asked, false);
    assert_int_equal(count, barq_matches_count(found));
    int best = barq_matches_at(found, 0)->score;
    for (size_t i = 0; i < count; i++) {
        const struct barq_match *match = barq_matches_at(found, i);
        assert_int_equal(units[i].origin, match->unit.origin);
        assert_int_equal(best - units[i].penalty, match->score);
        assert_true(match->rivals);
        check_pieces(match);
    }
    barq_matches_free(found);
}

static void what_is_too_far_is_too_far_each_time(void **state)
{
    (void)state;
    add(near_text, "غادرت القوات القرية.", BARQ_PUBLISHED);
    add(far_text, "يجتمع الوزراء بالمصرفيين.", BARQ_PUBLISHED);
    add(far_text, "سيلتقي الوزراء مصرفيين.", BARQ_PUBLISHED);
    for (int turn = 0; turn < 3; turn++) {
        struct barq_matches *found = look(asked, false);
        assert_int_equal(1, barq_matches_count(found));
        barq_matches_free(found);
    }
}

/* A sentence that is so long is compared each time, and so are they all once
 * there are too many. */
enum { MANY = 700, LONG = 6 << 10 };

static void as_good_where_nothing_is_kept(void **state)
{
    static char text[2 * LONG], query[2 * LONG + 16];
    size_t len = 0;

    (void)state;
    for (int i = 0; len < LONG; i++)
        len += (size_t)sprintf(text + len, "dredger%d-harbour-lighthouse-%d ",
                               i, i * i);
    snprintf(query, sizeof(query), "strange-%s", text);
    add(text, "نص طويل", BARQ_PUBLISHED);
    add(text, "نص آخر", BARQ_ALIGNED);
    struct barq_matches *found = look(query, false);
    assert_int_equal(2, barq_matches_count(found));
    for (size_t i = 0; i < 2; i++)
        check_pieces(barq_matches_at(found, i));
    barq_matches_free(found);
}

/* As many tokens as are compared at all, the ends of which differ: all others
 * of one word, or each of its own. */
static void the_longest_are_compared(void **state)
{
    enum { TOKENS = 1000 };
    static char text[16 * TOKENS], query[16 * TOKENS + 32];

    (void)state;
    for (int own = 0; own < 2; own++) {
        size_t len = 0;
        for (int i = 0; i < TOKENS - 2; i++)
            len +=
                (size_t)sprintf(text + len, own ? " w%c%c%cx" : " oil",
                                'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
        snprintf(query, sizeof(query), "apple%s melon", text);
        add(query, own ? "نص" : "نص آخر", BARQ_PUBLISHED);
        snprintf(query, sizeof(query), "zebra%s tiger", text);
        struct barq_matches *found = look(query, false);
        struct barq_matches *all = look(query, true);
        assert_int_equal(1, barq_matches_count(found));
        assert_int_equal(barq_matches_at(all, 0)->score,
                         barq_matches_at(found, 0)->score);
        check_pieces(barq_matches_at(found, 0));
        barq_matches_free(found);
        barq_matches_free(all);
    }
}

static void as_many_as_a_full_scan_finds(void **state)
{
    char en[400], ar[64];

    (void)state;
    for (int i = 0; i < MANY; i++) {
        snprintf(en, sizeof(en),
                 "The army said on Monday that troops number %d had left the "
                 "village %s, the ministry and the agency of the region and "
                 "all officers who were asked about convoy w%d.",
                 i % 9, i % 2 ? "again" : "before", i / 2);
        snprintf(ar, sizeof(ar), "نص رقم %d", i);
        add(en, ar, i % 3 ? BARQ_PUBLISHED : BARQ_ALIGNED);
    }
    struct barq_matches *found = look(en, false), *all = look(en, true);
    assert_true(barq_matches_count(found) > MANY / 2);
    assert_int_equal(barq_matches_count(all), barq_matches_count(found));
    for (size_t i = 0; i < barq_matches_count(all); i++) {
        const struct barq_match *a = barq_matches_at(found, i);
        const struct barq_match *b = barq_matches_at(all, i);
        assert_int_equal(b->unit.id, a->unit.id);
        assert_int_equal(b->score, a->score);
        assert_int_equal(b->part_count, a->part_count);
        assert_int_equal(b->run_count, a->run_count);
    }
    barq_matches_free(found);
    barq_matches_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_unit_of_a_text_is_a_match,
                                        set_up_memory, tear_down_memory),
        cmocka_unit_test_setup_teardown(what_is_too_far_is_too_far_each_time,
                                        set_up_memory, tear_down_memory),
        cmocka_unit_test_setup_teardown(as_good_where_nothing_is_kept,
                                        set_up_memory, tear_down_memory),
        cmocka_unit_test_setup_teardown(the_longest_are_compared, set_up_memory,
                                        tear_down_memory),
        cmocka_unit_test_setup_teardown(as_many_as_a_full_scan_finds,
                                        set_up_memory, tear_down_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
