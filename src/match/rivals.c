/*
 * rivals.c - what else was made of the same source.
 *
 * A rival is another wording of the very same source.  It takes a point off
 * all of them, so that a person looks.  A correction is a rival, too, and no
 * context may put the old wording before it: a person's newer wording
 * supersedes one that nobody read, and also one that somebody did, if it was
 * given by itself.  (If it stood in another story, it is that story's.)
 *
 *     1  aligned    "rejected"  May 3
 *     2  published  "refused"   May 4    supersedes 1
 *     3  published  "declined"  May 5    supersedes 1 and 2
 *
 * In an earlier version of the story at hand a wording is the one that the desk
 * chose for it, so there only what was published by itself corrects it: no
 * formula, and nothing that another story says.
 *
 * Sources are the same at L2, targets at L1.  A wire's boilerplate may have
 * thousands of wordings, every one of them a candidate of its own.  So all
 * units of one bare key are read once in a lookup, and of each source is kept
 * what answers for any of its wordings: the newest, and the newest of another
 * target.  One of the two is no wording of the target in hand.  And which
 * wording each of the units is, since each is asked about.
 *
 * Limits: texts are told apart by their hashes of 64 bits.
 */
#include "match/judge.h"

#include "base/error.h"

/* The newest of some wordings, and the newest of another target. */
struct newest {
    struct memory_wording at[2]; /* their target is 0 where there is none */
};

/* What the memory has under a key: of a source the wordings; and of a bare
 * key, whether its units were read. */
struct match_source {
    uint64_t key;
    struct match_source *next; /* in the same row of the table */
    struct newest all;
    struct newest read;           /* of those that a person read */
    struct newest corrected;      /* of those that a person gave by itself */
    struct newest published;      /* ... as a final wording */
    bool known;                   /* as a bare key: its units were read */
    struct memory_wording *units; /* ... if they are many, by their ids */
    size_t unit_count;
};

static bool newer(const struct memory_wording *a,
                  const struct memory_wording *b)
{
    return a->changed > b->changed ||
           (a->changed == b->changed && a->id > b->id);
}

static void note(struct newest *newest, const struct memory_wording *wording)
{
    struct memory_wording *first = &newest->at[0], *second = &newest->at[1];

    if (wording->target == first->target) {
        if (newer(wording, first))
            *first = *wording;
    } else if (!first->target || newer(wording, first)) {
        *second = *first;
        *first = *wording;
    } else if (!second->target || newer(wording, second)) {
        *second = *wording;
    }
}

/* The newest that is not what `mine` says; its target is 0 if there is none. */
static const struct memory_wording *other(const struct newest *newest,
                                          const struct memory_wording *mine)
{
    return &newest->at[newest->at[0].target == mine->target];
}

/* The entry of `key`, made if it is new; NULL when the arena is full. */
static struct match_source *find_source(struct match_same *same, uint64_t key)
{
    struct match_source **row = &same->table[key % MATCH_SAME_ROWS];

    for (struct match_source *at = *row; at; at = at->next)
        if (at->key == key)
            return at;
    struct match_source *made = arena_new(&same->home, struct match_source, 1);
    if (!made)
        return NULL;
    made->key = key;
    made->next = *row;
    *row = made;
    return made;
}

static enum barq_status note_unit(const struct match_query *query,
                                  const struct memory_wording *wording,
                                  struct barq_error *err)
{
    struct match_source *source = find_source(query->same, wording->source);

    if (!source)
        return fail_nomem(err, "for the wordings of a segment");
    note(&source->all, wording);
    if (wording->read)
        note(&source->read, wording);
    if (wording->read && wording->alone)
        note(&source->corrected, wording);
    if (wording->published && wording->alone)
        note(&source->published, wording);
    return BARQ_OK;
}

/* Note the units of a bare key, which are many. */
static enum barq_status note_units(const struct match_query *query,
                                   struct memory_ids ids,
                                   struct match_source *entry,
                                   struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    entry->units =
        arena_new(&query->same->home, struct memory_wording, ids.count);
    if (!entry->units)
        return fail_nomem(err, "for the wordings of a segment");
    for (size_t i = 0; i < ids.count && !status; i++) {
        struct memory_wording *unit = &entry->units[entry->unit_count];
        status = memory_get_wording(query->memory, ids.at[i], query->lang, unit,
                                    scratch, err);
        if (status == BARQ_NOTHING) { /* deleted meanwhile */
            status = BARQ_OK;
            continue;
        }
        if (status)
            break;
        entry->unit_count++;
        status = note_unit(query, unit, err);
    }
    return status;
}

/* The entry of a bare key, whose units are noted. */
static enum barq_status read_units(const struct match_query *query,
                                   uint64_t bare, struct match_source **out,
                                   struct arena scratch, struct barq_error *err)
{
    struct arena list = arena_split(&scratch);
    struct match_source *entry = find_source(query->same, bare);
    struct memory_ids ids = { 0 };

    *out = entry;
    if (!entry)
        return fail_nomem(err, "for the wordings of a segment");
    if (entry->known)
        return BARQ_OK;
    enum barq_status status =
        memory_same_likely(query->memory, query->lang, bare, &ids, &list, err);
    if (!status && ids.count > 1)
        status = note_units(query, ids, entry, scratch, err);
    entry->known = !status;
    return status;
}

static const struct memory_wording *unit_in(const struct match_source *entry,
                                            int64_t id)
{
    size_t low = 0;

    for (size_t size = entry->unit_count; size; size -= (size + 1) / 2)
        low += entry->units[low + size / 2].id < id ? (size + 1) / 2 : 0;
    return low < entry->unit_count && entry->units[low].id == id
               ? &entry->units[low]
               : NULL;
}

enum barq_status match_rivals(const struct match_query *query, int64_t id,
                              const struct match_side *side,
                              struct match_rivals *out, struct arena scratch,
                              struct barq_error *err)
{
    struct match_source *entry = NULL;
    enum barq_status status =
        read_units(query, memory_bare_key(side->tokens), &entry, scratch, err);

    *out = (struct match_rivals){ 0 };
    const struct memory_wording *mine = status ? NULL : unit_in(entry, id);
    if (!mine) /* there is no other */
        return status;
    struct match_source *source = find_source(query->same, mine->source);
    if (!source)
        return fail_nomem(err, "for the wordings of a segment");
    const struct memory_wording *correction =
        other(mine->read ? &source->corrected : &source->read, mine);
    out->found = other(&source->all, mine)->target != 0;
    out->superseded = correction->target && newer(correction, mine);
    correction = other(&source->published, mine);
    out->corrected = correction->target && newer(correction, mine);
    return BARQ_OK;
}
