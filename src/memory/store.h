/*
 * store.h - what the files of this room share: the handle, and the way a
 * statement is run.
 */
#ifndef MEMORY_STORE_H
#define MEMORY_STORE_H

#include <sqlite3.h>

#include "base/buf.h"
#include "memory/memory.h"
#include "memory/statements.h"

/* The longest segment a memory takes; a longer one is no sentence. */
enum { SEGMENT_MOST = 64 << 10 };

/* The longest of a unit's other texts: neighbours, notes, what came along. */
enum { ATTRIBUTE_MOST = 1 << 20 };

/* "BARQ"; tm/schema sets it. */
enum { APPLICATION_ID = 0x42415251 };

/* Postings, sorted, in memory that is somebody's; posting.h. */
struct postings {
    uint64_t *at;
    size_t count, room;
};

/* The last unit that a transaction put, and the hashes of its words. */
struct newest {
    int64_t id; /* 0: it has put none */
    int64_t bare[2];
};

struct barq_memory {
    struct block home;  /* this struct, the path and the work space */
    struct arena work;  /* each call starts at its beginning again */
    struct arena flush; /* the same, for what is pending and gets written: it
                           may be in the midst of a call that has `work` */
    const char *path;   /* as it was given, for messages */
    const char *file;   /* what SQLite is to open */
    const char *asking; /* the file of those who wait; turn.c */
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS]; /* NULL until first used */
    struct lexicon *lexicon;
    struct word_cache *known[2]; /* words: [0] Arabic, [1] English */
    struct heads *heads;         /* heads.c; NULL until first used */
    bool heads_hold;             /* they are those of this transaction */
    struct latest *latest;       /* latest.c; NULL until first used */
    bool latest_hold;            /* ... as they are in this transaction */
    struct block pending_home;
    struct postings pending;   /* of this transaction, not in the file yet */
    uint64_t *sorting;         /* room for as many numbers, to sort them */
    bool disordered;           /* their units do not ascend */
    struct waiting_rows *rows; /* of a run that is being written; or NULL */
    struct waiting_units *waiting_units; /* units_wait.c; or NULL */
    bool due;                /* runs are to be merged after the commit, */
    bool much;               /* ... which is of much: all that are due */
    bool reading;            /* in a transaction that only reads */
    bool filling;            /* with a journal; see journal.c */
    bool many;               /* units come; see memory_expect_many() */
    bool searched;           /* see memory_expect_search() */
    bool asked, wanted;      /* see turn.c: by us, by others */
    bool waited;             /* ... we asked, and then had our turn */
    int64_t answered;        /* ... when we last answered, in ms */
    int patience_ms;         /* ... how long to wait without an answer */
    int64_t heard, heard_ms; /* ... which was the last, and when it came */
    bool listening, told;    /* ... in this wait */
    struct barq_waiting waiting;
    bool as_is;                /* opened for reading, however old it is */
    bool rekeyed;              /* all keys were made anew as it was opened */
    bool made;                 /* there was no file; see unused.c */
    bool moved;                /* ... and now the file is another's */
    bool index_damaged;        /* a piece of an index was passed over */
    const char *warnings;      /* what is said of that */
    struct words *concordance; /* what is pending of it; or NULL */
    bool spoilt;     /* a write stopped half-way: only a rollback will do */
    int64_t next_id; /* of a unit, in this transaction; 0: not asked yet */
    struct newest newest;     /* in this transaction; see since.h */
    struct pair_table *pairs; /* pairs.c; or NULL */
    bool pairs_sure;          /* it holds, in this transaction */
    bool pairs_put;           /* ... and was made or added to in it */
    struct recent *recent;    /* pairs of what is pending, recent.c; or NULL */
    int64_t puts, due_at;     /* units put, and when to make a filter */
    int64_t edition; /* what is stored now is of this one; 0 for the last */
    char slug[256];  /* of the file that it comes from */
    size_t slug_len;
    struct story_source source; /* how its agency calls it, borrowed */
    struct buf taken;           /* places that such a file has and we, too */
    int64_t editions_before;    /* those of a file come behind these; -1: none
                                   has come yet */
};

/*
 * One run of a statement.  Values are bound in the order of its parameters.
 * Failure is sticky: query_row() then says false, and query_end() why.
 *
 *     query_start(&q, memory, SQL_SAME_AR);
 *     query_int(&q, key);
 *     while (query_row(&q))
 *         ... query_column(&q, 0) ...
 *     return query_end(&q, err);
 *
 * Every start needs its end; a statement runs once at a time.
 */
struct query {
    struct barq_memory *memory;
    sqlite3_stmt *stmt;
    int rc;   /* of the last step, or the first failure */
    int next; /* the parameter to be bound next, from 1 */
};

void query_start(struct query *query, struct barq_memory *memory,
                 enum statement statement);
