/*
 * lookup.c - the stored segments that are like a query, best first.
 *
 *   1  the units that may be are found (scan.c) and judged (judge.c); the best
 *      `max` are kept, as small verdicts
 *   2  those read again, with their texts and the parts of their scores, and
 *      the query's numbers put into the translations (adapt.c): so they may
 *      change places, but none comes in that was not among them
 *
 * All of it sees one state of the memory, whoever writes meanwhile.  With
 * `exhaustive` step 1 is every unit there is (sweep.c): slow, and what the
 * tests measure the other way by.
 *
 * Order: what stands in an earlier version of the story, where one is known;
 * then rank, then score, then what is nearer by less than a point, then origin
 * (published first), then the newest, then the most used, then one of who asks,
 * then the last one stored: always the same order.  Whose a unit is is read in
 * step 2, so that it only orders what is among the best `max` without it.
 */
#include "match/lookup.h"

#include "match/adapt.h"
#include "match/letters.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_DEFAULT = 70, MAX_DEFAULT = 5, MAX_CEILING = 10000 };

/* For the tokens of a thousand texts or two: who asks for more has them cut
 * once more. */
enum { TEXTS_ROOM = 16 << 20 };

struct barq_matches {
    struct block home; /* everything below lies in it */
    size_t touched;    /* ... in its first bytes */
    struct barq_match *at;
    size_t count;
};

static void fill_match(const struct match_verdict *verdict,
                       struct barq_match *match)
{
    match->rank = verdict->rank;
    match->score = verdict->score;
    match->rivals = verdict->rivals;
    match->parts = verdict->parts;
    match->part_count = verdict->part_count;
    match->runs = verdict->runs;
    match->run_count = verdict->run_count;
}

/* Put the last match where its verdict belongs among those before. */
static void move_up(struct barq_match *matches, struct match_verdict *verdicts,
                    size_t last)
{
    for (size_t i = last; i; i--) {
        if (match_order(&verdicts[i], &verdicts[i - 1]) >= 0)
            return;
        struct barq_match match = matches[i];
        struct match_verdict verdict = verdicts[i];
        matches[i] = matches[i - 1];
        verdicts[i] = verdicts[i - 1];
        matches[i - 1] = match;
        verdicts[i - 1] = verdict;
    }
}

/* The parts of a winner's score.  How it compares, if that was not kept, is in
 * `work`, with the tokens that verdict->measure refers to. */
static enum barq_status explain(const struct match_query *query,
                                const struct memory_brief *unit,
                                struct match_verdict *verdict,
                                struct arena *keep, struct arena *work,
                                struct barq_error *err)
{
    struct arena below = arena_split(work);
    struct match_side made, *side = verdict->side;
    enum barq_status status = BARQ_OK;

    if (side) {
        match_side_move(side, unit->text);
    } else {
        status =
            match_prepare(query->words, unit->text, &made, work, below, err);
        side = &made;
    }
    if (status)
        return status;
    const struct match_candidate candidate = { .unit = unit, .side = side };
    return match_explain_verdict(query, &candidate, verdict, keep, work, err);
}

/* One of the winners in full: texts, and the parts of the score. */
static enum barq_status publish_one(const struct match_query *query,
                                    struct match_verdict *verdict,
                                    struct barq_match *match,
                                    struct arena *keep, struct arena scratch,
                                    struct barq_error *err)
{
    enum barq_status status =
        memory_get(query->memory, verdict->id, &match->unit, keep, err);
    struct memory_brief unit = match_brief(&match->unit, query->lang);

    if (!status)
        status = explain(query, &unit, verdict, keep, &scratch, err);
    verdict->ours = query->who.len && text_equal(match->unit.who, query->who);
    if (!status)
        status = match_put_values(query, verdict, match, keep, scratch, err);
    if (!status && verdict->lent && !verdict->adapted)
        status = BARQ_NOTHING;
    if (!status)
        fill_match(verdict, match);
    return status;
}

static enum barq_status publish(const struct match_query *query,
                                const struct match_podium *podium,
                                struct barq_matches *matches,
                                struct arena *keep, struct arena scratch,
                                struct barq_error *err)
{
    struct match_verdict *verdicts =
        arena_new(&scratch, struct match_verdict, podium->count);

    matches->at = arena_new(keep, struct barq_match, podium->count);
    if (!matches->at || !verdicts)
        return fail_nomem(err, "for the matches");
    for (size_t i = 0; i < podium->count; i++) {
        size_t next = matches->count;
        verdicts[next] = podium->at[i];
        matches->at[next] = (struct barq_match){ 0 };
        enum barq_status status = publish_one(
            query, &verdicts[next], &matches->at[next], keep, scratch, err);
        if (status == BARQ_NOTHING) /* deleted or edited meanwhile, or lent */
            continue;
        if (status)
            return status;
        move_up(matches->at, verdicts, matches->count++);
    }
    return BARQ_OK;
}

enum barq_status match_publish(const struct match_query *query,
                               const struct match_podium *podium,
                               struct barq_matches **out, struct arena scratch,
                               struct barq_error *err)
{
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct barq_matches *matches = arena_new(&keep, struct barq_matches, 1);
    status = matches ? publish(query, podium, matches, &keep, scratch, err)
                     : fail_nomem(err, "for the matches");
    if (!status && !matches->count)
        status =
            fail(err, BARQ_NOTHING, 0, "no match of %d or better", query->min);
    if (status) {
        block_release_touched(home, block_touched(home, &keep));
        return status;
    }
    matches->home = home;
    matches->touched = block_touched(home, &keep);
    *out = matches;
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

enum barq_status match_check(struct barq_text text,
                             const struct barq_lookup_options *options,
                             struct barq_error *err)
{
    const struct barq_text all[] = { text, options->before, options->after,
                                     options->story };
    static const char *const names[] = {
        "the query",
        "the text before the query",
        "the text after the query",
        "the name of the story",
    };
    size_t offset = 0;

