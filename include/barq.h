/*
 * barq.h - a translation memory for Arabic-English news.
 *
 * Read this file top to bottom and you know the library.  A wire story is
 * read into blocks and segments; each segment is looked up in a memory (one
 * SQLite file); what the memory knows comes back as a draft that says, for
 * every segment, where its English came from.  Two published versions of a
 * story are aligned, and their pairs stored, so that tomorrow's story finds
 * today's wording.
 *
 * Conventions that hold for every function below:
 *   text     UTF-8, length in bytes, no NUL needed, no NUL allowed inside.
 *            Text is never altered, only folded keys of it are compared.
 *   times    seconds since 1970-01-01, UTC.
 *   scores   whole percent, 0..100, the figure a translator sees.
 *   errors   a function that can fail returns enum barq_status and takes a
 *            struct barq_error * last; pass NULL if the status is enough.
 *   results  `out` parameters are written on success only.  A handle that
 *            comes back through `**out` is the caller's, and goes back
 *            through the matching _free or _close, which take NULL.  Any
 *            other pointer that comes back is borrowed from the handle it
 *            was asked of, and dies with it.
 *   options  a NULL options pointer means the same as a zeroed struct: the
 *            defaults.
 *   threads  no hidden state: a handle belongs to one thread at a time.
 *   signals  none are caught or raised.  The library never prints or exits.
 */
#ifndef BARQ_H
#define BARQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BARQ_VERSION "0.1.0"
#define BARQ_API __attribute__((visibility("default")))

/* A borrowed run of UTF-8.  Whoever made it still owns the bytes. */
struct barq_text {
    const char *at;
    size_t len;
};

/* What went wrong, as far as a caller can act on it.  The command line exits
 * with these very numbers, so they do not change. */
enum barq_status {
    BARQ_OK = 0,
    BARQ_NOTHING = 1,    /* nothing found, or work left to do */
    BARQ_E_USAGE = 2,    /* called wrongly */
    BARQ_E_INPUT = 3,    /* a file cannot be read, understood or written */
    BARQ_E_MEMORY = 4,   /* the memory file cannot be used */
    BARQ_E_ENGINE = 5,   /* the network or a translation engine failed */
    BARQ_E_INTERNAL = 6, /* out of memory, or a fault of ours */
};

struct barq_error {
    enum barq_status status;
    int cause;         /* errno, SQLite, ICU or curl code; 0 if none */
    char message[400]; /* UTF-8, one line, no full stop, no newline */
};

/* The library's version, as "0.1.0".  Static. */
BARQ_API const char *barq_version(void);

enum barq_lang { BARQ_LANG_UNKNOWN = 0, BARQ_AR, BARQ_EN };

/* ------------------------------------------------------------- stories */

/* What a block of a story is.  Furniture is the lines of a page that are not
 * the story: reading time, "read also", tags, a caption repeated. */
enum barq_kind {
    BARQ_HEADLINE,
    BARQ_SUBHEAD,
    BARQ_BYLINE,
    BARQ_DATELINE,
    BARQ_CAPTION,
    BARQ_PARAGRAPH,
    BARQ_LIST,
    BARQ_SIGNOFF,
    BARQ_FURNITURE,
};
enum { BARQ_KINDS = BARQ_FURNITURE + 1 };

/* "headline", "subhead" ... as the JSON has them.  Static. */
BARQ_API const char *barq_kind_name(enum barq_kind kind);

/* A story: its text, its blocks (a line each, in plain text) and their
 * segments.  The segments of a block lie in order and do not overlap; only
 * white space lies between them, so the spans give the input back. */
struct barq_story;

struct barq_story_options {
    enum barq_lang lang; /* unknown: told from the letters */
    const char *charset; /* an ICU converter's name; NULL: UTF-8, or
                          * UTF-16 with a byte order mark */
    const char *name;    /* for messages and provenance, as "wire/12.txt" */
    bool segmented;      /* each line is one segment, and not cut */
    bool furniture;      /* what looks like furniture is part of the story */
    const char *srx;     /* a file of SRX 2.0 rules to cut by; NULL: ours */
    bool srx_add;        /* its rules on top of ours, not in their place */
};

/*
 * Read a story from bytes[0..len).  At most 32 MiB, a million
 * lines, and 16 MiB a line.
 *
 * Plain text has a line a block.  A page of HTML, told by content, is read
 * for the article in it: its blocks become lines, and the page's charset
 * counts unless one is named.  So do the blocks of NewsML-G2, NewsML 1 and
 * NITF, of which each says what it is.
 *
 * Bytes that are not valid in the charset, a NUL, text without a letter or
 * digit, a page without an article, or XML of another kind are BARQ_E_INPUT;
 * the message names the byte offset, or the line of XML.
 */
BARQ_API enum barq_status barq_story_read(
    struct barq_text bytes, const struct barq_story_options *options,
    struct barq_story **out, struct barq_error *err);

/* The same from a file; "-" is standard input. */
BARQ_API enum barq_status barq_story_open(
    const char *path, const struct barq_story_options *options,
    struct barq_story **out, struct barq_error *err);

BARQ_API void barq_story_free(struct barq_story *story);

BARQ_API enum barq_lang barq_story_lang(const struct barq_story *story);

/* The whole text: the input itself, its UTF-8 form if it had a charset, or
 * the article of a page or of a news item. */
BARQ_API struct barq_text barq_story_text(const struct barq_story *story);

/* What its agency calls it, where NewsML or NITF say so, else empty: an id
 * that all its versions share, and which of them this one is. */
BARQ_API struct barq_text barq_story_id(const struct barq_story *story);
BARQ_API struct barq_text barq_story_version(const struct barq_story *story);

/* What was left out in reading it, or must be known of it, a line each, as
 * "desk.srx: rule 12 left out: ..."; "" if nothing was. */
BARQ_API const char *barq_story_warnings(const struct barq_story *story);

struct barq_block {
    enum barq_kind kind;
    size_t start, end;   /* bytes into barq_story_text() */
    size_t first, count; /* its segments */
    const char *reason;  /* why it has this kind; a phrase, static */
};

BARQ_API size_t barq_story_block_count(const struct barq_story *story);
BARQ_API struct barq_block barq_story_block(const struct barq_story *story,
                                            size_t index);

struct barq_segment {
    size_t block; /* index of its block */
    enum barq_kind kind;
    size_t start, end; /* bytes into barq_story_text() */
    struct barq_text text;
};

BARQ_API size_t barq_story_segment_count(const struct barq_story *story);
BARQ_API struct barq_segment barq_story_segment(const struct barq_story *story,
                                                size_t index);

/* Our own rules for cutting text into segments as SRX 2.0, for other tools;
 * they cut nearly as barq does.  *out is the caller's, for
 * barq_string_free(). */
BARQ_API enum barq_status barq_srx_export(char **out, size_t *len,
                                          struct barq_error *err);

/* -------------------------------------------------------------- memory */

/* A translation memory: one SQLite file in WAL mode. */
struct barq_memory;

enum barq_access {
    BARQ_READ,   /* the file must exist, and is not changed */
    BARQ_WRITE,  /* made if missing, brought to the present schema if older */
    BARQ_CHANGE, /* the same, but the file must exist */
    BARQ_COPY,   /* as BARQ_READ, however old the file is, for a backup alone */
};

/*
 * Open the memory at `path`; NULL with BARQ_WRITE is an empty one that is
 * gone when it is closed.  So is a file that was made if nothing has been
 * stored in it by then.  Waits for another writer: up to 30 s, or as long as
 * one of this library is at work on what it cannot leave half-done, as making
 * the indexes anew.  So does every call that writes.
 * BARQ_E_MEMORY when it is no memory, is newer than this library, or cannot
 * be opened; the message names the file and the mend.
 */
BARQ_API enum barq_status barq_memory_open(const char *path,
                                           enum barq_access access,
                                           struct barq_memory **out,
                                           struct barq_error *err);

/* Told, once a wait, what it is for if it takes more than some seconds, or that
 * a large memory is brought up to date: a line for a person, without a full
 * stop.  Called from within the call that waits,
 * which must not be made again from there. */
struct barq_waiting {
    void (*tell)(void *context, const char *line);
    void *context;
};

/* The same, with somebody to be told; `waiting` is copied. */
BARQ_API enum barq_status barq_memory_open_telling(
    const char *path, enum barq_access access,
    const struct barq_waiting *waiting, struct barq_memory **out,
    struct barq_error *err);
BARQ_API void barq_memory_close(struct barq_memory *memory);

/*
 * What those who ask should know of the answers they got since the memory was
 * opened, a line each, or "": so far, that a piece of its index is damaged and
 * was passed over, so that not all may have been found.
 */
