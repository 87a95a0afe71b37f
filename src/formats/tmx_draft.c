/*
 * tmx_draft.c - a draft as TMX, for an editor who works in another tool.
 *
 * One <tu> for each segment that has a translation of its own, with where it
 * came from: its class, its engine, and a property for every number or date
 * that was put in, as "12 -> 15".
 *
 * A memory that reads the file must not take a draft for what a person wrote.
 * So only what is equal keeps its origin; where numbers were put in it is
 * imported, machine translation stays what it is, and a fuzzy match, which is
 * no translation of this source, is left out.
 */
#include "formats/tmx.h"

#include "base/json.h"
#include "base/utf8.h"
#include "formats/json_out.h"

#include <stdlib.h>

enum { CLASS_EQUAL = 98 };

static bool add_prop(cJSON *props, const char *type, struct barq_text value)
{
    cJSON *prop = cJSON_CreateObject();
    bool good = json_put(prop, "type", cJSON_CreateString(type)) &&
                json_put(prop, "value", json_string(value)) &&
                cJSON_AddItemToArray(props, prop);

    if (!good)
        cJSON_Delete(prop);
    return good;
}

static bool add_adapted(cJSON *props, const struct barq_adapted *run)
{
    struct buf words = { 0 };

    buf_add(&words, run->was);
    buf_adds(&words, " -> ");
    buf_add(&words, run->text);
    bool good =
        !words.failed &&
        add_prop(props, TMX_ADAPTED, (struct barq_text){ words.at, words.len });
    buf_release(&words);
    return good;
}

static bool add_props(cJSON *props, const struct barq_draft_segment *s)
{
    char rank[16];

    snprintf(rank, sizeof(rank), "%d", s->rank);
    if (s->rank > 0 && !add_prop(props, TMX_CLASS, text_of(rank)))
        return false;
    for (size_t i = 0; i < s->adapted_count; i++)
        if (s->adapted[i].was.at && !add_adapted(props, &s->adapted[i]))
            return false;
    return true;
}

/* The properties as barq_unit.extra has them; the caller frees the buf. */
static void add_extra(struct buf *to, const struct barq_draft_segment *s)
{
    cJSON *extra = cJSON_CreateObject(), *props = cJSON_CreateArray();
    bool good = props && add_props(props, s);

    if (json_put(extra, "props", props) && good)
        json_print(to, extra);
    else
        to->failed = true;
    cJSON_Delete(extra);
}

static enum barq_origin origin_of(const struct barq_draft_segment *s)
{
    return s->adapted_count && s->origin != BARQ_MT ? BARQ_IMPORTED : s->origin;
}

/* Does it have a translation, rather than the like of one? */
static bool is_pair(const struct barq_draft_segment *s)
{
    return s->target.len && (s->rank >= CLASS_EQUAL || s->origin == BARQ_MT);
}

static void add_unit(FILE *to, struct buf *scratch,
                     const struct barq_draft *draft, size_t i)
{
    const struct barq_draft_segment *s = &draft->segments[i];
    struct barq_text source = draft_source(draft, i);
    bool from_ar = draft->from == BARQ_AR;
    struct buf extra = { 0 };

    add_extra(&extra, s);
    struct barq_unit unit = {
        .ar = from_ar ? source : s->target,
        .en = from_ar ? s->target : source,
        .origin = origin_of(s),
        .confidence = 1,
        .position = -1,
        .engine = s->engine,
        .note = s->notes,
        .story = draft->story->name,
        .extra = { extra.at, extra.len },
    };
    if (extra.failed)
        scratch->failed = true;
    else
        tmx_write_unit(to, scratch, &unit, NULL);
    buf_release(&extra);
}

void tmx_write_draft(struct buf *buf, const struct barq_draft *draft)
{
    struct buf scratch = { 0 };
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);

    if (!to) {
        buf->failed = true;
        return;
    }
    tmx_write_head(to);
    for (size_t i = 0; i < draft->count; i++)
        if (is_pair(&draft->segments[i]))
            add_unit(to, &scratch, draft, i);
    tmx_write_tail(to);
    buf->failed = buf->failed || fclose(to) || scratch.failed;
    buf_add(buf, (struct barq_text){ text, len });
    buf_release(&scratch);
    free(text);
}
