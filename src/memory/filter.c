/*
 * filter.c - which units are wanted: a barq_filter made into SQL.
 *
 * Lookup, search, export, counts and every change to many units ask the same
 * six questions, and this is the one place where they become conditions:
 *
 *     { .since = 1790000000, .person = "Rana" }
 *  -> ... FROM unit u WHERE 1 AND u.changed >= ?1
 *                             AND u.who = ?4 COLLATE SPELLING
 *
 * The conditions are constant phrases, put together by which fields are set;
 * values are bound.  A field that is empty costs nothing.
 *
 * A unit belongs to every story that it stood in.  A story is named in any
 * spelling: names are compared by their L2 keys.  The key of a whole name is
 * in an index; for "Harbour*" the names of all stories are read.  Persons and
 * agencies are named in any spelling, too (spelling.c).
 *
 * Story and agency are asked of one place: what stood in "Harbour talks" of
 * Reuters and in "Storm" of AFP is not of "Harbour talks" and AFP.  A story is
 * of one agency, so that the list of stories says both.
 */
#include "memory/store.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* The longest statement that is put together here, with all fields asked, takes
 * two thirds of it. */
enum { SQL_MOST = 1024 };

static bool is_prefix(struct barq_text name)
{
    return name.len && name.at[name.len - 1] == '*';
}

static void add_id(struct buf *to, int64_t id)
{
    buf_addf(to, to->len > 1 ? ",%lld" : "%lld", (long long)id);
}

/* The parameter that is next; of a value that is empty it stays NULL. */
static void bind_text(struct query *q, struct barq_text value)
{
    if (value.len)
        query_text(q, value);
}

/* The stories with this very name, of the agency wanted, if one is. */
static enum barq_status stories_named(const struct memory_sieve *sieve,
                                      struct barq_text name, struct buf *to,
                                      struct arena scratch,
                                      struct barq_error *err)
{
    uint64_t key = 0;
    struct query q;
    enum barq_status status = memory_story_key(name, &key, scratch, err);

    if (status)
        return status;
    query_start(&q, sieve->memory, SQL_STORIES_OF_AGENCY);
    query_int(&q, (int64_t)key);
    bind_text(&q, sieve->agency);
    while (query_row(&q))
        add_id(to, query_column(&q, 0));
    return query_end(&q, err);
}

/* Does the name in this row begin like `want`, a key? */
static enum barq_status begins(const struct query *q, struct barq_text want,
                               bool *yes, struct arena scratch,
                               struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text name = { 0 }, key = { 0 };
    enum barq_status status = query_take_text(q, 1, &name, &keep, err);

    if (!status)
        status = text_fold(name, TEXT_L2, &key, &keep, scratch, err);
    *yes = !status && key.len >= want.len &&
           (!want.len || memcmp(key.at, want.at, want.len) == 0);
    return status;
}

