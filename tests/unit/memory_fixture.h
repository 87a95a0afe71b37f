/* memory_fixture.h - a folder with a memory in it, for the tests of memory/. */
#ifndef MEMORY_FIXTURE_H
#define MEMORY_FIXTURE_H

#include "memory/store.h"

#include "base/utf8.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    char folder[64];
    char path[96];
    struct barq_memory *memory; /* open for writing, or NULL */
    struct block home;
    struct arena keep;
};

static inline void run_shell(const char *verb, const char *what)
{
    char line[256];

    snprintf(line, sizeof(line), "%s '%s'", verb, what);
    assert_int_equal(0, system(line));
}

/* An empty folder; nothing is open. */
static inline int make_folder(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));

    snprintf(f->folder, sizeof(f->folder), "/tmp/barq-memory-XXXXXX");
    if (!mkdtemp(f->folder) ||
        block_reserve(&f->home, (size_t)64 << 20, &f->keep, NULL))
        return -1;
    chmod(f->folder, 0755);
    snprintf(f->path, sizeof(f->path), "%s/tm.db", f->folder);
    *state = f;
    return 0;
}

static inline int make_memory(void **state)
{
    struct fixture *f;

    if (make_folder(state))
        return -1;
    f = *state;
    return (int)barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL);
}

static inline int drop_folder(void **state)
{
    struct fixture *f = *state;

    barq_memory_close(f->memory);
    run_shell("rm -rf", f->folder);
    block_release(f->home);
    free(f);
    return 0;
}

/* A pair by hand, published. */
static inline struct barq_unit pair_of(const char *ar, const char *en)
{
    return (struct barq_unit){
        .ar = text_of(ar), .en = text_of(en), .confidence = 1, .position = -1
    };
}

static inline int64_t add_pair(struct fixture *f, const char *ar,
                               const char *en)
{
    struct barq_unit unit = pair_of(ar, en);
    struct barq_error err = { 0 };
    int64_t id = 0;

    if (barq_memory_add(f->memory, &unit, NULL, &id, &err))
        fail_msg("%s", err.message);
    return id;
}

/* The unit with this id; its texts stay in f->keep. */
static inline struct barq_unit get(struct fixture *f, int64_t id)
{
    struct barq_unit unit = { 0 };
    struct barq_error err = { 0 };

    if (memory_get(f->memory, id, &unit, &f->keep, &err))
        fail_msg("%s", err.message);
    return unit;
}

/* The number that `sql` gives, over a connection of its own. */
static inline int64_t number_in(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    int64_t number = -1;

    assert_int_equal(SQLITE_OK, sqlite3_open(path, &db));
    assert_int_equal(SQLITE_OK, memory_number(db, sql, &number));
    sqlite3_close(db);
    return number;
}

static inline void exec_in(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(SQLITE_OK, sqlite3_open(path, &db));
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
    sqlite3_close(db);
}

static inline void assert_whole(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;

    assert_int_equal(SQLITE_OK, sqlite3_open(path, &db));
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, "PRAGMA integrity_check",
                                                   -1, &stmt, NULL));
    assert_int_equal(SQLITE_ROW, sqlite3_step(stmt));
    assert_string_equal("ok", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}

static inline void assert_text(const char *want, struct barq_text got)
{
    assert_int_equal(strlen(want), got.len);
    assert_memory_equal(want, got.at, got.len);
}

#endif
