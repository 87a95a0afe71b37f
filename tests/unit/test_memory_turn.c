/*
 * Whose turn it is: who waits says so, who writes long notices and lets go,
 * and nothing is left of it.
 */
#include "memory_fixture.h"

#include "memory/posting.h"

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

/* ------------------------------------------------------------- long work */

/* Runs of one size, so many that a merge of them is due. */
enum { ALIKE = 8, RUN_POSTINGS = 20000 };

static void put_alike(struct fixture *f)
{
    static uint64_t at[RUN_POSTINGS], room[RUN_POSTINGS];
    uint64_t key = 1;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int run = 0; run < ALIKE; run++) {
        struct postings postings = { at, RUN_POSTINGS, RUN_POSTINGS };
        uint64_t *spare = room;
        for (int i = 0; i < RUN_POSTINGS; i++) {
            key = key * UINT64_C(6364136223846793005) + 1442695040888963407;
            at[i] =
                posting_of(posting_list(0, key >> (64 - KEY_BITS)), 3, run + 1);
        }
        postings_sort(&postings, &spare);
        assert_int_equal(BARQ_OK, runs_add(f->memory, &postings, NULL));
    }
    f->memory->due = false; /* nobody has begun it */
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(ALIKE, number_in(f->path, "SELECT count(*) FROM run"));
}

#define UNDER_WAY "SELECT count(*) FROM run WHERE target"

/* A step of a merge ends when somebody waits, and the next one goes on. */
static void a_merge_gives_way(void **state)
{
    struct fixture *f = *state;
    int64_t all;

    put_alike(f);
    all = number_in(f->path, "SELECT sum(postings) FROM run");
    memory_expect_many(f->memory, true);
    f->memory->wanted = true;
    assert_int_equal(BARQ_OK, runs_step(f->memory, RUNS_GROW, NULL));
    assert_int_equal(ALIKE, number_in(f->path, UNDER_WAY));
    f->memory->wanted = false;
    assert_int_equal(BARQ_OK, runs_step(f->memory, RUNS_GROW, NULL));
    assert_int_equal(0, number_in(f->path, UNDER_WAY));
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM run"));
    assert_int_equal(all, number_in(f->path, "SELECT sum(postings) FROM run"));
}

/* In one transaction, so that they go into a run. */
static void add_two(struct fixture *f, const char *one, const char *other)
{
    struct barq_unit units[] = { pair_of("\u0646\u0639\u0645", one),
                                 pair_of("\u0644\u0627", other) };

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < 2; i++)
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &units[i], NULL, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

/* Who had to wait merges nothing: who is at work does, and others wait. */
static void who_waited_leaves_the_merges(void **state)
{
    struct fixture *f = *state;

    put_alike(f);
    f->memory->asked = true; /* as in a wait */
    add_two(f, "yes", "indeed");
    assert_int_equal(ALIKE + 1, number_in(f->path, "SELECT count(*) FROM run"));
    assert_int_equal(0, number_in(f->path, UNDER_WAY));
    add_two(f, "no", "never");
    assert_true(number_in(f->path, "SELECT count(*) FROM run") < ALIKE);
}

static int import_file(void *context)
{
    struct other *other = context;
    struct barq_memory *memory = NULL;
    char from[128];

    snprintf(from, sizeof(from), "%s.tsv", other->path);
    other->status = barq_memory_open(other->path, BARQ_WRITE, &memory, NULL);
    if (!other->status)
        other->status = barq_import(memory, from, NULL, NULL, NULL, NULL);
    barq_memory_close(memory);
    return 0;
}

static void write_pairs(FILE *to, int first, int count)
{
    for (int i = first; i < first + count; i++)
        fprintf(to, "\u0643\u0644\u0645\u0629 %d\tword %d\n", i, i);
    fflush(to);
}

static void begin_import(struct other *other, const struct fixture *f)
{
    *other = (struct other){ .path = f->path };
    assert_int_equal(thrd_success,
                     thrd_create(&other->thread, import_file, other));
}

/* An import stores what it has as soon as somebody waits, here from its first
 * moment on, and looks for it often. */
static void an_import_stores_what_it_has(void **state)
{
    enum { LOOK = 256, UNITS = 80 * LOOK };
    struct fixture *f = *state;
    struct other other;
    char from[128];
    int64_t units = 0;

    snprintf(from, sizeof(from), "%s.tsv", f->path);
    FILE *to = fopen(from, "w");
    assert_non_null(to);
    write_pairs(to, 0, UNITS);
    fclose(to);
    memory_ask(f->memory);
    begin_import(&other, f);
    for (int i = 0; i < 60000 && !units; i++) {
        sqlite3_sleep(1);
        units = number_in(f->path, "SELECT count(*) FROM unit");
    }
    assert_true(units < UNITS && units >= LOOK && units % LOOK == 0);
    assert_ended_well(&other);
    assert_int_equal(UNITS, number_in(f->path, "SELECT count(*) FROM unit"));
}

/* Who imports from a pipe holds up nobody while it waits for what comes. */
static void a_pipe_is_awaited_without_the_lock(void **state)
{
    struct fixture *f = *state;
    struct other other;
    char pipe[128];

    snprintf(pipe, sizeof(pipe), "%s.tsv", f->path);
    assert_int_equal(0, mkfifo(pipe, 0600));
    begin_import(&other, f);
    FILE *to = fopen(pipe, "w");
    assert_non_null(to);
    write_pairs(to, 0, 10);
    sqlite3_sleep(50);
    memory_be_patient(f->memory, false);
    add_pair(f, "\u0646\u0639\u0645", "yes");
    fclose(to);
    assert_ended_well(&other);
    assert_int_equal(11, number_in(f->path, "SELECT count(*) FROM unit"));
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
        IN(a_merge_gives_way),
        IN(who_waited_leaves_the_merges),
        IN(an_import_stores_what_it_has),
        IN(a_pipe_is_awaited_without_the_lock),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
