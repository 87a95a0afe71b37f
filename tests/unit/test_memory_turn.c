/*
 * Whose turn it is: who waits says so, who writes long notices and lets go,
 * and nothing is left of it.
 */
#include "memory_fixture.h"

#include <threads.h>

static bool is_there(const struct fixture *f)
{
    struct stat facts;
    char name[128];

    snprintf(name, sizeof(name), "%s-wait", f->path);
    return stat(name, &facts) == 0;
}

static void put(struct fixture *f, const char *en)
{
    struct barq_unit unit = pair_of("\u0646\u0639\u0645", en);

    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, NULL, NULL, NULL));
}

/* Another who writes, in a thread and over a connection of its own. */
struct other {
    const char *path;
    enum barq_status status;
    thrd_t thread;
};

static int add_beside(void *context)
{
    struct other *other = context;
    struct barq_unit unit = pair_of("\u0644\u0627", "no");
    struct barq_memory *memory = NULL;

    other->status = barq_memory_open(other->path, BARQ_WRITE, &memory, NULL);
    if (other->status)
        return 0;
    other->status = barq_memory_add(memory, &unit, NULL, NULL, NULL);
    barq_memory_close(memory);
    return 0;
}

static void begin_other(struct other *other, const struct fixture *f)
{
    *other = (struct other){ .path = f->path };
    assert_int_equal(thrd_success,
                     thrd_create(&other->thread, add_beside, other));
}

static void assert_ended_well(const struct other *other)
{
    assert_int_equal(thrd_success, thrd_join(other->thread, NULL));
    assert_int_equal(BARQ_OK, other->status);
}

static void wait_until_wanted(struct fixture *f)
{
    for (int i = 0; i < 10000 && !memory_is_wanted(f->memory); i++)
        sqlite3_sleep(1);
    assert_true(memory_is_wanted(f->memory));
}

/* A batch, in the midst of which another comes. */
static void who_waits_gets_its_turn(void **state)
{
    struct fixture *f = *state;
    struct other other;

    memory_expect_many(f->memory, true);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put(f, "yes");
    assert_false(memory_is_wanted(f->memory));
    begin_other(&other, f);
    wait_until_wanted(f);
    assert_true(is_there(f));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    memory_give_way(f->memory);
    assert_false(memory_is_wanted(f->memory));
    assert_ended_well(&other);
    assert_false(is_there(f));
    assert_int_equal(2, number_in(f->path, "SELECT count(*) FROM unit"));
}

/* ... while the memory is filled: from then on there is the log. */
static void who_waits_ends_the_fill(void **state)
{
    struct fixture *f = *state;
    struct other other;

    memory_fill_begin(f->memory);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put(f, "yes");
    assert_true(f->memory->filling);
    begin_other(&other, f);
    wait_until_wanted(f);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    memory_give_way(f->memory);
    assert_false(f->memory->filling);
    assert_ended_well(&other);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put(f, "perhaps");
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    memory_fill_end(f->memory);
    assert_int_equal(3, number_in(f->path, "SELECT count(*) FROM unit"));
    assert_whole(f->path);
}

static int back_up(void *context)
{
    struct other *other = context;
    struct barq_memory *memory = NULL;
    char copy[128];

    snprintf(copy, sizeof(copy), "%s.copy", other->path);
    other->status = barq_memory_open(other->path, BARQ_READ, &memory, NULL);
    if (!other->status)
        other->status = barq_memory_backup(memory, copy, NULL, NULL);
    barq_memory_close(memory);
    return 0;
}

/* A backup reads for long, and waits for no lock: it asks for the log. */
static void a_backup_ends_the_fill_first(void **state)
{
    struct fixture *f = *state;
    struct other other = { .path = f->path };
    char copy[128];

    memory_fill_begin(f->memory);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put(f, "yes");
    assert_int_equal(thrd_success, thrd_create(&other.thread, back_up, &other));
    wait_until_wanted(f);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    memory_give_way(f->memory);
    assert_false(f->memory->filling);
    assert_ended_well(&other);
    assert_false(is_there(f));
    snprintf(copy, sizeof(copy), "%s.copy", f->path);
    assert_int_equal(1, number_in(copy, "SELECT count(*) FROM unit"));
}

