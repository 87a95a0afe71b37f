/*
 * memory.h - the memory file; the only room that speaks SQL.
 *
 * A narrow face, so that another store could stand behind it: keys, weights
 * and scores are computed in C, and what lies above knows ids and keys.
 *
 * Keys.  For each language a unit has a `bare` key (text_hash of its L2
 * words without punctuation: equal for all matches of rank 95 and up), and
 * a posting for every distinct token key (memory_keys), with the range
 * its weight lies in, so that candidates come out of few short lists.
 */
#ifndef MEMORY_MEMORY_H
#define MEMORY_MEMORY_H

#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

/*
 * Weight of a token, in hundredths of a content word of seven letters, up to
 * MEMORY_WEIGHT_MOST; see keys.c.  Whoever changes a weight bumps
 * TEXT_KEY_VERSION.
 */
enum {
    MEMORY_WEIGHT_MOST = 110,
    MEMORY_WORD_LEAST = 40,   /* of content words */
    MEMORY_NUMBER_LEAST = 10, /* and of numbers, from here ... */
    MEMORY_NUMBER_MOST = 80,  /* ... to here */
};
int memory_token_weight(const struct token *token);

/* What a token is indexed under: its stem in small letters, or its value if it
 * has one. */
uint64_t memory_token_key(const struct token *token);

/* ... and besides, if it is a number or a date, as one of them; else 0. */
uint64_t memory_kind_key(enum token_kind kind);

/* ... and when a text has that key for the second time (or third, ...). */
enum { MEMORY_TIMES_MOST = 4 }; /* those that follow have this one's, too */
uint64_t memory_again_key(uint64_t key, int time);

/* All that a text is indexed under: up to 2 * briefs.count keys, of which some
 * may be equal.  False: there is no room. */
bool memory_keys(struct text_briefs briefs, uint64_t *to, size_t *count,
                 struct arena scratch);

/* text_hash over the L2 keys of all tokens but punctuation. */
uint64_t memory_bare_key(struct tokens tokens);

/* The memory's own lexicon, for text_tokens(). */
const struct lexicon *memory_lexicon(const struct barq_memory *memory);

/* ... and its words of a language, for text_tokens_cached(). */
struct word_cache *memory_words(const struct barq_memory *memory,
                                enum barq_lang lang);

/* Transactions; memory_put() needs one, reading does not.  A rollback is safe
 * after any failure. */
enum barq_status memory_begin(struct barq_memory *memory,
                              struct barq_error *err);
enum barq_status memory_commit(struct barq_memory *memory,
                               struct barq_error *err);
void memory_rollback(struct barq_memory *memory);

/* How much of the file is kept at hand: many units come now, or have come. */
void memory_expect_many(struct barq_memory *memory, bool many);

/* The concordance is read. */
void memory_expect_search(struct barq_memory *memory);

/* About so many units come, in several transactions: before the first of them,
 * so that nobody is held up, look up what it takes to know which are new. */
void memory_expect_units(struct barq_memory *memory, int64_t units);

/* A large file of units comes now, or has come.  If the memory has none yet and
 * nobody else has it open, it is written once and not twice (journal.c). */
void memory_fill_begin(struct barq_memory *memory);
void memory_fill_end(struct barq_memory *memory);

/* Nothing is pending, and nothing large will be for a while: give back the room
 * for it. */
void memory_give_room(struct barq_memory *memory);

/* Has anybody waited for the memory since we began to write?  Then store what
 * there is, and give way.  Quick: to be asked between some hundred units. */
bool memory_is_wanted(struct barq_memory *memory);

/* Between two transactions of many: let whoever waits for the lock have it. */
void memory_give_way(struct barq_memory *memory);

/* After much was stored: bring the index into the shape in which it is read
 * fastest, in short transactions. */
enum barq_status memory_rest(struct barq_memory *memory,
                             struct barq_error *err);

/* barq_memory_add() inside the caller's transaction. */
enum barq_status memory_put(struct barq_memory *memory,
                            const struct barq_unit *unit,
                            enum barq_added *added, int64_t *id,
                            struct barq_error *err);

/* One unit, its latest context included; texts live in `keep`.
 * BARQ_NOTHING if there is none. */
enum barq_status memory_get(struct barq_memory *memory, int64_t id,
                            struct barq_unit *out, struct arena *keep,
                            struct barq_error *err);

