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
    [MATCH_SAME] = 0,
    [MATCH_SPELLING] = 400,
    [MATCH_CLITIC] = 3000,
    [MATCH_NUMBER] = MATCH_SHARE_VALUE,
    [MATCH_DATE] = MATCH_SHARE_VALUE,
    [MATCH_ALIKE] = MATCH_SHARE_ALIKE,
    [MATCH_WORD] = MATCH_FINE,
    [MATCH_PUNCTUATION] = MATCH_FINE,
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The letters of a word, for as long as it is compared. */
struct letters {
    uint32_t at[MATCH_LETTERS_MOST];
    size_t count;
};

static void read_letters(struct barq_text key, struct letters *letters)
{
    letters->count = 0;
    for (size_t i = 0; i < key.len && letters->count < MATCH_LETTERS_MOST;)
        letters->at[letters->count++] = utf8_next(key, &i);
}

/*
 * One row of the table of Levenshtein distances, that of the letter a[i - 1],
 * from the row before it, as far as cells may hold `most` or less: the
 * distance is no less than how far a cell lies off the diagonal.  Cells
 * beyond hold more than `most`.  Returns the least of the row.
 */
static size_t next_letter(const struct letters *a, size_t i,
                          const struct letters *b, size_t most, size_t *row)
{
    size_t first = i > most ? i - most : 1;
    size_t last = least(b->count, i + most);
    size_t diagonal = row[first - 1];
    size_t best = first == 1 ? i : most + 1;

    row[first - 1] = best;
    for (size_t j = first; j <= last; j++) {
        size_t replaced = diagonal + (a->at[i - 1] != b->at[j - 1]);
        diagonal = row[j];
        row[j] = least(replaced, least(diagonal, row[j - 1]) + 1);
        best = least(best, row[j]);
    }
    return best;
}

/* Is the Levenshtein distance of the letters at most `most`? */
static bool letters_within(struct barq_text ka, struct barq_text kb,
                           size_t most)
{
    size_t row[MATCH_LETTERS_MOST + 1];
    struct letters a, b;

    read_letters(ka, &a);
    read_letters(kb, &b);
    for (size_t j = 0; j <= b.count; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.count; i++)
        if (next_letter(&a, i, &b, most, row) > most)
            return false;
    return row[b.count] <= most;
}

/*
 * Alike: 1 - distance / longer >= 0.7.  An edit takes at most one letter
 * away, so a distance is no less than the letters that only one word has;
 * that, on the bits of the signatures, settles most pairs at once.  The others
 * are given up at the first letter that is too much.
 */
static bool alike(const struct match_side *sa, size_t i,
                  const struct match_side *sb, size_t j)
{
    const struct match_word *a = &sa->words[i], *b = &sb->words[j];
    size_t shorter = least(a->letter_count, b->letter_count);
    size_t longer = a->letter_count + b->letter_count - shorter;

    if (!shorter || 10 * (longer - shorter) > 3 * longer)
        return false;
    int lost = __builtin_popcountll(a->signature & ~b->signature);
    int won = __builtin_popcountll(b->signature & ~a->signature);
    if (10 * (size_t)(lost > won ? lost : won) > 3 * longer)
        return false;
    return letters_within(sa->tokens.at[i].l2, sb->tokens.at[j].l2,
                          3 * longer / 10);
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
    if (found == MATCH_WORD && alike(a, i, b, j))
        found = MATCH_ALIKE;
    *difference = found;

    int64_t heavy = wa->weight > wb->weight ? wa->weight : wb->weight;
    int64_t light = wa->weight + wb->weight - heavy;
    int64_t work = shares[found] * heavy;
    int64_t gap = MATCH_FINE * (heavy - light);
    return work > gap ? work : gap;
}

/*
 * The usual table: at(i, j) is the cost of making the first j stored tokens
 * of the first i query tokens; what both ends share is cut off before.
 *
 * No step costs less than the weight that it adds or takes away.  So a cell
 * costs at least the difference of the weights before it, and the way from
 * there at least that of the weights behind it.  With x and y for these, and
 * d for the difference in all, x + y = d: cells where |x| + |d - x| is over
 * the limit lie on no way that matters, and are not looked at.
 */
