/*
 * words.c - which words of a pair translate one another: competitive linking.
 *
 * Of all clues (clues.c) the best is taken, then the best of those that share
 * no word with it, and so on: one to one, as Melamed (2000) has it; terms are
 * linked whole.  What is judged is
 *
 *     score = strength - 0.3 * distance + 0.06 * neighbours
 *
 * distance being how far apart, of 1, the two stand in their sentences, and
 * neighbours the links (two at most) of words next to it on both sides, which
 * a second round knows from the first.
 *
 * A link is sure when its strength is 0.8 or more and no rival is left.  A
 * rival is a clue that shares words on one side, points elsewhere on the
 * other, and scores less by at most 0.1; one whose words elsewhere are
 * linked better counts no more.
 *
 *     qala .. qala        said .. said     the order tells them apart, if
 *                                          they are far from one another
 *     qala                said .. said     not sure, if both are as near
 */
#include "align/words.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/name.h"

#include <math.h>
#include <stdlib.h>

static const float sure_strength = 0.8F, sure_score = 0.7F, margin = 0.1F,
                   least_score = 0.4F, distance_weight = 0.3F,
                   neighbour_weight = 0.06F;

enum { NEIGHBOURS_MOST = 2, ROUNDS = 2, NEIGHBOUR_REACH = 2 };

#define LINKER_CEILING ((size_t)1 << 20)

enum barq_status word_linker_open(const struct lexicon *lexicon,
                                  const struct word_table *table,
                                  struct word_linker **out,
                                  struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, LINKER_CEILING, &all, err);

    if (status)
        return status;
    struct word_linker *linker = arena_new(&all, struct word_linker, 1);
    status = linker ? name_costs_open(&linker->names, err)
                    : fail_nomem(err, "for the links of words");
    if (status) {
        block_release(home);
        return status;
    }
    linker->home = home;
    linker->languages[0] = (struct text_language){ BARQ_AR, lexicon };
    linker->languages[1] = (struct text_language){ BARQ_EN, lexicon };
    if (table)
        linker->table = *table;
    *out = linker;
    return BARQ_OK;
}

void word_linker_close(struct word_linker *linker)
{
    if (!linker)
        return;
    name_costs_close(linker->names);
    block_release(linker->home);
}

/* ---------------------------------------------------------------- scores */

static float middle(struct word_range range, size_t count)
{
    return ((float)range.first + (float)range.end) / (2 * (float)count);
}

static float distance(const struct clues *clues, const struct clue *clue)
{
    return fabsf(middle(clue->at[0], clues->tokens[0].count) -
                 middle(clue->at[1], clues->tokens[1].count));
}

static bool overlap(struct word_range a, struct word_range b)
{
    return a.first < b.end && b.first < a.end;
}

/* Words between two ranges that do not overlap. */
static uint32_t between(struct word_range a, struct word_range b)
{
    return a.first >= b.end ? a.first - b.end : b.first - a.end;
}

static bool is_neighbour(const struct clue *a, const struct clue *b)
{
    return !overlap(a->at[0], b->at[0]) && !overlap(a->at[1], b->at[1]) &&
           between(a->at[0], b->at[0]) < NEIGHBOUR_REACH &&
           between(a->at[1], b->at[1]) < NEIGHBOUR_REACH;
}

/* Links chosen so far, by index into the clues. */
struct choice {
    const struct clue **at;
    size_t count;
};

static void score_all(struct clues *clues, const struct choice *before)
{
    for (size_t i = 0; i < clues->count; i++) {
        struct clue *clue = &clues->at[i];
        int neighbours = 0;
        for (size_t k = 0; k < before->count; k++)
            neighbours += is_neighbour(clue, before->at[k]);
        if (neighbours > NEIGHBOURS_MOST)
            neighbours = NEIGHBOURS_MOST;
        clue->score = clue->strength - distance_weight * distance(clues, clue) +
                      neighbour_weight * (float)neighbours;
    }
}

static int compare_ranges(struct word_range a, struct word_range b)
{
    if (a.first != b.first)
        return a.first < b.first ? -1 : 1;
    return a.end > b.end ? -1 : a.end < b.end;
}

/* The best first; of equal ones the wider, then by place. */
static int compare_clues(const void *a, const void *b)
{
    const struct clue *x = a, *y = b;

    if (x->score < y->score || x->score > y->score)
        return x->score > y->score ? -1 : 1;
    int by = compare_ranges(x->at[0], y->at[0]);
    return by ? by : compare_ranges(x->at[1], y->at[1]);
}

/* ------------------------------------------------------------- competing */

static bool is_free(const struct choice *choice, const struct clue *clue)
{
    for (size_t i = 0; i < choice->count; i++)
        if (overlap(choice->at[i]->at[0], clue->at[0]) ||
            overlap(choice->at[i]->at[1], clue->at[1]))
            return false;
    return true;
}

