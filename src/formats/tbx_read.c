#include "formats/names_file.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "formats/tmx.h"
#include "memory/ledger.h"

#include <string.h>

/*
 * TBX as a stream of entries, in the words of 2008 or of 2019:
 *
 *   <termEntry>    <conceptEntry>     one name
 *   <langSet>      <langSec>          its forms in a language
 *   <tig>, <ntig>  <termSec>          one form, with what is said of it
 *
 * What is said of it is an element with a type (termNote, descrip ...), or in
 * the DCT style of 2019 an element of that very name; both are told by the
 * type's name.
 *
 * The house form is the English term that is preferred, else the first that
 * is not deprecated.  Deprecated and superseded ones give way to it.  What is
 * admitted beside it is no mistake, so it does not give way: the note says
 * it.  Arabic terms are all forms that a story may have.
 *
 * Limits: definitions, contexts, sources and other languages are not kept.
 * An entry of more than 256 terms or 1 MiB is left out.
 */

enum { TERMS_MOST = 256, ENTRY_CEILING = 1 << 20 };

/* How an English term stands to the others; the order is that of choice. */
enum standing { PREFERRED, ADMITTED, DEPRECATED };

struct term {
    struct barq_text text;
    enum barq_lang lang;
    enum standing standing;
};

/* What the text that is being read is. */
enum field { NO_FIELD, F_TERM, F_STATUS, F_SUBJECT, F_NOTE, F_WHO };

struct tbx {
    struct xml *xml;
    const struct name_sink *sink;
    struct arena all, keep; /* `keep` begins anew with each entry */
    bool in_tbx, in_entry, in_term, large;
    int depth, field_depth;
    size_t line, bytes;
    enum barq_lang lang;
    struct term terms[TERMS_MOST];
    size_t count;
    struct term term; /* that is being read */
    enum field field;
    struct buf text;
    struct barq_text note, who;
    enum barq_name_kind kind;
};

static bool is(const char *name, const char *a, const char *b)
{
    return strcmp(name, a) == 0 || strcmp(name, b) == 0;
}

/* ------------------------------------------------------------------- fields */

/* The field that an element holds, by its name and its type. */
static enum field field_of(const struct tbx *t, const char *name,
                           struct barq_text type)
{
    static const struct {
        const char *type;
        enum field field;
    } types[] = {
        { "administrativeStatus", F_STATUS },
        { "normativeAuthorization", F_STATUS },
        { "subjectField", F_SUBJECT },
        { "responsibility", F_WHO },
    };

    if (strcmp(name, "term") == 0)
        return t->in_term ? F_TERM : NO_FIELD;
    if (strcmp(name, "note") == 0)
        return F_NOTE;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(name, types[i].type) == 0 ||
            text_equal(type, text_of(types[i].type)))
            return types[i].field;
    return NO_FIELD;
}

static enum barq_status keep_text(struct tbx *t, struct barq_text *to,
                                  struct barq_error *err)
{
    struct barq_text text = { t->text.at ? t->text.at : "", t->text.len };

    if (t->text.failed)
        return fail_nomem(err, "for a term");
    *to = arena_text(&t->keep, text_trim(text));
    return to->at ? BARQ_OK : fail_nomem(err, "for a term");
}

static bool begins(struct barq_text text, const char *with)
{
    return text.len >= strlen(with) && memcmp(text.at, with, strlen(with)) == 0;
}

static enum standing standing_of(struct barq_text status)
{
    if (begins(status, "preferred"))
        return PREFERRED;
    return begins(status, "deprecated") || begins(status, "superseded")
               ? DEPRECATED
               : ADMITTED;
}

/* Of several notes the first; a subject that is no kind of ours is none. */
static enum barq_status end_field(struct tbx *t, struct barq_error *err)
{
    struct barq_text text = { 0 };
    enum field field = t->field;
    enum barq_status status = keep_text(t, &text, err);

    t->field = NO_FIELD;
    if (status)
        return status;
    if (field == F_TERM)
        t->term.text = text;
    else if (field == F_STATUS && t->in_term)
        t->term.standing = standing_of(text);
    else if (field == F_SUBJECT)
        barq_name_kind_from_name(text.at, &t->kind);
    else if (field == F_NOTE && !t->note.len)
        t->note = text;
    else if (field == F_WHO && !t->who.len)
        t->who = text;
    return BARQ_OK;
}

/* ------------------------------------------------------------------ entries */

/* The English terms in the order in which they may be the house form. */
static const struct term *find_house(const struct tbx *t)
{
    const struct term *best = NULL;

    for (size_t i = 0; i < t->count; i++)
        if (t->terms[i].lang == BARQ_EN &&
            (!best || t->terms[i].standing < best->standing))
            best = &t->terms[i];
    return best;
}

/* What is admitted beside the house form, into the note. */
static enum barq_status add_also(struct tbx *t, const struct term *house,
                                 struct barq_error *err)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct term *term = &t->terms[i];
        if (term->lang != BARQ_EN || term == house ||
            term->standing == DEPRECATED ||
            t->note.len + term->text.len + 16 > NAME_NOTE_MOST)
            continue;
        t->note =
            arena_print(&t->keep, "%.*s%salso: %.*s", (int)t->note.len,
                        t->note.at ? t->note.at : "", t->note.len ? "; " : "",
                        (int)term->text.len, term->text.at);
        if (!t->note.at)
            return fail_nomem(err, "for a note");
    }
    return BARQ_OK;
}

