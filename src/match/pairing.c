/*
 * pairing.c - which token of one segment answers to which of another.
 *
 *   query    In Cairo  the minister said  that  prices  rose 3 %
 *   stored             the minister said        price   rose 5 %  in Cairo
 *
 *   1  In order, tokens of one key, so that what is left over is light and lies
 *      together: the minister said, price rose, %.  They are KEPT.
 *   2  In the stretches between them, in order, the same once more: a light
 *      word between two differences is no reason to call them two.
 *   3  Tokens of one key wherever they stand, but marks: In Cairo.  They have
 *      MOVED.
 *   4  In the stretches, in order, what is alike otherwise: 3 and 5.  Of words
 *      no more than the first MATCH_ALIKE_MOST: a name is spelt in another way,
 * but a sentence of words that are only alike is another sentence; and who
 *      looks for matches has to allow for as many, wherever they are (bound.c).
 *
 * Step 1 is the usual table, of the least cost: that of the pairs, half its
 * weight for a token without one, and MATCH_STRETCH for each stretch of these.
 * A cell knows two ways to it, one that ends in a pair and one that does not,
 * so that a stretch is paid for once (Gotoh 1982).  What both ends share is
 * cut off before: no way is cheaper than one that leaves equal tokens at an
 * end alone.  For if neither has a partner, to pair them is to save.  If one
 * of them has another partner, of weight w', exchange the two: that saves the
 * difference of the weights, and what has no partner now is no more than
 * half of this heavier.
 */
#include "match/pairing.h"

#include "match/distance.h"

#include "base/error.h"

#include <string.h>

/* The least cost of the ways to a cell, by how they end. */
struct cell {
    int64_t kept, apart;
};

/* How the cheapest ways came there. */
enum {
    KEPT_FROM_APART = 1,
    APART_FROM_KEPT = 2,
    APART_BY_STORED = 4, /* else by a token of the query */
};

struct table {
    const struct match_side *query, *stored;
    size_t rows, width; /* tokens that are compared, and one more */
    size_t skip;        /* tokens that both begin with */
    uint8_t *ways;      /* of each cell */
    int alike;          /* pairs of words that are, so far */
    bool apart;         /* how the cheapest way to the last cell ends */
};

/* More than any way costs, and no overflow when a step is added. */
static const int64_t FAR = INT64_MAX / 4;

static uint8_t *way_to(const struct table *table, size_t i, size_t j)
{
    return &table->ways[i * table->width + j];
}

/* Tokens that cost nothing, one for the other. */
static bool same(const struct match_side *a, size_t i,
                 const struct match_side *b, size_t j)
{
    return a->words[i].weight == b->words[j].weight &&
           match_keyed(a, i, b, j) == MATCH_SAME;
}

static void pair(struct match_pairing *out, size_t i, size_t j,
                 enum match_place place, enum match_difference difference)
{
    out->query[i] =
        (struct match_mate){ (uint16_t)j, (uint8_t)place, (uint8_t)difference };
    out->stored[j] =
        (struct match_mate){ (uint16_t)i, (uint8_t)place, (uint8_t)difference };
}

/* Pair what both ends have in common, and set the size of the table. */
static void trim(struct table *table, struct match_pairing *out)
{
    const struct match_side *a = table->query, *b = table->stored;
    size_t rows = a->tokens.count, width = b->tokens.count;

    while (rows && width && same(a, rows - 1, b, width - 1))
        pair(out, --rows, --width, PLACE_KEPT, MATCH_SAME);
    while (table->skip < rows && table->skip < width &&
           same(a, table->skip, b, table->skip)) {
        pair(out, table->skip, table->skip, PLACE_KEPT, MATCH_SAME);
        table->skip++;
    }
    table->rows = rows - table->skip + 1;
    table->width = width - table->skip + 1;
}

/* What it costs to leave a token without a partner. */
static int64_t half(const struct match_side *side, size_t i)
{
    return (int64_t)MATCH_FINE / 2 * side->words[i].weight;
}

/* From a cell on with a token that has no partner. */
static void step_apart(struct cell from, int64_t cost, uint8_t by,
                       struct cell *to, uint8_t *way)
{
    bool opens = from.kept + MATCH_STRETCH_COST < from.apart;
    int64_t sum = cost + (opens ? from.kept + MATCH_STRETCH_COST : from.apart);

    if (sum >= to->apart)
        return;
    to->apart = sum;
    *way = (uint8_t)((*way & KEPT_FROM_APART) | by |
                     (opens ? APART_FROM_KEPT : 0));
}

static void step_kept(struct cell from, int64_t cost, struct cell *to,
                      uint8_t *way)
{
    bool closes = from.apart < from.kept;

    to->kept = cost + (closes ? from.apart : from.kept);
    *way = closes ? KEPT_FROM_APART : 0;
}

/* Row i, of which `row` holds the one above. */
static void fill_row(const struct table *table, size_t i, struct cell *row)
{
    const struct match_side *a = table->query, *b = table->stored;
    struct cell diagonal = row[0], left = { FAR, FAR };
    size_t qi = table->skip + i - 1;
    uint64_t key = i ? a->words[qi].key : 0;

    for (size_t j = 0; j < table->width; j++) {
        struct cell above = row[j], here = { FAR, FAR };
        size_t cj = table->skip + j - 1;
        uint8_t *way = way_to(table, i, j);
        enum match_difference found = MATCH_WORD;

        if (i && j && b->words[cj].key == key)
            found = match_keyed(a, qi, b, cj);
        if (found != MATCH_WORD)
            step_kept(diagonal,
                      match_pair_cost(a->words[qi].weight, b->words[cj].weight,
                                      found),
                      &here, way);
        if (i)
            step_apart(above, half(a, qi), 0, &here, way);
        if (j)
            step_apart(left, half(b, cj), APART_BY_STORED, &here, way);
        if (!i && !j)
            here.kept = 0;
        row[j] = left = here;
        diagonal = above;
    }
}

