/*
 * open.c - open a memory file, or say in one line why not.
 *
 * The file is first looked at and only then touched, so that another
 * program's database, or a memory of a newer barq, stays as it was.  It may
 * come from anywhere: its schema is not trusted to call functions, triggers
 * and views are off, and a damaged page is found before it is used.
 *
 * A reader of a WAL file needs a -shm file beside it, which it cannot make
 * in a folder it may not write (an archive, a CD).  With no -wal there, and no
 * -journal, the last writer left nothing behind, and the file is read as
 * immutable.
 */
#include "memory/pairs.h"
#include "memory/posting.h"
#include "memory/words.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* The smallest page that a database can have. */
enum { DATABASE_LEAST = 512 };

/* The longest value that SQLite will make or read: a unit's texts fit. */
enum { VALUE_MOST = 16 << 20 };

/* Address space of one handle; a segment of the longest kind needs a few
 * per cent of it, and the lists of a query at ten million units half. */
#define WORK_CEILING TASK_CEILING

/* The n-th of it is for writing what is pending. */
enum { FLUSH_PART = 8 };

/* What a file says of itself. */
struct identity {
    int64_t application, schema, tables;
};

/* What SQLite calls a database that lives in this connection alone. */
#define IN_PASSING ":memory:"

/* NULL after a failure. */
static struct barq_memory *handle_new(const char *path, struct barq_error *err)
{
    struct block home;
    struct arena all;

    if (block_reserve(&home, WORK_CEILING, &all, err))
        return NULL;
    struct barq_memory *memory = arena_new(&all, struct barq_memory, 1);
    struct barq_text given =
        arena_text(&all, text_of(path ? path : IN_PASSING));
    /* SQLite takes "file:x" for a URI, and what begins with a colon for a
     * name of its own. */
    struct barq_text file =
        path ? arena_print(&all, "%s%s", *path == '/' ? "" : "./", path)
             : given;
    struct barq_text asking = arena_print(&all, "%s-wait", file.at);
    struct barq_text warnings = arena_print(
        &all,
        "%s: a piece of its index is damaged and was passed over, so that not "
        "all may have been found; `barq check --rebuild-index` makes it anew",
        path ? path : IN_PASSING);
    if (!memory || !given.at || !file.at || !asking.at || !warnings.at) {
        fail_nomem(err, "to open a memory");
        block_release(home);
        return NULL;
    }
    memory->home = home;
    memory->path = given.at;
    memory->file = file.at;
    memory->asking = asking.at;
    memory->warnings = warnings.at;
    memory->flush = arena_part(&all, FLUSH_PART);
    memory->work = all;
    return memory;
}

static void disconnect(struct barq_memory *memory)
{
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(memory->statements[i]);
        memory->statements[i] = NULL;
    }
    sqlite3_close(memory->db);
    memory->db = NULL;
}

void barq_memory_close(struct barq_memory *memory)
{
    if (!memory)
        return;
    memory_has_turn(memory);
    memory_leave_unused(memory);
    disconnect(memory);
    for (int i = 0; i < 2; i++)
        word_cache_close(memory->known[i]);
    block_release(memory->pending_home);
    words_close(memory->concordance);
    units_close(memory);
    pairs_forget(memory);
    recent_close(memory->recent);
    heads_close(memory->heads);
    latest_close(memory->latest);
    lexicon_close(memory->lexicon);
    block_release(memory->home);
}

struct word_cache *memory_words(const struct barq_memory *memory,
                                enum barq_lang lang)
{
    return memory->known[lang == BARQ_EN];
}

struct arena memory_room(const struct barq_memory *memory)
{
    return memory->work;
}

const struct lexicon *memory_lexicon(const struct barq_memory *memory)
{
    return memory->lexicon;
}

/*
 * The cache of pages, in KiB.  When pages have changed places in a tree, a
 * commit to a file under a gigabyte has SQLite look at every page that it
 * holds (pcache1TruncateUnsafe), which is half the time of the slower adds with
 * a large cache.  A search of the concordance takes a fifth less time with one;
 * and an import wants to hold a whole batch.  Lookups in a large memory fill a
 * cache of their own (heads.c), and there the one of pages is small, unless the
 * handle searches, too.
 *
 * What an import deletes are rows of the indexes, whose words stand in those
 * that take their place: to fill them with zeros first would protect nobody.
 */
