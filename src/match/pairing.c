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
 *      no more than the first MATCH_ALIKE_MOST: a name is spelt in another
 *      way, but a sentence of words that are only alike is another sentence;
 *      and who looks for matches has to allow for as many, wherever they are
 *      (bound.c).
 *
 * Step 1 is kept.c, of the least cost: that of the pairs, half its weight for a
 * token without one, and MATCH_STRETCH for each stretch of these.  What both
 * ends share is cut off before: no way is cheaper than one that leaves equal
 * tokens at an end alone.  For if neither has a partner, to pair them is to
 * save.  If one of them has another partner, of weight w', exchange the two:
 * that saves the difference of the weights, and what has no partner now is no
 * more than half of this heavier.
 */
#include "match/pairing.h"

#include "match/kept.h"

#include "base/error.h"

/* What both ends do not have in common. */
struct middle {
    const struct match_side *query, *stored;
    struct match_stretch in;
    int alike; /* pairs of words that are, so far */
};

void match_pair_up(struct match_pairing *out, size_t i, size_t j,
                   enum match_place place, enum match_difference difference)
{
    out->query[i] =
        (struct match_mate){ (uint16_t)j, (uint8_t)place, (uint8_t)difference };
    out->stored[j] =
        (struct match_mate){ (uint16_t)i, (uint8_t)place, (uint8_t)difference };
}

/* Tokens that cost nothing, one for the other. */
static bool same(const struct match_side *a, size_t i,
                 const struct match_side *b, size_t j)
{
    return a->words[i].weight == b->words[j].weight &&
           match_keyed(a, i, b, j) == MATCH_SAME;
}

/* Pair what both ends have in common. */
static void trim(struct middle *middle, struct match_pairing *out)
{
    const struct match_side *a = middle->query, *b = middle->stored;
    size_t rows = a->tokens.count, width = b->tokens.count, skip = 0;

    while (rows && width && same(a, rows - 1, b, width - 1))
        match_pair_up(out, --rows, --width, PLACE_KEPT, MATCH_SAME);
    for (; skip < rows && skip < width && same(a, skip, b, skip); skip++)
        match_pair_up(out, skip, skip, PLACE_KEPT, MATCH_SAME);
    middle->in = (struct match_stretch){ skip, rows, skip, width };
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
static void pair_first(struct middle *middle, size_t i, size_t *next,
                       size_t end, liking *like, struct match_pairing *out)
{
    bool spent = middle->alike == MATCH_ALIKE_MOST; /* in step 4 alone */

    if (spent && middle->query->tokens.at[i].kind == TOKEN_WORD)
        return;
    for (size_t j = *next; j < end; j++) {
        enum match_difference found = MATCH_WORD;
        if (!out->stored[j].place)
            found = like(middle->query, i, middle->stored, j);
        if (found == MATCH_WORD)
            continue;
        middle->alike += found == MATCH_ALIKE;
        match_pair_up(out, i, j, PLACE_WITHIN, found);
        *next = j + 1;
        return;
    }
}

static void pair_within(struct middle *middle, liking *like,
                        struct match_pairing *out)
{
    struct match_stretch stretch = { 0 };

    while (match_next_stretch(out, middle->query, middle->stored, true,
                              &stretch)) {
        size_t next = stretch.stored;
        for (size_t i = stretch.query; i < stretch.query_end; i++)
            if (!out->query[i].place)
                pair_first(middle, i, &next, stretch.stored_end, like, out);
    }
}

/* Step 3: the one that is most like it, the first of these. */
static void pair_moved(const struct middle *middle, size_t i,
                       struct match_pairing *out)
{
    const struct match_side *a = middle->query, *b = middle->stored;
    size_t end = middle->in.stored_end, best = end;
    enum match_difference least = MATCH_WORD;

    for (size_t j = middle->in.stored; j < end; j++) {
        enum match_difference found = MATCH_WORD;
        if (!out->stored[j].place)
            found = match_keyed(a, i, b, j);
        if (found < least) {
            least = found;
            best = j;
        }
    }
    if (best < end)
        match_pair_up(out, i, best, PLACE_MOVED, least);
}

static void pair_all_moved(const struct middle *middle,
                           struct match_pairing *out)
{
    for (size_t i = middle->in.query; i < middle->in.query_end; i++)
        if (!out->query[i].place &&
            middle->query->tokens.at[i].kind != TOKEN_PUNCT)
            pair_moved(middle, i, out);
}

enum barq_status match_pairs(const struct match_side *query,
                             const struct match_side *stored,
                             struct match_pairing *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err)
{
    struct middle middle = { .query = query, .stored = stored };

    out->query = arena_new(keep, struct match_mate, query->tokens.count);
    out->stored = arena_new(keep, struct match_mate, stored->tokens.count);
    if (!out->query || !out->stored)
        return fail_nomem(err, "to compare two segments");
    trim(&middle, out);
    if (!match_keep(query, stored, middle.in, out, scratch))
        return fail_nomem(err, "to compare two segments");
    pair_within(&middle, match_keyed, out);
    pair_all_moved(&middle, out);
    pair_within(&middle, match_likened, out);
    return BARQ_OK;
}