BARQ_API const char *barq_memory_warnings(const struct barq_memory *memory);

/* Where a pair came from, best first. */
enum barq_origin {
    BARQ_PUBLISHED, /* a person's final wording */
    BARQ_REVIEWED,  /* a person looked and agreed */
    BARQ_IMPORTED,  /* from another tool's file, its origin unknown */
    BARQ_ALIGNED,   /* paired by the aligner, nobody looked */
    BARQ_MT,        /* machine translation, nobody looked */
};
enum { BARQ_ORIGINS = BARQ_MT + 1 };

/* "published", "reviewed" ... and back; false if there is no such origin. */
BARQ_API const char *barq_origin_name(enum barq_origin origin);
BARQ_API bool barq_origin_from_name(const char *name, enum barq_origin *out);

/*
 * A translation unit: an Arabic segment, an English one, and what is known
 * of the pair.  Empty texts mean "not known".
 */
struct barq_unit {
    int64_t id;              /* 0 before it is stored */
    struct barq_text ar, en; /* as they were written */
    enum barq_origin origin;
    double confidence;       /* of the alignment, 0..1; 1 if by hand */
    struct barq_text story;  /* the name of the story it stood in */
    int64_t position;        /* its place in the story, from 0; or -1 */
    struct barq_text agency; /* the one that the story came from */
    struct barq_text ar_before, ar_after; /* the neighbours in the story */
    struct barq_text en_before, en_after;
    struct barq_text who;    /* the person or tool that made it */
    struct barq_text engine; /* for BARQ_MT: engine and model */
    struct barq_text note;
    struct barq_text extra;   /* what an import carried along, as JSON */
    int64_t created, changed; /* 0 on adding: now; on merging: as they are */
    int64_t uses; /* how often it was used, where an import says so */
};

/* Is it one that a memory takes: both texts there, all of them UTF-8 and not
 * too long?  BARQ_E_INPUT says which is not; BARQ_E_USAGE: no such origin. */
BARQ_API enum barq_status barq_unit_check(const struct barq_unit *unit,
                                          struct barq_error *err);

enum barq_added {
    BARQ_ADDED,  /* a new unit; maybe a rival of an older wording */
    BARQ_MERGED, /* the same pair was there: dates, context, origin joined */
};

/*
 * Store a unit, in a transaction of its own.  A unit is never overwritten: a
 * new wording of a known source is a rival beside it.  On disk, and found by
 * every later call, when this returns.  `added` and `id` may be NULL.
 */
BARQ_API enum barq_status barq_memory_add(struct barq_memory *memory,
                                          const struct barq_unit *unit,
                                          enum barq_added *added, int64_t *id,
                                          struct barq_error *err);

/* Units read from a memory; they outlive it. */
struct barq_units;

BARQ_API size_t barq_units_count(const struct barq_units *units);
BARQ_API const struct barq_unit *barq_units_at(const struct barq_units *units,
                                               size_t index);
BARQ_API void barq_units_free(struct barq_units *units);

/* The unit with this id; BARQ_NOTHING if there is none. */
BARQ_API enum barq_status barq_memory_get(struct barq_memory *memory,
                                          int64_t id, struct barq_units **out,
                                          struct barq_error *err);

/*
 * Where unit `id` stood: story, agency, position and neighbours of each place,
 * the latest first, as units that have no more than these.  None is no
 * failure; of very many only the latest come.
 */
BARQ_API enum barq_status barq_memory_places(struct barq_memory *memory,
                                             int64_t id,
                                             struct barq_units **out,
                                             struct barq_error *err);

/* Which units are wanted: those that fit every field that is not empty. */
struct barq_filter {
    int64_t since, until;    /* when the wording was last changed: at `since` or
                                later, and before `until`; 0: at any time */
    unsigned origins;        /* BARQ_ORIGIN_BIT() of those wanted; 0: all */
    struct barq_text story;  /* the story's name, whatever its spelling; with
                                a * at its end: how the name begins */
    struct barq_text agency; /* that story's, by any of its names */
    struct barq_text person; /* who made or last vouched for the unit, in any
                                spelling */
};
#define BARQ_ORIGIN_BIT(origin) (1u << (origin))

/* Has a person vouched for it?  That is what a unit's status says. */
#define BARQ_STATUS_REVIEWED \
    (BARQ_ORIGIN_BIT(BARQ_PUBLISHED) | BARQ_ORIGIN_BIT(BARQ_REVIEWED))
#define BARQ_STATUS_UNREVIEWED                                        \
    (BARQ_ORIGIN_BIT(BARQ_IMPORTED) | BARQ_ORIGIN_BIT(BARQ_ALIGNED) | \
     BARQ_ORIGIN_BIT(BARQ_MT))

/*
 * A date, "2026", "2026-11" or "2026-11-23": its first second in *start, and
 * the first one after it in *end, in UTC.  False if it is none.
 */
BARQ_API bool barq_date_span(const char *date, int64_t *start, int64_t *end);

struct barq_search_options {
    enum barq_lang lang; /* where the words stand; unknown: told from their
                            letters */
    size_t limit;        /* 0: 50 */
    size_t skip;         /* hits before the first one wanted */
    bool exact;          /* no other forms of the words */
    bool aligned;        /* mark the words of the other side, too */
    const struct barq_filter *filter; /* NULL: all units */
};

/*
 * Concordance: the units that hold what `query` asks for, best first: the very
 * words before other forms of them, words that stand one behind the other
 * before scattered ones, what a person wrote before machine translation, the
 * newest first.
 *
 *     talks resume     both words; with them their other forms, which means
 *                      other vowel marks, hamzas, clitics and stems, a number
 *                      however it is written, and cease-fire or cease fire
 *                      for ceasefire
 *     "talks resume"   a phrase
 *     resum*           what begins so
 *     talks ~5 Cairo   with five words between them at most
 *     talks -Cairo     without the word, or -"the phrase"
 *     talks OR summit  one or the other; | is the same
 *
 * Anything else is text: no query is wrong.  BARQ_NOTHING when no unit holds
 * it, or there is no word in it; BARQ_E_INPUT beyond 4 KiB.
 */
struct barq_hits;
BARQ_API enum barq_status barq_search(struct barq_memory *memory,
                                      struct barq_text query,
                                      const struct barq_search_options *options,
                                      struct barq_hits **out,
                                      struct barq_error *err);

enum barq_mark {
    BARQ_MARK_PLAIN,
    BARQ_MARK_HIT,     /* what was asked for */
    BARQ_MARK_ALIGNED, /* what surely translates a hit, on the other side */
};

/* "plain", "hit", "aligned".  Static. */
BARQ_API const char *barq_mark_name(enum barq_mark mark);

/* A stretch of a text. */
struct barq_marked {
    struct barq_text text;
    enum barq_mark mark;
};

/* The runs of a side, joined, are its text. */
struct barq_hit {
    struct barq_unit unit;
    bool exact;    /* in the very words that were asked for */
    bool together; /* words that were not quoted stand like a phrase */
    const struct barq_marked *ar, *en;
    size_t ar_count, en_count;
};

/* The hits outlive the memory. */
BARQ_API size_t barq_hits_count(const struct barq_hits *hits);
BARQ_API const struct barq_hit *barq_hits_at(const struct barq_hits *hits,
                                             size_t index);
BARQ_API bool barq_hits_more(const struct barq_hits *hits); /* behind these */
/* A prefix was so short that not all its words were looked at. */
BARQ_API bool barq_hits_broad(const struct barq_hits *hits);
BARQ_API void barq_hits_free(struct barq_hits *hits);

/* barq_search() without the runs. */
BARQ_API enum barq_status barq_memory_search(
    struct barq_memory *memory, struct barq_text query,
    const struct barq_search_options *options, struct barq_units **out,
    struct barq_error *err);

struct barq_stats {
    int64_t units, stories;
    int64_t ar_words, en_words;
    int64_t by_origin[BARQ_ORIGINS];
    int64_t rivals;      /* Arabic segments with more than one wording */
    int64_t first, last; /* when the oldest and the newest were added */
    int schema;          /* of the file */
    int64_t bytes;       /* of the file */
};

BARQ_API enum barq_status barq_memory_stats(struct barq_memory *memory,
                                            struct barq_stats *out,
                                            struct barq_error *err);

struct barq_check {
    int64_t units;
    int64_t postings;  /* words of units in the fuzzy index */
    char problem[240]; /* the first thing found wrong, or "" */
};

/* Is the file sound, and do index and units agree?  Reads all of it. */
BARQ_API enum barq_status barq_memory_check(struct barq_memory *memory,
                                            struct barq_check *out,
                                            struct barq_error *err);