/* The tokens of a text as numbers, in order (struct match_side). */
struct memory_bag {
    const uint32_t *at; /* NULL: not known */
    size_t count;
    int64_t weight; /* of them all */
};

/* Of a unit what ranks it, and its text in one language. */
struct memory_brief {
    int64_t id;
    struct barq_text text;
    enum barq_origin origin;
    double confidence;
    int64_t changed, uses;
    int64_t weight; /* of its words in that language; 0: it was not read */
    struct memory_bag bag; /* as memory_keep_bag() was told */
};

/* Its text lives in `keep`, or until memory_read_end(). */
enum barq_status memory_get_brief(struct barq_memory *memory, int64_t id,
                                  enum barq_lang lang, struct memory_brief *out,
                                  struct arena *keep, struct barq_error *err);

/* Let memory_get_brief() know the bag of a unit as long as nobody writes;
 * returns it as it is kept then, or, where there is no room, none. */
struct memory_bag memory_keep_bag(struct barq_memory *memory,
                                  enum barq_lang lang, int64_t id,
                                  struct memory_bag bag);

/* The same of a bag that is kept already, or of none: it is not copied. */
void memory_share_bag(struct barq_memory *memory, enum barq_lang lang,
                      int64_t id, struct memory_bag bag);

/* What tells one wording of a source from another: with `lang` as the source's,
 * the hashes of its text at L2 and of the translation at L1. */
struct memory_wording {
    uint64_t source, target;
    int64_t id, changed;
    bool read;  /* a person did */
    bool alone; /* it stood in no story */
    bool published;
};
enum barq_status memory_get_wording(struct barq_memory *memory, int64_t id,
                                    enum barq_lang lang,
                                    struct memory_wording *out,
                                    struct arena scratch,
                                    struct barq_error *err);

/* Room for up to `max` units that follow one another by id; once their texts
 * have `bytes` (over 0) no more is begun. */
struct memory_briefs {
    struct memory_brief *at;
    size_t count, max, bytes;
};

/* The units after `id` (start with 0), as far as there is room; none at the
 * end.  To read them one by one takes several times as long. */
enum barq_status memory_next_briefs(struct barq_memory *memory, int64_t id,
                                    enum barq_lang lang,
                                    struct memory_briefs *out,
                                    struct arena *keep, struct barq_error *err);

/* The next unit after `id` by id (start with 0); BARQ_NOTHING at the end. */
enum barq_status memory_next(struct barq_memory *memory, int64_t id,
                             struct barq_unit *out, struct arena *keep,
                             struct barq_error *err);

/* A list of unit ids, ascending, without doubles; lives in an arena. */
struct memory_ids {
    int64_t *at;
    size_t count;
};

/* Those of these units that there are, in this order, into out[0..*found). */
enum barq_status memory_get_all(struct barq_memory *memory,
                                struct memory_ids ids, struct barq_unit *out,
                                size_t *found, struct arena *keep,
                                struct barq_error *err);

/* A barq_filter made ready to be asked; see filter.c. */
struct memory_sieve;

/* With NULL as `filter` everything passes.  The sieve lies in `keep`, and is
 * closed before it; the filter must outlive it. */
enum barq_status memory_sieve_open(struct barq_memory *memory,
                                   const struct barq_filter *filter,
                                   struct memory_sieve **out,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err);
void memory_sieve_close(struct memory_sieve *sieve); /* NULL: nothing */
enum barq_status memory_sieve_passes(const struct memory_sieve *sieve,
                                     int64_t id, bool *passes,
                                     struct barq_error *err);

/* All that pass, ascending. */
enum barq_status memory_sieve_ids(const struct memory_sieve *sieve,
                                  struct memory_ids *out, struct arena *keep,
                                  struct barq_error *err);

/* Units whose bare key in `lang` is this one. */
enum barq_status memory_same(struct barq_memory *memory, enum barq_lang lang,
                             uint64_t bare, struct memory_ids *out,
                             struct arena *keep, struct barq_error *err);

/* The same, ascending, and hardly ever another: for whoever reads their rows
 * anyway, since here none is read. */
enum barq_status memory_same_likely(struct barq_memory *memory,
                                    enum barq_lang lang, uint64_t bare,
                                    struct memory_ids *out, struct arena *keep,
                                    struct barq_error *err);

