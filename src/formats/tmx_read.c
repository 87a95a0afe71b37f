#include "formats/tmx.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "formats/tmx_seg.h"

#include <string.h>

/*
 * TMX 1.1 to 1.4b, read as a stream: what is kept is one <tu> at a time.
 *
 *   <tu creationid="Rana">          -> IN_TU
 *     <prop type="x-desk">world</>  -> IN_FIELD, back to IN_TU
 *     <tuv xml:lang="ar">           -> IN_TUV
 *       <seg>... <ph/> ...</seg>    -> IN_SEG, back to IN_TUV
 *
 * What is text in a segment and what is code, tmx_seg.c tells; one that lost
 * something keeps its whole form beside it.
 *
 * Limits.  Not kept: properties of the header, the attributes srclang,
 * segtype, datatype and lastusagedate, variants in a third language.  The
 * text of a side may have 64 KiB, as in the memory: where it has more, the
 * pairs it is in are skipped.  With its codes it may have 1 MiB and a <tu>
 * 16 MiB in all; a larger <tu> is skipped.
 */

/* Of all that a <tu> says, in bytes. */
enum { TU_CEILING = 16 << 20 };

/* What a <tu> of TU_CEILING bytes can need, made into units, twice over. */
#define READER_CEILING ((size_t)512 << 20)

enum place { OUTSIDE, IN_TU, IN_TUV, IN_FIELD, IN_SEG };

struct tmx {
    struct xml *xml;
    const char *name;
    const struct pair_sink *sink;
    struct arena all; /* empty between one <tu> and the next */
    struct arena arena;
    enum place place, back; /* back: where a field was met */
    int depth;              /* of elements that are open */
    int place_depth[IN_SEG + 1];
    bool has_seg, too_large;
    size_t tu_bytes;
    struct tmx_tu tu;
    struct tmx_side side;                 /* the <tuv> being read ... */
    enum barq_lang lang;                  /* ... and its language */
    const struct tmx_prop **last_prop[2]; /* where the next goes: tu, tuv */
    struct tmx_prop *prop;                /* being read; NULL: a note */
    struct tmx_seg seg;
    struct buf text; /* of a field */
};

/* ---------------------------------------------------------------- parts */

static enum barq_status keep(struct tmx *t, struct barq_text from,
                             struct barq_text *to, struct barq_error *err)
{
    *to = (struct barq_text){ 0 };
    t->tu_bytes += from.len + 16; /* however short, it takes some room */
    if (t->tu_bytes > TU_CEILING)
        t->too_large = true;
    if (t->too_large || !from.at)
        return BARQ_OK;
    *to = arena_text(&t->arena, from);
    return to->at ? BARQ_OK : fail_nomem(err, "for a translation unit");
}

static enum barq_status keep_attribute(struct tmx *t, const char *name,
                                       struct barq_text *to,
                                       struct barq_error *err)
{
    return keep(t, xml_attribute(t->xml, name), to, err);
}

/* The field for an attribute, or NULL. */
static struct barq_text *field_for(struct tmx_about *about, const char *name)
{
    const struct {
        const char *name;
        struct barq_text *field;
    } fields[] = {
        { "creationid", &about->created_by },
        { "changeid", &about->changed_by },
        { "creationdate", &about->created },
        { "changedate", &about->changed },
        { "usagecount", &about->uses },
    };

    if (name[0] != 'c' && name[0] != 'u')
        return NULL;
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (strcmp(fields[i].name, name) == 0)
            return fields[i].field;
    return NULL;
}

static enum barq_status keep_about(struct tmx *t, struct tmx_about *about,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct barq_text value;
    const char *name;

    *about = (struct tmx_about){ 0 };
    for (int i = 0; !status && xml_attribute_at(t->xml, i, &name, &value);
         i++) {
        struct barq_text *field = field_for(about, name);
        if (field)
            status = keep(t, value, field, err);
    }
    return status;
}

static void enter(struct tmx *t, enum place place)
{
    t->place = place;
    t->place_depth[place] = t->depth;
}

static struct barq_text lang_attribute(struct tmx *t)
{
    struct barq_text tag = xml_attribute(t->xml, "xml:lang");

    return tag.at ? tag : xml_attribute(t->xml, "lang"); /* TMX 1.1 */
}

/* ------------------------------------------------------------ beginnings */