struct table {
    const struct match_side *query, *stored;
    size_t rows, width; /* tokens that are compared, and one more */
    size_t skip;        /* tokens that both begin with */
    int64_t *cells;
    const int64_t *weights; /* of the first j stored tokens */
    int64_t limit;          /* what costs more does not matter */
    int64_t low, high;      /* between which x lies, as said above */
};

/* More than any way costs, and no overflow when a step is added. */
static const int64_t FAR = INT64_MAX / 4;

static int64_t *at(const struct table *table, size_t i, size_t j)
{
    return &table->cells[i * table->width + j];
}

static int64_t alone(const struct match_side *side, size_t i)
{
    return (int64_t)MATCH_FINE * side->words[i].weight;
}

/* Tokens that cost nothing, one for the other. */
static bool same(const struct match_side *a, size_t i,
                 const struct match_side *b, size_t j)
{
    return a->words[i].key == b->words[j].key &&
           a->words[i].weight == b->words[j].weight &&
           compare_keyed(&a->tokens.at[i], &b->tokens.at[j]) == MATCH_SAME;
}

/*
 * Cut off what both ends have in common.  No way is cheaper than one that
 * leaves equal tokens at an end alone: putting another token in the place of
 * one of them, at c, saves no more than the difference of the weights, which
 * c is not below.  The end goes first, as the walk back would have it.
 */
static void trim(struct table *table)
{
    const struct match_side *a = table->query, *b = table->stored;
    size_t rows = a->tokens.count, width = b->tokens.count;

    while (rows && width && same(a, rows - 1, b, width - 1))
        rows--, width--;
    while (table->skip < rows && table->skip < width &&
           same(a, table->skip, b, table->skip))
        table->skip++;
    table->rows = rows - table->skip + 1;
    table->width = width - table->skip + 1;
}

/* The cells of row i that are looked at, first..last; none if first > last.
 * `before` is the weight of the query tokens before it. */
static void band(const struct table *table, int64_t before, size_t *first,
                 size_t *last)
{
    while (*first < table->width &&
           before - table->weights[*first] > table->high)
        ++*first;
    while (*last + 1 < table->width &&
           before - table->weights[*last + 1] >= table->low)
        ++*last;
}

/* The cells from..end of a row are out of the band. */
static void rule_out(int64_t *row, size_t from, size_t end)
{
    for (size_t j = from; j < end; j++)
        row[j] = FAR;
}

/* Row i from the one above it; returns the least of it. */
static int64_t fill_row(const struct table *table, size_t i, size_t first,
                        size_t last)
{
    enum match_difference unused;
    size_t qi = table->skip + i - 1;
    int64_t missing = alone(table->query, qi), least = FAR;
    const int64_t *above = at(table, i - 1, 0);
    int64_t *row = at(table, i, 0);

    rule_out(row, 0, first);
    for (size_t j = first; j <= last; j++) {
        size_t cj = table->skip + j - 1;
        int64_t best = above[j] + missing;
        if (j && above[j - 1] < best) {
            int64_t put = above[j - 1] + substitute(table->query, qi,
                                                    table->stored, cj, &unused);
            best = put < best ? put : best;
        }
        if (j && row[j - 1] + alone(table->stored, cj) < best)
            best = row[j - 1] + alone(table->stored, cj);
        row[j] = best < FAR ? best : FAR;
        least = best < least ? best : least;
    }
    rule_out(row, last + 1, table->width);
    return least;
}

/* False when all ways cost more than the limit. */
static bool fill(const struct table *table)
{
    int64_t before = 0;
    size_t first = 0, last = 0;

    band(table, 0, &first, &last);
    for (size_t j = 0; j < table->width; j++)
        *at(table, 0, j) = j <= last ? table->weights[j] : FAR;
    for (size_t i = 1; i < table->rows; i++) {
        before += alone(table->query, table->skip + i - 1);
        band(table, before, &first, &last);
        if (fill_row(table, i, first, last) > table->limit)
            return false;
    }
    return *at(table, table->rows - 1, table->width - 1) <= table->limit;
}

