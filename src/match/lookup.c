/*
 * lookup.c - the stored segments that are like a query, best first.
 *
 *   1  the units of equal words (one key), and those that hold enough of the
 *      query's rarest keys (bound.c says how much makes it complete)
 *   2  each judged (judge.c); the best `max` are kept, as small verdicts
 *   3  those read again, with their texts and the parts of their scores
 *
 * So what a lookup takes does not grow with the memory.  With `exhaustive`
 * step 1 is every unit there is: slow, and what the tests measure the other
 * way by.
 *
 * Order: rank, then score, then origin (published first), then the newest,
 * then the most used, then the last one stored: always the same order.
 */
#include "match/judge.h"

#include "match/bound.h"
#include "match/score.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_DEFAULT = 70, MAX_DEFAULT = 5, MAX_CEILING = 10000 };

struct barq_matches {
    struct block home; /* everything below lies in it */
    struct barq_match *at;
    size_t count;
};

/* The best verdicts so far, in order. */
struct podium {
    struct match_verdict *at;
    size_t count, max;
};

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Below 0 when `a` goes first. */
static int compare_verdicts(const struct match_verdict *a,
                            const struct match_verdict *b)
{
    int order = compare_numbers(b->rank, a->rank);

    if (!order)
        order = compare_numbers(b->score, a->score);
    if (!order)
        order = compare_numbers(a->origin, b->origin);
    if (!order)
        order = compare_numbers(b->changed, a->changed);
    if (!order)
        order = compare_numbers(b->uses, a->uses);
    return order ? order : compare_numbers(b->id, a->id);
}

static void place_verdict(struct podium *podium,
                          const struct match_verdict *verdict)
{
    size_t i = podium->count;

    while (i && compare_verdicts(verdict, &podium->at[i - 1]) < 0)
        i--;
    if (i == podium->max)
        return;
    if (podium->count < podium->max)
        podium->count++;
    memmove(&podium->at[i + 1], &podium->at[i],
            (podium->count - 1 - i) * sizeof(*podium->at));
    podium->at[i] = *verdict;
}

static enum barq_status consider(const struct match_query *query,
                                 const struct barq_unit *unit,
                                 struct podium *podium, struct arena scratch,
                                 struct barq_error *err)
{
    struct match_verdict verdict;
    enum barq_status status =
        match_judge(query, unit, &verdict, NULL, scratch, err);

    if (!status)
        place_verdict(podium, &verdict);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status scan_all(const struct match_query *query,
                                 struct podium *podium, struct arena scratch,
                                 struct barq_error *err)
{
    struct barq_unit unit = { 0 };
    enum barq_status status = BARQ_OK;

