/* findings.c - what the checks found in a draft, for its writers. */
#include "formats/formats.h"

#include "base/utf8.h"
#include "formats/json_out.h"

const struct barq_finding *barq_draft_findings(const struct barq_draft *draft,
                                               size_t index, size_t *count)
{
    *count = draft->findings ? draft->findings[index].count : 0;
    return *count ? draft->findings[index].at : NULL;
}

struct barq_text draft_words(const struct barq_draft *draft, size_t segment,
                             const struct barq_finding *finding,
                             enum barq_lang lang)
{
    const struct barq_draft_segment *s = &draft->segments[segment];
    struct barq_text text = draft->from == lang ? s->source.text : s->target;
    struct barq_span span = lang == BARQ_AR ? finding->ar : finding->en;

    return text_slice(text, span.start, span.end);
}

/* {"start","end","text"}, or null where the finding has no words. */
static cJSON *side_json(const struct barq_draft *draft, size_t segment,
                        const struct barq_finding *finding, enum barq_lang lang)
{
    struct barq_text words = draft_words(draft, segment, finding, lang);
    struct barq_span span = lang == BARQ_AR ? finding->ar : finding->en;

    if (!words.len)
        return cJSON_CreateNull();
    cJSON *side = cJSON_CreateObject();
    if (json_put(side, "start", cJSON_CreateNumber((double)span.start)) &&
        json_put(side, "end", cJSON_CreateNumber((double)span.end)) &&
        json_put(side, "text", json_string(words)))
        return side;
    cJSON_Delete(side);
    return NULL;
}

static cJSON *finding_json(const struct barq_draft *draft, size_t segment,
                           const struct barq_finding *finding)
{
    cJSON *item = cJSON_CreateObject();

    if (json_put(item, "rule",
                 cJSON_CreateString(barq_rule_name(finding->rule))) &&
        json_put(item, "level", cJSON_CreateString(finding->level)) &&
        json_put(item, "note", cJSON_CreateString(finding->note)) &&
        json_put(item, "ar", side_json(draft, segment, finding, BARQ_AR)) &&
        json_put(item, "en", side_json(draft, segment, finding, BARQ_EN)))
        return item;
    cJSON_Delete(item);
    return NULL;
}

cJSON *findings_json(const struct barq_draft *draft, size_t segment)
{
    cJSON *list = cJSON_CreateArray();
    size_t count = 0;
    const struct barq_finding *found =
        barq_draft_findings(draft, segment, &count);

    for (size_t i = 0; list && i < count; i++) {
        cJSON *item = finding_json(draft, segment, &found[i]);
        if (item && cJSON_AddItemToArray(list, item))
            continue;
        cJSON_Delete(item);
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}

void draft_add_finding(struct buf *buf, const struct barq_draft *draft,
                       size_t segment, const struct barq_finding *finding)
{
    struct barq_text en = draft_words(draft, segment, finding, BARQ_EN);
    struct barq_text ar = draft_words(draft, segment, finding, BARQ_AR);

    buf_addf(buf, "%s, %s: %s", barq_rule_name(finding->rule), finding->level,
             finding->note);
    if (en.len || ar.len)
        buf_adds(buf, ": ");
    buf_add(buf, en);
    if (en.len && ar.len)
        buf_adds(buf, " / ");
    buf_add(buf, ar);
}
