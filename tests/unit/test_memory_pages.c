/*
 * Room for SQLite's pages: what is asked for is there, nobody has the same, a
 * longer one keeps what it held, and what was given back is given again.
 */
#include "memory_fixture.h"

enum { PAGE = 4368, MANY = 300 };

static void fill(unsigned char *page, int mark)
{
    assert_non_null(page);
    assert_true(sqlite3_msize(page) > PAGE); /* a slot, no piece of a heap */
    memset(page, mark, PAGE);
}

static void check(const unsigned char *page, int mark)
{
    for (size_t i = 0; i < PAGE; i++)
        assert_int_equal(mark, page[i]);
}

static void pages_are_apart(void **state)
{
    unsigned char *pages[MANY];

    (void)state;
    for (int i = 0; i < MANY; i++)
        fill(pages[i] = sqlite3_malloc(PAGE), i % 251);
    for (int i = 0; i < MANY; i += 3)
        sqlite3_free(pages[i]);
    for (int i = 0; i < MANY; i += 3)
        fill(pages[i] = sqlite3_malloc(PAGE), i % 251);
    for (int i = 0; i < MANY; i++) {
        check(pages[i], i % 251);
        sqlite3_free(pages[i]);
    }
}

static void a_page_that_grows_keeps_what_it_held(void **state)
{
    unsigned char *page = sqlite3_malloc(PAGE);

    (void)state;
    fill(page, 7);
    page = sqlite3_realloc(page, PAGE + 8);
    check(page, 7);
    page = sqlite3_realloc(page, 16 * PAGE);
    check(page, 7);
    page = sqlite3_realloc(page, PAGE);
    check(page, 7);
    sqlite3_free(page);
}

/* When all is given back, the system has it, and there is room again. */
static void all_are_given_back(void **state)
{
    (void)state;
    for (int turn = 0; turn < 3; turn++) {
        unsigned char *first = sqlite3_malloc(PAGE);
        unsigned char *second = sqlite3_malloc(PAGE);
        fill(first, 1);
        fill(second, 2);
        check(first, 1);
        sqlite3_free(first);
        sqlite3_free(second);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_apart),
        cmocka_unit_test(a_page_that_grows_keeps_what_it_held),
        cmocka_unit_test(all_are_given_back),
    };

    memory_place_pages();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