void query_int(struct query *query, int64_t value);
void query_real(struct query *query, double value);
void query_text(struct query *query, struct barq_text text); /* borrowed */
void query_null(struct query *query);
void query_bytes(struct query *query, struct barq_text bytes); /* borrowed */
bool query_row(struct query *query);
int64_t query_column(const struct query *query, int column);
double query_column_real(const struct query *query, int column);
/* Borrowed until the next row or the end. */
struct barq_text query_blob(const struct query *query, int column);
bool query_column_null(const struct query *query, int column);
/* A copy in `keep`; what is not UTF-8 is BARQ_E_MEMORY, as others trust us. */
enum barq_status query_take_text(const struct query *query, int column,
                                 struct barq_text *out, struct arena *keep,
                                 struct barq_error *err);
enum barq_status query_end(struct query *query, struct barq_error *err);

/* Run to its end a statement that gives no rows back. */
enum barq_status query_finish(struct query *query, struct barq_error *err);

/* The same, with `count` numbers for its parameters. */
enum barq_status query_run(struct barq_memory *memory, enum statement statement,
                           const int64_t *values, int count,
                           struct barq_error *err);

/* What an SQLite code means to a person, with the path in front. */
enum barq_status memory_fail(const struct barq_memory *memory, int rc,
                             struct barq_error *err);

/* The words for a file whose rows make no sense. */
enum barq_status memory_damaged(const struct barq_memory *memory,
                                struct barq_error *err);

/*
 * A piece of an index makes no sense.  Who only reads can do without it: it is
 * noted, BARQ_OK comes back, and the caller goes on as if it were not there.  A
 * writer would store what does not agree with it, and fails.
 */
enum barq_status memory_index_damaged(struct barq_memory *memory,
                                      struct barq_error *err);

/* --------------------------------------------------------------- opening */

/* Before SQLite is first used: its pages lie in large pages of the system,
 * where nobody else has chosen their place (pages.c). */
void memory_place_pages(void);

/* Does whoever finds the file taken wait for it?  It does from the start. */
void memory_be_patient(struct barq_memory *memory, bool patient);

/* While it writes, answer whoever waits; from now on. */
void memory_answer(struct barq_memory *memory);

/* Say that somebody waits; what does not work is only slower. */
void memory_ask(struct barq_memory *memory);

/* It waits no more: take away what it asked with. */
void memory_has_turn(struct barq_memory *memory);

/* Let readers read beside the writer, from now on; journal.c. */
enum barq_status memory_use_log(struct barq_memory *memory,
                                struct barq_error *err);

/* Do they?  False if it cannot be told. */
bool memory_has_log(const struct barq_memory *memory);

/* Before reading for long: see that nobody is held up by it. */
void memory_await_log(struct barq_memory *memory);

/* Somebody else is there: fill it no more, but write with the log. */
void memory_fill_leave(struct barq_memory *memory);

/* Does the file by itself say all?  False if it cannot be told. */
bool memory_is_whole(const struct barq_memory *memory);

/* Undo what a writer left half-done that was killed: SQLite does it for nobody
 * who only reads.  Returns an SQLite code. */
int memory_roll_back(const char *file);

/* Is the file that is open no longer the one of its name? */
bool memory_has_moved(const struct barq_memory *memory);

/* Before it is closed: remove what was made and has nothing in it; unused.c. */
void memory_leave_unused(struct barq_memory *memory);

/* Bring the file to the schema this build knows. */
enum barq_status memory_migrate(struct barq_memory *memory,
                                struct barq_error *err);

/* Open for reading a memory that may be older than this build, to be copied
 * and not to be asked: only what every schema has can be read. */
enum barq_status memory_open_as_is(const char *path, struct barq_memory **out,
                                   struct barq_error *err);

/* How many migrations this build knows. */
int memory_schema(void);

/* Is a file that has been through `version` migrations one for this build? */
enum barq_status memory_check_schema(const struct barq_memory *memory,
                                     int64_t version, struct barq_error *err);

/* The first number that `sql` gives, a PRAGMA or a count; an SQLite code. */
int memory_number(sqlite3 *db, const char *sql, int64_t *number);

/* Make all keys anew if they are of another version than this build's. */
enum barq_status memory_rekey(struct barq_memory *memory,
                              enum barq_access access, struct barq_error *err);

/* In a transaction: make anew the keys of the unit (and index it), context or
 * story after *id, which becomes its id; BARQ_NOTHING at the end. */
enum rekeyed { REKEY_UNITS, REKEY_CONTEXTS, REKEY_STORIES };
enum barq_status rekey_next(struct barq_memory *memory, enum rekeyed kind,
                            int64_t *id, struct barq_error *err);

/* -------------------------------------------------------------- indexing */

