/*
 * accept.c - a draft that a person has read, back into the memory.
 *
 * What a machine translated is in no memory until a person vouches for it.
 * An editor takes the draft (barq translate --json), corrects the targets
 * where need be, and accepts it: each machine translation, as it stands
 * there now, becomes a unit of origin `reviewed`, with its neighbours and its
 * place in the story, and a note of the engine that it came from.
 *
 * Only these: what the memory gave is in it already, and a fuzzy match that
 * was left as it was is no wording for this sentence.  All or nothing.
 */
#include "formats/formats.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "memory/memory.h"

#include <string.h>

struct accepting {
    struct barq_memory *memory;
    const struct barq_exchange_options *options;
    bool from_ar;
    struct barq_text story;
    struct barq_counts counts;
};

static bool is_machine(const cJSON *item)
{
    return text_equal(json_member(item, "origin"), text_of("mt")) &&
           text_trim(json_member(item, "source")).len &&
           text_trim(json_member(item, "target")).len;
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

static struct barq_unit unit_of(const struct accepting *a, const cJSON *item,
                                int64_t position, struct arena *keep)
{
    struct barq_text engine = json_member(item, "engine");
    const char *note = a->options->note;

    return (struct barq_unit){
        .ar = text_trim(neighbour(a, item, true)),
        .en = text_trim(neighbour(a, item, false)),
        .origin = a->options->published ? BARQ_PUBLISHED : BARQ_REVIEWED,
        .confidence = 1,
        .story = a->story,
        .position = position,
        .ar_before = neighbour(a, item->prev, true),
        .ar_after = neighbour(a, item->next, true),
        .en_before = neighbour(a, item->prev, false),
        .en_after = neighbour(a, item->next, false),
        .who = text_of(a->options->who),
        .note = note ? text_of(note)
                     : arena_print(keep, "by machine (%.*s), accepted",
                                   (int)engine.len, engine.at ? engine.at : ""),
    };
}

static enum barq_status accept_one(struct accepting *a, const cJSON *item,
                                   int64_t position, struct arena scratch,
                                   struct barq_error *err)
{
    enum barq_added added = BARQ_ADDED;
    struct barq_unit unit = unit_of(a, item, position, &scratch);

    if (!unit.note.at)
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
        a->counts.read++;
        if (is_machine(item))
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
    status = accept_all(a, list, scratch, err);
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
    a->story = side_of(story, "name");
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
    if (!status)
        status = accept_json(&a, path, json, all, err);
    if (!status && counts)
        *counts = a.counts;
    cJSON_Delete(json);
    block_release(home);
    return status;
}
