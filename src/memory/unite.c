/*
 * unite.c - what another memory knows, into this one.
 *
 * Two desks, or a desk and a laptop that was on a journey, make one memory.
 * Each unit of the other is added as any unit is: a pair that we know is
 * joined to ours, the better origin and the widest dates kept, and any other
 * wording stands beside ours as a rival.  Then come the places where it
 * stood; where ours has neighbours at a place, ours stay.
 *
 *     ours    1  A = "refused"   story X, place 3
 *     theirs  1  A = "refused"   story Y, place 0     -> joined: X 3, Y 0
 *     theirs  2  A = "declined"                       -> added, a rival
 *
 * Uses are joined as the larger of both, not as their sum, and contexts and
 * changes are known again by what they are: so merging a memory twice changes
 * nothing, and merging it again next week adds what is new.
 *
 * Of versions of a story theirs are later than ours, in the order they had
 * (unite_editions.c).
 *
 * What was deleted there is not deleted here: a merge takes nothing away.
 *
 * With a filter the units that pass are taken as they are now, with the places
 * where they stood: with a story or an agency only those in such stories.  A
 * change may have touched units that stay behind, and is known again by its
 * number, so that the rest of it would never come: histories stay behind, and
 * so do the names.  Nor is a version of a story one without what was left out,
 * unless the filter asks for nothing but stories; the places then are added to
 * our last one.  A merge of all, later, brings what is missing.
 *
 * Few units come in one transaction, many in batches, between which others
 * write (batch.c).  What a merge leaves that was broken off: stories and units
 * of theirs as far as it came, each with all of its places, so that a version
 * of a story may be there in part; and none of their histories and names, which
 * come last and at once, for the changes of a unit refer to one another.  To
 * merge again completes it as if nothing had happened, since all that came is
 * known, and their versions have their numbers still.
 *
 * A memory of an older barq is brought up to date in a copy first; it is not
 * written to.
 */
#include "memory/unite.h"

#include "base/error.h"
#include "base/utf8.h"
#include "memory/ledger.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ----------------------------------------------------------------- stories */

static enum barq_status put_story(const struct merge *merge,
                                  const struct query *row, struct arena scratch,
                                  struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text name = { 0 }, agency = { 0 };
    struct barq_memory *ours = merge->ours;
    int64_t created = query_column(row, 1);
    uint64_t key = 0;
    struct query q;
    enum barq_status status;

    if ((status = query_take_text(row, 0, &name, &keep, err)) ||
        (status = query_take_text(row, 2, &agency, &keep, err)) ||
        (status = memory_story_key(name, &key, scratch, err)))
        return status;
    query_start(&q, ours, SQL_KEEP_STORY);
    query_int(&q, (int64_t)key);
    query_text(&q, name);
    query_int(&q, created);
    if ((status = query_finish(&q, err)))
        return status;
    query_start(&q, ours, SQL_MERGE_STORY);
    query_int(&q, (int64_t)key);
    query_int(&q, created);
    query_text(&q, agency);
    status = query_finish(&q, err);
    if (!status)
        status = edition_name_key(ours, key, name, scratch, err);
    return status ? status
                  : edition_take_slugs(ours, key, merge->theirs,
                                       query_column(row, 3), scratch, err);
}