#define READING "PRAGMA cache_size = -65536;"
#define READING_LARGE "PRAGMA cache_size = -32768;"
#define WRITING "PRAGMA cache_size = -32768; PRAGMA secure_delete = ON;"
#define IMPORTING "PRAGMA cache_size = -131072; PRAGMA secure_delete = OFF;"

void memory_expect_many(struct barq_memory *memory, bool many)
{
    memory->many = many;
    sqlite3_exec(memory->db, many ? IMPORTING : WRITING, NULL, NULL,
                 NULL); /* if it fails, it is only slower */
}

void memory_expect_search(struct barq_memory *memory)
{
    if (memory->searched || !sqlite3_db_readonly(memory->db, "main"))
        return;
    memory->searched = true;
    sqlite3_exec(memory->db, READING, NULL, NULL, NULL); /* the same */
}

static bool is_large(const struct barq_memory *memory)
{
    static const int64_t LARGE = INT64_C(2) << 30;
    struct stat facts;

    return stat(memory->path, &facts) == 0 && facts.st_size > LARGE;
}

/* Settings that hold for every connection and change nothing in the file. */
static int guard(struct barq_memory *memory, bool writes)
{
    sqlite3 *db = memory->db;

    sqlite3_extended_result_codes(db, 1);
    memory_be_patient(memory, true);
    if (writes)
        memory_answer(memory);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, VALUE_MOST);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0); /* whatever a file says */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    const char *reading = is_large(memory) ? READING_LARGE : READING;
    int rc = sqlite3_exec(db, writes ? WRITING : reading, NULL, NULL, NULL);
    if (rc)
        return rc;
    return sqlite3_exec(db,
                        "PRAGMA trusted_schema = OFF;"
                        "PRAGMA cell_size_check = ON;"
                        "PRAGMA foreign_keys = ON;"
                        "PRAGMA temp_store = MEMORY;"
                        /* With a journal it is its removal that commits:
                         * the folder is synced, too. */
                        "PRAGMA synchronous = EXTRA;"
                        /* Pages of the log before it is copied; of ten that one
                         * unit takes, so that few wait for it. */
                        "PRAGMA wal_autocheckpoint = 4000;",
                        NULL, NULL, NULL);
}

/* The three numbers by which a memory is known, all of one moment: it may be
 * being made. */
static int identify(sqlite3 *db, struct identity *identity)
{
    int rc = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);

    if (rc)
        return rc;
    rc = memory_number(db, "PRAGMA application_id", &identity->application);
    if (!rc)
        rc = memory_number(db, "PRAGMA user_version", &identity->schema);
    if (!rc)
        rc = memory_number(db, "SELECT count(*) FROM sqlite_schema",
                           &identity->tables);
    int ended = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return rc ? rc : ended;
}

static int connect_to(struct barq_memory *memory, const char *name, int flags,
                      struct identity *identity)
{
    memory_place_pages();
    int rc =
        sqlite3_open_v2(name, &memory->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (!rc)
        rc = spelling_teach(memory->db);
    if (!rc)
        rc = guard(memory, !(flags & SQLITE_OPEN_READONLY));
    return rc ? rc : identify(memory->db, identity);
}

/* "file:PATH?immutable=1"; .at is NULL when out of memory. */
static struct barq_text immutable_name(const char *path, struct arena *keep)
{
    static const char hex[] = "0123456789ABCDEF";
    char *escaped = arena_new(keep, char, 3 * strlen(path) + 1);
    char *to = escaped;

    if (!escaped)
        return (struct barq_text){ 0 };
    for (; *path; path++) {
        if (strchr("%?#", *path)) {
            *to++ = '%';
            *to++ = hex[(unsigned char)*path >> 4];
            *to++ = hex[(unsigned char)*path & 15];
        } else {
            *to++ = *path;
        }
    }
    /* Two slashes at the start of a path would name another host. */
    return arena_print(keep, "file:%s%s?immutable=1",
                       *escaped == '/' ? "//" : "", escaped);
}

static enum barq_status connect_reader(struct barq_memory *memory,
                                       struct identity *identity,
                                       struct barq_error *err)
{
    int rc = connect_to(memory, memory->file, SQLITE_OPEN_READONLY, identity);
    int primary = rc & 0xFF;

