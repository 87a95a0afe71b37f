/*
 * keyed.c - the units that are like the query by their keys.
 *
 * Candidates are those that hold enough of the rarest keys (bound.c says how
 * much makes it complete); the most hopeful are judged first.  Only the best
 * `max` are wanted.  Once there are so many, the others have to rank as high
 * as the last of them, so less is looked for, and a pass ends with the first
 * candidate that cannot.
 *
 *   asked: 5 of 70 or better         podium: 100 94 91 88 86
 *   left:  candidates that can rank 86 or more
 *
 * Where many lists are long, as those of a dateline are, it is cheaper to look
 * for what is far better than asked for first: most such segments recur, and
 * the podium is full before the long lists are read.  If it is not, all is
 * looked for again that is asked for, or ranks as high as the last that was
 * found; but nothing is judged twice.
 *
 * Where they are longer still, as those of a query that says little but what
 * all say, a few buckets are looked through at a time, each in the room of
 * those before: what a lookup takes does not grow with the memory.  They begin
 * with the query's own, where the best are.
 */
#include "match/keyed.h"

#include "match/bound.h"
#include "match/distance.h"
#include "match/score.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* Look for so many percent first where lists hold so many units in all ... */
enum { EAGER_PERCENT = 80, EAGER_ROWS = 120000 };

/* ... unless more are wanted than such a segment may have. */
enum { EAGER_MOST = 100 };

/* So many units of a list are read as fast as a unit is judged, for each
 * hundredth of a word that its key is worth: one worth more leaves out more. */
enum { REFINE_ROWS = 25 };

/* Of lists that hold more units in all, a part of the buckets is read at a
 * time. */
enum { SLICE_ROWS = 1 << 20 };

/* ------------------------------------------------------------------ hopes */

/* A candidate, the most it can rank, and what it lacks (match_missing). */
struct hope {
    int64_t id;
    int64_t missing;
    short most;
    bool framed; /* it may be equal but for numbers and dates */
};
struct hopes {
    struct hope *at;
    size_t count, seen; /* so many of them have been read */
};

/* What is looked for in one pass. */
struct pass {
    const struct match_query *query;
    const struct match_ladder *ladder;
    struct memory_ids judged; /* need not be judged again */
    struct memory_filter filter;
    int64_t lack[MEMORY_BUCKETS]; /* what a candidate may lack of the keys */
    struct match_podium *podium;
    struct arena *noted; /* where to note who was judged; or NULL */
    int percent;
    bool framed; /* what may be lent (judge.h) is wanted, whatever its score */
};

static enum barq_status scan_hope(const struct pass *pass,
                                  const struct hope *hope, struct arena scratch,
                                  struct barq_error *err)
{
    const struct match_podium *podium = pass->podium;
    struct match_query asked = *pass->query;
    struct arena below = arena_split(&scratch);
    struct memory_brief unit;
    enum barq_status status = memory_get_brief(
        asked.memory, hope->id, asked.lang, &unit, &scratch, err);

    if (status)
        return match_pass_missing(pass->query, status);
    const struct match_window weight = { unit.weight, unit.weight };
    int most = match_most(pass->ladder, hope->missing, weight);
    if (podium->count == podium->max)
        asked.worst = &podium->at[podium->max - 1];
    if (!match_may_be_wanted(&asked, &unit, most, hope->framed))
        return BARQ_OK;
    if (!hope->framed && unit.bag.at &&
        match_bag_too_far(&asked.side, unit.bag, match_least_score(&asked)))
        return BARQ_OK;
    return match_consider(pass->query, &unit, pass->podium, below, err);
}

static bool holds_id(const struct memory_ids *ids, int64_t id)
{
    size_t low = 0, high = ids->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ids->at[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ids->count && ids->at[low] == id;
}

static int64_t missing_of(const struct pass *pass,
                          const struct memory_candidate *found)
{
    return match_missing(pass->ladder, &pass->filter, found);
}

/* The most that a candidate can rank that lacks so much; 0: it is below what
 * is looked for. */
static int hope_for(const struct pass *pass,
                    const struct memory_candidate *found, int64_t missing)
{
    int most =
        match_most(pass->ladder, missing, match_bucket_window(found->bucket));

    if (most >= pass->percent)
        return most;
    return pass->framed &&
                   match_may_be_framed(pass->ladder, &pass->filter, found)
               ? pass->percent
               : 0;
}

/* Keep those that do not lack too much of the keys that were read.  What they
 * can rank says more, but takes too long to find out after each list. */
static void drop_light(const struct pass *pass, struct memory_candidates *found)
{
    size_t kept = 0;

    for (size_t i = 0; i < found->count; i++) {
        int b = found->at[i].bucket;
        int64_t all = pass->ladder->costs[pass->filter.read[b]];
        if (all - found->at[i].held <= pass->lack[b])
            found->at[kept++] = found->at[i];
    }
    found->count = kept;
}

static void drop_judged(const struct pass *pass,
                        struct memory_candidates *found)
{
    size_t kept = 0;

    for (size_t i = 0; i < found->count; i++)
        if (!holds_id(&pass->judged, found->at[i].id))
            found->at[kept++] = found->at[i];
    found->count = kept;
}

/* The first key that has not been read of every bucket. */
static size_t next_key(const struct memory_filter *filter)
{
    size_t next = filter->key_count;

    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->enough[b] != MEMORY_NEVER && filter->read[b] < next)
            next = filter->read[b];
    return next;
}

