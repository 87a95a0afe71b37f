/* xml_parts.h - what the files of the XML reader share. */
#ifndef BASE_XML_PARTS_H
#define BASE_XML_PARTS_H

#include <libxml/parser.h>

#include "base/buf.h"
#include "base/xml.h"

enum note_kind { BEGINS, ENDS, SAYS, DECLARES_ENTITIES, USES_ENTITY, TOO_DEEP };

/* A string among xml->bytes, with a NUL behind it. */
struct stretch {
    size_t at, len;
};

struct note {
    enum note_kind kind;
    int line;
    const char *name; /* of an element, in libxml2's dictionary */
    struct stretch text;
    size_t first, end; /* its attributes */
};

struct attribute {
    const char *plain;   /* the name, in libxml2's dictionary; or NULL, ... */
    struct stretch name; /* ... and it is here, with a prefix */
    struct stretch value;
};

/* An element that is open. */
struct open_element {
    const char *name; /* in libxml2's dictionary */
    const char *told; /* which libxml2 holds to be open here */
    int line;         /* in which it begins */
};

/* Names seen before, so that the dictionary is asked less; a power of two. */
enum { NAMES = 64 };
struct known_name {
    const char *name; /* or NULL */
    size_t len;
};

struct xml {
    xmlParserCtxtPtr parser;
    FILE *from;
    const char *name;
    char *window;          /* bytes of the file, a NUL behind them */
    size_t at, window_len; /* at: what was understood ends here */
    bool at_end;           /* `from` gave all that it has ... */
    bool over;             /* ... and the parser was told */
    bool failed;           /* no room for a note */
    bool may_be_plain;     /* what we understand is what libxml2 would */
    bool plain;            /* we read, and it waits */
    bool muted;            /* it is told what we know */
    bool at_tag;           /* what it noted last is a tag */
    int in_vain;           /* so often it read a tag, and we could not go on */
    int depth;             /* of elements that have begun and not ended */
    int prefixed;          /* of them, so many have a prefix */
    int told, common; /* how many it holds to be open; of those, how many are
                         the same */
    int here;         /* the line, while we read */
    struct open_element open[XML_DEEPEST];
    struct known_name names[NAMES];
    bool declared;
    struct note *notes;
    size_t next, note_count, note_room; /* next: to be read */
    struct attribute *attributes;
    size_t attribute_count, attribute_room;
    struct buf bytes;
    int line;          /* of the note that was read last */
    int read_errno;    /* why `from` gave out; 0 if it did not */
    int error_line;    /* of the first fatal error */
    int error_code;    /* libxml2's; 0 if there was none */
    char message[200]; /* its words, one line */
};

/* ------------------------------------------------------- notes (xml_note.c) */

/* A new note, which counts once it is filled; NULL when there is no room. */
struct note *xml_add_note(struct xml *xml, enum note_kind kind,
                          const void *name);
void xml_add_attribute(struct xml *xml, struct note *note,
                       struct attribute attribute);
struct stretch xml_keep(struct xml *xml, const void *at, size_t len);

/* -------------------------------------------------- libxml2 (xml_libxml2.c) */

/* False when there is no room.  It has the first `len` bytes of the window
 * then. */
bool xml_parser_open(struct xml *xml, size_t len);
void xml_parser_close(struct xml *xml);

/* Let it read the next `len` bytes of the window. */
void xml_parse(struct xml *xml, size_t len, bool last);

/* Let it know of the elements that began and ended while it waited. */
void xml_catch_up(struct xml *xml);

#endif