    while (!status) {
        struct arena turn = scratch, below = arena_split(&turn);
        status = memory_next(query->memory, unit.id, &unit, &turn, err);
        if (!status)
            status = consider(query, &unit, podium, below, err);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status scan_ids(const struct match_query *query,
                                 const struct memory_ids *ids,
                                 struct podium *podium, struct arena scratch,
                                 struct barq_error *err)
{
    for (size_t i = 0; i < ids->count; i++) {
        struct arena turn = scratch, below = arena_split(&turn);
        struct barq_unit unit = { 0 };
        enum barq_status status =
            memory_get(query->memory, ids->at[i], &unit, &turn, err);
        if (!status)
            status = consider(query, &unit, podium, below, err);
        if (status && status != BARQ_NOTHING) /* deleted meanwhile: no loss */
            return status;
    }
    return BARQ_OK;
}

/* The keys to look under, the rarest first; none: look at all. */
static enum barq_status choose_keys(const struct match_query *query,
                                    struct memory_filter *filter,
                                    struct arena *keep, struct barq_error *err)
{
    struct match_key *keys = NULL;
    size_t count = 0;
    enum barq_status status =
        match_keys(&query->side, &keys, &count, keep, err);

    for (size_t i = 0; !status && i < count; i++)
        status = memory_rarity(query->memory, query->language.lang, keys[i].key,
                               &keys[i].rarity, err);
    if (status)
        return status;
    count = match_choose_keys(&query->side, query->min, keys, count,
                              &filter->enough);

    uint64_t *chosen = arena_new(keep, uint64_t, count);
    int64_t *values = arena_new(keep, int64_t, count);
    if (!chosen || !values)
        return fail_nomem(err, "for the keys of a query");
    for (size_t i = 0; i < count; i++) {
        chosen[i] = keys[i].key;
        values[i] = keys[i].cost;
    }
    filter->keys = chosen;
    filter->values = values;
    filter->key_count = count;
    return BARQ_OK;
}

/* Both lists in one, ascending, without doubles. */
static enum barq_status merge_ids(struct memory_ids a, struct memory_ids b,
                                  struct memory_ids *out, struct arena *keep,
                                  struct barq_error *err)
{
    size_t i = 0, j = 0;

    out->at = arena_new(keep, int64_t, a.count + b.count);
    out->count = 0;
    if (!out->at)
        return fail_nomem(err, "for the candidates of a lookup");
    while (i < a.count || j < b.count) {
        bool first = j == b.count || (i < a.count && a.at[i] <= b.at[j]);
        int64_t id = first ? a.at[i] : b.at[j];
        i += i < a.count && a.at[i] == id;
        j += j < b.count && b.at[j] == id;
        out->at[out->count++] = id;
    }
    return BARQ_OK;
}

static enum barq_status scan_likely(const struct match_query *query,
                                    struct podium *podium, struct arena scratch,
                                    struct barq_error *err)
{
    struct arena lists = arena_split(&scratch);
    struct match_window window = match_window(&query->side, query->min);
    struct memory_filter filter = { .least = window.least,
                                    .most = window.most };
    struct memory_ids same = { 0 }, likely = { 0 }, ids = { 0 };
    enum barq_lang lang = query->language.lang;
    enum barq_status status;

    if ((status =
             memory_same(query->memory, lang, query->bare, &same, &lists, err)))
        return status;
    if (query->side.tokens.count <= MATCH_TOKENS_MOST) {
        if ((status = choose_keys(query, &filter, &lists, err)) ||
            (status = memory_candidates(query->memory, lang, &filter, &likely,
                                        &lists, err)))
            return status;
    }
    status = merge_ids(same, likely, &ids, &lists, err);
    return status ? status : scan_ids(query, &ids, podium, scratch, err);
}

/* The winners in full: texts, and the parts of the score. */
static enum barq_status publish(const struct match_query *query,
                                const struct podium *podium,
                                struct barq_matches *matches,
                                struct arena *keep, struct arena scratch,
                                struct barq_error *err)
{
    matches->at = arena_new(keep, struct barq_match, podium->count);
    if (!matches->at)
        return fail_nomem(err, "for the matches");
    for (size_t i = 0; i < podium->count; i++) {
        struct barq_match *match = &matches->at[matches->count];
        struct match_verdict verdict = { 0 };
        enum barq_status status = memory_get(query->memory, podium->at[i].id,
                                             &match->unit, keep, err);
        if (!status)
            status =
                match_judge(query, &match->unit, &verdict, keep, scratch, err);
        if (status == BARQ_NOTHING) /* deleted or edited meanwhile */
            continue;
        if (status)
            return status;
        match->rank = verdict.rank;
        match->score = verdict.score;
        match->rivals = verdict.rivals;
        match->parts = verdict.parts;
        match->part_count = verdict.part_count;
        matches->count++;
    }
    return BARQ_OK;
}

static enum barq_status read_context(const struct barq_lookup_options *options,
                                     struct match_query *query,
                                     struct arena scratch,
                                     struct barq_error *err)
{
    enum barq_status status;

    if ((status = memory_context_key(options->before, &query->before, scratch,
                                     err)) ||
        (status =
             memory_context_key(options->after, &query->after, scratch, err)))
        return status;
    return memory_story_key(options->story, &query->story, scratch, err);
}

static enum barq_status check(struct barq_text text,
                              const struct barq_lookup_options *options,
                              struct barq_error *err)
{
    const struct barq_text all[] = { text, options->before, options->after,
                                     options->story };
    size_t offset = 0;

    if (options->min && (options->min < 50 || options->min > 100))
        return fail(err, BARQ_E_USAGE, 0,
                    "the lowest score must lie in 50..100, not %d",
                    options->min);
    if (!text_trim(text).len)
        return fail(err, BARQ_E_USAGE, 0, "the query is empty");
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (!utf8_check(all[i], &offset))
            return fail(
                err, BARQ_E_INPUT, 0, "%s is not valid UTF-8 at byte %zu",
                i ? "what stands around the query" : "the query", offset);
    return BARQ_OK;
}

/* Digits and marks alone are of either language: then the Arabic side. */
static enum barq_lang query_lang(struct barq_text text,
                                 const struct barq_lookup_options *options)
{
    enum barq_lang lang = options->lang ? options->lang : text_lang(text);

    return lang == BARQ_EN ? BARQ_EN : BARQ_AR;
}

static enum barq_status prepare(struct barq_memory *memory,
                                struct barq_text text,
                                const struct barq_lookup_options *options,
                                struct match_query *query, struct arena *keep,
                                struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    enum barq_status status;

    *query = (struct match_query){
        .memory = memory,
        .language = { query_lang(text, options), memory_lexicon(memory) },
        .min = options->min ? options->min : MIN_DEFAULT,
        .exhaustive = options->exhaustive,
    };
    if ((status = read_context(options, query, scratch, err)))
        return status;
    status =
        match_prepare(query->language, text, &query->side, keep, scratch, err);
    if (!status)
        query->bare = memory_bare_key(query->side.tokens);
    return status;
}

static enum barq_status look_up(const struct match_query *query, size_t max,
                                struct barq_matches *matches,
                                struct arena *keep, struct arena scratch,
                                struct barq_error *err)
{
    struct podium podium = { .max = max < MAX_CEILING ? max : MAX_CEILING };
    enum barq_status status;

    query->same->home = arena_split(&scratch);
    podium.at = arena_new(&scratch, struct match_verdict, podium.max);
    if (!podium.at)
        return fail_nomem(err, "for the matches");
    status = query->exhaustive ? scan_all(query, &podium, scratch, err)
                               : scan_likely(query, &podium, scratch, err);
    if (!status)
        status = publish(query, &podium, matches, keep, scratch, err);
    if (!status && !matches->count)
        return fail(err, BARQ_NOTHING, 0, "no match of %d or better",
                    query->min);
    return status;
}

enum barq_status barq_lookup(struct barq_memory *memory, struct barq_text text,
                             const struct barq_lookup_options *options,
                             struct barq_matches **out, struct barq_error *err)
{
    static const struct barq_lookup_options defaults = { 0 };
    struct match_same same = { 0 };
    struct match_query query;
    struct block home;
    struct arena keep;
    enum barq_status status;

    options = options ? options : &defaults;
    if ((status = check(text, options, err)) ||
        (status = block_reserve(&home, TASK_CEILING, &keep, err)))
        return status;
    struct arena scratch = arena_split(&keep);
    struct barq_matches *matches = arena_new(&keep, struct barq_matches, 1);
    status = prepare(memory, text, options, &query, &scratch, err);
    query.same = &same;
    if (!status)
        status = look_up(&query, options->max ? options->max : MAX_DEFAULT,
                         matches, &keep, scratch, err);
    if (status) {
        block_release(home);
        return status;
    }
    matches->home = home;
    *out = matches;
    return BARQ_OK;
}

size_t barq_matches_count(const struct barq_matches *matches)
{
    return matches->count;
}

const struct barq_match *barq_matches_at(const struct barq_matches *matches,
                                         size_t index)
{
    return index < matches->count ? &matches->at[index] : NULL;
}

void barq_matches_free(struct barq_matches *matches)
{
    if (matches)
        block_release(matches->home);
}
