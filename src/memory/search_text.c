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
 * A key of the vocabulary may be that of two words (bina'uhu, his building,
 * and binayah, a building); where one of them alone is meant, the letter that
 * parts them is looked at.
 *
 * What is near something is marked only where it is near.  Behind the last
 * place that the postings have for a word of the query, nothing can be hit, so
 * that the rest of a text is not cut.
 */
#include "memory/search.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum {
    HAMZA = 0x0621, /* ... and with alef, waw and yeh, up to */
    YEH_HAMZA = 0x0626,
    TEH_MARBUTA = 0x0629,
    ALEF_MAQSURA = 0x0649,
};

/* What is found of a word of a unit. */
enum { HIT = 1, JOINED = 2 }; /* to the next, which is hit with it */

struct side_words {
    struct text_word *at;
    unsigned char *marks; /* of each; NULL: none has been hit */
    size_t count;
};

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
    const struct barq_text *texts; /* of both sides */
    struct side_words sides[SIDES];
    struct arena *scratch;
};

/* ----------------------------------------------------------------- words */

/* Is it one key?  Of most words it is. */
static bool is_one(const struct text_word *word)
{
    return word->l2.len && word->l2.len <= WORD_MOST &&
           !memchr(word->l2.at, ' ', word->l2.len);
}

static size_t count_keys(const struct text_word *word)
{
    struct barq_text keys = word->l2, key;
    size_t count = 0;

    while (word_next(&keys, &key))
        count++;
    return count;
}

/* Words with one key each, of those from `first` on that may have others. */
static enum barq_status part_words(const struct text_words *cut, size_t first,
                                   struct side_words *words, struct arena *keep,
                                   struct barq_error *err)
{
    size_t room = first;

    for (size_t i = first; i < cut->count; i++)
        room += count_keys(&cut->at[i]);
    words->at = arena_new_raw(keep, struct text_word, room + 1);
    if (!words->at)
        return fail_nomem(err, "for the words of a unit");
    memcpy(words->at, cut->at, first * sizeof(*words->at));
    words->count = first;
    for (size_t i = first; i < cut->count; i++) {
        struct barq_text keys = cut->at[i].l2, key;
        while (word_next(&keys, &key)) {
            key = word_clip(key);
            words->at[words->count++] =
                (struct text_word){ cut->at[i].span, key, text_hash(key) };
        }
    }
    return BARQ_OK;
}

static enum barq_status cut_words(struct word_cache *known,
                                  struct barq_text text, size_t most,
                                  struct side_words *words, struct arena *keep,
                                  struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    struct text_words cut = { .most = most };
    enum barq_status status =
        text_words_cached(known, text, &cut, keep, scratch, err);
    size_t plain = 0;

    while (!status && plain < cut.count && is_one(&cut.at[plain]))
        plain++;
    if (!status && plain < cut.count)
        return part_words(&cut, plain, words, keep, err);
    *words = (struct side_words){ .at = cut.at, .count = cut.count };
    return status;
}

/* `reach` words of a side or more, of which none may have no key at all: then
 * all of them, for it is not worth telling. */
static enum barq_status cut_side(struct word_cache *known,
                                 struct barq_text text, size_t reach,
                                 struct side_words *words, struct arena *keep,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (reach)
        status = cut_words(known, text, reach, words, keep, err);
    if (!status && words->count < reach && reach != ALL_WORDS)
        status = cut_words(known, text, ALL_WORDS, words, keep, err);
    return status;
}

