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
 * One that was killed while it waited leaves the file, and the next long work
 * waits for it once, a third of a second.  Who may not make files in the
 * folder waits as long as a batch takes, and so does whoever comes with a
 * batch as large.
 */
#include "memory/store.h"

#include <fcntl.h>
#include <unistd.h>

/* How long to wait for the file: several batches of an import, should others
 * be quicker. */
enum { BUSY_MS = 30000, POLL_MS = 2 };

/* Polls before one asks for the first time, and from one time to the next. */
enum { ASK_FIRST = 10, ASK_EVERY = 25 };

/* Longer than who waits sleeps; and so long if it has asked, for it may not
 * have the processor. */
enum { GIVE_WAY_MS = 5, GIVE_WAY_MOST_MS = 300 };

void memory_ask(struct barq_memory *memory)
{
    int fd =
        open(memory->asking, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

    if (fd < 0)
        return;
    close(fd);
    memory->asked = true;
}

static bool is_asked_for(const struct barq_memory *memory)
{
    return access(memory->asking, F_OK) == 0;
}

static void take_away(const struct barq_memory *memory)
{
    unlink(memory->asking);
}

/*
 * SQLite's own way of waiting sleeps up to a tenth of a second, so that a long
 * import, which lets go of the lock for moments, would hardly ever meet
 * somebody awake.
 */
static int wait_turn(void *context, int times)
{
    struct barq_memory *memory = context;

    if (times >= BUSY_MS / POLL_MS)
        return 0;
    if (!memory->many && times % ASK_EVERY == ASK_FIRST)
        memory_ask(memory);
    sqlite3_sleep(POLL_MS);
    return 1;
}

void memory_be_patient(struct barq_memory *memory, bool patient)
{
    sqlite3_busy_handler(memory->db, patient ? wait_turn : NULL, memory);
}

void memory_has_turn(struct barq_memory *memory)
{
    if (memory->asked)
        take_away(memory);
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