/* Read more lists, as long as that is cheaper than to judge the units that
 * they may leave out. */
static enum barq_status refine(struct pass *pass,
                               struct memory_candidates *found,
                               struct arena scratch, struct barq_error *err)
{
    const struct match_query *query = pass->query;
    size_t next = next_key(&pass->filter);
    enum barq_status status = BARQ_OK;

    for (; next < pass->ladder->key_count && next < MEMORY_LISTS && !status;
         next++) {
        const struct memory_key *key = &pass->ladder->keys[next];
        if (key->rarity > REFINE_ROWS * key->cost * (int64_t)found->count)
            break;
        status = memory_read_more(query->memory,
                                  (struct memory_more){ query->lang, next },
                                  &pass->filter, found, scratch, err);
        drop_light(pass, found);
    }
    return status;
}

static struct hope hope_of(const struct pass *pass,
                           const struct memory_candidate *found)
{
    int64_t missing = missing_of(pass, found);

    return (struct hope){
        .id = found->id,
        .missing = missing,
        .most = (short)hope_for(pass, found, missing),
        .framed = pass->query->adapt &&
                  match_may_be_framed(pass->ladder, &pass->filter, found),
    };
}

/* The highest first, by counting how many there are of each rank; of these
 * the newest, which goes before others that are as good. */
static bool sort_hopes(const struct pass *pass,
                       const struct memory_candidates *found,
                       struct hopes *hopes, struct arena *keep)
{
    size_t starts[RANK_EQUAL + 2] = { 0 };
    struct hope *all = arena_new_raw(keep, struct hope, found->count + 1);

    hopes->at = arena_new_raw(keep, struct hope, found->count + 1);
    hopes->count = found->count;
    if (!hopes->at || !all)
        return false;
    for (size_t i = 0; i < found->count; i++) {
        all[i] = hope_of(pass, &found->at[i]);
        starts[RANK_EQUAL - all[i].most + 1]++;
    }
    for (size_t i = 1; i <= RANK_EQUAL; i++)
        starts[i] += starts[i - 1];
    for (size_t i = found->count; i--;)
        hopes->at[starts[RANK_EQUAL - all[i].most]++] = all[i];
    return true;
}

static enum barq_status find_hopes(struct pass *pass, struct hopes *hopes,
                                   struct arena *keep, struct barq_error *err)
{
    const struct match_query *query = pass->query;
    struct memory_candidates found = { 0 };
    enum barq_status status = memory_candidates(
        query->memory, query->lang, &pass->filter, &found, keep, err);

    if (status)
        return status;
    drop_judged(pass, &found);
    if ((status = refine(pass, &found, *keep, err)))
        return status;
    return sort_hopes(pass, &found, hopes, keep)
               ? BARQ_OK
               : fail_nomem(err, "for the candidates of a lookup");
}

static enum barq_status scan_hopes(const struct pass *pass, struct hopes *hopes,
                                   struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    size_t *seen = &hopes->seen;

    while (*seen < hopes->count && !status &&
           hopes->at[*seen].most >= match_floor(pass->query, pass->podium))
        status = scan_hope(pass, &hopes->at[(*seen)++], scratch, err);
    return status;
}

/* ----------------------------------------------------------------- passes */

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* For the next pass. */
static enum barq_status note_judged(struct pass *pass,
                                    const struct hopes *hopes,
                                    struct barq_error *err)
{
    size_t count = pass->judged.count;
    int64_t *ids = arena_new_raw(pass->noted, int64_t, count + hopes->seen + 1);

    if (!ids)
        return fail_nomem(err, "for the candidates of a lookup");
    if (count)
        memcpy(ids, pass->judged.at, count * sizeof(*ids));
    for (size_t i = 0; i < hopes->seen; i++)
        ids[count++] = hopes->at[i].id;
    if (count)
        qsort(ids, count, sizeof(*ids), by_id);
    pass->judged = (struct memory_ids){ ids, count };
    return BARQ_OK;
}

