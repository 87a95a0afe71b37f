/* A memory that was made for nothing goes again; what is stored never does. */
#include "memory_fixture.h"

static void assert_there(const struct fixture *f, bool there)
{
    assert_int_equal(there ? 0 : -1, access(f->path, F_OK));
}

static void close_it(struct fixture *f)
{
    barq_memory_close(f->memory);
    f->memory = NULL;
}

static void one_with_nothing_in_it_goes(void **state)
{
    struct fixture *f = *state;
    char log[128];

    assert_there(f, true);
    close_it(f);
    assert_there(f, false);
    snprintf(log, sizeof(log), "%s-wal", f->path);
    assert_int_equal(-1, access(log, F_OK));
}

/* ... also for a program that works in another folder by then. */
static void one_goes_from_another_folder(void **state)
{
    struct fixture *f = *state;
    char here[4096];

    close_it(f);
    assert_non_null(getcwd(here, sizeof(here)));
    assert_int_equal(0, chdir(f->folder));
    assert_int_equal(BARQ_OK,
                     barq_memory_open("tm.db", BARQ_WRITE, &f->memory, NULL));
    assert_there(f, true);
    assert_int_equal(0, chdir(here));
    close_it(f);
    assert_there(f, false);
}

static void one_with_a_unit_stays(void **state)
{
    struct fixture *f = *state;

    add_pair(f, "\u0646\u0639\u0645", "yes");
    close_it(f);
    assert_there(f, true);
}

/* Also when it is empty again: there was something, and its history is. */
static void one_that_was_emptied_stays(void **state)
{
    struct fixture *f = *state;
    int64_t id = add_pair(f, "\u0646\u0639\u0645", "yes");
    const struct barq_selection which = { .ids = &id, .count = 1 };
    struct barq_change *change = NULL;

    assert_int_equal(
        BARQ_OK, barq_memory_delete(f->memory, &which, NULL, &change, NULL));
    barq_change_free(change);
    close_it(f);
    assert_there(f, true);
}

static void one_with_a_name_stays(void **state)
{
    struct fixture *f = *state;
    const struct barq_text ar = text_of("\u0631\u0646\u0627");
    const struct barq_name name = { .house = text_of("Rana"),
                                    .ar = &ar,
                                    .ar_count = 1 };

    assert_int_equal(BARQ_OK, barq_name_put(f->memory, &name, NULL, NULL));
    close_it(f);
    assert_there(f, true);
}

static void one_that_was_there_stays(void **state)
{
    struct fixture *f = *state;

    close_it(f);
    exec_in(f->path, "VACUUM"); /* an empty file */
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    close_it(f);
    assert_there(f, true);
}

/* Whoever has it open goes on with it. */
static void one_that_another_has_stays(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;
    struct barq_unit unit = pair_of("\u0646\u0639\u0645", "yes");

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    close_it(f);
    assert_there(f, true);
    assert_int_equal(BARQ_OK, barq_memory_add(other, &unit, NULL, NULL, NULL));
    barq_memory_close(other);
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM unit"));
}

/* What went into a file without a name would be gone. */
static void nothing_is_stored_in_one_that_moved(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of("\u0644\u0627", "no");
    struct barq_error err = { 0 };
    char aside[128], want[256];

    add_pair(f, "\u0646\u0639\u0645", "yes");
    snprintf(aside, sizeof(aside), "%s.aside", f->path);
    assert_int_equal(0, rename(f->path, aside));
    snprintf(want, sizeof(want),
             "%s: was moved or removed while it was open; nothing more is "
             "stored, so do it again",
             f->path);
    assert_int_equal(BARQ_E_MEMORY,
                     barq_memory_add(f->memory, &unit, NULL, NULL, &err));
    assert_string_equal(want, err.message);
    assert_int_equal(0, rename(aside, f->path));
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(one_with_nothing_in_it_goes),
        IN_MEMORY(one_goes_from_another_folder),
        IN_MEMORY(one_with_a_unit_stays),
        IN_MEMORY(one_that_was_emptied_stays),
        IN_MEMORY(one_with_a_name_stays),
        IN_MEMORY(one_that_was_there_stays),
        IN_MEMORY(one_that_another_has_stays),
        IN_MEMORY(nothing_is_stored_in_one_that_moved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
