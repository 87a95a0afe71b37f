/* match_fixture.h - a memory in a folder of its own, for tests of lookup. */
#ifndef MATCH_FIXTURE_H
#define MATCH_FIXTURE_H

#include "barq.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct memory_fixture {
    char folder[32], path[64];
    struct barq_memory *memory;
};

static inline void fixture_open(struct memory_fixture *fixture)
{
    struct barq_error err = { 0 };

    strcpy(fixture->folder, "/tmp/barq-match-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->path, sizeof(fixture->path), "%s/memory.db",
             fixture->folder);
    if (barq_memory_open(fixture->path, BARQ_WRITE, &fixture->memory, &err))
        fail_msg("%s", err.message);
}

static inline void fixture_close(struct memory_fixture *fixture)
{
    static const char *const endings[] = { "", "-wal", "-shm" };
    char path[80];

    barq_memory_close(fixture->memory);
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        snprintf(path, sizeof(path), "%s%s", fixture->path, endings[i]);
        unlink(path);
    }
    rmdir(fixture->folder);
}

/* The one that all tests of a file share. */
static struct memory_fixture fixture;

static inline int set_up_memory(void **state)
{
    (void)state;
    fixture_open(&fixture);
    return 0;
}

static inline int tear_down_memory(void **state)
{
    (void)state;
    fixture_close(&fixture);
    return 0;
}

#endif