/* A word of a unit for the concordance: its L2 key, clipped, and the hash. */
struct word_key {
    const struct barq_text *text;
    uint64_t hash;
    uint32_t *note; /* the token's, if this is all of its l2; or NULL */
};
struct word_keys {
    struct word_key *at;
    size_t count, room;
};

/* What is stored of one side of a unit beside its text. */
struct unit_side {
    struct barq_text exact; /* the L0 key; it may lie in the text itself */
    struct word_keys words; /* in order */
    uint64_t key;           /* hash of `exact` */
    uint64_t bare;
    int64_t weight; /* without punctuation */
    int64_t word_count;
    uint64_t *tokens; /* token keys, some of them twice */
    size_t token_count;
};

/* memory_token_weight() and memory_bare_key() of the same tokens in brief. */
int memory_brief_weight(const struct text_brief *brief);
uint64_t memory_brief_bare_key(struct text_briefs briefs);

/* Both sides of a pair: [0] Arabic, [1] English. */
enum barq_status memory_index_pair(const struct barq_memory *memory,
                                   const struct barq_text pair[2],
                                   struct unit_side sides[2],
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err);

/* Bind the eight columns from ar_key to en_words. */
void query_sides(struct query *query, const struct unit_side sides[2]);

/* A key that every unit has. */
enum { MEMORY_ALL_KEY = 0 };

/* Add a unit to the fuzzy index and to the concordance. */
enum barq_status memory_index_unit(struct barq_memory *memory, int64_t id,
                                   const struct unit_side sides[2],
                                   struct barq_error *err);

/* Take it out of both again: `sides` are those of the texts it was added
 * with.  In the caller's transaction, before the texts change or go. */
enum barq_status memory_unindex_unit(struct barq_memory *memory, int64_t id,
                                     const struct unit_side sides[2],
                                     struct barq_error *err);

/* The Arabic and the English of the unit after *id, which becomes its id;
 * BARQ_NOTHING at the end. */
enum barq_status memory_next_texts(struct barq_memory *memory, int64_t *id,
                                   struct barq_text texts[2],
                                   struct arena *keep, struct barq_error *err);

/* Hashes of neighbours: Arabic before and after, English before and after. */
enum barq_status memory_neighbour_keys(const struct barq_text texts[4],
                                       uint64_t keys[4], struct arena scratch,
                                       struct barq_error *err);

/* The id of the unit with this pair, but not `except`; or 0. */
enum barq_status unit_find_pair(struct barq_memory *memory,
                                const struct unit_side sides[2], int64_t except,
                                int64_t *id, struct arena task,
                                struct barq_error *err);

/* Before what is stored is merged into the unit, which has its pair: whoever
 * undoes an earlier change of the unit gets to know it; again.c. */
enum barq_status again_note(struct barq_memory *memory, int64_t unit,
                            const struct barq_unit *stored,
                            struct barq_error *err);

/* The number that the next new unit gets. */
enum barq_status unit_next_id(struct barq_memory *memory, int64_t *id,
                              struct barq_error *err);

/* Store a new unit and index it, under *id or, if that is 0, the next. */
enum barq_status unit_insert(struct barq_memory *memory,
                             const struct barq_unit *unit,
                             const struct unit_side sides[2], int64_t *id,
                             struct barq_error *err);

/* Put the row of a new unit, now or, if many are to be expected, before anybody
 * asks for it. */
enum barq_status units_put(struct barq_memory *memory,
                           const struct barq_unit *unit,
                           const struct unit_side sides[2], int64_t id,
                           struct barq_error *err);

/* Put those that wait; or forget them, and let go of their room. */
enum barq_status units_flush(struct barq_memory *memory,
                             struct barq_error *err);
void units_forget(struct barq_memory *memory);
void units_close(struct barq_memory *memory);

/* Bind the eleven columns of a unit from ar to uses; no date is now. */
void query_unit(struct query *query, const struct barq_unit *unit);

/* Whether a write may go ahead: inside a transaction that is still whole. */
enum barq_status memory_writable(const struct barq_memory *memory,
                                 struct barq_error *err);

/* Note where `unit` stood, if it says so. */
enum barq_status memory_put_context(struct barq_memory *memory, int64_t id,
                                    const struct barq_unit *unit,
                                    struct arena scratch,
                                    struct barq_error *err);

/* The context of the unit that says that it stands where `place` does; or 0. */
enum barq_status context_at(struct barq_memory *memory, int64_t id,
                            const struct barq_unit *place, int64_t *context,
                            struct arena scratch, struct barq_error *err);

/* What became of a context whose unit went: it is gone, the heir has it, or it
 * was the heir's and gave way to one of the unit's. */
enum saved_kind { SAVED_GONE, SAVED_MOVED, SAVED_HEIRS };

