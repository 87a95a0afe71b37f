/*
 * distance.c - how far apart two rows of tokens are.
 *
 * pairing.c says which token answers to which; likeness.c what such a pair
 * costs.  Then
 *
 *   D = sum of the pairs
 *     + three tenths of the weight of each pair that moved
 *     + max(Uq, Uc), the weights of what has no partner on either side
 *     + a quarter of a word for each stretch in which the segments differ
 *
 *   query    oil prices rose 3 %              in Cairo
 *   stored   oil prices rose 5 % very sharply in Cairo
 *                            0.07   1.3               D = 0.07 + 1.3 + 0.25
 *
 * (the mark is too light to make two stretches of one; see pairing.c).
 *
 * So a word put for another is paid for once, wherever the two stand; and a
 * phrase that moved costs three tenths, and the two stretches where it was and
 * where it is.  To mend a sentence in three places is more work than to
 * mend as many words in one, and its translation shares fewer long pieces.
 * Of max(Uq, Uc) each token without a partner pays by its weight.  The figures
 * were found by tests/eval/weights.c, which says how; why they are no table of
 * tm/rules, bound.c says.
 *
 * Costs are whole numbers, ten-thousandths of hundredths of a word: equal
 * scores are equal, on every machine.
 *
 * Most segments that retrieval offers are too far away, and a look at the keys
 * alone says so.  A token whose key the other side has not, or not so often,
 * costs at least what match_least() says; by the sums of bound.c, with Lq
 * and Lc for all of these, e = Wc - Wq, and a stretch if there is any
 *
 *   D >= max(Lq + max(e, 0), Lc + max(-e, 0)) + a quarter of a word
 *
 * but for what MATCH_ALIKE_MOST content words may spare on each side, if they
 * have partners that are alike by their letters.  That is looked for where it
 * matters: by its signature (likeness.c), hardly a word has one.
 *
 * Limits: of several partners in another place the first is taken, which need
 * not be the one that moved least.
 */
#include "match/distance.h"

#include "match/pairing.h"
#include "match/scale.h"

#include "base/error.h"

/* ------------------------------------------------------------ by the keys */

/* The least cost of what `a` holds more often than `b`: of tokens of one key
 * the dearest may all have a partner. */
static int64_t lacking(struct memory_bag a, struct memory_bag b)
{
    int64_t sum = 0;
    size_t j = 0;

    for (size_t i = 0; i < a.count; i++) {
        uint32_t key = a.at[i] / MATCH_BAG_KEY;
        while (j < b.count && b.at[j] / MATCH_BAG_KEY < key)
            j++;
        if (j < b.count && b.at[j] / MATCH_BAG_KEY == key)
            j++;
        else
            sum += MATCH_BAG_KEY - 1 - a.at[i] % MATCH_BAG_KEY;
    }
    return sum;
}

/* How often a side has the key of a word. */
static size_t times_of(const struct match_side *side,
                       const struct match_word *word)
{
    uint32_t least = (uint32_t)word->key * MATCH_BAG_KEY;
    size_t low = 0, times = 0;

    for (size_t size = side->tokens.count; size; size -= (size + 1) / 2)
        low += side->bag[low + size / 2] < least ? (size + 1) / 2 : 0;
    while (low + times < side->tokens.count &&
           side->bag[low + times] - least < MATCH_BAG_KEY)
        times++;
    return times;
}

/* May `b` lack a word of `a`? */
static bool may_lack(const struct match_side *a, const struct match_side *b,
                     const struct match_word *word)
{
    size_t times = times_of(b, word);

    return !times || times < times_of(a, word);
}

static bool may_have_like(const struct match_side *side,
                          const struct match_word *word)
{
    for (size_t j = 0; j < side->tokens.count; j++)
        if (match_may_be_alike(word, &side->words[j]))
            return true;
    return false;
}

/* What words of `a` that `b` lacks may cost less, being alike to others. */
static int64_t spared(const struct match_side *a, const struct match_side *b)
{
    struct match_spares spares = { 0 };

    for (size_t i = 0; i < a->tokens.count; i++) {
        const struct match_word *word = &a->words[i];
        int spare = match_spare(a->tokens.at[i].kind, word->weight);
        if (spare > spares.at[MATCH_ALIKE_MOST - 1] && may_lack(a, b, word) &&
            may_have_like(b, word))
            match_spares_add(&spares, spare);
    }
    return match_spares_sum(&spares);
}

/* Two segments by their keys. */
struct outline {
    struct memory_bag query, stored;
    int64_t here, there; /* what each holds more often than the other */
};

static struct outline outline_of(struct memory_bag query,
                                 struct memory_bag stored)
{
    return (struct outline){ query, stored, lacking(query, stored),
                             lacking(stored, query) };
}

