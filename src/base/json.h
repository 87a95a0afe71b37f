/* json.h - JSON from outside, read with limits, and text written as JSON. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "barq.h"

/* The deepest nesting and the most values that we read. */
enum { JSON_DEPTH_MOST = 64, JSON_VALUES_MOST = 1 << 20 };

/*
 * Read one JSON document, with nothing but white space behind it.  *out is
 * the caller's, for cJSON_Delete().  BARQ_E_INPUT when it is not JSON in
 * UTF-8, holds U+0000, or is beyond the limits.
 */
enum barq_status json_read(struct barq_text text, cJSON **out,
                           struct barq_error *err);

/* The member `name` of an object if it is a string; .at NULL if not. */
struct barq_text json_member(const cJSON *object, const char *name);

/*
 * What a JSON pointer (RFC 6901) leads to, as "/data/0/text"; NULL if that
 * is nothing.  "" is the whole document.
 */
const cJSON *json_at(const cJSON *json, struct barq_text pointer);

/* `text` between quotes, with what JSON wants escaped. */
void json_add_text(struct buf *buf, struct barq_text text);

#endif