/*
 * Make the indexes anew from the units.  Others read and write meanwhile, with
 * the old ones, until the new take their place in one transaction; for so long
 * these lie in a temporary file.  BARQ_E_MEMORY when another begins to do the
 * same, or restores the memory, meanwhile.
 */
BARQ_API enum barq_status barq_memory_rebuild(struct barq_memory *memory,
                                              struct barq_error *err);

/* What became of many units. */
struct barq_counts {
    int64_t read, added, merged, skipped;
};

/* What units are counted by. */
enum barq_tally_by {
    BARQ_BY_ORIGIN, /* best first */
    BARQ_BY_MONTH,  /* in which they were added, as "2026-11", oldest first */
    BARQ_BY_PERSON, /* these three: the most units first; "" where unknown */
    BARQ_BY_AGENCY,
    BARQ_BY_STORY,
};

struct barq_tally_row {
    struct barq_text name;
    int64_t units, ar_words, en_words;
};

struct barq_tally;

/* Count the units that pass `filter` (NULL: all).  Reads every one of them;
 * by agency and story a unit counts once, where it stood last, of the places
 * that the filter means. */
BARQ_API enum barq_status barq_memory_tally(struct barq_memory *memory,
                                            const struct barq_filter *filter,
                                            enum barq_tally_by by,
                                            struct barq_tally **out,
                                            struct barq_error *err);
BARQ_API size_t barq_tally_count(const struct barq_tally *tally);
BARQ_API struct barq_tally_row barq_tally_at(const struct barq_tally *tally,
                                             size_t index);
BARQ_API void barq_tally_free(struct barq_tally *tally);

/* ---------------------------------------------------------------- care */

/*
 * Changes.  Each of the functions below makes one change: a transaction with
 * a number, of which the memory keeps who made it, when, and what each unit
 * was before.  So nothing is lost, and barq_memory_undo() brings it back.
 */
enum barq_deed {
    BARQ_DEED_EDIT,
    BARQ_DEED_REVIEW,
    BARQ_DEED_DELETE,
    BARQ_DEED_DEDUPE,
    BARQ_DEED_UNDO,
};
enum { BARQ_DEEDS = BARQ_DEED_UNDO + 1 };

/* "edit", "review", "delete", "dedupe", "undo".  Static. */
BARQ_API const char *barq_deed_name(enum barq_deed deed);

struct barq_change_options {
    const char *who; /* who makes the change; NULL: nobody is named */
    bool dry_run;    /* say what it would be, and change nothing */
};

/* The units that a change is for, or a list. */
struct barq_selection {
    const int64_t *ids; /* these; with count 0: all that pass the filter */
    size_t count;
    const struct barq_filter *filter; /* ids that do not pass are left out */
};

/* The units of a selection by their numbers, at most `limit` of them (0: 50)
 * from the one after the first `skip`.  BARQ_NOTHING when there are none, or
 * one of the ids does not exist. */
BARQ_API enum barq_status barq_memory_select(struct barq_memory *memory,
                                             const struct barq_selection *which,
                                             size_t skip, size_t limit,
                                             struct barq_units **out,
                                             struct barq_error *err);

/* What became of one unit. */
struct barq_step {
    int64_t unit;
    int64_t heir; /* the unit it was joined to; 0: none */
    bool gone;    /* the unit is no longer there */
};

/* What a change did. */
struct barq_change;

/* Its number, for undo; 0 after a dry run. */
BARQ_API int64_t barq_change_number(const struct barq_change *change);
BARQ_API size_t barq_change_count(const struct barq_change *change);
BARQ_API struct barq_step barq_change_at(const struct barq_change *change,
                                         size_t index);
BARQ_API void barq_change_free(struct barq_change *change);

/* What to change in a unit; a text whose .at is NULL stays as it is. */
struct barq_edit {
    struct barq_text ar, en, note;
    bool set_origin;
    enum barq_origin origin;
};

/*
 * Edit one unit.  A new wording bears today's date and the editor's name; of
 * a unit that nobody had vouched for it makes a reviewed one, unless the edit
 * sets an origin.  A unit that has the new pair already is joined to this
 * one.  BARQ_NOTHING when there is no such unit, or nothing to change.
 */
BARQ_API enum barq_status barq_memory_edit(
    struct barq_memory *memory, int64_t id, const struct barq_edit *edit,
    const struct barq_change_options *options, struct barq_change **out,
    struct barq_error *err);

/* Give the selected units this origin: BARQ_REVIEWED or BARQ_PUBLISHED where
 * theirs is a lesser one, as somebody vouches for them; another where theirs
 * is one of these two, as nobody does any more.  BARQ_NOTHING when that is no
 * unit. */
BARQ_API enum barq_status barq_memory_review(
    struct barq_memory *memory, const struct barq_selection *which,
    enum barq_origin origin, const struct barq_change_options *options,
    struct barq_change **out, struct barq_error *err);

/* Delete the selected units.  BARQ_NOTHING, and nothing is deleted, when one
 * of the ids does not exist or no unit passes.  BARQ_E_USAGE when neither ids
 * nor a filter are given. */
BARQ_API enum barq_status barq_memory_delete(
    struct barq_memory *memory, const struct barq_selection *which,
    const struct barq_change_options *options, struct barq_change **out,
    struct barq_error *err);

/*
 * Join the units that say the same, both sides equal at L1 (marks, tatweel,
 * forms of digits and quotes do not count), to the best of them: of the best
 * origin, then the newest, then the most used.  It keeps the contexts of all
 * and the most uses that any had.  BARQ_NOTHING when there are none.
 */
BARQ_API enum barq_status barq_memory_dedupe(
    struct barq_memory *memory, const struct barq_filter *filter,
    const struct barq_change_options *options, struct barq_change **out,
    struct barq_error *err);

/*
 * Take a change back: the one of this number; or with 0 the last one that was
 * made to `unit`, of this unit alone and of those that the change joined to it;
 * or with 0 for both the last one of all.  That is a change, too: to undo it,
 * name its number.  BARQ_NOTHING when there is nothing to undo, BARQ_E_USAGE
 * when a unit was changed again since.
 */
BARQ_API enum barq_status barq_memory_undo(
    struct barq_memory *memory, int64_t number, int64_t unit,
    const struct barq_change_options *options, struct barq_change **out,
    struct barq_error *err);

/* An entry of the history. */
struct barq_past {
    int64_t change; /* the number of the change */
    int64_t when;
    struct barq_text who;
    enum barq_deed deed;
    int64_t units;  /* how many the change touched */
    int64_t undone; /* the change that undid it, or 0 */
    struct barq_step step;
    bool existed;         /* was the unit there before? */
    struct barq_unit was; /* the unit before the change, without context */
};

struct barq_history;

/*
 * What became of a unit, the latest first, also when it is gone.  With id 0
 * the last `limit` changes of the memory, each once, where step, existed and
 * was are those of its first unit.  A limit of 0 is 50.  The filter's (NULL:
 * all) since, until and person are those of a change; its story, agency and
 * origins those of a unit that was changed: where it stands or stood, and what
 * it was before.  BARQ_NOTHING when there is none.
 */
BARQ_API enum barq_status barq_memory_history(struct barq_memory *memory,
                                              int64_t id, size_t limit,
                                              const struct barq_filter *filter,
                                              struct barq_history **out,
                                              struct barq_error *err);
BARQ_API size_t barq_history_count(const struct barq_history *history);
BARQ_API const struct barq_past *barq_history_at(
    const struct barq_history *history, size_t index);
BARQ_API void barq_history_free(struct barq_history *history);

/* Told how far a long work is; done counts up to total. */
struct barq_progress {
    void (*tell)(void *context, int64_t done, int64_t total);
    void *context;
};

/*
 * Copy the memory, as it is at this moment, to a file of its own, while
 * others read and write it.  The file is there whole or not at all; one that
 * is there already is never written over.  `progress` may be NULL.
 */
BARQ_API enum barq_status barq_memory_backup(
    struct barq_memory *memory, const char *path,
    const struct barq_progress *progress, struct barq_error *err);

/*
 * Put the backup at `from` in the place of the memory at `path`, in one
 * transaction; others that have it open see the one or the other.  `from` is
 * checked first, whole: BARQ_E_MEMORY when it is no memory, is damaged, or is
 * newer than this library.  The old memory is kept beside it, as *kept (NULL
 * when there was none), for barq_string_free().
 */
BARQ_API enum barq_status barq_memory_restore(
    const char *path, const char *from, const struct barq_progress *progress,
    char **kept, struct barq_error *err);