/* Such a context, as it was. */
struct saved_context {
    enum saved_kind kind;
    int64_t id;              /* that it had; 0: not known */
    int64_t unit;            /* that is to have it */
    int64_t story, position; /* story 0: none */
    int64_t edition;         /* below 0: not known */
    int64_t since;           /* the row of its unit's history that was last */
    struct barq_text texts[4], name; /* its neighbours', and the story's */
};

/* The unit stands there again; the context has its old number, unless another
 * has it now. */
enum barq_status memory_restore_context(struct barq_memory *memory,
                                        const struct saved_context *saved,
                                        struct arena scratch,
                                        struct barq_error *err);

/* The edition of a story that a context belongs to which is stored now. */
enum barq_status edition_of(struct barq_memory *memory, int64_t story,
                            int64_t *edition, struct barq_error *err);

/* A place that comes and is known, by our context of our unit: in which edition
 * it is, counted from where those that come begin. */
struct known_place {
    int64_t context, unit, edition;
};
enum barq_status edition_note_known(struct buf *known, struct known_place place,
                                    struct barq_error *err);

/* Behind the last of them; editions that came have numbers above `before`.
 * The batch, if there is one, counts along. */
struct memory_batch;
enum barq_status edition_join_known(struct barq_memory *memory,
                                    const struct buf *known, int64_t before,
                                    struct memory_batch *batch,
                                    struct barq_error *err);

/* How many editions were counted; and count them to so many. */
enum barq_status edition_counted(struct barq_memory *memory, int64_t *count,
                                 struct barq_error *err);
enum barq_status edition_count_to(struct barq_memory *memory, int64_t count,
                                  struct barq_error *err);

/* Let the slugs of `name`, unless empty, and of the file that is stored now
 * lead to the story, and what its agency calls it. */
enum barq_status edition_name_story(struct barq_memory *memory, int64_t story,
                                    struct barq_text name, struct arena scratch,
                                    struct barq_error *err);

/* The same for the stories of this key. */
enum barq_status edition_name_key(struct barq_memory *memory, uint64_t key,
                                  struct barq_text name, struct arena scratch,
                                  struct barq_error *err);

/* Let what leads to their story, its agency's ids among it, lead to ours of
 * this key. */
enum barq_status edition_take_slugs(struct barq_memory *ours, uint64_t key,
                                    struct barq_memory *theirs, int64_t story,
                                    struct arena scratch,
                                    struct barq_error *err);

/* Let these slugs lead to the story of this name, too. */
enum barq_status edition_put_slugs(struct barq_memory *memory,
                                   const struct memory_place *place,
                                   struct arena scratch,
                                   struct barq_error *err);

/* --------------------------------------------------------------- reading */

/* A list of ids that grows in an arena. */
struct id_list {
    int64_t *at;
    size_t count, room;
    struct arena *keep;
};

/* Add an id; false when there is no room. */
bool id_list_add(struct id_list *list, int64_t id);

/* In ascending order, each once. */
void id_list_sort(struct id_list *list);

/* Keep what is in the other list, too; both ascend. */
void id_list_intersect(struct id_list *list, const struct id_list *other);

/* Add column 0 of every row of `query`, and end it. */
enum barq_status query_collect(struct query *query, struct id_list *list,
                               struct barq_error *err);

/* Is it the same name, however it was typed?  In SQL: COLLATE SPELLING, which
 * spelling_teach() makes known to a connection; an SQLite code. */
bool spelling_same(struct barq_text a, struct barq_text b);
int spelling_teach(sqlite3 *db);

struct memory_sieve {
    struct barq_memory *memory;
    const struct barq_filter *filter; /* NULL: everything passes */
    struct barq_text stories; /* ids of the stories wanted, as a JSON array */
    struct barq_text agency;
    sqlite3_stmt *passes; /* NULL: everything does */
    sqlite3_stmt *takes;  /* a story; NULL until first asked */
};

/* Is it one of the stories that the filter asks for, if it asks for any? */
enum barq_status sieve_takes_story(struct memory_sieve *sieve, int64_t story,
                                   bool *takes, struct barq_error *err);

/* A SELECT over the units that pass: `select` and `group` go before and behind
 * "FROM unit u WHERE ...", and must be ours; the caller finalizes. */
enum barq_status sieve_prepare(const struct memory_sieve *sieve,
                               const char *select, const char *group,
                               struct query *query, struct barq_error *err);

/* Bind what the sieve's filter asks for: ?1 since, ?2 until, ?3 origins, ?4
 * person, ?5 and ?6 as in PLACE_PASSES.  A statement has at least those that
 * are. */
void sieve_bind(const struct memory_sieve *sieve, struct query *query);

/* The units of barq.h. */
struct barq_units {
    struct block home;
    struct barq_unit *at;
    size_t count;
};

/* The units with these ids, in that order. */
enum barq_status memory_units(struct barq_memory *memory, struct memory_ids ids,
                              struct barq_units **out, struct barq_error *err);

#endif
