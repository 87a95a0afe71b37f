/*
 * join.c - which items of one story find their like in which segments of the
 * other.
 *
 * Both lists of keys are sorted by hash and run through side by side, as a
 * database joins two tables.  A key that stands in a third of the other
 * story's segments tells them apart no better than a full stop does, and
 * two stories of ten thousand equal lines would give a hundred million
 * posts: so keys that stand in more than a third of them, or in more than
 * 256, are passed over; and where there still are too many posts, the limit
 * is halved until there are not.
 */
#include "align/lattice.h"

#include "base/error.h"

#include <stdlib.h>

enum {
    LIKES_LEAST = 8, /* a key in so few segments is always of use */
    LIKES_MOST = 256,
};
#define POSTS_MOST ((size_t)1 << 24)

/* "This item finds its like in that segment", made to be sorted. */
static uint64_t post_of(uint32_t item, uint32_t segment)
{
    return (uint64_t)item << 32 | segment;
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static int compare_posts(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Where the run of equal hashes that begins at `start` ends. */
static size_t run_end(const struct keys *keys, size_t start)
{
    size_t end = start;

    while (end < keys->count && keys->at[end].hash == keys->at[start].hash)
        end++;
    return end;
}

/* The runs of one hash on either side. */
struct meeting {
    size_t start[SIDES], end[SIDES];
};

/* Move on to the next hash that both sides have. */
static bool next_meeting(const struct keys keys[SIDES], struct meeting *m)
{
    m->start[SIDE_AR] = m->end[SIDE_AR];
    m->start[SIDE_EN] = m->end[SIDE_EN];
    while (m->start[SIDE_AR] < keys[SIDE_AR].count &&
           m->start[SIDE_EN] < keys[SIDE_EN].count) {
        uint64_t ar = keys[SIDE_AR].at[m->start[SIDE_AR]].hash;
        uint64_t en = keys[SIDE_EN].at[m->start[SIDE_EN]].hash;
        if (ar == en) {
            for (int s = SIDE_AR; s < SIDES; s++)
                m->end[s] = run_end(&keys[s], m->start[s]);
            return true;
        }
        m->start[ar < en ? SIDE_AR : SIDE_EN]++;
    }
    return false;
}

/* Is the run on side `s` of few enough segments? */
static bool is_telling(const struct evidence *evidence, const struct meeting *m,
                       int s, size_t most)
{
    size_t third = evidence->side[s].count / 3;
    size_t limit = third < LIKES_LEAST ? LIKES_LEAST : third;

    return m->end[s] - m->start[s] <= (limit < most ? limit : most);
}

static size_t count_posts(const struct evidence *evidence,
                          const struct keys keys[SIDES], size_t most)
{
    struct meeting m = { 0 };
    size_t count = 0;

    while (next_meeting(keys, &m))
        if (is_telling(evidence, &m, SIDE_AR, most) &&
            is_telling(evidence, &m, SIDE_EN, most))
            count += (m.end[SIDE_AR] - m.start[SIDE_AR]) *
                     (m.end[SIDE_EN] - m.start[SIDE_EN]);
    return count;
}

/* The posts of the items of side `s` that this meeting gives. */
static size_t add_posts(struct evidence *evidence,
                        const struct keys keys[SIDES], const struct meeting *m,
                        int s, uint64_t *posts)
{
    const struct item *others = evidence->side[!s].items;
    struct item *items = evidence->side[s].items;
    size_t count = 0;

    for (size_t i = m->start[s]; i < m->end[s]; i++) {
        const struct key *key = &keys[s].at[i];
        if (items[key->item].lambda < key->lambda)
            items[key->item].lambda = key->lambda;
        for (size_t k = m->start[!s]; k < m->end[!s]; k++) {
            uint32_t other = keys[!s].at[k].item;
            posts[count++] = post_of(key->item, others[other].segment);
        }
    }
    return count;
}

/* Hand the sorted posts to their items, each once. */
static enum barq_status keep_posts(struct side *side, uint64_t *posts,
                                   size_t count, struct arena *keep)
{
    size_t kept = 0;

    side->posts = arena_new(keep, uint32_t, count + 1);
    if (!side->posts)
        return BARQ_E_INTERNAL;
    qsort(posts, count, sizeof(*posts), compare_posts);
    for (size_t i = 0; i < count; i++) {
        struct item *item = &side->items[posts[i] >> 32];
        if (i && posts[i] == posts[i - 1])
            continue;
        if (!item->post_count)
            item->first_post = kept;
        item->post_count++;
        side->posts[kept++] = (uint32_t)posts[i];
    }
    return BARQ_OK;
}

static enum barq_status join_side(struct evidence *evidence,
                                  const struct keys keys[SIDES], int s,
                                  size_t most, struct arena *keep,
                                  struct arena scratch)
{
    size_t room = count_posts(evidence, keys, most), count = 0;
    uint64_t *posts = arena_new(&scratch, uint64_t, room + 1);
    struct meeting m = { 0 };

    if (!posts)
        return BARQ_E_INTERNAL;
    while (next_meeting(keys, &m))
        if (is_telling(evidence, &m, SIDE_AR, most) &&
            is_telling(evidence, &m, SIDE_EN, most))
            count += add_posts(evidence, keys, &m, s, posts + count);
    return keep_posts(&evidence->side[s], posts, count, keep);
}

enum barq_status evidence_join(struct evidence *evidence,
                               struct keys keys[SIDES], struct arena *keep,
                               struct arena scratch, struct barq_error *err)
{
    size_t most = LIKES_MOST;

    for (int s = SIDE_AR; s < SIDES; s++)
        if (keys[s].count)
            qsort(keys[s].at, keys[s].count, sizeof(struct key), compare_keys);
    while (most > 1 && count_posts(evidence, keys, most) > POSTS_MOST)
        most /= 2;
    for (int s = SIDE_AR; s < SIDES; s++)
        if (join_side(evidence, keys, s, most, keep, scratch))
            return fail_nomem(err, "for what two stories share");
    return BARQ_OK;
}
