/*
 * join.c - which items of one story find their like in which segments of the
 * other.
 *
 * The keys of both sides of a chunk are sorted by hash and run through side
 * by side, as a database joins two tables.  A key that stands in a third of
 * the other side's segments tells them apart no better than a full stop
 * does, and two stories of ten thousand equal lines would give a hundred
 * million posts: so keys that stand in more than a third of them, or in more
 * than 256, are passed over (a group of synonyms, which says little as it is,
 * from a ninth on); and where there still are too many posts, the
 * limit is halved until there are not.
 */
#include "align/evidence.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum {
    LIKES_LEAST = 8, /* a key in so few segments is always of use */
    LIKES_MOST = 256,
    MEETINGS_MORE = 1024,
};
#define POSTS_MOST ((size_t)1 << 22)

/* The keys of a chunk, by hash. */
struct chunk_keys {
    struct key *at;
    size_t count;
};

/* "This item finds its like in that segment", as it comes out of the join. */
struct loose_post {
    uint32_t item;
    struct post post;
};

struct post_list {
    const struct loose_post *at;
    size_t count;
};

/* ------------------------------------------------------------ the chunk */

/* The items of segments first..first+count. */
static size_t first_item(const struct side *side, size_t segment)
{
    return segment < side->count ? side->segments[segment].first_item
                                 : side->item_count;
}

/* The first key of `keys` whose item is not below `item`. */
static size_t first_key(const struct keys *keys, size_t item)
{
    size_t low = 0, high = keys->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys->at[middle].item < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The keys of the items from..to, of the lists from `first` on. */
static bool take_keys(const struct side *side, const size_t items[2],
                      int first_list, struct chunk_keys *out,
                      struct arena *keep, struct arena scratch)
{
    size_t start[KEY_LISTS], end[KEY_LISTS], room = 0;

    for (int k = first_list; k < KEY_LISTS; k++) {
        start[k] = first_key(&side->keys[k], items[0]);
        end[k] = first_key(&side->keys[k], items[1]);
        room += end[k] - start[k];
    }
    struct key *spare = arena_new(&scratch, struct key, room + 1);
    out->at = arena_new(keep, struct key, room + 1);
    out->count = 0;
    if (!out->at || !spare)
        return false;
    for (int k = first_list; k < KEY_LISTS; k++) {
        if (end[k] > start[k])
            memcpy(out->at + out->count, side->keys[k].at + start[k],
                   (end[k] - start[k]) * sizeof(struct key));
        out->count += end[k] - start[k];
    }
    keys_sort(out->at, out->count, spare);
    return true;
}

/* ------------------------------------------------------------- the join */

/* Where the run of equal hashes that begins at `start` ends. */
static size_t run_end(const struct chunk_keys *keys, size_t start)
{
    size_t end = start;

    while (end < keys->count && keys->at[end].hash == keys->at[start].hash)
        end++;
    return end;
}

/* The runs of one hash on either side. */
struct meeting {
    size_t start[SIDES], end[SIDES];
    bool synonyms;
};

/* Move on to the next hash that both sides have. */
static bool next_meeting(const struct chunk_keys keys[SIDES], struct meeting *m)
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
            m->synonyms =
                keys[SIDE_AR].at[m->start[SIDE_AR]].kind == EVIDENCE_SYNONYM;
            return true;
        }
        m->start[ar < en ? SIDE_AR : SIDE_EN]++;
    }
    return false;
}

/* All meetings of a chunk, in order. */
struct meetings {
    struct meeting *at;
    size_t count;
};

static bool find_meetings(const struct chunk_keys keys[SIDES],
                          struct meetings *out, struct arena *keep)
{
    struct meeting m = { 0 };
    size_t room = 0;

    *out = (struct meetings){ 0 };
    while (next_meeting(keys, &m)) {
        if (out->count == room) {
            out->at =
                arena_grow(keep, struct meeting, out->at, room, MEETINGS_MORE);
            room += MEETINGS_MORE;
        }
        if (!out->at)
            return false;
        out->at[out->count++] = m;
    }
    return true;
}

/* Is each run of few enough segments? */
static bool is_telling(const struct chunk *chunk, const struct meeting *m,
                       size_t most)
{
    for (int s = SIDE_AR; s < SIDES; s++) {
        size_t share = chunk->count[s] / (m->synonyms ? 9 : 3);
        size_t limit = share < LIKES_LEAST ? LIKES_LEAST : share;
        if (m->end[s] - m->start[s] > (limit < most ? limit : most))
            return false;
    }
    return true;
}

static size_t count_posts(const struct chunk *chunk,
                          const struct meetings *meetings, size_t most)
{
    size_t count = 0;

    for (size_t i = 0; i < meetings->count; i++) {
        const struct meeting *m = &meetings->at[i];
        if (is_telling(chunk, m, most))
            count += (m->end[SIDE_AR] - m->start[SIDE_AR]) *
                     (m->end[SIDE_EN] - m->start[SIDE_EN]);
    }
    return count;
}

/* The posts of the items of side `s` that this meeting gives. */
static size_t add_posts(const struct evidence *evidence,
                        const struct chunk_keys keys[SIDES],
                        const struct meeting *m, int s,
                        struct loose_post *posts)
{
    const struct item *others = evidence->side[!s].items;
    size_t count = 0;

    for (size_t i = m->start[s]; i < m->end[s]; i++)
        for (size_t k = m->start[!s]; k < m->end[!s]; k++) {
            const struct key *mine = &keys[s].at[i], *theirs = &keys[!s].at[k];
            uint32_t kind =
                mine->kind > theirs->kind ? mine->kind : theirs->kind;
            posts[count++] =
                (struct loose_post){ mine->item,
                                     { others[theirs->item].segment, kind } };
        }
    return count;
}