/*
 * Take all that another memory knows into this one: units, contexts, stories
 * and histories.  Pairs that are known are joined, as in barq_memory_add(); to
 * merge a memory again changes nothing.  A large one comes in several
 * transactions, so that others can write between them; the last has all of the
 * history.  After a failure, or when the process was killed, those before stay,
 * and to merge again completes them.  A dry run only reads and counts, while
 * others write.
 * BARQ_E_USAGE for the memory itself, BARQ_E_MEMORY for one that is newer.
 */
BARQ_API enum barq_status barq_memory_merge(struct barq_memory *memory,
                                            const char *path, bool dry_run,
                                            struct barq_counts *counts,
                                            struct barq_error *err);

/*
 * The same of those of its units that pass `filter` (NULL: all), as they are
 * now: with the places where they stood, of which a filter by story or agency
 * takes those in such stories.  What was before a change stays behind, and so
 * do the names of its ledger; a merge of all brings them later.  Those that do
 * not pass are counted as skipped.
 */
BARQ_API enum barq_status barq_memory_merge_some(
    struct barq_memory *memory, const char *path,
    const struct barq_filter *filter, bool dry_run, struct barq_counts *counts,
    struct barq_error *err);

/* --------------------------------------------------------------- names */

/*
 * The ledger: how the desk writes a name in English, whatever the Arabic
 * spelling and whatever a translation has.  A name is proposed by what the
 * memory's pairs show, or put in by hand; a person accepts it or refuses it,
 * and only accepted ones are used in drafts.
 */
enum barq_name_kind {
    BARQ_PERSON,
    BARQ_PLACE,
    BARQ_ORGANISATION,
    BARQ_TERM, /* not a name, but with one rendering all the same */
    BARQ_OTHER,
};
enum { BARQ_NAME_KINDS = BARQ_OTHER + 1 };

/* "person", "place" ... and back; false if there is no such kind. */
BARQ_API const char *barq_name_kind_name(enum barq_name_kind kind);
BARQ_API bool barq_name_kind_from_name(const char *name,
                                       enum barq_name_kind *out);

enum barq_name_status { BARQ_PROPOSED, BARQ_ACCEPTED, BARQ_REFUSED };
enum { BARQ_NAME_STATUSES = BARQ_REFUSED + 1 };

/* "proposed", "accepted", "refused" and back. */
BARQ_API const char *barq_name_status_name(enum barq_name_status status);
BARQ_API bool barq_name_status_from_name(const char *name,
                                         enum barq_name_status *out);

struct barq_name {
    int64_t id;                 /* 0 before it is stored */
    struct barq_text house;     /* the English form that the desk uses */
    const struct barq_text *ar; /* Arabic forms, the usual one first */
    size_t ar_count;
    const struct barq_text *other; /* English forms that give way to it */
    size_t other_count;
    enum barq_name_kind kind;
    enum barq_name_status status;
    int64_t stories; /* it was proposed from; 0: entered by hand */
    struct barq_text note, who;
    int64_t changed; /* 0 on storing: now */
};

/* Names read from a memory; they outlive it. */
struct barq_names;
BARQ_API size_t barq_names_count(const struct barq_names *names);
BARQ_API const struct barq_name *barq_names_at(const struct barq_names *names,
                                               size_t index);
BARQ_API void barq_names_free(struct barq_names *names);

/* All names, by house form, then id; BARQ_NOTHING when there are none. */
BARQ_API enum barq_status barq_names_list(struct barq_memory *memory,
                                          struct barq_names **out,
                                          struct barq_error *err);

/*
 * Store a name.  With id 0 it is new, or is joined to the name of the same
 * house form and kind; else it takes the place of that name, and BARQ_NOTHING
 * says that there is none.  An Arabic form belongs to one name: BARQ_E_INPUT
 * when an accepted one has it already.  `id` may be NULL.
 */
BARQ_API enum barq_status barq_name_put(struct barq_memory *memory,
                                        const struct barq_name *name,
                                        int64_t *id, struct barq_error *err);

/* Accept or refuse these names, all or none; one that is accepted is joined
 * to an accepted one of the same house form and kind.  BARQ_NOTHING when one
 * of them does not exist. */
BARQ_API enum barq_status barq_names_judge(struct barq_memory *memory,
                                           const int64_t *ids, size_t count,
                                           enum barq_name_status status,
                                           const char *who,
                                           struct barq_error *err);

/* Delete these names, all or none.  A refused name is better kept: what is
 * deleted may be proposed again. */
BARQ_API enum barq_status barq_names_delete(struct barq_memory *memory,
                                            const int64_t *ids, size_t count,
                                            struct barq_error *err);

struct barq_propose_options {
    const struct barq_filter *filter; /* units to look at; NULL: all; MT only
                                         where it names origins */
    int64_t stories; /* a name stands in as many at least; 0: 2 */
    bool dry_run;
    struct barq_progress progress; /* .tell NULL: nobody is told */
};

/*
 * Look for names in the memory's pairs: words of both sides that are written
 * alike, letter by letter, wherever they stand.  Those that the ledger does
 * not have are stored as proposed ones, in one transaction, and given back,
 * those of the most stories first; a unit without a story counts by itself.
 * BARQ_NOTHING when there are none.
 */
BARQ_API enum barq_status barq_names_propose(
    struct barq_memory *memory, const struct barq_propose_options *options,
    struct barq_names **out, struct barq_error *err);

struct barq_names_options {
    bool dry_run;    /* import: count only */
    const char *who; /* import: for names that name nobody */
};

/*
 * Read names from TBX (TBX-Basic of ISO 30042:2008 or 2019, and what is like
 * it) or from a table (CSV, or set apart by tabs or semicolons), told by its
 * content; "-" is standard input.  All or none are stored.  `skips` receives
 * a line for each that is left out, with the reason; the caller's, for
 * barq_string_free(); may be NULL.
 */
BARQ_API enum barq_status barq_names_import(
    struct barq_memory *memory, const char *path,
    const struct barq_names_options *options, struct barq_counts *counts,
    char **skips, struct barq_error *err);

enum barq_names_form { BARQ_NAMES_TBX, BARQ_NAMES_CSV };

/* Write the ledger, whole or not at all: as TBX-Basic the accepted names, as
 * CSV all of them.  BARQ_NOTHING, and no file, when there are none. */
BARQ_API enum barq_status barq_names_export(struct barq_memory *memory,
                                            const char *path,
                                            enum barq_names_form form,
                                            struct barq_counts *counts,
                                            struct barq_error *err);

/* -------------------------------------------------------------- lookup */

/* One share of a score: what cost how many of the hundred points.  Each stretch
 * in which two segments differ costs something by itself: its first part has
 * that, too.  What moved has a part at either end. */
struct barq_part {
    const char *name;               /* "word", "moved", "number" ...; static */
    double points;                  /* taken off; negative never */
    struct barq_text query, stored; /* the words concerned; may be empty */
};

/* A piece of the stored source, beside the query. */
enum barq_run_kind {
    BARQ_RUN_SAME,
    BARQ_RUN_FORM,    /* the same word, in another form */
    BARQ_RUN_CHANGED, /* the query has other words there */
    BARQ_RUN_ADDED,   /* the query has nothing there */
    BARQ_RUN_MISSING, /* words of the query that are not there in the source;
                         what moved is missing here, and added there */
};

/* "same", "form", "changed", "added", "missing".  Static. */
BARQ_API const char *barq_run_name(enum barq_run_kind kind);

/* Joined, the texts but for the missing are the source, byte for byte.  So is
 * the query, of `query` where it is there, and else of the text, but for the
 * added. */
struct barq_run {
    struct barq_text text;
    struct barq_text query; /* what the query has there, if that is not the very
                               text: other words, marks, digits, spaces; else
                               .at is NULL */
    enum barq_run_kind kind;
};

/* How a desk writes what is put into a translation; 0: as the stored
 * translation does. */
enum { BARQ_AS_STORED = 0 };
enum { BARQ_ORDER_MONTH_DAY = 1, BARQ_ORDER_DAY_MONTH };
enum { BARQ_DATES_AMERICAN = 1, BARQ_DATES_BRITISH };
enum { BARQ_PERCENT_SIGN = 1, BARQ_PERCENT_WORD, BARQ_PERCENT_WORDS };
enum { BARQ_GROUP_COMMA = 1, BARQ_GROUP_NONE };

struct barq_style {
    int date_order; /* September 15, or 15 September; not set: as `dates` */
    int dates;      /* Sept. 15, 2022 or 15 Sept 2022: points and comma */
    int percent;    /* 5%, 5 percent, 5 per cent */
    int grouping;   /* 12,400 or 12400 */
};

