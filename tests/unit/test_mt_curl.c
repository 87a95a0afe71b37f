/*
 * Where libcurl is not installed: what the memory knows is delivered all the
 * same, and the rest is open with a reason that names the mend.
 *
 * This program has a dlopen() of its own, which the linker prefers to the C
 * library's; it finds nothing.
 */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "barq.h"

static int asked;

void *dlopen(const char *file, int mode)
{
    (void)mode;
    asked += file && strncmp(file, "libcurl", strlen("libcurl")) == 0;
    return NULL;
}

static const char mend[] =
    "libcurl, with which engines are reached, is missing or older than 7.85; "
    "install it (on Debian and Ubuntu: apt install libcurl4)";

static struct barq_engine *open_engine(void)
{
    const struct barq_engine_options how = { .name = "libretranslate",
                                             .url = "http://127.0.0.1:9" };
    struct barq_engine *engine = NULL;
    struct barq_error err;

    if (barq_engine_open(&how, &engine, &err))
        fail_msg("%s", err.message);
    return engine;
}

static void test_draft_is_delivered(void **state)
{
    const struct barq_unit unit = { .ar = text_of("عاد الهدوء إلى المدينة."),
                                    .en =
                                        text_of("Calm returned to the city.") };
    struct barq_engine *engine = open_engine();
    const struct barq_translate_options how = { .engine = engine };
    struct barq_memory *memory;
    struct barq_story *story;
    struct barq_draft *draft;

    (void)state;
    assert_int_equal(BARQ_OK,
                     barq_memory_open(NULL, BARQ_WRITE, &memory, NULL));
    assert_int_equal(BARQ_OK, barq_memory_add(memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK,
                     barq_story_read(text_of("عاد الهدوء إلى المدينة.\nوقال "
                                             "الوزير إن المدارس ستفتح غدا.\n"),
                                     NULL, &story, NULL));
    assert_int_equal(BARQ_OK,
                     barq_translate(memory, story, &how, &draft, NULL));
    assert_true(text_equal(barq_draft_segment(draft, 0).target, unit.en));
    assert_null(barq_draft_segment(draft, 1).target.at);
    struct barq_report report = barq_draft_report(draft);
    assert_string_equal(report.failure, mend);
    assert_int_equal(report.segments[BARQ_BAND_OPEN], 1);
    barq_draft_free(draft);
    barq_story_free(story);
    barq_memory_close(memory);
    barq_engine_close(engine);
}

static void test_check_says_it(void **state)
{
    struct barq_engine *engine = open_engine();
    struct barq_error err;

    (void)state;
    assert_int_equal(BARQ_E_ENGINE, barq_engine_check(engine, &err));
    assert_string_equal(err.message, mend);
    assert_int_equal(asked, 2); /* by both names, once */
    barq_engine_close(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draft_is_delivered),
        cmocka_unit_test(test_check_says_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
