/*
 * put.c - store a unit, beside what is there and never over it.
 *
 * The pair is the identity: equal at L0 on both sides means the same unit,
 * whose dates, origin, confidence and contexts are then joined.  The better
 * origin stays, with the confidence that was given of it.  Dates that the
 * newcomer does not give stay as they are: to align a story again is no news
 * of its wording, and must not make that newer than a correction.
 *
 *     known     ar=A en="Talks resume"   aligned    0.91   changed 1000
 *     put       ar=A en="Talks resume"   published  0.8    changed 0
 *               -> merged: one unit, published, 0.8, changed 1000
 *     put       ar=A en="Talks restart"  aligned    0.95   -> added: a rival
 *
 * The words of the pair find it, in what is stored (same.c) and in what is
 * pending (recent.c), or in the table that a large import has of all pairs
 * (pairs.c); then the L0 keys decide, not their hashes alone: two texts may
 * share one.
 */
#include "memory/pairs.h"
#include "memory/posting.h"

#include "base/error.h"
#include "base/utf8.h"

#include <time.h>

/* A text of a unit, its name for messages, and the most it may hold. */
struct field {
    const char *name;
    struct barq_text text;
    size_t most;
};

static enum barq_status check_field(const struct field *field,
                                    struct barq_error *err)
{
    size_t offset = 0;

    if (field->text.len > field->most)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s has %zu bytes; a memory takes %zu at most", field->name,
                    field->text.len, field->most);
    if (!utf8_check(field->text, &offset))
        return fail(err, BARQ_E_INPUT, 0, "%s %s at byte %zu", field->name,
                    utf8_problem(field->text, offset), offset);
    return BARQ_OK;
}

static enum barq_status check_texts(const struct barq_unit *unit,
                                    struct barq_error *err)
{
    const struct field fields[] = {
        { "the Arabic segment", unit->ar, SEGMENT_MOST },
        { "the English segment", unit->en, SEGMENT_MOST },
        { "the story's name", unit->story, ATTRIBUTE_MOST },
        { "the agency's name", unit->agency, ATTRIBUTE_MOST },
        { "the Arabic segment before", unit->ar_before, ATTRIBUTE_MOST },
        { "the Arabic segment after", unit->ar_after, ATTRIBUTE_MOST },
        { "the English segment before", unit->en_before, ATTRIBUTE_MOST },
        { "the English segment after", unit->en_after, ATTRIBUTE_MOST },
        { "the name of its maker", unit->who, ATTRIBUTE_MOST },
        { "the engine's name", unit->engine, ATTRIBUTE_MOST },
        { "the note", unit->note, ATTRIBUTE_MOST },
        { "what came with the unit", unit->extra, ATTRIBUTE_MOST },
    };
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]) && !status; i++)
        status = check_field(&fields[i], err);
    return status;
}

enum barq_status barq_unit_check(const struct barq_unit *unit,
                                 struct barq_error *err)
{
    enum barq_status status = check_texts(unit, err);

    if (status)
        return status;
    if (!text_trim(unit->ar).len || !text_trim(unit->en).len)
        return fail(err, BARQ_E_INPUT, 0,
                    "a unit needs an Arabic and an English segment; the %s "
                    "one is empty",
                    text_trim(unit->ar).len ? "English" : "Arabic");
    if ((int)unit->origin < 0 || (int)unit->origin >= BARQ_ORIGINS)
        return fail(err, BARQ_E_USAGE, 0, "there is no origin %d",
                    (int)unit->origin);
    if (!(unit->confidence >= 0 && unit->confidence <= 1))
        return fail(err, BARQ_E_INPUT, 0, "a confidence lies between 0 and 1");
    return BARQ_OK;
}

/* Do these stored texts have the L0 keys of `sides`? */
static enum barq_status same_pair(const struct barq_text stored[2],
                                  const struct unit_side sides[2], bool *same,
                                  struct arena task, struct barq_error *err)
{
    struct arena scratch = arena_split(&task);
    enum barq_status status = BARQ_OK;

    *same = true;
    for (int i = 0; i < 2 && *same && !status; i++) {
        struct barq_text exact = { 0 };
        status = text_fold(stored[i], TEXT_L0, &exact, &task, scratch, err);
        *same = !status && text_equal(exact, sides[i].exact);
    }
    return status;
}

