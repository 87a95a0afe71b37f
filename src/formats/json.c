#include "formats/json_out.h"

#include "base/utf8.h"
#include "formats/formats.h"

#include <stdlib.h>
#include <string.h>

/*
 * A draft as one JSON document, as scripts rely on it:
 *
 *   {"story":{"name","lang","blocks","id","version","slug"},
 *    "segments":[{"block","kind","start","end","source","target","class",
 *                 "score","origin","engine","unit","notes","adapted",
 *                 "since","was","quotes":[{"source","target","part",
 *                 "sentence","story","unit"}]}],
 *    "report":{"bands":{"102":{"segments","words"},...},"furniture",
 *              "failure","mixed_names":[{"segment","forms":[{"form",
 *              "times"}]}],"earlier"}}
 *
 * id, version and slug are there where the story's agency gave them;
 * target and origin are null while a segment is open; class and score are
 * numbers for what the memory gave and null for the rest, machine
 * translation among it, which has no score; adapted is null, or the target in
 * runs of {"text","kind"}, those of kind "adapted" with what they "was";
 * "since", "was" and "earlier" are in json_versions.c.
 */

cJSON *json_string(struct barq_text text)
{
    if (!text.at)
        return cJSON_CreateNull();

    char *copy = malloc(text.len + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text.at, text.len);
    copy[text.len] = 0;
    cJSON *item = cJSON_CreateString(copy);
    free(copy);
    return item;
}

bool json_put(cJSON *object, const char *key, cJSON *item)
{
    if (object && item && cJSON_AddItemToObject(object, key, item))
        return true;
    cJSON_Delete(item);
    return false;
}

void json_print(struct buf *buf, const cJSON *item)
{
    char *text = cJSON_PrintUnformatted(item);

    if (text)
        buf_adds(buf, text);
    else
        buf->failed = true;
    cJSON_free(text);
}

static bool put_number(cJSON *object, const char *key, size_t number)
{
    return json_put(object, key, cJSON_CreateNumber((double)number));
}

/* draft.notes is one line, its notes set apart by "; ". */
static cJSON *notes_list(struct barq_text notes)
{
    cJSON *list = cJSON_CreateArray();
    size_t from = 0;

    for (size_t i = 0; list && i < notes.len; i++) {
        bool apart = i + 1 < notes.len && memcmp(notes.at + i, "; ", 2) == 0;
        if (!apart && i + 1 < notes.len)
            continue;
        size_t end = apart ? i : notes.len;
        if (end > from)
            cJSON_AddItemToArray(list,
                                 json_string(text_slice(notes, from, end)));
        from = i + 2;
    }
    return list;
}

static cJSON *number_or_null(bool known, int number)
{
    return known ? cJSON_CreateNumber(number) : cJSON_CreateNull();
}

cJSON *json_unit_id(int64_t id)
{
    char text[24];

    snprintf(text, sizeof(text), "%lld", (long long)id);
    return id ? cJSON_CreateString(text) : cJSON_CreateNull();
}

static cJSON *run_object(const struct barq_adapted *run)
{
    cJSON *item = cJSON_CreateObject();
    bool good =
        json_put(item, "text", json_string(run->text)) &&
        json_put(item, "kind",
                 cJSON_CreateString(run->was.at ? "adapted" : "same")) &&
        (!run->was.at || json_put(item, "was", json_string(run->was)));

    if (good)
        return item;
    cJSON_Delete(item);
    return NULL;
}