/* No distance is less than this, if of what is lacking so much may be spared.
 */
static int64_t least_of(const struct outline *outline, int64_t spared_here,
                        int64_t spared_there)
{
    int64_t apart = outline->stored.weight - outline->query.weight;
    int64_t stretch = outline->here || outline->there ? MATCH_STRETCH : 0;
    int64_t here = outline->here - spared_here + (apart > 0 ? apart : 0);
    int64_t there = outline->there - spared_there - (apart < 0 ? apart : 0);

    return MATCH_FINE * ((here > there ? here : there) + stretch);
}

/* ... whatever words are alike to. */
static int64_t least_of_any(const struct outline *outline)
{
    return least_of(outline, MATCH_SPARED_MOST, MATCH_SPARED_MOST);
}

/* Do the keys alone say that a distance is over the limit, or the letters? */
static bool too_far(const struct match_pair *pair, int64_t limit)
{
    const struct match_side *query = pair->query, *stored = pair->stored;
    struct outline outline = outline_of(match_bag(query), match_bag(stored));

    if (limit == INT64_MAX || least_of(&outline, 0, 0) <= limit)
        return false;
    return least_of_any(&outline) > limit ||
           least_of(&outline, spared(query, stored), spared(stored, query)) >
               limit;
}

/* The most that the distance may be of segments of these weights. */
static int64_t limit_of(int least, int64_t wq, int64_t wc)
{
    _Static_assert(MATCH_FINE == 10000, "as fine as match_reach()");
    if (least <= 0)
        return INT64_MAX;
    return match_reach(least) * (wq > wc ? wq : wc);
}

bool match_bag_too_far(const struct match_side *query, struct memory_bag stored,
                       int least)
{
    struct outline outline = outline_of(match_bag(query), stored);

    return least_of_any(&outline) >
           limit_of(least, query->weight, stored.weight);
}

/* ------------------------------------------------------------------ steps */

/* A path that is being written. */
struct drafting {
    const struct match_pair *pair;
    struct match_pairing pairing;
    struct match_path *path;
    int64_t alone, of; /* what has no partner costs alone / of its weight */
    int64_t opening;   /* for the first step of a stretch to pay */
};

static void add_step(struct drafting *d, struct match_step step)
{
    step.cost += d->opening;
    if (!step.cost)
        return;
    d->opening = 0;
    d->path->steps[d->path->count++] = step;
}

static int64_t cost_alone(const struct drafting *d, int weight)
{
    return d->of ? (int64_t)MATCH_FINE * weight * d->alone / d->of : 0;
}

/* A pair, wherever its tokens stand. */
static int64_t cost_pair(const struct drafting *d, size_t i)
{
    struct match_mate mate = d->pairing.query[i];
    int a = d->pair->query->words[i].weight;
    int b = d->pair->stored->words[mate.at].weight;
    int64_t cost =
        match_pair_cost(a, b, (enum match_difference)mate.difference);

    if (mate.place == PLACE_MOVED)
        cost += (int64_t)MATCH_SHARE_MOVED * (a < b ? a : b);
    return cost;
}

static void add_pair(struct drafting *d, size_t i)
{
    struct match_mate mate = d->pairing.query[i];

    add_step(d, (struct match_step){ &d->pair->query->tokens.at[i],
                                     &d->pair->stored->tokens.at[mate.at],
                                     (enum match_difference)mate.difference,
                                     cost_pair(d, i) });
}

/* A token of the query, whose partner is not here.  Of what moved, either end
 * pays half. */
static void add_query(struct drafting *d, size_t i)
{
    bool moved = d->pairing.query[i].place == PLACE_MOVED;

    add_step(d, (struct match_step){
                    &d->pair->query->tokens.at[i], NULL,
                    moved ? MATCH_MOVED : MATCH_MISSING,
                    moved ? cost_pair(d, i) / 2
                          : cost_alone(d, d->pair->query->words[i].weight) });
}

static void add_stored(struct drafting *d, size_t j)
{
    struct match_mate mate = d->pairing.stored[j];
    bool moved = mate.place == PLACE_MOVED;

    add_step(d, (struct match_step){
                    NULL, &d->pair->stored->tokens.at[j],
                    moved ? MATCH_MOVED : MATCH_ADDED,
                    moved ? cost_pair(d, mate.at) - cost_pair(d, mate.at) / 2
                          : cost_alone(d, d->pair->stored->words[j].weight) });
}