/* Is the unit there, with this pair? */
static enum barq_status is_pair(struct barq_memory *memory, int64_t id,
                                const struct unit_side sides[2], bool *same,
                                struct arena task, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct barq_text stored[2];
    struct query q;

    *same = false;
    query_start(&q, memory, SQL_IS_PAIR);
    query_int(&q, id);
    query_int(&q, (int64_t)sides[0].key);
    query_int(&q, (int64_t)sides[1].key);
    bool found = query_row(&q);
    for (int i = 0; i < 2 && found && !status; i++)
        status = query_take_text(&q, i, &stored[i], &task, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    return found ? same_pair(stored, sides, same, task, err) : BARQ_OK;
}

/* So many units of one source are looked at before their English is asked
 * for. */
enum { WORDINGS = 4 };

/* Units that may have the words of the pair, all that do among them. */
static enum barq_status likely_ids(struct barq_memory *memory,
                                   const struct unit_side sides[2],
                                   struct id_list *ids, struct barq_error *err)
{
    struct id_list english = { .keep = ids->keep };
    enum barq_status status;

    if (memory->pairs_sure) {
        status = pairs_ids(memory, sides, ids, err);
        id_list_sort(ids);
        return status;
    }
    status = same_listed(memory, 0, sides[0].bare, ids, err);

    if (!status && ids->count > WORDINGS) {
        status = same_listed(memory, 1, sides[1].bare, &english, err);
        id_list_intersect(ids, &english);
    }
    if (status)
        return status;
    status = recent_ids(memory, sides, ids, err);
    id_list_sort(ids);
    return status;
}

enum barq_status unit_find_pair(struct barq_memory *memory,
                                const struct unit_side sides[2], int64_t except,
                                int64_t *id, struct arena task,
                                struct barq_error *err)
{
    struct arena scratch = arena_split(&task);
    struct id_list ids = { .keep = &task };
    enum barq_status status = likely_ids(memory, sides, &ids, err);
    bool same = false;

    for (size_t i = 0; i < ids.count && !same && !status; i++) {
        *id = ids.at[i];
        if (*id != except)
            status = is_pair(memory, *id, sides, &same, scratch, err);
    }
    if (!same)
        *id = 0;
    return status;
}

static int64_t or_now(int64_t when)
{
    return when ? when : (int64_t)time(NULL);
}

/* Of a pair that is known, no date means no news of one. */
static void query_date(struct query *q, int64_t when)
{
    if (when)
        query_int(q, when);
    else
        query_null(q);
}

static enum barq_status merge_unit(struct barq_memory *memory, int64_t id,
                                   const struct barq_unit *unit,
                                   struct barq_error *err)
{
    struct query q;
    enum barq_status status = again_note(memory, id, unit, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_MERGE_UNIT);
    query_int(&q, id);
    query_int(&q, (int64_t)unit->origin);
    query_real(&q, unit->confidence);
    query_date(&q, unit->created);
    query_date(&q, unit->changed);
    query_int(&q, unit->uses);
    query_text(&q, unit->note);
    query_text(&q, unit->who);
    query_text(&q, unit->engine);
    query_text(&q, unit->extra);
    query_int(&q, BARQ_MT);
    return query_finish(&q, err);
}

void query_unit(struct query *query, const struct barq_unit *unit)
{
    query_text(query, unit->ar);
    query_text(query, unit->en);
    query_int(query, (int64_t)unit->origin);
    query_real(query, unit->confidence);
    query_text(query, unit->who);
    query_text(query, unit->engine);
    query_text(query, unit->note);
    query_text(query, unit->extra);
    query_int(query, or_now(unit->created));
    query_int(query, or_now(unit->changed));
    query_int(query, unit->uses);
}

enum barq_status unit_next_id(struct barq_memory *memory, int64_t *id,
                              struct barq_error *err)
{
    struct query q;
    enum barq_status status = BARQ_OK;

    if (!memory->next_id) {
        query_start(&q, memory, SQL_NEW_ID);
        if (query_row(&q))
            memory->next_id = query_column(&q, 0);
        status = query_end(&q, err);
    }
    *id = memory->next_id;
    return status;
}

enum barq_status unit_insert(struct barq_memory *memory,
                             const struct barq_unit *unit,
                             const struct unit_side sides[2], int64_t *id,
                             struct barq_error *err)
{
    int64_t where = *id;
    enum barq_status status =
        where ? BARQ_OK : unit_next_id(memory, &where, err);

    if (!status)
        status = units_put(memory, unit, sides, where, err);
    if (status)
        return status;
    if (memory->next_id && memory->next_id <= where)
        memory->next_id = where + 1;
    if (memory->newest.id < where)
        memory->newest = (struct newest){
            where, { (int64_t)sides[0].bare, (int64_t)sides[1].bare }
        };
    *id = where;
    return memory_index_unit(memory, where, sides, err);
}

enum barq_status memory_put(struct barq_memory *memory,
                            const struct barq_unit *unit,
                            enum barq_added *added, int64_t *id,
                            struct barq_error *err)
{
    struct arena task = memory->work, scratch = arena_split(&task);
    const struct barq_text pair[2] = { unit->ar, unit->en };
    struct unit_side sides[2];
    int64_t known = 0, where;
    enum barq_status status = memory_writable(memory, err);

    for (int i = 0; i < 2; i++)
        word_cache_rest(memory->known[i]);
    if (!status)
        status = barq_unit_check(unit, err);
    if (!status)
        status = memory_index_pair(memory, pair, sides, &task, scratch, err);
    if (!status)
        status = pairs_ready(memory, err);
    if (!status)
        status = unit_find_pair(memory, sides, 0, &known, scratch, err);
    if (status)
        return status;

    where = known;
    status = known ? merge_unit(memory, known, unit, err)
                   : unit_insert(memory, unit, sides, &where, err);
    if (!status)
        status = memory_put_context(memory, where, unit, scratch, err);
    memory->spoilt = memory->spoilt || status;
    if (status)
        return status;
    if (added)
        *added = known ? BARQ_MERGED : BARQ_ADDED;
    if (id)
        *id = where;
    return BARQ_OK;
}
