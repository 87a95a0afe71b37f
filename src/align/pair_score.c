/*
 * pair_score.c - how much two stories of an archive speak for each other.
 *
 * A type of the one story that finds its like in the other is a witness, the
 * better the rarer such a find is by chance.  With q the share of the other
 * side's stories that hold a like of the type, and p = s*lambda + (1 -
 * s*lambda)*q how often the true partner holds one, where lambda is how
 * reliably this kind of type is rendered and s how much of a story its
 * partner tells too:
 *
 *   gain = log(p / q)              it is found
 *   loss = log((1 - p) / (1 - q))  it is not
 *
 *   score = sum over the types of both stories + lengths + order
 *
 * Stories of one topic share its words, but not their order.  So each word
 * that found its rendering also speaks by how far apart the two stand, each
 * in its story from 0 to 1 (order_score).
 *
 * A word that all stories hold has q near 1 and says nothing either way; so
 * does a type without any like.  q is smoothed by a small background of
 * stories, so that in an archive of three not everything is rare.
 *
 * Example: of 500 English stories one holds "Bougainville": q = 0.004, p =
 * 0.45, gain 4.7, loss -0.6.  "Government", in 200 of them: gain 0.45.
 *
 * Who is held against whom, the index says: through the most telling types
 * of an Arabic story, as many as a fixed number of postings allows, the
 * English stories that hold a like of them.  Only the best of these are
 * scored in full.  So the work for a story does not grow with the archive.
 */
#include "align/pair.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PARTNERS_MOST = 24,    /* scored in full, for each Arabic story */
    POSTINGS_MOST = 40000, /* looked at to find them */
};

static const double told = 0.75;        /* s */
static const double background = 24;    /* stories ... */
static const double background_has = 1; /* ... this many of which hold it */

/* Of log(English bytes / Arabic bytes) of a story, by pairs of news; and how
 * far two stories are apart that have nothing to do with each other. */
static const double length_mean = -0.5, length_spread = 0.25,
                    length_apart = 0.9;

/* Of words whose rendering is elsewhere in the story; and how far apart the
 * two are if not: a share of the story, and some bytes inside a sentence. */
static const double moved = 0.3, blur_share = 0.04, blur_bytes = 80;

/* ---------------------------------------------------------------- weight */

/* How many stories of `other` hold a like of the type. */
static size_t count_holders(const struct pair_side *side,
                            const struct pair_side *other,
                            const struct pair_type *type, uint32_t stamp,
                            uint32_t *stamps)
{
    size_t count = 0;

    for (size_t i = 0; i < type->like_count; i++) {
        const struct pair_type *like =
            &other->types[side->likes[type->first_like + i]];
        for (size_t n = 0; n < like->story_count; n++) {
            uint32_t story = other->postings[like->first_story + n];
            count += stamps[story] != stamp;
            stamps[story] = stamp;
        }
    }
    return count;
}

static void weigh_type(struct pair_type *type, size_t holders, size_t stories)
{
    double q =
        ((double)holders + background_has) / ((double)stories + background);
    double found = told * (double)type->lambda;
    double p = found + (1 - found) * q;

    if (!type->like_count)
        return;
    type->gain = (float)log(p / q);
    type->loss = (float)log((1 - p) / (1 - q));
}

static void sum_story(const struct pair_side *side, struct pair_story *story)
{
    story->most = story->least = 0;
    for (size_t i = 0; i < story->count; i++) {
        const struct pair_type *type =
            &side->types[side->mentions[story->first + i].type];
        story->most += (double)type->gain;
        story->least += (double)type->loss;
    }
}

enum barq_status pair_weigh(struct pair_side side[PAIR_SIDES],
                            struct arena scratch, struct barq_error *err)
{
    for (int s = 0; s < PAIR_SIDES; s++) {
        const struct pair_side *other = &side[!s];
        struct arena work = scratch;
        uint32_t *stamps = arena_new(&work, uint32_t, other->story_count + 1);
        if (!stamps)
            return fail_nomem(err, "to weigh the words of an archive");
        for (size_t i = 0; i < side[s].type_count; i++) {
            struct pair_type *type = &side[s].types[i];
            weigh_type(
                type,
                count_holders(&side[s], other, type, (uint32_t)i + 1, stamps),
                other->story_count);
        }
        for (size_t i = 0; i < side[s].story_count; i++)
            sum_story(&side[s], &side[s].stories[i]);
    }
    return BARQ_OK;
}