/* The sides are many, and written whole before they are counted. */
static void clear_tu(struct tmx_tu *tu)
{
    tu->about = (struct tmx_about){ 0 };
    tu->id = tu->note = (struct barq_text){ 0 };
    tu->props = NULL;
    tu->counts[0] = tu->counts[1] = 0;
}

static enum barq_status begin_tu(struct tmx *t, struct barq_error *err)
{
    enter(t, IN_TU);
    t->arena = t->all;
    t->tu_bytes = 0;
    t->too_large = false;
    clear_tu(&t->tu);
    t->last_prop[0] = &t->tu.props;
    enum barq_status status = keep_about(t, &t->tu.about, err);
    return status ? status : keep_attribute(t, "tuid", &t->tu.id, err);
}

static enum barq_status begin_tuv(struct tmx *t, struct barq_error *err)
{
    enter(t, IN_TUV);
    t->side = (struct tmx_side){ 0 };
    t->last_prop[1] = &t->side.props;
    t->has_seg = false;
    t->lang = tmx_lang(lang_attribute(t));
    return keep_about(t, &t->side.about, err);
}

static enum barq_status begin_note(struct tmx *t)
{
    t->back = t->place;
    enter(t, IN_FIELD);
    buf_clear(&t->text);
    t->prop = NULL;
    return BARQ_OK;
}

static enum barq_status begin_prop(struct tmx *t, struct barq_error *err)
{
    enum barq_lang own = tmx_lang(lang_attribute(t));
    enum barq_lang around = t->place == IN_TUV ? t->lang : BARQ_LANG_UNKNOWN;

    begin_note(t);
    t->prop = arena_new(&t->arena, struct tmx_prop, 1);
    if (!t->prop)
        return fail_nomem(err, "for a property");
    t->tu_bytes += sizeof(*t->prop);
    t->prop->lang = own ? own : around;
    return keep_attribute(t, "type", &t->prop->type, err);
}

/* --------------------------------------------------------------- endings */

static enum barq_status keep_prop(struct tmx *t, struct barq_error *err)
{
    const struct tmx_prop ***last = &t->last_prop[t->back == IN_TUV];

    **last = t->prop;
    *last = &t->prop->next;
    return keep(t, (struct barq_text){ t->text.at, t->text.len },
                &t->prop->value, err);
}

/* Notes are joined by a line end. */
static enum barq_status keep_note(struct tmx *t, struct barq_error *err)
{
    struct barq_text *note = t->back == IN_TUV ? &t->side.note : &t->tu.note;
    struct barq_text before = *note;

    if (!before.len)
        return keep(t, (struct barq_text){ t->text.at, t->text.len }, note,
                    err);
    struct buf both = { 0 };
    buf_add(&both, before);
    buf_addc(&both, '\n');
    buf_add(&both, (struct barq_text){ t->text.at, t->text.len });
    enum barq_status status =
        both.failed
            ? fail_nomem(err, "for a note")
            : keep(t, (struct barq_text){ both.at, both.len }, note, err);
    buf_release(&both);
    return status;
}

static enum barq_status end_field(struct tmx *t, struct barq_error *err)
{
    t->place = t->back;
    if (t->text.failed)
        return fail_nomem(err, "for a property");
    return t->prop ? keep_prop(t, err) : keep_note(t, err);
}

static enum barq_status keep_seg(struct tmx *t, struct barq_error *err)
{
    struct barq_text text = { t->seg.text.at, t->seg.text.len };
    struct barq_text codes = { t->seg.codes.at, t->seg.codes.len };

    if (text.len > TMX_TEXT_MOST) {
        t->side.too_long = true;
        return BARQ_OK;
    }
    enum barq_status status = keep(t, text, &t->side.text, err);
    if (status || !t->seg.has_codes)
        return status;
    if (codes.len > TMX_CODES_MOST)
        t->too_large = true;
    return keep(t, codes, &t->side.codes, err);
}

static enum barq_status end_seg(struct tmx *t, struct barq_error *err)
{
    t->place = IN_TUV;
    if (!t->lang)
        return BARQ_OK;
    if (t->seg.text.failed || t->seg.codes.failed)
        return fail_nomem(err, "for a segment");
    if (t->has_seg) {
        t->sink->skip(t->sink->context, "second segments of one variant");
        return BARQ_OK;
    }
    t->has_seg = true;
    return keep_seg(t, err);
}

static enum barq_status end_tuv(struct tmx *t)
{
    int which = t->lang == BARQ_EN;

