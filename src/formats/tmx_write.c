#include "formats/tmx.h"

#include "base/json.h"
#include "base/utf8.h"
#include "formats/json_out.h"

#include <string.h>
#include <time.h>

/*
 * TMX 1.4b, valid against the DTD of the standard, one <tu> a unit:
 *
 *   <tu creationid="Rana" creationdate="20261123T061200Z" usagecount="3">
 *     <note>...</note>
 *     <prop type="x-barq-origin">published</prop>
 *     <tuv xml:lang="ar"><seg>...</seg></tuv>
 *     <tuv xml:lang="en"><seg>...</seg></tuv>
 *   </tu>
 *
 * The Arabic comes first and the header calls it the source: tools that go
 * by order and tools that go by the header then agree.  Nothing is indented
 * inside <seg>, so that every space of the text is the text's own.  What XML
 * cannot hold (U+0001 and its like) is written as U+FFFD and counted.
 *
 * Story and neighbours go out as properties of our own, and so does where the
 * unit stood before (tmx_place.c).  OmegaT has some for
 * them too ("file", "prev", "next"), which are read but not written: it takes
 * a unit that has them for a translation bound to that file, and leaves it
 * out of what it fills in.
 *
 * A machine's sentence is signed "MT: engine" besides its property, since
 * other tools show the author and drop the properties.
 */

struct out {
    struct buf *buf;
    size_t replaced; /* characters that are U+FFFD now */
};

void tmx_write_head(FILE *to)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
          "<tmx version=\"1.4\">\n"
          "  <header creationtool=\"Barq\" creationtoolversion=\"" BARQ_VERSION
          "\" segtype=\"sentence\" o-tmf=\"barq\" adminlang=\"en\" "
          "srclang=\"ar\" datatype=\"plaintext\"/>\n"
          "  <body>\n",
          to);
}

void tmx_write_tail(FILE *to)
{
    fputs("  </body>\n</tmx>\n", to);
}

/* How many characters XML 1.0 forbids, even as references. */
static size_t forbidden(struct barq_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        count += (c < ' ' && c != '\t' && c != '\n' && c != '\r') ||
                 c == 0xFFFE || c == 0xFFFF;
    }
    return count;
}

static void add_text(struct out *out, struct barq_text text)
{
    out->replaced += forbidden(text);
    buf_add_xml(out->buf, text);
}

/* In an attribute a reader makes spaces of tabs and line ends, unless they
 * come as references. */
static void add_attribute(struct out *out, const char *name,
                          struct barq_text value)
{
    buf_addf(out->buf, " %s=\"", name);
    for (size_t i = 0, from = 0; i <= value.len; i++) {
        bool white =
            i < value.len && (value.at[i] == '\t' || value.at[i] == '\n');
        if (i < value.len && !white)
            continue;
        add_text(out, text_slice(value, from, i));
        if (white)
            buf_addf(out->buf, "&#%d;", value.at[i]);
        from = i + 1;
    }
    buf_addc(out->buf, '"');
}

/* TMX has four digits for a year. */
static void add_date(struct out *out, const char *name, int64_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm utc;
    char text[64];

    if (!seconds || !gmtime_r(&when, &utc) || utc.tm_year < 1 - 1900 ||
        utc.tm_year > 9999 - 1900)
        return;
    snprintf(text, sizeof(text), "%04d%02d%02dT%02d%02d%02dZ",
             utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
             utc.tm_min, utc.tm_sec);
    add_attribute(out, name, text_of(text));
}

/* One <prop>, if it has a value. */
static void add_prop(struct out *out, const char *type, const char *lang,
                     struct barq_text value)
{
    if (!value.len)
        return;
    buf_adds(out->buf, "      <prop");
    add_attribute(out, "type", text_of(type));
    if (lang)
        add_attribute(out, "xml:lang", text_of(lang));
    buf_addc(out->buf, '>');
    add_text(out, value);
    buf_adds(out->buf, "</prop>\n");
}

/* Would reading take this name for a machine's signature? */
static bool looks_like_machine(struct barq_text who)
{
    return who.len > 2 && memcmp(who.at, "MT", 2) == 0;
}

static void add_author(struct out *out, const struct barq_unit *unit)
{
    bool machine = unit->origin == BARQ_MT;

    if (machine) {
        struct buf signature = { 0 };
        buf_adds(&signature, TMX_MT);
        buf_add(&signature, unit->engine);
        add_attribute(out, "creationid",
                      (struct barq_text){ signature.at, signature.len });
        out->buf->failed = out->buf->failed || signature.failed;
        buf_release(&signature);
    }
    if (unit->who.len)
        add_attribute(out,
                      machine || looks_like_machine(unit->who) ? "changeid"
                                                               : "creationid",
                      unit->who);
}

static void add_number(struct out *out, const char *type, double value)
{
    cJSON *number = cJSON_CreateNumber(value);
    struct buf text = { 0 };

    json_print(&text, number); /* every digit, and a point in any locale */
    add_prop(out, type, NULL, (struct barq_text){ text.at, text.len });
    out->buf->failed = out->buf->failed || text.failed;
    buf_release(&text);
    cJSON_Delete(number);
}