/* The step that puts stored token j - 1 for query token i - 1, whether or
 * not it lies on the cheapest way. */
static struct match_step replacement(const struct table *table, size_t i,
                                     size_t j)
{
    size_t qi = table->skip + i - 1, cj = table->skip + j - 1;
    struct match_step step = { &table->query->tokens.at[qi],
                               &table->stored->tokens.at[cj], MATCH_WORD, 0 };

    step.cost =
        substitute(table->query, qi, table->stored, cj, &step.difference);
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
    int64_t missing = *i ? alone(table->query, table->skip + *i - 1) : 0;
    int64_t added = *j ? alone(table->stored, table->skip + *j - 1) : 0;
    struct match_step step = { NULL, NULL, MATCH_WORD, 0 };

    if (*i && *j)
        step = replacement(table, *i, *j);
    bool replaced = *i && *j && *at(table, *i - 1, *j - 1) + step.cost == here;
    bool told = replaced && step.difference != MATCH_WORD;
    if (!told && *i && *at(table, *i - 1, *j) + missing == here) {
        --*i;
        return (struct match_step){ &table->query->tokens.at[table->skip + *i],
                                    NULL, MATCH_MISSING, missing };
    }
    if (!told && *j && *at(table, *i, *j - 1) + added == here) {
        --*j;
        return (struct match_step){ NULL,
                                    &table->stored->tokens.at[table->skip + *j],
                                    MATCH_ADDED, added };
    }
    --*i, --*j;
    return step;
}

static void walk(const struct table *table, struct match_path *path,
                 size_t room)
{
    size_t i = table->rows - 1, j = table->width - 1;
    size_t first = room;

    while (i || j) {
        struct match_step step = step_back(table, &i, &j);
        if (step.cost)
            path->steps[--first] = step;
    }
    path->steps += first;
    path->count = room - first;
}

/* The weights along the stored tokens, and the limits of the table. */
static bool measure(struct table *table, int percent, struct arena *scratch)
{
    int64_t *weights = arena_new(scratch, int64_t, table->width);
    int64_t wq = table->query->weight, wc = table->stored->weight;
    int64_t apart = MATCH_FINE * (wq - wc);
    int64_t whole = MATCH_FINE * (wq > wc ? wq : wc);

    if (!weights)
        return false;
    for (size_t j = 1; j < table->width; j++)
        weights[j] = weights[j - 1] + alone(table->stored, table->skip + j - 1);
    table->weights = weights;
    table->limit = percent > 0 ? (100 - percent) * whole / 100 : FAR;
    int64_t slack = (table->limit - (apart < 0 ? -apart : apart)) / 2;
    table->low = (apart < 0 ? apart : 0) - slack;
    table->high = (apart > 0 ? apart : 0) + slack;
    return true;
}

enum barq_status match_distance(const struct match_pair *pair,
                                struct match_path *path, struct arena *keep,
                                struct arena scratch, struct barq_error *err)
{
    struct table table = { .query = pair->query, .stored = pair->stored };

    trim(&table);
    if (!measure(&table, pair->least, &scratch))
        return fail_nomem(err, "to compare two segments");
    if (table.limit <
            MATCH_FINE * (pair->query->weight - pair->stored->weight) ||
        table.limit < MATCH_FINE * (pair->stored->weight - pair->query->weight))
        return BARQ_NOTHING;
    table.cells = arena_new(&scratch, int64_t, table.rows * table.width);
    if (!table.cells)
        return fail_nomem(err, "to compare two segments");
    if (!fill(&table))
        return BARQ_NOTHING;
    size_t room = table.rows + table.width;
    path->steps = arena_new(keep, struct match_step, room);
    if (!path->steps)
        return fail_nomem(err, "to compare two segments");
    path->cost = *at(&table, table.rows - 1, table.width - 1);
    walk(&table, path, room);
    return BARQ_OK;
}
