/*
 * history.c - what became of a unit, read back.
 *
 * A row of the history holds only what its change changed, so what a unit
 * was at some time is its present state with the rows laid over it, from the
 * last change back to that time:
 *
 *     now       "declined"  published
 *     change 9  origin aligned         ->  "declined"  aligned
 *     change 4  en "refused"           ->  "refused"   aligned
 *
 * A unit that is gone left a row with all of it, where the walk begins.
 */
#include "memory/care.h"

#include "base/error.h"
#include "base/utf8.h"

enum { LIMIT_USUAL = 50, LIMIT_MOST = 10000 };

struct barq_history {
    struct block home;
    struct barq_past *at;
    size_t count;
};

/* ------------------------------------------------------------ rows of it */

enum {
    PAST_ID,
    PAST_CHANGE,
    PAST_UNIT,
    PAST_FATE,
    PAST_HEIR,
    PAST_UNDONE,
    PAST_ORIGIN,
    PAST_CONFIDENCE,
    PAST_CREATED,
    PAST_CHANGED,
    PAST_USES,
    PAST_TEXTS, /* six */
    PAST_AT = PAST_END,
    PAST_DEED,
    PAST_WHO,
    PAST_UNITS,
    PAST_UNDONE_BY,
};

static bool take_int(const struct query *q, int column, int64_t *value)
{
    if (query_column_null(q, column))
        return false;
    *value = query_column(q, column);
    return true;
}

static enum barq_status take_numbers(const struct query *q, struct past *past,
                                     struct barq_error *err)
{
    int64_t fate = query_column(q, PAST_FATE), origin = 0;

    past->id = query_column(q, PAST_ID);
    past->change = query_column(q, PAST_CHANGE);
    past->undone = query_column(q, PAST_UNDONE);
    past->step =
        (struct barq_step){ query_column(q, PAST_UNIT),
                            query_column(q, PAST_HEIR), fate == FATE_GONE };
    past->origin = take_int(q, PAST_ORIGIN, &origin);
    past->confidence = !query_column_null(q, PAST_CONFIDENCE);
    past->created = take_int(q, PAST_CREATED, &past->was.created);
    past->changed = take_int(q, PAST_CHANGED, &past->was.changed);
    past->uses = take_int(q, PAST_USES, &past->was.uses);
    past->was.confidence = query_column_real(q, PAST_CONFIDENCE);
    if (fate < 0 || fate >= FATES || origin < 0 || origin >= BARQ_ORIGINS ||
        !(past->was.confidence >= 0 && past->was.confidence <= 1) ||
        past->was.uses < 0)
        return memory_damaged(q->memory, err);
    past->fate = (enum fate)fate;
    past->was.origin = (enum barq_origin)origin;
    past->was.id = past->step.unit;
    past->was.position = -1;
    return BARQ_OK;
}

/* A text that a unit could have; ar and en are the first two. */
static bool is_text(struct barq_text text, int index)
{
    return index < 2 ? text_trim(text).len && text.len <= SEGMENT_MOST
                     : text.len <= ATTRIBUTE_MOST;
}

/* Is all of it there, as of a unit that went it must? */
static bool is_whole(const struct past *past)
{
    bool whole = past->origin && past->confidence && past->created &&
                 past->changed && past->uses;

    for (int i = 0; i < 6; i++)
        whole = whole && past->texts[i];
    return whole;
}

/* The texts that a history keeps, in the order of its columns. */
static void list_texts(struct barq_unit *unit, struct barq_text *texts[6])
{
    texts[0] = &unit->ar;
    texts[1] = &unit->en;
    texts[2] = &unit->who;
    texts[3] = &unit->engine;
    texts[4] = &unit->note;
    texts[5] = &unit->extra;
}

enum barq_status query_take_past(const struct query *query, struct past *out,
                                 struct arena *keep, struct barq_error *err)
{
    struct barq_text *texts[6];
    struct past past = { 0 };
    enum barq_status status = take_numbers(query, &past, err);

    list_texts(&past.was, texts);
    for (int i = 0; i < 6 && !status; i++) {
        past.texts[i] = !query_column_null(query, PAST_TEXTS + i);
        if (past.texts[i])
            status =
                query_take_text(query, PAST_TEXTS + i, texts[i], keep, err);
        if (!status && past.texts[i] && !is_text(*texts[i], i))
            status = memory_damaged(query->memory, err);
    }
    if (!status && past.fate == FATE_GONE && !is_whole(&past))
        status = memory_damaged(query->memory, err);
    if (!status)
        *out = past;
    return status;
}

static void int_if(struct query *q, bool wanted, int64_t value)
{
    if (wanted)
        query_int(q, value);
    else
        query_null(q);
}

