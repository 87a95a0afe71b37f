/*
 * xml_note.c - the queue between what reads XML and who asks for it.
 *
 * It holds what one piece of a file says and no more: notes of what happened,
 * in order; the attributes they have; and the text of both, in one string.
 */
#include "base/xml_parts.h"

#include <libxml/SAX2.h>
#include <stdlib.h>

enum { NOTES_FIRST = 256 };

static void fail_parser(struct xml *xml)
{
    xml->failed = true;
    xmlStopParser(xml->parser);
}

struct stretch xml_keep(struct xml *xml, const void *at, size_t len)
{
    struct stretch stretch = { xml->bytes.len, len };

    buf_add(&xml->bytes, (struct barq_text){ at, len });
    if (xml->bytes.failed)
        fail_parser(xml);
    else
        xml->bytes.len++; /* a buf has a NUL behind it */
    return stretch;
}

/* Twice the room in a list of `count` things; NULL: none, and it is noted. */
static void *twice(struct xml *xml, void *list, size_t *room, size_t size)
{
    size_t more = *room ? 2 * *room : NOTES_FIRST;
    void *at = realloc(list, more * size);

    if (at)
        *room = more;
    else
        fail_parser(xml);
    return at;
}

/* A new note, which counts once it is filled; NULL when there is no room. */
struct note *xml_add_note(struct xml *xml, enum note_kind kind,
                          const void *name)
{
    if (xml->note_count == xml->note_room) {
        struct note *more =
            twice(xml, xml->notes, &xml->note_room, sizeof(*more));
        if (!more)
            return NULL;
        xml->notes = more;
    }
    struct note *note = &xml->notes[xml->note_count++];
    *note =
        (struct note){ .kind = kind,
                       .line = xml->plain ? xml->here
                                          : xmlSAX2GetLineNumber(xml->parser),
                       .name = name,
                       .first = xml->attribute_count,
                       .end = xml->attribute_count };
    return note;
}

void xml_add_attribute(struct xml *xml, struct note *note,
                       struct attribute attribute)
{
    if (xml->attribute_count == xml->attribute_room) {
        struct attribute *more =
            twice(xml, xml->attributes, &xml->attribute_room, sizeof(*more));
        if (!more)
            return;
        xml->attributes = more;
    }
    xml->attributes[xml->attribute_count++] = attribute;
    note->end = xml->attribute_count;
}
