/*
 * unite_claims.c - what we said of a unit whose history comes from elsewhere.
 *
 * They changed a wording to one that we have as well.  Whoever undoes that
 * here must not lose ours: to the history that comes with their unit, ours was
 * stored again (again.c).
 *
 *     ours    unit 5  "refused"  published, in Port
 *     theirs  unit 9  "rejected", edited to "refused"
 *     merged  unit 5  "refused", with the history of 9
 *     undo    unit 5  "rejected";  unit 6 "refused" published, in Port
 */
#include "memory/unite.h"

#include "base/error.h"

/* One of our units, as it was before theirs came. */
struct merge_claim {
    int64_t unit;
    struct again again;
    struct merge_claim *next;
};

static enum barq_status is_any(struct barq_memory *memory,
                               enum statement statement, const int64_t *values,
                               int count, bool *any, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    for (int i = 0; i < count; i++)
        query_int(&q, values[i]);
    *any = query_row(&q);
    return query_end(&q, err);
}

static enum barq_status note(struct merge *merge, int64_t ours,
                             struct arena scratch, struct barq_error *err)
{
    struct merge_claim *claim = arena_new(&merge->keep, struct merge_claim, 1);
    struct barq_unit unit = { 0 };

    if (!claim)
        return fail_nomem(err, "to merge histories");
    enum barq_status status =
        memory_get(merge->ours, ours, &unit, &scratch, err);
    if (status)
        return status;
    unit.who = arena_text(&merge->keep, unit.who);
    if (!unit.who.at)
        return fail_nomem(err, "to merge histories");
    claim->unit = ours;
    claim->again = again_claim(&unit);
    claim->next = merge->claims;
    merge->claims = claim;
    return BARQ_OK;
}

enum barq_status merge_note_claim(struct merge *merge, int64_t theirs,
                                  struct barq_error *err)
{
    int64_t ours = 0;
    bool has = false;
    enum barq_status status =
        is_any(merge->theirs, SQL_HAS_HISTORY, &theirs, 1, &has, err);

    if (!status && has)
        status = merge_find(merge, theirs, &ours, merge->ours->work, err);
    return status || !ours ? status : note(merge, ours, merge->ours->work, err);
}

/* Ours stood where it did with the wording that both have. */
static enum barq_status keep_claim(const struct merge *merge,
                                   const struct merge_claim *claim,
                                   struct barq_error *err)
{
    const int64_t values[] = { claim->unit, merge->contexts };
    enum barq_status status =
        again_keep(merge->ours, claim->unit, &claim->again, err);

    return status ? status
                  : query_run(merge->ours, SQL_STOOD_NOW, values, 2, err);
}

enum barq_status merge_claims_begin(struct merge *merge, struct barq_error *err)
{
    struct query q;

    query_start(&q, merge->ours, SQL_LAST_OF_CONTEXTS);
    if (query_row(&q))
        merge->contexts = query_column(&q, 0);
    return query_end(&q, err);
}

enum barq_status merge_claims_end(const struct merge *merge, int64_t last,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (const struct merge_claim *c = merge->claims; c && !status;
         c = c->next) {
        const int64_t values[] = { c->unit, last };
        bool fresh = false;
        status = is_any(merge->ours, SQL_HAS_LATER, values, 2, &fresh, err);
        if (!status && fresh)
            status = keep_claim(merge, c, err);
    }
    return status;
}
