/*
 * xml_libxml2.c - what libxml2 makes of a piece of a file, noted.
 *
 * No entity is ever stored, so none can be expanded; that a file declares
 * some, or uses what nobody declared, is noted like an event and then refused.
 */
#include "base/xml_parts.h"

#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* "xml:lang", or "lang" if there is no prefix. */
static struct stretch keep_name(struct xml *xml, const char *prefix,
                                const char *name)
{
    size_t at = xml->bytes.len;

    if (!prefix)
        return xml_keep(xml, name, strlen(name));
    buf_adds(&xml->bytes, prefix);
    buf_addc(&xml->bytes, ':');
    xml_keep(xml, name, strlen(name));
    return (struct stretch){ at, xml->bytes.len - at - 1 };
}

/* libxml2's order: name, prefix, URI, and where the value begins and ends. */
enum { ATTRIBUTE_PARTS = 5, NAMESPACE_PARTS = 2 };

/* Namespaces are attributes like others: prefix and URI. */
static void add_namespaces(struct xml *xml, struct note *note, int count,
                           const xmlChar **parts)
{
    for (int i = 0; i < count; i++, parts += NAMESPACE_PARTS) {
        const char *prefix = (const char *)parts[0];
        const char *uri = parts[1] ? (const char *)parts[1] : "";
        struct stretch name = prefix ? keep_name(xml, "xmlns", prefix)
                                     : keep_name(xml, NULL, "xmlns");
        xml_add_attribute(
            xml, note,
            (struct attribute){ NULL, name, xml_keep(xml, uri, strlen(uri)) });
    }
}

/* The signature is libxml2's. NOLINTNEXTLINE(readability-function-size) */
static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int namespaces, const xmlChar **spaces,
                     int attributes, int defaulted, const xmlChar **parts)
{
    struct xml *xml = context;
    struct note *note = xml->muted ? NULL : xml_add_note(xml, BEGINS, name);

    (void)uri;
    (void)defaulted;
    if (!note)
        return;
    if (xml->depth == XML_DEEPEST) {
        note->kind = TOO_DEEP;
        xmlStopParser(xml->parser);
        return;
    }
    xml->open[xml->depth].name = (const char *)name;
    xml->open[xml->depth++].line = note->line;
    xml->prefixed += prefix != NULL;
    xml->at_tag = true;
    add_namespaces(xml, note, namespaces, spaces);
    for (int i = 0; i < attributes; i++, parts += ATTRIBUTE_PARTS) {
        struct attribute a = { .plain = (const char *)parts[0] };
        if (parts[1]) {
            a.name = keep_name(xml, (const char *)parts[1], a.plain);
            a.plain = NULL;
        }
        a.value = xml_keep(xml, parts[3], (size_t)(parts[4] - parts[3]));
        xml_add_attribute(xml, note, a);
    }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    struct xml *xml = context;

    (void)uri;
    if (xml->muted)
        return;
    xml->depth--;
    xml->prefixed -= prefix != NULL;
    xml->at_tag = true;
    xml_add_note(xml, ENDS, name);
}

/* Text comes in pieces of some hundred bytes, which are joined. */
static void on_text(void *context, const xmlChar *at, int len)
{
    struct xml *xml = context;
    struct note *last =
        xml->note_count ? &xml->notes[xml->note_count - 1] : NULL;

    xml->at_tag = false;
    if (last && last->kind == SAYS) {
        xml->bytes.len--; /* the NUL */
        last->text.len += xml_keep(xml, at, (size_t)len).len;
        return;
    }
    struct stretch text = xml_keep(xml, at, (size_t)len);
    struct note *note = xml_add_note(xml, SAYS, NULL);
    if (note)
        note->text = text;
}

static xmlEntityPtr get_entity(void *context, const xmlChar *name)
{
    (void)context;
    return xmlGetPredefinedEntity(name);
}

