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
 * Cost.  A pair of 15 and 15 stems has 225 cells.  Cells are numbered once,
 * Arabic stem by Arabic stem, and the number of its cell is kept for each of
 * the 225; so a round is one walk through memory.  The two directions have
 * nothing to do with each other and go one after the other, so that a round
 * moves in eight bytes a cell.  30,000 pairs (3 million cells) take about 90
 * MB for half a second.
 */
#include "align/learn.h"

#include "base/arena.h"
#include "base/error.h"
#include "memory/memory.h"
#include "text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Not lent again by base/arena.c, so all of it is zero when it comes. */
#define SCHOOL_CEILING (2 * TASK_CEILING)
_Static_assert(SCHOOL_CEILING != TASK_CEILING, "only those are lent again");

enum {
    PAIRS_MOST = 30000,
    WORDS_MOST = 48, /* stems of a segment that take part */
    ROUNDS = 4,
    GROWTH_LEAST = 200,
    TOGETHER_LEAST = 2, /* pairs that hold both stems */
    SIDES = 2,
};

static const double share_least = 0.06; /* below it nothing is kept */
static const float empty_word = 0.05F;  /* t(e|nothing), all told */

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
    struct word_cache *known[SIDES];
    struct vocabulary words_of[SIDES];
    struct lesson *lessons;
    size_t lesson_count;
    uint32_t *words; /* ids, growing */
    size_t word_count, word_room;
    struct arena *keep;
    struct arena scratch;
};

/* An entry of t: two stems that stand together, one given the other. */
struct cell {
    float t, count; /* count: while a round is under way */
};

/* All of them, those of an Arabic stem side by side. */
struct cells {
    struct cell *at;
    float *product;     /* of the t of both directions */
    uint32_t *english;  /* stem of each cell */
    uint32_t *together; /* how many pairs hold both */
    size_t *first;      /* cell of each Arabic stem; one more behind them */
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
    /* All free in a new block; to write zeros would touch all of them. */
    v->slots = arena_new_raw(keep, uint64_t, slots);
    v->ids = arena_new_raw(keep, uint32_t, slots);
    v->hashes = arena_new_raw(keep, uint64_t, slots / 2);
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

    word_cache_rest(school->known[s]);
    enum barq_status status = text_tokens_cached(school->known[s], text,
                                                 &tokens, &work, scratch, err);

    for (size_t i = 0; i < tokens.count && !status; i++) {
        if (tokens.at[i].kind != TOKEN_WORD ||
            school->word_count - from == WORDS_MOST)
            continue;
        uint32_t id =
            vocabulary_id(&school->words_of[s], tokens.at[i].stem_hash);
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
    school->lessons = arena_new_raw(school->keep, struct lesson, pairs + 1);
    school->words =
        arena_new_raw(school->keep, uint32_t, school->word_room + 1);
    return school->lessons && school->words &&
           vocabulary_make(&school->words_of[0], pairs * 16, school->keep) &&
           vocabulary_make(&school->words_of[1], pairs * 16, school->keep);
}

/* ------------------------------------------------------------- the cells */

static size_t words_in(const struct lesson *lesson, int s)
{
    return lesson->first[s + 1] - lesson->first[s];
}

/* Where an Arabic word stands: in which lesson, and where its row of `of`
 * begins, an entry for each English word of the lesson. */
struct stand {
    uint32_t lesson, row;
};

/* All stands, word by word: those of word a are at[first[a]..first[a + 1]). */
struct stands {
    struct stand *at;
    size_t *first;
    size_t cells; /* rows, end to end */
};

static void count_stands(const struct school *school, struct stands *stands)
{
    size_t words = school->words_of[0].count;

    stands->cells = 0;
    for (size_t i = 0; i < school->lesson_count; i++) {
        const struct lesson *lesson = &school->lessons[i];
        for (size_t w = lesson->first[0]; w < lesson->first[1]; w++)
            stands->first[school->words[w] + 2]++;
        stands->cells += words_in(lesson, 0) * words_in(lesson, 1);
    }
    for (size_t a = 0; a < words; a++)
        stands->first[a + 2] += stands->first[a + 1];
}

/* Sort what stands in the lessons by word: by counting. */
static bool make_stands(const struct school *school, struct stands *stands,
                        struct arena *keep)
{
    size_t row = 0;

