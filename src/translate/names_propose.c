/*
 * names_propose.c - names for the ledger, out of the memory's own pairs.
 *
 * Every pair is looked at for names (names_pair.c); what was seen is gathered
 * by Arabic form and English form, with the stories it stood in:
 *
 *   blynkn    Blinken 41 stories   Blinkin 3
 *   blynkyn   Blinken 6
 *   -> Blinken, Arabic blynkn | blynkyn, gives way to it: Blinkin; 45 stories
 *
 * The English form of the most stories is the house form that is proposed, a
 * person may think otherwise.  Arabic forms that the ledger has, in whatever
 * status, are not proposed; a new spelling of a name that it has is, and is
 * joined to that name when it is accepted.
 *
 * A single English word that stands in small letters elsewhere in the memory
 * is a word of the language, at the beginning of a sentence or in a headline,
 * unless that is rare: once for ten capitals.
 *
 * What kind of name it is, its company tells: a title, "in" before it, the
 * lexicon's places and institutions.  It is a guess.
 */
#include "translate/names_propose.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum {
    SLOTS_FIRST = 1 << 12,
    TOLD_EACH = 256, /* units between two words on progress */
};

/* ------------------------------------------------------------------ growing */

static bool widen_slots(struct proposing *p)
{
    if (p->count * 2 < p->slot_count)
        return true;
    size_t count = p->slot_count ? p->slot_count * 2 : SLOTS_FIRST;
    uint32_t *slots = arena_new(p->keep, uint32_t, count);
    if (!slots)
        return false;
    for (size_t i = 0; i < p->count; i++) {
        struct sighting *s = &p->sightings[i];
        size_t slot = (s->ar_key * 3 ^ s->en_key) & (count - 1);
        s->next = slots[slot];
        slots[slot] = (uint32_t)i + 1;
    }
    p->slots = slots;
    p->slot_count = count;
    return true;
}

/* Room for one more of a list; the old list is left in the arena. */
static void *grown(void *at, size_t *room, size_t count, size_t size,
                   struct arena *keep)
{
    if (count < *room)
        return at;
    size_t wanted = *room ? *room * 2 : SLOTS_FIRST;
    void *more = arena_take(keep, size, _Alignof(max_align_t), wanted);
    if (more && count)
        memcpy(more, at, count * size);
    if (more)
        *room = wanted;
    return more;
}

static struct sighting *find_sighting(const struct proposing *p, uint64_t ar,
                                      uint64_t en)
{
    uint32_t at =
        p->slot_count ? p->slots[(ar * 3 ^ en) & (p->slot_count - 1)] : 0;

    while (at && (p->sightings[at - 1].ar_key != ar ||
                  p->sightings[at - 1].en_key != en))
        at = p->sightings[at - 1].next;
    return at ? &p->sightings[at - 1] : NULL;
}

static struct sighting *add_sighting(struct proposing *p,
                                     const struct sighting *seen)
{
    if (!widen_slots(p))
        return NULL;
    struct sighting *list =
        grown(p->sightings, &p->room, p->count, sizeof(*p->sightings), p->keep);
    if (!list)
        return NULL;
    p->sightings = list;
    struct sighting *s = &p->sightings[p->count];
    uint32_t *slot =
        &p->slots[(seen->ar_key * 3 ^ seen->en_key) & (p->slot_count - 1)];
    *s = *seen;
    s->ar = arena_text(p->keep, seen->ar);
    s->en = arena_text(p->keep, seen->en);
    s->next = *slot;
    *slot = (uint32_t)++p->count;
    return s->ar.at && s->en.at ? s : NULL;
}

