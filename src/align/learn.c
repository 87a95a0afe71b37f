/*
 * learn.c - which English stem stands for which Arabic one, learnt from the
 * pairs that a memory holds.
 *
 * IBM Model 1 (Brown et al., 1993): t(e|a), the chance that the Arabic stem a
 * puts the English stem e into the translation, is found by expectation
 * maximisation.  Each e of a pair was put there by one of its a, or by none
 * (the empty word), in proportion to the present t; from these shares t is
 * reckoned anew, four times over.  The same the other way round, and an
 * entry is worth
 *
 *     sqrt(t(e|a) * t(a|e))
 *
 * so that both sides have to agree: "the" is put there by everything and
 * puts nothing there in return.  Only content words take part, each once a
 * pair; what stood together once only is chance.
 *
 * Example, from 8,000 pairs: WABAA' -> pandemic 0.61, epidemic 0.34.
 *
 * Cost.  A pair of 15 and 15 stems has 225 cells.  They are held as an
 * array of cells in the order of (a, e), found once by sorting, and as the
 * index of its cell for each of the 225; so a round is one walk through
 * memory.  30,000 pairs take about 150 MB for three seconds.
 */
#include "align/learn.h"

#include "base/arena.h"
#include "base/error.h"
#include "memory/memory.h"
#include "text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAIRS_MOST = 30000,
    WORDS_MOST = 48, /* stems of a segment that take part */
    ROUNDS = 4,
    GROWTH_LEAST = 200,
    TOGETHER_LEAST = 2, /* pairs that hold both stems */
    SIDES = 2,
};

static const double share_least = 0.06; /* below it nothing is kept */
static const double empty_word = 0.05;  /* t(e|nothing), all told */

/* Distinct stems of one language, by hash. */
struct vocabulary {
    uint64_t *slots; /* hashes, 0 free */
    uint32_t *ids;
    uint64_t *hashes; /* by id */
    size_t mask, count;
};

/* A pair: its stems are words[first[0]..first[1]) and ..first[2]). */
struct lesson {
    size_t first[SIDES + 1];
};

struct school {
    struct text_language language[SIDES];
    struct vocabulary words_of[SIDES];
    struct lesson *lessons;
    size_t lesson_count;
    uint32_t *words; /* ids, growing */
    size_t word_count, word_room;
    struct arena *keep;
    struct arena scratch;
};

/* The stems that stand together: an entry of t, either way round. */
struct cell {
    uint32_t word[SIDES];
    uint32_t together;
    double t[SIDES];     /* t[0]: of the English one given the Arabic one */
    double count[SIDES]; /* while a round is under way */
};

struct cells {
    struct cell *at;
    size_t count;
    uint32_t *of; /* cell of each (lesson, Arabic word, English word) */
};

/* ---------------------------------------------------------- the lessons */

static bool vocabulary_make(struct vocabulary *v, size_t room,
                            struct arena *keep)
{
    size_t slots = 1024;

    while (slots < 2 * room)
        slots *= 2;
    v->mask = slots - 1;
    v->slots = arena_new(keep, uint64_t, slots);
    v->ids = arena_new(keep, uint32_t, slots);
    v->hashes = arena_new(keep, uint64_t, slots / 2);
    return v->slots && v->ids && v->hashes;
}

/* The id of a hash, which is never 0. */
static uint32_t vocabulary_id(struct vocabulary *v, uint64_t hash)
{
    size_t i = (size_t)(hash * 0x9E3779B97F4A7C15u >> 20) & v->mask;

    while (v->slots[i] && v->slots[i] != hash)
        i = (i + 1) & v->mask;
    if (!v->slots[i] && v->count <= v->mask / 2) {
        v->slots[i] = hash;
        v->ids[i] = (uint32_t)v->count;
        v->hashes[v->count++] = hash;
    }
    return v->ids[i];
}

static bool has_word(const struct school *school, size_t from, uint32_t id)
{
    for (size_t i = from; i < school->word_count; i++)
        if (school->words[i] == id)
            return true;
    return false;
}

/* The content words of one side, each once, behind the words so far. */
static enum barq_status learn_side(struct school *school, int s,
                                   struct barq_text text,
                                   struct barq_error *err)
{
    struct arena scratch = school->scratch;
    struct arena work = arena_split(&scratch);
    struct tokens tokens = { 0 };
    size_t from = school->word_count;
    enum barq_status status =
        text_tokens(school->language[s], text, &tokens, &work, scratch, err);

    for (size_t i = 0; i < tokens.count && !status; i++) {
        if (tokens.at[i].kind != TOKEN_WORD ||
            school->word_count - from == WORDS_MOST)
            continue;
        uint32_t id =
            vocabulary_id(&school->words_of[s], text_hash(tokens.at[i].l3));
        if (!has_word(school, from, id))
            school->words[school->word_count++] = id;
    }
    return status;
}