    stands->first = arena_new(keep, size_t, school->words_of[0].count + 2);
    stands->at = arena_new_raw(keep, struct stand, school->word_count + 1);
    if (!stands->first || !stands->at)
        return false;
    count_stands(school, stands);
    if (stands->cells >= UINT32_MAX)
        return false;
    for (size_t i = 0; i < school->lesson_count; i++) {
        const struct lesson *lesson = &school->lessons[i];
        for (size_t w = lesson->first[0]; w < lesson->first[1]; w++) {
            size_t *next = &stands->first[school->words[w] + 1];
            stands->at[(*next)++] =
                (struct stand){ (uint32_t)i, (uint32_t)row };
            row += words_in(lesson, 1);
        }
    }
    return true;
}

/* Number the cells of Arabic word `a` from cells->count on.  `seen` has for
 * each English word the last cell that it was in, plus 1. */
static void number_cells(const struct school *school,
                         const struct stands *stands, size_t a,
                         struct cells *cells, uint32_t *seen)
{
    size_t start = cells->count;

    for (size_t i = stands->first[a]; i < stands->first[a + 1]; i++) {
        const struct stand *stand = &stands->at[i];
        const struct lesson *lesson = &school->lessons[stand->lesson];
        const uint32_t *english = school->words + lesson->first[1];
        for (size_t e = 0; e < words_in(lesson, 1); e++) {
            if (seen[english[e]] <= start)
                seen[english[e]] = (uint32_t)++cells->count;
            cells->of[stand->row + e] = seen[english[e]] - 1;
        }
    }
}

/* What each cell is of, and how often: with every number in `of`. */
static bool fill_cells(const struct school *school, struct cells *cells,
                       struct arena *keep)
{
    const uint32_t *of = cells->of;

    cells->at = arena_new_raw(keep, struct cell, cells->count + 1);
    cells->product = arena_new_raw(keep, float, cells->count + 1);
    cells->english = arena_new_raw(keep, uint32_t, cells->count + 1);
    cells->together = arena_new(keep, uint32_t, cells->count + 1);
    if (!cells->at || !cells->product || !cells->english || !cells->together)
        return false;
    for (size_t i = 0; i < school->lesson_count; i++) {
        const size_t *first = school->lessons[i].first;
        for (size_t a = first[0]; a < first[1]; a++)
            for (size_t e = first[1]; e < first[2]; e++, of++) {
                cells->english[*of] = school->words[e];
                cells->together[*of]++;
            }
    }
    return true;
}

static bool make_cells(const struct school *school, struct cells *cells,
                       struct arena *keep, struct arena scratch)
{
    size_t words = school->words_of[0].count;
    struct stands stands;
    uint32_t *seen =
        arena_new(&scratch, uint32_t, school->words_of[1].count + 1);