/* Where a word of small letters is counted; NULL without room. */
static struct small *small_of(struct proposing *p, uint64_t key)
{
    if (p->small_count * 2 >= p->small_slots) {
        size_t slots = p->small_slots ? p->small_slots * 2 : SLOTS_FIRST;
        struct small *old = p->small;
        size_t old_slots = p->small_slots;
        p->small = arena_new(p->keep, struct small, slots);
        p->small_slots = slots;
        if (!p->small)
            return NULL;
        for (size_t i = 0; i < old_slots; i++)
            if (old[i].key)
                *small_of(p, old[i].key) = old[i];
    }
    size_t slot = (size_t)(key & (p->small_slots - 1));
    while (p->small[slot].key && p->small[slot].key != key)
        slot = (slot + 1) & (p->small_slots - 1);
    return &p->small[slot];
}

const struct small *propose_small(const struct proposing *p, uint64_t key)
{
    size_t slot = (size_t)(key & (p->small_slots - 1));

    while (p->small_slots && p->small[slot].key && p->small[slot].key != key)
        slot = (slot + 1) & (p->small_slots - 1);
    return p->small_slots && p->small[slot].key ? &p->small[slot] : NULL;
}

static bool count_small(struct proposing *p, const struct tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        if (token->kind != TOKEN_WORD || name_has_capital(token->raw))
            continue;
        struct small *small = small_of(p, token->l2_hash);
        if (!small)
            return false;
        p->small_count += small->key == 0;
        small->key = token->l2_hash;
        small->times++;
    }
    return true;
}

/* -------------------------------------------------------------------- kinds */

static bool is_in_table(const struct proposing *p, struct barq_text en_key,
                        const char *table)
{
    return name_in_table(&p->finder, BARQ_EN, en_key, table);
}

static bool is_title(const struct proposing *p, const struct tokens *tokens,
                     size_t at, enum barq_lang lang)
{
    return at < tokens->count &&
           name_is_title(&p->finder, lang, tokens->at[at].l2);
}

/* What speaks for a kind, in this place. */
static enum barq_name_kind guess(const struct proposing *p,
                                 const struct name_sides *sides,
                                 const struct name_pair *pair,
                                 struct barq_text en_key)
{
    const struct tokens *ar = &sides->tokens[0], *en = &sides->tokens[1];

    if (is_in_table(p, en_key, "places") || is_in_table(p, en_key, "countries"))
        return BARQ_PLACE;
    if (is_in_table(p, en_key, "institutions"))
        return BARQ_ORGANISATION;
    if (is_title(p, en, pair->en_first - 1, BARQ_EN) ||
        is_title(p, ar, pair->ar_first - 1, BARQ_AR) ||
        pair->en_end - pair->en_first > 1)
        return BARQ_PERSON;
    if (pair->en_first &&
        text_equal(en->at[pair->en_first - 1].l2, text_of("in")))
        return BARQ_PLACE;
    return BARQ_OTHER;
}

/* ------------------------------------------------------------------- seeing */

static bool add_stand(struct proposing *p, size_t sighting, uint64_t story)
{
    struct stand *list = grown(p->stands, &p->stand_room, p->stand_count,
                               sizeof(*p->stands), p->keep);

    if (!list)
        return false;
    p->stands = list;
    p->stands[p->stand_count++] = (struct stand){ (uint32_t)sighting, story };
    return true;
}

static bool has_small_letter(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'a' && text.at[i] <= 'z')
            return true;
    return false;
}

static enum barq_status see_pair(struct proposing *p,
                                 const struct name_sides *sides,
                                 const struct name_pair *pair, uint64_t story,
                                 struct barq_error *err)
{
    struct arena scratch = p->scratch, task = arena_split(&scratch);
    struct barq_text ar = { 0 }, en = { 0 };
    struct sighting seen = { .ar = pair->ar, .en = pair->en };
    enum barq_status status =
        text_fold(pair->ar, TEXT_L2, &ar, &task, scratch, err);