static cJSON *runs_list(const struct barq_draft_segment *s)
{
    cJSON *list = s->adapted_count ? cJSON_CreateArray() : cJSON_CreateNull();

    for (size_t i = 0; list && i < s->adapted_count; i++) {
        cJSON *item = run_object(&s->adapted[i]);
        if (item && cJSON_AddItemToArray(list, item))
            continue;
        cJSON_Delete(item);
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}

static bool fill_segment(cJSON *item, const struct barq_draft_segment *s)
{
    bool open = !s->target.at;
    bool known = !open && s->rank > 0;

    return put_number(item, "block", s->source.block) &&
           json_put(item, "kind",
                    cJSON_CreateString(barq_kind_name(s->source.kind))) &&
           put_number(item, "start", s->source.start) &&
           put_number(item, "end", s->source.end) &&
           json_put(item, "source", json_string(s->source.text)) &&
           json_put(item, "target", json_string(s->target)) &&
           json_put(item, "class", number_or_null(known, s->rank)) &&
           json_put(item, "score", number_or_null(known, s->score)) &&
           json_put(item, "origin",
                    open ? cJSON_CreateNull()
                         : cJSON_CreateString(barq_origin_name(s->origin))) &&
           json_put(item, "engine",
                    s->engine.len ? json_string(s->engine)
                                  : cJSON_CreateNull()) &&
           json_put(item, "unit", json_unit_id(s->unit)) &&
           json_put(item, "notes", notes_list(s->notes)) &&
           json_put(item, "adapted", runs_list(s)) && json_put_since(item, s);
}

static bool fill_quote(cJSON *item, const struct barq_known_quote *quote)
{
    return json_put(item, "source", json_string(quote->source)) &&
           json_put(item, "target", json_string(quote->target)) &&
           json_put(item, "part", cJSON_CreateBool(quote->part)) &&
           json_put(item, "sentence", cJSON_CreateBool(quote->sentence)) &&
           json_put(item, "story",
                    quote->story.len ? json_string(quote->story)
                                     : cJSON_CreateNull()) &&
           json_put(item, "unit", json_unit_id(quote->unit));
}

static cJSON *quotes_list(const struct barq_draft *draft, size_t segment)
{
    cJSON *list = cJSON_CreateArray();
    size_t count = 0;
    const struct barq_known_quote *quotes =
        barq_draft_quotes(draft, segment, &count);

    for (size_t i = 0; list && i < count; i++) {
        cJSON *item = cJSON_CreateObject();
        if (fill_quote(item, &quotes[i]) && cJSON_AddItemToArray(list, item))
            continue;
        cJSON_Delete(item);
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}

static bool fill_fragment(cJSON *item, const struct barq_fragment *fragment)
{
    return json_put(item, "source", json_string(fragment->source)) &&
           json_put(item, "target", json_string(fragment->target)) &&
           json_put(item, "sure", cJSON_CreateBool(fragment->sure)) &&
           json_put(item, "story",
                    fragment->story.len ? json_string(fragment->story)
                                        : cJSON_CreateNull()) &&
           json_put(item, "unit", json_unit_id(fragment->unit));
}

static cJSON *fragments_list(const struct barq_draft *draft, size_t segment)
{
    cJSON *list = cJSON_CreateArray();
    size_t count = 0;
    const struct barq_fragment *fragments =
        barq_draft_fragments(draft, segment, &count);

    for (size_t i = 0; list && i < count; i++) {
        cJSON *item = cJSON_CreateObject();
        if (fill_fragment(item, &fragments[i]) &&
            cJSON_AddItemToArray(list, item))
            continue;
        cJSON_Delete(item);
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}

/* What is known of a segment's parts, if that was asked for. */
static bool fill_fragments(cJSON *item, const struct barq_draft *draft,
                           size_t segment)
{
    struct barq_text proposal = barq_draft_proposal(draft, segment);

    return !draft->fragments ||
           (json_put(item, "fragments", fragments_list(draft, segment)) &&
            json_put(item, "proposal",
                     proposal.len ? json_string(proposal)
                                  : cJSON_CreateNull()));
}

static cJSON *segments_list(const struct barq_draft *draft)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; list && i < draft->count; i++) {
        cJSON *item = cJSON_CreateObject();
        if (fill_segment(item, &draft->segments[i]) &&
            json_put(item, "quotes", quotes_list(draft, i)) &&
            fill_fragments(item, draft, i) &&
            json_put(item, "findings", findings_json(draft, i)) &&
            cJSON_AddItemToArray(list, item))
            continue;
        cJSON_Delete(item);
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}

static cJSON *bands_object(const struct barq_report *report)
{
    cJSON *bands = cJSON_CreateObject();

    for (int i = 0; i < BARQ_BANDS; i++) {
        cJSON *band = cJSON_CreateObject();
        bool good = put_number(band, "segments", report->segments[i]) &&
                    put_number(band, "words", report->words[i]);
        if (!good) {
            cJSON_Delete(band);
            band = NULL;
        }
        if (!json_put(bands, barq_band_name((enum barq_band)i), band)) {
            cJSON_Delete(bands);
            return NULL;
        }
    }
    return bands;
}

static cJSON *forms_list(const struct barq_mixed_name *name)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; list && i < name->count; i++) {
        cJSON *form = cJSON_CreateObject();
        if (json_put(form, "form", json_string(name->forms[i])) &&
            put_number(form, "times", name->times[i]) &&
            cJSON_AddItemToArray(list, form))
            continue;
        cJSON_Delete(form);
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}

static cJSON *mixed_list(const struct barq_draft *draft)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; list && i < draft->mixed_count; i++) {
        const struct barq_mixed_name *name = &draft->mixed[i];
        cJSON *item = cJSON_CreateObject();
        if (put_number(item, "segment", name->segment) &&
            json_put(item, "forms", forms_list(name)) &&
            cJSON_AddItemToArray(list, item))
            continue;
        cJSON_Delete(item);
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}

static cJSON *report_object(const struct barq_draft *draft)
{
    const struct barq_report *report = &draft->report;
    cJSON *object = cJSON_CreateObject();
    bool good =
        json_put(object, "bands", bands_object(report)) &&
        put_number(object, "furniture", report->furniture) &&
        json_put(object, "failure",
                 report->failure[0] ? cJSON_CreateString(report->failure)
                                    : cJSON_CreateNull()) &&
        json_put(object, "mixed_names", mixed_list(draft)) &&
        json_put(object, "earlier", json_earlier(draft));

    if (good)
        return object;
    cJSON_Delete(object);
    return NULL;
}

/* As text, or not at all. */
static bool put_known(cJSON *object, const char *key, struct barq_text text)
{
    return !text.len || json_put(object, key, json_string(text));
}

static cJSON *story_object(const struct barq_draft *draft)
{
    static const char *const langs[] = { "", "ar", "en" };
    const struct barq_story *story = draft->story;
    struct barq_text name = story->name.at ? story->name : text_of("");
    cJSON *object = cJSON_CreateObject();

    if (json_put(object, "name", json_string(name)) &&
        json_put(object, "lang", cJSON_CreateString(langs[draft->from])) &&
        put_number(object, "blocks", story->block_count) &&
        put_known(object, "id", story->source.id) &&
        put_known(object, "version", story->source.version) &&
        put_known(object, "slug", story->source.slug))
        return object;
    cJSON_Delete(object);
    return NULL;
}

void json_write_draft(struct buf *buf, const struct barq_draft *draft)
{
    cJSON *all = cJSON_CreateObject();

    if (json_put(all, "story", story_object(draft)) &&
        json_put(all, "segments", segments_list(draft)) &&
        json_put(all, "report", report_object(draft)))
        json_print(buf, all);
    else
        buf->failed = true;
    buf_addc(buf, '\n');
    cJSON_Delete(all);
}
