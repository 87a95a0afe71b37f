/*
 * search.c - concordance: the units that hold an expression, best first.
 *
 * Four passes, each over the newest units first; what one pass gave is not
 * given again:
 *
 *     the very words, one behind the other     "talks resume"
 *     the very words, anywhere                 resume ... talks
 *     forms of them, one behind the other      "talks resumed"
 *     forms of them, anywhere                  talk ... resuming
 *
 * Of quoted words and of single ones there are two.  The first pass that
 * fills the page ends the search, so that a common expression costs no more
 * than its newest units.  Within a pass, each RANKED hits in turn are put in
 * order among themselves: what a person wrote or read, then what came from
 * elsewhere, then machine translation; then what was changed last.  Hence
 * pages do not depend on how much of them is asked for.
 */
#include "memory/search.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    LIMIT_USUAL = 50,
    LIMIT_MOST = 100000,
    RANKED = LIMIT_USUAL + 2, /* one tells of others, and one may be gone */
    QUERY_MOST = 4 << 10,     /* bytes; no expression is as long */
};

/* A candidate, and what it is ranked by. */
struct ranked {
    struct barq_unit *unit;
    const size_t *reach;
    int trust; /* 0 is the best */
};

/* RANKED candidates, or what there is, in order; read once, to be ranked and
 * to be given. */
struct batch {
    struct ranked at[RANKED];
    struct barq_unit units[RANKED];
    struct candidate candidates[RANKED];
    size_t count;
};

struct search {
    struct barq_memory *memory;
    struct memory_sieve *sieve;            /* who passes is wanted */
    struct search_query *query, *together; /* the latter may be NULL */
    size_t skip, limit;
    struct memory_hits hits;
    int64_t *given; /* ids of hits, in a table of `slots` */
    size_t slots, given_count;
    struct fresh_units *fresh;
    struct arena *keep; /* for the hits */
    struct arena *pass; /* for all else */
};

static bool is_given(const struct search *s, int64_t id, size_t *slot)
{
    *slot = (size_t)id * 0x9E3779B9u & (s->slots - 1);
    while (s->given[*slot] && s->given[*slot] != id)
        *slot = (*slot + 1) & (s->slots - 1);
    return s->given[*slot];
}

static bool is_full(const struct search *s)
{
    return s->given_count == s->skip + s->limit;
}

static int trust_of(int64_t origin)
{
    if (origin == BARQ_PUBLISHED || origin == BARQ_REVIEWED)
        return 0;
    return origin == BARQ_MT ? 2 : 1;
}

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->trust != y->trust)
        return x->trust - y->trust;
    if (x->unit->changed != y->unit->changed)
        return x->unit->changed > y->unit->changed ? -1 : 1;
    return x->unit->id > y->unit->id ? -1 : x->unit->id < y->unit->id;
}

/* The next candidates that are wanted and were not given, into the batch's,
 * behind those that are in it, until it would be full; BARQ_NOTHING with the
 * last. */
static enum barq_status next_wanted(struct search *s,
                                    struct candidates *candidates,
                                    struct batch *batch, size_t *count,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *count = 0;
    while (batch->count + *count < RANKED && !status) {
        struct candidate *next = &batch->candidates[batch->count + *count];
        bool wanted = true;
        size_t slot;
        status = candidates_next(candidates, next, err);
        if (status || is_given(s, next->unit, &slot))
            continue;
        status = memory_sieve_passes(s->sieve, next->unit, &wanted, err);
        *count += wanted;
    }
    return status;
}

/* Read `count` candidates into the batch; some of them may be no more. */
static enum barq_status read_units(struct search *s, struct batch *batch,
                                   size_t count, struct barq_error *err)
{
    const struct candidate *next = &batch->candidates[batch->count];
    struct barq_unit *units = &batch->units[batch->count];
    int64_t ids[RANKED];
    struct memory_ids wanted = { ids, count };
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        ids[i] = next[i].unit;
    enum barq_status status =
        memory_get_all(s->memory, wanted, units, &found, s->keep, err);
    for (size_t i = 0; i < found && !status; i++) {
        struct ranked *ranked = &batch->at[batch->count];
        while (next->unit != units[i].id)
            next++;
        batch->candidates[batch->count] = *next++;
        *ranked =
            (struct ranked){ &units[i], batch->candidates[batch->count].reach,
                             trust_of(units[i].origin) };
        batch->count++;
    }
    return status;
}

