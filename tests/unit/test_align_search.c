/* A concordance with both sides marked. */
#include "barq.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int make_memory(void **state)
{
    static const char *const pairs[][2] = {
        { "دخل وقف إطلاق النار حيز التنفيذ.", "The ceasefire took effect." },
        { "رفضت الحكومة التعليق.", "The government declined to comment." },
        { "قالت حكومة أخرى.", "Another cabinet said." },
    };
    struct barq_memory *memory = NULL;

    if (barq_memory_open(NULL, BARQ_WRITE, &memory, NULL))
        return -1;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct barq_unit unit = { .ar = text_of(pairs[i][0]),
                                  .en = text_of(pairs[i][1]),
                                  .confidence = 1,
                                  .position = -1 };
        if (barq_memory_add(memory, &unit, NULL, NULL, NULL))
            return -1;
    }
    *state = memory;
    return 0;
}

static int drop_memory(void **state)
{
    barq_memory_close(*state);
    return 0;
}

/* Runs as "plain [hit] {aligned}". */
static void show(const struct barq_marked *runs, size_t count, char *to,
                 size_t room)
{
    static const char *const open[] = { "", "[", "{" };
    static const char *const close[] = { "", "]", "}" };

    for (size_t i = 0; i < count; i++)
        snprintf(to + strlen(to), room - strlen(to), "%s%.*s%s",
                 open[runs[i].mark], (int)runs[i].text.len, runs[i].text.at,
                 close[runs[i].mark]);
}

static const struct {
    const char *why, *query;
    bool aligned;
    const char *want;
} cases[] = {
    { "a term and its rendering", "\"وقف إطلاق النار\"", true,
      "دخل [وقف إطلاق النار] حيز التنفيذ. / The {ceasefire} took effect." },
    { "the other way round", "ceasefire", true,
      "دخل {وقف إطلاق النار} حيز التنفيذ. / The [ceasefire] took effect." },
    { "only if it is asked for", "ceasefire", false,
      "دخل وقف إطلاق النار حيز التنفيذ. / The [ceasefire] took effect." },
    { "a hit on either side is no alignment", "ceasefire \"إطلاق النار\"", true,
      "دخل وقف [إطلاق النار] حيز التنفيذ. / The [ceasefire] took effect." },
    { "what is no sure link stays plain", "أخرى cabinet", true,
      "قالت حكومة [أخرى]. / Another [cabinet] said." },
};

static void both_sides_are_marked(void **state)
{
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_search_options how = { .aligned = cases[i].aligned };
        struct barq_hits *hits = NULL;
        char shown[512] = "";
        assert_int_equal(BARQ_OK, barq_search(*state, text_of(cases[i].query),
                                              &how, &hits, NULL));
        assert_int_equal(1, barq_hits_count(hits));
        const struct barq_hit *hit = barq_hits_at(hits, 0);
        static const struct barq_marked between = { { " / ", 3 },
                                                    BARQ_MARK_PLAIN };
        show(hit->ar, hit->ar_count, shown, sizeof(shown));
        show(&between, 1, shown, sizeof(shown));
        show(hit->en, hit->en_count, shown, sizeof(shown));
        barq_hits_free(hits);
        if (strcmp(cases[i].want, shown) != 0)
            fail_msg("%s: %s, not %s", cases[i].why, shown, cases[i].want);
    }
}

static void hits_outlive_the_memory(void **state)
{
    struct barq_hits *hits = NULL;
    char shown[512] = "";

    assert_int_equal(
        BARQ_OK, barq_search(*state, text_of("government"), NULL, &hits, NULL));
    barq_memory_close(*state);
    *state = NULL;
    show(barq_hits_at(hits, 0)->en, barq_hits_at(hits, 0)->en_count, shown,
         sizeof(shown));
    assert_string_equal("The [government] declined to comment.", shown);
    assert_false(barq_hits_more(hits));
    assert_false(barq_hits_broad(hits));
    barq_hits_free(hits);
    barq_hits_free(NULL);
}

static void nothing_is_said_to_be_nothing(void **state)
{
    struct barq_hits *hits = NULL;
    struct barq_error err;

    assert_int_equal(BARQ_NOTHING,
                     barq_search(*state, text_of("snow"), NULL, &hits, &err));
    assert_string_equal("no unit holds this", err.message);
    assert_int_equal(BARQ_NOTHING,
                     barq_search(*state, text_of("-snow"), NULL, &hits, &err));
    assert_string_equal("there is only what to leave out; say what to find",
                        err.message);
    assert_int_equal(BARQ_NOTHING,
                     barq_search(*state, text_of("***"), NULL, &hits, &err));
    assert_string_equal("there is no word to search for", err.message);
    assert_int_equal(BARQ_E_INPUT,
                     barq_search(*state, text_of("\xFF"), NULL, &hits, &err));
    assert_string_equal("the search is not UTF-8 at byte 0", err.message);
    assert_null(hits);
}

static void kinds_have_names(void **state)
{
    (void)state;
    assert_string_equal("plain", barq_mark_name(BARQ_MARK_PLAIN));
    assert_string_equal("hit", barq_mark_name(BARQ_MARK_HIT));
    assert_string_equal("aligned", barq_mark_name(BARQ_MARK_ALIGNED));
    assert_string_equal("unknown", barq_mark_name((enum barq_mark)3));
}

#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_memory)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN(both_sides_are_marked),
        IN(hits_outlive_the_memory),
        IN(nothing_is_said_to_be_nothing),
        cmocka_unit_test(kinds_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
