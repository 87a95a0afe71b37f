/*
 * distance.c - weighted edit distance between two rows of tokens.
 *
 * To delete or insert a token costs its weight w.  To put b for a costs
 *
 *   max(share * max(w(a), w(b)), |w(a) - w(b)|)
 *
 * where the share says how much of the work is new (see shares[]).  The
 * second term keeps a light word from standing in for a heavy one at less
 * than the difference; retrieval rests on it (see bound.c).
 *
 *   query    prices rose 3 %  in   Cairo
 *   stored   prices rose 5 %  in   Cairo  on  Monday
 *   cost                0.25              0.5   1      D = 1.75
 *
 * Costs are whole numbers, ten-thousandths of hundredths of a word: equal
 * scores are equal, on every machine.
 *
 * A share below that of ALIKE needs an equal index key.  Equal stems have
 * one, as things are; that it is asked for here makes retrieval complete
 * whatever the tokenizer thinks of later.  Numbers and dates are the
 * exception, and bound.c knows it.
 *
 * Limits: word order counts in full, so a phrase that moved is paid for
 * twice.  Words of more than MATCH_LETTERS_MOST letters are never alike.
 */
#include "match/distance.h"

#include "base/error.h"
#include "base/utf8.h"

/* DESIGN.md, section 6, in ten-thousandths. */
static const int64_t shares[] = {
    [MATCH_SAME] = 0,          [MATCH_SPELLING] = 400,
    [MATCH_CLITIC] = 3000,     [MATCH_NUMBER] = 2500,
    [MATCH_DATE] = 2500,       [MATCH_ALIKE] = 7000,
    [MATCH_WORD] = MATCH_FINE, [MATCH_PUNCTUATION] = MATCH_FINE,
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * One row of the table of Levenshtein distances, that of the letter a[i - 1],
 * from the row before it, as far as cells may hold `most` or less: the
 * distance is no less than how far a cell lies off the diagonal.  Cells
 * beyond hold more than `most`.  Returns the least of the row.
 */
static size_t next_letter(const struct match_word *a, size_t i,
                          const struct match_word *b, size_t most, size_t *row)
{
    size_t first = i > most ? i - most : 1;
    size_t last = least(b->letter_count, i + most);
    size_t diagonal = row[first - 1];
    size_t best = first == 1 ? i : most + 1;

    row[first - 1] = best;
    for (size_t j = first; j <= last; j++) {
        size_t replaced = diagonal + (a->letters[i - 1] != b->letters[j - 1]);
        diagonal = row[j];
        row[j] = least(replaced, least(diagonal, row[j - 1]) + 1);
        best = least(best, row[j]);
    }
    return best;
}

/* Is the Levenshtein distance of the letters at most `most`? */
static bool letters_within(const struct match_word *a,
                           const struct match_word *b, size_t most)
{
    size_t row[MATCH_LETTERS_MOST + 1];

    for (size_t j = 0; j <= b->letter_count; j++)
        row[j] = j;
    for (size_t i = 1; i <= a->letter_count; i++)
        if (next_letter(a, i, b, most, row) > most)
            return false;
    return row[b->letter_count] <= most;
}

/*
 * Alike: 1 - distance / longer >= 0.7.  An edit takes at most one letter
 * away, so a distance is no less than the letters that only one word has;
 * that, on the bits of the signatures, settles most pairs at once.  The others
 * are given up at the first letter that is too much.
 */
static bool alike(const struct match_word *a, const struct match_word *b)
{
    size_t shorter = least(a->letter_count, b->letter_count);
    size_t longer = a->letter_count + b->letter_count - shorter;

    if (!shorter || 10 * (longer - shorter) > 3 * longer)
        return false;
    int lost = __builtin_popcountll(a->signature & ~b->signature);
    int won = __builtin_popcountll(b->signature & ~a->signature);
    if (10 * (size_t)(lost > won ? lost : won) > 3 * longer)
        return false;
    return letters_within(a, b, 3 * longer / 10);
}

static bool is_placeable(const struct token *token)
{
    return token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE;
}

/* How tokens differ that have one index key; MATCH_WORD if it misled. */
static enum match_difference compare_keyed(const struct token *a,
                                           const struct token *b)
{
    if ((a->kind == TOKEN_PUNCT) != (b->kind == TOKEN_PUNCT))
        return MATCH_WORD;
    if (text_equal(a->l1, b->l1))
        return MATCH_SAME;
    if (text_equal(a->l2, b->l2))
        return MATCH_SPELLING;
    if (is_placeable(a) && a->kind == b->kind && a->value.len &&
        text_equal(a->value, b->value))
        return MATCH_SPELLING;
    if (a->kind != TOKEN_PUNCT && text_equal(a->l3, b->l3))
        return MATCH_CLITIC;
    return MATCH_WORD;
}

/* How any two tokens differ beyond that. */
static enum match_difference compare_strange(const struct token *a,
                                             const struct token *b)
{
    if (a->kind == TOKEN_NUMBER && b->kind == TOKEN_NUMBER)
        return MATCH_NUMBER;
    if (a->kind == TOKEN_DATE && b->kind == TOKEN_DATE)
        return MATCH_DATE;
    if (a->kind == TOKEN_PUNCT && b->kind == TOKEN_PUNCT)
        return MATCH_PUNCTUATION;
    return MATCH_WORD;
}

/* The cost of putting token j of `b` for token i of `a`. */
static int64_t substitute(const struct match_side *a, size_t i,
                          const struct match_side *b, size_t j,
                          enum match_difference *difference)
{
    const struct token *ta = &a->tokens.at[i], *tb = &b->tokens.at[j];
    const struct match_word *wa = &a->words[i], *wb = &b->words[j];
    enum match_difference found = MATCH_WORD;

    if (wa->key == wb->key)
        found = compare_keyed(ta, tb);
    if (found == MATCH_WORD)
        found = compare_strange(ta, tb);
    if (found == MATCH_WORD && alike(wa, wb))
        found = MATCH_ALIKE;
    *difference = found;

    int64_t heavy = wa->weight > wb->weight ? wa->weight : wb->weight;
    int64_t light = wa->weight + wb->weight - heavy;
    int64_t work = shares[found] * heavy;
    int64_t gap = MATCH_FINE * (heavy - light);
    return work > gap ? work : gap;
}

/* The usual table: at(i, j) is the cost of making the first j stored tokens
 * of the first i query tokens. */
struct table {
    const struct match_side *query, *stored;
    int64_t *cells;
    size_t width;
};

static int64_t *at(const struct table *table, size_t i, size_t j)
{
    return &table->cells[i * table->width + j];
}

static int64_t alone(const struct match_side *side, size_t i)
{
    return (int64_t)MATCH_FINE * side->words[i].weight;
}

static void fill_row(const struct table *table, size_t i)
{
    enum match_difference unused;
    int64_t missing = alone(table->query, i - 1);

    *at(table, i, 0) = *at(table, i - 1, 0) + missing;
    for (size_t j = 1; j < table->width; j++) {
        int64_t best =
            *at(table, i - 1, j - 1) +
            substitute(table->query, i - 1, table->stored, j - 1, &unused);
        int64_t without = *at(table, i - 1, j) + missing;
        int64_t with = *at(table, i, j - 1) + alone(table->stored, j - 1);
        best = without < best ? without : best;
        *at(table, i, j) = with < best ? with : best;
    }
}

static void fill(const struct table *table)
{
    *at(table, 0, 0) = 0;
    for (size_t j = 1; j < table->width; j++)
        *at(table, 0, j) = *at(table, 0, j - 1) + alone(table->stored, j - 1);
    for (size_t i = 1; i <= table->query->tokens.count; i++)
        fill_row(table, i);
}

/* The step that puts stored token j - 1 for query token i - 1, whether or
 * not it lies on the cheapest way. */
static struct match_step replacement(const struct table *table, size_t i,
                                     size_t j)
{
    struct match_step step = { &table->query->tokens.at[i - 1],
                               &table->stored->tokens.at[j - 1], MATCH_WORD,
                               0 };

    step.cost =
        substitute(table->query, i - 1, table->stored, j - 1, &step.difference);
    return step;
}

/*
 * The last step on the way to (*i, *j), which moves before it.  Of ways that
 * cost the same, the one that leaves a word alone and drops another says
 * more than the one that puts strangers for both.
 */
static struct match_step step_back(const struct table *table, size_t *i,
                                   size_t *j)
{
    int64_t here = *at(table, *i, *j);
    int64_t missing = *i ? alone(table->query, *i - 1) : 0;
    int64_t added = *j ? alone(table->stored, *j - 1) : 0;
    struct match_step step = { NULL, NULL, MATCH_WORD, 0 };

    if (*i && *j)
        step = replacement(table, *i, *j);
    bool replaced = *i && *j && *at(table, *i - 1, *j - 1) + step.cost == here;
    bool told = replaced && step.difference != MATCH_WORD;
    if (!told && *i && *at(table, *i - 1, *j) + missing == here) {
        --*i;
        return (struct match_step){ &table->query->tokens.at[*i], NULL,
                                    MATCH_MISSING, missing };
    }
    if (!told && *j && *at(table, *i, *j - 1) + added == here) {
        --*j;
        return (struct match_step){ NULL, &table->stored->tokens.at[*j],
                                    MATCH_ADDED, added };
    }
    --*i, --*j;
    return step;
}

static void walk(const struct table *table, struct match_path *path,
                 size_t room)
{
    size_t i = table->query->tokens.count, j = table->stored->tokens.count;
    size_t first = room;

    while (i || j) {
        struct match_step step = step_back(table, &i, &j);
        if (step.cost)
            path->steps[--first] = step;
    }
    path->steps += first;
    path->count = room - first;
}

enum barq_status match_distance(const struct match_side *query,
                                const struct match_side *stored,
                                struct match_path *path, struct arena *keep,
                                struct arena scratch, struct barq_error *err)
{
    size_t room = query->tokens.count + stored->tokens.count;
    struct table table = { query, stored, NULL, stored->tokens.count + 1 };

    table.cells =
        arena_new(&scratch, int64_t, (query->tokens.count + 1) * table.width);
    path->steps = arena_new(keep, struct match_step, room);
    if (!table.cells || !path->steps)
        return fail_nomem(err, "to compare two segments");
    fill(&table);
    path->cost = *at(&table, query->tokens.count, stored->tokens.count);
    walk(&table, path, room);
    return BARQ_OK;
}