static enum barq_status take_batch(struct search *s,
                                   struct candidates *candidates,
                                   struct batch *batch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK, more = BARQ_OK;
    size_t count = 1;

    for (batch->count = 0; batch->count < RANKED && !more && !status;) {
        more = next_wanted(s, candidates, batch, &count, err);
        if (more <= BARQ_NOTHING && count)
            status = read_units(s, batch, count, err);
    }
    qsort(batch->at, batch->count, sizeof(batch->at[0]), compare_ranked);
    return status ? status : more;
}

/* Make a hit of a unit, if it is one. */
static enum barq_status try_unit(struct search *s,
                                 const struct search_query *query,
                                 enum search_forms forms,
                                 const struct ranked *ranked,
                                 struct barq_error *err)
{
    const struct barq_unit *unit = ranked->unit;
    struct arena before = *s->keep;
    struct memory_hit *hit = &s->hits.at[s->hits.count];
    struct unit_match match = { .unit = unit,
                                .reach = ranked->reach,
                                .known = s->memory->known };
    enum barq_status status = BARQ_OK;
    size_t slot = 0;

    if (!is_given(s, unit->id, &slot))
        status = match_unit(query, forms, &match, s->keep, *s->pass, err);
    bool wanted = match.holds && s->given_count >= s->skip;
    if (!wanted)
        *s->keep = before;
    if (status || !match.holds)
        return status;
    s->given[slot] = unit->id;
    s->given_count++;
    hit->unit = *unit;
    hit->exact = forms == FORMS_EXACT;
    hit->together = query == s->together;
    hit->marks[0] = match.marks[0];
    hit->marks[1] = match.marks[1];
    s->hits.count += wanted;
    return BARQ_OK;
}

static enum barq_status run_pass(struct search *s,
                                 const struct search_query *query,
                                 enum search_forms forms,
                                 struct barq_error *err)
{
    const struct candidates_of of = { s->memory, query, forms, s->fresh };
    struct candidates *candidates = NULL;
    struct batch batch;
    enum barq_status more = BARQ_OK;
    enum barq_status status = candidates_open(&of, &candidates, s->pass, err);

    while (!status && !more && !is_full(s)) {
        struct arena before = *s->keep;
        size_t hits = s->hits.count;
        more = take_batch(s, candidates, &batch, err);
        if (more > BARQ_NOTHING)
            return more;
        for (size_t i = 0; i < batch.count && !status && !is_full(s); i++)
            status = try_unit(s, query, forms, &batch.at[i], err);
        if (s->hits.count == hits) /* nothing of it is kept */
            *s->keep = before;
    }
    return status;
}

/* Both passes of one strictness. */
static enum barq_status run_passes(struct search *s, enum search_forms forms,
                                   struct barq_error *err)
{
    struct search_query *together;
    enum barq_status status =
        forms_find(s->memory, s->query, forms, s->pass, err);

    if (status)
        return status;
    together = arena_new(s->pass, struct search_query, 1);
    if (!together)
        return fail_nomem(err, "for a search");
    if (query_together(s->query, together, s->pass)) {
        s->together = together;
        status = run_pass(s, together, forms, err);
    }
    return status || is_full(s) ? status : run_pass(s, s->query, forms, err);
}

/* The passes with other forms of the words, two for one among them. */
static enum barq_status run_forms(struct search *s, struct barq_error *err)
{
    enum barq_status status = query_join(s->memory, s->query, s->pass, err);

    return status ? status : run_passes(s, FORMS_ALL, err);
}

/* Excluded words go in all their forms, unless only the very words count. */
static enum barq_status find_excluded(struct search *s, bool exact,
                                      struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    s->query->excluded_forms = exact ? FORMS_EXACT : FORMS_ALL;
    if (!exact)
        status = query_join_excluded(s->memory, s->query, s->pass, err);
    struct search_query excluded = { .excluded = s->query->excluded };
    return status ? status
                  : forms_find(s->memory, &excluded, s->query->excluded_forms,
                               s->pass, err);
}

static enum barq_status search_open(struct search *s, struct barq_error *err)
{
    /* One hit more tells whether there are others. */
    size_t most = s->limit + 1;