static bool fill(struct table *table, struct arena scratch)
{
    struct cell *row = arena_new(&scratch, struct cell, table->width);

    if (!row)
        return false;
    for (size_t i = 0; i < table->rows; i++)
        fill_row(table, i, row);
    table->apart = row[table->width - 1].apart < row[table->width - 1].kept;
    return true;
}

/* Step 1, from the last cell back. */
static void walk(const struct table *table, struct match_pairing *out)
{
    size_t i = table->rows - 1, j = table->width - 1;
    bool apart = table->apart;

    while (i || j) {
        uint8_t way = *way_to(table, i, j);
        size_t qi = table->skip + i - 1, cj = table->skip + j - 1;

        if (!apart) {
            pair(out, qi, cj, PLACE_KEPT,
                 match_keyed(table->query, qi, table->stored, cj));
            i--, j--;
            apart = way & KEPT_FROM_APART;
            continue;
        }
        if (way & APART_BY_STORED)
            j--;
        else
            i--;
        apart = !(way & APART_FROM_KEPT);
    }
}

static bool in_order(struct match_mate mate, bool within)
{
    return mate.place == PLACE_KEPT || (within && mate.place == PLACE_WITHIN);
}

bool match_next_stretch(const struct match_pairing *pairing,
                        const struct match_side *query,
                        const struct match_side *stored, bool within,
                        struct match_stretch *stretch)
{
    size_t n = query->tokens.count, m = stored->tokens.count;
    size_t i = stretch->query_end, j = stretch->stored_end;

    while (i < n && j < m && in_order(pairing->query[i], within) &&
           in_order(pairing->stored[j], within))
        i++, j++;
    *stretch = (struct match_stretch){ i, i, j, j };
    while (stretch->query_end < n &&
           !in_order(pairing->query[stretch->query_end], within))
        stretch->query_end++;
    while (stretch->stored_end < m &&
           !in_order(pairing->stored[stretch->stored_end], within))
        stretch->stored_end++;
    return i < n || j < m;
}

/* Steps 2 and 4: in each stretch, each token with the first that is like it.
 */
typedef enum match_difference liking(const struct match_side *a, size_t i,
                                     const struct match_side *b, size_t j);

/* The first stored token from *next on that token i is like; *next moves
 * behind it. */
static void pair_first(struct table *table, size_t i, size_t *next, size_t end,
                       liking *like, struct match_pairing *out)
{
    bool spent = table->alike == MATCH_ALIKE_MOST; /* in step 4 alone */

    if (spent && table->query->tokens.at[i].kind == TOKEN_WORD)
        return;
    for (size_t j = *next; j < end; j++) {
        enum match_difference found = MATCH_WORD;
        if (!out->stored[j].place)
            found = like(table->query, i, table->stored, j);
        if (found == MATCH_WORD)
            continue;
        table->alike += found == MATCH_ALIKE;
        pair(out, i, j, PLACE_WITHIN, found);
        *next = j + 1;
        return;
    }
}

static void pair_within(struct table *table, liking *like,
                        struct match_pairing *out)
{
    struct match_stretch stretch = { 0 };

    while (
        match_next_stretch(out, table->query, table->stored, true, &stretch)) {
        size_t next = stretch.stored;
        for (size_t i = stretch.query; i < stretch.query_end; i++)
            if (!out->query[i].place)
                pair_first(table, i, &next, stretch.stored_end, like, out);
    }
}

/* Step 3: the one that is most like it, the first of these. */
static void pair_moved(const struct table *table, size_t i,
                       struct match_pairing *out)
{
    const struct match_side *a = table->query, *b = table->stored;
    size_t end = table->skip + table->width - 1, best = end;
    enum match_difference least = MATCH_WORD;

    for (size_t j = table->skip; j < end; j++) {
        enum match_difference found = MATCH_WORD;
        if (!out->stored[j].place)
            found = match_keyed(a, i, b, j);
        if (found < least) {
            least = found;
            best = j;
        }
    }
    if (best < end)
        pair(out, i, best, PLACE_MOVED, least);
}

static void pair_all_moved(const struct table *table, struct match_pairing *out)
{
    size_t end = table->skip + table->rows - 1;

    for (size_t i = table->skip; i < end; i++)
        if (!out->query[i].place &&
            table->query->tokens.at[i].kind != TOKEN_PUNCT)
            pair_moved(table, i, out);
}

enum barq_status match_pairs(const struct match_side *query,
                             const struct match_side *stored,
                             struct match_pairing *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err)
{
    struct table table = { .query = query, .stored = stored };

    out->query = arena_new(keep, struct match_mate, query->tokens.count);
    out->stored = arena_new(keep, struct match_mate, stored->tokens.count);
    if (!out->query || !out->stored)
        return fail_nomem(err, "to compare two segments");
    trim(&table, out);
    table.ways = arena_new(&scratch, uint8_t, table.rows * table.width);
    if (!table.ways || !fill(&table, scratch))
        return fail_nomem(err, "to compare two segments");
    walk(&table, out);
    pair_within(&table, match_keyed, out);
    pair_all_moved(&table, out);
    pair_within(&table, match_likened, out);
    return BARQ_OK;
}