/* As memory_same(), but none where there is only one: no row is read to make
 * sure of it, and most segments are the only ones of their words. */
enum barq_status memory_same_many(struct barq_memory *memory,
                                  enum barq_lang lang, uint64_t bare,
                                  struct memory_ids *out, struct arena *keep,
                                  struct barq_error *err);

/*
 * The fuzzy index.  A unit's weight without punctuation, in hundredths of a
 * content word, is known by the bucket: memory_bucket_floor(b) or more, and
 * less than that of b + 1.  The highest has no end.
 */
enum { MEMORY_BUCKETS = 32 };
int memory_bucket(int64_t weight);
int64_t memory_bucket_floor(int bucket);

/* A token key of a query; the cost is the caller's, memory_look() finds the
 * rest. */
struct memory_head;
struct memory_key {
    uint64_t key;
    int64_t cost;   /* what it is worth to hold it, over 0 */
    bool common;    /* the caller's, too */
    int64_t rarity; /* how many units do, roughly; 0: none */
    struct memory_head *heads;
    size_t head_count;
};
enum barq_status memory_look(struct barq_memory *memory, enum barq_lang lang,
                             struct memory_key *keys, size_t count,
                             struct arena *keep, struct barq_error *err);

/*
 * Which units to fetch as candidates, of each bucket: those that hold one of
 * the first so many keys, and of all that are to be read `enough`.  With
 * first 0 they may hold none; with MEMORY_NEVER for `enough` none is wanted.
 */
#define MEMORY_NEVER INT64_MAX
struct memory_filter {
    const struct memory_key *keys; /* distinct, and looked for */
    size_t key_count;
    size_t first[MEMORY_BUCKETS], read[MEMORY_BUCKETS];
    int64_t enough[MEMORY_BUCKETS];
};
enum { MEMORY_LISTS = 64 };
struct memory_candidate {
    int64_t id;
    int64_t held;   /* what its keys are worth, of those that were read */
    uint64_t lists; /* a bit for each of the first MEMORY_LISTS: it holds it */
    int bucket;
};
struct memory_candidates {
    struct memory_candidate *at; /* by bucket and id, each once */
    size_t count;
};
enum barq_status memory_candidates(struct barq_memory *memory,
                                   enum barq_lang lang,
                                   const struct memory_filter *filter,
                                   struct memory_candidates *out,
                                   struct arena *keep, struct barq_error *err);

/* Read key `list`, the next of buckets that have read all before it, and credit
 * the candidates that hold it. */
struct memory_more {
    enum barq_lang lang;
    size_t list;
};
enum barq_status memory_read_more(struct barq_memory *memory,
                                  struct memory_more more,
                                  struct memory_filter *filter,
                                  struct memory_candidates *all,
                                  struct arena scratch, struct barq_error *err);

/* One of the candidates is no unit, so the index does not agree with them:
 * barq_memory_warnings() has it then. */
void memory_note_missing(struct barq_memory *memory);

/* Room for the caller until the memory is next written to. */
struct arena memory_room(const struct barq_memory *memory);

/* One state of the memory for all that is read between these two. */
enum barq_status memory_read_begin(struct barq_memory *memory,
                                   struct barq_error *err);
void memory_read_end(struct barq_memory *memory);

/* The neighbours that a unit had each time it was stored, the newest first and
 * the last 4,096 of them: text_hash of their L1 keys, 0 for unknown. */
struct memory_context {
    uint64_t before[2], after[2]; /* [0] Arabic, [1] English */
    uint64_t story;               /* text_hash of the story's key, or 0 */
    int64_t story_id;             /* or 0 */
    int64_t edition;              /* the later, the higher; 0 unknown */
};
struct memory_contexts {
    struct memory_context *at;
    size_t count;
};
enum barq_status memory_contexts(struct barq_memory *memory, int64_t id,
                                 struct memory_contexts *out,
                                 struct arena *keep, struct barq_error *err);

/* The hash that a neighbour is stored under: of the L1 key of `text`; 0 if
 * that is empty. */
enum barq_status memory_context_key(struct barq_text text, uint64_t *key,
                                    struct arena scratch,
                                    struct barq_error *err);

/* ... and a story: of the L2 key of its name. */
enum barq_status memory_story_key(struct barq_text name, uint64_t *key,
                                  struct arena scratch, struct barq_error *err);