static bool begins_so(const struct search_word *word, enum search_forms forms,
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

/* Or a part of it, where that will do. */
static bool has_prefix(const struct search_word *word, enum search_forms forms,
                       int side, struct barq_text key)
{
    if (begins_so(word, forms, side, key))
        return true;
    for (size_t i = 1; i < key.len && word->parts[forms]; i++)
        if (key.at[i - 1] == '-' &&
            begins_so(word, forms, side, text_slice(key, i, key.len)))
            return true;
    return false;
}

static bool is_letter(enum search_letter wanted, uint32_t c)
{
    switch (wanted) {
    case LETTER_HAMZA:
        return c >= HAMZA && c <= YEH_HAMZA;
    case LETTER_MAQSURA:
        return c == ALEF_MAQSURA;
    case LETTER_HEH:
        return c != TEH_MARBUTA;
    case LETTER_ANY:
        break;
    }
    return true;
}

/* Does the word, which has that key, have the letter as well? */
static bool has_letter(const struct matching *m, const struct search_key *key,
                       const struct text_word *on)
{
    struct arena keep = *m->scratch, scratch = arena_split(&keep);
    struct barq_text raw =
        text_slice(m->texts[key->side], on->span.start, on->span.end);
    struct barq_text l1 = { 0 };
    size_t at = key->at;

    if (key->letter == LETTER_ANY ||
        text_fold(raw, TEXT_L1, &l1, &keep, scratch, NULL) ||
        l1.len != key->key.len)
        return true;
    if (!is_letter(key->letter, utf8_next(l1, &at)))
        return false;
    /* Behind a hamza that has moved there is a pronoun. */
    at = l1.len;
    return key->letter != LETTER_HAMZA || utf8_prev(l1, &at) != TEH_MARBUTA;
}

static bool is_hit(const struct matching *m, const struct search_word *word,
                   int side, const struct text_word *on)
{
    enum search_forms forms = m->forms;
    const struct search_keys *keys = &word->keys[forms];

    if (word->prefix)
        return has_prefix(word, forms, side, on->l2);
    if (!(word->signature[forms] >> (on->l2_hash & 63) & 1))
        return false;
    for (size_t i = 0; i < keys->count; i++)
        if (keys->at[i].hash == on->l2_hash && keys->at[i].side == side &&
            text_equal(keys->at[i].key, on->l2))
            return has_letter(m, &keys->at[i], on);
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
        if (!is_hit(m, &term->words[i], side, &words->at[first + i]))
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
        (struct places){ arena_new_raw(m->scratch, struct place_span, room),
                         0 };
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

static enum barq_status mark(struct matching *m, const struct places *places,
                             struct barq_error *err)
{
    for (size_t i = 0; i < places->count; i++) {
        const struct place_span *p = &places->at[i];
        struct side_words *words = &m->sides[p->side];
        if (!words->marks)
            words->marks = arena_new(m->scratch, unsigned char, words->count);
        if (!words->marks)
            return fail_nomem(err, "for a search");
        for (size_t k = p->first; k < p->end; k++)
            words->marks[k] |= k + 1 < p->end ? HIT | JOINED : HIT;
    }
    return BARQ_OK;
}

/* The words that were hit, as spans. */
static enum barq_status take_marks(const struct side_words *words,
                                   struct text_spans *marks, struct arena *keep,
                                   struct barq_error *err)
{
    size_t hits = 0, count = words->marks ? words->count : 0;

    for (size_t i = 0; i < count; i++)
        hits += words->marks[i] & HIT;
    marks->count = 0;
    marks->at = arena_new(keep, struct text_span, hits + 1);
    if (!marks->at)
        return fail_nomem(err, "for the hits of a unit");
    for (size_t i = 0; i < count; i++) {
        struct text_span span = words->at[i].span;
        struct text_span *last =
            marks->count ? &marks->at[marks->count - 1] : NULL;
        if (!(words->marks[i] & HIT))
            continue;
        if (last && (words->marks[i - 1] & JOINED || span.start < last->end))
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
        status = mark(m, &places[i], err);
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
    struct matching m = { .forms = forms, .texts = texts, .scratch = &scratch };
    enum barq_status status = BARQ_OK;

    match->holds = false;
    for (int side = 0; side < SIDES && !status; side++)
        if (query_asks_side(query, side))
            status =
                cut_side(match->known[side], texts[side], match->reach[side],
                         &m.sides[side], &scratch, err);
    if (!status)
        status = match_all(&m, query, &match->holds, err);
    for (int side = 0; side < SIDES && !status && match->holds; side++)
        status = take_marks(&m.sides[side], &match->marks[side], keep, err);
    return status;
}
