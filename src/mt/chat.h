/*
 * chat.h - translating with a chat model: what is said to it, whatever the
 * service, and what is believed of its answer.
 */
#ifndef MT_CHAT_H
#define MT_CHAT_H

#include "mt/kind.h"

/* How the answer is asked for, the strictest form first. */
enum {
    CHAT_SCHEMA, /* a JSON schema that the service enforces */
    CHAT_OBJECT, /* JSON, any */
    CHAT_PROMPT, /* in words alone */
    CHAT_FORMS
};

/* Changes whenever the words do, so that answers to others are not reused. */
enum { CHAT_VERSION = 1 };

/* The instructions, and the segments with what helps: JSON strings both,
 * quotes and all. */
void chat_add_system(struct buf *buf, const struct mt_config *config,
                     const struct mt_batch *batch);
void chat_add_user(struct buf *buf, const struct mt_batch *batch);

/* The schema of the answer, a JSON object. */
void chat_add_schema(struct buf *buf, const struct mt_batch *batch);

/* The translations in what the model wrote; all of them, or a typed error. */
enum mt_trouble chat_read(const struct mt_reading *r, struct barq_text content);

/* What a refusal means: MT_FORM when it is the form that is not known. */
enum mt_trouble chat_judge(const struct mt_batch *batch, long http_status,
                           const cJSON *json, struct barq_text said);

/* Why the model stopped, by the service's word for it: NULL is not held
 * against it, as not every service says. */
enum mt_trouble chat_stopped(const struct mt_reading *r, const char *reason);

#endif