/* By segment, and of one segment the best kind first. */
static bool comes_before(struct post a, struct post b)
{
    return a.segment != b.segment ? a.segment < b.segment : a.kind < b.kind;
}

/* Put an item's posts in order, each segment once, by the best kind.  They
 * are few, and two runs of one hash come in order already. */
static void tidy_posts(struct item *item, struct post *posts)
{
    uint32_t kept = 0;

    for (uint32_t i = 1; i < item->post_count; i++) {
        struct post post = posts[i];
        uint32_t k = i;
        for (; k && comes_before(post, posts[k - 1]); k--)
            posts[k] = posts[k - 1];
        posts[k] = post;
    }
    for (uint32_t i = 0; i < item->post_count; i++)
        if (!kept || posts[i].segment != posts[kept - 1].segment)
            posts[kept++] = posts[i];
    item->post_count = kept;
}

/* Hand the posts to the items first..end, behind those they have: counted,
 * then dealt out. */
static bool keep_posts(struct side *side, const struct post_list *list,
                       const size_t items[2], struct arena *keep,
                       struct arena scratch)
{
    const struct loose_post *more = list->at;
    size_t first = items[0], end = items[1], at = 0, had = 0;
    uint32_t *got = arena_new(&scratch, uint32_t, end - first + 1);

    for (size_t i = first; i < end; i++)
        had += side->items[i].post_count;
    struct post *posts = arena_new(keep, struct post, had + list->count + 1);
    if (!got || !posts)
        return false;
    for (size_t i = 0; i < list->count; i++)
        got[more[i].item - first]++;
    for (size_t i = first; i < end; i++) {
        struct item *item = &side->items[i];
        if (item->post_count)
            memcpy(&posts[at], &side->posts[item->first_post],
                   item->post_count * sizeof(*posts));
        item->first_post = (uint32_t)at;
        at += item->post_count + got[i - first];
    }
    for (size_t i = 0; i < list->count; i++) {
        struct item *item = &side->items[more[i].item];
        posts[item->first_post + item->post_count++] = more[i].post;
    }
    for (size_t i = first; i < end; i++)
        if (got[i - first])
            tidy_posts(&side->items[i], &posts[side->items[i].first_post]);
    side->posts = posts;
    return true;
}

/* One join of the keys of a chunk. */
struct joining {
    struct evidence *evidence;
    const struct chunk *chunk;
    size_t items[SIDES][2]; /* of the chunk: the first, and behind the last */
    struct chunk_keys keys[SIDES];
    struct meetings meetings;
    size_t most; /* likes that a key may have */
};

static bool join_side(const struct joining *j, int s, struct arena *keep,
                      struct arena scratch)
{
    struct side *side = &j->evidence->side[s];
    size_t room = count_posts(j->chunk, &j->meetings, j->most), count = 0;
    struct loose_post *posts = arena_new(&scratch, struct loose_post, room + 1);

    if (!posts)
        return false;
    for (size_t i = 0; i < j->meetings.count; i++) {
        const struct meeting *m = &j->meetings.at[i];
        if (is_telling(j->chunk, m, j->most))
            count += add_posts(j->evidence, j->keys, m, s, posts + count);
    }
    return keep_posts(side, &(struct post_list){ posts, count }, j->items[s],
                      keep, scratch);
}

/* Add the posts that the lists from `first_list` on give. */
static enum barq_status join_lists(struct joining *j, int first_list,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    struct arena work = arena_split(&scratch);

    j->most = LIKES_MOST;
    for (int s = SIDE_AR; s < SIDES; s++)
        if (!take_keys(&j->evidence->side[s], j->items[s], first_list,
                       &j->keys[s], &work, scratch))
            return fail_nomem(err, "for what two stories share");
    if (!find_meetings(j->keys, &j->meetings, &work))
        return fail_nomem(err, "for what two stories share");
    while (j->most > 1 &&
           count_posts(j->chunk, &j->meetings, j->most) > POSTS_MOST)
        j->most /= 2;
    for (int s = SIDE_AR; s < SIDES && j->meetings.count; s++)
        if (!join_side(j, s, keep, scratch))
            return fail_nomem(err, "for what two stories share");
    return BARQ_OK;
}

static struct joining joining_of(struct evidence *evidence,
                                 const struct chunk *chunk)
{
    struct joining j = { .evidence = evidence, .chunk = chunk };

    for (int s = SIDE_AR; s < SIDES; s++) {
        const struct side *side = &evidence->side[s];
        j.items[s][0] = first_item(side, chunk->first[s]);
        j.items[s][1] = first_item(side, chunk->first[s] + chunk->count[s]);
    }
    return j;
}

enum barq_status evidence_join(struct evidence *evidence,
                               const struct chunk *chunk, struct arena *keep,
                               struct arena scratch, struct barq_error *err)
{
    struct joining j = joining_of(evidence, chunk);

    for (int s = SIDE_AR; s < SIDES; s++)
        for (size_t i = j.items[s][0]; i < j.items[s][1]; i++)
            evidence->side[s].items[i].post_count = 0;
    return join_lists(&j, KEYS_OWN, keep, scratch, err);
}

enum barq_status evidence_join_document(struct evidence *evidence,
                                        const struct chunk *chunk,
                                        struct arena *keep,
                                        struct arena scratch,
                                        struct barq_error *err)
{
    struct joining j = joining_of(evidence, chunk);

    return join_lists(&j, KEYS_DOCUMENT, keep, scratch, err);
}