static enum barq_status learn_pair(void *with, struct barq_text ar,
                                   struct barq_text en, struct barq_error *err)
{
    struct school *school = with;
    struct lesson *lesson = &school->lessons[school->lesson_count];

    if (school->word_count + (size_t)2 * WORDS_MOST > school->word_room)
        return BARQ_OK;
    lesson->first[0] = school->word_count;
    enum barq_status status = learn_side(school, 0, ar, err);
    lesson->first[1] = school->word_count;
    if (!status)
        status = learn_side(school, 1, en, err);
    lesson->first[2] = school->word_count;
    school->lesson_count++;
    return status;
}

static bool school_open(struct school *school, size_t pairs)
{
    school->word_room = pairs * 2 * WORDS_MOST;
    school->lessons = arena_new(school->keep, struct lesson, pairs + 1);
    school->words = arena_new(school->keep, uint32_t, school->word_room + 1);
    return school->lessons && school->words &&
           vocabulary_make(&school->words_of[0], pairs * 16, school->keep) &&
           vocabulary_make(&school->words_of[1], pairs * 16, school->keep);
}

/* ------------------------------------------------------------- the cells */

/* Call `visit` for each Arabic and English word that stand together. */
struct together {
    const struct lesson *lesson;
    const uint32_t *words;
    size_t a, e; /* where in `words` */
};

static bool together_first(struct together *t)
{
    t->a = t->lesson->first[0];
    t->e = t->lesson->first[1];
    return t->a < t->lesson->first[1] && t->e < t->lesson->first[2];
}

static bool together_next(struct together *t)
{
    if (++t->e < t->lesson->first[2])
        return true;
    t->e = t->lesson->first[1];
    return ++t->a < t->lesson->first[1];
}

static uint64_t cell_key(const struct together *t)
{
    return (uint64_t)t->words[t->a] << 32 | t->words[t->e];
}