/* The stories whose names begin like this. */
static enum barq_status stories_beginning(const struct memory_sieve *sieve,
                                          struct barq_text start,
                                          struct buf *to, struct arena scratch,
                                          struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text want = { 0 };
    bool yes;
    struct query q;
    enum barq_status status =
        text_fold(start, TEXT_L2, &want, &keep, scratch, err);

    if (status)
        return status;
    query_start(&q, sieve->memory, SQL_STORIES);
    bind_text(&q, sieve->agency);
    while (!status && query_row(&q)) {
        status = begins(&q, want, &yes, scratch, err);
        if (!status && yes)
            add_id(to, query_column(&q, 0));
    }
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

static enum barq_status find_stories(struct memory_sieve *sieve,
                                     struct arena *keep, struct arena scratch,
                                     struct barq_error *err)
{
    struct barq_text name = sieve->filter->story;
    struct buf list = { 0 };
    enum barq_status status;

    if (!name.len)
        return BARQ_OK;
    buf_addc(&list, '[');
    if (is_prefix(name))
        status = stories_beginning(sieve, text_slice(name, 0, name.len - 1),
                                   &list, scratch, err);
    else
        status = stories_named(sieve, name, &list, scratch, err);
    buf_addc(&list, ']');
    if (!status && !list.failed)
        sieve->stories =
            arena_text(keep, (struct barq_text){ list.at, list.len });
    if (!status && !sieve->stories.at)
        status = fail_nomem(err, "for a filter");
    buf_release(&list);
    return status;
}

static enum barq_status check(const struct barq_filter *filter,
                              struct barq_error *err)
{
    const struct barq_text texts[] = { filter->story, filter->agency,
                                       filter->person };
    static const char *const names[] = { "story", "agency", "person" };
    size_t offset = 0;

    for (int i = 0; i < 3; i++)
        if (texts[i].len > ATTRIBUTE_MOST || !utf8_check(texts[i], &offset))
            return fail(err, BARQ_E_INPUT, 0,
                        "the %s to filter by %s at byte %zu", names[i],
                        utf8_problem(texts[i], offset), offset);
    if (filter->since && filter->until && filter->since >= filter->until)
        return fail(err, BARQ_E_USAGE, 0,
                    "no time lies between the two dates; the earlier one goes "
                    "first");
    return BARQ_OK;
}

/* The parameters of the conditions; statements.c and store.h know them by their
 * numbers. */
enum {
    SINCE = 1,
    UNTIL,
    ORIGINS,
    PERSON,
    STORIES,
    AGENCY,
    UNIT, /* the one that is asked about */
};

static void add_conditions(const struct barq_filter *filter, struct buf *to)
{
    const struct {
        bool wanted;
        const char *sql;
    } all[] = {
        { filter->since != 0, " AND u.changed >= ?1" },
        { filter->until != 0, " AND u.changed < ?2" },
        { filter->origins != 0, " AND (?3 >> u.origin) & 1" },
        { filter->person.len != 0, " AND u.who = ?4 COLLATE SPELLING" },
        { filter->story.len != 0,
          " AND u.id IN (SELECT c.unit FROM context c WHERE c.story IN"
          " (SELECT value FROM json_each(?5)))" },
        { filter->agency.len && !filter->story.len,
          " AND EXISTS (SELECT 1 FROM context c JOIN story s"
          " ON s.id = c.story WHERE c.unit = u.id"
          " AND s.agency = ?6 COLLATE SPELLING)" },
    };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (all[i].wanted)
            buf_adds(to, all[i].sql);
}

static void bind_number(struct query *q, int parameter, int64_t value)
{
    q->next = parameter;
    if (value)
        query_int(q, value);
}

static void bind_name(struct query *q, int parameter, struct barq_text value)
{
    q->next = parameter;
    bind_text(q, value);
}

void sieve_bind(const struct memory_sieve *sieve, struct query *q)
{
    const struct barq_filter *filter = sieve->filter;

    if (!filter)
        return;
    bind_number(q, SINCE, filter->since);
    bind_number(q, UNTIL, filter->until);
    bind_number(q, ORIGINS, filter->origins);
    bind_name(q, PERSON, filter->person);
    bind_name(q, STORIES, sieve->stories);
    if (!filter->story.len) /* else the list of stories says it */
        bind_name(q, AGENCY, sieve->agency);
}

enum barq_status sieve_prepare(const struct memory_sieve *sieve,
                               const char *select, const char *group,
                               struct query *query, struct barq_error *err)
{
    struct buf text = { 0 };
    enum barq_status status = BARQ_OK;

    *query = (struct query){ .memory = sieve->memory, .next = 1 };
    buf_addf(&text, "SELECT %s FROM unit u WHERE 1", select);
    if (sieve->filter)
        add_conditions(sieve->filter, &text);
    buf_addf(&text, " %s", group);
    if (text.failed || text.len > SQL_MOST)
        status = fail_nomem(err, "for a filter");
    else
        query->rc = sqlite3_prepare_v2(sieve->memory->db, text.at, -1,
                                       &query->stmt, NULL);
    buf_release(&text);
    if (!status && query->rc)
        status = memory_fail(sieve->memory, query->rc, err);
    if (!status)
        sieve_bind(sieve, query);
    return status;
}

/* Does the filter ask for anything? */
static bool asks(const struct barq_filter *filter)
{
    return filter &&
           (filter->since || filter->until || filter->origins ||
            filter->story.len || filter->agency.len || filter->person.len);
}

static enum barq_status make_ready(struct memory_sieve *sieve,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    const struct barq_filter *filter = sieve->filter;
    struct query q;
    enum barq_status status;

    if ((status = check(filter, err)) ||
        (status =
             text_agency(filter->agency, &sieve->agency, keep, scratch, err)) ||
        (status = find_stories(sieve, keep, scratch, err)))
        return status;
    status = sieve_prepare(sieve, "1", "AND u.id = ?7", &q, err);
    sieve->passes = q.stmt;
    return status;
}

enum barq_status memory_sieve_open(struct barq_memory *memory,
                                   const struct barq_filter *filter,
                                   struct memory_sieve **out,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    struct memory_sieve *sieve = arena_new(keep, struct memory_sieve, 1);
    enum barq_status status = BARQ_OK;

    if (!sieve)
        return fail_nomem(err, "for a filter");
    sieve->memory = memory;
    if (asks(filter)) {
        sieve->filter = filter;
        status = make_ready(sieve, keep, scratch, err);
    }
    if (status)
        memory_sieve_close(sieve);
    else
        *out = sieve;
    return status;
}

void memory_sieve_close(struct memory_sieve *sieve)
{
    if (sieve)
        sqlite3_finalize(sieve->passes);
    if (sieve)
        sqlite3_finalize(sieve->takes);
}

enum barq_status sieve_takes_story(struct memory_sieve *sieve, int64_t story,
                                   bool *takes, struct barq_error *err)
{
    static const char sql[] =
        "SELECT 1 FROM story WHERE id = ?1"
        " AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2)))"
        " AND (?3 IS NULL OR agency = ?3 COLLATE NOCASE)";
    const struct barq_filter *filter = sieve->filter;
    struct query q = { .memory = sieve->memory, .next = 1 };

    *takes = true;
    if (!filter || (!filter->story.len && !filter->agency.len))
        return BARQ_OK;
    if (!sieve->takes)
        q.rc =
            sqlite3_prepare_v2(sieve->memory->db, sql, -1, &sieve->takes, NULL);
    if (q.rc)
        return memory_fail(sieve->memory, q.rc, err);
    q.stmt = sieve->takes;
    query_int(&q, story);
    if (filter->story.len)
        query_text(&q, sieve->stories);
    else
        query_null(&q);
    if (filter->agency.len)
        query_text(&q, sieve->agency);
    else
        query_null(&q);
    *takes = query_row(&q);
    return query_end(&q, err);
}

enum barq_status memory_sieve_passes(const struct memory_sieve *sieve,
                                     int64_t id, bool *passes,
                                     struct barq_error *err)
{
    struct query q = { .memory = sieve->memory,
                       .stmt = sieve->passes,
                       .next = 1 };

    *passes = true;
    if (!sieve->passes)
        return BARQ_OK;
    sieve_bind(sieve, &q);
    bind_number(&q, UNIT, id);
    *passes = query_row(&q);
    return query_end(&q, err);
}

enum barq_status memory_sieve_ids(const struct memory_sieve *sieve,
                                  struct memory_ids *out, struct arena *keep,
                                  struct barq_error *err)
{
    struct id_list list = { .keep = keep };
    struct query q;
    enum barq_status status =
        sieve_prepare(sieve, "u.id", "ORDER BY u.id", &q, err);

    if (!status)
        status = query_collect(&q, &list, err);
    sqlite3_finalize(q.stmt);
    if (!status)
        *out = (struct memory_ids){ list.at, list.count };
    return status;
}