    if (options->min && (options->min < 50 || options->min > 100))
        return fail(err, BARQ_E_USAGE, 0,
                    "the lowest score must lie in 50..100, not %d",
                    options->min);
    if (!text_trim(text).len)
        return fail(err, BARQ_E_USAGE, 0, "the query is empty");
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (!utf8_check(all[i], &offset))
            return fail(err, BARQ_E_INPUT, 0, "%s %s at byte %zu", names[i],
                        utf8_problem(all[i], offset), offset);
    return BARQ_OK;
}

/* Digits and marks alone are of either language: then the Arabic side. */
enum barq_lang match_query_lang(struct barq_text text,
                                const struct barq_lookup_options *options)
{
    enum barq_lang lang = options->lang ? options->lang : text_lang(text);

    return lang == BARQ_EN ? BARQ_EN : BARQ_AR;
}

size_t match_wanted(const struct barq_lookup_options *options)
{
    size_t max = options->max ? options->max : MAX_DEFAULT;

    return max < MAX_CEILING ? max : MAX_CEILING;
}

enum barq_status match_prepare_query(struct barq_text text,
                                     const struct barq_lookup_options *options,
                                     struct match_query *query,
                                     struct arena *keep, struct arena scratch,
                                     struct barq_error *err)
{
    enum barq_status status;

    query->min = options->min ? options->min : MIN_DEFAULT;
    query->exhaustive = options->exhaustive;
    query->style = options->style;
    query->who = options->who;
    query->adapt = !options->no_adapt;
    query->quoted = options->quoted || match_quote_is_open(options->before);
    query->words = memory_words(query->memory, query->lang);
    if ((status = read_context(options, query, scratch, err)))
        return status;
    status =
        match_prepare(query->words, text, &query->side, keep, scratch, err);
    if (status)
        return status;
    query->bare = memory_bare_key(query->side.tokens);
    return match_letters_read(&query->side, keep, err);
}

static enum barq_status scan(const struct match_query *query,
                             struct match_podium *podium, struct arena scratch,
                             struct barq_error *err)
{
    struct match_seeker alone = { *query, *podium };

    if (!query->exhaustive)
        return match_scan(query, podium, scratch, err);
    enum barq_status status = match_sweep(&alone, 1, scratch, err);
    *podium = alone.podium;
    return status;
}

static enum barq_status look_up(const struct match_query *query, size_t max,
                                struct barq_matches **out, struct arena scratch,
                                struct barq_error *err)
{
    struct match_texts texts = { .home = arena_over(
                                     arena_new_raw(&scratch, char, TEXTS_ROOM),
                                     TEXTS_ROOM) };
    struct match_podium podium = { .max = max, .texts = &texts };

    query->same->home = arena_part(&scratch, 8);
    query->said->home = arena_part(&scratch, 8);
    podium.at = arena_new(&scratch, struct match_verdict, podium.max);
    if (!podium.at || !texts.home.at)
        return fail_nomem(err, "for the matches");
    enum barq_status status = scan(query, &podium, scratch, err);
    return status ? status : match_publish(query, &podium, out, scratch, err);
}

/* The same of one moment, through the filter that is asked for. */
static enum barq_status look_through(struct match_query *query,
                                     const struct barq_lookup_options *options,
                                     struct barq_matches **out,
                                     struct arena scratch,
                                     struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    struct memory_sieve *sieve = NULL;
    enum barq_status status = memory_read_begin(query->memory, err);

    if (status)
        return status;
    status = memory_sieve_open(query->memory, options->filter, &sieve, &scratch,
                               below, err);
    query->sieve = sieve;
    if (!status)
        status = look_up(query, match_wanted(options), out, scratch, err);
    memory_sieve_close(sieve);
    memory_read_end(query->memory);
    return status;
}

/* The matches go into a block of their own; all else is in room that the
 * memory lends, which is not given back to the system after each lookup. */
enum barq_status match_lookup(struct barq_memory *memory, struct barq_text text,
                              const struct barq_lookup_options *options,
                              const struct match_asking *asking,
                              struct barq_matches **out, struct barq_error *err)
{
    static const struct barq_lookup_options defaults = { 0 };
    struct arena room = memory_room(memory);
    struct match_same same = { 0 };
    struct match_said said = { .read = false };
    struct match_query query = {
        .memory = memory, .same = &same, .said = &said, .asking = *asking
    };
    enum barq_status status;

    options = options ? options : &defaults;
    if ((status = match_check(text, options, err)))
        return status;
    struct arena scratch = arena_split(&room);
    query.lang = match_query_lang(text, options);
    word_cache_rest(memory_words(memory, query.lang));
    status = match_prepare_query(text, options, &query, &room, scratch, err);
    return status ? status : look_through(&query, options, out, scratch, err);
}

enum barq_status barq_lookup(struct barq_memory *memory, struct barq_text text,
                             const struct barq_lookup_options *options,
                             struct barq_matches **out, struct barq_error *err)
{
    const struct match_asking asking = { 0 };

    return match_lookup(memory, text, options, &asking, out, err);
}

const char *barq_run_name(enum barq_run_kind kind)
{
    static const char *const names[] = {
        [BARQ_RUN_SAME] = "same",       [BARQ_RUN_FORM] = "form",
        [BARQ_RUN_CHANGED] = "changed", [BARQ_RUN_ADDED] = "added",
        [BARQ_RUN_MISSING] = "missing",
    };

    return kind <= BARQ_RUN_MISSING ? names[kind] : "unknown";
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
        block_release_touched(matches->home, matches->touched);
}