    if (rc == SQLITE_READONLY_ROLLBACK && !memory_roll_back(memory->file)) {
        disconnect(memory);
        rc = connect_to(memory, memory->file, SQLITE_OPEN_READONLY, identity);
    } else if ((primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY) &&
               memory_is_whole(memory)) {
        struct arena task = memory->work;
        struct barq_text name = immutable_name(memory->file, &task);
        if (!name.at)
            return fail_nomem(err, "for a path");
        disconnect(memory);
        rc = connect_to(memory, name.at, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                        identity);
    }
    return rc ? memory_fail(memory, rc, err) : BARQ_OK;
}

static enum barq_status connect_writer(struct barq_memory *memory,
                                       struct identity *identity,
                                       struct barq_error *err)
{
    int rc = connect_to(memory, memory->file,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, identity);

    if (rc)
        return memory_fail(memory, rc, err);
    if (sqlite3_db_readonly(memory->db, "main"))
        return memory_fail(memory, SQLITE_READONLY, err);
    return BARQ_OK;
}

static enum barq_status check_file(const struct barq_memory *memory,
                                   const struct stat *facts,
                                   struct barq_error *err)
{
    if (!S_ISREG(facts->st_mode))
        return fail(err, BARQ_E_MEMORY, 0,
                    "%s: not a memory: it is no regular file", memory->path);
    /* SQLite takes a file of a few bytes for an empty one. */
    if (facts->st_size && facts->st_size < DATABASE_LEAST)
        return memory_fail(memory, SQLITE_NOTADB, err);
    return BARQ_OK;
}

static enum barq_status check_folder(const struct barq_memory *memory,
                                     struct barq_error *err)
{
    struct arena task = memory->work;
    const char *slash = strrchr(memory->path, '/');
    size_t len = slash ? (size_t)(slash - memory->path) : 0;
    struct barq_text folder =
        arena_text(&task, (struct barq_text){ memory->path, len });
    struct stat facts;

    if (!folder.at)
        return fail_nomem(err, "for a path");
    if (len && (stat(folder.at, &facts) || !S_ISDIR(facts.st_mode)))
        return fail(err, BARQ_E_MEMORY, ENOENT,
                    "%s: there is no folder %s; make it first", memory->path,
                    folder.at);
    return BARQ_OK;
}

/* Is there a file to read, or a folder to make it in? */
static enum barq_status check_place(struct barq_memory *memory,
                                    enum barq_access access,
                                    struct barq_error *err)
{
    struct stat facts;

    if (stat(memory->path, &facts) == 0)
        return check_file(memory, &facts, err);
    if (errno != ENOENT)
        return fail(err, BARQ_E_MEMORY, errno, "%s: %s", memory->path,
                    strerror(errno));
    if (access != BARQ_WRITE)
        return fail(err, BARQ_E_MEMORY, ENOENT,
                    "%s: no such memory; `barq add` or `barq import` makes one",
                    memory->path);
    memory->made = true;
    return check_folder(memory, err);
}

static enum barq_status check_identity(const struct barq_memory *memory,
                                       enum barq_access access,
                                       struct identity identity,
                                       struct barq_error *err)
{
    bool blank = !identity.application && !identity.tables;

    if (identity.application != APPLICATION_ID && !blank)
        return fail(err, BARQ_E_MEMORY, 0,
                    "%s: not a memory: another program's database",
                    memory->path);
    enum barq_status status = memory_check_schema(memory, identity.schema, err);
    if (status)
        return status;
    if (access != BARQ_WRITE && blank)
        return fail(err, BARQ_E_MEMORY, 0,
                    "%s: not a memory: it is empty; `barq add` or `barq "
                    "import` makes one",
                    memory->path);
    if (access == BARQ_READ && !memory->as_is &&
        identity.schema < memory_schema())
        return fail(err, BARQ_E_MEMORY, 0,
                    "%s: made by an older barq; `barq check --rebuild-index` "
                    "brings it up to date",
                    memory->path);
    return BARQ_OK;
}

static enum barq_status open_words(struct barq_memory *memory,
                                   struct barq_error *err)
{
    const enum barq_lang langs[2] = { BARQ_AR, BARQ_EN };
    enum barq_status status = lexicon_open(&memory->lexicon, err);