    if (!seen || !make_stands(school, &stands, &scratch))
        return false;
    *cells = (struct cells){
        .of = arena_new_raw(keep, uint32_t, stands.cells + 1),
        .first = arena_new(keep, size_t, words + 1),
    };
    if (!cells->of || !cells->first)
        return false;
    for (size_t a = 0; a < words; a++) {
        number_cells(school, &stands, a, cells, seen);
        cells->first[a + 1] = cells->count;
    }
    return fill_cells(school, cells, keep);
}

/* -------------------------------------------------------------- learning */

/* Share each word of one side of a lesson out among those of the other.
 * `of` are the cells of the lesson, a row for each Arabic word. */
static void share_out(struct cell *cells, const uint32_t *of,
                      const size_t count[SIDES], int given)
{
    size_t stride = given == 0 ? 1 : count[1]; /* from one word to the next */
    size_t step = given == 0 ? count[1] : 1;   /* from one giver to the next */

    for (size_t w = 0; w < count[!given]; w++) {
        float sum = empty_word;
        for (size_t g = 0; g < count[given]; g++)
            sum += cells[of[w * stride + g * step]].t;
        for (size_t g = 0; g < count[given]; g++) {
            struct cell *cell = &cells[of[w * stride + g * step]];
            cell->count += cell->t / sum;
        }
    }
}

/* The same while every t is 1, as in the first round: who gives how much to
 * whom depends on how many there are. */
static void share_out_first(struct cell *cells, const uint32_t *of,
                            const size_t count[SIDES], int given)
{
    float sum = empty_word;

    for (size_t g = 0; g < count[given]; g++)
        sum += 1;
    for (size_t i = 0; i < count[0] * count[1]; i++)
        cells[of[i]].count += 1 / sum;
}

/* From counts to t: those of one giver sum to 1. */
static void settle(struct cell *cell, double sum)
{
    cell->t = sum > 0 ? (float)(cell->count / sum) : 0;
    cell->count = 0;
}

static void normalise_arabic(const struct cells *cells, size_t words)
{
    for (size_t a = 0; a < words; a++) {
        double sum = 0;
        for (size_t i = cells->first[a]; i < cells->first[a + 1]; i++)
            sum += cells->at[i].count;
        for (size_t i = cells->first[a]; i < cells->first[a + 1]; i++)
            settle(&cells->at[i], sum);
    }
}

static void normalise_english(const struct cells *cells, double *sums,
                              size_t words)
{
    memset(sums, 0, words * sizeof(*sums));
    for (size_t i = 0; i < cells->count; i++)
        sums[cells->english[i]] += cells->at[i].count;
    for (size_t i = 0; i < cells->count; i++)
        settle(&cells->at[i], sums[cells->english[i]]);
}

/* t of one direction, from the beginning: `given` is the side that gives. */
static void learn_direction(const struct school *school,
                            const struct cells *cells, int given, double *sums)
{
    memset(cells->at, 0, cells->count * sizeof(*cells->at));
    for (int round = 0; round < ROUNDS; round++) {
        const uint32_t *of = cells->of;
        for (size_t i = 0; i < school->lesson_count; i++) {
            const struct lesson *lesson = &school->lessons[i];
            const size_t count[SIDES] = { words_in(lesson, 0),
                                          words_in(lesson, 1) };
            (round ? share_out : share_out_first)(cells->at, of, count, given);
            of += count[0] * count[1];
        }
        if (given == 0)
            normalise_arabic(cells, school->words_of[0].count);
        else
            normalise_english(cells, sums, school->words_of[1].count);
    }
}

static bool learn(const struct school *school, const struct cells *cells,
                  struct arena scratch)
{
    double *sums = arena_new(&scratch, double, school->words_of[1].count + 1);

    if (!sums)
        return false;
    learn_direction(school, cells, 0, sums);
    for (size_t i = 0; i < cells->count; i++)
        cells->product[i] = cells->at[i].t;
    learn_direction(school, cells, 1, sums);
    for (size_t i = 0; i < cells->count; i++)
        cells->product[i] *= cells->at[i].t;
    return true;
}

/* Is cell i worth keeping, and what is it worth? */
static bool is_learnt(const struct cells *cells, size_t i, int *share)
{
    double worth = sqrt((double)cells->product[i]);

    *share = (int)(worth * 1000);
    return cells->together[i] >= TOGETHER_LEAST && worth >= share_least;
}

/* What is worth keeping, in `out`; NULL to count it. */
static size_t choose(const struct school *school, const struct cells *cells,
                     struct memory_rendering *out)
{
    size_t count = 0;
    int share;

    for (size_t a = 0; a < school->words_of[0].count; a++)
        for (size_t i = cells->first[a]; i < cells->first[a + 1]; i++) {
            if (!is_learnt(cells, i, &share))
                continue;
            if (out)
                out[count] = (struct memory_rendering){
                    .ar = school->words_of[0].hashes[a],
                    .en = school->words_of[1].hashes[cells->english[i]],
                    .share = share,
                };
            count++;
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
    struct arena rows = arena_split(&scratch);
    struct school school = {
        .known = { memory_words(memory, BARQ_AR),
                   memory_words(memory, BARQ_EN) },
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
    struct memory_rendering *renderings = arena_new(
        keep, struct memory_rendering, choose(&school, &cells, NULL) + 1);
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
    status = block_reserve(&home, SCHOOL_CEILING, &keep, err);
    if (status)
        return status;
    block_in_large_pages(home);
    struct arena scratch = arena_split(&keep);
    status = teach(memory, units, &keep, scratch, err);
    block_release(home);
    return status;
}