static size_t count_together(const struct school *school)
{
    size_t count = 0;

    for (size_t i = 0; i < school->lesson_count; i++) {
        const struct lesson *lesson = &school->lessons[i];
        count += (lesson->first[1] - lesson->first[0]) *
                 (lesson->first[2] - lesson->first[1]);
    }
    return count;
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* All that stand together, sorted, each once, with how often. */
static size_t fill_cells(const struct school *school, uint64_t *keys,
                         struct cell *cells)
{
    size_t count = 0, distinct = 0;

    for (size_t i = 0; i < school->lesson_count; i++) {
        struct together t = { &school->lessons[i], school->words, 0, 0 };
        for (bool more = together_first(&t); more; more = together_next(&t))
            keys[count++] = cell_key(&t);
    }
    if (count)
        qsort(keys, count, sizeof(*keys), compare_keys);
    for (size_t i = 0; i < count; i++) {
        if (!i || keys[i] != keys[i - 1])
            cells[distinct++] = (struct cell){
                .word = { (uint32_t)(keys[i] >> 32), (uint32_t)keys[i] },
                .t = { 1, 1 },
            };
        cells[distinct - 1].together++;
    }
    return distinct;
}

static uint32_t find_cell(const struct cells *cells, uint64_t key)
{
    size_t low = 0, high = cells->count;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        const struct cell *cell = &cells->at[middle];
        if (((uint64_t)cell->word[0] << 32 | cell->word[1]) <= key)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static bool make_cells(const struct school *school, struct cells *cells,
                       struct arena *keep, struct arena scratch)
{
    size_t most = count_together(school), n = 0;
    uint64_t *keys = arena_new(&scratch, uint64_t, most + 1);

    cells->at = arena_new(keep, struct cell, most + 1);
    cells->of = arena_new(keep, uint32_t, most + 1);
    if (!keys || !cells->at || !cells->of || most > UINT32_MAX)
        return false;
    cells->count = fill_cells(school, keys, cells->at);
    for (size_t i = 0; i < school->lesson_count; i++) {
        struct together t = { &school->lessons[i], school->words, 0, 0 };
        for (bool more = together_first(&t); more; more = together_next(&t))
            cells->of[n++] = find_cell(cells, cell_key(&t));
    }
    return true;
}

/* -------------------------------------------------------------- learning */

/* Share each word of one side of a lesson out among those of the other.
 * `of` are the cells of the lesson, a row for each Arabic word. */
static void share_out(struct cells *cells, const uint32_t *of,
                      const size_t count[SIDES], int given)
{
    size_t stride = given == 0 ? 1 : count[1]; /* from one word to the next */
    size_t step = given == 0 ? count[1] : 1;   /* from one giver to the next */

    for (size_t w = 0; w < count[!given]; w++) {
        double sum = empty_word;
        for (size_t g = 0; g < count[given]; g++)
            sum += cells->at[of[w * stride + g * step]].t[given];
        for (size_t g = 0; g < count[given]; g++) {
            struct cell *cell = &cells->at[of[w * stride + g * step]];
            cell->count[given] += cell->t[given] / sum;
        }
    }
}

/* From counts to t: those of one giver sum to 1. */
static void normalise(struct cells *cells, int given, double *sums,
                      size_t givers)
{
    memset(sums, 0, givers * sizeof(*sums));
    for (size_t i = 0; i < cells->count; i++)
        sums[cells->at[i].word[given]] += cells->at[i].count[given];
    for (size_t i = 0; i < cells->count; i++) {
        struct cell *cell = &cells->at[i];
        double sum = sums[cell->word[given]];
        cell->t[given] = sum > 0 ? cell->count[given] / sum : 0;
        cell->count[given] = 0;
    }
}

static bool learn(const struct school *school, struct cells *cells,
                  struct arena scratch)
{
    double *sums[SIDES];

    for (int s = 0; s < SIDES; s++) {
        sums[s] = arena_new(&scratch, double, school->words_of[s].count + 1);
        if (!sums[s])
            return false;
    }
    for (int round = 0; round < ROUNDS; round++) {
        const uint32_t *of = cells->of;
        for (size_t i = 0; i < school->lesson_count; i++) {
            const size_t *first = school->lessons[i].first;
            const size_t count[SIDES] = { first[1] - first[0],
                                          first[2] - first[1] };
            share_out(cells, of, count, 0);
            share_out(cells, of, count, 1);
            of += count[0] * count[1];
        }
        for (int s = 0; s < SIDES; s++)
            normalise(cells, s, sums[s], school->words_of[s].count);
    }
    return true;
}

static size_t choose(const struct school *school, const struct cells *cells,
                     struct memory_rendering *out)
{
    size_t count = 0;

    for (size_t i = 0; i < cells->count; i++) {
        const struct cell *cell = &cells->at[i];
        double share = sqrt(cell->t[0] * cell->t[1]);
        if (cell->together < TOGETHER_LEAST || share < share_least)
            continue;
        out[count++] = (struct memory_rendering){
            .ar = school->words_of[0].hashes[cell->word[0]],
            .en = school->words_of[1].hashes[cell->word[1]],
            .share = (int)(share * 1000),
        };
    }
    return count;
}

static enum barq_status store(struct barq_memory *memory,
                              const struct memory_rendering *renderings,
                              size_t count, int64_t units,
                              struct barq_error *err)
{
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    status = memory_put_learnt(memory, renderings, count, units, err);
    if (!status)
        status = memory_commit(memory, err);
    if (status)
        memory_rollback(memory);
    return status;
}

static enum barq_status teach(struct barq_memory *memory, int64_t units,
                              struct arena *keep, struct arena scratch,
                              struct barq_error *err)
{
    size_t pairs = units < PAIRS_MOST ? (size_t)units : PAIRS_MOST;
    const struct lexicon *lexicon = memory_lexicon(memory);
    struct arena rows = arena_split(&scratch);
    struct school school = {
        .language = { { BARQ_AR, lexicon }, { BARQ_EN, lexicon } },
        .keep = keep,
        .scratch = scratch,
    };
    struct cells cells;

    if (!school_open(&school, pairs))
        return fail_nomem(err, "to learn from the memory");
    enum barq_status status =
        memory_newest(memory, pairs, learn_pair, &school, rows, err);
    if (status)
        return status;
    if (!make_cells(&school, &cells, keep, scratch) ||
        !learn(&school, &cells, scratch))
        return fail_nomem(err, "to learn from the memory");
    struct memory_rendering *renderings =
        arena_new(keep, struct memory_rendering, cells.count + 1);
    if (!renderings)
        return fail_nomem(err, "to learn from the memory");
    return store(memory, renderings, choose(&school, &cells, renderings), units,
                 err);
}

enum barq_status learn_refresh(struct barq_memory *memory,
                               struct barq_error *err)
{
    struct block home;
    struct arena keep;
    int64_t learnt = 0, units = 0;
    enum barq_status status = memory_learnt_state(memory, &learnt, &units, err);

    if (status || units < learnt + learnt / 2 + GROWTH_LEAST)
        return status;
    status = block_reserve(&home, TASK_CEILING * 2, &keep, err);
    if (status)
        return status;
    struct arena scratch = arena_split(&keep);
    status = teach(memory, units, &keep, scratch, err);
    block_release(home);
    return status;
}
