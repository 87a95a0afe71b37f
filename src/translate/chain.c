/*
 * chain.c - which stored stories are earlier versions of this one.
 *
 * Three things tell.  The agency's own id, which NewsML and NITF give and which
 * all versions of a story share: that is its word, whatever became of the
 * text.  Names: the same headline or file name, or the same slug,
 * which leaves "update 2" and "take 3" out, of headline, file or slugline; a
 * tenth of the words, in sentences that both have, must speak for it, too,
 * since "market-report" comes every day.  And likeness: of a story under
 * another headline, three tenths of the words of the shorter one, in two
 * sentences at least.
 *
 *     ours    12 sentences, 240 words
 *     stored  a flash of 3 sentences, 40 words; we have 2 of them, 28 words
 *             28 / min(240, 40) = 0.7 -> an earlier version
 *     stored  a story of 15 sentences, 300 words; we share a paragraph of
 *             background, 2 sentences, 50 words
 *             50 / min(240, 300) = 0.2 -> another story
 *
 * A sentence that stands in MEMORY_STORIES_MOST stories or more is a formula
 * and says nothing.  Of all that are found the last edition is the one that
 * this story is compared with; a sentence that an older one had comes back,
 * too, as in any lookup in that chain (match/context.c).
 *
 * Limits: an equal sentence is what counts, so a story that was reworded
 * wholly is found by its name only if one sentence was left.
 */
#include "translate/chain.h"

#include "align/align.h"
#include "base/error.h"
#include "base/utf8.h"

enum {
    VOTED_MOST = 64,     /* stories that are counted for */
    CANDIDATES_MOST = 8, /* ... and looked at, the likeliest */
    LIKE_SEGMENTS = 2,   /* that a story without the name must share */
    LIKE_PERCENT = 30,   /* of the words of the shorter one */
    NAMED_PERCENT = 10,  /* ... if the names say so, too */
    JOINED_MOST = 4,     /* segments that one row stands for */
};

struct vote {
    int64_t story;
    size_t segments, words; /* shared */
    bool named, known;      /* by a name; by the agency's id */
};

struct votes {
    struct vote at[VOTED_MOST];
    size_t count;
    size_t words; /* of our story */
};

struct barq_text chain_source(const struct drafting *d,
                              const struct memory_row *row)
{
    return d->draft->from == BARQ_AR ? row->ar : row->en;
}

/* ------------------------------------------------------------------ votes */

/* NULL when there are too many already. */
static struct vote *vote_for(struct votes *votes, int64_t story)
{
    for (size_t i = 0; i < votes->count; i++)
        if (votes->at[i].story == story)
            return &votes->at[i];
    if (votes->count == VOTED_MOST)
        return NULL;
    votes->at[votes->count] = (struct vote){ .story = story };
    return &votes->at[votes->count++];
}

static enum barq_status vote_names(const struct drafting *d,
                                   struct votes *votes, struct arena scratch,
                                   struct barq_error *err)
{
    struct memory_stories named = { 0 };
    enum barq_status status = memory_stories_named(
        d->memory, d->story, d->draft->story->name, &named, scratch, err);

    for (size_t i = 0; i < named.count && !status; i++)
        vote_for(votes, named.at[i])->named = true;
    return status;
}

static enum barq_status vote_source(const struct drafting *d,
                                    struct votes *votes, struct arena scratch,
                                    struct barq_error *err)
{
    struct memory_stories known, slugged;
    enum barq_status status = memory_stories_of(
        d->memory, &d->draft->story->source, &known, &slugged, scratch, err);

    for (size_t i = 0; i < known.count && !status; i++)
        vote_for(votes, known.at[i])->known = true;
    for (size_t i = 0; i < slugged.count && !status; i++)
        vote_for(votes, slugged.at[i])->named = true;
    return status;
}

static enum barq_status bare_key(const struct drafting *d,
                                 struct barq_text text, uint64_t *key,
                                 struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct match_side side = { 0 };
    enum barq_status status =
        match_prepare(memory_words(d->memory, d->draft->from), text, &side,
                      &keep, scratch, err);

    if (!status)
        *key = memory_bare_key(side.tokens);
    return status;
}

static enum barq_status vote_segment(const struct drafting *d, size_t i,
                                     struct votes *votes, struct arena scratch,
                                     struct barq_error *err)
{
    struct barq_text text = d->draft->segments[i].source.text;
    size_t words = text_word_count(text);
    struct memory_stories with = { 0 };
    uint64_t bare = 0;
    enum barq_status status = bare_key(d, text, &bare, scratch, err);

    votes->words += words;
    if (!status)
        status =
            memory_stories_with(d->memory, d->draft->from, bare, &with, err);
    if (status || with.count == MEMORY_STORIES_MOST)
        return status;
    for (size_t k = 0; k < with.count; k++) {
        struct vote *vote = vote_for(votes, with.at[k]);
        if (!vote)
            continue;
        vote->segments++;
        vote->words += words;
    }
    return BARQ_OK;
}

static enum barq_status vote_segments(const struct drafting *d,
                                      struct votes *votes, struct arena scratch,
                                      struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < d->draft->count && !status; i++)
        if (d->first_same[i] == i &&
            d->draft->segments[i].source.kind != BARQ_FURNITURE)
            status = vote_segment(d, i, votes, scratch, err);
    return status;
}

