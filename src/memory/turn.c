/*
 * turn.c - whose turn it is to write, and how one asks for it.
 *
 * SQLite lets one write at a time, and who waits for the file is known to
 * nobody: a large import stores four seconds' worth of units before it looks
 * up.  So whoever has waited for a moment leaves an empty file beside the
 * memory, and whoever does long work looks for it, stores what it has, and
 * lets go until the file is gone:
 *
 *     import   |--- 30,000 units ---|stored|     |--- 8,000 ---|stored|   ...
 *     add            |memory.db-wait        |has its turn, takes it away
 *
 * What cannot let go, for it is whole or nothing (all keys made anew: minutes
 * at ten million units), answers as long as it is at work: in the place of that
 * file it puts one with its number as a process, again and again.  Whoever
 * waits then waits on, and says so once; without an answer it gives up after
 * PATIENCE_MS.
 *
 *     keys     |------------------- work -------------------|stored|
 *     add         |asks  4711  4711  4711 ...                      |its turn
 *
 * SQLite itself gives the occasion to answer, since it asks every so many steps
 * of any statement whether to go on.
 *
 * One that was killed while it waited leaves the file, and the next long work
 * waits for it once, a third of a second.  Who may not make files in the
 * folder waits as long as a batch takes, and so does for some seconds whoever
 * comes with a batch as large.  Another program that holds the file gives no
 * answer.
 */
#include "memory/store.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How long to wait for the file: several batches of an import, should others
 * be quicker.  After a part of it a person is told. */
enum { PATIENCE_MS = 30000, TELL_PART = 6, POLL_MS = 2 };

/* Polls before one asks for the first time, and from one time to the next; and
 * so long whoever comes with many units asks for nothing. */
enum { ASK_FIRST = 10, ASK_EVERY = 25, MANY_MS = 10000 };

/* Steps of a statement before the clock is read, some milliseconds; and from
 * one answer to the next. */
enum { ANSWER_STEPS = 1 << 14, ANSWER_MS = 500 };

/* The room for the number of a process. */
enum { NUMBER_ROOM = 24 };

/* Longer than who waits sleeps; and so long if it has asked, for it may not
 * have the processor. */
enum { GIVE_WAY_MS = 5, GIVE_WAY_MOST_MS = 300 };

static bool is_asked_for(const struct barq_memory *memory)
{
    return access(memory->asking, F_OK) == 0;
}

static void take_away(const struct barq_memory *memory)
{
    unlink(memory->asking);
}

void memory_ask(struct barq_memory *memory)
{
    int fd =
        open(memory->asking,
             O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);

    memory->asked = fd >= 0 || is_asked_for(memory); /* by another person */
    if (fd >= 0)
        close(fd);
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---------------------------------------------------------------- answers */

/* A file with our number in the place of that of those who wait: theirs may be
 * another person's, and what stands there may be no file of ours at all. */
static void answer(const struct barq_memory *memory)
{
    char number[NUMBER_ROOM];
    int len = snprintf(number, sizeof(number), "%jd\n", (intmax_t)getpid());

    take_away(memory);
    int fd = open(memory->asking,
                  O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return;
    (void)!write(fd, number, (size_t)len); /* they wait no longer, then */
    close(fd);
}

/* SQLite asks whether to go on: it always does. */
static int answer_often(void *context)
{
    struct barq_memory *memory = context;

    if (sqlite3_txn_state(memory->db, "main") != SQLITE_TXN_WRITE)
        return 0;
    int64_t now = now_ms();
    if (now - memory->answered < ANSWER_MS)
        return 0;
    memory->answered = now;
    if (is_asked_for(memory))
        answer(memory);
    return 0;
}

void memory_answer(struct barq_memory *memory)
{
    sqlite3_progress_handler(memory->db, ANSWER_STEPS, answer_often, memory);
}

/* When the file last changed, if there is an answer in it; else 0. */
static int64_t last_answer(const struct barq_memory *memory)
{
    struct stat facts;

    if (lstat(memory->asking, &facts) || !S_ISREG(facts.st_mode) ||
        !facts.st_size)
        return 0;
    return (int64_t)facts.st_mtim.tv_sec * 1000000000 + facts.st_mtim.tv_nsec;
}

/* Whose answer it is, or 0. */
static long answerer(const struct barq_memory *memory)
{
    char number[NUMBER_ROOM] = { 0 };
    int fd =
        open(memory->asking, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd < 0)
        return 0;
    bool good = read(fd, number, sizeof(number) - 1) > 0;
    close(fd);
    return good ? strtol(number, NULL, 10) : 0;
}

/* ----------------------------------------------------------------- waiting */

/* Say once of a wait what it is for. */
static void tell(struct barq_memory *memory)
{
    const struct barq_waiting *waiting = &memory->waiting;
    long process = answerer(memory);
    char who[48] = "another program", line[512];

    if (memory->told || !waiting->tell)
        return;
    memory->told = true;
    if (process > 0)
        snprintf(who, sizeof(who), "process %ld", process);
    snprintf(line, sizeof(line),
             "%s: %s is writing to it; waiting until it lets go", memory->path,
             who);
    waiting->tell(waiting->context, line);
}

/* Listen for an answer, after so many milliseconds: what stood there at first
 * is of another time. */
static void listen_for(struct barq_memory *memory, int64_t waited)
{
    int64_t heard = last_answer(memory);

    if (heard && heard != memory->heard && memory->listening) {
        memory->heard_ms = waited;
        if (waited >= memory->patience_ms / TELL_PART)
            tell(memory);
    }
    memory->listening = true;
    memory->heard = heard;
}

/*
 * SQLite's own way of waiting sleeps up to a tenth of a second, so that a long
 * import, which lets go of the lock for moments, would hardly ever meet
 * somebody awake.
 */
static int wait_turn(void *context, int times)
{
    struct barq_memory *memory = context;
    int64_t waited = (int64_t)times * POLL_MS;

    if (!times) {
        memory->heard_ms = 0;
        memory->listening = memory->told = false;
    }
    if (waited - memory->heard_ms >= memory->patience_ms)
        return 0;
    if (times % ASK_EVERY == ASK_FIRST) {
        if (!memory->many || waited >= MANY_MS)
            memory_ask(memory);
        listen_for(memory, waited);
    }
    sqlite3_sleep(POLL_MS);
    return 1;
}

void memory_be_patient(struct barq_memory *memory, bool patient)
{
    if (!memory->patience_ms)
        memory->patience_ms = PATIENCE_MS;
    sqlite3_busy_handler(memory->db, patient ? wait_turn : NULL, memory);
}

void memory_has_turn(struct barq_memory *memory)
{
    if (memory->asked)
        take_away(memory);
    memory->waited = memory->asked;
    memory->asked = false;
}

bool memory_is_wanted(struct barq_memory *memory)
{
    memory->wanted = memory->wanted || is_asked_for(memory);
    return memory->wanted;
}

void memory_give_way(struct barq_memory *memory)
{
    int waited = GIVE_WAY_MS;

    sqlite3_sleep(GIVE_WAY_MS);
    if (!memory_is_wanted(memory))
        return;
    memory_fill_leave(memory);
    for (; is_asked_for(memory) && waited < GIVE_WAY_MOST_MS; waited++)
        sqlite3_sleep(1);
    if (waited == GIVE_WAY_MOST_MS)
        take_away(memory);
    memory->wanted = false;
}