static void on_reference(void *context, const xmlChar *name)
{
    struct xml *xml = context;
    struct stretch text = xml_keep(xml, name, strlen((const char *)name));
    struct note *note = xml_add_note(xml, USES_ENTITY, NULL);

    if (note)
        note->text = text;
    xmlStopParser(xml->parser);
}

/* The signature is libxml2's. */
static void on_entity(void *context, const xmlChar *name, int type,
                      const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content)
{
    struct xml *xml = context;

    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    if (!xml->declared)
        xml_add_note(xml, DECLARES_ENTITIES, NULL);
    xml->declared = true;
    xmlStopParser(xml->parser);
}

/* An attribute that is not written may be there after all, or mean something
 * else than it says; libxml2 knows, whose signature this is.
 * NOLINTNEXTLINE(readability-function-size) */
static void on_attribute(void *context, const xmlChar *element,
                         const xmlChar *name, int type, int def,
                         const xmlChar *value, xmlEnumerationPtr choice)
{
    struct xml *xml = context;

    (void)element;
    (void)name;
    (void)type;
    (void)def;
    (void)value;
    xml->may_be_plain = false;
    xmlFreeEnumeration(choice);
}

/* Keep the first fatal error: those that follow are its echoes. */
static void on_error(void *context, xmlErrorPtr error)
{
    struct xml *xml = context;

    if (xml->error_code || error->level < XML_ERR_FATAL)
        return;
    xml->error_code = error->code;
    xml->error_line =
        error->line ? error->line : xmlSAX2GetLineNumber(xml->parser);
    snprintf(xml->message, sizeof(xml->message), "%s",
             error->message ? error->message : "unknown");
    xml->message[strcspn(xml->message, "\n")] = 0;
}

/* ---------------------------------------------------------------- reading */

bool xml_parser_open(struct xml *xml, size_t len)
{
    static const xmlSAXHandler handlers = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .reference = on_reference,
        .getEntity = get_entity,
        .entityDecl = on_entity,
        .attributeDecl = on_attribute,
        .serror = on_error,
    };
    xmlSAXHandler copy = handlers;

    xml->parser =
        xmlCreatePushParserCtxt(&copy, xml, xml->window, (int)len, NULL);
    if (!xml->parser)
        return false;
    xml->at = len;
    /* NOENT: the five entities stand for themselves in attributes, too; there
     * are no others. */
    xmlCtxtUseOptions(xml->parser,
                      XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOENT);
    return true;
}

void xml_parser_close(struct xml *xml)
{
    if (!xml->parser)
        return;
    /* the document holds entities that were declared */
    xmlFreeDoc(xml->parser->myDoc);
    xmlFreeParserCtxt(xml->parser);
}

/* What goes wrong while letters are converted libxml2 tells no parser, but
 * prints, and goes on without the rest: so listen to all that it says. */
static void parse(struct xml *xml, const char *piece, size_t len, bool last)
{
    xmlStructuredErrorFunc heard = xmlStructuredError;
    void *by = xmlStructuredErrorContext;

    xmlSetStructuredErrorFunc(xml, on_error);
    xmlParseChunk(xml->parser, piece, (int)len, last);
    xmlSetStructuredErrorFunc(by, heard);
}

void xml_parse(struct xml *xml, size_t len, bool last)
{
    const char *piece = xml->window + xml->at;

    xml->at_tag = false;
    xml->at += len;
    xml->over = last;
    parse(xml, piece, len, last);
}

static void tell(struct xml *xml, const char *before, const char *name)
{
    parse(xml, before, strlen(before), false);
    parse(xml, name, strlen(name), false);
    parse(xml, ">", 1, false);
}

void xml_catch_up(struct xml *xml)
{
    xml->muted = true;
    for (int i = xml->told; i > xml->common; i--)
        tell(xml, "</", xml->open[i - 1].told);
    for (int i = xml->common; i < xml->depth; i++) {
        xml->parser->input->line = xml->open[i].line;
        tell(xml, "<", xml->open[i].name);
    }
    xml->parser->input->line = xml->here;
    xml->muted = false;
    xml->plain = false;
}