/*
 * Read a style: of a configuration file (barq.ini; NULL: none) the section
 * [style NAME], or [style] with the name NULL, where that there is none means
 * the defaults; or of a file, when `name` is the path of one, its [style].
 * BARQ_E_INPUT names file and line, BARQ_E_USAGE that there is no such style.
 */
BARQ_API enum barq_status barq_style_read(const char *config, const char *name,
                                          struct barq_style *out,
                                          struct barq_error *err);

/* A piece of an adapted translation. */
struct barq_adapted {
    struct barq_text text; /* joined: the translation */
    struct barq_text was;  /* what the memory has there, if that is not the
                              same; else .at is NULL */
};

/*
 * A match of a query in the memory.  `rank` is the class of DESIGN.md: 102
 * both neighbours equal too, 101 one of them, 100 equal, 99 equal but for
 * marks and digits, 98 equal but for letter forms, 95-97 but for
 * punctuation; below that it is the score.
 *
 * Where the query has other numbers or dates than the stored source, and it
 * is safe, the match carries the translation with those of the query put in
 * (`adapted`); if nothing else differs, its rank is 99 (98 if letter forms
 * do), its score one less than that, before other penalties.
 */
struct barq_match {
    struct barq_unit unit;
    int rank;
    int score;
    bool rivals; /* the memory has another wording for this very source */
    const struct barq_part *parts; /* their points are 100 - score in all */
    size_t part_count;
    const struct barq_run *runs; /* the source in the language of the query,
                                    cut where it differs; the texts of the
                                    query are the caller's */
    size_t run_count;
    struct barq_text adapted; /* the translation to use; .at is NULL if
                                 nothing was put in: then that of the unit */
    const struct barq_adapted *adapted_runs; /* where it was */
    size_t adapted_count;
    struct barq_text refusal; /* why values that differ were not put in, on one
                                 line; .len 0 if none differ, or all are in */
};

struct barq_matches;

struct barq_lookup_options {
    enum barq_lang lang; /* of the query; unknown: told from the letters */
    int min;             /* lowest score wanted, 50..100; 0: 70; equal sources
                            (rank 95 and up) come back whatever their score */
    size_t max;          /* most matches wanted; 0: 5 */
    bool exhaustive;     /* score every unit: the reference for tests */
    struct barq_text before, after;   /* the query's neighbours, if known */
    struct barq_text story;           /* the story it stands in, if known */
    const struct barq_filter *filter; /* of the units; NULL: all */
    bool no_adapt;                    /* leave the translations as they are */
    bool quoted; /* the query stands in a quotation that began before it, so
                    nothing is put into its translations; as a quotation mark
                    that `before` leaves open says, too */
    const struct barq_style *style; /* for what is put in; NULL: as stored */
    struct barq_text who; /* who asks, a person or a desk: of matches that are
                             alike in all else, down to date and uses, theirs
                             go first; may be empty */
};

/* The matches of `query`, best first; BARQ_NOTHING when there is none. */
BARQ_API enum barq_status barq_lookup(struct barq_memory *memory,
                                      struct barq_text query,
                                      const struct barq_lookup_options *options,
                                      struct barq_matches **out,
                                      struct barq_error *err);

/* A query of many, answered. */
struct barq_answer {
    size_t index;
    enum barq_status status;
    const char *problem;                /* why not; NULL with BARQ_OK */
    const struct barq_matches *matches; /* NULL when there is none; they live
                                           until tell() returns */
};
struct barq_answers {
    void (*tell)(void *context, const struct barq_answer *answer);
    void *context;
};

/*
 * barq_lookup() of many queries, which are answered in their order, one by one
 * or some thousand at a time; the answers are the same.  With `exhaustive` the
 * memory is read once for so many, and not for each.  tell() leaves the memory
 * alone.  Nothing but a query's own answer says that it failed.
 */
BARQ_API void barq_lookup_many(struct barq_memory *memory,
                               const struct barq_text *queries, size_t count,
                               const struct barq_lookup_options *options,
                               const struct barq_answers *answers);
BARQ_API size_t barq_matches_count(const struct barq_matches *matches);
BARQ_API const struct barq_match *barq_matches_at(
    const struct barq_matches *matches, size_t index);
BARQ_API void barq_matches_free(struct barq_matches *matches);

/* --------------------------------------------------------------- align */

/* Segments first..first+count) of either story that say the same; a side
 * with count 0 says that the other stands alone. */
struct barq_bead {
    size_t ar_first, ar_count;
    size_t en_first, en_count;
    double confidence; /* 0..1: of beads at 0.9, nine in ten are right */
    bool pair;         /* both sides, neither of them page furniture */
    bool sure;         /* a pair that barq_alignment_store() stores: confident
                          enough, and one segment on one side at least */
};

struct barq_alignment;

struct barq_align_options {
    double min_confidence; /* below it no pair is sure; 0: 0.7 */
    /* Words rendered in it before are known for it; NULL: none.  Must outlive
     * the call. */
    struct barq_memory *memory;
    const char *lexicon; /* a file of Arabic, tab, English; NULL: none */
    bool explain;        /* keep what barq_alignment_parts() tells */
};

/* What spoke for a bead, or against it: the logarithms of how much likelier
 * it is that way, so they add up. */
struct barq_bead_part {
    const char *name; /* of words: "number", "name", "learnt" ...; else of a
                         feature: "length", "1-2" ...; static */
    double worth;
    struct barq_text ar, en; /* the words that were found in each other's
                                segments; empty for features */
};

/*
 * Pair the segments of an Arabic and an English story (in that order;
 * BARQ_E_USAGE when the languages are the other way round).  Both stories
 * must outlive the alignment.
 */
BARQ_API enum barq_status barq_align(const struct barq_story *ar,
                                     const struct barq_story *en,
                                     const struct barq_align_options *options,
                                     struct barq_alignment **out,
                                     struct barq_error *err);
BARQ_API size_t barq_alignment_count(const struct barq_alignment *alignment);
BARQ_API struct barq_bead barq_alignment_bead(
    const struct barq_alignment *alignment, size_t index);
BARQ_API void barq_alignment_free(struct barq_alignment *alignment);

/* The parts of a bead, the weightiest first, if `explain` was set; else and
 * for a bead with an empty side *count is 0. */
BARQ_API const struct barq_bead_part *barq_alignment_parts(
    const struct barq_alignment *alignment, size_t index, size_t *count);

/* The text of one side of a bead: its segments, joined by a space. */
BARQ_API struct barq_text barq_alignment_text(
    const struct barq_alignment *alignment, size_t index, enum barq_lang lang);

/*
 * Store the beads that are sure enough, in one transaction: all or none.
 * Furniture, empty sides and unsure beads are counted as skipped.  `proto`
 * gives origin, who, note, agency and `created` of the units; NULL:
 * BARQ_ALIGNED.  An agency that is not given is the one that a story names.
 */
BARQ_API enum barq_status barq_alignment_store(
    const struct barq_alignment *alignment, struct barq_memory *memory,
    const struct barq_unit *proto, struct barq_counts *counts,
    struct barq_error *err);

/* Write the same beads as TMX 1.4b, and touch no memory; "-" is standard
 * output.  The file is there whole or not at all. */
BARQ_API enum barq_status barq_alignment_export(
    const struct barq_alignment *alignment, const char *path,
    const struct barq_unit *proto, struct barq_counts *counts,
    struct barq_error *err);

/*
 * Offers: a sure bead of one sentence against two or three, parted where that
 * sentence has a clear inner break (a semicolon, a quotation, an "and" after
 * a long clause) and its pieces fit the sentences opposite, one by one.  The
 * alignment must outlive them.
 */
struct barq_clauses;
struct barq_clause {
    size_t bead;             /* of the alignment */
    struct barq_text ar, en; /* point into the texts of the stories */
    double confidence;       /* that of the bead is part of it */
};

BARQ_API enum barq_status barq_clauses_find(
    const struct barq_alignment *alignment, struct barq_clauses **out,
    struct barq_error *err);
BARQ_API void barq_clauses_free(struct barq_clauses *clauses);
BARQ_API size_t barq_clauses_count(const struct barq_clauses *clauses);
BARQ_API struct barq_clause barq_clauses_at(const struct barq_clauses *clauses,
                                            size_t index);

/* Store them beside the whole beads, in one transaction; those below the
 * alignment's min_confidence are skipped.  `proto` as above. */
BARQ_API enum barq_status barq_clauses_store(const struct barq_clauses *clauses,
                                             struct barq_memory *memory,
                                             const struct barq_unit *proto,
                                             struct barq_counts *counts,
                                             struct barq_error *err);

/* Were these very two stories aligned and stored before? */
BARQ_API enum barq_status barq_memory_has_pair(struct barq_memory *memory,
                                               const struct barq_story *ar,
                                               const struct barq_story *en,
                                               bool *known,
                                               struct barq_error *err);

