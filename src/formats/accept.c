/*
 * accept.c - a draft that a person has read, back into the memory.
 *
 * What a machine translated is in no memory until a person vouches for it.
 * An editor takes the draft (barq translate --json), corrects the targets
 * where need be, types what was open, and accepts it.  What then is a
 * translation of its source becomes a unit of origin `reviewed`, with its
 * neighbours and its place in the story:
 *
 *   machine translation   as it stands there now, with a note of the engine
 *   open                  if a target was typed
 *   exact, class 100 up   known already; its place is noted, and that a person
 *                         has read it
 *   fuzzy                 if the target is not what the unit has: numbers were
 *                         put in, or it was edited.  As it was left it is no
 *                         wording for this sentence.
 *
 * A segment that says "accepted": true or false itself is believed.  The story
 * is a version of its own in the memory, behind those that are there: the next
 * one is compared with it.  All or nothing.
 */
#include "formats/formats.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "memory/memory.h"

#include <stdlib.h>
#include <string.h>

/* The lowest class of an exact match. */
enum { EXACT = 100 };

struct accepting {
    struct barq_memory *memory;
    const struct barq_exchange_options *options;
    bool from_ar;
    struct barq_text story, file;
    struct story_source source;
    struct barq_counts counts;
};

static bool is_machine(const cJSON *item)
{
    return text_equal(json_member(item, "origin"), text_of("mt"));
}

static bool is_translated(const cJSON *item)
{
    return text_trim(json_member(item, "source")).len &&
           text_trim(json_member(item, "target")).len &&
           !text_equal(json_member(item, "kind"), text_of("furniture"));
}

/* Is the target another text than the unit has that it came from? */
static enum barq_status is_reworded(const struct accepting *a,
                                    const cJSON *item, bool *yes,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    enum barq_lang to = a->from_ar ? BARQ_EN : BARQ_AR;
    struct barq_text unit = json_member(item, "unit");
    struct memory_brief brief;
    int64_t id = unit.at ? strtoll(unit.at, NULL, 10) : 0;
    enum barq_status status =
        id > 0 ? memory_get_brief(a->memory, id, to, &brief, &scratch, err)
               : BARQ_NOTHING;

    *yes = status == BARQ_OK &&
           !text_equal(text_trim(brief.text),
                       text_trim(json_member(item, "target")));
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* Does the segment hold a translation of its source? */
static enum barq_status is_wanted(const struct accepting *a, const cJSON *item,
                                  bool *yes, struct arena scratch,
                                  struct barq_error *err)
{
    const cJSON *said = cJSON_GetObjectItemCaseSensitive(item, "accepted");
    const cJSON *rank = cJSON_GetObjectItemCaseSensitive(item, "class");

    *yes = false;
    if (!is_translated(item))
        return BARQ_OK;
    *yes = true;
    if (cJSON_IsBool(said))
        *yes = cJSON_IsTrue(said);
    else if (cJSON_IsNumber(rank) && rank->valuedouble < EXACT &&
             !is_machine(item))
        return is_reworded(a, item, yes, scratch, err);
    return BARQ_OK;
}

/* The source or target of a neighbour, if it is part of the story. */
static struct barq_text side_of(const cJSON *item, const char *side)
{
    struct barq_text text = json_member(item, side);
    bool furniture =
        text_equal(json_member(item, "kind"), text_of("furniture"));

    return text.at && !furniture ? text : text_of("");
}

static struct barq_text neighbour(const struct accepting *a, const cJSON *item,
                                  bool ar)
{
    return side_of(item, ar == a->from_ar ? "source" : "target");
}

/* A target may stand for the segments behind it, too, whose own are empty. */
static bool is_covered(const cJSON *item)
{
    struct barq_text target = json_member(item, "target");

    return target.at && !target.len;
}

/* The source of a segment and of those that its target covers. */
static struct barq_text whole_source(const cJSON *item, struct arena *keep)
{
    struct barq_text whole = text_trim(json_member(item, "source"));

    for (item = item->next; item && is_covered(item) && whole.at;
         item = item->next) {
        struct barq_text more = text_trim(json_member(item, "source"));
        whole = arena_print(keep, "%.*s %.*s", (int)whole.len, whole.at,
                            (int)more.len, more.at ? more.at : "");
    }
    return whole;
}

static struct barq_text note_of(const struct accepting *a, const cJSON *item,
                                struct arena *keep)
{
    struct barq_text engine = json_member(item, "engine");

    if (a->options->note)
        return text_of(a->options->note);
    if (!is_machine(item))
        return text_of("");
    return arena_print(keep, "by machine (%.*s), accepted", (int)engine.len,
                       engine.at ? engine.at : "");
}

static const cJSON *behind(const cJSON *item)
{
    do
        item = item->next;
    while (item && is_covered(item));
    return item;
}

static struct barq_unit unit_of(const struct accepting *a, const cJSON *item,
                                int64_t position, struct arena *keep)
{
    struct barq_text source = whole_source(item, keep);
    struct barq_text target = text_trim(json_member(item, "target"));

    return (struct barq_unit){
        .ar = a->from_ar ? source : target,
        .en = a->from_ar ? target : source,
        .origin = a->options->published ? BARQ_PUBLISHED : BARQ_REVIEWED,
        .confidence = 1,
        .story = a->story,
        .position = position,
        .ar_before = neighbour(a, item->prev, true),
        .ar_after = neighbour(a, behind(item), true),
        .en_before = neighbour(a, item->prev, false),
        .en_after = neighbour(a, behind(item), false),
        .who = text_of(a->options->who),
        .note = note_of(a, item, keep),
    };
}

static enum barq_status accept_one(struct accepting *a, const cJSON *item,
                                   int64_t position, struct arena scratch,
                                   struct barq_error *err)
{
    enum barq_added added = BARQ_ADDED;
    struct barq_unit unit = unit_of(a, item, position, &scratch);

    if (!unit.note.at || !unit.ar.at || !unit.en.at)
        return fail_nomem(err, "to accept a draft");
    enum barq_status status = memory_put(a->memory, &unit, &added, NULL, err);
    if (status)
        return status;
    if (added == BARQ_ADDED)
        a->counts.added++;
    else
        a->counts.merged++;
    return BARQ_OK;
}

/* cJSON's list has no one before the first: its `prev` is the last. */
static void mend_ends(cJSON *list)
{
    if (list->child)
        list->child->prev = NULL;
}

static enum barq_status accept_all(struct accepting *a, const cJSON *list,
                                   struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    int64_t position = 0;
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        bool wanted = false;
        a->counts.read++;
        status = is_wanted(a, item, &wanted, scratch, err);
        if (!status && wanted)
            status = accept_one(a, item, position, scratch, err);
        else
            a->counts.skipped++;
        if (status)
            return status;
        position++;
    }
    return BARQ_OK;
}