/* -------------------------------------------------------------- partners */

/* A type that leads to partners. */
struct pair_lead {
    uint32_t type;
    float gain;
};

/* What scoring one Arabic story needs. */
struct scoring {
    const struct pair_side *side; /* both */
    uint32_t story;               /* the Arabic one */
    uint32_t *held;   /* by Arabic type: this story + 1 if it holds it */
    float *place;     /* by Arabic type it holds */
    uint32_t *called; /* by English type: the same if it is a like of one */
    uint32_t *hit;    /* by Arabic type: `turn` when the partner had a like */
    uint32_t turn;
    struct pair_lead *leads;
    float *found;      /* by English story: gains through the index */
    uint32_t *touched; /* which of them are not 0 */
    size_t touched_count;
    struct pair_edges *edges;
    size_t edge_room;
};

static int by_gain(const void *a, const void *b)
{
    const struct pair_lead *x = a, *y = b;

    if (x->gain != y->gain)
        return x->gain < y->gain ? 1 : -1;
    return (x->type > y->type) - (x->type < y->type);
}

/* Note what the story holds, and what its likes are; its types come into
 * s->leads, the most telling first. */
static size_t read_story(struct scoring *s)
{
    const struct pair_side *ar = &s->side[PAIR_AR];
    const struct pair_story *story = &ar->stories[s->story];
    size_t count = 0;

    for (size_t i = 0; i < story->count; i++) {
        const struct pair_mention *mention = &ar->mentions[story->first + i];
        const struct pair_type *type = &ar->types[mention->type];
        s->held[mention->type] = s->story + 1;
        s->place[mention->type] = mention->place;
        for (size_t n = 0; n < type->like_count; n++)
            s->called[ar->likes[type->first_like + n]] = s->story + 1;
        if (type->gain > 0)
            s->leads[count++] = (struct pair_lead){ mention->type, type->gain };
    }
    if (count)
        qsort(s->leads, count, sizeof(*s->leads), by_gain);
    return count;
}

/* Those who hold a like of the type; how many postings that took. */
static size_t follow(struct scoring *s, const struct pair_type *type)
{
    const struct pair_side *en = &s->side[PAIR_EN];
    size_t cost = 0;

    for (size_t i = 0; i < type->like_count; i++) {
        const struct pair_type *there =
            &en->types[s->side[PAIR_AR].likes[type->first_like + i]];
        cost += there->story_count;
        for (size_t n = 0; n < there->story_count; n++) {
            uint32_t story = en->postings[there->first_story + n];
            if (s->found[story] == 0)
                s->touched[s->touched_count++] = story;
            s->found[story] += type->gain;
        }
    }
    return cost;
}

static void find_partners(struct scoring *s)
{
    size_t count = read_story(s), cost = 0;

    s->touched_count = 0;
    for (size_t i = 0; i < count && cost < POSTINGS_MOST; i++)
        cost += follow(s, &s->side[PAIR_AR].types[s->leads[i].type]);
}

/* The best of what was touched, best first; takes them off s->found. */
static size_t pick_partners(struct scoring *s, uint32_t best[PARTNERS_MOST])
{
    size_t count = 0;

    for (size_t i = 0; i < s->touched_count; i++) {
        uint32_t story = s->touched[i];
        size_t at = count;
        while (at > 0 && s->found[best[at - 1]] < s->found[story])
            at--;
        if (at == PARTNERS_MOST)
            continue;
        count += count < PARTNERS_MOST;
        memmove(&best[at + 1], &best[at], (count - at - 1) * sizeof(*best));
        best[at] = story;
    }
    for (size_t i = 0; i < s->touched_count; i++)
        s->found[s->touched[i]] = 0;
    return count;
}

/* ----------------------------------------------------------------- score */

static double gauss(double x, double mean, double spread)
{
    double z = (x - mean) / spread;

    return -0.5 * z * z - log(spread);
}

/* Lengths alone make no pair and, since desks cut, part none. */
static double length_score(const struct pair_story *ar,
                           const struct pair_story *en)
{
    double ratio = log(((double)en->chars + 20) / ((double)ar->chars + 20));
    double score = gauss(ratio, length_mean, length_spread) -
                   gauss(ratio, length_mean, length_apart);

    return fmax(score, -6);
}

/* What two stories have in common, as it is added up. */
struct common {
    double score, order, weight;
    double blur; /* how far apart in their stories a word and its rendering
                    usually are */
};

