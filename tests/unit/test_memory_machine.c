/* Answers of engines, and their cost, beside the units of a memory. */
#include "base/arena.h"
#include "base/utf8.h"
#include "memory/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static _Alignas(16) char block[1 << 16];
static struct barq_memory *memory;

static int open_memory(void **state)
{
    (void)state;
    return (int)barq_memory_open(NULL, BARQ_WRITE, &memory, NULL);
}

static int close_memory(void **state)
{
    (void)state;
    barq_memory_close(memory);
    return 0;
}

static struct memory_answer key_of(const char *engine, const char *model,
                                   const char *source, enum barq_lang from,
                                   uint64_t hints)
{
    return (struct memory_answer){ text_of(engine), text_of(model),
                                   text_of(source), from, hints };
}

static enum barq_status get(struct memory_answer key, struct barq_text *out)
{
    struct arena keep = arena_over(block, sizeof(block));

    return memory_get_answer(memory, &key, out, &keep, NULL);
}

static void put(struct memory_answer key, const char *target)
{
    assert_int_equal(BARQ_OK, memory_begin(memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_put_answer(memory, &key, text_of(target), NULL));
    assert_int_equal(BARQ_OK, memory_commit(memory, NULL));
}

static void an_answer_depends_on_all_of_its_key(void **state)
{
    const struct {
        const char *why;
        struct memory_answer key;
    } others[] = {
        { "another engine", key_of("f", "m", "s", BARQ_AR, 7) },
        { "another model", key_of("e", "n", "s", BARQ_AR, 7) },
        { "another text", key_of("e", "m", "t", BARQ_AR, 7) },
        { "the other direction", key_of("e", "m", "s", BARQ_EN, 7) },
        { "other examples", key_of("e", "m", "s", BARQ_AR, 8) },
    };
    struct barq_text got;

    (void)state;
    assert_int_equal(BARQ_NOTHING,
                     get(key_of("e", "m", "s", BARQ_AR, 7), &got));
    put(key_of("e", "m", "s", BARQ_AR, 7), "answer");
    assert_int_equal(BARQ_OK, get(key_of("e", "m", "s", BARQ_AR, 7), &got));
    assert_string_equal("answer", got.at);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        print_message("  %s\n", others[i].why);
        assert_int_equal(BARQ_NOTHING, get(others[i].key, &got));
    }
    put(key_of("e", "m", "s", BARQ_AR, 7), "a better one");
    assert_int_equal(BARQ_OK, get(key_of("e", "m", "s", BARQ_AR, 7), &got));
    assert_string_equal("a better one", got.at);
}

/* No lookup, no search, no count ever sees an answer. */
static void an_answer_is_no_unit(void **state)
{
    struct barq_matches *matches;
    struct barq_units *units;
    struct barq_stats stats;

    (void)state;
    put(key_of("e", "m", "a sentence of its own", BARQ_EN, 0), "jumla");
    assert_int_equal(BARQ_NOTHING,
                     barq_lookup(memory, text_of("a sentence of its own"), NULL,
                                 &matches, NULL));
    assert_int_equal(
        BARQ_NOTHING,
        barq_memory_search(memory, text_of("sentence"), NULL, &units, NULL));
    assert_int_equal(BARQ_OK, barq_memory_stats(memory, &stats, NULL));
    assert_int_equal(0, stats.units);
}

static void use_adds_up_by_month(void **state)
{
    int64_t used = -1;

    (void)state;
    assert_int_equal(BARQ_OK,
                     memory_get_use(memory, text_of("e"), 202611, &used, NULL));
    assert_int_equal(0, used);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(BARQ_OK, memory_begin(memory, NULL));
        assert_int_equal(
            BARQ_OK, memory_add_use(memory, text_of("e"), 202611, 1000, NULL));
        assert_int_equal(BARQ_OK, memory_commit(memory, NULL));
    }
    assert_int_equal(BARQ_OK,
                     memory_get_use(memory, text_of("e"), 202611, &used, NULL));
    assert_int_equal(3000, used);
    assert_int_equal(BARQ_OK,
                     memory_get_use(memory, text_of("e"), 202612, &used, NULL));
    assert_int_equal(0, used);
    assert_int_equal(BARQ_OK,
                     memory_get_use(memory, text_of("f"), 202611, &used, NULL));
    assert_int_equal(0, used);
}

static void nothing_is_written_outside_of_a_transaction(void **state)
{
    struct memory_answer key = key_of("e", "m", "s", BARQ_AR, 0);

    (void)state;
    assert_int_equal(BARQ_E_MEMORY,
                     memory_put_answer(memory, &key, text_of("x"), NULL));
    assert_int_equal(BARQ_E_MEMORY,
                     memory_add_use(memory, text_of("e"), 202611, 1, NULL));
    assert_true(memory_can_write(memory));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_depends_on_all_of_its_key),
        cmocka_unit_test(an_answer_is_no_unit),
        cmocka_unit_test(use_adds_up_by_month),
        cmocka_unit_test(nothing_is_written_outside_of_a_transaction),
    };

    return cmocka_run_group_tests(tests, open_memory, close_memory);
}