static enum barq_status store(struct accepting *a, const cJSON *list,
                              struct arena scratch, struct barq_error *err)
{
    enum barq_status status = memory_begin(a->memory, err);

    if (status)
        return status;
    status = memory_edition_begin(a->memory, a->file, err);
    memory_edition_source(a->memory, &a->source);
    if (!status)
        status = accept_all(a, list, scratch, err);
    memory_edition_end(a->memory);
    if (!status && !a->options->dry_run)
        status = memory_commit(a->memory, err);
    if (status || a->options->dry_run)
        memory_rollback(a->memory);
    return status;
}

static enum barq_status accept_json(struct accepting *a, const char *path,
                                    cJSON *json, struct arena scratch,
                                    struct barq_error *err)
{
    cJSON *list = cJSON_GetObjectItemCaseSensitive(json, "segments");
    const cJSON *story = cJSON_GetObjectItemCaseSensitive(json, "story");
    struct barq_text lang = json_member(story, "lang");

    if (!cJSON_IsArray(list) || lang.len != 2)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: not a draft; barq translate --json makes one", path);
    a->from_ar = text_equal(lang, text_of("ar"));
    a->story = a->file = side_of(story, "name");
    a->source.id = side_of(story, "id");
    a->source.slug = side_of(story, "slug");
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        if (text_equal(json_member(item, "kind"), text_of("headline"))) {
            a->story = side_of(item, "source"); /* as the aligner names it */
            break;
        }
    }
    mend_ends(list);
    return store(a, list, scratch, err);
}

enum barq_status barq_accept(struct barq_memory *memory, const char *path,
                             const struct barq_exchange_options *options,
                             struct barq_counts *counts, struct barq_error *err)
{
    static const struct barq_exchange_options none = { 0 };
    struct accepting a = { .memory = memory,
                           .options = options ? options : &none };
    struct block home;
    struct arena all;
    struct barq_text bytes;
    cJSON *json = NULL;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    status = file_read(path, &bytes, &all, err);
    if (!status)
        status = fail_in(err, json_read(bytes, &json, err), path);
    if (status && text_trim(bytes).len && *text_trim(bytes).at == '<')
        status = fail(err, BARQ_E_INPUT, 0,
                      "%s: is XML; what barq accept takes is the draft of "
                      "`barq translate --json`, and XLIFF or TMX comes back "
                      "with `barq import`",
                      path);
    if (!status)
        status = accept_json(&a, path, json, all, err);
    if (!status && counts)
        *counts = a.counts;
    cJSON_Delete(json);
    block_release(home);
    return status;
}
