/*
 * edition.c - the versions of a story that the memory has.
 *
 * A story comes again an hour later, under the same name, and most of it is
 * as it was.  What was stored of it at one time, an alignment or a file that
 * was imported, is an edition; each context says which it is of, and the
 * numbers grow with time, over all stories.
 *
 *     edition 4   story X   place 0 A   1 B        2 C
 *     edition 9   story X   place 0 A   1 D (new)  2 C
 *
 * A and C stand where they stood, and their contexts are of 9 now; B is left
 * in 4.  So the last edition is the story as it was published last, and what
 * is stored of a story one by one, afterwards, joins that one.
 *
 * Which stories are versions of one another, their agency's id tells, names
 * (their keys, and slugs, which leave "update 2" out), and the sources they
 * share.  An id stands among the slugs as "id=tag:wire.example,2026:7": no
 * slug has the sign.
 *
 * Limits: editions come in the order in which they were stored.  Of one that
 * has more than ROWS_MOST rows, these are read.
 */
#include "memory/store.h"

#include "base/error.h"

#include <string.h>

/* An edition that began, and has no number before something is stored. */
enum { EDITION_DUE = -1 };

enum { ROWS_MOST = 8192 };

/* No memory counts so many. */
#define EDITIONS_MOST (INT64_C(1) << 62)

/* The mark that counts them. */
static const struct barq_text counter = { "editions", sizeof("editions") - 1 };

enum barq_status edition_counted(struct barq_memory *memory, int64_t *count,
                                 struct barq_error *err)
{
    enum barq_status status = memory_mark_get(memory, counter, count, err);

    if (status == BARQ_NOTHING) {
        *count = 0;
        return BARQ_OK;
    }
    if (!status && (*count < 0 || *count > EDITIONS_MOST))
        status = memory_damaged(memory, err);
    return status;
}

enum barq_status edition_count_to(struct barq_memory *memory, int64_t count,
                                  struct barq_error *err)
{
    return memory_mark_set(memory, counter, count, err);
}

static enum barq_status next_number(struct barq_memory *memory, int64_t *number,
                                    struct barq_error *err)
{
    int64_t last = 0;
    enum barq_status status = edition_counted(memory, &last, err);

    *number = last + 1;
    return status ? status : edition_count_to(memory, *number, err);
}

enum barq_status memory_edition_begin(struct barq_memory *memory,
                                      struct barq_text file,
                                      struct barq_error *err)
{
    struct arena task = memory->work, scratch = arena_split(&task);
    struct barq_text slug = { 0 };
    enum barq_status status = memory_writable(memory, err);

    if (!status)
        status = text_slug(file, &slug, &task, scratch, err);
    if (status)
        return status;
    memory->editions_before = -1;
    if (slug.len >= sizeof(memory->slug))
        slug.len = 0;
    memcpy(memory->slug, slug.at, slug.len);
    memory->slug_len = slug.len;
    memory->edition = EDITION_DUE;
    return BARQ_OK;
}

void memory_edition_end(struct barq_memory *memory)
{
    buf_release(&memory->taken);
    memory->edition = 0;
    memory->slug_len = 0;
    memory->source = (struct story_source){ .id = { 0 } };
}

void memory_edition_source(struct barq_memory *memory,
                           const struct story_source *source)
{
    memory->source = *source;
}

/* The number of a story's last edition; BARQ_NOTHING if nothing is stored of
 * it. */
static enum barq_status last_number(struct barq_memory *memory, int64_t story,
                                    int64_t *number, struct barq_error *err)
{
    bool found = false;
    struct query q;

    query_start(&q, memory, SQL_LAST_EDITION);
    query_int(&q, story);
    if (query_row(&q) && !query_column_null(&q, 0)) {
        *number = query_column(&q, 0);
        found = true;
    }
    enum barq_status status = query_end(&q, err);
    return status || found ? status : BARQ_NOTHING;
}

enum barq_status edition_of(struct barq_memory *memory, int64_t story,
                            int64_t *edition, struct barq_error *err)
{
    *edition = memory->edition;
    if (!story)
        *edition = 0;
    if (!story || *edition > 0)
        return BARQ_OK;
    if (*edition == EDITION_DUE) {
        enum barq_status begun = next_number(memory, edition, err);
        memory->edition = begun ? EDITION_DUE : *edition;
        return begun;
    }
    enum barq_status status = last_number(memory, story, edition, err);
    return status == BARQ_NOTHING ? next_number(memory, edition, err) : status;
}

/* ------------------------------------------------------------------ ranks */

enum barq_status memory_editions(struct barq_memory *memory,
                                 struct memory_ids *numbers, struct arena *keep,
                                 struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    struct query q;

    query_start(&q, memory, SQL_EDITIONS);
    enum barq_status status = query_collect(&q, &list, err);
    *numbers = (struct memory_ids){ list.at, list.count };
    return status;
}

int64_t memory_edition_rank(const struct memory_ids *numbers, int64_t edition)
{
    size_t first = 0, end = numbers->count;

    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (numbers->at[middle] <= edition)
            first = middle + 1;
        else
            end = middle;
    }
    return (int64_t)first;
}

