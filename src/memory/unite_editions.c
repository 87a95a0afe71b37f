/*
 * unite_editions.c - versions of stories out of another memory.
 *
 * Theirs are later than ours, in the order they had.  So the numbers behind
 * ours are put by for them when the first of them comes, as many as they have
 * editions, and theirs go there, without the gaps between them:
 *
 *     ours 1..40, theirs 3, 8, 95  ->  theirs are 42, 43, 44, and 41 what they
 *                                      stored before there were numbers
 *     what is stored here next     ->  45
 *
 * One that brings something new is then whole: what we had of it, at the same
 * place, belongs to it, too.
 *
 *     ours    edition 2  A B C      theirs  edition 3  A D C
 *     merged  edition 2  B          behind  A D C, and not D alone
 *
 * A merge may be broken off between two of its transactions, and begun again.
 * Until it is through a mark keeps where their numbers begin, by the file that
 * they come from: what comes later joins the same versions, and order stays.
 */
#include "memory/unite.h"

#include "base/error.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* None of their editions has come yet. */
enum { NONE_YET = -1 };

/* The file, wherever it is named from, and how much it had to be counted. */
static enum barq_status name_mark(struct merge *merge, const char *path,
                                  struct barq_error *err)
{
    struct arena task = merge->ours->work;
    struct stat facts = { 0 };
    char *real = realpath(path, NULL);

    stat(path, &facts);
    struct barq_text name =
        arena_print(&task, "%s %ju %zu", real ? real : path,
                    (uintmax_t)facts.st_ino, merge->editions.count);
    free(real);
    if (!name.at)
        return fail_nomem(err, "for a path");
    snprintf(merge->mark, sizeof(merge->mark), "merging %016" PRIx64,
             text_hash(name));
    return BARQ_OK;
}

enum barq_status merge_editions_begin(struct merge *merge, const char *path,
                                      struct barq_error *err)
{
    enum barq_status status = name_mark(merge, path, err);

    merge->before = NONE_YET;
    if (!status)
        status = memory_mark_get(merge->ours, text_of(merge->mark),
                                 &merge->before, err);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* The first of theirs comes: put numbers by for all. */
static enum barq_status put_by(struct merge *merge, struct barq_error *err)
{
    struct barq_memory *ours = merge->ours;
    int64_t before = 0;
    enum barq_status status = edition_counted(ours, &before, err);

    if (!status)
        status = memory_mark_set(ours, text_of(merge->mark), before, err);
    if (!status)
        status = edition_count_to(
            ours, before + 1 + (int64_t)merge->editions.count, err);
    if (!status)
        merge->before = before;
    return status;
}

/* How far behind ours one of theirs comes. */
static int64_t behind(const struct merge *merge, int64_t theirs)
{
    return 1 + memory_edition_rank(&merge->editions, theirs);
}

int64_t merge_edition(const struct merge *merge, int64_t theirs)
{
    return merge->before == NONE_YET ? 0
                                     : merge->before + behind(merge, theirs);
}

enum barq_status merge_put_place(struct merge *merge, int64_t unit,
                                 const struct barq_unit *place, int64_t theirs,
                                 struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (merge->parted || !place->story.len)
        return memory_put_context(merge->ours, unit, place, scratch, err);
    if (merge->before == NONE_YET)
        status = put_by(merge, err);
    if (status)
        return status;
    merge->ours->edition = merge_edition(merge, theirs);
    status = memory_put_context(merge->ours, unit, place, scratch, err);
    memory_edition_end(merge->ours);
    return status;
}

enum barq_status merge_note_taken(struct merge *merge, int64_t unit,
                                  int64_t context, int64_t theirs,
                                  struct barq_error *err)
{
    const struct known_place place = { context, unit, behind(merge, theirs) };

    return edition_note_known(&merge->taken, place, err);
}

enum barq_status merge_editions_end(struct merge *merge, struct barq_error *err)
{
    if (merge->before == NONE_YET)
        return BARQ_OK;
    enum barq_status status = edition_join_known(
        merge->ours, &merge->taken, merge->before, &merge->batch, err);

    return status ? status
                  : memory_mark_drop(merge->ours, text_of(merge->mark), err);
}