/* -------------------------------------------------------------- reviews */

/*
 * What a person has to decide: the beads of one or more alignments, written
 * to be edited, and read back.  What comes back accepted is stored as
 * reviewed; nothing else is.
 */
struct barq_review;

BARQ_API enum barq_status barq_review_open(struct barq_review **out,
                                           struct barq_error *err);
BARQ_API void barq_review_free(struct barq_review *review);

/* Put in all beads of an alignment, which need not live on. */
BARQ_API enum barq_status barq_review_add(
    struct barq_review *review, const struct barq_alignment *alignment,
    struct barq_error *err);

enum barq_review_form {
    BARQ_REVIEW_TABLE,  /* TSV, a bead a row: for a spreadsheet or an editor */
    BARQ_REVIEW_PAGE,   /* HTML that stands alone: to decide in a browser */
    BARQ_REVIEW_BLOCKS, /* text, a block a bead, segments by their number:
                           of one alignment, for barq_review_edited() */
};

/* *out is the caller's, for barq_string_free(). */
BARQ_API enum barq_status barq_review_render(const struct barq_review *review,
                                             enum barq_review_form form,
                                             char **out, size_t *len,
                                             struct barq_error *err);

/*
 * Read a table or a page that was rendered and edited, told by its content;
 * "-" is standard input.  Takes what spreadsheets make of a table: quotation
 * marks, commas, CR LF, a byte order mark, UTF-16.  BARQ_E_INPUT names the
 * line and the mend.
 */
BARQ_API enum barq_status barq_review_read(const char *path,
                                           struct barq_review **out,
                                           struct barq_error *err);

/* Read edited blocks of `original`, which must outlive *out: each segment
 * once and in order on its side, or BARQ_E_INPUT names the line. */
BARQ_API enum barq_status barq_review_edited(const struct barq_review *original,
                                             const char *path,
                                             struct barq_review **out,
                                             struct barq_error *err);

struct barq_review_counts {
    size_t beads, accepted, rejected, open;
};
BARQ_API struct barq_review_counts barq_review_count(
    const struct barq_review *review);

/*
 * Store the accepted beads as BARQ_REVIEWED, with story, place and
 * neighbours, in one transaction: all or none.  `proto` gives who, note and
 * `changed` of the units; NULL: nobody.
 */
BARQ_API enum barq_status barq_review_store(const struct barq_review *review,
                                            struct barq_memory *memory,
                                            const struct barq_unit *proto,
                                            struct barq_counts *counts,
                                            struct barq_error *err);

/* ------------------------------------------------------------- archives */

/*
 * Stories of which nobody knows which translates which: an archive of both
 * languages.  It keeps of each story what it can be recognised by (words,
 * names, numbers, dates), and not its text.
 */
struct barq_archive;

BARQ_API enum barq_status barq_archive_open(struct barq_archive **out,
                                            struct barq_error *err);
BARQ_API void barq_archive_close(struct barq_archive *archive);

/*
 * Put in a story, on the side of its language; it need not live on.  *index
 * counts the stories of that side, from 0; may be NULL.  BARQ_E_USAGE when
 * its language is unknown.  After BARQ_E_INTERNAL the archive can only be
 * closed.
 */
BARQ_API enum barq_status barq_archive_add(struct barq_archive *archive,
                                           const struct barq_story *story,
                                           size_t *index,
                                           struct barq_error *err);

/* An Arabic and an English story, by their index, that say the same. */
struct barq_story_pair {
    size_t ar, en;
    double confidence; /* 0..1: of pairs at 0.9, nine in ten are right */
};

/*
 * Find the pairs, each story in one at most, of this confidence or more (0:
 * 0.8).  Through an index: time grows with the number of stories, not with
 * its square.  No pair at all is BARQ_OK, too.
 */
BARQ_API enum barq_status barq_archive_match(struct barq_archive *archive,
                                             double min_confidence,
                                             struct barq_error *err);

/* What the last barq_archive_match() found, best first. */
BARQ_API size_t barq_archive_pair_count(const struct barq_archive *archive);
BARQ_API struct barq_story_pair barq_archive_pair(
    const struct barq_archive *archive, size_t index);

/* -------------------------------------------------- machine translation */

/* An MT engine behind HTTP, by the name of its kind (libretranslate, deepl,
 * google, azure, amazon, openai, ollama, llamacpp, vllm, anthropic, apertium,
 * modernmt) or of a section [mt NAME] of a configuration file.  What is not
 * given here is looked up in the environment (BARQ_NAME_URL, _KEY, _KEY_FILE,
 * _MODEL, _REGION), then in the file. */
struct barq_engine;

struct barq_engine_options {
    const char *name;
    const char *config; /* a configuration file (barq.ini); NULL: none */
    const char *url;    /* NULL: looked up, else the engine's usual address */
    const char *key;    /* NULL: looked up; never logged, never stored */
    const char *cacert; /* a PEM file of authorities; NULL: the system's */
    int connect_ms, total_ms; /* of a request; 0: 5,000 and 60,000 */
    int64_t run_characters, month_characters; /* most to send; 0: any */
    /* Told, if not NULL, what a large run will cost, in `detail` each request;
     * never a key or a text. */
    void (*say)(void *context, bool detail, const char *line);
    void *context;
};

/* Nothing is sent yet.  BARQ_E_USAGE for an engine that there is not, lacks
 * a key or a model, or is neither at https nor at http on this machine. */
BARQ_API enum barq_status barq_engine_open(
    const struct barq_engine_options *options, struct barq_engine **out,
    struct barq_error *err);
BARQ_API void barq_engine_close(struct barq_engine *engine);

/* Is it there, does it take the key?  Asked without any text. */
BARQ_API enum barq_status barq_engine_check(struct barq_engine *engine,
                                            struct barq_error *err);

/* What is known of an engine without asking it. */
struct barq_engine_info {
    const char *name, *kind; /* as it is called; what it is */
    const char *url, *model; /* "" if there is none */
    const char *key_source;  /* a variable or a file, never the key; "" */
    const char *problem;     /* why it cannot be used; "" if it can */
    bool configured;         /* in the file or the environment */
};

/* All of them, those of the file first; *out is for barq_engines_free(). */
BARQ_API enum barq_status barq_engines_list(const char *config,
                                            struct barq_engine_info **out,
                                            size_t *count,
                                            struct barq_error *err);
BARQ_API void barq_engines_free(struct barq_engine_info *engines);

/* What an engine was used for, and what it may cost. */
struct barq_mt_use {
    size_t segments, cached, requests; /* cached: of them, known from before */
    int64_t characters, month;         /* sent now; this month, now included */
    int64_t run_budget, month_budget;  /* 0: none */
};

/* -------------------------------------------------------------- checks */

/*
 * What a translation is checked for, segment by segment.  A rule looks at an
 * Arabic and an English text that are to say the same, whichever of them is
 * the translation; what it means by an error, tm/rules/checks.tsv says.
 */
enum barq_rule {
    BARQ_RULE_NUMBER,    /* figures and amounts, by value */
    BARQ_RULE_DATE,      /* days, months, years, weekdays, times */
    BARQ_RULE_NAME,      /* names of people, places and nations */
    BARQ_RULE_QUOTE,     /* quotation marks lost or unbalanced */
    BARQ_RULE_NEGATION,  /* "not" on one side only */
    BARQ_RULE_DIRECTION, /* "rose" on one side, "fell" on the other */
    BARQ_RULE_LEFTOVER,  /* words left in the language of the other side */
    BARQ_RULE_TERM,      /* a term that is not rendered as it has to be */
    BARQ_RULE_DOUBLED,   /* a word written twice running */
    BARQ_RULE_EMPTY,     /* nothing on one side */
    BARQ_RULE_SAME,      /* the same text on both sides */
    BARQ_RULE_LENGTH,    /* one side far too short for the other */
    BARQ_RULE_CONTROL,   /* direction controls that turn text round */
    BARQ_RULE_MIXED,     /* a name that a story writes in two ways: of the
                            pairs of a file or memory, not of one alone */
};
enum { BARQ_RULES = BARQ_RULE_MIXED + 1 };
#define BARQ_RULE_BIT(rule) (1u << (rule))

/* "number", "date" ... as options, barq.ini and JSON have them.  Static. */
BARQ_API const char *barq_rule_name(enum barq_rule rule);

/* The rules that a list names, "number, date" or "all", as BARQ_RULE_BIT()s;
 * BARQ_E_USAGE names the one that there is not. */
BARQ_API enum barq_status barq_rules_read(const char *names, unsigned *bits,
                                          struct barq_error *err);

