/*
 * pages.c - room for the pages of files that SQLite holds.
 *
 * SQLite asks for room for each page by itself, which then lies anywhere in a
 * hundred megabytes.  A lookup visits a hundred of them, in no order, and the
 * system's tables, which say where they are, fit into no cache: to find a page
 * takes longer than to read it.  In pages of 2 MiB a lookup takes a tenth less
 * time.
 *
 *     malloc   4,368 bytes  ->  the next slot of a block in large pages, or
 *                               one that was given back
 *              any other    ->  whatever SQLite takes by itself
 *
 * When none is left that is in use, the block is given back to the system.
 *
 * SQLite has one such source in a process, which is chosen before it is first
 * used.  A program that has used it before us, or chosen its own, keeps what it
 * has, and is only slower.
 */
#include "memory/store.h"

#include "base/error.h"

#include <string.h>
#include <sys/mman.h>
#include <threads.h>

/* A page of 4 KiB and what SQLite notes with it. */
enum { PAGE_LEAST = 4096, SLOT = 4096 + 512 };

/* Address space of all slots: many handles. */
#define PAGES_CEILING ((size_t)1 << 30)

/* A slot that is free. */
struct slot {
    struct slot *next;
};

static struct {
    sqlite3_mem_methods plain; /* those that were there before */
    sqlite3_mutex *lock;
    struct block home;
    struct arena left;
    struct slot *free;
    size_t used;
} pages;

static bool is_ours(const void *at)
{
    const char *start = pages.home.at, *byte = at;

    return start && byte >= start && byte < start + pages.home.size;
}

static void *take_slot(void)
{
    struct slot *slot = pages.free;

    if (slot)
        pages.free = slot->next;
    else
        slot = arena_take_raw(&pages.left, SLOT, sizeof(max_align_t), 1);
    pages.used += slot != NULL;
    return slot;
}

static void give_slot(void *at)
{
    struct slot *slot = at;

    slot->next = pages.free;
    pages.free = slot;
    if (--pages.used)
        return;
    pages.free = NULL;
    pages.left = arena_over(pages.home.at, pages.home.size);
    (void)madvise(pages.home.at, pages.home.size, MADV_DONTNEED);
}

static void *page_malloc(int size)
{
    void *slot = NULL;

    if (size > PAGE_LEAST && size <= SLOT) {
        sqlite3_mutex_enter(pages.lock);
        slot = take_slot();
        sqlite3_mutex_leave(pages.lock);
    }
    return slot ? slot : pages.plain.xMalloc(size);
}

static void page_free(void *at)
{
    if (!is_ours(at)) {
        pages.plain.xFree(at);
        return;
    }
    sqlite3_mutex_enter(pages.lock);
    give_slot(at);
    sqlite3_mutex_leave(pages.lock);
}

static int page_size(void *at)
{
    return is_ours(at) ? SLOT : pages.plain.xSize(at);
}

static void *page_realloc(void *at, int size)
{
    if (!is_ours(at))
        return pages.plain.xRealloc(at, size);
    if (size <= SLOT)
        return at;
    void *moved = pages.plain.xMalloc(size);
    if (!moved)
        return NULL;
    memcpy(moved, at, SLOT);
    page_free(at);
    return moved;
}

static int page_roundup(int size)
{
    return pages.plain.xRoundup(size);
}

static int page_init(void *unused)
{
    (void)unused;
    pages.lock = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
    return pages.plain.xInit(pages.plain.pAppData);
}

static void page_shutdown(void *unused)
{
    (void)unused;
    pages.plain.xShutdown(pages.plain.pAppData);
}

static void choose(void)
{
    static const sqlite3_mem_methods methods = {
        page_malloc,  page_free, page_realloc,  page_size,
        page_roundup, page_init, page_shutdown, NULL,
    };

    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &pages.plain) ||
        block_reserve(&pages.home, PAGES_CEILING, &pages.left, NULL))
        return;
    block_in_large_pages(pages.home);
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods))
        block_release(pages.home);
    else /* nobody asks how much it has, and to count takes a lock each time */
        (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void memory_place_pages(void)
{
    static once_flag chosen = ONCE_FLAG_INIT;

    call_once(&chosen, choose);
}
