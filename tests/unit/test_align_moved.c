/* Paragraphs that stand elsewhere in the translation. */
#include "align/align.h"
#include "base/buf.h"
#include "base/utf8.h"

#include "stories.h"

static const char arabic[] =
    "وصل الوزير فارس النجار إلى بيروت صباح الثلاثاء 12 أيار/مايو.\n"
    "قالت الشركة إن أرباحها ارتفعت 14 في المئة إلى 320 مليون دولار.\n"
    "لم تتأثر المدارس في المدينة بالأمطار.\n"
    "وأضاف أن المحادثات مع أرفاد ستستأنف في 9 أيار/مايو.\n"
    "وتوقفت حركة القطارات ساعتين بين الدانة وسهلان.\n"
    "وقتل 27 شخصا وأصيب 140 في انفجار في مصر عام 2011، بحسب وزير الصحة "
    "كريم الحداد.\n";

/* The last of these is the second over there. */
static const char *const english[] = {
    "Minister Fares al-Najjar arrived in Beirut on Tuesday morning, May "
    "12.\n",
    "The company said its profit rose 14 percent to $320 million.\n",
    "Schools in the city were not affected by the rain.\n",
    "Talks with Arvad would resume on May 9, he added.\n",
    "Trains between Dana and Sahlan stopped for two hours.\n",
    "An explosion in Egypt in 2011 killed 27 people and wounded 140, Health "
    "Minister Karim al-Haddad said.\n",
};
enum { LINES = 6 };

static struct barq_story *english_in_order(const size_t order[LINES])
{
    struct buf buf = { 0 };

    for (size_t i = 0; i < LINES; i++)
        buf_adds(&buf, english[order[i]]);
    struct barq_story *story = story_of_lines(buf.at, BARQ_EN);
    buf_release(&buf);
    return story;
}

/* How many pairs are the right ones, and how many others there are. */
static void count(const size_t order[LINES], bool explained, size_t *right,
                  size_t *wrong)
{
    struct barq_story *ar = story_of_lines(arabic, BARQ_AR);
    struct barq_story *en = english_in_order(order);
    struct barq_align_options how = { .explain = explained };
    struct barq_alignment *found;
    size_t ar_seen = 0, en_seen = 0;

    *right = *wrong = 0;
    assert_int_equal(BARQ_OK, barq_align(ar, en, &how, &found, NULL));
    for (size_t i = 0; i < barq_alignment_count(found); i++) {
        struct barq_bead bead = barq_alignment_bead(found, i);
        size_t parts = 0;
        barq_alignment_parts(found, i, &parts);
        ar_seen += bead.ar_count;
        en_seen += bead.en_count;
        if (!bead.ar_count || !bead.en_count)
            continue;
        bool same = bead.ar_count == 1 && bead.en_count == 1 &&
                    order[bead.en_first] == bead.ar_first;
        *right += same;
        *wrong += !same;
        assert_int_equal(explained, parts > 0);
    }
    assert_int_equal(LINES, ar_seen);
    assert_int_equal(LINES, en_seen);
    barq_alignment_free(found);
    barq_story_free(ar);
    barq_story_free(en);
}

static void a_moved_paragraph_is_found(void **state)
{
    size_t order[LINES] = { 0, 5, 1, 2, 3, 4 }, right, wrong;

    (void)state;
    count(order, false, &right, &wrong);
    assert_int_equal(LINES, right);
    assert_int_equal(0, wrong);
}

static void it_is_explained_as_any_other(void **state)
{
    size_t order[LINES] = { 1, 2, 3, 4, 0, 5 }, right, wrong;

    (void)state;
    count(order, true, &right, &wrong);
    assert_int_equal(LINES, right);
    assert_int_equal(0, wrong);
}

static void what_has_no_partner_gets_none(void **state)
{
    static const char more[] = "وقال مصدر آخر إن الحصاد بدأ مبكرا هذا العام.\n";
    struct buf ar_text = { 0 }, en_text = { 0 };
    struct barq_alignment *found;
    size_t alone = 0;

    (void)state;
    buf_adds(&ar_text, more);
    buf_adds(&ar_text, arabic);
    for (size_t i = 0; i < LINES; i++)
        buf_adds(&en_text, english[i]);
    buf_adds(&en_text, "The museum closes its doors on Fridays in winter.\n");
    struct barq_story *ar = story_of_lines(ar_text.at, BARQ_AR);
    struct barq_story *en = story_of_lines(en_text.at, BARQ_EN);
    buf_release(&ar_text);
    buf_release(&en_text);
    assert_int_equal(BARQ_OK, barq_align(ar, en, NULL, &found, NULL));
    for (size_t i = 0; i < barq_alignment_count(found); i++) {
        struct barq_bead bead = barq_alignment_bead(found, i);
        alone += bead.ar_count + bead.en_count == 1;
    }
    assert_int_equal(2, alone);
    barq_alignment_free(found);
    barq_story_free(ar);
    barq_story_free(en);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moved_paragraph_is_found),
        cmocka_unit_test(it_is_explained_as_any_other),
        cmocka_unit_test(what_has_no_partner_gets_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
