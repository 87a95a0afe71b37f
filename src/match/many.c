/*
 * many.c - many queries at once.
 *
 * A lookup by the index (lookup.c) shares nothing with the next one.  But a
 * full scan reads and cuts every unit, and to do that once for a thousand
 * queries takes little longer than for one (sweep.c).  So they are scanned for
 * in groups, those of a language together, and answered in their order.
 *
 *     in      ar 1   en 2   ar 3   bad 4   en 5
 *     sweeps  ar 1 3        en 2 5
 *     out     1  2  3  4 (why not)  5
 *
 * All of a group see one state of the memory.  What one group takes is bounded:
 * GROUP_QUERIES queries, GROUP_TEXT bytes of them (their tokens take some
 * hundred times as much), and GROUP_VERDICTS verdicts, should every query have
 * as many as are wanted; of these only what is used takes memory.
 */
#include "match/lookup.h"

#include "base/error.h"

enum {
    GROUP_QUERIES = 4096,
    GROUP_TEXT = 1 << 20,
    GROUP_VERDICTS = 4 << 20,
};

/* A query of a group: why it cannot be asked, or who seeks for it. */
struct asked {
    struct barq_error err;
    struct match_seeker *seeker;
};

/* Seekers of Arabic from the front, those of English from the back. */
struct group {
    struct barq_memory *memory;
    const struct barq_text *queries;
    size_t count, first; /* of all, where its first one stands */
    const struct barq_lookup_options *options;
    const struct barq_answers *answers;
    struct asked *asked;
    struct match_seeker *seekers;
    size_t arabic, english;
    struct memory_sieve *sieve;
    struct match_same same[2];
};

static struct match_seeker *next_seeker(struct group *group,
                                        enum barq_lang lang)
{
    return lang == BARQ_EN ? &group->seekers[group->count - ++group->english]
                           : &group->seekers[group->arabic++];
}

/* Who seeks for a query; nobody does for one that cannot be asked. */
static enum barq_status seek(struct group *group, size_t i, struct arena *keep,
                             struct arena scratch, struct barq_error *err)
{
    struct asked *asked = &group->asked[i];
    struct barq_text text = group->queries[i];

    if (match_check(text, group->options, &asked->err))
        return BARQ_OK;
    enum barq_lang lang = match_query_lang(text, group->options);
    size_t max = match_wanted(group->options);
    asked->seeker = next_seeker(group, lang);
    *asked->seeker = (struct match_seeker){
        { .memory = group->memory,
          .lang = lang,
          .sieve = group->sieve,
          .same = &group->same[lang == BARQ_EN] },
        { .at = arena_new_raw(keep, struct match_verdict, max), .max = max },
    };
    if (!asked->seeker->podium.at)
        return fail_nomem(err, "for the matches");
    return match_prepare_query(text, group->options, &asked->seeker->query,
                               keep, scratch, err);
}

static enum barq_status sweep_group(struct group *group, struct arena scratch,
                                    struct barq_error *err)
{
    struct match_seeker *english =
        &group->seekers[group->count - group->english];
    enum barq_status status =
        match_sweep(group->seekers, group->arabic, scratch, err);

    return status ? status : match_sweep(english, group->english, scratch, err);
}

static void answer(const struct barq_answers *answers, size_t index,
                   const struct barq_error *err, struct barq_matches *matches)
{
    struct barq_answer told = { .index = index, .matches = matches };

    if (!matches) {
        told.status = err->status;
        told.problem = err->message;
    }
    answers->tell(answers->context, &told);
    barq_matches_free(matches);
}

/* What was found for query i. */
static void tell_one(struct group *group, size_t i, struct arena scratch)
{
    struct asked *asked = &group->asked[i];
    struct barq_matches *matches = NULL;
    struct match_said said = { .home = arena_part(&scratch, 8) };

    if (asked->seeker) {
        asked->seeker->query.said = &said;
        (void)match_publish(&asked->seeker->query, &asked->seeker->podium,
                            &matches, scratch, &asked->err);
    }
    answer(group->answers, group->first + i, &asked->err, matches);
}

/* BARQ_OK when all have been told. */
static enum barq_status run_group(struct group *group, struct arena scratch,
                                  struct barq_error *err)
{
    enum barq_status status = sweep_group(group, scratch, err);

    for (size_t i = 0; i < group->count && !status; i++)
        tell_one(group, i, scratch);
    return status;
}

static enum barq_status open_group(struct group *group, struct arena *keep,
                                   struct arena scratch, struct barq_error *err)
{
    enum barq_status status;

    group->same[0].home = arena_part(keep, 8);
    group->same[1].home = arena_part(keep, 8);
    group->asked = arena_new(keep, struct asked, group->count);
    group->seekers = arena_new(keep, struct match_seeker, group->count);
    if (!group->asked || !group->seekers)
        return fail_nomem(err, "for many queries");
    status = memory_sieve_open(group->memory, group->options->filter,
                               &group->sieve, keep, scratch, err);
    for (size_t i = 0; i < group->count && !status; i++)
        status = seek(group, i, keep, scratch, err);
    return status;
}

/* How many of the queries make the next group: one at least. */
static size_t size_of_group(const struct barq_text *queries, size_t count,
                            size_t wanted)
{
    size_t most = GROUP_VERDICTS / wanted, bytes = 0, n = 0;

    while (n < count && n < most && n < GROUP_QUERIES && bytes < GROUP_TEXT)
        bytes += queries[n++].len;
    return n;
}

/* A fault of the memory is the answer to all of them. */
static void answer_group(struct group *group)
{
    struct arena keep = memory_room(group->memory);
    struct arena scratch = arena_split(&keep);
    struct barq_error err = { 0 };

    word_cache_rest(memory_words(group->memory, BARQ_AR));
    word_cache_rest(memory_words(group->memory, BARQ_EN));
    enum barq_status status = memory_read_begin(group->memory, &err);
    if (!status)
        status = open_group(group, &keep, scratch, &err);
    if (!status)
        status = run_group(group, scratch, &err);
    memory_read_end(group->memory);
    for (size_t i = 0; i < group->count && status; i++)
        answer(group->answers, group->first + i, &err, NULL);
    memory_sieve_close(group->sieve);
}

static void answer_in_groups(const struct group *all)
{
    size_t wanted = match_wanted(all->options);

    for (size_t first = 0; first < all->count;) {
        struct group group = *all;
        group.first = first;
        group.queries += first;
        group.count = size_of_group(group.queries, all->count - first, wanted);
        answer_group(&group);
        first += group.count;
    }
}

void barq_lookup_many(struct barq_memory *memory,
                      const struct barq_text *queries, size_t count,
                      const struct barq_lookup_options *options,
                      const struct barq_answers *answers)
{
    static const struct barq_lookup_options defaults = { 0 };
    const struct group all = { .memory = memory,
                               .queries = queries,
                               .count = count,
                               .options = options ? options : &defaults,
                               .answers = answers };

    if (all.options->exhaustive) {
        answer_in_groups(&all);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct barq_matches *matches = NULL;
        struct barq_error err = { 0 };
        (void)barq_lookup(memory, queries[i], options, &matches, &err);
        answer(answers, i, &err, matches);
    }
}