/* How a term has to be rendered, either way; the texts are the caller's. */
struct barq_term {
    struct barq_text ar, en;
};

struct barq_checker_options {
    const char *config; /* barq.ini, whose section [check] counts; or NULL */
    unsigned only;      /* these rules, and no others; 0: all */
    unsigned off;       /* and of these none */
    const struct barq_term *terms; /* these must outlive the checker */
    size_t term_count;
};

/* The rules, read and ready for any number of pairs, one at a time. */
struct barq_checker;

/*
 * The rules that are on: those of options->only, else of `only` in [check],
 * else all; but for those of options->off and of `off` in [check].
 * BARQ_E_INPUT names the line of barq.ini, or of a table, that is wrong.
 */
BARQ_API enum barq_status barq_checker_open(
    const struct barq_checker_options *options, struct barq_checker **out,
    struct barq_error *err);
BARQ_API void barq_checker_close(struct barq_checker *checker);

/* What a rule is for, one sentence, and whether what it finds is an "error"
 * or a "warning", as tm/rules/checks.tsv says. */
BARQ_API const char *barq_checker_about(const struct barq_checker *checker,
                                        enum barq_rule rule);
BARQ_API const char *barq_checker_level(const struct barq_checker *checker,
                                        enum barq_rule rule);

/* Bytes start..end of a text; none when these are equal. */
struct barq_span {
    size_t start, end;
};

/* Something that is likely wrong, and where: on either side or on both. */
struct barq_finding {
    enum barq_rule rule;
    struct barq_span ar, en;
    const char *note;  /* what is wrong there, a phrase; static */
    const char *level; /* as barq_checker_level() has it; static */
};

/*
 * Check one pair.  *found are in the order of the rules, then of the text,
 * and stay until the next pair is checked.  A text of more than 64 KiB is
 * BARQ_E_INPUT.
 */
BARQ_API enum barq_status barq_check_pair(
    struct barq_checker *checker, struct barq_text ar, struct barq_text en,
    const struct barq_finding **found, size_t *count, struct barq_error *err);

/* A pair that was checked, and where it stands. */
struct barq_checked {
    struct barq_text ar, en;
    int64_t unit; /* in a memory; 0: in a file */
    int64_t pair; /* its number in a file, from 1; of a draft, the segment */
    struct barq_text story; /* of a unit; may be empty */
    const struct barq_finding *found;
    size_t count;
};

/* Told each pair in which something was found; what it gets is valid until it
 * returns. */
struct barq_check_sink {
    void (*tell)(void *context, const struct barq_checked *checked);
    void *context;
};

struct barq_check_counts {
    int64_t pairs, suspects; /* checked; with findings */
    int64_t findings[BARQ_RULES];
    int64_t skipped; /* could not be read as pairs */
};

/* Check the units of a memory that pass `filter` (NULL: all). */
BARQ_API enum barq_status barq_check_memory(struct barq_checker *checker,
                                            struct barq_memory *memory,
                                            const struct barq_filter *filter,
                                            const struct barq_check_sink *sink,
                                            struct barq_check_counts *counts,
                                            struct barq_error *err);

/*
 * Check the pairs of a file, told by its content: TMX, tab-separated pairs,
 * or a draft in BARQ_JSON, of which the translated segments; "-" is standard
 * input.
 */
BARQ_API enum barq_status barq_check_file(struct barq_checker *checker,
                                          const char *path,
                                          const struct barq_check_sink *sink,
                                          struct barq_check_counts *counts,
                                          struct barq_error *err);

/* ----------------------------------------------------------- translate */

/* A story with, for each segment, a translation and where it came from. */
struct barq_draft;

struct barq_translate_options {
    enum barq_lang from;        /* unknown: the story's own language */
    int min;                    /* lowest score taken over, 50..100; 0: 70 */
    struct barq_engine *engine; /* for open segments; NULL: leave them open */
    bool no_adapt;              /* as in barq_lookup_options */
    bool fragments; /* find barq_draft_fragments(): takes its time */
    const struct barq_style *style;
    struct barq_checker *checker; /* what is translated is checked; NULL: not */
    const struct barq_filter *filter; /* of the units that are reused, quoted or
                                         shown to an engine; NULL: all */
};

/*
 * Draft the translation of `story`, which must outlive the draft.
 *
 * What an engine fails to do leaves its segments open with the reason in
 * their notes; that is BARQ_OK, and barq_report.failure says why.
 */
BARQ_API enum barq_status barq_translate(
    struct barq_memory *memory, const struct barq_story *story,
    const struct barq_translate_options *options, struct barq_draft **out,
    struct barq_error *err);
BARQ_API void barq_draft_free(struct barq_draft *draft);

/* One text through an engine, as barq_translate() would do it; *out is the
 * caller's, for barq_string_free(). */
BARQ_API enum barq_status barq_translate_text(struct barq_memory *memory,
                                              struct barq_engine *engine,
                                              struct barq_text text, char **out,
                                              struct barq_mt_use *use,
                                              struct barq_error *err);

/* What became of a segment since the last version of its story. */
enum barq_since {
    BARQ_SINCE_UNKNOWN, /* there is no earlier version; or it is furniture */
    BARQ_UNCHANGED,
    BARQ_CHANGED,
    BARQ_NEW,
};

/* "", "unchanged", "changed", "new".  Static. */
BARQ_API const char *barq_since_name(enum barq_since since);

struct barq_draft_segment {
    struct barq_segment source;
    struct barq_text target;  /* .at is NULL while the segment is open */
    int rank, score;          /* as in barq_match; 0 for MT and open ones */
    enum barq_origin origin;  /* of the unit, or BARQ_MT */
    struct barq_text engine;  /* with BARQ_MT: which engine and model */
    int64_t unit;             /* its id, 0 if none */
    struct barq_text notes;   /* what an editor should know: one line, its
                                 notes set apart by "; " */
    struct barq_text matched; /* the stored source, where it differs */
    const struct barq_adapted *adapted; /* the target's runs, if numbers or
                                           dates were put into it */
    size_t adapted_count;
    enum barq_since since;      /* of the story's last version */
    const struct barq_run *was; /* if it changed since: the source it had, in
                                   runs, as in barq_match */
    size_t was_count;
};

BARQ_API size_t barq_draft_count(const struct barq_draft *draft);
BARQ_API struct barq_draft_segment barq_draft_segment(
    const struct barq_draft *draft, size_t index);

/*
 * A quotation of a segment that was published before, for a segment whose
 * whole the memory does not have: help, and no part of the translation.
 */
struct barq_known_quote {
    struct barq_text source; /* the quoted words of the segment */
    struct barq_text target; /* how they were published, word for word */
    bool part;               /* ... as a part of this longer quotation */
    bool sentence;           /* target is the whole sentence: which of its
                                quotations it is cannot be told */
    struct barq_text story;  /* where; may be empty */
    int64_t unit;
};

/* Those of a segment, in its order, as a list of *count. */
BARQ_API const struct barq_known_quote *barq_draft_quotes(
    const struct barq_draft *draft, size_t segment, size_t *count);

/*
 * A stretch of a segment without a good match that the memory knows in another
 * sentence, and what renders it there by the links of words (the consistent
 * phrases of Och and Ney, 2004): help, and no part of the translation.
 */
struct barq_fragment {
    struct barq_text source; /* words of the segment */
    struct barq_text target; /* of the unit's other side */
    bool sure;               /* each of its words may be relied on */
    struct barq_text story;  /* where; may be empty */
    int64_t unit;
};

/* Those of a segment, in its order, as a list of *count. */
BARQ_API const struct barq_fragment *barq_draft_fragments(
    const struct barq_draft *draft, size_t segment, size_t *count);

/* The fragments joined, if they cover all words of the segment; else .len is
 * 0.  In the word order of the source, so to be read as notes. */
BARQ_API struct barq_text barq_draft_proposal(const struct barq_draft *draft,
                                              size_t segment);

/*
 * A name that the draft writes in more than one form: each form, how often,
 * the most frequent first, and the first segment that has another one.
 */
struct barq_mixed_name {
    const struct barq_text *forms;
    const size_t *times;
    size_t count;
    size_t segment;
};

/* The mixed names of a draft, each once, as a list of *count. */
BARQ_API const struct barq_mixed_name *barq_draft_mixed_names(
    const struct barq_draft *draft, size_t *count);

/* What the checks found in a segment; borrowed from the draft. */
BARQ_API const struct barq_finding *barq_draft_findings(
    const struct barq_draft *draft, size_t index, size_t *count);

