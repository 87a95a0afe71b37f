/* json_out.h - building JSON with cJSON. */
#ifndef FORMATS_JSON_OUT_H
#define FORMATS_JSON_OUT_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "barq.h"
#include "formats/formats.h"

/* `text` as a JSON string, or NULL; a text with .at NULL becomes null. */
cJSON *json_string(struct barq_text text);

/* Put `item` in `object` under `key`; false, and the item is gone, when that
 * cannot be done or the item is NULL. */
bool json_put(cJSON *object, const char *key, cJSON *item);

/* What the checks found in a segment of a draft. */
cJSON *findings_json(const struct barq_draft *draft, size_t segment);

/* Print without white space; buf->failed when memory runs out. */
void json_print(struct buf *buf, const cJSON *item);

/* A unit's number as a string, since a reader's numbers may have 53 bits only;
 * null for 0. */
cJSON *json_unit_id(int64_t id);

/* What became of a segment since the last version of its story, and that
 * version itself, or null; see json_versions.c. */
bool json_put_since(cJSON *object, const struct barq_draft_segment *segment);
cJSON *json_earlier(const struct barq_draft *draft);

#endif