    t->place = IN_TU;
    if (!t->lang)
        return BARQ_OK;
    if (t->tu.counts[which] == TMX_VARIANTS)
        t->sink->skip(t->sink->context,
                      "variants beyond the 32nd in one language");
    else
        t->tu.sides[which][t->tu.counts[which]++] = t->side;
    return BARQ_OK;
}

static enum barq_status end_tu(struct tmx *t, struct barq_error *err)
{
    t->place = OUTSIDE;
    if (t->too_large) {
        t->sink->skip(t->sink->context, "units too large");
        return BARQ_OK;
    }
    return tmx_take_tu(&t->tu, t->sink, t->arena, err);
}

/* ---------------------------------------------------------------- events */

static enum barq_status check_root(struct tmx *t, struct barq_error *err)
{
    struct barq_text version = xml_attribute(t->xml, "version");

    if (strcmp(xml_name(t->xml), "tmx") != 0)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: is no TMX: it begins with <%s>, not <tmx>", t->name,
                    xml_line(t->xml), xml_name(t->xml));
    if (version.len && strncmp(version.at, "1.", 2) != 0)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: is TMX %.20s; versions 1.1 to 1.4 can be read",
                    t->name, xml_line(t->xml), version.at);
    return BARQ_OK;
}

static enum barq_status on_start(struct tmx *t, struct barq_error *err)
{
    const char *name = xml_name(t->xml);
    bool outer = t->place == IN_TU, inner = t->place == IN_TUV;

    if (++t->depth == 1)
        return check_root(t, err);
    if (t->place == IN_SEG) {
        tmx_seg_begin(&t->seg, t->xml, t->depth);
        return BARQ_OK;
    }
    if (t->place == OUTSIDE && strcmp(name, "tu") == 0)
        return begin_tu(t, err);
    if (outer && strcmp(name, "tuv") == 0)
        return begin_tuv(t, err);
    if (inner && strcmp(name, "seg") == 0) {
        enter(t, IN_SEG);
        tmx_seg_clear(&t->seg);
        return BARQ_OK;
    }
    if ((outer || inner) && strcmp(name, "prop") == 0)
        return begin_prop(t, err);
    if ((outer || inner) && strcmp(name, "note") == 0)
        return begin_note(t);
    return BARQ_OK;
}

/* The element that opened the present place ends. */
static enum barq_status leave(struct tmx *t, struct barq_error *err)
{
    switch (t->place) {
    case IN_FIELD:
        return end_field(t, err);
    case IN_SEG:
        return end_seg(t, err);
    case IN_TUV:
        return end_tuv(t);
    case IN_TU:
        return end_tu(t, err);
    default:
        return BARQ_OK;
    }
}

static enum barq_status on_end(struct tmx *t, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (t->place != OUTSIDE && t->depth == t->place_depth[t->place])
        status = leave(t, err);
    else if (t->place == IN_SEG)
        tmx_seg_end(&t->seg, t->xml, t->depth);
    t->depth--;
    return status;
}

static void on_text(struct tmx *t)
{
    if (t->place == IN_FIELD && t->text.len <= TU_CEILING)
        buf_add(&t->text, xml_text(t->xml));
    if (t->place == IN_SEG)
        tmx_seg_text(&t->seg, t->xml);
}

static enum barq_status read_events(struct tmx *t, struct barq_error *err)
{
    enum xml_event event = XML_TEXT;
    enum barq_status status;

    for (;;) {
        status = xml_next(t->xml, &event, err);
        if (status || event == XML_DONE)
            return status;
        if (event == XML_START)
            status = on_start(t, err);
        else if (event == XML_END)
            status = on_end(t, err);
        else
            on_text(t);
        if (status)
            return status;
    }
}

enum barq_status tmx_read(FILE *from, const char *name,
                          const struct pair_sink *sink, struct barq_error *err)
{
    struct block block = { 0 };
    struct arena all = { 0 };
    struct tmx *t;
    enum barq_status status = block_reserve(&block, READER_CEILING, &all, err);

    if (status)
        return status;
    t = arena_new(&all, struct tmx, 1);
    if (!t) {
        block_release(block);
        return fail_nomem(err, "for the TMX reader");
    }
    t->name = name;
    t->sink = sink;
    t->all = all;
    status = xml_open(from, name, &t->xml, err);
    if (!status)
        status = read_events(t, err);
    xml_close(t->xml);
    buf_release(&t->text);
    tmx_seg_release(&t->seg);
    block_release(block);
    return status;
}
