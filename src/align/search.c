/*
 * search.c - a concordance with both sides marked.
 *
 * What was asked for is marked by the memory; what translates it, on the other
 * side, by the links of words that are sure.  The rest stays plain: a mark in
 * the wrong place would teach a wrong word.
 *
 *     hit      waqf itlaq al-nar       aligned  The [ceasefire] took effect
 *
 * A side's runs, joined, are its text.
 */
#include "align/words.h"
#include "base/error.h"
#include "base/utf8.h"
#include "memory/memory.h"

#include <stdlib.h>

struct barq_hits {
    struct block home;
    size_t touched; /* ... its first bytes */
    struct barq_hit *at;
    size_t count;
    bool more, broad;
};

/* A marked stretch of a side. */
struct mark {
    struct text_span span;
    enum barq_mark kind;
};

struct marks {
    struct mark *at;
    size_t count;
};

static const char *const kinds[] = {
    [BARQ_MARK_PLAIN] = "plain",
    [BARQ_MARK_HIT] = "hit",
    [BARQ_MARK_ALIGNED] = "aligned",
};

const char *barq_mark_name(enum barq_mark kind)
{
    bool known = (int)kind >= 0 && (int)kind <= BARQ_MARK_ALIGNED;

    return known ? kinds[kind] : "unknown";
}

static bool touches(const struct text_spans *spans, struct text_span span)
{
    for (size_t i = 0; i < spans->count; i++)
        if (spans->at[i].start < span.end && span.start < spans->at[i].end)
            return true;
    return false;
}