/* Does a speak louder than b? */
static bool is_louder(const struct vote *a, const struct vote *b)
{
    if (a->known != b->known)
        return a->known;
    return a->named != b->named ? a->named : a->words > b->words;
}

/* Take out the one that speaks loudest; NULL when none is left. */
static struct vote *next_vote(struct votes *votes, struct vote *room)
{
    size_t best = 0;

    if (!votes->count)
        return NULL;
    for (size_t i = 1; i < votes->count; i++)
        if (is_louder(&votes->at[i], &votes->at[best]))
            best = i;
    *room = votes->at[best];
    votes->at[best] = votes->at[--votes->count];
    return room;
}

/* --------------------------------------------------------------- versions */

static bool is_version(const struct drafting *d, const struct vote *vote,
                       const struct memory_edition *edition, size_t ours)
{
    size_t theirs = 0, least = vote->named ? 1 : LIKE_SEGMENTS;
    size_t percent = vote->named ? NAMED_PERCENT : LIKE_PERCENT;

    if (vote->known)
        return true;
    for (size_t i = 0; i < edition->count; i++)
        theirs += text_word_count(chain_source(d, &edition->rows[i]));
    size_t shorter = ours < theirs ? ours : theirs;
    return vote->segments >= least && vote->words * 100 >= shorter * percent;
}

static enum barq_status how_found(const struct drafting *d,
                                  struct barq_text name,
                                  const struct vote *vote, const char **by,
                                  struct arena scratch, struct barq_error *err)
{
    uint64_t ours = 0, theirs = 0;
    enum barq_status status = memory_story_key(d->story, &ours, scratch, err);

    if (!status)
        status = memory_story_key(name, &theirs, scratch, err);
    *by = ours && ours == theirs ? "name" : vote->named ? "slug" : "likeness";
    if (vote->known)
        *by = "id";
    return status;
}

static enum barq_status look_at(const struct drafting *d,
                                const struct vote *vote, size_t words,
                                struct chain *chain, struct arena scratch,
                                struct barq_error *err)
{
    struct memory_edition edition;
    enum barq_status status =
        memory_last_edition(d->memory, vote->story, &edition, d->keep, err);

    if (status)
        return status == BARQ_NOTHING ? BARQ_OK : status;
    if (!is_version(d, vote, &edition, words))
        return BARQ_OK;
    chain->stories[chain->count++] = vote->story;
    if (chain->last.rows && chain->last.number >= edition.number)
        return BARQ_OK;
    chain->last = edition;
    return how_found(d, edition.name, vote, &chain->by, scratch, err);
}

static enum barq_status make_keys(const struct drafting *d, struct chain *chain,
                                  struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    chain->keys = arena_new(d->keep, uint64_t, chain->last.count + 1);
    if (!chain->keys)
        return fail_nomem(err, "for an earlier version of a story");
    for (size_t i = 0; i < chain->last.count && !status; i++)
        status = memory_context_key(chain_source(d, &chain->last.rows[i]),
                                    &chain->keys[i], scratch, err);
    return status;
}

enum barq_status chain_find(struct drafting *d, struct arena scratch,
                            struct barq_error *err)
{
    struct votes *votes = arena_new(&scratch, struct votes, 1);
    struct chain *chain = arena_new(d->keep, struct chain, 1);
    struct vote room, *vote;

    if (!votes || !chain)
        return fail_nomem(err, "for the versions of a story");
    d->chain = chain;
    word_cache_rest(memory_words(d->memory, d->draft->from));
    enum barq_status status = vote_source(d, votes, scratch, err);
    if (!status)
        status = vote_names(d, votes, scratch, err);
    if (!status)
        status = vote_segments(d, votes, scratch, err);
    for (int i = 0; i < CANDIDATES_MOST && !status; i++)
        if ((vote = next_vote(votes, &room)))
            status = look_at(d, vote, votes->words, chain, scratch, err);
    return status || !chain->count ? status : make_keys(d, chain, scratch, err);
}

/* ------------------------------------------------------------------- rows */

static size_t count_key(const struct chain *chain, uint64_t key)
{
    size_t count = 0;

    for (size_t i = 0; i < chain->last.count; i++)
        count += key && chain->keys[i] == key;
    return count;
}

enum barq_status chain_has_again(const struct drafting *d, size_t i, bool *has,
                                 struct arena scratch, struct barq_error *err)
{
    uint64_t key = 0;
    size_t before = 0;
    enum barq_status status = memory_context_key(
        d->draft->segments[i].source.text, &key, scratch, err);

    for (size_t k = d->first_same[i]; k < i; k++)
        before += d->first_same[k] == d->first_same[i];
    *has = !status && count_key(d->chain, key) > before;
    return status;
}

enum barq_status chain_covers(const struct drafting *d, size_t i,
                              size_t *covered, struct arena scratch,
                              struct barq_error *err)
{
    const struct barq_draft *draft = d->draft;
    enum barq_status status = BARQ_OK;

    *covered = 0;
    for (size_t n = JOINED_MOST; n && !*covered && !status; n--) {
        struct arena joined = scratch, below = arena_split(&joined);
        uint64_t key = 0;
        if (i + n > draft->count || !d->chain->count)
            continue;
        struct barq_text text = align_text_joined(draft->story, i, n, &joined);
        status = text.at ? memory_context_key(text, &key, below, err)
                         : fail_nomem(err, "for a draft");
        if (!status && count_key(d->chain, key))
            *covered = n;
    }
    return status;
}