/* Bands of the reuse report, best first. */
enum barq_band {
    BARQ_BAND_102,
    BARQ_BAND_101,
    BARQ_BAND_100,
    BARQ_BAND_95, /* 95-99 */
    BARQ_BAND_85, /* 85-94 */
    BARQ_BAND_75, /* 75-84 */
    BARQ_BAND_50, /* 50-74 */
    BARQ_BAND_MT,
    BARQ_BAND_OPEN,
};
enum { BARQ_BANDS = BARQ_BAND_OPEN + 1 };

/* "102", "101", "100", "95-99" ... "mt", "open".  Static. */
BARQ_API const char *barq_band_name(enum barq_band band);

struct barq_report {
    size_t segments[BARQ_BANDS]; /* furniture not counted */
    size_t words[BARQ_BANDS];
    size_t furniture;      /* segments set aside */
    size_t suspects;       /* segments in which checks found something, */
    size_t findings;       /* and how much */
    struct barq_mt_use mt; /* all 0 without an engine */
    char failure[400];     /* why the engine failed, or "" */
};

BARQ_API struct barq_report barq_draft_report(const struct barq_draft *draft);

/* The version of the story that the memory got last, if it has one: under the
 * same headline or file's name, under a slug that is the same without marks of
 * version and take, or because most of one is in the other. */
struct barq_earlier {
    const char *by;        /* "id", "name", "slug" or "likeness"; NULL: there
                              is none */
    struct barq_text name; /* of the story */
    size_t unchanged, changed, added; /* segments of this version */
    size_t dropped;                   /* units of that one */
};
BARQ_API struct barq_earlier barq_draft_earlier(const struct barq_draft *draft);

/* What the last version had and this one has not, in its order. */
struct barq_dropped {
    struct barq_text source, target;
    int64_t unit;
};
BARQ_API struct barq_dropped barq_draft_dropped(const struct barq_draft *draft,
                                                size_t index);

enum barq_format {
    BARQ_TEXT,
    BARQ_BILINGUAL,
    BARQ_HTML,
    BARQ_JSON,
    BARQ_TMX,
    BARQ_XLIFF,
    BARQ_SAME,
};

/* "text" the translation alone, "bilingual" both for a terminal, "html" a
 * page of two columns, "json", "tmx" the pairs for another tool, without
 * fuzzy matches, which are none; "xliff" all of it, to be finished in another
 * tool; "same" the NewsML or NITF that the story came in, with the translation
 * in it (BARQ_E_USAGE for stories of other kinds).  False if there is no such
 * format. */
BARQ_API bool barq_format_from_name(const char *name, enum barq_format *out);

/*
 * Write the draft; *out is the caller's, for barq_string_free().  In TEXT
 * every byte between segments stands as it was, and what a person still has
 * to read is marked: [[84: a fuzzy match]], [[99: {+15+} were put in]], [[mt
 * ENGINE: its words]],
 * [[open: the source]].
 */
BARQ_API enum barq_status barq_draft_render(const struct barq_draft *draft,
                                            enum barq_format format, char **out,
                                            size_t *len,
                                            struct barq_error *err);

/* The same for an alignment: an HTML page of its beads. */
BARQ_API enum barq_status barq_alignment_html(
    const struct barq_alignment *alignment, char **out, size_t *len,
    struct barq_error *err);

/* ------------------------------------------------------------- leverage */

/* Where the words of a story fall when its work is counted: by the best match
 * of their segment; or, if that is below 95, as a repetition of a segment that
 * came before; or as new. */
enum barq_leverage {
    BARQ_LEVERAGE_102,
    BARQ_LEVERAGE_101,
    BARQ_LEVERAGE_100,
    BARQ_LEVERAGE_95,     /* 95-99 */
    BARQ_LEVERAGE_INSIDE, /* said before in this story */
    BARQ_LEVERAGE_ACROSS, /* ... in another one, further ahead */
    BARQ_LEVERAGE_85,     /* 85-94 */
    BARQ_LEVERAGE_75,     /* 75-84 */
    BARQ_LEVERAGE_50,     /* 50-74 */
    BARQ_LEVERAGE_NEW,
};
enum { BARQ_LEVERAGES = BARQ_LEVERAGE_NEW + 1 };

/* "102", "101", "100", "95-99", "inside", "across", "85-94" ... "new".
 * Static. */
BARQ_API const char *barq_leverage_name(enum barq_leverage leverage);

struct barq_work {
    struct barq_text name; /* of the story; that of the total is empty */
    size_t segments[BARQ_LEVERAGES]; /* furniture not counted */
    size_t words[BARQ_LEVERAGES];
    size_t furniture; /* segments set aside */
    /* In segments that are below 95 and no repetition: */
    size_t quotes, quote_words; /* quotations that were published before */
    size_t names;               /* names of the ledger, once a segment */
};

/* Stories counted one after the other. */
struct barq_analysis;

/* Of the memory those units count that pass `filter` (NULL: all); both must
 * outlive the analysis, and nothing is written to it. */
BARQ_API enum barq_status barq_analysis_open(struct barq_memory *memory,
                                             const struct barq_filter *filter,
                                             struct barq_analysis **out,
                                             struct barq_error *err);
BARQ_API void barq_analysis_close(struct barq_analysis *analysis);

/* Count a story, which need not live on; `from` as in barq_translate(). */
BARQ_API enum barq_status barq_analysis_add(struct barq_analysis *analysis,
                                            const struct barq_story *story,
                                            enum barq_lang from,
                                            struct barq_work *out,
                                            struct barq_error *err);

/* All stories so far. */
BARQ_API struct barq_work barq_analysis_total(
    const struct barq_analysis *analysis);

/* ------------------------------------------------------------ exchange */

struct barq_exchange_options {
    bool dry_run;     /* import: count only */
    const char *who;  /* import: for units that name nobody */
    const char *note; /* accept: NULL says which engine it was */
    bool published;   /* accept: as BARQ_PUBLISHED, a final wording */
    const struct barq_filter *filter; /* export: these units; NULL: all */
};

/*
 * Read TMX 1.1-1.4b, XLIFF, CSV or tab-separated pairs into the
 * memory: told by content, not by name; "-" is standard input.  A file of up
 * to 131,072 pairs is stored whole or not at all; a larger one in parts,
 * and where others wait to write or the machine is slow, one of some hundreds,
 * too: when it fails, the message says how many are stored.  `skips` receives
 * one line a reason, "3 units without an Arabic side"; the caller's, for
 * barq_string_free(); may be NULL.
 */
BARQ_API enum barq_status barq_import(
    struct barq_memory *memory, const char *path,
    const struct barq_exchange_options *options, struct barq_counts *counts,
    char **skips, struct barq_error *err);

/*
 * Write the whole memory as TMX 1.4b; "-" is standard output.  The file is
 * there whole or not at all.  counts->added are the units written as they
 * are, counts->skipped those that hold a character which XML forbids: in
 * these U+FFFD stands for it.
 */
BARQ_API enum barq_status barq_export(struct barq_memory *memory,
                                      const char *path,
                                      struct barq_counts *counts,
                                      struct barq_error *err);

/* Take a draft in BARQ_JSON that a person (options->who) has read, corrected
 * and completed into the memory, as BARQ_REVIEWED and as the latest version of
 * its story: machine translations, targets that were typed or edited, matches
 * with numbers or names put in, and exact ones, which are known already.
 * counts->skipped are the others: furniture, what is open, and fuzzy matches
 * left as they were. */
BARQ_API enum barq_status barq_accept(
    struct barq_memory *memory, const char *path,
    const struct barq_exchange_options *options, struct barq_counts *counts,
    struct barq_error *err);

/* barq_export() of those units that pass options->filter; BARQ_NOTHING, and no
 * file, if there are none. */
BARQ_API enum barq_status barq_export_some(
    struct barq_memory *memory, const char *path,
    const struct barq_exchange_options *options, struct barq_counts *counts,
    struct barq_error *err);

/* --------------------------------------------------------------- tools */

/* Write text to a file that appears whole or not at all; "-" is standard
 * output. */
BARQ_API enum barq_status barq_save(const char *path, struct barq_text text,
                                    struct barq_error *err);

/*
 * Remove the unfinished files of this process: safe to call in a signal
 * handler, and of no use elsewhere.
 */
BARQ_API void barq_abandon(void);

/* A form of text that is safe on a terminal: control characters and
 * direction overrides made visible, line ends as spaces; with `isolate`
 * between U+2068 and U+2069.  NULL when out of memory; free it. */
BARQ_API char *barq_printable(struct barq_text text, bool isolate);

/* The language of a text by its letters, unknown if it has none. */
BARQ_API enum barq_lang barq_text_lang(struct barq_text text);

BARQ_API void barq_string_free(char *string);

#ifdef __cplusplus
}
#endif

#endif
