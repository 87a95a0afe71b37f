#include "formats/tmx_extra.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* Room for so many places first, and then for twice as many. */
enum { PLACES_FIRST = 8 };

/*
 * From a <tu>, as it was read, to units.
 *
 * Every Arabic variant goes with every English one: two published wordings
 * of one sentence are two units.  What all of them share is looked at once,
 * and copied.  What barq_unit has no place for travels in its `extra`, as
 * tmx_extra.c tells.
 */
struct pair {
    const struct tmx_tu *tu;
    const struct tmx_side *sides[2];
    struct barq_unit unit;
    struct tmx_extra extra;
    struct memory_places stood; /* before */
    size_t stood_room;
    int64_t edition;         /* of where the unit stood last ... */
    struct barq_text *slugs; /* ... and of its story */
    size_t slug_count;
    bool origin_known;
    struct arena *keep;
};

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

/* Ours has no language: it is the <tu>'s, and read once for all pairs. */
static bool set_extra(struct pair *p, const struct tmx_prop *prop)
{
    return !prop->lang && tmx_extra_take_back(&p->extra, prop, p->keep);
}

static bool set_edition(struct pair *p, struct barq_text value)
{
    return tmx_integer(value, &p->edition) && p->edition <= TMX_EDITION_MOST;
}

static bool add_slug(struct pair *p, struct barq_text value)
{
    struct barq_text *more =
        arena_grow(p->keep, struct barq_text, p->slugs, p->slug_count, 1);

    if (!more || !value.len)
        return false;
    p->slugs = more;
    more[p->slug_count++] = value;
    return true;
}

static bool add_place(struct pair *p, struct barq_text value)
{
    struct memory_place place;
    struct memory_places *all = &p->stood;

    if (!tmx_place_read(value, &place, p->keep))
        return false;
    if (all->count == p->stood_room) {
        size_t room = p->stood_room ? 2 * p->stood_room : PLACES_FIRST;
        struct memory_place *more =
            arena_grow(p->keep, struct memory_place, all->at, all->count,
                       room - all->count);
        if (!more)
            return false;
        all->at = more;
        p->stood_room = room;
    }
    all->at[all->count++] = place;
    return true;
}

