#include "formats/tmx_extra.h"

#include "base/json.h"
#include "base/utf8.h"
#include "formats/json_out.h"

#include <string.h>

/*
 * What a <tu> says and barq_unit has no place for travels in its `extra`, and
 * goes out again with the next export:
 *
 *   {"creationid":"Rana","creationdate":"2010-13-45",
 *    "seg":{"ar":"<ph/>..."},"tuid":"7",
 *    "props":[{"type":"x-desk","value":"world","lang":"en"}]}
 *
 * creationid if somebody else changed the unit, the dates only if they are
 * no dates, seg where inline codes were taken out.
 *
 * The writer puts what is neither tuid nor props into one property,
 * TMX_EXTRA, and here it is taken apart again.  Whatever else that property
 * holds we did not write: it is carried along like anybody's property.
 *
 * Everything is kept as JSON text, made once: a <tu> of 32 Arabic and 32
 * English variants is 1,024 units, and each of them costs a copy and not
 * another reading.
 *
 * Limits.  1 MiB, as in the memory.  Of TMX_EXTRA the first 16 members are
 * looked at; we never wrote as many.
 */

enum { LOOK_MOST = 16 };

static const struct {
    const char *name;
    bool ours, object; /* a member of TMX_EXTRA; an object and not a string */
} members[TMX_MEMBERS] = {
    [TMX_CREATIONID] = { "creationid", true, false },
    [TMX_CREATIONDATE] = { "creationdate", true, false },
    [TMX_CHANGEDATE] = { "changedate", true, false },
    [TMX_SEG] = { "seg", true, true },
    [TMX_TUID] = { "tuid", false, false },
};

void tmx_extra_copy(struct tmx_extra *to, const struct tmx_extra *from)
{
    struct barq_text props = { from->props.at, from->props.len };

    *to = *from;
    to->props = (struct buf){ 0 };
    if (!from->too_large)
        buf_add(&to->props, props);
}

void tmx_extra_release(struct tmx_extra *extra)
{
    buf_release(&extra->props);
}

/* May this much more come in?  Escaped, it can only be longer. */
static bool has_room(struct tmx_extra *extra, size_t len)
{
    if (len > TMX_EXTRA_MOST || extra->props.len > TMX_EXTRA_MOST - len)
        extra->too_large = true;
    return !extra->too_large && !extra->failed;
}

static void add_string(struct buf *buf, struct barq_text text)
{
    if (text.at)
        json_add_text(buf, text);
    else
        buf_adds(buf, "null");
}

/* The buffer, whose end this is, as a member. */
static void set_member(struct tmx_extra *extra, enum tmx_member member,
                       struct buf *json, struct arena *keep)
{
    struct barq_text text = { json->at, json->len };

    if (json->failed)
        extra->failed = true;
    else if (has_room(extra, text.len))
        extra->members[member] = arena_text(keep, text);
    if (!extra->too_large && !extra->members[member].at)
        extra->failed = true;
    buf_release(json);
}

void tmx_extra_add(struct tmx_extra *extra, enum tmx_member member,
                   struct barq_text text, struct arena *keep)
{
    struct buf json = { 0 };

    if (!text.len || extra->members[member].len || !has_room(extra, text.len))
        return;
    add_string(&json, text);
    set_member(extra, member, &json, keep);
}

void tmx_extra_add_codes(struct tmx_extra *extra, struct barq_text ar,
                         struct barq_text en, struct arena *keep)
{
    struct buf json = { 0 };

    if ((!ar.len && !en.len) || !has_room(extra, ar.len + en.len))
        return;
    buf_addc(&json, '{');
    if (ar.len) {
        buf_adds(&json, "\"ar\":");
        add_string(&json, ar);
    }
    if (en.len) {
        buf_adds(&json, ar.len ? ",\"en\":" : "\"en\":");
        add_string(&json, en);
    }
    buf_addc(&json, '}');
    set_member(extra, TMX_SEG, &json, keep);
}

void tmx_extra_add_prop(struct tmx_extra *extra, const struct tmx_prop *prop)
{
    struct buf *props = &extra->props;

    if (!has_room(extra, prop->type.len + prop->value.len))
        return;
    buf_adds(props, props->len ? ",{\"type\":" : "{\"type\":");
    add_string(props, prop->type);
    buf_adds(props, ",\"value\":");
    add_string(props, prop->value);
    if (prop->lang)
        buf_addf(props, ",\"lang\":\"%s\"",
                 prop->lang == BARQ_AR ? "ar" : "en");
    buf_addc(props, '}');
    extra->failed = extra->failed || props->failed;
}

/* ------------------------------------------------------------- taking back */

/* TMX_MEMBERS if it is nothing that we write. */
static enum tmx_member member_of(const cJSON *item)
{
    for (int i = 0; i < TMX_MEMBERS; i++)
        if (members[i].ours && strcmp(item->string, members[i].name) == 0 &&
            (members[i].object ? cJSON_IsObject(item) : cJSON_IsString(item)))
            return (enum tmx_member)i;
    return TMX_MEMBERS;
}

static bool take_members(struct tmx_extra *extra, cJSON *object,
                         struct arena *keep)
{
    cJSON *next, *item = object->child;
    bool any = false;

    for (int i = 0; item && i < LOOK_MOST; i++, item = next) {
        enum tmx_member member = member_of(item);
        next = item->next;
        if (member == TMX_MEMBERS || extra->members[member].len)
            continue;
        struct buf json = { 0 };
        json_print(&json, item);
        set_member(extra, member, &json, keep);
        cJSON_Delete(cJSON_DetachItemViaPointer(object, item));
        any = true;
    }
    return any;
}

static void carry_rest(struct tmx_extra *extra, const struct tmx_prop *prop,
                       const cJSON *object)
{
    struct buf json = { 0 };

    json_print(&json, object);
    struct tmx_prop rest = { .type = prop->type,
                             .value = { json.at, json.len },
                             .lang = prop->lang };
    if (json.failed)
        extra->failed = true;
    else
        tmx_extra_add_prop(extra, &rest);
    buf_release(&json);
}

bool tmx_extra_take_back(struct tmx_extra *extra, const struct tmx_prop *prop,
                         struct arena *keep)
{
    cJSON *object = NULL;

    if (!has_room(extra, prop->value.len) ||
        json_read(prop->value, &object, NULL))
        return false;
    bool any = cJSON_IsObject(object) && take_members(extra, object, keep);
    if (any && object->child)
        carry_rest(extra, prop, object);
    cJSON_Delete(object);
    return any;
}

/* ---------------------------------------------------------------- printing */

struct barq_text tmx_extra_print(struct tmx_extra *extra, struct arena *keep)
{
    struct barq_text props = { extra->props.at, extra->props.len };
    struct barq_text all = { 0 };
    struct buf json = { 0 };

    for (int i = 0; i < TMX_MEMBERS; i++) {
        if (!extra->members[i].len)
            continue;
        buf_adds(&json, json.len ? ",\"" : "{\"");
        buf_adds(&json, members[i].name);
        buf_adds(&json, "\":");
        buf_add(&json, extra->members[i]);
    }
    if (props.len) {
        buf_adds(&json, json.len ? ",\"props\":[" : "{\"props\":[");
        buf_add(&json, props);
        buf_addc(&json, ']');
    }
    if (json.len) {
        buf_addc(&json, '}');
        extra->too_large = extra->too_large || json.len > TMX_EXTRA_MOST;
        if (!json.failed)
            all = arena_text(keep, (struct barq_text){ json.at, json.len });
        extra->failed = extra->failed || !all.at;
    }
    buf_release(&json);
    return all;
}
