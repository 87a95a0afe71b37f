/*
 * scan.c - which units are judged, and in which order.
 *
 *   1  those of equal words, which one key finds
 *   2  those that are like the query by their keys (keyed.c)
 *
 * The podium does not depend on the order in which units are judged, since
 * match_order() lets no two be equal.
 */
#include "match/scan.h"

#include "match/distance.h"
#include "match/keyed.h"
#include "match/score.h"

#include "base/error.h"

#include <string.h>

bool match_podium_place(struct match_podium *podium,
                        const struct match_verdict *verdict)
{
    size_t i = podium->count;

    while (i && match_order(verdict, &podium->at[i - 1]) < 0)
        i--;
    if (i == podium->max)
        return false;
    if (podium->count < podium->max)
        podium->count++;
    memmove(&podium->at[i + 1], &podium->at[i],
            (podium->count - 1 - i) * sizeof(*podium->at));
    podium->at[i] = *verdict;
    return true;
}

/* BARQ_NOTHING if it does not pass the filter, which costs a query: so only the
 * few that are left are asked about. */
static enum barq_status sift(const struct match_query *query, int64_t id,
                             struct barq_error *err)
{
    bool wanted = true;
    enum barq_status status =
        memory_sieve_passes(query->sieve, id, &wanted, err);

    return status || wanted ? status : BARQ_NOTHING;
}

/* With the last of a full podium to be beaten. */
enum barq_status match_consider(const struct match_query *query,
                                const struct memory_brief *unit,
                                struct match_podium *podium,
                                struct arena scratch, struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    struct match_candidate candidate = { .unit = unit };
    struct match_query asked = *query;
    struct match_verdict verdict;

    if (podium->count == podium->max)
        asked.worst = &podium->at[podium->max - 1];
    enum barq_status status = match_texts_compare(
        podium->texts, &asked, &candidate, &scratch, below, err);
    if (!status)
        status = match_judge(&asked, &candidate, &verdict, below, err);
    if (!status)
        status = sift(query, unit->id, err);
    if (!status)
        (void)match_podium_place(podium, &verdict);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* What the index names is in the same state of the memory, or it is damaged. */
enum barq_status match_pass_missing(const struct match_query *query,
                                    enum barq_status status)
{
    if (status != BARQ_NOTHING)
        return status;
    memory_note_missing(query->memory);
    return BARQ_OK;
}

/* Of equal words. */
static enum barq_status scan_same(const struct match_query *query, int64_t id,
                                  struct match_podium *podium,
                                  struct arena scratch, struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    struct memory_brief unit;
    enum barq_status status =
        memory_get_brief(query->memory, id, query->lang, &unit, &scratch, err);

    if (status)
        return match_pass_missing(query, status);
    return match_consider(query, &unit, podium, below, err);
}

/* The least rank that gets on the podium. */
int match_floor(const struct match_query *query,
                const struct match_podium *podium)
{
    if (podium->count < podium->max)
        return query->min;
    return podium->at[podium->max - 1].rank;
}

/* Can only units of equal words get on the podium? */
static bool only_equal(const struct match_query *query,
                       const struct match_podium *podium)
{
    int floor = match_floor(query, podium);

    return query->asking.equal_only ||
           query->side.tokens.count > MATCH_TOKENS_MOST ||
           (floor >= RANK_LEAST && floor > query->min);
}

enum barq_status match_scan(const struct match_query *query,
                            struct match_podium *podium, struct arena scratch,
                            struct barq_error *err)
{
    struct arena keep = arena_part(&scratch, 8);
    struct memory_ids same = { 0 };
    enum barq_status status = memory_same_likely(
        query->memory, query->lang, query->bare, &same, &keep, err);

    for (size_t i = 0; i < same.count && !status; i++)
        status = scan_same(query, same.at[i], podium, scratch, err);
    if (status || only_equal(query, podium))
        return status;
    return match_scan_keys(query, &same, podium, scratch, err);
}