/* ------------------------------------------------------------------ slugs */

/* Add those that `q` gives, while there is room, and end it. */
static enum barq_status take_stories(struct query *q,
                                     struct memory_stories *out,
                                     struct barq_error *err)
{
    while (out->count < MEMORY_STORIES_MOST && query_row(q)) {
        int64_t id = query_column(q, 0);
        bool known = false;
        for (size_t i = 0; i < out->count; i++)
            known = known || out->at[i] == id;
        if (!known)
            out->at[out->count++] = id;
    }
    return query_end(q, err);
}

static enum barq_status put_slug(struct barq_memory *memory, int64_t story,
                                 struct barq_text slug, struct barq_error *err)
{
    struct query q;

    if (!slug.len)
        return BARQ_OK;
    query_start(&q, memory, SQL_PUT_SLUG);
    query_text(&q, slug);
    query_int(&q, story);
    return query_finish(&q, err);
}

static enum barq_status put_slug_of(struct barq_memory *memory, int64_t story,
                                    struct barq_text name, struct arena scratch,
                                    struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text slug = { 0 };
    enum barq_status status =
        name.len ? text_slug(name, &slug, &keep, scratch, err) : BARQ_OK;

    return status ? status : put_slug(memory, story, slug, err);
}

/* "id=" and the id, as it stands among the slugs. */
static enum barq_status name_id(struct barq_text id, struct barq_text *name,
                                struct arena *keep, struct barq_error *err)
{
    static const char mark[] = "id=";
    enum { MARK = sizeof(mark) - 1 };

    *name = (struct barq_text){ "", 0 };
    if (!id.len)
        return BARQ_OK;
    char *at = arena_new(keep, char, MARK + id.len);
    if (!at)
        return fail_nomem(err, "for the id of a story");
    memcpy(at, mark, MARK);
    memcpy(at + MARK, id.at, id.len);
    *name = (struct barq_text){ at, MARK + id.len };
    return BARQ_OK;
}

enum barq_status edition_name_story(struct barq_memory *memory, int64_t story,
                                    struct barq_text name, struct arena scratch,
                                    struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text slug = { memory->slug, memory->slug_len }, id = { 0 };
    enum barq_status status = name_id(memory->source.id, &id, &keep, err);

    if (!status)
        status = put_slug_of(memory, story, name, scratch, err);
    if (!status)
        status = put_slug(memory, story, slug, err);
    if (!status)
        status = put_slug(memory, story, id, err);
    if (!status)
        status = put_slug_of(memory, story, memory->source.slug, scratch, err);
    return status;
}

enum barq_status edition_name_key(struct barq_memory *memory, uint64_t key,
                                  struct barq_text name, struct arena scratch,
                                  struct barq_error *err)
{
    struct memory_stories stories = { 0 };
    struct query q;

    query_start(&q, memory, SQL_STORIES_BY_KEY);
    query_int(&q, (int64_t)key);
    enum barq_status status = take_stories(&q, &stories, err);
    for (size_t i = 0; i < stories.count && !status; i++)
        status = edition_name_story(memory, stories.at[i], name, scratch, err);
    return status;
}