static struct barq_text *pick(const struct tbx *t, enum barq_lang lang,
                              const struct term *house, struct arena *keep,
                              size_t *count)
{
    struct barq_text *forms = arena_new(keep, struct barq_text, t->count + 1);

    *count = 0;
    for (size_t i = 0; i < t->count && forms; i++) {
        const struct term *term = &t->terms[i];
        if (term->lang == lang && term != house &&
            (lang == BARQ_AR || term->standing == DEPRECATED))
            forms[(*count)++] = term->text;
    }
    return forms;
}

static enum barq_status give(struct tbx *t, const struct term *house,
                             struct barq_error *err)
{
    struct barq_name name = { .house = house->text,
                              .kind = t->kind,
                              .status = BARQ_ACCEPTED };
    enum barq_status status = add_also(t, house, err);

    if (status)
        return status;
    name.ar = pick(t, BARQ_AR, house, &t->keep, &name.ar_count);
    name.other = pick(t, BARQ_EN, house, &t->keep, &name.other_count);
    if (!name.ar || !name.other)
        return fail_nomem(err, "for a name");
    name.note = t->note;
    name.who = t->who;
    return t->sink->take(t->sink->context, &name, t->line, err);
}

static enum barq_status end_entry(struct tbx *t, struct barq_error *err)
{
    const struct term *house = find_house(t);
    bool arabic = false;

    t->in_entry = false;
    for (size_t i = 0; i < t->count; i++)
        arabic = arabic || t->terms[i].lang == BARQ_AR;
    if (t->large)
        return t->sink->skip(t->sink->context, t->line,
                             "an entry of more than 256 terms or 1 MiB", err);
    if (!house || !arabic)
        return t->sink->skip(t->sink->context, t->line,
                             house ? "no Arabic term" : "no English term", err);
    return give(t, house, err);
}

static void begin_entry(struct tbx *t)
{
    t->in_entry = true;
    t->in_term = t->large = false;
    t->keep = t->all;
    t->line = (size_t)xml_line(t->xml);
    t->bytes = t->count = 0;
    t->lang = BARQ_LANG_UNKNOWN;
    t->field = NO_FIELD;
    t->note = t->who = (struct barq_text){ "", 0 };
    t->kind = BARQ_OTHER;
}

static void end_term(struct tbx *t)
{
    t->in_term = false;
    if (!t->term.text.len || !t->term.lang)
        return;
    if (t->count == TERMS_MOST)
        t->large = true;
    else
        t->terms[t->count++] = t->term;
}

/* ------------------------------------------------------------------- events */

static void begin_element(struct tbx *t)
{
    const char *name = xml_name(t->xml);

    t->in_tbx = t->in_tbx || is(name, "martif", "tbx");
    if (is(name, "termEntry", "conceptEntry"))
        begin_entry(t);
    if (!t->in_entry || t->field)
        return;
    if (is(name, "langSet", "langSec"))
        t->lang = tmx_lang(xml_attribute(t->xml, "xml:lang"));
    if (is(name, "tig", "termSec") || strcmp(name, "ntig") == 0) {
        t->in_term = true;
        t->term = (struct term){ .lang = t->lang, .standing = ADMITTED };
    }
    t->field = field_of(t, name, xml_attribute(t->xml, "type"));
    t->field_depth = t->depth;
    buf_clear(&t->text);
}

static enum barq_status end_element(struct tbx *t, struct barq_error *err)
{
    const char *name = xml_name(t->xml);

    if (t->field)
        return t->depth == t->field_depth ? end_field(t, err) : BARQ_OK;
    if (t->in_term && (is(name, "tig", "termSec") || strcmp(name, "ntig") == 0))
        end_term(t);
    if (t->in_entry && is(name, "termEntry", "conceptEntry"))
        return end_entry(t, err);
    return BARQ_OK;
}

static void add_text(struct tbx *t)
{
    struct barq_text text = xml_text(t->xml);

    if (!t->field)
        return;
    t->bytes += text.len + 16;
    t->large = t->large || t->bytes > ENTRY_CEILING;
    if (!t->large)
        buf_add(&t->text, text);
}

static enum barq_status read_events(struct tbx *t, const char *name,
                                    struct barq_error *err)
{
    enum xml_event event = XML_TEXT;
    enum barq_status status = BARQ_OK;

    while (!status && event != XML_DONE) {
        status = xml_next(t->xml, &event, err);
        if (status)
            break;
        if (event == XML_START) {
            t->depth++;
            begin_element(t);
        } else if (event == XML_END) {
            status = end_element(t, err);
            t->depth--;
        } else if (event == XML_TEXT) {
            add_text(t);
        }
        if (!t->in_tbx && event == XML_START)
            return fail(err, BARQ_E_INPUT, 0,
                        "%s: begins with <%s>; TBX begins with <martif> or "
                        "<tbx>",
                        name, xml_name(t->xml));
    }
    return status;
}

enum barq_status tbx_read(FILE *from, const char *name,
                          const struct name_sink *sink, struct arena all,
                          struct barq_error *err)
{
    struct tbx *t = arena_new(&all, struct tbx, 1);

    if (!t)
        return fail_nomem(err, "to read TBX");
    t->sink = sink;
    t->all = all;
    enum barq_status status = xml_open(from, name, &t->xml, err);
    if (status)
        return status;
    status = read_events(t, name, err);
    buf_release(&t->text);
    xml_close(t->xml);
    return status;
}
