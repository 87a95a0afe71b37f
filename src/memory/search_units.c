/*
 * search_units.c - units that hold the words of a query, the newest first.
 *
 * An alternative wants all its words.  Each has the postings of its keys, one
 * list or many, and the lists are read backwards in step: who is behind says
 * how far the others must go.
 *
 *     harbour   90 71 40 12         talks   95 90 80 40
 *     from 95: harbour at 90, talks at 90: a candidate
 *     from 89: harbour at 71, talks at 40, harbour at 40: the next
 *
 * Words that stand one behind the other, or near, are asked for their places
 * then, so that a rare phrase of common words costs no reading of texts.
 * Places of the two sides never meet: those of English are counted from
 * SIDE_STEP.  The units in `fresh` come first; of these only the words are
 * looked at.
 *
 * What is found here is not sure: search_text.c has the last word.
 */
#include "memory/search.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE_STEP = 1 << 20 };

/* Beyond every unit. */
#define NOT_YET INT64_MAX

/* A word, and the lists of its keys. */
struct slot {
    struct list **lists; /* those that are not at their ends */
    int64_t *units;      /* where they are, close together; NOT_YET: nowhere */
    size_t count;
    uint32_t *words; /* the keys as numbers */
    size_t keys;
    int64_t unit;      /* the last of all lists */
    int64_t frequency; /* of the word, as far as it was read */
    uint32_t *places;  /* in the unit at hand; room for many */
    size_t place_count, room;
};

struct phrase {
    struct slot *slots;
    size_t count;
    int within;
    uint32_t *starts; /* where it stands in the unit at hand */
    size_t start_count, room;
};

struct choice {
    struct phrase *phrases;
    size_t count;
    struct slot **slots; /* of all phrases; once sought, the rarest first */
    size_t slot_count;
    int64_t unit; /* the next candidate; -1: not looked for yet */
};

struct candidates {
    struct barq_memory *memory;
    struct choice *choices;
    size_t count;
    bool all_words; /* nobody can tell from postings what is hit */
    struct words_runs runs;
    const struct fresh_units *fresh;
    size_t fresh_left; /* of them, not looked at */
    int64_t from;      /* units beyond it have been given */
    struct arena *keep;
    uint16_t *buffer; /* for the places of one posting */
    size_t buffer_room;
};

/* --------------------------------------------------------------- opening */

static struct list list_of(const struct candidates *c, uint32_t word,
                           size_t run)
{
    return (struct list){
        .memory = c->memory,
        .keep = c->keep,
        .word = word,
        .run = c->runs.at[run].id,
        .first = c->runs.at[run].first,
        .last = c->runs.at[run].last,
    };
}

/* The lists of a word: run by run, the newest first. */
static bool open_lists(struct candidates *c, struct slot *slot)
{
    struct list *lists = arena_new_raw(c->keep, struct list, slot->count + 1);

    slot->lists = arena_new_raw(c->keep, struct list *, slot->count + 1);
    slot->units = arena_new_raw(c->keep, int64_t, slot->count + 1);
    if (!lists || !slot->lists || !slot->units)
        return false;
    for (size_t i = 0; i < slot->count; i++) {
        lists[i] = list_of(c, slot->words[i % slot->keys], i / slot->keys);
        slot->lists[i] = &lists[i];
        slot->units[i] = NOT_YET;
    }
    return true;
}

static bool open_slot(struct candidates *c, const struct search_word *word,
                      enum search_forms forms, struct slot *slot)
{
    const struct search_keys *keys = &word->keys[forms];

    slot->keys = keys->count;
    slot->count = keys->count * (size_t)c->runs.count;
    slot->words = arena_new_raw(c->keep, uint32_t, keys->count + 1);
    for (size_t i = 0; i < keys->count && slot->words; i++)
        slot->words[i] = word_number(keys->at[i].side, keys->at[i].hash);
    return slot->words && open_lists(c, slot);
}

static bool open_phrase(struct candidates *c, const struct search_term *term,
                        enum search_forms forms, struct phrase *phrase)
{
    phrase->within = term->within;
    phrase->count = term->count;
    phrase->slots = arena_new(c->keep, struct slot, term->count);
    for (size_t i = 0; i < term->count && phrase->slots; i++)
        if (!open_slot(c, &term->words[i], forms, &phrase->slots[i]))
            return false;
    return phrase->slots;
}

