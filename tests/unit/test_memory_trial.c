/* What would become of units: as memory_put() says, while others write. */
#include "memory/trial.h"
#include "memory_fixture.h"

#define PEACE "\u0633\u0644\u0627\u0645"
#define TALKS "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"

static enum barq_added try_pair(struct memory_trial *trial, const char *ar,
                                const char *en)
{
    struct barq_unit unit = pair_of(ar, en);
    enum barq_added added = BARQ_ADDED;

    assert_int_equal(BARQ_OK, memory_try(trial, &unit, &added, NULL));
    return added;
}

static void a_pair_is_known_to_the_memory_or_from_before(void **state)
{
    struct fixture *f = *state;
    struct memory_trial trial;

    add_pair(f, PEACE, "Peace");
    assert_int_equal(BARQ_OK, memory_trial_begin(&trial, f->memory, NULL));
    assert_int_equal(BARQ_MERGED, try_pair(&trial, PEACE, "Peace"));
    assert_int_equal(BARQ_MERGED, try_pair(&trial, " " PEACE, "Peace "));
    assert_int_equal(BARQ_ADDED, try_pair(&trial, PEACE, "A peace"));
    assert_int_equal(BARQ_ADDED, try_pair(&trial, TALKS, "Talks"));
    assert_int_equal(BARQ_MERGED, try_pair(&trial, PEACE, "A peace"));
    memory_trial_end(&trial);
    assert_int_equal(BARQ_OK, memory_trial_begin(&trial, f->memory, NULL));
    assert_int_equal(BARQ_ADDED, try_pair(&trial, TALKS, "Talks"));
    memory_trial_end(&trial);
}

static void as_many_as_come_are_told_apart(void **state)
{
    enum { MANY = 20000 };
    struct fixture *f = *state;
    struct memory_trial trial;
    char en[32];

    assert_int_equal(BARQ_OK, memory_trial_begin(&trial, f->memory, NULL));
    for (int turn = 0; turn < 2; turn++)
        for (int i = 0; i < MANY; i++) {
            snprintf(en, sizeof(en), "Talks %d", i);
            assert_int_equal(turn ? BARQ_MERGED : BARQ_ADDED,
                             try_pair(&trial, TALKS, en));
        }
    assert_int_equal(MANY, trial.count);
    memory_trial_end(&trial);
}

static void others_write_meanwhile(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(TALKS, "Talks");
    struct barq_memory *other = NULL;
    struct memory_trial trial;
    enum barq_added added = BARQ_MERGED;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    assert_int_equal(BARQ_OK, memory_trial_begin(&trial, f->memory, NULL));
    assert_int_equal(BARQ_ADDED, try_pair(&trial, PEACE, "Peace"));
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other, &unit, &added, NULL, NULL));
    assert_int_equal(BARQ_ADDED, added);
    assert_int_equal(BARQ_ADDED, try_pair(&trial, TALKS, "Talks"));
    memory_trial_end(&trial);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, &added, NULL, NULL));
    assert_int_equal(BARQ_MERGED, added);
    barq_memory_close(other);
}

/* ... also if this handle has put so many that it knows them by heart. */
static void others_wrote_before_it(void **state)
{
    enum { MANY = 600 };
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(TALKS, "Talks");
    struct barq_memory *other = NULL;
    struct memory_trial trial;
    char en[32];

    for (int i = 0; i < MANY; i++) {
        snprintf(en, sizeof(en), "Peace %d", i);
        add_pair(f, PEACE, en);
    }
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    assert_int_equal(BARQ_OK, barq_memory_add(other, &unit, NULL, NULL, NULL));
    barq_memory_close(other);
    assert_int_equal(BARQ_OK, memory_trial_begin(&trial, f->memory, NULL));
    assert_int_equal(BARQ_MERGED, try_pair(&trial, TALKS, "Talks"));
    assert_int_equal(BARQ_MERGED, try_pair(&trial, PEACE, "Peace 7"));
    assert_int_equal(BARQ_ADDED, try_pair(&trial, PEACE, "Talks"));
    memory_trial_end(&trial);
}

static void what_no_memory_can_hold_is_refused(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(TALKS, " ");
    struct memory_trial trial;
    enum barq_added added;
    struct barq_error err;

    assert_int_equal(BARQ_OK, memory_trial_begin(&trial, f->memory, NULL));
    assert_int_equal(BARQ_E_INPUT, memory_try(&trial, &unit, &added, &err));
    assert_non_null(strstr(err.message, "the English one is empty"));
    assert_int_equal(BARQ_ADDED, try_pair(&trial, TALKS, "Talks"));
    memory_trial_end(&trial);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_pair_is_known_to_the_memory_or_from_before),
        IN_MEMORY(as_many_as_come_are_told_apart),
        IN_MEMORY(others_write_meanwhile),
        IN_MEMORY(others_wrote_before_it),
        IN_MEMORY(what_no_memory_can_hold_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