/* One stranger for another. */
static void add_strangers(struct drafting *d, size_t i, size_t j)
{
    const struct token *a = &d->pair->query->tokens.at[i];

    add_step(d, (struct match_step){
                    a, &d->pair->stored->tokens.at[j],
                    a->kind == TOKEN_PUNCT ? MATCH_PUNCTUATION : MATCH_WORD,
                    cost_alone(d, d->pair->query->words[i].weight) +
                        cost_alone(d, d->pair->stored->words[j].weight) });
}

/* What becomes of the next tokens of both sides. */
enum turn { TURN_PAIR, TURN_STRANGERS, TURN_QUERY, TURN_STORED };

/* Both sides have one.  Those without a partner go together, but a mark and a
 * word do not. */
static enum turn turn_of(const struct drafting *d, size_t i, size_t j)
{
    struct match_mate a = d->pairing.query[i], b = d->pairing.stored[j];
    bool mark = d->pair->query->tokens.at[i].kind == TOKEN_PUNCT;

    if (a.place == PLACE_WITHIN)
        return a.at == j ? TURN_PAIR : TURN_STORED;
    if (a.place == PLACE_MOVED || b.place == PLACE_WITHIN)
        return TURN_QUERY;
    if (b.place == PLACE_MOVED)
        return TURN_STORED;
    if (mark == (d->pair->stored->tokens.at[j].kind == TOKEN_PUNCT))
        return TURN_STRANGERS;
    return mark ? TURN_QUERY : TURN_STORED;
}

static void add_stretch(struct drafting *d, struct match_stretch s)
{
    size_t i = s.query, j = s.stored;

    d->opening = MATCH_STRETCH_COST;
    while (i < s.query_end || j < s.stored_end) {
        enum turn turn = i == s.query_end    ? TURN_STORED
                         : j == s.stored_end ? TURN_QUERY
                                             : turn_of(d, i, j);
        if (turn == TURN_PAIR)
            add_pair(d, i);
        else if (turn == TURN_STRANGERS)
            add_strangers(d, i, j);
        else if (turn == TURN_QUERY)
            add_query(d, i);
        else
            add_stored(d, j);
        i += turn != TURN_STORED;
        j += turn != TURN_QUERY;
    }
    d->opening = 0;
}

static void add_pairs(struct drafting *d, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        add_pair(d, i);
}

static void add_steps(struct drafting *d)
{
    struct match_stretch stretch = { 0 };
    size_t done = 0;

    while (match_next_stretch(&d->pairing, d->pair->query, d->pair->stored,
                              false, &stretch)) {
        add_pairs(d, done, stretch.query);
        add_stretch(d, stretch);
        done = stretch.query_end;
    }
    add_pairs(d, done, d->pair->query->tokens.count);
}

/* -------------------------------------------------------------- the whole */

static int64_t weight_alone(const struct match_side *side,
                            const struct match_mate *mates)
{
    int64_t sum = 0;

    for (size_t i = 0; i < side->tokens.count; i++)
        if (!mates[i].place)
            sum += side->words[i].weight;
    return sum;
}

/* The distance, and the share that each pays of what has no partner. */
static int64_t add_up(struct drafting *d)
{
    const struct match_pair *pair = d->pair;
    int64_t here = weight_alone(pair->query, d->pairing.query);
    int64_t there = weight_alone(pair->stored, d->pairing.stored);
    struct match_stretch stretch = { 0 };

    d->of = here + there;
    d->alone = here > there ? here : there;
    int64_t cost = MATCH_FINE * d->alone;
    for (size_t i = 0; i < pair->query->tokens.count; i++)
        if (d->pairing.query[i].place)
            cost += cost_pair(d, i);
    while (match_next_stretch(&d->pairing, pair->query, pair->stored, false,
                              &stretch))
        d->path->stretches += MATCH_STRETCH_COST;
    return cost + d->path->stretches;
}

enum barq_status match_distance(const struct match_pair *pair,
                                struct match_path *path, struct arena *keep,
                                struct arena scratch, struct barq_error *err)
{
    struct drafting d = { .pair = pair, .path = path };
    int64_t limit =
        limit_of(pair->least, pair->query->weight, pair->stored->weight);

    if (too_far(pair, limit))
        return BARQ_NOTHING;
    struct arena below = arena_split(&scratch);
    enum barq_status status = match_pairs(pair->query, pair->stored, &d.pairing,
                                          &scratch, below, err);
    if (status)
        return status;
    *path = (struct match_path){ 0 };
    path->cost = add_up(&d);
    if (path->cost > limit)
        return BARQ_NOTHING;
    path->steps =
        arena_new(keep, struct match_step,
                  pair->query->tokens.count + pair->stored->tokens.count);
    if (!path->steps)
        return fail_nomem(err, "to compare two segments");
    add_steps(&d);
    return BARQ_OK;
}