static void choose(const struct clues *clues, struct choice *choice)
{
    choice->count = 0;
    for (size_t i = 0; i < clues->count; i++) {
        const struct clue *clue = &clues->at[i];
        if (clue->score < least_score)
            break;
        if (is_free(choice, clue))
            choice->at[choice->count++] = clue;
    }
}

/* Is the other end of `rival` linked elsewhere, and better? */
static bool is_settled(const struct choice *choice, const struct clue *rival,
                       int end)
{
    for (size_t i = 0; i < choice->count; i++)
        if (overlap(choice->at[i]->at[end], rival->at[end]) &&
            choice->at[i]->score > rival->score + margin / 2)
            return true;
    return false;
}

static bool has_rival(const struct clues *clues, const struct choice *choice,
                      const struct clue *link)
{
    for (size_t i = 0; i < clues->count; i++) {
        const struct clue *rival = &clues->at[i];
        bool ar = overlap(rival->at[0], link->at[0]);
        bool en = overlap(rival->at[1], link->at[1]);
        if (ar == en || rival->score < link->score - margin)
            continue;
        if (!is_settled(choice, rival, ar ? 1 : 0))
            return true;
    }
    return false;
}

/* --------------------------------------------------------------- results */

static struct text_span span_of(const struct tokens *tokens,
                                struct barq_text text, struct word_range range)
{
    const struct token *first = &tokens->at[range.first];
    const struct token *last = &tokens->at[range.end - 1];

    return (struct text_span){ (size_t)(first->raw.at - text.at),
                               (size_t)(last->raw.at - text.at) +
                                   last->raw.len };
}

/* Without an article or a "to" before it, which the Arabic has not. */
static struct word_range without_lead(const struct tokens *tokens,
                                      struct word_range range)
{
    static const char *const leads[] = { "the", "a", "an", "to" };
    size_t count = sizeof(leads) / sizeof(leads[0]);

    for (size_t i = 0; i < count && range.end - range.first > 1; i++)
        if (text_equal(tokens->at[range.first].l2, text_of(leads[i]))) {
            range.first++;
            break;
        }
    return range;
}

static int compare_links(const void *a, const void *b)
{
    const struct word_link *x = a, *y = b;

    return x->ar.start < y->ar.start ? -1 : x->ar.start > y->ar.start;
}

static enum barq_status make_links(const struct clues *clues,
                                   const struct choice *choice,
                                   const struct barq_text texts[2],
                                   struct word_links *out, struct arena *keep,
                                   struct barq_error *err)
{
    out->count = choice->count;
    out->at = arena_new(keep, struct word_link, choice->count + 1);
    if (!out->at)
        return fail_nomem(err, "for the links of words");
    for (size_t i = 0; i < choice->count; i++) {
        const struct clue *clue = choice->at[i];
        out->at[i] = (struct word_link){
            .ar = span_of(&clues->tokens[0], texts[0], clue->at[0]),
            .en = span_of(&clues->tokens[1], texts[1],
                          without_lead(&clues->tokens[1], clue->at[1])),
            .weight = fmin(clue->strength, 1),
            .sure = clue->strength >= sure_strength &&
                    clue->score >= sure_score &&
                    !has_rival(clues, choice, clue),
        };
    }
    if (out->count)
        qsort(out->at, out->count, sizeof(*out->at), compare_links);
    return BARQ_OK;
}

/* The chosen ones, copied: sorting moves the clues. */
static bool remember(const struct choice *choice, struct choice *copy,
                     struct arena *keep)
{
    struct clue *clues = arena_new(keep, struct clue, choice->count + 1);

    copy->at = arena_new(keep, const struct clue *, choice->count + 1);
    copy->count = choice->count;
    for (size_t i = 0; i < choice->count && clues && copy->at; i++) {
        clues[i] = *choice->at[i];
        copy->at[i] = &clues[i];
    }
    return clues && copy->at;
}

enum barq_status word_links(const struct word_linker *linker,
                            const struct barq_text texts[2],
                            struct word_links *out, struct arena *keep,
                            struct arena scratch, struct barq_error *err)
{
    struct arena task = arena_split(&scratch);
    struct clues clues;
    struct choice choice = { 0 }, before = { 0 };
    enum barq_status status =
        clues_gather(linker, texts, &clues, &task, scratch, err);

    if (status)
        return status;
    choice.at = arena_new(&task, const struct clue *, clues.count + 1);
    if (!choice.at)
        return fail_nomem(err, "for the links of words");
    for (int round = 0; round < ROUNDS; round++) {
        if (!remember(&choice, &before, &task))
            return fail_nomem(err, "for the links of words");
        score_all(&clues, &before);
        if (clues.count)
            qsort(clues.at, clues.count, sizeof(*clues.at), compare_clues);
        choose(&clues, &choice);
    }
    return make_links(&clues, &choice, texts, out, keep, err);
}
