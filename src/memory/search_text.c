/*
 * search_text.c - whether a unit holds what was asked, on its text.
 *
 * The postings say where to look; here it is made sure, with the words of
 * both sides cut and folded as they were for the index, and the hits are
 * marked.  A word is hit by one of its keys or prefixes, a phrase by words one
 * behind the other, whatever marks lie between:
 *
 *     "talks in Cairo", he said      query  "cairo he"
 *               ^^^^^^^^^            one span, comma and quote in it
 *
 * What is near something is marked only where it is near.
 */
#include "memory/search.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* A word of a unit. */
struct unit_word {
    struct barq_text key;
    uint64_t hash;
    struct text_span span; /* bytes of the side's text */
    bool hit;
    bool joined; /* to the next, which is hit with it */
};

struct side_words {
    struct unit_word *at;
    size_t count, room;
};

enum { WORDS_FIRST = 64 };

/* Words first..end of a side. */
struct place_span {
    int side;
    size_t first, end;
};

/* Where a term stands. */
struct places {
    struct place_span *at;
    size_t count;
};

struct matching {
    enum search_forms forms;
    struct side_words sides[SIDES];
    struct arena *scratch;
};

/* ----------------------------------------------------------------- words */

static bool make_room(struct side_words *words, struct arena *keep)
{
    if (words->count < words->room)
        return true;
    size_t room = words->room ? 2 * words->room : WORDS_FIRST;
    struct unit_word *more = arena_new(keep, struct unit_word, room);
    if (!more)
        return false;
    if (words->count)
        memcpy(more, words->at, words->count * sizeof(*more));
    words->at = more;
    words->room = room;
    return true;
}

static enum barq_status add_word(struct side_words *words, struct barq_text key,
                                 uint64_t hash, struct text_span span,
                                 struct arena *keep, struct barq_error *err)
{
    if (!make_room(words, keep))
        return fail_nomem(err, "for the words of a unit");
    words->at[words->count++] =
        (struct unit_word){ .key = key, .hash = hash, .span = span };
    return BARQ_OK;
}

/* What stands between two blanks, of which most have one key. */
static enum barq_status add_words(struct side_words *words,
                                  const struct text_word *from,
                                  struct arena *keep, struct barq_error *err)
{
    struct barq_text keys = from->l2, key;
    enum barq_status status = BARQ_OK;

    if (keys.len && keys.len <= WORD_MOST && !memchr(keys.at, ' ', keys.len))
        return add_word(words, keys, from->l2_hash, from->span, keep, err);
    while (!status && word_next(&keys, &key)) {
        key = word_clip(key);
        status = add_word(words, key, text_hash(key), from->span, keep, err);
    }
    return status;
}

static enum barq_status cut_side(struct word_cache *known,
                                 struct barq_text text,
                                 struct side_words *words, struct arena *keep,
                                 struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    struct text_words cut = { 0 };
    enum barq_status status =
        text_words_cached(known, text, &cut, keep, scratch, err);

    for (size_t i = 0; i < cut.count && !status; i++)
        status = add_words(words, &cut.at[i], keep, err);
    return status;
}

static bool has_prefix(const struct search_word *word, enum search_forms forms,
                       int side, struct barq_text key)
{
    for (size_t i = 0; i < word->prefix_count[forms]; i++) {
        const struct search_prefix *p = &word->prefixes[forms][i];
        if (p->side == side && p->key.len <= key.len &&
            memcmp(p->key.at, key.at, p->key.len) == 0)
            return true;
    }
    return false;
}

static bool is_hit(const struct search_word *word, enum search_forms forms,
                   int side, const struct unit_word *on)
{
    const struct search_keys *keys = &word->keys[forms];

    if (word->prefix)
        return has_prefix(word, forms, side, on->key);
    for (size_t i = 0; i < keys->count; i++)
        if (keys->at[i].hash == on->hash && keys->at[i].side == side &&
            text_equal(keys->at[i].key, on->key))
            return true;
    return false;
}

/* ----------------------------------------------------------------- terms */

static bool stands_at(const struct matching *m, const struct search_term *term,
                      int side, size_t first)
{
    const struct side_words *words = &m->sides[side];

    if (first + term->count > words->count)
        return false;
    for (size_t i = 0; i < term->count; i++)
        if (!is_hit(&term->words[i], m->forms, side, &words->at[first + i]))
            return false;
    return true;
}

static enum barq_status find_places(struct matching *m,
                                    const struct search_term *term,
                                    struct places *places,
                                    struct barq_error *err)
{
    size_t room = m->sides[0].count + m->sides[1].count + 1;

    *places =
        (struct places){ arena_new(m->scratch, struct place_span, room), 0 };
    if (!places->at)
        return fail_nomem(err, "for a search");
    for (int side = 0; side < SIDES; side++)
        for (size_t i = 0; i < m->sides[side].count; i++)
            if (stands_at(m, term, side, i))
                places->at[places->count++] =
                    (struct place_span){ side, i, i + term->count };
    return BARQ_OK;
}

/* Are so few words between them, and none of them both's? */
static bool is_near(const struct place_span *a, const struct place_span *b,
                    size_t within)
{
    if (a->side != b->side)
        return false;
    if (b->first >= a->end)
        return b->first - a->end <= within;
    return a->first >= b->end && a->first - b->end <= within;
}

