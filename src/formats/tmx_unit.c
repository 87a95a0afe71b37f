#include "formats/tmx.h"

#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"
#include "formats/json_out.h"

#include <string.h>

/*
 * From a <tu>, as it was read, to units.
 *
 * Every Arabic variant goes with every English one: two published wordings
 * of one sentence are two units.  What barq_unit has no place for travels in
 * its `extra`, and goes out again with the next export:
 *
 *   {"creationdate":"2010-13-45","seg":{"ar":"<ph/>..."},"tuid":"7",
 *    "props":[{"type":"x-desk","value":"world","lang":"en"}]}
 *
 * creationdate and changedate only if they are no dates, creationid if
 * somebody else changed the unit, seg where inline codes were taken out.
 */
struct pair {
    const struct tmx_tu *tu;
    const struct tmx_side *sides[2];
    struct barq_unit unit;
    cJSON *extra, *props;
    bool origin_known;
    struct arena *keep;
};

/* ---------------------------------------------------------- small readers */

enum barq_lang tmx_lang(struct barq_text tag)
{
    if (tag.len < 2 || (tag.len > 2 && tag.at[2] != '-' && tag.at[2] != '_'))
        return BARQ_LANG_UNKNOWN;

    char first = (char)(tag.at[0] | 0x20), second = (char)(tag.at[1] | 0x20);
    if (first == 'a' && second == 'r')
        return BARQ_AR;
    return first == 'e' && second == 'n' ? BARQ_EN : BARQ_LANG_UNKNOWN;
}

static bool digits(const char *at, size_t count, int *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *value = *value * 10 + (at[i] - '0');
    }
    return true;
}

/* Days from 1970-01-01; a year counted from March ends with its leap day. */
static int64_t day_number(int year, int month, int day)
{
    int64_t y = month > 2 ? year : year - 1;
    int64_t from_march = (month + 9) % 12;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * from_march + 2) / 5 +
           day - 1 - 719468;
}

static int month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : lengths[month - 1];
}

bool tmx_date(struct barq_text text, int64_t *out)
{
    int year, month, day, hour, minute, second;

    if (text.len != 16 || text.at[8] != 'T' || text.at[15] != 'Z')
        return false;
    if (!digits(text.at, 4, &year) || !digits(text.at + 4, 2, &month) ||
        !digits(text.at + 6, 2, &day) || !digits(text.at + 9, 2, &hour) ||
        !digits(text.at + 11, 2, &minute) || !digits(text.at + 13, 2, &second))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > month_length(year, month) || hour > 23 || minute > 59 ||
        second > 60)
        return false;
    *out = ((day_number(year, month, day) * 24 + hour) * 60 + minute) * 60 +
           second;
    return true;
}

static bool read_integer(struct barq_text text, int64_t *out)
{
    int64_t value = 0;

    if (!text.len || text.len > 15)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        value = value * 10 + (text.at[i] - '0');
    }
    *out = value;
    return true;
}

/* strtod() would read by the program's locale; JSON numbers have a point. */
static bool read_share(struct barq_text text, double *out)
{
    cJSON *number = NULL;
    bool good = !json_read(text, &number, NULL) && cJSON_IsNumber(number) &&
                number->valuedouble >= 0 && number->valuedouble <= 1;

    if (good)
        *out = number->valuedouble;
    cJSON_Delete(number);
    return good;
}

/* ------------------------------------------------------------- properties */

static bool set_once(struct barq_text *field, struct barq_text value)
{
    if (field->len)
        return text_equal(*field, value);
    *field = value;
    return true;
}

/* OmegaT's neighbours are in the language of its project: look and see. */
static enum barq_lang prop_lang(const struct tmx_prop *prop)
{
    return prop->lang ? prop->lang : barq_text_lang(prop->value);
}

static bool set_neighbour(const struct tmx_prop *prop, struct barq_text value,
                          struct barq_text *ar, struct barq_text *en)
{
    enum barq_lang lang = prop_lang(prop);

    if (!lang)
        return false;
    return set_once(lang == BARQ_AR ? ar : en, value);
}

/* memoQ writes a neighbour as "<seg>its text</seg>"; one with codes or
 * entities in it is left to `extra`. */
static bool unwrap(struct barq_text value, struct barq_text *inner)
{
    static const char before[] = "<seg>", after[] = "</seg>";
    size_t head = sizeof(before) - 1, tail = sizeof(after) - 1;

    if (value.len <= head + tail || memcmp(value.at, before, head) != 0 ||
        memcmp(value.at + value.len - tail, after, tail) != 0)
        return false;
    *inner = text_slice(value, head, value.len - tail);
    return !memchr(inner->at, '<', inner->len) &&
           !memchr(inner->at, '&', inner->len);
}