static bool set_of_ours(struct pair *p, const struct tmx_prop *prop)
{
    struct barq_unit *unit = &p->unit;
    const char *type = prop->type.at;

    if (strcmp(type, TMX_ORIGIN) == 0)
        return set_origin(p, prop);
    if (strcmp(type, TMX_CONFIDENCE) == 0)
        return tmx_share(prop->value, &unit->confidence);
    if (strcmp(type, TMX_POSITION) == 0)
        return tmx_integer(prop->value, &unit->position);
    if (strcmp(type, TMX_STORY) == 0)
        return set_once(&unit->story, prop->value);
    if (strcmp(type, TMX_AGENCY) == 0)
        return set_once(&unit->agency, prop->value);
    if (strcmp(type, TMX_EDITION) == 0)
        return set_edition(p, prop->value);
    if (strcmp(type, TMX_SLUG) == 0)
        return add_slug(p, prop->value);
    if (strcmp(type, TMX_PLACE) == 0)
        return add_place(p, prop->value);
    if (strcmp(type, TMX_ENGINE) == 0)
        return set_once(&unit->engine, prop->value);
    if (strcmp(type, TMX_AR_PREV) == 0)
        return set_once(&unit->ar_before, prop->value);
    if (strcmp(type, TMX_AR_NEXT) == 0)
        return set_once(&unit->ar_after, prop->value);
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

static void take_props(struct pair *p, const struct tmx_prop *prop)
{
    for (; prop; prop = prop->next) {
        if (!prop->value.at)
            continue;
        if (!prop->type.at ||
            (!set_of_ours(p, prop) && !set_of_others(p, prop)))
            tmx_extra_add_prop(&p->extra, prop);
    }
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
    if (!text_equal(about->created_by, about->changed_by))
        tmx_extra_add(&p->extra, TMX_CREATIONID, about->created_by, p->keep);
}

/* A date that cannot be read is no reason to lose the unit, nor the date. */
static void take_date(struct pair *p, enum tmx_member member,
                      struct barq_text text, int64_t *field)
{
    if (!*field && !tmx_date(text, field))
        tmx_extra_add(&p->extra, member, text, p->keep);
}

static void take_about(struct pair *p, const struct tmx_about *about)
{
    int64_t uses = 0;

    take_author(p, about);
    take_date(p, TMX_CREATIONDATE, about->created, &p->unit.created);
    take_date(p, TMX_CHANGEDATE, about->changed, &p->unit.changed);
    if (!p->unit.uses && tmx_integer(about->uses, &uses))
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

/* False when memory runs out. */
static bool fill(struct pair *p)
{
    const struct tmx_tu *tu = p->tu;
    const struct tmx_side *ar = p->sides[0], *en = p->sides[1];

    take_props(p, ar->props);
    take_props(p, en->props);
    take_about(p, &tu->about);
    take_about(p, &en->about);
    take_about(p, &ar->about);
    tmx_extra_add_codes(&p->extra, ar->codes, en->codes, p->keep);
    tmx_extra_add(&p->extra, TMX_TUID, tu->id, p->keep);
    if (!take_note(p, tu->note) || !take_note(p, ar->note) ||
        !take_note(p, en->note))
        return false;
    if (!p->extra.too_large)
        p->unit.extra = tmx_extra_print(&p->extra, p->keep);
    return !p->extra.failed;
}

/* Tell of all the places, if the unit itself does not; false when memory runs
 * out. */
static bool tell_places(struct pair *p, const struct pair_sink *sink)
{
    const struct barq_unit *unit = &p->unit;
    struct memory_places *all = &p->stood;

    if (!sink->stood || (!all->count && !p->edition && !p->slug_count))
        return true;
    struct memory_place *more =
        arena_grow(p->keep, struct memory_place, all->at, all->count, 1);
    if (!more)
        return false;
    all->at = more;
    more[all->count++] = (struct memory_place){
        .story = unit->story,
        .agency = unit->agency,
        .position = unit->position,
        .edition = p->edition,
        .ar_before = unit->ar_before,
        .ar_after = unit->ar_after,
        .en_before = unit->en_before,
        .en_after = unit->en_after,
        .slugs = p->slugs,
        .slug_count = p->slug_count,
    };
    sink->stood(sink->context, all);
    return true;
}

static bool is_blank(struct barq_text text)
{
    return !text.len || !text_trim(text).len;
}

static const char too_much[] = "units with notes or properties over 1 MiB";

/* A reason not to look at the pair any further, or NULL. */
static const char *why_no_unit(const struct pair *shared,
                               const struct tmx_side *ar,
                               const struct tmx_side *en)
{
    if (ar->too_long || en->too_long)
        return "units with a side over 64 KiB";
    if (is_blank(ar->text) || is_blank(en->text))
        return "units with an empty side";
    if (shared->extra.too_large ||
        shared->tu->note.len + ar->note.len + en->note.len > TMX_EXTRA_MOST)
        return too_much;
    return NULL;
}

static enum barq_status take_pair(const struct pair *shared,
                                  const struct tmx_side *ar,
                                  const struct tmx_side *en,
                                  const struct pair_sink *sink,
                                  struct arena scratch, struct barq_error *err)
{
    const char *reason = why_no_unit(shared, ar, en);
    struct pair p = *shared;
    enum barq_status status = BARQ_OK;

    if (reason) {
        sink->skip(sink->context, reason);
        return BARQ_OK;
    }
    p.sides[0] = ar;
    p.sides[1] = en;
    p.unit.ar = ar->text;
    p.unit.en = en->text;
    p.keep = &scratch;
    tmx_extra_copy(&p.extra, &shared->extra);
    if (!fill(&p) || !(p.extra.too_large || tell_places(&p, sink)))
        status = fail_nomem(err, "for a translation unit");
    else if (p.extra.too_large)
        sink->skip(sink->context, too_much);
    else
        status = sink->take(sink->context, &p.unit, err);
    tmx_extra_release(&p.extra);
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
    struct pair shared = {
        .tu = tu,
        .unit = { .origin = BARQ_IMPORTED, .confidence = 1, .position = -1 },
        .keep = &scratch,
    };
    enum barq_status status = BARQ_OK;
    const char *reason = why_no_pair(tu);

    if (reason) {
        sink->skip(sink->context, reason);
        return BARQ_OK;
    }
    take_props(&shared, tu->props);
    for (size_t i = 0; !status && i < tu->counts[0]; i++)
        for (size_t j = 0; !status && j < tu->counts[1]; j++)
            status = take_pair(&shared, &tu->sides[0][i], &tu->sides[1][j],
                               sink, scratch, err);
    tmx_extra_release(&shared.extra);
    return status;
}