static enum barq_status run_pass(struct pass *pass, struct arena scratch,
                                 struct barq_error *err)
{
    struct arena lists = arena_split(&scratch);
    struct hopes hopes = { 0 };
    enum barq_status status = find_hopes(pass, &hopes, &lists, err);

    if (!status)
        status = scan_hopes(pass, &hopes, scratch, err);
    return status || !pass->noted ? status : note_judged(pass, &hopes, err);
}

static void choose(struct pass *pass, int percent)
{
    pass->percent = percent;
    pass->framed = pass->query->adapt && percent == pass->query->min;
    match_choose(pass->ladder, percent, pass->framed, &pass->filter);
    for (int b = 0; b < MEMORY_BUCKETS; b++)
        pass->lack[b] =
            pass->ladder->costs[pass->filter.read[b]] - pass->filter.enough[b];
}

/* How many units there are in the lists that are read. */
static int64_t rows_of(const struct memory_filter *filter)
{
    int64_t rows = 0;
    size_t most = 0;

    for (int b = 0; b < MEMORY_BUCKETS; b++)
        if (filter->enough[b] != MEMORY_NEVER && filter->read[b] > most)
            most = filter->read[b];
    for (size_t i = 0; i < most; i++)
        rows += filter->keys[i].rarity;
    return rows;
}

/* How many buckets to look through at a time. */
static int slice_of(const struct pass *pass)
{
    int64_t rows = rows_of(&pass->filter), wanted = 0;
    int64_t most = pass->query->asking.slice;

    most = most ? most : SLICE_ROWS;
    if (rows <= most)
        return MEMORY_BUCKETS;
    for (int b = 0; b < MEMORY_BUCKETS; b++)
        wanted += pass->filter.enough[b] != MEMORY_NEVER;
    return (int)(wanted * most / rows) + 1;
}

/* Look through the buckets from `low` on and before `end`: for what is asked
 * for, or for as much as it takes by now. */
static enum barq_status run_slice(struct pass *pass, int low, int end,
                                  struct arena scratch, struct barq_error *err)
{
    int floor = match_floor(pass->query, pass->podium);
    bool wanted = false;

    choose(pass, floor > pass->percent ? floor : pass->percent);
    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        if (b < low || b >= end)
            pass->filter.enough[b] = MEMORY_NEVER;
        wanted |= pass->filter.enough[b] != MEMORY_NEVER;
    }
    return wanted ? run_pass(pass, scratch, err) : BARQ_OK;
}

/* Look for what was chosen, from the query's own bucket up, then down. */
static enum barq_status run_slices(struct pass *pass, struct arena scratch,
                                   struct barq_error *err)
{
    int own = memory_bucket(pass->query->side.word_weight);
    int slice = slice_of(pass);
    enum barq_status status = BARQ_OK;

    if (slice >= MEMORY_BUCKETS)
        return run_pass(pass, scratch, err);
    for (int b = own; b < MEMORY_BUCKETS && !status; b += slice)
        status = run_slice(pass, b, b + slice, scratch, err);
    for (int b = own; b > 0 && !status; b -= slice)
        status = run_slice(pass, b - slice, b, scratch, err);
    return status;
}

/* Look for the best first; if they are too few, for what else can get among
 * them. */
static enum barq_status run_eager(struct pass *pass, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    pass->noted = keep;
    choose(pass, EAGER_PERCENT);
    enum barq_status status = run_slices(pass, scratch, err);
    int floor = match_floor(pass->query, pass->podium);

    pass->noted = NULL;
    if (status || floor >= EAGER_PERCENT)
        return status;
    choose(pass, floor);
    return run_slices(pass, scratch, err);
}

enum barq_status match_scan_keys(const struct match_query *query,
                                 const struct memory_ids *same,
                                 struct match_podium *podium,
                                 struct arena scratch, struct barq_error *err)
{
    struct memory_key *keys = NULL;
    struct match_ladder ladder;
    struct pass pass = {
        .query = query, .ladder = &ladder, .judged = *same, .podium = podium
    };
    struct arena keep = arena_part(&scratch, 8);
    size_t count = 0;
    enum barq_status status;

    if ((status = match_keys(&query->side, &keys, &count, &keep, err)))
        return status;
    count = match_uncommon(&query->side, query->min, keys, count);
    if ((status = memory_look(query->memory, query->lang, keys, count, &keep,
                              err)) ||
        (status =
             match_ladder_make(&query->side, keys, count, &ladder, &keep, err)))
        return status;
    int floor = match_floor(query, podium);
    choose(&pass, floor);
    if (floor < EAGER_PERCENT && podium->max <= EAGER_MOST &&
        rows_of(&pass.filter) > EAGER_ROWS)
        return run_eager(&pass, &keep, scratch, err);
    return run_slices(&pass, scratch, err);
}