    if (!status)
        status = text_fold(pair->en, TEXT_L2, &en, &task, scratch, err);
    if (status)
        return status;
    seen.ar_key = text_hash(ar);
    seen.en_key = text_hash(en);
    seen.single = pair->en_end - pair->en_first == 1;
    struct sighting *s = find_sighting(p, seen.ar_key, seen.en_key);
    if (!s)
        s = add_sighting(p, &seen);
    if (!s)
        return fail_nomem(err, "for the names seen");
    if (!has_small_letter(s->en) && has_small_letter(pair->en))
        s->en = arena_text(p->keep, pair->en);
    s->times++;
    s->votes[guess(p, sides, pair, en)]++;
    if (s->last_story == story && s->times > 1)
        return BARQ_OK;
    s->last_story = story;
    return s->en.at && add_stand(p, (size_t)(s - p->sightings), story)
               ? BARQ_OK
               : fail_nomem(err, "for the names seen");
}

/* The hash of the unit's story; without one it stands for itself. */
static enum barq_status story_of(const struct barq_unit *unit, uint64_t *story,
                                 struct arena scratch, struct barq_error *err)
{
    *story = (uint64_t)unit->id;
    return unit->story.len ? memory_story_key(unit->story, story, scratch, err)
                           : BARQ_OK;
}

static enum barq_status see_unit(struct proposing *p,
                                 const struct barq_unit *unit,
                                 struct arena scratch, struct barq_error *err)
{
    struct arena task = arena_split(&scratch);
    struct name_sides sides = { .texts = { unit->ar, unit->en } };
    struct name_pairs pairs = { 0 };
    uint64_t story = 0;
    enum barq_status status =
        name_sides_cut(&p->finder, &sides, &task, scratch, err);

    if (!status)
        status = story_of(unit, &story, scratch, err);
    if (!status)
        status = names_pair(&p->finder, &sides, &pairs, &task, err);
    if (!status && !count_small(p, &sides.tokens[1]))
        status = fail_nomem(err, "for the words seen");
    p->scratch = scratch;
    for (size_t i = 0; i < pairs.count && !status; i++)
        status = see_pair(p, &sides, &pairs.at[i], story, err);
    return status;
}

/* Is the unit one to be looked at?  MT is only where its origin is asked for.
 */
static enum barq_status is_wanted(const struct memory_sieve *sieve,
                                  const struct barq_filter *filter,
                                  const struct barq_unit *unit, bool *wanted,
                                  struct barq_error *err)
{
    *wanted = false;
    if (unit->origin == BARQ_MT && !(filter && filter->origins))
        return BARQ_OK;
    return memory_sieve_passes(sieve, unit->id, wanted, err);
}

static enum barq_status see_units(struct proposing *p,
                                  const struct barq_propose_options *how,
                                  struct memory_sieve *sieve,
                                  struct arena scratch, struct barq_error *err)
{
    struct barq_stats stats = { 0 };
    struct barq_unit unit = { 0 };
    enum barq_status status = barq_memory_stats(p->memory, &stats, err);