/* Keep the places that are near one of the others. */
static void keep_near(struct places *places, const struct places *others,
                      int within)
{
    size_t kept = 0;

    for (size_t i = 0; i < places->count; i++) {
        bool near = false;
        for (size_t k = 0; k < others->count && !near; k++)
            near = is_near(&places->at[i], &others->at[k], (size_t)within);
        if (near)
            places->at[kept++] = places->at[i];
    }
    places->count = kept;
}

/* Where the terms stand, all of them; false if one does not. */
static enum barq_status find_all(struct matching *m,
                                 const struct search_terms *terms,
                                 struct places *places, bool *holds,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *holds = true;
    for (size_t i = 0; i < terms->count && !status && *holds; i++) {
        status = find_places(m, &terms->at[i], &places[i], err);
        if (!status && i && terms->at[i].within != ANYWHERE)
            keep_near(&places[i], &places[i - 1], terms->at[i].within);
        *holds = places[i].count;
    }
    for (size_t i = terms->count; i > 1 && *holds && !status; i--)
        if (terms->at[i - 1].within != ANYWHERE)
            keep_near(&places[i - 2], &places[i - 1], terms->at[i - 1].within);
    return status;
}

/* ----------------------------------------------------------------- marks */

static void mark(struct matching *m, const struct places *places)
{
    for (size_t i = 0; i < places->count; i++) {
        const struct place_span *p = &places->at[i];
        struct unit_word *words = m->sides[p->side].at;
        for (size_t k = p->first; k < p->end; k++) {
            words[k].hit = true;
            words[k].joined |= k + 1 < p->end;
        }
    }
}

/* The words that were hit, as spans. */
static enum barq_status take_marks(const struct side_words *words,
                                   struct text_spans *marks, struct arena *keep,
                                   struct barq_error *err)
{
    size_t hits = 0;

    for (size_t i = 0; i < words->count; i++)
        hits += words->at[i].hit;
    marks->count = 0;
    marks->at = arena_new(keep, struct text_span, hits + 1);
    if (!marks->at)
        return fail_nomem(err, "for the hits of a unit");
    for (size_t i = 0; i < words->count; i++) {
        struct text_span span = words->at[i].span;
        struct text_span *last =
            marks->count ? &marks->at[marks->count - 1] : NULL;
        if (!words->at[i].hit)
            continue;
        if (last && (words->at[i - 1].joined || span.start < last->end))
            last->end = span.end;
        else
            marks->at[marks->count++] = span;
    }
    return BARQ_OK;
}

/* One alternative; its hits are marked. */
static enum barq_status match_terms(struct matching *m,
                                    const struct search_terms *terms,
                                    bool *holds, struct barq_error *err)
{
    struct places *places = arena_new(m->scratch, struct places, terms->count);
    bool all = false;

    if (!places)
        return fail_nomem(err, "for a search");
    enum barq_status status = find_all(m, terms, places, &all, err);
    for (size_t i = 0; i < terms->count && all && !status; i++)
        mark(m, &places[i]);
    *holds |= all;
    return status;
}

static enum barq_status is_excluded(struct matching *m,
                                    const struct search_terms *excluded,
                                    bool *out, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *out = false;
    for (size_t i = 0; i < excluded->count && !*out && !status; i++) {
        struct places places = { 0 };
        status = find_places(m, &excluded->at[i], &places, err);
        *out = places.count;
    }
    return status;
}

static enum barq_status match_all(struct matching *m,
                                  const struct search_query *query, bool *holds,
                                  struct barq_error *err)
{
    bool excluded = false;
    enum search_forms forms = m->forms;

    m->forms = query->excluded_forms;
    enum barq_status status = is_excluded(m, &query->excluded, &excluded, err);
    m->forms = forms;
    for (size_t i = 0; i < query->count && !status && !excluded; i++)
        status = match_terms(m, &query->alternatives[i], holds, err);
    return status;
}

static bool asks_side(const struct search_terms *terms, int side)
{
    for (size_t i = 0; i < terms->count; i++)
        for (size_t k = 0; k < terms->at[i].count; k++)
            if (terms->at[i].words[k].sides[side])
                return true;
    return false;
}

/* May a word of the query stand on this side? */
static bool query_asks_side(const struct search_query *query, int side)
{
    for (size_t i = 0; i < query->count; i++)
        if (asks_side(&query->alternatives[i], side))
            return true;
    return asks_side(&query->excluded, side);
}

enum barq_status match_unit(const struct search_query *query,
                            enum search_forms forms, struct unit_match *match,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err)
{
    const struct barq_text texts[SIDES] = { match->unit->ar, match->unit->en };
    struct matching m = { .forms = forms, .scratch = &scratch };
    enum barq_status status = BARQ_OK;

    match->holds = false;
    for (int side = 0; side < SIDES && !status; side++)
        if (query_asks_side(query, side))
            status = cut_side(match->known[side], texts[side], &m.sides[side],
                              &scratch, err);
    if (!status)
        status = match_all(&m, query, &match->holds, err);
    for (int side = 0; side < SIDES && !status && match->holds; side++)
        status = take_marks(&m.sides[side], &match->marks[side], keep, err);
    return status;
}