/* All words of a choice in one row. */
static bool gather_slots(struct candidates *c, struct choice *choice)
{
    size_t count = 0;

    for (size_t i = 0; i < choice->count; i++)
        count += choice->phrases[i].count;
    choice->slots = arena_new(c->keep, struct slot *, count + 1);
    for (size_t i = 0; i < choice->count && choice->slots; i++)
        for (size_t k = 0; k < choice->phrases[i].count; k++)
            choice->slots[choice->slot_count++] = &choice->phrases[i].slots[k];
    return choice->slots;
}

static bool open_choice(struct candidates *c, const struct search_terms *terms,
                        enum search_forms forms, struct choice *choice)
{
    choice->unit = -1;
    choice->count = terms->count;
    choice->phrases = arena_new(c->keep, struct phrase, terms->count);
    for (size_t i = 0; i < terms->count && choice->phrases; i++)
        if (!open_phrase(c, &terms->at[i], forms, &choice->phrases[i]))
            return false;
    return choice->phrases && gather_slots(c, choice);
}

/* Prefixes hit words beyond those that were looked for; what is excluded has
 * no lists. */
static bool asks_all_words(const struct search_query *query)
{
    bool prefix = query->excluded.count;

    for (size_t i = 0; i < query->count; i++)
        for (size_t k = 0; k < query->alternatives[i].count; k++) {
            const struct search_term *term = &query->alternatives[i].at[k];
            prefix |= term->words[term->count - 1].prefix;
        }
    return prefix;
}

static bool open_choices(struct candidates *c, const struct search_query *query,
                         enum search_forms forms)
{
    c->choices = arena_new(c->keep, struct choice, query->count);
    bool good = c->choices;
    for (; c->count < query->count && good; c->count++)
        good = open_choice(c, &query->alternatives[c->count], forms,
                           &c->choices[c->count]);
    return good;
}

enum barq_status candidates_open(const struct candidates_of *of,
                                 struct candidates **out, struct arena *keep,
                                 struct barq_error *err)
{
    struct candidates *c = arena_new(keep, struct candidates, 1);

    if (!c)
        return fail_nomem(err, "for a search");
    *c = (struct candidates){ .memory = of->memory,
                              .all_words = asks_all_words(of->query),
                              .from = PLACE_UNIT_MOST,
                              .fresh = of->fresh,
                              .fresh_left = of->fresh->count,
                              .keep = keep };
    enum barq_status status = words_runs(of->memory, &c->runs, err);
    if (status)
        return status;
    if (!open_choices(c, of->query, of->forms))
        return fail_nomem(err, "for a search");
    *out = c;
    return BARQ_OK;
}

/* ----------------------------------------------------------------- fresh */