    for (int64_t done = 0; !status; done++) {
        struct arena task = scratch, text = arena_split(&task);
        bool wanted = false;
        for (int s = 0; s < 2; s++)
            word_cache_rest(memory_words(p->memory, s ? BARQ_EN : BARQ_AR));
        if (how->progress.tell && done % TOLD_EACH == 0)
            how->progress.tell(how->progress.context, done, stats.units);
        status = memory_next(p->memory, unit.id, &unit, &text, err);
        if (!status)
            status = is_wanted(sieve, how->filter, &unit, &wanted, err);
        if (!status && wanted)
            status = see_unit(p, &unit, task, err);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* ------------------------------------------------------------------ storing */

static enum barq_status store_names(struct barq_memory *memory,
                                    struct ledger *ledger,
                                    struct barq_name *names, size_t count,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < count && !status; i++) {
        enum barq_added added;
        status =
            ledger_put(memory, ledger, &names[i], &added, &names[i].id, err);
        /* What no ledger takes was no name. */
        if (status == BARQ_E_INPUT || status == BARQ_NOTHING) {
            names[i].id = 0;
            status = BARQ_OK;
        }
    }
    return status;
}

static enum barq_status give_names(const struct barq_name *names, size_t count,
                                   bool dry_run, struct barq_names **out,
                                   struct barq_error *err)
{
    struct barq_names *given;
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    given = arena_new(&keep, struct barq_names, 1);
    if (given)
        given->at = arena_new(&keep, struct barq_name, count + 1);
    if (!given || !given->at)
        status = fail_nomem(err, "for the names");
    for (size_t i = 0; i < count && !status; i++)
        if (names[i].id || (dry_run && !name_check(&names[i], NULL)))
            status = ledger_copy_name(&names[i], &given->at[given->count++],
                                      &keep, err);
    if (!status && !given->count)
        status = fail(err, BARQ_NOTHING, 0, "no names were found to propose");
    if (status) {
        block_release(home);
        return status;
    }
    given->home = home;
    *out = given;
    return BARQ_OK;
}

/* Look at the units, in one state of the memory, and make names of what is
 * new to its ledger. */
static enum barq_status look(struct proposing *p,
                             const struct barq_propose_options *how,
                             struct barq_name **names, size_t *count,
                             struct arena scratch, struct barq_error *err)
{
    struct arena task = arena_split(&scratch);
    struct memory_sieve *sieve = NULL;
    struct ledger ledger = { 0 };
    enum barq_status status =
        ledger_read(p->memory, &ledger, p->keep, task, err);

    p->ledger = &ledger;
    if (!status)
        status = memory_sieve_open(p->memory, how->filter, &sieve, &task,
                                   scratch, err);
    if (!status)
        status = see_units(p, how, sieve, scratch, err);
    memory_sieve_close(sieve);
    p->scratch = scratch;
    if (!status)
        status = propose_names(p, names, count, err);
    p->ledger = NULL;
    return status;
}

/* Into the ledger as it is by now, all or none; the ids into `names`. */
static enum barq_status store(struct proposing *p, struct barq_name *names,
                              size_t count, struct arena scratch,
                              struct barq_error *err)
{
    struct ledger ledger = { 0 };
    enum barq_status status = memory_begin(p->memory, err);

    if (status)
        return status;
    status = ledger_read(p->memory, &ledger, p->keep, scratch, err);
    if (!status)
        status = store_names(p->memory, &ledger, names, count, err);
    if (!status)
        status = memory_commit(p->memory, err);
    if (status)
        memory_rollback(p->memory);
    return status;
}

/* Others may write while the units are read. */
static enum barq_status propose(struct proposing *p,
                                const struct barq_propose_options *how,
                                struct barq_names **out, struct arena scratch,
                                struct barq_error *err)
{
    struct barq_name *names = NULL;
    size_t count = 0;
    enum barq_status status = memory_read_begin(p->memory, err);

    if (status)
        return status;
    status = look(p, how, &names, &count, scratch, err);
    memory_read_end(p->memory);
    if (!status && !how->dry_run)
        status = store(p, names, count, scratch, err);
    return status ? status : give_names(names, count, how->dry_run, out, err);
}

enum barq_status barq_names_propose(struct barq_memory *memory,
                                    const struct barq_propose_options *options,
                                    struct barq_names **out,
                                    struct barq_error *err)
{
    static const struct barq_propose_options usual = { 0 };
    const struct barq_propose_options *how = options ? options : &usual;
    struct proposing p = { .memory = memory,
                           .least =
                               how->stories ? how->stories : STORIES_LEAST };
    struct block home;
    struct arena keep;
    enum barq_status status =
        block_reserve(&home, 4 * TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct arena scratch = arena_split(&keep);
    p.keep = &keep;
    status = name_finder_open(memory, &p.finder, err);
    if (!status) {
        status = propose(&p, how, out, scratch, err);
        name_finder_close(&p.finder);
    }
    block_release(home);
    return status;
}
