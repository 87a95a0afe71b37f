/*
 * known.c - what a handle knows of units, since it has read them before.
 *
 * The same datelines and formulas are candidates of each day's stories, by the
 * thousand, and to have SQLite find one takes as long as to weigh it.  So what
 * a lookup asks of a unit is kept, in each language apart:
 *
 *     what ranks it, and its text                         (get.c)
 *     its words, as numbers: most units that retrieval    (match/keyed.c)
 *     offers are too far away, and these say so
 *     which wording of which source it is                 (match/rivals.c)
 *
 * All of it lies with the heads of the index, is forgotten with them, and is as
 * good as they are (heads.c).
 */
#include "memory/posting.h"

#include "base/error.h"

#include <string.h>

/* The longest text of a unit that is kept. */
enum { TEXT_MOST = 2 << 10 };

/* Under which row something is kept: under a list of no key, that has neither a
 * head nor rows there. */
enum known { KNOWN_BRIEF, KNOWN_WORDING };

static bool has_row(int64_t id)
{
    return 1 <= id && id < UNIT_MOST;
}

static int64_t row_of(enum known what, enum barq_lang lang, int64_t id)
{
    return row_id(RUN_SINGLE,
                  posting_of(posting_list(lang == BARQ_EN, 0), what, id + 1));
}

/* A brief, and since when its bag is kept, which may be gone before it. */
struct known_unit {
    struct memory_brief brief;
    uint32_t bag_age;
};

static struct known_unit *kept_unit(const struct barq_memory *memory,
                                    enum barq_lang lang, int64_t id)
{
    struct known_unit *kept =
        has_row(id) ? heads_kept(memory, row_of(KNOWN_BRIEF, lang, id)) : NULL;

    if (kept && kept->brief.bag.at && !heads_has_age(memory, kept->bag_age))
        kept->brief.bag = (struct memory_bag){ 0 };
    return kept;
}

static void set_bag(const struct barq_memory *memory, struct known_unit *kept,
                    struct memory_bag bag)
{
    kept->brief.bag = bag;
    kept->bag_age = heads_age_of(memory, bag.at);
}

const struct memory_brief *known_brief(const struct barq_memory *memory,
                                       enum barq_lang lang, int64_t id)
{
    const struct known_unit *kept = kept_unit(memory, lang, id);

    return kept ? &kept->brief : NULL;
}

void known_keep_brief(struct barq_memory *memory, enum barq_lang lang,
                      const struct memory_brief *brief)
{
    if (!has_row(brief->id) || brief->text.len > TEXT_MOST)
        return;
    size_t size = sizeof(struct known_unit) + brief->text.len;
    struct known_unit *copy = heads_take(memory, size);
    if (!copy)
        return;
    char *text = (char *)(copy + 1);
    memcpy(text, brief->text.at, brief->text.len);
    *copy = (struct known_unit){ .brief = *brief };
    copy->brief.text.at = text;
    heads_keep(memory, row_of(KNOWN_BRIEF, lang, brief->id), copy, size);
}

struct memory_bag memory_keep_bag(struct barq_memory *memory,
                                  enum barq_lang lang, int64_t id,
                                  struct memory_bag bag)
{
    struct known_unit *kept = kept_unit(memory, lang, id);
    size_t size = bag.count * sizeof(*bag.at);
    const struct memory_bag none = { 0 };

    if (!kept || kept->brief.bag.at)
        return kept ? kept->brief.bag : none;
    uint32_t *at = heads_take(memory, size);
    if (!at)
        return none;
    if (size)
        memcpy(at, bag.at, size);
    bag.at = at;
    set_bag(memory, kept, bag);
    return bag;
}

void memory_share_bag(struct barq_memory *memory, enum barq_lang lang,
                      int64_t id, struct memory_bag bag)
{
    struct known_unit *kept = kept_unit(memory, lang, id);

    if (kept)
        set_bag(memory, kept, bag);
}

/* ---------------------------------------------------------------- wordings */

static enum barq_status hash_at(struct barq_text text, enum text_level level,
                                uint64_t *hash, struct arena scratch,
                                struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text key = { 0 };
    enum barq_status status = text_fold(text, level, &key, &keep, scratch, err);

    if (!status)
        *hash = text_hash(key);
    return status;
}

static enum barq_status read_wording(const struct barq_unit *unit,
                                     enum barq_lang lang,
                                     struct memory_wording *out,
                                     struct arena scratch,
                                     struct barq_error *err)
{
    bool arabic = lang == BARQ_AR;
    enum barq_status status;

    *out =
        (struct memory_wording){ .id = unit->id,
                                 .changed = unit->changed,
                                 .read = unit->origin == BARQ_PUBLISHED ||
                                         unit->origin == BARQ_REVIEWED,
                                 .alone = !unit->story.len,
                                 .published = unit->origin == BARQ_PUBLISHED };
    if ((status = hash_at(arabic ? unit->ar : unit->en, TEXT_L2, &out->source,
                          scratch, err)))
        return status;
    return hash_at(arabic ? unit->en : unit->ar, TEXT_L1, &out->target, scratch,
                   err);
}

static void keep_wording(struct barq_memory *memory, enum barq_lang lang,
                         const struct memory_wording *wording)
{
    struct memory_wording *copy =
        has_row(wording->id) ? heads_take(memory, sizeof(*copy)) : NULL;

    if (!copy)
        return;
    *copy = *wording;
    heads_keep(memory, row_of(KNOWN_WORDING, lang, wording->id), copy,
               sizeof(*copy));
}

enum barq_status memory_get_wording(struct barq_memory *memory, int64_t id,
                                    enum barq_lang lang,
                                    struct memory_wording *out,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct arena texts = arena_split(&scratch);
    struct barq_unit unit = { 0 };
    const struct memory_wording *kept =
        has_row(id) ? heads_kept(memory, row_of(KNOWN_WORDING, lang, id))
                    : NULL;

    if (kept) {
        *out = *kept;
        return BARQ_OK;
    }
    enum barq_status status = memory_get(memory, id, &unit, &texts, err);
    if (!status)
        status = read_wording(&unit, lang, out, scratch, err);
    if (!status)
        keep_wording(memory, lang, out);
    return status;
}