static bool set_origin(struct pair *p, const struct tmx_prop *prop)
{
    if (!barq_origin_from_name(prop->value.at, &p->unit.origin))
        return false;
    p->origin_known = true;
    return true;
}

/* The members of an object that Barq wrote go back to where they were. */
static bool set_extra(struct pair *p, const struct tmx_prop *prop)
{
    cJSON *object = NULL;
    bool good =
        !json_read(prop->value, &object, NULL) && cJSON_IsObject(object);

    while (good && object->child) {
        cJSON *member = cJSON_DetachItemViaPointer(object, object->child);
        if (cJSON_HasObjectItem(p->extra, member->string) ||
            strcmp(member->string, "props") == 0)
            cJSON_Delete(member); /* <prop> elements say that */
        else
            json_put(p->extra, member->string, member);
    }
    cJSON_Delete(object);
    return good;
}

static bool set_of_ours(struct pair *p, const struct tmx_prop *prop)
{
    struct barq_unit *unit = &p->unit;
    const char *type = prop->type.at;

    if (strcmp(type, TMX_ORIGIN) == 0)
        return set_origin(p, prop);
    if (strcmp(type, TMX_CONFIDENCE) == 0)
        return read_share(prop->value, &unit->confidence);
    if (strcmp(type, TMX_POSITION) == 0)
        return read_integer(prop->value, &unit->position);
    if (strcmp(type, TMX_STORY) == 0)
        return set_once(&unit->story, prop->value);
    if (strcmp(type, TMX_ENGINE) == 0)
        return set_once(&unit->engine, prop->value);
    if (strcmp(type, TMX_EN_PREV) == 0)
        return set_once(&unit->en_before, prop->value);
    if (strcmp(type, TMX_EN_NEXT) == 0)
        return set_once(&unit->en_after, prop->value);
    return strcmp(type, TMX_EXTRA) == 0 && set_extra(p, prop);
}

static bool set_of_others(struct pair *p, const struct tmx_prop *prop)
{
    struct barq_unit *unit = &p->unit;
    const char *type = prop->type.at;
    struct barq_text inner;

    if (strcmp(type, TMX_FILE) == 0)
        return set_once(&unit->story, prop->value);
    if (strcmp(type, TMX_PREV) == 0)
        return set_neighbour(prop, prop->value, &unit->ar_before,
                             &unit->en_before);
    if (strcmp(type, TMX_NEXT) == 0)
        return set_neighbour(prop, prop->value, &unit->ar_after,
                             &unit->en_after);
    if (strcmp(type, "x-context-pre") == 0 && unwrap(prop->value, &inner))
        return set_neighbour(prop, inner, &unit->ar_before, &unit->en_before);
    if (strcmp(type, "x-context-post") == 0 && unwrap(prop->value, &inner))
        return set_neighbour(prop, inner, &unit->ar_after, &unit->en_after);
    return false;
}

static bool carry_prop(struct pair *p, const struct tmx_prop *prop)
{
    cJSON *item = cJSON_CreateObject();
    bool good = json_put(item, "type", json_string(prop->type)) &&
                json_put(item, "value", json_string(prop->value));

    if (good && prop->lang)
        good =
            json_put(item, "lang",
                     cJSON_CreateString(prop->lang == BARQ_AR ? "ar" : "en"));
    if (good && cJSON_AddItemToArray(p->props, item))
        return true;
    cJSON_Delete(item);
    return false;
}