enum barq_status past_put(struct barq_memory *memory, const struct past *past,
                          struct barq_error *err)
{
    struct barq_unit was = past->was;
    struct barq_text *texts[6];
    struct query q;

    memory->next_id = 0; /* `unit` may be a number that no unit has */
    query_start(&q, memory, SQL_PUT_HISTORY);
    query_int(&q, past->change);
    query_int(&q, past->step.unit);
    query_int(&q, past->fate);
    query_int(&q, past->step.heir);
    query_int(&q, past->undone);
    int_if(&q, past->origin, was.origin);
    if (past->confidence)
        query_real(&q, was.confidence);
    else
        query_null(&q);
    int_if(&q, past->created, was.created);
    int_if(&q, past->changed, was.changed);
    int_if(&q, past->uses, was.uses);
    list_texts(&was, texts);
    for (int i = 0; i < 6; i++) {
        if (past->texts[i])
            query_text(&q, *texts[i]);
        else
            query_null(&q);
    }
    return query_finish(&q, err);
}

void past_restore(const struct past *past, struct barq_unit *unit)
{
    struct barq_unit was = past->was;
    struct barq_text *from[6], *to[6];

    list_texts(&was, from);
    list_texts(unit, to);
    for (int i = 0; i < 6; i++)
        if (past->texts[i])
            *to[i] = *from[i];
    if (past->origin)
        unit->origin = was.origin;
    if (past->confidence)
        unit->confidence = was.confidence;
    if (past->created)
        unit->created = was.created;
    if (past->changed)
        unit->changed = was.changed;
    if (past->uses)
        unit->uses = was.uses;
}

/* --------------------------------------------------------------- reading */

static enum barq_status take_entry(const struct query *q,
                                   struct barq_past *entry, struct past *past,
                                   struct arena *keep, struct barq_error *err)
{
    int64_t deed = query_column(q, PAST_DEED);
    enum barq_status status = query_take_past(q, past, keep, err);

    if (!status)
        status = query_take_text(q, PAST_WHO, &entry->who, keep, err);
    if (!status && (deed < 0 || deed >= BARQ_DEEDS))
        status = memory_damaged(q->memory, err);
    if (status)
        return status;
    entry->change = past->change;
    entry->when = query_column(q, PAST_AT);
    entry->deed = (enum barq_deed)deed;
    entry->units = query_column(q, PAST_UNITS);
    entry->undone = query_column(q, PAST_UNDONE_BY);
    entry->step = past->step;
    entry->existed = past->fate != FATE_MADE;
    return BARQ_OK;
}

/* What is wanted of a history. */
struct asked_past {
    int64_t unit; /* 0: all that was changed */
    size_t limit;
    const struct barq_filter *filter; /* or NULL */
    struct memory_sieve *sieve;       /* of the filter */
};

/* Are the time and the person of the change those wanted? */
static bool is_of_change(const struct barq_past *entry,
                         const struct barq_filter *filter)
{
    return (!filter->since || entry->when >= filter->since) &&
           (!filter->until || entry->when < filter->until) &&
           (!filter->person.len || spelling_same(filter->person, entry->who));
}

/* Did the change touch a unit of the story, agency and origins wanted? */
static enum barq_status touches(const struct asked_past *asked, int64_t change,
                                bool *yes, struct barq_error *err)
{
    struct query q;

    query_start(&q, asked->sieve->memory, SQL_TOUCHES);
    sieve_bind(asked->sieve, &q);
    q.next = 7;
    if (asked->unit)
        query_int(&q, asked->unit);
    else
        query_null(&q);
    query_int(&q, change);
    *yes = query_row(&q);
    return query_end(&q, err);
}

static enum barq_status is_wanted(const struct asked_past *asked,
                                  const struct barq_past *entry, bool *yes,
                                  struct barq_error *err)
{
    const struct barq_filter *filter = asked->filter;

    *yes = !filter || is_of_change(entry, filter);
    if (!*yes || !filter ||
        !(filter->origins || filter->story.len || filter->agency.len))
        return BARQ_OK;
    return touches(asked, entry->change, yes, err);
}

/* The next row into the next entry, which counts if it is wanted; `state` is
 * the unit after it, and becomes what it was before. */
static enum barq_status take_next(const struct query *q,
                                  const struct asked_past *asked,
                                  struct barq_unit *state,
                                  struct barq_history *history,
                                  struct arena *keep, struct barq_error *err)
{
    struct barq_past *entry = &history->at[history->count];
    struct arena before = *keep;
    struct past past;
    bool wanted = false, one_unit = asked->unit != 0;
    enum barq_status status = take_entry(q, entry, &past, keep, err);