/* -------------------------------------------------- versions of a story */

/*
 * What is stored from here on, until the end, is in each story an edition of
 * its own, behind those that there are; what is stored without is part of the
 * story's last one.  The slug of `file`, which may be empty, leads to these
 * stories, as their names do.  Begins in the caller's transaction.
 */
enum barq_status memory_edition_begin(struct barq_memory *memory,
                                      struct barq_text file,
                                      struct barq_error *err);
void memory_edition_end(struct barq_memory *memory);

/* Let what its agency calls it lead to these stories, too: id and slug.
 * `source` and its texts must outlive the edition. */
void memory_edition_source(struct barq_memory *memory,
                           const struct story_source *source);

/*
 * The numbers of all editions there are, ascending, and which of them a number
 * is: 1 the first, 0 none.  Another memory is told ranks, since the numbers
 * have gaps: two that take over each other's every day would double them.
 */
enum barq_status memory_editions(struct barq_memory *memory,
                                 struct memory_ids *numbers, struct arena *keep,
                                 struct barq_error *err);
int64_t memory_edition_rank(const struct memory_ids *numbers, int64_t edition);

/*
 * A place where a unit stood, in which edition of which story; a unit may have
 * had many.  barq_unit has the one where it stood last.
 */
struct memory_place {
    struct barq_text story, agency;
    int64_t story_id;          /* 0: of no story, or of another memory's */
    int64_t position, edition; /* -1 and 0: unknown */
    struct barq_text ar_before, ar_after, en_before, en_after;
    const struct barq_text *slugs; /* that lead to the story besides its name */
    size_t slug_count;
};
struct memory_places {
    struct memory_place *at; /* the last one last */
    size_t count;
};

/* A unit that has no more than its place. */
struct barq_unit memory_unit_at(const struct memory_place *place);

/* Those of a unit, without slugs; when they are very many, the last of them. */
enum barq_status memory_places_of(struct barq_memory *memory, int64_t id,
                                  struct memory_places *out, struct arena *keep,
                                  struct barq_error *err);

/* Give a place the slugs of its story, the agency's id among them. */
enum barq_status memory_place_slugs(struct barq_memory *memory,
                                    struct memory_place *place,
                                    struct arena *keep, struct barq_error *err);

/*
 * memory_put() of a unit that another memory had, with all the places where it
 * stood there: they count, and not the unit's own story and neighbours.  For
 * between memory_edition_begin() and _end(); their editions come behind all
 * that there were when the first of them came, in the order they had.
 */
enum barq_status memory_put_placed(struct barq_memory *memory,
                                   const struct barq_unit *unit,
                                   const struct memory_places *places,
                                   enum barq_added *added,
                                   struct barq_error *err);

/* Behind the last of them, in the transaction of the batch, if there is one:
 * what was there already joins the editions that brought anything new. */
struct memory_batch;
enum barq_status memory_editions_join(struct barq_memory *memory,
                                      struct memory_batch *batch,
                                      struct barq_error *err);

/* Stories by their ids. */
enum { MEMORY_STORIES_MOST = 16 };
struct memory_stories {
    int64_t at[MEMORY_STORIES_MOST];
    size_t count;
};

/* Those of this name, whatever its spelling, or with the slug of this name or
 * of this file's. */
enum barq_status memory_stories_named(
    struct barq_memory *memory, struct barq_text name, struct barq_text file,
    struct memory_stories *out, struct arena scratch, struct barq_error *err);

/* Those that an edition of was stored with this agency's id, or with that of
 * the one it takes up; and, in *slugged, those with its slug. */
enum barq_status memory_stories_of(struct barq_memory *memory,
                                   const struct story_source *source,
                                   struct memory_stories *out,
                                   struct memory_stories *slugged,
                                   struct arena scratch,
                                   struct barq_error *err);

/* Those in which a source of this bare key stands: when there are as many as
 * there is room for, any of them. */
enum barq_status memory_stories_with(struct barq_memory *memory,
                                     enum barq_lang lang, uint64_t bare,
                                     struct memory_stories *out,
                                     struct barq_error *err);

/* The last edition of a story, its rows in their order; BARQ_NOTHING if there
 * is none. */
