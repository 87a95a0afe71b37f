/*
 * unused.c - a memory that was made for nothing goes again.
 *
 * Whoever opens a memory for writing makes it, if there is none, before it is
 * known whether there is anything to store: the table to be imported may be no
 * table.  A new memory with nothing in it would hide that a name was mistyped,
 * so who made it takes it away, unless somebody else has it open.
 *
 *     import   makes memory.db, reads junk.txt        removes memory.db
 *     add                                      opens it        its turn: gone!
 *
 * The file is removed while it is locked for all others.  One who has opened it
 * in this very moment gets the lock next, on a file that has no name any more,
 * and what it stored would be gone; so whoever begins to write looks whether
 * the file is still where it was (SQLite knows).  That holds for a memory that
 * somebody moved away by hand, too.
 */
#include "memory/store.h"

#include <unistd.h>

bool memory_has_moved(const struct barq_memory *memory)
{
    int moved = 0;

    return !sqlite3_file_control(memory->db, "main", SQLITE_FCNTL_HAS_MOVED,
                                 &moved) &&
           moved;
}

/* Without the lock of another; false if it cannot be had. */
static bool lock_alone(struct barq_memory *memory)
{
    memory_be_patient(memory, false);
    /* It does nothing if another has the memory open. */
    sqlite3_exec(memory->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    return !memory_has_log(memory) &&
           !sqlite3_exec(memory->db, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
}

static bool is_unused(const struct barq_memory *memory)
{
    int64_t used = 1;

    return !memory_number(memory->db,
                          "SELECT EXISTS (SELECT 1 FROM unit)"
                          " OR EXISTS (SELECT 1 FROM story)"
                          " OR EXISTS (SELECT 1 FROM change)"
                          " OR EXISTS (SELECT 1 FROM name)"
                          " OR EXISTS (SELECT 1 FROM mt_answer)"
                          " OR EXISTS (SELECT 1 FROM mt_use)",
                          &used) &&
           !used;
}

void memory_leave_unused(struct barq_memory *memory)
{
    if (!memory->made || !memory->db || !is_unused(memory) ||
        !lock_alone(memory))
        return;
    /* SQLite's name of it holds wherever the program has gone since. */
    const char *name = sqlite3_db_filename(memory->db, "main");
    if (is_unused(memory) && !memory_has_moved(memory) && name && *name)
        unlink(name);
    sqlite3_exec(memory->db, "ROLLBACK", NULL, NULL, NULL);
}