static int compare_marks(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;

    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

/* The hits of a side, and what is linked to hits of the other. */
static enum barq_status side_marks(const struct memory_hit *hit,
                                   const struct word_links *links, int side,
                                   struct marks *marks, struct arena *keep,
                                   struct barq_error *err)
{
    const struct text_spans *own = &hit->marks[side],
                            *other = &hit->marks[!side];

    marks->count = 0;
    marks->at = arena_new(keep, struct mark, own->count + links->count + 1);
    if (!marks->at)
        return fail_nomem(err, "for the hits of a search");
    for (size_t i = 0; i < own->count; i++)
        marks->at[marks->count++] = (struct mark){ own->at[i], BARQ_MARK_HIT };
    for (size_t i = 0; i < links->count; i++) {
        const struct word_link *link = &links->at[i];
        struct text_span here = side ? link->en : link->ar;
        struct text_span there = side ? link->ar : link->en;
        if (link->sure && touches(other, there) && !touches(own, here))
            marks->at[marks->count++] =
                (struct mark){ here, BARQ_MARK_ALIGNED };
    }
    qsort(marks->at, marks->count, sizeof(*marks->at), compare_marks);
    return BARQ_OK;
}

/* Join marks of one kind that only white space parts. */
static void join_marks(struct marks *marks, struct barq_text text)
{
    size_t kept = 0;

    for (size_t i = 0; i < marks->count; i++) {
        struct mark *last = kept ? &marks->at[kept - 1] : NULL;
        struct mark *mark = &marks->at[i];
        bool joins =
            last && last->kind == mark->kind &&
            mark->kind == BARQ_MARK_ALIGNED &&
            !text_trim(text_slice(text, last->span.end, mark->span.start)).len;
        if (joins)
            last->span.end = mark->span.end;
        else
            marks->at[kept++] = *mark;
    }
    marks->count = kept;
}

static void add_run(struct barq_marked *runs, size_t *count,
                    struct barq_text text, enum barq_mark kind)
{
    if (text.len)
        runs[(*count)++] = (struct barq_marked){ text, kind };
}

static const struct barq_marked *make_runs(struct barq_text text,
                                           const struct marks *marks,
                                           size_t *count, struct arena *keep)
{
    struct barq_marked *runs =
        arena_new(keep, struct barq_marked, 2 * marks->count + 1);
    size_t at = 0;

    *count = 0;
    for (size_t i = 0; runs && i < marks->count; i++) {
        const struct mark *mark = &marks->at[i];
        add_run(runs, count, text_slice(text, at, mark->span.start),
                BARQ_MARK_PLAIN);
        add_run(runs, count, text_slice(text, mark->span.start, mark->span.end),
                mark->kind);
        at = mark->span.end;
    }
    if (runs)
        add_run(runs, count, text_slice(text, at, text.len), BARQ_MARK_PLAIN);
    return runs;
}

/* Both sides of a hit as runs; linker NULL leaves the other side plain. */
static enum barq_status fill_hit(const struct memory_hit *from,
                                 const struct word_linker *linker,
                                 struct barq_hit *hit, struct arena *keep,
                                 struct arena task, struct barq_error *err)
{
    struct arena scratch = arena_split(&task);
    const struct barq_text texts[2] = { from->unit.ar, from->unit.en };
    struct word_links links = { 0 };
    struct marks marks[2];
    enum barq_status status = BARQ_OK;

    *hit = (struct barq_hit){ .unit = from->unit,
                              .exact = from->exact,
                              .together = from->together };
    if (linker)
        status = word_links(linker, texts, &links, &task, scratch, err);
    for (int side = 0; side < 2 && !status; side++)
        status = side_marks(from, &links, side, &marks[side], &task, err);
    if (status)
        return status;
    join_marks(&marks[0], from->unit.ar);
    join_marks(&marks[1], from->unit.en);
    hit->ar = make_runs(from->unit.ar, &marks[0], &hit->ar_count, keep);
    hit->en = make_runs(from->unit.en, &marks[1], &hit->en_count, keep);
    return hit->ar && hit->en ? BARQ_OK
                              : fail_nomem(err, "for the hits of a search");
}

static enum barq_status fill_hits(const struct memory_hits *from,
                                  const struct word_linker *linker,
                                  struct barq_hits *hits, struct arena *keep,
                                  struct arena task, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    hits->at = arena_new(keep, struct barq_hit, from->count);
    if (!hits->at)
        return fail_nomem(err, "for the hits of a search");
    for (size_t i = 0; i < from->count && !status; i++)
        status = fill_hit(&from->at[i], linker, &hits->at[i], keep, task, err);
    hits->count = from->count;
    hits->more = from->more;
    hits->broad = from->broad;
    return status;
}

static enum barq_status search(struct barq_memory *memory,
                               struct barq_text query,
                               const struct barq_search_options *options,
                               struct barq_hits *hits, struct arena *keep,
                               struct barq_error *err)
{
    struct word_linker *linker = NULL;
    struct memory_hits found;

    word_cache_rest(memory_words(memory, BARQ_AR));
    word_cache_rest(memory_words(memory, BARQ_EN));
    enum barq_status status =
        memory_search(memory, query, options, &found, keep, err);

    if (!status && options && options->aligned)
        status = word_linker_open(memory_lexicon(memory), NULL, &linker, err);
    if (!status)
        status =
            fill_hits(&found, linker, hits, keep, memory_room(memory), err);
    word_linker_close(linker);
    return status;
}

enum barq_status barq_search(struct barq_memory *memory, struct barq_text query,
                             const struct barq_search_options *options,
                             struct barq_hits **out, struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    struct barq_hits *hits = arena_new(&all, struct barq_hits, 1);
    status = hits ? search(memory, query, options, hits, &all, err)
                  : fail_nomem(err, "for the hits of a search");
    if (status) {
        block_release_touched(home, block_touched(home, &all));
        return status;
    }
    hits->home = home;
    hits->touched = block_touched(home, &all);
    *out = hits;
    return BARQ_OK;
}

size_t barq_hits_count(const struct barq_hits *hits)
{
    return hits->count;
}

const struct barq_hit *barq_hits_at(const struct barq_hits *hits, size_t index)
{
    return &hits->at[index];
}

bool barq_hits_more(const struct barq_hits *hits)
{
    return hits->more;
}

bool barq_hits_broad(const struct barq_hits *hits)
{
    return hits->broad;
}

void barq_hits_free(struct barq_hits *hits)
{
    if (hits)
        block_release_touched(hits->home, hits->touched);
}