    for (int i = 0; i < 2 && !status; i++) {
        struct text_language language = { langs[i], memory->lexicon };
        status = word_cache_open(language, &memory->known[i], err);
    }
    return status;
}

/* What a writer does besides, once it knows that the file is a memory.  Where
 * nothing is to be changed it does not wait for whoever writes. */
static enum barq_status make_writable(struct barq_memory *memory,
                                      int64_t schema, struct barq_error *err)
{
    enum barq_status status = pending_open(memory, err);

    if (status || (schema == memory_schema() && memory_has_log(memory)))
        return status;
    status = memory_migrate(memory, err);
    return status ? status : memory_use_log(memory, err);
}

static enum barq_status make_ready(struct barq_memory *memory,
                                   enum barq_access access,
                                   struct barq_error *err)
{
    struct identity identity = { 0 };
    bool writes = access != BARQ_READ;
    enum barq_status status = BARQ_OK;

    if (strcmp(memory->file, IN_PASSING) != 0)
        status = check_place(memory, access, err);
    if (!status)
        status = writes ? connect_writer(memory, &identity, err)
                        : connect_reader(memory, &identity, err);
    if (!status)
        status = check_identity(memory, access, identity, err);
    if (!status)
        status = open_words(memory, err);
    if (!status && writes)
        status = make_writable(memory, identity.schema, err);
    if (!status && !memory->as_is)
        status = memory_rekey(memory, writes ? BARQ_WRITE : BARQ_READ, err);
    return status;
}

/* Each may meet another one who makes it, and takes it away. */
enum { TRIES = 10 };

/* How to open a memory. */
struct opening {
    enum barq_access access;
    bool as_is;
    const struct barq_waiting *waiting; /* or NULL */
};

/* BARQ_NOTHING, and err says so, if the file was taken away meanwhile. */
static enum barq_status try_open(const char *path, const struct opening *how,
                                 struct barq_memory **out,
                                 struct barq_error *err)
{
    enum barq_access access = how->access;

    if (path ? !*path : access != BARQ_WRITE)
        return fail(err, BARQ_E_USAGE, 0, "no memory was named");
    struct barq_memory *memory = handle_new(path, err);
    if (!memory)
        return BARQ_E_INTERNAL;
    memory->as_is = how->as_is;
    if (how->waiting)
        memory->waiting = *how->waiting;
    enum barq_status status = make_ready(memory, access, err);
    if (!status) {
        *out = memory;
        return BARQ_OK;
    }
    /* It may have gone behind the transaction that made it, too, before there
     * was a log, which whoever takes it away looks for. */
    bool moved = memory->moved || (memory->db && memory_has_moved(memory));
    barq_memory_close(memory);
    return moved ? BARQ_NOTHING : status;
}

/* Again if another took the file away, who had just made it. */
static enum barq_status open_file(const char *path, const struct opening *how,
                                  struct barq_memory **out,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_NOTHING;

    for (int i = 0; i < TRIES && status == BARQ_NOTHING; i++)
        status = try_open(path, how, out, err);
    return status == BARQ_NOTHING ? BARQ_E_MEMORY : status;
}

enum barq_status barq_memory_open(const char *path, enum barq_access access,
                                  struct barq_memory **out,
                                  struct barq_error *err)
{
    return barq_memory_open_telling(path, access, NULL, out, err);
}

enum barq_status barq_memory_open_telling(const char *path,
                                          enum barq_access access,
                                          const struct barq_waiting *waiting,
                                          struct barq_memory **out,
                                          struct barq_error *err)
{
    bool copies = access == BARQ_COPY;
    const struct opening how = { .access = copies ? BARQ_READ : access,
                                 .as_is = copies,
                                 .waiting = waiting };

    return open_file(path, &how, out, err);
}

enum barq_status memory_open_as_is(const char *path, struct barq_memory **out,
                                   struct barq_error *err)
{
    const struct opening how = { .access = BARQ_READ, .as_is = true };
    struct stat facts;

    if (stat(path, &facts) && errno == ENOENT) /* no memory to be made */
        return fail(err, BARQ_E_MEMORY, ENOENT, "%s: no such file", path);
    return open_file(path, &how, out, err);
}