/* Which version of which story that was, where the unit stood last. */
static void add_edition(struct out *out, const struct memory_place *last)
{
    if (last->edition > 0)
        add_number(out, TMX_EDITION, (double)last->edition);
    for (size_t i = 0; i < last->slug_count; i++)
        add_prop(out, TMX_SLUG, NULL, last->slugs[i]);
}

/* Where it stood before. */
static void add_places(struct out *out, const struct memory_places *places)
{
    struct buf json = { 0 };

    for (size_t i = 0; i + 1 < places->count; i++) {
        buf_clear(&json);
        tmx_place_print(&json, &places->at[i]);
        add_prop(out, TMX_PLACE, NULL, (struct barq_text){ json.at, json.len });
    }
    out->buf->failed = out->buf->failed || json.failed;
    buf_release(&json);
}

static void add_own_props(struct out *out, const struct barq_unit *unit,
                          const struct memory_places *places)
{
    add_prop(out, TMX_ORIGIN, NULL, text_of(barq_origin_name(unit->origin)));
    if (unit->confidence >= 0 && unit->confidence < 1)
        add_number(out, TMX_CONFIDENCE, unit->confidence);
    add_prop(out, TMX_STORY, NULL, unit->story);
    add_prop(out, TMX_AGENCY, NULL, unit->agency);
    if (unit->position >= 0)
        add_number(out, TMX_POSITION, (double)unit->position);
    if (places && places->count)
        add_edition(out, &places->at[places->count - 1]);
    add_prop(out, TMX_ENGINE, NULL, unit->engine);
    add_prop(out, TMX_AR_PREV, "ar", unit->ar_before);
    add_prop(out, TMX_AR_NEXT, "ar", unit->ar_after);
    add_prop(out, TMX_EN_PREV, "en", unit->en_before);
    add_prop(out, TMX_EN_NEXT, "en", unit->en_after);
    if (places)
        add_places(out, places);
}

/* The properties that came with an import go out as they came in. */
static void add_carried_props(struct out *out, const cJSON *props)
{
    const cJSON *prop = NULL;

    cJSON_ArrayForEach(prop, props)
    {
        struct barq_text type = json_member(prop, "type");
        struct barq_text lang = json_member(prop, "lang");
        add_prop(out, type.at ? type.at : "", lang.len ? lang.at : NULL,
                 json_member(prop, "value"));
    }
}

/* What else is in `extra`: whole, in one property. */
static void add_extra(struct out *out, cJSON *extra)
{
    struct buf text = { 0 };

    cJSON *props = cJSON_DetachItemFromObjectCaseSensitive(extra, "props");
    cJSON_DeleteItemFromObjectCaseSensitive(extra, "tuid");
    if (extra->child) {
        json_print(&text, extra);
        add_prop(out, TMX_EXTRA, NULL, (struct barq_text){ text.at, text.len });
        out->buf->failed = out->buf->failed || text.failed;
        buf_release(&text);
    }
    add_carried_props(out, props);
    cJSON_Delete(props);
}

static void add_head(struct out *out, const struct barq_unit *unit,
                     const cJSON *extra)
{
    struct barq_text id = json_member(extra, "tuid");

    buf_adds(out->buf, "    <tu");
    if (id.len)
        add_attribute(out, "tuid", id);
    add_author(out, unit);
    add_date(out, "creationdate", unit->created);
    add_date(out, "changedate", unit->changed);
    if (unit->uses > 0)
        buf_addf(out->buf, " usagecount=\"%lld\"", (long long)unit->uses);
    buf_adds(out->buf, ">\n");
    if (!unit->note.len)
        return;
    buf_adds(out->buf, "      <note>");
    add_text(out, unit->note);
    buf_adds(out->buf, "</note>\n");
}

static void add_side(struct out *out, const char *lang, struct barq_text text)
{
    buf_addf(out->buf, "      <tuv xml:lang=\"%s\"><seg>", lang);
    add_text(out, text);
    buf_adds(out->buf, "</seg></tuv>\n");
}

size_t tmx_write_unit(FILE *to, struct buf *scratch,
                      const struct barq_unit *unit,
                      const struct memory_places *places)
{
    struct out out = { scratch, 0 };
    cJSON *extra = NULL;

    json_read(unit->extra, &extra, NULL); /* NULL if it is none */
    buf_clear(scratch);
    add_head(&out, unit, extra);
    add_own_props(&out, unit, places);
    if (cJSON_IsObject(extra))
        add_extra(&out, extra);
    else
        add_prop(&out, TMX_EXTRA, NULL, unit->extra);
    add_side(&out, "ar", unit->ar);
    add_side(&out, "en", unit->en);
    buf_adds(scratch, "    </tu>\n");
    cJSON_Delete(extra);
    if (!scratch->failed)
        fwrite(scratch->at, 1, scratch->len, to);
    return out.replaced;
}