/* Before the first place of a story that is taken. */
static enum barq_status merge_story(struct merge *merge, int64_t story,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    if (!story || story == merge->story)
        return BARQ_OK;
    merge->story = story;
    query_start(&q, merge->theirs, SQL_STORY_ROW);
    query_int(&q, story);
    if (query_row(&q))
        status = put_story(merge, &q, merge->ours->work, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status merge_stories(struct merge *merge,
                                      struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, merge->theirs, SQL_STORY_ROWS);
    while (!status && query_row(&q)) {
        status = put_story(merge, &q, merge->ours->work, err);
        if (!status)
            status = batch_count(&merge->batch, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ---------------------------------------------------------------- contexts */

static enum barq_status put_place(struct merge *merge, int64_t id,
                                  const struct query *row, struct arena scratch,
                                  struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_unit place = { .position = query_column(row, 0) };
    struct barq_text *texts[] = { &place.ar_before, &place.ar_after,
                                  &place.en_before, &place.en_after,
                                  &place.story };
    int64_t taken = 0;
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 5 && !status; i++)
        status = query_take_text(row, i + 1, texts[i], &keep, err);
    if (!status)
        status = context_at(merge->ours, id, &place, &taken, scratch, err);
    if (status)
        return status;
    if (taken && merge->parted)
        return BARQ_OK;
    return taken ? merge_note_taken(merge, id, taken, query_column(row, 6), err)
                 : merge_put_place(merge, id, &place, query_column(row, 6),
                                   scratch, err);
}

/* The same of a place, if it is wanted. */
static enum barq_status choose_place(struct merge *merge, int64_t id,
                                     const struct query *row,
                                     struct barq_error *err)
{
    int64_t story = query_column(row, 7);
    bool takes = true;
    enum barq_status status = BARQ_OK;

    if (merge->sieve)
        status = sieve_takes_story(merge->sieve, story, &takes, err);
    if (merge->sieve && takes && !status)
        status = merge_story(merge, story, err);
    return status || !takes ? status
                            : put_place(merge, id, row, merge->ours->work, err);
}

static enum barq_status merge_contexts(struct merge *merge, int64_t theirs,
                                       int64_t ours, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, merge->theirs, SQL_ALL_CONTEXTS);
    query_int(&q, theirs);
    while (!status && query_row(&q))
        status = choose_place(merge, ours, &q, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ------------------------------------------------------------------- units */

static enum barq_status merge_unit(struct merge *merge,
                                   const struct barq_unit *unit,
                                   struct barq_error *err)
{
    struct barq_unit bare = *unit;
    enum barq_added added = BARQ_ADDED;
    const struct barq_text none = text_of("");
    enum barq_status status = BARQ_OK;
    int64_t ours = 0;

    bare.position = -1;
    bare.story = bare.agency = none;
    bare.ar_before = bare.ar_after = bare.en_before = bare.en_after = none;
    if (!merge->dry_run && !merge->sieve)
        status = merge_note_claim(merge, unit->id, err);
    if (!status)
        status = merge->dry_run
                     ? memory_try(&merge->trial, &bare, &added, err)
                     : memory_put(merge->ours, &bare, &added, &ours, err);
    if (status)
        return status;
    *(added == BARQ_ADDED ? &merge->counts.added : &merge->counts.merged) += 1;
    if (merge->dry_run)
        return BARQ_OK;
    status = merge_contexts(merge, unit->id, ours, err);
    return status ? status : batch_count(&merge->batch, err);
}

static enum barq_status merge_units(struct merge *merge, struct barq_error *err)
{
    struct barq_unit unit = { 0 };
    enum barq_status status = BARQ_OK;

    while (!status) {
        struct arena keep = merge->theirs->work;
        bool passes = true;
        status = memory_next(merge->theirs, unit.id, &unit, &keep, err);
        if (!status && merge->sieve)
            status = memory_sieve_passes(merge->sieve, unit.id, &passes, err);
        merge->counts.read += !status;
        merge->counts.skipped += !status && !passes;
        if (!status && passes)
            status = merge_unit(merge, &unit, err);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

enum barq_status merge_find(const struct merge *merge, int64_t theirs,
                            int64_t *ours, struct arena scratch,
                            struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_unit unit = { 0 };
    struct unit_side sides[2];
    enum barq_status status =
        memory_get(merge->theirs, theirs, &unit, &keep, err);

    *ours = 0;
    if (status)
        return status == BARQ_NOTHING ? BARQ_OK : status;
    const struct barq_text pair[2] = { unit.ar, unit.en };
    status = memory_index_pair(merge->ours, pair, sides, &keep, scratch, err);
    return status ? status
                  : unit_find_pair(merge->ours, sides, 0, ours, scratch, err);
}

/* ------------------------------------------------------------------- merge */

static enum barq_status merge_all(struct merge *merge, const char *path,
                                  struct barq_error *err)
{
    enum barq_status status = merge_editions_begin(merge, path, err);

    if (!status)
        status = merge_claims_begin(merge, err);
    if (!status && !merge->sieve)
        status = merge_stories(merge, err);
    if (!status)
        status = merge_units(merge, err);
    if (!status)
        status = merge_editions_end(merge, err);
    if (status || merge->sieve)
        return status;
    status = ledger_merge(merge->ours, merge->theirs, err);
    return status ? status : merge_histories(merge, err);
}

/* Say of a failure what it left behind. */
static void add_left(const struct merge *merge, struct barq_error *err)
{
    size_t len = err ? strlen(err->message) : 0;

    if (merge->batch.stored && err)
        snprintf(err->message + len, sizeof(err->message) - len,
                 "; a part is merged, and merging again completes it");
}

static enum barq_status merge_in(struct merge *merge, const char *path,
                                 struct barq_error *err)
{
    enum barq_status status = batch_begin(&merge->batch, merge->ours, err);

    if (status)
        return status;
    status = merge_all(merge, path, err);
    if (!status)
        status = memory_commit(merge->ours, err);
    if (status) {
        memory_rollback(merge->ours);
        add_left(merge, err);
    }
    if (!status && merge->batch.stored)
        status = memory_rest(merge->ours, err);
    return status;
}

/* What units would become; stories, histories and names are not counted. */
static enum barq_status merge_try(struct merge *merge, struct barq_error *err)
{
    enum barq_status status =
        memory_trial_begin(&merge->trial, merge->ours, err);

    if (status)
        return status;
    status = merge_units(merge, err);
    memory_trial_end(&merge->trial);
    return status;
}

/* So many units come as a large import does. */
enum { MANY = 4096 };

/* The lock is not taken before the first of them comes. */
static enum barq_status merge_many(struct merge *merge, const char *path,
                                   struct barq_error *err)
{
    int64_t units = 0;
    int rc = memory_number(merge->theirs->db,
                           "SELECT coalesce(max(id), 0) FROM unit", &units);

    if (rc)
        return memory_fail(merge->theirs, rc, err);
    if (units < MANY)
        return merge_in(merge, path, err);
    memory_expect_many(merge->ours, true);
    if (!merge->sieve)
        memory_expect_units(merge->ours, units);
    enum barq_status status = merge_in(merge, path, err);
    memory_expect_many(merge->ours, false);
    return status;
}

/* A name beside our memory that nobody else has. */
static enum barq_status name_copy(struct merge *merge, struct barq_error *err)
{
    const char *path = merge->ours->path;
    int fd = -1;

    if (snprintf(merge->renewed, sizeof(merge->renewed), "%s.merge-XXXXXX",
                 path) < (int)sizeof(merge->renewed))
        fd = mkstemp(merge->renewed);
    if (fd < 0) {
        merge->renewed[0] = 0;
        return fail(err, BARQ_E_INPUT, errno,
                    "%s: cannot make a copy of the other memory beside it: %s",
                    path, strerror(errno));
    }
    close(fd);
    return BARQ_OK;
}

/* Go on with a copy that is of the present schema. */
static enum barq_status renew(struct merge *merge, struct barq_error *err)
{
    struct barq_memory *copy;
    enum barq_status status = name_copy(merge, err);

    if (!status)
        status = memory_copy_file(merge->theirs, merge->renewed, NULL, err);
    if (!status)
        status = barq_memory_open(merge->renewed, BARQ_WRITE, &copy, err);
    if (status)
        return status;
    barq_memory_close(merge->theirs);
    merge->theirs = copy;
    return BARQ_OK;
}

/* A filter looks for stories by their keys. */
static enum barq_status has_our_keys(struct barq_memory *theirs, bool *has,
                                     struct barq_error *err)
{
    struct query q;

    query_start(&q, theirs, SQL_KEY_VERSION);
    *has = query_row(&q) && query_column(&q, 0) == TEXT_KEY_VERSION;
    return query_end(&q, err);
}

static enum barq_status open_theirs(struct merge *merge, const char *path,
                                    struct barq_error *err)
{
    int64_t schema = 0;
    bool fit = true;
    enum barq_status status = memory_open_as_is(path, &merge->theirs, err);

    if (status)
        return status;
    int rc = memory_number(merge->theirs->db, "PRAGMA user_version", &schema);
    if (rc)
        return memory_fail(merge->theirs, rc, err);
    if (schema == memory_schema() && merge->filter)
        status = has_our_keys(merge->theirs, &fit, err);
    if (status)
        return status;
    return schema == memory_schema() && fit ? BARQ_OK : renew(merge, err);
}

static void close_theirs(struct merge *merge)
{
    buf_release(&merge->taken);
    barq_memory_close(merge->theirs);
    if (merge->renewed[0])
        unlink(merge->renewed);
}

/* With a filter that asks for nothing, as without. */
static enum barq_status merge_chosen(struct merge *merge, const char *path,
                                     struct barq_error *err)
{
    const struct barq_filter *filter = merge->filter;
    struct memory_sieve *sieve = NULL;
    struct block home;
    enum barq_status status =
        block_reserve(&home, TASK_CEILING, &merge->keep, err);

    if (status)
        return status;
    struct arena scratch = arena_split(&merge->keep);
    status = memory_sieve_open(merge->theirs, filter, &sieve, &merge->keep,
                               scratch, err);
    if (!status && sieve->passes) {
        merge->sieve = sieve;
        merge->parted = filter->since || filter->until || filter->origins ||
                        filter->person.len;
    }
    if (!status)
        status =
            memory_editions(merge->theirs, &merge->editions, &merge->keep, err);
    if (!status)
        status = merge->dry_run ? merge_try(merge, err)
                                : merge_many(merge, path, err);
    memory_sieve_close(sieve);
    block_release(home);
    return status;
}

enum barq_status barq_memory_merge(struct barq_memory *memory, const char *path,
                                   bool dry_run, struct barq_counts *counts,
                                   struct barq_error *err)
{
    return barq_memory_merge_some(memory, path, NULL, dry_run, counts, err);
}

enum barq_status barq_memory_merge_some(struct barq_memory *memory,
                                        const char *path,
                                        const struct barq_filter *filter,
                                        bool dry_run,
                                        struct barq_counts *counts,
                                        struct barq_error *err)
{
    struct merge merge = { .ours = memory,
                           .filter = filter,
                           .dry_run = dry_run };

    if (same_file(memory->path, path))
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: is the memory itself; name another one", path);
    enum barq_status status = open_theirs(&merge, path, err);
    int rc = SQLITE_OK;
    if (!status) { /* one moment of theirs, whatever is added to it meanwhile */
        memory_await_log(merge.theirs);
        rc = sqlite3_exec(merge.theirs->db, "BEGIN", NULL, NULL, NULL);
    }
    if (rc)
        status = memory_fail(merge.theirs, rc, err);
    if (!status)
        status = merge_chosen(&merge, path, err);
    if (!status && counts)
        *counts = merge.counts;
    if (merge.theirs)
        memory_rollback(merge.theirs);
    close_theirs(&merge);
    return status;
}
