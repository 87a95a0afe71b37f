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

#endif