/* Who was killed while it waited left the file: it does no harm. */
static void what_nobody_waits_for_is_taken_away(void **state)
{
    struct fixture *f = *state;
    char name[128];

    snprintf(name, sizeof(name), "%s-wait", f->path);
    close(open(name, O_CREAT | O_WRONLY, 0644));
    assert_true(memory_is_wanted(f->memory));
    memory_give_way(f->memory);
    assert_false(is_there(f));
    assert_false(memory_is_wanted(f->memory));
}

static int begin_many(void *memory)
{
    return memory_begin(memory, NULL) == BARQ_OK;
}

/* Who comes with a batch of its own waits for the other's to end. */
static void large_imports_do_not_cut_each_other_short(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;
    thrd_t thread;
    int began = 0;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    memory_expect_many(other, true);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put(f, "yes");
    assert_int_equal(thrd_success, thrd_create(&thread, begin_many, other));
    sqlite3_sleep(200);
    assert_false(memory_is_wanted(f->memory));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(thrd_success, thrd_join(thread, &began));
    assert_true(began);
    barq_memory_close(other);
}

/* Whoever opens a memory that is as it should be waits for nobody. */
static void to_open_it_takes_no_turn(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    put(f, "yes");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    assert_false(is_there(f));
    barq_memory_close(other);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

/* Who waits, and what was said of it. */
struct patient {
    struct barq_memory *memory;
    enum barq_status status;
    int told;
    char line[256];
    thrd_t thread;
};

static void hear(void *context, const char *line)
{
    struct patient *patient = context;

    patient->told++;
    snprintf(patient->line, sizeof(patient->line), "%s", line);
}

static int take_turn(void *context)
{
    struct patient *patient = context;

    patient->status = memory_begin(patient->memory, NULL);
    return 0;
}

/* Wait in a thread, with so little patience. */
static void begin_waiting(struct patient *patient, const char *path,
                          int patience_ms)
{
    const struct barq_waiting waiting = { hear, patient };

    *patient = (struct patient){ 0 };
    assert_int_equal(BARQ_OK,
                     barq_memory_open_telling(path, BARQ_WRITE, &waiting,
                                              &patient->memory, NULL));
    patient->memory->patience_ms = patience_ms;
    assert_int_equal(thrd_success,
                     thrd_create(&patient->thread, take_turn, patient));
}

/* Work on a transaction for three times as long as others have patience. */
static void who_works_is_waited_for(void **state)
{
    enum { PATIENCE = 1500, WORKS = 4500 };
    struct fixture *f = *state;
    struct patient patient;
    char number[32];
    struct timespec start, now;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    begin_waiting(&patient, f->path, PATIENCE);
    clock_gettime(CLOCK_MONOTONIC, &start);
    do {
        put(f, "yes");
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((now.tv_sec - start.tv_sec) * 1000 +
                 (now.tv_nsec - start.tv_nsec) / 1000000 <
             WORKS);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(thrd_success, thrd_join(patient.thread, NULL));
    assert_int_equal(BARQ_OK, patient.status);
    assert_int_equal(1, patient.told);
    snprintf(number, sizeof(number), "process %d ", (int)getpid());
    assert_non_null(strstr(patient.line, number));
    assert_non_null(strstr(patient.line, f->path));
    assert_false(is_there(f));
    barq_memory_close(patient.memory);
}

/* Who holds the file and does nothing is not, and an answer of another time is
 * none. */
static void who_does_nothing_is_not_waited_for(void **state)
{
    struct fixture *f = *state;
    struct patient patient;
    char name[128];

    snprintf(name, sizeof(name), "%s-wait", f->path);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    int fd = open(name, O_CREAT | O_WRONLY, 0644);
    assert_int_equal(2, write(fd, "7\n", 2));
    close(fd);
    begin_waiting(&patient, f->path, 600);
    assert_int_equal(thrd_success, thrd_join(patient.thread, NULL));
    assert_int_equal(BARQ_E_MEMORY, patient.status);
    assert_int_equal(0, patient.told);
    barq_memory_close(patient.memory);
    assert_false(is_there(f));
    memory_rollback(f->memory);
}

int main(void)
{
#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)
    const struct CMUnitTest tests[] = {
        IN(who_waits_gets_its_turn),
        IN(who_waits_ends_the_fill),
        IN(a_backup_ends_the_fill_first),
        IN(what_nobody_waits_for_is_taken_away),
        IN(large_imports_do_not_cut_each_other_short),
        IN(to_open_it_takes_no_turn),
        IN(who_works_is_waited_for),
        IN(who_does_nothing_is_not_waited_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