/*
 * How much the places of a word and its rendering, `apart` from each other,
 * speak for the pair: a story is told in one order in both languages, with
 * parts moved at times; what two stories hold by chance may stand anywhere.
 */
static double order_score(double apart, double blur)
{
    double near = exp(-apart / blur) / blur;

    return log(moved + (1 - moved) * near / (2 * fmax(1 - apart, 0.05)));
}

/* An English mention that has its like; and the Arabic types that it is a
 * like of, each counted once for all of them. */
static void count_hit(struct scoring *s, const struct pair_mention *mention,
                      struct common *c)
{
    const struct pair_side *ar = &s->side[PAIR_AR];
    const struct pair_type *type = &s->side[PAIR_EN].types[mention->type];
    double apart = 1;

    for (size_t i = 0; i < type->like_count; i++) {
        uint32_t like = s->side[PAIR_EN].likes[type->first_like + i];
        if (s->held[like] != s->story + 1)
            continue;
        apart = fmin(apart, fabs((double)(s->place[like] - mention->place)));
        if (s->hit[like] == s->turn)
            continue;
        s->hit[like] = s->turn;
        c->score += (double)(ar->types[like].gain - ar->types[like].loss);
    }
    c->score += (double)(type->gain - type->loss);
    /* A word that is there by chance says nothing by its place. */
    double weight = 1 - exp(-(double)type->gain);
    c->order += weight * order_score(apart, c->blur);
    c->weight += weight;
}

static struct pair_edge score_pair(struct scoring *s, uint32_t partner)
{
    const struct pair_side *en = &s->side[PAIR_EN];
    const struct pair_story *a = &s->side[PAIR_AR].stories[s->story];
    const struct pair_story *e = &en->stories[partner];
    struct common c = { .score = a->least + e->least + length_score(a, e) };

    c.blur = blur_share + blur_bytes / ((double)e->chars + blur_bytes);
    s->turn++;
    for (size_t i = 0; i < e->count; i++) {
        const struct pair_mention *mention = &en->mentions[e->first + i];
        if (s->called[mention->type] == s->story + 1)
            count_hit(s, mention, &c);
    }
    return (struct pair_edge){
        .ar = s->story,
        .en = partner,
        .score = (float)(c.score + c.order),
        .told = (float)(c.score / fmax(a->most + e->most, 1)),
        .order = (float)(c.order / (c.weight + 1)),
    };
}

static bool add_edge(struct scoring *s, struct pair_edge edge,
                     struct arena *keep)
{
    struct pair_edge *at = pair_grow(s->edges->at, sizeof(*at), s->edges->count,
                                     &s->edge_room, keep);

    if (!at)
        return false;
    s->edges->at = at;
    at[s->edges->count++] = edge;
    return true;
}

static bool score_story(struct scoring *s, struct arena *keep)
{
    uint32_t best[PARTNERS_MOST];
    bool room = true;

    find_partners(s);
    size_t count = pick_partners(s, best);
    for (size_t i = 0; i < count && room; i++)
        room = add_edge(s, score_pair(s, best[i]), keep);
    return room;
}

static size_t longest_story(const struct pair_side *side)
{
    size_t most = 0;

    for (size_t i = 0; i < side->story_count; i++)
        if (side->stories[i].count > most)
            most = side->stories[i].count;
    return most;
}

enum barq_status pair_find_edges(const struct pair_side side[PAIR_SIDES],
                                 struct pair_edges *edges, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    const struct pair_side *ar = &side[PAIR_AR], *en = &side[PAIR_EN];
    struct scoring s = { .side = side, .edges = edges };

    *edges = (struct pair_edges){ 0 };
    s.held = arena_new(&scratch, uint32_t, ar->type_count + 1);
    s.place = arena_new(&scratch, float, ar->type_count + 1);
    s.hit = arena_new(&scratch, uint32_t, ar->type_count + 1);
    s.called = arena_new(&scratch, uint32_t, en->type_count + 1);
    s.leads = arena_new(&scratch, struct pair_lead, longest_story(ar) + 1);
    s.found = arena_new(&scratch, float, en->story_count + 1);
    s.touched = arena_new(&scratch, uint32_t, en->story_count + 1);
    bool room = s.held && s.place && s.hit && s.called && s.found &&
                s.touched && s.leads;
    for (; s.story < ar->story_count && room; s.story++)
        room = score_story(&s, keep);
    return room ? BARQ_OK
                : fail_nomem(err, "to pair the stories of an archive");
}