static int compare_words(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static bool fresh_has(const struct fresh_unit *unit, const struct slot *slot)
{
    for (size_t i = 0; i < slot->keys; i++)
        if (bsearch(&slot->words[i], unit->words, unit->count,
                    sizeof(*unit->words), compare_words))
            return true;
    return false;
}

static bool fresh_suits(const struct fresh_unit *unit,
                        const struct choice *choice)
{
    for (size_t i = 0; i < choice->slot_count; i++)
        if (!fresh_has(unit, choice->slots[i]))
            return false;
    return true;
}

/* The last unit in `fresh` that may be meant, or 0. */
static int64_t next_fresh(struct candidates *c)
{
    while (c->fresh_left) {
        const struct fresh_unit *unit = &c->fresh->at[--c->fresh_left];
        for (size_t i = 0; i < c->count; i++)
            if (fresh_suits(unit, &c->choices[i]))
                return unit->unit;
    }
    return 0;
}

/* ---------------------------------------------------------------- places */

static bool reserve(struct arena *keep, uint32_t **at, size_t *room,
                    size_t count)
{
    if (count <= *room)
        return true;
    size_t more = 2 * count + 16;
    uint32_t *wider = arena_new(keep, uint32_t, more);
    if (!wider)
        return false;
    if (*room)
        memcpy(wider, *at, *room * sizeof(*wider));
    *at = wider;
    *room = more;
    return true;
}

static bool has_place(const uint32_t *at, size_t count, uint32_t place)
{
    return bsearch(&place, at, count, sizeof(*at), compare_words);
}

/* The places of a list's posting, in c->buffer: fewer than its row has
 * bytes. */
static bool read_places(struct candidates *c, const struct list *list,
                        size_t *count)
{
    if (c->buffer_room < list->bytes_len) {
        c->buffer_room = 2 * list->bytes_len;
        c->buffer = arena_new(c->keep, uint16_t, c->buffer_room);
        if (!c->buffer)
            return false;
    }
    *count = list_places(list, c->buffer, c->buffer_room);
    return true;
}

/* Where a word stands in `unit`, ascending. */
static bool gather_places(struct candidates *c, struct slot *slot, int64_t unit)
{
    size_t lists = 0;

    slot->place_count = 0;
    for (size_t i = 0; i < slot->count; i++) {
        if (slot->units[i] != unit)
            continue;
        uint32_t side = slot->lists[i]->word & 1 ? SIDE_STEP : 0;
        size_t n = 0;
        if (!read_places(c, slot->lists[i], &n) ||
            !reserve(c->keep, &slot->places, &slot->room,
                     slot->place_count + n))
            return false;
        for (size_t k = 0; k < n; k++)
            slot->places[slot->place_count++] = side + c->buffer[k];
        lists++;
    }
    if (lists > 1)
        qsort(slot->places, slot->place_count, sizeof(*slot->places),
              compare_words);
    return true;
}

/* Where the whole phrase stands. */
static bool gather_starts(struct candidates *c, struct phrase *phrase,
                          int64_t unit)
{
    const struct slot *first = &phrase->slots[0];

    for (size_t i = 0; i < phrase->count; i++)
        if (!gather_places(c, &phrase->slots[i], unit))
            return false;
    phrase->start_count = 0;
    if (!reserve(c->keep, &phrase->starts, &phrase->room, first->place_count))
        return false;
    for (size_t i = 0; i < first->place_count; i++) {
        bool whole = true;
        for (size_t k = 1; k < phrase->count && whole; k++)
            whole =
                has_place(phrase->slots[k].places, phrase->slots[k].place_count,
                          first->places[i] + (uint32_t)k);
        if (whole)
            phrase->starts[phrase->start_count++] = first->places[i];
    }
    return true;
}

/* Words between two phrases, whichever comes first; 0 if they touch. */
static uint32_t gap(uint32_t a, size_t a_count, uint32_t b, size_t b_count)
{
    uint32_t a_end = a + (uint32_t)a_count, b_end = b + (uint32_t)b_count;

    if (b >= a_end)
        return b - a_end;
    return a >= b_end ? a - b_end : UINT32_MAX;
}

/* Keep the starts of a phrase that are near one of the phrase before. */
static void keep_near(const struct phrase *before, struct phrase *phrase)
{
    size_t kept = 0;

    for (size_t i = 0; i < phrase->start_count; i++) {
        bool near = false;
        for (size_t k = 0; k < before->start_count && !near; k++)
            near = gap(before->starts[k], before->count, phrase->starts[i],
                       phrase->count) <= (uint32_t)phrase->within;
        if (near)
            phrase->starts[kept++] = phrase->starts[i];
    }
    phrase->start_count = kept;
}

static bool places_matter(const struct choice *choice, size_t i)
{
    return choice->phrases[i].count > 1 ||
           choice->phrases[i].within != ANYWHERE ||
           (i + 1 < choice->count && choice->phrases[i + 1].within != ANYWHERE);
}

/* Do the words stand in choice->unit as they should? */
static enum barq_status places_suit(struct candidates *c, struct choice *choice,
                                    bool *suit, struct barq_error *err)
{
    *suit = true;
    for (size_t i = 0; i < choice->count && *suit; i++) {
        struct phrase *phrase = &choice->phrases[i];
        if (!places_matter(choice, i))
            continue;
        if (!gather_starts(c, phrase, choice->unit))
            return fail_nomem(err, "for a search");
        if (i && phrase->within != ANYWHERE)
            keep_near(&choice->phrases[i - 1], phrase);
        *suit = phrase->start_count;
    }
    return BARQ_OK;
}

/* ----------------------------------------------------------------- lists */

/* Without the lists that are at their ends, in the same order. */
static void drop_ended(struct slot *slot)
{
    size_t kept = 0;

    for (size_t i = 0; i < slot->count; i++) {
        if (!slot->units[i])
            continue;
        slot->lists[kept] = slot->lists[i];
        slot->units[kept++] = slot->units[i];
    }
    slot->count = kept;
}

static enum barq_status slot_seek(struct slot *slot, int64_t unit,
                                  struct barq_error *err)
{
    int64_t last = 0;
    bool ended = false;

    for (size_t i = 0; i < slot->count; i++) {
        if (slot->units[i] > unit) {
            struct list *list = slot->lists[i];
            if (list->last < last)
                break; /* as of any run behind it */
            enum barq_status status = list_seek(list, unit, err);
            if (status)
                return status;
            slot->units[i] = list->unit;
            ended |= !list->unit;
        }
        if (slot->units[i] > last)
            last = slot->units[i];
    }
    slot->unit = last;
    if (ended)
        drop_ended(slot);
    return BARQ_OK;
}

static int64_t frequency(const struct slot *slot)
{
    int64_t sum = 0;

    for (size_t i = 0; i < slot->count; i++)
        sum += list_frequency(slot->lists[i]);
    return sum;
}

/* Begin with the rarest word: those behind it are asked less. */
static enum barq_status seek_first(struct choice *choice, int64_t unit,
                                   struct barq_error *err)
{
    for (size_t i = 0; i < choice->slot_count; i++) {
        struct slot *slot = choice->slots[i];
        enum barq_status status = slot_seek(slot, unit, err);
        if (status)
            return status;
        slot->frequency = frequency(slot);
        size_t at = i;
        for (; at && choice->slots[at - 1]->frequency > slot->frequency; at--)
            choice->slots[at] = choice->slots[at - 1];
        choice->slots[at] = slot;
        if (!slot->unit)
            break; /* there is none with all */
    }
    return BARQ_OK;
}

/* The last unit up to *unit that has all words; *unit is 0 if none has. */
static enum barq_status seek_all(struct choice *choice, int64_t *unit,
                                 struct barq_error *err)
{
    size_t agree = 0;

    while (agree < choice->slot_count && *unit) {
        struct slot *slot = choice->slots[agree];
        enum barq_status status = slot_seek(slot, *unit, err);
        if (status)
            return status;
        agree = slot->unit < *unit && agree ? 0 : agree + 1;
        *unit = slot->unit;
    }
    return BARQ_OK;
}

/* choice->unit to the last candidate up to `unit`; 0 if there is none. */
static enum barq_status choice_seek(struct candidates *c, struct choice *choice,
                                    int64_t unit, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    bool suit = false;

    if (choice->unit >= 0 && choice->unit <= unit)
        return BARQ_OK;
    if (choice->unit < 0)
        status = seek_first(choice, unit, err);
    for (choice->unit = unit; choice->unit && !suit && !status;) {
        status = seek_all(choice, &choice->unit, err);
        if (!status && choice->unit)
            status = places_suit(c, choice, &suit, err);
        if (!suit && choice->unit)
            choice->unit--;
    }
    return status;
}

/* The words before the end of the last place that a list has. */
static enum barq_status add_reach(struct candidates *c, const struct slot *slot,
                                  int64_t unit, size_t reach[SIDES],
                                  struct barq_error *err)
{
    for (size_t i = 0; i < slot->count; i++) {
        size_t *to = &reach[slot->lists[i]->word & 1], n = 0;
        if (slot->units[i] != unit)
            continue;
        if (!read_places(c, slot->lists[i], &n))
            return fail_nomem(err, "for a search");
        size_t last = n ? c->buffer[n - 1] : ORDINAL_MOST;
        if (last == ORDINAL_MOST)
            *to = ALL_WORDS; /* others may follow */
        else if (*to <= last)
            *to = last + 1;
    }
    return BARQ_OK;
}

/* A unit of which the lists know all. */
static enum barq_status find_reach(struct candidates *c, int64_t unit,
                                   size_t reach[SIDES], struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    reach[0] = reach[1] = c->all_words ? ALL_WORDS : 0;
    for (size_t i = 0; i < c->count && !c->all_words; i++)
        for (size_t k = 0; k < c->choices[i].slot_count && !status; k++)
            if (c->choices[i].unit == unit)
                status = add_reach(c, c->choices[i].slots[k], unit, reach, err);
    return status;
}

enum barq_status candidates_next(struct candidates *candidates,
                                 struct candidate *next, struct barq_error *err)
{
    struct candidates *c = candidates;
    enum barq_status status = BARQ_OK;

    next->reach[0] = next->reach[1] = ALL_WORDS;
    next->unit = next_fresh(c);
    if (next->unit)
        return BARQ_OK;
    for (size_t i = 0; i < c->count && !status; i++) {
        status = choice_seek(c, &c->choices[i], c->from, err);
        if (c->choices[i].unit > next->unit)
            next->unit = c->choices[i].unit;
    }
    c->from = next->unit ? next->unit - 1 : 0;
    if (status)
        return status;
    return next->unit ? find_reach(c, next->unit, next->reach, err)
                      : BARQ_NOTHING;
}