    s->limit = most;
    for (s->slots = 64; s->slots < 2 * (s->skip + most);)
        s->slots *= 2;
    s->given = arena_new(s->pass, int64_t, s->slots);
    s->hits.at = arena_new(s->keep, struct memory_hit, most);
    return s->given && s->hits.at ? BARQ_OK : fail_nomem(err, "for a search");
}

static enum barq_status run(struct search *s,
                            const struct barq_search_options *how,
                            struct barq_error *err)
{
    bool exact = how->exact;
    struct arena scratch = arena_split(s->pass);
    enum barq_status status = search_open(s, err);

    if (!status)
        status = memory_sieve_open(s->memory, how->filter, &s->sieve, s->pass,
                                   scratch, err);
    if (!status)
        status = fresh_read(s->memory, &s->fresh, s->pass, err);
    if (!status)
        status = find_excluded(s, exact, err);
    if (!status)
        status = run_passes(s, FORMS_EXACT, err);
    if (!status && !exact && !is_full(s))
        status = run_forms(s, err);
    if (status)
        return status;
    s->hits.more = s->hits.count == s->limit;
    s->hits.count -= s->hits.more;
    s->hits.broad = s->query->broad;
    if (s->hits.count)
        return BARQ_OK;
    return fail(err, BARQ_NOTHING, 0,
                how->filter ? "no unit that passes the filter holds this"
                            : "no unit holds this");
}

static enum barq_status check_query(struct barq_text query,
                                    struct barq_error *err)
{
    size_t offset = 0;

    if (query.len > QUERY_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a search of %zu bytes; shorten it to %d", query.len,
                    QUERY_MOST);
    if (!utf8_check(query, &offset))
        return fail(err, BARQ_E_INPUT, 0, "the search %s at byte %zu",
                    utf8_problem(query, offset), offset);
    return BARQ_OK;
}

static size_t limited(size_t wanted, size_t usual)
{
    if (!wanted)
        return usual;
    return wanted > LIMIT_MOST ? LIMIT_MOST : wanted;
}

enum barq_status memory_search(struct barq_memory *memory,
                               struct barq_text query,
                               const struct barq_search_options *options,
                               struct memory_hits *out, struct arena *keep,
                               struct barq_error *err)
{
    static const struct barq_search_options usual = { 0 };
    const struct barq_search_options *how = options ? options : &usual;
    struct arena task = memory->work, scratch = arena_split(&task);
    struct search_query asked;
    struct search s = {
        .memory = memory,
        .query = &asked,
        .skip = limited(how->skip, 0),
        .limit = limited(how->limit, LIMIT_USUAL),
        .keep = keep,
        .pass = &task,
    };
    enum barq_status status = check_query(query, err);

    memory_expect_search(memory);
    if (!status)
        status = query_read(query, how->lang, &asked, &task, scratch, err);
    if (!status)
        status = memory_read_begin(memory, err);
    if (status)
        return status;
    status = run(&s, how, err);
    memory_sieve_close(s.sieve);
    memory_read_end(memory);
    if (!status)
        *out = s.hits;
    return status;
}

/* The units alone, in the memory that `keep` is of. */
static enum barq_status take_units(const struct memory_hits *hits,
                                   struct barq_units *units, struct arena *keep,
                                   struct barq_error *err)
{
    units->at = arena_new(keep, struct barq_unit, hits->count);
    if (!units->at)
        return fail_nomem(err, "for the units found");
    for (size_t i = 0; i < hits->count; i++)
        units->at[i] = hits->at[i].unit;
    units->count = hits->count;
    return BARQ_OK;
}

enum barq_status barq_memory_search(struct barq_memory *memory,
                                    struct barq_text query,
                                    const struct barq_search_options *options,
                                    struct barq_units **out,
                                    struct barq_error *err)
{
    struct memory_hits hits = { 0 };
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    for (int i = 0; i < SIDES; i++)
        word_cache_rest(memory->known[i]);
    struct barq_units *units = arena_new(&all, struct barq_units, 1);
    status = units ? memory_search(memory, query, options, &hits, &all, err)
                   : fail_nomem(err, "for the units found");
    if (!status)
        status = take_units(&hits, units, &all, err);
    if (status) {
        block_release(home);
        return status;
    }
    units->home = home;
    *out = units;
    return BARQ_OK;
}