enum barq_status edition_take_slugs(struct barq_memory *ours, uint64_t key,
                                    struct barq_memory *theirs, int64_t story,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct memory_stories stories = { 0 };
    struct query q;

    query_start(&q, ours, SQL_STORIES_BY_KEY);
    query_int(&q, (int64_t)key);
    enum barq_status status = take_stories(&q, &stories, err);
    query_start(&q, theirs, SQL_SLUGS_OF);
    query_int(&q, story);
    while (!status && query_row(&q)) {
        struct arena keep = scratch;
        struct barq_text slug = { 0 };
        status = query_take_text(&q, 0, &slug, &keep, err);
        for (size_t i = 0; i < stories.count && !status; i++)
            status = put_slug(ours, stories.at[i], slug, err);
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

enum barq_status edition_put_slugs(struct barq_memory *memory,
                                   const struct memory_place *place,
                                   struct arena scratch, struct barq_error *err)
{
    struct memory_stories stories = { 0 };
    uint64_t key = 0;
    struct query q;
    enum barq_status status =
        memory_story_key(place->story, &key, scratch, err);

    if (status || !key || !place->slug_count)
        return status;
    query_start(&q, memory, SQL_STORIES_BY_KEY);
    query_int(&q, (int64_t)key);
    status = take_stories(&q, &stories, err);
    for (size_t i = 0; i < stories.count; i++)
        for (size_t k = 0; k < place->slug_count && !status; k++)
            status = put_slug(memory, stories.at[i], place->slugs[k], err);
    return status;
}

/* ---------------------------------------------------------------- reading */

static enum barq_status stories_of_slug(struct barq_memory *memory,
                                        struct barq_text name,
                                        struct memory_stories *out,
                                        struct arena scratch,
                                        struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text slug = { 0 };
    struct query q;
    enum barq_status status = text_slug(name, &slug, &keep, scratch, err);

    if (status || !slug.len)
        return status;
    query_start(&q, memory, SQL_STORIES_BY_SLUG);
    query_text(&q, slug);
    return take_stories(&q, out, err);
}

enum barq_status memory_stories_named(
    struct barq_memory *memory, struct barq_text name, struct barq_text file,
    struct memory_stories *out, struct arena scratch, struct barq_error *err)
{
    uint64_t key = 0;
    struct query q;
    enum barq_status status = memory_story_key(name, &key, scratch, err);

    *out = (struct memory_stories){ 0 };
    if (!status && key) {
        query_start(&q, memory, SQL_STORIES_BY_KEY);
        query_int(&q, (int64_t)key);
        status = take_stories(&q, out, err);
    }
    if (!status)
        status = stories_of_slug(memory, name, out, scratch, err);
    return status ? status : stories_of_slug(memory, file, out, scratch, err);
}

static enum barq_status stories_of_id(struct barq_memory *memory,
                                      struct barq_text id,
                                      struct memory_stories *out,
                                      struct arena scratch,
                                      struct barq_error *err)
{
    struct barq_text name = { 0 };
    struct query q;
    enum barq_status status = name_id(id, &name, &scratch, err);

    if (status || !name.len)
        return status;
    query_start(&q, memory, SQL_STORIES_BY_SLUG);
    query_text(&q, name);
    return take_stories(&q, out, err);
}

enum barq_status memory_stories_of(struct barq_memory *memory,
                                   const struct story_source *source,
                                   struct memory_stories *out,
                                   struct memory_stories *slugged,
                                   struct arena scratch, struct barq_error *err)
{
    enum barq_status status;

    *out = *slugged = (struct memory_stories){ .count = 0 };
    if ((status = stories_of_id(memory, source->id, out, scratch, err)) ||
        (status = stories_of_id(memory, source->updates, out, scratch, err)) ||
        !source->slug.len)
        return status;
    return stories_of_slug(memory, source->slug, slugged, scratch, err);
}

enum barq_status memory_stories_with(struct barq_memory *memory,
                                     enum barq_lang lang, uint64_t bare,
                                     struct memory_stories *out,
                                     struct barq_error *err)
{
    struct arena task = memory->work;
    struct memory_ids units = { 0 };
    struct query q;
    enum barq_status status =
        memory_same(memory, lang, bare, &units, &task, err);

    *out = (struct memory_stories){ 0 };
    for (size_t i = 0; i < units.count && !status; i++) {
        query_start(&q, memory, SQL_STORIES_OF);
        query_int(&q, units.at[i]);
        query_int(&q, MEMORY_STORIES_MOST);
        status = take_stories(&q, out, err);
    }
    return status;
}

static enum barq_status take_row(const struct query *q, struct memory_row *row,
                                 struct arena *keep, struct barq_error *err)
{
    enum barq_status status = query_take_text(q, 0, &row->ar, keep, err);

    row->unit = query_column(q, 2);
    row->position = query_column(q, 3);
    return status ? status : query_take_text(q, 1, &row->en, keep, err);
}

static enum barq_status story_name(struct barq_memory *memory, int64_t story,
                                   struct barq_text *name, struct arena *keep,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    query_start(&q, memory, SQL_STORY_NAME);
    query_int(&q, story);
    if (query_row(&q))
        status = query_take_text(&q, 0, name, keep, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* Room for the rows of an edition. */
static enum barq_status count_rows(struct barq_memory *memory,
                                   struct memory_edition *out, size_t *count,
                                   struct arena *keep, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_COUNT_EDITION);
    query_int(&q, out->story);
    query_int(&q, out->number);
    query_int(&q, ROWS_MOST);
    *count = query_row(&q) ? (size_t)query_column(&q, 0) : 0;
    enum barq_status status = query_end(&q, err);
    out->rows = arena_new(keep, struct memory_row, *count + 1);
    if (!status && !out->rows)
        return fail_nomem(err, "for an earlier version of a story");
    return status;
}

static enum barq_status take_rows(struct barq_memory *memory,
                                  struct memory_edition *out,
                                  struct arena *keep, struct barq_error *err)
{
    size_t room = 0;
    enum barq_status status = count_rows(memory, out, &room, keep, err);
    struct query q;

    if (status)
        return status;

    query_start(&q, memory, SQL_EDITION_ROWS);
    query_int(&q, out->story);
    query_int(&q, out->number);
    query_int(&q, (int64_t)room);
    while (!status && query_row(&q))
        status = take_row(&q, &out->rows[out->count++], keep, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

enum barq_status memory_last_edition(struct barq_memory *memory, int64_t story,
                                     struct memory_edition *out,
                                     struct arena *keep, struct barq_error *err)
{
    enum barq_status status;

    *out = (struct memory_edition){ .story = story };
    if ((status = last_number(memory, story, &out->number, err)) ||
        (status = story_name(memory, story, &out->name, keep, err)))
        return status;
    return take_rows(memory, out, keep, err);
}