/* False when memory runs out. */
static bool take_props(struct pair *p, const struct tmx_prop *prop)
{
    for (; prop; prop = prop->next) {
        if (!prop->value.at)
            continue;
        if (prop->type.at && (set_of_ours(p, prop) || set_of_others(p, prop)))
            continue;
        if (!carry_prop(p, prop))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------ who and when */

/* "MT: engine" is how Barq signs, "MT!" how older tools do. */
static bool is_machine(struct barq_text who, struct barq_text *engine)
{
    if (who.len < 3 || memcmp(who.at, "MT", 2) != 0 ||
        (who.at[2] != ':' && who.at[2] != '!'))
        return false;
    *engine = text_trim(text_slice(who, 3, who.len));
    return true;
}

static void take_author(struct pair *p, const struct tmx_about *about)
{
    struct barq_text engine = { 0 };
    struct barq_unit *unit = &p->unit;

    if (is_machine(about->created_by, &engine)) {
        unit->origin = p->origin_known ? unit->origin : BARQ_MT;
        set_once(&unit->engine, engine);
        set_once(&unit->who, about->changed_by);
        return;
    }
    if (!about->changed_by.len) {
        set_once(&unit->who, about->created_by);
        return;
    }
    set_once(&unit->who, about->changed_by);
    if (about->created_by.len &&
        !text_equal(about->created_by, about->changed_by) &&
        !cJSON_HasObjectItem(p->extra, "creationid"))
        json_put(p->extra, "creationid", json_string(about->created_by));
}

/* A date that cannot be read is no reason to lose the unit, nor the date. */
static void take_date(struct pair *p, const char *key, struct barq_text text,
                      int64_t *field)
{
    if (text.len && !*field && !tmx_date(text, field) &&
        !cJSON_HasObjectItem(p->extra, key))
        json_put(p->extra, key, json_string(text));
}

static void take_about(struct pair *p, const struct tmx_about *about)
{
    int64_t uses = 0;

    take_author(p, about);
    take_date(p, "creationdate", about->created, &p->unit.created);
    take_date(p, "changedate", about->changed, &p->unit.changed);
    if (!p->unit.uses && read_integer(about->uses, &uses))
        p->unit.uses = uses;
}

/* ------------------------------------------------------------------ pairs */

static bool take_note(struct pair *p, struct barq_text note)
{
    struct barq_text *all = &p->unit.note;

    if (!note.len)
        return true;
    if (!all->len)
        *all = note;
    else
        *all = arena_print(p->keep, "%s\n%s", all->at, note.at);
    return all->at != NULL;
}

static bool take_codes(struct pair *p)
{
    static const char *const keys[] = { "ar", "en" };
    cJSON *both = NULL;

    for (int i = 0; i < 2; i++) {
        if (!p->sides[i]->codes.len)
            continue;
        both = both ? both : cJSON_CreateObject();
        if (!json_put(both, keys[i], json_string(p->sides[i]->codes))) {
            cJSON_Delete(both);
            return false;
        }
    }
    return !both || json_put(p->extra, "seg", both);
}

static bool print_extra(struct pair *p)
{
    struct buf buf = { 0 };

    if (cJSON_GetArraySize(p->props)) {
        bool put = json_put(p->extra, "props", p->props);
        p->props = NULL;
        if (!put)
            return false;
    }
    if (!p->extra->child)
        return true;
    json_print(&buf, p->extra);
    if (!buf.failed)
        p->unit.extra =
            arena_text(p->keep, (struct barq_text){ buf.at, buf.len });
    buf_release(&buf);
    return p->unit.extra.at != NULL;
}

/* False when memory runs out. */
static bool fill(struct pair *p)
{
    if (!p->extra || !p->props || !take_props(p, p->tu->props) ||
        !take_props(p, p->sides[0]->props) ||
        !take_props(p, p->sides[1]->props))
        return false;
    take_about(p, &p->tu->about);
    take_about(p, &p->sides[1]->about);
    take_about(p, &p->sides[0]->about);
    if (!take_codes(p))
        return false;
    if (p->tu->id.len && !cJSON_HasObjectItem(p->extra, "tuid") &&
        !json_put(p->extra, "tuid", json_string(p->tu->id)))
        return false;
    return take_note(p, p->tu->note) && take_note(p, p->sides[0]->note) &&
           take_note(p, p->sides[1]->note) && print_extra(p);
}

static bool is_blank(struct barq_text text)
{
    return !text.len || !text_trim(text).len;
}

static enum barq_status take_pair(const struct tmx_tu *tu,
                                  const struct tmx_side *ar,
                                  const struct tmx_side *en,
                                  const struct pair_sink *sink,
                                  struct arena scratch, struct barq_error *err)
{
    struct pair p = {
        .tu = tu,
        .sides = { ar, en },
        .unit = { .ar = ar->text,
                  .en = en->text,
                  .origin = BARQ_IMPORTED,
                  .confidence = 1,
                  .position = -1 },
        .extra = cJSON_CreateObject(),
        .props = cJSON_CreateArray(),
        .keep = &scratch,
    };
    enum barq_status status;

    if (is_blank(ar->text) || is_blank(en->text)) {
        sink->skip(sink->context, "units with an empty side");
        status = BARQ_OK;
    } else if (!fill(&p)) {
        status = fail_nomem(err, "for a translation unit");
    } else {
        status = sink->take(sink->context, &p.unit, err);
    }
    cJSON_Delete(p.props);
    cJSON_Delete(p.extra);
    return status;
}

static const char *why_no_pair(const struct tmx_tu *tu)
{
    if (!tu->counts[0] && !tu->counts[1])
        return "units in other languages";
    if (!tu->counts[0])
        return "units without an Arabic side";
    return tu->counts[1] ? NULL : "units without an English side";
}

enum barq_status tmx_take_tu(const struct tmx_tu *tu,
                             const struct pair_sink *sink, struct arena scratch,
                             struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    const char *reason = why_no_pair(tu);

    if (reason)
        sink->skip(sink->context, reason);
    for (size_t i = 0; !status && i < tu->counts[0]; i++)
        for (size_t j = 0; !status && j < tu->counts[1]; j++)
            status = take_pair(tu, &tu->sides[0][i], &tu->sides[1][j], sink,
                               scratch, err);
    return status;
}