struct memory_row {
    int64_t unit, position;
    struct barq_text ar, en;
};
struct memory_edition {
    int64_t story, number;
    struct barq_text name;
    struct memory_row *rows;
    size_t count;
};
enum barq_status memory_last_edition(struct barq_memory *memory, int64_t story,
                                     struct memory_edition *out,
                                     struct arena *keep,
                                     struct barq_error *err);

/* ------------------------------------------------------ what was learnt */

/* How often an Arabic stem is rendered as an English one, in thousandths;
 * stems as text_hash of their L3 keys. */
struct memory_rendering {
    uint64_t ar, en;
    int share;
};

/* The renderings of a stem, the likeliest first, `most` at the most. */
enum barq_status memory_learnt(struct barq_memory *memory, uint64_t ar,
                               struct memory_rendering *out, size_t most,
                               size_t *count, struct barq_error *err);

/* In place of all that was learnt, from a memory of so many units; in the
 * caller's transaction. */
enum barq_status memory_put_learnt(struct barq_memory *memory,
                                   const struct memory_rendering *renderings,
                                   size_t count, int64_t units,
                                   struct barq_error *err);

/* How many units there were when that was learnt, 0 for never, and how many
 * there are. */
enum barq_status memory_learnt_state(struct barq_memory *memory,
                                     int64_t *learnt, int64_t *units,
                                     struct barq_error *err);

/* The newest `most` units of human wording, the newest first; their texts die
 * when `each` returns. */
enum barq_status memory_newest(
    struct barq_memory *memory, size_t most,
    enum barq_status (*each)(void *with, struct barq_text ar,
                             struct barq_text en, struct barq_error *err),
    void *with, struct arena scratch, struct barq_error *err);

/* A number kept under a name; to set or drop one needs a transaction.
 * BARQ_NOTHING when there is none.  "key_version" is the memory's own. */
enum barq_status memory_mark_set(struct barq_memory *memory,
                                 struct barq_text name, int64_t value,
                                 struct barq_error *err);
enum barq_status memory_mark_drop(struct barq_memory *memory,
                                  struct barq_text name,
                                  struct barq_error *err);
enum barq_status memory_mark_get(struct barq_memory *memory,
                                 struct barq_text name, int64_t *value,
                                 struct barq_error *err);

/* ---------------------------------------------------- machine translation */

/* Is the memory open for writing? */
bool memory_can_write(const struct barq_memory *memory);

/* What an engine's answer depends on. */
struct memory_answer {
    struct barq_text engine, model, source;
    enum barq_lang from;
    uint64_t hints; /* hash of glossary, examples and terms; 0: none */
};

/* The answer that was kept, in `keep`; BARQ_NOTHING if there is none. */
enum barq_status memory_get_answer(struct barq_memory *memory,
                                   const struct memory_answer *key,
                                   struct barq_text *target, struct arena *keep,
                                   struct barq_error *err);

/* Keep an answer, in the place of an older one; in a transaction. */
enum barq_status memory_put_answer(struct barq_memory *memory,
                                   const struct memory_answer *key,
                                   struct barq_text target,
                                   struct barq_error *err);

/* Characters sent to an engine in a month, as 202611. */
enum barq_status memory_get_use(struct barq_memory *memory,
                                struct barq_text engine, int month,
                                int64_t *characters, struct barq_error *err);

/* Count some more; in a transaction. */
enum barq_status memory_add_use(struct barq_memory *memory,
                                struct barq_text engine, int month,
                                int64_t characters, struct barq_error *err);

/* ---------------------------------------------------------- concordance */

/* A unit that holds what was asked. */
struct memory_hit {
    struct barq_unit unit;
    bool exact;    /* in the very words, at L2; else in forms of them */
    bool together; /* words without quotes stand one behind the other */
    struct text_spans marks[2]; /* of the hits: [0] Arabic, [1] English */
};
struct memory_hits {
    struct memory_hit *at;
    size_t count;
    bool more;  /* there may be others behind them */
    bool broad; /* a prefix of more words than were looked at */
};

/* barq_search() but for the other side of the hits.  BARQ_NOTHING when there
 * is none, or no word in the query. */
enum barq_status memory_search(struct barq_memory *memory,
                               struct barq_text query,
                               const struct barq_search_options *options,
                               struct memory_hits *out, struct arena *keep,
                               struct barq_error *err);

#endif