    if (status)
        return status;
    if (state->id != past.step.unit || !one_unit)
        *state = (struct barq_unit){ .id = past.step.unit, .position = -1 };
    if (entry->existed) {
        past_restore(&past, state);
        entry->was = *state;
    }
    status = is_wanted(asked, entry, &wanted, err);
    history->count += wanted;
    if (!wanted && !one_unit)
        *keep = before;
    return status;
}

/* Read the rows of `q`; `state` is the unit after the first of them, which
 * also those lead back to that are not wanted. */
static enum barq_status take_entries(struct query *q,
                                     const struct asked_past *asked,
                                     struct barq_unit state,
                                     struct barq_history *history,
                                     struct arena *keep, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    history->at = arena_new(keep, struct barq_past, asked->limit);
    if (!history->at)
        return fail_nomem(err, "for a history");
    while (!status && history->count < asked->limit && query_row(q))
        status = take_next(q, asked, &state, history, keep, err);
    return status;
}

/* Without its context, which a history has not. */
static enum barq_status present_state(struct barq_memory *memory, int64_t id,
                                      struct barq_unit *state,
                                      struct arena *keep,
                                      struct barq_error *err)
{
    struct barq_unit unit = { 0 };
    struct barq_text none = text_of("");
    enum barq_status status = memory_get(memory, id, &unit, keep, err);

    if (status)
        return status == BARQ_NOTHING ? BARQ_OK : status;
    unit.story = unit.agency = none;
    unit.ar_before = unit.ar_after = unit.en_before = unit.en_after = none;
    unit.position = -1;
    *state = unit;
    return BARQ_OK;
}

/* Why there is nothing to tell. */
static enum barq_status nothing_past(const struct asked_past *asked, bool there,
                                     struct barq_error *err)
{
    if (asked->filter)
        return fail(err, BARQ_NOTHING, 0, "no change passes the filter");
    if (!asked->unit)
        return fail(err, BARQ_NOTHING, 0,
                    "nothing was changed in this memory yet");
    return fail(err, BARQ_NOTHING, 0,
                there ? "unit %lld was never changed" : "there is no unit %lld",
                (long long)asked->unit);
}

static enum barq_status read_history(struct barq_memory *memory,
                                     const struct asked_past *asked,
                                     struct barq_history *history,
                                     struct arena *keep, struct barq_error *err)
{
    struct barq_unit state = { 0 };
    struct query q;
    enum barq_status status = BARQ_OK;

    if (asked->unit)
        status = present_state(memory, asked->unit, &state, keep, err);
    if (status)
        return status;
    query_start(&q, memory, asked->unit ? SQL_HISTORY : SQL_CHANGES);
    if (asked->unit)
        query_int(&q, asked->unit);
    query_int(&q, asked->filter ? -1 : (int64_t)asked->limit); /* -1: all */
    status = take_entries(&q, asked, state, history, keep, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    return history->count ? BARQ_OK : nothing_past(asked, state.id != 0, err);
}

static enum barq_status sift_history(struct barq_memory *memory,
                                     struct asked_past *asked,
                                     struct barq_history *history,
                                     struct arena *keep, struct barq_error *err)
{
    struct arena scratch = arena_split(keep), lists = arena_split(&scratch);
    enum barq_status status = memory_sieve_open(
        memory, asked->filter, &asked->sieve, &lists, scratch, err);

    if (status)
        return status;
    status = read_history(memory, asked, history, keep, err);
    memory_sieve_close(asked->sieve);
    return status;
}

enum barq_status barq_memory_history(struct barq_memory *memory, int64_t id,
                                     size_t limit,
                                     const struct barq_filter *filter,
                                     struct barq_history **out,
                                     struct barq_error *err)
{
    struct asked_past asked = { id, limit ? limit : LIMIT_USUAL, filter, NULL };
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    if (limit > LIMIT_MOST)
        asked.limit = LIMIT_MOST;
    struct barq_history *history = arena_new(&all, struct barq_history, 1);
    status = history ? sift_history(memory, &asked, history, &all, err)
                     : fail_nomem(err, "for a history");
    if (status) {
        block_release(home);
        return status;
    }
    history->home = home;
    *out = history;
    return BARQ_OK;
}

size_t barq_history_count(const struct barq_history *history)
{
    return history->count;
}

const struct barq_past *barq_history_at(const struct barq_history *history,
                                        size_t index)
{
    return index < history->count ? &history->at[index] : NULL;
}

void barq_history_free(struct barq_history *history)
{
    if (history)
        block_release(history->home);
}
