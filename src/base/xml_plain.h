/* xml_plain.h - one tag or one text of the plainest XML. */
#ifndef BASE_XML_PLAIN_H
#define BASE_XML_PLAIN_H

#include "barq.h"

enum { PLAIN_ATTRIBUTES = 12 };

enum plain_kind {
    PLAIN_NOT, /* something else, or not all of it is here */
    PLAIN_BEGINS,
    PLAIN_BEGINS_AND_ENDS,
    PLAIN_ENDS,
    PLAIN_SAYS,
};

/* As it stands in the file. */
struct plain_token {
    enum plain_kind kind;
    size_t len;            /* of all of it */
    int lines;             /* that end in it */
    struct barq_text name; /* of the element */
    struct barq_text text; /* that is said; see plain_meaning() */
    struct {
        struct barq_text name, value; /* see plain_meaning() */
    } attributes[PLAIN_ATTRIBUTES];
    size_t attribute_count;
};

/* May the file that begins so be read as this says?  It is in UTF-8 then. */
bool plain_begins(struct barq_text head);

/* What `from` begins with; a NUL stands behind it. */
void plain_scan(struct barq_text from, struct plain_token *token);

/* Make of a text or a value, with a NUL behind it, what it means: entities are
 * characters, and a line ends as it does everywhere.  It is no longer then;
 * returns how long. */
size_t plain_meaning(char *at, size_t len);

#endif
